"""The dossier: everything that was read out of one report, and the receipt that says how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from dateline.model.document import Document
from dateline.model.records import (
    Actor,
    Amount,
    Claim,
    Control,
    Event,
    Finding,
    Media,
    Place,
    Relation,
    Source,
    Victim,
)

FORMAT: Literal["dateline-dossier/1"] = "dateline-dossier/1"


@dataclass(frozen=True, slots=True)
class ModelUsed:
    name: str
    version: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class GazetteerUsed:
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many candidate values were given up, and why: nothing is lost silently."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """How the dossier was made. `seconds` is the only field of a dossier that differs between two equal runs."""

    dateline: str
    engine: str
    models: tuple[ModelUsed, ...]
    gazetteer: GazetteerUsed
    codebook: str
    settings: dict[str, Any]
    seconds: float
    dropped: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    format: Literal["dateline-dossier/1"]
    document: Document
    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    victims: tuple[Victim, ...]
    relations: tuple[Relation, ...]
    control: tuple[Control, ...]
    amounts: tuple[Amount, ...]
    media: tuple[Media, ...]
    findings: tuple[Finding, ...]
    receipt: Receipt
