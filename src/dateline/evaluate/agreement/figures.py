"""What coders' values of a field come to in the field's own units: kilometres, days, shares, F1."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import Any, Final

from dateline.evaluate.agreement import differences as d
from dateline.evaluate.agreement.alpha import Differ
from dateline.evaluate.agreement.evidence import likeness, span_f1
from dateline.evaluate.agreement.fields import Measure
from dateline.resolve.geometry import distance_km

WITHIN_KM: Final = (5, 25, 100)
WITHIN_DAYS: Final = (0, 7)
FAR_KM: Final = 100.0
"""From here on two places are as wrong as can be, when the worst cases are looked for."""
LONG: Final = 30.0
"""As `FAR_KM`, days."""
Figures = Mapping[str, float]
DIFFER: Final[Mapping[Measure, Differ]] = {
    "nominal": d.nominal, "set": d.sets, "place": d.kilometres, "days": d.days, "number": d.ratio,
}  # fmt: skip
"""Measure -> the difference that alpha takes; words have F1 in its place."""


def figures(measure: Measure, pairs: Sequence[tuple[Any, Any]]) -> Figures:
    """Of the values that both coders gave."""
    reader = _FIGURES.get(measure)
    return reader(pairs) if reader is not None and pairs else {}


def same(measure: Measure, a: Any, b: Any) -> bool:
    """Whether two values are the same; places within a kilometre are."""
    if a is None or b is None:
        return a is b
    if measure == "place":
        return distance_km(a, b) <= 1
    return set(a) == set(b) if measure == "spans" else bool(a == b)


def apart(measure: Measure, a: Any, b: Any) -> float:
    """How bad a difference is, 0..1: what the worst cases are put in order by. Values of which one is missing are as
    far apart as can be."""
    if a is None or b is None:
        return float(a is not b)
    return _APART[measure](a, b)


_APART: Final[Mapping[Measure, Callable[[Any, Any], float]]] = {
    "nominal": lambda a, b: float(a != b),
    "spans": lambda a, b: 1 - likeness(a, b),
    "set": lambda a, b: 1 - d.jaccard(a, b),
    "place": lambda a, b: min(1.0, distance_km(a, b) / FAR_KM),
    "days": lambda a, b: min(1.0, d.days_apart(a, b) / LONG),
    "number": lambda a, b: abs(a - b) / (a + b) if a + b else 0.0,
}


def _spans(pairs: Sequence[tuple[Any, Any]]) -> Figures:
    found = span_f1(pairs)
    return {"f1_exact": found.exact, "f1_overlap": found.overlap} if found is not None else {}


def _places(pairs: Sequence[tuple[Any, Any]]) -> Figures:
    km = [distance_km(a, b) for a, b in pairs]
    shares = {f"within_{w}_km": sum(k <= w for k in km) / len(km) for w in WITHIN_KM}
    return {"km_median": median(km), "km_most": max(km), **shares}


def _days(pairs: Sequence[tuple[Any, Any]]) -> Figures:
    apart_ = [d.days_apart(a, b) for a, b in pairs]
    shares = {f"within_{w}_days": sum(n <= w for n in apart_) / len(apart_) for w in WITHIN_DAYS}
    return {"days_median": float(median(apart_)), "days_most": float(max(apart_)), **shares}


def _numbers(pairs: Sequence[tuple[Any, Any]]) -> Figures:
    off = [abs(a - b) for a, b in pairs]
    return {"off_median": float(median(off)), "off_most": float(max(off))}


def _sets(pairs: Sequence[tuple[Any, Any]]) -> Figures:
    n = len(pairs)
    return {"jaccard": sum(d.jaccard(a, b) for a, b in pairs) / n, "masi": sum(d.masi(a, b) for a, b in pairs) / n}


_FIGURES: Final[Mapping[Measure, Callable[[Sequence[tuple[Any, Any]]], Figures]]] = {
    "spans": _spans, "place": _places, "days": _days, "number": _numbers, "set": _sets,
}  # fmt: skip
