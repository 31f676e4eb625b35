"""What coders are compared by: the fields of `data/agreement_fields.tsv`, read out of a record with its dossier.

None is "gives none": what one coder left empty is counted beside the figures, never taken for a value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, cast

from dateline.case.ledger.words import folded
from dateline.case.review.records import Kind
from dateline.evaluate.agreement.differences import Days, Names, Point
from dateline.model.dossier import Dossier
from dateline.model.records import Casualties, Event
from dateline.model.values import When
from dateline.model.vocabulary import Role
from dateline.tsv import rows_of

Measure = Literal["nominal", "spans", "set", "place", "days", "number"]
SIDES: Final[Mapping[str, frozenset[Role]]] = {
    "actor": frozenset({"actor", "side_a"}), "recipient": frozenset({"recipient", "side_b"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one kind of record. `measure` says how two values of it are compared."""

    kind: Kind
    name: str
    label: str
    measure: Measure


@cache
def fields() -> tuple[Field, ...]:
    """All that coders are compared by, in the order in which they are shown."""
    return tuple(
        Field(cast("Kind", r["kind"]), r["field"], r["label"], cast("Measure", r["measure"]))
        for r in rows_of("dateline.evaluate.agreement", "agreement_fields")
    )


class Look:
    """One coder's dossier, by ids."""

    def __init__(self, dossier: Dossier) -> None:
        self._actors = {a.id: a.name for a in dossier.actors}
        self._places = {p.id: p for p in dossier.places}
        self._sources = {s.id: s.name or s.description or s.kind for s in dossier.sources}

    def value(self, record: Any, field: Field) -> Hashable | None:
        """What the record says in a field."""
        reader = _READERS.get(field.name)
        return reader(self, record) if reader is not None else cast("Hashable", getattr(record, field.name))

    def who(self, record: Any, side: str) -> Names:
        """Folded names of those on a side of an event, or of the one actor of a statement."""
        if isinstance(record, Event):
            return self.names(p.actor for p in record.who if p.role in SIDES[side])
        return self.names([record.actor])

    def names(self, ids: Iterable[str]) -> Names:
        return frozenset(folded(self._actors.get(i, i)) for i in ids)

    def source(self, record: Any) -> Names:
        return frozenset({folded(self._sources.get(record.source, record.source))})

    def point(self, record: Any) -> Point | None:
        """Where the place lies that an event or statement names; None for none, and for one that has no point."""
        named = record.where.place if isinstance(record, Event) and record.where else getattr(record, "place", None)
        place = self._places.get(named) if named else None
        return (place.lat, place.lon) if place is not None and place.lat is not None and place.lon is not None else None


_READERS: Final[Mapping[str, Callable[[Look, Any], Hashable | None]]] = {
    "plover": lambda look, r: r.coding.plover,
    "acled": lambda look, r: r.coding.acled,
    "ucdp": lambda look, r: r.coding.ucdp,
    "actor": lambda look, r: look.who(r, "actor"),
    "recipient": lambda look, r: look.who(r, "recipient"),
    "where": lambda look, r: look.point(r),
    "place": lambda look, r: look.point(r),
    "when": lambda look, r: _days(r.when),
    "said": lambda look, r: _days(r.said),
    "precision": lambda look, r: r.when.precision if r.when and _days(r.when) else None,
    "deaths": lambda look, r: _toll(r.deaths),
    "injured": lambda look, r: _toll(r.injured),
    "source": lambda look, r: look.source(r),
    "subject": lambda look, r: look.names([r.subject]),
    "object": lambda look, r: look.names([r.object]),
}
"""Fields that are more than an attribute of the record."""


def _days(when: When | None) -> Days | None:
    """First and last day; an open end is as the other. None without a day."""
    told = [day for d in (when.start, when.end) if d and (day := _ordinal(d))] if when else []
    return (told[0], told[-1]) if told else None


def _ordinal(day: str) -> int | None:
    try:
        return dt.date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None


def _toll(said: tuple[Casualties, ...]) -> float | None:
    """The number of a toll: the best, else the low, else the high one. Several tolls stand for several speakers or
    victims and are never added up: the highest is compared."""
    told = [next((n for n in (c.best, c.low, c.high) if n is not None), None) for c in said]
    return max((float(n) for n in told if n is not None), default=None)
