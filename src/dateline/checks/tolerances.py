"""When the map agrees with a stated distance or direction.

A direction given as one of eight words is right within 45 degrees of it (a sector of 90), plus the angle that the
places' own extent takes up, and is not called wrong within 5 degrees more. A distance is right within 20 %, or within
the sum of the two radii, whichever is more, and only called wrong beyond the two together; "up to" and "less than"
leave it open downwards, "at least" and "more than" upwards, to twice of it. To a country it is measured from the
nearest border, to a province from there or from its middle. A place without coordinates gives "cannot tell"; so does a
direction between places that overlap.
"""

from __future__ import annotations

import math
from typing import Any

from dateline.gazetteer.protocol import Box, Candidate, Gazetteer
from dateline.model.records import Place
from dateline.model.vocabulary import Hedge, Verdict
from dateline.resolve.geometry import Point, bearing, compass_word, distance_km, turn
from dateline.resolve.shapes.sectors import mainland

SECTOR = 45.0
OPPOSITE = 112.5
"""Degrees beyond which a place lies on the other side of its country: people call the south-west "the west" too."""
MARGIN = 5.0
"""Degrees past the sector that are not held against a report."""
SHARE = 0.2
OPEN = 2.0
"""How many times a least distance the true one may be before nothing can be said of it."""
INNER, OUTER = 0.1, 0.25
"""Within its country a place is nowhere in particular nearer than INNER of the way from the middle to the edge; a wrong
direction is only told farther out than OUTER."""


def _point(p: Place | None) -> Point | None:
    return (p.lat, p.lon) if p is not None and p.lat is not None and p.lon is not None else None


def distance(
    a: Place | None, b: Place | None, stated: float, hedge: Hedge, gazetteer: Gazetteer
) -> tuple[Verdict, dict[str, Any]]:
    """Stated against computed km, by the hedge; what is no point is measured by its extent."""
    one, two = _point(a), _point(b)
    figures: dict[str, Any] = {"stated_km": stated, "computed_km": None}
    if one is None or two is None or a is None or b is None:
        return "cannot tell", figures
    apart = distance_km(one, two)
    edge = min(_from_edge(a, two, apart, gazetteer), _from_edge(b, one, apart, gazetteer))
    computed = edge if "country" in {a.kind, b.kind} else apart
    wide = sum(p.radius_km or 0.0 for p in (a, b) if p.kind != "country")
    slack = max(SHARE * stated, wide)
    figures |= {"computed_km": round(computed, 1), "tolerance_km": round(slack, 1)}
    low, high = min(edge, computed) - slack, computed + slack
    if hedge in {"at most", "less than"}:
        return ("agrees" if low <= stated else "disagrees"), figures
    if hedge in {"at least", "more than"}:
        if low > OPEN * stated:
            return "cannot tell", figures
        return ("agrees" if high >= stated else "disagrees"), figures
    if low <= stated <= high:
        return "agrees", figures
    both = SHARE * stated + wide - slack
    return ("cannot tell" if low - both <= stated <= high + both else "disagrees"), figures


def _from_edge(area: Place, point: Point, apart: float, gazetteer: Gazetteer) -> float:
    """Km from a point to the outline of a country or province, 0 inside; for all else as far as its point is."""
    import shapely

    from dateline.resolve.shapes.plane import Plane

    place = area_of(area, gazetteer)
    land = gazetteer.shape(place) if place is not None else None
    if land is None:
        return apart
    return float(Plane(point).flat(land).distance(shapely.Point(0, 0)))


def area_of(place: Place, gazetteer: Gazetteer) -> Candidate | None:
    """The gazetteer's record of a country or province; None for all else."""
    if place.kind == "country":
        return gazetteer.country(place.country) if place.country else None
    if place.kind != "province" or place.geonames_id is None:
        return None
    return next((c for c in gazetteer.candidates(place.name) if c.geonames_id == place.geonames_id), None)


def direction(a: Place | None, b: Place | None, stated: float) -> tuple[Verdict, dict[str, Any]]:
    """Stated against computed bearing from a to b."""
    one, two = _point(a), _point(b)
    figures: dict[str, Any] = {"stated_bearing": stated, "computed_bearing": None}
    if one is None or two is None or a is None or b is None:
        return "cannot tell", figures
    apart, wide = distance_km(one, two), (a.radius_km or 0.0) + (b.radius_km or 0.0)
    if apart <= max(wide, 1.0):
        return "cannot tell", figures | {"computed_km": round(apart, 1)}
    slack = math.degrees(math.asin(wide / apart))
    computed = bearing(one, two)
    figures |= {
        "computed_bearing": round(computed, 1),
        "tolerance_degrees": round(SECTOR + slack, 1),
        "computed_km": round(apart, 1),
    }
    off = turn(computed, stated) - SECTOR - slack
    return ("agrees" if off <= 0 else "cannot tell" if off <= MARGIN else "disagrees"), figures


def inside(place: Place, gazetteer: Gazetteer, land: Candidate | None, stated: float) -> tuple[Verdict, dict[str, Any]]:
    """Where a place lies in its country or province, in units of that area's own height and width."""
    point = _point(place)
    figures: dict[str, Any] = {"stated_bearing": stated, "computed_bearing": None}
    box = _box(land, gazetteer) if land is not None else None
    if land is None or box is None or point is None:
        return "cannot tell", figures
    south, west, north, east = box
    up, right = point[0] - land.lat, point[1] - land.lon
    y = up / ((north - land.lat) if up > 0 else (land.lat - south))
    x = right / ((east - land.lon) if right > 0 else (land.lon - west))
    out, computed = math.hypot(x, y), math.degrees(math.atan2(x, y)) % 360
    figures |= {
        "computed_bearing": round(computed, 1),
        "share_of_the_way_out": round(out, 2),
        "tolerance_degrees": SECTOR * 1.5,
    }
    off = turn(computed, stated)
    if out > INNER and off <= SECTOR * 1.5:
        return "agrees", figures
    return ("disagrees" if out > OUTER and off > OPPOSITE else "cannot tell"), figures


def _box(land: Candidate, gazetteer: Gazetteer) -> Box | None:
    """The box of the mainland: nobody counts France's north and south from Guiana."""
    shape = gazetteer.shape(land)
    if shape is None:
        return land.bbox
    west, south, east, north = mainland(shape, 0.01).bounds
    return south, west, north, east


def said(verdict: Verdict, what: str, figures: dict[str, Any], a: Place | None, b: Place | None) -> str:
    one, two = (p.name if p else "a place not named" for p in (a, b))
    if figures.get(f"computed_{'km' if what == 'distance' else 'bearing'}") is None:
        return f"The {what} from {one} to {two} cannot be computed."
    if what == "distance":
        return f"{one} and {two} are {figures['computed_km']:g} km apart; the report says {figures['stated_km']:g} km."
    computed, stated = compass_word(figures["computed_bearing"]), compass_word(figures["stated_bearing"])
    return f"{two} lies {computed} of {one}; the report says {stated}."
