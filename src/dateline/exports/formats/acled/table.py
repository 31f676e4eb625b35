"""An ACLED-like table: the 31 columns of ACLED's data files, filled by the rules of its codebook.

It is not ACLED's data: nobody of ACLED coded it. What its layout cannot carry is left out and told.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dateline.codebook.acled import acled_columns
from dateline.exports.format import Attribution, Format, Mapped, Told
from dateline.exports.formats.acled.imported import DATASET, MARKS, imported_row, is_imported
from dateline.exports.formats.acled.merging import Table
from dateline.exports.formats.acled.row import row_of
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material

LAYOUT: Final = Attribution(
    "the layout and codes of ACLED",
    "a layout only: ACLED's terms of use are about its data",
    "After the codebook of Armed Conflict Location & Event Data (ACLED, https://acleddata.com). Events made by "
    "Dateline are not ACLED's and were not seen by it.",
)


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the events that the layout can carry, one a row."""
    with Table(path, losses) as table:
        for event in material.events():
            event = event.seen_by(DATASET, MARKS)
            alone = is_imported(event)
            cells = imported_row(event, losses) if alone else row_of(event, losses)
            if cells is not None:
                table.add(cells, alone=alone)
            told(table.rows)
    return table.rows


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("acled", acled_columns())


FORMAT: Final = Format(
    name="acled",
    title="ACLED-like table",
    suffix=".csv",
    media_type="text/csv",
    standard="the 31 columns of ACLED and its codebook of October 2024 (https://acleddata.com/knowledge-base/codebook)",
    summary="ACLED-like: ACLED's 31 columns by the rules of its codebook; no data of ACLED's",
    write=write,
    mapping=mapping,
    holds=frozenset({"events"}),
    attributions=(LAYOUT,),
)
