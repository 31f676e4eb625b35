"""Time expressions -> intervals of days with a precision, set against the report's publication date.

What the text does not give stays open: without a publication date every weekday, "last month" or yearless date has no
start and no end. Imprecision is kept as an interval ("early April" is 1-10 April); the meanings are those of the
dossier contract, the precisions map to UCDP GED `date_prec` and ACLED `time_precision`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from dateline.annotate.timex import UNDATED, Tense
from dateline.model.document import Document
from dateline.model.layers import Timex
from dateline.model.values import When
from dateline.resolve import named_days, quarters, relative, stated
from dateline.resolve.intervals import Frame, Span


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
    if bound in {"before", "after"} and timex.get("daytime"):
        return span  # "before dawn on Monday" is on Monday
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


_Rule = Callable[[Timex, Frame], Span | None]
_FREE: Final[dict[str, _Rule]] = {
    "date": stated.from_date,
    "slashed": stated.from_slashed,
    "month": stated.from_month,
    "year": stated.from_year,
    "decade": stated.from_decade,
    "stretch": stated.from_stretch,
    "season": stated.from_season,
    "range": stated.from_range,
    "weekday": relative.from_weekday,
    "offset": relative.from_offset,
    "recently": relative.from_recently,
    "century": stated.from_century,
    "quarter": quarters.from_quarter,
    "named": named_days.from_named,
}
"""Forms that may say their days without a publication date."""
_RELATIVE: Final[dict[str, _Rule]] = {
    "day": relative.from_day,
    "weekend": relative.from_weekend,
    "unit": relative.from_unit,
    "recent": relative.from_recent,
    "past": relative.from_past,
    "coming": relative.from_coming,
    "ago": relative.from_ago,
}
"""Forms that count from the publication date."""
