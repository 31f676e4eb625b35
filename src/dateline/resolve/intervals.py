"""Intervals of days: calendar units, parts of them, moves from day to day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dateline.annotate.timex import Tense
from dateline.model.layers import Timex
from dateline.model.values import When
from dateline.model.vocabulary import Precision

STATED: Final = "stated"
YEAR: Final = "year from publication"
RELATIVE: Final = "relative to publication"
_DAYS: Final = {"hour": 0, "day": 1, "night": 1, "morning": 1, "afternoon": 1, "evening": 1, "week": 7, "weekend": 7,
                "fortnight": 14}  # fmt: skip


SOON: Final = 90
LONG: Final = 240
"""Days: where no tense tells, a date without a year is the coming one only if that is so near and the past one so far
("the Jan. 14 deadline", told on 5 January). Own rule."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days first..last, both included; None is an open end."""

    first: date | None
    last: date | None
    precision: Precision
    basis: str | None = STATED


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is set against."""

    published: date | None
    tense: Tense
    anchor: When | None

    @property
    def today(self) -> date:
        """The publication date, where a rule has made sure that there is one."""
        assert self.published is not None
        return self.published


def month_span(year: int, month: int, basis: str | None = STATED) -> Span:
    """The whole month; months below 1 and above 12 count on into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", basis)


def unit_span(day: date, unit: str, step: int) -> Span | None:
    """The week (Monday to Sunday), month, year … that holds a day, or one `step` units on."""
    if unit in {"day", "night", "morning", "afternoon", "evening", "hour", "time"}:
        on = day + timedelta(step)
        return Span(on, on, "day")
    if unit in {"week", "weekend"}:
        monday = day - timedelta(day.weekday() - 7 * step)
        if unit == "week":
            return Span(monday, monday + timedelta(6), "week")
        return Span(monday + timedelta(5), monday + timedelta(6), "days")
    if unit == "month":
        return month_span(day.year, day.month + step)
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1 + 3 * step
        return Span(month_span(day.year, first).first, month_span(day.year, first + 2).last, "range")
    if unit == "year":
        return Span(date(day.year + step, 1, 1), date(day.year + step, 12, 31), "year")
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        first = day.year // size * size + step * size
        return Span(date(first, 1, 1), date(first + size - 1, 12, 31), "range")
    return None


def weekday_near(weekday: int, published: date, tense: Tense) -> date:
    """The nearest such weekday up to publication, that day included; for the future the next one after it."""
    if tense == "future":
        return published + timedelta((weekday - published.weekday() - 1) % 7 + 1)
    return published - timedelta((published.weekday() - weekday) % 7)


def number(timex: Timex, name: str) -> int | None:
    value = timex.get(name)
    return value if isinstance(value, int) else None


def nearest(month: int, day: int, frame: Frame) -> date | None:
    """The nearest such day up to publication (from publication on, for what is still to come)."""
    if frame.published is None:
        return None
    if frame.tense == "present":
        ahead, past = (nearest(month, day, replace(frame, tense=tense)) for tense in ("future", "past"))
        soon = ahead and past and (ahead - frame.published).days <= SOON and (frame.published - past).days >= LONG
        return ahead if soon else past
    step = 1 if frame.tense == "future" else -1
    for n in range(9):  # 29 February may be eight years off
        year = frame.published.year + n * step
        if day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day)
            if found == frame.published or (found > frame.published) == (step > 0):
                return found
    return None


_ENDS: Final = {
    "first week": ("first", 7),
    "last week": ("last", 7),
    "first days": ("first", 10),
    "last days": ("last", 10),
}
"""Parts told by an end of the whole, and how many days they are read as."""


def part_of(span: Span, timex: Timex) -> Span:
    """The first, second or last third for "early", "mid", "late" (of a month: 1-10, 11-20, 21-end), or a half."""
    part = timex.get("part")
    if part is None or span.first is None or span.last is None or span.first == span.last:
        return span
    first, last = span.first, span.last
    if part in _ENDS:
        side, days = _ENDS[str(part)]
        ends = (first, first + timedelta(days - 1)) if side == "first" else (last - timedelta(days - 1), last)
        return Span(*ends, "week" if days == 7 else "range", span.basis)
    if (first.year, first.month) == (last.year, last.month) and span.precision == "month":
        cuts = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day), "first half": (1, 15),
                "second half": (16, last.day)}  # fmt: skip
        low, high = cuts[str(part)]
        return Span(first.replace(day=low), first.replace(day=high), "range", span.basis)
    days = (last - first).days + 1
    third, half = days // 3, days // 2
    low, high = {
        "early": (0, third),
        "mid": (third, days - third),
        "late": (days - third, days),
        "first half": (0, half),
        "second half": (half, days),
    }[str(part)]
    if span.precision == "year":
        return part_of_year(span, str(part))
    return Span(first + timedelta(low), first + timedelta(max(low, high - 1)), "range", span.basis)


def part_of_year(span: Span, part: str) -> Span:
    """Parts of years and decades end with a month."""
    assert span.first is not None and span.last is not None  # noqa: PT018  (closed by construction)
    low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12)}[part]
    first, last = month_span(span.first.year, low).first, month_span(span.last.year, high).last
    return Span(first, last, "range", span.basis)


def clipped(span: Span, frame: Frame) -> Span:
    """What is told as past did not happen after publication."""
    now = frame.published
    if now and frame.tense != "future" and span.first and span.last and span.first <= now < span.last:
        return replace(span, last=now)
    return span


_LONG_HOURS: Final = 12
"""Fewer hours than these stay on the same day."""


def moved(day: date, unit: str, n: float) -> date:
    """A day moved by n units; a month later is the same day of the next month where it has one."""
    if unit in {"month", "quarter", "year", "decade", "century"}:
        months = round(n * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
        target = month_span(day.year, day.month + months)
        assert target.first is not None and target.last is not None  # noqa: PT018  (closed by construction)
        return target.first.replace(day=min(day.day, target.last.day))
    if unit == "hour":
        days = -(-abs(n) // 24) if abs(n) >= _LONG_HOURS else 0
        return day + timedelta(days if n > 0 else -days)
    return day + timedelta(round(n * _DAYS[unit]))


def around(day: date, unit: str, basis: str | None, frame: Frame) -> Span | None:
    if unit in {"day", "night", "hour", "morning", "afternoon", "evening"}:
        return Span(day, day, "day", basis)
    if unit in {"week", "fortnight", "weekend"}:
        return Span(day - timedelta(3), day + timedelta(3), "week", basis)
    span = unit_span(day, "year" if unit == "decade" else unit, 0)
    return clipped(replace(span, basis=basis), frame) if span else None
