"""The first rows of an export, out of the first happenings that fit: a case of a million claims is not gone through."""

from __future__ import annotations

import csv
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, Field

from dateline.case.views.assembling import Asked
from dateline.case.views.filter import Filter
from dateline.case.views.guarded import unreviewed
from dateline.exports.case_material import material_of_case
from dateline.exports.format import Format, format_named
from dateline.exports.writing import write_export
from dateline.web.rooms import Room
from dateline.web.topics.export.asked import ExportAsked
from dateline.web.topics.export.choosing import FormatTold, told
from dateline.web.topics.export.outcome import Credit, Guarded, Lost, Redacted, credits_in, losses_of, redactions_of

if TYPE_CHECKING:
    from dateline.web.desk import Desk

SHOWN: Final = 5
"""Rows of a preview."""
LOOKED: Final = 20
"""Happenings that it is made of …"""
LOOKED_PAGES: Final = 3
"""… and of a format that makes pages of each."""
LINES: Final = 24
LONGEST: Final = 400
"""Lines, and characters of each, of what is no table."""
NAMED: Final = 20
"""Reports with protected sources that are named."""
NOTHING: Final = Filter(happenings=("event-0",))
"""What no case holds."""
_TABLES: Final = {".csv": ",", ".tsv": "\t", ".txt": "\t"}


class Preview(BaseModel):
    """What an export would be."""

    format: FormatTold
    query: str = Field(description="What is asked, as the address of the page has it.")
    looked: int = Field(description="Happenings that the preview is made of.")
    complete: bool = Field(description="Whether they are all that fit.")
    records: int = Field(description="Records that they become.")
    header: list[str] = Field(description="Columns, of a table.")
    rows: list[list[str]] = Field(description="The first rows of a table.")
    lines: list[str] = Field(description="The first lines, of what is no table.")
    losses: list[Lost]
    redactions: list[Redacted]
    licences: list[Credit]
    policy: str = Field(description="What is hidden, in words.")
    unreviewed: list[Guarded] = Field(description="Reports with protected sources that nobody has gone through.")
    unreviewed_more: int = Field(description="How many there are besides those named.")


def preview_of(desk: Desk, asked: ExportAsked) -> Preview:
    """What the first happenings that fit become. Raises `SettingsError` for what makes no sense."""
    from urllib.parse import urlencode

    format_, view = format_named(asked.format), Asked(desk.store, asked.only, asked.at, asked.as_of)
    most = LOOKED_PAGES if format_.folder else LOOKED
    chosen = [c.id for c in islice(view.choice.happenings(), most + 1)]
    here = chosen[:most]
    guarded = unreviewed(desk.store, view.moment.seq)
    only = replace(asked.only, happenings=tuple(here)) if here else NOTHING
    material = material_of_case(desk.store, only=only, at=asked.at, as_of=asked.as_of, share=asked.share)
    with Room("preview") as room:
        written = write_export(format_, material, room / f"preview{format_.suffix}")
        header, rows, lines = _shown(format_, written.path)
        return Preview(
            format=told(format_),
            query=urlencode(asked.query()),
            looked=len(here),
            complete=len(chosen) <= most,
            records=written.records,
            header=header,
            rows=rows,
            lines=lines,
            losses=losses_of(written),
            redactions=redactions_of(written),
            licences=credits_in(written.manifest),
            policy=str(material.told["policy"]),
            unreviewed=[Guarded.of(p) for p in guarded[:NAMED]],
            unreviewed_more=max(0, len(guarded) - NAMED),
        )


def _shown(format_: Format, path: Path) -> tuple[list[str], list[list[str]], list[str]]:
    """Columns and rows of a table, or lines of what is none."""
    if format_.folder:
        return [], [], [p.relative_to(path).as_posix() for p in sorted(path.rglob("*")) if p.is_file()][:LINES]
    if format_.binary:
        return [], [], []
    with path.open(encoding="utf-8", newline="") as stream:
        if format_.suffix in _TABLES:
            table = csv.reader(stream, delimiter=_TABLES[format_.suffix])
            header = next(table, [])
            return header, [[cell[:LONGEST] for cell in row] for row in islice(table, SHOWN)], []
        lines = [line.rstrip("\n") for line in islice(stream, LINES)]
    return [], [], [line if len(line) <= LONGEST else f"{line[:LONGEST]} …" for line in lines]
