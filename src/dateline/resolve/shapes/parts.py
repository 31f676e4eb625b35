"""Parts of areas: "northern Y", "a village in the south of Y province", "central Y", the far north."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dateline.resolve.geometry import compass_word, destination
from dateline.resolve.shapes.made import TOWNS, Anchor, Ground, Scene, made
from dateline.resolve.shapes.plane import Plane
from dateline.resolve.shapes.sectors import LOOSE, disc, mainland, sector

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

HALF, CORNER, FAR = 0.5, 0.6, 0.25
"""Share of an area that its north is; that its north and its east are, of which the north-east is what both share; that
its far north is."""
THIRD = 0.33
"""Share of an area in whose middle the point of its north is set: most that is said of the north is said of that."""
MIDDLE = 0.5
"""Share of its width that the middle of an area has."""
STEPS = 12


def part(a: Anchor, bearing: float | None, scene: Scene, *, far: bool = False) -> Ground:
    """The part of an area on that side, cut by a line across it; the middle where no side is told."""
    if a.kind in TOWNS:
        return town_part(a, bearing)
    plane = Plane(a.point)
    land = mainland(plane.flat(scene.land(a)))
    prefer = None
    if bearing is None:
        words, shape = f"central part of {a.name}", _middle(land)
    else:
        diagonal = round(bearing / 45) % 2 == 1
        words = f"{'far ' if far else ''}{compass_word(bearing)} part of {a.name}"
        shape = corner(land, bearing, far=far) if diagonal else cut(land, bearing, FAR if far else HALF)
        if not diagonal and not far:
            prefer = plane.point(cut(land, bearing, THIRD).centroid.coords[0])
    return made(plane, shape, 6 if a.kind == "country" else 5, words, a.where, prefer=prefer)


def town_part(a: Anchor, bearing: float | None) -> Ground:
    """A part of a town is no more than a few km from its point."""
    plane, size = Plane(a.point), max(3.0, a.radius_km)
    words = f"part of {a.name}: point of {a.name}"
    if bearing is None:
        return made(plane, disc(size), 2, words, a.where, prefer=a.point)
    shape = sector(bearing, LOOSE, 0.0, size).buffer(0.5 * size, quad_segs=3)
    return made(plane, shape, 2, words, a.where, prefer=destination(a.point, bearing, 0.3 * size))


def corner(land: BaseGeometry, bearing: float, *, far: bool) -> BaseGeometry:
    """What is both north and west; where an area has too little of it, the part towards that corner."""
    share = 1.5 * FAR if far else CORNER
    both = cut(land, bearing - 45, share).intersection(cut(land, bearing + 45, share))
    return both if both.area >= 0.1 * land.area else cut(land, bearing, FAR)


def cut(land: BaseGeometry, bearing: float, share: float) -> BaseGeometry:
    """The part of `land` towards `bearing` that makes up `share` of it, found by halving."""
    import shapely

    right, up = math.sin(math.radians(bearing)), math.cos(math.radians(bearing))
    along = [x * right + y * up for x, y in shapely.get_coordinates(land)]
    low, high, whole = min(along), max(along), land.area
    best = land
    for _ in range(STEPS):
        middle = (low + high) / 2
        best = land.intersection(_beyond(right, up, middle, 2 * (abs(high) + abs(low)) + 20_000))
        if best.area > share * whole:
            low = middle
        else:
            high = middle
    return best if best.area > 0 else land


def _beyond(right: float, up: float, start: float, size: float) -> BaseGeometry:
    """The half of the plane past `start` km in a direction."""
    import shapely

    x, y = start * right, start * up
    near, far = ((-size, 0.0), (size, 0.0)), ((size, size), (-size, size))
    return shapely.Polygon([(x + s * up + t * right, y - s * right + t * up) for s, t in (*near, *far)])


def _middle(land: BaseGeometry) -> BaseGeometry:
    from shapely.affinity import scale

    inner = scale(land, MIDDLE, MIDDLE, origin=land.centroid).intersection(land)
    return land if inner.is_empty else inner
