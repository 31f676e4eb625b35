"""The formats that come with Dateline: name -> where it is made. Each is loaded when it is asked for."""

from __future__ import annotations

from typing import Final

BUILT_IN: Final[dict[str, str]] = {
    "csv": "dateline.exports.formats.csv_events:FORMAT",
    "html": "dateline.exports.formats.bundle:FORMAT",
}
