"""Rows of datasets of coded events: a cell of numbers is told by its column, not by its looks.

An event's number is no telephone number, however it is written. The point of an event stays where the place that the
view shows at it stays, and is hidden in the row's text where that place is moved: pattern by pattern, one of two
columns could be left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from dateline.model.document import Document
from dateline.protect.edits import Edit, Spans
from dateline.protect.tables import rows

_LINE: Final = re.compile(r"^([^:\n]{1,60}): (.+)$", re.MULTILINE)
_CODE: Final = re.compile(r"[\w.,:+ -]{1,40}")
"""What a cell of an id, a code, a day or a count may be: for anything else its column's name says nothing."""
_POINT: Final = re.compile(r"[-+.\deE]{1,30}|POINT ?\([-+.\deE ]{3,60}\)")
_NUMERIC: Final[frozenset[str]] = frozenset({"contact", "coordinates"})


@cache
def _columns() -> dict[str, str]:
    return {row["column"]: row["holds"] for row in rows("row_columns")}


def spared(document: Document, edits: Sequence[Edit], *, moved: bool, shown: str) -> list[Edit]:
    """The edits of a row's text without those that take its numbers for contacts or places. With `moved`, its own
    point is hidden as `shown`. A report's edits are as they were."""
    if document.dataset is None:
        return list(edits)
    cells = list(_cells(document.text))
    plain = Spans((start, end, holds) for start, end, holds in cells)
    kept = [e for e in edits if e.what not in _NUMERIC or not plain.touching(e.start, e.end)]
    if moved:
        kept += [Edit(start, end, "coordinates", shown) for start, end, holds in cells if holds == "point"]
    return kept


def _cells(text: str) -> Iterator[tuple[int, int, str]]:
    """The first line, which holds the event's id, and the cells of columns that are known to hold codes or points."""
    first = text.find("\n")
    yield 0, first if first >= 0 else len(text), "code"
    for m in _LINE.finditer(text, first if first >= 0 else len(text)):
        holds = _columns().get(m[1])
        if holds and (_POINT if holds == "point" else _CODE).fullmatch(m[2]):
            yield m.start(2), m.end(2), holds
