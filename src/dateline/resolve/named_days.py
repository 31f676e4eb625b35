"""When a named day falls: fixed days, the nth weekday of a month, Easter, the feasts of the Islamic calendar.

An Islamic month begins when its moon is seen, which differs by place: its days come from the tabular calendar with one
day more at either end. A day that cannot be worked out stays open.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from dateline.annotate.named_days import named_days
from dateline.model.layers import Timex
from dateline.resolve.intervals import RELATIVE, STATED, YEAR, Frame, Span, number

_MARGIN: Final = 1
"""Days by which the first sight of a moon may differ from the tabular calendar."""
_EPOCH: Final = 227014
"""The ordinal (date.toordinal) of the day before 1 Muharram of the year 1 in the tabular calendar."""


def from_named(timex: Timex, frame: Frame) -> Span | None:
    """The day in the year that is told, else the nearest one by the tense of what happened."""
    rule, *figures = named_days()[str(timex.get("name"))]
    falls = _RULES.get(rule)
    if falls is None:
        return None
    values = [int(f) for f in figures]
    year, ref = number(timex, "year"), timex.get("ref")
    if year is not None:
        return next(falls(year, values, STATED), None)
    if frame.published is None:
        return None
    now = frame.published
    if timex.get("ref1") is not None:
        step = {"last": -1, "next": 1}.get(str(timex.get("ref1")), 0)
        return next(falls(now.year + step, values, RELATIVE), None)
    ahead = frame.tense == "future" or ref == "next"
    told = sorted((s for y in (-1, 0, 1) for s in falls(now.year + y, values, YEAR)), key=lambda s: s.first or now)
    if ref == "this":
        return next((s for s in told if s.first and s.first.year == now.year), None)
    if ahead:
        return next((s for s in told if s.last and s.last >= now), None)
    return next((s for s in reversed(told) if s.first and s.first <= now), None)


def _fixed(year: int, values: list[int], basis: str) -> Iterator[Span]:
    """One day of a month; a third figure says over how many days the feast may fall."""
    first = date(year, values[0], values[1])
    days = values[2] if len(values) > 2 else 1
    yield Span(first, first + timedelta(days - 1), "day" if days == 1 else "days", basis)


def _nth(year: int, values: list[int], basis: str) -> Iterator[Span]:
    """The nth weekday of a month; -1 is its last."""
    month, weekday, n = values
    days = [d for d in range(1, calendar.monthrange(year, month)[1] + 1) if date(year, month, d).weekday() == weekday]
    on = date(year, month, days[n - 1 if n > 0 else n])
    yield Span(on, on, "day", basis)


def _easter(year: int, values: list[int], basis: str) -> Iterator[Span]:
    on = easter(year) + timedelta(values[0])
    yield Span(on, on, "day", basis)


def _eastern(year: int, values: list[int], basis: str) -> Iterator[Span]:
    on = eastern_easter(year) + timedelta(values[0])
    yield Span(on, on, "day", basis)


def _islamic(year: int, values: list[int], basis: str) -> Iterator[Span]:
    """Once or twice a year, as the Islamic year is eleven days shorter."""
    month, day, days = values
    near = (year - 622) * 33 // 32
    for islamic_year in range(near - 1, near + 3):
        first = _EPOCH + day + (59 * (month - 1) + 1) // 2 + (islamic_year - 1) * 354 + (3 + 11 * islamic_year) // 30
        on = date.fromordinal(first)
        if on.year == year:
            yield Span(
                on - timedelta(_MARGIN), on + timedelta(days - 1 + _MARGIN), "range" if days > 7 else "days", basis
            )


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, 2nd edition, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    over = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * over) // 451
    month, day = divmod(h + over - 7 * m + 114, 31)
    return date(year, month, day + 1)


def eastern_easter(year: int) -> date:
    """Easter Sunday of the Eastern Churches, in the Gregorian calendar (Meeus, the same chapter: Julian Easter)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


_RULES: Final[dict[str, Callable[[int, list[int], str], Iterator[Span]]]] = {
    "fixed": _fixed, "nth": _nth, "easter": _easter, "eastern": _eastern, "islamic": _islamic,
}  # fmt: skip
