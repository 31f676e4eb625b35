"""Dates that name a year, a month, or both: "12 May 2017", "early April", "the 1980s", "from April 3 to 7"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from dateline.model.layers import Timex
from dateline.resolve.intervals import (
    RELATIVE,
    STATED,
    YEAR,
    Frame,
    Span,
    clipped,
    month_span,
    moved,
    nearest,
    number,
    part_of,
    weekday_near,
)

_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of a season in the northern half of the world (meteorological seasons)."""


def from_date(timex: Timex, frame: Frame) -> Span | None:
    month, day = number(timex, "month"), number(timex, "day")
    if month is None or day is None:
        return None
    year = number(timex, "year")
    on = date(year, month, day) if year is not None else nearest(month, day, frame)
    if on is None:
        return None
    return _week_told(timex, Span(on, on, "day", STATED if year is not None else YEAR))


def _week_told(timex: Timex, day: Span) -> Span:
    """ "The week of May 8" holds that day, "the week beginning 8 May" starts on it."""
    words = timex.get("week")
    if words is None or day.first is None:
        return day
    back = {"week of": day.first.weekday(), "week ending": 6}.get(str(words), 0)
    return Span(day.first - timedelta(back), day.first + timedelta(6 - back), "week", day.basis)


def from_stretch(timex: Timex, frame: Frame) -> Span | None:
    """As in "the first three months of 2017", "the last ten days of May"."""
    n, month, year = number(timex, "n"), number(timex, "month"), number(timex, "year")
    if n is None or (year is None and frame.published is None):
        return None
    if month is not None:
        whole = from_month(Timex(timex.start, timex.end, timex.text, "month", timex.fields), frame)
    else:
        step = {"last": -1, "next": 1}.get(str(timex.get("ref")), 0)
        told = year if year is not None else frame.today.year + step
        whole = Span(date(told, 1, 1), date(told, 12, 31), "year", STATED if year is not None else RELATIVE)
    if whole is None or whole.first is None or whole.last is None:
        return None
    unit, end = str(timex.get("unit")), whole.last + timedelta(1)
    if timex.get("side") == "first":
        return Span(whole.first, moved(whole.first, unit, n) - timedelta(1), "range", whole.basis)
    return Span(moved(end, unit, -n), whole.last, "range", whole.basis)


def from_slashed(timex: Timex, _: Frame) -> Span | None:
    """05/13/2020 can be one day only; 05/06/2020 may be May or June, so it stays open."""
    first, second, year = number(timex, "first"), number(timex, "second"), number(timex, "year")
    if first is None or second is None or year is None:
        return None
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    if first > 12 or first == second:
        on = date(year, second, first)
    elif second > 12:
        on = date(year, first, second)
    else:
        return None
    return Span(on, on, "day")


def from_month(timex: Timex, frame: Frame) -> Span | None:
    month, year, ref = number(timex, "month"), number(timex, "year"), timex.get("ref")
    if month is None:
        return None
    if timex.get("ref1") is not None and frame.published is not None:
        told = frame.today.year + {"last": -1, "next": 1}.get(str(timex.get("ref1")), 0)
        return part_of(month_span(told, month, RELATIVE), timex)
    basis = STATED
    if year is None:
        if frame.published is None:
            return None
        basis = RELATIVE if ref else YEAR
        year = year_of_month(month, ref, frame)
    return (
        clipped(part_of(month_span(year, month, basis), timex), frame)
        if basis != STATED
        else part_of(month_span(year, month, basis), timex)
    )


def year_of_month(month: int, ref: object, frame: Frame) -> int:
    """The nearest past (or coming) such month; "last April" lies before this month, "next April" after it."""
    now = frame.today
    if ref == "this":
        return now.year
    if ref is None and frame.tense == "present":
        on = nearest(month, 1, frame)
        return on.year if on is not None else now.year
    if ref == "next" or (ref is None and frame.tense == "future"):
        return now.year + (month < now.month or (month == now.month and ref == "next"))
    last = ref == "last" and (now.month - month) % 12 <= 1  # "last April" of May is not "last month"
    return now.year - (month > now.month or last)


def from_year(timex: Timex, _: Frame) -> Span | None:
    year = number(timex, "year")
    return part_of(Span(date(year, 1, 1), date(year, 12, 31), "year"), timex) if year else None


def from_decade(timex: Timex, _: Frame) -> Span | None:
    year = number(timex, "decade")
    if year is None:
        return None
    low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9), "first half": (0, 4), "second half": (5, 9)}.get(
        str(timex.get("part")), (0, 9)
    )
    return Span(date(year + low, 1, 1), date(year + high, 12, 31), "range")


def from_century(timex: Timex, _: Frame) -> Span | None:
    """The years as people count them: the 20th century is 1900 to 1999."""
    nth = number(timex, "century")
    if nth is None or not 2 <= nth <= 22:
        return None
    return Span(date(100 * nth - 100, 1, 1), date(100 * nth - 1, 12, 31), "range")


def from_season(timex: Timex, frame: Frame) -> Span | None:
    month, year = _SEASONS[str(timex.get("season"))], number(timex, "year")
    basis: str = STATED
    if year is None:
        if frame.published is None:
            return None
        now, basis = frame.published, RELATIVE
        begun = now.year - (now.month < month)  # the year of the last such season that began
        running = in_season(now, month)
        year = {"this": begun if running else now.year, "next": begun + 1}.get(str(timex.get("ref")), begun - running)
    span = Span(month_span(year, month).first, month_span(year, month + 2).last, "range", basis)
    return part_of(span, timex)


def in_season(now: date, month: int) -> bool:
    return (now.month - month) % 12 < 3


def from_range(timex: Timex, frame: Frame) -> Span | None:
    """Two ends: days, months, years or weekdays."""
    if timex.get("weekday2") is not None:
        return from_weekday_range(timex, frame)
    year, month, day = number(timex, "year"), number(timex, "month"), number(timex, "day")
    month2, day2, year1 = number(timex, "month2") or month, number(timex, "day2"), number(timex, "year1")
    if month is None or month2 is None:
        ends = (date(year1, 1, 1), date(year, 12, 31)) if year and year1 else None
        return Span(*ends, "range") if ends and ends[0] <= ends[1] else None
    basis = STATED
    if year is None:
        near = nearest(month2, day2 or 1, frame)
        if near is None:
            return None
        year, basis = near.year, YEAR
    first_year = year1 or (year - 1 if (month, day or 0) > (month2, day2 or 0) else year)
    if day is None or day2 is None:
        span = Span(month_span(first_year, month).first, month_span(year, month2).last, "range", basis)
        return clipped(span, frame) if basis == YEAR else span
    first, last = date(first_year, month, day), date(year, month2, day2)
    return Span(first, last, "days", basis) if first <= last else None


def from_weekday_range(timex: Timex, frame: Frame) -> Span | None:
    first, last = number(timex, "weekday"), number(timex, "weekday2")
    if frame.published is None or first is None or last is None:
        return None
    end = weekday_near(last, frame.published, frame.tense)
    return Span(end - timedelta((last - first) % 7), end, "days", RELATIVE)
