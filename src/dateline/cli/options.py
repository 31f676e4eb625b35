"""The arguments and options of `dateline read`, each with the words that teach it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Reports = Annotated[
    list[str],
    typer.Argument(
        metavar="REPORT",
        help="Files, folders, patterns or the URL of a page; - is standard input.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        help="Publication date, YYYY-MM-DD. Weekdays and “last month” are dated from it.",
        show_default=False,
    ),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the report.", show_default=False)]
Title = Annotated[
    str | None, typer.Option(metavar="TEXT", help="The report's title (one report only).", show_default=False)
]
Json = Annotated[
    bool, typer.Option("--json", help="The dossier as JSON, complete (several reports: a list of dossiers).")
]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="One dossier a line, each as soon as it is read.")]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write --json, --jsonl or --export to a file.", show_default=False
    ),
]
Export = Annotated[
    str | None,
    typer.Option(
        metavar="FORMAT", help="In a format that others use: ged, geojson … (dateline export --list).",
        show_default=False,
    ),
]  # fmt: skip
Html = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A page to look at: text, map, timeline, claims.", show_default=False),
]
Xlsx = Annotated[Path | None, typer.Option(metavar="FILE", help="A workbook, one event a row.", show_default=False)]
Csv = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The same sheets as CSV files in a folder.", show_default=False)
]
Share = Annotated[
    bool,
    typer.Option(
        "--share",
        help="For passing on: short quotes instead of the whole text, sensitive places coarsened; also --json.",
    ),
]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show protected sources as they are, in pages and sheets too.")]
Protect = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Hide this name or phrase as well (repeatable).", show_default=False),
]
Coarsen = Annotated[
    float | None,
    typer.Option(
        metavar="KM", help="Coarsen coordinates of bases, camps, hospitals.", show_default=False, min=1, max=1000
    ),
]
PseudonymKey = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Secret of a case: the same pseudonyms in all its reports. Made if it is not there.",
        show_default=False,
    ),
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=NAME",
        help="Which column of a table holds what: text=Body, published=Date (repeatable).",
        show_default=False,
    ),
]
DateOrder = Annotated[
    str | None,
    typer.Option(metavar="ORDER", help="How a table writes 3/4/2017: dmy or mdy.", show_default=False),
]
Delimiter = Annotated[
    str | None,
    typer.Option(metavar="MARK", help="What parts a table's cells, where it does not tell.", show_default=False),
]
Profile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Columns as saved by --save-profile.", show_default=False)
]
SaveProfile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Save the columns for next time.", show_default=False)
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        help="What the inputs are, where they do not tell: text, html, pdf, csv …",
        show_default=False,
    ),
]
Captures = Annotated[
    Path, typer.Option(metavar="DIR", help="Where pages that are fetched are kept, with hash and time.")
]
Outlines = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Other outlines for the map (GeoJSON).", show_default=False)
]
Resume = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Keep what is read there; the same command goes on where it stopped.",
        show_default=False,
    ),
]
Overlay = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Use this overlay of places and no other (repeatable); by default all of `dateline place list`.",
        show_default=False,
    ),
]
NoOverlays = Annotated[bool, typer.Option("--no-overlays", help="Use no overlay: the package's own places alone.")]
Encoder = Annotated[
    str | None,
    typer.Option(
        metavar="FILE",
        help="Use this encoder of mentions instead of the package's own; `none` reads without one.",
        show_default=False,
    ),
]
Workers = Annotated[
    int,
    typer.Option(
        metavar="N", min=1, max=64, help="Read in so many processes (each takes a core and some 400 MB of memory)."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 where a check disagrees.")]

HELP = """Read reports and show what they tell, or write it as data, page or sheet.

Reads plain text, HTML, PDF, DOCX, e-mail, RSS and Atom, WARC and WACZ, CSV and JSON Lines (one report a row).
Without a flag: a summary to read. What the report does not tell stays empty; nothing is filled in silently.
Without a publication date, dates that depend on it stay open, and a finding says so.

\b
Examples:
  dateline read report.html
  dateline read report.txt --published 2020-10-15 --html dossier.html
  dateline read reports/ --jsonl -o dossiers.jsonl --resume work/
  dateline read export.csv --column text=Body --xlsx events.xlsx
  dateline read https://example.org/news/1 --json
  pdftotext statement.pdf - | dateline read - --published 2023-03-14
  dateline read interview.docx --share --json > for-partners.json

\b
Protected sources (who asked not to be named) are hidden in summaries, pages
and sheets unless --reveal is given. --json and --jsonl are the record itself,
complete: keep them private, or add --share. So is the folder of --resume.

\b
Exit codes:
  0 all read   1 nothing could be read   2 wrong usage
  3 a check disagrees (--strict)   4 some reports could not be read, each named
  130 interrupted
"""
