"""From what the user names (files, folders, patterns, standard input, a URL) to the reports in it, one by one."""

from __future__ import annotations

import glob
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.formats import Failure, Input, format_named, formats, read_input
from dateline.readers.given import Given

STDIN = "-"
SPOOLED = 16_000_000
"""Bytes of standard input that are held in memory; more goes to a temporary file."""
LARGEST_STDIN = 2_000_000_000
_PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that the user named, or that was found in a folder that the user named."""

    name: str
    kind: Literal["file", "stdin", "url"]


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read: what the user says of them, how tables are laid out, where fetched pages are kept."""

    given: Given = Given()
    columns: Mapping[str, str] | None = None
    format: str | None = None
    """Name of the format, where the user says it; else it is told by the bytes and the name."""
    captures: Path | None = None
    """Folder in which fetched pages are kept."""
    skip: frozenset[Path] = frozenset()
    """Files and folders, resolved, that are passed over in folders: what this very command writes."""


def targets_of(names: Iterable[str], skip: frozenset[Path] = frozenset()) -> Iterator[Target | Failure]:
    """Everything that the names stand for, each file once, by whatever name: folders are searched for known formats.

    A name that leads nowhere is a `Failure`, and the others are still read.
    """
    seen: set[object] = set()
    for name in names:
        for target in _targets(name, skip):
            if isinstance(target, Failure):
                yield target
            elif (key := _identity(target)) not in seen:
                seen.add(key)
                yield target


def _identity(target: Target) -> object:
    """The file itself, whatever it is called; the name where there is no file."""
    try:
        known = Path(target.name).stat() if target.kind == "file" else None
    except (OSError, ValueError):
        known = None
    return (known.st_dev, known.st_ino) if known and known.st_ino else target.name


def _targets(name: str, skip: frozenset[Path]) -> Iterator[Target | Failure]:
    if name == STDIN:
        yield Target(name, "stdin")
    elif is_url(name):
        yield Target(name, "url")
    elif "\0" in name:
        yield Failure(InputError(name.replace("\0", "\\0"), "is no file name: it holds a NUL character."))
    elif Path(name).is_dir():
        yield from _in_folder(Path(name), skip)
    elif not Path(name).exists() and _PATTERN & set(name):
        yield from _matching(name)
    else:
        yield Target(name, "file")


def is_url(name: str) -> bool:
    """Whether a name is the address of a page: only what a user types as such is ever fetched."""
    return name.lower().startswith(("http://", "https://"))


def _in_folder(folder: Path, skip: frozenset[Path]) -> Iterator[Target | Failure]:
    """Files of known formats in a folder and below, by name; hidden ones and links to folders are passed over."""
    from dateline.readers.fetch.capture import BESIDE

    known = {extension for one in formats() for extension in one.extensions}
    found = False
    for at, below, files in os.walk(folder):
        below[:] = sorted(n for n in below if not n.startswith(".") and (Path(at) / n).resolve() not in skip)
        for name in sorted(files):
            passed = name.startswith(".") or name.endswith(BESIDE) or (Path(at) / name).resolve() in skip
            if not passed and any(name.lower().endswith(e) for e in known):
                found = True
                yield Target(str(Path(at) / name), "file")
    if not found:
        kinds = " ".join(sorted(known))
        yield Failure(InputError(str(folder), "is a folder without reports.", f"Files that are read: {kinds}"))


def _matching(pattern: str) -> Iterator[Target | Failure]:
    names = sorted(n for n in glob.iglob(pattern, recursive=True) if Path(n).is_file())  # noqa: PTH207 - absolute too
    if not names:
        yield Failure(InputError(pattern, "matches no file.", "Check the pattern and the folder."))
    yield from (Target(name, "file") for name in names)


def reports_of(target: Target, options: Options = Options()) -> Iterator[Document | Failure]:
    """The reports in one target; what cannot be read comes as a `Failure`."""
    try:
        with _opened(target, options) as source:
            yield from _read(source, options)
    except InputError as exc:
        yield Failure(exc)


def _read(source: Input, options: Options) -> Iterator[Document | Failure]:
    if options.format is None:
        yield from read_input(source)
    else:
        yield from format_named(options.format).read(source)


@contextmanager
def _opened(target: Target, options: Options) -> Iterator[Input]:
    """A target as an `Input`, its stream closed at the end."""
    open_ = {"file": _open_file, "stdin": _open_stdin, "url": _open_url}[target.kind]
    source = open_(target.name, options)
    with source.stream:
        yield replace(source, given=options.given, columns=options.columns)


def _open_file(name: str, options: Options) -> Input:
    path = Path(name)
    try:
        if path.is_dir():
            raise InputError(name, "is a folder.", "Name the files in it.")
        if path.exists() and not path.is_file():
            raise InputError(name, "is no ordinary file.", "Give a file, or pipe it in and name - instead.")
        stream = path.open("rb")
        size = os.fstat(stream.fileno()).st_size
    except FileNotFoundError as exc:
        raise InputError(name, "no such file.", "Check the name and the folder.") from exc
    except (OSError, ValueError) as exc:
        raise InputError(name, f"cannot be read: {getattr(exc, 'strerror', None) or exc}.") from exc
    if not size:
        stream.close()
        raise InputError(name, "is empty.", "Give a file that holds a report.")
    return Input(name, stream, size)


def _open_stdin(name: str, options: Options) -> Input:
    spool = tempfile.SpooledTemporaryFile(SPOOLED)  # noqa: SIM115 - closed by whoever asked for it
    shutil.copyfileobj(_Bounded(sys.stdin.buffer), spool)
    size = spool.tell()
    if not size:
        spool.close()
        raise InputError("standard input", "is empty.", "Pipe a report into it.")
    spool.seek(0)
    return Input("standard input", spool, size)  # type: ignore[arg-type] # a spooled file reads and rewinds as a file


class _Bounded:
    """A stream that ends in an error where it holds more than standard input may."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.left = stream, LARGEST_STDIN

    def read(self, size: int = -1) -> bytes:
        piece = self.stream.read(size)
        self.left -= len(piece)
        if self.left < 0:
            raise InputError("standard input", f"holds more than {LARGEST_STDIN:,} bytes.", "Give it as files.")
        return piece


def _open_url(name: str, options: Options) -> Input:
    import io

    from dateline.readers.fetch.capture import keep
    from dateline.readers.fetch.client import fetch

    page = fetch(name)
    if options.captures is not None:
        keep(page, options.captures)
    media = f"{page.media_type}; charset={page.charset}" if page.charset else page.media_type
    return Input(
        name,
        io.BytesIO(page.body),
        len(page.body),
        url=page.final_url,
        captured=page.captured,
        media_type=media,
    )
