"""Files that are whole or not there: written beside their place, flushed to the disk, then renamed."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from dateline.errors import OutputError

CASE_MARK: Final = b"DLNE"
"""Application id in the header of a case's file, see `case.store.header`."""
SQLITE_MARK: Final = b"SQLite format 3\x00"
KEY_MARK: Final = "AGE-SECRET-KEY-"
"""How the secret in the key file of a case begins."""
ARCHIVE_MARK: Final = b"age-encryption.org/"
BESIDE: Final = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside a database, and believes."""
_HEAD: Final = 4096


def refuse_precious(path: Path) -> None:
    """Raise `OutputError` where a file is a case, the key of one, an archive, or has the name of what a case keeps
    beside itself: a page or sheet written over it by a slip of the hand would destroy what cannot be made again."""
    what = _precious(path)
    for end in BESIDE:
        if path.name.endswith(end) and _precious(whole := path.with_name(path.name.removesuffix(end))) == "a case":
            what = f"what the case {whole.name} keeps beside itself"
    if what:
        raise OutputError(str(path), f"is {what}: nothing is written over it.", "Name another file.")


def _precious(path: Path) -> str:
    """What a file is that cannot be made again, in words; "" for all others."""
    if not path.is_file():
        return ""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(SQLITE_MARK) and head[68:72] == CASE_MARK:
        return "a case"
    if KEY_MARK.encode() in head:
        return "the key of a case"
    return "an encrypted archive" if head.startswith(ARCHIVE_MARK) else ""


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[BinaryIO]:
    """A stream whose bytes stand at `path` when the block ends well; else what was there stays as it was.

    A link is followed, and the file that it leads to keeps its mode, unless it is `private`: then only its owner may
    read it. A pipe or device is written to as it is. Raises `OutputError` naming the file where it cannot be written.
    """
    temporary: Path | None = None
    try:
        target = path.resolve()
        refuse_precious(target)
        if target.exists() and not target.is_file() and not target.is_dir():
            with target.open("wb") as stream:
                yield stream
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask()
        mode = 0o600 if private else mode
        number, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(number, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
        temporary = None
    except OSError as exc:
        raise OutputError(str(path), f"cannot be written: {exc.strerror or exc}.") from exc
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _umask() -> int:
    """The process's mask for new files, which `mkstemp` does not heed."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def check_writable(path: Path) -> None:
    """Raise `OutputError` where a file could not be written, before the work that it is to hold."""
    try:
        _check_writable(path, path.resolve())
    except OSError as exc:  # a name too long, a folder that may not be looked into
        raise OutputError(str(path), f"cannot be written: {exc.strerror or exc}.") from exc


def _check_writable(path: Path, target: Path) -> None:
    if target.is_dir():
        raise OutputError(str(path), "is a folder.", "Name a file.")
    refuse_precious(target)
    place = target if target.exists() else next(p for p in target.parents if p.exists())
    if not target.exists() and not place.is_dir():
        raise OutputError(str(path), f"cannot be written: {place} is no folder.")
    if not os.access(place, os.W_OK):
        raise OutputError(str(path), "cannot be written: no permission.")


def write_whole(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all; a `private` one is for its owner alone."""
    with replacing(path, private=private) as stream:
        stream.write(data)
