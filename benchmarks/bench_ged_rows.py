"""Published rows of UCDP GED through a case: imported, exported, compared cell by cell, and held to GED's rules.

    python benchmarks/bench_ged_rows.py GED.csv[.gz] [--folder DIR] [--version 19.1]

Prints rows a second beside reading the CSV alone, the peak of memory, which columns came back otherwise than they went
in, and how many rows break which rule of `checks/rows/ged.py`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from dateline.checks.rows.ged import breaches_of
from dateline.exports.cells import unsafe


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ged", type=Path)
    parser.add_argument("--folder", type=Path, help="where the case is made; a temporary folder without it")
    parser.add_argument("--version", default="19.1")
    args = parser.parse_args()
    begin = time.perf_counter()
    rows = rows_in(args.ged)
    alone = time.perf_counter() - begin
    print(f"{platform.system()}, Python {platform.python_version()}: {len(rows):,} rows of {len(rows[0])} columns")
    print(f"reading the CSV alone: {len(rows) / alone:,.0f} rows/s")
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        case = Path(folder) / "ged.dateline"
        timed(len(rows), "import", args.ged, "--case", case, "--version", args.version)
        out: dict[str, dict[str, str]] = {}
        for name in ("ged", "ged-shaped"):
            timed(len(rows), "export", name, "--case", case, "-o", Path(folder) / name)
            made = rows_in(Path(folder) / name)
            print(f"  {name}: {len(made):,} rows")
            out |= {row["id"]: row for row in made}
    compare(rows, out)
    broken = Counter(f"{b.column}: {b.rule}" for row in rows for b in breaches_of(row))
    print("rows that break a rule:", ", ".join(f"{rule} {n:,}" for rule, n in broken.most_common()) or "none")
    return 0


def rows_in(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV, gzipped or not."""
    with path.open("rb") as file, gzip.open(file) if path.suffix == ".gz" else file as raw:
        return list(csv.DictReader(io.TextIOWrapper(raw, "utf-8", newline="")))


def timed(rows: int, *words: str | Path) -> None:
    """Run a command in a process of its own, and tell its speed and the highest peak of memory so far."""
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "dateline", *map(str, words)], check=False, capture_output=True)
    seconds = time.perf_counter() - begin
    if done.returncode:
        raise SystemExit(f"dateline {words[0]} ended with {done.returncode}:\n{done.stderr.decode()}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{words[0]} {words[1].name if isinstance(words[1], Path) else words[1]}: {rows / seconds:,.0f} rows/s, ",
        end="",
    )
    print(f"peak {peak:,.0f} MB at most")


def compare(rows: list[dict[str, str]], out: dict[str, dict[str, str]]) -> None:
    """Which cells came back otherwise."""
    differing: Counter[str] = Counter()
    guarded = missing = 0
    for row in rows:
        back = out.get(row["id"])
        if back is None:
            missing += 1
            continue
        for column, cell in row.items():
            guarded += back[column] != cell == unsafe(back[column])
            differing[column] += cell not in {back[column], unsafe(back[column])}
    print(f"missing: {missing:,}; cells with an apostrophe put before: {guarded:,}; ", end="")
    print("columns that differ:", ", ".join(f"{c} {n:,}" for c, n in differing.items() if n) or "none")


if __name__ == "__main__":
    sys.exit(main())
