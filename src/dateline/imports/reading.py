"""The rows of a file as claims of a dataset: read, looked at as a whole, and each event once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from dateline.errors import InputError
from dateline.gazetteer.overlays.checks import number
from dateline.imports.countries import check_point, country_code, is_exchanged
from dateline.imports.datasets import Dataset, Naming, opened
from dateline.imports.row import CodedRow
from dateline.readers.formats import Failure
from dateline.readers.table.dataset import DatasetTable, RawRow

LOOKED_AT: Final = 100
"""Rows by which it is told whether the columns of latitude and longitude are exchanged in the whole file."""
LEAST: Final = 2
"""Rows by which it can be told at all."""


def read_rows(
    path: Path,
    naming: Naming = Naming(),  # noqa: B008  # frozen
    wanted: Dataset | None = None,
    tick: Callable[[int, int], None] = lambda done, size: None,
    note: Callable[[str], None] = lambda words: None,
) -> Iterator[CodedRow | Failure]:
    """The rows of a file in order, and in their place the failures of those that cannot be claims.

    `wanted` is the layout, None to tell it by the names of the columns; `note` is told what the user should know of how
    the file is read. Raises `InputError` where the file as a whole cannot be read.
    """
    dataset, opening = opened(path, wanted, tick)
    with opening as table:
        for words in table.notes:
            note(words)
        _check_points(table)
        yield from _once(table, dataset.rows(table, naming, *dataset.named(naming)))


def _once(table: DatasetTable, rows: Iterator[CodedRow | Failure]) -> Iterator[CodedRow | Failure]:
    """Each event of the dataset once: what bears an id that was there is told with both rows."""
    seen: dict[str, tuple[int, int]] = {}
    for row in rows:
        if isinstance(row, Failure):
            yield row
            continue
        try:
            _check(row, seen, table)
            yield row
        except InputError as exc:
            yield Failure(exc)


def _check(row: CodedRow, seen: dict[str, tuple[int, int]], table: DatasetTable) -> None:
    where = table.at(row.number)
    if row.place is not None and row.place.lat is not None and row.place.lon is not None:
        check_point(row.place.lat, row.place.lon, row.place.country, where)
    said = hash(tuple(row.cells.items()))
    first, before = seen.setdefault(row.id, (row.number, said))
    if first != row.number:
        alike = "and is the same in all columns" if before == said else "and says something else"
        raise InputError(where, f"has the id {row.id[:40]} of row {first:,} {alike}.", "An event stands in one row.")


def _check_points(table: DatasetTable) -> None:
    """Raise `InputError` where latitude and longitude are exchanged in each of the first rows that tell."""
    told = [one for row in islice(table.rows(), LOOKED_AT) if (one := _exchanged(row)) is not None]
    if len(told) >= LEAST and all(told):
        raise InputError(
            table.name,
            f"has latitude and longitude exchanged: in each of the {len(told):,} rows looked at they lie in the row's"
            " country only the other way round.",
            "Exchange the names of the two columns.",
        )


def _exchanged(row: RawRow | Failure) -> bool | None:
    """Whether a row's point lies in its country only the other way round; None where it does not tell."""
    if isinstance(row, Failure):
        return None
    lat, lon = (number(row.cells.get(c, "").strip()) for c in ("latitude", "longitude"))
    country = country_code(row.cells.get("country", ""))
    return None if lat is None or lon is None or country is None else is_exchanged(lat, lon, country)
