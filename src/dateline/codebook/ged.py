"""The table of UCDP GED: its 49 columns in order, what each may hold, and how a cell of it is read.

Cells are read as they come in releases and in what programs made of them: 2016 and "2016.0" are one number, a day may
carry its midnight, a flag is 1 or True.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from functools import cache
from typing import Final, Literal, get_args

from dateline.codebook.columns import Column, columns_of

Kind = Literal["text", "whole", "flag", "degrees", "day", "point"]
SPANS: Final = {1: (1, 1), 2: (2, 6), 3: (7, 7), 4: (8, 31), 5: (32, 366)}
"""`date_prec` -> fewest and most days from `date_start` to `date_end`, both counted (UCDP GED codebook; each of 16,566
published rows of Syria keeps to it)."""
CIVILIANS: Final = "Civilians"
"""Side b of one-sided violence."""
GOVERNMENT: Final = "Government of "
"""What the name of a state's side begins with."""
LONGEST: Final = 15
"""Digits of a whole number that is read: more are no count and no id."""
_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,15}(?:\.0*)?")
_DEGREES: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_POINT: Final = re.compile(r"POINT ?\( ?([-+.\deE]+) ([-+.\deE]+) ?\)")
_FLAGS: Final = {"1": True, "1.0": True, "true": True, "0": False, "0.0": False, "false": False}


@cache
def ged_columns() -> dict[str, Column[Kind]]:
    """The 49 columns by name, in their order."""
    return columns_of("ged_columns.tsv", get_args(Kind))


def whole(cell: str) -> int | None:
    """The whole number of a cell ("2016", "2016.0"); None for any other text."""
    text = cell.strip()
    if text.isascii() and text.isdigit() and len(text) <= LONGEST:
        return int(text)
    return int(text.partition(".")[0]) if _WHOLE.fullmatch(text) else None


def flag(cell: str) -> bool | None:
    """The truth of a cell ("1", "1.0", "True"); None for any other text."""
    return _FLAGS.get(cell.strip().casefold())


def degrees(cell: str) -> float | None:
    """The number of a cell; None for any other text, and for one beyond all numbers."""
    text = cell.strip()
    number = float(text) if _DEGREES.fullmatch(text) else math.nan
    return number if math.isfinite(number) else None


def day(cell: str) -> dt.date | None:
    """The day of a cell ("2017-04-08", "2017-04-08 00:00:00.000"); None for any other text."""
    found = _DAY.fullmatch(cell.strip())
    try:
        return dt.date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def point(cell: str) -> tuple[float, float] | None:
    """Latitude and longitude of a cell in Well-Known Text, which names the longitude first; None for any other text."""
    found = _POINT.fullmatch(cell.strip())
    lon, lat = (degrees(part) for part in found.groups()) if found else (None, None)
    return None if lat is None or lon is None else (lat, lon)


READ: Final[dict[Kind, Callable[[str], object]]] = {
    "text": str.strip, "whole": whole, "flag": flag, "degrees": degrees, "day": day, "point": point,
}  # fmt: skip
"""Kind of a column -> how its cells are read: None for what is none of its kind."""
