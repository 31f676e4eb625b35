"""Runs of capitalised words that may name a place, with what stands beside them, for `toponyms_wide`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.annotate.openings import opens_report
from dateline.annotate.place_words import Word, contexts, place_types, words_of
from dateline.annotate.short_names import short_names_in
from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.parse import Parse, Sentence

LONGEST = 5
"""Words in the longest name tried."""
PLACES = frozenset({"GPE", "LOC"})
"""The engine's labels of places; its facilities are mostly streets and halls, which `streets` and the types read."""
ARTICLES = frozenset({"the", "a", "an"})
_PARTY = re.compile(r"\b(?:D|R|I|DFL|Dem|Rep)-$")


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate: tokens first..last (last excluded), the engine's label, how the name lies in that entity."""

    start: int
    end: int
    text: str
    first: int
    last: int
    label: str
    lies: str
    """"exact", "first", "last" or "inner" in the entity with that label, "" without one."""
    known: bool
    country: bool
    typed: bool
    """It ends in the type word of a division ("Pope County")."""
    before: str
    """The token before it in lower case, "" at the sentence's start; `after` the written word after it."""
    after: str
    told: bool
    """The words beside it leave no doubt: a container, a legislator's seat, "-based", a dash after capitals."""

    @property
    def key(self) -> str:
        return fold(self.text)


def name_runs(document: Document, parse: Parse, sentence: Sentence, gazetteer: Gazetteer) -> Iterator[Name]:
    """The longest runs that the gazetteer knows or that end in a division's type word, and the engine's places."""
    words, i = _parted(document.text, parse, words_of(parse, sentence), gazetteer), 0
    while i < len(words):
        w = words[i]
        j = known = 0
        if w is not None and w.capital:
            known = _known(document.text, words, i, gazetteer)
            j = known or _labelled(parse, words, i)
        if j:
            yield _name(parse, words, i, j, gazetteer, known=known > 0)
        i = max(j, i + 1)


def _parted(text: str, parse: Parse, words: list[Word | None], gazetteer: Gazetteer) -> list[Word | None]:
    """Two names that a hyphen joins ("D-Salem", "Damascus-Baghdad") apart, unless they are one place's name."""
    out: list[Word | None] = []
    for w in words:
        parts = parse.tokens[w.first : w.last : 2] if w is not None and w.last - w.first > 2 else []
        whole = w is None or not all(t.text[:1].isupper() for t in parts) or gazetteer.has(text[w.start : w.end])
        if len(parts) < 2 or whole:
            out.append(w)
            continue
        for t in parts:
            out += [Word(t.start, t.end, t.i, t.i + 1, t.lower, capital=True), None]
        out.pop()
    return out


def _known(text: str, words: list[Word | None], i: int, gazetteer: Gazetteer) -> int:
    """End of the longest known name that begins at word i, 0 where there is none."""
    first = words[i]
    assert first is not None
    for j in range(min(len(words), i + LONGEST), i, -1):
        part = [w for w in words[i:j] if w is not None]
        if len(part) < j - i or not part[-1].capital or (len(part) == 1 and not _alone(first, text, gazetteer)):
            continue
        name = " ".join(text[first.start : part[-1].end].split())
        if gazetteer.has(name) or _typed(part):
            return j if first.lower not in ARTICLES or _own_article(name, part, gazetteer) else 0
    return 0


def _alone(w: Word, text: str, gazetteer: Gazetteer) -> bool:
    """Whether one word may be a name: no function word, no type word, no short acronym but a country's."""
    if w.lower in contexts()["not_a_place"] or w.lower in place_types() or w.lower in contexts()["institution"]:
        return False
    name = text[w.start : w.end]
    return not (name.isupper() and len(name) <= 3) or gazetteer.country_named(name) is not None


def _typed(part: list[Word]) -> bool:
    """As in "Pope County": a second-order division by its type word."""
    kind = place_types().get(part[-1].lower)
    return len(part) > 1 and kind is not None and kind[0] == "district" and all(w.capital for w in part)


def _own_article(name: str, part: list[Word], gazetteer: Gazetteer) -> bool:
    """Whether "The" is the name's own ("The Hague"), not the sentence's."""
    return len(part) > 1 and any(fold(c.name).startswith("the ") for c in gazetteer.candidates(name))


def _labelled(parse: Parse, words: list[Word | None], i: int) -> int:
    """End of the run of capitalised words from word i that the engine calls a place."""
    j = i
    while j < len(words):
        w = words[j]
        if w is None or not w.capital or parse.tokens[w.first].ent not in PLACES or w.lower in ARTICLES:
            break
        j += 1
    return j if j > i else 0


def _name(parse: Parse, words: list[Word | None], i: int, j: int, gazetteer: Gazetteer, *, known: bool) -> Name:
    part = [w for w in words[i:j] if w is not None]
    a, b, tokens = part[0].first, part[-1].last, parse.tokens
    start, end = part[0].start, part[-1].end
    text = " ".join(parse.text[start:end].split())
    label = next((t.ent for t in reversed(tokens[a:b]) if t.ent), "")
    sent = parse.sentence_of(tokens[a])
    left = a > sent.first and tokens[a - 1].ent == label and tokens[a - 1].lower not in ARTICLES
    right = b < sent.last and tokens[b].ent == label and tokens[b].tag != "POS"
    lies = {(0, 0): "exact", (0, 1): "first", (1, 0): "last", (1, 1): "inner"}[left, right] if label else ""
    before = tokens[a - 1].lower if a > sent.first else ""
    after = words[j] if j < len(words) else None
    country = gazetteer.country_named(text) is not None
    told = _told(parse.text, start, end)
    return Name(
        start, end, text, a, b, label, lies, known, country, _typed(part), before, after.lower if after else "", told
    )


def _told(text: str, start: int, end: int) -> bool:
    """ "Salem, Ore.", "D-Raleigh", "Akron-based", "ROSWELL - A man ..."."""
    if text.startswith("-based", end) or _PARTY.search(text, max(0, start - 6), start):
        return True
    if opens_report(text, start, end):
        return True
    held = short_names_in(text, end, end + 12) if text.startswith(",", end) else []
    return any(a - end in {2, 3} for a, _, _ in held)
