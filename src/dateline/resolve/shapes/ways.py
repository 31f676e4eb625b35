"""Roads, rivers and what lies between two places: a known course where the gazetteer has one, else a straight line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.resolve.geometry import distance_km, midpoint
from dateline.resolve.shapes.borders import clipped_line, longest
from dateline.resolve.shapes.made import UNKNOWN, Anchor, Ground, Scene, made, shared
from dateline.resolve.shapes.plane import Plane
from dateline.resolve.shapes.sectors import clipped

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

PASSES_KM = 10.0
"""How near a road's known course comes to a town that it is said to link."""
COURSE_KM = 5.0
"""How far off its known course a road or a bank is read."""
COARSE = 0.1
"""How far off a known course, which is a chain of few points, a road may run, as a share of its length."""
DETOUR = 0.2
"""How far off the straight line a road of unknown course may run, as a share of its length."""
WORDS = ("highway", "road", "motorway", "railway")


def road_between(a: Anchor, b: Anchor, scene: Scene, within: Anchor | None = None, word: str = "road") -> Ground:
    """The road from a to b: a named course that passes both, else the straight line with room for a detour."""
    import shapely

    length = distance_km(a.point, b.point)
    middle = midpoint(a.point, b.point)
    plane = Plane(middle)
    known = _known(a, b, plane, scene)
    if known is not None:
        line, name = known
        words = f"road between {a.name} and {b.name}: along {name}"
        width = max(COURSE_KM, round(COARSE * float(line.length), 1))
    else:
        line = shapely.LineString([plane.at(a.point), plane.at(b.point)])
        words, width = f"{word} between {a.name} and {b.name}: its middle", max(3.0, round(DETOUR * length, 1))
    line = clipped_line(line, plane, scene, within)
    spot = line.interpolate(0.5, normalized=True)
    prefer = plane.point((float(spot.x), float(spot.y)))
    return made(plane, line, 2 if length <= 2 * 25 else 5, words, shared(a, b), prefer=prefer, width_km=width)


def land_between(a: Anchor, b: Anchor, scene: Scene, within: Anchor | None = None) -> Ground:
    """ "The area between A and B": the strip along the straight line, a third as wide as it is long."""
    import shapely

    plane, length = Plane(midpoint(a.point, b.point)), distance_km(a.point, b.point)
    line = shapely.LineString([plane.at(a.point), plane.at(b.point)])
    shape = clipped(line.buffer(max(5.0, 0.2 * length), quad_segs=4), plane, scene, within)
    words = f"between {a.name} and {b.name}: its middle"
    middle = midpoint(a.point, b.point)
    return made(plane, shape, 2 if length <= 2 * 25 else 5, words, shared(a, b), prefer=middle)


def along(a: Anchor, scene: Scene, within: Anchor | None, beside: Anchor | None = None) -> Ground | None:
    """The course of a river or road, as much of it as lies in a province or near a town; None where it is not known."""
    course = scene.course(a)
    if course is None:
        return None
    spot = beside or within or a
    plane = Plane(spot.point)
    line, words = plane.flat(course), f"course of {a.name}"
    if beside is not None:
        import shapely

        line, words = line.intersection(shapely.Point(0, 0).buffer(40.0)), f"{words} at {beside.name}"
        if line.is_empty:
            return None
    elif within is not None:
        line, words = clipped_line(line, plane, scene, within), f"{words} in {within.name}"
    line = longest(line)
    middle = line.interpolate(0.5, normalized=True)
    prefer = spot.point if beside else plane.point((float(middle.x), float(middle.y)))
    return made(plane, line, 5, words, spot.where, prefer=prefer, width_km=COURSE_KM)


def confluence(a: Anchor, b: Anchor, scene: Scene) -> Ground:
    """Where two rivers meet: the nearest points of their courses, if those are near."""
    import shapely

    one, two = scene.course(a), scene.course(b)
    if one is None or two is None:
        return UNKNOWN
    plane = Plane(midpoint(a.point, b.point))
    link = shapely.shortest_line(plane.flat(one), plane.flat(two))
    if link.length > 2 * COURSE_KM + 5:
        return UNKNOWN
    spot = link.centroid
    shape, at = spot.buffer(COURSE_KM, quad_segs=4), plane.point((float(spot.x), float(spot.y)))
    return made(plane, shape, 2, f"confluence of {a.name} and {b.name}", shared(a, b), prefer=at)


def mouth(a: Anchor, scene: Scene) -> Ground:
    """Where a river meets the sea: the end of its course beside which no division lies."""
    import shapely

    course = scene.course(a)
    if course is None:
        return UNKNOWN
    line = max(shapely.get_parts(course), key=lambda p: float(p.length))
    for lon, lat in (line.coords[-1], line.coords[0]):
        plane = Plane((lat, lon))
        ring = [plane.point((x, y)) for x, y in ((20.0, 0.0), (0.0, 20.0), (-20.0, 0.0), (0.0, -20.0))]
        if any(scene.gazetteer.division_at(*p) is None for p in ring):
            shape = shapely.Point(0, 0).buffer(10.0, quad_segs=4)
            return made(plane, shape, 5, f"mouth of {a.name}", a.where, prefer=(lat, lon))
    return UNKNOWN


def _known(a: Anchor, b: Anchor, plane: Plane, scene: Scene) -> tuple[BaseGeometry, str] | None:
    """The stretch between the two of a road that is named after them and passes both."""
    import shapely
    from shapely.ops import substring

    names = (f"{x.name}-{y.name} {w}" for x, y in ((a, b), (b, a)) for w in WORDS)
    for c in (c for n in names for c in scene.gazetteer.candidates(n) if c.kind == "road"):
        course = scene.gazetteer.shape(c)
        if course is None:
            continue
        line = longest(plane.flat(course))
        ends = [shapely.Point(plane.at(p.point)) for p in (a, b)]
        if all(line.distance(e) <= PASSES_KM for e in ends):
            one, two = sorted(line.project(e) for e in ends)
            return substring(line, one, two), c.name
    return None


def land_among(places: list[Anchor], scene: Scene) -> Ground:
    """ "The area between A, B and C": the land that their points enclose."""
    import shapely

    if len(places) < 3:
        return UNKNOWN
    middle = (sum(a.point[0] for a in places) / len(places), sum(a.point[1] for a in places) / len(places))
    plane = Plane(middle)
    hull = shapely.MultiPoint([plane.at(a.point) for a in places]).convex_hull
    shape = hull.buffer(5.0, quad_segs=2)
    words = "between " + ", ".join(a.name for a in places[:-1]) + f" and {places[-1].name}"
    return made(plane, shape, 5, words, shared(places[0], places[-1]), prefer=middle)
