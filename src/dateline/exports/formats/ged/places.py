"""Where: the place, its divisions, the point and its cell, and the country.

`where_prec` says how precisely the point is known, and goes with the divisions (UCDP GED codebook): 3 names a
second-order division (`adm_2`), 4 a first-order one (`adm_1`), 6 the country alone.
"""

from __future__ import annotations

import math
from typing import Final

from dateline.codebook.country_codes import codes_of
from dateline.codebook.priogrid import priogrid_gid
from dateline.exports.coded import CodedEvent, Located
from dateline.exports.formats.ged.made import Made, line

DECIMALS: Final = 6
"""Of a degree, as UCDP writes them: a decimetre."""
COUNTRY: Final = 6
"""`where_prec` of a country's middle."""
VAGUE: Final = 5

NOWHERE: Final = "no place is told"
NAMELESS: Final = "the place has no name"
NO_POINT: Final = "no point is known for the place"
NO_PRECISION: Final = "it is not known how precise the place is"
NO_COUNTRY: Final = "the place is in no country that UCDP numbers"
NO_DIVISION: Final = "its first-order division is not known: where_prec is 5"
NOT_OF_A_COUNTRY: Final = "a country has no first-order division"
CODED_UNDER: Final = "UCDP codes what happens there under another country's name"
ABOUT: Final = "GED has no radius and no words for how a point was found"


def put_place(event: CodedEvent, made: Made) -> None:
    """Fill the columns of the place."""
    where = event.where
    if where is None:
        made.not_ged(NOWHERE)
        return
    made.cells["where_coordinates"] = line(where.name)
    if not made.cells["where_coordinates"]:
        made.not_ged(NAMELESS)
    made.cells["where_description"] = line(where.words)
    _put_country(where, made)
    point = _point(where)
    if point is None:
        made.not_ged(NO_POINT)
    else:
        _put_point(*point, made)
    if where.where_prec not in range(1, 8):
        made.not_ged(NO_PRECISION)
    else:
        _put_divisions(where, where.where_prec or 0, made)
    if where.radius_km is not None or where.basis:
        radius = f"{where.radius_km:g} km" if where.radius_km is not None else ""
        made.dropped("where_prec", "; ".join(t for t in (radius, line(where.basis)) if t), ABOUT)


def _put_country(where: Located, made: Made) -> None:
    codes = codes_of(where.country)
    if codes is None or codes.ucdp_id is None:
        made.not_ged(NO_COUNTRY)
        if where.country:
            made.dropped("country", where.country, NO_COUNTRY)
        return
    made.cells["country"] = codes.ucdp_name or ""
    made.cells["country_id"] = str(codes.ucdp_id)
    made.cells["region"] = codes.ucdp_region or ""
    if codes.gw is None:
        made.changed("country", where.country, CODED_UNDER)


def _point(where: Located) -> tuple[float, float] | None:
    lat, lon = where.lat, where.lon
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def _put_point(lat: float, lon: float, made: Made) -> None:
    north, east = round(lat, DECIMALS), round(lon, DECIMALS)
    y, x = decimal(north), decimal(east)
    made.cells |= {"latitude": y, "longitude": x, "geom_wkt": f"POINT ({x} {y})"}
    made.cells["priogrid_gid"] = str(priogrid_gid(north, east))


def decimal(degrees: float) -> str:
    """Degrees as UCDP writes them: no exponent, no zeros at the end ("38", "36.8005")."""
    text = f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _put_divisions(where: Located, prec: int, made: Made) -> None:
    first, name = line(where.admin1), line(where.name)
    second = name if prec == 3 else ""
    if prec == 4:
        first = first or name
    elif prec == COUNTRY and first:
        made.dropped("adm_1", first, NOT_OF_A_COUNTRY)
        first = ""
    if (prec == 3 and not (first and second)) or (prec == 4 and not first):
        made.changed("where_prec", prec, NO_DIVISION)
        prec, second = VAGUE, ""
    made.cells |= {"where_prec": str(prec), "adm_1": first, "adm_2": second}
