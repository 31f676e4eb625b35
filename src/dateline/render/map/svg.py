"""Writing SVG: escaped text, short numbers, paths in tenths of a pixel.

Words of a report are foreign: they are cleaned of control and direction characters, and of what XML does not allow.
Colours stand as attributes, so that the picture is right alone; classes let a page's style sheet set others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise
from typing import Final

from dateline.render.map.paths import Path
from dateline.render.words import clean, shorten

FONT: Final = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
LAND, WATER, RIVER, BORDER, PROVINCE = "#f6f1e4", "#d9e6ec", "#a8c6d5", "#8f8672", "#cdc4b0"
INK, MUTED, ACCENT, WARN, PAPER = "#2b2a27", "#6a6253", "#0b5d99", "#b3361f", "#fffdf8"
"""The colours of the page on paper; MUTED has 4.7 to 1 against WATER and more against LAND, ACCENT and WARN as much."""
_FORBIDDEN = re.compile("[\u061c\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SAFE_ID = re.compile(r"[^A-Za-z0-9_-]")


def text(words: str, longest: int | None = None) -> str:
    """Foreign words, cleaned and escaped for text or an attribute."""
    return escape(flat(words, longest))


def flat(words: str, longest: int | None = None) -> str:
    """Foreign words, cleaned."""
    allowed = _FORBIDDEN.sub("", words)
    return clean(allowed) if longest is None else shorten(allowed, longest)


def safe_id(words: str) -> str:
    """What of an id may stand in an `id` or after "#"."""
    return _SAFE_ID.sub("-", words)[:80]


def num(x: float) -> str:
    """At most one decimal: "12.5", "12", "0"."""
    found = f"{x:.1f}".removesuffix(".0")
    return "0" if found == "-0" else found


def tenths(path: Path, *, closed: bool) -> str:
    """A path as steps in tenths of a pixel, to stand in a group with `scale(.1)`; "" for one that is a point."""
    found: list[str] = []
    last_x = last_y = 0
    for x, y in zip(*path, strict=True):
        at_x, at_y = round(10 * x), round(10 * y)
        if found and at_x == last_x and at_y == last_y:
            continue
        found.append(f"{at_x - last_x} {at_y - last_y}")
        last_x, last_y = at_x, at_y
    if len(found) < 2:
        return ""
    return f"M{found[0]}l{' '.join(found[1:])}{'z' if closed else ''}".replace(" -", "-")


def smooth(path: Path) -> str:
    """The same, as a soft curve through the middles of the pieces: for lines that were measured coarsely."""
    points = [(round(10 * x), round(10 * y)) for x, y in zip(*path, strict=True)]
    if len(points) < 3:
        return tenths(path, closed=False)
    found = [f"M{points[0][0]} {points[0][1]}"]
    for (x, y), (p, q) in pairwise(points[1:]):
        found.append(f"Q{x} {y} {(x + p) // 2} {(y + q) // 2}")
    return "".join(found) + f"L{points[-1][0]} {points[-1][1]}"


def tag(kind: str, css: str, inside: str = "", /, **attributes: str | float) -> str:
    """An element: `css` is its class after "dl-map-", `stroke_width=2` its `stroke-width="2"`.

    Attributes are taken as they are: what comes from a report passes `text` or `safe_id` before.
    """
    found = [kind] + ([f'class="dl-map-{css}"'] if css else [])
    for name, value in attributes.items():
        found.append(f'{name.replace("_", "-")}="{value if isinstance(value, str) else num(value)}"')
    head = " ".join(found)
    return f"<{head}>{inside}</{kind}>" if inside else f"<{head}/>"


def group(css: str, inside: Iterable[str], /, **attributes: str | float) -> str:
    """A `<g>` with a class, or nothing where nothing is inside."""
    body = "".join(inside)
    return tag("g", css, body, **attributes) if body else ""


def link(ref: str, title: str, inside: str, css: str = "") -> str:
    """A link within the page, with what a pointer or a screen reader is told of it (already escaped)."""
    return tag("a", css, f"<title>{title}</title>{inside}", href=f"#{ref}")


def words_at(
    x: float, y: float, words: str, size: float, /, *, css: str, fill: str, anchor: str = "start", bold: bool = False
) -> str:
    """A line of text (already escaped) with a rim of paper, so that it can be read on lines."""
    extra: dict[str, str | float] = {"font_weight": "600"} if bold else {}
    if anchor != "start":
        extra["text_anchor"] = anchor
    return tag("text", css, words, x=x, y=y, font_size=size, fill=fill, **extra, **HALO)


HALO: Final[dict[str, str | float]] = {
    "paint_order": "stroke",
    "stroke": PAPER,
    "stroke_width": 3,
    "stroke_linejoin": "round",
    "stroke_opacity": ".85",
}
