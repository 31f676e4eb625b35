"""Names of streets ("Orchard St.", "North Lumpkin Street"); a road that only has a number is no name."""

from __future__ import annotations

from functools import lru_cache

from dateline.annotate.place_words import Word, contexts, words_of
from dateline.model.parse import Parse, Sentence
from dateline.tsv import rows_of


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows_of("dateline.annotate", "street_words"))


def streets_in(parse: Parse, sentence: Sentence) -> list[tuple[int, int]]:
    """Spans of street names in a sentence."""
    words = words_of(parse, sentence)
    found = []
    for n, w in enumerate(words):
        if w is None or not w.capital:
            continue
        if w.lower.rstrip(".") in _words() and (i := _begin(words, n)) < n:
            first = words[i]
            assert first is not None
            found.append((first.start, w.end))
    return found


def _begin(words: list[Word | None], n: int) -> int:
    """The first word of the street's name that ends before word n."""
    i = n
    while i > 0 and n - i < 4:
        w = words[i - 1]
        if w is None or not (w.capital or _ordinal(w.lower)) or w.lower in contexts()["not_a_place"] - _SIDES:
            break
        i -= 1
    return i


_SIDES = frozenset({"north", "south", "east", "west"})


def _ordinal(text: str) -> bool:
    return text[:1].isdigit() and text.endswith(("st", "nd", "rd", "th"))
