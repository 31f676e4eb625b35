"""A row as the text of a document, and back to the letter.

The first line names the dataset and the row; then comes a line for each cell that is not empty, "column: cell". New
lines within cells are written as a backslash and a slash (a backslash as two), so that a line of the text is a cell of
the row, and evidence for a value is the characters of its cell. No letter stands for a new line: it would be one of the
word behind it, and a name to hide would not be found there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dateline.model.document import Document

KEY: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
"""What a dataset's key may be."""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", "\n": "\\/", "\r": "\\|"})
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_PLAIN: Final = {"/": "\n", "|": "\r", "\\": "\\", ";": ":"}
_PART: Final = ": "


@dataclass(frozen=True, slots=True)
class RowText:
    """The text of a row. `title` is where its first line ends; `at` where each cell stands that is not empty."""

    text: str
    title: int
    at: Mapping[str, tuple[int, int]]


def row_text(title: str, cells: Mapping[str, str]) -> RowText:
    """The text of a row's cells under a title of one line."""
    parts = [title]
    at: dict[str, tuple[int, int]] = {}
    length = len(title)
    for column, cell in cells.items():
        if cell:
            name = column.translate(_ESCAPED).replace(":", "\\;") + _PART
            value = cell.translate(_ESCAPED)
            start = length + 1 + len(name)
            length = start + len(value)
            at[column] = start, length
            parts.append(name + value)
    return RowText("\n".join(parts), len(title), at)


EVENT: Final = ", event "
"""What stands between the dataset and the event's id in the first line."""


def event_id(document: Document) -> str | None:
    """The dataset's own id of the event; None for a report."""
    if document.dataset is None or document.title is None:
        return None
    return document.title.rpartition(EVENT)[2]


def kept_row(document: Document) -> tuple[str, dict[str, str]] | None:
    """The dataset's key and the row's cells that are not empty, as they stood in the file; None for a report, and for
    an excerpt of a row as it is passed on."""
    if document.dataset is None or is_excerpt(document.text):
        return None
    return document.dataset, cells_of(document.text)


def is_excerpt(text: str) -> bool:
    """Whether a row's text is not whole."""
    lines = text.split("\n")
    return len(lines) < 2 or not all(_PART in line for line in lines[1:])


def cells_of(text: str) -> dict[str, str]:
    """The cells in the text of a row. Each line but the first is one; a colon that parts nothing stands escaped."""
    cells: dict[str, str] = {}
    for line in text.split("\n")[1:]:
        name, _, value = line.partition(_PART)
        cells[_unescaped(name)] = _unescaped(value)
    return cells


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _PLAIN.get(found[1], found[0]), text) if "\\" in text else text
