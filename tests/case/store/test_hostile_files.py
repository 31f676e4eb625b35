"""A `.dateline` file may come from anybody: what is not a whole case of Dateline's is refused in words."""

from __future__ import annotations

import os
import shutil
import sqlite3
import struct
import sys
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dateline.case.opening import create_case_store, open_case_store, open_or_create
from dateline.case.store.entry import LONGEST, unpack
from dateline.case.store.header import BESIDE
from dateline.case.store.sql import SqlStore
from dateline.errors import DossierError, InputError, OutputError
from dateline.model.schema import dossier_to_json
from scripts.soak_reports import dossier_of, entries


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a few reports."""
    path = tmp_path_factory.mktemp("whole") / "war.dateline"
    store = create_case_store(path)
    store.add(list(entries(1, 4, 3)))
    store.set_rule("numbers", {"rule": "median"}, "AB")
    store.close()
    return path


@pytest.fixture
def case(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoilt."""
    return Path(shutil.copy(whole, tmp_path / "war.dateline"))


def change(path: Path, *statements: str, writable_schema: bool = False) -> None:
    """Change a case behind Dateline's back, as somebody who knows SQLite would."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO meta VALUES ('erasing', '1')")  # quietens the triggers
        if writable_schema:
            raw.execute("PRAGMA writable_schema=ON")
        for statement in statements:
            raw.execute(statement)
        raw.execute("DELETE FROM meta WHERE key = 'erasing'")
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        stream.write(data)


def refused(path: Path) -> str:
    """The reason why a file is not opened, or what is found wrong with it when it is checked."""
    try:
        store = open_case_store(path)
    except InputError as exc:
        return str(exc) if exc.name.startswith(str(path)) else "names another file"
    try:
        return "; ".join(store.verify())
    finally:
        store.close()


def test_a_whole_case_is_opened(case):
    assert refused(case) == ""


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _text(path: Path) -> None:
    path.write_text("Malakal, 5 May: calm.")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _link(path: Path) -> None:
    path.rename(path.with_name("real"))
    path.symlink_to(path.with_name("real"))


def _missing(path: Path) -> None:
    path.unlink()


def _other_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE t (x)")


def _beside(end: str) -> Callable[[Path], None]:
    def spoil(path: Path) -> None:
        path.with_name(path.name + end).symlink_to("/dev/null")

    return spoil


FILES = {
    "nothing": (_missing, "is not there"),
    "an empty file": (_empty, "is empty"),
    "a text": (_text, "is no case"),
    "a folder": (_folder, "is a folder"),
    "a pipe": (_pipe, "no plain file"),
    "a link": (_link, "is a link"),
    "another database": (_other_database, "no case of Dateline's"),
    "another mark": (lambda p: overwrite(p, 68, b"ABCD"), "no case of Dateline's"),
    "pages of no size": (lambda p: overwrite(p, 16, b"\x00\x07"), "is damaged"),
    "no write-ahead log": (lambda p: overwrite(p, 18, b"\x01\x01"), "is damaged"),
    "the first bytes alone": (lambda p: os.truncate(p, 60), "is cut off"),
    "half of it": (lambda p: os.truncate(p, p.stat().st_size // 2), "is cut off"),
    "all but the last page": (lambda p: os.truncate(p, p.stat().st_size - 4096), "is cut off"),
    "a rollback journal beside it": (
        lambda p: p.with_name(p.name + "-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600)),
        "rollback journal",
    ),
    **{f"a link at {end}": (_beside(end), "is a link") for end in BESIDE},
}


@pytest.mark.parametrize(("spoil", "reason"), FILES.values(), ids=FILES)
def test_what_is_no_whole_file_is_refused_with_the_reason(case, spoil, reason):
    spoil(case)
    assert reason in refused(case)


@pytest.mark.parametrize("spoil", [s for n, (s, _) in FILES.items() if n not in {"nothing"}])
def test_what_is_no_case_is_not_taken_for_a_place_for_one(case, spoil):
    spoil(case)
    with pytest.raises(InputError):
        open_or_create(case)


SCHEMAS = {
    "a view": ("CREATE VIEW v AS SELECT 1", "a view of its own, v"),
    "a table": ("CREATE TABLE t (x)", "a table of its own, t"),
    "a trigger": (
        "CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM backup; END",
        "a trigger of its own, t",
    ),
    "a trigger gone": ("DROP TRIGGER claim_stays", "the trigger claim_stays is missing"),
    "an index gone": ("DROP INDEX event_id", "the index event_id is missing"),
    "a column made by a rule": (
        "ALTER TABLE claim ADD COLUMN x TEXT GENERATED ALWAYS AS (upper(words))",
        "the table claim was changed",
    ),
    "a column": ("ALTER TABLE meta ADD COLUMN x TEXT", "the table meta was changed"),
    "a full text": ("CREATE VIRTUAL TABLE t USING fts5(x)", "of its own, t"),
    "an index that calls a function": ("CREATE INDEX i ON claim (abs(n))", "an index of its own, i"),
    "statistics": ("ANALYZE", "sqlite_stat1"),
}


@pytest.mark.parametrize(("statement", "reason"), SCHEMAS.values(), ids=SCHEMAS)
def test_what_no_dateline_put_there_is_named(case, statement, reason):
    change(case, statement)
    assert reason.replace("an index of", "a index of") in refused(case)


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE VIRTUAL TABLE claim_text USING fts5(words, content='body', content_rowid='n', tokenize='unicode61')",
        "CREATE VIEW claim_text AS SELECT 1 AS words",
    ],
)
def test_a_table_under_a_known_name_that_is_another_is_named(case, sql):
    quoted = sql.replace("'", "''")
    change(case, f"UPDATE sqlite_master SET sql = '{quoted}' WHERE name = 'claim_text'", writable_schema=True)  # noqa: S608
    assert "claim_text" in refused(case)


def test_a_shadow_table_that_is_another_is_named(case):
    change(
        case, "UPDATE sqlite_master SET sql = 'CREATE TABLE claim_text_content (id)' WHERE name = 'claim_text_docsize'",
        writable_schema=True,
    )  # fmt: skip
    assert refused(case)


TOLD = {
    "a newer revision": ("UPDATE alembic_version SET version_num = '9999'", "a newer Dateline"),
    "an older revision than the tables": (
        "UPDATE alembic_version SET version_num = '0002'",
        "not as Dateline makes it",
    ),
    "no revision": ("DELETE FROM alembic_version", "not as Dateline makes it"),
    "two revisions": ("INSERT INTO alembic_version VALUES ('0001')", "not as Dateline makes it"),
    "another format": ("UPDATE meta SET value = 'x' WHERE key = 'format'", "its format is x"),
    "no id": ("DELETE FROM meta WHERE key = 'case'", "what it says of itself"),
    "a changed entry of the log": ("UPDATE log SET at = '2001' WHERE seq = 3", "its log is broken: entry 3"),
    "a missing entry of the log": ("DELETE FROM log_body WHERE seq = 2", ""),
    "changed words of the log": ("UPDATE log_body SET body = '{}' WHERE seq = 3", "the words of entry 3 were changed"),
    "a gap in the log": ("UPDATE log SET seq = 77 WHERE seq = 5", "entry 5 is missing"),
    "a claim put into other words": ("UPDATE claim SET words = 'calm' WHERE n = 3", "full text"),
    "a death toll": ("UPDATE event SET deaths_best = 999 WHERE n = 2", "its rows of event are not what"),
    "a toll": ("DELETE FROM toll WHERE event = 2", "its rows of toll are not what"),
    "who said it": ("UPDATE claim SET source = 1 WHERE n = 3", "its rows of claim are not what"),
    "a moved box": ("UPDATE claim_box SET west = west - 90, east = east - 90 WHERE n = 1", "not in the boxes"),
    "a box of nothing": ("INSERT INTO claim_box VALUES (9999, 1, 1, 1, 1, 1, 1)", "not in the boxes"),
    "a claim that is not indexed": ("INSERT INTO claim_text(claim_text) VALUES ('delete-all')", "full text"),
    "a reference to nothing": ("UPDATE reading SET report = 99 WHERE n = 1", "that is not there"),
    "a changed text": ("UPDATE body SET text = replace(text, 'the', 'thy')", "its text is not the one"),
    "a text and its hash": ("UPDATE report SET text_sha256 = 'a' WHERE n = 1", "was changed"),
    "a report without a reading": ("UPDATE reading SET report = 2 WHERE n = 1", "has no reading"),
    "a report without a text": ("DELETE FROM body WHERE report = 2", "has no text"),
    "an addition of which nothing came": ("UPDATE log SET kind = 'add' WHERE seq = 5", "log is broken"),
    "two readings at once": ("UPDATE reading SET report = 2 WHERE n = 1", "holds twice"),
    "an interval that ends before it starts": ("UPDATE reading SET until = 1 WHERE n = 3", "end before they start"),
    "a dossier that is none": ("UPDATE reading SET dossier = x'00ff' WHERE n = 1", "cannot be unpacked"),
    "a day of no calendar": ("UPDATE event SET day_start = 9223372036854775807 WHERE n = 2", "its rows of event"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "reason"), TOLD.values(), ids=TOLD)
def test_what_was_changed_behind_its_back_is_found(case, statement, reason):
    with closing(sqlite3.connect(case)) as raw:
        foreign = raw.execute("PRAGMA foreign_keys").fetchone()[0]
    assert foreign == 0  # otherwise SQLite would refuse what is tried here
    change(case, statement)
    assert reason in refused(case)


def test_an_erased_entry_of_the_log_breaks_nothing(case):
    change(case, "DELETE FROM log_body WHERE seq = 2")
    assert refused(case) == ""


def packed(text: str) -> bytes:
    return zlib.compress(text.encode())


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (packed("{}"), "Not a valid dossier"),
        (packed("[" * 100_000), "Not a valid dossier"),
        (packed('{"format": "dateline-dossier/2"}'), "Not a valid dossier"),
        (packed(dossier_to_json(dossier_of(1, 3)).replace('"quote":"the', '"quote":"thy', 1)), "Not a valid dossier"),
        (zlib.compress(b" " * (LONGEST + 1)), "larger than any report's"),
        (packed("{}")[:-3], "damaged or larger"),
        (b"", "damaged or larger"),
    ],
)
def test_a_dossier_that_breaks_the_contract_is_not_given_out(case, made, reason):
    change(case, f"UPDATE reading SET dossier = x'{made.hex()}' WHERE n = 1")  # noqa: S608
    with pytest.raises(DossierError, match=reason):
        unpack(made)
    store = open_case_store(case)
    with pytest.raises(DossierError, match=str(case)):
        list(store.readings())
    assert any("report doc-" in fault for fault in store.verify())
    store.close()


def test_flipped_bytes_are_found_or_change_nothing(case, whole):
    """Wherever a byte is flipped, the case is refused, found damaged, or says what it said."""
    from dateline.case.store.dump import digest

    size = whole.stat().st_size
    good = open_case_store(whole)
    assert isinstance(good, SqlStore)
    expected = digest(good)
    good.close()
    found = 0
    for at in range(200, size, size // 60):
        shutil.copy(whole, case)
        with case.open("r+b") as stream:
            stream.seek(at)
            old = stream.read(16)
            stream.seek(at)
            stream.write(bytes(b ^ 0xA5 for b in old))
        try:
            store = open_case_store(case)
        except InputError:
            found += 1
            continue
        assert isinstance(store, SqlStore)
        try:
            if store.verify():
                found += 1
            else:
                assert digest(store) == expected, f"byte {at}"
        finally:
            store.close()
    assert found > 5  # most of a young case is free space


def crashed(path: Path, folder: Path, *, first: int) -> None:
    """Copy a case as a crash leaves it: what was added last stands in the write-ahead log alone."""
    store = open_case_store(path)
    store.add(list(entries(first, 1, 2)))
    for end in ("", "-wal"):
        shutil.copy(path.with_name(path.name + end), folder / f"war.dateline{end}")
    store.close()


def test_what_stands_in_the_write_ahead_log_alone_is_there_after_a_crash(case, tmp_path):
    (tmp_path / "crash").mkdir()
    crashed(case, tmp_path / "crash", first=50)
    store = open_case_store(tmp_path / "crash" / "war.dateline")
    assert store.info().counts["report"] == 5
    assert store.verify() == []
    store.close()


def test_the_write_ahead_log_of_another_case_is_refused(case, tmp_path):
    other = create_case_store(tmp_path / "other.dateline")
    other.add(list(entries(20, 3, 3)))
    shutil.copy(tmp_path / "other.dateline-wal", case.with_name("war.dateline-wal"))
    other.close()
    assert "of another case" in refused(case)


def test_the_write_ahead_log_of_a_later_day_beside_a_backup_is_refused_or_found(case, tmp_path):
    backup = tmp_path / "backup.dateline"
    shutil.copy(case, backup)
    store = open_case_store(case)
    for n in range(60, 90):
        store.add(list(entries(n, 2, 3)))
    with closing(sqlite3.connect(case)) as raw:
        raw.execute("PRAGMA wal_checkpoint(PASSIVE)")
    for n in range(90, 93):
        store.add(list(entries(2 * n, 1, 3)))
    shutil.copy(tmp_path / "war.dateline-wal", tmp_path / "backup.dateline-wal")
    store.close()
    assert refused(backup)


def test_a_log_of_other_pages_is_another_databases(case):
    wal = struct.pack(">IIIIIIII", 0x377F0682, 3007000, 8192, 0, 1, 2, 3, 4)
    case.with_name("war.dateline-wal").write_bytes(wal + bytes(100))
    assert "of another database" in refused(case)


def test_days_beyond_every_calendar_do_not_stop_a_reader(case):
    change(case, "UPDATE event SET day_start = -9223372036854775807", "UPDATE claim SET said = 9223372036854775807")
    store = open_case_store(case)
    from dateline.case.store.protocol import Box, Query

    assert store.find(Query(box=Box(-90, -180, 90, 180), days=(None, None)))
    assert store.event(dossier_of(1, 3).events[0].id) is not None
    store.close()


@pytest.mark.skipif(sys.platform != "linux", reason="drops to another user")
def test_a_file_that_may_only_be_read_is_read_and_says_so_when_written_to(case, monkeypatch):
    really = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and really(path, mode))
    store = open_case_store(case)
    assert store.info().counts["report"] == 4
    assert store.verify() == []
    with pytest.raises(OutputError, match="may only be read"):
        store.add(list(entries(70, 1)))
    with pytest.raises(OutputError, match="may only be read"):
        store.set_rule("x", {}, "AB")
    store.close()
    assert not case.with_name("war.dateline-wal").exists()


def test_nothing_is_written_over(case):
    with pytest.raises(OutputError, match=r"is there already|is a case"):
        create_case_store(case)
    store = open_case_store(case)
    with pytest.raises(OutputError, match=r"is there already|is a case"):
        store.backup(case)
    store.close()


@pytest.mark.parametrize("statement", [
    "UPDATE claim SET words = 'calm'", "DELETE FROM claim WHERE n = 1", "DELETE FROM log_body", "DELETE FROM meta_",
    "UPDATE reading SET until = NULL WHERE n = 1", "UPDATE reading SET dossier = x'00'", "UPDATE log SET at = ''",
    "UPDATE judgement SET verb = 'apart'", "DELETE FROM rule", "UPDATE rule SET body = '{}'", "DELETE FROM member",
])  # fmt: skip
def test_a_case_only_grows_but_within_erasing(case, statement):
    store = open_case_store(case)
    assert isinstance(store, SqlStore)
    store.set_groups([[e] for s in store.readings() for e in [e.id for e in s.dossier.events]], [], "linker/1")
    from dateline.model.judgement import Judgement

    store.judge([Judgement("note", "case", (), "AB")])
    statement = statement.replace("meta_", "appearance")
    with pytest.raises(Exception, match="a case only grows"), store.writing() as c:
        c.exec_driver_sql(statement)
    with store.erasing() as c:
        c.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        c.exec_driver_sql(statement if "claim WHERE" not in statement else "UPDATE claim SET act = NULL")
    with store.reading() as c:
        assert c.exec_driver_sql("SELECT count(*) FROM meta WHERE key = 'erasing'").scalar() == 0
    store.close()


def test_what_may_end_ends_once(case):
    store = open_case_store(case)
    assert isinstance(store, SqlStore)
    with store.writing() as c:
        c.exec_driver_sql("UPDATE reading SET until = 5 WHERE n = 1")
    with pytest.raises(Exception, match="a case only grows"), store.writing() as c:
        c.exec_driver_sql("UPDATE reading SET until = 4 WHERE n = 1")
    store.close()
