"""Parquet of events: GeoParquet 1.1 by its schema, read by DuckDB, pandas, polars, in groups of rows."""

from __future__ import annotations

import datetime as dt
import json
import struct
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given

from dateline.exports.cells import visible
from dateline.exports.coded import CodedEvent, Located
from dateline.exports.flat.columns import COLUMNS, row
from dateline.exports.format import format_named
from dateline.exports.formats.parquet import GROUP, wkb
from tests.exports.any_coded import LISTS, QUICK, made
from tests.exports.coded_samples import cited, coded_event, numbered, toll

parquet = import_module("pyarrow.parquet")
duckdb = import_module("duckdb")
jsonschema = import_module("jsonschema")

BOX: Final = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}
GEO: Final[dict[str, Any]] = {
    "type": "object",
    "required": ["version", "primary_column", "columns"],
    "properties": {
        "version": {"const": "1.1.0"},
        "primary_column": {"const": "geometry"},
        "columns": {
            "type": "object",
            "required": ["geometry"],
            "additionalProperties": False,
            "properties": {
                "geometry": {
                    "type": "object",
                    "required": ["encoding", "geometry_types"],
                    "additionalProperties": False,
                    "properties": {
                        "encoding": {"const": "WKB"},
                        "geometry_types": {"type": "array", "uniqueItems": True, "items": {"const": "Point"}},
                        "bbox": BOX,
                    },
                }
            },
        },
    },
}
"""What GeoParquet 1.1.0's schema.json asks of a file with one column of points in OGC:CRS84."""


def at(lat: float | None, lon: float | None) -> CodedEvent:
    return coded_event(where=Located("Here", "city", lat, lon, None, None, None, 1, None, 5.0, None, None))


def geo(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(parquet.ParquetFile(path).metadata.metadata[b"geo"])
    jsonschema.validate(found, GEO)
    return found


def test_the_columns_have_types() -> None:
    with made("parquet", [coded_event(tolls=(toll("civilians", 0), toll("unknown", None, low=3)))]) as (path, _, _):
        table = parquet.read_table(path)
        kept = parquet.ParquetFile(path).schema
    types = {field.name: str(field.type) for field in table.schema}
    assert {types[c.name] for c in COLUMNS if c.kind == "day"} == {"date32[day]"}
    assert (types["lat"], types["reports"], types["included"]) == ("double", "int64", "bool")
    assert (types["quotes"], types["toll_low"]) == ("list<element: string>", "list<element: double>")
    assert kept.column(kept.names.index("geometry")).physical_type == "BYTE_ARRAY"
    (found,) = table.to_pylist()
    assert found["start"] == dt.date(2031, 5, 6)
    assert (found["toll_best"], found["toll_low"]) == ([0.0, None], [0.0, 3.0])
    assert (found["actor"], found["side_a"], found["deaths_high"]) == (["Reed Front"], [], None)
    assert struct.unpack("<BIdd", found["geometry"]) == (1, 1, 31.66049, 9.53342)


@pytest.mark.parametrize(
    ("events", "types", "box"),
    [
        ([coded_event()], ["Point"], [31.66049, 9.53342, 31.66049, 9.53342]),
        ([at(-17.0, 179.0), at(-16.0, -179.0), at(None, None)], ["Point"], [179.0, -17.0, -179.0, -16.0]),
        ([at(None, None)], [], None),
        ([], [], None),
    ],
)
def test_the_footer_says_what_geoparquet_asks_for(events: list[CodedEvent], types: list[str], box: Any) -> None:
    with made("parquet", events) as (path, _, _):
        column = geo(path)["columns"]["geometry"]
    assert (column["geometry_types"], column.get("bbox")) == (types, box)


def test_others_read_it() -> None:
    pandas, polars = import_module("pandas"), import_module("polars")
    events = [coded_event(), numbered(coded_event(deaths=None, cited=(cited(), cited(outlet="Post"))), 2)]
    with made("parquet", events) as (path, _, _):
        asked = duckdb.sql(f"SELECT count(*), sum(deaths_best), min(start), len(max(outlets)) FROM '{path}'")  # noqa: S608 # our own file
        assert asked.fetchall() == [(2, 4.0, dt.date(2031, 5, 6), 2)]
        assert list(pandas.read_parquet(path)["id"]) == [e.id for e in events]
        found = polars.read_parquet(path)
    assert found["start"].dtype == polars.Date
    assert found["outlets"].to_list() == [["Nile Wire"], ["Nile Wire", "Post"]]


def test_rows_come_in_groups_and_in_order() -> None:
    events = [numbered(coded_event(), n) for n in range(GROUP + 5)]
    with made("parquet", events) as (path, _, count):
        file = parquet.ParquetFile(path)
        assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [GROUP, 5]
        assert file.read(["id"])["id"].to_pylist() == [e.id for e in events]
    assert count == GROUP + 5


def test_a_point_is_little_endian_wkb() -> None:
    assert wkb((31.5, 9.5)).hex() == "01" + "01000000" + "0000000000803f40" + "0000000000002340"


@QUICK
@given(LISTS)
def test_whatever_comes_it_is_read_back(events: list[CodedEvent]) -> None:
    with made("parquet", events) as (path, _, count):
        geo(path)
        found = parquet.read_table(path).to_pylist()
        assert duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall() == [(count,)]  # noqa: S608 # our own file
    assert count == len(events) == len(found)
    for event, values in zip(events, found, strict=True):
        for column, value in zip(COLUMNS, row(event), strict=True):
            kept = values[column.name]
            if column.kind == "text":
                assert kept == (None if value is None else visible(str(value)))
            elif column.kind in {"numbers", "wholes"}:
                assert kept == list(value)  # type: ignore[arg-type]
            elif column.kind == "day":
                assert (kept and kept.isoformat()) == value
            elif column.kind != "texts":
                assert kept == value


def test_its_table_names_the_columns() -> None:
    assert [m.column for m in format_named("parquet").mapping()] == [*(c.name for c in COLUMNS), "geometry"]
