"""What must be known of the whole material while it streams, on the disk: which entities stand in the file, which are
named and still missing, which account became which event."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from dateline.exports.linked.once import Once


@dataclass(frozen=True, slots=True)
class Wanted:
    """An actor that takes part in an event, as the event tells it."""

    id: str
    name: str
    kind: str
    country: str | None


class Index:
    """See the module."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._once = Once(db)

    def new(self, id_: str) -> bool:
        """Whether no entity of this id was written; from now on one was."""
        return self._once.new(id_)

    def want(self, wanted: Wanted) -> None:
        """An entity that is named, and that no report may bring."""
        row = (wanted.id, wanted.name, wanted.kind, wanted.country)
        self._db.execute("insert or ignore into wanted values (?, ?, ?, ?)", row)

    def missing(self) -> Iterator[Wanted]:
        """Entities that are named and were not written."""
        rows = self._db.execute("select * from wanted where cast(id as blob) not in (select id from met) order by id")
        yield from (Wanted(*row) for row in rows)

    def read_by(self, account: str, rule: str) -> None:
        """The rule that made an account."""
        self._db.execute("insert or ignore into rule values (?, ?)", (account, rule))

    def rule_of(self, account: str) -> str | None:
        """The rule that made an account; None where no report brought it."""
        row = self._db.execute("select rule from rule where id = ?", (account,)).fetchone()
        return str(row[0]) if row else None

    def tells(self, account: str, event: str) -> None:
        """An account of a report is part of this event."""
        self._db.execute("insert or ignore into account values (?, ?)", (account, event))

    def event_of(self, account: str) -> str | None:
        """The event that an account of a report became; None where it was left out."""
        row = self._db.execute("select event from account where id = ?", (account,)).fetchone()
        return str(row[0]) if row else None


@contextmanager
def index() -> Iterator[Index]:
    """An empty one, in a file that nobody else sees, gone in the end."""
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        for pragma in ("journal_mode = off", "synchronous = off"):
            db.execute(f"pragma {pragma}")
        db.execute("create table met (id blob primary key) without rowid")
        db.execute("create table wanted (id text primary key, name text, kind text, country text) without rowid")
        db.execute("create table rule (id text primary key, rule text) without rowid")
        db.execute("create table account (id text primary key, event text) without rowid")
        yield Index(db)
