"""How a workbook looks: widths, fonts and colours by what a column holds, notes, drop-down lists.

Grey is to be left as it is, pale yellow is to be filled in, amber disagrees; each colour only repeats what a word says.
"""

from __future__ import annotations

import math
from typing import Any, Final

from dateline.exports.cells import Cell
from dateline.exports.columns import Column, Kind, Sheet

_PAGE: Final = 215
"""Characters across a printed page, A4 on its side, at a size that can still be read."""
_WIDTHS: Final[dict[Kind, int]] = {
    "id": 23,
    "ref": 21,
    "text": 20,
    "words": 55,
    "quote": 45,
    "source": 22,
    "number": 10,
    "count": 9,
    "degrees": 10,
    "date": 12,
    "choice": 16,
    "hash": 15,
}
_FONT: Final = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
_GREY: Final = {"font_color": "#595959", "bg_color": "#F2F2F2"}
_YOURS: Final = {"bg_color": "#FFF9E5", "text_wrap": True, "border": 1, "border_color": "#D9C98F"}
AMBER: Final = _FONT | {"bg_color": "#FFD58A", "bold": True, "text_wrap": True}
_HEADS: Final = {"yes": "#1F4E79", "no": "#595959", "yours": "#7A5900"}
_EDIT_WORDS: Final = {"yes": " May be corrected.", "no": " Leave it as it is.", "yours": ""}


def look(sheet: Sheet, column: Column) -> dict[str, Any]:
    """How a column's cells look: grey to leave, pale yellow to fill in."""
    made: dict[str, Any] = dict(_FONT)
    if column.kind in {"text", "words", "quote", "source"}:
        made["text_wrap"] = True
    if column.kind == "date":
        made |= {"num_format": "yyyy-mm-dd", "align": "left"}
    if column.kind == "degrees":
        made["num_format"] = "0.0000"
    if column.edit == "yours":
        made |= _YOURS
    elif sheet.records and column.edit == "no" and column.kind in {"id", "ref", "count", "hash"}:
        made |= _GREY
    return made


def head(sheet: Sheet, column: Column) -> dict[str, Any]:
    """How a column's header looks: blue over what may be corrected."""
    edit = column.edit if sheet.records else "no"
    return _FONT | {"bold": True, "font_color": "#FFFFFF", "bg_color": _HEADS[edit], "text_wrap": True}


def note(sheet: Sheet, column: Column) -> str:
    """What a column means and whether it may be edited, unless the meaning says that itself."""
    told = not sheet.records or "Leave it" in column.meaning or "Correct" in column.meaning
    return column.meaning if told else column.meaning + _EDIT_WORDS[column.edit]


def width(column: Column) -> int:
    """How wide a column is, in characters."""
    return 110 if column.name == "says" else _WIDTHS[column.kind]


def pages(sheet: Sheet) -> int:
    """How many pages a sheet is printed across: one where that can be read, more for the many columns of events."""
    return math.ceil(sum(map(width, sheet.columns)) / _PAGE)


def lines(sheet: Sheet, cells: tuple[Cell, ...]) -> int:
    """Lines that the longest text of a row takes in its column."""
    longest = 1
    for column, cell in zip(sheet.columns, cells, strict=True):
        if isinstance(cell, str) and len(cell) > _WIDTHS[column.kind] and column.kind not in {"id", "ref", "hash"}:
            taken = sum(math.ceil(len(line) / _WIDTHS[column.kind]) or 1 for line in cell.split("\n"))
            longest = max(longest, taken)
    return longest


def disagrees(sheet: Sheet, n: int, cells: tuple[Cell, ...]) -> bool:
    """Whether a cell tells of a check that disagrees: its verdict and message, or an event's checks."""
    name, cell = sheet.columns[n].name, cells[n]
    if sheet.name == "findings" and name in {"verdict", "message"}:
        return cells[sheet.header.index("verdict")] == "disagrees"
    return sheet.name == "events" and name == "checks" and isinstance(cell, str) and "disagrees" in cell


def validation(column: Column, reference: str) -> dict[str, Any]:
    """The drop-down list of a column; `reference` is where its words stand."""
    return {
        "validate": "list",
        "source": reference,
        "ignore_blank": True,
        "error_title": "Not in the list",
        "error_message": f"Choose a word of the list “{column.choices}” (see the sheet choices), or leave it empty.",
    }
