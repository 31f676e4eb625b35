"""An event as every exporter takes it: one flat record out of a happening and the accounts that it is made of.

Formats differ in columns and codes, not in what there is to say. What is chosen where accounts differ was chosen by the
case (`case.ledger`); here nothing is weighed anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from dateline.case.facts import EventFacts, ReportFacts, Told, TollFacts
from dateline.case.ledger.gather import OPPOSED
from dateline.case.ledger.happening import alone
from dateline.case.ledger.words import folded, words
from dateline.model.situation import Happening, Number
from dateline.model.vocabulary import EventStatus, Hedge, Plover, Precision, Role, SourceKind, Stance
from dateline.render.words import STANCES

OF: Final = "deaths of "
"""How the ledger names the dead of one kind."""
UNREAL: Final = frozenset({"denied", "possible", "intended", "demanded"})
"""Stances whose numbers say of nobody that he died."""


@dataclass(frozen=True, slots=True)
class Dated:
    """When: ISO days, both inclusive, a null end open; `words` are the report's ("early April")."""

    start: str | None
    end: str | None
    precision: Precision
    basis: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Located:
    """Where: degrees WGS84 (null = no gazetteer knows it), `where_prec` as UCDP GED 1..7, `geo_precision` as ACLED
    1..3, `country` ISO 3166-1 alpha-2; `words` are the report's ("80km west of Beni")."""

    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    geonames_id: int | None
    where_prec: int | None
    geo_precision: int | None
    radius_km: float | None
    basis: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part. `country` is ISO 3166-1 alpha-2, `key` the actor's key across reports."""

    role: Role
    name: str
    kind: str
    country: str | None
    key: str
    names: tuple[str, ...] = ()
    part_of: str | None = None
    against: frozenset[str] = frozenset()
    """Keys of those whom an account that names it has on the other side."""


@dataclass(frozen=True, slots=True)
class Toll:
    """People killed or injured as one voice gives them. `of` is an actor's name, "civilians" or "unknown"; `role` the
    part that this actor has in the event, where it has one."""

    harm: str
    of: str
    role: Role | None
    low: float | None
    best: float | None
    high: float | None
    hedge: Hedge
    words: str
    cited: int
    """Which of the event's accounts gives it: a position in `CodedEvent.cited`."""


@dataclass(frozen=True, slots=True)
class Dead:
    """How many of one kind of people were killed, as the case shows it; `of` as a toll's."""

    of: str
    number: Number


@dataclass(frozen=True, slots=True)
class Cited:
    """One voice of one report that tells the event, and the characters that say so (code points into the report's
    text, half-open)."""

    report: str
    event: str
    claim: str | None
    outlet: str | None
    title: str | None
    published: str | None
    url: str | None
    language: str | None
    source: str
    source_kind: SourceKind
    via: tuple[str, ...]
    stance: Stance
    said: str | None
    quote: str
    start: int
    end: int
    act: Plover | None = None
    """The PLOVER type where the saying is itself the act."""
    dataset: str | None = None
    """Key of the dataset of which the report is an imported row; null for a report."""

    @property
    def voice(self) -> str:
        """Who says it, and how where it is not simply said: the words of a denial are what is denied, and would read as
        its contrary under the bare name."""
        return self.source if self.stance == "asserted" else f"{self.source} ({STANCES[self.stance]})"


Row = tuple[str, Mapping[str, str]]
"""Key of a dataset, and the cells of one of its rows by column."""


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One event of a report, or one happening of a case.

    `deaths` and `injured` are the totals that the case shows, with the words of `*_shown` ("at least 12"); `tolls` are
    all that anybody says, of whom. `row` is the row of a dataset that was imported and stands for it, by column.
    """

    id: str
    title: str
    plover: Plover
    mode: str | None
    contexts: tuple[str, ...]
    acled: str | None
    ucdp: int | None
    status: EventStatus
    when: Dated | None
    where: Located | None
    parties: tuple[Party, ...]
    deaths: Number | None
    deaths_shown: str | None
    injured: Number | None
    injured_shown: str | None
    tolls: tuple[Toll, ...]
    targets: tuple[str, ...]
    means: tuple[str, ...]
    outcome: str | None
    cited: tuple[Cited, ...]
    events: tuple[tuple[str, str], ...]
    """Accounts that it is made of: (report, event)."""
    reports: int
    voices: int
    disputed: tuple[str, ...]
    """Slots on which voices differ."""
    included: bool = True
    excluded_by: str | None = None
    dataset: str | None = None
    """The dataset that `row` is of ("ucdp-ged", "acled"); null where no row stands for the event."""
    row: Mapping[str, str] | None = None
    count: float | None = None
    """How many such happenings the words tell of ("five airstrikes"); null where they tell of one, or of no number."""
    dead: tuple[Dead, ...] = ()
    """The dead by kind of people, where the case tells kinds apart; they need not add up to `deaths`."""
    rows: tuple[Row, ...] = ()
    """All rows that stand for it, where several datasets have one; `row` is the first."""

    def seen_by(self, dataset: str, marks: AbstractSet[str]) -> CodedEvent:
        """The event with the row that a dataset of this key has for it, else with one that has these columns: coders of
        several datasets may have a row each."""
        rows = [r for r in self.rows if r[0] == dataset] or [r for r in self.rows if r[1].keys() >= marks]
        return replace(self, dataset=rows[0][0], row=rows[0][1]) if len(self.rows) > 1 and rows else self

    def with_role(self, *roles: Role) -> tuple[Party, ...]:
        """Who takes part in one of the roles, in the order of the event."""
        return tuple(p for p in self.parties if p.role in roles)


def coded(happening: Happening, members: Sequence[EventFacts], reports: Mapping[str, ReportFacts]) -> CodedEvent:
    """The record of a happening; `members` are the accounts of it, `reports` those that hold them."""
    told = _first_telling(members)
    cited = _Cited(reports)
    for event in members:
        cited.add(event.told, event)
    roles: dict[str, Role] = {s.name: s.role for s in happening.sides}
    tolls = tuple(_toll(t, roles, at) for e in members for t in e.tolls for at in cited.add(t.told, e))
    deaths, injured = happening.slot("deaths"), happening.slot("injured")
    rows = tuple(_rows_of(members, reports))
    return CodedEvent(
        id=happening.id,
        title=happening.title,
        plover=happening.plover,
        mode=next((e.mode for e in members if e.plover == happening.plover and e.mode), None),
        contexts=tuple(dict.fromkeys(c for e in members for c in e.contexts)),
        acled=happening.acled,
        ucdp=happening.ucdp,
        status=happening.status,
        when=_dated(happening, members),
        where=_located(happening, members),
        parties=tuple(_parties(happening, members, reports)),
        deaths=deaths.number,
        deaths_shown=deaths.shown,
        injured=injured.number,
        injured_shown=injured.shown,
        tolls=tolls,
        targets=tuple(dict.fromkeys(t for e in members for t in e.targets)),
        means=tuple(dict.fromkeys(m for e in members for m in e.means)),
        outcome=told.outcome,
        cited=tuple(cited.found),
        events=happening.events,
        reports=happening.reports,
        voices=happening.voices,
        disputed=tuple(s.name for s in happening.slots if s.state == "disputed"),
        included=happening.included,
        excluded_by=happening.excluded_by,
        dataset=rows[0][0] if rows else None,
        row=rows[0][1] if rows else None,
        count=max((n for e in members if e.count for n in e.count if n is not None), default=None),
        rows=rows,
        dead=tuple(_dead(happening, members, reports)),
    )


def _dead(happening: Happening, members: Sequence[EventFacts], reports: Mapping[str, ReportFacts]) -> Iterator[Dead]:
    """The kinds of people that the case tells apart. Where it knows one kind alone, the whole toll is of it."""
    slots = [(s.name.removeprefix(OF), s.number) for s in happening.slots if s.name.startswith(OF)]
    if slots:
        yield from (Dead(of, number) for of, number in slots if number is not None)
        return
    whole = happening.slot("deaths").number
    kinds = {_kind_of(t.of, e, reports) for e in members for t in e.tolls if t.harm == "killed" and _counts(t)}
    if whole is not None and len(kinds) == 1 and "unknown" not in kinds:
        yield Dead(kinds.pop(), whole)


def _counts(toll: TollFacts) -> bool:
    return not toll.told or any(t.stance not in UNREAL for t in toll.told)


def _kind_of(of: str, event: EventFacts, reports: Mapping[str, ReportFacts]) -> str:
    """The kind of people that a toll is of, as the ledger has it: "people" are not told apart from anybody."""
    kind = next((a.kind for a in reports[event.report].actors if a.name == of), None)
    if kind != "civilians":
        return of
    return "unknown" if folded(of) in words("whole") else "civilians"


def _rows_of(members: Sequence[EventFacts], reports: Mapping[str, ReportFacts]) -> Iterator[Row]:
    """The imported rows that stand for the happening, by the key of their dataset, the latest import first. None where
    only excerpts of rows may be seen."""
    told = sorted({e.report: e.recorded for e in members}.items(), key=lambda one: -one[1])
    rows = [(reports[report].dataset, reports[report].row) for report, _ in told]
    yield from sorted(((d, row) for d, row in rows if d is not None and row is not None), key=lambda one: one[0])


def coded_alone(facts: ReportFacts) -> Iterator[CodedEvent]:
    """The records of a report that is in no case, an event each. Their ids are the events' own."""
    events = {e.id: e for e in facts.events}
    for happening in alone(facts):
        members = [events[e] for _, e in happening.events]
        yield replace(coded(happening, members, {facts.report: facts}), id=members[0].id)


class _Cited:
    """The voices that tell one event, each once."""

    def __init__(self, reports: Mapping[str, ReportFacts]) -> None:
        self._reports = reports
        self._at: dict[tuple[object, ...], int] = {}
        self.found: list[Cited] = []

    def add(self, told: Sequence[Told], event: EventFacts) -> list[int]:
        """Where the voices stand among those found, put there where they are new."""
        return [self._place(t, event) for t in told]

    def _place(self, told: Told, event: EventFacts) -> int:
        key = (event.report, told.claim, told.source, told.start, told.end)
        if key not in self._at:
            report = self._reports[event.report]
            self._at[key] = len(self.found)
            self.found.append(
                Cited(
                    event.report, event.id, told.claim, report.outlet, report.title, report.published, report.url,
                    report.language, told.name, told.kind, told.via, told.stance, told.said, told.quote, told.start,
                    told.end, told.act, report.dataset,
                )
            )  # fmt: skip
        return self._at[key]


def _first_telling(members: Sequence[EventFacts]) -> EventFacts:
    """The first account that tells an outcome; else the first."""
    return next((e for e in members if e.outcome), members[0])


def _toll(toll: TollFacts, roles: Mapping[str, Role], at: int) -> Toll:
    words = " … ".join(dict.fromkeys(t.quote for t in toll.told))
    return Toll(
        toll.harm, toll.of, roles.get(toll.of), toll.low, toll.best, toll.high, toll.hedge, words, at
    )  # fmt: skip


def _dated(happening: Happening, members: Sequence[EventFacts]) -> Dated | None:
    day = happening.when
    if day is None:
        return None
    told = [e.when for e in members if e.when is not None]
    same = next((w for w in told if (w.start, w.end, w.precision) == (day.start, day.end, day.precision)), None)
    return Dated(day.start, day.end, day.precision, same.basis if same else None, same.text if same else None)


def _located(happening: Happening, members: Sequence[EventFacts]) -> Located | None:
    spot = happening.where
    if spot is None:
        return None
    told = [e for e in members if e.where is not None and e.where.name == spot.name]
    same = next((e for e in told if e.where and (e.where.lat, e.where.lon) == (spot.lat, spot.lon)), None)
    place = same.where if same else None
    words = next((t.quote for t in same.where_told), None) if same else None
    return Located(
        spot.name, place.kind if place else "other", spot.lat, spot.lon, spot.country, spot.admin1,
        place.geonames_id if place else None, spot.where_prec, place.geo_precision if place else None, spot.radius_km,
        spot.basis, words,
    )  # fmt: skip


def _parties(
    happening: Happening, members: Sequence[EventFacts], reports: Mapping[str, ReportFacts]
) -> Iterator[Party]:
    actors = {s.actor.key: s.actor for e in members for s in e.sides}
    by_key = {a.key: a.name for r in {e.report for e in members} for a in reports[r].actors}
    against = _against(members)
    for side in happening.sides:
        actor = actors.get(side.key)
        group = by_key.get(actor.part_of) if actor and actor.part_of else None
        yield Party(
            side.role, side.name, side.kind, actor.country if actor else None, side.key, actor.names if actor else (),
            group, frozenset(against.get(side.key, ())),
        )  # fmt: skip


def _against(members: Sequence[EventFacts]) -> dict[str, set[str]]:
    """Key of an actor -> keys of those whom any account has against it."""
    found: dict[str, set[str]] = {}
    for event in members:
        for one in event.sides:
            others = OPPOSED.get(one.role, ())
            found.setdefault(one.actor.key, set()).update(s.actor.key for s in event.sides if s.role in others)
    return found
