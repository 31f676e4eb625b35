"""The rectangle of the map: where the report's places lie, without the few that are far from all others.

A report of a district that also names a capital on another continent is a report of the district: the frame holds what
lies together, and what lies far is told at its edge.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from dateline.render.map.frame import KM, Flat, Frame, Polar, middle_longitude
from dateline.render.map.spots import Spot
from dateline.resolve.geometry import rough_km

SHARE = 0.6
"""Of the weight of all places the part that the frame holds at least."""
JUMP, FAR = 3.0, 400.0
"""A place is far where it lies this many times as far out as the one before it, and at least so many km."""
LEAST_KM = 90.0
"""Width of the narrowest map: outlines of 1:10,000,000 tell little below."""
PADDING = 0.16
MOST = 500
"""Places that decide on the frame."""
WIDEST = 16_000.0
"""km on a side: wider than this the map is one of the world."""


def frame_of(spots: Sequence[Spot], ends: Sequence[tuple[float, float]], width: int, height: int) -> Frame:
    """The frame of a list of places, not empty. `ends` are points that lines of findings reach."""
    core = together(shown_first(spots)[:MOST])
    points = [(s.lat, s.lon, min(s.radius, 120.0 if not s.coarse else 700.0)) for s in core]
    points += [(lat, lon, 0.0) for lat, lon in ends if min(rough_km((lat, lon), (s.lat, s.lon)) for s in core) < FAR]
    middle, turn = middle_longitude([p[1] for p in points])
    south = min(lat - r / KM for lat, _, r in points)
    north = max(lat + r / KM for lat, _, r in points)
    lat = max(-90.0, min(90.0, (south + north) / 2))
    if max(abs(south), abs(north)) > 78 and turn < 360:
        return _polar(points, width, height)
    cos = math.cos(math.radians(max(-75.0, min(75.0, lat))))
    reach = max(r for _, _, r in points)
    tall = (north - south) * KM * (1 + 2 * PADDING)
    wide = (turn * KM * cos + 2 * reach) * (1 + 2 * PADDING)
    km = max(wide, tall * width / height, LEAST_KM)
    return (
        _world(_seam(middle, 360 - turn), south, north, width, height)
        if km > WIDEST
        else _flat(lat, middle, cos, km, width, height)
    )


def shown_first(spots: Sequence[Spot]) -> list[Spot]:
    """The places that decide where the map lies: those that matter, and of these no countries where others are."""
    main = [s for s in spots if s.main] or list(spots)
    return [s for s in main if not s.coarse] or main


def together(spots: Sequence[Spot]) -> list[Spot]:
    """The places about the one in the middle, out to the first great jump after the greater part of the weight."""
    middle = min(_sample(spots), key=lambda m: (sum(s.weight * _out(m, s) for s in spots), m.place.id))
    ranked = sorted(spots, key=lambda s: (_out(middle, s), s.place.id))
    total, held = sum(s.weight for s in ranked), 0
    for n, (s, following) in enumerate(pairwise(ranked), 1):
        held += s.weight
        if held >= SHARE * total and _out(middle, following) > max(JUMP * _out(middle, s), FAR):
            return ranked[:n]
    return ranked


def _sample(spots: Sequence[Spot]) -> Sequence[Spot]:
    """At most 60 of them, evenly taken, as candidates for the middle."""
    step = -(-len(spots) // 60)
    return spots[::step]


def _out(a: Spot, b: Spot) -> float:
    return rough_km((a.lat, a.lon), (b.lat, b.lon))


def flat_about(lat: float, lon: float, km: float, width: int, height: int) -> Flat:
    """The frame that is `km` wide about a point."""
    return _flat(lat, lon, math.cos(math.radians(lat)), km, width, height)


def _flat(lat: float, lon: float, cos: float, km: float, width: int, height: int) -> Flat:
    half_w, half_h = km / KM / cos / 2, km * height / width / KM / 2
    lat = max(-90 + half_h, min(90 - half_h, lat)) if half_h < 90 else 0.0
    return Flat(width, height, (lat - half_h, lon - half_w, lat + half_h, lon + half_w), km / width)


SEAMS = (-169.0, -30.0)
"""Longitudes at which a map of the world is best cut: the Bering Strait, the Atlantic."""


def _seam(middle: float, gap: float) -> float:
    """The middle of a map of the world that is cut in the sea, if the gap between the places lets it."""
    for seam in SEAMS:
        if abs((seam - middle - 180 + 180) % 360 - 180) < gap / 2 - 12:
            return seam + 180
    return middle


def _world(lon: float, south: float, north: float, width: int, height: int) -> Flat:
    """All longitudes once; the height follows the latitudes, from 58 south to 78 north at least."""
    low, high = max(-90.0, min(south - 8, -58.0)), min(90.0, max(north + 8, 78.0))
    wide = 360 * math.cos(math.radians(35))
    if (high - low) * width > height * wide:
        middle, half = (south + north) / 2, height * wide / width / 2
        low, high = max(low, middle - half), min(high, middle + half)
    tall = round(width * (high - low) / wide)
    return Flat(width, tall, (low, lon - 180, high, lon + 180), wide * KM / width)


def _polar(points: Sequence[tuple[float, float, float]], width: int, height: int) -> Polar:
    """About the middle of the points in space, wide enough for the farthest."""
    x = y = z = 0.0
    for lat, lon, _ in points:
        p, t = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(p) * math.cos(t), y + math.cos(p) * math.sin(t), z + math.sin(p)
    lat, lon = math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
    out = max(rough_km((lat, lon), (p[0], p[1])) + p[2] for p in points)
    km = max(2 * out * (1 + 2 * PADDING), LEAST_KM * height / width)
    return Polar(width, height, lat, lon, km / height)
