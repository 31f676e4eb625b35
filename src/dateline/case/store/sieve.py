"""Which records of a case fit what a view asks for, told by the database alone: no dossier is opened for it.

Rows of events, control and relations carry what is asked for (day, point, country, coding, actors, sources, outlet), so
that a view of one town loads the few reports that tell of it and not the thousands that do not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, Select, and_, exists, false, func, or_, select

from dateline.case.store import schema as s
from dateline.case.store.protocol import Box
from dateline.model.vocabulary import Role

MANY: Final = 500
"""How many values one statement names at most: databases bound them."""
FEW: Final = 4
"""Statements beyond which asking for everything is quicker."""
DOERS: Final[tuple[Role, ...]] = ("actor", "side_a", "side_b")
"""Roles of whoever does something: both sides of a clash do it."""
DONE_TO: Final[tuple[Role, ...]] = ("recipient", "side_a", "side_b")
_LIKE: Final = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a record must fit; what is empty does not matter. Several values of one field are alternatives."""

    countries: tuple[str, ...] = ()
    """ISO codes."""
    box: Box | None = None
    days: tuple[int | None, int | None] | None = None
    """Counted from 1970-01-01, both inclusive; what has no day does not fit."""
    actors: tuple[str, ...] = ()
    """Keys of actors, or words that all stand in a name."""
    doers: tuple[str, ...] = ()
    """Keys of actors that do it, or are a side of a clash."""
    done_to: tuple[str, ...] = ()
    """Keys of actors that it is done to, or that are a side of a clash."""
    plover: tuple[str, ...] = ()
    acled: tuple[str, ...] = ()
    """Pairs: "Event type/Sub-event type"."""
    ucdp: tuple[int, ...] = ()
    statuses: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Words that all stand in the name of a source of its claims."""
    words: tuple[str, ...] = ()
    """Words that all stand in what tells the event, in its place's name, or in one claim that states it."""
    events: tuple[str, ...] = ()
    """Ids; `MANY` at most."""
    reports: tuple[str, ...] = ()
    """Ids; `MANY` at most."""
    as_of: int | None = None


@dataclass(frozen=True, slots=True)
class Sifted:
    """What fits."""

    events: tuple[tuple[str, str], ...]
    """(report, event), in the order of adding."""
    control: frozenset[str]
    """Reports with a statement on who holds a place."""
    relations: frozenset[str]
    """Reports with a relation between actors."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What a check says of a report."""

    report: str
    id: str
    check: str
    verdict: str
    severity: str
    message: str


def events_that_fit(sieve: Sieve, *, whole: bool = False) -> Select[Any]:
    """(report, event) of the events that fit, in the order of adding. `whole` looks for all of them at once, by what
    claims and actors have; else each event is looked at by itself, which is quicker for a page of them."""
    coded = [
        *([s.EVENT.c.plover.in_(sieve.plover)] if sieve.plover else []),
        *([s.EVENT.c.ucdp.in_(sieve.ucdp)] if sieve.ucdp else []),
        *([s.EVENT.c.acled.in_(sieve.acled)] if sieve.acled else []),
    ]
    wanted = _held(select(s.REPORT.c.id, s.EVENT.c.id), s.EVENT, sieve).outerjoin(
        s.PLACE, s.PLACE.c.n == s.EVENT.c.place
    )
    wanted = wanted.where(*placed_so(s.EVENT, sieve), *dated_so(s.EVENT, sieve))
    if coded:
        wanted = wanted.where(or_(*coded))
    if sieve.statuses:
        wanted = wanted.where(s.EVENT.c.status.in_(sieve.statuses))
    for keys, roles in ((sieve.doers, DOERS), (sieve.done_to, DONE_TO)):
        if keys:
            wanted = wanted.where(_takes_part(s.ACTOR.c.key.in_(keys), roles, whole=whole))
    if sieve.actors:
        wanted = wanted.where(_takes_part(called_so(sieve.actors), (), whole=whole))
    if sieve.sources:
        wanted = wanted.where(said_by(sieve.sources, whole=whole))
    if sieve.words:
        told = or_(
            all_in(s.EVENT.c.words, sieve.words),
            all_in(s.PLACE.c.name, sieve.words),
            stated_so(all_in(s.CLAIM.c.words, sieve.words), whole=whole),
        )
        wanted = wanted.where(told)
    if sieve.events:
        wanted = wanted.where(s.EVENT.c.id.in_(sieve.events))
    return wanted.order_by(s.EVENT.c.n)


def sifted_control(engine: Engine, sieve: Sieve) -> set[str]:
    """Reports that say who holds a place that fits; all that speak of a place that one of the actors is said to hold,
    so that those who say otherwise are heard too."""
    wanted = _held(select(s.REPORT.c.id).distinct(), s.CONTROL, sieve).join(s.PLACE, s.PLACE.c.n == s.CONTROL.c.place)
    wanted = wanted.where(*placed_so(s.PLACE, sieve))
    if sieve.actors:
        place = s.PLACE.alias("named")
        named = (
            select(func.lower(place.c.name))
            .join(s.CONTROL, s.CONTROL.c.place == place.c.n)
            .join(s.ACTOR, s.ACTOR.c.n == s.CONTROL.c.actor)
            .where(called_so(sieve.actors))
            .correlate(None)
        )
        wanted = wanted.where(func.lower(s.PLACE.c.name).in_(named))
    with engine.connect() as c:
        return set(c.execute(wanted).scalars())


def sifted_relations(engine: Engine, sieve: Sieve) -> set[str]:
    """Reports that tell how an actor that fits stands to another; of a country, where it is that of one of the two."""
    wanted = _held(select(s.REPORT.c.id).distinct(), s.RELATION, sieve)
    for asked, fits in ((sieve.actors, called_so), (sieve.countries, _of_country)):
        if asked:
            part = or_(s.ACTOR.c.n == s.RELATION.c.subject, s.ACTOR.c.n == s.RELATION.c.object)
            wanted = wanted.where(exists().where(part, fits(asked)))
    with engine.connect() as c:
        return set(c.execute(wanted).scalars())


def reports_of(engine: Engine, events: Sequence[str], as_of: int | None = None) -> dict[str, str]:
    """Event -> report, of the events named."""
    found: dict[str, str] = {}
    with engine.connect() as c:
        for n in range(0, len(events), MANY):
            wanted = _held(select(s.EVENT.c.id, s.REPORT.c.id.label("report")), s.EVENT, Sieve(as_of=as_of))
            found.update((r[0], r[1]) for r in c.execute(wanted.where(s.EVENT.c.id.in_(events[n : n + MANY]))))
    return found


def reading_numbers(engine: Engine, as_of: int | None = None, reports: Collection[str] | None = None) -> dict[str, int]:
    """Report -> number in the log of the reading that holds, in the order of adding."""
    wanted = (
        select(s.REPORT.c.id, s.READING.c.seq, s.READING.c.n)
        .join(s.READING, s.READING.c.report == s.REPORT.c.n)
        .where(_at(as_of))
        .order_by(s.READING.c.n)
    )
    asked = list(reports or ())
    with engine.connect() as c:
        if reports is None or len(asked) > FEW * MANY:
            return {r[0]: r[1] for r in c.execute(wanted) if reports is None or r[0] in reports}
        some = (asked[n : n + MANY] for n in range(0, len(asked), MANY))
        found = [r for ids in some for r in c.execute(wanted.where(s.REPORT.c.id.in_(ids)))]
    return {r[0]: r[1] for r in sorted(found, key=lambda r: int(r[2]))}


def actor_key(engine: Engine, name: str, as_of: int | None = None) -> str | None:
    """The key of the actor that most reports call by exactly that name, whatever the case, or that has it for its key;
    None where none does."""
    named = or_(s.ACTOR.c.key == name, *(func.lower(s.ACTOR.c.name) == v for v in (name.lower(), name)))
    wanted = _held(select(s.ACTOR.c.key, func.count()), s.ACTOR, Sieve(as_of=as_of)).where(named)
    ordered = wanted.group_by(s.ACTOR.c.key).order_by(func.count().desc(), s.ACTOR.c.key).limit(1)
    with engine.connect() as c:
        found = c.execute(ordered).first()
    return found[0] if found else None


def disagreements(engine: Engine, as_of: int | None = None) -> list[FindingRow]:
    """What the checks of reports disagree with, in the order of adding."""
    wanted = _held(select(s.REPORT.c.id.label("report"), s.FINDING), s.FINDING, Sieve(as_of=as_of))
    wanted = wanted.where(s.FINDING.c.verdict == "disagrees").order_by(s.FINDING.c.n)
    with engine.connect() as c:
        return [FindingRow(r.report, r.id, r.check, r.verdict, r.severity, r.message) for r in c.execute(wanted)]


class Sifting:
    """What fits a filter, told by rows alone. See `protocol.Store`."""

    engine: Engine

    def sift(self, sieve: Sieve) -> Sifted:
        with self.engine.connect() as c:
            events = tuple((r[0], r[1]) for r in c.execute(events_that_fit(sieve)))
        control, relations = sifted_control(self.engine, sieve), sifted_relations(self.engine, sieve)
        return Sifted(events, frozenset(control), frozenset(relations))

    def stating(self, sieve: Sieve) -> frozenset[str]:
        return frozenset(sifted_control(self.engine, sieve) | sifted_relations(self.engine, sieve))

    def reports_of(self, events: Sequence[str], as_of: int | None = None) -> dict[str, str]:
        return reports_of(self.engine, events, as_of)

    def reading_numbers(self, as_of: int | None = None, reports: Collection[str] | None = None) -> dict[str, int]:
        return reading_numbers(self.engine, as_of, reports)

    def actor_key(self, name: str, as_of: int | None = None) -> str | None:
        return actor_key(self.engine, name, as_of)

    def disagreements(self, as_of: int | None = None) -> list[FindingRow]:
        return disagreements(self.engine, as_of)


def _held(wanted: Select[Any], table: Any, sieve: Sieve) -> Select[Any]:
    """Rows of readings that hold, of the reports asked for and of those of the outlets."""
    joined = (
        wanted.select_from(table)
        .join(s.READING, s.READING.c.n == table.c.reading)
        .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
        .where(_at(sieve.as_of))
    )
    if sieve.reports:
        joined = joined.where(s.REPORT.c.id.in_(sieve.reports))
    if not sieve.outlets:
        return joined
    named = [o.lower() for o in sieve.outlets]
    appeared = and_(s.APPEARANCE.c.report == s.REPORT.c.n, func.lower(s.APPEARANCE.c.outlet).in_(named))
    if sieve.as_of is not None:
        appeared = and_(appeared, s.APPEARANCE.c.seq <= sieve.as_of)
    return joined.where(exists().where(appeared))


def _at(as_of: int | None) -> ColumnElement[bool]:
    """Whether the reading holds. Nearly all do: SQLite, which has no count of them, must not begin with their index and
    go through the whole case for a few events."""
    if as_of is None:
        return func.coalesce(s.READING.c.until, 0) == 0
    return and_(s.READING.c.seq <= as_of, or_(s.READING.c.until.is_(None), s.READING.c.until > as_of))


def placed_so(table: Any, sieve: Sieve) -> list[ColumnElement[bool]]:
    """Whether rows that have a country and a point lie where the sieve says."""
    found: list[ColumnElement[bool]] = []
    if sieve.countries:
        found.append(table.c.country.in_(sieve.countries))
    if sieve.box is not None:
        b = sieve.box
        found.append(table.c.lat.between(b.south, b.north))
        east, west = table.c.lon <= b.east, table.c.lon >= b.west
        found.append(or_(east, west) if b.west > b.east else and_(east, west))
    return found


def dated_so(table: Any, sieve: Sieve) -> list[ColumnElement[bool]]:
    """Whether the days of rows, of which either end may be open, meet those of the sieve."""
    if sieve.days is None:
        return []
    first, last = sieve.days
    found: list[ColumnElement[bool]] = [or_(table.c.day_start.is_not(None), table.c.day_end.is_not(None))]
    if first is not None:
        found.append(func.coalesce(table.c.day_end, first) >= first)
    if last is not None:
        found.append(func.coalesce(table.c.day_start, last) <= last)
    return found


def called_so(actors: Sequence[str]) -> ColumnElement[bool]:
    """Whether an actor has one of the keys, or all words of one of the names."""
    return or_(s.ACTOR.c.key.in_(actors), *(all_in(s.ACTOR.c.name, a.split()) for a in actors))


def _of_country(codes: Sequence[str]) -> ColumnElement[bool]:
    return s.ACTOR.c.country.in_(codes)


def _takes_part(fits: ColumnElement[bool], roles: Sequence[Role], *, whole: bool) -> ColumnElement[bool]:
    """Whether an actor that fits takes part in the event, in one of the roles where some are named."""
    part = and_(fits, s.EVENT_ACTOR.c.role.in_(roles)) if roles else fits
    if whole:
        joined = s.EVENT_ACTOR.join(s.ACTOR, s.ACTOR.c.n == s.EVENT_ACTOR.c.actor)
        return s.EVENT.c.n.in_(select(s.EVENT_ACTOR.c.event).select_from(joined).where(part))
    return exists().where(s.EVENT_ACTOR.c.event == s.EVENT.c.n, s.ACTOR.c.n == s.EVENT_ACTOR.c.actor, part)


def stated_so(fits: ColumnElement[bool], *, whole: bool) -> ColumnElement[bool]:
    """Whether a claim that states the event fits."""
    if whole:
        claims = select(s.CLAIM.c.n).where(fits)
        return s.EVENT.c.n.in_(select(s.EVENT_CLAIM.c.event).where(s.EVENT_CLAIM.c.claim.in_(claims)))
    linked = and_(s.EVENT_CLAIM.c.event == s.EVENT.c.n, s.CLAIM.c.n == s.EVENT_CLAIM.c.claim)
    return exists().where(linked, fits)


def said_by(sources: Sequence[str], *, whole: bool) -> ColumnElement[bool]:
    """Whether a source so called makes a claim that states the event."""
    called = or_(*(all_in(s.SOURCE.c.name, x.split()) for x in sources))
    if whole:
        return stated_so(s.CLAIM.c.source.in_(select(s.SOURCE.c.n).where(called)), whole=whole)
    return stated_so(and_(s.SOURCE.c.n == s.CLAIM.c.source, called), whole=whole)


def all_in(column: Any, words: Sequence[str]) -> ColumnElement[bool]:
    """Whether every word stands in a column, in any case."""
    return (
        and_(*(or_(*(func.lower(column).like(f"%{v}%", escape="\\") for v in _cases(w))) for w in words))
        if words
        else false()
    )


def _cases(word: str) -> set[str]:
    """How a word may be written in a column made lower: SQLite leaves all but ASCII letters as they are."""
    asked = word.translate(_LIKE)
    return {asked.lower()} if word.isascii() else {asked, asked.lower(), asked.capitalize(), asked.upper()}
