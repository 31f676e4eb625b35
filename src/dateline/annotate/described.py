"""A place that the text describes instead of naming it."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.vocabulary import PlaceKind


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
