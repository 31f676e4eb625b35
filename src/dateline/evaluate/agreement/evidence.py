"""Two coders' words for one record: characters that both took, and stretches that are the same to the character."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.evaluate.tally import f1

if TYPE_CHECKING:
    from dateline.evaluate.spans import Span


@dataclass(frozen=True, slots=True)
class SpanF1:
    """`exact` counts stretches, `overlap` characters; both are the same whichever coder comes first."""

    exact: float
    overlap: float
    records: int


def span_f1(pairs: Iterable[tuple[Iterable[Span], Iterable[Span]]]) -> SpanF1 | None:
    """Over all records together (micro); None where there are none."""
    exact, characters, records = [0, 0, 0], [0, 0, 0], 0
    for one, other in pairs:
        a, b = set(one), set(other)
        for counted, x, y in ((exact, a, b), (characters, under(a), under(b))):
            counted[0] += len(x & y)
            counted[1] += len(x)
            counted[2] += len(y)
        records += 1
    return SpanF1(_f1(exact), _f1(characters), records) if records else None


def likeness(a: Iterable[Span], b: Iterable[Span]) -> float:
    """F1 of the characters under two records' words: 1 for the same, 0 where they share none."""
    one, other = under(a), under(b)
    return _f1([len(one & other), len(one), len(other)])


def under(spans: Iterable[Span]) -> frozenset[int]:
    """Numbers of the characters that spans cover."""
    return frozenset(n for start, end in spans for n in range(start, end))


def _f1(counted: list[int]) -> float:
    both, one, other = counted
    return f1(both / one, both / other) if one and other else float(one == other)
