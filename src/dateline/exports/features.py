"""What every map in GeoJSON is made of: features with their points, and areas that show how uncertain a point is."""

from __future__ import annotations

from typing import Any, Final

from dateline.exports.geometry import WIDEST, Point, circle

Feature = dict[str, Any]
POLAR: Final = 89.9
"""Latitude beyond which no circle is drawn: it would hold the pole."""


def feature(id_: str, point: Point | None, properties: dict[str, Any]) -> Feature:
    """A feature; what has no point has a null geometry (RFC 7946, 3.2): it did happen."""
    geometry = {"type": "Point", "coordinates": list(point)} if point else None
    return {"type": "Feature", "id": id_, "geometry": geometry, "properties": properties}


def uncertainty(of: Feature) -> Feature | None:
    """The uncertainty of a point as an area of its own that names the point; None where there is none to draw."""
    radius = of["properties"].get("radius_km")
    if not of["geometry"] or not radius or not 0 < radius <= WIDEST:
        return None
    lon, lat = of["geometry"]["coordinates"]
    if abs(lat) > POLAR:
        return None
    told = {"kind": "uncertainty", "of": of["id"], "radius_km": radius}
    return {"type": "Feature", "id": f"{of['id']}-area", "geometry": circle(lat, lon, radius), "properties": told}
