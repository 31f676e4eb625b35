"""Which pairs of events are compared at all: those that share a day and a place, or a rare name, or a person.

A large case has too many pairs to look at each. Every event is filed under a few keys, and only events under one key
meet. A key that too many events have ("Aleppo, 3 May") is cut by rarer things that they hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from dateline.case.link.clusters import Pair, pair
from dateline.case.link.rarity import Rarity
from dateline.case.link.settings import LinkSettings
from dateline.case.link.tellings import Telling
from dateline.case.link.whereabouts import narrow

Key = tuple[object, ...]

LONGEST: Final = 10
"""Days of an interval that is filed under each of its days; a longer one is filed under its months."""
RARE: Final = 0.45
"""Least weight of a name that brings events together."""
RAREST: Final = 0.7
"""Least weight of a name that brings events together whatever their days."""
MOST: Final = 12
"""Names of a report's story that an event is filed under."""
TOWNS: Final = 6
"""Towns of a report that an event is filed under where no map knows its own place."""
CELL: Final = 0.5
"""Degrees of a cell of the map: about 55 km from north to south."""


def pairs_of(tellings: Mapping[str, Telling], rarity: Rarity, settings: LinkSettings) -> set[Pair]:
    """All pairs to compare, whichever way they come together."""
    found: set[Pair] = set()
    for members in blocks_of(tellings, rarity, settings).values():
        found.update(pair(a, b) for a, b in combinations(members, 2) if _differ(tellings[a], tellings[b]))
    return found


def blocks_of(tellings: Mapping[str, Telling], rarity: Rarity, settings: LinkSettings) -> dict[Key, tuple[str, ...]]:
    """Key -> ids of the events under it; keys of one event are left out, too large ones are cut."""
    filed: dict[Key, list[str]] = {}
    for telling in tellings.values():
        for key in dict.fromkeys(_keys(telling, rarity)):
            filed.setdefault(key, []).append(telling.id)
    found: dict[Key, tuple[str, ...]] = {}
    for key, ids in filed.items():
        if len(ids) <= settings.widest_block:
            found[key] = tuple(ids)
        else:
            found.update(_cut(key, [tellings[i] for i in ids], rarity, settings.widest_block))
    return {key: ids for key, ids in found.items() if len(ids) > 1}


def _cut(key: Key, tellings: Sequence[Telling], rarity: Rarity, widest: int) -> Iterator[tuple[Key, tuple[str, ...]]]:
    """A block in parts that share something rarer; a part that is still too large tells nothing apart and is left."""
    parts: dict[Key, list[str]] = {}
    for t in tellings:
        for finer in dict.fromkeys(_finer(t, rarity)):
            parts.setdefault((*key, *finer), []).append(t.id)
    return ((k, tuple(ids)) for k, ids in parts.items() if len(ids) <= widest)


def _differ(a: Telling, b: Telling) -> bool:
    """Only events of two reports are compared, and of kinds that may be one."""
    if a.report == b.report:
        return False
    return a.family.broad == b.family.broad or a.family.name in b.family.may_be or b.family.name in a.family.may_be


def _keys(t: Telling, rarity: Rarity) -> Iterator[Key]:
    days, months = list(_days(t)), list(_months(t))
    yield from (("who", p) for p in t.persons)
    for where in _places(t):
        yield from (("where", where, d) for d in days)
        if not days:
            yield from (("where in", where, m) for m in months)
        else:
            yield from (("where in", where, m) for m in months if t.several or not t.precise)
    weeks = sorted({w for d in (days or _ends(t)) for w in (_week(d - 3), _week(d + 3))})
    for name in _rare(t.names, rarity, RARE, MOST):
        yield from (("name", name, w) for w in weeks)
        if rarity.name(name) >= RAREST:
            yield ("name", name)
    if t.lead:
        for name in _rare(t.story.own, rarity, RARE, MOST):
            yield from (("story", name, w) for w in weeks)
    for party in t.parties:
        if party.named and party.kind != "person" and not t.place:
            yield from (("actor", party.key, t.family.broad, d) for d in days)


def _days(t: Telling) -> Iterator[int]:
    if t.low is not None and t.high is not None and t.high - t.low < LONGEST:
        yield from range(t.low, t.high + 1)
    elif t.low is None and t.high is None and t.published is not None:
        yield t.published


def _months(t: Telling) -> Iterator[int]:
    """Thirty-day stretches that an interval touches, at most a year's."""
    low, high = t.low if t.low is not None else t.high, t.high if t.high is not None else t.low
    if low is not None and high is not None:
        yield from range(low // 30, min(high // 30, low // 30 + 12) + 1)


def _ends(t: Telling) -> list[int]:
    return [d for d in (t.low, t.high, t.published) if d is not None]


def _week(day: int) -> int:
    return day // 7


def _places(t: Telling) -> Iterator[object]:
    """Names and cells of a place; a wide one only by name, a narrow one also by the province that it lies in;
    an event whose place no map knows under the towns of its report."""
    place = t.place
    if place is None or place.lat is None:
        yield from sorted(t.story.towns)[:TOWNS]
    if place is None:
        return
    yield from sorted(t.place_names)
    if place.admin1 and place.country:
        yield (place.country, place.admin1)
    if place.lat is not None and place.lon is not None and narrow(place) == 1.0:
        for shift in (0.0, 0.5):
            yield ("cell", shift, math.floor(place.lat / CELL + shift), math.floor(place.lon / CELL + shift))


def _rare(names: Iterable[str], rarity: Rarity, least: float, most: int) -> list[str]:
    ranked = sorted(((rarity.name(n), n) for n in names if rarity.shared(n)), key=lambda p: (-p[0], p[1]))
    return [n for weight, n in ranked[:most] if weight >= least]


def _finer(t: Telling, rarity: Rarity) -> Iterator[Key]:
    yield from (("rare", n) for n in _rare(t.names, rarity, RARE, MOST))
    yield from (("spot", name) for _, name in t.spots)
    yield from (("toll", n) for n in t.killed if n >= 3)
    yield from (("setting", s, t.family.broad) for s in t.settings)
    yield from (("means", m) for m in t.means)
    yield from (("done to", p.key) for p in t.parties if p.named)
