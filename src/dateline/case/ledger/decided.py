"""A person's word on a slot: it decides what is shown, and what was there stays beside it.

A `value` is JSON: a text, a number, or an object ({"low", "best", "high"}; {"name", "lat", "lon", "country"};
{"start", "end"}). What cannot be read as the slot's kind of value is shown as the text that it is, so that no
judgement is lost and none breaks a view.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final, get_args

from dateline.case.ledger.days import day_words
from dateline.case.ledger.decisions import last_about
from dateline.case.ledger.numbers import number_words
from dateline.case.ledger.titles import title_of
from dateline.case.ledger.words import folded
from dateline.model.judgement import Judgement
from dateline.model.situation import Day, Happening, Number, Side, Slot, Spot
from dateline.model.vocabulary import PLOVER_TYPES, EventStatus, Hedge, Precision, Role
from dateline.render.words import clean

DECIDED: Final = "decided by a person"
WORDS: Final = "evidence"
"""The slot of the words that a record stands on; of a happening they are no slot."""
MOST: Final = 1e12
"""Numbers beyond it, infinity among them, are shown as the text that they are: no toll is so high."""


def decide(happening: Happening, held: Sequence[Judgement], *, titled: bool = True) -> Happening:
    """The happening with the values that judgements about it, or about one of its events, give its slots. Its title
    tells what was decided, unless somebody decided the title, or it wants none (`titled`)."""
    ids = {happening.id, *(event for _, event in happening.events)}
    slots = dict.fromkeys(j.slot for j in held if j.verb == "value" and j.slot and j.slot != WORDS)
    words = {slot: last for slot in slots if (last := last_about(held, {"value"}, ids, slot)) is not None}
    for slot, last in words.items():
        happening = _decided(happening, slot, last)
    return _retitled(happening) if titled and words and "title" not in words else happening


def _retitled(h: Happening) -> Happening:
    return replace(h, title=title_of(h.acled, h.plover, h.status, h.sides, h.where, h.when))


def _decided(h: Happening, name: str, judgement: Judgement) -> Happening:
    value = judgement.value
    if name == "title":
        return replace(h, title=_text(value) or h.title)
    if name == "plover":
        return replace(h, plover=value) if value in PLOVER_TYPES else h
    if name == "acled":
        return replace(h, acled=_text(value))
    if name == "ucdp":
        return replace(h, ucdp=value if value in {1, 2, 3} else None) if not isinstance(value, dict | list) else h
    changed, shown, number = _READERS.get(name, _plain)(h, name, value)
    old = h.slot(name)
    slot = Slot(name, shown, "decided", number, old.said, judgement.seq)
    slots = tuple(slot if s.name == name else s for s in changed.slots)
    return replace(changed, slots=slots if any(s.name == name for s in slots) else (*slots, slot))


_Read = tuple[Happening, str | None, Number | None]


def _plain(h: Happening, name: str, value: Any) -> _Read:
    number = _number(value) if name.startswith(("deaths", "injured")) else None
    return h, (number_words(number) if number else _text(value)), number


def _where(h: Happening, name: str, value: Any) -> _Read:
    if value is None:
        return replace(h, where=None), None, None
    given = value if isinstance(value, dict) else {"name": value}
    called = _text(given.get("name")) or (h.where.name if h.where else None)
    if called is None:
        return replace(h, where=None), None, None
    lat, lon = _degrees(given.get("lat"), 90), _degrees(given.get("lon"), 180)
    same = h.where is not None and folded(called) == folded(h.where.name)
    if lat is None or lon is None:
        return (h if same else replace(h, where=_known(h, called))), called, None
    country = _text(given.get("country")) or (h.where.country if h.where else None)
    prec = given.get("where_prec")
    prec = prec if type(prec) is int and 1 <= prec <= 7 else None
    spot = Spot(called, lat, lon, country, _text(given.get("admin1")), prec, None, DECIDED)
    return replace(h, where=spot), called, None


def _known(h: Happening, name: str) -> Spot:
    """A place that is only named: its point is not known."""
    return Spot(name, None, None, h.where.country if h.where else None, None, None, None, DECIDED)


def _when(h: Happening, name: str, value: Any) -> _Read:
    given = value if isinstance(value, dict) else {"start": value, "end": value}
    start, end = _day(given.get("start")), _day(given.get("end"))
    if start is None and end is None:
        return (replace(h, when=None) if value is None else h), _text(value), None
    known = [p for p in get_args(Precision) if p == given.get("precision")]
    day = Day(start, end, known[0] if known else "day" if start == end else "range")
    return replace(h, when=day), day_words(day), None


def _status(h: Happening, name: str, value: Any) -> _Read:
    return (replace(h, status=value) if value in get_args(EventStatus) else h), _text(value), None


def _side(h: Happening, name: str, value: Any) -> _Read:
    """Names of the actors of a role; those that the reports know keep their keys."""
    names = names_of(value)
    role: Role = name  # type: ignore[assignment]
    known = {folded(s.name): s for s in h.sides}
    made = [
        replace(known[folded(n)], role=role) if folded(n) in known else Side(role, key_of_name(n), n, "other")
        for n in names
    ]
    keys = {s.key for s in made}
    kept = [s for s in h.sides if s.role != role and s.key not in keys]
    sides = sorted([*kept, *made], key=lambda s: get_args(Role).index(s.role))
    return replace(h, sides=tuple(sides)), ", ".join(names) or None, None


def names_of(value: Any) -> list[str]:
    """The names that a value of a role gives."""
    return [clean(str(v)) for v in (value if isinstance(value, list) else [value]) if v]


def key_of_name(name: str) -> str:
    """The key of an actor whom no report names."""
    return f"name:{folded(name)}"


_READERS: Final[dict[str, Callable[[Happening, str, Any], _Read]]] = {
    "where": _where,
    "when": _when,
    "status": _status,
    **dict.fromkeys(get_args(Role), _side),
}


def _number(value: Any) -> Number | None:
    if _is_number(value):
        return Number(value, value, value, "exact", DECIDED)
    if not isinstance(value, dict):
        return None
    low, best, high = (value.get(key) if _is_number(value.get(key)) else None for key in ("low", "best", "high"))
    if low is None and best is None and high is None:
        return None
    return Number(low, best, high, hedge_of(low, best, high), DECIDED)


def hedge_of(low: float | None, best: float | None, high: float | None) -> Hedge:
    """How sure a number is that a person gave, by its ends: one that is open says "at least" or "at most"."""
    if low == best == high:
        return "exact"
    if (low is None) == (high is None):
        return "unknown"
    return "at least" if high is None else "at most"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST


def _degrees(value: Any, most: float) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most:
        return float(value)
    return None


def _day(value: Any) -> str | None:
    try:
        return dt.date.fromisoformat(value).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return clean(value) or None if isinstance(value, str) else clean(json.dumps(value, ensure_ascii=False))
