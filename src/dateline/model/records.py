"""The records of a dossier, one frozen class each, with the names and order of the contract.

A record without evidence cannot be made: `__post_init__` refuses it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.errors import DossierError
from dateline.model.origin import Origin
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import (
    ActorKind,
    AmountWhat,
    Check,
    ControlStatus,
    EventStatus,
    Harm,
    Hedge,
    MediaKind,
    PlaceKind,
    Plover,
    Predicate,
    Role,
    Severity,
    SourceKind,
    Stance,
    TargetWhat,
    Verdict,
    VictimStatus,
)


def _need(record: object, evidence: tuple[Evidence, ...]) -> None:
    if not evidence:
        raise DossierError(f"A {type(record).__name__} needs evidence: no words, no record.")


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, force, group, organisation or person that takes part in something. `part_of` is an actor id."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: ActorKind
    country: str | None
    part_of: str | None
    catalogue: dict[str, str]
    mentions: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.mentions)


@dataclass(frozen=True, slots=True)
class Place:
    """A place named or described. `lat`/`lon` in degrees WGS84 (null = unresolved), `geometry` as WKT or null,
    `where_prec` as UCDP GED 1..7, `geo_precision` as ACLED 1..3, `radius_km` the uncertainty."""

    id: str
    name: str
    kind: PlaceKind
    lat: float | None
    lon: float | None
    geonames_id: int | None
    country: str | None
    admin1: str | None
    geometry: str | None
    where_prec: int | None
    geo_precision: int | None
    radius_km: float | None
    basis: str | None
    mentions: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.mentions)


@dataclass(frozen=True, slots=True)
class Anonymity:
    """Why a source is not named, in the report's own words."""

    reason: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Whoever says something. Only the narrator, the report's own voice, needs no mention."""

    id: str
    kind: SourceKind
    name: str | None
    description: str | None
    affiliation: str | None
    role: str | None
    anonymity: Anonymity | None
    protect: bool
    mentions: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        if self.kind != "narrator":
            _need(self, self.mentions)


@dataclass(frozen=True, slots=True)
class Claim:
    """Something somebody says. `via` are those who pass it on, nearest first; `inside` is the claim that holds it."""

    id: str
    source: str
    via: tuple[str, ...]
    inside: str | None
    cue: Evidence | None
    content: tuple[Evidence, ...]
    quoted: bool
    stance: Stance
    said: When | None
    act: Plover | None
    to: str | None
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.content)


@dataclass(frozen=True, slots=True)
class Coding:
    """PLOVER type and mode, contexts, ACLED "Event type/Sub-event type" or null, UCDP type of violence 1..3 or null."""

    plover: Plover
    plover_mode: str | None
    contexts: tuple[str, ...]
    acled: str | None
    ucdp: int | None


@dataclass(frozen=True, slots=True)
class Participant:
    role: Role
    actor: str
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Where:
    place: str
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Casualties:
    """A toll as one speaker gives it. `of` is an actor id, "civilians" or "unknown"; all null with hedge "heavy"
    for "heavy losses"."""

    of: str
    low: float | None
    high: float | None
    best: float | None
    hedge: Hedge
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Target:
    what: TargetWhat
    place: str | None
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A value that stays words: a weapon, an outcome."""

    text: str
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened ("five airstrikes")."""

    low: float | None
    high: float | None
    best: float | None


@dataclass(frozen=True, slots=True)
class Rival:
    """What another speaker in the same report says of one slot of an event ("where", "when", "who", "status")."""

    slot: str
    value: str
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, where, when, with what result, and whose claims say so."""

    id: str
    coding: Coding
    status: EventStatus
    who: tuple[Participant, ...]
    where: Where | None
    when: When | None
    deaths: tuple[Casualties, ...]
    injured: tuple[Casualties, ...]
    targets: tuple[Target, ...]
    means: tuple[Phrase, ...]
    outcome: Phrase | None
    count: Count | None
    parent: str | None
    rivals: tuple[Rival, ...]
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Victim:
    """A person named as harmed."""

    id: str
    name: str
    age: int | None
    sex: str | None
    status: VictimStatus
    harm: Harm
    event: str | None
    protect: bool
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Relation:
    """Subject does it to object ("United States backs the rebels"); symmetric predicates are written once."""

    id: str
    subject: str
    predicate: Predicate
    object: str
    when: When | None
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place, and how far (`extent` in the text's words).

    The status says how the actor stands to the place: who is "encircled" holds it and cannot leave, who has it
    "besieged" lies before it, who "seeks" it is out to take it. `when` is the day that the words give, else the day
    they were said, else the report's (basis "date of publication").
    """

    id: str
    place: str
    actor: str
    status: ControlStatus
    extent: str | None
    when: When | None
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that is not a death toll. `of` is the id of what is counted, where it is a record."""

    id: str
    what: AmountWhat
    unit: str
    low: float | None
    high: float | None
    best: float | None
    hedge: Hedge
    of: str | None
    claims: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Media:
    """A video or photo that the report shows or describes. `where` is a place id, `shows` ids of events."""

    id: str
    kind: MediaKind
    credit: str | None
    taken: When | None
    where: str | None
    shows: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.evidence)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of the report: stated beside computed, in `figures`."""

    id: str
    check: Check
    verdict: Verdict
    severity: Severity
    message: str
    figures: dict[str, Any]
    about: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    origin: Origin
    score: float | None = None

    def __post_init__(self) -> None:
        _need(self, self.evidence)
