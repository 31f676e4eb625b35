"""A cell's date as YYYY-MM-DD. Nothing is guessed: 03/04/2017 is read only where the column or the user tells how."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Literal

from dateline.errors import InputError
from dateline.readers.datelines import find_date
from dateline.readers.given import EARLIEST, day_of

Order = Literal["dmy", "mdy"]
LONGEST = 60
"""Characters of a cell that can be a date: "Wednesday, 17 September 2017 10:00:00 +0300" has 43."""
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_RUN = re.compile(r"(\d{8})(?:\d{4}|\d{6})")
"""20240517103000, as GDELT's tables write it."""
_LINKED = re.compile(r"(?<=[^\W_])-(?=[^\W_])")


class Dates:
    """The dates of one table's column.

    `column` gives the column's cells: it is asked at most once, when the first date is met that can be read two ways.
    """

    def __init__(self, order: Order | None, column: Callable[[], Iterable[str]]) -> None:
        self.order = order
        self._column = column
        self._asked = order is not None

    def day(self, cell: str, name: str) -> str | None:
        """A cell's day, None for an empty one; `InputError` where it is no date or can be read two ways."""
        text = cell.strip()
        if not text:
            return None
        turned = YEAR_LAST.match(text) if len(text) <= LONGEST else None
        day = self._turned(turned, name) if turned else written_day(text)
        if day is None:
            raise InputError(name, f"“{text[:40]}” is no date that can be read.", "Write it as YYYY-MM-DD.")
        return day

    def _turned(self, found: re.Match[str], name: str) -> str | None:
        """ "17/05/2017", "17.05.2017": with dots the day stands first (CLDR knows no language where it does not)."""
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first == second:
            return iso_day(year, second, first)
        if min(first, second) > 12:
            return None
        order = only_order(first, second) or self._told()
        if order is None:
            raise InputError(
                name,
                f"“{found.group()}” may be in month {first} or {second}, and no date of the column tells which.",
                "Give the order of its dates: --date-order dmy or mdy; or leave the dates out: --column published=.",
            )
        if self.order not in {None, order}:
            return None
        return iso_day(year, second, first) if order == "dmy" else iso_day(year, first, second)

    def _told(self) -> Order | None:
        """The order of the column's dates, where all that can be read in one way only are of the same order."""
        if not self._asked:
            self._asked = True
            self.order = order_of(self._column())
        return self.order


def order_of(cells: Iterable[str]) -> Order | None:
    """The order in which dates of a column stand; None where none of them tells, or they contradict each other."""
    seen: set[Order] = set()
    for cell in cells:
        found = YEAR_LAST.match(cell.strip()[:LONGEST])
        if found and found[2] != "." and (order := only_order(int(found[1]), int(found[3]))):
            seen.add(order)
            if len(seen) > 1:
                return None
    return seen.pop() if seen else None


def only_order(first: int, second: int) -> Order | None:
    """The only order in which two numbers can be day and month, or None."""
    if first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else None


def written_day(text: str) -> str | None:
    """The day of a date that can be read in one way: ISO 8601, year first, digits in a run, or with a month's name."""
    if len(text) > LONGEST:
        return None
    if day := day_of(text):
        return day
    if found := _YEAR_FIRST.match(text):
        return iso_day(*(int(part) for part in found.groups()))
    if found := _RUN.fullmatch(text):
        return day_of(found[1])
    words = _LINKED.sub(" ", text)
    return find_date(words if not words.islower() else words.title())


def iso_day(year: int, month: int, day: int) -> str | None:
    """The day of the calendar, None where there is none."""
    try:
        return dt.date(year, month, day).isoformat() if year >= EARLIEST else None
    except ValueError:
        return None
