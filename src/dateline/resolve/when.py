"""Time expressions -> intervals of days with a precision, set against the report's publication date.

What the text does not give stays open: without a publication date every weekday, "last month" or yearless date has no
start and no end. Imprecision is kept as an interval ("early April" is 1-10 April); the meanings are those of the
dossier contract, the precisions map to UCDP GED `date_prec` and ACLED `time_precision`.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dateline.annotate.timex import UNDATED, Tense
from dateline.model.document import Document
from dateline.model.layers import Timex
from dateline.model.values import When
from dateline.model.vocabulary import Precision

STATED: Final = "stated"
YEAR: Final = "year from publication"
RELATIVE: Final = "relative to publication"

_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""First month of a season in the northern half of the world (meteorological seasons)."""
_RECENT: Final = {"hour": 1, "day": 7, "night": 7, "week": 28, "month": 91, "year": 1096, "decade": 7305}
"""Days that "recent days", "recent weeks" … reach back: about a week, four weeks, three months, three years."""
_SEVERAL: Final = (2, 6)
"""What "a few days ago" may mean, in units."""
_DAYS: Final = {"hour": 0, "day": 1, "night": 1, "morning": 1, "afternoon": 1, "evening": 1, "week": 7, "weekend": 7,
                "fortnight": 14}  # fmt: skip


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
        assert self.published is not None  # noqa: S101  (rules in RELATIVES are called with a publication date only)
        return self.published


def resolve_when(timex: Timex, document: Document, *, tense: Tense = "past", anchor: When | None = None) -> When | None:
    """The days that an expression means, or None for one that names no day (a duration, a time of day).

    `tense` is that of what happened: a weekday or yearless date lies in the past unless it is told as future. `anchor`
    is what "the following year" or "a day earlier" counts from.
    """
    if timex.form in UNDATED:
        return None
    frame = Frame(published_date(document), tense, anchor)
    try:
        span = _span(timex, frame)
    except (ValueError, OverflowError):  # a day that no calendar has, or a year out of reach
        span = None
    evidence = (document.evidence(timex.start, timex.end),)
    if span is None or (span.first is None and span.last is None):
        return When(timex.text, None, None, "unknown", None, evidence)
    first, last = (d.isoformat() if d else None for d in (span.first, span.last))
    return When(timex.text, first, last, span.precision, span.basis, evidence)


def published_date(document: Document) -> date | None:
    """The publication date as a date, or None where it is unknown."""
    stated = document.published.date
    if stated is None:
        return None
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        return None


def _span(timex: Timex, frame: Frame) -> Span | None:
    rule = _FREE.get(timex.form)
    if rule is None:
        relative = _RELATIVE.get(timex.form)
        if relative is None or frame.published is None:
            return None
        rule = relative
    span = rule(timex, frame)
    return _bounded(span, timex, frame) if span else None


def _bounded(span: Span, timex: Timex, frame: Frame) -> Span:
    """With "since", "until", "before", "after" one end is the date named, the other is open or today."""
    bound = timex.get("bound")
    if bound == "since":
        last = frame.published if frame.published and span.first and span.first <= frame.published else None
        return Span(span.first, last, "range", span.basis)
    if bound in {"until", "till"}:
        return Span(None, span.last, "range", span.basis)
    if bound == "before":
        return Span(None, span.first - timedelta(1) if span.first else None, "range", span.basis)
    if bound == "after":
        return Span(span.last, None, "range", span.basis)
    return span


def _int(timex: Timex, name: str) -> int | None:
    value = timex.get(name)
    return value if isinstance(value, int) else None


# ---- dates that name a month or a year


def _date(timex: Timex, frame: Frame) -> Span | None:
    month, day = _int(timex, "month"), _int(timex, "day")
    if month is None or day is None:
        return None
    year = _int(timex, "year")
    if year is not None:
        on = date(year, month, day)
        return Span(on, on, "day")
    near = _nearest(month, day, frame)
    return Span(near, near, "day", YEAR) if near else None


def _nearest(month: int, day: int, frame: Frame) -> date | None:
    """The nearest such day up to publication (from publication on, for what is still to come)."""
    if frame.published is None:
        return None
    step = 1 if frame.tense == "future" else -1
    for n in range(9):  # 29 February may be eight years off
        year = frame.published.year + n * step
        if day <= calendar.monthrange(year, month)[1]:
            found = date(year, month, day)
            if found == frame.published or (found > frame.published) == (step > 0):
                return found
    return None


def _slashed(timex: Timex, _: Frame) -> Span | None:
    """05/13/2020 can be one day only; 05/06/2020 may be May or June, so it stays open."""
    first, second, year = _int(timex, "first"), _int(timex, "second"), _int(timex, "year")
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


def _month(timex: Timex, frame: Frame) -> Span | None:
    month, year, ref = _int(timex, "month"), _int(timex, "year"), timex.get("ref")
    if month is None:
        return None
    basis = STATED
    if year is None:
        if frame.published is None:
            return None
        basis = RELATIVE if ref else YEAR
        year = _year_of_month(month, ref, frame)
    return (
        _clip(_part(month_span(year, month, basis), timex), frame)
        if basis != STATED
        else _part(month_span(year, month, basis), timex)
    )


def _year_of_month(month: int, ref: object, frame: Frame) -> int:
    """The nearest past (or coming) such month; "last April" lies before this month, "next April" after it."""
    now = frame.today
    if ref == "this":
        return now.year
    if ref == "next" or (ref is None and frame.tense == "future"):
        return now.year + (month < now.month or (month == now.month and ref == "next"))
    return now.year - (month > now.month or (month == now.month and ref == "last"))


def month_span(year: int, month: int, basis: str | None = STATED) -> Span:
    """The whole month; months below 1 and above 12 count on into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Span(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month", basis)


def _part(span: Span, timex: Timex) -> Span:
    """The first, second or last third for "early", "mid", "late" (of a month: 1-10, 11-20, 21-end), or a half."""
    part = timex.get("part")
    if part is None or span.first is None or span.last is None or span.first == span.last:
        return span
    first, last = span.first, span.last
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
        return _part_of_year(span, str(part))
    return Span(first + timedelta(low), first + timedelta(max(low, high - 1)), "range", span.basis)


def _part_of_year(span: Span, part: str) -> Span:
    """Parts of years and decades end with a month."""
    assert span.first is not None and span.last is not None  # noqa: S101, PT018  (closed by construction)
    low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "first half": (1, 6), "second half": (7, 12)}[part]
    first, last = month_span(span.first.year, low).first, month_span(span.last.year, high).last
    return Span(first, last, "range", span.basis)


def _clip(span: Span, frame: Frame) -> Span:
    """What is told as past did not happen after publication."""
    now = frame.published
    if now and frame.tense != "future" and span.first and span.last and span.first <= now < span.last:
        return replace(span, last=now)
    return span


def _year(timex: Timex, _: Frame) -> Span | None:
    year = _int(timex, "year")
    return _part(Span(date(year, 1, 1), date(year, 12, 31), "year"), timex) if year else None


def _decade(timex: Timex, _: Frame) -> Span | None:
    year = _int(timex, "decade")
    if year is None:
        return None
    low, high = {"early": (0, 3), "mid": (3, 6), "late": (6, 9), "first half": (0, 4), "second half": (5, 9)}.get(
        str(timex.get("part")), (0, 9)
    )
    return Span(date(year + low, 1, 1), date(year + high, 12, 31), "range")


def _season(timex: Timex, frame: Frame) -> Span | None:
    month, year = _SEASONS[str(timex.get("season"))], _int(timex, "year")
    basis: str = STATED
    if year is None:
        if frame.published is None:
            return None
        now, ref, basis = frame.published, timex.get("ref"), RELATIVE
        running = month_span(now.year, month).first
        begun = running is not None and running <= now
        year = now.year + {"this": 0, "next": int(begun)}.get(str(ref), -int(not begun or _in_season(now, month)))
    span = Span(month_span(year, month).first, month_span(year, month + 2).last, "range", basis)
    return _part(span, timex)


def _in_season(now: date, month: int) -> bool:
    return (now.month - month) % 12 < 3


def _range(timex: Timex, frame: Frame) -> Span | None:
    """Two ends: days, months, years or weekdays."""
    if timex.get("weekday2") is not None:
        return _weekday_range(timex, frame)
    year, month, day = _int(timex, "year"), _int(timex, "month"), _int(timex, "day")
    month2, day2, year1 = _int(timex, "month2") or month, _int(timex, "day2"), _int(timex, "year1")
    if month is None or month2 is None:
        ends = (date(year1, 1, 1), date(year, 12, 31)) if year and year1 else None
        return Span(*ends, "range") if ends and ends[0] <= ends[1] else None
    basis = STATED
    if year is None:
        near = _nearest(month2, day2 or 1, frame)
        if near is None:
            return None
        year, basis = near.year, YEAR
    first_year = year1 or (year - 1 if (month, day or 0) > (month2, day2 or 0) else year)
    if day is None or day2 is None:
        span = Span(month_span(first_year, month).first, month_span(year, month2).last, "range", basis)
        return _clip(span, frame) if basis == YEAR else span
    first, last = date(first_year, month, day), date(year, month2, day2)
    return Span(first, last, "days", basis) if first <= last else None


def _weekday_range(timex: Timex, frame: Frame) -> Span | None:
    first, last = _int(timex, "weekday"), _int(timex, "weekday2")
    if frame.published is None or first is None or last is None:
        return None
    end = weekday_near(last, frame.published, frame.tense)
    return Span(end - timedelta((last - first) % 7), end, "days", RELATIVE)


# ---- dates that count from publication


def weekday_near(weekday: int, published: date, tense: Tense) -> date:
    """The nearest such weekday up to publication, that day included; for the future the next one after it."""
    if tense == "future":
        return published + timedelta((weekday - published.weekday() - 1) % 7 + 1)
    return published - timedelta((published.weekday() - weekday) % 7)


def _weekday(timex: Timex, frame: Frame) -> Span | None:
    weekday, ref = _int(timex, "weekday"), timex.get("ref")
    if weekday is None:
        return None
    anchor = _anchor(frame)
    if ref in {"previous", "following", "same"} and anchor and anchor.first and frame.anchor:
        day = {"previous": weekday_near(weekday, anchor.first - timedelta(1), "past"),
               "following": weekday_near(weekday, anchor.first, "future"),
               "same": weekday_near(weekday, anchor.first, "past")}[str(ref)]  # fmt: skip
        return Span(day, day, "day", _relative_to(frame.anchor))
    if frame.published is None:
        return None
    day = _weekday_from(weekday, str(ref), timex, frame)
    return Span(day, day, "day", RELATIVE)


def _weekday_from(weekday: int, ref: str, timex: Timex, frame: Frame) -> date:
    now = frame.today
    monday = now - timedelta(now.weekday())
    if "week" in timex.text.lower().split():
        return monday + timedelta(weekday + {"last": -7, "next": 7}.get(ref, 0))
    if ref in {"last", "previous"}:
        return weekday_near(weekday, now - timedelta(1), "past")
    if ref in {"next", "following"}:
        return weekday_near(weekday, now, "future")
    if ref == "this" and frame.tense == "future":
        return weekday_near(weekday, now - timedelta(1), "future")
    return weekday_near(weekday, now, frame.tense)


def _day(timex: Timex, frame: Frame) -> Span | None:
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


def _weekend(timex: Timex, frame: Frame) -> Span | None:
    """The Saturday and Sunday before publication or running then; "next weekend" the first to come."""
    now, ref = frame.today, timex.get("ref")
    saturday = now - timedelta((now.weekday() - 5) % 7)
    if ref in {"next", "following"} or frame.tense == "future":
        saturday += timedelta(7)
    elif ref in {"last", "previous"} and now.weekday() >= 5:
        saturday -= timedelta(7)
    last = saturday + timedelta(1)
    return _clip(Span(saturday, last, "days", RELATIVE), frame)


def _unit(timex: Timex, frame: Frame) -> Span | None:
    """As in "last week", "this month", "early next year", "earlier in the day"."""
    unit = str(timex.get("unit"))
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(str(timex.get("ref")), 0)
    span = unit_span(frame.today, unit, step)
    if span is None:
        return None
    span = _part(replace(span, basis=RELATIVE), timex)
    early = timex.get("early")
    if early in {"later", "late"} and step == 0 and span.last:
        return span if span.precision == "day" else Span(frame.today, span.last, span.precision, RELATIVE)
    if step == 0 and frame.tense == "future" and span.last and span.first:
        return replace(span, first=max(span.first, min(frame.today, span.last)))
    return _clip(span, frame) if step == 0 else span


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
    if unit == "year":
        return Span(date(day.year + step, 1, 1), date(day.year + step, 12, 31), "year")
    if unit in {"decade", "century"}:
        size = 10 if unit == "decade" else 100
        first = day.year // size * size + step * size
        return Span(date(first, 1, 1), date(first + size - 1, 12, 31), "range")
    return None


def _recent(timex: Timex, frame: Frame) -> Span | None:
    back = _RECENT[str(timex.get("unit"))]
    return Span(frame.today - timedelta(back), frame.today, "range", RELATIVE)


def _past(timex: Timex, frame: Frame) -> Span | None:
    """As in "the past 24 hours", "the last three months": up to publication."""
    count = timex.get("n")
    if count is None and str(timex.get("unit")) and timex.text.lower().endswith("s"):
        return _recent(timex, frame)
    n = 1.0 if count is None else _SEVERAL[1] if isinstance(count, str) and not count[0].isdigit() else float(count)
    first = _moved(frame.today, str(timex.get("unit")), -n)
    precision: Precision = "days" if (frame.today - first).days <= 7 else "range"
    return Span(first, frame.today, precision, RELATIVE)


def _coming(timex: Timex, frame: Frame) -> Span | None:
    count, unit = timex.get("n"), str(timex.get("unit"))
    if count is None or (isinstance(count, str) and not count[0].isdigit()):
        last = frame.today + timedelta(_RECENT[unit])
    else:
        last = _moved(frame.today, unit, float(count))
    return Span(frame.today, last, "range", RELATIVE)


def _moved(day: date, unit: str, n: float) -> date:
    """A day moved by n units; a month later is the same day of the next month where it has one."""
    if unit in {"month", "year", "decade", "century"}:
        months = round(n * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit])
        target = month_span(day.year, day.month + months)
        assert target.first is not None and target.last is not None  # noqa: S101, PT018  (closed by construction)
        return target.first.replace(day=min(day.day, target.last.day))
    if unit == "hour":
        days = -(-abs(n) // 24)
        return day + timedelta(days if n > 0 else -days)
    return day + timedelta(round(n * _DAYS[unit]))


def _ago(timex: Timex, frame: Frame) -> Span | None:
    """As precise as the unit: "two weeks ago" is a week around that day, "three months ago" that month."""
    count, unit = timex.get("n"), str(timex.get("unit"))
    if count is None or count == "many":
        return None
    if count == "several":
        low, high = (_moved(frame.today, unit, -n) for n in reversed(_SEVERAL))
        return Span(low, high, "range", RELATIVE)
    return _around(_moved(frame.today, unit, -float(count)), unit, RELATIVE, frame)


def _around(day: date, unit: str, basis: str | None, frame: Frame) -> Span | None:
    if unit in {"day", "night", "hour", "morning", "afternoon", "evening"}:
        return Span(day, day, "day", basis)
    if unit in {"week", "fortnight", "weekend"}:
        return Span(day - timedelta(3), day + timedelta(3), "week", basis)
    span = unit_span(day, "year" if unit == "decade" else unit, 0)
    return _clip(replace(span, basis=basis), frame) if span else None


def _recently(_timex: Timex, _frame: Frame) -> Span | None:
    return None


# ---- dates that count from another date in the text


def _anchor(frame: Frame) -> Span | None:
    when = frame.anchor
    if when is None or when.start is None or when.end is None:
        return None
    return Span(date.fromisoformat(when.start), date.fromisoformat(when.end), when.precision, when.basis)


def _sharp(anchor: Span, unit: str) -> bool:
    """Is the date that is counted from about as short as the unit? "A day after 2015" is no day."""
    longest = {"week": 7, "fortnight": 14, "month": 31, "year": 366, "decade": 3653, "period": 366, "time": 366}
    if anchor.first is None or anchor.last is None:
        return False
    return (anchor.last - anchor.first).days < longest.get(unit, 3)


def _relative_to(anchor: When) -> str:
    return f"relative to {anchor.text}"


def _offset(timex: Timex, frame: Frame) -> Span | None:
    """As in "the following year", "two days later": open unless the caller names the date they count from."""
    anchor = _anchor(frame)
    if anchor is None or anchor.first is None or anchor.last is None or frame.anchor is None:
        return None
    basis, unit, ref, way = _relative_to(frame.anchor), str(timex.get("unit")), timex.get("ref"), timex.get("dir")
    if not _sharp(anchor, unit):
        return None
    if ref == "same" and unit in {"period", "time"}:
        return replace(anchor, basis=basis)
    if ref is not None:
        step = {"previous": -1, "following": 1, "next": 1}.get(str(ref), 0)
        span = unit_span(anchor.last if step > 0 else anchor.first, unit, step)
        return _part(replace(span, basis=basis), timex) if span else None
    count = timex.get("n") or 1
    if isinstance(count, str) and not count[0].isdigit():
        return None
    back = way in {"earlier", "before", "previously", "beforehand"}
    start = anchor.first if back else anchor.last
    return _around(_moved(start, unit, -float(count) if back else float(count)), unit, basis, frame)


_Rule = Callable[[Timex, Frame], Span | None]
_FREE: Final[dict[str, _Rule]] = {
    "date": _date,
    "slashed": _slashed,
    "month": _month,
    "year": _year,
    "decade": _decade,
    "season": _season,
    "range": _range,
    "weekday": _weekday,
    "offset": _offset,
    "recently": _recently,
}
"""Forms that may say their days without a publication date."""
_RELATIVE: Final[dict[str, _Rule]] = {
    "day": _day,
    "weekend": _weekend,
    "unit": _unit,
    "recent": _recent,
    "past": _past,
    "coming": _coming,
    "ago": _ago,
}
"""Forms that count from the publication date."""
