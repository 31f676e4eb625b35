"""Points, boxes and circles on the globe, as RFC 7946 has them: WGS84 degrees, longitude first.

Rings run counterclockwise (3.1.6), shapes are cut at the 180th meridian (3.1.9), and a box whose west is greater than
its east crosses it (5.2).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, Final

EARTH_KM: Final = 6371.0088
"""Mean radius (IUGG): good to half a per cent, which is less than any radius here is known."""
CORNERS: Final = 48
"""Of a circle drawn as a polygon."""
DECIMALS: Final = 5
"""Of a degree: a metre."""
WIDEST: Final = 2000.0
"""Radius in km beyond which nothing is drawn: a circle that holds a pole is no polygon in degrees."""

Point = tuple[float, float]
"""Longitude, latitude."""


def point_of(lat: float | None, lon: float | None, decimals: int = DECIMALS) -> Point | None:
    """The point, its longitude from -180 to 180; None where there is none on the globe."""
    if lat is None or lon is None or not -90 <= lat <= 90 or not math.isfinite(lon):
        return None
    turned = lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180
    return round(turned, decimals), round(lat, decimals)


class Box:
    """The narrowest box around points that come one by one; west is greater than east where it crosses the 180th
    meridian (RFC 7946, 5.2).

    It keeps the outermost points of each degree of longitude and no others, so a million points need no memory. Where
    points leave no gap of a degree anywhere, the box is cut at one of the gaps that are kept.
    """

    __slots__ = ("_east", "_lats", "_west")

    def __init__(self) -> None:
        self._west: dict[int, float] = {}
        self._east: dict[int, float] = {}
        self._lats: tuple[float, float] | None = None

    def add(self, lon: float, lat: float) -> None:
        cell = int(lon + 180)
        if lon < self._west.get(cell, math.inf):
            self._west[cell] = lon
        if lon > self._east.get(cell, -math.inf):
            self._east[cell] = lon
        low, high = self._lats or (lat, lat)
        if self._lats is None or lat < low or lat > high:
            self._lats = min(low, lat), max(high, lat)

    @property
    def bbox(self) -> list[float] | None:
        """West, south, east, north; None where no point came."""
        if self._lats is None:
            return None
        lons = sorted({*self._west.values(), *self._east.values()})
        gaps = [(b - a, a, b) for a, b in pairwise(lons)]
        widest = max(gaps, default=(0.0, 0.0, 0.0))
        around = lons[0] + 360 - lons[-1]
        west, east = (widest[2], widest[1]) if widest[0] > around else (lons[0], lons[-1])
        return [west, self._lats[0], east, self._lats[1]]

    @property
    def flat(self) -> list[float] | None:
        """West, south, east, north where no box may cross the 180th meridian; None where no point came."""
        if self._lats is None:
            return None
        return [min(self._west.values()), self._lats[0], max(self._east.values()), self._lats[1]]


def circle(lat: float, lon: float, km: float) -> dict[str, Any]:
    """All within so many kilometres of a point, as a polygon, or two where it crosses the 180th meridian.

    A circle that reaches over a pole is cut off short of it.
    """
    reach = min(math.degrees(km / EARTH_KM), max(0.01, 89.9 - abs(lat)))
    corners = [_away(lat, lon, reach, -360.0 * n / CORNERS) for n in range(CORNERS)]
    ring = [*corners, corners[0]]
    if all(-180 <= x <= 180 for x, _ in ring):
        return {"type": "Polygon", "coordinates": [_rounded(ring)]}
    shift = 360.0 if lon < 0 else -360.0
    edge = -180.0 if lon < 0 else 180.0
    near = _clipped(ring, edge, keep_below=edge > 0)
    far = [(x + shift, y) for x, y in _clipped(ring, edge, keep_below=edge < 0)]
    return {"type": "MultiPolygon", "coordinates": [[_rounded(near)], [_rounded(far)]]}


def _away(lat: float, lon: float, degrees: float, bearing: float) -> tuple[float, float]:
    """The point so far away on the sphere, in a direction (degrees clockwise from north). Its longitude is counted on
    from the middle's, beyond 180 where it must be."""
    p, d, b = math.radians(lat), math.radians(degrees), math.radians(bearing)
    y = math.asin(math.sin(p) * math.cos(d) + math.cos(p) * math.sin(d) * math.cos(b))
    x = math.atan2(math.sin(b) * math.sin(d) * math.cos(p), math.cos(d) - math.sin(p) * math.sin(y))
    return lon + math.degrees(x), math.degrees(y)


def _clipped(ring: list[tuple[float, float]], edge: float, *, keep_below: bool) -> list[tuple[float, float]]:
    """The part of a ring on one side of a meridian, closed (Sutherland and Hodgman)."""
    found: list[tuple[float, float]] = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        inside, goes_on_inside = (x1 <= edge) == keep_below, (x2 <= edge) == keep_below
        if inside:
            found.append((x1, y1))
        if inside != goes_on_inside:
            found.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return [*found, found[0]]


def _rounded(ring: Iterable[tuple[float, float]]) -> list[list[float]]:
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring]
