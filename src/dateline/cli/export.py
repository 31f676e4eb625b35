"""`dateline export`: a case in the formats that others use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from dateline.cli import case_options as options
from dateline.exports.built_in import BUILT_IN

if TYPE_CHECKING:
    from dateline.exports.format import Format

HELP: Final = f"""Write a case in a format that others use: for coders, maps, statistics, archives, Excel.

Beside the file stand three reports: FILE.losses.csv names every record and value that the format could not carry,
FILE.redactions.csv what was hidden, FILE.manifest.json digests, versions, licences and whom to credit. Nobody whom a
report protects is named in any of them.

\b
Formats: {", ".join(list(BUILT_IN)[:9])},
  {", ".join(list(BUILT_IN)[9:])}
  dateline export --list tells what each is; --mapping what each of its columns holds.

\b
Examples:
  dateline export ged --case war.dateline -o events.csv
  dateline export ged-shaped --case war.dateline -o others.csv
  dateline export geojson --case war.dateline --country CD --from 2021-05-01 -o may.geojson
  dateline export html --case war.dateline --share -o for-partners/
  dateline export acled --case war.dateline --as-of 2024-05-01 -o as-we-knew-it.csv
  dateline export csv --case war.dateline | head
  dateline export ged --mapping

\b
One report without a case: dateline read report.txt --export ged -o events.csv

\b
Exit codes:
  0 written   1 the case cannot be opened, or the file not be written   2 wrong usage
  130 interrupted: nothing was written
"""

Name = Annotated[
    str | None, typer.Argument(metavar="FORMAT", help="The format's name; see --list.", show_default=False)
]
Case = Annotated[
    str | None,
    typer.Option("--case", metavar="CASE", help="The case: a file, or the URL of a database.", show_default=False),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Where to write it; without it: to standard output, without reports.",
        show_default=False,
    ),
]  # fmt: skip
Share = Annotated[bool, typer.Option("--share", help="For passing on: sensitive places coarsened, short quotes.")]
List = Annotated[bool, typer.Option("--list", help="List the formats.")]
Mapping = Annotated[
    bool, typer.Option("--mapping", help="Tell what each column of the format holds, and by which rule.")
]


def export(
    name: Name = None,
    case: Case = None,
    output: Output = None,
    at: options.At = None,
    as_of: options.AsOf = None,
    country: options.Country = None,
    box: options.BoxOption = None,
    from_: options.From = None,
    to: options.To = None,
    actor: options.Actor = None,
    type_: options.TypeOption = None,
    status: options.Status = None,
    outlet: options.Outlet = None,
    source: options.Source = None,
    share: Share = False,
    list_: List = False,
    mapping: Mapping = False,
) -> None:
    """Write a case in a format that others use (see `HELP`)."""
    from dateline.cli.exporting import check_export, export_to

    if list_:
        _list()
        return
    format_ = wanted(name)
    if mapping:
        _mapping(format_)
        return
    if case is None:
        raise typer.BadParameter("name the case, as in --case war.dateline.", param_hint="--case")
    from dateline.exports.case_material import material_of_case

    asked = options.Asked(country, box, from_, to, actor, type_, status, outlet, source)
    with options.case_open(case) as store:
        check_export(format_, output)
        export_to(
            format_,
            lambda looked: material_of_case(store, only=asked.filter(), at=at, as_of=as_of, share=share, looked=looked),
            output,
        )


def wanted(name: str | None) -> Format:
    """The format that the user named; wrong usage where there is none so called."""
    from dateline.errors import SettingsError
    from dateline.exports.format import format_named

    if name is None:
        raise typer.BadParameter("name a format; dateline export --list tells which there are.", param_hint="FORMAT")
    try:
        return format_named(name)
    except SettingsError as exc:
        raise typer.BadParameter(str(exc), param_hint="FORMAT") from exc


def _list() -> None:
    from dateline.exports.format import broken_formats, formats
    from dateline.render.words import clean

    for found in formats().values():
        extra = f"  (needs dateline[{found.extra}])" if found.extra else ""
        typer.echo(f"{found.name:<16} {found.title}{extra}\n{'':<16} {found.summary}")
    for broken in broken_formats():
        typer.echo(f"Not there: {clean(broken)}", err=True)


def _mapping(format_: Format) -> None:
    from textwrap import wrap

    from dateline.cli.case_options import width_of

    typer.echo(f"{format_.title} ({format_.standard})" if format_.standard else format_.title)
    for row in format_.mapping():
        typer.echo(f"\n{row.column}")
        for text in (row.holds, row.rule, f"[{row.source}]" if row.source else ""):
            for line in wrap(text, max(width_of() - 4, 40)):
                typer.echo(f"    {line}")
