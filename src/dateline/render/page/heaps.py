"""How much happened when: a bar a day, week, month or year. What is told no finer than by a month is drawn apart,
dashed and open, since it stands in every bar that it may belong to.

As the line of days, it has places and widths in percent, so that it fits every screen and its words keep their size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.render.page.days import Axis, ticks
from dateline.render.page.markup import Markup, attribute, el, escape

TALL, TOP, FOOT = 150, 26, 8
"""Pixels: of the tallest bar, of the days above, below."""
GAP = 0.12
"""Of a bar's width that is left free."""


@dataclass(frozen=True, slots=True)
class Heap:
    """A stretch of days in days since year 1, both inclusive. `href` leads to what happened in it."""

    first: int
    last: int
    number: int
    unsure: int
    href: str


def heaps_figure(id_: str, title: str, heaps: Sequence[Heap]) -> Markup:
    """The drawing. Every bar is a link that says in words what it holds."""
    axis = Axis(heaps[0].first, heaps[-1].last + 1)
    most = max(1, *(h.number for h in heaps))
    height = TOP + TALL + FOOT
    words = f"The tallest bar has {most:,}. The table beneath holds the same."
    attributes: dict[str, str | int | None] = {"class": "tl heaps", "width": "100%", "height": height, "role": "group",
                  "aria-labelledby": f"{id_}-t {id_}-d"}  # fmt: skip
    return el(
        "svg", attributes, el("title", {"id": f"{id_}-t"}, title), el("desc", {"id": f"{id_}-d"}, words),
        *_ticks(axis, height), *(_heap(axis, h, most) for h in heaps if h.number),
        el("line", {"x1": "0", "x2": "100%", "y1": TOP + TALL, "y2": TOP + TALL, "class": "grid"}),
    )  # fmt: skip


def days_told(first: int, last: int) -> str:
    """ "2017-03-01", "2017-03-01 to 2017-03-31"."""
    start, end = (dt.date.fromordinal(d).isoformat() for d in (first, last))
    return start if start == end else f"{start} to {end}"


def _ticks(axis: Axis, height: int) -> Iterator[Markup]:
    for day, label in ticks(axis):
        x = f"{axis.at(day):.3f}%"
        yield el("line", {"x1": x, "x2": x, "y1": TOP - 6, "y2": height, "class": "grid"})
        yield el("text", {"x": x, "y": 14, "font-size": 11, "text-anchor": "middle", "class": "tick"}, label)


def _heap(axis: Axis, heap: Heap, most: int) -> Markup:
    start, end = axis.at(heap.first), axis.at(heap.last + 1)
    wide = (end - start) * (1 - GAP)
    told = f"{days_told(heap.first, heap.last)}: {heap.number:,}"
    told += f", {heap.unsure:,} of them told no finer than by a month" if heap.unsure else ""
    sure = heap.number - heap.unsure
    bars = [_bar(start, wide, sure, 0, most, "sure")] if sure else []
    bars += [_bar(start, wide, heap.unsure, sure, most, "unsure")] if heap.unsure else []
    whole = el("rect", {"x": f"{start:.3f}%", "y": TOP, "width": f"{end - start:.3f}%", "height": TALL, "class": "hit"})
    inner = "".join([escape(el("title", None, told)), whole, *bars])
    # the address is written by code; it leads within the workbench, which `el` does not know
    return Markup(f'<a href="{attribute(heap.href)}">{inner}</a>')


def _bar(start: float, wide: float, number: int, below: int, most: int, kind: str) -> Markup:
    tall = max(1.5, TALL * number / most)
    top = TOP + TALL - TALL * below / most - tall
    place = {"x": f"{start:.3f}%", "y": f"{top:.1f}", "width": f"{wide:.3f}%", "height": f"{tall:.1f}"}
    return el("rect", {**place, "class": kind})
