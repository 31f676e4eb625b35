"""Linking on the project's own hard set: near-identical incidents of one city and week, told by several outlets.

    python benchmarks/bench_linking.py [seen held_back] [--errors] [--keep FOLDER]

The reports (`benchmarks/linking/*.jsonl`) are invented: real geography and well-known groups, no happening and no
person of this world. Each names the incidents that it tells and the words that tell them. The half `held_back` was
not looked at while the weights were set. Every report is read by the reader as it stands, and its events are linked.
What the reader does not find is a group of its own.

Beside it, in the same run: passages (or whole reports) grouped by their capitalised words within a week, at the
threshold that suits the set best.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.clusters import Agreement, Labels, Passage, bcubed, best_by_capitals, pairwise
from dateline.case.facts import EventFacts, ReportFacts, facts_of
from dateline.case.link import Linked, LinkSettings, link_events
from dateline.case.link.clusters import pair
from dateline.case.link.lexicon import family_of

FOLDER = Path(__file__).resolve().parent / "linking"
HALVES = ("seen", "held_back")


@dataclass(frozen=True, slots=True)
class Hard:
    """A report of the set: what is told (incident, words that tell it), and what the reader makes of it."""

    id: str
    published: str
    facts: ReportFacts
    tells: tuple[tuple[str, str], ...]

    def mentions(self) -> Iterator[tuple[str, str, str]]:
        """(mention, incident, words)"""
        return ((f"{self.id}/{n}", incident, quote) for n, (incident, quote) in enumerate(self.tells))


def read_half(half: str, keep: Path | None = None) -> list[Hard]:
    """The reports of one half, read. `keep` is a folder of dossiers that were read before."""
    from dateline.readers.text import read_text
    from dateline.reading import Settings, read_document
    from dateline.run.kept import kept_in

    kept = kept_in(keep) if keep else None
    found = []
    for line in (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = read_text(row["text"], published=row["published"], outlet=row["outlet"], title=row["title"])
        dossier = (kept.load(document) if kept else None) or read_document(document, Settings())
        if kept:
            kept.save(document, dossier)
        tells = tuple((t["incident"], t["quote"]) for t in row["tells"])
        found.append(Hard(row["id"], row["published"], facts_of(dossier), tells))
    return found


def event_of(report: ReportFacts, quote: str) -> EventFacts | None:
    """The violent event that is told in the words that tell an incident; None where the reader found none. Of several
    the fullest (day, place, toll, sides), then the one with most of the words."""
    start = report.text.index(quote)
    end = start + len(quote)
    fits = [
        (_filled(e), shared, -e.start, e.id, e)
        for e in report.events
        if (shared := _overlap(e, start, end)) and family_of(e.plover, e.acled).broad == "violence"
    ]
    return max(fits, key=lambda s: s[:4])[4] if fits else None


def _filled(event: EventFacts) -> int:
    return sum(map(bool, (event.when, event.where, event.tolls, event.sides)))


def _overlap(event: EventFacts, start: int, end: int) -> int:
    """Characters of the event's evidence within the words."""
    return sum(max(0, min(t.end, end) - max(t.start, start)) for t in event.told[:1])


@dataclass(frozen=True, slots=True)
class Result:
    """Groups of mentions as linked, as the gold has them, and how many mentions the reader has an event for."""

    system: Labels
    gold: Labels
    read: int


def linked_mentions(reports: Sequence[Hard], linked: Linked) -> Result:
    group = linked.group_of()
    system: dict[str, str] = {}
    gold: dict[str, str] = {}
    read = 0
    for report in reports:
        for mention, incident, quote in report.mentions():
            event = event_of(report.facts, quote)
            read += event is not None
            system[mention] = group[event.id][0] if event else mention
            gold[mention] = incident
    return Result(system, gold, read)


def baselines(reports: Sequence[Hard], gold: Labels) -> dict[str, Labels]:
    """Capitalised words of the telling words, and of the whole report (each mention goes with its report)."""
    told = [Passage(m, r.published, q) for r in reports for m, _, q in r.mentions()]
    whole = [Passage(m, r.published, r.facts.text) for r in reports for m, _, _ in r.mentions()]
    return {
        "capitalised words of the telling": best_by_capitals(told, lambda g: bcubed(g, gold).f1)[1],
        "capitalised words of the report": best_by_capitals(whole, lambda g: bcubed(g, gold).f1)[1],
    }


def figures(name: str, system: Labels, gold: Labels) -> str:
    return f"{name:36}  B-cubed {_told(bcubed(system, gold))}   pairwise {_told(pairwise(system, gold))}"


def _told(found: Agreement) -> str:
    return f"{found.f1:.3f} (P {found.precision:.3f} R {found.recall:.3f})"


def errors(reports: Sequence[Hard], linked: Linked, result: Result) -> Iterator[str]:
    """Every pair of mentions that is wrong, with the link that explains it."""
    why: Mapping[tuple[str, str], object] = {(k.a, k.b): k for k in linked.links}
    events = {m: event_of(r.facts, q) for r in reports for m, _, q in r.mentions()}
    ids = sorted(result.gold)
    for n, a in enumerate(ids):
        for b in ids[n + 1 :]:
            same = result.system[a] == result.system[b]
            if same != (result.gold[a] == result.gold[b]):
                one, two = events[a], events[b]
                link = why.get(pair(one.id, two.id)) if one and two else "not read"
                yield f"{'joined' if same else 'apart'}: {a} ({result.gold[a]}) {b} ({result.gold[b]})\n    {link}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("halves", nargs="*", metavar="HALF", help=" or ".join(HALVES))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    for half in asked.halves or HALVES:
        reports = read_half(half, asked.keep)
        linked = link_events([r.facts for r in reports], settings=LinkSettings())
        result = linked_mentions(reports, linked)
        incidents = len(set(result.gold.values()))
        print(
            f"{half}: {len(reports)} reports, {len(result.gold)} mentions of {incidents} incidents, {result.read} read"
        )
        print(figures("linked", result.system, result.gold))
        for name, labels in baselines(reports, result.gold).items():
            print(figures(name, labels, result.gold))
        if asked.errors:
            print("\n".join(errors(reports, linked, result)))


if __name__ == "__main__":
    main()
