"""A table in ACLED's columns -> typed rows, one by one in bounded memory.

Columns are found by their names, in capitals or not: today's 31, the older set with data_id and iso3, and whatever else
an export adds (populations). Codes stand in words or in numbers. A row that cannot be is named with its number and kept
out; it costs no other.

Source of columns and codes: ACLED codebook (`dateline.codebook.acled`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from dateline.codebook.acled import acled_columns, inter_of, inters, type_of
from dateline.codebook.tables import AcledType
from dateline.errors import InputError
from dateline.readers.formats import Failure
from dateline.readers.table.coded import Days, degrees, whole
from dateline.readers.table.dataset import DatasetTable, Layout, RawRow, open_table
from dateline.readers.table.dates import Order

NEEDED: Final = (
    "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "country", "location", "latitude",
    "longitude", "fatalities",
)  # fmt: skip
"""Columns without which a row cannot be put beside anything."""
PRECISIONS: Final = range(1, 4)
FIRST_YEAR, LAST_YEAR = 1900, 2200
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class AcledRow:
    """One event in ACLED's layout. `row` is its number in the file as a spreadsheet shows it, the names being row 1."""

    row: int
    id: str
    event_date: str
    time_precision: int
    """1 day, 2 week, 3 month."""
    type: AcledType
    actor1: str
    inter1: int
    """1 to 8; 0 where the row does not tell."""
    actor2: str
    inter2: int
    assoc_actor_1: str
    assoc_actor_2: str
    country: str
    admin1: str
    location: str
    latitude: float
    longitude: float
    geo_precision: int | None
    """1 town, 2 near a town, 3 region."""
    fatalities: int
    source: str
    notes: str
    cells: Mapping[str, str] = field(default_factory=dict, repr=False)
    """All cells of the row by column, as they stand in the file."""


def read_acled(
    path: Path, tick: Callable[[int, int], None] = lambda done, size: None, *, date_order: Order | None = None
) -> Iterator[AcledRow | Failure]:
    """The rows of a file, in order, and in their place the failures of rows that cannot be read.

    `tick` is called with the bytes read so far and all of them. Raises `InputError` for a file that cannot be opened,
    lacks needed columns, or has no row of column names and is not of the 31 columns.
    """
    with open_table(path, layout(), tick) as table:
        yield from acled_rows(table, date_order)


def acled_rows(table: DatasetTable, date_order: Order | None = None) -> Iterator[AcledRow | Failure]:
    """The same of a table that is open."""
    days = Days(date_order, lambda: table.cells("event_date"))
    return table.made(lambda raw, where: _row(raw, days, where))


@cache
def layout() -> Layout:
    """What is known of ACLED's tables."""
    columns = tuple(acled_columns())
    return Layout(
        "table in ACLED's columns",
        frozenset(columns),
        NEEDED,
        (columns,),
        _plausible,
        "Give a CSV as ACLED's export tool makes it, with its row of column names.",
    )


def _plausible(cells: Mapping[str, str]) -> bool:
    """Whether types, coordinates and numbers of a row stand where the names say."""
    try:
        degrees(cells["latitude"].strip(), "latitude", "")
        degrees(cells["longitude"].strip(), "longitude", "")
        whole(cells["fatalities"].strip(), "fatalities", "")
    except InputError:
        return False
    return type_of(cells["event_type"], cells["sub_event_type"]) is not None


def _row(raw: RawRow, days: Days, where: str) -> AcledRow:
    text = {column: raw.cells.get(column, "").strip() for column in acled_columns()}
    for column in ("event_id_cnty", "actor1"):
        if not text[column]:
            raise InputError(where, f"has no {column}.")
    day = days.day(text["event_date"], "event_date", where)
    if not FIRST_YEAR <= int(day[:4]) <= LAST_YEAR:
        raise InputError(where, f"event_date is {day}; it can be of {FIRST_YEAR} to {LAST_YEAR}.")
    return AcledRow(
        raw.number, text["event_id_cnty"], day, _precision(text, "time_precision", where) or 1, _type(text, where),
        text["actor1"], _inter(text, "inter1", where), text["actor2"], _inter(text, "inter2", where),
        text["assoc_actor_1"], text["assoc_actor_2"], text["country"], text["admin1"], text["location"],
        degrees(text["latitude"], "latitude", where), degrees(text["longitude"], "longitude", where),
        _precision(text, "geo_precision", where), whole(text["fatalities"] or "0", "fatalities", where),
        text["source"], text["notes"], raw.cells,
    )  # fmt: skip


def _type(text: Mapping[str, str], where: str) -> AcledType:
    found = type_of(text["event_type"], text["sub_event_type"])
    if found is None:
        kind, sub = (text[c][:_SHOWN] for c in ("event_type", "sub_event_type"))
        raise InputError(where, f"{kind!r} with {sub!r} is none of ACLED's 25 pairs of event types.")
    return found


def _inter(text: Mapping[str, str], column: str, where: str) -> int:
    code = inter_of(text[column])
    if code is None:
        known = ", ".join(f"{number} {name}" for number, name in inters().items())
        raise InputError(where, f"{column} is {text[column][:_SHOWN]!r}, no kind of actor.", f"Known: {known}.")
    return code


def _precision(text: Mapping[str, str], column: str, where: str) -> int | None:
    if not text[column]:
        return None
    code = whole(text[column], column, where)
    if code not in PRECISIONS:
        raise InputError(where, f"{column} is {code}; it can be {PRECISIONS[0]} to {PRECISIONS[-1]}.")
    return code
