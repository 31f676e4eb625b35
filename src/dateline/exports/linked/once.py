"""What was met before: a set that lies on the disk, so that a million ids need no memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager


class Once:
    """Ids met so far."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def new(self, *key: str) -> bool:
        """Whether it was not met before; from now on it was."""
        whole = "\x1f".join(key).encode("utf-8", "surrogatepass")
        return self._db.execute("insert or ignore into met values (?)", (whole,)).rowcount == 1


@contextmanager
def once() -> Iterator[Once]:
    """An empty set, in a database of its own that SQLite keeps in a file nobody else sees, gone in the end."""
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        db.execute("pragma journal_mode = off")
        db.execute("pragma synchronous = off")
        db.execute("create table met (id blob primary key) without rowid")
        yield Once(db)
