"""A file of places becomes an overlay: opened, recognised, read, checked, written. Nothing stays of one that fails."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.errors import InputError, SettingsError
from dateline.gazetteer.overlays.faults import Faults
from dateline.gazetteer.overlays.folder import name_for, path_of
from dateline.gazetteer.overlays.kinds import Kind, Reading, kind_named, kind_of
from dateline.gazetteer.overlays.opening import Tick, lines_of, opened
from dateline.gazetteer.overlays.tabular import opening_of
from dateline.gazetteer.overlays.writer import Writer, folding_mark, making
from dateline.gazetteer.protocol import Gazetteer

PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file: the overlay's name, what it says of itself, what the user should know."""

    name: str
    path: Path
    about: dict[str, Any]
    notes: tuple[str, ...]
    replaced: bool


def utc_now() -> datetime:
    return datetime.now(UTC)


def add_overlay(
    file: Path,
    base: Gazetteer,
    *,
    name: str | None = None,
    kind: str | None = None,
    replace: bool = False,
    tick: Tick = lambda read, all_: None,
    origin: dict[str, Any] | None = None,
    now: Callable[[], datetime] = utc_now,
) -> Added:
    """Make an overlay of a file; `base` tells countries and their boxes. `origin` is kept with it (address, licence).

    Raises `SettingsError` for a name that is taken or an unknown kind, `InputError` for a file that is not as it should
    be, with the lines of its faults, `OutputError` where the overlay cannot be written.
    """
    name = name_for(file.name) if name is None else name
    target = path_of(name)
    there = target.exists()
    if not replace:
        _check_free(name, target)
    sort = kind_named(kind) if kind is not None else None
    digest = _digest(file)
    with opened(file, tick) as stream, making(target) as writer:
        lines = lines_of(stream, str(file))
        opening = opening_of(_first(lines, str(file)), str(file))
        sort = sort or kind_of(opening, str(file))
        reading = Reading(str(file), opening, lines, Faults(str(file)), base)
        content = _fill(writer, sort, reading)
        about = _about(file, digest, sort, reading, writer, content, base, now) | (origin or {})
        writer.seal(about)
        if not replace:
            _check_free(name, target)  # somebody may have added one of that name meanwhile
    return Added(name, target, about, tuple(reading.notes), there)


def _check_free(name: str, target: Path) -> None:
    if target.exists():
        raise SettingsError(f"There is an overlay {name!r} already. Take --replace, or another --name.")


def _first(lines: Iterator[bytes | None], name: str) -> bytes | None:
    """The first line, which tells what the file is."""
    line = next(lines, b"")
    if line is not None and not line.strip():
        raise InputError(name, "is empty, or begins with an empty line.", "Give a table of places.")
    return line


def _fill(writer: Writer, kind: Kind, reading: Reading) -> str:
    """Write every place; once a row is wrong the rest is only checked. The content's digest."""
    faults = reading.faults
    for entry in kind.entries(reading):
        if not faults.total:
            writer.add(entry)
    faults.raise_any()
    if writer.nameless:
        reading.left_out["place whose names hold no letter"] = writer.nameless
    content = writer.finish(faults)
    if reading.divisions is not None:
        writer.name_divisions(reading.divisions)
    faults.raise_any()
    if not writer.places:
        left = "".join(f"\n  {count:,} left out: {reason}" for reason, count in reading.left_out.items())
        raise InputError(reading.name, f"holds no place.{left}", "Give a table of places.")
    return content


def _about(
    file: Path,
    digest: str,
    kind: Kind,
    reading: Reading,
    writer: Writer,
    content: str,
    base: Gazetteer,
    now: Callable[[], datetime],
) -> dict[str, Any]:
    return {
        "digest": content,
        "folding": folding_mark(),
        "kind": kind.name,
        "source": kind.source,
        "licence": kind.licence,
        "file": file.name,
        "sha256": digest,
        "bytes": file.stat().st_size,
        "rows": reading.read,
        "places": writer.places,
        "names": writer.names,
        "events": writer.events,
        "left_out": dict(reading.left_out),
        "added": now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "dateline": __version__,
        "base": f"{base.name} {base.version}",
    }


def _digest(file: Path) -> str:
    """SHA-256 of the file as it is. It is read twice, which pipes cannot be, and devices never end."""
    found = hashlib.sha256()
    if file.exists() and not file.is_file() and not file.is_dir():
        raise InputError(str(file), "is a pipe or a device.", "Save the table as a file first.")
    try:
        with file.open("rb") as stream:
            while piece := stream.read(PIECE):
                found.update(piece)
    except IsADirectoryError as exc:
        raise InputError(str(file), "is a folder.", "Name one file.") from exc
    except OSError as exc:
        raise InputError(str(file), f"cannot be read: {exc.strerror or exc}.", "Check the name.") from exc
    return found.hexdigest()
