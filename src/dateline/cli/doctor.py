"""`dateline doctor`: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import typer

from dateline import __version__

FAILURE = 1


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that Dateline needs: what was found, and what to do where it is not right."""

    name: str
    fine: bool
    found: str
    advice: str = ""
    optional: bool = False


def doctor() -> None:
    """Show versions, model, data, and what is missing.

    Ends with exit code 1 if something that Dateline needs is missing or is not what it should be.

    \b
    Example:
      dateline doctor
    """
    checks = [
        Check("dateline", True, __version__),
        Check("python", sys.version_info >= (3, 11), sys.version.split()[0], "Dateline needs Python 3.11 or newer."),
        *(
            _package(name)
            for name in ("spacy", "onnxruntime", "pydantic", "pyproj", "rich", "trafilatura", "typer", "xlsxwriter")
        ),
        _model(),
        _encoder(),
        _gazetteer(),
        *_overlays(),
        _catalogue(),
        *_formats(),
        *_workbench(),
    ]
    for check in checks:
        state = "ok     " if check.fine else "-      " if check.optional else "MISSING"
        typer.echo(f"{state}  {check.name:<12}{check.found}")
        if not check.fine:
            typer.echo(f"         {'':<12}{check.advice}")
    if not all(check.fine or check.optional for check in checks):
        raise typer.Exit(FAILURE)


def _package(name: str) -> Check:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Check(name, True, version(name))
    except PackageNotFoundError:
        return Check(name, False, "not installed", f"pip install {name}")


EXTRAS = {
    "pdf": ("pypdfium2",),
    "docx": ("docx", "defusedxml"),
    "feed": ("feedparser", "defusedxml"),
    "warc": ("fastwarc",),
}
"""Formats that need more than the base installation: extra -> modules."""


def _formats() -> list[Check]:
    """Which formats can be read here; those of the extras only where their libraries are there."""
    from importlib.util import find_spec

    from dateline.readers.formats import broken_formats, formats

    checks = [Check("formats", True, ", ".join(one.name for one in formats()))]
    for extra, modules in EXTRAS.items():
        there = all(find_spec(module) for module in modules)
        told = "can be read" if there else "cannot be read without its libraries"
        checks.append(Check(f"  {extra}", there, told, f"pip install 'dateline[{extra}]'", optional=True))
    checks += [Check("plug-in", False, broken, "Update or uninstall it.") for broken in broken_formats()]
    return checks


def _workbench() -> list[Check]:
    """What `dateline serve` is made of, and whether its pages came along."""
    from importlib.resources import files

    web = files("dateline.web")
    there = all((web / "static" / name).is_file() for name in ("app.css", "app.js")) and (web / "templates").is_dir()
    told = "pages, styles and scripts are there: `dateline serve CASE`" if there else "its pages are missing"
    whole = Check("workbench", there, told, "Install Dateline again: its data files are not complete.")
    return [whole, *(_package(name) for name in ("fastapi", "uvicorn", "jinja2", "argon2-cffi"))]


def _model() -> Check:
    """The parser's model: there, of the pinned version, with the pinned digest. Nothing is loaded."""
    from importlib.util import find_spec

    from dateline.engines.spacy import DIGEST, PACKAGE, VERSION, digest_of, install_command

    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return Check("model", False, f"{PACKAGE} is not installed", install_command())
    digest = digest_of(Path(spec.origin).parent)
    if digest != DIGEST:
        return Check("model", False, f"{PACKAGE}: digest {digest[:12]}…, expected {DIGEST[:12]}…", install_command())
    return Check("model", True, f"{PACKAGE} {VERSION}, digest {digest[:12]}… as pinned")


def _encoder() -> Check:
    """The encoder of mentions: whether it is the pinned one and can be run."""
    from dateline.engines.encoder import Encoder
    from dateline.errors import EngineMissing

    try:
        used = Encoder.load().models()[0]
    except EngineMissing as exc:
        return Check("encoder", False, str(exc), "Until then: dateline read --encoder none")
    return Check("encoder", True, f"{used.name} {used.version}, digest {str(used.sha256)[:12]}… as pinned")


def _gazetteer() -> Check:
    """The packed places: name, version, how many, and whether the file is the one that was built."""
    from dateline.errors import DatelineError
    from dateline.gazetteer.packed import open_packed, verify

    advice = "Install Dateline again: its data files are not complete."
    try:
        about, whole = open_packed().about(), verify()
    except (OSError, DatelineError, ValueError) as exc:
        return Check("gazetteer", False, f"cannot be opened ({exc})", advice)
    if not whole:
        return Check("gazetteer", False, "the packed file is not the one that was built", advice)
    told = f"{about['name']} {about['version']}, {about['places']:,} places; `dateline place about` tells of what"
    return Check("gazetteer", True, told)


def _overlays() -> list[Check]:
    """The user's own places: each overlay is opened."""
    from dateline.errors import DatelineError
    from dateline.gazetteer.overlays.folder import installed
    from dateline.gazetteer.overlays.store import Overlay

    found = []
    for one in installed():
        try:
            about = Overlay(one.path).about
            found.append(Check("overlay", True, f"{one.name}: {about['places']:,} places of {about['file']}"))
        except (DatelineError, OSError) as exc:
            advice = f"Remove it (dateline place remove {one.name}) and add its file again."
            found.append(Check("overlay", False, f"{one.name}: {exc}", advice))
    return found


def _catalogue() -> Check:
    """How many known actors, by kind."""
    from collections import Counter

    from dateline.catalogue.lookup import load_catalogue
    from dateline.errors import DatelineError

    try:
        entries = load_catalogue().entries.values()
    except (OSError, DatelineError, ValueError) as exc:
        return Check("catalogue", False, f"cannot be read ({exc})", "Install Dateline again.")
    kinds = Counter(entry.kind for entry in entries)
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return Check("catalogue", bool(kinds), f"{sum(kinds.values()):,} actors: {told}", "Install Dateline again.")
