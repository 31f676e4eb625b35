"""A situation as GeoJSON (RFC 7946): happenings and holdings as points with their uncertainty.

Every point carries `radius_km` and `where_prec`, so that a province's middle is not taken for a place. With `areas` the
uncertainty is drawn too, as a polygon that runs counterclockwise and is cut at the 180th meridian (RFC 7946, 3.1.6 and
3.1.9). What has no point is in the collection with a null geometry: it did happen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, Final

from dateline.exports.cells import visible
from dateline.model.situation import Day, Happening, Held, Situation, Spot

EARTH_KM: Final = 6371.0088
"""Mean radius (IUGG): good to half a per cent, which is less than any radius here is known."""
CORNERS: Final = 48
"""Of a circle drawn as a polygon."""
DECIMALS: Final = 5
"""Of a degree: a metre."""
WIDEST: Final = 2000.0
"""Radius in km beyond which nothing is drawn: a circle that holds a pole is no polygon in degrees."""

Feature = dict[str, Any]


def situation_geojson(situation: Situation, *, areas: bool = False) -> dict[str, Any]:
    """The picture as a FeatureCollection. Happenings that the rules leave out are marked, not left out."""
    features = [_happening(h) for h in situation.happenings]
    features += [_held(h, n) for n, h in enumerate(situation.held, 1)]
    if areas:
        features += list(_areas(features))
    told = {"case": situation.case, "at": situation.at, "as_of": situation.as_of, "head": situation.head}
    made: dict[str, Any] = {"type": "FeatureCollection"}
    points = [f["geometry"]["coordinates"] for f in features if f["geometry"] and f["geometry"]["type"] == "Point"]
    if points:
        made["bbox"] = bounding_box(points)
    return {**made, "dateline": {**told, "rules": list(situation.rules)}, "features": features}


def _happening(h: Happening) -> Feature:
    told = {
        "kind": "happening",
        "title": visible(h.title),
        "plover": h.plover,
        "acled": h.acled,
        "ucdp": h.ucdp,
        "status": h.status,
        **_day(h.when),
        **_spot(h.where),
        "actors": [{"role": s.role, "name": visible(s.name), "key": s.key} for s in h.sides],
        **_number(h, "deaths"),
        **_number(h, "injured"),
        "reports": h.reports,
        "voices": h.voices,
        "disputed": [s.name for s in h.slots if s.state == "disputed"],
        "included": h.included,
        "excluded_by": h.excluded_by,
    }
    return _feature(h.id, h.where, told)


def _held(h: Held, number: int) -> Feature:
    told = {
        "kind": "control",
        "actor": visible(h.actor),
        "actor_key": h.actor_key,
        "status": h.status,
        **_day(h.when),
        **_spot(h.place),
        "said": len(h.said),
        "against": [visible(side.value) for side in h.against],
    }
    return _feature(f"control-{number}", h.place, told)


def _feature(id_: str, spot: Spot | None, properties: dict[str, Any]) -> Feature:
    point = None
    if spot is not None and spot.lat is not None and spot.lon is not None:
        point = {"type": "Point", "coordinates": [_turned(spot.lon), round(spot.lat, DECIMALS)]}
    return {"type": "Feature", "id": id_, "geometry": point, "properties": properties}


def _day(day: Day | None) -> dict[str, Any]:
    return {
        "start": day.start if day else None,
        "end": day.end if day else None,
        "date_precision": day.precision if day else None,
    }


def _spot(spot: Spot | None) -> dict[str, Any]:
    names = ("country", "admin1", "where_prec", "radius_km", "basis")
    return {"place": visible(spot.name) if spot else None} | {n: getattr(spot, n) if spot else None for n in names}


def _number(h: Happening, slot: str) -> dict[str, Any]:
    found = h.slot(slot)
    number = found.number
    return {
        slot: visible(found.shown) if found.shown else None,
        f"{slot}_low": number.low if number else None,
        f"{slot}_best": number.best if number else None,
        f"{slot}_high": number.high if number else None,
    }


def _turned(lon: float) -> float:
    """A longitude from -180 to 180."""
    return round((lon + 180) % 360 - 180 if not -180 <= lon <= 180 else lon, DECIMALS)


def bounding_box(points: Iterable[list[float]]) -> list[float]:
    """West, south, east, north of points. West is greater than east where the narrowest box crosses the 180th meridian
    (RFC 7946, 5.2)."""
    known = list(points)
    lats = [p[1] for p in known]
    lons = sorted({p[0] for p in known})
    gaps = [(b - a, a, b) for a, b in pairwise(lons)]
    widest = max(gaps, default=(0.0, 0.0, 0.0))
    around = lons[0] + 360 - lons[-1]
    west, east = (widest[2], widest[1]) if widest[0] > around else (lons[0], lons[-1])
    return [west, min(lats), east, max(lats)]


def _areas(features: Iterable[Feature]) -> Iterator[Feature]:
    """The uncertainty of each point, as an area of its own that names the point."""
    for f in features:
        radius = f["properties"]["radius_km"]
        if f["geometry"] and radius and radius <= WIDEST:
            lon, lat = f["geometry"]["coordinates"]
            told = {"kind": "uncertainty", "of": f["id"], "radius_km": radius}
            yield {"type": "Feature", "id": f"{f['id']}-area", "geometry": circle(lat, lon, radius), "properties": told}


def circle(lat: float, lon: float, km: float) -> dict[str, Any]:
    """All within so many kilometres of a point, as a polygon, or two where it crosses the 180th meridian.

    A circle that reaches over a pole is cut off short of it.
    """
    reach = min(math.degrees(km / EARTH_KM), max(0.01, 89.9 - abs(lat)))
    corners = [_away(lat, lon, reach, -360.0 * n / CORNERS) for n in range(CORNERS)]
    ring = [*corners, corners[0]]
    if all(-180 <= x <= 180 for x, _ in ring):
        return {"type": "Polygon", "coordinates": [_rounded(ring)]}
    shift = 360.0 if lon < 0 else -360.0
    edge = -180.0 if lon < 0 else 180.0
    near = _clipped(ring, edge, keep_below=edge > 0)
    far = [(x + shift, y) for x, y in _clipped(ring, edge, keep_below=edge < 0)]
    return {"type": "MultiPolygon", "coordinates": [[_rounded(near)], [_rounded(far)]]}


def _away(lat: float, lon: float, degrees: float, bearing: float) -> tuple[float, float]:
    """The point so far away on the sphere, in a direction (degrees clockwise from north). Its longitude is counted on
    from the middle's, beyond 180 where it must be."""
    p, d, b = math.radians(lat), math.radians(degrees), math.radians(bearing)
    y = math.asin(math.sin(p) * math.cos(d) + math.cos(p) * math.sin(d) * math.cos(b))
    x = math.atan2(math.sin(b) * math.sin(d) * math.cos(p), math.cos(d) - math.sin(p) * math.sin(y))
    return lon + math.degrees(x), math.degrees(y)


def _clipped(ring: list[tuple[float, float]], edge: float, *, keep_below: bool) -> list[tuple[float, float]]:
    """The part of a ring on one side of a meridian, closed (Sutherland and Hodgman)."""
    found: list[tuple[float, float]] = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        inside, goes_on_inside = (x1 <= edge) == keep_below, (x2 <= edge) == keep_below
        if inside:
            found.append((x1, y1))
        if inside != goes_on_inside:
            found.append((edge, y1 + (y2 - y1) * (edge - x1) / (x2 - x1)))
    return [*found, found[0]]


def _rounded(ring: Iterable[tuple[float, float]]) -> list[list[float]]:
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring]
