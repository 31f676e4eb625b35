"""One attack of a report beside UCDP's rows: what agrees, what differs, and how long it takes.

    python benchmarks/bench_beside.py REPORT --ged GED.csv[.gz] [--published DATE] [--place NAME] [--from DAY --to DAY]

Prints the comparison of every event of the report whose place's name holds NAME, the rows of the days asked for marked
with their rank, and whether each of them is listed at all. Rows that cannot be read are counted.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

from dateline.api import read
from dateline.case.facts import EventFacts, facts_of
from dateline.case.ledger.beside import Comparison, Near, beside_each
from dateline.case.ledger.beside_words import comparison_text
from dateline.case.ledger.happening import alone
from dateline.gazetteer.folding import fold
from dateline.readers.table.ged import GedRow, read_ged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--ged", type=Path, required=True)
    parser.add_argument("--published", help="publication date of the report")
    parser.add_argument("--place", default="", help="part of the name of the event's place")
    parser.add_argument("--from", dest="first", default="0000", help="first day of the rows looked for")
    parser.add_argument("--to", dest="last", default="9999", help="last day of the rows looked for")
    parser.add_argument("--most", type=int, default=5)
    args = parser.parse_args()

    facts = facts_of(read(args.report, published=args.published).dossier)
    events = [e for e in facts.events if e.where is not None and args.place.casefold() in e.where.name.casefold()]
    made = alone(replace(facts, events=tuple(events)))

    begin = time.perf_counter()
    read_rows = list(read_ged(args.ged))
    took = time.perf_counter() - begin
    rows = [r for r in read_rows if isinstance(r, GedRow)]
    begin = time.perf_counter()
    found = beside_each(made, rows, Near(most=args.most))
    compared = time.perf_counter() - begin

    for event, comparison in zip(events, found, strict=True):
        print(comparison_text(comparison))
        for row in looked_for(rows, event, args.first, args.last):
            print(f"  UCDP {row.id} of {row.date_start}: {rank(comparison, row)}")
        print()
    print(f"{len(rows):,} rows read in {took:.2f} s, {len(read_rows) - len(rows):,} could not be read; ", end="")
    print(f"{len(made)} events put beside them in {compared:.2f} s.")


def looked_for(rows: list[GedRow], event: EventFacts, first: str, last: str) -> list[GedRow]:
    """The rows of the days asked for at a place of the event's name."""
    assert event.where is not None
    if first == "0000" and last == "9999":
        return []
    name = fold(event.where.name)
    return [r for r in rows if first <= r.date_start <= last and name.split()[-1] in fold(r.where_coordinates).split()]


def rank(comparison: Comparison, row: GedRow) -> str:
    for n, beside in enumerate(comparison.rows, 1):
        if beside.row.id == row.id:
            agrees = sum(s.verdict == "agrees" for s in beside.slots)
            differs = sum(s.verdict == "differs" for s in beside.slots)
            rest = len(beside.slots) - agrees - differs
            return f"rank {n}, {agrees} slots agree, {differs} differ, {rest} cannot tell"
    return "not listed"


if __name__ == "__main__":
    main()
