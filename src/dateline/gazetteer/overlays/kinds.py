"""The kinds of files that can be an overlay, and how a file's first line tells which it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dateline.errors import InputError, SettingsError
from dateline.gazetteer.overlays.entry import Entry
from dateline.gazetteer.overlays.faults import Faults, cell
from dateline.gazetteer.overlays.tabular import Opening
from dateline.gazetteer.protocol import Gazetteer


@dataclass(slots=True)
class Reading:
    """What an importer reads from and tells to: `left_out` counts rows that give no place, by reason."""

    name: str
    opening: Opening
    lines: Iterator[bytes | None]
    """Behind the first."""
    faults: Faults
    base: Gazetteer
    read: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    divisions: dict[tuple[str, str], str] | None = None
    """Country and code of a division -> its name, where the entries give codes for names."""
    notes: list[str] = field(default_factory=list)
    """What the user should know though nothing is wrong, as which columns are not read."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `fits` looks at the first line alone; `entries` gives the places and fills `Reading`."""

    name: str
    what: str
    source: str
    """What a candidate's source says where the file does not say it row by row."""
    licence: str
    fits: Callable[[Opening], bool]
    entries: Callable[[Reading], Iterator[Entry]]


def kinds() -> tuple[Kind, ...]:
    """All kinds; the one that asks least of a file comes last."""
    from dateline.gazetteer.overlays import geonames_dump, own, pcodes, ucdp

    return geonames_dump.KIND, ucdp.KIND, pcodes.KIND, own.KIND


def kind_named(name: str) -> Kind:
    known = {kind.name: kind for kind in kinds()}
    if name not in known:
        raise SettingsError(f"There is no kind of overlay {name!r}. Known: {', '.join(known)}.")
    return known[name]


def kind_of(opening: Opening, name: str) -> Kind:
    """The kind of a file by its first line; `InputError` says what each kind would need."""
    found = next((kind for kind in kinds() if kind.fits(opening)), None)
    if found is None:
        there = ", ".join(cell(c) for c in opening.cells[:12]) + (" …" if len(opening.cells) > 12 else "")
        needs = "".join(f"\n  {kind.name}: {kind.what}" for kind in kinds())
        raise InputError(name, f"line 1 is that of no known kind of places. It has: {there}.", f"Known kinds:{needs}")
    return found
