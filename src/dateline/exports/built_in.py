"""The formats that come with Dateline: name -> where it is made. Each is loaded when it is asked for."""

from __future__ import annotations

from typing import Final

BUILT_IN: Final[dict[str, str]] = {
    "csv": "dateline.exports.formats.csv_events:FORMAT",
    "geojson": "dateline.exports.formats.geojson:FORMAT",
    "geojson-areas": "dateline.exports.formats.geojson:AREAS",
    "gpkg": "dateline.exports.formats.geopackage:FORMAT",
    "hxl": "dateline.exports.formats.hxl:FORMAT",
    "parquet": "dateline.exports.formats.parquet:FORMAT",
}
