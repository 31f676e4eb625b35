"""What exports cost: records a second and peak memory, each in a process of its own, at growing numbers of events.

    python benchmarks/bench_exports.py [--formats csv,ged,…] [--counts 10000,100000,1000000] [--folder FOLDER]

Events are made up as they are asked for (`synthetic_events.py`); "making them" is what that costs alone and is part of
every other figure. Everything that an export writes is written: file, losses, redactions, manifest with digests.
`--folder` is where the files go (removed at once).
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

FORMATS: Final = ("csv", "ged", "geojson", "parquet", "gpkg", "hxl")
COUNTS: Final = (10_000, 100_000, 1_000_000)
MAKING: Final = "(making them)"


def one(name: str, count: int, folder: Path) -> dict[str, float]:
    """One export: seconds, seconds of the processor, megabytes at the peak, size of the file, losses."""
    from benchmarks.synthetic_events import material

    start, busy, size, lost = time.perf_counter(), time.process_time(), 0, 0
    if name == MAKING:
        deque(material(count).events(), maxlen=0)
    else:
        from dateline.exports.format import format_named
        from dateline.exports.writing import write_export

        format_ = format_named(name)
        written = write_export(format_, material(count), folder / f"out{format_.suffix}")
        lost = written.losses.total
        files = [p for p in folder.rglob("*") if p.is_file()]
        size = sum(p.stat().st_size for p in files)
    return {
        "seconds": time.perf_counter() - start,
        "busy": time.process_time() - busy,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": size / 1e6,
        "lost": lost,
    }


def alone(name: str, count: int, folder: Path) -> dict[str, float]:
    """The same in a fresh process, so that its peak is its own."""
    with tempfile.TemporaryDirectory(dir=folder) as room:
        asked = [sys.executable, str(Path(__file__).resolve()), "--one", name, "--counts", str(count), "--folder", room]
        done = subprocess.run(asked, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--counts", default=",".join(map(str, COUNTS)))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    counts = [int(n) for n in asked.counts.split(",")]
    if asked.one:
        print(json.dumps(one(asked.one, counts[0], asked.folder)))
        return
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}\n")
    print("| format | events | seconds | records/s | processor s | peak MB | files MB | losses told |")
    print("|---|---|---|---|---|---|---|---|", flush=True)
    for name in (MAKING, *_known(asked.formats.split(","))):
        for count in counts:
            r = alone(name, count, asked.folder)
            print(
                f"| {name} | {count:,} | {r['seconds']:.1f} | {count / r['seconds']:,.0f} | {r['busy']:.1f} "
                f"| {r['peak']:,.0f} | {r['size']:,.1f} | {r['lost']:,.0f} |", flush=True,
            )  # fmt: skip


def _known(names: list[str]) -> list[str]:
    """The formats asked for; one that does not exist is said, not passed over."""
    from dateline.exports.built_in import BUILT_IN

    missing = [name for name in names if name not in BUILT_IN]
    if missing:
        print(f"No such format: {', '.join(missing)}.", file=sys.stderr)
    return [name for name in names if name in BUILT_IN]


if __name__ == "__main__":
    main()
