"""Places against geoparsing corpora: gold spans resolved, own recognition end to end, resolution's speed.

    python benchmarks/bench_places.py FILE.xml [FILE.xml ...]

Files are in the XML of LGL and TR-News; without any, those in $DATELINE_DATA/geo. `--errors` also prints what went
wrong, for reading, one line a place.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from dateline.catalogue.lookup import load_catalogue
from dateline.engines.spacy import SpacyEngine
from dateline.evaluate.geo import Figures, Judged, Tally, figures
from dateline.evaluate.geo_corpus import Corpus, read_corpus
from dateline.evaluate.geo_run import Outcome, prepare, run
from dateline.gazetteer import load_gazetteer

ROWS = (
    ("places with coordinates", "count", "{:,}"),
    ("right within 161 km", "right", "{:.3f}"),
    ("  95 % interval, low", "low", "{:.3f}"),
    ("  95 % interval, high", "high", "{:.3f}"),
    ("  by points alone", "strict", "{:.3f}"),
    ("right within 20 km", "close", "{:.3f}"),
    ("the very entity", "same", "{:.3f}"),
    ("first-order division right", "admin1", "{:.3f}"),
    ("country right", "country", "{:.3f}"),
    ("mean error, km", "mean_km", "{:.0f}"),
    ("median error, km", "median_km", "{:.1f}"),
    ("not resolved", "unresolved", "{:.3f}"),
    ("a right candidate is there", "oracle", "{:.3f}"),
    ("most populous candidate", "populous", "{:.3f}"),
)


def corpora() -> list[Path]:
    """The corpus files of the data folder that the environment names."""
    folder = os.environ.get("DATELINE_DATA")
    return sorted((Path(folder) / "geo").glob("*.xml")) if folder else []


def table(whole: Figures, names: Figures) -> None:
    print(f"  {'gold spans':<30} {'all':>8} {'no demonyms':>12}")
    for title, field, form in ROWS:
        print(f"  {title:<30} {form.format(getattr(whole, field)):>8} {form.format(getattr(names, field)):>12}")


def line(title: str, tally: Tally) -> None:
    print(f"  {title:<38} F1 {tally.f1:.3f}   P {tally.precision:.3f}   R {tally.recall:.3f}")


def show(corpus: Corpus, outcome: Outcome) -> None:
    print(f"{corpus.name}: {len(corpus.articles)} articles", end="")
    print(f", {corpus.moved} offsets put right, {corpus.lost} names lost" if corpus.moved or corpus.lost else "")
    judged = outcome.judged
    table(figures(judged), figures([j for j in judged if not j.demonym]))
    careful = figures(outcome.careful)
    kept = careful.right / (1 - careful.unresolved)
    print(f"  with abstention: right {careful.right:.3f}, open {careful.unresolved:.3f}, right of answered {kept:.3f}")
    for whole, words in ((True, ""), (False, ", no demonyms")):
        line(f"recognition, overlap{words}", outcome.found[whole])
        line(f"end to end, 161 km{words}", outcome.placed[whole])
    print(f"  resolution {outcome.reports / max(outcome.seconds, 1e-9):.0f} reports/s on one core, mentions given\n")


def errors(judged: list[Judged]) -> None:
    for j in judged:
        if not j.right:
            g, c = j.gold, j.chosen
            said = f"{c.name}, {c.admin1}, {c.country} ({c.kind}) {j.km or 0:.0f} km" if c else "nothing"
            why = "choice" if j.reachable else "no candidate"
            print(
                f"    {j.article} {g.start} {g.phrase!r} = {g.name}, {g.admin1}, {g.country} {g.feature}: {said}; {why}"
            )


def main() -> None:
    """Read the corpora, run them, print a table for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="corpus files")
    parser.add_argument("--errors", action="store_true", help="also list the gold spans that went wrong")
    asked = parser.parse_args()
    files = asked.files or corpora()
    if not files:
        parser.error("no corpus files: name some, or set DATELINE_DATA to a folder with geo/*.xml")
    engine, gazetteer, catalogue = SpacyEngine(), load_gazetteer(), load_catalogue()
    for corpus in map(read_corpus, files):
        outcome = run(prepare(corpus.articles, engine, gazetteer, catalogue), gazetteer)
        show(corpus, outcome)
        if asked.errors:
            errors(outcome.judged)


if __name__ == "__main__":
    main()
