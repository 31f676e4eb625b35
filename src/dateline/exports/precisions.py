"""How precise a day or a place is, in the codes of UCDP GED and ACLED, out of what a dossier says.

`date_prec` (UCDP GED codebook): 1 the day, 2 two to six days, 3 a week, 4 a month, 5 a year. `time_precision` (ACLED
codebook): 1 the day, 2 the week, 3 the month. A stretch of days takes the code of the shortest of these that holds it.
`geo_precision` (ACLED codebook): 1 a town, 2 part of a region or near a town, 3 a region or its capital.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from dateline.exports.coded import Dated, Located

LONGEST: Final = ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5))
"""Days that a stretch may have, and its `date_prec`."""
NAMED: Final = {"day": 1, "days": 2, "week": 3, "month": 4, "year": 5}
IN_ACLED: Final = {1: 1, 2: 2, 3: 2, 4: 3}
"""`date_prec` -> `time_precision`; ACLED has no code for a year."""
GEO_OF_WHERE: Final = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
"""`where_prec` -> `geo_precision`, where the dossier gives none (own crosswalk of the two codebooks)."""


def days_of(when: Dated | None) -> tuple[dt.date, dt.date] | None:
    """First and last day, both inclusive; None for an open end, or where no day is told that a calendar knows."""
    if when is None or when.start is None or when.end is None:
        return None
    try:
        first, last = dt.date.fromisoformat(when.start[:10]), dt.date.fromisoformat(when.end[:10])
    except ValueError:
        return None
    return (first, last) if first <= last else None


def date_prec(when: Dated | None) -> int | None:
    """UCDP's code; None where the stretch is open, unknown or longer than a year."""
    stretch = days_of(when)
    if when is None or stretch is None:
        return None
    days = (stretch[1] - stretch[0]).days + 1
    by_length = next((code for most, code in LONGEST if days <= most), None)
    named = NAMED.get(when.precision)
    return named if named is not None and by_length is not None and named >= by_length else by_length


def time_precision(when: Dated | None) -> int | None:
    """ACLED's code; None where it has none for so long a stretch."""
    return IN_ACLED.get(date_prec(when) or 0)


def geo_precision(where: Located | None) -> int | None:
    """ACLED's code: the dossier's own, else by UCDP's."""
    if where is None:
        return None
    return where.geo_precision if where.geo_precision is not None else GEO_OF_WHERE.get(where.where_prec or 0)
