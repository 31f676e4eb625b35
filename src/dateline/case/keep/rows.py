"""The rows of a reading made anew from another view of its dossier, or taken away. Row numbers stay where records stay,
so that happenings still find their events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, bindparam, delete, func, insert, or_, select, update

from dateline.case.store import schema as s
from dateline.case.store.entry import Entry, Row
from dateline.case.store.sql import SqlStore

RECORDS: Final = (s.CONTROL, s.RELATION, s.FINDING, s.EVENT, s.CLAIM, s.SOURCE, s.ACTOR, s.PLACE)
"""Tables of a reading's records, those that refer to others before them."""
MANY: Final = 400
"""Values in one list of a query."""


def rewrite(store: SqlStore, c: Connection, reading: int, entry: Entry) -> None:
    """Put the rows, the dossier and the sealed original of an entry in place of a reading's own."""
    _clear(c, reading)
    source = _written(c, s.SOURCE, reading, entry.sources)
    actor = _written(c, s.ACTOR, reading, entry.actors)
    place = _written(c, s.PLACE, reading, entry.places)
    event = _written(c, s.EVENT, reading, [(*e[:9], _at(place, e[9]), *e[10:]) for e in entry.events])
    claim = _written(c, s.CLAIM, reading, [(x[0], _at(source, x[1]), *x[2:]) for x in entry.claims])
    _drop(c, reading, {"source": source, "actor": actor, "place": place, "event": event, "claim": claim})
    for n, row in zip(claim, entry.claims, strict=True):
        store.index_claims(c, n, [row])
    _put(c, s.EVENT_ACTOR, [(event[a], role, actor[b]) for a, role, b in entry.event_actors])
    _put(c, s.EVENT_CLAIM, [(event[a], claim[b]) for a, b in entry.event_claims])
    _put(c, s.TOLL, [(event[r[0]], *r[1:]) for r in entry.tolls])
    _written(c, s.CONTROL, reading, [(r[0], place[r[1]], actor[r[2]], *r[3:]) for r in entry.control])
    _written(c, s.RELATION, reading, [(r[0], actor[r[1]], r[2], actor[r[3]], *r[4:]) for r in entry.relations])
    _written(c, s.FINDING, reading, entry.findings)
    of = {"event": event, "claim": claim}
    _put(c, s.EVIDENCE, [(kind, of[kind][n], start, end) for kind, n, start, end in entry.evidence])
    told = {"dossier": entry.dossier, "sealed": entry.sealed, "events": len(entry.events), "claims": len(entry.claims)}
    c.execute(update(s.READING).where(s.READING.c.n == reading).values(**told))


def retold(c: Connection, report: int, entry: Entry) -> None:
    """A report's own row and text as an entry tells them."""
    told = {
        "text_sha256": entry.text_sha256, "title": entry.title, "outlet": entry.outlet, "url": entry.url,
        "characters": len(entry.text),
    }  # fmt: skip
    c.execute(update(s.REPORT).where(s.REPORT.c.n == report).values(**told))
    c.execute(update(s.BODY).where(s.BODY.c.report == report).values(text=entry.text))


def remove(c: Connection, report: int) -> None:
    """Take away everything that a report told: what stays is its id and that it was added, so that it is not added
    again by accident."""
    for reading in c.execute(select(s.READING.c.n).where(s.READING.c.report == report)).scalars().all():
        _clear(c, reading)
        _drop(c, reading, {})
        c.execute(delete(s.READING).where(s.READING.c.n == reading))
    c.execute(delete(s.BODY).where(s.BODY.c.report == report))
    c.execute(delete(s.BAND).where(s.BAND.c.report == report))
    untold = {"outlet": None, "url": None, "published": None}
    c.execute(update(s.APPEARANCE).where(s.APPEARANCE.c.report == report).values(name="", **untold))
    blank = {"text_sha256": "", "title": None, "language": None, "characters": 0, "likeness": None, **untold}
    c.execute(update(s.REPORT).where(s.REPORT.c.n == report).values(**blank))


def records_of(c: Connection, reports: Sequence[int]) -> set[str]:
    """Ids of all records of some reports, the events' own happenings not among them."""
    readings = select(s.READING.c.n).where(s.READING.c.report.in_(reports))
    return {id_ for t in RECORDS for id_ in c.execute(select(t.c.id).where(t.c.reading.in_(readings))).scalars()}


def unindexed(c: Connection, reading: int) -> None:
    """Take a reading's claims out of full text and boxes, while the words that stand there are still known."""
    if c.dialect.name != "sqlite":
        return  # there the words are indexed in the row itself
    told = c.execute(select(s.CLAIM.c.n, s.CLAIM.c.words).where(s.CLAIM.c.reading == reading)).tuples().all()
    if told:
        c.exec_driver_sql(
            "INSERT INTO claim_text(claim_text, rowid, words) VALUES ('delete', ?, ?)", [tuple(r) for r in told]
        )
        c.exec_driver_sql("DELETE FROM claim_box WHERE n = ?", [(n,) for n, _ in told])


def in_lists(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Values in lists that a query can hold."""
    kept = list(values)
    return (kept[n : n + MANY] for n in range(0, len(kept), MANY))


def _numbers(table: Table, reading: int) -> Select[Any]:
    return select(table.c.n).where(table.c.reading == reading)


def _clear(c: Connection, reading: int) -> None:
    """Take away what refers to a reading's records."""
    events, claims = _numbers(s.EVENT, reading), _numbers(s.CLAIM, reading)
    unindexed(c, reading)
    for table in (s.EVENT_ACTOR, s.EVENT_CLAIM, s.TOLL):
        c.execute(delete(table).where(table.c.event.in_(events)))
    of = s.EVIDENCE.c
    c.execute(delete(s.EVIDENCE).where(or_(
        (of.kind == "event") & of.record.in_(events), (of.kind == "claim") & of.record.in_(claims)
    )))  # fmt: skip
    for table in (s.CONTROL, s.RELATION, s.FINDING):
        c.execute(delete(table).where(table.c.reading == reading))


def _written(c: Connection, table: Table, reading: int, rows: Sequence[Row]) -> list[int]:
    """Write the rows of records over those with their ids, or as new ones; their numbers in order."""
    known: dict[str, int] = dict(
        c.execute(select(table.c.id, table.c.n).where(table.c.reading == reading)).tuples().all()
    )
    free = int(c.scalar(select(func.coalesce(func.max(table.c.n), 0))) or 0) + 1
    names = [column.name for column in table.columns]
    numbers: list[int] = []
    old: list[Row] = []
    new: list[Row] = []
    for row in rows:
        n = known.pop(row[0], None)
        (old if n is not None else new).append((free if n is None else n, reading, *row))
        numbers.append(free if n is None else n)
        free += n is None
    if old:
        change = update(table).where(table.c.n == bindparam("_n"))
        values: dict[str, Any] = {name: bindparam(f"_{name}") for name in names if name != "n"}
        told = [{f"_{k}": v for k, v in zip(names, row, strict=True)} for row in old]
        c.execute(change.values(**values), told)
    _put(c, table, new)
    return numbers


def _drop(c: Connection, reading: int, kept: dict[str, list[int]]) -> None:
    """Delete the records of a reading that are not kept, and what of links was about them."""
    for table in (s.EVENT, s.CLAIM, s.SOURCE, s.ACTOR, s.PLACE):
        there = set(c.execute(_numbers(table, reading)).scalars())
        for gone in in_lists(there - set(kept.get(table.name, ()))):
            if table is s.EVENT:
                _unlink(c, gone)
            c.execute(delete(table).where(table.c.n.in_(gone)))


def _unlink(c: Connection, events: list[int]) -> None:
    """Take events out of happenings and links; a link stays where another reading still tells of the event."""
    c.execute(delete(s.MEMBER).where(s.MEMBER.c.event.in_(events)))
    ids = set(c.execute(select(s.EVENT.c.id).where(s.EVENT.c.n.in_(events))).scalars())
    ids -= set(c.execute(select(s.EVENT.c.id).where(s.EVENT.c.id.in_(ids), s.EVENT.c.n.not_in(events))).scalars())
    c.execute(delete(s.LINK).where(or_(s.LINK.c.a.in_(ids), s.LINK.c.b.in_(ids))))


def _at(numbers: Sequence[int], position: int | None) -> int | None:
    return None if position is None else numbers[position]


def _put(c: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows given in the order of the table's columns."""
    if rows:
        names = [column.name for column in table.columns]
        c.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
