"""When: first and last day, how precisely, and whether it is one event that is told or several together."""

from __future__ import annotations

from typing import Final

from dateline.codebook.ged import SPANS
from dateline.exports.coded import CodedEvent, Dated
from dateline.exports.formats.ged.made import Made, line
from dateline.exports.precisions import date_prec, days_of

SINGLE: Final = frozenset({1, 2})
"""`date_prec` of what is taken for one event. One that is told of a week or more is taken for several together: so it
is in 97 % of 16,566 published rows of Syria, with any stretch taken for several in 96 %."""

UNDATED: Final = "no day is told"
NO_STRETCH: Final = "the days are open, or more than a year"
FEWER: Final = "the days are fewer than its code stands for: the code follows the days"
DISORDER: Final = "the first day is after the last"
WORDS: Final = "a day has no words; they stand in source_article"


def put_days(event: CodedEvent, made: Made) -> None:
    """Fill the columns of the days."""
    when = event.when
    if when is None:
        made.not_ged(UNDATED)
        return
    prec = _precision(when, made)
    if prec is None:
        made.not_ged(NO_STRETCH)
    else:
        made.cells["date_prec"] = str(prec)
    made.cells["event_clarity"] = "1" if prec in SINGLE and event.status != "ongoing" and _is_one(event) else "2"
    _put(when, made)
    if when.words:
        made.changed("date_start", line(when.words), WORDS)


def _is_one(event: CodedEvent) -> bool:
    """Whether the words tell of one happening, and not of five."""
    return event.count is None or event.count <= 1


def _put(when: Dated, made: Made) -> None:
    start, end = (day[:10] if day else "" for day in (when.start, when.end))
    if start and end and end < start:
        made.dropped("date_end", end, DISORDER)
        end = ""
    made.cells |= {"date_start": start, "date_end": end, "year": str(int(start[:4])) if start else ""}


def _precision(when: Dated, made: Made) -> int | None:
    """`date_prec`: by what the report says, but never for fewer days than the code stands for, which is how UCDP's
    codebook has it."""
    prec, stretch = date_prec(when), days_of(when)
    if prec is None or stretch is None:
        return None
    days = (stretch[1] - stretch[0]).days + 1
    if SPANS[prec][0] <= days <= SPANS[prec][1]:
        return prec
    made.changed("date_prec", prec, FEWER)
    return next((code for code, (least, most) in SPANS.items() if least <= days <= most), None)
