"""Write the JSON Schema of PLOVER records that stands in the package, from the codebook's tables."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.exports.formats.plover_schema import plover_schema

TARGET = Path(__file__).resolve().parent.parent / "src/dateline/exports/data/formats/plover.schema.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(plover_schema(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"Wrote {TARGET.name}.")
