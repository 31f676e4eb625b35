"""Cells of coded events -> values: whole numbers, degrees, days. What cannot be read is told with its row and column.

Numbers as people and spreadsheets write them ("1,234", "12.0") are read as the numbers that they are; words ("twelve")
are not. Days may be written in several ways in one file, but 4/8/2017 is read in one order for the whole of it, which
the file itself must tell, or the user.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable
from typing import Final, Literal

from dateline.errors import InputError
from dateline.readers.table.dates import LONGEST, YEAR_LAST, Order, iso_day, only_order, written_day

MOST: Final = 10**12
"""Largest number that is read: databases and table formats keep larger ones differently, or not at all."""
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.0+)?")
"""Thousands parted by commas."""
_COMMA: Final = re.compile(r"[+-]?\d{1,3},\d+")
_ISO: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?Z?")
_NO_DAY: Final = re.compile(r"[A-Za-z]+ \d{4}|\d{4}")
"""A month or a year alone: `written_day` reads none, but they are told apart here from what is no date at all."""


def whole(text: str, column: str, where: str) -> int:
    """A number of people or a code: whole, not negative, and such as can be counted. Raises `InputError`."""
    number = _number(text.replace(",", "") if _GROUPED.fullmatch(text) else text)
    if number is None or number != int(number) or number < 0:
        raise InputError(where, f"{column} is {text[:40]!r}, which is no whole number.", _in_digits(text))
    if number > MOST:
        raise InputError(where, f"{column} is {text[:40]!r}; no number of a row is above {MOST:,}.")
    return int(number)


def degrees(text: str, column: Literal["latitude", "longitude"], where: str) -> float:
    """Degrees WGS84. Raises `InputError` where they are none or out of range."""
    number, most = _number(text), 90 if column == "latitude" else 180
    if number is None or not -most <= number <= most:
        advice = "Write it with a point." if _COMMA.fullmatch(text) else ""
        if number is not None and column == "latitude" and abs(number) <= 180:
            advice = "Are latitude and longitude exchanged?"
        raise InputError(where, f"{column} is {text[:40]!r}; it can be -{most} to {most}.", advice)
    return number


def _number(text: str) -> float | None:
    try:
        number = float(text) if "_" not in text else math.nan  # which Python reads over
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _in_digits(text: str) -> str:
    return "Write it in digits." if text[:1].isalpha() else ""


class Days:
    """The days of one file. `cells` gives (row, cell) of all its date columns: it is asked at most once, when the first
    day is met that can be read two ways and the user told no `order`."""

    def __init__(self, order: Order | None, cells: Callable[[], Iterable[tuple[int, str]]]) -> None:
        self._cells = cells
        self._order = order
        self._why = ""
        self._asked = order is not None

    def day(self, text: str, column: str, where: str) -> str:
        """A cell's day as YYYY-MM-DD. Raises `InputError` where it is none, or may be two."""
        found = _ISO.fullmatch(text)
        if found:
            day: str | None = _calendar(found[1])
        elif len(text) <= LONGEST and (turned := YEAR_LAST.match(text)):
            day = self._turned(turned, column, where)
        else:
            day = written_day(text)
        if day is None:
            vague = "Give a day; the column of its precision tells that it is a month or a year."
            advice = vague if _NO_DAY.fullmatch(text) else "It is written 2017-04-08."
            raise InputError(where, f"{column} is {text[:40]!r}, which is no day.", advice)
        return day

    def _turned(self, found: re.Match[str], column: str, where: str) -> str | None:
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first == second:
            return iso_day(year, second, first)
        if min(first, second) > 12:
            return None
        order = only_order(first, second) or self._told()
        if order is None:
            raise InputError(
                where,
                f"{column} is {found.group()!r}, which may be in month {first} or {second}: {self._why}.",
                "Give the order of its days: --date-order dmy or mdy.",
            )
        if self._order not in {None, order}:  # the user said otherwise
            return None
        return iso_day(year, second, first) if order == "dmy" else iso_day(year, first, second)

    def _told(self) -> Order | None:
        """The order that all days of the file have which can be read in one way only."""
        if not self._asked:
            self._asked = True
            seen = _orders(self._cells())
            self._why = _why(seen)
            self._order = next(iter(seen)) if len(seen) == 1 else None
        return self._order


def _calendar(text: str) -> str | None:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _orders(cells: Iterable[tuple[int, str]]) -> dict[Order, tuple[int, str]]:
    """Orders that days of the file can only have, each with the first row that shows it."""
    seen: dict[Order, tuple[int, str]] = {}
    for number, cell in cells:
        found = YEAR_LAST.match(cell.strip()[:LONGEST])
        if found and found[2] != "." and (order := only_order(int(found[1]), int(found[3]))):
            seen.setdefault(order, (number, found.group()))
    return seen


def _why(seen: dict[Order, tuple[int, str]]) -> str:
    if len(seen) < 2:
        return "no day of the file tells which"
    shown = {"dmy": "the day first", "mdy": "the month first"}
    told = [f"row {number:,} ({text}) has {shown[order]}" for order, (number, text) in sorted(seen.items())]
    return "the file mixes both orders, " + " and ".join(told)
