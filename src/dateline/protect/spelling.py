"""Last names that a report misspells once: one letter left out, added, changed or turned round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Generic, TypeVar

T = TypeVar("T")
LEAST: Final = 6
"""Letters from which a name has few enough neighbours to be read as another spelling."""


class Misspellings(Generic[T]):
    """Names by what is left of them with a letter taken out, so that a word is looked up and not compared with each
    (deletion neighbourhoods: W. Garbe, SymSpell, 2012)."""

    __slots__ = ("_known", "_near")

    def __init__(self, names: Iterable[tuple[str, T]], known: frozenset[str]) -> None:
        """`known` are words that are right as they are."""
        self._known = known
        self._near: dict[str, tuple[str, T]] = {}
        for name, value in names:
            if len(name) >= LEAST and name.isalpha():
                for form in _shortened(name):
                    self._near.setdefault(form, (name, value))

    def of(self, word: str) -> T | None:
        """What a word is a misspelling of, or None. Its first letter counts as right."""
        if not self._near or len(word) < LEAST - 1 or word in self._known:
            return None
        for form in _shortened(word):
            name, value = self._near.get(form, ("", None))
            if name and name != word and name[0] == word[0] and abs(len(name) - len(word)) <= 1:
                return value
        return None


def _shortened(word: str) -> Iterator[str]:
    yield word
    for n in range(len(word)):
        yield word[:n] + word[n + 1 :]
