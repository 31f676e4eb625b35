"""A case in one SQLite file (`war.dateline`): write-ahead log, full text (FTS5), boxes (R*Tree) of place and time.

A search by words, place and time starts from the boxes and probes the words by row number: the other way round every
hit of a common word is looked up (589 ms against 7 ms among a million claims).
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Integer, QueuePool, Table, TextualSelect, column, create_engine, insert, text

from dateline.case.store import schema as s
from dateline.case.store.entry import Row
from dateline.case.store.header import APPLICATION, BESIDE, check_file
from dateline.case.store.protocol import Box, Clock, Query, StoreKind
from dateline.case.store.sql import SqlStore, utc_now
from dateline.case.store.words import wanted
from dateline.errors import OutputError
from dateline.files import check_writable

FORMAT: Final = "dateline-case/1"
FAR: Final = 4_000_000
"""A day beyond all days: where an interval is open."""

INDEXES: Final = (
    "CREATE VIRTUAL TABLE claim_text USING fts5(words, content='claim', content_rowid='n', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE claim_box USING rtree(n, west, east, south, north, first, last)",
)


class SqliteStore(SqlStore):
    """See `protocol.Store`."""

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        self.path = path
        super().__init__(_engine(path), str(path), clock)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.engine.connect() as c:
            c.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield c
            except BaseException:
                c.exec_driver_sql("ROLLBACK")
                raise
            c.exec_driver_sql("COMMIT")

    def put(self, c: Connection, table: Table, rows: Sequence[Row]) -> None:
        if rows:
            c.exec_driver_sql(_insert(table), list(rows))

    def index_claims(self, c: Connection, first: int, rows: Sequence[Row]) -> None:
        if not rows:
            return
        words = [(first + n, r[10]) for n, r in enumerate(rows)]
        c.exec_driver_sql("INSERT INTO claim_text(rowid, words) VALUES (?, ?)", words)
        boxes = [
            (first + n, r[9], r[9], r[8], r[8], -FAR if r[6] is None else r[6], FAR if r[7] is None else r[7])
            for n, r in enumerate(rows)
            if r[8] is not None and r[9] is not None
        ]
        if boxes:
            c.exec_driver_sql("INSERT INTO claim_box VALUES (?, ?, ?, ?, ?, ?, ?)", boxes)

    def matching(self, query: Query) -> TextualSelect:
        told: dict[str, Any] = {"words": match_words(query.text) if query.text else None}
        days = query.days or (None, None)
        told |= {"first": -FAR if days[0] is None else days[0], "last": FAR if days[1] is None else days[1]}
        if query.box is None:
            return _by_words(dated=query.days is not None, worded=query.text is not None, told=told)
        return _by_box(query.box, worded=query.text is not None, told=told)

    def own_faults(self, c: Connection) -> list[str]:
        found = [str(r[0]) for r in c.exec_driver_sql("PRAGMA integrity_check(20)") if r[0] != "ok"]
        found += [f"a row of {r[0]} refers to a row of {r[2]} that is not there" for r in
                  c.exec_driver_sql("PRAGMA foreign_key_check")]  # fmt: skip
        return found

    def backup(self, path: Path) -> str:
        import sqlite3

        with closing(sqlite3.connect(path)) as copy, self.engine.connect() as c:
            raw = c.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.backup(copy)
        return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def _insert(table: Table) -> str:
    """Core takes twice as long for rows of many: it makes each one a mapping."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608 - ours


def _engine(path: Path) -> Engine:
    import sqlite3

    def connect() -> sqlite3.Connection:
        # never made by opening: a case that is not there is said to be missing
        raw = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, check_same_thread=False, timeout=30)
        raw.isolation_level = None  # transactions are begun here, not by the driver
        for pragma in (
            "trusted_schema=OFF", "cell_size_check=ON", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON",
            "temp_store=MEMORY",
        ):  # fmt: skip
            raw.execute(f"PRAGMA {pragma}")
        return raw

    return create_engine("sqlite://", creator=connect, poolclass=QueuePool)


def create_case(path: Path, clock: Clock = utc_now) -> SqliteStore:
    """A new, empty case, whole or not there: made beside its place and then given its name."""
    import sqlite3

    check_writable(path)
    if path.is_symlink() or path.exists():
        raise OutputError(str(path), "is there already.", "Open it, or name another file.")
    part = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(part)) as raw:
            raw.execute("PRAGMA journal_mode=WAL")
            raw.execute(f"PRAGMA application_id={APPLICATION}")
            raw.execute(f"PRAGMA user_version={secrets.randbelow(2**31 - 1) + 1}")
        store = SqliteStore(part, clock)
        _fill(store)
        store.close()
        os.link(part, path)  # unlike a renaming, it writes over nothing
    except FileExistsError as exc:
        raise OutputError(str(path), "is there already.", "Open it, or name another file.") from exc
    except (OSError, sqlite3.Error) as exc:
        raise OutputError(str(path), f"cannot be written: {getattr(exc, 'strerror', None) or exc}.") from exc
    finally:
        for end in ("", *BESIDE):
            part.with_name(part.name + end).unlink(missing_ok=True)
    return SqliteStore(path, clock)


def _fill(store: SqliteStore) -> None:
    with store.writing() as c:
        s.METADATA.create_all(c)
        for statement in INDEXES:
            c.exec_driver_sql(statement)
        c.execute(insert(s.META), [
            {"key": "case", "value": f"case-{secrets.token_hex(8)}"},
            {"key": "format", "value": FORMAT},
            {"key": "made", "value": store.clock()},
        ])  # fmt: skip


def open_sqlite(path: Path, clock: Clock = utc_now) -> SqliteStore:
    """A case that is there already. Raises `InputError` where there is none, or one that cannot be trusted."""
    check_file(path)
    return SqliteStore(path, clock)


KIND: Final = StoreKind(
    open=lambda where, clock: open_sqlite(Path(where), clock or utc_now),
    create=lambda where, clock: create_case(Path(where), clock or utc_now),
    exists=os.path.lexists,
)


def match_words(words: str) -> str:
    """What a person typed as an FTS5 query: every word must stand there, a phrase in quotation marks as it is. The
    words are quoted, so that none of them is taken for a command."""
    return " AND ".join(f'"{part}"' for part in wanted(words)) or '""'


def _by_words(*, dated: bool, worded: bool, told: dict[str, Any]) -> TextualSelect:
    """By words, by days, by both, or all claims."""
    tables = "claim_text JOIN claim ON claim.n = claim_text.rowid" if worded else "claim"
    conditions = ["claim_text MATCH :words"] if worded else ["1"]
    if dated:
        conditions.append("claim.day_start IS NOT NULL AND claim.day_start <= :last")
        conditions.append("coalesce(claim.day_end, :last) >= :first")
    return _selected(f"SELECT claim.n AS n FROM {tables} WHERE {' AND '.join(conditions)}", told)  # noqa: S608 - ours


def _by_box(box: Box, *, worded: bool, told: dict[str, Any]) -> TextualSelect:
    """The boxes first, then the words by row number; the tree keeps 32-bit numbers, so that the claim itself has the
    last word."""
    wide = f"(b.west <= :east {'OR' if box.west > box.east else 'AND'} b.east >= :west)"
    exact = f"(claim.lon <= :east {'OR' if box.west > box.east else 'AND'} claim.lon >= :west)"
    probe = " AND EXISTS (SELECT 1 FROM claim_text WHERE rowid = b.n AND claim_text MATCH :words)" if worded else ""
    statement = (  # put together from words of this file; values are bound
        f"SELECT b.n AS n FROM claim_box AS b JOIN claim ON claim.n = b.n WHERE b.south <= :north AND b.north >= :south"  # noqa: S608
        f" AND {wide} AND b.first <= :last AND b.last >= :first"
        f" AND claim.lat BETWEEN :south AND :north AND {exact}{probe}"
    )
    return _selected(statement, told | {"south": box.south, "west": box.west, "north": box.north, "east": box.east})


def _selected(statement: str, told: dict[str, Any]) -> TextualSelect:
    used = {k: v for k, v in told.items() if f":{k}" in statement}
    return text(statement).bindparams(**used).columns(column("n", Integer))
