"""An entity of FollowTheMoney: an id, a schema, values by property, and where each is from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from dateline.exports.cells import visible
from dateline.exports.columns import rows
from dateline.exports.linked.ftm.values import CLEANED, LONGEST
from dateline.exports.losses import Losses

DATASET: Final = "dateline"
DIGITS: Final = 20
"""Hex digits of an id: 80 bits."""
UNREAD: Final = "FollowTheMoney cannot read the value as what the property holds"
CUT: Final = "longer than FollowTheMoney lets a value of its type be: cut, and ended by an ellipsis"
_LANGUAGED: Final = frozenset({"text", "string", "name", "address"})
"""Types of values that are in a language (followthemoney `statement/util.py`, NON_LANG_TYPE_NAMES are the others)."""


def entity_id(kind: str, *key: str) -> str:
    """An id that is the same wherever the same thing is exported: letters, digits and hyphens, as the model asks."""
    told = hashlib.sha256("\x1f".join((kind, *key)).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{DATASET}-{kind}-{told[:DIGITS]}"


@cache
def types() -> dict[str, str]:
    """Type of each property that is written, by "Schema.property" (`data/formats/ftm.tsv`)."""
    return {r["column"]: r["type"] for r in rows("formats/ftm")}


@dataclass(frozen=True, slots=True)
class Value:
    """A value; `original` is what stood there before it was cleaned, where that differs."""

    prop: str
    value: str
    original: str | None
    lang: str | None


@dataclass(slots=True)
class Entity:
    """An entity that is being filled. `family` is the schema under which its properties stand in the table."""

    id: str
    schema: str
    family: str
    origin: str
    losses: Losses
    lang: str | None = None
    """Of its words, as ISO 639-3."""
    seen: str | None = None
    """When the report was fetched, where that is known."""
    values: list[Value] = field(default_factory=list)
    _met: set[tuple[str, str]] = field(default_factory=set)

    def add(self, prop: str, *raws: str | float | None) -> None:
        """Put values in, cleaned; what the model cannot read is left out and told."""
        type_ = types()[f"{self.family}.{prop}"]
        for raw in raws:
            if raw is None or raw == "":
                continue
            told = str(raw)
            made = CLEANED[type_](told)
            if made is None:
                self.losses.dropped(self.id, prop, told, UNREAD)
            elif (prop, made) not in self._met:
                self._met.add((prop, made))
                if len(told) > LONGEST.get(type_, len(told)):
                    self.losses.changed(self.id, prop, len(told), CUT)
                self._put(prop, type_, made, told)

    def _put(self, prop: str, type_: str, made: str, told: str) -> None:
        original = visible(told) if type_ in _LANGUAGED and len(told) <= len(made) + LONGEST["name"] else told
        languaged = self.lang if type_ in _LANGUAGED else None
        self.values.append(Value(prop, made, original if original != made else None, languaged))

    def as_entity(self) -> dict[str, Any]:
        """As `ftm` reads a line of entities."""
        properties: dict[str, list[str]] = {}
        for v in self.values:
            properties.setdefault(v.prop, []).append(v.value)
        seen = {"first_seen": self.seen, "last_seen": self.seen} if self.seen else {}
        return {
            "id": self.id, "schema": self.schema, "properties": properties, "datasets": [DATASET],
            "origin": [self.origin], **seen,
        }  # fmt: skip

    def as_statements(self) -> Iterator[dict[str, Any]]:
        """A statement for the entity itself and one for each value, as `ftm` reads a line of statements."""
        for v in (Value("id", self.id, None, None), *self.values):
            yield {
                "canonical_id": self.id, "entity_id": self.id, "prop": v.prop, "schema": self.schema, "value": v.value,
                "dataset": DATASET, "lang": v.lang, "original_value": v.original, "first_seen": self.seen,
                "last_seen": self.seen, "external": False, "origin": self.origin, "id": statement_id(self.id, v),
            }  # fmt: skip


def statement_id(entity: str, v: Value) -> str:
    """The id of a statement, as followthemoney 4.11.2 makes it (`Statement.make_key`)."""
    key = f"{DATASET}.{entity}.{v.prop}.{v.value}" + (f"@{v.lang}" if v.lang else "")
    return hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()


def joined(parts: Iterable[str | None]) -> str:
    """What is told of the parts, as one sentence-like line."""
    return "; ".join(p for p in parts if p)
