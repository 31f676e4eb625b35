"""The words around place names: type words ("province"), place nouns, prepositions; read from data files once.

Also cuts a sentence into written words, because the parser splits "Tell e-Rih" and "al-Khawkhah" at hyphens.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast

from dateline.model.parse import Parse, Sentence, Token
from dateline.model.vocabulary import PlaceKind

ARTICLES = frozenset(
    {"al", "el", "ad", "ar", "as", "ash", "at", "an", "az", "a", "e", "ez", "es", "ed", "et", "er", "ul", "esh"}
)
LINKS = frozenset(
    {
        "of",
        "de",
        "del",
        "la",
        "el",
        "al",
        "bin",
        "du",
        "da",
        "do",
        "dos",
        "des",
        "le",
        "the",
        "ez",
        "az",
        "as",
        "ash",
        "an",
        "ar",
        "at",
        "ad",
        "e",
        "i",
        "a",
        "abu",
        "ibn",
        "wal",
    }
)
"""Lower-case words that may stand inside a place name ("Gulf of Aden", "Khan al Asal")."""
_HYPHENS = frozenset("-‑")


@lru_cache(maxsize=1)
def place_types() -> dict[str, tuple[PlaceKind, bool]]:
    """Type word -> (kind, whether it is a plural)."""
    found: dict[str, tuple[PlaceKind, bool]] = {}
    text = (files("dateline.annotate") / "data" / "place_types.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        word, plural, kind, _ = line.split("\t")
        found.setdefault(plural, (cast("PlaceKind", kind), True))
        found[word] = (cast("PlaceKind", kind), False)
    return found


@lru_cache(maxsize=1)
def contexts() -> dict[str, frozenset[str]]:
    """Classes of words that decide whether a name stands as a location."""
    text = (files("dateline.annotate") / "data" / "place_context.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {name: frozenset(words.split("|")) for name, words, _ in rows}


@dataclass(frozen=True, slots=True)
class Word:
    """A written word: tokens first..last (last excluded) without a space between."""

    start: int
    end: int
    first: int
    last: int
    lower: str
    capital: bool


def words_of(parse: Parse, sentence: Sentence) -> list[Word | None]:
    """Words of a sentence in order; None stands for punctuation or anything else that breaks a name."""
    tokens, out, i = parse.tokens, list[Word | None](), sentence.first
    while i < sentence.last:
        j = _joined(tokens, i, sentence.last)
        first, last = tokens[i], tokens[j - 1]
        text = parse.text[first.start : last.end]
        if not any(c.isalnum() for c in text) or first.tag == "POS":
            out.append(None)
        else:
            out.append(Word(first.start, last.end, i, j, text.lower(), _capital(tokens, i, j)))
        i = j
    return out


def _joined(tokens: list[Token], i: int, stop: int) -> int:
    """End of the written word that starts at token i: goes over hyphens after an article or before a capital."""
    j = i + 1
    while (
        j + 1 < stop
        and tokens[j].text in _HYPHENS
        and tokens[j - 1].end == tokens[j].start
        and tokens[j].end == tokens[j + 1].start
    ):
        left, right = tokens[j - 1], tokens[j + 1]
        if left.text in _HYPHENS or not (
            left.lower in ARTICLES or right.lower in LINKS or right.text[:1].isupper() or right.text[:1].isdigit()
        ):
            break
        j += 2
    return j


def _capital(tokens: list[Token], i: int, j: int) -> bool:
    if tokens[i].text[:1].isupper():
        return True
    if j - i >= 3 and tokens[i].lower in ARTICLES:
        return tokens[i + 2].text[:1].isupper()
    head, _, tail = tokens[i].text.partition("-")
    return head in ARTICLES and tail[:1].isupper()
