"""From degrees to pixels: a plane for a region, azimuthal near a pole. Both are true to scale in their middle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.render.map.outlines import Box
from dateline.render.map.paths import Path, Rect

KM = 111.195
"""Kilometres of a degree of latitude, on a sphere of 6,371 km."""


class Frame(Protocol):
    """A map's rectangle: x to the right, y downwards, both from 0."""

    @property
    def width(self) -> int: ...

    @property
    def height(self) -> int: ...

    @property
    def km_per_pixel(self) -> float: ...

    @property
    def box(self) -> Box: ...

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """The pixel of a point."""
        ...

    def path(self, degrees: Path) -> Path:
        """The pixels of a line of longitudes and latitudes that lie in the box's turn."""
        ...

    def reach(self, lat: float, km: float) -> tuple[float, float]:
        """Half-width and half-height in pixels of a circle of a radius."""
        ...


@dataclass(frozen=True, slots=True)
class Flat:
    """Equirectangular, true to scale along the middle latitude. `box` as the outlines take it."""

    width: int
    height: int
    box: Box
    km_per_pixel: float

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        south, west, north, east = self.box
        lon += 360 * round(((west + east) / 2 - lon) / 360)
        return (lon - west) * self.width / (east - west), (north - lat) * self.height / (north - south)

    def path(self, degrees: Path) -> Path:
        south, west, north, east = self.box
        across, down = self.width / (east - west), self.height / (north - south)
        return [(x - west) * across for x in degrees[0]], [(north - y) * down for y in degrees[1]]

    def reach(self, lat: float, km: float) -> tuple[float, float]:
        south, west, north, east = self.box
        wide = km / KM / max(0.05, math.cos(math.radians(lat)))
        return wide * self.width / (east - west), km / KM * self.height / (north - south)


@dataclass(frozen=True, slots=True)
class Polar:
    """Azimuthal equidistant about a point: right at and around a pole."""

    width: int
    height: int
    lat: float
    lon: float
    km_per_pixel: float

    @property
    def box(self) -> Box:
        """The whole cap of the earth that the corners reach, all around: here a turn of 360 degrees is none."""
        corner = math.hypot(self.width, self.height) / 2 * self.km_per_pixel / KM
        return max(-90.0, self.lat - corner), -180.0, min(90.0, self.lat + corner), 180.0

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        xs, ys = self.path(((lon,), (lat,)))
        return xs[0], ys[0]

    def path(self, degrees: Path) -> Path:
        sin, cos, radians = math.sin, math.cos, math.radians
        up, flat = sin(radians(self.lat)), cos(radians(self.lat))
        half_w, half_h, scale = self.width / 2, self.height / 2, KM * math.degrees(1) / self.km_per_pixel
        out_x: list[float] = []
        out_y: list[float] = []
        for lon, lat in zip(*degrees, strict=True):
            p, t = radians(lat), radians(lon - self.lon)
            y, x, z = flat * sin(p) - up * cos(p) * cos(t), cos(p) * sin(t), up * sin(p) + flat * cos(p) * cos(t)
            away = math.hypot(x, y)
            stretch = scale * (math.atan2(away, z) / away if away > 1e-12 else 1.0)
            out_x.append(half_w + x * stretch)
            out_y.append(half_h - y * stretch)
        return out_x, out_y

    def reach(self, lat: float, km: float) -> tuple[float, float]:
        return km / self.km_per_pixel, km / self.km_per_pixel


def whole_of(frame: Frame, margin: float = 0.0) -> Rect:
    """The map's rectangle, less a margin."""
    return margin, margin, frame.width - margin, frame.height - margin


def middle_longitude(longitudes: Sequence[float]) -> tuple[float, float]:
    """The middle and the width of the shortest arc that holds all longitudes."""
    turn = sorted({lon % 360 for lon in longitudes})
    gaps = [(b - a, a, b) for a, b in zip(turn, [*turn[1:], turn[0] + 360], strict=True)]
    gap, _, start = max(gaps, key=lambda g: (g[0], -g[2]))
    middle = start % 360 + (360 - gap) / 2
    return (middle + 180) % 360 - 180, 360 - gap


def destination(lat: float, lon: float, degrees: float, km: float) -> tuple[float, float]:
    """The point reached from another on a sphere, as latitude and longitude: good to half a percent."""
    p, way, far = math.radians(lat), math.radians(degrees), math.radians(km / KM)
    north = math.asin(math.sin(p) * math.cos(far) + math.cos(p) * math.sin(far) * math.cos(way))
    east = math.atan2(math.sin(way) * math.sin(far) * math.cos(p), math.cos(far) - math.sin(p) * math.sin(north))
    return math.degrees(north), (lon + math.degrees(east) + 180) % 360 - 180


def bearing(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Initial direction from one (lat, lon) to another on a sphere, 0..360."""
    p, q, d = math.radians(a[0]), math.radians(b[0]), math.radians(b[1] - a[1])
    x, y = math.sin(d) * math.cos(q), math.cos(p) * math.sin(q) - math.sin(p) * math.cos(q) * math.cos(d)
    return math.degrees(math.atan2(x, y)) % 360
