"""When: the tightest stretch of days that the most voices agree on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from dateline.case.ledger.saying import Word, latest
from dateline.model.situation import Day
from dateline.model.values import When
from dateline.model.vocabulary import Precision

FIRST: Final = "0001-01-01"
LAST: Final = "9999-12-31"


def ends(when: When | Day) -> tuple[str, str] | None:
    """First and last day as ISO text; None where neither is told."""
    if when.start is None and when.end is None:
        return None
    return when.start or FIRST, when.end or LAST


def overlap(a: When | Day, b: When | Day) -> bool:
    """Whether both can be when one thing happened; what no day is told of contradicts nothing."""
    one, other = ends(a), ends(b)
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def days_apart(a: When | Day, b: When | Day) -> int:
    """Days between two stretches, 0 where they touch or none is told."""
    one, other = ends(a), ends(b)
    if one is None or other is None or overlap(a, b):
        return 0
    first, second = (one, other) if one[1] < other[0] else (other, one)
    return (dt.date.fromisoformat(second[0]) - dt.date.fromisoformat(first[1])).days


def standing(words: Sequence[Word[When]]) -> list[Word[When]]:
    """The words that count, without those whose voice later gave other days."""
    return latest(words, lambda earlier, later: not overlap(earlier, later))


def choose_when(words: Sequence[Word[When]]) -> Day | None:
    """The stretch that the most voices' intervals have in common; of several the one that the most voices name as it
    is, then the shortest, then the earliest."""
    said = [(w, e) for w in standing(words) if (e := ends(w.value)) is not None]
    if not said:
        return None
    found = {_common(first, [e for _, e in said]) for first in {e[0] for _, e in said}}

    def rank(stretch: tuple[str, str]) -> tuple[int, int, int, str]:
        over = {w.said.voice for w, e in said if e[0] <= stretch[0] and stretch[1] <= e[1]}
        named = {w.said.voice for w, e in said if e == stretch}
        return -len(over), -len(named), _length(stretch), stretch[0]

    best = min(found, key=rank)
    stated = [w.value.precision for w, e in said if e == best]
    start, end = best
    return Day(
        None if start == FIRST else start, None if end == LAST else end, stated[0] if stated else _precision(best)
    )


def _common(first: str, stretches: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """From a day on that opens a stretch, as long as the same stretches hold."""
    open_ = [s for s in stretches if s[0] <= first <= s[1]]
    last = min(s[1] for s in open_)
    nexts = [s[0] for s in stretches if first < s[0] <= last]
    return first, last if not nexts else max(first, min(last, _before(min(nexts))))


def _before(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


def _length(stretch: tuple[str, str]) -> int:
    return (dt.date.fromisoformat(stretch[1]) - dt.date.fromisoformat(stretch[0])).days


def _precision(stretch: tuple[str, str]) -> Precision:
    days = _length(stretch)
    return "day" if days == 0 else "days" if days < 7 else "range"


def day_words(day: Day | None) -> str | None:
    """ "2021-05-04", "2021-05-01 to 2021-05-10"; None where no day is told."""
    if day is None or (day.start is None and day.end is None):
        return None
    if day.start == day.end:
        return day.start
    return f"{day.start or '…'} to {day.end or '…'} ({day.precision})"


def day_of(when: When | None, published: str | None) -> str:
    """The day from which a statement holds: its own, else that of its report; "" where neither is known."""
    told = (when.start or when.end) if when else None
    return told or (published or "")[:10]


def since(found: Sequence[tuple[When | None, str]]) -> Day | None:
    """From when on several claims of one thing hold: the first of their days, as fine as that claim tells it."""
    dated = [(day, when) for when, day in found if day]
    if not dated:
        return None
    day, when = min(dated, key=lambda d: d[0])
    if when is None or (when.start is None and when.end is None):
        return Day(day, None, "day")
    return Day(when.start, when.end, when.precision)
