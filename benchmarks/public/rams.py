"""RAMS: one event word in five sentences of news. Only the types that `data/rams_types.tsv` maps; recall alone, as the
other events of the sentences are not marked."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.frame import Asked, Measured, SetMissing
from benchmarks.public._triggers import Marked, Word, judge, measured, plover_of

TABLE = "rams_types.tsv"


def texts(folder: Path) -> list[Marked]:
    """The texts of the folder with a word of a mapped type. Raises SetMissing where there are none."""
    lines = [line for path in sorted(folder.glob("*.jsonlines")) for line in path.read_text("utf-8").splitlines()]
    found = [made for made in map(_text, lines) if made is not None]
    if not found:
        raise SetMissing(f"no *.jsonlines with mapped types in {folder}")
    return found


def _text(line: str) -> Marked | None:
    """Tokens with a blank between them, as the set gives no other spacing."""
    record = json.loads(line)
    tokens = [t for sentence in record["sentences"] for t in sentence]
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    words = []
    for first, last, types in record["evt_triggers"]:
        plover = plover_of(types[0][0], TABLE)
        if plover is not None:
            words.append(Word(starts[first], starts[last] + len(tokens[last]), types[0][0], plover))
    return Marked(record["doc_key"], " ".join(tokens), tuple(words)) if words else None


def measure(folder: Path, asked: Asked) -> Measured:
    """Recall of event words."""
    return measured("rams", [judge(t) for t in asked.of(texts(folder), "rams")], exhaustive=False)
