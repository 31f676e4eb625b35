"""A case in one SQLite file (`war.dateline`): write-ahead log, full text (FTS5), boxes (R*Tree) of place and time."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.case.store.entry import Row
from dateline.case.store.protocol import Clock, Query
from dateline.case.store.sql import SqlStore, utc_now
from dateline.case.store.sqlite_engine import engine_of, said
from dateline.case.store.sqlite_search import FAR, numbers
from dateline.errors import InputError, OutputError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table


class SqliteStore(SqlStore):
    """See `protocol.Store`."""

    def __init__(self, path: Path, clock: Clock = utc_now, *, read_only: bool = False) -> None:
        self.path, self.read_only = path, read_only
        self._turn = threading.RLock()
        super().__init__(engine_of(path, read_only=read_only), str(path), clock)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        if self.read_only:
            raise OutputError(self.where, "may only be read.", "Copy it to where you may write.")
        # threads of one program wait for each other here: SQLite lets those who wait sleep, and whoever comes next may
        # be first
        with self._turn, self._between("BEGIN IMMEDIATE") as c:
            yield c

    @contextmanager
    def erasing(self) -> Iterator[Connection]:
        with super().erasing() as c:
            c.exec_driver_sql("PRAGMA secure_delete=ON")
            try:
                yield c
            finally:
                c.exec_driver_sql("PRAGMA secure_delete=FAST")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._between("BEGIN") as c:
            yield c

    @contextmanager
    def _between(self, begin: str) -> Iterator[Connection]:
        with self.engine.connect() as c:
            raw = c.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            c.exec_driver_sql(begin)
            try:
                yield c
                c.exec_driver_sql("COMMIT")
            except BaseException:
                raw.rollback()  # nothing happens where SQLite rolled back by itself, as it does when a disk is full
                raise

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

    def numbers(self, c: Connection, query: Query) -> list[int]:
        return numbers(c, query)

    def own_faults(self, c: Connection) -> list[str]:
        found = [str(r[0]) for r in c.exec_driver_sql("PRAGMA integrity_check(20)") if r[0] != "ok"]
        if found:
            return found
        found += [f"a row of {r[0]} refers to a row of {r[2]} that is not there" for r in
                  c.exec_driver_sql("PRAGMA foreign_key_check")]  # fmt: skip
        boxes = c.exec_driver_sql("SELECT rtreecheck('claim_box')").scalar()
        found += [] if boxes == "ok" else [f"the boxes are damaged: {boxes}"]
        wrong = c.exec_driver_sql(_UNBOXED).scalar()
        found += [f"{wrong} claims are not in the boxes where they are"] if wrong else []
        return [*found, *self._text_faults()]

    def _text_faults(self) -> list[str]:
        """What the full text says of itself beside the claims. SQLite asks it by a statement that writes, so that a
        case which may only be read goes without."""
        if self.read_only:
            return []
        try:
            with self.writing() as c:
                c.exec_driver_sql("INSERT INTO claim_text(claim_text, rank) VALUES ('integrity-check', 1)")
        except InputError:
            return ["the full text is not what the claims say"]
        return []

    def backup(self, path: Path) -> str:
        digest = self.copied(path)
        with self.writing() as c:
            self.recorded(c, "backup", path, digest, {})
        return digest

    def copied(self, path: Path) -> str:
        """The whole file as it is now under another name, whole or not there; its SHA-256."""
        if os.path.lexists(path):
            raise OutputError(str(path), "is there already.", "Name another file for the backup.")
        part = path.with_name(f".{path.name[:40]}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.unlink(missing_ok=True)
            with closing(sqlite3.connect(part)) as copy, self.engine.connect() as c:
                raw = c.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                raw.backup(copy)
            with part.open("rb+") as stream:
                os.fsync(stream.fileno())
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            part.rename(path)
        except (sqlite3.Error, OSError) as exc:
            reason = said(exc) if isinstance(exc, sqlite3.Error) else exc.strerror or exc
            raise OutputError(str(path), f"the copy cannot be written: {reason}.") from exc
        finally:
            part.unlink(missing_ok=True)
        return digest


_UNBOXED: Final = """
SELECT (SELECT count(*) FROM claim AS c LEFT JOIN claim_box AS b ON b.n = c.n
        WHERE c.lat IS NOT NULL AND c.lon IS NOT NULL
        AND (b.n IS NULL OR c.lat NOT BETWEEN b.south AND b.north OR c.lon NOT BETWEEN b.west AND b.east
             OR b.first > coalesce(c.day_start, b.first) OR b.last < coalesce(c.day_end, b.last)))
     + (SELECT count(*) FROM claim_box AS b LEFT JOIN claim AS c ON c.n = b.n WHERE c.lat IS NULL OR c.lon IS NULL)
"""
"""Claims with a point that have no box around it, and boxes around nothing."""


@cache
def _insert(table: Table) -> str:
    """Core takes twice as long for many rows: it makes each one a mapping."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608 - ours
