"""A format to export to: a plug point. Packages name theirs under the entry point `dateline.exporters`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Final

from dateline.errors import SettingsError
from dateline.exports.built_in import BUILT_IN
from dateline.exports.losses import Losses
from dateline.exports.material import Material

GROUP: Final = "dateline.exporters"
BROKEN: Final = (
    ImportError, AttributeError, SyntaxError, NameError, TypeError, ValueError, LookupError, RuntimeError, OSError,
)  # fmt: skip
"""How a module of somebody else fails while it is loaded."""
Told = Callable[[int], None]
"""Told how many records are written so far."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """One row of a format's mapping table: a column or property, what goes into it, by which rule, and where the
    rule is from (codebook page, paper, "own")."""

    column: str
    holds: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose data or work stands in the file, under which licence."""

    what: str
    licence: str
    credit: str


@dataclass(frozen=True, slots=True)
class Format:
    """A format. `write` makes the file (or, with `folder`, fills the folder) at a path where nothing stands yet, tells
    every loss, and gives back how many records it wrote. It reads the material as a stream and keeps none of it."""

    name: str
    title: str
    suffix: str
    media_type: str
    standard: str
    """Name and version of the standard that it follows, with its address; "" for our own."""
    summary: str
    """One line of `dateline export --help`."""
    write: Callable[[Material, Path, Losses, Told], int]
    mapping: Callable[[], tuple[Mapped, ...]]
    folder: bool = False
    binary: bool = False
    """Whether it is nothing to read on a terminal."""
    holds: frozenset[str] | None = None
    """Kinds of records that it holds ("events", "control"): the others are told by number. None: it does itself."""
    extra: str = ""
    """What must be installed besides: pip install 'dateline[extra]'."""
    attributions: tuple[Attribution, ...] = field(default=())


@cache
def _known() -> dict[str, EntryPoint]:
    """Formats by the names that are asked for. No package takes the name of a format that comes with Dateline."""
    built_in = [EntryPoint(name, where, GROUP) for name, where in BUILT_IN.items()]
    found = {entry.name.casefold(): entry for entry in (*entry_points(group=GROUP), *built_in)}
    return dict(sorted(found.items()))


def formats() -> dict[str, Format]:
    """All formats by name that can be loaded: those that come with Dateline and those of installed packages, in order
    of their names."""
    return {name: found for name in _known() if isinstance(found := _loaded(name), Format)}


def broken_formats() -> tuple[str, ...]:
    """Formats of installed packages that cannot be loaded, with the reason."""
    return tuple(found for name in _known() if isinstance(found := _loaded(name), str))


def format_named(name: str) -> Format:
    """The format so called. Raises `SettingsError` naming the known ones, or why it cannot be loaded."""
    if name.casefold() not in _known():
        raise SettingsError(f"There is no format {name!r}. Known: {', '.join(_known())}.")
    found = _loaded(name.casefold())
    if isinstance(found, str):
        raise SettingsError(f"The format {found}. Its package is to be mended, or removed.")
    return found


@cache
def _loaded(name: str) -> Format | str:
    """The format, or why there is none: one broken plug-in breaks no other."""
    entry = _known()[name]
    try:
        found = entry.load()
    except BROKEN as exc:
        if name in BUILT_IN:
            raise
        return f"{name} ({entry.value}) cannot be loaded: {exc}"
    return found if isinstance(found, Format) else f"{name} ({entry.value}) is no format"
