"""A statement of PROV-DM, and the arguments that each kind has (https://www.w3.org/TR/prov-dm/, tables 5 and 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dateline.exports.linked.names import local

PREFIXES: Final = {"dl": "urn:dateline:", "v": "urn:dateline:v:"}
"""Our records, and our own terms where PROV has none."""
ARGUMENTS: Final[dict[str, tuple[str, ...]]] = {
    "entity": (),
    "activity": ("startTime", "endTime"),
    "agent": (),
    "wasGeneratedBy": ("entity", "activity", "time"),
    "used": ("activity", "entity", "time"),
    "wasInvalidatedBy": ("entity", "activity", "time"),
    "wasDerivedFrom": ("generatedEntity", "usedEntity", "activity", "generation", "usage"),
    "wasAttributedTo": ("entity", "agent"),
    "wasAssociatedWith": ("activity", "agent", "plan"),
    "actedOnBehalfOf": ("delegate", "responsible", "activity"),
    "hadMember": ("collection", "entity"),
}
"""What a statement of each kind says of what; `entity`, `activity` and `agent` have an id besides."""
ELEMENTS: Final = frozenset({"entity", "activity", "agent"})


@dataclass(frozen=True, slots=True)
class Name:
    """A qualified name: "dl:event-3f2a"."""

    text: str


@dataclass(frozen=True, slots=True)
class Iri:
    """An address as a value."""

    text: str


Value = str | Name | Iri | int
Arguments = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement: arguments in the order of `ARGUMENTS` (names or times, None where not told), then attributes, where
    a key may come several times. `id` is what an element is called."""

    kind: str
    id: str | None
    arguments: Arguments
    attributes: tuple[tuple[str, Value], ...] = ()


def record(id_: str) -> str:
    """The qualified name of a record."""
    return f"dl:{local(id_)}"


def term(name: str) -> Name:
    """One of our own terms as a value."""
    return Name(f"v:{local(name)}")


def element(kind: str, id_: str, *attributes: tuple[str, Value | None]) -> Statement:
    """An entity, an activity without times or an agent; attributes without a value are left away."""
    return Statement(kind, id_, (None,) * len(ARGUMENTS[kind]), _told(attributes))


def relation(kind: str, *arguments: str | None, told: tuple[tuple[str, Value | None], ...] = ()) -> Statement:
    """A relation; arguments that are not given are open."""
    missing = len(ARGUMENTS[kind]) - len(arguments)
    return Statement(kind, None, (*arguments, *(None,) * missing), _told(told))


def _told(attributes: tuple[tuple[str, Value | None], ...]) -> tuple[tuple[str, Value], ...]:
    return tuple((k, v) for k, v in attributes if v is not None and v != "")
