"""Distances and directions as the report states them, beside those that the map gives."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dateline.model.records import Finding
from dateline.render.map.frame import Frame, bearing, destination
from dateline.render.map.labels import Room, text_width
from dateline.render.map.paths import Rect
from dateline.render.map.spots import Spot
from dateline.render.map.svg import ACCENT, MUTED, WARN, flat, group, link, num, safe_id, tag, text, words_at
from dateline.resolve.geometry import rough_km

WINDS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
MOST = 8
"""Pairs of places that are drawn: a map of more says nothing."""
FONT = 11.0
Pixel = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """What the report says of the way from one place to another. Figures that it does not give are None."""

    finding: Finding
    origin: Spot
    target: Spot
    km: float | None
    way: float | None
    wrong: bool

    @property
    def real_km(self) -> float:
        found = _number(self.finding.figures, "computed_km")
        ends = (self.origin.lat, self.origin.lon), (self.target.lat, self.target.lon)
        return rough_km(*ends) if found is None else found

    @property
    def real_way(self) -> float:
        return bearing((self.origin.lat, self.origin.lon), (self.target.lat, self.target.lon))

    @property
    def end(self) -> tuple[float, float]:
        """Where the target would lie as stated; what is not stated is taken from the map."""
        way = self.real_way if self.way is None else self.way
        return destination(self.origin.lat, self.origin.lon, way, self.real_km if self.km is None else self.km)


def pairs_of(findings: Sequence[Finding], spots: Sequence[Spot]) -> list[Pair]:
    """Pairs of places with a stated distance or direction, those first that the map contradicts."""
    by_id = {s.place.id: s for s in spots}
    found: dict[tuple[str, str], Pair] = {}
    for f in findings:
        for ends in _ends(f):
            new = _pair(f, by_id.get(ends[0]), by_id.get(ends[1]))
            if new is not None:
                found[ends] = _both(found[ends], new) if ends in found else new
    return sorted(found.values(), key=lambda p: not p.wrong)[:MOST]


def _pair(f: Finding, origin: Spot | None, target: Spot | None) -> Pair | None:
    if origin is None or target is None or (origin.lat, origin.lon) == (target.lat, target.lon):
        return None
    km, way = _number(f.figures, "stated_km"), _number(f.figures, "stated_bearing")
    told_at_all = f.verdict != "cannot tell" and (km is not None or way is not None)
    return Pair(f, origin, target, km, way, f.verdict == "disagrees") if told_at_all else None


def _ends(f: Finding) -> Iterator[tuple[str, str]]:
    """(origin, target) of a finding. Where the origin is not said, every place that it could be (check "pushes")."""
    if f.check not in {"distance", "direction"} or len(f.about) < 2:
        return
    if "origins" in f.figures:
        yield from ((origin, f.about[0]) for origin in f.about[1:3])
    else:
        yield f.about[0], f.about[1]


def _both(a: Pair, b: Pair) -> Pair:
    """A finding on the distance and one on the direction as one pair."""
    first, second = (a, b) if a.wrong or not b.wrong else (b, a)
    km = first.km if first.km is not None else second.km
    return replace(first, km=km, way=first.way if first.way is not None else second.way)


def _number(figures: Mapping[str, Any], name: str) -> float | None:
    value = figures.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 20_000:
        return None
    return float(value)


def told(km: float | None, way: float | None) -> str:
    """ "72 km N"."""
    far = "" if km is None else f"{km:,.0f} km" if km >= 10 else f"{km:.1f}".removesuffix(".0") + " km"
    wind = "" if way is None else WINDS[round(way / 45) % 8]
    return f"{far} {wind}".strip()


def draw_pairs(pairs: Sequence[Pair], frame: Frame, room: Room) -> str:
    """The lines of all pairs; what is contradicted takes its words' room first."""
    return group("findings", [_wrong(p, frame, room) if p.wrong else _right(p, frame, room) for p in pairs])


def _wrong(p: Pair, frame: Frame, room: Room) -> str:
    origin, real, end = frame.at(p.origin.lat, p.origin.lon), frame.at(p.target.lat, p.target.lon), frame.at(*p.end)
    start, end = _beside(origin, end) if p.way is None else (origin, end)
    stated = f"stated {told(p.km, p.way)}"
    computed = f"computed {told(p.real_km, None if p.way is None else p.real_way)}"
    parts = [
        _arrow(origin, real, ACCENT, "computed"),
        _arrow(start, end, WARN, "stated", stroke_dasharray="6 4"),
        _words(start, end, stated, WARN, "stated-words", room),
        _words(origin, real, computed, ACCENT, "computed-words", room),
    ]
    return _linked(p, f"{stated}, {computed}", parts)


def _right(p: Pair, frame: Frame, room: Room) -> str:
    start, end = frame.at(p.origin.lat, p.origin.lon), frame.at(p.target.lat, p.target.lon)
    words = f"{told(p.km, p.way)}, as stated"
    line = _line(start, end, MUTED, "agrees", stroke_dasharray="1 3", stroke_linecap="round")
    return _linked(p, words, [line, _words(start, end, words, MUTED, "agrees-words", room, least=70.0)])


def _linked(p: Pair, words: str, parts: Sequence[str]) -> str:
    """The drawing as a link to the finding."""
    id_, ends = safe_id(p.finding.id), f"{flat(p.origin.place.name, 60)} to {flat(p.target.place.name, 60)}"
    return group("finding", [link(id_, text(f"{ends}: {words}"), "".join(parts))], data_ref=id_)


def _beside(a: Pixel, b: Pixel) -> tuple[Pixel, Pixel]:
    """A line moved aside, where two would lie on each other."""
    length = math.dist(a, b) or 1.0
    x, y = 5 * (b[1] - a[1]) / length, -5 * (b[0] - a[0]) / length
    return (a[0] + x, a[1] + y), (b[0] + x, b[1] + y)


def _line(a: Pixel, b: Pixel, colour: str, css: str, **extra: str) -> str:
    d = f"M{num(a[0])} {num(a[1])}L{num(b[0])} {num(b[1])}"
    return tag("path", css, d=d, fill="none", stroke=colour, stroke_width=1.8, **extra)


def _arrow(a: Pixel, b: Pixel, colour: str, css: str, **extra: str) -> str:
    """A line with a head just before the mark at its end."""
    length = math.dist(a, b)
    if length < 12:
        return _line(a, b, colour, css, **extra)
    x, y = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    tip, base = (b[0] - 6 * x, b[1] - 6 * y), (b[0] - 15 * x, b[1] - 15 * y)
    wings = [(base[0] - 4 * y, base[1] + 4 * x), (base[0] + 4 * y, base[1] - 4 * x)]
    corners = "L".join(f"{num(p[0])} {num(p[1])}" for p in (tip, *wings))
    return _line(a, base, colour, css, **extra) + tag("path", f"{css}-head", d=f"M{corners}z", fill=colour)


def _words(a: Pixel, b: Pixel, words: str, colour: str, css: str, room: Room, least: float = 0.0) -> str:
    """Words beside a line where there is room; the first place, free or not, for what must be read (`least` 0)."""
    wide, length = text_width(words, FONT, bold=True), math.dist(a, b)
    if length < least:
        return ""
    clear = [box for box in _about(a, b, wide) if not _crosses(box, a, b)]
    n = room.place(clear)
    if n is None:
        if least or not clear:
            return ""
        n = 0
    return words_at(clear[n][0], clear[n][3] - 3.5, text(words), FONT, css=css, fill=colour, bold=True)


def _about(a: Pixel, b: Pixel, wide: float) -> Iterator[Rect]:
    """Boxes beside a line: at its middle first, then towards its ends."""
    for part in (0.5, 0.62, 0.38, 0.75, 0.9, 0.25, 1.1):
        x, y = a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])
        for gap in (5.0, 16.0, 34.0):
            yield x + gap, y - 7, x + gap + wide, y + 7
            yield x - gap - wide, y - 7, x - gap, y + 7
            yield x - wide / 2, y - gap - 14, x + wide / 2, y - gap
            yield x - wide / 2, y + gap, x + wide / 2, y + gap + 14


def _crosses(box: Rect, a: Pixel, b: Pixel) -> bool:
    return any(box[0] < x < box[2] and box[1] < y < box[3] for x, y in _along(a, b, 6.0))


def _along(a: Pixel, b: Pixel, step: float) -> Iterator[Pixel]:
    """Points on a line, without its ends."""
    count = min(500, max(2, int(math.dist(a, b) // step)))
    return ((a[0] + (b[0] - a[0]) * n / count, a[1] + (b[1] - a[1]) * n / count) for n in range(1, count))


def take_lines(pairs: Sequence[Pair], frame: Frame, room: Room) -> None:
    """Keep names off the lines of what the map contradicts."""
    for p in pairs:
        if p.wrong:
            start = frame.at(p.origin.lat, p.origin.lon)
            for end in (frame.at(*p.end), frame.at(p.target.lat, p.target.lon)):
                for x, y in _along(start, end, 8.0):
                    room.take((x - 2, y - 2, x + 2, y + 2))
