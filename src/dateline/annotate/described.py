"""A place that the text describes instead of naming it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.model.vocabulary import Hedge, PlaceKind

_ORIGIN = re.compile(
    r"(?:\b(?:north|south|east|west)(?:-?(?:east|west))?\s(?:of|from)|\b(?:km|kms|miles|kilomet(?:er|re)s)\s(?:from|of|outside))\s$",
    re.IGNORECASE,
)


def is_origin(text: str, start: int) -> bool:
    """Whether the name at `start` only tells from where another place lies ("25 km north of X")."""
    return _ORIGIN.search(text, max(0, start - 30), start) is not None


@dataclass(frozen=True, slots=True)
class Described:
    """A described place: words start..end, the construction, the spans of the names it is built on.

    `bearing` in degrees from north, `distance_km` as stated; `adjective` the ISO code where a country is named by its
    adjective; `kind` what the words call it.
    """

    start: int
    end: int
    construct: str
    anchors: tuple[tuple[int, int], ...]
    kind: PlaceKind
    bearing: float | None = None
    distance_km: float | None = None
    codes: tuple[str, ...] = ()
    word: str = ""
    subject: tuple[int, int] | None = None
    """The name that a distance is stated of ("X, 40 km east of Y"): the words place X and are no place themselves."""
    hedge: Hedge = "exact"
    """How the words hedge a distance ("about", "less than")."""
    within: tuple[int, int] | None = None
    """The name of what the text says it lies in ("an area between A and B in Z district")."""
    beside: tuple[int, int] | None = None
    """The name that a stretch of a border is near."""
