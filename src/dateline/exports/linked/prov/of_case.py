"""What PROV says of a case besides its reports: which accounts it takes for one happening, what was decided, which
report took the place of an earlier one at the same address."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any, Final

from dateline.case.revisions import address_key
from dateline.exports.linked.lines import line
from dateline.exports.linked.names import day, instant
from dateline.exports.linked.prov.statements import Name, Statement, Value, element, record, relation, term
from dateline.exports.material import Material
from dateline.model.document import Document
from dateline.model.judgement import Judgement

UNTOLD: Final = "coder"
"""What the coders of a case are called where they are not passed on: one agent for all of them."""
Told = tuple[tuple[str, Value | None], ...]


def happenings_of(material: Material) -> Iterator[Statement]:
    """Each happening as a collection of the accounts that tell it."""
    for event in material.events():
        yield element(
            "entity",
            record(event.id),
            ("prov:type", Name("prov:Collection")),
            ("prov:type", term("Happening")),
            ("prov:label", event.title),
        )
        for _, account in event.events:
            yield relation("hadMember", record(event.id), record(account))


def decisions_of(material: Material) -> Iterator[Statement]:
    """Each decision as an activity of whoever made it, and what it left behind. What is undone is invalidated."""
    met: set[str] = set()
    for made in material.decisions():
        agent = record(f"{made.by}-{made.who or UNTOLD}")
        if agent not in met:
            met.add(agent)
            kind = "prov:Person" if made.by == "person" else "prov:SoftwareAgent"
            yield element("agent", agent, ("prov:type", Name(kind)), ("prov:label", made.who or "a coder"))
        yield from _decision(made, agent)


def _decision(made: Judgement, agent: str) -> Iterator[Statement]:
    doing, done = record(f"deciding-{made.id}"), record(made.id)
    at = instant(made.at)
    yield Statement("activity", doing, (at, at), (("prov:type", term("Decision")),))
    yield element(
        "entity", done, ("prov:type", term("Judgement")), ("v:verb", made.verb), ("v:of", made.of),
        ("v:slot", made.slot), ("v:value", _json(made.value)), ("v:before", _json(made.before)),
        ("v:reason", made.reason), ("v:day", day(made.at)),
    )  # fmt: skip
    yield relation("wasAssociatedWith", doing, agent)
    yield relation("wasGeneratedBy", done, doing, at)
    yield relation("wasAttributedTo", done, agent)
    if made.verb == "undo":
        for undone in dict.fromkeys(made.about):
            yield relation("wasInvalidatedBy", record(undone), doing, at)
        return
    for about in dict.fromkeys(made.about):
        yield relation("used", doing, record(about), at)
        yield relation("wasDerivedFrom", done, record(about), doing)


def _json(value: Any) -> str | None:
    return None if value is None else line(value)[:-1]


class Revisions:
    """Reports by the address of their page, on the disk: where one address has several, the later revises the earlier.

    Of a case only: reports that lie beside each other by chance were not put side by side by anybody.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._db.execute(
            "create table page (address text, unknown int, published text, n integer primary key, id text)"
        )

    def add(self, document: Document) -> None:
        """A report met; those without an address of a page revise none."""
        address = address_key(document.url) if document.url else None
        if address is not None:
            published = day(document.published.date)
            row = (address, published is None, published, document.id)
            self._db.execute("insert into page (address, unknown, published, id) values (?, ?, ?, ?)", row)

    def statements(self) -> Iterator[Statement]:
        """Each report that took the place of an earlier one: by the day of publication, then as they came."""
        before: tuple[str, str] | None = None
        for address, id_ in self._db.execute("select address, id from page order by address, unknown, published, n"):
            if before is not None and before[0] == address:
                told: Told = (("prov:type", Name("prov:Revision")),)
                yield relation("wasDerivedFrom", record(id_), record(before[1]), told=told)
            before = (address, id_)


@contextmanager
def revisions() -> Iterator[Revisions]:
    """No report met yet."""
    with closing(sqlite3.connect("", isolation_level=None)) as db:
        yield Revisions(db)
