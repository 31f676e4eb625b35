"""How many died: lowest, best and highest number, and of whom.

The whole is the one that the case shows. A part (the dead of one side, or of civilians) is the number that most voices
give of it, of equals the lower; whom no voice counts is in `deaths_unknown`. The parts add up to `best` (UCDP GED
codebook); where voices' parts are more than `best`, they are not of one telling, and none of them stands.
"""

from __future__ import annotations

from collections import Counter
from typing import Final

from dateline.exports.coded import UNREAL, CodedEvent, Toll
from dateline.exports.formats.ged.made import Made, line, whole
from dateline.exports.formats.ged.sides import Dyad, Side, side_of

NO_DEATH: Final = "no death is told"
NO_SURE_DEATH: Final = "no death is told for certain"
BEST_IS_LOW: Final = "only a lowest number is told: it stands as the best one too"
BEST_IS_NONE: Final = "only a highest number is told: the best and the lowest are 0"
LOW_IS_BEST: Final = "no lowest number is told: the best one stands for it"
HIGH_IS_BEST: Final = "no highest number is told: the best one stands for it"
NOT_WHOLE: Final = "numbers of dead are whole and in order"
HEDGED: Final = "a number has no hedge; the words stand in source_article"
TOO_MANY: Final = "the parts are more than the whole, and so of different tellings: all dead are counted as unknown"
THIRD: Final = "the dead of others than the two sides are counted as unknown"
DISPUTED: Final = "voices differ: the number that the case shows stands"


def put_deaths(event: CodedEvent, dyad: Dyad, made: Made) -> None:
    """Fill the columns of the dead, and tell what was chosen."""
    best = _whole(event, made)
    if best is None:
        made.not_ged(NO_DEATH)
        return
    if best < 1:
        made.not_ged(NO_SURE_DEATH)
    parts = _parts(event, dyad, made)
    if sum(parts.values()) > best:
        for column, number in parts.items():
            made.dropped(column, number, TOO_MANY)
        parts = {}
    for column in ("deaths_a", "deaths_b", "deaths_civilians"):
        made.cells[column] = str(parts.get(column, 0))
    made.cells["deaths_unknown"] = str(best - sum(parts.values()))


def _whole(event: CodedEvent, made: Made) -> int | None:
    """Put low, best and high, and give back the best; None where nobody counts the dead."""
    told = event.deaths
    if told is None:
        return None
    low, best, high = whole(told.low), whole(told.best), whole(told.high)
    if best is None and low is not None:
        best = low
        made.changed("best", event.deaths_shown or low, BEST_IS_LOW)
    elif best is None and high is not None:
        best = low = 0
        made.changed("best", event.deaths_shown or high, BEST_IS_NONE)
    if best is None:
        return None
    if told.low is None and low is None:
        made.changed("low", "", LOW_IS_BEST)
    if told.high is None:
        made.changed("high", "", HIGH_IS_BEST)
    low, high = min(best if low is None else low, best), max(best if high is None else high, best)
    for column, number, was in (("low", low, told.low), ("best", best, told.best), ("high", high, told.high)):
        made.cells[column] = str(number)
        if was is not None and was != number:
            made.changed(column, was, NOT_WHOLE)
    if told.hedge != "exact":
        made.changed("best", event.deaths_shown or told.hedge, HEDGED)
    if "deaths" in event.disputed:
        made.changed("best", event.deaths_shown or best, DISPUTED)
    return best


def _parts(event: CodedEvent, dyad: Dyad, made: Made) -> dict[str, int]:
    """Column -> dead of one side, or of civilians."""
    sides = {p.name: side_of(p, one_sided=dyad.violence == 3) for p in event.parties}
    by_whom: dict[str, list[Toll]] = {}
    for toll in event.tolls:
        if toll.harm == "killed" and toll.of != "unknown" and event.cited[toll.cited].stance not in UNREAL:
            by_whom.setdefault(toll.of, []).append(toll)
    found: dict[str, int] = {}
    for of, tolls in by_whom.items():
        number, column = _most(tolls), _column(of, sides, dyad)
        if number and column is None:
            made.changed("deaths_unknown", f"{line(of)}: {number}", THIRD)
        elif number and column is not None:
            found[column] = found.get(column, 0) + number
    return found


def _column(of: str, sides: dict[str, Side], dyad: Dyad) -> str | None:
    return "deaths_civilians" if of == "civilians" else dyad.column_of(sides.get(of))


def _most(tolls: list[Toll]) -> int | None:
    """The number that most voices give, of equals the lower."""
    told = Counter(n for t in tolls if (n := whole(t.best if t.best is not None else t.low)) is not None)
    return min(told, key=lambda n: (-told[n], n)) if told else None
