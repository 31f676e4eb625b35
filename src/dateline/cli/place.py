"""`dateline place`: the gazetteer and the overlays over it; what a name may mean, and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.errors import DatelineError, SettingsError

if TYPE_CHECKING:
    from rich.progress import Progress

    from dateline.gazetteer.overlays.adding import Added

FAILURE = 1

place = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Places: what is known, what a name may mean, overlays of your own.",
)


@contextmanager
def _told() -> Iterator[None]:
    """Refusals in words: 2 where the command is wrong, 1 where its file or the network is."""
    try:
        yield
    except SettingsError as exc:
        raise typer.BadParameter(str(exc)) from exc
    except DatelineError as exc:
        from dateline.cli.place_tables import lines_of

        typer.echo(lines_of(str(exc)), err=True)
        raise typer.Exit(FAILURE) from exc


@contextmanager
def _bar() -> Iterator[Progress]:
    """A bar of bytes on standard error, where that is a terminal."""
    import sys

    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        yield bar


@place.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table of places, plain, .gz or .zip.")],
    name: Annotated[
        str | None, typer.Option(metavar="N", help="What the overlay is called.  [default: as the file]")
    ] = None,
    as_: Annotated[
        str | None,
        typer.Option("--as", metavar="KIND", help="geonames, ucdp, pcodes or own, where the file does not tell."),
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of an overlay of that name.")] = False,
) -> None:
    """Add a file of places: reading uses it from then on.

    Known kinds: a GeoNames country dump, UCDP GED, a table of p-codes, a CSV of your own (name, lat, lon; also
    other_names parted by |, kind, country, admin1, admin2, radius_km, population, source, id). A file with a wrong
    row is refused with the lines of its faults, and nothing of it is added.

    \b
    Examples:
      dateline place add GEDEvent_v24_1.csv.zip --name ucdp
      dateline place add checkpoints.csv
    """
    from dateline.gazetteer.overlays.adding import add_overlay
    from dateline.gazetteer.packed import open_packed

    with _told(), _bar() as bar:
        task = bar.add_task("Adding", total=None)
        added = add_overlay(
            file,
            open_packed(),
            name=name,
            kind=as_,
            replace=replace,
            tick=lambda read, size: bar.update(task, completed=read, total=size),
        )
    _say_added(added)


def _say_added(added: Added) -> None:
    from dateline.render.words import clean

    about = added.about
    verb = "Replaced" if added.replaced else "Added"
    typer.echo(f"{verb} {added.name}: {about['places']:,} places with {about['names']:,} names ({about['source']}).")
    for reason, count in about["left_out"].items():
        typer.echo(f"  {count:,} left out: {clean(reason)}")
    for note in added.notes:
        typer.echo(f"  {clean(note)}")
    typer.echo(f"  SHA-256 of {clean(about['file'])}: {about['sha256']}")
    typer.echo(f"  Licence: {about['licence']}")


@place.command("list")
def list_() -> None:
    """List the overlays that reading uses."""
    from dateline.cli.place_tables import lines_of, print_overlays
    from dateline.gazetteer.overlays.folder import installed, overlay_folder
    from dateline.gazetteer.overlays.store import Overlay

    with _told():
        found = installed()
    if not found:
        typer.echo(f"No overlay in {overlay_folder()}. Add one with: dateline place add FILE")
        return
    broken = []
    whole: list[Overlay] = []
    for one in found:
        try:
            whole.append(Overlay(one.path))
        except DatelineError as exc:
            broken.append(str(exc))
    print_overlays(whole)
    for reason in broken:
        typer.echo(lines_of(reason), err=True)
    if broken:
        raise typer.Exit(FAILURE)


@place.command()
def remove(name: Annotated[str, typer.Argument(metavar="NAME", help="As `dateline place list` shows it.")]) -> None:
    """Take an overlay away. The file that it was made of stays where it is."""
    from dateline.gazetteer.overlays.folder import remove as take_away

    with _told():
        typer.echo(f"Removed {take_away(name)}")


@place.command()
def install(
    source: Annotated[str, typer.Argument(metavar="geonames", help="Where from; GeoNames is the only one so far.")],
    countries: Annotated[list[str], typer.Argument(metavar="CC...", help="Codes of countries: SY IQ.")],
    sha256: Annotated[
        str | None, typer.Option(metavar="HEX", help="The digest that the file must have (one country only).")
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(metavar="URL", help="A mirror of https://download.geonames.org/export/dump/.")
    ] = None,
    loopback: Annotated[
        bool, typer.Option("--loopback", help="The mirror is on this very machine (127.0.0.1).")
    ] = False,
) -> None:
    """Download real dumps and add them, one overlay a country.

    What breaks off goes on where it stopped, also with the same command later. Each file is checked for its length
    and its checksums; its digest is shown and kept.

    \b
    Example:
      dateline place install geonames SY IQ
    """
    from dateline.gazetteer.geonames import BASE

    if source != "geonames":
        raise typer.BadParameter(f"there is no source {source!r}; known: geonames.")
    if sha256 is not None and len(countries) > 1:
        raise typer.BadParameter("one digest cannot be that of several files.", param_hint="--sha256")
    for code in countries:
        with _told():
            _install(code, {"base_url": base_url or BASE, "sha256": sha256, "loopback": loopback})


def _install(code: str, how: dict[str, Any]) -> None:
    from dateline.gazetteer.geonames import install_country
    from dateline.gazetteer.packed import open_packed

    with _bar() as bar:
        fetching = bar.add_task(f"Fetching {code.upper()[:8]}", total=None)
        adding = bar.add_task("Adding", total=None, visible=False)
        found, added = install_country(
            code,
            open_packed(),
            **how,
            coming=lambda come, total: bar.update(fetching, completed=come, total=total),
            tick=lambda read, size: bar.update(adding, completed=read, total=size, visible=True),
        )
    resumed = f", {found.resumed:,} of them from an earlier try" if found.resumed else ""
    typer.echo(f"Fetched {found.url}: {found.size:,} bytes{resumed}.")
    _say_added(added)


@place.command()
def find(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="As a report would write it; without --text also a description.")
    ],
    text: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A report (- is standard input): which place it means, and why."),
    ] = None,
    country: Annotated[
        str | None,
        typer.Option(metavar="CC", help="Only this country; then also other spellings are looked for."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="As data.")] = False,
) -> None:
    """Show the places that a name may mean; with --text, which one a report means, and why.

    \b
    Examples:
      dateline place find Tripoli
      dateline place find "Abou Kamal" --country SY
      dateline place find Tripoli --text report.txt
      dateline place find "80km west of Palmyra" --country SY
      dateline place find "border of Homs and Deir ez-Zor provinces"
    """
    from dateline.cli.place_tables import as_json, located_json, print_candidates, print_located
    from dateline.gazetteer import load_gazetteer
    from dateline.resolve.placestring import locate_string

    with _told():
        _check_name(name)
        gazetteer = load_gazetteer()
        code = _country(country, gazetteer.country) if country is not None else None
        if text is not None:
            _explain(name, text, code, json=json_)
            return
        found = gazetteer.candidates(name)
        if code:
            found = [c for c in found if c.country == code] or gazetteer.similar(name, code)
        located = None if found else locate_string(name, gazetteer, code)
    if located is not None and located.construct != "name":
        if json_:
            typer.echo(located_json(located))
        else:
            print_located(located)
    elif json_:
        typer.echo(as_json(found))
    else:
        print_candidates(name, found, gazetteer, code)


def _check_name(name: str) -> None:
    """A terminal gives bytes that are no UTF-8 as surrogates, which no gazetteer can look up."""
    if not name.strip():
        raise SettingsError("the name is empty.")
    try:
        name.encode()
    except UnicodeEncodeError as exc:
        raise SettingsError("the name is no UTF-8.") from exc


def _country(text: str, known: Any) -> str:
    code = text.upper()
    if not text.isascii() or known(code) is None:  # "ß" would be South Sudan
        raise SettingsError(f"{text!r} is no country's code of two letters that is known, as SY.")
    return code


def _explain(name: str, text: str, country: str | None, *, json: bool) -> None:
    from dateline.cli.place_tables import explanation_json, print_explanation
    from dateline.errors import InputError
    from dateline.readers.formats import Failure
    from dateline.readers.inputs import reports_of, targets_of
    from dateline.reading import explain_place

    if country is not None:
        raise SettingsError("--country narrows a search without a report; with --text the report decides.")
    reports = [r for t in targets_of([text]) for r in ([t] if isinstance(t, Failure) else reports_of(t))]
    if len(reports) != 1:
        raise InputError(text, f"holds {len(reports):,} reports.", "Name one report.")
    (report,) = reports
    if isinstance(report, Failure):
        raise report.error
    told = explain_place(report, name)
    if json:
        typer.echo(explanation_json(told))
    else:
        print_explanation(name, told)


@place.command()
def about(json_: Annotated[bool, typer.Option("--json", help="As data.")] = False) -> None:
    """Show where the places come from: sources, licences, digests, counts, overlays."""
    from dateline.cli.place_tables import about_json, print_about
    from dateline.gazetteer.overlays.folder import installed
    from dateline.gazetteer.overlays.store import Overlay
    from dateline.gazetteer.packed import open_packed

    with _told():
        base = open_packed().about()
        overlays = [Overlay(one.path) for one in installed()]
    if json_:
        typer.echo(about_json(base, overlays))
    else:
        print_about(base, overlays)
