"""How much a shared word says: a name that two of a thousand reports hold says much, one that all hold nothing.

Weights are steps, not a smooth curve, so that a new report changes few of them and only what holds those words is
compared again.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from dateline.case.link.tellings import Story, Telling
from dateline.protect.tables import common

LEAST = 32
"""A smaller case counts as one of so many reports: in it nothing is known to be rare."""
STEPS = 8
COMMON, PLAIN, NAME = 0.15, 0.5, 1.0
"""Share of the weight that a word of any text, another word, and a name have."""


class Rarity:
    """Weights 0..1 of the words of a case."""

    def __init__(self, stories: Iterable[Story]) -> None:
        held: Counter[str] = Counter()
        reports = 0
        for story in stories:
            reports += 1
            held.update(story.words)
            held.update(n for n in story.names if n not in story.words)
        self._held = held
        self._size = 1 << max(LEAST, reports).bit_length() - 1
        self._of: dict[str, float] = {}
        self._names: dict[str, float] = {}
        self._words: dict[str, float] = {}
        self._masses: dict[str, float] = {}
        self._squares: dict[str, float] = {}
        self._common = common()

    def of(self, word: str) -> float:
        """By the share of reports that hold the word."""
        known = self._of.get(word)
        if known is None:
            known = self._of[word] = self._weight(self._held[word])
        return known

    def _weight(self, held: int) -> float:
        share = math.log((1 + self._size) / max(held, 1)) / math.log(1 + self._size)
        return max(0.0, round(share * STEPS) / STEPS)

    def shared(self, word: str) -> bool:
        """Whether more than one report holds it."""
        return self._held[word] > 1

    def name(self, word: str) -> float:
        """The weight of a name. A name of common words ("will", "north") says less."""
        known = self._names.get(word)
        if known is None:
            share = PLAIN if " " not in word and word in self._common else NAME
            known = self._names[word] = self.of(word) * share
        return known

    def word(self, word: str) -> float:
        """The weight of any word."""
        known = self._words.get(word)
        if known is None:
            known = self._words[word] = self.of(word) * (COMMON if word in self._common else PLAIN)
        return known

    def mass(self, telling: Telling) -> float:
        """The weights of all words of a telling."""
        known = self._masses.get(telling.id)
        if known is None:
            known = self._masses[telling.id] = math.fsum(map(self.word, telling.words))
        return known

    def square(self, story: Story) -> float:
        """The squared weights of a report's own names."""
        known = self._squares.get(story.report)
        if known is None:
            known = self._squares[story.report] = self.squares(story.own)
        return known

    def squares(self, names: Iterable[str]) -> float:
        """The squared weights of names. Exact sums, so that the order of a set makes no difference."""
        return math.fsum(w * w for w in map(self.name, names))

    def changed(self, other: Rarity) -> frozenset[str]:
        """Words whose weight differs from that of an earlier case."""
        words = self._held.keys() | other._held.keys()
        return frozenset(w for w in words if self.of(w) != other.of(w) or self.shared(w) != other.shared(w))
