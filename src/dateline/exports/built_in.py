"""The formats that come with Dateline: name -> where it is made. Each is loaded when it is asked for."""

from __future__ import annotations

from typing import Final

BUILT_IN: Final[dict[str, str]] = {
    "ged": "dateline.exports.formats.ged.profiles:STRICT",
    "ged-shaped": "dateline.exports.formats.ged.profiles:SHAPED",
    "acled": "dateline.exports.formats.acled.table:FORMAT",
    "annotations": "dateline.exports.formats.annotations:FORMAT",
    "claims": "dateline.exports.formats.claims:FORMAT",
    "ftm": "dateline.exports.formats.ftm:FORMAT",
    "ftm-statements": "dateline.exports.formats.ftm:FORMAT_STATEMENTS",
    "prov": "dateline.exports.formats.prov:FORMAT",
    "prov-json": "dateline.exports.formats.prov:FORMAT_JSON",
    "csv": "dateline.exports.formats.csv_events:FORMAT",
    "plover": "dateline.exports.formats.plover:FORMAT",
    "polecat": "dateline.exports.formats.polecat:FORMAT",
    "geojson": "dateline.exports.formats.geojson:FORMAT",
    "geojson-areas": "dateline.exports.formats.geojson:AREAS",
    "gpkg": "dateline.exports.formats.geopackage:FORMAT",
    "hxl": "dateline.exports.formats.hxl:FORMAT",
    "parquet": "dateline.exports.formats.parquet:FORMAT",
    "html": "dateline.exports.formats.bundle:FORMAT",
}
