"""How far two values of a kind are from each other: for alpha as a table of all, and of two alone in natural units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from dateline.resolve.geometry import EARTH_DIAMETER_KM

Matrix: TypeAlias = NDArray[np.float64]
Days: TypeAlias = tuple[int, int]
"""First and last day, as ordinals."""
Point: TypeAlias = tuple[float, float]
"""Latitude and longitude."""
Names: TypeAlias = frozenset[str]


def nominal(values: Sequence[object], _: Sequence[int]) -> Matrix:
    """Same or not (Krippendorff 2011, section D)."""
    return 1 - np.eye(len(values))


def ordinal(values: Sequence[float], counts: Sequence[int]) -> Matrix:
    """How many answers lie between two ranks, each rank itself counted half, squared (Krippendorff 2011)."""
    order = np.argsort(np.asarray(values, dtype=float))
    ranked = np.asarray(counts, dtype=float)[order]
    middle = np.cumsum(ranked) - ranked / 2
    at = np.empty(len(values))
    at[order] = middle
    return np.asarray(np.subtract.outer(at, at) ** 2)


def interval(values: Sequence[float], _: Sequence[int]) -> Matrix:
    """(a - b)² (Krippendorff 2011)."""
    x = np.asarray(values, dtype=float)
    return np.asarray(np.subtract.outer(x, x) ** 2)


def ratio(values: Sequence[float], _: Sequence[int]) -> Matrix:
    """((a - b) / (a + b))², for numbers from zero on (Krippendorff 2011)."""
    x = np.asarray(values, dtype=float)
    whole = np.add.outer(x, x)
    return np.asarray((np.subtract.outer(x, x) / np.where(whole == 0, 1, whole)) ** 2)


def days(values: Sequence[Days], _: Sequence[int]) -> Matrix:
    """Days apart, squared: the interval difference where both are single days."""
    x = np.asarray(values, dtype=float).reshape(-1, 2)
    both = np.abs(x[:, None, :] - x[None, :, :])
    return np.asarray(both.max(axis=2) ** 2)


def days_apart(a: Days, b: Days) -> int:
    """The farther of first from first and last from last day (the Hausdorff distance of two intervals)."""
    return max(abs(a[0] - b[0]), abs(a[1] - b[1]))


def kilometres(values: Sequence[Point], _: Sequence[int]) -> Matrix:
    """Kilometres apart, squared, on a sphere: for alpha half a percent does not matter."""
    lat, lon = np.radians(np.asarray(values, dtype=float).reshape(-1, 2)).T
    up, along = np.subtract.outer(lat, lat), np.subtract.outer(lon, lon)
    h = np.sin(up / 2) ** 2 + np.multiply.outer(np.cos(lat), np.cos(lat)) * np.sin(along / 2) ** 2
    return np.asarray((EARTH_DIAMETER_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1)))) ** 2)


def jaccard(a: Names, b: Names) -> float:
    """Share of the names of both that both have; 1 where both have none."""
    return len(a & b) / len(a | b) if a | b else 1.0


def masi(a: Names, b: Names) -> float:
    """Likeness of two sets: Jaccard times 1 (same), 2/3 (one within the other), 1/3 (they overlap) or 0.

    R. Passonneau, "Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation", LREC 2006.
    """
    same = 1.0 if a == b else 2 / 3 if a <= b or b <= a else 1 / 3 if a & b else 0.0
    return jaccard(a, b) * same


def sets(values: Sequence[Names], _: Sequence[int]) -> Matrix:
    """1 - MASI, which stands for the squared difference as in Passonneau 2006."""
    return np.array([[1 - masi(a, b) for b in values] for a in values]).reshape(len(values), len(values))
