"""UCDP GED (https://ucdp.uu.se/downloads): every named place at which events are coded, with their number.

Events of where_prec 1 lie at the place, of 2 within about 25 km of it; coarser ones name areas. The same place coded
with both is one place. Columns are found by their names: releases have 41 to 49 of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.gazetteer.overlays.checks import Points, country_reader, number
from dateline.gazetteer.overlays.entry import Entry
from dateline.gazetteer.overlays.faults import Faults, cell
from dateline.gazetteer.overlays.kinds import Kind, Reading
from dateline.gazetteer.overlays.sizes import radius_of
from dateline.gazetteer.overlays.tabular import Line, Opening, need, places_of, rows_in, text_of
from dateline.gazetteer.overlays.typewords import Named, division_name, named

REQUIRED = ("where", "lat", "lon", "prec", "country")
NEAR_KM = 25.0
"""What where_prec 2 says (UCDP GED codebook): the place stands for its surroundings."""


@dataclass(slots=True)
class _Spot:
    line: int
    named: Named
    lat: float
    lon: float
    country: str | None
    admin1: str
    admin2: str
    exact: bool = False
    events: int = 0


def _fits(opening: Opening) -> bool:
    return {"where_coordinates", "where_prec", "latitude", "longitude"} <= set(opening.columns)


def _entries(r: Reading) -> Iterator[Entry]:
    found = places_of(r.opening, "ucdp")
    need(found, REQUIRED, r.opening, r.name, "UCDP GED")
    spots: dict[tuple[object, ...], _Spot] = {}
    ids: dict[str, int] = {}
    unknown: Counter[str] = Counter()
    points, country_of = Points(r.base, r.faults), country_reader(r.base)
    for line in rows_in(r.opening, r.lines, r.faults):
        r.read += 1
        row = {field: text_of(line, at, r.faults, field) for field, at in found.items()}
        texts = {field: text for field, text in row.items() if text is not None}
        if len(texts) < len(row) or _repeated(texts.get("id", ""), ids, line, r.faults):
            continue
        _add(line, texts, points, country_of(texts["country"]), spots, r)
        unknown[texts["country"]] += country_of(texts["country"]) is None
    _tell(unknown, r)
    for spot in spots.values():
        yield _entry(spot)


def _repeated(one: str, ids: dict[str, int], line: Line, faults: Faults) -> bool:
    if one and ids.setdefault(one, line.number) != line.number:
        faults.add(line.number, f"id {cell(one)} stands in line {ids[one]:,} already")
        return True
    return False


def _add(
    line: Line,
    row: dict[str, str],
    points: Points,
    country: str | None,
    spots: dict[tuple[object, ...], _Spot],
    r: Reading,
) -> None:
    point = points.check(line.number, row["lat"], row["lon"], country)
    precision = number(row["prec"])
    if precision is None or not 1 <= precision <= 7:
        r.faults.add(line.number, f"where_prec {cell(row['prec'])} is none of 1 to 7")
        return
    if point is None:
        return
    if precision > 2:
        r.left_out["event whose place is an area (where_prec 3 to 7)"] += 1
        return
    one, two = division_name(row.get("admin1", "")), division_name(row.get("admin2", ""))
    found = named(row["where"], (one, two, row["country"]))
    if found is None:
        r.left_out["event at a place without a name of its own (between, near, north of …)"] += 1
        return
    key = (found.names, found.kind, country, round(point[0], 3), round(point[1], 3))
    spot = spots.get(key)
    if spot is None:
        spot = spots[key] = _Spot(line.number, found, *point, country, one, two)
    spot.exact |= precision < 2
    spot.events += 1


def _tell(unknown: Counter[str], r: Reading) -> None:
    names = [name for name, count in unknown.items() if count]
    if names:
        r.notes.append(
            f"Countries that are not known, whose places have none: {', '.join(cell(n) for n in names[:10])}"
        )


def _entry(spot: _Spot) -> Entry:
    first, *others = spot.named.names
    return Entry(
        spot.line,
        first,
        spot.lat,
        spot.lon,
        spot.named.kind,
        radius_of(spot.named.kind) if spot.exact else NEAR_KM,
        tuple(others),
        spot.country,
        spot.admin1 or None,
        spot.admin2 or None,
        events=spot.events,
    )


KIND = Kind(
    "ucdp",
    "UCDP GED as CSV: where_coordinates, where_prec, latitude, longitude, country",
    "UCDP GED",
    "UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program, Creative Commons Attribution 4.0 (CC BY 4.0): "
    "cite it where you publish",
    _fits,
    _entries,
)
