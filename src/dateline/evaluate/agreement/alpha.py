"""Krippendorff's alpha with missing values, any number of coders and any difference between values.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): alpha = 1 - Do / De, where Do is the mean
difference of values that units were given by different coders, and De that of all values paired at random. A unit that
fewer than two coders answered is no evidence either way and is left out.

The interval is a bootstrap over groups of units (reports: what is said in one report hangs together), with the
difference between ordinal values kept as the whole sample has it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np

from dateline.evaluate.agreement.differences import Matrix

Differ: TypeAlias = Callable[[Sequence[Any], Sequence[int]], Matrix]
"""Different values and how often each was given -> the (squared) difference of each two."""
MOST: Final = 2000
"""Different values that are compared each with each; of more, a sample of the units is taken."""
RESAMPLES: Final = 1000
LEVEL: Final = 0.95


@dataclass(frozen=True, slots=True)
class Alpha:
    """`value` is None where nothing can be told: fewer than two answered, or all gave one and the same value."""

    value: float | None
    low: float | None
    high: float | None
    units: int
    """Units that at least two coders answered."""
    values: int
    """Answers in them."""


def alpha(
    units: Sequence[Sequence[Hashable | None]], differ: Differ, *, groups: Sequence[Hashable] | None = None,
    resamples: int = RESAMPLES, seed: int = 0,
) -> Alpha:  # fmt: skip
    """Alpha of units, each with one value a coder (None: no answer). `groups` says which units are resampled together;
    without it each alone. With `resamples` 0 there is no interval."""
    held = _pairable(units, groups, seed)
    if not held:
        return Alpha(None, None, None, 0, 0)
    made = _Table([values for values, _ in held], differ)
    value = made.alpha()
    low, high = (None, None) if value is None else _interval(made, [g for _, g in held], resamples, seed)
    return Alpha(value, low, high, len(held), sum(len(values) for values, _ in held))


def _pairable(
    units: Sequence[Sequence[Hashable | None]], groups: Sequence[Hashable] | None, seed: int
) -> list[tuple[list[Hashable], Hashable]]:
    """The answers of the units that say anything, with their group; a sample where there are too many."""
    named = groups if groups is not None else range(len(units))
    held = [([v for v in unit if v is not None], group) for unit, group in zip(units, named, strict=True)]
    held = [(values, group) for values, group in held if len(values) > 1]
    if len({v for values, _ in held for v in values}) > MOST:
        held = random.Random(seed).sample(held, MOST // max(len(v) for v, _ in held))  # noqa: S311 (a sample)
    return held


class _Table:
    """Units as counts of values, and what each contributes to the observed difference."""

    def __init__(self, units: Sequence[Sequence[Hashable]], differ: Differ) -> None:
        counted = Counter(v for unit in units for v in unit)
        number = {v: n for n, v in enumerate(counted)}
        self.differences = differ(list(counted), list(counted.values()))
        self.counts = np.zeros((len(units), len(number)))
        for row, unit in enumerate(units):
            for v in unit:
                self.counts[row, number[v]] += 1
        self.answers = self.counts.sum(axis=1)
        self.observed = (self.counts @ self.differences * self.counts).sum(axis=1) / (self.answers - 1)

    def alpha(self, weights: Matrix | None = None) -> float | None:
        """Alpha of the units, each taken as often as its weight says."""
        taken = np.ones(len(self.answers)) if weights is None else weights
        n, counts = float(taken @ self.answers), taken @ self.counts
        expected = float(counts @ self.differences @ counts)
        return None if expected <= 0 or n <= 1 else 1 - (n - 1) * float(taken @ self.observed) / expected


def _interval(
    table: _Table, groups: Sequence[Hashable], resamples: int, seed: int
) -> tuple[float | None, float | None]:
    """The middle 95 % of alpha over resampled groups; samples of one value alone say nothing and are not counted."""
    number = {g: n for n, g in enumerate(dict.fromkeys(groups))}
    if resamples < 1 or len(number) < 2:
        return None, None
    of_unit = np.array([number[g] for g in groups])
    drawing = np.random.default_rng(seed)
    drawn = drawing.multinomial(len(number), [1 / len(number)] * len(number), size=resamples)
    found = sorted(a for row in drawn if (a := table.alpha(row[of_unit].astype(float))) is not None)
    if not found:
        return None, None
    outside = (1 - LEVEL) / 2
    return found[int(outside * len(found))], found[min(len(found) - 1, int((1 - outside) * len(found)))]
