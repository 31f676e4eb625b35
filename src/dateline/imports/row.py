"""A row of a dataset of coded events, whatever the dataset: its cells, and which of them say what.

Datasets differ in columns and codes, not in what a row says. Each dataset has one module that makes these rows
(`imports.ged`); `imports.dossier` makes the dossier of any of them, where every value points at the characters of the
cells that say it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.imports.kept import EVENT
from dateline.model.records import Coding
from dateline.model.vocabulary import (
    ActorKind,
    Check,
    EventStatus,
    PlaceKind,
    Precision,
    Role,
    Severity,
    SourceKind,
)


@dataclass(frozen=True, slots=True)
class RowActor:
    """Somebody whom a cell names. Where several are named in one, `name` is a part of the cell's text.

    `kind` and `country` (ISO 3166-1 alpha-2) are what the dataset's own rules say; the catalogue's word goes before
    them where it knows the name.
    """

    column: str
    name: str
    kind: ActorKind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class RowSide:
    """One side of the event. Several actors take part each by himself; what is told of the side as a whole (its dead)
    is told of all of them together."""

    role: Role
    actors: tuple[RowActor, ...]


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where: `columns` say the name, the coordinates and the precision. `where_prec` as UCDP GED 1..7, `geo_precision`
    as ACLED 1..3; a row has the one that its dataset codes."""

    name: str
    kind: PlaceKind
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    where_prec: int | None
    geo_precision: int | None
    columns: tuple[str, ...]
    radius_km: float | None = None
    """How far off the event may have been, where the dataset's codebook says so."""


@dataclass(frozen=True, slots=True)
class RowWhen:
    """When: ISO days, both inclusive."""

    start: str
    end: str
    precision: Precision
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowToll:
    """Dead as the row counts them. `of` is "civilians", "unknown", or the role of the side that they are of.

    Where a row's low, best and high are not in order, only the best is a value; the row's cells keep all of them.
    """

    of: str
    low: float | None
    best: float | None
    high: float | None
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowSource:
    """Whom the dataset has it from, as a cell says."""

    column: str
    name: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class RowPhrase:
    """A value that stays words, such as what happened in the coder's own."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class RowNote:
    """What a check of the dataset's own rules finds in a row: it is told, and the row stays a claim."""

    check: Check
    rule: str
    """Key of the dataset's rule that is broken."""
    message: str
    columns: tuple[str, ...]
    figures: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = "warning"


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One coded event. `number` is the row's in its file as a spreadsheet shows it."""

    dataset: str
    """Key of the dataset, the same for all its releases ("ucdp-ged", "acled", or one that the user gives)."""
    name: str
    """What the dataset is called, whatever the release ("UCDP GED"): who says what the row says."""
    version: str | None
    """The release ("24.1"), where it is known."""
    id: str
    """The dataset's own id of the event."""
    number: int
    cells: Mapping[str, str]
    """Every column of the file and its cell, to the character."""
    coding: Coding
    coding_columns: tuple[str, ...]
    status: EventStatus = "happened"
    sides: tuple[RowSide, ...] = ()
    place: RowPlace | None = None
    when: RowWhen | None = None
    tolls: tuple[RowToll, ...] = ()
    sources: tuple[RowSource, ...] = ()
    outcome: RowPhrase | None = None
    notes: tuple[RowNote, ...] = ()
    published: str | None = None
    """The day on which the release came out, where the user gives it."""

    @property
    def label(self) -> str:
        """The dataset with its release ("UCDP GED 24.1")."""
        return f"{self.name} {self.version}" if self.version else self.name

    @property
    def title(self) -> str:
        """The first line of the row's text."""
        return f"{self.label}{EVENT}{' '.join(self.id.split())}"
