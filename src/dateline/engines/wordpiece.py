"""Text as the encoder takes it: words with their offsets, the pieces of each word, and the shape of its letters.

The scheme is BERT's uncased one (Devlin et al. 2019): words at spaces and punctuation, lower case, accents off, then
the longest known piece from the left (Wu et al. 2016). The shape gives back what lower case takes away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100
"""Longer words are unknown ones, as upstream has it."""
MOST_CACHED = 50_000

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
_WORDS = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*|[^\s\w]|_")

NO_SHAPE, LOWER, CAPITAL, CAPITALS, MIXED, ONE_CAPITAL, DIGITS, NO_LETTER = range(8)


def words_of(text: str) -> list[tuple[int, int]]:
    """Start and end of each word; every punctuation mark is a word."""
    return [m.span() for m in _WORDS.finditer(text)]


def shape_of(word: str) -> int:
    """How a word is written: with a capital, in capitals, with digits."""
    if any(c.isdigit() for c in word):
        return DIGITS
    if not any(c.isalpha() for c in word):
        return NO_LETTER
    if not any(c.isupper() for c in word):
        return LOWER
    if len(word) == 1:
        return ONE_CAPITAL
    if word.isupper():
        return CAPITALS
    return CAPITAL if word[0].isupper() and not any(c.isupper() for c in word[1:]) else MIXED


def shapes_of(words: Sequence[str]) -> list[int]:
    """The shapes of a sentence's words; a sentence all in capitals says nothing by them."""
    shapes = [shape_of(w) for w in words]
    return shapes if LOWER in shapes or MIXED in shapes else [NO_SHAPE] * len(shapes)


class WordPieces:
    """Words -> numbers of their pieces. Safe to share; what it remembers is bounded."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: n for n, piece in enumerate(vocabulary)}
        self.start, self.end, self._unknown = (self._numbers[p] for p in (START, END, UNKNOWN))
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, at least one."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= MOST_CACHED:
                self._known.clear()
            found = self._known[word] = self._cut(word)
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        pieces, start = [], 0
        while start < len(plain) <= LONGEST_WORD:
            end = next((e for e in range(len(plain), start, -1) if _piece(plain, start, e) in self._numbers), None)
            if end is None:
                return (self._unknown,)
            pieces.append(self._numbers[_piece(plain, start, end)])
            start = end
        return tuple(pieces) or (self._unknown,)


def _piece(word: str, start: int, end: int) -> str:
    return word[start:end] if start == 0 else f"##{word[start:end]}"
