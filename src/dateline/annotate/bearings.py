"""Directions and distances in words -> degrees from north and km, with the hedge that stands before them."""

from __future__ import annotations

import itertools
import math
import re

from dateline.annotate.quantities import HEDGES
from dateline.model.vocabulary import Hedge

BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
KM = {
    "km": 1.0,
    "kms": 1.0,
    "kilometer": 1.0,
    "kilometers": 1.0,
    "kilometre": 1.0,
    "kilometres": 1.0,
    "mile": 1.609344,
    "miles": 1.609344,
    "mi": 1.609344,
    "meters": 0.001,
    "metres": 0.001,
    "meter": 0.001,
    "metre": 0.001,
    "m": 0.001,
}

VAGUE_KM = {"a few": 10.0, "several": 15.0, "a couple of": 5.0, "dozens of": 60.0, "tens of": 60.0}
"""How far out an unnumbered distance is read."""


def bearing_of(first: str, second: str | None = None) -> float:
    """Degrees of "north" + "west"; "southern" is read as "south"."""
    one = first.lower().removesuffix("ern")
    two = (second or "").lower().removesuffix("ern")
    return BEARINGS.get(one + two, BEARINGS[one])


def bearing_in(words: list[str]) -> float | None:
    """The mean of the directions stated ("south and east of" -> 135)."""
    found: list[float] = []
    n = 0
    while n < len(words):
        if words[n] in BEARINGS:
            second = (
                words[n + 1]
                if n + 1 < len(words) and words[n] in {"north", "south"} and words[n + 1] in {"east", "west"}
                else None
            )
            found.append(bearing_of(words[n], second))
            n += 2 if second else 1
        else:
            n += 1
    return mean_bearing(found) if found else None


def mean_bearing(bearings: list[float]) -> float:
    """The direction half-way between bearings, in degrees 0..360."""
    x = sum(math.cos(math.radians(b)) for b in bearings)
    y = sum(math.sin(math.radians(b)) for b in bearings)
    return round(math.degrees(math.atan2(y, x)) % 360, 1) % 360


def distance_in(words: list[str]) -> float | None:
    for number, unit in itertools.pairwise(words):
        if number[0].isdigit() and unit in KM:
            return round(to_number(number) * KM[unit], 3)
    return None


def to_number(text: str) -> float:
    """As in "1,200" is a thousand and two hundred, "7.5" seven and a half, "2,5" two and a half."""
    head, comma, tail = text.partition(",")
    if comma:
        return float(head + tail) if len(tail) == 3 else float(f"{head}.{tail}")
    return float(text)


_BEFORE = re.compile(r"(?:^|[\s(])((?:[a-z]+\s){0,2}[a-z]+)\s$")
_SPACE = frozenset({"from", "between", "within", "to within", "above", "below"})
"""Hedges that tell a place rather than a number before a distance: "from 40 km", "above 3 km"."""
_ONLY = frozenset({"just", "only", "barely", "merely"})


def hedge_before(text: str, start: int) -> Hedge:
    """How the words right before a distance hedge it: "about", "less than"; "just 5 km" is no more than that."""
    m = _BEFORE.search(text[max(0, start - 40) : start].lower())
    words = m.group(1).split() if m else []
    for n in range(len(words)):
        said = " ".join(words[n:])
        if said in HEDGES and said not in _SPACE:
            return HEDGES[said]
    return "at most" if words and words[-1] in _ONLY else "exact"
