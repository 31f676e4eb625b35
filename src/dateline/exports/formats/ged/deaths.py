"""How many died: lowest, best and highest number, and of whom.

The whole and its parts (the dead of one side, or of civilians) are those that the case shows; whom no voice counts is
in `deaths_unknown`. The parts add up to `best` (UCDP GED codebook). Where they are more than that, they are not of one
telling: a part that is as much as the whole is dropped, and if the others are still more, none of them stands. In
one-sided violence the dead of whom nobody tells more are civilians, whom it is done to: so it is in 463 of the 482 such
rows of Syria.
"""

from __future__ import annotations

from typing import Final

from dateline.exports.coded import CodedEvent
from dateline.exports.formats.ged.made import Made, line, whole
from dateline.exports.formats.ged.sides import Dyad, Side, side_of
from dateline.exports.opposed import opposed

NO_DEATH: Final = "no death is told"
NO_SURE_DEATH: Final = "no death is told for certain"
BEST_IS_LOW: Final = "only a lowest number is told: it stands as the best one too"
BEST_IS_NONE: Final = "only a highest number is told: the best and the lowest are 0"
LOW_IS_BEST: Final = "no lowest number is told: the best one stands for it"
HIGH_IS_BEST: Final = "no highest number is told: the best one stands for it"
NOT_WHOLE: Final = "numbers of dead are whole and in order"
HEDGED: Final = "a number has no hedge; the words stand in source_article"
TOO_MANY: Final = "the parts are more than the whole, and so of different tellings: its dead are counted as unknown"
ONE_SIDED: Final = "the dead of one-sided violence of whom nobody tells more stand as civilians"
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
    parts, third = _parts(event, dyad, made)
    parts = _fitting(parts, best, made)
    rest = best - sum(parts.values()) - third
    if dyad.violence == 3 and rest > 0:
        made.changed("deaths_civilians", rest, ONE_SIDED)
        parts["deaths_civilians"] = parts.get("deaths_civilians", 0) + rest
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


def _parts(event: CodedEvent, dyad: Dyad, made: Made) -> tuple[dict[str, int], int]:
    """Column -> dead of one side, or of civilians; and how many are of neither."""
    sides = _sides(event, dyad)
    found: dict[str, int] = {}
    third = 0
    for dead in event.dead:
        number = whole(dead.number.best if dead.number.best is not None else dead.number.low)
        column = _column(dead.of, sides, dyad)
        if number and column is None:
            made.changed("deaths_unknown", f"{line(dead.of)}: {number}", THIRD)
            third += number
        elif number and column is not None:
            found[column] = found.get(column, 0) + number
    return found, third


def _fitting(parts: dict[str, int], best: int, made: Made) -> dict[str, int]:
    """The parts that can be of one telling with the whole."""
    kept = dict(parts)
    if sum(kept.values()) > best:
        kept = {column: number for column, number in kept.items() if number < best} if len(kept) > 1 else kept
    if sum(kept.values()) > best:
        kept = {}
    for column, number in parts.items():
        if column not in kept:
            made.dropped(column, number, TOO_MANY)
    return kept


def _sides(event: CodedEvent, dyad: Dyad) -> dict[str, Side]:
    """Name of somebody who takes part -> his side. Who does it is no civilian whom it is done to."""
    doers = {p.name for p in opposed(event).doers}
    return {p.name: side_of(p, one_sided=dyad.violence == 3 and p.name not in doers) for p in event.parties}


def _column(of: str, sides: dict[str, Side], dyad: Dyad) -> str | None:
    return "deaths_civilians" if of == "civilians" else dyad.column_of(sides.get(of))
