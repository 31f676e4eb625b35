"""Calendar checks: days that do not exist, weekdays that do not fall on their date, dates that cannot be told."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from dateline.annotate.timepieces import WEEKDAYS
from dateline.annotate.timex import attach, tense_of
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Timex
from dateline.model.origin import by_rule
from dateline.model.parse import Parse
from dateline.model.records import Finding
from dateline.model.span import Evidence
from dateline.model.vocabulary import Severity, Verdict
from dateline.resolve.when import published_date, resolve_when

_RELATIVE: Final = frozenset({"weekday", "day", "weekend", "unit", "recent", "past", "coming", "ago"})
_YEARLESS: Final = frozenset({"date", "month", "range", "season"})


def check_calendar(document: Document, timexes: Sequence[Timex], parse: Parse | None = None) -> list[Finding]:
    """Findings in text order, the one about a missing publication date first.

    With a `parse`, a stated date after publication that is told in the past tense is a finding too.
    """
    found = _undatable(document, timexes)
    for t in timexes:
        found.extend(_one(document, t))
    if parse is not None:
        found.extend(_after_publication(document, timexes, parse))
    return found


def needs_publication(timex: Timex) -> bool:
    """Can the expression's days be told only with the publication date?"""
    if timex.form in _RELATIVE:
        return not (timex.form == "weekday" and timex.get("ref") in {"previous", "following", "same"})
    return timex.form in _YEARLESS and timex.get("year") is None and timex.get("year1") is None


def _undatable(document: Document, timexes: Sequence[Timex]) -> list[Finding]:
    if published_date(document) is not None:
        return []
    words = tuple(document.evidence(t.start, t.end) for t in timexes if needs_publication(t))
    if not words:
        return []
    many = "expression needs" if len(words) == 1 else "expressions need"
    message = (
        f"The publication date is unknown, and {len(words)} time {many} it (the first: “{words[0].quote}”). "
        "Their dates are left open. Give the date with --published YYYY-MM-DD."
    )
    return [_finding(document, "cannot tell", "warning", message, {"expressions": len(words)}, words)]


def _one(document: Document, t: Timex) -> list[Finding]:
    if t.form == "date" and (t.get("year") is not None or _never(t)):
        impossible = _impossible(document, t)
        if impossible:
            return [impossible]
    if t.form == "date" and t.get("weekday") is not None:
        return _weekday(document, t)
    return []


def _never(t: Timex) -> bool:
    """Does no year have this day ("31 June")?"""
    month, day = t.get("month"), t.get("day")
    return isinstance(month, int) and isinstance(day, int) and (not 1 <= month <= 12 or not 1 <= day <= _longest(month))


def _longest(month: int) -> int:
    return 29 if month == 2 else calendar.monthrange(2001, month)[1]


def _impossible(document: Document, t: Timex) -> Finding | None:
    year, month, day = t.get("year"), t.get("month"), t.get("day")
    if not isinstance(month, int) or not isinstance(day, int) or not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1] if isinstance(year, int) else _longest(month)
    if 1 <= day <= last:
        return None
    name = calendar.month_name[month] + (f" {year}" if isinstance(year, int) else "")
    message = f"“{t.text}” is no date: {name} has {last} days."
    figures = {"stated_day": day, "days_in_month": last}
    return _finding(document, "disagrees", "error", message, figures, (document.evidence(t.start, t.end),))


def _weekday(document: Document, t: Timex) -> list[Finding]:
    when = resolve_when(t, document)
    stated = t.get("weekday")
    if when is None or not isinstance(stated, int):
        return []
    on = when.start if t.get("bound") != "after" else when.end
    if on is None:
        return []
    if when.basis != "stated":
        on = _fitting(document, t, stated) or on
    computed = WEEKDAYS[date.fromisoformat(on).weekday()].capitalize()
    named = WEEKDAYS[stated].capitalize()
    figures: dict[str, Any] = {"date": on, "stated_weekday": named, "computed_weekday": computed, "basis": when.basis}
    words = (document.evidence(t.start, t.end),)
    if computed == named:
        return [_finding(document, "agrees", "info", f"{on} was a {computed}, as “{t.text}” says.", figures, words)]
    message = f"“{t.text}” says {named}, but {on} was a {computed}."
    return [_finding(document, "disagrees", "warning", message, figures, words)]


def _fitting(document: Document, t: Timex, weekday: int) -> str | None:
    """The coming day that a date without a year may mean as well as the past one, if the weekday fits it."""
    ahead = resolve_when(t, document, tense="future")
    fits = ahead is not None and ahead.start is not None and date.fromisoformat(ahead.start).weekday() == weekday
    return ahead.start if ahead is not None and fits else None


def _after_publication(document: Document, timexes: Sequence[Timex], parse: Parse) -> list[Finding]:
    published = published_date(document)
    if published is None:
        return []
    found = []
    for dated in attach([t for t in timexes if t.form in {"date", "month"} and t.get("year") is not None], parse):
        when = resolve_when(dated.timex, document)
        if when is None or when.start is None or when.basis != "stated" or dated.timex.get("bound"):
            continue
        told_past = dated.verb is not None and tense_of(parse.tokens[dated.verb]) == "past"
        if told_past and date.fromisoformat(when.start) > published:
            message = f"“{when.text}” is told as past, but it lies after the publication date {published.isoformat()}."
            figures = {"stated": when.start, "published": published.isoformat()}
            found.append(_finding(document, "disagrees", "warning", message, figures, when.evidence))
    return found


def _finding(
    document: Document,
    verdict: Verdict,
    severity: Severity,
    message: str,
    figures: dict[str, Any],
    evidence: tuple[Evidence, ...],
) -> Finding:
    id_ = record_id(document.source_sha256, "finding", f"calendar {verdict}", evidence)
    return Finding(id_, "calendar", verdict, severity, message, figures, (), evidence, by_rule("calendar"))
