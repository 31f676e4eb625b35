"""The figures of Explore, drawn: every part of one leads to the filter narrowed to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from dateline.render.map.crowd import Crowded, crowd_map
from dateline.render.map.spots import spot_of
from dateline.render.page.heaps import Heap, heaps_figure
from dateline.render.page.markup import Markup
from dateline.render.situation.view import Sited
from dateline.web.topics.explore.answer import InTime, OnMap, box_words
from dateline.web.topics.explore.asked import Shown

HEATS: Final = 5
"""Steps of colour in the matrix."""
WIDEST: Final = 300.0
"""Degrees of longitude from which on a map is one of the world."""


@dataclass(frozen=True, slots=True)
class DrawnMap:
    """The map, and the ways from it: narrower, wider, to the sides."""

    svg: Markup | None
    ways: tuple[tuple[str, str, str], ...]
    """(sign, words, address)"""
    outside: int


def map_of(found: OnMap, asked: Shown) -> DrawnMap:
    """The cells as circles. Without a box the map shows where most of them lie."""
    if not found.cells and not asked.box:
        return DrawnMap(None, (), 0)
    cells = [
        Crowded(c.lat, c.lon, c.happenings, c.radius_km, c.areas == c.happenings, c.place,
                f"/explore?{asked.query(box=c.box)}")
        for c in found.cells
    ]  # fmt: skip
    sited = [Sited(str(n), "", "other", c.lat, c.lon, None, None, 1, 0.0, None) for n, c in enumerate(found.cells)]
    spots = [spot for s in sited if (spot := spot_of(s, (), (), main=True)) is not None]
    asked_box = tuple(float(v) for v in asked.box.split(",")) if asked.box else None
    box = (asked_box[0], asked_box[1], asked_box[2], asked_box[3]) if asked_box else None
    drawn = crowd_map(cells, spots, "happenings that fit", box=box)
    return DrawnMap(Markup(drawn.svg), tuple(_ways(drawn.box, asked)), drawn.outside)


def _ways(box: tuple[float, float, float, float], asked: Shown) -> list[tuple[str, str, str]]:
    """Where one can go from a box that is shown."""
    south, west, north, east = box
    tall, wide = north - south, east - west
    moved = [
        ("+", "nearer", (south + tall / 4, west + wide / 4, north - tall / 4, east - wide / 4)),
        ("−", "farther", (south - tall / 2, west - wide / 2, north + tall / 2, east + wide / 2)),
        ("←", "west", (south, west - wide / 2, north, east - wide / 2)),
        ("→", "east", (south, west + wide / 2, north, east + wide / 2)),
        ("↑", "north", (south + tall / 2, west, north + tall / 2, east)),
        ("↓", "south", (south - tall / 2, west, north - tall / 2, east)),
    ]
    found = [(sign, words, f"/explore?{asked.query(box=_box(*to))}") for sign, words, to in moved]
    return [*found, ("", "all places", f"/explore?{asked.query(box=None)}")] if asked.box else found


def _box(south: float, west: float, north: float, east: float) -> str | None:
    """A box in degrees that exist; None where it goes around the earth."""
    if east - west >= WIDEST:
        return None
    tall = min(north - south, 180.0)
    south = max(-90.0, min(south, 90.0 - tall))
    west, east = ((v + 180) % 360 - 180 for v in (west, east))
    return box_words(tuple(round(v, 4) for v in (south, west, min(90.0, south + tall), east)))


def times_of(found: InTime, asked: Shown) -> Markup | None:
    """The bars; each narrows the days to its own."""
    heaps = [
        Heap(_ordinal(b.start), _ordinal(b.end), b.happenings, b.unsure,
             f"/explore?{asked.query(**{'from': b.start, 'to': b.end, 'step': None})}")
        for b in found.bars
    ]  # fmt: skip
    return heaps_figure("times", f"Happenings by {found.step}", heaps) if heaps else None


def _ordinal(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()


def heat(number: int | None, most: int) -> int:
    """How dark a cell of the matrix is, from 0 on: by its share of the fullest."""
    return 0 if not number else max(1, -(-HEATS * number // max(1, most)))
