"""Quarters of a year, and the year before one: "the third quarter", "the 1988 period", "a year earlier"."""

from __future__ import annotations

from datetime import date

from dateline.model.layers import Timex
from dateline.model.values import When
from dateline.resolve.intervals import RELATIVE, STATED, YEAR, Frame, Span, month_span, number


def from_quarter(timex: Timex, frame: Frame) -> Span | None:
    """A quarter told by its number, else the one that the report told last (`frame.anchor`)."""
    quarter, year = number(timex, "quarter"), number(timex, "year")
    if quarter is None:
        return _loose(timex, frame, year)
    if year is not None:
        return quarter_span(year, quarter, STATED)
    if frame.published is None:
        return None
    ref = timex.get("ref")
    if ref is not None:
        return quarter_span(frame.today.year + {"last": -1, "next": 1}.get(str(ref), 0), quarter, RELATIVE)
    year, now = frame.today.year, 1 + (frame.today.month - 1) // 3
    year += (quarter < now) if frame.tense == "future" else -(quarter > now)
    return quarter_span(year - (timex.get("back") is not None), quarter, YEAR)


def _loose(timex: Timex, frame: Frame, year: int | None) -> Span | None:
    told, ref = quarter_of(frame.anchor), timex.get("ref")
    if ref in {"last", "next", "this"} or frame.anchor is None or told is None:
        step = {"next": 1, "this": 0, "the current": 0}.get(str(ref), -1)
        if frame.published is None or year is not None or timex.get("back") is not None:
            return None
        return quarter_span(frame.today.year, 1 + (frame.today.month - 1) // 3 + step, RELATIVE)
    back = timex.get("back") is not None
    basis = f"relative to {frame.anchor.text}"
    return quarter_span(told[0] - back if year is None else year, told[1], basis if year is None else STATED)


def quarter_span(year: int, quarter: int, basis: str | None) -> Span:
    """The three months of a quarter; quarters below 1 and above 4 count on into the years beside."""
    first, last = month_span(year, 3 * quarter - 2).first, month_span(year, 3 * quarter).last
    return Span(first, last, "range", basis)


def quarter_of(when: When | None) -> tuple[int, int] | None:
    """(year, number) of days that are a quarter, else None."""
    if when is None or when.start is None or when.end is None:
        return None
    first = date.fromisoformat(when.start)
    number_ = 1 + (first.month - 1) // 3
    span = quarter_span(first.year, number_, None)
    whole = (span.first, span.last) == (first, date.fromisoformat(when.end))
    return (first.year, number_) if whole else None


def year_before(timex: Timex, frame: Frame) -> Span | None:
    """ "A year earlier" and "a year ago" where a report counts quarters: the same quarter of the year before."""
    told = quarter_of(frame.anchor)
    if told is None or frame.anchor is None or timex.get("unit") != "year" or timex.get("n") not in {1, None}:
        return None
    return quarter_span(told[0] - 1, told[1], f"relative to {frame.anchor.text}")
