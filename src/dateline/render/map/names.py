"""The names of countries and provinces: inside their area, as near to its middle as there is room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.render.map.labels import Room, text_width
from dateline.render.map.paths import Path, Rect
from dateline.render.map.svg import MUTED, flat, group, link, tag, text

ROW = 6.0
"""Pixels between the lines along which an area is measured."""
LEAST = {"country": 2200.0, "province": 900.0}
"""Square pixels of the smallest area that gets a name."""
MOST = 60
"""Names on one map."""
Span = tuple[float, float]
Spans = dict[int, list[Span]]


@dataclass(frozen=True, slots=True)
class Named:
    """An area to name, and the areas in it that the name must not touch. `rings` in pixels."""

    kind: str
    name: str
    rings: Sequence[Path]
    without: Sequence[Sequence[Path]] = ()
    ref: str = ""
    """The id of a place of the report that is this area, so that its name leads there."""


def draw_names(areas: Sequence[Named], room: Room, rect: Rect) -> Iterator[str]:
    """The names for which there is room: countries first, then the largest provinces."""
    measured = [(a, s, _size(s)) for a in areas if a.name for s in [_spans(a, rect)]]
    kept = [m for m in measured if m[2] >= LEAST[m[0].kind]]
    ranked = sorted(kept, key=lambda m: (m[0].kind != "country", -m[2], m[0].name))
    written: set[tuple[str, str]] = set()
    for area, rows, size in ranked:
        if (area.kind, area.name) not in written and len(written) < MOST:
            written.add((area.kind, area.name))
            yield from _draw(area, rows, size, room)


def _draw(area: Named, rows: Spans, size: float, room: Room) -> Iterator[str]:
    country = area.kind == "country"
    largest = (14.0 if size > 40_000 else 12.0) if country else 10.0
    name = flat(area.name, 60)
    for lines in _broken(name.upper() if country else name):
        for font in (largest, largest - 1.5):
            wide = max(text_width(line, font) + (1.4 if country else 0.5) * len(line) for line in lines)
            found = _best(rows, wide + 8, len(lines) * (font + 3), room)
            if found is not None:
                yield _written(lines, found, font, area)
                return


def _broken(name: str) -> Iterator[list[str]]:
    """A name on one line, then on two."""
    yield [name]
    words = name.split(" ")
    if len(words) > 1:
        cut = min(range(1, len(words)), key=lambda n: abs(len(" ".join(words[:n])) - len(name) / 2))
        yield [" ".join(words[:cut]), " ".join(words[cut:])]


def _written(lines: list[str], box: Rect, font: float, area: Named) -> str:
    spacing = "1.4" if area.kind == "country" else ".5"
    look: dict[str, str | float] = {"text_anchor": "middle", "letter_spacing": spacing, "fill": MUTED}
    x, css = (box[0] + box[2]) / 2, f"name-{area.kind}"
    words = [
        tag("text", css, text(line), x=x, y=box[1] + (n + 0.82) * (font + 3), font_size=font, **look)
        for n, line in enumerate(lines)
    ]
    if area.ref:
        return group("ground-place", [link(area.ref, text(area.name, 60), "".join(words))], data_ref=area.ref)
    return group("ground-name", words, aria_hidden="true")


def _spans(area: Named, rect: Rect) -> Spans:
    rows = spans(area.rings, rect)
    for rings in area.without:
        for row, taken in spans(rings, rect).items():
            rows[row] = list(_less(rows.get(row, []), taken))
    return rows


def _less(kept: Sequence[Span], taken: Sequence[Span]) -> Sequence[Span]:
    for a, b in taken:
        kept = [(p, q) for x, y in kept for p, q in ((x, min(y, a)), (max(x, b), y)) if q > p]
    return kept


def spans(rings: Sequence[Path], rect: Rect) -> Spans:
    """For each row of the map the stretches of x that lie in an area."""
    left, top, right, bottom = rect
    crossings: dict[int, list[float]] = {}
    first, last = round(top / ROW), int(bottom / ROW)
    for xs, ys in rings:
        a, b = xs[-1], ys[-1]
        for p, q in zip(xs, ys, strict=True):
            low, high = (b, q) if b < q else (q, b)
            for row in range(max(first, -int(-low // ROW)), min(last, int(-(-high // ROW)) - 1) + 1):
                y = row * ROW
                if low <= y < high:
                    crossings.setdefault(row, []).append(a + (p - a) * (y - b) / (q - b))
            a, b = p, q
    found: Spans = {}
    for row, cuts in crossings.items():
        cuts.sort()
        pairs = [(max(left, a), min(right, b)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
        found[row] = [(a, b) for a, b in pairs if b > a]
    return found


def _size(rows: Spans) -> float:
    return ROW * sum(b - a for row in rows.values() for a, b in row)


def _best(rows: Spans, wide: float, tall: float, room: Room) -> Rect | None:
    """The free box inside the area that lies nearest to its middle."""
    weight = sum(b - a for row in rows.values() for a, b in row)
    mid_x = sum((b - a) * (a + b) / 2 for row in rows.values() for a, b in row) / weight
    mid_y = sum(n * ROW * (b - a) for n, row in rows.items() for a, b in row) / weight
    count = int(tall // ROW) + 2
    boxes: list[tuple[float, Rect]] = []
    for top in sorted(rows):
        inside = rows[top]
        for n in range(top + 1, top + count):
            inside = _both(inside, rows.get(n, ()), wide)
            if not inside:
                break
        for a, b in inside:
            if b - a >= wide:
                y = (top + (count - 1) / 2) * ROW
                for x in {min(max(mid_x, a + wide / 2), b - wide / 2), a + wide / 2, b - wide / 2}:
                    box = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
                    boxes.append((abs(x - mid_x) + 1.5 * abs(y - mid_y), box))
    ranked = [box for _, box in sorted(boxes)]
    free = room.place(ranked)
    return None if free is None else ranked[free]


def _both(
    one: Sequence[tuple[float, float]], two: Sequence[tuple[float, float]], least: float
) -> list[tuple[float, float]]:
    pairs = ((max(a, p), min(b, q)) for a, b in one for p, q in two)
    return [(a, b) for a, b in pairs if b - a >= least]
