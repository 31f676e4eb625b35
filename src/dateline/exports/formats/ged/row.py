"""The row of an event: all columns, whether it is an event of GED by UCDP's definition, and what it could not carry.

UCDP GED codebook: an event is use of armed force by an organised actor against another, or against civilians, with at
least one direct death, at a place and within a stretch of days that are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from dateline.codebook import ged
from dateline.codebook.ged import READ, ged_columns
from dateline.exports.cells import cut, safe
from dateline.exports.coded import CodedEvent
from dateline.exports.formats.ged.days import put_days
from dateline.exports.formats.ged.deaths import put_deaths
from dateline.exports.formats.ged.made import Made, line
from dateline.exports.formats.ged.places import put_place
from dateline.exports.formats.ged.published import DATASET, MARKS, has_row, put_row, stands_alone
from dateline.exports.formats.ged.sides import dyad_of, put_sides
from dateline.exports.formats.ged.sources import put_sources

REAL: Final = frozenset({"happened", "ongoing"})
VETTED: Final = "Dateline: not vetted"
"""`code_status` of an event that has all that GED asks for: UCDP's own people write "Clear" once they have seen it."""
STATUS: Final = "Dateline: "

LEFT_OUT: Final = "the case leaves it out"
NOT_HAPPENED: Final = "it is not told as something that happened"
NO_COLUMN: Final = "GED has no column for it"
SAYS_WHY: Final = "code_status says why the event is none of GED"
GUARDED: Final = "an apostrophe stands where a spreadsheet program would take the text for a formula"
TOO_LONG: Final = "a cell holds no longer text"


def made_of(event: CodedEvent) -> Made:
    """The row of an event. Where `why_not` is empty, it is an event of GED."""
    event = event.seen_by(DATASET, MARKS)
    made = Made({"relid": line(event.id)})
    if not event.included:
        made.not_ged(LEFT_OUT)
    if event.status not in REAL:
        made.not_ged(NOT_HAPPENED)
    if stands_alone(event):
        _as_imported(event, made)
        return made
    _put_own(event, made)
    put_sources(event, made)
    made.cells["code_status"] = VETTED
    for column, value in _without_column(event):
        made.dropped(column, value, NO_COLUMN)
    if has_row(event):
        put_row(event, made)
    _say_why(made)
    return made


def _as_imported(event: CodedEvent, made: Made) -> None:
    """A row that was imported, and nothing besides. What UCDP has in GED is of GED; another's coding is, where it has
    what GED asks for."""
    if event.dataset != DATASET:
        ours = Made()
        _put_own(event, ours)
        made.why_not += ours.why_not
        made.cells |= ours.cells
    put_row(event, made)
    _say_why(made)


def _put_own(event: CodedEvent, made: Made) -> None:
    """What the case itself says of deaths, sides, place and days."""
    dyad = dyad_of(event)
    put_deaths(event, dyad, made)
    put_sides(event, dyad, made)
    put_place(event, made)
    put_days(event, made)


def _say_why(made: Made) -> None:
    if made.why_not:
        if was := made.cells.get("code_status", "").removeprefix(VETTED):
            made.changed("code_status", was, SAYS_WHY)
        made.cells["code_status"] = STATUS + "; ".join(made.why_not)


def _without_column(event: CodedEvent) -> Iterator[tuple[str, str]]:
    """What GED has no place for, by the names that `CodedEvent` has for it."""
    yield "plover", "/".join((event.plover, *([event.mode] if event.mode else ())))
    for name, values in (("contexts", event.contexts), ("targets", event.targets), ("means", event.means)):
        if values:
            yield name, "; ".join(values)
    differing = ", ".join(slot for slot in event.disputed if not slot.startswith("deaths"))
    geonames = event.where.geonames_id if event.where else None
    for name, value in (
        ("acled", event.acled), ("injured", event.injured_shown), ("outcome", event.outcome), ("count", event.count),
        ("geonames_id", geonames), ("disputed", differing), ("url", " ".join(_urls(event))),
    ):  # fmt: skip
        if value:
            yield name, str(value)


def _urls(event: CodedEvent) -> dict[str, None]:
    return dict.fromkeys(line(c.url) for c in event.cited if c.url)


def cells_of(made: Made) -> list[str]:
    """The row as CSV takes it: numbers bare, texts so that no program takes them for a formula."""
    given = made.cells
    return [_cell(name, kind, given[name], made) if name in given else "" for name, kind in _kinds()]


@cache
def _kinds() -> tuple[tuple[str, ged.Kind], ...]:
    """The columns in order, with what they hold."""
    return tuple((column.name, column.kind) for column in ged_columns().values())


def _cell(name: str, kind: ged.Kind, cell: str, made: Made) -> str:
    if kind != "text" and cell[:1] != "+" and READ[kind](cell) is not None:
        return cell
    short = cut(cell)
    if short != cell:
        made.changed(name, f"{len(cell)} signs", TOO_LONG)
    guarded = safe(short)
    if guarded != short:
        made.changed(name, short, GUARDED)
    return guarded
