"""Values that records share: a date with its precision, a number with its range."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.span import Evidence
from dateline.model.vocabulary import Hedge, Precision


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both ends inclusive, as ISO text; a null end is open.

    `basis` says how the day was found: "stated", "year from publication", "relative to publication",
    "relative to <text>", or null where the text gives words but no day can be told. `claims` are the claims that
    state it (used where an event holds the value).
    """

    text: str
    start: str | None
    end: str | None
    precision: Precision
    basis: str | None
    evidence: tuple[Evidence, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the text gives it: "several" is low 3 and nothing else, "about 100" is best 100."""

    low: float | None
    high: float | None
    best: float | None
    hedge: Hedge
