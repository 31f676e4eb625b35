"""Gun Violence Corpus (Vossen et al. 2018): articles, and which of them report one incident.

Near-identical incidents of local news: one sort of event, many towns, tolls that disagree. Each article is read and
all are linked as one case. Two views are measured by B-cubed over the articles:

* happenings: articles of which a violent event that each opens with is held for one happening;
* stories: reports that are about one thing (`link_reports`), which also places those in which the reader finds no
  violent event.

Beside them, in the same run: articles grouped by capitalised words within a week, at the threshold that suits this
very part best. Nothing here is fitted on the corpus.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clusters import Labels, Passage, bcubed, best_by_capitals, pairwise
from benchmarks.frame import Asked, Beside, Measured, Row, SetMissing, interval
from dateline.case.facts import EventFacts, ReportFacts, facts_of
from dateline.case.link import Linked, link_events, link_reports
from dateline.case.link.clusters import components
from dateline.case.link.lexicon import family_of


@dataclass(frozen=True, slots=True)
class Article:
    name: str
    incident: str
    published: str
    title: str
    text: str


def articles_of(path: Path) -> list[Article]:
    """The articles of one part."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Article(r["doc"], r["incident"], r["date"], r["title"], r["text"]) for r in rows]


def read(article: Article) -> ReportFacts:
    from dateline.readers.text import read_text
    from dateline.reading import read_document

    document = read_text(article.text, published=article.published, title=article.title, name=article.name)
    return facts_of(read_document(document))


def first_act(report: ReportFacts) -> EventFacts | None:
    """The violent event that a report tells first; None where the reader finds none."""
    acts = [e for e in report.events if family_of(e.plover, e.acled).broad == "violence"]
    return min(acts, key=lambda e: (e.start, e.id), default=None)


def by_happening(reports: Mapping[str, ReportFacts], linked: Linked) -> dict[str, str]:
    """Articles grouped by the happening of which each tells an event first."""
    group = linked.group_of()
    first = {name: group[act.id][0] for name, r in reports.items() if (act := first_act(r)) is not None}
    shared = [(a, b) for a in first for b in first if a < b and first[a] == first[b]]
    return {name: part[0] for part in components(reports, shared) for name in part}


def measure(folder: Path, asked: Asked) -> Measured:
    """B-cubed and pairwise F1 of each part of the corpus below the folder."""
    parts = sorted(folder.glob("*.jsonl"))
    if not parts:
        raise SetMissing(f"no GVC part (*.jsonl) below {folder}")
    found = [_measured(path, asked) for path in parts]
    return Measured(tuple(r for m in found for r in m.rows), tuple(e for m in found for e in m.errors))


def _measured(path: Path, asked: Asked) -> Measured:
    articles = list(asked.of(articles_of(path), f"gvc {path.stem}"))
    reports = {a.name: read(a) for a in articles}
    gold = {a.name: a.incident for a in articles}
    linked = link_events(list(reports.values()))
    stories = link_reports(list(reports.values()), linked)
    story = {r: group[0] for group in stories.groups for r in group}
    views = {
        "happenings": by_happening(reports, linked),
        "stories": {name: story[r.report] for name, r in reports.items()},
    }
    passages = [Passage(a.name, a.published, a.text) for a in articles]
    least, baseline = best_by_capitals(passages, lambda labels: bcubed(labels, gold).f1)
    read_ = sum(first_act(r) is not None for r in reports.values())
    note = f"{path.stem}; the reader finds a violent event in {read_} of {len(reports)}; baseline at {least:.2f}"
    rows = [row for name, labels in views.items() for row in _rows(path.stem, name, labels, baseline, gold, note)]
    return Measured(tuple(rows), tuple(_errors(views["stories"], gold)))


def _rows(part: str, view: str, labels: Labels, baseline: Labels, gold: Labels, note: str) -> Iterator[Row]:
    units = [(_precision(labels, gold, a), _precision(gold, labels, a)) for a in gold]
    low, high = interval(units, _f1)
    beside = (Beside("capitalised words within the week, best threshold", bcubed(baseline, gold).f1),)
    found = bcubed(labels, gold)
    yield Row("gvc", "linking", f"{part}, {view}, B-cubed F1", found.f1, low, high, len(units), None, beside, note)
    yield Row("gvc", "linking", f"{part}, {view}, B-cubed precision", found.precision, None, None, len(units))
    yield Row("gvc", "linking", f"{part}, {view}, B-cubed recall", found.recall, None, None, len(units))
    pairs = (Beside("capitalised words within the week, best threshold", pairwise(baseline, gold).f1),)
    yield Row(
        "gvc", "linking", f"{part}, {view}, pairwise F1", pairwise(labels, gold).f1, None, None, len(units), None, pairs
    )


def _precision(ours: Labels, theirs: Labels, item: str) -> float:
    """How much of an item's group is right."""
    group = [i for i in ours if ours[i] == ours[item]]
    return sum(theirs[i] == theirs[item] for i in group) / len(group)


def _f1(units: Sequence[tuple[float, float]]) -> float:
    p, r = (sum(u[n] for u in units) / len(units) for n in (0, 1))
    return 2 * p * r / (p + r) if p + r else 0.0


def _errors(labels: Labels, gold: Labels) -> Iterator[tuple[str, str]]:
    ids = sorted(gold)
    for n, a in enumerate(ids):
        for b in ids[n + 1 :]:
            if (labels[a] == labels[b]) != (gold[a] == gold[b]):
                yield ("joined" if labels[a] == labels[b] else "apart"), f"{a} ({gold[a]}) and {b} ({gold[b]})"
