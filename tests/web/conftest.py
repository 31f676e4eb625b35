"""The demo's case, served: to a client in this process, or over a socket to a browser."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from fastapi.testclient import TestClient

from dateline.case.opening import open_case_store
from dateline.case.store.protocol import Store
from dateline.cli.demo import _built
from dateline.web.app import create_app
from dateline.web.settings import ServeSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's case, made once a run; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("demo")
    _built(folder / "demo.dateline", folder)
    return folder / "demo.dateline"


@pytest.fixture
def case_file(demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's case with its key."""
    for path in demo.parent.glob("demo.dateline*"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path / demo.name


@pytest.fixture
def store(case_file: Path) -> Iterator[Store]:
    opened = open_case_store(str(case_file))
    yield opened
    opened.close()


@pytest.fixture
def client(store: Store, case_file: Path) -> Iterator[TestClient]:
    """Asks as AB, who may do everything."""
    app = create_app(store, ServeSettings(str(case_file), who="AB"))
    with TestClient(app, base_url="http://127.0.0.1:8765") as made:
        yield made


@contextmanager
def served(settings: ServeSettings) -> Iterator[str]:
    """A server in a thread; the address that it answers under."""
    store = open_case_store(settings.case)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(store, settings), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
    store.close()


@pytest.fixture
def serve() -> Callable[[ServeSettings], object]:
    return served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium. Where there is none the tests are skipped; continuous integration has one."""
    if not Path(CHROMIUM).exists():
        told = f"There is no Chromium at {CHROMIUM} (CHROMIUM names another one)."
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()
