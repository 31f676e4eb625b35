"""Event words of the public sets against the lexicon and the reader: is the word known, is the event told?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from benchmarks.frame import Beside, Counts, Measured, Row, interval, precision, recall
from benchmarks.public._sentences import engine


@dataclass(frozen=True, slots=True)
class Word:
    """An event word of the gold: its characters, its type, and the PLOVER types that tell it."""

    start: int
    end: int
    type: str
    plover: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its event words of the types that the table maps."""

    name: str
    text: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of one text: the lexicon's words, the reader's events, the bare lexicon."""

    known: Counts
    told: Counts
    bare: Counts
    errors: tuple[tuple[str, str], ...]


@lru_cache(maxsize=4)
def types_of(name: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The rows of a table of types: beginning of the set's type -> PLOVER types."""
    lines = (Path(__file__).parent / "data" / name).read_text("utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return tuple((c[0], frozenset(c[1].split("|"))) for c in cells)


def plover_of(type_: str, table: str) -> frozenset[str] | None:
    """The PLOVER types of one of the set's types, None where the table does not map it."""
    return next((plover for start, plover in types_of(table) if type_.startswith(start)), None)


def judge(marked: Marked) -> Judged:
    """Read a text and hold it against its gold words."""
    from dateline.codebook.triggers import load_triggers
    from dateline.readers.text import read_text
    from dateline.reading import read_document

    document = read_text(marked.text)
    dossier = read_document(document, engine=engine())
    shift = marked.text.find(dossier.document.text[:40])
    parse, lexicon = engine().parse(document), load_triggers()
    lemmas = [t.lemma for t in parse.tokens]
    asked = frozenset().union(*(w.plover for w in marked.words)) if marked.words else frozenset()
    bare = [(t, lexicon.all_at(lemmas, t.i, t.pos)) for t in parse.tokens if t.pos in {"VERB", "NOUN"}]
    words = [
        (parse.tokens[m.tokens[0]].start, parse.tokens[m.tokens[-1]].end, m.trigger.plover)
        for _, found in bare
        for m in found[:1]
        if m.trigger.plover in asked
    ]
    events = [
        (e.start + shift, e.end + shift, event.coding.plover, event.id)
        for event in dossier.events
        if event.coding.plover in asked
        for e in event.evidence
    ]
    known = [w for w in marked.words if any(_meets(w, a, b, p) for a, b, p in words)]
    told = [w for w in marked.words if any(_meets(w, a, b, p) for a, b, p, _ in events)]
    right = {i for a, b, p, i in events if any(_meets(w, a, b, p) for w in marked.words)}
    hit = sum(any(_meets(w, a, b, p) for w in marked.words) for a, b, p in words)
    gold = len(marked.words)
    return Judged(
        Counts(len(known), len(known), gold),
        Counts(len(right), len({i for *_, i in events}), gold, len(told)),
        Counts(hit, len(words), gold, len(known)),
        tuple(_errors(marked, known, told)),
    )


def _meets(word: Word, start: int, end: int, plover: str) -> bool:
    return plover in word.plover and start < word.end and word.start < end


def _errors(marked: Marked, known: Sequence[Word], told: Sequence[Word]) -> Iterator[tuple[str, str]]:
    for word in marked.words:
        if word not in told:
            kind = "known word, no event" if word in known else "word not known"
            around = marked.text[max(0, word.start - 70) : word.end + 50].replace("\n", " ")
            yield f"{word.type}: {kind}", f"[{marked.text[word.start : word.end]}] {around}"


def measured(set_: str, judged: Sequence[Judged], *, exhaustive: bool) -> Measured:
    """Recall of words and events; precision of events only where the set marks every event of its texts."""
    told, known, bare = [j.told for j in judged], [j.known for j in judged], [j.bare for j in judged]
    rows = [
        _row(set_, "event words that the lexicon knows", known, recall, ()),
        _row(set_, "event words that an event tells", told, recall, (Beside("bare lexicon", recall(bare)),)),
    ]
    if exhaustive:
        beside = (Beside("bare lexicon", precision(bare)),)
        rows.append(_row(set_, "events that tell an event word of their type", told, precision, beside))
    return Measured(tuple(rows), tuple(e for j in judged for e in j.errors))


def _row(set_: str, name: str, units: Sequence[Counts], figure: object, beside: tuple[Beside, ...]) -> Row:
    low, high = interval(units, figure) if units else (None, None)  # type: ignore[arg-type]
    return Row(set_, "events", name, figure(units), low, high, len(units), None, beside)  # type: ignore[operator]
