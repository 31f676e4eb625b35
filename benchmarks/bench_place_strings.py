"""Place strings of conflict coders set on the map: does the geometry hold the point that a human chose?

    python benchmarks/bench_place_strings.py [UCDP.csv[.gz]] [--failures] [--overlay-half]

The file is a UCDP GED extract (columns where_coordinates, where_prec, latitude, longitude); without an argument
$DATELINE_DATA/ucdp/ged191_syria.csv.gz is taken. Counted are the distinct strings with a spatial relation, each once; a
string coded at several points counts with the one coded most often. A string has a relation where `RELATION` matches;
the few that the gazetteer has as names ("Eastern Ghouta") are a row of their own.

`inside`: the human's point lies in the area, or as near to the line as the line is wide. Beside it the anchor point
baseline: the point of the first name, with a disc as large in radius as the geometry's own; `share of disc` tells how
much smaller the geometry is than that disc (median).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import math
import os
import re
import statistics
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.gazetteer import load_gazetteer
from dateline.resolve.geometry import distance_km
from dateline.resolve.placestring import Located, locate_string

if TYPE_CHECKING:
    from dateline.gazetteer.protocol import Gazetteer

RELATION = re.compile(
    r"\b(?:road|highway|route)\b|\bborder\b(?! crossing)|\bbetween\b|\baxis\b"
    r"|\b(?:north|south|east|west|northeast|northwest|southeast|southwest)(?:ern)?\b|\b(?:near|outskirts|countryside|surroundings|vicinity|around|along|outside|coast)\b"
    r"|\d\s?km\b|\bmountain range\b|\bin the\b|\briver\b",
    re.IGNORECASE,
)
WITHIN_KM = (10, 25, 50)
HEADS = (
    "relation", "n", "inside", "median radius km", "median off km", "<= 10 km", "<= 25 km", "<= 50 km",
    "share of disc", "anchor inside", "anchor off km",
)  # fmt: skip
GROUPS = {
    "part of": "part of an area",
    "border pair": "border",
    "border of two": "border",
    "border": "border",
    "border of three": "border",
    "road between": "road between",
    "road pair": "road between",
    "road to": "road to or in",
    "road in": "road to or in",
    "between": "between",
    "between three": "between",
    "direction of": "direction of",
    "parts": "direction of",
    "distance": "distance and direction",
    "around": "around",
    "around after": "around",
    "near": "around",
    "along": "along a river",
    "in": "along a river or in",
    "name": "read as a name",
}


@dataclass(frozen=True, slots=True)
class Case:
    """A string with the point that its coders chose most often."""

    text: str
    point: tuple[float, float]
    times: int


def cases(path: Path, parity: int | None = None) -> tuple[list[Case], int]:
    """The distinct strings with a relation, and how many distinct strings there are."""
    points: dict[str, Counter[tuple[float, float]]] = defaultdict(Counter)
    for row in rows(path):
        points[" ".join(row["where_coordinates"].split())][float(row["latitude"]), float(row["longitude"])] += 1
    texts = sorted(points)
    found = [t for t in texts if RELATION.search(t)]
    return [Case(t, points[t].most_common(1)[0][0], points[t].total()) for t in found], len(texts)


def rows(path: Path) -> list[dict[str, str]]:
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def overlay_half(path: Path, gazetteer: Gazetteer) -> Gazetteer:
    """The gazetteer with the plain names of the odd rows of the file: no string with a relation is among them."""
    from dateline.gazetteer.overlays.adding import add_overlay

    kept = [r for n, r in enumerate(rows(path)) if n % 2 and not RELATION.search(r["where_coordinates"])]
    folder = Path(tempfile.mkdtemp())
    half = folder / "half.csv"
    with half.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, kept[0].keys())
        writer.writeheader()
        writer.writerows(kept)
    os.environ["DATELINE_HOME"] = str(folder)
    add_overlay(half, gazetteer, name="half", kind="ucdp")
    return load_gazetteer(("half",))


def table(done: list[tuple[Case, Located]], title: str) -> None:
    print(f"\n{title}\n")
    print("| " + " | ".join(HEADS) + " |")
    print("| --- " * len(HEADS) + "|")
    groups: dict[str, list[tuple[Case, Located]]] = defaultdict(list)
    for case, got in done:
        groups[GROUPS.get(got.construct, got.construct)].append((case, got))
    for name, some in sorted(groups.items(), key=lambda g: -len(g[1])):
        print(row(name, some))
    print(row("**all**", done))


def row(name: str, some: list[tuple[Case, Located]]) -> str:
    inside = sum(got.covers(*case.point) for case, got in some)
    off = [distance_km(got.point, case.point) for case, got in some if got.point]
    near = [sum(d <= km for d in off) / len(some) for km in WITHIN_KM]
    base = [distance_km((got.anchors[0].lat, got.anchors[0].lon), case.point) for case, got in some if got.anchors]
    held = sum(d <= (got.radius_km or 0) for d, (_, got) in zip(base, [s for s in some if s[1].anchors], strict=True))
    cells = [
        name,
        str(len(some)),
        f"{inside / len(some):.0%}",
        f"{statistics.median(got.radius_km or 0.0 for _, got in some):.0f}",
        f"{statistics.median(off):.0f}",
        *(f"{x:.0%}" for x in near),
        f"{statistics.median(share_of_disc(got) for _, got in some):.0%}",
        f"{held / len(some):.0%}",
        f"{statistics.median(base):.0f}" if base else "-",
    ]
    return "| " + " | ".join(cells) + " |"


def share_of_disc(got: Located) -> float:
    """How large the geometry is beside the disc of its radius, which is what the baseline has."""
    import shapely

    from dateline.resolve.shapes.plane import Plane

    if got.geometry is None or got.point is None or not got.radius_km or got.geometry.startswith("POINT"):
        return 1.0
    shape = Plane(got.point).flat(shapely.segmentize(shapely.from_wkt(got.geometry), 0.25)).buffer(got.width_km)
    return float(shape.area) / (math.pi * got.radius_km**2)


def main() -> None:
    ask = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    ask.add_argument("file", type=Path, nargs="?")
    ask.add_argument("--country", default="SY")
    ask.add_argument("--failures", action="store_true")
    ask.add_argument("--overlay-half", action="store_true")
    given = ask.parse_args()
    path = given.file or Path(os.environ.get("DATELINE_DATA", "."), "ucdp", "ged191_syria.csv.gz")
    if not path.is_file():
        raise SystemExit(
            f"There is no file {path}. Give a UCDP GED extract, or set DATELINE_DATA to the folder of the data."
        )
    gazetteer: Gazetteer = load_gazetteer()
    if given.overlay_half:
        gazetteer = overlay_half(path, gazetteer)
    found, distinct = cases(path)
    done: list[tuple[Case, Located]] = []
    open_: list[tuple[Case, Located | None]] = []
    for case in found:
        got = locate_string(case.text, gazetteer, given.country)
        if got is None or got.point is None:
            open_.append((case, got))
        else:
            done.append((case, got))
    print(f"{len(found)} of {distinct} distinct strings have a spatial relation; {len(open_)} have a name not known.")
    held = sum(got.covers(*case.point) for case, got in done)
    print(f"The human's point lies inside for {held} of all {len(found)}: {held / max(1, len(found)):.0%}.")
    table(done, "Resolved strings")
    if given.failures:
        for case, got in done:
            if not got.covers(*case.point):
                off, about = got.off_km(*case.point), f"{got.basis} r={got.radius_km} {got.point}"
                print(f"OFF {off:6.1f} km x{case.times} {case.text} {case.point} | {got.construct} | {about}")
        for case, unknown in open_:
            print(f"OPEN {case.text} | {unknown and (unknown.construct, unknown.missing)}")


if __name__ == "__main__":
    main()
