"""WikiEvents: the words that tell of attacks, deaths, arrests and the like, in news of bombings.

`data/wikievents_types.tsv` says which PLOVER types tell what each of its types means; types that no row maps (meetings,
sales, diseases) are left out on both sides.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.frame import Asked, Measured, SetMissing
from benchmarks.public._triggers import Marked, Word, judge, measured, plover_of

TABLE = "wikievents_types.tsv"


def texts(folder: Path) -> list[Marked]:
    """The texts of the folder. Raises SetMissing where there are none."""
    files = [p for p in sorted(folder.glob("*.jsonl")) if not p.name.startswith("coref")]
    found = [made for path in files for line in path.read_text("utf-8").splitlines() for made in _text(line)]
    if not found:
        raise SetMissing(f"no *.jsonl with texts in {folder}")
    return found


def _text(line: str) -> Iterator[Marked]:
    record = json.loads(line)
    if "event_mentions" not in record:
        return
    spots: list[tuple[int, int]] = []
    said: list[str] = []
    for tokens, sentence in record["sentences"]:  # the file's own text has lost the breaks between its sentences
        at, first = sum(len(x) + 1 for x in said), tokens[0][1] if tokens else 0
        spots += [(at + start - first, at + end - first) for _, start, end in tokens]
        said.append(sentence)
    words = []
    for event in record["event_mentions"]:
        plover = plover_of(event["event_type"], TABLE)
        first, last = event["trigger"]["start"], event["trigger"]["end"] - 1
        if plover is not None:
            words.append(Word(spots[first][0], spots[last][1], event["event_type"], plover))
    yield Marked(record["doc_id"], "\n".join(said), tuple(words))


def measure(folder: Path, asked: Asked) -> Measured:
    """Recall of event words, and precision of events of the mapped types."""
    return measured("wikievents", [judge(t) for t in asked.of(texts(folder), "wikievents")], exhaustive=True)
