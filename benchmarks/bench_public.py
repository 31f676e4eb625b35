"""The public benchmark: every set of the data folder that speaks to a layer, with baselines, peers and intervals.

    make bench DATA=FOLDER
    python benchmarks/bench_public.py FOLDER [--only tempeval3 polnear] [--sample 200] [--errors 20] [--markdown]

FOLDER holds one folder a set (without it: $DATELINE_DATA). Other parts of the same corpora are measured by giving
another folder with the same file formats. Sets that the folder does not hold are named and passed over.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar, cast

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.frame import Asked, Beside, Measured, PublicSet, Row, SetMissing

T = TypeVar("T")

SETS = sorted(path.stem for path in (Path(__file__).parent / "public").glob("[a-z]*.py"))
"""One module a set; what several share has a name that begins with an underscore."""


def public_set(name: str) -> PublicSet:
    """The module that measures a set."""
    return cast("PublicSet", importlib.import_module(f"benchmarks.public.{name}"))


def told(items: Sequence[T], title: str) -> Iterable[T]:
    """The items with a progress bar on the error stream, where somebody looks at one."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(items, title, console=console, transient=True) if console.is_terminal else items


def percent(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def cells(row: Row) -> list[str]:
    """One row as text: figure, interval, what was wanted, what stands beside it."""
    between = "" if row.low is None else f"{row.low:.3f} to {row.high:.3f}"
    beside = "; ".join(_beside(b) for b in row.beside)
    return [row.set, row.measure, percent(row.value), between, str(row.units), percent(row.wanted), beside, row.note]


def _beside(b: Beside) -> str:
    return f"{b.name} {b.value:.3f}" + ("" if b.source == "same run" else f" ({b.source})")


HEAD = ["set", "measure", "figure", "95 % interval", "units", "wanted", "beside it", "note"]


def markdown(rows: Iterable[Row]) -> Iterator[str]:
    yield "| " + " | ".join(HEAD) + " |"
    yield "|" + "---|" * len(HEAD)
    for row in rows:
        yield "| " + " | ".join(cells(row)) + " |"


def plain(rows: Iterable[Row]) -> Iterator[str]:
    table = [HEAD[:6], *(cells(row)[:6] for row in rows)]
    wide = [max(len(line[n]) for line in table) for n in range(6)]
    for line, row in zip(table, [None, *rows], strict=False):
        yield "  ".join(cell.ljust(w) for cell, w in zip(line, wide, strict=True)).rstrip()
        if row is not None:
            yield from (f"    beside it: {_beside(b)}" for b in row.beside)
            if row.note:
                yield f"    {row.note}"


def show_errors(name: str, measured: Measured, count: int) -> None:
    """How many errors of each class, and some of each to read."""
    for kind, number in Counter(kind for kind, _ in measured.errors).most_common():
        print(f"\n{name}: {kind} ({number})")
        for line in [line for k, line in measured.errors if k == kind][:count]:
            print(f"    {line}")


def main() -> None:
    """Measure the sets that are there, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=os.environ.get("DATELINE_DATA"), help="the data folder")
    parser.add_argument("--only", nargs="+", choices=SETS, default=SETS, help="the sets to measure")
    parser.add_argument("--sample", type=int, help="so many documents of each set, at even distances")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print N errors of each class")
    parser.add_argument("--markdown", action="store_true", help="a table for a page")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")
    asked = parser.parse_args()
    if asked.folder is None or not Path(asked.folder).is_dir():
        parser.error("no data folder: name one, or set DATELINE_DATA")
    rows: list[Row] = []
    for name in asked.only:
        try:
            measured = public_set(name).measure(Path(asked.folder) / name, Asked(asked.sample, told))
        except SetMissing as reason:
            print(f"{name}: not measured, {reason}", file=sys.stderr)
            continue
        rows.extend(measured.rows)
        if asked.errors:
            show_errors(name, measured, asked.errors)
    if asked.json:
        print("\n".join(json.dumps(asdict(row)) for row in rows))
        return
    print("\n".join(markdown(rows) if asked.markdown else plain(rows)))


if __name__ == "__main__":
    main()
