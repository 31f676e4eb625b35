"""A list of replacements on a text, done once, and where everything else stands afterwards."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final, Literal

What = Literal["words", "source", "name", "role", "contact", "coordinates"]
RANK: Final[dict[What, int]] = {"words": 5, "source": 4, "name": 3, "contact": 2, "coordinates": 1, "role": 0}
"""Which of two replacements that touch the same characters stays; it then covers both."""
_BESIDE: Final = re.compile(r"\s?,?\s{0,2}")
_MIDDLE: Final = re.compile(r"\s[^\W\d_][^\W\d_]{0,20}\.?\s")
NO_BESIDE: Final = 24
"""Characters between two parts of one name, at most."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters start..end of a text, and what stands there instead. `who` is the number of a hidden person."""

    start: int
    end: int
    what: What
    shown: str
    who: int | None = None


def merged(edits: Iterable[Edit], text: str) -> list[Edit]:
    """The edits in order, none over another: what overlaps is one, and so is what stands side by side of one person
    ("Amal Example, a midwife")."""
    result: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end, -RANK[e.what])):
        last = result[-1] if result else None
        if last is not None and edit.start < last.end:
            keep = _winner(last, edit)
            result[-1] = replace(keep, start=last.start, end=max(last.end, edit.end))
        elif last is not None and _beside(last, edit, text):
            result[-1] = replace(last, end=edit.end)
        else:
            result.append(edit)
    return result


def _winner(a: Edit, b: Edit) -> Edit:
    """The edit that stays of two: a contact that holds a name ("amal@…"), else the higher rank."""
    for one, other in ((a, b), (b, a)):
        if one.what == "contact" and one.start <= other.start and other.end <= one.end and other.what != "words":
            return one
    return max((a, b), key=lambda e: RANK[e.what])


def _beside(a: Edit, b: Edit, text: str) -> bool:
    if a.who is None or a.who != b.who or a.what != b.what or b.start - a.end > NO_BESIDE:
        return False
    between = text[a.end : b.start]
    if _BESIDE.fullmatch(between):
        return True
    return _MIDDLE.fullmatch(between) is not None and between.strip()[0].isupper()


class Shift:
    """Where characters of a text stand after replacements, and the text itself."""

    __slots__ = ("_ends", "_new_ends", "_new_starts", "_starts", "text")

    def __init__(self, text: str, edits: Sequence[Edit]) -> None:
        """`edits` in order, none over another (see `merged`)."""
        self._starts, self._ends = [e.start for e in edits], [e.end for e in edits]
        grown = list(accumulate((len(e.shown) - (e.end - e.start) for e in edits), initial=0))
        self._new_starts = [e.start + by for e, by in zip(edits, grown[:-1], strict=True)]
        self._new_ends = [e.end + by for e, by in zip(edits, grown[1:], strict=True)]
        pieces: list[str] = []
        last = 0
        for e in edits:
            pieces += (text[last : e.start], e.shown)
            last = e.end
        self.text = "".join([*pieces, text[last:]])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the old text in the new one; what touches a replacement covers all of it."""
        return self._start(start), self._end(end)

    def _start(self, at: int) -> int:
        n = bisect_right(self._ends, at)  # the first edit that ends behind the character
        if n < len(self._starts) and self._starts[n] <= at:
            return self._new_starts[n]
        return at + (self._new_ends[n - 1] - self._ends[n - 1] if n else 0)

    def _end(self, at: int) -> int:
        n = bisect_left(self._starts, at) - 1  # the last edit that starts before the character
        if n >= 0 and at <= self._ends[n]:
            return self._new_ends[n]
        return at + (self._new_ends[n] - self._ends[n] if n >= 0 else 0)


class Spans:
    """Stretches of a text, to be asked which of them touch or hold another one."""

    __slots__ = ("_ends", "_reach", "_starts", "values")

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        ordered = sorted(spans)
        self._starts = [s for s, _, _ in ordered]
        self._ends = [e for _, e, _ in ordered]
        self._reach = list(accumulate(self._ends, max))
        self.values = [v for _, _, v in ordered]

    def touching(self, start: int, end: int) -> list[int]:
        """Numbers of those that share a character with start..end."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [n for n in range(first, last) if self._ends[n] > start]

    def bounds(self, n: int) -> tuple[int, int]:
        """Start and end of one, by its number."""
        return self._starts[n], self._ends[n]

    def holding(self, start: int, end: int) -> str | None:
        """The value of one that start..end lies in, or None."""
        held = (n for n in self.touching(start, end) if self._starts[n] <= start and end <= self._ends[n])
        return next((self.values[n] for n in held), None)

    def lying_in(self, start: int, end: int) -> list[str]:
        """The values of those that lie within start..end."""
        touching = self.touching(start, end)
        return [self.values[n] for n in touching if start <= self._starts[n] and self._ends[n] <= end]
