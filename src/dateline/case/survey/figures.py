"""Figures of what fits: on a map, in time, between whom, and page by page. Each count is the number of happenings that
the filter shows once it is narrowed to the figure's part: one that reports tell of two places counts at both.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np

from dateline.case.store.counting import OPEN, ROLES
from dateline.case.store.entry import day_of
from dateline.case.store.protocol import Box, Store
from dateline.case.store.sieve import DOERS, DONE_TO
from dateline.case.survey.columns import Columns, Floats, Ints
from dateline.case.survey.survey import Survey, day_numbers
from dateline.model.ids import happening_id

AREA: Final = 4
"""UCDP's where_prec from which a place is a province or wider."""
Step = Literal["day", "week", "month", "year"]
STEPS: Final[tuple[Step, ...]] = get_args(Step)
BARS: Final = 130
"""Bars of one figure at most; finer steps are left for a narrower filter."""
COARSE: Final = 27
"""Days beyond which a date is told no finer than by its month."""
Side = tuple[Ints, Ints]
"""Events and who is of a side in each."""
EPOCH: Final = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Cell:
    """Happenings that lie together on the map. `box` holds their points and those of no other cell."""

    lat: float
    lon: float
    box: Box
    happenings: int
    areas: int
    """Of these, how many are told no finer than by a province."""
    radius_km: float
    """Half of them are known as exactly as this, or better."""
    place: str | None
    """What most of them are said to be in."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """A map. `size` is the side of a cell in degrees."""

    cells: tuple[Cell, ...]
    size: float
    placed: int
    """Happenings that have a point; a cell counts those of its own."""
    without: int


def crowd(store: Store, survey: Survey, across: int = 24) -> Crowd:
    """What fits on a map of some cells across: those of the filter's box, else of all there is."""
    c = survey.columns
    lats, lons, places = c.points
    e = survey.told_by_rows("where")
    h, lat, lon, place = c.happening[e], lats[e], lons[e], places[e]
    spots = [(n, s.where.lat, s.where.lon) for n, s in survey.decided_so("where").items() if s.where is not None]
    points = [(n, y, x, 0) for n, y, x in spots if y is not None and x is not None]
    if points:
        more = np.array(points, dtype=np.float64)
        h, place = np.append(h, more[:, 0].astype(np.int64)), np.append(place, more[:, 3].astype(np.int64))
        lat, lon = np.append(lat, more[:, 1]), np.append(lon, more[:, 2])
    known = ~np.isnan(lat)
    if (box := survey.only.box) is not None:  # accounts that place it elsewhere are no part of this map
        inside = (lon >= box.west) | (lon <= box.east) if box.west > box.east else (lon >= box.west) & (lon <= box.east)
        known &= (lat >= box.south) & (lat <= box.north) & inside
    h, lat, lon, place = h[known], lat[known], lon[known], place[known]
    placed = c.distinct(h)
    size = _size(box, lat, lon, across)
    rows, columns = np.floor((lat + 90) / size).astype(np.int64), np.floor((lon + 180) / size).astype(np.int64)
    prec, radius = c.reaches
    cells = tuple(_cells(rows * 10**6 + columns, h, lat, lon, place, prec[place], radius[place]))
    names = store.place_names([n for _, n in cells if n])
    made = tuple(_named(cell, names.get(n)) for cell, n in cells)
    return Crowd(tuple(sorted(made, key=lambda m: (-m.happenings, m.lat, m.lon))), size, placed, survey.shown - placed)


def _size(box: Box | None, lat: Floats, lon: Floats, across: int) -> float:
    """A side of 45 degrees halved so often that the whole has about so many cells across."""
    if box is None and len(lat):
        box = Box(float(lat.min()), float(lon.min()), float(lat.max()), float(lon.max()))
    if box is None:
        return 45.0
    wide = (box.east - box.west) % 360 if box.west > box.east else box.east - box.west
    extent = max(wide, 2 * (box.north - box.south), 0.02)
    return 45.0 / float(2 ** max(0, math.ceil(math.log2(45.0 * across / extent))))


def _cells(
    cell: Ints, h: Ints, lat: Floats, lon: Floats, place: Ints, prec: Ints, radius: Floats
) -> Iterator[tuple[Cell, int]]:
    order = np.argsort(cell, kind="stable")
    starts = np.flatnonzero(np.diff(cell[order], prepend=-1)) if len(cell) else np.zeros(0, dtype=np.int64)
    for rows in np.split(order, starts[1:]) if len(starts) else ():
        points = lat[rows], lon[rows]
        south, north = float(points[0].min()), float(points[0].max())
        west, east = float(points[1].min()), float(points[1].max())
        named, often = np.unique(place[rows][place[rows] > 0], return_counts=True)
        yield (
            Cell(
                float(points[0].mean()), float(points[1].mean()), Box(south, west, north, east),
                len(_once(h[rows])), len(_once(h[rows][prec[rows] >= AREA])), float(np.median(radius[rows])),
                None,
            ),
            int(named[np.argmax(often)]) if len(named) else 0,
        )  # fmt: skip


def _named(cell: Cell, name: str | None) -> Cell:
    return Cell(cell.lat, cell.lon, cell.box, cell.happenings, cell.areas, cell.radius_km, name)


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days, both inclusive, counted from 1970-01-01."""

    first: int
    last: int
    happenings: int
    unsure: int
    """Of these, how many are told no finer than by a month: they stand in every bar that they may belong to."""


@dataclass(frozen=True, slots=True)
class Times:
    """Happenings in time."""

    step: Step
    bars: tuple[Bar, ...]
    dated: int
    undated: int
    outside: int
    """Dated happenings that no bar has: bars stand where days are told, and go back only so far."""


def times(survey: Survey, step: Step | None = None) -> Times:
    """What fits in steps of a day, a week, a month or a year; the finest that makes a legible figure where none is
    given, or the one given is too fine."""
    c = survey.columns
    firsts, lasts = c.days
    e = survey.told_by_rows("when")
    h, first, last = c.happening[e], firsts[e], lasts[e]
    decided = [(n, *(OPEN if d is None else d for d in day_numbers(s))) for n, s in survey.decided_so("when").items()]
    if decided:
        more = np.array(decided, dtype=np.int64)
        h, first, last = np.append(h, more[:, 0]), np.append(first, more[:, 1]), np.append(last, more[:, 2])
    told = (first != OPEN) | (last != OPEN)
    h, first, last = h[told], first[told], last[told]
    unsure = (first == OPEN) | (last == OPEN) | (last - first > COARSE)
    dated = c.distinct(h)
    if not dated:
        return Times(step or "day", (), 0, survey.shown, 0)
    low, high = _ends(survey, first[~unsure], last[~unsure]) if (~unsure).any() else _ends(survey, first, last)
    step = _step(low, high, step)
    edges = _edges(low, high, step)
    within = (np.where(last == OPEN, edges[0], last) >= edges[0]) & (np.where(first == OPEN, low, first) < edges[-1])
    counted = _counts(h[within], first[within], last[within], edges)
    sure = _counts(h[within & ~unsure], first[within & ~unsure], last[within & ~unsure], edges)
    bars = tuple(
        Bar(int(edges[n]), int(edges[n + 1]) - 1, int(counted[n]), int(counted[n] - sure[n]))
        for n in range(len(edges) - 1)
    )
    return Times(step, _cut(bars, survey), dated, survey.shown - dated, dated - c.distinct(h[within]))


def _ends(survey: Survey, first: Ints, last: Ints) -> tuple[int, int]:
    """The days that the figure goes from and to: those asked for, else those told."""
    known = np.concatenate([first[first != OPEN], last[last != OPEN]])
    low, high = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    asked = day_of(survey.only.first), day_of(survey.only.last)
    low = asked[0] if asked[0] is not None else min(low, asked[1]) if asked[1] is not None else low
    high = asked[1] if asked[1] is not None else max(high, low)
    return low, high


def _step(low: int, high: int, asked: Step | None) -> Step:
    days = high - low + 1
    fitting = [s for s, of in zip(STEPS, (1, 7, 30.4, 365.2), strict=True) if days / of <= BARS] or ["year"]
    finest: Step = fitting[0]
    return asked if asked in fitting else finest


def _edges(low: int, high: int, step: Step) -> Ints:
    """First days of the bars, and the day after the last."""
    if step == "day":
        return np.arange(max(low, high - BARS), high + 2, dtype=np.int64)
    if step == "week":  # ISO weeks begin on Monday; 1970-01-01 was a Thursday
        monday = low - (low + 3) % 7
        return np.arange(monday, high + 8, 7, dtype=np.int64)
    start, end = (EPOCH + dt.timedelta(days=d) for d in (low, high))
    months = 1 if step == "month" else 12
    n = start.year * 12 + (start.month - 1 if step == "month" else 0)
    stop = end.year * 12 + end.month - 1
    n = max(n, stop - (stop - n) % months - months * (BARS + 20))
    found = []
    while n <= stop + months:
        found.append((dt.date(min(n // 12, 9999), n % 12 + 1, 1) - EPOCH).days)
        n += months
    return np.array(found[: next((i for i, f in enumerate(found) if f > high), len(found)) + 1], dtype=np.int64)


def _counts(h: Ints, first: Ints, last: Ints, edges: Ints) -> Ints:
    """How many different happenings each stretch between two edges has."""
    bars = len(edges) - 1
    low = np.clip(np.searchsorted(edges, np.where(first == OPEN, edges[0], first), side="right") - 1, 0, None)
    high = np.clip(np.searchsorted(edges, np.where(last == OPEN, edges[-1], last), side="right") - 1, None, bars - 1)
    inside = (low < bars) & (high >= low)
    h, low, high = h[inside], low[inside], high[inside]
    order = np.lexsort((high, low, h))
    h, low, high = h[order], low[order], high[order]
    return _summed(h, low, high, bars)


def _summed(h: Ints, low: Ints, high: Ints, bars: int) -> Ints:
    """Stretches of bars by happening, each bar counted once a happening: a stretch begins where those before it end."""
    if not len(h):
        return np.zeros(bars, dtype=np.int64)
    # the farthest bar that earlier stretches of the same happening reach, by a running maximum over shifted values
    group = np.cumsum(np.diff(h, prepend=h[0]) != 0)
    reach = np.maximum.accumulate(group * (bars + 1) + high + 1) - group * (bars + 1)
    before = np.where(np.diff(group, prepend=-1) != 0, 0, np.concatenate([[0], reach[:-1]]))
    start = np.maximum(low, before)
    new = start <= high
    change = np.zeros(bars + 1, dtype=np.int64)
    np.add.at(change, start[new], 1)
    np.add.at(change, high[new] + 1, -1)
    return np.cumsum(change)[:bars]


def _cut(bars: tuple[Bar, ...], survey: Survey) -> tuple[Bar, ...]:
    """The first and last bar end where the filter ends."""
    low, high = day_of(survey.only.first), day_of(survey.only.last)
    return tuple(
        Bar(max(b.first, low) if low is not None else b.first, min(b.last, high) if high is not None else b.last,
            b.happenings, b.unsure)
        for b in bars
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Met:
    """An actor of the matrix, with how many happenings it does, or are done to it."""

    key: str
    name: str
    kind: str
    happenings: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who does it, and who it is done to: `counts[n][m]` happenings of `doers[n]` and `done_to[m]`."""

    doers: tuple[Met, ...]
    done_to: tuple[Met, ...]
    counts: tuple[tuple[int, ...], ...]
    more: tuple[int, int]
    """Doers and done-to that are not in it."""


def matrix(store: Store, survey: Survey, most: int = 12) -> Matrix:
    """Of what fits, the actors of most happenings. Both sides of a clash do it, and it is done to both."""
    c, roles = survey.columns, survey.columns.roles
    wanted = np.zeros(max(c.size, int(roles.event.max(initial=0)) + 1), dtype=bool)
    wanted[survey.told_by_rows("who")] = True
    rows = wanted[roles.event]
    keys, more = _decided_roles(survey)
    event, role, actor = (
        np.append(a[rows], b) for a, b in zip((roles.event, roles.role, roles.actor), more, strict=True)
    )
    sides = []
    for names in (DOERS, DONE_TO):
        mine = np.isin(role, [ROLES.index(n) for n in names])
        both = _once(event[mine] * len(keys) + actor[mine])
        sides.append((both // len(keys), both % len(keys)))
    tops = [_top(c, side, most) for side in sides]
    used = _named_so(survey) | store.actor_names([keys[a] for top, _ in tops for a, _ in top])
    met = [tuple(Met(keys[a], *used.get(keys[a], (keys[a], "other")), n) for a, n in top) for top, _ in tops]
    counts = _pairs(c, sides, [[a for a, _ in top] for top, _ in tops])
    return Matrix(met[0], met[1], counts, (tops[0][1], tops[1][1]))


def _decided_roles(survey: Survey) -> tuple[tuple[str, ...], tuple[Ints, Ints, Ints]]:
    """The keys of all actors, and rows of roles of the happenings of which a person decided who took part, as one
    account each: the last by which they fit."""
    decided = survey.sides
    known = survey.columns.roles.keys
    keys = {key: n for n, key in enumerate(known)} if decided else {}
    account = dict(zip(survey.columns.happening[survey.besides].tolist(), survey.besides.tolist(), strict=True))
    made = [
        (account[h], ROLES.index(role), keys.setdefault(key, len(keys)))
        for h, told in decided.items()
        for role, key, _, _ in told
    ]
    rows = np.array(made, dtype=np.int64).reshape(-1, 3)
    return tuple(keys) or known, (rows[:, 0], rows[:, 1], rows[:, 2])


def _named_so(survey: Survey) -> dict[str, tuple[str, str]]:
    """Names and kinds of actors that a person named."""
    return {key: (name, kind) for told in survey.sides.values() for _, key, name, kind in told}


def _once(values: Ints) -> Ints:
    """Each value once, ascending. Sorting takes a tenth of the time that numpy's own way takes for half a million."""
    ordered = np.sort(values)
    return ordered[np.diff(ordered, prepend=ordered[0] - 1) != 0] if len(ordered) else ordered


def _top(c: Columns, side: Side, most: int) -> tuple[list[tuple[int, int]], int]:
    """The actors of most happenings, and how many there are besides."""
    codes = c.top + c.size
    pairs = _once(side[1] * codes + c.happening[side[0]]) // codes
    actors, often = np.unique(pairs, return_counts=True)
    ranked = np.lexsort((actors, -often))[:most]
    return [(int(actors[n]), int(often[n])) for n in ranked], len(actors) - len(ranked)


def _pairs(c: Columns, sides: Sequence[Side], tops: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    """Happenings in which one actor does it and the other is done to, in one account."""
    of_other = {b: sides[1][0][sides[1][1] == b] for b in tops[1]}
    found = []
    for a in tops[0]:
        does = np.zeros(c.size, dtype=bool)
        does[sides[0][0][sides[0][1] == a]] = True
        found.append(tuple(len(_once(c.happening[of_other[b][does[of_other[b]]]])) if a != b else 0 for b in tops[1]))
    return tuple(found)


Order = Literal["newest", "latest", "earliest"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
_SHIFT: Final = 2**30
"""More than there are happenings: cursors stay below 2**53, which scripts hold exactly."""
_DAYS: Final = 3_000_000
"""More days than calendars have on either side of 1970; stands for no day."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of happenings by their ids, and where the next one begins."""

    ids: tuple[str, ...]
    next: int | None


def leaf(store: Store, survey: Survey, order: Order = "newest", after: int = 0, limit: int = 50) -> Leaf:
    """A page: those added last first, or by the first day that a report gives, latest or earliest first (those without
    a day come last). `after` is where the page before ended."""
    keys, h = _ranked(survey, order)
    keep = keys > after
    keys, h = keys[keep], h[keep]
    some = np.argpartition(keys, limit)[: limit + 1] if len(keys) > limit + 1 else np.arange(len(keys))
    some = some[np.argsort(keys[some])]
    shown = some[:limit]
    numbers = [int(n) for n in h[shown]]
    return Leaf(_ids(store, survey.columns.top, numbers), int(keys[shown[-1]]) if len(some) > limit else None)


def _ids(store: Store, top: int, numbers: list[int]) -> tuple[str, ...]:
    named = store.happenings_numbered([n for n in numbers if n <= top])
    alone = store.events_numbered([n - top for n in numbers if n > top])
    return tuple(named[n] if n <= top else happening_id(alone[n - top][0]) for n in numbers)


def _ranked(survey: Survey, order: Order) -> tuple[Ints, Ints]:
    """Each happening once, with what it is ranked by: numbers from 1 on, ascending, no two alike."""
    c = survey.columns
    events = np.concatenate([survey.events, survey.besides])
    unique = survey.happenings
    at = (np.cumsum(c.marked(unique)) - 1)[c.happening[events]]
    if order == "newest":
        last = np.zeros(len(unique), dtype=np.int64)
        np.maximum.at(last, at, events)
        return 2**40 - last, unique
    first = c.days[0][events]
    first = np.where(first == OPEN, c.days[1][events], first)
    day = np.full(len(unique), _DAYS, dtype=np.int64)
    np.minimum.at(day, at, np.where(first == OPEN, _DAYS, first))
    for number, shown in survey.decided_so("when").items():
        days = [d for d in day_numbers(shown) if d is not None]
        day[np.searchsorted(unique, number)] = days[0] if days else _DAYS
    known = day < _DAYS
    turned = np.where(known, day if order == "earliest" else -day, _DAYS)
    return (turned + _DAYS) * _SHIFT + unique, unique
