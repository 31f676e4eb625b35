"""Plain CSV: one row an event, in our own columns (`data/formats/csv.tsv`), for pandas, R and spreadsheet programs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dateline.exports.cells import cut, number, safe, visible
from dateline.exports.coded import CodedEvent
from dateline.exports.format import Format, Mapped, Told
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material

Value = str | float | int | bool | None
CELLS: Final[dict[str, Callable[[CodedEvent], Value]]] = {
    "id": lambda e: e.id,
    "title": lambda e: e.title,
}


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the events, one a row."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(CELLS)
        n = 0
        for n, event in enumerate(material.events(), 1):
            rows.writerow(cell_of(make(event)) for make in CELLS.values())
            told(n)
    return n


def cell_of(value: Value) -> str | int | float | None:
    """A value as a safe CSV cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return safe(cut(visible(value)))
    made = number(value)
    return made if isinstance(made, (int, float)) else None


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("csv", CELLS)


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
