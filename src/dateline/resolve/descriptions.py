"""Described places -> points, lines, radii: "the border of A and B", "100 km north of A", "north-west A"."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.annotate.described import Described
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.vocabulary import PlaceKind
from dateline.resolve.geometry import (
    Point,
    bearing,
    compass_word,
    destination,
    distance_km,
    midpoint,
    part_of_box,
    turn,
    wkt_line,
    wkt_point,
)

OFF_KM = 30.0
"""How far out "the areas north of A" are read, where the text gives no distance."""
BANK_KM = 10.0
"""How far from a town the bank of a river there is read."""
BESIDE_KM = 60.0
"""How far from its town a port or an airport may lie."""
TOWNS = frozenset({"city", "village"})
BUILT = frozenset({"facility", "airport", "military base"})
PARTS = frozenset({"country", "region", "desert", "area", "river"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A grounded name that a description is built on."""

    name: str
    kind: PlaceKind
    point: Point
    radius_km: float
    candidate: Candidate | None


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


UNKNOWN = Ground(None, None, None, None)


def ground(d: Described, anchors: list[Anchor | None], gazetteer: Gazetteer, near: list[str]) -> Ground | None:
    """Geometry of a description; None where the words are no place of their own (a direction before a province's name).

    `near` are the report's countries, most important first: "the Iraqi border" is the one with the first neighbour.
    """
    if d.subject is not None or d.construct == "attribute":
        return None
    known = [a for a in anchors if a is not None]
    if d.construct in {"facility", "facility of"}:
        return _facility(d, anchors, gazetteer)
    if d.construct in {"coast", "coast of"}:
        return _coast(d, known, gazetteer, near)
    if d.construct == "its border":
        return _its_border(d, gazetteer, near)
    if d.construct == "border area":
        return _border_area(gazetteer, near)
    if d.construct == "held":
        return _held(anchors)
    if d.construct in {"border of two", "border with", "border pair", "border", "border of"}:
        return _border(d, known, gazetteer, near)
    if d.construct in {"part", "central part", "own part"}:
        return _part(d, anchors)
    if not known or len(known) < len(anchors):
        return UNKNOWN
    if d.construct in {"road between", "road pair"}:
        return _between(known[0], known[1], "road between")
    return _around(d, known[0], known[1] if len(known) > 1 else None)


def _facility(d: Described, anchors: list[Anchor | None], gazetteer: Gazetteer) -> Ground | None:
    """The facility itself if the gazetteer has it near the town, else a stand-in at the town; none without a town."""
    town = next((a for a in anchors if a is not None and a.kind in TOWNS), None)
    if town is None:
        return UNKNOWN if d.construct == "facility" else None
    for name in (f"{town.name} {d.word}", f"{d.word} of {town.name}") if d.construct == "facility of" else ():
        for c in gazetteer.candidates(name):
            if c.kind in BUILT and distance_km((c.lat, c.lon), town.point) < BESIDE_KM:
                return Ground((c.lat, c.lon), c.radius_km, 1, None, wkt_point((c.lat, c.lon)), c.country, c.admin1)
    return Ground(town.point, 10.0, 2, f"in or at {town.name}: point of {town.name}", None, *_shared(town, town))


def _held(anchors: list[Anchor | None]) -> Ground:
    """ "Rebel-held areas of A": somewhere in A; of a country nothing can be told."""
    a = anchors[-1]
    if a is None or a.kind == "country":
        return UNKNOWN
    return Ground(a.point, a.radius_km, 5, f"part of {a.name}: point of {a.name}", None, *_shared(a, a))


def _coast(d: Described, known: list[Anchor], gazetteer: Gazetteer, near: list[str]) -> Ground:
    """ "A's northern coast": the edge of A on that side; "A's Red Sea coast": on the side of that sea.

    A bare coast of a country has no point; a town's coast is at the town.
    """
    seas = [a for a in known if a.candidate is not None and a.candidate.country is None]
    lands = [a for a in known if a not in seas]
    stated = next((c for code in d.codes if (c := gazetteer.country(code))), None)
    land = lands[0] if lands else _country(stated) if stated else None
    if seas:
        code = land.candidate.country if land and land.candidate else near[0] if near else None
        words = f"{seas[0].name} {d.word.split()[-1]}"
        own = [c for c in gazetteer.candidates(words) if c.country == code]
        if own:
            return Ground(
                (own[0].lat, own[0].lon), own[0].radius_km, 5, f"coast of {seas[0].name}: {own[0].name}", None, code
            )
    if land is None or (land.kind == "country" and d.bearing is None and not seas):
        return UNKNOWN
    if land.kind in TOWNS:
        return Ground(land.point, 25.0, 5, f"coast at {land.name}: point of {land.name}", None, *_shared(land, land))
    side = bearing(land.point, seas[0].point) if seas else d.bearing
    if side is None:
        return UNKNOWN
    box = land.candidate.bbox if land.candidate else None
    point = part_of_box(land.point, box, land.radius_km, side, 0.9)
    return Ground(point, land.radius_km, 5, f"{compass_word(side)} coast of {land.name}", None, *_shared(land, land))


def _its_border(d: Described, gazetteer: Gazetteer, near: list[str]) -> Ground:
    """A country's border on a side is that with the report's neighbour that lies there; else with the first one."""
    own, other = gazetteer.country(d.codes[0]), gazetteer.country(d.codes[-1])
    if own is not None and other is not None and own != other:
        return _line(_country(own), _country(other), gazetteer)
    beside = [c for code in near if code in gazetteer.neighbours(d.codes[0]) and (c := gazetteer.country(code))]
    if own is not None and d.bearing is not None:
        here = (own.lat, own.lon)
        beside = [c for c in beside if turn(bearing(here, (c.lat, c.lon)), d.bearing) <= 75]
    return _line(_country(own), _country(beside[0]), gazetteer) if own is not None and beside else UNKNOWN


def _border_area(gazetteer: Gazetteer, near: list[str]) -> Ground:
    """The border of the country the report is most about with the first of its neighbours among the next ones."""
    beside = gazetteer.neighbours(near[0]) if near else ()
    pair = [c for code in [*near[:1], *(n for n in near[1:4] if n in beside)][:2] if (c := gazetteer.country(code))]
    return _line(_country(pair[0]), _country(pair[1]), gazetteer) if len(pair) == 2 else UNKNOWN


def _country(c: Candidate) -> Anchor:
    return Anchor(c.name, "country", (c.lat, c.lon), c.radius_km, c)


def _border(d: Described, known: list[Anchor], gazetteer: Gazetteer, near: list[str]) -> Ground | None:
    sides = known + [_country(c) for code in d.codes if (c := gazetteer.country(code))]
    pair_needed = d.construct in {"border of two", "border pair", "border with"}
    if pair_needed and len(sides) < 2:
        return UNKNOWN
    if len(sides) >= 2:
        return _line(sides[0], sides[1], gazetteer)
    if not sides:
        return UNKNOWN
    one = sides[0]
    if one.kind != "country" or one.candidate is None or one.candidate.country is None:
        return None if d.construct == "border" else UNKNOWN
    beside = gazetteer.neighbours(one.candidate.country)
    other = next((code for code in near if code in beside), None)
    partner = gazetteer.country(other) if other else None
    return _line(one, _country(partner), gazetteer) if partner else UNKNOWN


def _line(a: Anchor, b: Anchor, gazetteer: Gazetteer) -> Ground:
    """The shared border; where the data have none, the middle between the two."""
    border = gazetteer.border(a.candidate, b.candidate) if a.candidate and b.candidate else None
    if border is None:
        return _between(a, b, "middle between")
    prec = 6 if a.kind == b.kind == "country" else 5
    return Ground(
        (border.lat, border.lon),
        round(border.length_km / 2, 1),
        prec,
        f"middle of the border of {a.name} and {b.name}",
        wkt_line(border.line),
        *_shared(a, b),
    )


def _shared(a: Anchor, b: Anchor) -> tuple[str | None, str | None]:
    one, two = (x.candidate.country if x.candidate else None for x in (a, b))
    return (one if one == two else None), None


def _between(a: Anchor, b: Anchor, words: str) -> Ground:
    return Ground(
        midpoint(a.point, b.point),
        round(distance_km(a.point, b.point) / 2, 1),
        5,
        f"{words} {a.name} and {b.name}: its middle",
        wkt_line((a.point, b.point)),
        *_shared(a, b),
    )


def _part(d: Described, anchors: list[Anchor | None]) -> Ground | None:
    """ "northern A": towards that side of a country or region; a city's part stays at the city; a province's name
    after a direction is the province itself."""
    a = anchors[0] if anchors else None
    if a is None:
        return UNKNOWN
    where = (a.candidate.country, a.candidate.admin1) if a.candidate else (None, None)
    if a.kind not in PARTS:
        if a.kind in {"city", "village"}:
            return Ground(a.point, max(5.0, a.radius_km), 2, f"part of {a.name}: point of {a.name}", None, *where)
        return None
    if d.bearing is None:
        return Ground(a.point, round(a.radius_km / 2, 1), 5, f"central part of {a.name}: its point", None, *where)
    point = part_of_box(a.point, a.candidate.bbox if a.candidate else None, a.radius_km, d.bearing)
    return Ground(
        point,
        round(a.radius_km / 2, 1),
        6 if a.kind == "country" else 5,
        f"{compass_word(d.bearing)} part of {a.name}",
        None,
        *where,
    )


def _around(d: Described, a: Anchor, beside: Anchor | None = None) -> Ground:
    where = (a.candidate.country, a.candidate.admin1) if a.candidate else (None, None)
    if d.construct == "distance" and d.bearing is not None and d.distance_km is not None:
        p = destination(a.point, d.bearing, d.distance_km)
        return Ground(
            p,
            round(max(5.0, 0.15 * d.distance_km), 1),
            2 if d.distance_km <= 25 else 5,
            f"destination {d.distance_km:g} km {compass_word(d.bearing)} of {a.name}",
            wkt_point(p),
            *where,
        )
    if d.distance_km is not None:
        return Ground(
            a.point,
            round(d.distance_km + a.radius_km, 1),
            2 if d.distance_km <= 25 else 5,
            f"within {d.distance_km:g} km of {a.name}",
            None,
            *where,
        )
    if d.construct == "side" and a.kind == "river" and beside is not None and d.bearing is not None:
        p = destination(beside.point, d.bearing, BANK_KM)
        words = (
            f"{compass_word(d.bearing)} bank of {a.name} at {beside.name}: read as {BANK_KM:g} km from {beside.name}"
        )
        return Ground(p, round(max(25.0, beside.radius_km), 1), 5, words, None, *_shared(beside, beside))
    if d.construct == "side" and a.kind == "river":
        return Ground(a.point, a.radius_km, 5, f"beside {a.name}: point of the river", None, *where)
    if d.bearing is not None:
        off = max(OFF_KM, a.radius_km) if a.kind != "country" else a.radius_km
        p = destination(a.point, d.bearing, off)
        return Ground(
            p, round(off + 10, 1), 5, f"{compass_word(d.bearing)} of {a.name}: read as {off:g} km out", None, *where
        )
    if d.construct in {"road to", "road in"}:
        return Ground(
            a.point, round(max(25.0, a.radius_km), 1), 5, f"road at {a.name}: point of {a.name}", None, *where
        )
    return Ground(a.point, round(max(20.0, a.radius_km), 1), 2, f"around {a.name}: point of {a.name}", None, *where)
