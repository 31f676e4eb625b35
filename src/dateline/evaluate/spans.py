"""Stretches of text: where a name stands, how far two stretches agree, what words they share."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from dateline.model.quotes import Span, fold, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAME_LEAD = 40  # characters of title or description that may stand before a name inside a longer mention
_LONGEST_MENTION = 160
_LEAST_SHARE = 1 / 3
__all__ = ["Span", "Words", "evidence_spans", "fold", "likeness", "occurrences", "overlap", "touches"]
_WORD = re.compile(r"\w+")


def evidence_spans(evidence: Any, shift: int = 0) -> list[Span]:
    """Offsets of one evidence entry or a list of them, moved by `shift` characters."""
    entries = [evidence] if isinstance(evidence, dict) else evidence or []
    return [(int(entry["start"]) + shift, int(entry["end"]) + shift) for entry in entries]


def overlap(a: Span, b: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def touches(spans: Iterable[Span], gold: Iterable[Span], *, longest: int) -> bool:
    """Whether a span of at most `longest` characters meets the gold words: pointing at the whole text is no answer."""
    targets = list(gold)
    return any(overlap(a, b) and a[1] - a[0] <= longest for a in spans for b in targets)


def likeness(mention: Span, name: Span) -> float:
    """How far a mention is the name: 1 for the same characters, 0 below a third of shared characters.

    A mention that holds the whole name with a title before it or a description behind it counts as a third at least.
    """
    shared = overlap(mention, name)
    share = shared / (max(mention[1], name[1]) - min(mention[0], name[0])) if shared else 0.0
    holds = mention[0] <= name[0] and name[1] <= mention[1]
    if holds and mention[1] <= mention[0] + _LONGEST_MENTION and name[0] - mention[0] <= _NAME_LEAD:
        share = max(share, 0.34)
    return share if share >= _LEAST_SHARE else 0.0


class Words:
    """The words of a text, and how many of them two sets of spans share."""

    def __init__(self, text: str) -> None:
        found = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def under(self, spans: Iterable[Span]) -> set[int]:
        """Numbers of the words that the spans touch."""
        covered: set[int] = set()
        for start, end in spans:
            if start < end:
                covered.update(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))
        return covered

    def f1(self, a: Iterable[Span], b: Iterable[Span]) -> float:
        """Token F1 of two sets of spans: 1 for the same words, 0 where either has none."""
        mine, theirs = self.under(a), self.under(b)
        return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0
