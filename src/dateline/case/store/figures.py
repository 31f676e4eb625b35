"""Actors as rows: who is named in how many reports, in what they take part, how they stand to one another, what they
hold. Told by the database alone, for the newest readings of reports."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from dateline.case.store import schema as s
from dateline.case.store.sieve import all_in

MOST: Final = 12_000
"""Accounts whose happenings and days are gone through for one page of a list."""
NAMES: Final = 12
"""Names of one actor that are told; those that most reports use."""


@dataclass(frozen=True, slots=True)
class ActorAsked:
    """Which actors are asked for; what is empty does not matter."""

    words: tuple[str, ...] = ()
    """Words that all stand in a name, or in the key."""
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ActorLine:
    """An actor in one line. Days are counted from 1970-01-01."""

    key: str
    kind: str
    country: str | None
    reports: int = 0
    names: tuple[tuple[str, int], ...] = ()
    """(name, reports that use it), most first."""
    reported: tuple[int | None, int | None] = (None, None)
    """Days of the first and the last report that name it."""
    accounts: int = 0
    """Events of reports that it takes part in."""
    happenings: int | None = None
    """None where there are so many accounts that counting them would hold up a list."""
    first: int | None = None
    last: int | None = None
    """First and last day of what it takes part in; None as `happenings`."""


@dataclass(frozen=True, slots=True)
class Taking:
    """An event that an actor takes part in."""

    event: str
    role: str


@dataclass(frozen=True, slots=True)
class Tie:
    """How reports say that one actor stands to another: one kind of relation, with its days and reports."""

    subject: str
    predicate: str
    object: str
    reports: int
    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a statement stands: the report and the record's id in it."""

    report: str
    record: str


class Figures(ABC):
    """Actors: their lines, what they take part in, how they stand to others, what they hold. See `protocol.Store`."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]: ...

    def actors(self, asked: ActorAsked, skip: int = 0, limit: int = 50) -> tuple[ActorLine, ...]:
        counted = func.count(s.ACTOR.c.reading.distinct())
        gone = select(s.READING.c.n).where(s.READING.c.until.is_not(None))
        wanted = (
            select(s.ACTOR.c.key, func.min(s.ACTOR.c.kind), func.min(s.ACTOR.c.country))
            .where(s.ACTOR.c.reading.not_in(gone), *_fits(asked))
            .group_by(s.ACTOR.c.key)
            .order_by(counted.desc(), s.ACTOR.c.key)
            .offset(skip)
            .limit(limit)
        )
        with self.reading() as c:
            return tuple(_filled(c, [ActorLine(*r) for r in c.execute(wanted).tuples()], MOST))

    def actor_lines(self, keys: Sequence[str]) -> dict[str, ActorLine]:
        wanted = _now(select(s.ACTOR.c.key, func.min(s.ACTOR.c.kind), func.min(s.ACTOR.c.country)), s.ACTOR)
        wanted = wanted.where(s.ACTOR.c.key.in_(list(keys))).group_by(s.ACTOR.c.key)
        with self.reading() as c:
            return {x.key: x for x in _filled(c, [ActorLine(*r) for r in c.execute(wanted).tuples()], None)}

    def taking_part(self, keys: Sequence[str], skip: int = 0, limit: int = 50) -> tuple[Taking, ...]:
        wanted = (
            _now(select(s.EVENT.c.id, s.EVENT_ACTOR.c.role, s.EVENT.c.day_start, s.EVENT.c.n).distinct(), s.EVENT)
            .join(s.EVENT_ACTOR, s.EVENT_ACTOR.c.event == s.EVENT.c.n)
            .join(s.ACTOR, s.ACTOR.c.n == s.EVENT_ACTOR.c.actor)
            .where(s.ACTOR.c.key.in_(list(keys)))
            .order_by(s.EVENT.c.day_start.desc(), s.EVENT.c.n, s.EVENT_ACTOR.c.role)
            .offset(skip)
            .limit(limit)
        )
        with self.reading() as c:
            return tuple(Taking(r[0], r[1]) for r in c.execute(wanted))

    def ties(
        self, keys: Sequence[str] = (), day: int | None = None, skip: int = 0, limit: int = 500
    ) -> tuple[Tie, ...]:
        counted = func.count(s.RELATION.c.reading.distinct())
        wanted = _ties(
            keys, day, counted, func.min(s.RELATION.c.day_start), func.max(s.RELATION.c.day_end)
        ).order_by(counted.desc(), _ONE.c.key, _OTHER.c.key, s.RELATION.c.predicate)  # fmt: skip
        with self.reading() as c:
            return tuple(Tie(*r) for r in c.execute(wanted.offset(skip).limit(limit)).tuples())

    def tie_days(self, day: int) -> tuple[int | None, int | None]:
        start, end = s.RELATION.c.day_start, s.RELATION.c.day_end
        with self.reading() as c:
            before = [c.scalar(_now(select(func.max(x)), s.RELATION).where(x < day)) for x in (start, end)]
            after = [c.scalar(_now(select(func.min(x)), s.RELATION).where(x > day)) for x in (start, end)]
        return max((d for d in before if d is not None), default=None), min((d for d in after if d is not None),
                                                                            default=None)  # fmt: skip

    def relations_of(self, keys: Sequence[str], skip: int = 0, limit: int = 25) -> tuple[Stated, ...]:
        part = or_(_ONE.c.key.in_(list(keys)), _OTHER.c.key.in_(list(keys)))
        wanted = (
            _now(select(s.REPORT.c.id, s.RELATION.c.id, s.RELATION.c.n), s.RELATION)
            .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
            .join(_ONE, _ONE.c.n == s.RELATION.c.subject)
            .join(_OTHER, _OTHER.c.n == s.RELATION.c.object)
            .where(part)
            .order_by(s.RELATION.c.n)
        )
        with self.reading() as c:
            return tuple(Stated(r[0], r[1]) for r in c.execute(wanted.offset(skip).limit(limit)))

    def holdings_of(
        self, keys: Sequence[str], day: int | None = None, skip: int = 0, limit: int = 25
    ) -> tuple[Stated, ...]:
        wanted = (
            _now(select(s.REPORT.c.id, s.CONTROL.c.id, s.CONTROL.c.n), s.CONTROL)
            .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
            .join(s.ACTOR, s.ACTOR.c.n == s.CONTROL.c.actor)
            .where(s.ACTOR.c.key.in_(list(keys)), *_held(s.CONTROL, day))
            .order_by(s.CONTROL.c.n)
        )
        with self.reading() as c:
            return tuple(Stated(r[0], r[1]) for r in c.execute(wanted.offset(skip).limit(limit)))


_ONE: Final = s.ACTOR.alias("one")
_OTHER: Final = s.ACTOR.alias("other")


def _now(wanted: Select[Any], table: Any) -> Select[Any]:
    """Rows of readings that hold."""
    return (
        wanted.select_from(table)
        .join(s.READING, s.READING.c.n == table.c.reading)
        .where(s.READING.c.until.is_(None))
    )  # fmt: skip


def _fits(asked: ActorAsked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.words:
        found.append(or_(all_in(s.ACTOR.c.name, asked.words), all_in(s.ACTOR.c.key, asked.words)))
    if asked.kind:
        found.append(s.ACTOR.c.kind == asked.kind)
    if asked.country:
        found.append(s.ACTOR.c.country == asked.country)
    return found


def _filled(c: Connection, lines: Sequence[ActorLine], most: int | None) -> list[ActorLine]:
    """The lines with names, days and what the actors take part in; of those with most accounts the last is not counted
    beyond `most` in all."""
    keys = [x.key for x in lines]
    names: dict[str, list[tuple[str, int]]] = {}
    counted = func.count(s.ACTOR.c.reading.distinct())
    wanted = _now(select(s.ACTOR.c.key, s.ACTOR.c.name, counted), s.ACTOR).where(s.ACTOR.c.key.in_(keys))
    for key, name, n in c.execute(wanted.group_by(s.ACTOR.c.key, s.ACTOR.c.name)).tuples():
        names.setdefault(key, []).append((name, n))
    days = (func.min(s.REPORT.c.published), func.max(s.REPORT.c.published))
    reports = _now(select(s.ACTOR.c.key, counted, *days), s.ACTOR).join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
    named = {r[0]: r for r in c.execute(reports.where(s.ACTOR.c.key.in_(keys)).group_by(s.ACTOR.c.key)).tuples()}
    accounts = dict(c.execute(_accounts(keys)).tuples().all())
    told = {r[0]: r for r in c.execute(_told_of(_few(accounts, most))).tuples()}
    return [_line(x, names, named.get(x.key), accounts.get(x.key, 0), told) for x in lines]


def _line(x: ActorLine, names: Any, named: Any, accounts: int, told: Any) -> ActorLine:
    called = tuple(sorted(names.get(x.key, ()), key=lambda n: (-n[1], n[0]))[:NAMES])
    _, happenings, first, last = told.get(x.key) or (x.key, None if accounts else 0, None, None)
    reports, days = (named[1], (named[2], named[3])) if named else (0, (None, None))
    return replace(
        x,
        reports=reports,
        names=called,
        reported=days,
        accounts=accounts,
        happenings=happenings,
        first=first,
        last=last,
    )


def _few(accounts: Mapping[str, int], most: int | None) -> list[str]:
    """Those of fewest accounts first, as many as make `most` accounts together."""
    if most is None:
        return list(accounts)
    found, total = list[str](), 0
    for key in sorted(accounts, key=lambda k: (accounts[k], k)):
        total += accounts[key]
        if total > most:
            break
        found.append(key)
    return found


def _accounts(keys: Sequence[str]) -> Select[Any]:
    counted = func.count(s.EVENT_ACTOR.c.event.distinct())
    gone = select(s.READING.c.n).where(s.READING.c.until.is_not(None))
    return (
        select(s.ACTOR.c.key, counted)
        .join(s.EVENT_ACTOR, s.EVENT_ACTOR.c.actor == s.ACTOR.c.n)
        .where(s.ACTOR.c.key.in_(keys), s.ACTOR.c.reading.not_in(gone))
        .group_by(s.ACTOR.c.key)
    )


def _told_of(keys: Sequence[str]) -> Select[Any]:
    """(key, happenings, first day, last day); an event in no happening stands for itself."""
    stands = func.coalesce(s.MEMBER.c.happening, -s.EVENT.c.n)
    return (
        _now(
            select(
                s.ACTOR.c.key, func.count(stands.distinct()),
                func.min(s.EVENT.c.day_start), func.max(func.coalesce(s.EVENT.c.day_end, s.EVENT.c.day_start)),
            ),
            s.ACTOR,
        )
        .join(s.EVENT_ACTOR, s.EVENT_ACTOR.c.actor == s.ACTOR.c.n)
        .join(s.EVENT, s.EVENT.c.n == s.EVENT_ACTOR.c.event)
        .outerjoin(s.MEMBER, and_(s.MEMBER.c.event == s.EVENT.c.n, s.MEMBER.c.until.is_(None)))
        .where(s.ACTOR.c.key.in_(keys))
        .group_by(s.ACTOR.c.key)
    )  # fmt: skip


def _held(table: Any, day: int | None) -> list[ColumnElement[bool]]:
    """Whether a statement may hold on a day; what has no day holds on all."""
    if day is None:
        return []
    return [
        or_(table.c.day_start.is_(None), table.c.day_start <= day),
        or_(table.c.day_end.is_(None), table.c.day_end >= day),
    ]


def _ties(keys: Sequence[str], day: int | None, *counted: Any) -> Select[Any]:
    wanted = (
        _now(select(_ONE.c.key, s.RELATION.c.predicate, _OTHER.c.key, *counted), s.RELATION)
        .join(_ONE, _ONE.c.n == s.RELATION.c.subject)
        .join(_OTHER, _OTHER.c.n == s.RELATION.c.object)
        .where(_ONE.c.key != _OTHER.c.key, *_held(s.RELATION, day))
        .group_by(_ONE.c.key, s.RELATION.c.predicate, _OTHER.c.key)
    )
    return wanted.where(or_(_ONE.c.key.in_(list(keys)), _OTHER.c.key.in_(list(keys)))) if keys else wanted
