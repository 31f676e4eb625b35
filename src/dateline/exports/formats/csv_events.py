"""Plain CSV: one row an event, in our own columns (`data/formats/csv.tsv`), for pandas, R and spreadsheet programs.

Several values of a cell stand side by side, parted by " | " (`cells.joined`, taken apart by `cells.parted`).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from dateline.exports.cells import LONGEST, as_csv, cut, joined, number, visible
from dateline.exports.coded import CodedEvent
from dateline.exports.flat.columns import COLUMNS, mapping, row, tell
from dateline.exports.flat.kinds import Value
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
            rows.writerow(cells(event, row(event), losses))
            told(n)
    return n


def cells(event: CodedEvent, values: Iterable[Value], losses: Losses) -> list[str | int | float]:
    """The values as safe cells; tells where a text had to be cut."""
    made = [cell_of(value) for value in values]
    for column, cell in zip(COLUMNS, made, strict=True):
        if cell.__class__ is str and 2 * len(cell) >= LONGEST - 2:
            _tell_cut(event, column.name, losses)
    return made


def _tell_cut(event: CodedEvent, column: str, losses: Losses) -> None:
    at = next(n for n, c in enumerate(COLUMNS) if c.name == column)
    text = visible(_text(row(event)[at]))
    if cut(text) != text:
        losses.changed(event.id, column, f"{len(text):,} characters", TOO_LONG)


def cell_of(value: Value) -> str | int | float:
    """A value as a safe CSV cell."""
    kind = value.__class__
    if value is None:
        return ""
    if kind is str:
        return as_csv(value)  # type: ignore[arg-type] # its class is asked above; isinstance is slower
    if kind is tuple:
        return as_csv(_text(value)) if value else ""
    if kind is bool:
        return "true" if value else "false"
    made = number(value)  # type: ignore[arg-type] # a number, as nothing else is left
    return made if isinstance(made, (int, float)) else ""


def _text(value: Value) -> str:
    """Several values as one text."""
    if isinstance(value, tuple):
        return joined(v if isinstance(v, str) else "" if v is None else str(number(v)) for v in value)
    return value if isinstance(value, str) else ""


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
