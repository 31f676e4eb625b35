"""Geometry on the WGS84 ellipsoid: distances, bearings, points along and around lines, precision codes.

Distances in km, bearings in degrees from north, points as (lat, lon).
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.gazetteer.protocol import Box
from dateline.model.vocabulary import PlaceKind

if TYPE_CHECKING:
    from pyproj import Geod

Point = tuple[float, float]
EARTH_DIAMETER_KM = 12742.0
COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")

WHERE_PREC: dict[PlaceKind, int] = {
    "city": 1,
    "village": 1,
    "facility": 1,
    "airport": 1,
    "military base": 1,
    "border crossing": 1,
    "checkpoint": 1,
    "district": 3,
    "province": 4,
    "region": 5,
    "area": 5,
    "road": 5,
    "river": 5,
    "desert": 5,
    "country": 6,
    "other": 5,
}
"""UCDP GED where_prec by kind: 1 exact, 2 within 25 km of a known point, 3 second-order division, 4 first-order
division, 5 a line or an area without a division ("fuzzy"), 6 the country, 7 international waters or air space (UCDP GED
codebook, version 19.1, "where_prec")."""
ACLED_PREC = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
"""ACLED geo_precision: 1 the place itself, 2 near it or a part of a district, 3 a larger region (ACLED codebook)."""


@lru_cache(maxsize=1)
def _geod() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def distance_km(a: Point, b: Point) -> float:
    """Length of the geodesic."""
    _, _, metres = _geod().inv(a[1], a[0], b[1], b[0])
    return float(metres) / 1000


def rough_km(a: Point, b: Point) -> float:
    """Distance on a sphere: good to half a percent, and ten times faster than the geodesic."""
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return EARTH_DIAMETER_KM * math.asin(min(1.0, math.sqrt(h)))


def compass_word(degrees: float) -> str:
    """A bearing as one of eight words."""
    return COMPASS[round(degrees / 45) % 8]


def bearing(a: Point, b: Point) -> float:
    """Initial direction from a to b, 0..360."""
    azimuth, _, _ = _geod().inv(a[1], a[0], b[1], b[0])
    return float(azimuth) % 360


def destination(a: Point, degrees: float, km: float) -> Point:
    """The point reached from a."""
    lon, lat, _ = _geod().fwd(a[1], a[0], degrees, km * 1000)
    return round(float(lat), 4), round(float(lon), 4)


def midpoint(a: Point, b: Point) -> Point:
    """Half-way along the geodesic."""
    return destination(a, bearing(a, b), distance_km(a, b) / 2)


def turn(a: float, b: float) -> float:
    """Smaller angle between two bearings, 0..180."""
    d = abs(a - b) % 360
    return min(d, 360 - d)


def farthest_km(a: Point, points: list[Point]) -> float:
    """Length of the longest geodesic from a to one of the points."""
    n = len(points)
    _, _, metres = _geod().inv([a[1]] * n, [a[0]] * n, [p[1] for p in points], [p[0] for p in points])
    return max((float(m) for m in metres), default=0.0) / 1000


def part_of_box(point: Point, box: Box | None, radius_km: float, degrees: float, share: float = 0.5) -> Point:
    """The point of a part of an area ("north-west Syria"): from its point towards the side of its box."""
    import math

    y, x = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    if box is None:
        return destination(point, degrees, radius_km * share)
    south, west, north, east = box
    lat = point[0] + (y * share * (north - point[0]) if y > 0 else y * share * (point[0] - south))
    lon = point[1] + (x * share * (east - point[1]) if x > 0 else x * share * (point[1] - west))
    return round(lat, 4), round(lon, 4)


def wkt_point(p: Point) -> str:
    """WKT, longitude first, four decimals (about 10 m)."""
    return f"POINT ({p[1]:.4f} {p[0]:.4f})"


def where_prec(kind: PlaceKind, *, near: bool = False) -> int:
    """UCDP where_prec of a place of this kind; `near` for a point known only to lie close to a named one."""
    return 2 if near else WHERE_PREC[kind]


def geo_precision(prec: int | None) -> int | None:
    return None if prec is None else ACLED_PREC[prec]
