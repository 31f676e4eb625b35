"""What every public set is measured with: one row a figure, its interval, and what stands beside it.

A set is a module of `benchmarks/public/` with a function `measure(folder, asked) -> Measured`. It reads the set's own
files below its folder, takes the reader as it stands, and returns rows. Nothing of a set is kept.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

T = TypeVar("T")

DRAWS = 1000
SEED = 20240305


class SetMissing(Exception):
    """The data folder holds nothing of this set."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What a figure is held against: a baseline made in the same run, or a peer's published or measured figure."""

    name: str
    value: float
    source: str = "same run"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one set.

    `value`, `low` and `high` (95 % interval, None where nothing can be drawn) are shares, 0..1; `units` is how many of
    what was drawn for the interval (documents or sentences); `wanted` the figure aimed at, None for none.
    """

    set: str
    layer: str
    measure: str
    value: float
    low: float | None
    high: float | None
    units: int
    wanted: float | None = None
    beside: tuple[Beside, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one set: its rows, and its errors as (class of error, one line to read)."""

    rows: tuple[Row, ...]
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How a set is run. `sample` takes so many documents (or sentences) at even distances, None takes all.

    `tell` wraps a loop so that whoever waits sees how far it is.
    """

    sample: int | None = None
    tell: Callable[[Sequence[T], str], Iterable[T]] = field(default=lambda items, title: items)

    def of(self, items: Sequence[T], title: str) -> Iterable[T]:
        """The items that are to be measured, told as they go."""
        return self.tell(spread(items, self.sample), title)


class PublicSet(Protocol):
    """A module that measures one public set."""

    def measure(self, folder: Path, asked: Asked) -> Measured: ...


def spread(items: Sequence[T], count: int | None) -> Sequence[T]:
    """So many items at even distances: the same ones in every run."""
    if count is None or count >= len(items):
        return items
    return [items[n * len(items) // count] for n in range(count)]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was right, what was predicted and what the gold holds, in one document or sentence.

    `found` is how many gold items were met; it differs from `right` only where one prediction may meet several.
    """

    right: int = 0
    predicted: int = 0
    gold: int = 0
    found: int | None = None

    def __add__(self, other: Counts) -> Counts:
        mine = self.right if self.found is None else self.found
        theirs = other.right if other.found is None else other.found
        return Counts(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold, mine + theirs)


def total(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def precision(counts: Iterable[Counts]) -> float:
    whole = total(counts)
    return whole.right / whole.predicted if whole.predicted else 0.0


def recall(counts: Iterable[Counts]) -> float:
    whole = total(counts)
    return (whole.right if whole.found is None else whole.found) / whole.gold if whole.gold else 0.0


def f1(counts: Iterable[Counts]) -> float:
    kept = list(counts)
    p, r = precision(kept), recall(kept)
    return 2 * p * r / (p + r) if p + r else 0.0


def interval(units: Sequence[T], figure: Callable[[Sequence[T]], float], draws: int = DRAWS) -> tuple[float, float]:
    """95 % interval of a figure by the bootstrap over its units (Efron & Tibshirani 1993, percentile method)."""
    chance = random.Random(SEED)  # noqa: S311 - a repeatable draw, no secret
    drawn = sorted(figure(chance.choices(units, k=len(units))) for _ in range(draws))
    return drawn[int(0.025 * draws)], drawn[min(draws - 1, int(0.975 * draws))]


def rows_of(
    set_: str,
    layer: str,
    title: str,
    units: Sequence[Counts],
    *,
    wanted: float | None = None,
    beside: Iterable[Beside] = (),
    note: str = "",
) -> Iterator[Row]:
    """F1 with its interval, precision and recall of one layer."""
    figures: tuple[tuple[str, Callable[[Sequence[Counts]], float]], ...] = (
        ("F1", f1),
        ("precision", precision),
        ("recall", recall),
    )
    for name, figure in figures:
        low, high = interval(units, figure) if units else (None, None)
        first = name == "F1"
        yield Row(
            set_, layer, f"{title}, {name}", figure(units), low, high, len(units),
            wanted if first else None, tuple(beside) if first else (), note if first else "",
        )  # fmt: skip
