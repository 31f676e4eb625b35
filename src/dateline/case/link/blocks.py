"""Which pairs of events are compared at all: those that share a day and a place, or a rare name, or a person.

A large case has too many pairs to look at each. Every event is filed under a few keys, and only events under one key
meet. A key that too many events have ("Aleppo, 3 May") is cut by rarer things that they hold.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from dateline.case.link.clusters import Pair, pair
from dateline.case.link.features import gainsaid
from dateline.case.link.names import folded_names
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
NEAR_DAYS: Final = 1
"""Days by which two events may be apart and are still compared, to tell why they are two."""
MOST: Final = 12
"""Names of a report's story that an event is filed under."""
TOWNS: Final = 6
"""Towns of a report that an event is filed under where no map knows its own place."""
CELL: Final = 0.5
"""Degrees of a cell of the map: about 55 km from north to south."""


@dataclass(frozen=True, slots=True)
class Block:
    """Events under one key. Two of `wide` meet, and one of `wide` meets each of `rest`; two of `rest` do not: all of a
    province's villages would."""

    wide: tuple[str, ...]
    rest: tuple[str, ...] = ()

    def pairs(self) -> Iterator[Pair]:
        yield from (pair(a, b) for a, b in combinations(self.wide, 2))
        yield from (pair(a, b) for a, b in product(self.wide, self.rest))

    def __len__(self) -> int:
        return len(self.wide) * (len(self.wide) - 1) // 2 + len(self.wide) * len(self.rest)


def pairs_of(tellings: Mapping[str, Telling], rarity: Rarity, settings: LinkSettings) -> set[Pair]:
    """All pairs to compare, whichever way they come together."""
    return worth(tellings, blocks_of(tellings, rarity, settings).values(), settings)


def worth(tellings: Mapping[str, Telling], blocks: Iterable[Block], settings: LinkSettings) -> set[Pair]:
    """The pairs of blocks that may be one at all."""
    met = {p for block in blocks for p in block.pairs()}
    return {p for p in met if may_be_one(tellings[p[0]], tellings[p[1]], settings)}


def blocks_of(tellings: Mapping[str, Telling], rarity: Rarity, settings: LinkSettings) -> dict[Key, Block]:
    """Key -> the events under it; keys without a pair are left out, too large ones are cut."""
    filed: dict[Key, tuple[list[str], list[str]]] = {}
    for telling in tellings.values():
        for key, wide in dict.fromkeys(_keys(telling, rarity)):
            filed.setdefault(key, ([], []))[not wide].append(telling.id)
    most = settings.widest_block * (settings.widest_block - 1) // 2
    found: dict[Key, Block] = {}
    for key, (meeting, rest) in filed.items():
        block = Block(tuple(meeting), tuple(rest))
        if len(block) <= most:
            found[key] = block
        else:
            found.update(_cut(key, block, tellings, rarity, most))
    return {key: block for key, block in found.items() if len(block)}


def _cut(
    key: Key, block: Block, tellings: Mapping[str, Telling], rarity: Rarity, most: int
) -> Iterator[tuple[Key, Block]]:
    """A block in parts that share something rarer; a part that is still too large tells nothing apart and is left."""
    parts: dict[Key, tuple[list[str], list[str]]] = {}
    for n, ids in enumerate((block.wide, block.rest)):
        for i in ids:
            for finer in dict.fromkeys(_finer(tellings[i], rarity)):
                parts.setdefault((*key, *finer), ([], []))[n].append(i)
    blocks = ((k, Block(tuple(wide), tuple(rest))) for k, (wide, rest) in parts.items())
    return ((k, b) for k, b in blocks if len(b) <= most)


def may_be_one(a: Telling, b: Telling, settings: LinkSettings) -> bool:
    """Of two reports, or a denial of what its report tells; of kinds that meet, of days and places not far off. What is
    apart by little is compared, so that its reason is told."""
    if (a.report == b.report and not gainsaid(a, b)) or (a.dated and b.dated and _gap(a, b) > NEAR_DAYS):
        return False
    one, two = a.family, b.family
    kin = one.broad == two.broad or one.name in two.may_be or two.name in one.may_be
    return kin and not _far(a, b, settings)


def _gap(a: Telling, b: Telling) -> int:
    ends = ((a.low, b.high), (b.low, a.high))
    return max((low - high for low, high in ends if low is not None and high is not None), default=0)


def _far(a: Telling, b: Telling, settings: LinkSettings) -> bool:
    """Whether two narrow places lie so far apart in degrees that no measuring is needed."""
    one, two = a.place, b.place
    if one is None or two is None or one.lat is None or two.lat is None or a.persons & b.persons:
        return False
    if narrow(one) < 1.0 or narrow(two) < 1.0 or a.place_names & b.story.names or b.place_names & a.story.names:
        return False
    return abs(one.lat - two.lat) * 111.0 > 2 * settings.far_km


def _keys(t: Telling, rarity: Rarity) -> Iterator[tuple[Key, bool]]:
    """(key, whether it meets all others under it)"""
    yield from ((("who", p), True) for p in t.persons)
    yield from _where_keys(t)
    weeks = sorted({(d + shift) // 7 for d in (_days(t) or _ends(t)) for shift in (-3, 3)})
    for name in _rare(t.names, rarity):
        yield from ((("name", name, w), True) for w in weeks)
        if rarity.name(name) >= RAREST:
            yield ("name", name), True
    if t.lead:
        for name in _rare(t.story.own, rarity):
            yield from ((("story", name, w), True) for w in weeks)


def _where_keys(t: Telling) -> Iterator[tuple[Key, bool]]:
    days, months = _days(t), _months(t)
    for where in _spots(t):
        yield from ((("where", where, d), True) for d in days)
        yield from ((("where in", where, m), not days) for m in months)
    for province in _provinces(t):
        wide = t.place is not None and narrow(t.place) < 1.0
        yield from ((("around", *province, d), wide) for d in days)
    if t.place is None:
        for party in t.parties:
            if party.named and party.kind != "person":
                yield from ((("actor", party.key, t.family.broad, d), True) for d in days)


def _days(t: Telling) -> list[int]:
    """The days of a short interval; none for a long one."""
    if t.low is not None and t.high is not None and t.high - t.low < LONGEST:
        return list(range(t.low, t.high + 1))
    return [t.published] if t.low is None and t.high is None and t.published is not None else []


def _months(t: Telling) -> list[int]:
    """Thirty-day stretches that an interval touches, at most a year's."""
    low, high = t.low if t.low is not None else t.high, t.high if t.high is not None else t.low
    return list(range(low // 30, min(high // 30, low // 30 + 12) + 1)) if low is not None and high is not None else []


def _ends(t: Telling) -> list[int]:
    return [d for d in (t.low, t.high, t.published) if d is not None]


def _spots(t: Telling) -> Iterator[object]:
    """Names and cells of a place; an event whose place no map knows is filed under the towns of its report."""
    place = t.place
    if place is None or place.lat is None:
        yield from sorted(t.story.towns)[:TOWNS]
    if place is None:
        return
    yield from sorted(t.place_names)
    if place.lat is not None and place.lon is not None and narrow(place) == 1.0:
        for shift in (0.0, 0.5):
            yield ("cell", shift, math.floor(place.lat / CELL + shift), math.floor(place.lon / CELL + shift))


def _provinces(t: Telling) -> Iterator[tuple[str, str]]:
    place = t.place
    if place is None or not place.country:
        return
    names = [n for n in (place.admin1, place.name if place.kind in {"province", "region"} else None) if n]
    yield from ((place.country, n) for n in sorted(folded_names(names)))


def _rare(names: Iterable[str], rarity: Rarity) -> Sequence[str]:
    """The rarest names that more than one report holds."""
    ranked = sorted(((rarity.name(n), n) for n in names if rarity.shared(n)), key=lambda p: (-p[0], p[1]))
    return [n for weight, n in ranked[:MOST] if weight >= RARE]


def _finer(t: Telling, rarity: Rarity) -> Iterator[Key]:
    yield from (("rare", n) for n in _rare(t.names, rarity))
    yield from (("spot", name) for _, name in t.spots)
    yield from (("toll", n) for n in t.killed if n >= 3)
    yield from (("setting", s, t.family.broad) for s in t.settings)
    yield from (("means", m) for m in t.means)
    yield from (("done to", p.key) for p in t.parties if p.named)
