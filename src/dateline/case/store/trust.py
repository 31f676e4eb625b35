"""Whether an opened file is a case that can be trusted: nothing in it but what a Dateline put there, the log's end
unbroken. Nothing of it is asked for before that is known; what takes longer is looked at by `verify`.

See https://sqlite.org/security.html#untrusted_sqlite_database_files.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

from dateline.case.store.chain import START, LogEntry, faults
from dateline.case.store.header import APPLICATION, RESTORE, Header
from dateline.case.store.migrations import HEAD, REVISIONS, TABLE
from dateline.case.store.sqlite_ddl import SHADOWED, STEPS
from dateline.errors import InputError

KNOWN: Final = {
    "0001": "ad88dde79de3f043372c1210743654c129a6a5881e3d7cf76b23c48d0cbe402e",
    "0002": "f7b7e471c77cca462f01d5fce2ba66e5f09fcbdc1e165ed5be2ad7a66f5a1635",
    "0003": "dce6dd23a973977be9e5d908d303cb246a27653cfdf1e9b68d037b26047e5f1c",
    "0004": "eef7c62dc10fb89895414e8794742b4425f9860191ea1186688b92e38ac3b2fa",
}
"""What the tables of each revision amount to: `digest_of` over them."""
FORMAT: Final = "dateline-case/1"
TAIL: Final = 100
"""Entries at the end of the log that are looked at on opening."""
SMALL: Final = 16_000_000
"""Bytes of a file that SQLite's own quick check goes through on opening (a tenth of a second)."""
OBJECTS: Final = 400
"""More tables, indexes and triggers than any case has."""

Thing = tuple[str, str, str, str]
"""(type, name, table, SQL without white space and quotation marks)"""


def trusted(raw: sqlite3.Connection, path: Path, header: Header) -> str:
    """The revision of a case's tables. Raises `InputError` where the file cannot be trusted."""
    (application,) = raw.execute("PRAGMA application_id").fetchone()
    (mark,) = raw.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION or mark != header.mark:
        raise InputError(
            str(path), f"the write-ahead log beside it ({path.name}-wal) is of another case.",
            "Move it away, then check the case with `verify`.",
        )  # fmt: skip
    if path.stat().st_size <= SMALL:
        _checked(raw, path)
    revision = _revision(raw, path)
    _told(raw, path)
    _chained(raw, path)
    return revision


def _checked(raw: sqlite3.Connection, path: Path) -> None:
    found = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise InputError(str(path), f"is damaged: {str(found).splitlines()[-1]}.", RESTORE)


def _revision(raw: sqlite3.Connection, path: Path) -> str:
    """The revision whose tables these are, to the letter."""
    there = things(raw, path)
    shadows, own = _parted(there)
    digest = digest_of(own)
    revision = next((r for r, known in KNOWN.items() if known == digest), None)
    if revision is not None and shadows == _shadows() and _named(raw) == revision:
        return revision
    if any(t[:2] == ("table", TABLE) for t in own):
        named = _named(raw)
        if named is not None and named not in REVISIONS:
            raise InputError(
                str(path), f"was made by a newer Dateline (its tables are of revision {_short(named)}, and this one "
                f"knows them up to {HEAD}).", "Install the newer Dateline: pip install --upgrade dateline.",
            )  # fmt: skip
        raise InputError(str(path), f"is not as Dateline makes it: {_difference(there, named or HEAD)}.", RESTORE)
    raise InputError(str(path), "is marked as a case, but holds other tables than a case.", RESTORE)


def things(raw: sqlite3.Connection, path: Path) -> list[Thing]:
    """What the file says that it holds."""
    found = raw.execute("SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT ?", (OBJECTS,)).fetchall()
    if len(found) == OBJECTS:
        raise InputError(str(path), "holds far more tables than a case.", RESTORE)
    # what SQLite makes by itself for a key has no words
    return sorted(
        (str(kind), str(name), str(table), _bare(str(sql))) for kind, name, table, sql in found if sql is not None
    )


def _bare(sql: str) -> str:
    """SQL without what differs between versions of the libraries that write it."""
    return re.sub(r"[\s\"'`]+", "", sql).lower()


def _parted(there: Iterable[Thing]) -> tuple[list[Thing], list[Thing]]:
    shadows = [t for t in there if t[1].startswith(SHADOWED)]
    return shadows, [t for t in there if not t[1].startswith(SHADOWED)]


def digest_of(own: Iterable[Thing]) -> str:
    return hashlib.sha256("\n".join("\x1f".join(t) for t in sorted(own)).encode()).hexdigest()


@cache
def _shadows() -> list[Thing]:
    """The tables that this SQLite makes for its full text and boxes."""
    with closing(sqlite3.connect(":memory:")) as raw:
        for statement in STEPS["0001"]:
            raw.execute(statement)
        return _parted(things(raw, Path()))[0]


def expected(revision: str) -> list[Thing]:
    """The tables of a revision, made anew."""
    from sqlalchemy import create_engine

    from dateline.case.store.migrations import upgrade

    engine = create_engine("sqlite://")
    with engine.connect() as c:
        upgrade(c, STEPS, revision)
        raw = c.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        made = things(raw, Path())
    engine.dispose()
    return made


def _named(raw: sqlite3.Connection) -> str | None:
    """The revision that the file names, None where that is no plain table or holds no single row."""
    (sql,) = raw.execute("SELECT max(sql) FROM sqlite_master WHERE name = ? AND type = 'table'", (TABLE,)).fetchone()
    key = "constraintalembic_version_pkcprimarykey(version_num)"
    if sql is None or _bare(sql) != f"createtablealembic_version(version_numvarchar(32)notnull,{key})":
        return None
    rows = raw.execute(f"SELECT version_num FROM {TABLE} LIMIT 2").fetchall()  # noqa: S608 - a name of ours
    return str(rows[0][0]) if len(rows) == 1 else None


def _short(named: str) -> str:
    from dateline.render.words import clean

    return clean(named[:40])


def _difference(there: list[Thing], revision: str) -> str:
    """The first thing that is more, missing or otherwise."""
    wanted = expected(revision if revision in REVISIONS else HEAD)
    for one in there:
        if one not in wanted:
            kind, name = one[0], _short(one[1])
            same = any(w[:2] == one[:2] for w in wanted)
            return f"the {kind} {name} was changed" if same else f"it holds a {kind} of its own, {name}"
    for one in wanted:
        if one not in there:
            return f"the {one[0]} {one[1]} is missing"
    return f"its tables are of another revision than it says ({_short(revision)})"


def _told(raw: sqlite3.Connection, path: Path) -> None:
    """What the case says of itself."""
    told = dict(raw.execute("SELECT key, substr(value, 1, 1000) FROM meta LIMIT 100").fetchall())
    if told.get("format") != FORMAT:
        raise InputError(str(path), f"its format is {_short(str(told.get('format')))}, not {FORMAT}.", RESTORE)
    if "erasing" in told or not re.fullmatch(r"case-[0-9a-f]{16}", str(told.get("case"))):
        raise InputError(str(path), "what it says of itself is not what Dateline writes.", RESTORE)


def _chained(raw: sqlite3.Connection, path: Path) -> None:
    """The end of the log: where a write-ahead log of another day was put beside the file, it breaks here."""
    rows = raw.execute(
        "SELECT l.seq, at, kind, digest, prev, hash, salt, substr(body, 1, 10000001) FROM log AS l"
        " LEFT JOIN log_body AS b ON b.seq = l.seq ORDER BY l.seq DESC LIMIT ?",
        (TAIL,),
    ).fetchall()
    if not rows:
        return
    rows.reverse()
    first = rows[0]
    entries = ((LogEntry(r[0], r[1], r[2], r[3], r[4], r[5], None, r[6]), r[7]) for r in rows)
    found = faults(entries, prev=START if first[0] == 1 else str(first[4]), first=int(first[0]))
    if found:
        raise InputError(str(path), f"its log is broken: {found[0]}.", RESTORE)
