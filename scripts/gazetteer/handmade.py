"""The rows of supplement/*.tsv: points, and what their `extent` column draws."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from dateline.gazetteer.folding import fold
from dateline.model.vocabulary import PLACE_KINDS
from scripts.gazetteer.areas import core
from scripts.gazetteer.row import Row, km

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def rows(files: list[Path], areas: list[Row]) -> list[Row]:
    """All hand-made rows; stops where some cannot be read, naming each file and line."""
    provinces: dict[tuple[str, str], Row] = {}
    for a in areas:
        for n in reversed([a.name, *a.names]):
            provinces.setdefault((a.country, core(n)), a)
            provinces.setdefault((a.country, fold(n)), a)
    nations = {a.country: a for a in areas if a.kind == "country"}
    out, faults = [], list[str]()
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line or line.startswith(("#", "name\t")):
                continue
            try:
                out.append(_row(path.stem, number, line.split("\t"), provinces, nations))
            except (ValueError, KeyError, IndexError) as exc:
                faults.append(f"{path.name}, line {number}: {type(exc).__name__}: {exc}: {line[:80]!r}")
    if faults:
        raise SystemExit("\n".join(faults))
    return out


def _row(
    stem: str, number: int, cells: list[str], provinces: dict[tuple[str, str], Row], nations: dict[str, Row]
) -> Row:
    name, others, kind, lat, lon, country, admin1, radius, extent, source = cells
    if kind not in PLACE_KINDS:
        raise ValueError(f"kind {kind!r} is not a place kind")
    names = [name, *(n for n in others.split("|") if n)]
    row = Row(name, kind, float(lat), float(lon), country, names, f"supplement:{stem}:{source}", number)
    row.radius = float(radius)
    if kind in {"city", "village"} and row.radius >= 3:
        row.radius = round(row.radius * WIDER, 1)
    if not (-90 <= row.lat <= 90 and -180 <= row.lon <= 180 and row.radius > 0):
        raise ValueError("coordinates or radius out of range")
    if admin1:
        row.parent = provinces.get((country, core(admin1)))
    if extent:
        row.shape = _extent(extent, provinces, nations)
    return row


def _extent(text: str, provinces: dict[tuple[str, str], Row], nations: dict[str, Row]) -> BaseGeometry:
    what, _, rest = text.partition(" ")
    if what == "line":
        points = [tuple(map(float, p.split())) for p in rest.split(";")]
        return shapely.LineString([(lon, lat) for lat, lon in points])
    if what == "box":
        south, west, north, east = map(float, rest.split())
        return shapely.box(west, south, east, north)
    if what == "parts":
        parts = []
        for word in (p.strip() for p in rest.split(";")):
            code, _, name = word.partition("/")
            area = provinces.get((code, core(name))) if name else nations[code]
            if area is None or area.shape is None:
                raise KeyError(f"no outline of {word!r}")
            parts.append(area.shape)
        return shapely.union_all(parts)
    raise ValueError(f"extent {what!r} is none of line, box, parts")


ALIKE = {"city": "town", "village": "town", "province": "division", "region": "division", "airport": "field"}
ALIKE |= {"military base": "field", "district": "district", "country": "country"}
WIDER = 1.6
"""What hand-set radii of towns are widened by: of 302 in Syria set against UCDP GED's points, 64 % lay within the
radius first written, four of five within this one (see benchmarks/RESULTS.md)."""
WIDE = frozenset({"province", "region", "district", "country", "river", "desert", "road", "area", "other"})
"""Kinds of things whose point may be set anywhere in them."""
NEAR_KM = 12.0
"""How far apart two lists may put one town."""


def merged(made: list[Row], base: list[Row]) -> list[Row]:
    """The hand-made rows that are places of their own. One that names a place of the lists only adds its names to it;
    an area of which the lists have no outline takes the hand-made extent too."""
    known: dict[tuple[str, str, str], list[Row]] = {}
    for r in base:
        for n in {fold(n) for n in [r.name, *r.names]}:
            known.setdefault((r.country, ALIKE.get(r.kind, r.kind), n), []).append(r)
    own = []
    for row in sorted(made, key=lambda r: r.shape is None):  # of two hand-made rows the one with an extent stays
        sense = ALIKE.get(row.kind, row.kind)
        same = [r for n in row.names for r in known.get((row.country, sense, fold(n)), ()) if _beside(row, r)]
        if not same:
            own.append(row)
            for n in {fold(n) for n in row.names}:
                known.setdefault((row.country, sense, n), []).append(row)
            continue
        best = max(same, key=lambda r: (r.population, -r.number))
        best.names += row.names
        if any(best is r for r in own):
            continue
        if best.shape is None and best.kind not in {"city", "village"}:
            best.lat, best.lon, best.radius, best.shape = row.lat, row.lon, row.radius, row.shape
    return own


def _beside(a: Row, b: Row) -> bool:
    apart = km((a.lon, a.lat), (b.lon, b.lat))
    wide = max(a.radius, b.radius) if a.kind in WIDE else 0.0
    return apart <= max(NEAR_KM, 1.2 * wide)
