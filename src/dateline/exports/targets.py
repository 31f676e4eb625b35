"""Where an export goes: what may be replaced there, what stands beside it, and putting all of it in place.

Only a file, or a folder in which nothing stands but an earlier export, is replaced. A link is followed: what it leads
to is the place, and the reports stand beside that.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from dateline.errors import OutputError
from dateline.exports.files import settle, writing
from dateline.exports.format import Format
from dateline.files import check_writable

MANIFEST: Final = "dateline-export/1"
LOSSES, REDACTIONS, TOLD = ".losses.csv", ".redactions.csv", ".manifest.json"


def named(path: Path, end: str) -> Path:
    """The file about an export that has this ending."""
    return path.with_name(path.name + end)


def target_of(format_: Format, path: Path) -> Path:
    """Where the export will stand. Raises `OutputError` where it could not be written, before the work for it."""
    with writing(str(path)):
        if path.exists() and not path.is_file() and not path.is_dir():
            raise OutputError(
                str(path), "is a device or pipe.", "Name a file, or leave -o out to write to standard output."
            )
        target = path.resolve() if path.is_symlink() else path
        if target.name in {"", ".."}:
            raise OutputError(str(path), "has no name of its own.", "Name a file, or a new folder.")
        if format_.folder:
            _check_folder(target)
        else:
            check_writable(target)
        for end in (LOSSES, REDACTIONS, TOLD):
            check_writable(named(target, end))
    return target


def _check_folder(target: Path) -> None:
    """Raise where anything stands in a folder that no earlier export put there."""
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError(str(target), "is there already, and is no earlier export.", "Name a new folder.")
    ours = _files_told(named(target, TOLD))
    for found in sorted(target.rglob("*")):
        if found.is_symlink() or not (found.is_dir() or found.relative_to(target).as_posix() in ours):
            raise OutputError(
                str(target), f"is no earlier export, or {found.name!r} was put into it since.", "Name a new folder."
            )


def _files_told(manifest: Path) -> frozenset[str]:
    """The files of the earlier export of a folder, as its manifest names them; none where there is none."""
    try:
        told: Any = json.loads(manifest.read_bytes())
    except (FileNotFoundError, ValueError, RecursionError):
        return frozenset()
    if not isinstance(told, dict) or told.get("format") != MANIFEST or not isinstance(told.get("files"), dict):
        return frozenset()
    return frozenset(name.partition("/")[2] for name in told["files"])


def put_in_place(made: Path, target: Path, *, room: Path) -> None:
    """Put the file or folder where it belongs; `room` is a folder on the same disk, for what stood there."""
    told = named(target, TOLD)
    told.unlink(missing_ok=True)  # what stands there is about the earlier export
    if not made.is_dir():
        settle(made, target)
        return
    with writing(str(target)):
        earlier = room / "earlier"
        if target.exists():
            target.rename(earlier)
        try:
            made.rename(target)
        finally:
            if earlier.exists() and not target.exists():  # it failed, or was interrupted
                earlier.rename(target)
