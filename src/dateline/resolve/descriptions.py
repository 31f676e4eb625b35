"""Described places -> areas, lines, points: which construction is built by which of the files in `shapes`."""

from __future__ import annotations

from collections.abc import Callable

from dateline.annotate.described import Described
from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Candidate
from dateline.resolve.geometry import bearing, compass_word, destination, distance_km, part_of_box, turn, wkt_point
from dateline.resolve.shapes.borders import border, coast, meeting, side_of_border
from dateline.resolve.shapes.made import AREAS, TOWNS, UNKNOWN, Anchor, Ground, Names, Scene, country_anchor, shared
from dateline.resolve.shapes.parts import part, town_part
from dateline.resolve.shapes.sectors import around, away, beside, direction, far_out, offset
from dateline.resolve.shapes.ways import along, confluence, land_between, mouth, road_between

BANK_KM = 10.0
"""How far from a town the bank of a river there is read."""
BESIDE_KM = 60.0
"""How far from its town a port or an airport may lie."""
ROAD_KM = 25.0
"""How far from a town "the road to X" is read."""
COAST_KM = 25.0
"""How far from a town its coast is read."""
HOST_KM = 10.0
BUILT = frozenset({"facility", "airport", "military base"})
BORDERS = frozenset({"border of two", "border with", "border pair", "border", "border of", "border of three"})


def ground(d: Described, names: Names, scene: Scene) -> Ground | None:
    """Geometry of a description; None where the words are no place of their own (a direction before a province's
    name, a distance that places the name before it)."""
    if d.subject is not None or d.construct == "attribute":
        return None
    if d.construct in BORDERS:
        return _border(d, names, scene)
    builder = _BUILDERS.get(d.construct)
    if builder is not None:
        return builder(d, names, scene)
    known = names.known
    if not known or len(known) < len(names.anchors):
        return UNKNOWN
    return _around(d, names, known[0], scene)


# --- built things and land that is held -------------------------------------------------------------------------------


def _facility(d: Described, names: Names, scene: Scene) -> Ground | None:
    """The facility itself if the gazetteer has it near the town, else a stand-in at the town; none without a town."""
    town = next((a for a in names.known if a.kind in TOWNS), None)
    if town is None:
        return UNKNOWN if d.construct == "facility" else None
    for name in (f"{town.name} {d.word}", f"{d.word} of {town.name}") if d.construct == "facility of" else ():
        for c in scene.gazetteer.candidates(name):
            if c.kind in BUILT and distance_km((c.lat, c.lon), town.point) < BESIDE_KM:
                return Ground((c.lat, c.lon), c.radius_km, 1, None, wkt_point((c.lat, c.lon)), c.country, c.admin1)
    basis = f"in or at {town.name}: point of {town.name}"
    return Ground(town.point, HOST_KM, 2, basis, None, *shared(town, town))


def _held(d: Described, names: Names, scene: Scene) -> Ground:
    """ "Rebel-held areas of A": somewhere in A; of a country nothing can be told."""
    a = names.anchors[-1]
    if a is None or a.kind == "country":
        return UNKNOWN
    if d.bearing is not None and a.kind in AREAS:
        return part(a, d.bearing, scene)
    basis = f"part of {a.name}: point of {a.name}"
    return beside(a, max(a.radius_km, 5.0), 5, basis, scene)


# --- borders and coasts -----------------------------------------------------------------------------------------------


def _border(d: Described, names: Names, scene: Scene) -> Ground | None:
    """Of two or three areas named; of one country, with the first of its neighbours that the report is about."""
    sides = names.known + _countries(d, scene)
    if d.construct in {"border of two", "border pair", "border with"} and len(sides) < 2:
        return UNKNOWN
    zone = any(w in d.word.split() for w in ("area", "region", "zone", "borderlands"))
    if len(sides) > 2:
        return meeting(sides[0], sides[1], sides[2], scene)
    if len(sides) == 2:
        return border(sides[0], sides[1], scene, bearing=d.bearing, beside=names.near, within=names.within, zone=zone)
    if not sides:
        return UNKNOWN
    one = sides[0]
    if one.kind != "country" or one.where[0] is None:
        return None if d.construct == "border" else UNKNOWN
    other = _neighbour(one.where[0], names.near, scene)
    return border(one, other, scene, bearing=d.bearing, beside=names.near, zone=zone) if other else UNKNOWN


def _border_side(d: Described, names: Names, scene: Scene) -> Ground:
    """ "On the Syrian side of the border"."""
    sides = names.known[:1] or _countries(d, scene)[:1]
    if not sides or sides[0].kind != "country" or sides[0].where[0] is None:
        return UNKNOWN
    other = _neighbour(sides[0].where[0], names.near, scene)
    return side_of_border(sides[0], other, scene, names.near) if other else UNKNOWN


def _neighbour(code: str, near: Anchor | None, scene: Scene) -> Anchor | None:
    """Which neighbour a country's border is with: that of the town beside it, else the report's first one."""
    around = scene.gazetteer.neighbours(code)
    own = (near.where[0],) if near is not None else ()
    found = next((c for c in (*own, *scene.near) if c in around), None)
    other = scene.gazetteer.country(found) if found else None
    return country_anchor(other) if other else None


def _its_border(d: Described, names: Names, scene: Scene) -> Ground:
    """A country's border on a side is that with the report's neighbour that lies there; else with the first one."""
    gazetteer = scene.gazetteer
    own, other = gazetteer.country(d.codes[0]), gazetteer.country(d.codes[-1])
    if own is not None and other is not None and own != other:
        return border(country_anchor(own), country_anchor(other), scene, beside=names.near)
    near = [c for code in scene.near if code in gazetteer.neighbours(d.codes[0]) and (c := gazetteer.country(code))]
    if own is not None and d.bearing is not None:
        here = (own.lat, own.lon)
        near = [c for c in near if turn(bearing(here, (c.lat, c.lon)), d.bearing) <= 75]
    return border(country_anchor(own), country_anchor(near[0]), scene) if own is not None and near else UNKNOWN


def _border_area(d: Described, names: Names, scene: Scene) -> Ground:
    """The border of the country the report is most about with the first of its neighbours among the next ones."""
    near = scene.near
    around = scene.gazetteer.neighbours(near[0]) if near else ()
    codes = [*near[:1], *(n for n in near[1:4] if n in around)][:2]
    pair = [c for code in codes if (c := scene.gazetteer.country(code))]
    return border(country_anchor(pair[0]), country_anchor(pair[1]), scene) if len(pair) == 2 else UNKNOWN


def _coast(d: Described, names: Names, scene: Scene) -> Ground:
    """ "A's northern coast": the edge of A on that side; "A's Red Sea coast": on the side of that sea.

    A bare coast of a country has no point; a town's coast is at the town.
    """
    known = names.known
    seas = [a for a in known if a.candidate is not None and a.candidate.country is None]
    lands = [a for a in known if a not in seas] or _countries(d, scene)
    land = lands[0] if lands else None
    if seas:
        code = land.where[0] if land else scene.near[0] if scene.near else None
        named = f"{seas[0].name} {d.word.split()[-1]}"
        own: list[Candidate] = [c for c in scene.gazetteer.candidates(named) if c.country == code]
        if own:
            point, basis = (own[0].lat, own[0].lon), f"coast of {seas[0].name}: {own[0].name}"
            return Ground(point, own[0].radius_km, 5, basis, None, code)
    if land is None or (land.kind == "country" and d.bearing is None and not seas):
        return UNKNOWN
    if land.kind in TOWNS:
        return beside(land, COAST_KM, 5, f"coast at {land.name}: point of {land.name}", scene)
    side = bearing(land.point, seas[0].point) if seas else d.bearing
    if side is None:
        return UNKNOWN
    box = land.candidate.bbox if land.candidate else None
    point = part_of_box(land.point, box, land.radius_km, side, 0.9)
    words = f"{compass_word(side)} coast of {land.name}"
    return coast(land, side, scene, point, words) or Ground(point, land.radius_km, 5, words, None, *shared(land, land))


def _countries(d: Described, scene: Scene) -> list[Anchor]:
    return [country_anchor(c) for code in d.codes if (c := scene.gazetteer.country(code))]


# --- seats ------------------------------------------------------------------------------------------------------------


def seat(a: Anchor, scene: Scene) -> Candidate | None:
    """The capital of a country; of a province, the town in it that bears its name, the largest of them."""
    code = a.where[0]
    if a.kind == "country":
        return scene.gazetteer.capital(code) if code else None
    found = [
        c
        for c in scene.gazetteer.candidates(a.name)
        if c.kind in TOWNS and c.country == code and fold(c.admin1 or "") == fold(a.name)
    ]
    return max(found, key=lambda c: (c.feature == "PPLA", c.population), default=None)


# --- parts, ways and surroundings -------------------------------------------------------------------------------------


def _part(d: Described, names: Names, scene: Scene) -> Ground | None:
    """Of an area, the part on that side; a city's part stays at the city; a province's name after a direction is the
    province itself, unless the text says "the north of"."""
    a = names.anchors[0] if names.anchors else None
    if a is None:
        return UNKNOWN
    if a.kind in TOWNS and d.construct == "own part":
        return around(a, scene, names.within, d.bearing, open_land=True)
    if a.kind in TOWNS:
        return town_part(a, d.bearing)
    inside = d.construct in {"part of", "own part"} or a.kind not in {"province", "district"}
    if not inside or a.kind not in AREAS | {"river", "road"}:
        return None
    far = any(w in d.word.split() for w in ("far", "extreme", "deep"))
    return part(a, d.bearing, scene, far=far)


def _two(d: Described, names: Names, scene: Scene) -> Ground:
    """What lies or leads between two places, and where two rivers meet."""
    known = names.known
    if len(known) < 2:
        return UNKNOWN
    if d.construct == "confluence":
        return confluence(known[0], known[1], scene)
    if d.construct == "between":
        return land_between(known[0], known[1], scene, names.within)
    return road_between(known[0], known[1], scene, names.within)


def _mouth(d: Described, names: Names, scene: Scene) -> Ground | None:
    known = names.known
    return mouth(known[0], scene) if known and known[0].kind == "river" else None


def _around(d: Described, names: Names, a: Anchor, scene: Scene) -> Ground:
    if d.construct == "distance" and d.bearing is not None and d.distance_km is not None:
        return offset(a, d.bearing, d.distance_km, d.hedge, scene, names.within)
    if d.distance_km is not None:
        return away(a, d.distance_km, "exact" if d.construct == "within" else d.hedge, scene, names.within)
    if d.construct in {"along", "in", "side"} and a.kind in {"river", "road"}:
        return _beside_way(d, names, a, scene)
    if d.construct == "side" and d.bearing is not None:
        return _side(d, names, a, scene)
    if d.construct == "parts" and d.bearing is not None and a.kind in AREAS and "inside" in d.word:
        return part(a, d.bearing, scene)
    if d.construct == "in":
        return _in(names, d.bearing, scene)
    if d.construct in {"around", "around after", "near"}:
        open_land = any(w in d.word for w in ("countryside", "hinterland", "villages"))
        return around(a, scene, names.within, d.bearing, open_land=open_land)
    if d.bearing is not None:
        return direction(a, d.bearing, scene, names.within, far_out(a, d.word))
    if d.construct in {"road to", "road in"}:
        far = max(ROAD_KM, a.radius_km)
        return beside(a, far, 5, f"road at {a.name}: point of {a.name}", scene, names.within)
    return beside(a, max(20.0, a.radius_km), 2, f"around {a.name}: point of {a.name}", scene, names.within)


def _side(d: Described, names: Names, a: Anchor, scene: Scene) -> Ground:
    """ "The eastern side of the city", "the northern coast of X": still in it."""
    if any(w in d.word for w in ("coast", "shore")):
        return _coast(d, names, scene)
    return part(a, d.bearing, scene) if a.kind in AREAS | TOWNS else direction(a, d.bearing or 0.0, scene, names.within)


def _in(names: Names, bearing: float | None, scene: Scene) -> Ground:
    """Something not known by itself ("International highway in X"): somewhere in what it lies in."""
    a = names.known[-1]
    if a.kind in AREAS:
        return part(a, bearing, scene)
    return beside(a, max(a.radius_km, HOST_KM), 2, f"in or at {a.name}: point of {a.name}", scene)


def _beside_way(d: Described, names: Names, a: Anchor, scene: Scene) -> Ground:
    """A bank of a river, at a town or in a province where the text names one."""
    known = names.known
    spot = known[1] if len(known) > 1 else names.within
    if spot is not None and spot.kind in TOWNS and d.bearing is not None:
        point = destination(spot.point, d.bearing, BANK_KM)
        side = compass_word(d.bearing)
        words = f"{side} bank of {a.name} at {spot.name}: read as {BANK_KM:g} km from {spot.name}"
        at = Anchor(spot.name, spot.kind, point, spot.radius_km, spot.candidate)
        return beside(at, max(COAST_KM, spot.radius_km), 5, words, scene)
    if d.bearing is not None and scene.course(a) is not None:
        return direction(a, d.bearing, scene, spot)
    town = spot if spot is not None and spot.kind in TOWNS else None
    found = along(a, scene, None if town else spot, town)
    if found is None and spot is not None:
        words = f"{a.name} at {spot.name}: point of {spot.name}"
        return beside(spot, max(COAST_KM, spot.radius_km), 5, words, scene, names.within)
    return found or Ground(a.point, a.radius_km, 5, f"beside {a.name}: point of the river", None, *a.where)


Builder = Callable[[Described, Names, Scene], Ground | None]
_BUILDERS: dict[str, Builder] = {
    "facility": _facility,
    "facility of": _facility,
    "held": _held,
    "border side": _border_side,
    "its border": _its_border,
    "border area": _border_area,
    "coast": _coast,
    "coast of": _coast,
    "part": _part,
    "part of": _part,
    "central part": _part,
    "own part": _part,
    "between": _two,
    "confluence": _two,
    "road between": _two,
    "road pair": _two,
    "mouth": _mouth,
}
"""How each construction is built; what is not here lies around its first name."""
