"""Numbers as ranges, one a voice on one scale, with the range that the case's rule makes of them on top."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model.situation import Number, Said, Slot
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.view import value
from dateline.render.situation.said import VOICES, dot, quote_markup, state_badge, voices_of, who_words
from dateline.render.situation.view import SituationView
from dateline.render.summary import counted
from dateline.render.words import bounds_of, plain, quantity

HEIGHT, MIDDLE = 18, 9
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
    """The range that a value's words give, None for words without a number ("heavy")."""
    found = bounds_of(said.value.strip())
    return Range(*found) if found else None


def number_shown(slot: Slot) -> str:
    """The slot in words, as the case has it or as its number tells it."""
    n = slot.number
    return slot.shown or (quantity(n.low, n.high, n.best, n.hedge) if n else "not told")


def toll_markup(view: SituationView, slot: Slot, title: str, gone: frozenset[Said]) -> Markup:
    """The number with its rule, and a table of the voices: who, a bar, the number, the words. `gone` are words that a
    later one of the same voice has replaced."""
    voices = voices_of(slot.said)
    ranges = [r for s in slot.said if (r := range_of(s)) is not None]
    top = scale_end([*ranges, *([_range(slot.number)] if slot.number else [])])
    rows = [_row(view, one, top, n, one in gone) for group in voices[:VOICES] for n, one in enumerate(group)]
    rule = el("span", {"class": "muted"}, " by rule ", el("code", None, slot.number.rule)) if slot.number else None
    head = el("p", {"class": "toll-head"}, el("b", None, f"{title}: "), _shown(slot), rule, " ", state_badge(slot))
    if not rows:
        return el("div", {"class": "toll"}, head)
    if slot.number is not None and len(ranges) > 1:
        rows.insert(0, _rule_row(slot.number, top))
    more = el("p", {"class": "muted"}, f"and {counted(len(voices) - VOICES, 'more voice')}")
    return el("div", {"class": "toll"}, head, _table(title, rows), more if len(voices) > VOICES else None)


def _shown(slot: Slot) -> Markup:
    return el("span", {"class": "figure-of"}, number_shown(slot))


def _range(number: Number) -> Range:
    return Range(number.low, number.best, number.high)


def scale_end(ranges: Sequence[Range]) -> float:
    """Where the scale ends; it begins at nothing."""
    return max([1.0, *(n for r in ranges for n in r.ends)]) * ROOM


def _table(title: str, rows: Sequence[Markup]) -> Markup:
    heads = [el("th", {"scope": "col"}, h) for h in ("Who says so", "Range", "Number")]
    caption = el("caption", {"class": "unseen"}, f"{title}, by voice")
    return el("table", {"class": "tolls"}, caption, el("thead", {"class": "unseen"}, el("tr", None, *heads)),
              el("tbody", None, *rows))  # fmt: skip


def _rule_row(number: Number, top: float) -> Markup:
    low, high = _end(number.low, "no lowest"), _end(number.high, "no highest")
    best = "no best" if number.best is None else f"best {plain(number.best)}"
    words = f"lowest to highest, {best}"
    return el(
        "tr",
        {"class": "rule"},
        el("th", {"scope": "row"}, words),
        el("td", {"class": "bar"}, bar(_range(number), top, "rule")),
        el("td", {"class": "number"}, f"{low}–{high}" if low != high else low),
    )


def _end(number: float | None, without: str) -> str:
    return without if number is None else plain(number)


def _row(view: SituationView, said: Said, top: float, n: int, gone: bool) -> Markup:  # noqa: FBT001  # one row's looks
    found = range_of(said)
    marks = [el("span", {"class": "muted"}, "same voice: ")] if n else []
    who = join([dot(said.source_kind), *marks, who_words(view, said), " ", quote_markup(said)])
    kind = f"v-{said.source_kind}" + (" denied" if said.stance == "denied" else "")
    note = el("span", {"class": "muted"}, " (replaced later)") if gone else None
    return el(
        "tr",
        {"class": " ".join(c for c in ("gone" if gone else "", "same" if n else "") if c) or None},
        el("th", {"scope": "row"}, who),
        el("td", {"class": "bar"}, bar(found, top, kind) if found else None),
        el("td", {"class": "number"}, value(said.value), note),
    )


def bar(found: Range, top: float, kind: str) -> Markup:
    """A range as a line on the common scale: a point where one number is named, running out where an end is open."""
    low = found.low if found.low is not None else (0.0 if found.high is not None else found.best)
    first, last = _at(low or 0.0, top), _at(_last(found, top), top)
    point = found.best if found.best is not None else found.low if found.high is None else None
    marks = [el("line", {"class": "axis", "x1": "0%", "x2": "100%", "y1": HEIGHT - 1, "y2": HEIGHT - 1})]
    if last > first:
        open_end = found.high is None and found.best in {None, found.low}
        solid = el("line", {"class": "range open" if open_end or found.low is None else "range",
                            "x1": f"{first:.2f}%", "x2": f"{last:.2f}%", "y1": MIDDLE, "y2": MIDDLE})  # fmt: skip
        marks.append(solid)
    if found.high is not None and found.low is not None and found.high != found.low:
        marks += [_tick(first), _tick(last)]
    if point is not None:
        marks.append(el("circle", {"class": "point", "cx": f"{_at(point, top):.2f}%", "cy": MIDDLE, "r": 5}))
    return el("svg", {"class": f"range-of {kind}", "width": "100%", "height": HEIGHT, "aria-hidden": "true"}, *marks)


def _last(found: Range, top: float) -> float:
    """Where the line ends: at the highest number, or at the end of the scale where there is none."""
    if found.high is not None:
        return found.high
    return found.best if found.best is not None and found.best != found.low else top


def _tick(at: float) -> Markup:
    return el("line", {"class": "range", "x1": f"{at:.2f}%", "x2": f"{at:.2f}%", "y1": MIDDLE - 5, "y2": MIDDLE + 5})


def _at(number: float, top: float) -> float:
    """A number in percent of the width, kept clear of the ends so that points are whole."""
    return 2 + 96 * min(max(number / top, 0.0), 1.0)
