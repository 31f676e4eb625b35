"""A map of very many happenings: those that lie together are one circle with their number, which leads nearer.

How exactly they are known is drawn, too: a dashed circle within which half of them are known to lie, and a dashed rim
where all of them are known by a province or less alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from dateline.render.map.areas import named
from dateline.render.map.extent import flat_about, frame_of
from dateline.render.map.frame import KM, Frame, whole_of
from dateline.render.map.ground import draw_ground
from dateline.render.map.labels import Room, beside, text_width
from dateline.render.map.names import draw_names
from dateline.render.map.outlines import open_outlines
from dateline.render.map.paths import Rect
from dateline.render.map.sheet import sheet
from dateline.render.map.spots import Spot
from dateline.render.map.strip import draw_strip, plan_strip
from dateline.render.map.svg import ACCENT, INK, PAPER, flat, group, num, tag, text, words_at

LEAST, GREATEST = 9.0, 24.0
"""Radius in pixels of the smallest and the greatest circle: the smallest is 18 pixels wide, and its link 24."""
NAMED: Final = 24
"""Circles beyond which no place is named: the table names all."""
HIT: Final = 12.5
"""Radius of what a finger or a pointer has to meet."""


@dataclass(frozen=True, slots=True)
class Crowded:
    """Happenings at one point of the map. `href` leads to them; it is written by code, never by a report."""

    lat: float
    lon: float
    number: int
    radius_km: float
    areas: bool
    """Whether all of them are known by a province or less alone."""
    place: str | None
    href: str


@dataclass(frozen=True, slots=True)
class CrowdMap:
    """The map, the box that it shows (south, west, north, east in degrees), and how many it could not show."""

    svg: str
    box: tuple[float, float, float, float]
    outside: int


def frame_about(box: tuple[float, float, float, float], width: int, height: int) -> Frame:
    """The frame of a box of degrees with some room around it; one that crosses the 180th meridian has its west east of
    its east."""
    south, west, north, east = box
    turn = (east - west) % 360 if west > east else east - west
    lat, lon = (south + north) / 2, west + turn / 2
    lat = max(-80.0, min(80.0, lat))
    wide = turn * KM * max(0.17, math.cos(math.radians(lat)))
    tall = (north - south) * KM
    km = min(max(1.08 * max(wide, tall * width / height), 4.0), 38_000.0)
    return flat_about(lat, lon, km, width, height)


def crowd_map(
    cells: Sequence[Crowded], about: Sequence[Spot], title: str, *,
    box: tuple[float, float, float, float] | None = None, width: int = 760, height: int = 460,
) -> CrowdMap:  # fmt: skip
    """The map of the cells: of a box, else of where most of `about` lie, the same places as spots."""
    source = open_outlines()
    strip = plan_strip(width, (), (), " · ".join(filter(None, (source.attribution, "GeoNames"))))
    frame = frame_about(box, width, height - strip.height) if box else frame_of(about, (), width, height - strip.height)
    ground = source.ground(frame.box, frame.km_per_pixel)
    drawn = draw_ground(frame, ground)
    inside = [c for c in cells if _within(frame, c)]
    room = Room(whole_of(frame, 2.0))
    most = max((c.number for c in inside), default=1)
    for c in inside:
        room.take(_box(frame, c, most))
    circles = [_circle(frame, c, most, room, name=n < NAMED) for n, c in enumerate(inside)]
    layers = [
        drawn.svg,
        group("names", draw_names(named(ground, drawn, (), (), {}), room, whole_of(frame))),
        group("crowd", reversed(circles)),
    ]
    out = sum(c.number for c in cells) - sum(c.number for c in inside)
    words = f"{len(inside)} circles, each with the number of happenings there. The table beneath holds the same."
    svg = sheet(frame, "crowd", layers, draw_strip(strip, frame), strip.height, f"Map: {flat(title, 90)}", words)
    return CrowdMap(svg, frame.box, out)


def _within(frame: Frame, c: Crowded) -> bool:
    x, y = frame.at(c.lat, c.lon)
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def _size(number: int, most: int) -> float:
    return LEAST + (GREATEST - LEAST) * math.sqrt(number / most) if most > 1 else LEAST


def _box(frame: Frame, c: Crowded, most: int) -> Rect:
    (x, y), r = frame.at(c.lat, c.lon), _size(c.number, most)
    return x - r, y - r, x + r, y + r


def _circle(frame: Frame, c: Crowded, most: int, room: Room, *, name: bool) -> str:
    (x, y), r = frame.at(c.lat, c.lon), _size(c.number, most)
    return tag("a", "crowd-link", "".join(_parts(frame, c, x, y, r, room if name else None)), href=escape(c.href))


def _parts(frame: Frame, c: Crowded, x: float, y: float, r: float, room: Room | None) -> Iterator[str]:
    where = f" in and around {flat(c.place, 60)}" if c.place else ""
    known = f"; half of them known to {c.radius_km:,.0f} km or better" if c.radius_km >= 1 else ""
    known += "; none known better than by its province" if c.areas else ""
    yield f"<title>{text(f'{c.number:,} {_noun(c.number)}{where}{known}')}</title>"
    wide, tall = frame.reach(c.lat, c.radius_km)
    if max(wide, tall) > r + 2:
        rim: dict[str, str | float] = {"fill": ACCENT, "fill_opacity": ".06", "stroke": ACCENT, "stroke_opacity": ".5"}
        yield tag("ellipse", "radius", cx=x, cy=y, rx=wide, ry=tall, stroke_dasharray="3 3", **rim)
    yield tag("circle", "crowd-hit", cx=x, cy=y, r=max(r, HIT), fill="transparent")
    dashed: dict[str, str | float] = {"stroke_dasharray": "3 2.4"} if c.areas else {}
    yield tag("circle", "crowd-mark", cx=x, cy=y, r=r, fill=PAPER if c.areas else ACCENT, stroke=ACCENT,
              stroke_width=1.5, **dashed)  # fmt: skip
    told = _short(c.number)
    size = min(11.5, 2 * r * 0.86 / max(1, text_width(told, 1.0, bold=True)))
    yield tag("text", "crowd-number", told, x=x, y=y + size * 0.36, font_size=num(size), text_anchor="middle",
              font_weight="700", fill=ACCENT if c.areas else PAPER)  # fmt: skip
    if room is not None and c.place:
        yield from _named(flat(c.place, 26), x, y, r, room)


def _named(place: str, x: float, y: float, r: float, room: Room) -> Iterator[str]:
    wide = text_width(place, 11.0)
    boxes = list(beside(x, y, r + 3, wide + 4, 15))
    n = room.place(box for box, _ in boxes)
    if n is not None:
        box = boxes[n][0]
        yield words_at((box[0] + box[2]) / 2, box[1] + 11.5, text(place), 11, css="name", fill=INK, anchor="middle")


def _short(number: int) -> str:
    """ "999", "1.2k", "34k", "1.2M"."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if number >= size:
            told = f"{number / size:.1f}" if number < 10 * size else f"{number // size}"
            return f"{told.removesuffix('.0')}{unit}"
    return str(number)


def _noun(number: int) -> str:
    return "happening" if number == 1 else "happenings"
