"""GeoPackage 1.4: a layer of events and a layer of who holds what, with spatial indexes, for QGIS and every other GIS.

Written with SQLite as it comes with Python, some thousand rows a transaction. Everything in the file follows from the
material: `last_change` is no clock's time but the fixed `CHANGED`; versions and digests are in the manifest beside it.
"""

from __future__ import annotations

import errno
import sqlite3
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from dateline.exports.cells import visible
from dateline.exports.flat import columns, control
from dateline.exports.flat.kinds import Column, Kind, Value, joined_value
from dateline.exports.flat.placing import placed
from dateline.exports.format import Format, Mapped, Told
from dateline.exports.geometry import Box, Point
from dateline.exports.geopackage_sql import (
    APPLICATION,
    RTREE,
    SYSTEMS,
    VERSION,
    WGS84,
    layer_sql,
    rtree_sql,
    tables_sql,
    triggers_sql,
)
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_named, mapping_of
from dateline.exports.material import Material

CHANGED: Final = "2000-01-01T00:00:00Z"
"""`last_change` of every layer: the field may not be empty, and equal material gives equal bytes."""
OWN: Final = ("fid", "geom")
BATCH: Final = 1_000
"""Rows a transaction."""
CACHE_KB: Final = 16_384
"""Memory that SQLite may keep pages in, however large the file grows."""
TYPES: Final[dict[Kind, str]] = {
    "text": "TEXT", "texts": "TEXT", "day": "DATE", "whole": "INTEGER", "wholes": "TEXT", "number": "DOUBLE",
    "numbers": "TEXT", "yes": "BOOLEAN",
}  # fmt: skip
"""What the kinds are declared as (Requirement 5); several values stand side by side as in a cell of a CSV file."""
_SETTINGS: Final = (
    "PRAGMA encoding = 'UTF-8'", "PRAGMA page_size = 4096", "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE", f"PRAGMA cache_size = -{CACHE_KB}", f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {VERSION}",
)  # fmt: skip
"""Without a journal: the file is moved to its place when it is whole, and thrown away otherwise."""
_GPB: Final = struct.Struct("<2sBBi4dBIdd")
"""Header with an envelope, then the point as well-known binary (GeoPackage 1.4, 2.1.3)."""
_FLAGS: Final = 0b0000_0011
"""Little endian, an envelope of x and y."""

Cell = str | int | float | bytes | None
Placed = tuple[Point | None, Sequence[Value]]
"""A record of a layer: its point, and a value for each column."""


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write both layers."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        with _as_os_errors():
            _start(db)
        n = _layer(db, "events", f"Events: {material.name}", columns.COLUMNS, _events(material, losses), told)
        return _layer(
            db, "control", f"Who holds what: {material.name}", control.COLUMNS, _control(material, losses), told, n
        )


def _start(db: sqlite3.Connection) -> None:
    for setting in _SETTINGS:
        db.execute(setting)
    db.executescript(tables_sql())
    db.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", SYSTEMS)


def _events(material: Material, losses: Losses) -> Iterator[Placed]:
    for event in material.events():
        columns.tell(event, losses)
        yield placed(event.id, event.where, losses), columns.row(event)


def _control(material: Material, losses: Losses) -> Iterator[Placed]:
    for n, held in enumerate(material.held(), 1):
        values = control.row(held, n)
        yield placed(str(values[0]), held.place, losses), values


def _layer(
    db: sqlite3.Connection, table: str, description: str, named: Sequence[Column], records: Iterator[Placed],
    told: Told, n: int = 0,
) -> int:  # fmt: skip
    """Make a layer and fill it; `n` records were written before. The index is filled with the rows, and kept by
    triggers from then on."""
    box, first, forms = Box(), n, [_WRITTEN[c.kind] for c in named]
    with _as_os_errors():
        db.execute(layer_sql(table, [(c.name, TYPES[c.kind]) for c in named]))
        db.execute(rtree_sql(table))
    while batch := list(islice(records, BATCH)):
        rows, index = _rows(batch, forms, n - first, box)
        with _as_os_errors():
            db.execute("BEGIN")
            db.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * (len(named) + 2))})', rows)  # noqa: S608 # our own names
            db.executemany(f'INSERT INTO "rtree_{table}_geom" VALUES (?, ?, ?, ?, ?)', index)  # noqa: S608 # see above
            db.execute("COMMIT")
        n += len(batch)
        told(n)
    with _as_os_errors():
        _describe(db, table, visible(description), box)
    return n


def _rows(
    batch: Sequence[Placed], forms: Sequence[Callable[[Any], Cell]], before: int, box: Box
) -> tuple[list[list[Cell]], list[tuple[float, ...]]]:
    """The rows of a batch, and those of the index; keys count from 1."""
    rows: list[list[Cell]] = []
    index: list[tuple[float, ...]] = []
    for fid, (point, values) in enumerate(batch, before + 1):
        cells = [None if v is None else form(v) for form, v in zip(forms, values, strict=True)]
        rows.append([fid, blob(point) if point else None, *cells])
        if point:
            x, y = point
            index.append((fid, x, x, y, y))
            box.add(x, y)
    return rows, index


def _describe(db: sqlite3.Connection, table: str, description: str, box: Box) -> None:
    """Say what the layer is, and set the triggers that keep its index."""
    db.execute("BEGIN")
    west, south, east, north = box.flat or (None, None, None, None)
    row = (table, "features", table, description, CHANGED, west, south, east, north, WGS84)
    db.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    db.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', ?, 0, 0)", (table, WGS84))
    db.execute("INSERT INTO gpkg_extensions VALUES (?, 'geom', ?, ?, ?)", (table, *RTREE))
    db.execute("COMMIT")
    db.executescript(triggers_sql(table))


@contextmanager
def _as_os_errors() -> Iterator[None]:
    """A full disk or one that cannot be written, as the caller expects it."""
    try:
        yield
    except sqlite3.Error as exc:
        raise OSError(errno.EIO, str(exc)) from exc


def blob(point: Point) -> bytes:
    """A point as GeoPackage has it."""
    x, y = point
    return _GPB.pack(b"GP", 0, _FLAGS, WGS84, x, x, y, y, 1, 1, x, y)


def _several(value: Value) -> str | None:
    return visible(joined_value(value)) or None


_WRITTEN: Final[dict[Kind, Callable[[Any], Cell]]] = {
    "text": visible, "texts": _several, "day": str, "whole": int, "wholes": _several, "number": float,
    "numbers": _several, "yes": int,
}  # fmt: skip
"""How SQLite holds each kind."""


def mapping() -> tuple[Mapped, ...]:
    """The columns of the layer of events, then those of control."""
    return (
        *mapping_of("gpkg", OWN), *columns.mapping(),
        *(Mapped(f"control: {m.column}", m.holds, m.rule, m.source) for m in mapping_named("control")),
    )  # fmt: skip


FORMAT: Final = Format(
    name="gpkg",
    title="GeoPackage of events and control",
    suffix=".gpkg",
    media_type="application/geopackage+sqlite3",
    standard="OGC GeoPackage 1.4 (OGC 12-128r19, https://www.geopackage.org/spec140/)",
    summary="layers of events and of who holds what: for QGIS, ArcGIS, GDAL, R sf",
    write=write,
    mapping=mapping,
    holds=frozenset({"events", "control"}),
    binary=True,
)
