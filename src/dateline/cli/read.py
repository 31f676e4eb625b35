"""`dateline read`: reports in, dossiers, summaries, pages and sheets out. stdout carries data, stderr all else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dateline.cli import options
from dateline.errors import DatelineError, EngineMissing, SettingsError

if TYPE_CHECKING:
    from dateline.cli.batch import Faces
    from dateline.protect.policy import Policy
    from dateline.readers.given import Given
    from dateline.readers.inputs import Options
    from dateline.reading import Settings

FAILURE = 1


def read(
    reports: options.Reports,
    published: options.Published = None,
    outlet: options.Outlet = None,
    title: options.Title = None,
    json_: options.Json = False,
    jsonl: options.Jsonl = False,
    output: options.Output = None,
    html: options.Html = None,
    xlsx: options.Xlsx = None,
    csv: options.Csv = None,
    export: options.Export = None,
    share: options.Share = False,
    reveal: options.Reveal = False,
    protect: options.Protect = None,
    coarsen: options.Coarsen = None,
    pseudonym_key: options.PseudonymKey = None,
    column: options.Column = None,
    date_order: options.DateOrder = None,
    delimiter: options.Delimiter = None,
    profile: options.Profile = None,
    save_profile: options.SaveProfile = None,
    format_: options.Format = None,
    captures: options.Captures = Path("captures"),
    outlines: options.Outlines = None,
    resume: options.Resume = None,
    overlay: options.Overlay = None,
    no_overlays: options.NoOverlays = False,
    encoder: options.Encoder = None,
    workers: options.Workers = 1,
    strict: options.Strict = False,
) -> None:
    """Read reports and show what they tell (see `options.HELP`)."""
    from dateline.cli.batch import Faces, read_and_write
    from dateline.readers.given import Given

    output = None if output == Path("-") else output
    faces = Faces(json_, jsonl, output, html, xlsx, csv, share, outlines, export, several=len(reports) > 1)
    try:
        _check_usage(reports, title, faces, share=share, reveal=reveal)
        given = Given(published, outlet, title)
        written = _check_outputs(reports, faces, save_profile)
        columns = columns_of(column, date_order, delimiter, profile, save_profile)
        how = options_of(reports, given, columns, format_, captures, written | {(resume or captures).resolve()})
        settings = settings_of(overlay, encoder, none=no_overlays)
        policy = _policy(share=share, reveal=reveal, protect=protect, coarsen=coarsen, key=pseudonym_key)
    except SettingsError as exc:
        hint = "--published" if str(exc).startswith("published: ") else None
        raise typer.BadParameter(str(exc).removeprefix("published: "), param_hint=hint) from exc
    except DatelineError as exc:
        typer.echo(str(exc), err=True)
        raise typer.Exit(FAILURE) from exc
    try:
        code = read_and_write(reports, how, policy, faces, resume, settings, workers, strict=strict)
    except EngineMissing as exc:
        typer.echo(f"{exc}\nSee what else is missing: dateline doctor", err=True)
        raise typer.Exit(FAILURE) from exc
    if code:
        raise typer.Exit(code)


def _check_outputs(reports: list[str], faces: Faces, save_profile: Path | None) -> frozenset[Path]:
    """The files and folders that the command writes, resolved: none may be an input, or another one of them.

    What cannot be written, or drawn on, is refused before anything is read.
    """
    from dateline.cli.export import wanted
    from dateline.cli.exporting import check_export
    from dateline.files import check_writable
    from dateline.render.map.outlines import open_outlines

    if faces.export is not None:
        check_export(wanted(faces.export), faces.output)
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
        if path != faces.output or faces.export is None:  # an export may be a folder, and was looked at above
            check_writable(path)
    if faces.outlines is not None:
        if faces.html is None:
            raise typer.BadParameter("outlines are drawn on the page: give --html too.", param_hint="--outlines")
        open_outlines(faces.outlines)
    return frozenset(resolved)


def _check_usage(reports: list[str], title: str | None, faces: Faces, *, share: bool, reveal: bool) -> None:
    if faces.json and faces.jsonl:
        raise typer.BadParameter("choose one of --json and --jsonl.", param_hint="--json/--jsonl")
    if faces.export is not None and (faces.json or faces.jsonl):
        raise typer.BadParameter("choose one of --export, --json and --jsonl.", param_hint="--export")
    if faces.output is not None and not (faces.json or faces.jsonl or faces.export):
        raise typer.BadParameter("say what to write: --json, --jsonl or --export FORMAT.", param_hint="--output")
    if share and reveal:
        raise typer.BadParameter("what is shared reveals nobody: choose one.", param_hint="--share/--reveal")
    if title is not None and len(reports) > 1:
        raise typer.BadParameter("one title cannot be that of several reports.", param_hint="--title")
    if reports.count("-") > 1:
        raise typer.BadParameter("standard input can be read only once.", param_hint="REPORT")


def options_of(
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


def settings_of(overlay: list[str] | None, encoder: str | None, *, none: bool) -> Settings:
    """Which overlays and encoder are read with; what is missing or damaged is told before any report is read."""
    from dateline.gazetteer import load_gazetteer
    from dateline.reading import Settings, load_encoder

    if overlay and none:
        raise typer.BadParameter("name overlays or use none: choose one.", param_hint="--overlay/--no-overlays")
    names = () if none else tuple(overlay) if overlay else None
    load_gazetteer(names)
    settings = Settings(overlays=names, encoder=encoder)
    load_encoder(settings)
    return settings


def columns_of(
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
