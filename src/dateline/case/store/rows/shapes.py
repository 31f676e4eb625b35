"""What a row of a case is, to whoever lists them: as an engine read it in one report. Days are ISO texts.

The docstrings below the fields become the descriptions of the web's interface.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

RowKind = Literal["report", "claim", "event", "actor", "place", "source", "control", "relation", "finding"]
DESCRIBED: dict[str, Any] = {"use_attribute_docstrings": True, "ser_json_inf_nan": "null"}
"""How the edges make types of these records."""


@dataclass(frozen=True, slots=True)
class Days:
    """When something was."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    start: str | None
    """First day (ISO); null where nobody tells it."""
    end: str | None
    """Last day (ISO); null where nobody tells it."""
    precision: str | None = None
    """"day", "month", "range" … of an event."""


@dataclass(frozen=True, slots=True)
class Words:
    """Where the words stand that a record rests on."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    start: int
    """Characters (code points) from the begin of the report's text."""
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Part:
    """Who takes part in an event."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    role: str
    key: str
    """What the same actor has in every report."""
    name: str
    """As this report calls it."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number of people, as far as it is told."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the case."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    n: int
    """Number of the row: what a cursor goes on after."""
    id: str
    title: str | None
    outlet: str | None
    url: str | None
    language: str | None
    published: str | None
    """Day of publication (ISO)."""
    name: str
    """What it was added as: a file's name, as a rule."""
    characters: int
    seq: int
    """Number in the log of its adding."""
    added: str
    """When that was (UTC)."""
    appearances: int
    """How often the very same text was added."""
    copy_of: str | None
    """The report of which it is a near duplicate."""
    likeness: float | None
    events: int
    claims: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What a report says, or somebody in it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    n: int
    """Number of the row: what a cursor goes on after."""
    id: str
    report: str
    source: str | None
    """Who says so; null where the report itself does. Whom the case protects is told by a pseudonym."""
    stance: str
    act: str | None
    quoted: bool
    said: str | None
    """The day on which it was said (ISO)."""
    when: Days | None
    lat: float | None
    lon: float | None
    words: str
    evidence: tuple[Words, ...]
    events: tuple[str, ...]
    """Ids of the events that it states."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as one report tells it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    n: int
    """Number of the row: what a cursor goes on after."""
    id: str
    report: str
    happening: str | None
    """What linking put it into, with what other reports tell; null where it was not linked yet."""
    plover: str
    mode: str | None
    acled: str | None
    """"Event type/Sub-event type"."""
    ucdp: int | None
    """1 state-based, 2 non-state, 3 one-sided."""
    status: str
    when: Days | None
    place: str | None
    lat: float | None
    lon: float | None
    country: str | None
    """ISO code."""
    admin1: str | None
    where_prec: int | None
    """UCDP's precision of places: 1 exact … 7 in international waters."""
    deaths: Numbers
    actors: tuple[Part, ...]
    claims: tuple[str, ...]
    """Ids of the claims that state it."""
    words: str
    evidence: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor, as one report names it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    n: int
    """Number of the row: what a cursor goes on after."""
    id: str
    report: str
    key: str
    """What the same actor has in every report."""
    name: str
    kind: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place, as one report names it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    n: int
    """Number of the row: what a cursor goes on after."""
    id: str
    report: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    country: str | None
    """ISO code."""
    admin1: str | None
    geonames_id: int | None
    where_prec: int | None
    """UCDP's precision of places: 1 exact … 7 in international waters."""
    radius_km: float | None


@dataclass(frozen=True, slots=True)
class Source:
    """Who says something in one report."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    n: int
    """Number of the row: what a cursor goes on after."""
    id: str
    report: str
    kind: str
    name: str
    """Of whom the case protects: the pseudonym."""
    protected: bool
    claims: int
    """How many claims of the report it makes."""


@dataclass(frozen=True, slots=True)
class Control:
    """Who holds a place, as one report tells it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    n: int
    """Number of the row: what a cursor goes on after."""
    id: str
    report: str
    place: str
    lat: float | None
    lon: float | None
    country: str | None
    """ISO code."""
    actor: str
    actor_key: str
    status: str
    when: Days | None


@dataclass(frozen=True, slots=True)
class Relation:
    """How one actor stands to another, as one report tells it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    n: int
    """Number of the row: what a cursor goes on after."""
    id: str
    report: str
    subject: str
    subject_key: str
    predicate: str
    object: str
    object_key: str
    when: Days | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in one report."""

    __pydantic_config__: ClassVar[dict[str, Any]] = DESCRIBED
    n: int
    """Number of the row: what a cursor goes on after."""
    id: str
    report: str
    check: str
    verdict: str
    severity: str
    message: str


AnyRow = Report | Claim | Event | Actor | Place | Source | Control | Relation | Finding
