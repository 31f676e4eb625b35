"""PLOVER's own gold sentences: is the right type among what the reader gives a sentence?

The file names the types of version 0.5; `data/plover_names.tsv` gives today's. One type a sentence is gold. Precision
is the share of the reader's types (each once a sentence) that are the gold one: a sentence that tells two things and
has gold for one costs precision, for the reader as for the baselines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.frame import Asked, Beside, Counts, Measured, Row, SetMissing, interval, precision, recall
from benchmarks.public._sentences import classes_of, first_verb_of, judged, words_of

FILES = "PLOVER_GSR*.txt"
PEERS = (Beside("PETRARCH", 0.17, "measured on the same sentences"), Beside("bare verb lexicon", 0.58, "measured"))
PEERS_PRECISION = (Beside("PETRARCH", 0.54, "measured"), Beside("bare verb lexicon", 0.50, "measured"))


@dataclass(frozen=True, slots=True)
class Sentence:
    id: str
    text: str
    type: str
    words: str
    """The words that the coder took for the event."""


def now(old: str) -> str:
    """Today's name of a type."""
    lines = (Path(__file__).parent / "data" / "plover_names.tsv").read_text("utf-8").splitlines()[1:]
    return {line.split("\t")[0]: line.split("\t")[1] for line in lines}.get(old, old)


def sentences(folder: Path) -> list[Sentence]:
    """The gold sentences of the folder's files. Raises SetMissing where there are none."""
    found = [s for path in sorted(folder.glob(FILES)) for s in _of_file(path)]
    if not found:
        raise SetMissing(f"no {FILES} with sentences in {folder}")
    return found


def _of_file(path: Path) -> Iterator[Sentence]:
    """The records of a file one by one: the list as a whole need not be valid JSON."""
    text, decoder = path.read_text("utf-8"), json.JSONDecoder()
    for opening in re.finditer(r"^\{", text, re.MULTILINE):
        record, _ = decoder.raw_decode(text, opening.start())
        if "text" in record:
            said = record["text"].strip().strip("{}").strip()
            yield Sentence(record["id"], said, now(record["event"]), record.get("eventText", ""))


def measure(folder: Path, asked: Asked) -> Measured:
    """Recall and precision of the types, overall and by type."""
    kept: list[Sentence] = []
    told: list[frozenset[str]] = []
    for sentence in asked.of(sentences(folder), "plover"):
        kept.append(sentence)
        told.append(classes_of(sentence.text))
    rows = list(_rows(kept, told))
    errors = tuple(_error(s, t) for s, t in zip(kept, told, strict=True) if t != {s.type})
    return Measured(tuple(rows), errors)


def _rows(kept: Sequence[Sentence], told: Sequence[frozenset[str]]) -> Iterator[Row]:
    gold = [frozenset({s.type}) for s in kept]
    ours = [judged(t, g) for t, g in zip(told, gold, strict=True)]
    bare = [judged(words_of(s.text), g) for s, g in zip(kept, gold, strict=True)]
    first = [judged(first_verb_of(s.text), g) for s, g in zip(kept, gold, strict=True)]
    for name, figure, wanted, peers in (
        ("right type among those given", recall, 0.55, PEERS),
        ("share of the given types that are right", precision, 0.60, PEERS_PRECISION),
    ):
        low, high = interval(ours, figure)
        beside = (*peers, Beside("every word of the lexicon", figure(bare)), Beside("its first verb", figure(first)))
        yield Row("plover", "events", name, figure(ours), low, high, len(ours), wanted, beside)
    for type_ in sorted({s.type for s in kept}):
        units: list[Counts] = [c for c, s in zip(ours, kept, strict=True) if s.type == type_]
        low, high = interval(units, recall)
        yield Row("plover", "events", f"{type_}: right type among those given", recall(units), low, high, len(units))


def _error(sentence: Sentence, told: frozenset[str]) -> tuple[str, str]:
    others = " ".join(sorted(told - {sentence.type}))
    kind = "nothing given" if not told else "right, and others" if sentence.type in told else "other types only"
    return f"{sentence.type}: {kind}", f"[{others}] ({sentence.words}) {sentence.text}"
