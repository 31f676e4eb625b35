"""The formats that come with Dateline: name -> where it is made. Each is loaded when it is asked for."""

from __future__ import annotations

from typing import Final

BUILT_IN: Final[dict[str, str]] = {
    "ged": "dateline.exports.formats.ged.profiles:STRICT",
    "ged-shaped": "dateline.exports.formats.ged.profiles:SHAPED",
    "acled": "dateline.exports.formats.acled.table:FORMAT",
    "plover": "dateline.exports.formats.plover:FORMAT",
    "polecat": "dateline.exports.formats.polecat:FORMAT",
    "csv": "dateline.exports.formats.csv_events:FORMAT",
    "parquet": "dateline.exports.formats.parquet:FORMAT",
    "hxl": "dateline.exports.formats.hxl:FORMAT",
    "geojson": "dateline.exports.formats.geojson:FORMAT",
    "geojson-areas": "dateline.exports.formats.geojson:AREAS",
    "gpkg": "dateline.exports.formats.geopackage:FORMAT",
    "annotations": "dateline.exports.formats.annotations:FORMAT",
    "prov": "dateline.exports.formats.prov:FORMAT",
    "prov-json": "dateline.exports.formats.prov:FORMAT_JSON",
    "ftm": "dateline.exports.formats.ftm:FORMAT",
    "ftm-statements": "dateline.exports.formats.ftm:FORMAT_STATEMENTS",
    "claims": "dateline.exports.formats.claims:FORMAT",
    "gold": "dateline.exports.formats.gold:FORMAT",
    "html": "dateline.exports.formats.bundle:FORMAT",
}
"""By purpose, as `docs/formats/README.md` has them: models, tables, maps, evidence, investigations, publishing."""
