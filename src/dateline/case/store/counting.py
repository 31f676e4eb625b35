"""Rows for counting: what figures of a whole case are made from. A case has hundreds of thousands of events, and a
figure may take a second: each method gives few short columns of all of them, in one statement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from sqlalchemy import ColumnElement, Engine, Select, and_, case, func, or_, select

from dateline.case.store import schema as s
from dateline.case.store.judging import IN
from dateline.case.store.sieve import MANY, Sieve, all_in, events_that_fit
from dateline.model.vocabulary import Role

ROLES: Final[tuple[Role, ...]] = get_args(Role)
PACKED: Final = 8
"""An event's number times this, and the number of a role, are one number: a third fewer to read."""
OPEN: Final = -(2**30)
"""Stands for a day that is not told."""
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class EventCodes:
    """What the row of an event tells. Days are counted from 1970-01-01."""

    plover: str
    acled: str | None
    ucdp: int | None
    status: str
    first: int | None
    last: int | None
    precision: str | None
    place: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    where_prec: int | None
    radius_km: float | None


EventSide = tuple[Role, str, str, str]
"""Role, key, name and kind of an actor of an event."""


class Counting:
    """Columns of numbers over all events, which `survey` counts in memory. See `protocol.Store`."""

    engine: Engine

    def ground(self, as_of: int | None = None, *, linked: bool = True) -> int:
        other = ("judgement", "rule", "backup") if linked else ("judgement", "rule", "backup", "link")
        wanted = select(s.LOG.c.seq).where(s.LOG.c.kind.not_in(other)).order_by(s.LOG.c.seq.desc()).limit(1)
        rows = self._rows(wanted if as_of is None else wanted.where(s.LOG.c.seq <= as_of))
        return int(rows[0][0]) if rows else 0

    def event_numbers(self, sieve: Sieve) -> Rows:
        if sieve == Sieve():
            closed = select(s.READING.c.n).where(s.READING.c.until.is_not(None))
            return self._rows(select(s.EVENT.c.n).where(s.EVENT.c.reading.not_in(closed)).order_by(s.EVENT.c.n))
        return self._rows(events_that_fit(sieve, whole=True).with_only_columns(s.EVENT.c.n))

    def numbers_told(self, words: Sequence[str]) -> Rows:
        """By three short statements: one that looks at an event, its place and its claims together takes three times
        as long."""
        claims = select(s.CLAIM.c.n).where(all_in(s.CLAIM.c.words, words))
        places = select(s.PLACE.c.n).where(all_in(s.PLACE.c.name, words))
        return [
            *self._rows(select(s.EVENT.c.n).where(all_in(s.EVENT.c.words, words))),
            *self._rows(select(s.EVENT.c.n).where(s.EVENT.c.place.in_(places))),
            *self._rows(select(s.EVENT_CLAIM.c.event).where(s.EVENT_CLAIM.c.claim.in_(claims))),
        ]

    def event_groups(self, as_of: int | None = None) -> Rows:
        holds: ColumnElement[bool] = s.MEMBER.c.until.is_(None)
        if as_of is not None:
            holds = and_(s.MEMBER.c.seq <= as_of, or_(holds, s.MEMBER.c.until > as_of))
        return self._rows(select(s.MEMBER.c.event, s.MEMBER.c.happening).where(holds))

    def event_days(self) -> Rows:
        e = s.EVENT.c
        return self._rows(select(e.n, func.coalesce(e.day_start, OPEN), func.coalesce(e.day_end, OPEN)))

    def event_points(self) -> Rows:
        e = s.EVENT.c
        return self._rows(
            select(e.n, e.lat, e.lon, func.coalesce(e.place, 0)).where(e.lat.is_not(None), e.lon.is_not(None))
        )

    def place_reaches(self) -> Rows:
        return self._rows(
            select(s.PLACE.c.n, func.coalesce(s.PLACE.c.where_prec, 0), func.coalesce(s.PLACE.c.radius_km, 0.0))
        )

    def event_roles(self) -> Rows:
        a = s.EVENT_ACTOR.c
        role = case({name: n for n, name in enumerate(ROLES)}, value=a.role, else_=len(ROLES))
        return self._rows(select(a.event * PACKED + role, a.actor))

    def actor_keys(self) -> Rows:
        return self._rows(select(s.ACTOR.c.n, s.ACTOR.c.key))

    def actor_names(self, keys: Collection[str]) -> dict[str, tuple[str, str]]:
        a, used = s.ACTOR.c, func.count()
        wanted = select(a.key, a.name, a.kind, used).group_by(a.key, a.name, a.kind)
        rows = self._some(wanted, a.key, keys)
        return {r[0]: (r[1], r[2]) for r in sorted(rows, key=lambda r: (r[3], r[1]))}

    def place_names(self, numbers: Collection[int]) -> dict[int, str]:
        return {r[0]: r[1] for r in self._some(select(s.PLACE.c.n, s.PLACE.c.name), s.PLACE.c.n, numbers)}

    def numbered_events(self, ids: Collection[str], as_of: int | None = None) -> dict[str, int]:
        held = events_that_fit(Sieve(as_of=as_of)).with_only_columns(s.EVENT.c.id, s.EVENT.c.n)
        return {r[0]: r[1] for r in self._some(held, s.EVENT.c.id, ids)}

    def events_numbered(self, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
        of_report = s.EVENT.join(s.READING, s.READING.c.n == s.EVENT.c.reading).join(
            s.REPORT, s.REPORT.c.n == s.READING.c.report
        )
        told = select(s.EVENT.c.n, s.EVENT.c.id, s.REPORT.c.id).select_from(of_report)
        return {r[0]: (r[1], r[2]) for r in self._some(told, s.EVENT.c.n, numbers)}

    def event_codes(self, numbers: Collection[int]) -> dict[int, EventCodes]:
        e, p = s.EVENT.c, s.PLACE.c
        wanted = select(
            e.n, e.plover, e.acled, e.ucdp, e.status, e.day_start, e.day_end, e.precision, p.name, e.lat, e.lon,
            e.country, p.admin1, p.where_prec, p.radius_km,
        ).outerjoin(s.PLACE, p.n == e.place)  # fmt: skip
        return {r[0]: EventCodes(*r[1:]) for r in self._some(wanted, e.n, numbers)}

    def event_sides(self, ids: Collection[str], as_of: int | None = None) -> dict[str, list[EventSide]]:
        e, a = s.EVENT_ACTOR.c, s.ACTOR.c
        event_of = {n: id_ for id_, n in self.numbered_events(ids, as_of).items()}
        wanted = select(e.event, e.role, a.key, a.name, a.kind).join(s.ACTOR, a.n == e.actor)
        found: dict[str, list[EventSide]] = {}
        for event, role, *actor in sorted(self._some(wanted, e.event, event_of), key=lambda r: ROLES.index(r[1])):
            found.setdefault(event_of[event], []).append((role, *actor))
        return found

    def events_stated_by(
        self, claims: Collection[str], as_of: int | None = None
    ) -> dict[int, tuple[str, frozenset[str]]]:
        e, c = s.EVENT_CLAIM.c, s.CLAIM.c
        events = {r[0] for r in self._some(select(e.event), e.claim, self._numbered_claims(frozenset(claims), as_of))}
        stated: dict[int, set[str]] = {}
        for event, claim in self._some(select(e.event, c.id).join(s.CLAIM, c.n == e.claim), e.event, events):
            stated.setdefault(event, set()).add(claim)
        rows = self._some(select(s.EVENT.c.n, s.EVENT.c.id), s.EVENT.c.n, events)
        return {r[0]: (r[1], frozenset(stated[r[0]])) for r in rows}

    def _numbered_claims(self, ids: frozenset[str], as_of: int | None) -> set[int]:
        """Claims have no index of their ids: those that were decided on in a report are looked for there, the others,
        out of sheets and from the command line, among all."""
        about, within = s.JUDGED.alias("about"), s.JUDGED.alias("within")
        told_in = select(about.c.about, within.c.about).join(
            within, and_(within.c.seq == about.c.seq, within.c.about.like(f"{IN}%"))
        )
        of_report: dict[str, list[str]] = {}
        for claim, report in self._some(told_in, about.c.about, ids):
            of_report.setdefault(report.removeprefix(IN), []).append(claim)
        held = events_that_fit(Sieve(as_of=as_of)).with_only_columns(s.REPORT.c.id, s.READING.c.n).order_by(None)
        readings: dict[str, int] = {r[0]: r[1] for r in self._some(held.distinct(), s.REPORT.c.id, of_report)}
        numbered, found = select(s.CLAIM.c.n, s.CLAIM.c.id), set[int]()
        ordered = list(readings)
        for n in range(0, len(ordered), MANY):
            some = ordered[n : n + MANY]
            named = [claim for report in some for claim in of_report[report]]
            in_these = numbered.where(s.CLAIM.c.reading.in_([readings[r] for r in some]))
            found |= {r[0] for r in self._some(in_these, s.CLAIM.c.id, named)}
        others = ids - {claim for claims in of_report.values() for claim in claims}
        if others:
            among = self._rows(numbered) if len(others) > MANY else self._some(numbered, s.CLAIM.c.id, others)
            found |= {r[0] for r in among if r[1] in others}
        return found

    def happenings_numbered(self, numbers: Collection[int]) -> dict[int, str]:
        return {r[0]: r[1] for r in self._some(select(s.HAPPENING.c.n, s.HAPPENING.c.id), s.HAPPENING.c.n, numbers)}

    def told_values(self) -> dict[str, list[tuple[str, int]]]:
        """Values that reports have, with how many have them, most first: what a filter may offer."""
        found = {}
        for name, column in (("country", s.PLACE.c.country), ("outlet", s.REPORT.c.outlet)):
            rows = self._rows(select(column, func.count()).where(column.is_not(None)).group_by(column))
            found[name] = sorted(((r[0], r[1]) for r in rows), key=lambda r: (-r[1], r[0]))
        return found

    def _some(self, wanted: Select[Any], column: Any, values: Collection[Any]) -> Rows:
        unique: Sequence[Any] = list(dict.fromkeys(values))
        parts: Iterable[Sequence[Any]] = (unique[n : n + MANY] for n in range(0, len(unique), MANY))
        return [row for some in parts for row in self._rows(wanted.where(column.in_(some)))]

    def _rows(self, wanted: Select[Any]) -> Rows:
        """As the driver gives them: to name the columns of half a million rows takes longer than to read them."""
        with self.engine.connect() as c:
            return list(c.execute(wanted).cursor.fetchall())
