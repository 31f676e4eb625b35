"""The formats that there are, in words: what each holds, who uses it, by which standard."""

from __future__ import annotations

from pydantic import BaseModel, Field

from dateline.exports.format import Format, formats
from dateline.tsv import rows_of


class FormatTold(BaseModel):
    """A format."""

    name: str
    title: str
    summary: str = Field(description="What it holds, in one line.")
    purpose: str = Field(description="What it is for: tables, maps …")
    used_by: str = Field(description="Who uses it; empty where a package of your own brings it.")
    standard: str | None = Field(description="The standard that it follows; null for our own.")
    suffix: str
    folder: bool = Field(description="Whether it is a folder: it is given out as one .zip file.")


class FormatsTold(BaseModel):
    """The formats of this server."""

    items: list[FormatTold]


class ColumnTold(BaseModel):
    """A column or property of a format."""

    column: str
    holds: str
    rule: str
    source: str


OTHER = "formats of installed packages"


def told(format_: Format) -> FormatTold:
    """A format in words."""
    use = next((r for r in rows_of("dateline.exports", "uses") if r["name"] == format_.name), None)
    return FormatTold(
        name=format_.name, title=format_.title[:1].upper() + format_.title[1:],
        summary=format_.summary.rstrip("."), purpose=use["for"] if use else OTHER,
        used_by=use["used_by"] if use else "", standard=format_.standard or None, suffix=format_.suffix,
        folder=format_.folder,
    )  # fmt: skip


def all_formats() -> list[FormatTold]:
    """By purpose, those that come with Dateline in the order of its list."""
    order = [r["name"] for r in rows_of("dateline.exports", "uses")]
    found = formats()
    known = [found[name] for name in order if name in found]
    return [told(f) for f in (*known, *(f for n, f in found.items() if n not in order))]


def columns_of(format_: Format) -> list[ColumnTold]:
    """What each of its columns holds."""
    return [ColumnTold(column=m.column, holds=m.holds, rule=m.rule, source=m.source) for m in format_.mapping()]
