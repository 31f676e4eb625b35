"""UCDP GED in two files that share the events between them: `ged` has what is an event by UCDP's definition,
`ged-shaped` the rest in the same 49 columns, with the reason in `code_status`.

No event is in both or in neither. Each file tells of the other's events that they are left out, and why.
"""

from __future__ import annotations

import csv
from functools import partial
from pathlib import Path
from typing import Final

from dateline.codebook.ged import ged_columns
from dateline.exports.format import Attribution, Format, Mapped, Told
from dateline.exports.formats.ged.row import cells_of, made_of
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material

IN_STRICT: Final = "it is an event of GED: see the export ged"
STANDARD: Final = "UCDP GED, 49 columns as of release 23.1 (https://ucdp.uu.se/downloads)"
LAYOUT: Final = Attribution(
    "the layout and codes of UCDP GED",
    "CC BY 4.0",
    "Uppsala Conflict Data Program (https://ucdp.uu.se); Sundberg and Melander 2013, Journal of Peace Research 50(4). "
    "Events made by Dateline are not UCDP's and were not vetted by it.",
)


def write(material: Material, path: Path, losses: Losses, told: Told, *, strict: bool) -> int:
    """Write the events of one of the two files, one a row."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(ged_columns())
        for event in material.events():
            made = made_of(event)
            if strict == bool(made.why_not):
                losses.left_out(event.id, made.why_not[0] if strict else IN_STRICT)
                continue
            rows.writerow(cells_of(made))
            made.tell(event.id, losses)
            written += 1
            told(written)
    return written


def mapping() -> tuple[Mapped, ...]:
    """The table of both files."""
    return mapping_of("ged", ged_columns())


STRICT: Final = Format(
    name="ged",
    title="UCDP GED",
    suffix=".csv",
    media_type="text/csv",
    standard=STANDARD,
    summary="49 columns of UCDP GED: events with a death, a dyad, a place and a date",
    write=partial(write, strict=True),
    mapping=mapping,
    holds=frozenset({"events"}),
    attributions=(LAYOUT,),
)
SHAPED: Final = Format(
    name="ged-shaped",
    title="Events in the columns of UCDP GED",
    suffix=".csv",
    media_type="text/csv",
    standard=STANDARD,
    summary="the other events in GED's columns, code_status saying why they are none of GED",
    write=partial(write, strict=False),
    mapping=mapping,
    holds=frozenset({"events"}),
    attributions=(LAYOUT,),
)
