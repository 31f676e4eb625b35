"""A situation as GeoJSON (RFC 7946): happenings and holdings as points with their uncertainty.

Every point carries `radius_km` and `where_prec`, so that a province's middle is not taken for a place. With `areas` the
uncertainty is drawn too, as a polygon that runs counterclockwise and is cut at the 180th meridian (RFC 7946, 3.1.6 and
3.1.9). What has no point is in the collection with a null geometry: it did happen.
"""

from __future__ import annotations

from typing import Any

from dateline.exports.cells import visible
from dateline.exports.features import Feature, feature, uncertainty
from dateline.exports.geometry import Box, point_of
from dateline.model.situation import Day, Happening, Held, Situation, Spot


def situation_geojson(situation: Situation, *, areas: bool = False) -> dict[str, Any]:
    """The picture as a FeatureCollection. Happenings that the rules leave out are marked, not left out."""
    features = [_happening(h) for h in situation.happenings]
    features += [_held(h, n) for n, h in enumerate(situation.held, 1)]
    if areas:
        features += [area for f in features if (area := uncertainty(f)) is not None]
    told = {"case": situation.case, "at": situation.at, "as_of": situation.as_of, "head": situation.head}
    made: dict[str, Any] = {"type": "FeatureCollection"}
    box = Box()
    for f in features:
        if f["geometry"] and f["geometry"]["type"] == "Point":
            box.add(*f["geometry"]["coordinates"])
    if box.bbox:
        made["bbox"] = box.bbox
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
    return feature(h.id, _point(h.where), told)


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
    return feature(f"control-{number}", _point(h.place), told)


def _day(day: Day | None) -> dict[str, Any]:
    return {
        "start": day.start if day else None,
        "end": day.end if day else None,
        "date_precision": day.precision if day else None,
    }


def _spot(spot: Spot | None) -> dict[str, Any]:
    names = ("country", "admin1", "where_prec", "radius_km", "basis")
    return {"place": visible(spot.name) if spot else None} | {n: getattr(spot, n) if spot else None for n in names}


def _point(spot: Spot | None) -> tuple[float, float] | None:
    return point_of(spot.lat, spot.lon) if spot else None


def _number(h: Happening, slot: str) -> dict[str, Any]:
    found = h.slot(slot)
    number = found.number
    return {
        slot: visible(found.shown) if found.shown else None,
        f"{slot}_low": number.low if number else None,
        f"{slot}_best": number.best if number else None,
        f"{slot}_high": number.high if number else None,
    }
