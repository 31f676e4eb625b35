"""From what Dateline makes of a time expression to the type and value that TIMEX3 gives it.

TIMEX3 values are those of the TimeML annotation guidelines 1.2.1 (http://www.timeml.org): a calendar unit
("1998-W07", "1998-Q3"), a length ("P3M"), or a reference without days ("PAST_REF").
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dateline.annotate.timex import UNDATED
from dateline.model.layers import Timex
from dateline.model.values import When
from dateline.resolve.quarters import quarter_of

_LETTERS: Final = {
    "minute": "M", "second": "S", "hour": "H", "day": "D", "night": "D", "weekend": "D", "week": "W", "fortnight": "W",
    "month": "M", "quarter": "Q", "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
_TIMES: Final = {"decade": 10, "century": 100, "fortnight": 2}
_HOURS: Final = frozenset({"hour", "minute", "second"})
_DAYTIMES: Final = {"morning": "TMO", "early morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI",
                    "noon": "T12:00", "midday": "T12:00", "midnight": "T00:00", "dawn": "TMO",
                    "dusk": "TEV"}  # fmt: skip
_SEASONS: Final = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_REFERENCES: Final = {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}


def timex3(timex: Timex, when: When | None, created: date | None) -> tuple[str, str]:
    """(type, value) of an expression with the days that it was read as."""
    if timex.form == "set":
        return "SET", _again(timex)
    if timex.form in {"reference", "recently"}:
        return "DATE", _REFERENCES[str(timex.get("word"))]
    if timex.form in {"duration", "past", "coming", "recent"}:
        return "DURATION", length(timex)
    if timex.get("hour") is not None and timex.form != "clock":
        return "TIME", _dated(timex, when)[:10] + _clock(timex)
    if timex.form == "clock":
        day = created.isoformat() if created else "XXXX-XX-XX"
        return "TIME", day + _clock(timex)
    return ("TIME" if _daytime(timex) else "DATE"), _dated(timex, when)


def length(timex: Timex) -> str:
    """A length as ISO 8601 has it: "P3M", "PT24H", "PXY" where no number is told."""
    count, unit = timex.get("n"), str(timex.get("unit"))
    letter = _LETTERS.get(unit, "X")
    if count is None and not timex.text.lower().rstrip().endswith(unit):
        number = "X"
    elif count is None:
        number = str(_TIMES.get(unit, 1))
    elif isinstance(count, str) and not count[0].isdigit():
        number = "X"
    else:
        value = float(count) * _TIMES.get(unit, 1)
        number = str(int(value)) if value == int(value) else str(value)
    return ("PT" if unit in _HOURS else "P") + number + letter


def _again(timex: Timex) -> str:
    """ "Every Friday" is XXXX-WXX-5, "each July" XXXX-07, "daily" P1D."""
    weekday, month = timex.get("weekday"), timex.get("month")
    if weekday is not None:
        nights = str(timex.get("nights") or "").removesuffix("s")
        return f"XXXX-WXX-{int(weekday) + 1}" + (_daytime(timex) or _DAYTIMES.get(nights, ""))
    if month is not None:
        return f"XXXX-{int(month):02}"
    return length(timex) if timex.get("n") is not None else length(timex).replace("PX", "P1").replace("PTX", "PT1")


def _clock(timex: Timex) -> str:
    hour, minute = timex.get("hour"), timex.get("minute") or 0
    if hour is None:
        return _DAYTIMES.get(str(timex.get("daytime")), "TXX")
    late = str(timex.get("half") or "").startswith("p") and int(hour) < 12
    early = str(timex.get("half") or "").startswith("a") and int(hour) == 12
    return f"T{int(hour) + 12 * late - 12 * early:02}:{int(minute):02}"


def _daytime(timex: Timex) -> str:
    if timex.form == "day" and timex.get("word") in {"last night", "overnight", "tonight"}:
        return "TNI"
    if timex.form == "day" and str(timex.get("word")).startswith("this "):
        return _DAYTIMES.get(str(timex.get("word")).removeprefix("this "), "")
    return _DAYTIMES.get(str(timex.get("daytime") or ""), "")


def _dated(timex: Timex, when: When | None) -> str:
    if when is None or when.start is None or when.end is None:
        return _open(timex, when)
    first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
    unit = _unit(timex, when)
    if unit == "year":
        return f"{first.year:04}"
    if unit == "month":
        return f"{first.year:04}-{first.month:02}"
    if unit == "quarter":
        return f"{first.year:04}-Q{(first.month + 2) // 3}"
    if unit == "half":
        return f"{first.year:04}-H{1 if first.month < 7 else 2}"
    if unit == "week":
        year, week, _ = (first if first.weekday() < 4 else last).isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "weekend":
        year, week, _ = first.isocalendar()
        return f"{year:04}-W{week:02}-WE"
    if unit == "decade":
        return f"{first.year // 10:03}"
    if unit == "century":
        return f"{first.year // 100:02}"
    if unit == "season":
        return f"{first.year:04}-{_SEASONS[str(timex.get('season'))]}"
    bound = timex.get("bound")
    day = first if bound in {None, "since", "after"} else last
    return day.isoformat() + _daytime(timex)


def _unit(timex: Timex, when: When) -> str:
    """The calendar unit that the words name, whatever part of it they mean."""
    unit = str(timex.get("unit") or "")
    if timex.form in {"month", "season", "decade", "century", "year", "quarter"}:
        half = timex.get("part") in {"first half", "second half"} and timex.form == "year"
        return "half" if half else timex.form
    if timex.form == "weekend" or unit == "weekend":
        return "weekend"
    if unit == "year" and when.basis not in {None, "relative to publication"} and quarter_of(when):
        return "quarter"
    if timex.form in {"unit", "offset", "ago"} and unit in {"week", "month", "year", "decade", "century", "quarter"}:
        return "year" if timex.form == "ago" and unit == "decade" else unit
    if timex.form == "range" and when.precision == "range":
        return "month" if timex.get("month") is not None else "year"
    return "day"


def _open(timex: Timex, when: When | None) -> str:
    """An end that is open, or days that the text does not tell."""
    if timex.form in UNDATED:
        return length(timex)
    known = (when.end or when.start) if when is not None else None
    if known is not None and when is not None:
        day = date.fromisoformat(known)
        unit = _unit(timex, when)
        if timex.get("bound") == "before" and when.start is None:
            day = date.fromordinal(day.toordinal() + 1)
        return {"year": f"{day.year:04}", "month": f"{day.year:04}-{day.month:02}"}.get(unit, day.isoformat())
    if timex.form == "ago":
        return "PAST_REF"
    return "XXXX-XX-XX"
