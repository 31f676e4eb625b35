"""Well-known text (OGC 06-103r4) of points, lines and areas: as much of it as a dossier writes, and never more than a
map can draw. What cannot be read gives None: the map then shows the place's radius instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from dateline.render.map.paths import Path

MOST_POINTS: Final = 20_000
_TOKEN = re.compile(r"[A-Za-z]+|[(),]|[-+0-9.eE]+")
_KINDS: Final[dict[str, tuple[Literal["point", "line", "area"], int]]] = {
    "POINT": ("point", 0),
    "MULTIPOINT": ("point", 1),
    "LINESTRING": ("line", 1),
    "MULTILINESTRING": ("line", 2),
    "POLYGON": ("area", 2),
    "MULTIPOLYGON": ("area", 3),
}
"""What each is, and how many brackets stand about a list of points, beyond those about the points themselves."""


@dataclass(frozen=True, slots=True)
class Geometry:
    """Points, lines or rings, as longitudes and latitudes without jumps at 180 degrees."""

    kind: Literal["point", "line", "area"]
    paths: tuple[Path, ...]


def read_wkt(words: str) -> Geometry | None:
    """The geometry of a text, or None where it is none, is empty, is not on the earth or is too large."""
    if len(words) > 60 * MOST_POINTS:
        return None
    tokens = _TOKEN.findall(words)
    if not tokens or tokens[0].upper() not in _KINDS:
        return None
    kind, _ = _KINDS[tokens[0].upper()]
    rest = tokens[2:] if len(tokens) > 1 and tokens[1].upper() in {"Z", "M", "ZM"} else tokens[1:]
    lists = _lists(rest)
    if not lists or sum(map(len, lists)) > MOST_POINTS:
        return None
    least = {"point": 1, "line": 2, "area": 4}[kind]
    if any(len(points) < least or (kind == "area" and points[0] != points[-1]) for points in lists):
        return None
    return Geometry(kind, tuple(unwrapped(points) for points in lists))


def _lists(tokens: list[str]) -> list[list[tuple[float, float]]] | None:
    """The innermost brackets with their points; None where brackets or numbers do not fit."""
    found: list[list[tuple[float, float]]] = []
    depth, numbers, points = 0, list[str](), list[tuple[float, float]]()
    for piece in tokens:
        if piece == "(":
            depth += 1
            if numbers or depth > 4:
                return None
        elif piece in {",", ")"}:
            if numbers:
                point = _point(numbers)
                if point is None:
                    return None
                points.append(point)
                numbers = []
            if piece == ")":
                depth -= 1
                if points:
                    found.append(points)
                    points = []
        elif depth:
            numbers.append(piece)
        else:
            return None
        if depth < 0:
            return None
    return found if depth == 0 else None


def _point(numbers: list[str]) -> tuple[float, float] | None:
    if not 2 <= len(numbers) <= 4:
        return None
    try:
        lon, lat = float(numbers[0]), float(numbers[1])
    except ValueError:
        return None
    return (lon, lat) if -360 <= lon <= 360 and -90 <= lat <= 90 else None


def unwrapped(points: list[tuple[float, float]]) -> Path:
    """The points as a path, each longitude in the turn nearest to the one before it."""
    xs, ys = [points[0][0]], [points[0][1]]
    for lon, lat in points[1:]:
        xs.append(lon + 360 * round((xs[-1] - lon) / 360))
        ys.append(lat)
    return xs, ys
