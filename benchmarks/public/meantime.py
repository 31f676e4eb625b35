"""MEANTIME (Minard et al. 2016): named persons, organisations and places of Wikinews reports, and which are the same.

The texts come as tokens; they are set again with the usual spaces. Only the first six sentences of each report, its
title and date among them, are annotated in full: what lies behind them is not counted. Measured are names, not
descriptions and not products: a mention is found where its characters overlap with a gold one's, one to one.

Who is the same as whom is measured over the gold's names by B-cubed (Bagga & Baldwin 1998); a name that is not found
is alone. Beside ours: the spaCy model that we parse with, its names put together by exact string; and the gold's own
names put together by exact string, which needs no recogniser.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.frame import Asked, Beside, Counts, Measured, Row, SetMissing, f1, interval, rows_of

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
SPACY = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "ORG"}
ANNOTATED = 6
"""Sentences from the start (title, date, and the first of the text) in which every entity is annotated: behind them
only some are, one for every nine before."""
NAMED = frozenset({"NAM", "PRE.NAM"})
CLOSING = frozenset(".,;:!?)]}%'\u2019\u201d") | {"'s", "\u2019s", "n't", "''"}
OPENING = frozenset("([{$\u00a3\u20ac\u201c") | {"``"}


@dataclass(frozen=True, slots=True)
class Named:
    """A name: characters start..end, its kind (PER, ORG, LOC), and whom it means within the report."""

    start: int
    end: int
    kind: str
    who: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document: its text as far as it is annotated goes to `until`."""

    name: str
    text: str
    until: int
    gold: tuple[Named, ...]


@dataclass(slots=True)
class Answered:
    """What each way found in a report, up to where it is annotated."""

    report: Report
    said: dict[str, list[Named]] = field(default_factory=dict)


def reports_of(folder: Path) -> list[Report]:
    """Every document of the folder, in whichever subfolder."""
    files = sorted(folder.rglob("*.xml"))
    found = [r for f in files if (r := _report(f)) is not None]
    if not found:
        raise SetMissing(f"no MEANTIME document below {folder}")
    return found


def _report(path: Path) -> Report | None:
    from defusedxml.ElementTree import parse

    root = parse(path).getroot()
    if root.tag != "Document" or root.find("Markables") is None:
        return None
    text, at, ends = _set(root.findall("token"))
    anchors = {m.get("m_id"): [a.get("t_id") for a in m.iter("token_anchor")] for m in root.find("Markables")}
    names = {m.get("m_id") for m in root.iter("ENTITY_MENTION") if m.get("syntactic_type") in NAMED}
    kinds = {e.get("m_id"): e.get("ent_type") for e in root.iter("ENTITY") if e.get("ent_type") in KINDS}
    gold = []
    for link in root.iter("REFERS_TO"):
        target = link.find("target")
        who = target.get("m_id") if target is not None else None
        for source in link.iter("source") if who in kinds else ():
            spans = [at[t] for t in anchors.get(source.get("m_id"), ()) if t in at]
            if source.get("m_id") in names and spans:
                gold.append(Named(min(s for s, _ in spans), max(e for _, e in spans), kinds[who], str(who)))
    until = ends[min(len(ends), ANNOTATED) - 1]
    gold = [g for g in gold if g.end <= until]
    return Report(path.stem, text, until, tuple(_innermost(gold)))


def _innermost(names: list[Named]) -> list[Named]:
    """In text order, without those that hold another: of "Airbus parent EADS" the two names, not the phrase."""
    bare = [n for n in names if not any(o is not n and n.start <= o.start and o.end <= n.end for o in names)]
    return sorted(bare, key=lambda n: (n.start, n.end))


def _set(tokens: Iterable[Any]) -> tuple[str, dict[str, tuple[int, int]], list[int]]:
    """The text with the usual spaces, where each token lies, and where each sentence ends."""
    text, at, ends = "", dict[str, tuple[int, int]](), list[int]()
    sentence, glued, quotes = None, True, 0
    for token in tokens:
        word = token.text or ""
        if token.get("sentence") != sentence:
            if sentence is not None:
                ends.append(len(text))
                text += "\n\n" if sentence == "0" else " "
            sentence, glued, quotes = token.get("sentence"), True, 0
        closes = word in CLOSING or (word == '"' and quotes % 2 == 1)
        if not glued and not closes:
            text += " "
        at[token.get("t_id")] = (len(text), len(text) + len(word))
        text += word
        quotes += word == '"'
        glued = word in OPENING or (word == '"' and quotes % 2 == 1)
    return text, at, [*ends, len(text)]


def answer(report: Report, engine: Any) -> Answered:
    """Ours and spaCy's, from one parse."""
    from dateline.readers.text import read_text
    from dateline.reading import layers_until

    layers = layers_until("actors", read_text(report.text), engine=engine)
    shift = report.text.find(layers.document.text[:40])
    answered = Answered(report)
    ours = list(_ours(layers))
    spacy = [
        Named(e.start, e.end, SPACY[e.label], report.text[e.start + shift : e.end + shift])
        for e in layers.parse.entities
        if e.label in SPACY
    ]
    for way, found in ((OURS, ours), (PEER, spacy)):
        moved = [Named(n.start + shift, n.end + shift, n.kind, n.who) for n in found]
        answered.said[way] = [n for n in moved if n.end <= report.until]
    answered.said[STRINGS] = [
        Named(g.start, g.end, g.kind, report.text[g.start : g.end].casefold()) for g in report.gold
    ]
    return answered


def _ours(layers: Any) -> Iterator[Named]:
    """The names of the actor and the place table. A state's name is a place unless the place table has none there."""
    places = [(m.start, m.end, p.id) for p in layers.places.places for m in p.mentions]
    taken = []
    for m in layers.actors.mentions:
        if m.form == "named" and m.kind not in {"state", "civilians"}:
            taken.append((m.start, m.end))
            yield Named(m.start, m.end, "PER" if m.kind == "person" else "ORG", m.key)
    for m in layers.actors.mentions:
        if m.form == "named" and m.kind == "state" and not any(m.start < e and s < m.end for s, e in taken):
            taken.append((m.start, m.end))
            yield Named(m.start, m.end, "LOC", m.key)
    for start, end, place in places:
        capital = re.match(r"(?:the |The )?[A-Z]", layers.document.text[start:end])
        if capital and not any(start < e and s < end for s, e in taken):
            taken.append((start, end))
            yield Named(start, end, "LOC", place)


OURS, PEER, STRINGS = "ours", "spaCy, same string", "gold's names, same string"


def pairs(gold: Sequence[Named], said: Sequence[Named]) -> list[tuple[int, int]]:
    """(number of the gold name, of the found one), one to one, the largest overlaps first."""
    shared = sorted(
        (-(min(g.end, s.end) - max(g.start, s.start)), abs((s.end - s.start) - (g.end - g.start)), i, j)
        for i, g in enumerate(gold)
        for j, s in enumerate(said)
        if g.start < s.end and s.start < g.end
    )
    met, used, found = set[int](), set[int](), []
    for _, _, i, j in shared:
        if i not in met and j not in used:
            met.add(i)
            used.add(j)
            found.append((i, j))
    return found


def counts(a: Answered, way: str, kind: str | None, *, typed: bool) -> Counts:
    """Names found in a report; `kind` counts only the gold's and the found names of one kind."""
    gold = [g for g in a.report.gold if kind is None or g.kind == kind]
    said = [s for s in a.said[way] if kind is None or s.kind == kind]
    right = sum(not typed or gold[i].kind == said[j].kind for i, j in pairs(gold, said))
    return Counts(right, len(said), len(gold))


def b_cubed(answered: Sequence[Answered], way: str) -> float:
    """B-cubed F1 over the gold's names of all reports."""
    parts = [pr for a in answered for pr in _b_cubed(a, way)]
    if not parts:
        return 0.0
    p, r = sum(x for x, _ in parts) / len(parts), sum(x for _, x in parts) / len(parts)
    return 2 * p * r / (p + r) if p + r else 0.0


def _b_cubed(a: Answered, way: str) -> Iterator[tuple[float, float]]:
    """Precision and recall of each gold name: which share of those put with it belongs, which share of its own is."""
    gold, said = a.report.gold, a.said[way]
    put = {i: said[j].who for i, j in pairs(gold, said)}
    for i, g in enumerate(gold):
        own = {k for k, h in enumerate(gold) if h.who == g.who}
        with_it = {k for k in put if put[k] == put[i]} if i in put else {i}
        yield len(own & with_it) / len(with_it), len(own & with_it) / len(own)


def rows(answered: Sequence[Answered]) -> Iterator[Row]:
    """One block a figure: names of any kind, with the right kind, of each kind, and who is the same."""
    for title, kind, typed in (
        ("any kind", None, False),
        ("right kind", None, True),
        *((v, k, True) for k, v in KINDS.items()),
    ):
        units = [counts(a, OURS, kind, typed=typed) for a in answered]
        beside = Beside(PEER, f1(counts(a, PEER, kind, typed=typed) for a in answered))
        yield from rows_of("meantime", "actors", f"names found, {title}", units, beside=(beside,))

    def figure(way: str) -> Callable[[Sequence[Answered]], float]:
        return lambda units: b_cubed(units, way)

    low, high = interval(answered, figure(OURS)) if answered else (None, None)
    beside_it = tuple(Beside(way, b_cubed(answered, way)) for way in (PEER, STRINGS))
    yield Row(
        "meantime", "actors", "who is the same, B-cubed F1", b_cubed(answered, OURS), low, high, len(answered), None,
        beside_it, "over the gold's names; one that is not found is alone",
    )  # fmt: skip


def errors(answered: Sequence[Answered]) -> Iterator[tuple[str, str]]:
    for a in answered:
        gold, said, text = a.report.gold, a.said[OURS], a.report.text
        met = dict(pairs(gold, said))
        for i, g in enumerate(gold):
            around = text[max(0, g.start - 40) : g.end + 40].replace("\n", " ")
            if i not in met:
                yield f"{KINDS[g.kind]} not found", f"{text[g.start : g.end]} | {around}"
            elif said[met[i]].kind != g.kind:
                yield f"{KINDS[g.kind]} taken for {KINDS[said[met[i]].kind]}", f"{text[g.start : g.end]} | {around}"
        for j in set(range(len(said))) - set(met.values()):
            s = said[j]
            around = text[max(0, s.start - 40) : s.end + 40].replace("\n", " ")
            yield f"{KINDS[s.kind]} where none is", f"{text[s.start : s.end]} | {around}"
        yield from _clusters(a, met)


def _clusters(a: Answered, met: dict[int, int]) -> Iterator[tuple[str, str]]:
    gold, said, text = a.report.gold, a.said[OURS], a.report.text
    for k, i in enumerate(sorted(met)):
        for h in sorted(met)[k + 1 :]:
            same, put = gold[i].who == gold[h].who, said[met[i]].who == said[met[h]].who
            if same != put:
                words = f"{text[gold[i].start : gold[i].end]} | {text[gold[h].start : gold[h].end]} | {a.report.name}"
                yield ("kept apart" if same else "put together wrongly"), words


def measure(folder: Path, asked: Asked) -> Measured:
    """The set's figures with the reader as it stands."""
    from dateline.engines.spacy import SpacyEngine

    engine = SpacyEngine()
    answered = [answer(r, engine) for r in asked.of(reports_of(folder), "meantime")]
    return Measured(tuple(rows(answered)), tuple(errors(answered)))
