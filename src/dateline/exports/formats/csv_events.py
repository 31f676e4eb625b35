"""Plain CSV: one row an event, in our own columns (`data/formats/csv.tsv`), for pandas, R and spreadsheet programs.

Several values of a cell stand side by side, parted by " | " (`cells.joined`, taken apart by `cells.parted`).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from dateline.exports.cells import BAR, LONGEST, as_csv, cut, joined, number, visible
from dateline.exports.flat.columns import COLUMNS, mapping, row, tell
from dateline.exports.flat.kinds import Kind, Value, joined_value
from dateline.exports.format import Format, Told
from dateline.exports.losses import Losses
from dateline.exports.material import Material

TOO_LONG: Final = "a cell holds 32,766 signs, as in Excel: the text ends with … there"
_BLOCK: Final = 1 << 16
"""Characters that are gathered before they are written."""


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the events, one a row."""
    n = 0
    with path.open("w", _BLOCK, encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow([c.name for c in COLUMNS])
        for n, event in enumerate(material.events(), 1):
            tell(event, losses)
            values = row(event)
            if rows.writerow(cells(values)) > LONGEST // 2:  # no shorter row holds a text that is too long
                _tell_cuts(event.id, values, losses)
            told(n)
    return n


def cells(values: Iterable[Value]) -> list[str | int | float]:
    """The values of a row as safe cells; a value that says nothing is an empty one."""
    return [
        form(value) if value else "" if value is None else _falsy(value)
        for form, value in zip(_FORMS, values, strict=True)
    ]


def _falsy(value: Value) -> str | int:
    """No, nought, or nothing."""
    return "false" if value is False else 0 if isinstance(value, (int, float)) else ""


def _tell_cuts(record: str, values: Iterable[Value], losses: Losses) -> None:
    for column, value in zip(COLUMNS, values, strict=True):
        text = visible(value if isinstance(value, str) else joined_value(value))
        if cut(text) != text:
            losses.changed(record, column.name, f"{len(text):,} characters", TOO_LONG)


def _texts(values: tuple[str, ...]) -> str:
    """Several texts in one cell; an empty one where none says anything."""
    text = BAR.join(values)
    if text.count("|") >= len(values):
        text = joined(values)
    return as_csv(text) if any(values) else ""


_WRITTEN: Final[dict[Kind, Callable[[Any], Any]]] = {
    "text": as_csv,
    "texts": _texts,
    "day": str,
    "whole": int,
    "wholes": lambda values: joined(map(str, values)),
    "number": number,
    "numbers": joined_value,
    "yes": lambda value: "true",
}
"""How each kind of value that says something is written. Numbers and days cannot act."""
_FORMS: Final = tuple(_WRITTEN[c.kind] for c in COLUMNS)


FORMAT: Final = Format(
    name="csv",
    title="CSV of events",
    suffix=".csv",
    media_type="text/csv",
    standard="RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180)",
    summary="one row an event, in our own columns: for pandas, R, spreadsheets",
    write=write,
    mapping=mapping,
)
