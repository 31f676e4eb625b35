"""A row of GED that was imported: it comes out as it was.

Where the row is all that there is of an event, every cell is the row's; a coding of the user's own, which may lack
columns, has those filled that the case can tell. Where reports tell the event too, the columns
go by groups (days, place, sides, deaths): a group that says the same as the row takes the row's cells, with ids and
spellings that the model does not hold; a group that differs stands as the case has it, and the row's values are told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from dateline.codebook.ged import READ, ged_columns
from dateline.exports.cells import visible
from dateline.exports.coded import CodedEvent
from dateline.exports.formats.ged.made import Made, line

DATASET: Final = "ucdp-ged"
MARKS: Final = frozenset({"type_of_violence", "where_prec", "date_prec", "best"})
"""Columns by which a row of another dataset is seen to be one of GED's layout."""
IDS: Final = ("id", "relid")
SOURCES: Final = "number_of_sources source_office source_date source_headline"
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "type_of_violence side_a side_b": (
        "active_year", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
        "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id",
        "side_b", "gwnoa", "gwnob",
    ),
    SOURCES: (
        "number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original",
    ),
    "where_prec latitude longitude country_id": (
        "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude", "geom_wkt",
        "priogrid_gid", "country", "country_id", "region",
    ),
    "date_start date_end": ("year", "event_clarity", "date_prec", "date_start", "date_end"),
    "best high low": ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low"),
}  # fmt: skip
"""Columns that tell whether a group says the same -> all columns of the group."""
PARTS: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
OURS: Final = "reports tell the event too: the case's value stands, not the imported row's"
UNSEEN: Final = "signs that cannot be seen are written out"
_HARMLESS: Final = re.compile("([\u061c\u200e\u200f\ufeff])")
"""Marks of direction that turn nothing around, and the mark of byte order: UCDP's rows have them."""


def has_row(event: CodedEvent) -> bool:
    """Whether a row of GED's layout stands for the event."""
    row = event.row
    return row is not None and (event.dataset == DATASET or row.keys() >= MARKS)


def stands_alone(event: CodedEvent) -> bool:
    """Whether the row is all that there is of the event."""
    return has_row(event) and len(event.events) <= 1


def put_row(event: CodedEvent, made: Made) -> None:
    """Put the row's cells where they say what the event says."""
    row = event.row or {}
    cells = {column: _kept(column, row.get(column, ""), made) for column in ged_columns()}
    if stands_alone(event):
        own = event.dataset != DATASET
        made.cells = {**(_filled(cells, made.cells) if own else cells), "relid": cells["relid"] or made.cells["relid"]}
        return
    for column in IDS:
        if cells[column]:
            made.cells[column] = cells[column]
    differing = 0
    for keys, group in GROUPS.items():
        if all(_says(event, column, cells[column], made.cells.get(column, "")) for column in keys.split()):
            made.cells |= _filled({column: cells[column] for column in group}, made.cells)
            continue
        differing += keys != SOURCES
        for column in group:
            if not _same(column, cells[column], made.cells.get(column, "")):
                made.changed(column, cells[column], OURS)
    if not differing and cells["code_status"]:
        made.cells["code_status"] = cells["code_status"]


def _filled(cells: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """The row's cells, and ours where the row says nothing. Deaths are filled only where the row parts none: parts of
    two tellings need not add up."""
    parted = any(cells.get(column) for column in PARTS)
    return {
        column: cell or ("" if parted and column in PARTS else ours.get(column, "")) for column, cell in cells.items()
    }


def _says(event: CodedEvent, column: str, theirs: str, ours: str) -> bool:
    """Whether the row's cell says what ours does; a side may go by any of its names."""
    if _same(column, theirs, ours):
        return True
    if column not in {"side_a", "side_b"} or not theirs:
        return False
    known = (name for p in event.parties if line(p.name) == ours for name in p.names)
    return theirs.casefold() in (line(name).casefold() for name in known)


def _same(column: str, a: str, b: str) -> bool:
    """Whether two cells say the same: 2016 and "2016.0" do."""
    if a == b:
        return True
    read = READ[ged_columns()[column].kind]
    one, other = read(a), read(b)
    return one is not None and one == other


def _kept(column: str, cell: str, made: Made) -> str:
    """A cell as it was, but for signs that turn what follows around or cannot be read in a file."""
    seen = "".join(part if _HARMLESS.fullmatch(part) else visible(part) for part in _HARMLESS.split(cell))
    if seen != cell:
        made.changed(column, cell, UNSEEN)
    return seen
