"""Private folders of a server: gone when it ends, swept up by the next one where it was killed, never while it runs."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.case.store.protocol import Store
from dateline.web.rooms import Room, sweep
from dateline.web.settings import ServeSettings
from tests.web.conftest import client_of

HOLDS = """
import sys
from dateline.web.rooms import Room
room = Room("exports")
(room.path / "whom-a-case-hides.csv").write_text("name")
print(room.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Temporary files lie in a folder of the test's own."""
    room = tmp_path / "temporary"
    room.mkdir()
    monkeypatch.setenv("TMPDIR", str(room))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield room
    monkeypatch.undo()
    tempfile.tempdir = None


def test_what_a_killed_server_left_is_swept_and_what_a_running_one_holds_is_not() -> None:
    program = subprocess.Popen([sys.executable, "-c", HOLDS], stdin=-1, stdout=-1, text=True)
    with program:
        assert program.stdout is not None
        left = Path(program.stdout.readline().strip())
        assert left.stat().st_mode & 0o077 == 0
        own = Room("sent")
        assert sweep() == 0
        assert (left / "whom-a-case-hides.csv").exists(), "its server runs"
        program.kill()
        program.wait()
        assert left.exists(), "whoever is killed cleans nothing"
        assert sweep() == 1
    assert not left.exists()
    assert own.path.exists(), "held by this process"
    own.drop()
    assert not own.path.exists()


def test_a_server_that_starts_takes_away_what_a_killed_one_left(store: Store, case_file: Path) -> None:
    left = Path(tempfile.mkdtemp(prefix="dateline-served-exports-"))
    other = Path(tempfile.mkdtemp(prefix="dateline-archive-"))
    with client_of(store, ServeSettings(str(case_file), who="AB", token="once")):  # noqa: S106 - good once
        assert not left.exists()
        assert other.exists(), "no folder of a server"


def test_a_link_under_such_a_name_is_left_alone(temporary: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (temporary / "dateline-served-sent-link").symlink_to(kept)
    (temporary / "dateline-served-file").write_text("a file")
    assert sweep() == 0
    assert kept.exists()
    assert (temporary / "dateline-served-file").exists()


def test_a_room_is_gone_when_nobody_has_it_any_more_or_its_work_is_done() -> None:
    with Room("preview") as path:
        assert path.is_dir()
    assert not path.exists()
    room = Room("sent")
    path = room.path
    del room
    assert not path.exists()
