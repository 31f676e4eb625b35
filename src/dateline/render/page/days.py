"""Dated things on a line of days: a bar is as long as the date is unsure, dashed where it is no single day, faded where
open. The line does not know what it draws: events of a report, or happenings of a case.

A bar's place and length are percentages of the width, so that the drawing fits every screen and its words keep their
size. Background that lies long before the rest has a line of its own: a war's first year would make days invisible.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from dateline.render.page.markup import Markup, el, escape, join
from dateline.render.page.parts import SHOWN
from dateline.render.words import shorten

ROW, TOP, FOOT, BAR = 36, 26, 18, 12
"""Heights in pixels: of an event's row, of the dates above them, of the foot, of a bar."""
RECENT = 92
"""Days before the latest event that are drawn together with it, where there is older background."""
APART = 4
"""Older background gets a line of its own where it would make the line this many times as long."""
LABEL, LONG_LABEL = 46, 84
"""Characters of a label: what a phone's width holds, and what 40 em hold. The style sheet shows the one that fits."""
TICKS, EDGE = 3, 9
"""Days named over the line at most, and how near to its ends in percent: so that their names never touch, 350 pixels
wide as well."""
DAYS, MONTHS, YEARS = (1, 2, 3, 5, 7, 14), (1, 2, 3, 6), (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


class Span(Protocol):
    """A time: ISO days, both inclusive, None = open."""

    @property
    def start(self) -> str | None: ...

    @property
    def end(self) -> str | None: ...

    @property
    def precision(self) -> str: ...


class Timed(Protocol):
    """What can stand on the line."""

    @property
    def id(self) -> str: ...

    @property
    def when(self) -> Span | None: ...


T = TypeVar("T", bound=Timed)


@dataclass(frozen=True, slots=True)
class Told:
    """What the line says of a thing: its name, and the number by which a page finds it (`data-r`)."""

    words: str
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Bar(Generic[T]):
    """A thing in days since year 1; None = open."""

    event: T
    start: int | None
    end: int | None

    @property
    def first(self) -> int:
        return self.start if self.start is not None else self.end or 0

    @property
    def last(self) -> int:
        return self.end if self.end is not None else self.start or 0


@dataclass(frozen=True, slots=True)
class Axis:
    """Days low (inclusive) to high (exclusive) over the whole width."""

    low: int
    high: int

    def at(self, day: int) -> float:
        """A day's morning in percent of the width."""
        return 100 * (day - self.low) / (self.high - self.low)


def bars_of(events: Sequence[T]) -> tuple[list[Bar[T]], list[T]]:
    """Things that have a day, by their first, and those that have none."""
    bars, undated = [], []
    for event in events:
        start, end = (day_of(event.when.start), day_of(event.when.end)) if event.when else (None, None)
        if start is None and end is None:
            undated.append(event)
        else:
            bars.append(Bar(event, start, end if end is None or start is None else max(start, end)))
    return sorted(bars, key=lambda b: (b.first, b.last)), undated


def day_of(iso: str | None) -> int | None:
    """An ISO day in days since year 1, None for what is none."""
    try:
        return dt.date.fromisoformat(iso).toordinal() if iso else None
    except ValueError:
        return None


def panels(bars: Sequence[Bar[T]], noun: str = "event") -> list[tuple[str, list[Bar[T]]]]:
    """All bars on one line, or background and the rest on two where one would hide the days."""
    if not bars:
        return []
    latest = max(b.first for b in bars)
    recent = [b for b in bars if b.first >= latest - RECENT]
    earlier = [b for b in bars if b.first < latest - RECENT]
    long = max(b.last for b in bars) - bars[0].first + 1
    short = max(b.last for b in recent) - min(b.first for b in recent) + 1
    if not earlier or long <= APART * max(short, 14):
        return [(f"{noun}s".capitalize(), list(bars))]
    return [(f"Latest {noun}s", recent), (f"Earlier {noun}s", earlier)]


def axis_of(bars: Sequence[Bar[T]], published: int | None) -> tuple[Axis, bool]:
    """From before the first day to after the last, and whether the day of publication lies on it."""
    low, high = min(b.first for b in bars), max(b.last for b in bars) + 1
    slack = max(high - low, 14)
    near = published is not None and low - slack <= published < high + slack
    if near and published is not None:
        low, high = min(low, published), max(high, published + 1)
    pad = max(1, (high - low) // 12)
    return Axis(max(1, low - pad), min(dt.date.max.toordinal(), high + pad)), near


def lines_of(
    bars: Sequence[Bar[T]], told: Callable[[T], Told], published: int | None = None, noun: str = "event"
) -> list[Markup]:
    """The drawings of all bars: one line of days, or two where background lies far back."""
    groups = enumerate(panels(bars, noun), 1)
    return [
        el("div", {"class": "lines"}, _panel(n, title, group, told, published, noun)) for n, (title, group) in groups
    ]


def _panel(
    n: int, title: str, bars: Sequence[Bar[T]], told: Callable[[T], Told], published: int | None, noun: str
) -> Markup:
    """One line of days with its bars; more than a screenful go on in a closed list, on the same line of days."""
    axis, near = axis_of(bars, published)
    day = published if near else None
    drawn = [
        _drawing(f"tl-{n}-{i}", title, bars[i : i + SHOWN], axis, told, day, noun) for i in range(0, len(bars), SHOWN)
    ]
    if len(drawn) == 1:
        return drawn[0]
    more = el("summary", None, f"{len(bars) - SHOWN:,} more {noun}s")
    return join([drawn[0], el("details", {"class": "rest"}, more, *drawn[1:])])


def _drawing(
    id_: str,
    title: str,
    bars: Sequence[Bar[T]],
    axis: Axis,
    told: Callable[[T], Told],
    published: int | None,
    noun: str,
) -> Markup:
    height = TOP + ROW * len(bars) + FOOT
    words = f"{len(bars)} {noun}s between {_iso(axis.low)} and {_iso(axis.high - 1)}. The table beneath holds the same."
    return el(
        "svg",
        {
            "class": "tl", "width": "100%", "height": height, "role": "img",
            "aria-labelledby": f"{id_}-t {id_}-d",
        },
        el("title", {"id": f"{id_}-t"}, f"Timeline: {title.lower()}"),
        el("desc", {"id": f"{id_}-d"}, words),
        _fades(id_),
        *_ticks(axis, height),
        *_published(axis, published, height),
        *[_bar(id_, axis, n, bar, told(bar.event)) for n, bar in enumerate(bars)],
    )  # fmt: skip


def _fades(id_: str) -> Markup:
    def fade(side: str, first: int, last: int) -> Markup:
        stops = [
            el("stop", {"offset": n, "stop-color": "currentColor", "stop-opacity": o})
            for n, o in ((0, first), (1, last))
        ]
        return el("linearGradient", {"id": f"{id_}-{side}"}, *stops)

    return el("defs", None, fade("from", 0, 1), fade("to", 1, 0))


def _bar(id_: str, axis: Axis, n: int, bar: Bar[T], told: Told) -> Markup:
    """A row: the thing in words, and beneath it its bar."""
    y = TOP + ROW * n
    when = bar.event.when
    start = axis.at(bar.start) if bar.start is not None else 0.0
    end = axis.at(bar.end + 1) if bar.end is not None else 100.0
    exact = when is not None and when.precision == "day" and bar.start is not None and bar.start == bar.end
    fill = "currentColor" if bar.start is not None and bar.end is not None else f"url(#{id_}-{_open(bar)})"
    return el(
        "g",
        {"data-r": told.key, "class": "row"},
        *_labels(told.words, y + 14),
        el(
            "rect",
            {
                "x": f"{start:.3f}%", "y": y + 19, "width": f"{end - start:.3f}%", "height": BAR, "fill": fill,
                "fill-opacity": None if exact else "0.35", "stroke": "currentColor", "stroke-width": 2,
                "stroke-dasharray": None if exact else "4 3", "class": "day" if exact else "span",
            },
        ),
    )  # fmt: skip


def _labels(words: str, y: int) -> Iterator[Markup]:
    short, long = shorten(words, LABEL), shorten(words, LONG_LABEL)
    kinds = [("label", short)] if short == long else [("label short", short), ("label long", long)]
    for kind, label in kinds:
        yield el("text", {"x": 0, "y": y, "font-size": 12, "class": kind}, isolated(label))


def _open(bar: Bar[T]) -> str:
    return "from" if bar.start is None else "to"


def isolated(text: str) -> Markup:
    """A label whose direction does not turn the drawing around it: SVG has no `<bdi>`."""
    return Markup(f"&#x2068;{escape(text)}&#x2069;")


def _published(axis: Axis, published: int | None, height: int) -> Iterator[Markup]:
    if published is None:
        return
    x = f"{axis.at(published):.3f}%"
    yield el("line", {"x1": x, "x2": x, "y1": TOP - 6, "y2": height, "class": "published", "stroke": "currentColor"})
    anchor = "end" if axis.at(published) > 50 else "start"
    shift = -4 if anchor == "end" else 4
    yield el(
        "text",
        {"x": x, "dx": shift, "y": height - 4, "font-size": 11, "text-anchor": anchor, "class": "published-label"},
        "published",
    )


def _ticks(axis: Axis, height: int) -> Iterator[Markup]:
    for day, label in ticks(axis):
        at = axis.at(day)
        x = f"{at:.3f}%"
        yield el("line", {"x1": x, "x2": x, "y1": TOP - 6, "y2": height, "class": "grid", "stroke": "currentColor"})
        yield el("text", {"x": x, "y": 14, "font-size": 11, "text-anchor": "middle", "class": "tick"}, label)


def ticks(axis: Axis) -> list[tuple[int, str]]:
    """One to three days to be named over the line, as ISO: days, months ("2020-10") or years; none near its ends, where
    a label would be cut off."""
    for told in _scales(axis):
        fitting = [(day, label) for day, label in told if EDGE <= axis.at(day) <= 100 - EDGE]
        if 1 <= len(fitting) <= TICKS:
            return fitting
    return []


def _scales(axis: Axis) -> Iterator[list[tuple[int, str]]]:
    """The days that could be named, on ever coarser scales."""
    length = axis.high - axis.low
    low, high = dt.date.fromordinal(axis.low), dt.date.fromordinal(axis.high - 1)
    for step in DAYS:
        if length <= step * 2 * TICKS:
            first = axis.low + (-axis.low) % step
            yield [(day, _iso(day)) for day in range(first, axis.high, step)]
    for step in MONTHS:
        if length <= step * 62 * TICKS:
            first, last = low.year * 12 + low.month - 1, high.year * 12 + high.month - 1
            months = (dt.date(m // 12, m % 12 + 1, 1) for m in range(first + (-first) % step, last + 1, step))
            yield [(day.toordinal(), f"{day:%Y-%m}") for day in months]
    for step in YEARS:
        years = range(low.year + (-low.year) % step, high.year + 1, step)
        yield [(dt.date(max(y, 1), 1, 1).toordinal(), f"{y:04}") for y in years]


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()
