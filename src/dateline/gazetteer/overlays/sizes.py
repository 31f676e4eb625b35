"""How far a place reaches where its file does not say: by kind, and a town by its people."""

from __future__ import annotations

import math
from functools import cache
from typing import cast

from dateline.errors import DatelineError
from dateline.model.vocabulary import PLACE_KINDS, PlaceKind
from dateline.tsv import rows_of

LARGEST_TOWN = 40.0
"""Kilometres: no city reaches farther, whatever a table says of its people."""


@cache
def kind_of_word(text: str) -> PlaceKind:
    """A kind by its name; only for words that are known to be one."""
    if text not in PLACE_KINDS:
        raise DatelineError(f"kind {text!r} is not a place kind. Known: {', '.join(PLACE_KINDS)}.")
    return cast("PlaceKind", text)


@cache
def radii() -> dict[str, float]:
    return {row["kind"]: float(row["radius_km"]) for row in rows_of("dateline.gazetteer", "overlays/radii")}


def radius_of(kind: PlaceKind, population: int = 0) -> float:
    """Kilometres; a town's as in the packed file, of some 10,000 people on a square kilometre."""
    if kind in {"city", "village"} and population > 0:
        return round(min(LARGEST_TOWN, max(1.0, math.sqrt(population) / 180)), 1)
    return radii()[kind]
