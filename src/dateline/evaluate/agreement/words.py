"""Agreement in words, as pages and the terminal tell it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dateline.evaluate.agreement.fields import Measure
from dateline.evaluate.agreement.figures import WITHIN_KM
from dateline.evaluate.agreement.table import Row


def figures_in_words(row: Row) -> str:
    """A row's figures in the field's own units; empty where there are none, or too few records."""
    f = row.figures
    if not f or row.few:
        return ""
    if row.field.measure == "spans":
        return f"F1 {f['f1_exact']:.2f} exact, {f['f1_overlap']:.2f} by characters"
    if row.field.measure == "place":
        shares = ", ".join(f"{f[f'within_{km}_km']:.0%} within {km} km" for km in WITHIN_KM)
        return f"median {f['km_median']:.1f} km; {shares}"
    if row.field.measure == "days":
        return f"median {f['days_median']:g} days; {f['within_0_days']:.0%} same, {f['within_7_days']:.0%} within 7"
    if row.field.measure == "number":
        return f"median {f['off_median']:g} apart, most {f['off_most']:g}"
    return f"Jaccard {f['jaccard']:.2f}, MASI {f['masi']:.2f}"


def value_in_words(measure: Measure, value: Any) -> str:
    """A value of a field."""
    if value is None:
        return "nothing"
    if measure == "set":
        return ", ".join(sorted(value)) or "nobody"
    if measure == "place":
        return f"{value[0]:.3f}, {value[1]:.3f}"
    if measure == "days":
        first, last = (dt.date.fromordinal(n).isoformat() for n in value)
        return first if first == last else f"{first} to {last}"
    if measure == "spans":
        return ", ".join(f"characters {a}–{b}" for a, b in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
