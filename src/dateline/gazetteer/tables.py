"""The hand-made table of countries with their other names and adjectives."""

from __future__ import annotations

from functools import lru_cache

from dateline.gazetteer.protocol import Country
from dateline.tsv import rows_of


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Countries by ISO code."""
    rows = rows_of("dateline.gazetteer", "countries")
    return {r["code"]: Country(r["code"], r["name"], _parts(r["other names"]), _parts(r["adjectives"])) for r in rows}


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(x for x in cell.split("|") if x)
