"""UCDP GED as a table -> typed rows, one by one in bounded memory.

Columns are found by their names: releases have 41 to 49 of them in differing order; Candidate files without a row of
names are read by position. What an old export wrote as "249120.0" is the number that it is. A row that cannot be is
named with its number and kept out; it costs no other.

Source of columns and codes: UCDP GED codebook (column names; `where_prec`, `date_prec`, `type_of_violence`,
`event_clarity`); what each number means is told by `dateline.codebook.tables.ucdp_codes`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from dateline.codebook.ged import ged_columns
from dateline.errors import InputError
from dateline.readers.formats import Failure
from dateline.readers.table.coded import Days, degrees, whole
from dateline.readers.table.dataset import DatasetTable, Layout, RawRow, open_table
from dateline.readers.table.dates import Order
from dateline.readers.tables import rows as table_rows

NEEDED: Final = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "latitude", "longitude", "country",
    "date_prec", "date_start", "date_end", "best", "high", "low",
)  # fmt: skip
"""Columns without which a row cannot be put beside anything."""
_DATES: Final = ("date_start", "date_end")
_CODES: Final[dict[str, range]] = {
    "type_of_violence": range(1, 4),
    "where_prec": range(1, 8),
    "date_prec": range(1, 6),
}


@dataclass(frozen=True, slots=True)
class GedRow:
    """One event of UCDP GED. `row` is its number in the file as a spreadsheet shows it, the names being row 1."""

    row: int
    id: str
    type_of_violence: int
    """1 state-based, 2 non-state, 3 one-sided."""
    side_a: str
    side_b: str
    where_prec: int
    where_coordinates: str
    """Name of the place."""
    latitude: float
    longitude: float
    country: str
    date_prec: int
    date_start: str
    date_end: str
    best: int
    high: int
    low: int
    deaths_a: int | None = None
    deaths_b: int | None = None
    deaths_civilians: int | None = None
    deaths_unknown: int | None = None
    conflict_name: str = ""
    dyad_name: str = ""
    adm_1: str = ""
    adm_2: str = ""
    where_description: str = ""
    event_clarity: int | None = None
    number_of_sources: int | None = None
    source_article: str = ""
    source_office: str = ""
    source_date: str = ""
    source_headline: str = ""
    source_original: str = ""
    """Whom the source's word comes from."""
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
    """All cells of the row by column, as they stand in the file."""

    @property
    def odd(self) -> str | None:
        """What does not fit within the row: published rows have it, so that it is told and not refused."""
        if not self.low <= self.best <= self.high:
            return f"low {self.low}, best {self.best} and high {self.high} are not in order"
        parts = (self.deaths_a, self.deaths_b, self.deaths_civilians, self.deaths_unknown)
        told = [n for n in parts if n is not None]
        if len(told) == len(parts) and sum(told) != self.best:
            return f"the deaths of the sides add up to {sum(told)}, best is {self.best}"
        return None


def read_ged(
    path: Path, tick: Callable[[int, int], None] = lambda done, size: None, *, date_order: Order | None = None
) -> Iterator[GedRow | Failure]:
    """The rows of a file, in order, and in their place the failures of rows that cannot be read.

    `tick` is called with the bytes read so far and all of them. Raises `InputError` for a file that cannot be opened,
    lacks needed columns, or has no row of column names and is of no known order.
    """
    with open_table(path, layout(), tick) as table:
        yield from ged_rows(table, date_order)


def ged_rows(table: DatasetTable, date_order: Order | None = None) -> Iterator[GedRow | Failure]:
    """The same of a table that is open."""
    days = Days(date_order, lambda: table.cells(*_DATES))
    return table.made(lambda raw, where: _row(raw, days, where))


@cache
def layout() -> Layout:
    """What is known of UCDP's tables."""
    older: dict[str, list[str]] = {}
    for row in table_rows("ged_orders"):
        older.setdefault(row["release"], []).append(row["column"])
    orders = (tuple(ged_columns()), *map(tuple, older.values()))
    return Layout(
        "UCDP GED",
        frozenset(_KINDS).union(*orders),
        NEEDED,
        orders,
        _plausible,
        "Give a CSV as UCDP publishes it (https://ucdp.uu.se/downloads).",
    )


def _plausible(cells: Mapping[str, str]) -> bool:
    """Whether the codes, coordinates and numbers of a row stand where the names say."""
    try:
        for column, allowed in _CODES.items():
            if whole(cells[column].strip(), column, "") not in allowed:
                return False
        degrees(cells["latitude"].strip(), "latitude", "")
        degrees(cells["longitude"].strip(), "longitude", "")
        return all(whole(cells[column].strip(), column, "") >= 0 for column in ("low", "best", "high"))
    except InputError:
        return False


def _row(raw: RawRow, days: Days, where: str) -> GedRow:
    made: dict[str, Any] = {"row": raw.number, "cells": raw.cells}
    for column, kind in _KINDS.items():
        if (cell := raw.cells.get(column)) is not None:
            made[column] = _value(cell.strip(), column, kind, days, where)
    made["id"] = _id(made["id"] or raw.cells.get("relid", "").strip(), where)
    for column, allowed in _CODES.items():
        if made[column] not in allowed:
            raise InputError(where, f"{column} is {made[column]}; it can be {allowed[0]} to {allowed[-1]}.")
    if made["date_end"] < made["date_start"]:
        raise InputError(where, f"ends on {made['date_end']}, before it begins on {made['date_start']}.")
    return GedRow(**made)


Kind = Literal["text", "day", "latitude", "longitude", "whole", "maybe"]
_BY_TYPE: Final[dict[str, Kind]] = {"str": "text", "int": "whole", "int | None": "maybe"}
_BY_NAME: Final[dict[str, Kind]] = {
    "date_start": "day", "date_end": "day", "latitude": "latitude", "longitude": "longitude",
}  # fmt: skip
_KINDS: Final[dict[str, Kind]] = {
    f.name: _BY_NAME.get(f.name) or _BY_TYPE[str(f.type)] for f in fields(GedRow) if f.name not in {"row", "cells"}
}
"""Column -> how its cell is read: as the row's own types say."""


def _value(text: str, column: str, kind: Kind, days: Days, where: str) -> str | float | None:
    match kind:
        case "text":
            return text
        case "day":
            return days.day(text, column, where)
        case "latitude" | "longitude":
            return degrees(text, kind, where)
    return None if kind == "maybe" and not text else whole(text, column, where)


def _id(text: str, where: str) -> str:
    """UCDP's number; what an old export wrote as "249120.0" is 249120. An event that UCDP has not numbered goes by the
    name that whoever coded it gave it (`relid`)."""
    if not text:
        raise InputError(where, "has no id, and no relid either.")
    return text.removesuffix(".0")
