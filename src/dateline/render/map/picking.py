"""A map to point at a place on: the ground about a point, what the report names there, and how pixels become degrees.

It is drawn anew for every step of the scale, so that it needs no script to be read; a page's script only asks for the
next one and turns a click into degrees, with the box that the figure tells (the projection is a plane: straight lines).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.render.map.areas import named
from dateline.render.map.clusters import clusters_of, mark_box
from dateline.render.map.extent import flat_about
from dateline.render.map.frame import Flat, whole_of
from dateline.render.map.ground import draw_ground
from dateline.render.map.labels import Room
from dateline.render.map.marks import Marks, draw_marks
from dateline.render.map.names import draw_names
from dateline.render.map.outlines import open_outlines
from dateline.render.map.sheet import sheet
from dateline.render.map.spots import Spot
from dateline.render.map.svg import ACCENT, PAPER, group, tag

NEAREST: Final = 8.0
FARTHEST: Final = 12_000.0
"""Kilometres across: below, outlines of 1:10,000,000 show nothing; above, it is a map of the world."""
NORTHMOST: Final = 80.0
"""Degrees of latitude of the middle: nearer to a pole a plane is none."""


@dataclass(frozen=True, slots=True)
class Picking:
    """The map, and the box that it shows: (south, west, north, east) in degrees."""

    svg: str
    box: tuple[float, float, float, float]
    km: float


def picking_map(
    lat: float, lon: float, km: float, spots: Sequence[Spot], *, width: int = 640, height: int = 400
) -> Picking:
    """The map `km` wide about a point that is marked; `spots` are places that are drawn for orientation."""
    km = min(max(km, NEAREST), FARTHEST)
    frame = flat_about(min(max(lat, -NORTHMOST), NORTHMOST), lon, km, width, height)
    source = open_outlines()
    ground = source.ground(frame.box, frame.km_per_pixel)
    drawn = draw_ground(frame, ground)
    room = Room(whole_of(frame, 2.0))
    inside = [s for s in spots if _holds(frame, s) and not s.coarse]
    clusters = clusters_of(inside, frame)
    for cluster in clusters:
        room.take(mark_box(cluster))
    marks = draw_marks(clusters, Marks(str, {}), room)
    layers = [
        drawn.svg,
        group("names", draw_names(named(ground, drawn, (), (), {}), room, whole_of(frame))),
        marks,
        _pin(*frame.at(lat, lon)),
    ]
    words = f"{km:.0f} km from side to side; {len(inside)} places of the report lie in it."
    return Picking(sheet(frame, "pick", layers, "", 0, "Map to point at a place on", words), frame.box, km)


def _holds(frame: Flat, spot: Spot) -> bool:
    x, y = frame.at(spot.lat, spot.lon)
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def _pin(x: float, y: float) -> str:
    """The point chosen: a ring with a cross of hairs, which a script moves as a whole."""
    cross = tag("path", "pin-cross", d="M-14 0H-5M5 0H14M0-14V-5M0 5V14", stroke=ACCENT, stroke_width=2)
    halo = tag("circle", "pin-halo", cx=0, cy=0, r=7, fill="none", stroke=PAPER, stroke_width=5)
    ring = tag("circle", "pin-ring", cx=0, cy=0, r=7, fill="none", stroke=ACCENT, stroke_width=2.5)
    return group("pin", [halo, ring, cross], transform=f"translate({x:.1f} {y:.1f})")
