"""PETRARCH's own test sentences: is a PLOVER type of their CAMEO codes among what the reader gives?

The sentences were written to test a pattern matcher: their states are those of a novel, and many of their codes are no
CAMEO codes. Only sentences with a code that has a PLOVER type are measured. The codes are translated by the table in
the `plover` folder beside this one, else by the roots in `codebook/data/cameo_roots.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.frame import Asked, Beside, Measured, Row, SetMissing, interval, precision, recall
from benchmarks.public._sentences import classes_of, first_verb_of, judged, words_of

SENTENCE = re.compile(r"<Sentence\b.*?</Sentence>", re.DOTALL)
CODE = re.compile(r'eventcode\s*=\s*"([0-9]{2,4})"')
TEXT = re.compile(r"<Text>(.*?)</Text>", re.DOTALL)
ROW = re.compile(r"^([0-9]{2,4}):\s*([A-Z]+)\s*,", re.MULTILINE)


def table(folder: Path) -> dict[str, str]:
    """CAMEO code -> PLOVER type by the table beside the folder; empty where there is none."""
    files = sorted((folder.parent / "plover").glob("CAMEO2PLOVER*.txt"))
    return {code: type_ for path in files for code, type_ in ROW.findall(path.read_text("utf-8"))}


def sentences(folder: Path) -> list[tuple[str, frozenset[str]]]:
    """Sentences with the PLOVER types of their codes. Raises SetMissing where there are none."""
    codes = table(folder)
    found = [s for path in sorted(folder.glob("*.xml")) for s in _of_file(path, codes)]
    if not found:
        raise SetMissing(f"no *.xml with coded sentences in {folder}")
    return found


def _of_file(path: Path, codes: dict[str, str]) -> Iterator[tuple[str, frozenset[str]]]:
    from dateline.codebook.tables import plover_of_cameo

    for block in SENTENCE.findall(path.read_text("utf-8", errors="replace")):
        text = TEXT.search(block)
        types = {codes.get(c) or plover_of_cameo(c) for c in CODE.findall(block)} - {None}
        if text is not None and types:
            yield " ".join(text[1].split()), frozenset(str(t) for t in types)


def measure(folder: Path, asked: Asked) -> Measured:
    """Recall and precision of the types, as of PLOVER's own sentences."""
    kept = list(asked.of(sentences(folder), "petrarch"))
    told = [classes_of(text) for text, _ in kept]
    ours = [judged(t, g) for t, (_, g) in zip(told, kept, strict=True)]
    bare = [judged(words_of(text), g) for text, g in kept]
    first = [judged(first_verb_of(text), g) for text, g in kept]
    rows = []
    for name, figure in (
        ("right type among those given", recall),
        ("share of the given types that are right", precision),
    ):
        low, high = interval(ours, figure)
        beside = (Beside("every word of the lexicon", figure(bare)), Beside("its first verb", figure(first)))
        rows.append(Row("petrarch", "events", name, figure(ours), low, high, len(ours), None, beside))
    errors = [
        (f"{' '.join(sorted(g))}: {'other' if t else 'nothing'}", f"{sorted(t)} {s}")
        for t, (s, g) in zip(told, kept, strict=True)
        if not t & g
    ]
    return Measured(tuple(rows), tuple(errors))
