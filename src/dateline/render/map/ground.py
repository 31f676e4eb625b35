"""The ground of the map: land and water, rivers, borders, and the names of countries and provinces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.render.map.frame import Frame
from dateline.render.map.outlines import Ground
from dateline.render.map.paths import Path, Rect, bounds, cut_line, cut_ring, thinned
from dateline.render.map.svg import BORDER, LAND, PROVINCE, RIVER, WATER, group, smooth, tag, tenths

OUTSIDE = 12.0
"""Pixels by which lines go on beyond the map's edge, where their ends are not seen."""
RIVERS = (0.13, 9.0)
"""Kilometres a pixel between which rivers are drawn: they were measured to some two kilometres, and on a map of the
world they are only a tangle."""
THIN_FROM = 9.0
"""Kilometres a pixel from which borders are thin."""
LARGEST = 110_000
"""Characters of the ground: what is over that is drawn coarser, and at last without provinces."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The ground's SVG, and the pixels of what names and hatching need."""

    svg: str
    provinces: dict[int, list[Path]]
    countries: dict[str, list[Path]]


def draw_ground(frame: Frame, ground: Ground) -> Drawn:
    """The ground in the frame, in no more characters than a page wants."""
    pixels = _Pixels(frame)
    svg = ""
    first = 0.9 if frame.km_per_pixel < THIN_FROM else 1.5
    for step, provinces in ((first, True), (1.8, True), (3.0, False)):
        svg = pixels.svg(ground, step, provinces=provinces)
        if len(svg) <= LARGEST:
            break
    shapes = {n: pixels.rings(s.rings, 1.5) for n, s in enumerate(ground.shapes)}
    countries = {code: pixels.rings(rings, 1.5) for code, rings in ground.countries.items()}
    return Drawn(svg, {n: r for n, r in shapes.items() if r}, {c: r for c, r in countries.items() if r})


class _Pixels:
    """Paths in degrees to paths on the map, cut at its edge and no finer than it shows."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.rect: Rect = (-OUTSIDE, -OUTSIDE, frame.width + OUTSIDE, frame.height + OUTSIDE)

    def svg(self, ground: Ground, step: float, *, provinces: bool) -> str:
        land = "".join(tenths(r, closed=True) for area in ground.land for r in self.rings(area, step))
        lakes = "".join(tenths(r, closed=True) for lake in ground.lakes for r in self.rings(lake, step, 1.6))
        km = self.frame.km_per_pixel
        rivers = ground.rivers if RIVERS[0] <= km <= RIVERS[1] else []
        width = 13 if km < THIN_FROM else 7
        streams = "".join(smooth(line) for line in self.lines(rivers, 2 * step))
        lines = {
            kind: "".join(tenths(p, closed=False) for p in self.lines(paths, step))
            for kind, paths in ground.lines.items()
        }
        parts = [
            tag("path", "land", fill=LAND, fill_rule="evenodd", d=land) if land else "",
            _line("river", streams, RIVER, 11),
            tag("path", "lake", fill=WATER, fill_rule="evenodd", d=lakes) if lakes else "",
            _line("province", lines["province"] if provinces else "", PROVINCE, 7),
            _line("coast", lines["coast"], BORDER, 6, stroke_opacity=".7"),
            _line("country", lines["country"], BORDER, width),
            _line("disputed", lines["disputed"], BORDER, width, stroke_dasharray="50 35"),
        ]
        return group("ground", parts, transform="scale(.1)", fill="none", stroke_linejoin="round", aria_hidden="true")

    def rings(self, rings: Iterable[Path], step: float, least: float = 0.8) -> list[Path]:
        return list(self._rings(rings, step, least))

    def _rings(self, rings: Iterable[Path], step: float, least: float) -> Iterator[Path]:
        for ring in rings:
            path = self.frame.path(ring)
            left, top, right, bottom = bounds(path)
            if right - left < least and bottom - top < least:
                continue
            cut = cut_ring(thinned(path, step, closed=True), self.rect)
            if cut is not None and len(cut[0]) > 2:
                yield cut

    def lines(self, lines: Iterable[Path], step: float) -> Iterator[Path]:
        for line in lines:
            path = self.frame.path(line)
            closed = line[0][0] == line[0][-1] and line[1][0] == line[1][-1]
            left, top, right, bottom = bounds(path)
            if closed and right - left < 1.2 and bottom - top < 1.2:
                continue
            yield from cut_line(thinned(path, step, closed=closed), self.rect)


def _line(css: str, d: str, colour: str, width: int, **extra: str) -> str:
    return tag("path", css, stroke=colour, stroke_width=width, d=d, **extra) if d else ""
