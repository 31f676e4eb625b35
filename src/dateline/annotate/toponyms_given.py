"""Given spans as place names, typed by the words around them as `find_toponyms` types what it finds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace

from dateline.annotate.namesakes import settle_containers, settle_namesakes
from dateline.annotate.openings import opens_report
from dateline.annotate.place_words import Word, contexts, place_types, words_of
from dateline.annotate.short_names import Short, adjective_place, short_names_in
from dateline.annotate.toponym_names import Found, coordinated, read_type
from dateline.annotate.toponym_sense import read_apposition
from dateline.annotate.toponyms import containers, toponym_of
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import Parse

BUILT = frozenset({"facility", "airport", "military base", "border crossing", "checkpoint", "road"})
"""Kinds of things that stand at the place whose name was given ("the [Goma] airport")."""


def toponyms_at(
    document: Document, parse: Parse, gazetteer: Gazetteer, spans: list[tuple[int, int]]
) -> list[Toponym | None]:
    """A toponym for each span, which must be in text order; None where a span holds no letter or digit."""
    short = {(a, b): s for a, b, s in short_names_in(document.text, 0, len(document.text))}
    cut: dict[int, _Cut] = {}
    found = [_found(document, parse, gazetteer, span, cut) for span in spans]
    for f in found:
        if f is not None and (s := short.get((f.start, f.end))):
            f.name, f.hint, f.known, f.country, f.rule = s.name, s.kind, True, False, "short"
    known = [f for f in found if f is not None]
    coordinated(document.text, known)
    containers(document.text, known)
    out = [
        _toponym(document, parse, gazetteer, f, (a, b), short.get((a, b))) if f is not None else None
        for f, (a, b) in zip(found, spans, strict=True)
    ]
    held = settle_containers(document.text, [t for t in out if t is not None], gazetteer)
    settled = iter(settle_namesakes(parse, held, gazetteer))
    return [None if t is None else next(settled) for t in out]


def _toponym(
    document: Document, parse: Parse, gazetteer: Gazetteer, f: Found, span: tuple[int, int], short: Short | None
) -> Toponym:
    read_apposition(document.text, f)
    t = replace(toponym_of(parse, f), start=span[0], end=span[1], dateline=_filed(document, *span))
    if f.full_end > span[1] and t.hint in BUILT:
        t = replace(t, hint=None, word="", rule="")
    if short is not None:
        whole = gazetteer.country(short.country)
        return replace(t, within=whole.name if whole else None)
    if gazetteer.country_named(t.name) is None and adjective_place(t.name, gazetteer) is not None:
        return replace(t, rule="adjective", hint=None)
    return t


def _filed(document: Document, at: int, end: int) -> bool:
    section = document.section_at(at)
    return (section is not None and section.kind == "dateline") or opens_report(document.text, at, end)


class _Cut:
    """A sentence's words, with those that are none left out of the search."""

    def __init__(self, words: list[Word | None]) -> None:
        self.words = words
        self._numbers = [n for n, w in enumerate(words) if w is not None]
        self._ends = [w.end for w in words if w is not None]
        self._starts = [w.start for w in words if w is not None]

    def inside(self, start: int, end: int) -> tuple[int, int]:
        """The numbers i..j (j excluded) of the words that a span touches; twice the same for none."""
        a, b = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (self._numbers[a], self._numbers[b - 1] + 1) if a < b else (0, 0)


def _unparsed(gazetteer: Gazetteer, text: str, start: int, end: int) -> Found | None:
    """A span outside the sentences (a dateline, a byline), which has no head and no words beside it."""
    name = " ".join(text[start:end].split())
    if not any(c.isalnum() for c in name):
        return None
    country = gazetteer.country_named(name) is not None
    return Found(start, end, 0, 0, name, gazetteer.has(name), country, full_start=start, full_end=end)


def _found(
    document: Document, parse: Parse, gazetteer: Gazetteer, span: tuple[int, int], cut: dict[int, _Cut]
) -> Found | None:
    """The span as a candidate name, typed by the words around it; `cut` keeps the words of sentences seen before."""
    start, end = span
    token = parse.token_at(start)
    if token is None or token.start >= end:
        return _unparsed(gazetteer, document.text, start, end)
    if token.sent not in cut:
        cut[token.sent] = _Cut(words_of(parse, parse.sentence_of(token)))
    words = cut[token.sent].words
    i, j = cut[token.sent].inside(start, end)
    if i == j:
        return None
    whole, j = j, _without_type(document.text, words, i, j, gazetteer)
    first, last = words[i], words[j - 1]
    assert first is not None
    assert last is not None
    end = end if j == whole else last.end
    name = " ".join(document.text[start:end].split())
    country = gazetteer.country_named(name) is not None
    f = Found(start, end, first.first, last.last, name, gazetteer.has(name), country)
    read_type(document, words, i, j, f, gazetteer)
    if f.hint is None and not country and _governed(words, j, f, gazetteer):
        f.hint = "province"
    return f


def _without_type(text: str, words: list[Word | None], i: int, j: int, gazetteer: Gazetteer) -> int:
    """End of the words i..j without the type word at their end, if the gazetteer knows the name only so."""
    first, last, before = words[i], words[j - 1], words[j - 2] if j - i > 1 else None
    if first is None or last is None or before is None or last.lower not in place_types():
        return j
    return j if gazetteer.has(" ".join(text[first.start : last.end].split())) else j - 1


def _governed(words: list[Word | None], j: int, f: Found, gazetteer: Gazetteer) -> bool:
    """As in "New York Gov.", "the Quebec legislature": the office tells the division from its city."""
    after = words[j] if j < len(words) else None
    office = after is not None and after.lower.rstrip(".") in contexts()["division_office"]
    return office and any(c.kind == "province" for c in gazetteer.candidates(f.name))
