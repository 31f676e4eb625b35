"""Many names and phrases looked for at once: a tree of words, walked from each word of a text.

A walk is no longer than the longest phrase, however many phrases there are, so that a search grows with the text alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Generic, TypeVar

from dateline.protect.folding import Words
from dateline.protect.tables import common, rows

T = TypeVar("T")
_PROCLITICS = frozenset("وفبلك")
"""Arabic "and", "so", "in", "to", "like", which are written as one word with a name."""
LEAST_REST = 3
"""Letters of a word that was run together with a name."""
LEAST_INFLECTED = 4
"""Letters from which a Cyrillic word is looked for with its case endings."""


class _Node(Generic[T]):
    __slots__ = ("found", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node[T]] = {}
        self.found: list[T] = []


class Trie(Generic[T]):
    """Phrases as sequences of folded words, each with what it stands for."""

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()

    def add(self, phrase: Sequence[str], value: T) -> None:
        """A phrase; one without words is left out."""
        node = self._root
        for word in phrase:
            below = node.next.setdefault(word, _Node())
            for form in _inflected(word):
                node.next.setdefault(form, below)
            node = below
        if phrase:
            node.found.append(value)

    def at(self, words: Words, n: int) -> list[tuple[int, T]]:
        """What starts at the word n: pairs of (number of the word behind it, value), longest first."""
        found: list[tuple[int, T]] = []
        waiting = [(end, self._root.next[form]) for form, end in _readings(words, n, first=True) if form in self]
        while waiting:
            end, node = waiting.pop()
            found.extend((end, value) for value in node.found)
            if node.next and end < len(words) and words.joined(end - 1):
                further = [*_readings(words, end), *_run_together(words.folded[end], end)]
                waiting.extend((e, node.next[f]) for f, e in further if f in node.next)
        found.sort(key=lambda pair: -pair[0])
        return found

    def __contains__(self, word: str) -> bool:
        return word in self._root.next


def _readings(words: Words, n: int, *, first: bool = False) -> Iterator[tuple[str, int]]:
    """A word alone, with the next where a line break parts the two, and without what Arabic writes before a name."""
    word = words.folded[n]
    yield word, n + 1
    if n + 1 < len(words) and words.glued(n):
        yield word + words.folded[n + 1], n + 2
    if first and word[:1] in _PROCLITICS and len(word) > 2:
        yield word[1:], n + 1


def _run_together(word: str, n: int) -> Iterator[tuple[str, int]]:
    """The start of a word that lost the blank behind it ("Garangwho"): the rest stands in any text."""
    yield from ((word[:k], n + 1) for k in range(LEAST_REST + 1, len(word) - LEAST_REST + 1) if word[k:] in common())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in rows("endings"))


@cache
def _inflected(word: str) -> tuple[str, ...]:
    """A Cyrillic name in its other cases ("иванов" -> "иванова", "иванову" …)."""
    if len(word) < LEAST_INFLECTED or not all("\u0400" <= c <= "\u04ff" for c in word):
        return ()
    stem = word[:-1] if word[-1] in "аяийьыео" else word
    return tuple(stem + ending for ending in _endings() if stem + ending != word)
