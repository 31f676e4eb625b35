"""The situation: what a case makes of many reports, as views show it. Computed from records and judgements, never kept.

Faces (page, terminal, sheet, tables) take these records and need nothing of the store. A value never stands without
`Said`: who says so, in which report, in which words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from dateline.model.vocabulary import EventStatus, Hedge, Plover, Precision, Role, SourceKind, Stance

SlotState = Literal["agreed", "disputed", "single", "decided", "none"]
"""`agreed`: two or more independent voices and none against. `single`: one voice. `disputed`: voices differ. `decided`:
a person judged. `none`: nobody says."""
LedgerKind = Literal["contradiction", "corroboration", "supersedes"]
LedgerReason = Literal[
    "number", "place", "actor", "date", "direction", "denial", "control", "same", "correction", "update"
]
"""Why two claims stand against each other, and why one takes the place of another ("correction", "update")."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of one voice, or of many: never an average. `rule` names how low, best and high were chosen; "as told"
    where one voice gives them."""

    low: float | None
    best: float | None
    high: float | None
    hedge: Hedge
    rule: str


@dataclass(frozen=True, slots=True)
class Said:
    """One voice's word on one value, and the characters that say it."""

    report: str
    """Id of the report."""
    event: str | None
    """Id of the report's record (event, control, relation) that holds the value."""
    claim: str | None
    source: str
    """The source as it may be shown ("residents", "source K7Q2M", "the report itself")."""
    source_kind: SourceKind
    voice: str
    """Key of the independent voice: reports that copy one wire story, or cite one spokesman, share it."""
    stance: Stance
    outlet: str | None
    published: str | None
    said: str | None
    """ISO day on which it was said; null where the report does not tell."""
    recorded: int
    """Number in the log: when the case learned it."""
    quote: str
    start: int
    end: int
    value: str
    """The value in words, as this voice gives it ("at least 12", "Beni")."""
    number: Number | None = None
    """The value as a number, where it is a toll."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One value of a happening ("where", "when", "deaths", "injured", "status", "actor", "recipient" …)."""

    name: str
    shown: str | None
    state: SlotState
    number: Number | None = None
    said: tuple[Said, ...] = ()
    decided: int | None = None
    """Number of the judgement that decided it."""


@dataclass(frozen=True, slots=True)
class Side:
    """An actor of a happening, as most voices name it. `key` is the actor's key across reports."""

    role: Role
    key: str
    name: str
    kind: str
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a happening was: degrees WGS84, `where_prec` as UCDP codes it, `radius_km` the uncertainty."""

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    where_prec: int | None
    radius_km: float | None
    basis: str | None


@dataclass(frozen=True, slots=True)
class Day:
    """When: ISO days, both inclusive; a null end is open."""

    start: str | None
    end: str | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Link:
    """Why two reports' events are held for one happening, or not: parts of the score, each with its reason."""

    a: str
    b: str
    score: float
    why: tuple[tuple[str, float, str], ...]
    """(feature, weight that it gave, what it saw)"""
    judgement: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened, as told by one or many reports."""

    id: str
    title: str
    plover: Plover
    acled: str | None
    ucdp: int | None
    status: EventStatus
    when: Day | None
    where: Spot | None
    sides: tuple[Side, ...]
    slots: tuple[Slot, ...]
    """At least: where, when, status, deaths, injured; and one a side's role."""
    events: tuple[tuple[str, str], ...]
    """Members: (report id, event id)."""
    reports: int
    """Reports that tell it, copies of one story counted once."""
    voices: int
    """Independent voices that assert it."""
    links: tuple[Link, ...] = ()
    included: bool = True
    excluded_by: str | None = None
    """The inclusion rule or judgement that leaves it out, in words."""

    def slot(self, name: str) -> Slot:
        """A slot by name; an empty one where nobody says anything."""
        return next((s for s in self.slots if s.name == name), Slot(name, None, "none"))


@dataclass(frozen=True, slots=True)
class LedgerSide:
    """One of the values that stand side by side, with everybody who says so."""

    value: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """Claims that contradict, bear out or replace one another, with the reason."""

    id: str
    kind: LedgerKind
    reason: LedgerReason
    about: str
    """Id of the happening, or of the place or relation that is disputed."""
    slot: str
    sides: tuple[LedgerSide, ...]
    message: str
    figures: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a place at a date, with the claims for it and against it."""

    place: Spot
    actor: str
    actor_key: str
    status: str
    when: Day | None
    said: tuple[Said, ...]
    against: tuple[LedgerSide, ...] = ()


@dataclass(frozen=True, slots=True)
class Bond:
    """A relation between two actors, with its claims."""

    subject: str
    subject_key: str
    predicate: str
    object: str
    object_key: str
    when: Day | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """An actor of the case: names that reports use, how many happenings it takes part in."""

    key: str
    name: str
    kind: str
    country: str | None
    names: tuple[str, ...]
    reports: int
    happenings: int
    keys: tuple[str, ...] = ()
    """The keys that reports have for it, where that is not `key` alone."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report of the case in one line. `copy_of` is the report that it copies, `likeness` how much of it (0..1)."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    recorded: int
    recorded_at: str
    events: int
    claims: int
    copy_of: str | None
    likeness: float | None
    appearances: int


@dataclass(frozen=True, slots=True)
class Situation:
    """The picture: at a date, as known on a day, under the case's inclusion rules."""

    case: str
    at: str | None
    """Day that relations and control are shown for; null = all."""
    as_of: str | None
    """Recorded time up to which the case is looked at; null = now."""
    head: str
    """Hash at the head of the decision log: which state of the case this is."""
    rules: tuple[str, ...]
    """Names of the inclusion rules and of the rule for numbers."""
    reports: tuple[ReportLine, ...]
    happenings: tuple[Happening, ...]
    held: tuple[Held, ...]
    bonds: tuple[Bond, ...]
    figures: tuple[Figure, ...]
    ledger: tuple[LedgerEntry, ...]
    left_out: tuple[tuple[str, int], ...] = ()
    """What is not shown, by reason and number: nothing is left out silently."""
