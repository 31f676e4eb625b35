"""Days that have a name: feasts and public days, with the rule that says when they fall (data/named_days.tsv)."""

from __future__ import annotations

from functools import lru_cache

from dateline.annotate.units import read_rows


@lru_cache(maxsize=1)
def named_days() -> dict[str, tuple[str, ...]]:
    """Folded name -> its rule: ("fixed", month, day), ("nth", month, weekday, n), ("easter", days from it),
    ("eastern", days from the Eastern Churches' Easter), ("islamic", month, first day, days), or ("open", reason)."""
    return {
        r[0]: tuple(r[1].split()) if not r[1].startswith("open") else ("open", r[1][5:])
        for r in read_rows("named_days.tsv")
    }


@lru_cache(maxsize=1)
def other_months() -> tuple[str, ...]:
    """Folded names of the months of other calendars (data/other_months.tsv)."""
    return tuple(r[0] for r in read_rows("other_months.tsv"))
