"""ECB+ (Cybulska & Vossen 2014): event mentions of news of many sorts, and which are one event across documents.

The gold's mentions are the candidates. One that lies in the words of an event of ours stands for that event, the first
mention of each event only; the others have no event of ours and stay alone (how many are covered is in the note).
Dateline links violent and political events; most of ECB+ (films, sports, products) is none, and no document has a date.

Beside it: mentions grouped by the lemma of their head within the topic, the corpus's usual baseline.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clusters import Labels, bcubed, pairwise
from benchmarks.frame import Asked, Beside, Measured, Row, SetMissing
from dateline.case.facts import facts_of
from dateline.case.link import link_events
from dateline.model.dossier import Dossier
from dateline.model.parse import Parse


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold mention: characters start..end of its document, and the event that it means."""

    id: str
    document: str
    start: int
    end: int
    chain: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: its tokens set with spaces, a sentence a line."""

    name: str
    text: str
    at: dict[tuple[int, int], tuple[int, int]]
    """(sentence, token) -> characters."""

    @property
    def topic(self) -> str:
        return self.name.split("_", maxsplit=1)[0]


def papers_of(path: Path) -> list[Paper]:
    """The documents of a corpus file: name, sentence, token, word, chain in columns."""
    tokens: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 4:
            tokens[cells[0]].append((int(cells[1]), int(cells[2]), cells[3]))
    return [_paper(name, words) for name, words in tokens.items()]


def _paper(name: str, tokens: Iterable[tuple[int, int, str]]) -> Paper:
    text, at, last = "", {}, None
    for sentence, token, word in tokens:
        text += "" if last is None else "\n" if sentence != last else " "
        at[sentence, token] = (len(text), len(text) + len(word))
        text += word
        last = sentence
    return Paper(name, text, at)


def mentions_of(path: Path, papers: Iterable[Paper]) -> list[Mention]:
    """The event mentions of the documents."""
    known = {p.name: p for p in papers}
    found = []
    for n, row in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        paper = known.get(row["doc_id"])
        spans = [paper.at.get((row["sent_id"], t)) for t in row["tokens_number"]] if paper else []
        if paper and all(spans):
            starts, ends = zip(*(s for s in spans if s), strict=True)
            found.append(Mention(f"m{n:05}", paper.name, min(starts), max(ends), row["coref_chain"]))
    return found


def head_lemma(parse: Parse, mention: Mention) -> str:
    """The lemma of the word that the mention's other words hang on."""
    inside = [t for t in parse.tokens if t.start < mention.end and mention.start < t.end]
    top = next((t for t in inside if t.head is None or not any(t.head is other for other in inside)), None)
    return top.lemma.lower() if top is not None else mention.id


def event_at(dossier: Dossier, mention: Mention, taken: set[str]) -> str | None:
    """The event of ours with the shortest words that hold the mention; each event stands for one mention."""
    fits = [
        (e.end - e.start, event.id)
        for event in dossier.events
        for e in event.evidence
        if e.start <= mention.start and mention.end <= e.end and event.id not in taken
    ]
    return min(fits)[1] if fits else None


def measure(folder: Path, asked: Asked) -> Measured:
    """B-cubed and pairwise F1 of the dev part (or of whichever part the folder holds alone)."""
    found = sorted(folder.glob("*Event_gold_mentions.json"), key=lambda p: ("Dev" not in p.name, p.name))
    if not found:
        raise SetMissing(f"no ECB+ part (*Event_gold_mentions.json) below {folder}")
    gold_file = found[0]
    papers = papers_of(gold_file.with_name(gold_file.name.replace("Event_gold_mentions.json", "corpus.txt")))
    return Measured(tuple(_rows(gold_file, list(asked.of(papers, "ecbplus")))))


def _rows(gold_file: Path, papers: list[Paper]) -> Iterator[Row]:
    from dateline.engines.spacy import SpacyEngine
    from dateline.readers.text import read_text
    from dateline.reading import read_document

    engine = SpacyEngine()
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions_of(gold_file, papers):
        mentions[m.document].append(m)
    dossiers: dict[str, Dossier] = {}
    lemma: dict[str, str] = {}
    ours: dict[str, str | None] = {}
    for paper in papers:
        document = read_text(paper.text, name=paper.name)
        dossier, parse = read_document(document), engine.parse(document)
        dossiers[paper.name] = dossier
        taken: set[str] = set()
        for m in mentions[paper.name]:
            lemma[m.id] = f"{paper.topic} {head_lemma(parse, m)}"
            event = event_at(dossier, m, taken)
            taken |= {event} if event else set()
            ours[m.id] = event
    group = link_events([facts_of(d) for d in dossiers.values()]).group_of()
    gold = {m.id: m.chain for ms in mentions.values() for m in ms}
    system = {i: group[event][0] if event else i for i, event in ours.items()}
    covered = [i for i, event in ours.items() if event]
    note = f"{gold_file.name.split('_')[1]}; {len(covered)} of {len(gold)} mentions lie in an event of ours"
    yield from _figures("all mentions", system, lemma, gold, note)
    title = "mentions with an event of ours"
    yield from _figures(title, _only(system, covered), _only(lemma, covered), _only(gold, covered), note)


def _only(labels: Labels, items: Iterable[str]) -> Labels:
    return {i: labels[i] for i in sorted(items)}


def _figures(title: str, system: Labels, lemma: Labels, gold: Labels, note: str) -> Iterator[Row]:
    for name, figure in (("B-cubed", bcubed), ("pairwise", pairwise)):
        beside = (Beside("head lemma within the topic", figure(lemma, gold).f1),)
        found = figure(system, gold)
        yield Row("ecbplus", "linking", f"{title}, {name} F1", found.f1, None, None, len(gold), None, beside, note)
        yield Row("ecbplus", "linking", f"{title}, {name} precision", found.precision, None, None, len(gold))
        yield Row("ecbplus", "linking", f"{title}, {name} recall", found.recall, None, None, len(gold))
