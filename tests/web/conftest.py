"""The demo's case, served: to a client in this process, or over a socket to a browser."""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from fastapi.testclient import TestClient

from dateline.case.opening import open_case_store
from dateline.case.store.protocol import Store
from dateline.cli.demo import _built
from dateline.web.app import create_app
from dateline.web.people import ROLES
from dateline.web.security.accounts import make_accounts
from dateline.web.serving import bound, config_of
from dateline.web.settings import ServeSettings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from playwright.sync_api import Browser
    from starlette.types import ASGIApp, Receive, Scope, Send

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


BASE = "http://127.0.0.1:8765"
PASSWORD = "three grey herons wait"  # noqa: S105 - of accounts that tests make
PEOPLE = {"AB": ROLES, "CD": ("read", "code"), "EF": ("read",)}
"""Who has an account, with which roles."""


def client_of(store: Store, settings: ServeSettings) -> TestClient:
    """Somebody who has not come in yet."""
    return TestClient(create_app(store, settings), base_url=BASE)


def token_in(page: str) -> str:
    """The token of forms in a page."""
    found = re.search(r'<meta name="csrf" content="([^"]+)">', page)
    assert found, page
    return found[1]


def as_own_page(client: TestClient) -> TestClient:
    """From now on the client asks as scripts of our own pages do."""
    token = token_in(client.get("/login", follow_redirects=True).text)
    client.headers |= {"X-CSRF-Token": token, "Origin": BASE, "Sec-Fetch-Site": "same-origin"}
    return client


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> TestClient:
    """The client, signed in with an account."""
    token = token_in(client.get("/login").text)
    told = {"name": name, "password": password, "csrf": token}
    answer = client.post("/login", data=told, headers={"Origin": BASE}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return as_own_page(client)


@pytest.fixture
def client(store: Store, case_file: Path) -> Iterator[TestClient]:
    """Asks as AB, who may do everything, from the server's own pages."""
    with client_of(store, ServeSettings(str(case_file), who="AB", token="once")) as made:  # noqa: S106 - good once
        assert made.get("/enter", params={"token": "once"}).status_code == 200
        yield as_own_page(made)


@pytest.fixture(scope="session")
def accounts_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Accounts of AB (all roles), CD (read and code) and EF (read); made once, tests work on copies."""
    path = tmp_path_factory.mktemp("accounts") / "accounts.json"
    made = make_accounts(path)
    for name, roles in PEOPLE.items():
        made.add(name, PASSWORD, roles)
    return path


@pytest.fixture
def accounts(accounts_made: Path, tmp_path: Path) -> Path:
    """A file of accounts (see `PEOPLE`; the password of each is `PASSWORD`)."""
    shutil.copy(accounts_made, tmp_path / "accounts.json")
    return tmp_path / "accounts.json"


@pytest.fixture
def people(store: Store, case_file: Path, accounts: Path) -> Iterator[dict[str, TestClient]]:
    """Each of them, signed in to one server."""
    app = create_app(store, ServeSettings(str(case_file), accounts=accounts))
    with ExitStack() as stack:
        yield {name: sign_in(stack.enter_context(TestClient(app, base_url=BASE)), name) for name in PEOPLE}


def signed_in_for_all(app: FastAPI, *, as_script: bool = False) -> ASGIApp:
    """The app as whoever opened the link sees it: browsers of tests need not open it first. `as_script` also names the
    server by its name and brings the token of a page, for programs that ask what they make up."""
    sessions = app.state.door.sessions
    session = sessions.begin(app.state.desk.settings.who or "-")
    cookie = sessions.header(session, secure=False).partition(";")[0].encode()
    told = [(b"cookie", cookie)]
    if as_script:
        told += [(b"host", b"127.0.0.1"), (b"x-csrf-token", sessions.token(session).encode())]
    own = {name for name, _ in told}

    async def asked(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = {**scope, "headers": [*((k, v) for k, v in scope["headers"] if k not in own), *told]}
        await app(scope, receive, send)

    return asked


@contextmanager
def served(settings: ServeSettings) -> Iterator[str]:
    """A server in a thread; the address that it answers under. Without accounts everybody is `settings.who`."""
    store = open_case_store(settings.case)
    with bound(replace(settings, port=0)) as listening:
        settings = replace(settings, port=listening.getsockname()[1])
        app = create_app(store, settings)
        asked = app if settings.accounts else signed_in_for_all(app)
        server = uvicorn.Server(config_of(asked, settings))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield f"http://127.0.0.1:{settings.port}"
        finally:
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
