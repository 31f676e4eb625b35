"""Upper-case wires in the letters that a reader expects: names capitalised, all else small, no character moved.

What a name is comes from what the reader has anyway: the catalogue, the gazetteer, demonyms, the acronyms that the text
itself puts in brackets; and any word that the parser's own dictionary (its lemma index) does not hold is taken for one.
No text of a set is learned from. This stands in the benchmark: Dateline reads texts as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][A-Za-z]+)?|\d+|[^\sA-Za-zÀ-ÿ\d]")
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep oct nov dec".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
SMALL = frozenset("of the and for in on a an de del la las los y el to by from with at".split())
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
           ("er", ""), ("er", "e"), ("ly", ""))  # fmt: skip
FAMOUS = 500_000
"""Inhabitants of a town that is meant although its name may be a common word."""
Vocabulary = tuple[frozenset[str], frozenset[str]]
LONGEST = 6
"""Words of the longest name that is looked up."""


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    text: str
    said: str | None = None
    """The word in its new letters, once they are known."""


class Truecaser:
    """Gives upper-case text the letters of ordinary print. `vocabulary` holds the words of English, small, and
    those among them that are nouns only."""

    def __init__(self, vocabulary: Vocabulary, catalogue: Any, gazetteer: Any) -> None:
        self.vocabulary, self.nouns = vocabulary
        self.catalogue, self.gazetteer = catalogue, gazetteer

    def __call__(self, text: str) -> str:
        """The same text, character for character, in upper and lower case."""
        words = [_Word(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
        acronyms = _acronyms(words)
        for n, word in enumerate(words):
            if word.said is None:
                self._say(words, n, acronyms)
        _open_sentences(words)
        out = list(text)
        for word in words:
            out[word.start : word.end] = word.said or word.text.lower()
        return "".join(out)

    def _say(self, words: list[_Word], n: int, acronyms: frozenset[str]) -> None:
        word = words[n]
        small = word.text.lower()
        taken = self._name_at(words, n)
        if word.text in acronyms or self._acronym(word.text):
            word.said = word.text
        elif taken:
            for w in words[n : n + taken]:
                w.said = w.said or _titled(w.text)
            word.said = word.text[:1].upper() + word.text[1:].lower()
        elif small in DAYS or (small in MONTHS and _beside_number(words, n)):
            word.said = _titled(word.text)
        else:
            word.said = small if self.common(small) else _titled(word.text)
            if word.said != small and n and self.catalogue.title(words[n - 1].text.lower()) is not None:
                words[n - 1].said = _titled(words[n - 1].text)  # "President Cerna"

    def _name_at(self, words: Sequence[_Word], n: int) -> int:
        """How many words the name takes that starts here: a known actor, demonym or place; 0 for none."""
        if not words[n].text[:1].isalpha():
            return 0
        titled = [_titled(w.text) for w in words[n : n + LONGEST]]
        small = titled[0].lower()
        adjective = self.catalogue.adjective_at(titled, 0)
        if adjective is not None:
            return int(adjective[0])
        found = self.catalogue.longest_at(titled, 0)
        if found is not None and (found[0] > 1 or not self.common(small)):
            return int(found[0])
        for many in range(min(LONGEST, len(titled)), 0, -1):
            name = " ".join(titled[:many])
            if not all(t[:1].isalpha() for t in titled[:many]) or small in SMALL:
                continue
            if many == 1 and (self.common(small) or len(small) < 4) and not self._famous(name):
                continue
            known = self.gazetteer.has(name) and not all(self.common(t.lower()) for t in titled[1:many])
            if known or (many == 1 and self.gazetteer.has(name)):
                return many
        return 0

    def _acronym(self, word: str) -> bool:
        """A name that the catalogue knows in capitals only."""
        return (
            2 < len(word) < 6 and self.catalogue.find(word) is not None and self.catalogue.find(_titled(word)) is None
        )

    def _famous(self, name: str) -> bool:
        """A country, or a town so large that a word which may be a common one means it here ("LIMA")."""
        if self.gazetteer.country_named(name) is not None:
            return True
        return name.lower() in self.nouns and any(
            c.population >= FAMOUS for c in self.gazetteer.candidates(name) if c.match == "exact"
        )

    def common(self, small: str) -> bool:
        """Whether a word, small, is one of the language."""
        small = re.sub(r"['’]s?$", "", small)
        if small in self.vocabulary or not small.isalpha() or len(small) < 3:
            return True
        return any(small.endswith(e) and small[: -len(e)] + by in self.vocabulary for e, by in ENDINGS)


def _titled(word: str) -> str:
    small = word.lower()
    return small if small in SMALL else small[:1].upper() + small[1:]


def _acronyms(words: Sequence[_Word]) -> frozenset[str]:
    """Words that stand alone in brackets after a word, and abbreviations that have no vowel between."""
    found = {
        b.text
        for before, a, b, c in zip(words, words[1:], words[2:], words[3:], strict=False)
        if a.text in "([" and c.text in ")]" and b.text.isalpha() and len(b.text) <= 6 and before.text.isalpha()
    }
    return frozenset(found | {w.text for w in words if len(w.text) in {3, 4} and not set(w.text) & set("AEIOUYaeiouy")})


def _beside_number(words: Sequence[_Word], n: int) -> bool:
    return any(0 <= k < len(words) and words[k].text.isdigit() for k in (n - 1, n + 1))


def _open_sentences(words: Sequence[_Word]) -> None:
    """The first word of each sentence begins with a capital."""
    opens = True
    for word in words:
        if opens and word.text[:1].isalpha():
            said = word.said or word.text.lower()
            word.said, opens = said[:1].upper() + said[1:], False
        opens = opens or word.text in ".!?"


def english() -> Vocabulary:
    """The words of the parser's own lemma index with its exceptions and function words, and those that it knows as
    nouns only: its nouns hold names of cities too."""
    from dateline.engines import spacy

    nlp = spacy._pipeline()
    tables = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]  # spaCy's rule lemmatizer
    index, exceptions = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    by_kind = {kind: set(index[kind]) | set(exceptions.get(kind, ())) for kind in ("noun", "verb", "adj", "adv")}
    rest = by_kind["verb"] | by_kind["adj"] | by_kind["adv"] | set(nlp.Defaults.stop_words)
    return frozenset(rest | by_kind["noun"]), frozenset(by_kind["noun"] - rest)
