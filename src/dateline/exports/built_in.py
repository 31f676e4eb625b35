"""The formats that come with Dateline: name -> where it is made. Each is loaded when it is asked for."""

from __future__ import annotations

from typing import Final

BUILT_IN: Final[dict[str, str]] = {
    "annotations": "dateline.exports.formats.annotations:FORMAT",
    "ftm": "dateline.exports.formats.ftm:FORMAT",
    "ftm-statements": "dateline.exports.formats.ftm:FORMAT_STATEMENTS",
    "prov": "dateline.exports.formats.prov:FORMAT",
    "prov-json": "dateline.exports.formats.prov:FORMAT_JSON",
    "csv": "dateline.exports.formats.csv_events:FORMAT",
}
