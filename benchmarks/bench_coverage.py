"""Coverage where wars are: how many of the exact places that UCDP codes the gazetteer has, how many it reaches by name.

    python benchmarks/bench_coverage.py GED.csv[.gz] [--country SY]

Counts distinct (name, point) pairs of rows with where_prec 1. "Within 2 km": some entry of the country lies that near,
whatever it is called. "By name": the name, without its last word of kind ("town"), leads to an entry within 10 km; what
leads elsewhere is counted apart. "Wrong": the name gives places, the nearest of them farther off than 25 km. Without
overlay, and with the odd half of the rows as overlay for the even half.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import math
import os
import re
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from dateline.gazetteer import Candidate, Gazetteer
from dateline.gazetteer.folding import feature_words, fold
from dateline.gazetteer.overlays.folder import path_of
from dateline.gazetteer.packed import PackedGazetteer, open_packed

Spot = tuple[str, float, float]


def spots_of(path: Path) -> list[Spot]:
    """Distinct names with points, in the order of the file."""
    rows = [r for r in csv.DictReader(io.StringIO(text_of(path), newline="")) if float(r["where_prec"] or 0) == 1]
    return list(dict.fromkeys((r["where_coordinates"], float(r["latitude"]), float(r["longitude"])) for r in rows))


def text_of(path: Path) -> str:
    raw = path.read_bytes()
    return (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")


def plain(name: str) -> str:
    """The name without brackets and the words of kind at its end."""
    words = re.sub(r"\s*\(.*?\)", "", name).split()
    while len(words) > 1 and (fold(words[-1]) in feature_words() or words[-1].islower()):
        words.pop()
    return " ".join(words)


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


class Near:
    """The points of a country in cells of a tenth of a degree."""

    def __init__(self, places: list[Candidate]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
        for c in places:
            if c.kind not in {"country", "province", "region"}:
                self._cells[int(c.lat * 10), int(c.lon * 10)].append((c.lat, c.lon))

    def nearest(self, at: tuple[float, float]) -> float:
        y, x = int(at[0] * 10), int(at[1] * 10)
        found = [p for i in range(y - 2, y + 3) for j in range(x - 2, x + 3) for p in self._cells.get((i, j), ())]
        return min((km(at, p) for p in found), default=math.inf)


def measure(spots: list[Spot], gazetteer: Gazetteer, places: list[Candidate], country: str) -> dict[str, float]:
    near, told = Near(places), Counter[str]()
    for name, lat, lon in spots:
        apart = near.nearest((lat, lon))
        told["entry within 2 km"] += apart <= 2
        told["entry within 10 km"] += apart <= 10
        words = plain(name)
        exact = [c for c in gazetteer.candidates(words) if c.country == country]
        found = exact or gazetteer.similar(words, country)
        best = min((km((lat, lon), (c.lat, c.lon)) for c in found), default=math.inf)
        told["by name, within 2 km"] += best <= 2
        told["by name, within 10 km"] += best <= 10
        told["by name: other spelling, within 10 km"] += best <= 10 and not exact
        told["other spelling leads over 25 km off"] += bool(found) and best > 25 and not exact
        told["name leads over 25 km off"] += bool(found) and best > 25
    return {k: v / len(spots) for k, v in told.items()} | {"places": len(spots)}


def with_half(path: Path, base: PackedGazetteer, country: str) -> dict[str, dict[str, float]]:
    """The odd rows as an overlay, measured on places of the even rows."""
    from dateline.gazetteer.overlaid import Overlaid
    from dateline.gazetteer.overlays.adding import add_overlay
    from dateline.gazetteer.overlays.store import Overlay

    head, *rows = csv.reader(io.StringIO(text_of(path), newline=""))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATELINE_HOME"] = folder
        half, even = Path(folder) / "half.csv", Path(folder) / "even.csv"
        for file, first in ((half, 0), (even, 1)):
            with file.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([head, *rows[first::2]])
        add_overlay(half, base, name="half")
        overlay = Overlay(path_of("half"))
        gazetteer, places = Overlaid(base, (overlay,)), [*base.in_country(country), *overlay.in_country(country)]
        spots = spots_of(even)
        alone = measure(spots, base, list(base.in_country(country)), country)
        return {
            "even half, shipped": alone,
            "even half, odd half as overlay": measure(spots, gazetteer, places, country),
        }


def main() -> None:
    ap = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    ap.add_argument("ged", type=Path)
    ap.add_argument("--country", default="SY")
    ap.add_argument("--half", action="store_true", help="also with the odd half of the rows as overlay")
    args = ap.parse_args()
    base, spots = open_packed(), spots_of(args.ged)
    told = {"shipped": measure(spots, base, list(base.in_country(args.country)), args.country)}
    if args.half:
        told |= with_half(args.ged, base, args.country)
    for title, figures in told.items():
        print(f"\n{title}: {figures.pop('places')} places")
        for k, v in figures.items():
            print(f"  {k:40} {100 * v:5.1f} %")


if __name__ == "__main__":
    main()
