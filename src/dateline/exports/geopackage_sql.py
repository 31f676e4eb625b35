"""The tables that every GeoPackage has, those of a layer, and the index of a layer, as OGC 12-128 (1.4) words them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import Final

APPLICATION: Final = 0x47504B47
""""GPKG" (Requirement 2)."""
VERSION: Final = 10400
"""1.4.0 (Requirement 2)."""
WGS84: Final = 4326
_WKT: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
"""EPSG:4326 in the words of OGC 01-009."""
SYSTEMS: Final = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84 geodetic", WGS84, "EPSG", WGS84, _WKT, "longitude/latitude in decimal degrees on the WGS 84 spheroid"),
)
"""Rows of gpkg_spatial_ref_sys (Requirement 11)."""
RTREE: Final = ("gpkg_rtree_index", "http://www.geopackage.org/spec140/#extension_rtree", "write-only")
"""Name, definition and scope of the extension (Requirements 75 and 76)."""


def layer_sql(table: str, columns: Sequence[tuple[str, str]]) -> str:
    """The table of a layer: (column, type) behind its key and its point."""
    own = "".join(f', "{name}" {type_}' for name, type_ in columns)
    return f'CREATE TABLE "{table}" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" POINT{own})'


def rtree_sql(table: str) -> str:
    """The spatial index of a layer (Requirement 77)."""
    return f'CREATE VIRTUAL TABLE "rtree_{table}_geom" USING rtree(id, minx, maxx, miny, maxy)'


def tables_sql() -> str:
    """The tables that every GeoPackage has."""
    return _sql("geopackage")


def triggers_sql(table: str) -> str:
    """What keeps the index of a layer right when a GIS edits it (Requirement 77, as of 1.4.0)."""
    return _sql("geopackage_index").replace("<t>", table)


def _sql(name: str) -> str:
    return resources.files("dateline.exports").joinpath("data", f"{name}.sql").read_text(encoding="utf-8")
