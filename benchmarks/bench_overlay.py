"""How long a large table of places takes to become an overlay, and how fast names are then found in it.

    python benchmarks/bench_overlay.py              1,000,000 rows
    python benchmarks/bench_overlay.py --rows 50000

The table is made on the spot: names of syllables, points in Syria's box, every third place with a second name. It is
added as `dateline place add` does, into a folder that is thrown away.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import tempfile
import time
from pathlib import Path

SYLLABLES = "ka ba ta ra shi mu deir abu al hala qa zar tell wad nah jeb fal gha riy sukh nab oun".split()
LOOKUPS = 20_000


def table(path: Path, rows: int) -> None:
    """A CSV of invented places, always the same for a number of rows."""
    pick = random.Random(rows)  # noqa: S311 - nothing secret is made
    with path.open("w", encoding="utf-8") as stream:
        stream.write("name,lat,lon,other_names,kind,country\n")
        for n in range(rows):
            words = ("".join(pick.choices(SYLLABLES, k=pick.randint(2, 3))).title() for _ in range(pick.randint(1, 2)))
            name = " ".join(words)
            other = f"Al {name}" if n % 3 == 0 else ""
            lat, lon = pick.uniform(32.4, 37.2), pick.uniform(35.8, 42.2)
            stream.write(f"{name},{lat:.5f},{lon:.5f},{other},village,SY\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATELINE_HOME"] = folder
        measure(Path(folder) / "places.csv", rows)


def measure(file: Path, rows: int) -> None:
    from dateline.gazetteer import load_gazetteer
    from dateline.gazetteer.overlays.adding import add_overlay
    from dateline.gazetteer.overlays.store import Overlay

    table(file, rows)
    base = load_gazetteer(())
    started = time.perf_counter()
    added = add_overlay(file, base)
    seconds = time.perf_counter() - started
    size = added.path.stat().st_size
    print(f"{rows:,} rows added in {seconds:.1f} s ({rows / seconds:,.0f} a second), {size / 1e6:.0f} MB on the disk")
    print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    started = time.perf_counter()
    overlay = Overlay(added.path)
    overlay.exact("abu")
    print(f"open and first look-up: {(time.perf_counter() - started) * 1000:.1f} ms")
    pick = random.Random(0)  # noqa: S311 - see above
    keys = ["".join(pick.choices(SYLLABLES, k=3)) for _ in range(LOOKUPS)]
    started = time.perf_counter()
    found = sum(len(overlay.exact(key)) for key in keys)
    each = (time.perf_counter() - started) / len(keys) * 1e6
    print(f"a look-up: {each:.0f} µs, with {found / len(keys):.1f} places found on average")


if __name__ == "__main__":
    main()
