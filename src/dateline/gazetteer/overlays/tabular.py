"""A table's rows by the names of its columns. Only the cells that are read need be text: what UCDP quotes of an article
may be broken without harm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from dateline.errors import InputError
from dateline.gazetteer.overlays.faults import Faults, cell
from dateline.readers.table.cells import Cells, Rows
from dateline.tsv import rows_of

DELIMITERS = (b",", b";", b"\t", b"|")
_MARKS = re.compile(r"[^0-9a-z+#\u0080-\U0010ffff]+")


def told(name: str) -> str:
    """A column's name as it is compared: "Other names" -> "other_names"."""
    return _MARKS.sub("_", name.strip().casefold()).strip("_")


@dataclass(frozen=True, slots=True)
class Opening:
    """A file's first line: as it stands, its cells, and what parts them."""

    line: bytes
    delimiter: bytes
    cells: tuple[str, ...]
    """Names of the columns as they stand there."""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(told(c) for c in self.cells)


def opening_of(line: bytes | None, name: str) -> Opening:
    """`InputError` where the first line cannot be read."""
    if line is None:
        raise InputError(name, "has a first line of millions of characters.", "Give a table of places.")
    delimiter = max(DELIMITERS, key=line.count)
    cells = Cells(delimiter)
    cells.feed(line)
    try:
        return Opening(line, delimiter, tuple(c.decode() for c in cells.cells))
    except UnicodeDecodeError as exc:
        raise InputError(name, "line 1 is no UTF-8.", "Save the table as CSV in UTF-8.") from exc


def column_names(kind: str) -> dict[str, tuple[str, ...]]:
    """Field -> the names that its column may have, best first, as data/overlays/columns.tsv lists them."""
    rows = [row for row in rows_of("dateline.gazetteer", "overlays/columns") if row["kind"] == kind]
    return {row["field"]: tuple(row["columns"].split("|")) for row in rows}


def places_of(opening: Opening, kind: str) -> dict[str, int]:
    """Field -> number of its column, for the fields that the table has."""
    columns = opening.columns
    found = {}
    for field, names in column_names(kind).items():
        at = next((columns.index(n) for n in names if n in columns), None)
        if at is not None:
            found[field] = at
    return found


def need(found: dict[str, int], fields: Iterable[str], opening: Opening, name: str, kind: str) -> None:
    """`InputError` that names the columns that are missing beside those that are there."""
    missing = [field for field in fields if field not in found]
    if missing:
        there = ", ".join(cell(c) for c in opening.cells[:30]) + (" …" if len(opening.cells) > 30 else "")
        raise InputError(
            name,
            f"line 1: as {kind} it lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. "
            f"It has: {there}.",
            "Name the columns so, or say with --as what kind of file it is.",
        )


@dataclass(slots=True)
class Line:
    """A row: the line of the file it begins in, and its cells."""

    number: int
    cells: list[bytes]


def rows_in(opening: Opening, lines: Iterator[bytes | None], faults: Faults) -> Iterator[Line]:
    """The rows behind the header that have as many cells as it; others are faults. Empty ones are passed over."""
    rows = Rows(chain([opening.line], lines), opening.delimiter)
    width = len(opening.cells)
    at = iter(rows)
    next(at)
    rows.width = width
    for row in at:
        cells = row.cells
        if row.fault:
            faults.add(row.first, row.fault.rstrip("."))
        elif len(cells) == width:
            yield Line(row.first, cells)
        elif any(c.strip() for c in cells):
            if len(cells) > width and not any(c.strip() for c in cells[width:]):
                yield Line(row.first, cells)
            else:
                faults.add(row.first, f"has {len(cells)} cells; the table has {width} columns")


def text_of(line: Line, at: int | None, faults: Faults, field: str) -> str | None:
    """A cell's text, "" where the table has no such column; None, and a fault, where it is no UTF-8."""
    if at is None:
        return ""
    try:
        return line.cells[at].decode().strip()
    except UnicodeDecodeError:
        faults.add(line.number, f"{field} is no UTF-8: {line.cells[at][:40]!r}")
        return None
