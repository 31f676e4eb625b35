"""Erasing, hiding and changing the key are killed at any statement: the same call then finishes. All is fiction."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from dateline.case.keep.archive import archive
from dateline.case.keep.backups import back_up, backups_of
from dateline.case.keep.erasing import erase
from dateline.case.keep.finishing import job_left
from dateline.case.keep.keys import CaseKey, load_key
from dateline.case.keep.protecting import protect
from dateline.case.keep.rotating import rotate
from dateline.case.store.sql import SqlStore
from dateline.case.store.sqlite import open_sqlite
from dateline.case.store.sqlite_store import SqliteStore
from dateline.model.dossier import Dossier
from tests.case.keep.conftest import Case

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to be killed cheaply")
NAME = "Nyakor Wathbuoth"


def _statements(path: Path, work: Callable[[SqlStore], object], most: int | None) -> int:
    """Do the work in a process of its own that is killed before its statement number `most`; how many it came to."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        os.close(reader)
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1
            if most is not None and count >= most:
                os.kill(os.getpid(), signal.SIGKILL)

        made = SqliteStore.__init__

        def watched(self: SqliteStore, *args: object, **more: object) -> None:
            made(self, *args, **more)  # type: ignore[arg-type]
            event.listen(self.engine, "before_cursor_execute", counted)

        SqliteStore.__init__ = watched  # type: ignore[method-assign]
        try:
            work(open_sqlite(path))
            os.write(writer, str(count).encode())
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as stream:
        return int(stream.read() or 0)


def _bytes(folder: Path) -> bytes:
    found = [p for p in folder.rglob("*") if p.is_file() and p.suffix not in {".key", ".age"}]
    return b"".join(p.read_bytes() for p in found).lower()


Work = Callable[[SqlStore], object]


@pytest.mark.parametrize("part", range(4))
def test_erasing_killed_at_any_statement_is_finished_by_the_same_call(
    case: Case, key: CaseKey, dossiers: list[Dossier], tmp_path: Path, part: int
) -> None:
    id_ = dossiers[0].document.id
    _sweep(case, tmp_path, lambda store: erase(store, [id_], "MK", "court"), b"granary", part)


@pytest.mark.parametrize("part", range(4))
def test_hiding_killed_at_any_statement_is_finished_by_the_same_call(
    case: Case, key: CaseKey, tmp_path: Path, part: int
) -> None:
    _sweep(case, tmp_path, lambda store: protect(store, key, [NAME], "MK"), b"wathbuoth", part)


def _sweep(case: Case, folder: Path, work: Work, gone: bytes, part: int) -> None:
    """Kill the work somewhere in one of its parts, do it again, and look for what should be gone."""
    store = case()
    back_up(store, folder / "copy.dateline")
    whole = [r.id for r in store.reports()]
    store.close()
    spare = folder / "spare"
    spare.mkdir()
    for name in ("war.dateline", "copy.dateline"):
        (spare / name).write_bytes((folder / name).read_bytes())
    known = _statements(folder / "war.dateline", work, None)
    assert known > 60
    for name in ("war.dateline", "copy.dateline"):
        for end in ("", "-wal", "-shm"):
            (folder / f"{name}{end}").unlink(missing_ok=True)
        (spare / name).rename(folder / name)
    at = known * (2 * part + 1) // 8
    assert _statements(folder / "war.dateline", work, at) == 0
    again = open_sqlite(folder / "war.dateline")
    assert again.verify() == []
    if job_left(again) is None and gone in _bytes(folder):
        assert [r.id for r in again.reports()] == whole  # nothing happened yet
    work(again)
    assert job_left(again) is None
    assert gone not in _bytes(folder)
    assert again.verify() == []
    assert [b.path.name for b in backups_of(again)] == ["copy.dateline"]
    assert len([e for e in again.log() if e.kind in {"erase", "protect"}]) == 1
    again.close()
    with_copy = open_sqlite(folder / "copy.dateline")
    assert with_copy.verify() == []
    with_copy.close()


def test_a_new_key_killed_half_way_is_taken_by_the_same_call(case: Case, key: CaseKey, tmp_path: Path) -> None:
    store = case()
    protect(store, key, [NAME], "MK")
    store.close()

    def work(store: SqlStore) -> object:
        return rotate(store, key, tmp_path / "new.key", "MK")

    assert _statements(tmp_path / "war.dateline", work, 12) == 0
    again = open_sqlite(tmp_path / "war.dateline")
    work(again)
    new = load_key(tmp_path / "new.key")
    assert all(new.unseal(r.sealed) for r in again.readings() if r.sealed is not None)
    again.close()


def test_what_a_killed_archive_left_beside_the_case_goes_with_the_next_wipe(
    case: Case, key: CaseKey, dossiers: list[Dossier], tmp_path: Path
) -> None:
    store = case()
    store.close()

    def archived(name: str) -> Work:
        return lambda store: archive(store, tmp_path / name, recipients=[key.recipient])

    known = _statements(tmp_path / "war.dateline", archived("a.age"), None)
    (tmp_path / "a.age").unlink()
    _statements(tmp_path / "war.dateline", archived("b.age"), known // 2)
    again = open_sqlite(tmp_path / "war.dateline")
    erase(again, [dossiers[0].document.id], "MK", "court")
    again.close()
    assert b"granary" not in _bytes(tmp_path)
    assert not list(tmp_path.glob(".*"))
