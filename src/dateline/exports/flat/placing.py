"""The point of a record on a map, and what is told where it has none or another one."""

from __future__ import annotations

from typing import Final

from dateline.case.facts import PlaceFacts
from dateline.exports.coded import Located
from dateline.exports.geometry import Point, point_of
from dateline.exports.losses import Losses
from dateline.model.situation import Spot

DECIMALS: Final = 7
"""Of a degree: a centimetre."""
UNPLACED: Final = "no place is told, or none that a gazetteer knows: the record is there without a geometry"
NOWHERE: Final = "the coordinates are on no globe: the record is there without a geometry"
TURNED: Final = "the longitude is turned to lie from -180 to 180"
ROUNDED: Final = "rounded to 7 decimals of a degree, a centimetre"


def placed(record: str, place: Located | Spot | PlaceFacts | None, losses: Losses) -> Point | None:
    """The point of a place; tells where there is none, or where it is not the very same."""
    lat, lon = (place.lat, place.lon) if place else (None, None)
    if lat is None or lon is None:
        losses.changed(record, "geometry", place.name if place else "", UNPLACED)
        return None
    point = point_of(lat, lon, DECIMALS)
    if point is None:
        losses.dropped(record, "geometry", f"{lat} {lon}", NOWHERE)
    elif not -180 <= lon <= 180:
        losses.changed(record, "geometry", lon, TURNED)
    elif point != (lon, lat):
        losses.changed(record, "geometry", f"{lat} {lon}", ROUNDED)
    return point
