"""Borders: the line two areas share, its stretch on one side or near a town, the land on one side of it, coasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.resolve.geometry import Point, compass_word, midpoint
from dateline.resolve.shapes.made import TOWNS, UNKNOWN, Anchor, Ground, Scene, made, shared
from dateline.resolve.shapes.parts import cut
from dateline.resolve.shapes.plane import Plane

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WIDTH_KM, WIDTH_SHARE = 10.0, 0.1
"""How far from the line "the border of A and B" is read, on both sides: the longer it is, the more coarsely."""
ZONE_KM = 20.0
"""The same for "the border area", and for one side of it."""
STRETCH_KM = 40.0
"""How much of a border to each side of a town is "the border near X"."""
SLACK_KM = 4.0
"""How far apart the outlines of two neighbours may run in the data."""
FAR_KM = 100.0
"""Farther off, a town tells no stretch of a border."""
COAST_KM = 10.0


def border(
    a: Anchor,
    b: Anchor,
    scene: Scene,
    *,
    bearing: float | None = None,
    beside: Anchor | None = None,
    within: Anchor | None = None,
    zone: bool = False,
) -> Ground:
    """The line that a and b share; where none is known, the land between them. Countries that do not meet have none."""
    import shapely

    found = line_of(a, b, scene)
    if found is None:
        apart = a.kind == b.kind == "country" and b.where[0] not in scene.gazetteer.neighbours(a.where[0] or "")
        return UNKNOWN if apart else between_areas(a, b, scene)
    line = found[0]
    middle: Point | None = found[1]
    prec = 6 if a.kind == b.kind == "country" else 5
    words = f"middle of the border of {a.name} and {b.name}"
    plane = Plane(found[1])
    flat = plane.flat(line)
    if bearing is not None:
        flat, middle = _side(flat, bearing), None
        words = f"{compass_word(bearing)} stretch of the border of {a.name} and {b.name}"
    if beside is not None and flat.distance(shapely.Point(plane.at(beside.point))) <= FAR_KM:
        flat, near = _stretch(flat, plane.at(beside.point)), beside.point
        return made(
            plane, flat, 5, f"border of {a.name} and {b.name} near {beside.name}", shared(a, b), prefer=near,
            width_km=WIDTH_KM,
        )  # fmt: skip
    if within is not None and not (within.kind == "country" and within.where[0] == shared(a, b)[0]):
        inside = clipped_line(flat, plane, scene, within)
        flat, middle, words = inside, None, f"{words}, in {within.name}"
    width = round(max(WIDTH_KM, WIDTH_SHARE * float(flat.length)), 1)
    if zone:
        return made(plane, flat.buffer(ZONE_KM, quad_segs=3), prec, words, shared(a, b), prefer=middle)
    return made(plane, flat, prec, words, shared(a, b), prefer=middle or _middle(plane, flat), width_km=width)


def side_of_border(a: Anchor, b: Anchor, scene: Scene, beside: Anchor | None = None) -> Ground:
    """ "On the Syrian side of the border": the strip along it inside a."""
    found = line_of(a, b, scene)
    if found is None:
        return UNKNOWN
    plane = Plane(found[1])
    flat = plane.flat(found[0])
    if beside is not None:
        flat = _stretch(flat, plane.at(beside.point))
    strip = flat.buffer(ZONE_KM, quad_segs=3).intersection(plane.flat(scene.land(a)).buffer(0))
    words = f"{a.name}'s side of the border of {a.name} and {b.name}" + (f" near {beside.name}" if beside else "")
    return made(plane, strip, 5, words, a.where)


def meeting(a: Anchor, b: Anchor, c: Anchor, scene: Scene) -> Ground:
    """Where the borders of three areas come together."""
    import shapely

    pairs = ((line_of(x, y, scene), z) for x, y, z in ((a, b, c), (a, c, b), (b, c, a)))
    found, third = next(((line, z) for line, z in pairs if line is not None), (None, c))
    if found is None:
        return UNKNOWN
    plane = Plane(found[1])
    line, land = plane.flat(found[0]), plane.flat(scene.land(third)).buffer(0)
    touching = line.intersection(land.buffer(SLACK_KM))
    centre = shapely.shortest_line(line, land).coords[0] if touching.is_empty else longest(touching).centroid.coords[0]
    spot = float(centre[0]), float(centre[1])
    prefer = plane.point(spot)
    words = f"where {a.name}, {b.name} and {c.name} meet"
    return made(plane, shapely.Point(spot).buffer(ZONE_KM, quad_segs=8), 5, words, shared(a, b), prefer=prefer)


def between_areas(a: Anchor, b: Anchor, scene: Scene) -> Ground:
    """The land between two places that share no border: the segment of their nearest points, with its surroundings."""
    import shapely

    plane = Plane(midpoint(a.point, b.point))
    if a.kind in TOWNS or b.kind in TOWNS:
        line = shapely.LineString([plane.at(a.point), plane.at(b.point)])
    else:
        line = shapely.shortest_line(*(plane.flat(scene.land(x)).buffer(0) for x in (a, b)))
    if line.length < 1.0:
        line = shapely.LineString([plane.at(a.point), plane.at(b.point)])
    words = f"middle between {a.name} and {b.name}: its middle"
    shape = line.buffer(max(5.0, 0.2 * line.length), quad_segs=4)
    return made(plane, shape, 5, words, shared(a, b), prefer=_middle(plane, line))


def coast(land: Anchor, bearing: float, scene: Scene, prefer: Point, words: str) -> Ground | None:
    """The outline of a country or a province on a side, where it is no border with a neighbour; None without one."""
    outline = scene.shape(land)
    code = land.where[0]
    if outline is None or code is None:
        return None
    plane = Plane(land.point)
    shore = plane.flat(outline).simplify(1.0).boundary
    for other in scene.gazetteer.neighbours(code):
        beside = scene.gazetteer.country(other)
        ground = scene.gazetteer.shape(beside) if beside is not None else None
        if ground is not None:
            shore = shore.difference(plane.flat(ground).simplify(1.0).buffer(2 * SLACK_KM, quad_segs=2))
    if land.kind != "country":
        home = scene.gazetteer.country(code)
        whole = scene.gazetteer.shape(home) if home is not None else None
        if whole is not None:
            shore = shore.difference(plane.flat(whole).buffer(-SLACK_KM, quad_segs=2))
    half = shore.intersection(cut(plane.flat(outline).simplify(1.0).buffer(0), bearing, 0.5).buffer(1.0))
    if half.is_empty or half.length < 5.0:
        return None
    return made(plane, half, 5, words, land.where, prefer=prefer, width_km=COAST_KM)


def line_of(a: Anchor, b: Anchor, scene: Scene) -> tuple[BaseGeometry, Point] | None:
    """The shared line in degrees and its middle: from the gazetteer, else where the two outlines run together."""
    import shapely

    known = scene.gazetteer.border(a.candidate, b.candidate) if a.candidate and b.candidate else None
    if known is not None and len(known.line) > 1:
        return shapely.LineString([(lon, lat) for lat, lon in known.line]), (known.lat, known.lon)
    one, two = scene.shape(a), scene.shape(b)
    if one is None or two is None or not {one.geom_type, two.geom_type} <= {"Polygon", "MultiPolygon"}:
        return None
    plane = Plane(midpoint(a.point, b.point))
    run = plane.flat(one).boundary.intersection(plane.flat(two).buffer(SLACK_KM, quad_segs=2))
    pieces = [p for p in shapely.get_parts(run) if p.geom_type == "LineString" and not p.is_empty]
    merged = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(pieces))) if pieces else []
    longest = max(merged, key=lambda p: float(p.length), default=None)
    if longest is None or longest.length < SLACK_KM:
        return None
    return plane.world(longest), _middle(plane, longest)


def _middle(plane: Plane, line: BaseGeometry) -> Point:
    spot = line.interpolate(0.5, normalized=True)
    return plane.point((float(spot.x), float(spot.y)))


def clipped_line(line: BaseGeometry, plane: Plane, scene: Scene, within: Anchor | None) -> BaseGeometry:
    """The longest piece of a line inside what the text names around it, if there is any."""
    if within is None:
        return line
    inside = line.intersection(plane.flat(scene.land(within)).buffer(SLACK_KM))
    return line if inside.is_empty else longest(inside)


def longest(line: BaseGeometry) -> BaseGeometry:
    """The longest piece of a line."""
    import shapely

    merged = shapely.line_merge(line) if line.geom_type == "MultiLineString" else line
    pieces = [p for p in shapely.get_parts(merged) if p.geom_type == "LineString" and not p.is_empty]
    return max(pieces, key=lambda p: float(p.length), default=line)


def _side(line: BaseGeometry, bearing: float) -> BaseGeometry:
    """The half of a line on one side, as its longest piece."""
    import shapely

    hull = line.envelope.buffer(1.0)
    pieces = shapely.get_parts(line.intersection(cut(hull, bearing, 0.5)))
    return max(pieces, key=lambda p: float(p.length), default=line)


def _stretch(line: BaseGeometry, spot: Point) -> BaseGeometry:
    """The piece of a line around its point that is nearest to a spot."""
    import shapely
    from shapely.ops import substring

    at = line.project(shapely.Point(spot))
    return substring(line, max(0.0, at - STRETCH_KM), min(line.length, at + STRETCH_KM))
