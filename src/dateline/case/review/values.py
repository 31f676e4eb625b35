"""Whether a value is one that a slot may have: its shape, its range, the closed lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from dateline.case.ledger.decided import MOST, WORDS
from dateline.case.review.records import Kind, Record
from dateline.case.review.slots import SOURCE_KINDS, TOLLS, SlotKind, Widget, slot_kind, tolls_of
from dateline.model.records import Claim, Control, Event
from dateline.model.vocabulary import Precision
from dateline.render.words import Names, clean

LONGEST_NAME: Final = 300
"""Characters of a name that somebody writes."""
MOST_NAMES: Final = 50


def kind_of(record: Record) -> Kind:
    """What a record is."""
    if isinstance(record, Event):
        return "event"
    return "claim" if isinstance(record, Claim) else "control" if isinstance(record, Control) else "relation"


def normal(kind: Kind, slot: str, value: Any) -> Any:
    """A value in its slot's own shape, where it is told shorter: 12 for a number, a name for a place, one day."""
    found = slot_kind(kind, slot)
    widget = found.widget if found is not None else "text"
    if widget == "number" and _between(value, 0, MOST):
        return {"low": value, "best": value, "high": value}
    if value == []:  # an emptied list, whatever the slot: nothing
        return None
    if not isinstance(value, str):
        return value
    if widget == "actors":
        return [value]
    if widget == "date":
        return {"start": value, "end": value, "precision": "day"}
    return {"name": value} if widget in {"place", "source"} else value


def fault(record: Record, slot: str, value: Any, names: Names) -> str | None:
    """What is wrong with a value of a slot of a record, in words; None for nothing. `record` is as it was read."""
    kind = slot_kind(kind_of(record), slot)
    if kind is None or (isinstance(record, Event) and not _has_toll(record, slot, names)):
        return f"{record.id} has no slot “{slot}”."
    return fault_of(kind, value)


def _has_toll(event: Event, slot: str, names: Names) -> bool:
    toll = slot.partition(" of ")[0]
    return toll not in TOLLS or slot in tolls_of(event, toll, names)


def fault_of(kind: SlotKind, value: Any) -> str | None:
    """The same, of a kind of slot."""
    if kind.name == WORDS:
        return None
    if value is None or value == []:
        return None if kind.empty else f"“{kind.name}” cannot be empty: reject the record where it says nothing."
    if kind.choices:
        known = [c.value for c in kind.choices]
        right = any(type(value) is type(k) and value == k for k in known)
        return None if right else f"“{kind.name}” is one of: {', '.join(map(str, known))}."
    told = _WIDGETS[kind.widget](value)
    if told is None and kind.widget == "actors" and not kind.empty and len(value) != 1:
        told = "names one actor"
    return None if told is None else f"“{kind.name}” {told}."


def _names(value: Any) -> str | None:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_NAMES:
        return f"is a list of names, {MOST_NAMES} at most"
    return next((bad for name in value if (bad := _name(name)) is not None), None)


def _name(name: Any) -> str | None:
    if not isinstance(name, str) or not any(c.isalnum() for c in clean(name)):
        return "needs a name of letters"
    return f"has a name of more than {LONGEST_NAME} characters" if len(name) > LONGEST_NAME else None


def _place(value: Any) -> str | None:
    if not isinstance(value, dict) or value.keys() - {"name", "lat", "lon", "country", "admin1", "where_prec"}:
        return "is a place: name, lat, lon, country, admin1, where_prec"
    if (bad := _name(value.get("name"))) is not None:
        return bad
    lat, lon, prec = value.get("lat"), value.get("lon"), value.get("where_prec")
    if (lat is None) != (lon is None):
        return "needs both lat and lon, or neither"
    if lat is not None and not (_between(lat, -90, 90) and _between(lon, -180, 180)):
        return "has a latitude of -90 to 90 and a longitude of -180 to 180 degrees"
    if prec is not None and not (type(prec) is int and 1 <= prec <= 7):
        return "has a where_prec of 1 to 7"
    words = (value.get("country"), value.get("admin1"))
    return next((bad for w in words if w is not None and (bad := _name(w)) is not None), None)


def _when(value: Any) -> str | None:
    if not isinstance(value, dict) or value.keys() - {"start", "end", "precision"}:
        return "is a time: start, end, precision"
    start, end = value.get("start"), value.get("end")
    if start is None and end is None:
        return "needs a start or an end"
    for day in (start, end):
        if day is not None and not _is_day(day):
            return f"has days as 2017-05-25, not {day!r}"
    if start is not None and end is not None and end < start:
        return "ends before it starts"
    known = get_args(Precision)
    precision = value.get("precision")
    return None if precision is None or precision in known else f"has a precision of: {', '.join(known)}"


def _is_day(day: Any) -> bool:
    """A day written in full: ISO's short forms are left out, since days are compared as text."""
    try:
        return isinstance(day, str) and dt.date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False


def _number(value: Any) -> str | None:
    if not isinstance(value, dict) or value.keys() - {"low", "best", "high"}:
        return "is a number: low, best, high"
    ends = [value.get(n) for n in ("low", "best", "high")]
    told = [n for n in ends if n is not None]
    if not told or not all(_between(n, 0, MOST) for n in told):
        return "has numbers from 0 on, one at least"
    return None if told == sorted(told) else "has low before best before high"


def _source(value: Any) -> str | None:
    if not isinstance(value, dict) or value.keys() - {"id", "name", "kind"}:
        return "is a source: id, or name and kind"
    if value.get("kind") is not None and value["kind"] not in SOURCE_KINDS:
        return f"is of a kind: {', '.join(SOURCE_KINDS)}"
    return _name(value.get("name"))


def _between(value: Any, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high


_WIDGETS: Final[Mapping[Widget, Callable[[Any], str | None]]] = {
    "actors": _names, "place": _place, "date": _when, "number": _number, "source": _source,
}  # fmt: skip
