"""The corpora that weights may be trained on and shipped: re3d and Re-DocRED. See README.md for licences."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from spans import ANY_BODY, Example, Marked, head_of, level_of, name_within, outermost

from benchmarks.public._re3d import gold_of
from dateline.catalogue.lookup import load_catalogue

RE3D = {
    "Person": frozenset({"person"}),
    "Organisation": ANY_BODY,
    "Nationality": frozenset({"nationality"}),
    "Location": frozenset({"place"}),
    "Weapon": frozenset({"weapon"}),
    "MilitaryPlatform": frozenset({"weapon"}),
    "Vehicle": frozenset({"weapon"}),
}
DOCRED = {"PER": frozenset({"person"}), "ORG": ANY_BODY, "LOC": frozenset({"place"})}
FINE = {
    "rebel group": "group", "militia": "group", "military": "force", "police": "force", "coalition": "force",
    "government": "government", "civilians": "people", "media": "organisation", "ngo": "organisation",
    "international organisation": "organisation", "company": "organisation",
}  # fmt: skip


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    return frozenset(" ".join(k.split()).casefold() for k in load_catalogue()._titles) | frozenset(
        "mr mr. mrs mrs. ms ms. dr dr. gen. lt. col. maj. capt. sgt. brig. adm. minister president secretary".split()
    )


def finer(phrase: str, kinds: frozenset[str]) -> frozenset[str]:
    """The kinds that the catalogue leaves of those that a corpus leaves open: by the whole name, else by the head."""
    if kinds != ANY_BODY:
        return kinds
    catalogue = load_catalogue()
    bare = re.sub(r"^(?:[Tt]he|[Aa]n?)\s+", "", phrase)
    entry = catalogue.find(bare)
    if entry is not None:
        if entry.kind == "state":
            return frozenset({"government", "place"})
        return frozenset({FINE[entry.kind]}) if entry.kind in FINE else kinds
    for lemma in _lemmas(head_of(bare).lower()):
        known = catalogue.head(lemma)
        if known is not None and known.kind in FINE:
            return frozenset({FINE[known.kind]})
    return kinds


def _lemmas(word: str) -> tuple[str, ...]:
    bare = re.sub(r"['’]s?$", "", word)
    return bare, bare.removesuffix("s"), bare.removesuffix("es"), re.sub("ies$", "y", bare), re.sub("men$", "man", bare)


def whole_words(text: str, start: int, end: int) -> bool:
    """Whether a span begins and ends between words: the corpus' machine-made spans often do not."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not before and not after and bool(text[start:end].strip())


def re3d(folder: Path, without: frozenset[str] = frozenset()) -> Iterator[Example]:
    """One example a document of one source."""
    for id_, report in gold_of(folder):
        text, spans = report.text, report.gold
        if id_ in without:
            continue
        kept = [s for s in spans if s[2] in RE3D and whole_words(text, s[0], s[1])]
        by_span: dict[tuple[int, int], set[str]] = defaultdict(set)
        for a, b, t in kept:
            by_span[a, b] |= finer(text[a:b], RE3D[t])
        marks = [Marked(a, b, frozenset(k), level_of(text[a:b])) for (a, b), k in by_span.items()]
        names = []
        for mark in marks:
            at = name_within(text, mark.start, mark.end, titles())
            if at is not None and mark.level != "pronoun":
                names.append(Marked(*at, mark.kinds))
        yield Example(text, outermost(marks), outermost(names), [], folder.name)


def redocred(path: Path) -> Iterator[Example]:
    """One example a sentence: names only, phrases are not annotated there."""
    catalogue = load_catalogue()
    for row in json.loads(path.read_text(encoding="utf-8")):
        by_sentence: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for mention in (m for vertex in row["vertexSet"] for m in vertex):
            by_sentence[mention["sent_id"]].append(mention)
        for n, words in enumerate(row["sents"]):
            text, at = _joined(words)
            names, blind = [], []
            for m in by_sentence[n]:
                a, b = at[m["pos"][0]][0], at[min(m["pos"][1], len(at)) - 1][1]
                kinds = DOCRED.get(m["type"])
                if (
                    m["type"] in {"LOC", "MISC", "ORG"}
                    and catalogue.adjective_at([text[a:b]], 0) is not None
                    and catalogue.find(text[a:b]) is None
                ):
                    kinds = frozenset({"nationality"})
                if kinds is None:
                    blind.append((a, b))
                    continue
                found = name_within(text, a, b, titles())
                names.append(Marked(*(found or (a, b)), finer(text[a:b], kinds)))
            yield Example(text, None, outermost(names), blind, "redocred")


def _joined(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words as running text, and where each lies in it."""
    text, at = "", []
    for word in words:
        close = word in {".", ",", ";", ":", ")", "'s", "’s", "%", "?", "!", "''"} or text.endswith("(")
        text += "" if not text or close else " "
        at.append((len(text), len(text) + len(word)))
        text += word
    return text, at
