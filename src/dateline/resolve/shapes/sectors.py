"""Offsets, directions and nearness: what lies so far, or on that side, of a place."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from dateline.annotate.bearings import VAGUE_KM
from dateline.model.vocabulary import Hedge
from dateline.resolve.geometry import compass_word, destination
from dateline.resolve.shapes.made import AREAS, TOWNS, Anchor, Ground, Scene, made
from dateline.resolve.shapes.plane import Plane

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SPREAD: dict[Hedge, tuple[float, float]] = {
    "exact": (0.9, 1.1),
    "about": (0.8, 1.2),
    "less than": (0.0, 1.0),
    "at most": (0.0, 1.0),
    "more than": (1.0, 1.5),
    "at least": (0.95, 1.5),
}
"""The least and the greatest distance that a stated one is read as, in shares of it."""
LEAST_KM = 1.0
"""What a stated distance is off at least, both ways."""
STRAIGHT, DIAGONAL, LOOSE = 30.0, 22.5, 45.0
"""Half the angle of "10 km north of", "10 km north-east of" and, without a distance, "north of"."""
NEAR_PREC_KM = 25.0
"""UCDP GED codebook: where_prec 2 is within about 25 km of a known point."""
FAR_OUT_KM = 4000.0


def offset(a: Anchor, bearing: float, km: float, hedge: Hedge, scene: Scene, within: Anchor | None) -> Ground:
    """ "About 125 km north of X": a piece of a ring, wider for a hedge and by the extent of X."""
    low, high = (s * km for s in SPREAD[hedge])
    low, high = (
        min(low, max(0.0, km - LEAST_KM)),
        max(high, km + LEAST_KM if hedge not in {"less than", "at most"} else high),
    )
    half = DIAGONAL if round(bearing / 45) % 2 else STRAIGHT
    plane = Plane(a.point)
    if a.kind in {"country", "province", "region"}:
        shape = outside(plane.flat(scene.land(a)), low, high).intersection(sector(bearing, half, 0.0, FAR_OUT_KM))
        prefer = None
    else:
        shape = sector(bearing, half, low, high).buffer(min(a.radius_km, 0.5 * km), quad_segs=3)
        prefer = destination(a.point, bearing, km * {"less than": 0.9, "more than": 1.1}.get(hedge, 1.0))
    words = f"destination {km:g} km {compass_word(bearing)} of {a.name}" + clause(hedge)
    prec = 2 if km <= NEAR_PREC_KM else 5
    return made(plane, clipped(shape, plane, scene, within), prec, words, a.where, prefer=prefer)


def away(a: Anchor, km: float, hedge: Hedge, scene: Scene, within: Anchor | None) -> Ground:
    """ "60 km from X", "within 7 km of X": the direction is not told, so that the whole disc may be meant."""
    plane, high = Plane(a.point), SPREAD[hedge][1] * km + a.radius_km
    prec = 2 if km <= NEAR_PREC_KM else 5
    words = f"within {km:g} km of {a.name}" + clause(hedge)
    return made(plane, clipped(disc(high), plane, scene, within), prec, words, a.where, prefer=a.point)


def direction(a: Anchor, bearing: float, scene: Scene, within: Anchor | None, far: float | None = None) -> Ground:
    """ "North of X", "villages east of the city": a sector as far out as X is large, or as the words tell vaguely."""
    plane, far = Plane(a.point), far or reach_km(a)
    course, shape = scene.course(a), None
    words = f"{compass_word(bearing)} of {a.name}: out to {far:g} km"
    if within is None and a.kind == "river" and (home := scene.country_of(a)) is not None:
        within = home
    if course is not None:
        shape = swept(plane.flat(course), bearing, far)
    elif a.kind in AREAS:
        outer = outside(plane.flat(scene.land(a)), 0.0, far)
        shape = outer.intersection(sector(bearing, LOOSE, 0.0, FAR_OUT_KM))
    if shape is None or shape.is_empty:
        shape = sector(bearing, LOOSE, 0.0, far)
    return made(plane, clipped(shape, plane, scene, within), 2 if far <= NEAR_PREC_KM else 5, words, a.where)


def around(
    a: Anchor, scene: Scene, within: Anchor | None, bearing: float | None = None, *, open_land: bool = False
) -> Ground:
    """ "The outskirts of X", "X's northern countryside", "near X": a disc, or the part of it on that side; the
    countryside reaches farther out than the outskirts."""
    plane, far = Plane(a.point), round(max(20.0, (1.0 if open_land else 0.5) * reach_km(a), a.radius_km), 1)
    side = f"{compass_word(bearing)} side, " if bearing is not None else ""
    words = f"around {a.name}: {side}out to {far:g} km"
    prec = 2 if far - a.radius_km <= NEAR_PREC_KM else 5
    if bearing is not None:
        shape = sector(bearing, LOOSE, 0.0, far)
        return made(plane, clipped(shape, plane, scene, within), prec, words, a.where)
    return made(plane, clipped(disc(far), plane, scene, within), prec, words, a.where, prefer=a.point)


def beside(a: Anchor, far: float, prec: int, words: str, scene: Scene, within: Anchor | None = None) -> Ground:
    """A disc around a point that stands for something near it ("the road to X", "rebel-held parts of X")."""
    plane = Plane(a.point)
    return made(plane, clipped(disc(far), plane, scene, within), prec, words, a.where, prefer=a.point)


def reach_km(a: Anchor) -> float:
    """How far out "north of X" is read: by the size of a town, the extent of an area."""
    if a.kind in TOWNS:
        return round(min(60.0, max(25.0, a.radius_km, 25 + 5 * math.sqrt(a.population / 10_000))), 1)
    if a.kind == "country":
        return round(min(200.0, max(50.0, 0.4 * a.radius_km)), 1)
    if a.kind in AREAS:
        return round(min(60.0, max(20.0, 0.5 * a.radius_km)), 1)
    return max(50.0, a.radius_km) if a.kind in {"river", "road"} else 25.0


def far_out(a: Anchor, words: str) -> float | None:
    """How far "a few km north of" and "just north of" reach; None where no such words stand."""
    told = next((km for said, km in VAGUE_KM.items() if said in words), None)
    if told is None and "just" in words.split():
        told = max(10.0, 0.4 * reach_km(a))
    return None if told is None else round(told + (a.radius_km if a.kind in TOWNS else 0.0), 1)


def clause(hedge: Hedge) -> str:
    """How the words hedge a distance, for `basis`."""
    return "" if hedge == "exact" else f" ({hedge})"


def disc(km: float) -> BaseGeometry:
    import shapely

    return shapely.Point(0, 0).buffer(max(km, 0.5), quad_segs=8)


def sector(bearing: float, half: float, low: float, high: float) -> BaseGeometry:
    """A piece of a ring around the origin, from `low` to `high` km out."""
    import shapely

    turns = [math.radians(bearing - half + 2 * half * n / 10) for n in range(11)]
    outer = [(high * math.sin(t), high * math.cos(t)) for t in turns]
    inner = [(low * math.sin(t), low * math.cos(t)) for t in reversed(turns)] if low > 0 else [(0.0, 0.0)]
    return shapely.Polygon(outer + inner)


def outside(land: BaseGeometry, low: float, high: float) -> BaseGeometry:
    """What lies between `low` and `high` km off an area."""
    slim = mainland(land)
    return slim.buffer(high, quad_segs=4).difference(slim.buffer(low, quad_segs=4) if low > 0 else slim)


def mainland(land: BaseGeometry, step: float | None = None) -> BaseGeometry:
    """Without islands and detail: the north of a country, and what lies north of it, are told by its mainland."""
    import shapely

    pieces = [p for p in shapely.get_parts(land) if p.geom_type == "Polygon"]
    most = max((p.area for p in pieces), default=0.0)
    kept = shapely.union_all([p for p in pieces if p.area >= 0.2 * most])
    return kept.simplify(max(0.5, math.sqrt(most) / 150) if step is None else step).buffer(0)


def swept(course: BaseGeometry, bearing: float, km: float) -> BaseGeometry:
    """The ground that lies up to `km` on that side of a line."""
    import shapely

    right, up = km * math.sin(math.radians(bearing)), km * math.cos(math.radians(bearing))
    strips = []
    for line in shapely.get_parts(course.simplify(2.0)):
        points = list(line.coords)
        for (x, y), (u, v) in itertools.pairwise(points):
            strips.append(shapely.Polygon([(x, y), (u, v), (u + right, v + up), (x + right, y + up)]))
    return shapely.union_all([s for s in strips if s.is_valid and s.area > 0])


def clipped(shape: BaseGeometry, plane: Plane, scene: Scene, within: Anchor | None) -> BaseGeometry:
    """The part inside what the text names around it, if there is any."""
    if within is None:
        return shape
    inside = shape.intersection(plane.flat(scene.land(within)).buffer(0))
    return shape if inside.is_empty or inside.area < 0.02 * shape.area else inside
