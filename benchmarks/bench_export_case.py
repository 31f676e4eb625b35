"""What an export of a case costs: records a second and peak memory, of cases of several sizes.

    python benchmarks/bench_export_case.py [--reports 2000 20000] [--formats csv] [--share] [--folder FOLDER] [--keep]

Reports are made up (`synthetic_case`): 40 claims and 15 events each, of which those of one day, town and coding are
linked. Each export runs in a process of its own, so that its peak is its own; the memory of a program that only opened
the case stands above it. `--case FILE` exports a case that is there instead.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bench_case import machine
from benchmarks.bench_views import fill
from dateline.case.opening import create_case_store, open_case_store


def peak() -> float:
    """Largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build(path: Path, reports: int) -> None:
    """A case of so many reports, made once for a folder that is kept."""
    if not path.exists():
        begun = time.process_time()
        with closing(create_case_store(path)) as store:
            fill(store, reports)
        print(
            f"{reports:,} reports added and linked in {time.process_time() - begun:,.0f} s CPU, peak {peak():,.0f} MB"
        )


def export(case: str, format_: str, target: Path, *, share: bool) -> None:
    """Export a case; what it cost as one line of JSON."""
    from dateline.exports.case_material import material_of_case
    from dateline.exports.format import format_named
    from dateline.exports.writing import write_export

    begun = time.process_time()
    with closing(open_case_store(case)) as store:
        reports = store.info().counts["report"]
        opened = peak()
        material = material_of_case(store, share=share)
        written = write_export(format_named(format_), material, target)
    told = {"reports": reports, "records": written.records, "losses": written.losses.total, "opened_mb": opened}
    print(json.dumps(told | {"seconds": time.process_time() - begun, "peak_mb": peak()}))


def measure(case: str, format_: str, target: Path, *, share: bool) -> None:
    """Export in a process of its own; one line."""
    asked = [sys.executable, __file__, "--case", case, "--formats", format_, "--to", str(target)]
    done = subprocess.run([*asked, *(["--share"] if share else [])], check=True, capture_output=True, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    print(
        f"{format_:<14} {told['reports']:>9,} {told['records']:>9,} {told['seconds']:>9.1f}"
        f" {told['records'] / told['seconds']:>9,.0f} {told['opened_mb']:>8,.0f} {told['peak_mb']:>8,.0f}",
        flush=True,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[2000, 20_000])
    parser.add_argument("--formats", nargs="+", default=["csv"])
    parser.add_argument("--share", action="store_true")
    parser.add_argument("--folder", type=Path, help="where the cases are made, and kept for another run")
    parser.add_argument("--case")
    parser.add_argument("--build", action="store_true", help="make the cases and measure nothing")
    parser.add_argument("--to", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.to is not None:
        export(asked.case, asked.formats[0], asked.to, share=asked.share)
        return
    print(machine())
    with tempfile.TemporaryDirectory(dir=asked.folder) as room:
        cases = [asked.case] if asked.case else []
        for reports in [] if asked.case else asked.reports:
            path = (asked.folder or Path(room)) / f"export-{reports}.dateline"
            build(path, reports)
            cases.append(str(path))
        if asked.build:
            return
        print(f"{'':<14} {'reports':>9} {'records':>9} {'CPU s':>9} {'a second':>9} {'open MB':>8} {'peak MB':>8}")
        for format_ in asked.formats:
            for n, case in enumerate(cases):
                measure(case, format_, Path(room) / f"{n}-{format_}", share=asked.share)


if __name__ == "__main__":
    main()
