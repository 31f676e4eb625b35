"""What a view needs of a case piece by piece, so that a case of any size is gone through in bounded memory: events a
page at a time, and of each page the happenings, companions and links."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Engine, Select, and_, exists, func, or_, select

from dateline.case.store import schema as s
from dateline.case.store.protocol import Fitting
from dateline.case.store.sieve import MANY, Sieve, events_that_fit
from dateline.model.situation import Link

_IMPORTED: Final = "% import/%"
"""What made the dossier of a dataset's row, as a reading tells its engine."""


class Picking:
    """Some records by their ids, as views put together one page of happenings. See `protocol.Store`."""

    engine: Engine

    def fitting(self, sieve: Sieve, after: int = 0, limit: int = MANY) -> list[Fitting]:
        wanted = events_that_fit(sieve).add_columns(s.EVENT.c.n).where(s.EVENT.c.n > after).limit(limit)
        with self.engine.connect() as c:
            return [Fitting(r[2], r[0], r[1]) for r in c.execute(wanted)]

    def happenings_of(self, events: Sequence[str], as_of: int | None = None) -> dict[str, str]:
        wanted = _members(as_of)
        return {e: h for h, e in self._each(wanted, s.EVENT.c.id, events)}

    def members_of(self, happenings: Sequence[str], as_of: int | None = None) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for h, e in self._each(_members(as_of), s.HAPPENING.c.id, happenings):
            found.setdefault(h, []).append(e)
        return {h: tuple(events) for h, events in found.items()}

    def links_of(self, events: Sequence[str], as_of: int | None = None) -> tuple[Link, ...]:
        wanted = select(s.LINK.c.a, s.LINK.c.b, s.LINK.c.score, s.LINK.c.why).where(_holds(s.LINK, as_of))
        found = sorted(self._each(wanted, s.LINK.c.a, events), key=lambda r: (r[0], r[1]))
        return tuple(
            Link(a, b, score, tuple((f, w, saw) for f, w, saw in json.loads(why))) for a, b, score, why in found
        )

    def links_with(self, events: Sequence[str]) -> tuple[Link, ...]:
        wanted = select(s.LINK.c.a, s.LINK.c.b, s.LINK.c.score, s.LINK.c.why).where(s.LINK.c.until.is_(None))
        found = {(r[0], r[1]): r for column in (s.LINK.c.a, s.LINK.c.b) for r in self._each(wanted, column, events)}
        return tuple(
            Link(a, b, score, tuple((f, w, saw) for f, w, saw in json.loads(why)))
            for a, b, score, why in (found[p] for p in sorted(found))
        )

    def rows_among(self, events: Sequence[str]) -> frozenset[str]:
        wanted = (
            select(s.EVENT.c.id)
            .join(s.READING, s.READING.c.n == s.EVENT.c.reading)
            .where(s.READING.c.until.is_(None), s.READING.c.engine.like(_IMPORTED))
        )
        return frozenset(r[0] for r in self._each(wanted, s.EVENT.c.id, events))

    def links_at(self, events: Sequence[str], as_of: int | None = None) -> tuple[Link, ...]:
        wanted = select(s.LINK.c.a, s.LINK.c.b, s.LINK.c.score, s.LINK.c.why).where(_holds(s.LINK, as_of))
        found = {(r[0], r[1]): r for column in (s.LINK.c.a, s.LINK.c.b) for r in self._each(wanted, column, events)}
        return tuple(
            Link(a, b, score, tuple((f, w, saw) for f, w, saw in json.loads(why)))
            for a, b, score, why in (found[pair] for pair in sorted(found))
        )

    def came_and_went(self, happening: str, as_of: int | None = None) -> list[tuple[int, str, str, bool]]:
        found: list[tuple[int, str, str, bool]] = []
        with self.engine.connect() as c:
            for column, came in ((s.MEMBER.c.seq, True), (s.MEMBER.c.until, False)):
                wanted = (
                    select(s.LOG.c.seq, s.LOG.c.at, s.EVENT.c.id)
                    .select_from(s.MEMBER)
                    .join(s.HAPPENING, s.HAPPENING.c.n == s.MEMBER.c.happening)
                    .join(s.EVENT, s.EVENT.c.n == s.MEMBER.c.event)
                    .join(s.LOG, s.LOG.c.seq == column)
                    .where(s.HAPPENING.c.id == happening)
                )
                known = wanted if as_of is None else wanted.where(column <= as_of)
                found += [(r[0], r[1], r[2], came) for r in c.execute(known)]
        return sorted(found, key=lambda r: (r[0], not r[3], r[2]))

    def linked(self, as_of: int | None = None) -> tuple[int, int]:
        # an event stands in one happening at a time
        counts = select(func.count(s.MEMBER.c.happening.distinct()), func.count()).where(_holds(s.MEMBER, as_of))
        with self.engine.connect() as c:
            happenings, events = c.execute(counts).one()
        return int(happenings), int(events)

    def reports_beside(self, report: str, *, back: bool = False, limit: int = MANY) -> list[str]:
        here = select(s.REPORT.c.n).where(s.REPORT.c.id == report).scalar_subquery()
        # asked report by report, so that the database stops at the limit and sorts nothing
        there = exists().where(s.READING.c.report == s.REPORT.c.n, s.READING.c.until.is_(None))
        wanted = (
            select(s.REPORT.c.id)
            .where(s.REPORT.c.n < here if back else s.REPORT.c.n > here, there)
            .order_by(s.REPORT.c.n.desc() if back else s.REPORT.c.n)
            .limit(limit)
        )
        with self.engine.connect() as c:
            return list(c.execute(wanted).scalars())

    def copies(self, as_of: int | None = None) -> dict[str, str]:
        original = s.REPORT.alias("original")
        wanted = select(s.REPORT.c.id, original.c.id.label("of")).join(original, original.c.n == s.REPORT.c.copy_of)
        with self.engine.connect() as c:
            return {r[0]: r[1] for r in c.execute(wanted if as_of is None else wanted.where(s.REPORT.c.seq <= as_of))}

    def told_events(self, as_of: int | None = None) -> int:
        with self.engine.connect() as c:
            return int(c.scalar(_told_events(as_of)) or 0)

    def appearance_of(self, report: str) -> tuple[str, str] | None:
        wanted = (
            select(s.APPEARANCE.c.key, s.APPEARANCE.c.name)
            .join(s.REPORT, s.REPORT.c.n == s.APPEARANCE.c.report)
            .where(s.REPORT.c.id == report)
            .order_by(s.APPEARANCE.c.n)
            .limit(1)
        )
        with self.engine.connect() as c:
            found = c.execute(wanted).first()
        return (str(found.key), str(found.name)) if found is not None else None

    def _each(self, wanted: Select[Any], column: Any, values: Sequence[str]) -> Iterator[Any]:
        """Rows whose column has one of the values, asked for some at a time."""
        with self.engine.connect() as c:
            for some in _some(values):
                yield from c.execute(wanted.where(column.in_(some))).all()


def _told_events(as_of: int | None) -> Select[Any]:
    """Counted by the events' own rows: the readings' are long, and few readings were ever closed."""
    if as_of is None:
        closed = select(s.READING.c.n).where(s.READING.c.until.is_not(None))
        return select(func.count()).select_from(s.EVENT).where(s.EVENT.c.reading.not_in(closed))
    held = select(s.READING.c.n).where(_holds(s.READING, as_of))
    return select(func.count()).select_from(s.EVENT).where(s.EVENT.c.reading.in_(held))


def _some(values: Sequence[str]) -> Iterable[list[str]]:
    unique = list(dict.fromkeys(values))
    return (unique[n : n + MANY] for n in range(0, len(unique), MANY))


def _members(as_of: int | None) -> Select[Any]:
    """(happening, event) in the order in which a happening's events were added."""
    return (
        select(s.HAPPENING.c.id.label("happening"), s.EVENT.c.id.label("event"))
        .select_from(s.MEMBER)
        .join(s.HAPPENING, s.HAPPENING.c.n == s.MEMBER.c.happening)
        .join(s.EVENT, s.EVENT.c.n == s.MEMBER.c.event)
        .where(_holds(s.MEMBER, as_of))
        .order_by(s.HAPPENING.c.n, s.EVENT.c.n)
    )


def _holds(table: Any, as_of: int | None) -> Any:
    if as_of is None:
        return table.c.until.is_(None)
    return and_(table.c.seq <= as_of, or_(table.c.until.is_(None), table.c.until > as_of))
