"""Rows in UCDP GED's columns and tables of them. Real geography; the happenings and groups are invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateline.codebook.ged import ged_columns
from dateline.imports.datasets import Naming
from dateline.imports.reading import read_rows
from dateline.imports.row import CodedRow
from dateline.readers.formats import Failure

COLUMNS = tuple(ged_columns())
ROW = {
    "id": "901", "year": "2021", "type_of_violence": "3", "conflict_new_id": "70123", "side_a": "Red Valley Front",
    "side_b": "Civilians", "dyad_name": "Red Valley Front - Civilians", "number_of_sources": "1",
    "source_office": "Lakes Wire;Hill Radio", "source_headline": "Raid on Beni: “they came\nat dawn”",
    "where_prec": "1", "where_coordinates": "Beni town", "adm_1": "Nord-Kivu province", "adm_2": "Beni territory",
    "latitude": "0.491", "longitude": "29.473", "country": "DR Congo (Zaire)", "event_clarity": "1", "date_prec": "1",
    "date_start": "2021-08-02", "date_end": "2021-08-02", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "5",
    "deaths_unknown": "0", "best": "5", "high": "7", "low": "5",
}  # fmt: skip


def table(*rows: dict[str, str], columns: tuple[str, ...] = COLUMNS, header: bool = True) -> bytes:
    """A CSV of rows; what a row does not give is empty."""
    lines = [",".join('"' + r.get(c, "").replace('"', '""') + '"' for c in columns) for r in rows]
    return "\n".join([*([",".join(columns)] if header else []), *lines, ""]).encode()


def saved(path: Path, *rows: dict[str, str], **more: Any) -> Path:
    path.write_bytes(table(*rows, **more))
    return path


def rows_in(path: Path, **naming: Any) -> list[CodedRow | Failure]:
    return list(read_rows(path, Naming(**naming)))


def one(path: Path, naming: dict[str, Any] | None = None, **cells: str) -> CodedRow:
    """The row of a table of one row."""
    (row,) = rows_in(saved(path / "ged.csv", ROW | cells), **(naming or {}))
    assert isinstance(row, CodedRow), row
    return row
