"""The sheet as data: one or many reports as tables. `xlsx.py` and `csv_folder.py` write what `stream` gives them.

Reports are taken one at a time and their rows given out at once, so that many reports need no more memory than one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dateline.exports.about import FORMAT, Told, about_rows, report_row
from dateline.exports.cells import Cell, cut, day, joined, number, row_hash, visible
from dateline.exports.choices import choices
from dateline.exports.columns import UNHASHED, Column, Sheet, sheets
from dateline.exports.events import event_rows, toll_rows
from dateline.exports.records import (
    actor_rows,
    amount_rows,
    claim_rows,
    control_rows,
    finding_rows,
    media_rows,
    place_rows,
    relation_rows,
    source_rows,
    victim_rows,
)
from dateline.exports.view import Row, Value, View, view_of
from dateline.protect.gate import Gate, assert_clean
from dateline.protect.policy import Shown

__all__ = ["FORMAT", "Table", "stream", "tables"]

Cells = tuple[Cell, ...]

RECORDS: Final[dict[str, Callable[[View], Iterator[Row]]]] = {
    "events": event_rows,
    "claims": claim_rows,
    "sources": source_rows,
    "actors": actor_rows,
    "places": place_rows,
    "tolls": toll_rows,
    "control": control_rows,
    "relations": relation_rows,
    "victims": victim_rows,
    "amounts": amount_rows,
    "media": media_rows,
    "findings": finding_rows,
}
"""The sheets of records, and what makes their rows."""


FREE: Final = frozenset({"text", "words", "quote", "source"})
"""Kinds of columns that hold words of the report, and not only ids, numbers and words of a list."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, filled: a row has a cell for each column."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: tuple[Cells, ...]


def tables(shown: Iterable[Shown]) -> list[Table]:
    """All sheets of the reports, in the order of a workbook. Holds everything in memory: writers use `stream`."""
    rows: dict[str, list[Cells]] = {name: [] for name in sheets()}
    for name, cells in stream(shown):
        rows[name].append(cells)
    return [Table(s.name, s.meaning, s.columns, tuple(rows[s.name])) for s in sheets().values()]


def stream(shown: Iterable[Shown]) -> Iterator[tuple[str, Cells]]:
    """Rows with the name of their sheet: report by report, then what is told of all of them.

    Raises `LeakError` where a cell still holds what its view must hide.
    """
    told = Told()
    for one in shown:
        told.add(one)
        view, clean = view_of(one), _Clean(one.gate)
        for name, rows_of in RECORDS.items():
            for row in rows_of(view):
                cells = cells_of(sheets()[name], row | {"report": one.dossier.document.id}, told)
                yield name, clean.passed(sheets()[name], cells)
        yield "reports", clean.passed(sheets()["reports"], cells_of(sheets()["reports"], report_row(one), told))
    for name, rows in (("columns", column_rows(sheets())), ("choices", choice_rows()), ("about", about_rows(told))):
        yield from ((name, cells_of(sheets()[name], row, told)) for row in rows)


class _Clean:
    """Asks a report's gate of each text once: names and quotes come back in many rows."""

    def __init__(self, gate: Gate) -> None:
        self.gate, self.seen = gate, set[str]()

    def passed(self, sheet: Sheet, cells: Cells) -> Cells:
        texts = {
            f"sheet {sheet.name}, column {column.name}": cell
            for column, cell in zip(sheet.columns, cells, strict=True)
            if column.kind in FREE and isinstance(cell, str) and cell not in self.seen
        }
        assert_clean(texts, self.gate)
        self.seen.update(texts.values())
        return cells


def cells_of(sheet: Sheet, row: Row, told: Told) -> Cells:
    """The row's values as cells, in the order of the columns; sheets of records get their hash."""
    cells = [None if c.name in UNHASHED else _cell(c, row[c.name], told) for c in sheet.columns]
    if sheet.records:
        kept = (cell for c, cell in zip(sheet.columns, cells, strict=True) if c.name not in UNHASHED)
        cells[-1] = row_hash(sheet.name, kept)
    return tuple(cells)


def _cell(column: Column, value: Value, told: Told) -> Cell:
    if isinstance(value, list):
        value = joined(value)
    if value is None or isinstance(value, (int, float)):
        return number(value)
    found = day(value) if column.kind == "date" else value
    if isinstance(found, dt.date):
        return found
    text = visible(value)
    kept = cut(text)
    told.cut += kept is not text
    return kept or None


def column_rows(told: dict[str, Sheet]) -> Iterator[Row]:
    """What each column means, sheet by sheet."""
    for sheet in told.values():
        for column in sheet.columns:
            yield {
                "sheet": sheet.name,
                "column": column.name,
                "meaning": column.meaning,
                "edit": column.edit,
                "several": "yes" if column.several else "no",
                "kind": column.kind,
                "choices": column.choices or None,
                "rests_on": column.source,
            }


def choice_rows() -> Iterator[Row]:
    """The words of every list."""
    for name, words in choices().items():
        for word, meaning in words:
            yield {"list": name, "value": word, "meaning": meaning or None}
