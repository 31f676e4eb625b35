"""Numbers as ranges, one a voice on one scale, with the range that the case's rule makes of them on top."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model.situation import Number, Said, Slot
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.view import value
from dateline.render.situation.said import VOICES, dot, quote_markup, state_badge, voices_of, who_words
from dateline.render.situation.slots import amount_words, number_shown
from dateline.render.situation.view import SituationView
from dateline.render.summary import counted
from dateline.render.words import plain

MIDDLE = 16
"""Pixels from the top of a row to the middle of its line."""
ROOM = 1.08
"""The scale goes so many times as far as the highest number, so that an open end has room to run on."""


@dataclass(frozen=True, slots=True)
class Range:
    """What a voice's words span; None = open to that side."""

    low: float | None
    best: float | None
    high: float | None

    @property
    def ends(self) -> list[float]:
        return [n for n in (self.low, self.best, self.high) if n is not None and math.isfinite(n)]


def range_of(said: Said) -> Range | None:
    """The range that a voice gives, None where it gives no number ("heavy losses")."""
    n = said.number
    return Range(n.low, n.best, n.high) if n is not None else None


def toll_markup(view: SituationView, slot: Slot, title: str, gone: frozenset[Said]) -> Markup:
    """The number with its rule, and a table of the voices: who, a bar, the number, the words. `gone` are words that a
    later one of the same voice has replaced."""
    rule = el("span", {"class": "muted"}, " by rule ", el("code", None, slot.number.rule)) if slot.number else None
    shown = el("span", {"class": "figure-of"}, number_shown(slot))
    head = el("p", {"class": "toll-head"}, el("b", None, f"{title}: "), shown, rule, " ", state_badge(slot))
    if not slot.said:
        return el("div", {"class": "toll"}, head)
    voices = voices_of(slot.said)
    scale = scale_of(slot)
    rows = [_row(view, one, scale, n, one in gone) for group in voices[:VOICES] for n, one in enumerate(group)]
    if slot.number is not None and len(slot.said) > 1:
        rows.insert(0, _rule_row(slot.number, scale))
    more = el("p", {"class": "muted"}, f"and {counted(len(voices) - VOICES, 'more voice')}")
    return el("div", {"class": "toll"}, head, _table(title, rows), more if len(voices) > VOICES else None)


@dataclass(frozen=True, slots=True)
class Scale:
    """From nothing to `top`, all over the width; `band` is the range by the case's rule, that shows behind all rows."""

    top: float
    band: Range | None

    def at(self, number: float) -> float:
        """A number in percent of the width, kept clear of the ends so that points are whole."""
        return 2 + 96 * min(max(number / self.top, 0.0), 1.0)


def scale_of(slot: Slot) -> Scale:
    """The scale on which a slot's voices and its number stand."""
    number = slot.number
    band = Range(number.low, number.best, number.high) if number else None
    ranges = [r for s in slot.said if (r := range_of(s)) is not None] + ([band] if band else [])
    return Scale(max([1.0, *(n for r in ranges for n in r.ends)]) * ROOM, band)


def _table(title: str, rows: Sequence[Markup]) -> Markup:
    heads = [el("th", {"scope": "col"}, h) for h in ("Who says so", "Range", "Number")]
    caption = el("caption", {"class": "unseen"}, f"{title}, by voice")
    columns = el("colgroup", None, *[el("col", {"class": name}) for name in ("c-who", "c-bar", "c-number")])
    head = el("thead", {"class": "unseen"}, el("tr", None, *heads))
    return el("table", {"class": "tolls"}, caption, columns, head, el("tbody", None, *rows))


def _rule_row(number: Number, scale: Scale) -> Markup:
    low, high = _end(number.low, "no lowest"), _end(number.high, "no highest")
    best = "no best" if number.best is None else f"best {plain(number.best)}"
    return el(
        "tr",
        {"class": "rule"},
        el("th", {"scope": "row"}, f"lowest to highest, {best}"),
        el("td", {"class": "bar"}, bar(Range(number.low, number.best, number.high), scale, "rule")),
        el("td", {"class": "number"}, f"{low}–{high}" if low != high else low),
    )


def _end(number: float | None, without: str) -> str:
    return without if number is None else plain(number)


def _row(view: SituationView, said: Said, scale: Scale, n: int, gone: bool) -> Markup:  # noqa: FBT001  # one row's looks
    found = range_of(said)
    marks = [el("span", {"class": "muted"}, "same voice: ")] if n else []
    who = join([dot(said.source_kind), *marks, who_words(view, said), " ", quote_markup(view, said)])
    kind = f"v-{said.source_kind}" + (" denied" if said.stance == "denied" else "")
    note = el("span", {"class": "muted"}, " (replaced later)") if gone else None
    return el(
        "tr",
        {"class": " ".join(c for c in ("gone" if gone else "", "same" if n else "") if c) or None},
        el("th", {"scope": "row"}, who),
        el("td", {"class": "bar"}, bar(found or Range(None, None, None), scale, kind)),
        el("td", {"class": "number"}, value(amount_words(said)), note),
    )


def bar(found: Range, scale: Scale, kind: str) -> Markup:
    """A range as a line on the common scale: a point where one number is named, running out where an end is open. The
    picture is as high as its row."""
    marks = list(_band(scale))
    first, last = _ends(found, scale)
    if last > first:
        running = found.low is None or (found.high is None and found.best in {None, found.low})
        line: dict[str, str | int | None] = {"class": "range open" if running else "range"}
        line |= {"x1": f"{first:.1f}%", "x2": f"{last:.1f}%", "y1": MIDDLE, "y2": MIDDLE}
        marks.append(el("line", line))
        if not running and found.low is not None and found.high is not None:
            marks += [_tick(first), _tick(last)]
    point = found.best if found.best is not None else found.low if found.high is None else None
    if point is not None:
        marks.append(el("circle", {"class": "point", "cx": f"{scale.at(point):.1f}%", "cy": MIDDLE, "r": 5}))
    return el("svg", {"class": f"range-of {kind}", "width": "100%", "height": "100%", "aria-hidden": "true"}, *marks)


def _ends(found: Range, scale: Scale) -> tuple[float, float]:
    """Where the line begins and ends, in percent: at the ends of the scale where the range is open."""
    if not found.ends:
        return 0.0, 0.0
    low = found.low if found.low is not None else 0.0 if found.best is None else found.best
    high = found.high if found.high is not None else found.best
    return scale.at(low), 100.0 if high is None or (found.high is None and high == found.low) else scale.at(high)


def _band(scale: Scale) -> Iterator[Markup]:
    if scale.band is None or not scale.band.ends:
        return
    first, last = _ends(scale.band, scale)
    if last > first:
        width = f"{last - first:.1f}%"
        yield el("rect", {"class": "band", "x": f"{first:.1f}%", "width": width, "y": 0, "height": "100%"})


def _tick(at: float) -> Markup:
    return el("line", {"class": "range", "x1": f"{at:.1f}%", "x2": f"{at:.1f}%", "y1": MIDDLE - 5, "y2": MIDDLE + 5})
