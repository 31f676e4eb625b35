"""What a description is built on and what is made of it: a shape that is written down, a point inside, a radius."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.vocabulary import PlaceKind
from dateline.resolve.geometry import Point, farthest_km
from dateline.resolve.shapes.plane import FARTHEST_KM, Plane

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

MOST_VERTICES = 40
"""Vertices that a written shape has at most: what words tell is no finer."""
AREAS: frozenset[PlaceKind] = frozenset({"country", "province", "region", "district", "area", "desert", "other"})
TOWNS: frozenset[PlaceKind] = frozenset({"city", "village"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A grounded name that a description is built on."""

    name: str
    kind: PlaceKind
    point: Point
    radius_km: float
    candidate: Candidate | None

    @property
    def where(self) -> tuple[str | None, str | None]:
        """Country and first-order division."""
        return (self.candidate.country, self.candidate.admin1) if self.candidate else (None, None)

    @property
    def population(self) -> int:
        return self.candidate.population if self.candidate else 0


@dataclass(frozen=True, slots=True)
class Ground:
    """What a description means: None for `point` where it cannot be told."""

    point: Point | None
    radius_km: float | None
    prec: int | None
    basis: str | None
    geometry: str | None = None
    country: str | None = None
    admin1: str | None = None
    width_km: float = 0.0
    """How far to both sides of a line the place may lie; 0 for areas."""


UNKNOWN = Ground(None, None, None, None)


@dataclass(frozen=True, slots=True)
class Scene:
    """The map and the report that a description is read on. `near` are the report's countries, most important first."""

    gazetteer: Gazetteer
    near: tuple[str, ...] = ()

    def shape(self, a: Anchor) -> BaseGeometry | None:
        """What the gazetteer has of an anchor's outline or course."""
        return self.gazetteer.shape(a.candidate) if a.candidate is not None else None

    def land(self, a: Anchor) -> BaseGeometry:
        """The area of an anchor: its outline, else its box, else a disc of its radius."""
        import shapely

        shape = self.shape(a)
        if shape is not None and shape.geom_type in {"Polygon", "MultiPolygon"}:
            return shape
        box = a.candidate.bbox if a.candidate else None
        if box is not None:
            south, west, north, east = box
            return shapely.box(west, south, east, north)
        return Plane(a.point).world(shapely.Point(0, 0).buffer(max(a.radius_km, 0.5)))

    def country_of(self, a: Anchor) -> Anchor | None:
        """The country that a place lies in, as an anchor."""
        home = self.gazetteer.country(a.where[0]) if a.where[0] else None
        return country_anchor(home) if home is not None else None

    def course(self, a: Anchor) -> BaseGeometry | None:
        """The line of a river or a road, if the gazetteer has it."""
        shape = self.shape(a)
        return shape if shape is not None and shape.geom_type in {"LineString", "MultiLineString"} else None


@dataclass(frozen=True, slots=True)
class Names:
    """The grounded names of a description: those it is built on, what it lies in, what it is near."""

    anchors: list[Anchor | None]
    within: Anchor | None = None
    near: Anchor | None = None

    @property
    def known(self) -> list[Anchor]:
        return [a for a in self.anchors if a is not None]


def country_anchor(c: Candidate) -> Anchor:
    """A country as an anchor."""
    return Anchor(c.name, "country", (c.lat, c.lon), c.radius_km, c)


def shared(a: Anchor, b: Anchor) -> tuple[str | None, str | None]:
    """The country of both, if it is the same."""
    one, two = a.where[0], b.where[0]
    return (one if one == two else None), None


def made(
    plane: Plane,
    shape: BaseGeometry,
    prec: int,
    basis: str,
    where: tuple[str | None, str | None],
    *,
    prefer: Point | None = None,
    width_km: float = 0.0,
) -> Ground:
    """A shape in km as it is written, with a point in it and the radius that covers it all.

    The point is `prefer` (lat, lon) where that lies inside, else the middle of a line, or the centre of an area.
    """
    wanted = plane.at(prefer) if prefer is not None else None
    part = _one_part(shape, wanted)
    if part is None:
        return UNKNOWN
    written = _written(plane, part)
    if written is None:
        return _without_shape(part, wanted, prefer, prec, basis, where)
    point = _inside(written, prefer)
    vertices = written.exterior.coords if written.geom_type == "Polygon" else written.coords
    far = farthest_km(point, [(lat, lon) for lon, lat in vertices]) + width_km
    return Ground(point, math.ceil(10 * far) / 10, prec, basis, wkt(written), where[0], where[1], width_km)


def _without_shape(
    part: BaseGeometry,
    wanted: Point | None,
    prefer: Point | None,
    prec: int,
    basis: str,
    where: tuple[str | None, str | None],
) -> Ground:
    """For what cannot be written, as across the date line: the point and the radius alone."""
    import shapely

    if prefer is None or wanted is None:
        return UNKNOWN
    far = max(math.dist(wanted, xy) for xy in shapely.get_coordinates(part))
    return Ground(prefer, math.ceil(10 * far) / 10, prec, basis, None, where[0], where[1])


@lru_cache(maxsize=512)
def _outline(shape_of: Callable[[Candidate], BaseGeometry | None], place: Candidate) -> str | None:
    shape = shape_of(place)
    if shape is None or shape.is_empty:
        return None
    plane = Plane((place.lat, place.lon))
    return made(plane, plane.flat(shape), 0, "", (None, None), prefer=(place.lat, place.lon)).geometry


def outline(gazetteer: Gazetteer, place: Candidate) -> str | None:
    """The outline of an area or the course of a river or road as it is written, or None where the data have none."""
    return _outline(gazetteer.shape, place)


def wkt(shape: BaseGeometry) -> str:
    """Well-known text, longitude first, four decimals (about 10 m)."""
    if shape.geom_type == "Point":
        return f"POINT ({_pairs([shape.coords[0]])})"
    if shape.geom_type == "LineString":
        return f"LINESTRING ({_pairs(shape.coords)})"
    return f"POLYGON (({_pairs(shape.exterior.coords)}))"


def _pairs(coords: object) -> str:
    return ", ".join(f"{x:.4f} {y:.4f}" for x, y in coords)  # type: ignore[attr-defined]  # shapely's sequences


def _one_part(shape: BaseGeometry, wanted: Point | None) -> BaseGeometry | None:
    """The piece that holds the wanted point, else the largest; without holes."""
    import shapely

    if shape.is_empty:
        return None
    if shape.geom_type == "MultiLineString":
        shape = shapely.line_merge(shape)
    pieces = [
        p for p in shapely.get_parts(shape) if p.geom_type in {"Polygon", "LineString", "Point"} and not p.is_empty
    ]
    best = max((shapely.get_dimensions(p) for p in pieces), default=None)
    pieces = [p for p in pieces if shapely.get_dimensions(p) == best]
    if not pieces:
        return None
    spot = shapely.Point(wanted) if wanted is not None else None
    own = [p for p in pieces if spot is not None and p.distance(spot) < 1.0]
    piece = own[0] if own else max(pieces, key=lambda p: (p.area, p.length))
    return shapely.Polygon(piece.exterior) if piece.geom_type == "Polygon" else piece


def _written(plane: Plane, shape: BaseGeometry) -> BaseGeometry | None:
    """In degrees with four decimals, with few vertices, valid; None for what folds over on the map."""
    import shapely

    west, south, east, north = shape.bounds
    if max(abs(v) for v in (west, south, east, north)) > FARTHEST_KM:
        return None
    step = max(east - west, north - south, 0.01) / 400
    for _ in range(40):
        slim = shape.simplify(step) if shapely.get_num_coordinates(shape) > MOST_VERTICES else shape
        if shapely.get_num_coordinates(slim) <= MOST_VERTICES:
            break
        step *= 1.5
    else:
        slim = shape.convex_hull.simplify(step)
    world = _rounded(plane.world(slim))
    if world.geom_type == "Polygon" and not world.is_valid:
        world = _largest(shapely.make_valid(world))
    if world is None or world.is_empty or abs(world.bounds[0]) > 180 or abs(world.bounds[2]) > 180:
        return None
    return world


def _rounded(shape: BaseGeometry) -> BaseGeometry:
    import shapely

    return shapely.transform(shape, lambda xy: xy.round(4))


def _largest(shape: BaseGeometry) -> BaseGeometry | None:
    import shapely

    found = [_rounded(shapely.Polygon(p.exterior)) for p in shapely.get_parts(shape) if p.geom_type == "Polygon"]
    found = [p for p in found if p.is_valid]
    return max(found, key=lambda p: float(p.area), default=None)


def _inside(shape: BaseGeometry, prefer: Point | None) -> Point:
    """A point of the written shape, with four decimals."""
    import shapely

    if shape.geom_type == "Point":
        return float(shape.y), float(shape.x)
    if shape.geom_type == "LineString":
        at = shape.project(shapely.Point(prefer[1], prefer[0])) if prefer is not None else shape.length / 2
        spot = shape.interpolate(at)
        return round(float(spot.y), 4), round(float(spot.x), 4)
    if prefer is not None and shape.contains(shapely.Point(prefer[1], prefer[0])):
        return round(prefer[0], 4), round(prefer[1], 4)
    for spot in (shape.centroid, shape.representative_point()):
        at_ = shapely.Point(round(float(spot.x), 4), round(float(spot.y), 4))
        if shape.covers(at_):
            break
    return float(at_.y), float(at_.x)
