"""The full check of a case, alike in every database: the log, that nothing is half there, and that the rows say what
the dossiers say. Rows are what is searched and shown, dossiers are what was read: who changes one alone is found out.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, and_, func, or_, select

from dateline.case.store import schema as s
from dateline.case.store.bulk import numbered_rows
from dateline.case.store.entry import Row, entry_of, unpack
from dateline.errors import DossierError
from dateline.model.dossier import Dossier

MOST: Final = 20
"""Faults of one kind that are named; whoever has more knows enough."""
SOME: Final = 50
"""Readings that are compared at a time."""
RECORDS: Final = (s.SOURCE, s.ACTOR, s.PLACE, s.EVENT, s.CLAIM, s.CONTROL, s.RELATION, s.FINDING)
OF_EVENTS: Final = (s.EVENT_ACTOR, s.EVENT_CLAIM, s.TOLL)

Rows = dict[str, list[Row]]


def faults_of(c: Connection, sample: int | None) -> Iterator[str]:
    """What is wrong; with `sample`, so many readings are compared with their rows, spread over the case."""
    yield from _half_there(c)
    yield from _intervals(c)
    yield from _unlogged(c)
    yield from _changed_texts(c)
    yield from islice(_derived(c, sample), MOST)


def _half_there(c: Connection) -> Iterator[str]:
    """Reports of which a part is missing. An erased one has neither text nor hash."""
    kept = s.REPORT.c.text_sha256 != ""
    parts = (
        ("text", s.BODY, s.BODY.c.report == s.REPORT.c.n),
        ("reading", s.READING, s.READING.c.report == s.REPORT.c.n),
        ("appearance", s.APPEARANCE, s.APPEARANCE.c.report == s.REPORT.c.n),
    )
    for what, table, met in parts:
        lacking = select(s.REPORT.c.id).where(kept, ~select(1).select_from(table).where(met).exists())
        yield from (f"report {id_} has no {what}" for id_ in c.execute(lacking.limit(MOST)).scalars())
    events = select(func.count()).where(s.EVENT.c.reading == s.READING.c.n).scalar_subquery()
    claims = select(func.count()).where(s.CLAIM.c.reading == s.READING.c.n).scalar_subquery()
    off = (
        select(s.REPORT.c.id)
        .join(s.READING, s.READING.c.report == s.REPORT.c.n)
        .where(or_(s.READING.c.events != events, s.READING.c.claims != claims))
    )
    yield from (
        f"report {id_} has not the events and claims that it counts" for id_ in c.execute(off.limit(MOST)).scalars()
    )


def _intervals(c: Connection) -> Iterator[str]:
    """Intervals that end before they start, or stand open twice."""
    for table, end in (
        (s.READING, "until"),
        (s.MEMBER, "until"),
        (s.LINK, "until"),
        (s.RULE, "until"),
        (s.JUDGEMENT, "undone"),
    ):
        wrong = c.scalar(select(func.count()).where(table.c[end] <= table.c.seq))
        if wrong:
            yield f"{wrong} rows of {table.name} end before they start"
    for table, key in ((s.READING, "report"), (s.RULE, "name")):
        twice = select(table.c[key]).where(table.c.until.is_(None)).group_by(table.c[key]).having(func.count() > 1)
        if c.execute(twice.limit(1)).first() is not None:
            yield f"a {table.name} holds twice at the same time"
    pair = (s.MEMBER.c.happening, s.MEMBER.c.event)
    twice = select(*pair).where(s.MEMBER.c.until.is_(None)).group_by(*pair).having(func.count() > 1)
    if c.execute(twice.limit(1)).first() is not None:
        yield "an event is in a happening twice"


def _unlogged(c: Connection) -> Iterator[str]:
    """Rows that no entry of the log of their kind stands behind, and additions of which nothing came."""
    kinds: tuple[tuple[Table, tuple[str, ...]], ...] = (
        (s.REPORT, ("add",)), (s.APPEARANCE, ("add", "copy")), (s.READING, ("add", "reread")),
        (s.JUDGEMENT, ("judgement",)), (s.RULE, ("rule",)), (s.HAPPENING, ("link",)), (s.LINK, ("link",)),
    )  # fmt: skip
    for table, kinds_of in kinds:
        unlogged = select(func.count()).select_from(table).join(s.LOG, s.LOG.c.seq == table.c.seq)
        wrong = c.scalar(unlogged.where(s.LOG.c.kind.not_in(kinds_of)))
        if wrong:
            yield f"{wrong} rows of {table.name} stand in the log as something else"
    came = select(1).where(s.APPEARANCE.c.seq == s.LOG.c.seq)
    lost = c.scalar(select(func.count()).where(s.LOG.c.kind.in_(("add", "copy")), ~came.exists()))
    if lost:
        yield f"of {lost} additions in the log nothing is there"


def _derived(c: Connection, sample: int | None) -> Iterator[str]:
    """Readings whose rows are not what their dossier makes."""
    numbers = list(c.execute(select(s.READING.c.n).order_by(s.READING.c.n)).scalars())
    if sample is not None and len(numbers) > sample:
        numbers = numbers[:: -(-len(numbers) // sample)] if sample else []
    for start in range(0, len(numbers), SOME):
        some = numbers[start : start + SOME]
        there = _rows(c, some)
        for reading, report, told, packed in c.execute(_readings(some)).tuples():
            try:
                dossier = unpack(packed)
            except DossierError as exc:
                yield f"report {report}: {exc}"
                continue
            yield from (f"report {report}: {fault}" for fault in _compared(dossier, told, there[reading]))


def _readings(some: Sequence[int]) -> Select[Any]:
    told = func.coalesce(s.BODY.c.text, "")
    return (
        select(s.READING.c.n, s.REPORT.c.id, told, s.READING.c.dossier)
        .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
        .outerjoin(s.BODY, s.BODY.c.report == s.REPORT.c.n)
        .where(s.READING.c.n.in_(some))
        .order_by(s.READING.c.n)
    )


def _rows(c: Connection, some: Sequence[int]) -> dict[int, Rows]:
    """The rows of some readings, each under its reading."""
    found: dict[int, Rows] = {n: {t.name: [] for t in (*RECORDS, *OF_EVENTS, s.EVIDENCE)} for n in some}
    for table in RECORDS:
        for row in c.execute(select(table).where(table.c.reading.in_(some))).tuples():
            found[row[1]][table.name].append(tuple(row))
    for table in OF_EVENTS:
        of = select(s.EVENT.c.reading, *table.c).join(s.EVENT, s.EVENT.c.n == table.c.event)
        for reading, *row in c.execute(of.where(s.EVENT.c.reading.in_(some))):
            found[reading][table.name].append(tuple(row))
    for kind, table in (("event", s.EVENT), ("claim", s.CLAIM)):
        met = and_(s.EVIDENCE.c.kind == kind, s.EVIDENCE.c.record == table.c.n)
        of = select(table.c.reading, *s.EVIDENCE.c).join(s.EVIDENCE, met)
        for reading, *row in c.execute(of.where(table.c.reading.in_(some))):
            found[reading]["evidence"].append(tuple(row))
    return found


def _compared(dossier: Dossier, text: str, there: Rows) -> Iterator[str]:
    """What differs between a dossier and its rows."""
    if text != dossier.document.text:
        yield "its text is not the one that its evidence points into"
    numbers: Counter[str] = Counter()

    def next_n(table: str, count: int) -> int:
        numbers[table] += count
        return numbers[table] - count

    made = _by_id(numbered_rows(entry_of(dossier, ""), 0, next_n))
    kept = _by_id(there)
    for name, rows in made.items():
        if rows != kept[name]:
            yield f"its rows of {name} are not what its dossier says"


def _by_id(rows: Mapping[str, Iterable[Row]]) -> dict[str, Counter[Row]]:
    """Rows with ids in place of numbers, in no order."""
    tables = {t.name: t for t in (*RECORDS, *OF_EVENTS, s.EVIDENCE)}
    ids = {t.name: {row[0]: row[2] for row in rows[t.name]} for t in RECORDS}
    made: dict[str, Counter[Row]] = {}
    for name, some in rows.items():
        if name == "evidence":
            made[name] = Counter((r[0], ids[r[0]].get(r[1]), r[2], r[3]) for r in some)
            continue
        refers = [next((f.column.table.name for f in col.foreign_keys), None) for col in tables[name].columns]
        kept = [n for n, col in enumerate(tables[name].columns) if col.name not in {"n", "reading"}]
        made[name] = Counter(
            tuple(ids[to].get(row[n]) if (to := refers[n]) and row[n] is not None else row[n] for n in kept)
            for row in some
        )
    return made


def _changed_texts(c: Connection) -> Iterator[str]:
    """Texts that are not the ones of their hash."""
    told = select(s.REPORT.c.id, s.REPORT.c.text_sha256, s.BODY.c.text).join(s.BODY, s.BODY.c.report == s.REPORT.c.n)
    for id_, digest, text in c.execution_options(yield_per=100).execute(told).tuples():
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            yield f"the text of report {id_} was changed"
