"""Parquet with typed columns and, as GeoParquet 1.1 has it, the points as WKB: for DuckDB, pandas, polars, R arrow.

Rows are written in groups, so that memory does not grow with their number. Several values of a column are a list.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateline.exports.cells import visible
from dateline.exports.flat.columns import COLUMNS, row, tell
from dateline.exports.flat.columns import mapping as columns_mapping
from dateline.exports.flat.kinds import Kind
from dateline.exports.flat.placing import placed
from dateline.exports.format import Format, Mapped, Told
from dateline.exports.geometry import Box, Point
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material

if TYPE_CHECKING:
    import pyarrow as pa

GEOPARQUET: Final = "1.1.0"
GEOMETRY: Final = "geometry"
GROUP: Final = 4096
"""Rows of a group: what is held in memory at once."""
_WKB: Final = struct.Struct("<BIdd")


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the events in groups of rows; the box of all points goes into the footer."""
    from pyarrow import parquet

    schema, box, n = schema_of(), Box(), 0
    with parquet.ParquetWriter(path, schema, compression="zstd", store_schema=False) as out:
        group: list[list[Any]] = []
        for n, event in enumerate(material.events(), 1):
            tell(event, losses)
            point = placed(event.id, event.where, losses)
            if point:
                box.add(*point)
            group.append([*row(event), wkb(point) if point else None])
            if len(group) == GROUP:
                out.write_table(_table(group, schema))
                group.clear()
            told(n)
        if group:
            out.write_table(_table(group, schema))
        out.add_key_value_metadata({"geo": json.dumps(_geo(box))})
    return n


def wkb(point: Point) -> bytes:
    """A point as well-known binary, little endian."""
    return _WKB.pack(1, 1, *point)


def schema_of() -> pa.Schema:
    """The columns with their Arrow types."""
    import pyarrow as pa

    types: dict[Kind, Any] = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "day": pa.date32(),
        "whole": pa.int64(),
        "wholes": pa.list_(pa.int64()),
        "number": pa.float64(),
        "numbers": pa.list_(pa.float64()),
        "yes": pa.bool_(),
    }
    return pa.schema([(c.name, types[c.kind]) for c in COLUMNS] + [(GEOMETRY, pa.binary())])


def _table(group: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    kinds: list[Kind | None] = [*(c.kind for c in COLUMNS), None]
    made = [
        _array(values, kind, field.type)
        for values, kind, field in zip(zip(*group, strict=True), kinds, schema, strict=True)
    ]
    return pa.Table.from_arrays(made, schema=schema)


def _array(values: Sequence[Any], kind: Kind | None, type_: Any) -> Any:
    import pyarrow as pa

    if kind == "text":
        values = [v if v is None else visible(v) for v in values]
    elif kind == "texts":
        values = [[visible(text) for text in v] for v in values]
    elif kind == "day":
        return pa.array(values, pa.string()).cast(type_)
    return pa.array(values, type_)


def _geo(box: Box) -> dict[str, Any]:
    """What GeoParquet asks for: longitude and latitude on WGS84 (OGC:CRS84) is what holds where no `crs` is given."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if box.bbox else []}
    if box.bbox:
        column["bbox"] = box.bbox
    return {"version": GEOPARQUET, "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}


def mapping() -> tuple[Mapped, ...]:
    return *columns_mapping(), *mapping_of("parquet", (GEOMETRY,))


FORMAT: Final = Format(
    name="parquet",
    title="Parquet of events",
    suffix=".parquet",
    media_type="application/vnd.apache.parquet",
    standard="GeoParquet 1.1.0 (https://geoparquet.org/releases/v1.1.0/)",
    summary="typed columns and points: for DuckDB, pandas, polars, R arrow",
    write=write,
    mapping=mapping,
    holds=frozenset({"events"}),
    binary=True,
    extra="tables",
)
