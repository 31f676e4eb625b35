"""Countries and divisions: Natural Earth's outlines, GeoNames' names; divisions without an outline from their towns."""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import shapely

from dateline.gazetteer.folding import fold, skeleton
from scripts.gazetteer.row import Row, km, latin, usable
from scripts.gazetteer.sources import Division

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SIMPLER = 0.015
"""Degrees by which outlines may be off (about 1.5 km): shared borders stay shared."""
GENERIC = re.compile(
    r"^(?:muhafazat|wilayat|wilaya|wilayah|provincia|provinsi|propinsi|province|departamento|departement|region|estado|district|oblast|ostan-e|"
    r"velayat-e|mintaqat|shabiyat|gouvernorat|republika|respublika)\b"
    r"(?: (?:de la|de los|de|du|des|del|of|al|ad|ar|as|ash|at|an|az))?\b|"
    r"\b(?:province|region|state|governorate|oblast|oblast'|department|district|division|county|parish|borough|republic|krai|kray|wilaya|"
    r"prefecture|voblasts|viloyati|velayat|welayaty|oblysy|astedader|shi|sheng|ken|zizhiqu)$"
)
_TYPE = re.compile(r"\s(?:Governorate|Province|Region|Oblast|Department|Prefecture|Wilayah|Wilaya|District|Muhafazah)$")
_SIDE = re.compile(
    r"(?:ern|central|upper|lower|north|south|east|west|autonomous|capital|federal|littoral)$", re.IGNORECASE
)
_SPOKEN = re.compile(r"^name_[a-z]{2,3}$")


def core(name: str) -> str:
    """An area's folded name without its type word ("Muhafazat Hims" -> "hims")."""
    low = fold(name)
    cut = GENERIC.sub("", low).strip()
    return cut if len(cut) >= 3 else low


def provinces(features: list[dict[str, Any]], known: dict[str, Division]) -> list[Row]:
    """First-order divisions with outlines, made simpler together so that neighbours still touch."""
    kept = [f for f in features if f["geometry"] and len(f["properties"].get("iso_a2") or "") == 2]
    outlines = [_areal(shapely.make_valid(_outline(f))) for f in kept]
    outlines = list(shapely.coverage_simplify(outlines, SIMPLER))
    out = []
    for f, shape in zip(kept, outlines, strict=True):
        p = f["properties"]
        own = [n for n in (p.get("name_en"), p.get("name"), p.get("gn_name")) if n and usable(n) and latin(n)]
        if not own or shape.is_empty:
            continue
        code = p.get("gn_a1_code") or ""
        division = known.get(code)
        if division is None or not _agree(division, _names_of(p)):
            code, division = "", None  # the outlines' codes are of another year
        label = plain_label(_label(own, division))
        gid = (division.number if division else 0) or -1
        names = [label, *_names_of(p), *(n for n in (division.others if division else ()) if usable(n))]
        country = code[:2] or p["iso_a2"]  # the outlines tell who holds a disputed area, GeoNames whose it is
        row = Row(label, "province", 0, 0, country, names, "geonames", gid)
        if gid <= 0:
            row.origin, row.number = "naturalearth", int(p["ne_id"]) % 2**32
        row.feature, row.typed, row.shape = code, True, shape
        _place(row, shape)
        out.append(row)
    return out


def plain_label(name: str) -> str:
    """A division's name as reports write it: "Homs Governorate" -> "Homs"; "Eastern Province" stays."""
    bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
    cut = _TYPE.sub("", bare).strip()
    return cut if len(cut) >= 3 and not _SIDE.search(cut) else bare


def _label(own: list[str], division: Division | None) -> str:
    """The English name, unless the other list does not have it and has another one of the outlines' names."""
    if division is None:
        return own[min(1, len(own) - 1)]  # the outlines' own: English ones that no list confirms have been wrong
    theirs = {core(n) for n in [division.name, *division.others]}
    return next((n for n in own if core(n) in theirs), own[0] if not usable(division.name) else division.name)


def _agree(division: Division, names: list[str]) -> bool:
    """Whether two lists name one division: a name in common, or one of the same sound."""
    mine, theirs = ({core(n) for n in some} for some in ([division.name, *division.others], names))
    return bool(mine & theirs) or bool({skeleton(n) for n in mine} & {skeleton(n) for n in theirs} - {""})


def _outline(feature: dict[str, Any]) -> BaseGeometry:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def _areal(shape: BaseGeometry) -> BaseGeometry:
    """Its polygons: mending an outline may leave lines and points beside them."""
    parts = [g for g in getattr(shape, "geoms", [shape]) if "Polygon" in g.geom_type]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _names_of(p: dict[str, Any]) -> list[str]:
    raw = [p.get(k) or "" for k in ("name", "gn_name", "woe_name", "name_local")]
    raw += [str(v) for k, v in p.items() if _SPOKEN.match(k) and v]
    raw += [x for x in re.split(r"[|,]", p.get("name_alt") or "") if "?" not in x]
    for r in list(raw):
        raw += [*re.findall(r"\(([^)]*)\)", r), re.sub(r"\s*\([^)]*\)", "", r)]
    return [r.strip() for r in raw if usable(r.strip())]


def _place(row: Row, shape: BaseGeometry, least: float = 0.2) -> None:
    """Point and radius by the larger parts (at least `least` of the largest): islands do not move a country."""
    parts = sorted(getattr(shape, "geoms", [shape]), key=lambda g: -g.area)
    main = shapely.union_all([g for g in parts if g.area >= least * parts[0].area])
    at = main.centroid
    row.lat, row.lon = round(at.y, 4), round(at.x, 4)
    km2 = main.area * 111.32**2 * math.cos(math.radians(at.y))
    row.radius = round(math.sqrt(km2 / math.pi), 1)


def countries(
    known: dict[str, Any], hand: list[dict[str, str]], spoken: dict[str, list[str]], areas: list[Row]
) -> list[Row]:
    """Countries with the outline of their divisions together."""
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for a in areas:
        if a.shape is not None:
            parts[a.country].append(a.shape)
    byhand = {r["code"]: r for r in hand}
    out = []
    for code, c in sorted(known.items()):
        if code not in parts:
            continue
        shape = _areal(shapely.union_all([shapely.make_valid(s) for s in parts[code]]))
        row = byhand.get(code)
        name = row["name"] if row else c["name"]
        others = [n for n in (row["other names"].split("|") if row else []) if n]
        made = Row(
            name, "country", 0, 0, code, [name, c["name"], *others, *spoken.get(code, [])], "geonames", c["geonameid"]
        )
        made.population, made.feature, made.shape = c["population"], "PCLI", shape
        _place(made, shape, 0.3)
        out.append(made)
    return out


def of_towns(division: Division, kind: str, country: str, towns: list[Row], least: float) -> Row:
    """A division of which only the towns are known: their mean point, as wide as they spread, `least` km at least."""
    lon, lat = sum(t.lon for t in towns) / len(towns), sum(t.lat for t in towns) / len(towns)
    names = [division.name, *(n for n in division.others if usable(n))]
    row = Row(
        plain_label(division.name) if kind == "province" else division.name,
        kind,
        round(lat, 4),
        round(lon, 4),
        country,
        names,
        "geonames",
        division.number,
    )
    spread = sorted(km((lon, lat), (t.lon, t.lat)) for t in towns)
    row.radius = round(min(6000.0, max(least, spread[int(0.9 * (len(spread) - 1))])), 1)
    row.feature, row.typed = "ADM1" if kind == "province" else "ADM2", True
    return row


def give_divisions(towns: list[tuple[Row, dict[str, str]]], areas: list[Row], known: dict[str, Division]) -> list[Row]:
    """Sets every town's divisions; returns those that had to be made from their towns."""
    one = {a.feature: a for a in areas if a.feature}
    by_name = {(a.country, core(n)): a for a in areas for n in a.names}
    first: dict[str, list[Row]] = defaultdict(list)
    second: dict[str, list[Row]] = defaultdict(list)
    for row, t in towns:
        code = f"{t['country']}.{t['admin1']}"
        first[code].append(row)
        if t["admin2"]:
            second[f"{code}.{t['admin2']}"].append(row)
    made: list[Row] = []
    for code, members in sorted(first.items()):
        division = known.get(code)
        if division is None or not usable(division.name):
            continue
        area = one.get(code) or by_name.get((code[:2], core(division.name)))
        if area is None:
            area = of_towns(division, "province", code[:2], members, 20.0)
            made.append(area)
        for row in members:
            row.parent = area
    for code, members in sorted(second.items()):
        division = known.get(code)
        if division is None or not usable(division.name):
            continue
        area = of_towns(division, "district", code[:2], members, 15.0)
        area.parent = members[0].parent
        made.append(area)
        for row in members:
            row.district = area
    for a in areas:
        a.feature = "ADM1"
    return made


class Finder:
    """First-order divisions by point."""

    def __init__(self, areas: list[Row]) -> None:
        self.areas = [a for a in areas if a.shape is not None]
        self.tree = shapely.STRtree([a.shape for a in self.areas])

    def at(self, lat: float, lon: float) -> Row | None:
        hit = sorted(self.tree.query(shapely.Point(lon, lat), predicate="intersects"))
        return self.areas[hit[0]] if hit else None
