"""POLECAT: the table of the dataset that is coded by PLOVER, 40 columns parted by tabs.

Cells that hold nothing read "None", and several values of a cell are parted by "; ", as in POLECAT's own files. The
table has no place for addresses, words, numbers of victims or for how sure anything is: each such value is told.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from dateline import __version__
from dateline.codebook import plover
from dateline.exports.cells import as_csv, figure
from dateline.exports.coded import CodedEvent, Located
from dateline.exports.format import Format, Mapped, Told
from dateline.exports.formats.plover_all import told_deeds
from dateline.exports.formats.plover_deeds import Deed
from dateline.exports.formats.plover_entities import Entity, code_of_country
from dateline.exports.formats.plover_stories import Story, stories_beside
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of
from dateline.exports.material import Material

NOTHING: Final = "None"
"""What an empty cell reads."""
BETWEEN: Final = "; "
VERSION: Final = f"dateline {__version__}"

NEGATED: Final = "it is denied, and POLECAT codes what is told to have happened"
NO_COLUMN: Final = "POLECAT has no column for it"
ONE_DAY: Final = "POLECAT has one day: the first one stands there"

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title",
    "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip

Value = str | float | int | None


def write(material: Material, path: Path, losses: Losses, told: Told) -> int:
    """Write the sayings report by report, then the events, one a row."""
    n = 0
    with path.open("w", encoding="utf-8", newline="") as stream, stories_beside(path) as stories:
        rows = csv.writer(stream, delimiter="\t", lineterminator="\n")
        rows.writerow(COLUMNS)
        for deed, story in told_deeds(material, stories, losses):
            if plover.negation() in deed.contexts:
                losses.left_out(deed.id, NEGATED)
                continue
            rows.writerow([cell_of(value) for value in values_of(deed, story)])
            _tell(deed, losses)
            n += 1
            told(n)
    return n


def cell_of(value: Value) -> str | int | float:
    """A value as a cell: no tab or line end in it, nothing that acts as a formula."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, str):
        return as_csv(" ".join(value.split()))
    made = figure(value)
    return NOTHING if made is None else made


def joined(values: Iterable[str | int | None]) -> str | None:
    """Several values as one cell, each once; a semicolon within a value becomes a comma."""
    return BETWEEN.join(dict.fromkeys(str(v).replace(";", ",") for v in values if v is not None and v != "")) or None


def values_of(deed: Deed, story: Story | None) -> tuple[Value, ...]:
    """The values of a row, in the order of `COLUMNS`."""
    source = deed.source
    return (
        deed.id, deed.date, deed.type, deed.mode, plover.score_of(deed.type, deed.mode),
        plover.quad_names()[plover.quads()[deed.type]], joined(deed.contexts),
        *_party(deed.actors), *_party(deed.recipients), *_place(deed.where),
        source.outlet if source else None, source.published[:10] if source and source.published else None,
        joined(story.people) if story else None, joined(story.groups) if story else None,
        joined(story.places) if story else None, source.language if source else None, VERSION,
    )  # fmt: skip


def _party(entities: tuple[Entity, ...]) -> tuple[Value, ...]:
    sectors = tuple(dict.fromkeys(s for e in entities for s in e.sectors))
    return (
        joined(e.text for e in entities), joined(e.code for e in entities), joined(e.cow for e in entities),
        sectors[0] if sectors else None, joined(sectors), joined(e.title for e in entities),
        joined(name for e in entities for name in e.names), None,
    )  # fmt: skip


def _place(where: Located | None) -> tuple[Value, ...]:
    if where is None:
        return (None,) * 10
    kind = plover.places().get(where.kind)
    return (
        where.name, where.name if where.kind in {"city", "village"} else None,
        where.name if where.kind == "district" else None, where.admin1, code_of_country(where.country), where.lat,
        where.lon, where.geonames_id, where.words, kind.feature_code if kind else None,
    )  # fmt: skip


def _tell(deed: Deed, losses: Losses) -> None:
    """What the row does not hold: each field once a record."""
    source, event = deed.source, deed.event
    if source is not None:
        losses.dropped(deed.id, "text", f"{source.report} {source.start}-{source.end}", NO_COLUMN)
        if source.url:
            losses.dropped(deed.id, "url", source.url, NO_COLUMN)
    if deed.enddate:
        losses.changed(deed.id, "Event Date", f"{deed.date} to {deed.enddate}", ONE_DAY)
    if deed.associates:
        losses.dropped(deed.id, "associates", joined(e.text for e in deed.associates), NO_COLUMN)
    if event is not None:
        for name, value in _unplaced(event):
            losses.dropped(deed.id, name, value, NO_COLUMN)


def _unplaced(event: CodedEvent) -> Iterator[tuple[str, object]]:
    """Values of an event that no column takes."""
    if event.deaths_shown:
        yield "killed", event.deaths_shown
    if event.injured_shown:
        yield "injured", event.injured_shown
    if event.status == "alleged":
        yield "status", event.status
    if event.where is not None and event.where.where_prec is not None:
        yield "where_prec", event.where.where_prec
    if event.voices > 1:
        yield "voices", event.voices
    if event.disputed:
        yield "disputed", ", ".join(event.disputed)
    for name, values in (("targets", event.targets), ("means", event.means)):
        if values:
            yield name, ", ".join(values)
    if event.outcome:
        yield "outcome", event.outcome


def mapping() -> tuple[Mapped, ...]:
    return mapping_of("polecat", COLUMNS)


FORMAT: Final = Format(
    name="polecat",
    title="POLECAT table",
    suffix=".tsv",
    media_type="text/tab-separated-values",
    standard="POLECAT, 40 columns (https://doi.org/10.7910/DVN/AJGVIT)",
    summary="one event or act of speech a row, in the columns of the PLOVER-coded dataset",
    write=write,
    mapping=mapping,
)
