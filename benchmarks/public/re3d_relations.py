"""re3d: who stands how to whom, for the four of its eleven types that a predicate of the contract corresponds to.

`data/re3d_relations.tsv` maps them; the others (where something is, that two names mean one, who talks with whom, who
likes what) are other layers' work or no relation of ours. The corpus marks a relation at every mention, pronouns and
common nouns among them; a relation of ours is one a report. So one of ours may meet several of the gold's (`found`),
and is right where its subject and its object each have a mention that shares a character with the gold's two ends,
either way round where the predicate has no direction.

Beside it stands a bare reading: any two actors in one sentence are against one another, the set's most frequent type.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Final

from benchmarks.frame import Asked, Beside, Counts, Measured, SetMissing, f1, precision, recall, rows_of
from benchmarks.public._re3d import Span, rows, sources
from dateline.engines.spacy import SpacyEngine
from dateline.model.dossier import Dossier
from dateline.model.vocabulary import SYMMETRIC_PREDICATES
from dateline.readers.text import read_text
from dateline.reading import read_document

COMMONEST: Final = "opposes"


@dataclass(frozen=True, slots=True)
class Stated:
    """One relation: where its two ends are named, and what it says (of the gold: all that would be right)."""

    subject: tuple[Span, ...]
    predicates: frozenset[str]
    object: tuple[Span, ...]
    words: str = ""


@lru_cache(maxsize=1)
def mapping() -> dict[str, frozenset[str]]:
    """Type of the set -> the predicates that correspond."""
    text = (Path(__file__).parent / "data" / "re3d_relations.tsv").read_text("utf-8")
    cells = [line.split("\t") for line in text.splitlines()[1:] if line]
    return {row[0]: frozenset(row[1].split("|")) for row in cells}


def measure(folder: Path, asked: Asked) -> Measured:
    """F1, precision and recall over the documents of every source."""
    reports = [r for source in sources(folder.parent / "re3d") for r in reports_of(source)]
    if not reports:
        raise SetMissing("no source with documents.json and relations.json in it")
    engine = SpacyEngine()
    ours: list[Counts] = []
    bare: list[Counts] = []
    errors: list[tuple[str, str]] = []
    for text, gold in asked.of(reports, "re3d relations"):
        document = read_text(text)
        if document.text != text:
            continue
        dossier = read_document(document, engine=engine)
        found = list(stated_in(dossier))
        ours.append(met(gold, found))
        bare.append(met(gold, list(any_two(dossier))))
        errors.extend(_errors(gold, found))
    beside = (
        Beside("any two actors of a sentence", f1(bare)),
        Beside("their precision", precision(bare)),
        Beside("their recall", recall(bare)),
    )
    note = "four of eleven types; gold holds pronouns and common nouns"
    return Measured(tuple(rows_of("re3d", "relations", "relations", ours, beside=beside, note=note)), tuple(errors))


def reports_of(source: Path) -> Iterator[tuple[str, list[Stated]]]:
    """Text and gold relations of each document of one source that has relations."""
    file = source / "relations.json"
    gold: dict[str, list[Stated]] = {}
    for row in rows(file) if file.is_file() else ():
        predicates = mapping().get(row["type"])
        if predicates is not None:
            ends = ((row["sourceBegin"], row["sourceEnd"]),), ((row["targetBegin"], row["targetEnd"]),)
            told = f"{row['source']} {row['type']} {row['target']}"
            gold.setdefault(row["documentId"], []).append(Stated(ends[0], predicates, ends[1], told))
    for row in rows(source / "documents.json"):
        yield row["text"], gold.get(row["_id"], [])


def stated_in(dossier: Dossier) -> Iterator[Stated]:
    """The dossier's relations of the predicates that the set has."""
    known = frozenset(p for predicates in mapping().values() for p in predicates)
    spans = {a.id: tuple((m.start, m.end) for m in a.mentions) for a in dossier.actors}
    name = {a.id: a.name for a in dossier.actors}
    for r in dossier.relations:
        if r.predicate in known:
            words = f"{name[r.subject]} {r.predicate} {name[r.object]}"
            yield Stated(spans[r.subject], frozenset({r.predicate}), spans[r.object], words)


def any_two(dossier: Dossier) -> Iterator[Stated]:
    """Any two actors that a sentence names, as the commonest of the set's relations."""
    seen: set[tuple[str, str]] = set()
    text = dossier.document.text
    for first, second in combinations(dossier.actors, 2):
        near = any(
            "." not in text[min(a.end, b.end) : max(a.start, b.start)] for a in first.mentions for b in second.mentions
        )
        if near and (first.id, second.id) not in seen:
            seen.add((first.id, second.id))
            ends = [tuple((m.start, m.end) for m in actor.mentions) for actor in (first, second)]
            yield Stated(ends[0], frozenset({COMMONEST}), ends[1])


def met(gold: Sequence[Stated], ours: Sequence[Stated]) -> Counts:
    """How many of ours are right, and how many of the gold they meet."""
    right = sum(any(meets(g, o) for g in gold) for o in ours)
    found = sum(any(meets(g, o) for o in ours) for g in gold)
    return Counts(right, len(ours), len(gold), found)


def meets(gold: Stated, ours: Stated) -> bool:
    """Whether one of ours says what a gold relation says, of the same two."""
    if not gold.predicates & ours.predicates:
        return False
    straight = _touch(gold.subject, ours.subject) and _touch(gold.object, ours.object)
    if straight or not ours.predicates & SYMMETRIC_PREDICATES:
        return straight
    return _touch(gold.subject, ours.object) and _touch(gold.object, ours.subject)


def _touch(one: Iterable[Span], other: Sequence[Span]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def _errors(gold: Sequence[Stated], ours: Sequence[Stated]) -> Iterator[tuple[str, str]]:
    for g in gold:
        if not any(meets(g, o) for o in ours):
            same = any(_touch(g.subject, o.subject) and _touch(g.object, o.object) for o in ours)
            yield ("another predicate" if same else "not found", g.words)
    for o in ours:
        if not any(meets(g, o) for g in gold):
            yield "not in the gold", o.words
