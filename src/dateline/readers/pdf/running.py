"""What stands on the page but not in the report: running heads and feet, page numbers, notes at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.readers.pdf.columns import Line
from dateline.readers.pdf.pieces import Row, size_of

MARGIN = 0.12
"""Share of the page's height at its top and foot in which running lines stand."""
HEIGHT = 4.0
"""Points by which the height of a running line may differ from page to page."""
PAGES = 3
"""A running line stands on at least one in so many pages (left and right pages may have their own), and on two."""
LONGEST = 200
OUTER = 2
"""Rows at the edge of the page among which its number stands."""
NOTE_SIZE = 0.92
"""Share of the text's size below which lines at the foot of a page are notes."""

_NUMBER = re.compile(
    r"(?:page|p\.)?\s?[-–—|]?\s?(?:\d{1,4}|[ivxlc]{1,7})\s?[-–—|]?(?:\s?(?:of|/)\s?\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_NOTE = re.compile(r"(?:\[?\d{1,3}[\].)]?\s?|[*†‡§]{1,3}\s?)\S")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as rows, with its edges."""

    bottom: float
    top: float
    rows: tuple[Row, ...]


Key = tuple[str, int]


def running_rows(sheets: Sequence[Sheet]) -> list[set[int]]:
    """For every page the indices of its rows that run through the document, or hold nothing but its number."""
    seen: Counter[Key] = Counter()
    for sheet in sheets:
        seen.update({key for n in _in_margin(sheet) for key in _keys(sheet, n)})
    least = max(2, -(-len(sheets) // PAGES))
    return [{n for n in _in_margin(sheet) if _is_running(sheet, n, seen, least)} for sheet in sheets]


def _in_margin(sheet: Sheet) -> list[int]:
    """Rows in the margins of a page."""
    height = (sheet.top - sheet.bottom) * MARGIN
    low, high = sheet.bottom + height, sheet.top - height
    return [n for n, row in enumerate(sheet.rows) if row[0].y >= high or row[0].y <= low]


def _text(row: Row) -> str:
    return " ".join(piece.text for piece in row)


def _keys(sheet: Sheet, n: int) -> list[Key]:
    """A row's wording without its figures, at its height and the next one: rounding must not part equal ones."""
    row = sheet.rows[n]
    text = _text(row)
    if len(text) > LONGEST:
        return []
    flat = _DIGITS.sub("#", text).casefold()
    step = round((row[0].y - sheet.bottom) / HEIGHT)
    return [(flat, step), (flat, step + 1)]


def _is_running(sheet: Sheet, n: int, seen: Counter[Key], least: int) -> bool:
    outer = n < OUTER or n >= len(sheet.rows) - OUTER
    if outer and _NUMBER.fullmatch(_text(sheet.rows[n])[:60]):
        return True
    return any(seen[key] >= least for key in _keys(sheet, n))


def note_lines(lines: Sequence[Line], sheet: Sheet, body: float) -> set[int]:
    """Indices of the lines that are notes: the small ones at the end of a column, from one with a mark on, in the lower
    half of the page."""
    found: set[int] = set()
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or lines[end].column != lines[start].column:
            found |= _notes_of(lines, start, end, sheet, body)
            start = end
    return found


def _notes_of(lines: Sequence[Line], start: int, end: int, sheet: Sheet, body: float) -> set[int]:
    first, marked = end, end
    for n in range(end - 1, start - 1, -1):
        piece = lines[n].piece
        if piece.size > NOTE_SIZE * body or piece.y > (sheet.top + sheet.bottom) / 2:
            break
        first = n
        marked = n if _NOTE.match(piece.text) else marked
    return set(range(max(first, marked), end))


def body_size(sheets: Sequence[Sheet]) -> float:
    """The size in which most of the document is set."""
    return size_of(piece for sheet in sheets for row in sheet.rows for piece in row)
