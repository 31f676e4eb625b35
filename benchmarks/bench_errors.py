"""The classes of error on annotated reports, with their counts: the figures of benchmarks/ERRORS.md.

    python benchmarks/bench_errors.py GOLD_FOLDER [GOLD_FOLDER ...] [--least N]

One column a folder: errors of the class out of the cases in which it could have been made.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from dateline.evaluate.ledger import ErrorClass, error_classes
from dateline.evaluate.run import evaluate_folder


def main() -> None:
    """Read and score the folders; one row a class, the most frequent first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of NAME.txt and NAME.json, as tests/gold")
    parser.add_argument("--least", type=int, default=3, help="leave out classes with fewer errors than this in all")
    asked = parser.parse_args()
    columns: list[dict[tuple[str, str], ErrorClass]] = []
    for folder in asked.folders:
        result = evaluate_folder(folder)
        columns.append({(c.layer, c.words): c for c in error_classes(result)})
        print(f"{folder.name}: overall {result.overall:.3f} over {len(result.reports)} reports")
    totals: dict[tuple[str, str], int] = {}
    for column in columns:
        for key, found in column.items():
            totals[key] = totals.get(key, 0) + found.count
    print("\n| layer | class of error |" + "".join(f" {folder.name} |" for folder in asked.folders))
    print("|---|---|" + "---|" * len(columns))
    for key in sorted(totals, key=lambda k: (-totals[k], k)):
        if totals[key] >= asked.least:
            cells = [f" {c[key].count} of {c[key].of} |" if key in c else " 0 |" for c in columns]
            print(f"| {key[0]} | {key[1]} |" + "".join(cells))


if __name__ == "__main__":
    main()
