"""re3d as it lies on disk, and how mentions are held against it.

Defence Science and Technology Laboratory, Aleph Insights and Committed Software (2017): "Relationship and Entity
Extraction Evaluation Dataset", github.com/dstl/re3d; one folder a source with documents.json and entities.json.

Gold and answers are taken at their outermost spans (the corpus nests "Syrian" in "the Syrian government"), whatever
their type; each gold span meets at most one answer. Overlap: the two share a character. Exact: same start, same end.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.frame import Counts, f1, interval

ENTITIES = frozenset({"Person", "Organisation", "Nationality", "Location", "Weapon", "MilitaryPlatform", "Vehicle"})
"""The types that are persons, bodies, places and things. Quantity, Money, Temporal, DocumentReference and
CommsIdentifier are other layers' work; Url and Frequency do not occur."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Report:
    """One document: its text, the gold's spans with their types, and the spans answered."""

    text: str
    gold: tuple[tuple[int, int, str], ...]
    answer: tuple[Span, ...] = ()


def rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line.strip():
            yield json.loads(line)


def sources(folder: Path) -> list[Path]:
    """The folders of the set that hold documents and entities."""
    return sorted(p.parent for p in folder.glob("*/entities.json") if (p.parent / "documents.json").is_file())


def gold_of(folder: Path) -> Iterator[tuple[str, Report]]:
    """Id and gold of each document of one source; spans outside the text are left out."""
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in rows(folder / "entities.json"):
        spans[row["documentId"]].append((row["begin"], row["end"], row["type"]))
    for row in rows(folder / "documents.json"):
        inside = (s for s in spans[row["_id"]] if 0 <= s[0] < s[1] <= len(row["text"]))
        yield row["_id"], Report(row["text"], tuple(sorted(set(inside))))


def outermost(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The longest of spans that overlap, in text order."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        if all(end <= a or start >= b for a, b in kept):
            kept.append((start, end))
    return tuple(sorted(kept))


def met(gold: Sequence[Span], answer: Sequence[Span], *, exact: bool) -> Counts:
    """How many gold spans an answer meets; both in text order, each answer meets one."""
    right, at = 0, 0
    if exact:
        right = len(set(gold) & set(answer))
    else:
        for start, end in gold:
            while at < len(answer) and answer[at][1] <= start:
                at += 1
            if at < len(answer) and answer[at][0] < end:
                right += 1
                at += 1
    return Counts(right, len(answer), len(gold))


def counts(reports: Iterable[Report], *, exact: bool, types: frozenset[str] | None = ENTITIES) -> list[Counts]:
    """One count a document. `types` None takes every type of the gold."""
    return [
        met(outermost((a, b) for a, b, t in r.gold if types is None or t in types), outermost(r.answer), exact=exact)
        for r in reports
    ]


def scores(reports: Sequence[Report]) -> dict[str, float | list[float]]:
    """Overlap and exact F1 with their intervals over documents, against the entity types; F1 against all types."""
    told: dict[str, float | list[float]] = {"documents": len(reports)}
    for name, exact in (("overlap", False), ("exact", True)):
        units = counts(reports, exact=exact)
        told[name] = round(f1(units), 4)
        told[f"{name} interval"] = [round(x, 4) for x in interval(units, f1)]
        told[f"{name}, all types"] = round(f1(counts(reports, exact=exact, types=None)), 4)
    return told
