"""The strip below the map: scale, key to the marks, sources, and whose symbols stand beside places.

It is planned before the map, which gets the rest of the height; only the bar's length waits for the map's scale.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.render.map.frame import Frame
from dateline.render.map.labels import text_width
from dateline.render.map.marks import HAPPENED, mark_svg
from dateline.render.map.spots import Spot
from dateline.render.map.svg import ACCENT, INK, MUTED, PAPER, flat, group, num, tag, text
from dateline.render.symbols import Symbol, symbol_marks

FONT, ROW, EDGE = 10.5, 20.0, 10.0
LONGEST_BAR = 130.0
BAR_ROOM = 215.0
"""Pixels that the bar and its words take at most."""
MOST_HOLDERS = 8
KEY = ((1, "exact"), (2, "near"), (4, "an area"))
WIDEST_SCALE = 12_000.0
"""Kilometres of a map from which on one bar would be wrong for most of it."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sign with its words: how wide they are, and their SVG about a left end and a middle line."""

    width: float
    draw: Callable[[float, float], str]


@dataclass(frozen=True, slots=True)
class Strip:
    """Rows of items; the first follows the bar. `credit` is the row at whose right end the sources stand."""

    rows: tuple[tuple[Item, ...], ...]
    credit: int
    attribution: str

    @property
    def height(self) -> int:
        return round(ROW * len(self.rows) + 4)


def plan_strip(width: int, spots: Sequence[Spot], holders: Sequence[tuple[Symbol, str]], attribution: str) -> Strip:
    """The strip of a map of such a width and such places."""
    rows = _flow(_key(spots), width, EDGE + BAR_ROOM)
    used = (EDGE + BAR_ROOM if len(rows) == 1 else EDGE) + sum(item.width for item in rows[-1])
    if used + text_width(attribution, FONT) > width - EDGE:
        rows.append([])
    credit = len(rows) - 1
    if holders:
        rows += _flow(_held(holders), width, EDGE)
    return Strip(tuple(tuple(row) for row in rows), credit, attribution)


def _flow(items: Sequence[Item], width: int, start: float) -> list[list[Item]]:
    rows: list[list[Item]] = [[]]
    x = start
    for item in items:
        if x + item.width > width - EDGE and (rows[-1] or x > EDGE):
            rows.append([])
            x = EDGE
        rows[-1].append(item)
        x += item.width
    return rows


def _key(spots: Sequence[Spot]) -> list[Item]:
    """The marks and badges that these places need explained."""
    told = [s for s in spots if s.main] or list(spots)
    precisions = {s.place.where_prec if s.place.where_prec in {1, 2} else 4 for s in told}
    items = [_item(13.0, words, _mark_of(prec)) for prec, words in KEY if prec in precisions]
    if any(event.status not in HAPPENED for s in spots for _, event in s.events):
        items.append(_item(17.0, "not known to have happened", _open_badge))
    return items


def _held(holders: Sequence[tuple[Symbol, str]]) -> list[Item]:
    items = [_item(0.0, "Held by", lambda x, y: "")]
    items += [_item(18.0, flat(name, 32), _sign_of(symbol)) for symbol, name in holders[:MOST_HOLDERS]]
    if len(holders) > MOST_HOLDERS:
        items.append(_item(0.0, f"and {len(holders) - MOST_HOLDERS} more", lambda x, y: ""))
    return items


def _item(indent: float, words: str, sign: Callable[[float, float], str]) -> Item:
    wide = indent + text_width(words, FONT) + 12
    return Item(wide, lambda x, y: sign(x, y) + _said(x + indent, y, text(words)))


def _mark_of(prec: int) -> Callable[[float, float], str]:
    return lambda x, y: mark_svg(x + 5, y, 4.2, prec, INK)


def _open_badge(x: float, y: float) -> str:
    return tag("rect", "open", x=x, y=y - 6, width=13, height=12, rx=6, fill=PAPER, stroke=ACCENT)


def _sign_of(symbol: Symbol) -> Callable[[float, float], str]:
    def draw(x: float, y: float) -> str:
        moved = f"translate({num(x)} {num(y - 7)}) scale(.5833)"
        return tag("g", "holder", symbol_marks(symbol), transform=moved, color=INK)

    return draw


def draw_strip(strip: Strip, frame: Frame) -> str:
    """The strip below a map."""
    ground = tag("rect", "strip", x=0, y=frame.height, width=frame.width, height=strip.height, fill=PAPER)
    return group("key", [ground, *_rows(strip, frame)])


def _rows(strip: Strip, frame: Frame) -> Iterator[str]:
    for n, row in enumerate(strip.rows):
        x, y = EDGE, frame.height + 2 + ROW * (n + 0.5)
        if n == 0 and frame.km_per_pixel * frame.width <= WIDEST_SCALE:
            bar, x = _scale(frame, x, y)
            yield bar
        for item in row:
            yield item.draw(x, y)
            x += item.width
        if n == strip.credit:
            yield _said(frame.width - EDGE, y, text(strip.attribution), end=True)


def _scale(frame: Frame, x: float, y: float) -> tuple[str, float]:
    """A bar of a round number of kilometres, and where the next words may stand."""
    km = nice(frame.km_per_pixel * LONGEST_BAR)
    end = x + km / frame.km_per_pixel
    d = f"M{num(x)} {num(y - 4)}V{num(y + 2)}H{num(end)}V{num(y - 4)}"
    bar = tag("path", "scale", d=d, fill="none", stroke=INK, stroke_width=1.3)
    words = f"{km:,.0f} km" if km >= 1 else f"{km * 1000:,.0f} m"
    return bar + _said(end + 6, y, words), end + 6 + text_width(words, FONT) + 18


def nice(km: float) -> float:
    """The largest of 1, 2, 5, 10, 20, 50 … (or a part of it) that is not larger."""
    size = 10.0 ** math.floor(math.log10(km))
    return next(n * size for n in (5, 2, 1) if n * size <= km)


def _said(x: float, y: float, words: str, *, end: bool = False) -> str:
    where = {"text_anchor": "end"} if end else {}
    return tag("text", "said", words, x=x, y=y + 3.6, font_size=FONT, fill=MUTED, **where)
