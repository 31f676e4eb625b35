"""The border of two areas, from their outlines."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from dateline.gazetteer.protocol import Border

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

TOUCH = 0.02
"""Degrees (about 2 km) within which two outlines count as touching: data sets draw one border twice."""
LEAST_KM = 2.0
POINTS = 24
"""Most points of a border's simplified course."""


def shared_border(a: BaseGeometry, b: BaseGeometry) -> Border | None:
    """Where the outlines of two areas run together, the longest stretch of it; None where they do not touch."""
    import shapely

    line = shapely.intersection(a.boundary, b.boundary)
    line = _longest(line)
    if line is None:
        line = _longest(a.boundary.intersection(b.buffer(TOUCH)))
    if line is None:
        return None
    if line.coords[0] > line.coords[-1]:
        line = line.reverse()
    length = _km(line)
    if length < LEAST_KM:
        return None
    middle = line.interpolate(0.5, normalized=True)
    course = [line.interpolate(n / (POINTS - 1), normalized=True) for n in range(POINTS)]
    thin = line if len(line.coords) <= POINTS else shapely.LineString(course)
    points = tuple((round(y, 4), round(x, 4)) for x, y in thin.coords)
    return Border(round(middle.y, 4), round(middle.x, 4), round(length, 1), points)


def _longest(shape: BaseGeometry) -> BaseGeometry | None:
    """The longest line of a shape, its pieces joined end to end."""
    import shapely

    lines = [g for g in getattr(shape, "geoms", [shape]) if g.geom_type in {"LineString", "LinearRing"}]
    if not lines:
        return None
    joined = shapely.line_merge(shapely.multilinestrings(lines))
    return max(getattr(joined, "geoms", [joined]), key=_km, default=None)


def _km(line: BaseGeometry) -> float:
    """Length on a plane scaled at each piece's latitude."""
    total = 0.0
    points = list(line.coords)
    for (x, y), (u, v) in itertools.pairwise(points):
        total += 111.32 * math.hypot((u - x) * math.cos(math.radians((y + v) / 2)), v - y)
    return total
