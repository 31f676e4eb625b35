"""Dates that count from the publication date or from another date in the text: "last week", "a day earlier"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dateline.model.document import Document
from dateline.model.layers import Timex
from dateline.model.values import When
from dateline.model.vocabulary import Precision
from dateline.resolve.intervals import (
    RELATIVE,
    Frame,
    Span,
    around,
    clipped,
    moved,
    number,
    part_of,
    unit_span,
    weekday_near,
)
from dateline.resolve.quarters import year_before

_RECENT: Final = {
    "hour": 1,
    "day": 7,
    "night": 7,
    "week": 28,
    "month": 91,
    "year": 1096,
    "decade": 7305,
    "quarter": 365,
}
"""Days that "recent days", "recent weeks" … reach back: about a week, four weeks, three months, three years."""
_SEVERAL: Final = (2, 6)
"""What "a few days ago" may mean, in units."""


COUNTING: Final = frozenset({"previous", "following", "same"})
"""Words that make a weekday count from another date of the text."""


def from_weekday(timex: Timex, frame: Frame) -> Span | None:
    weekday, ref = number(timex, "weekday"), timex.get("ref")
    if weekday is None:
        return None
    anchor = anchor_span(frame)
    if ref in {"previous", "following", "same"} and anchor and anchor.first and frame.anchor:
        day = {"previous": weekday_near(weekday, anchor.first - timedelta(1), "past"),
               "following": weekday_near(weekday, anchor.first, "future"),
               "same": weekday_near(weekday, anchor.first, "past")}[str(ref)]  # fmt: skip
        return Span(day, day, "day", relative_to(frame.anchor))
    if frame.published is None:
        return None
    day = weekday_from(weekday, str(ref), timex, frame)
    if timex.get("overnight"):  # the night before "into Tuesday", else the one that follows
        first = day - timedelta(1) if timex.get("into") else day
        return Span(first, first + timedelta(1), "days", RELATIVE)
    if timex.get("week") == "before last":
        day -= timedelta(7)
    return Span(day, day, "day", RELATIVE)


def weekday_from(weekday: int, ref: str, timex: Timex, frame: Frame) -> date:
    now = frame.today
    monday = now - timedelta(now.weekday())
    if "week" in timex.text.lower().split() and timex.get("week") is None:
        return monday + timedelta(weekday + {"last": -7, "next": 7}.get(ref, 0))
    if ref in {"last", "previous"}:
        return weekday_near(weekday, now - timedelta(1), "past")
    if ref in {"next", "following"}:
        return weekday_near(weekday, now, "future")
    if ref == "this" and frame.tense == "future":
        return weekday_near(weekday, now - timedelta(1), "future")
    return weekday_near(weekday, now, frame.tense)


def from_day(timex: Timex, frame: Frame) -> Span | None:
    word, now = str(timex.get("word")), frame.today
    if "before yesterday" in word or "after tomorrow" in word:
        day = now + timedelta(2 if "after" in word else -2)
    elif word == "overnight":
        return Span(now - timedelta(1), now, "days", RELATIVE)
    elif word.startswith("yesterday") or word == "last night":
        day = now - timedelta(1)
    else:
        day = now + timedelta(word == "tomorrow")
    return Span(day, day, "day", RELATIVE)


def from_weekend(timex: Timex, frame: Frame) -> Span | None:
    """The Saturday and Sunday before publication or running then; "next weekend" the first to come."""
    now, ref = frame.today, timex.get("ref")
    saturday = now - timedelta((now.weekday() - 5) % 7)
    if ref in {"next", "following"} or frame.tense == "future":
        saturday += timedelta(7)
    elif ref in {"last", "previous"} and now.weekday() >= 5:
        saturday -= timedelta(7)
    last = saturday + timedelta(1)
    return clipped(Span(saturday, last, "days", RELATIVE), frame)


def from_unit(timex: Timex, frame: Frame) -> Span | None:
    """As in "last week", "this month", "early next year", "earlier in the day"."""
    unit = str(timex.get("unit"))
    step = {"last": -1, "previous": -1, "next": 1, "following": 1, "before last": -2}.get(str(timex.get("ref")), 0)
    span = unit_span(frame.today, unit, step)
    if span is None:
        return None
    span = part_of(replace(span, basis=RELATIVE), timex)
    early = timex.get("early")
    if early in {"later", "late"} and step == 0 and span.last:
        return span if span.precision == "day" else Span(frame.today, span.last, span.precision, RELATIVE)
    if step == 0 and frame.tense == "future" and span.last and span.first:
        return replace(span, first=max(span.first, min(frame.today, span.last)))
    return clipped(span, frame) if step == 0 else span


def from_recent(timex: Timex, frame: Frame) -> Span | None:
    back = _RECENT[str(timex.get("unit"))]
    return Span(frame.today - timedelta(back), frame.today, "range", RELATIVE)


def from_past(timex: Timex, frame: Frame) -> Span | None:
    """As in "the past 24 hours", "the last three months": up to publication."""
    count = timex.get("n")
    if count is None and str(timex.get("unit")) and timex.text.lower().endswith("s"):
        return from_recent(timex, frame)
    n = 1.0 if count is None else _SEVERAL[1] if isinstance(count, str) and not count[0].isdigit() else float(count)
    first = moved(frame.today, str(timex.get("unit")), -n)
    precision: Precision = "days" if (frame.today - first).days <= 7 else "range"
    return Span(first, frame.today, precision, RELATIVE)


def from_coming(timex: Timex, frame: Frame) -> Span | None:
    count, unit = timex.get("n"), str(timex.get("unit"))
    if count is None or (isinstance(count, str) and not count[0].isdigit()):
        last = frame.today + timedelta(_RECENT[unit])
    else:
        last = moved(frame.today, unit, float(count))
    return Span(frame.today, last, "range", RELATIVE)


def from_ago(timex: Timex, frame: Frame) -> Span | None:
    """As precise as the unit: "two weeks ago" is a week around that day, "three months ago" that month."""
    count, unit = timex.get("n"), str(timex.get("unit"))
    if count is None or count == "many":
        return None
    quarter = year_before(timex, frame)
    if quarter is not None:
        return quarter
    if count == "several":
        low, high = (moved(frame.today, unit, -n) for n in reversed(_SEVERAL))
        return Span(low, high, "range", RELATIVE)
    return around(moved(frame.today, unit, -float(count)), unit, RELATIVE, frame)


def from_recently(_timex: Timex, _frame: Frame) -> Span | None:
    """Said to be not long ago, on no day that could be told: the words are kept, the days stay open."""
    return None


def anchors(timex: Timex) -> bool:
    """Does the expression count from another date of the text ("a day earlier", "the following Monday")?"""
    if timex.form == "quarter":
        return timex.get("quarter") is None
    return timex.form in {"offset", "ago"} or (timex.form == "weekday" and timex.get("ref") in COUNTING)


def anchor_span(frame: Frame) -> Span | None:
    when = frame.anchor
    if when is None or when.start is None or when.end is None:
        return None
    return Span(date.fromisoformat(when.start), date.fromisoformat(when.end), when.precision, when.basis)


_BACK: Final = frozenset({"earlier", "before", "previously", "beforehand"})


def sharp(anchor: Span, unit: str) -> bool:
    """Is the date that is counted from about as short as the unit? "A day after 2015" is no day."""
    longest = {"week": 7, "fortnight": 14, "month": 31, "year": 366, "decade": 3653, "period": 366, "time": 366}
    if anchor.first is None or anchor.last is None:
        return False
    return (anchor.last - anchor.first).days < longest.get(unit, 3)


def relative_to(anchor: When) -> str:
    return f"relative to {anchor.text}"


def from_offset(timex: Timex, frame: Frame) -> Span | None:
    """As in "the following year", "two days later": open unless the caller names the date they count from."""
    anchor = anchor_span(frame)
    if anchor is None or anchor.first is None or anchor.last is None or frame.anchor is None:
        return None
    quarter = year_before(timex, frame) if timex.get("dir") in _BACK else None
    if quarter is not None:
        return quarter
    basis, unit, ref, way = relative_to(frame.anchor), str(timex.get("unit")), timex.get("ref"), timex.get("dir")
    if not sharp(anchor, unit):
        return None
    if ref == "same" and unit in {"period", "time"}:
        return replace(anchor, basis=basis)
    if ref is not None:
        step = {"previous": -1, "following": 1, "next": 1}.get(str(ref), 0)
        span = unit_span(anchor.last if step > 0 else anchor.first, unit, step)
        return part_of(replace(span, basis=basis), timex) if span else None
    count = timex.get("n") or 1
    if isinstance(count, str) and not count[0].isdigit():
        return None
    back = way in _BACK
    start = anchor.first if back else anchor.last
    return around(moved(start, unit, -float(count) if back else float(count)), unit, basis, frame)


def counted_back(timex: Timex, then: When | None, document: Document) -> When | None:
    """The day that "four days after X" gives X, where `then` is what happened four days after it (None: today)."""
    count, unit, way = timex.get("n") or 1, str(timex.get("unit")), timex.get("dir")
    told = then.start if then is not None else document.published.date
    if told is None or (isinstance(count, str) and not count[0].isdigit()):
        return None
    day, n = date.fromisoformat(told[:10]), float(count)
    basis = relative_to(then) if then is not None else RELATIVE
    span = around(moved(day, unit, n if way in _BACK else -n), unit, basis, Frame(None, "past", then))
    if span is None or span.first is None or span.last is None:
        return None
    words = (document.evidence(timex.start, timex.end),)
    return When(timex.text, span.first.isoformat(), span.last.isoformat(), span.precision, span.basis, words)
