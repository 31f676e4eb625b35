"""`dateline read`: reports in, dossiers, summaries, pages and sheets out. stdout carries data, stderr all else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.errors import DatelineError, EngineMissing, SettingsError

if TYPE_CHECKING:
    from dateline.cli.batch import Faces
    from dateline.protect.policy import Policy
    from dateline.readers.given import Given
    from dateline.readers.inputs import Options

FAILURE = 1


def read(
    reports: Annotated[
        list[str],
        typer.Argument(
            metavar="REPORT...",
            help="Files, folders, patterns or the URL of a page; - is standard input.",
            show_default=False,
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Publication date, YYYY-MM-DD. Weekdays and “last month” are dated from it.",
            show_default=False,
        ),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published the report.", show_default=False)
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The report's title (one report only).", show_default=False)
    ] = None,
    json_: Annotated[
        bool, typer.Option("--json", help="The dossier as JSON, complete (several reports: a list of dossiers).")
    ] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One dossier a line, each as soon as it is read.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write --json or --jsonl to a file.", show_default=False),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A page to look at: text, map, timeline, claims.", show_default=False),
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A workbook, one event a row.", show_default=False)
    ] = None,
    csv: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The same sheets as CSV files in a folder.", show_default=False)
    ] = None,
    share: Annotated[
        bool,
        typer.Option(
            "--share",
            help="For passing on: short quotes instead of the whole text, sensitive places coarsened; also --json.",
        ),
    ] = False,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="Show protected sources as they are, in pages and sheets too.")
    ] = False,
    protect: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Hide this name or phrase as well (repeatable).", show_default=False),
    ] = None,
    coarsen: Annotated[
        float | None,
        typer.Option(
            metavar="KM", help="Coarsen coordinates of bases, camps, hospitals.", show_default=False, min=1, max=1000
        ),
    ] = None,
    pseudonym_key: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Secret of a case: the same pseudonyms in all its reports. Made if it is not there.",
            show_default=False,
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=NAME",
            help="Which column of a table holds what: text=Body, published=Date (repeatable).",
            show_default=False,
        ),
    ] = None,
    date_order: Annotated[
        str | None,
        typer.Option(metavar="ORDER", help="How a table writes 3/4/2017: dmy or mdy.", show_default=False),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(metavar="MARK", help="What parts a table's cells, where it does not tell.", show_default=False),
    ] = None,
    profile: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Columns as saved by --save-profile.", show_default=False)
    ] = None,
    save_profile: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save the columns for next time.", show_default=False)
    ] = None,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAME",
            help="What the inputs are, where they do not tell: text, html, pdf, csv …",
            show_default=False,
        ),
    ] = None,
    captures: Annotated[
        Path, typer.Option(metavar="DIR", help="Where pages that are fetched are kept, with hash and time.")
    ] = Path("captures"),
    outlines: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Other outlines for the map (GeoJSON).", show_default=False)
    ] = None,
    resume: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Keep what is read there; the same command goes on where it stopped.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 where a check disagrees.")] = False,
) -> None:
    """Read reports and show what they tell, or write it as data, page or sheet.

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
      0 all read   1 nothing could be read   2 wrong usage   3 a check disagrees (--strict)
      4 some reports could not be read (each is named)   130 interrupted
    """
    from dateline.cli.batch import Faces, read_and_write
    from dateline.readers.given import Given

    output = None if output == Path("-") else output
    faces = Faces(json_, jsonl, output, html, xlsx, csv, share, outlines, several=len(reports) > 1)
    try:
        _check_usage(reports, title, faces, share=share, reveal=reveal)
        given = Given(published, outlet, title)
        written = _check_outputs(reports, faces, save_profile)
        columns = _columns(column, date_order, delimiter, profile, save_profile)
        options = _options(reports, given, columns, format_, captures, written | {(resume or captures).resolve()})
        policy = _policy(share=share, reveal=reveal, protect=protect, coarsen=coarsen, key=pseudonym_key)
    except SettingsError as exc:
        hint = "--published" if str(exc).startswith("published: ") else None
        raise typer.BadParameter(str(exc).removeprefix("published: "), param_hint=hint) from exc
    except DatelineError as exc:
        typer.echo(str(exc), err=True)
        raise typer.Exit(FAILURE) from exc
    try:
        code = read_and_write(reports, options, policy, faces, resume, strict=strict)
    except EngineMissing as exc:
        typer.echo(f"{exc}\nSee what else is missing: dateline doctor", err=True)
        raise typer.Exit(FAILURE) from exc
    if code:
        raise typer.Exit(code)


def _check_outputs(reports: list[str], faces: Faces, save_profile: Path | None) -> frozenset[Path]:
    """The files and folders that the command writes, resolved: none may be an input, or another one of them.

    What cannot be written, or drawn on, is refused before anything is read.
    """
    from dateline.files import check_writable
    from dateline.render.map.outlines import open_outlines

    files = [path for path in (faces.output, faces.html, faces.xlsx, save_profile) if path is not None]
    paths = [*files, *([faces.csv] if faces.csv else [])]
    resolved = [path.resolve() for path in paths]
    inputs = {Path(name).resolve() for name in reports if "\0" not in name and Path(name).is_file()}
    for path, real in zip(paths, resolved, strict=True):
        if real in inputs:
            raise typer.BadParameter(f"{path} is one of the reports, and would be overwritten.")
        if resolved.count(real) > 1 and (not real.exists() or real.is_file()):
            raise typer.BadParameter(f"{path} is named for two outputs, and one would overwrite the other.")
    for path in files:
        check_writable(path)
    if faces.outlines is not None:
        if faces.html is None:
            raise typer.BadParameter("outlines are drawn on the page: give --html too.", param_hint="--outlines")
        open_outlines(faces.outlines)
    return frozenset(resolved)


def _check_usage(reports: list[str], title: str | None, faces: Faces, *, share: bool, reveal: bool) -> None:
    if faces.json and faces.jsonl:
        raise typer.BadParameter("choose one of --json and --jsonl.", param_hint="--json/--jsonl")
    if faces.output is not None and not (faces.json or faces.jsonl):
        raise typer.BadParameter("say what to write: --json or --jsonl.", param_hint="--output")
    if share and reveal:
        raise typer.BadParameter("what is shared reveals nobody: choose one.", param_hint="--share/--reveal")
    if title is not None and len(reports) > 1:
        raise typer.BadParameter("one title cannot be that of several reports.", param_hint="--title")
    if reports.count("-") > 1:
        raise typer.BadParameter("standard input can be read only once.", param_hint="REPORT")


def _options(
    reports: list[str],
    given: Given,
    columns: dict[str, str],
    format_: str | None,
    captures: Path,
    written: frozenset[Path],
) -> Options:
    from dateline.readers.formats import format_named
    from dateline.readers.inputs import Options, is_url

    if format_ is not None:
        format_named(format_)
    if any(is_url(name) for name in reports):
        typer.echo(f"Pages that are fetched are kept in {captures}.", err=True)
    return Options(given, columns, format_, captures, written)


def _columns(
    column: list[str] | None, order: str | None, delimiter: str | None, profile: Path | None, save: Path | None
) -> dict[str, str]:
    """How tables are laid out: by the profile, then by what the user says this time; saved where that is asked for."""
    from dateline.readers.table.profile import Profile, load_profile, profile_of, save_profile

    known = load_profile(profile) if profile else Profile()
    said = dict(_pair(c) for c in column or ())
    said |= {"date_order": order} if order else {}
    said |= {"delimiter": delimiter.replace("\\t", "\t")} if delimiter else {}
    chosen = profile_of(known.flat() | said)
    if save:
        save_profile(save, chosen)
    return chosen.flat()


def _pair(text: str) -> tuple[str, str]:
    field, equals, name = text.partition("=")
    if not equals or not field:
        raise typer.BadParameter(f"{text!r} is not FIELD=NAME, as in text=Body.", param_hint="--column")
    return field.strip(), name


def _policy(*, share: bool, reveal: bool, protect: list[str] | None, coarsen: float | None, key: Path | None) -> Policy:
    from dataclasses import replace

    from dateline.protect.policy import SHARED, Policy

    base = SHARED if share else Policy(reveal=reveal)
    return replace(
        base,
        protect=tuple(protect or ()),
        coarsen_km=coarsen if coarsen is not None else base.coarsen_km,
        key=_key(key) if key else None,
    )


def _key(path: Path) -> bytes:
    """The secret of a case: what the file holds, or 32 new random bytes that only its owner can read."""
    import os
    import secrets

    from dateline.errors import InputError

    try:
        if not path.exists():
            number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(number, "w", encoding="ascii") as stream:
                stream.write(secrets.token_hex(32) + "\n")
            typer.echo(f"Made {path}: the secret of this case. Whoever has it can tell pseudonyms apart.", err=True)
        key = path.read_bytes().strip()
    except OSError as exc:
        raise InputError(str(path), f"cannot be used as a key: {exc.strerror}.") from exc
    if len(key) < 16:
        raise InputError(str(path), "holds fewer than 16 bytes: no secret.", "Name a file that is not there yet.")
    return key
