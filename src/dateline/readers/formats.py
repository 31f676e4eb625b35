"""What a file is, and which reader takes it: by its first bytes, then by its name.

A format is a plug point: packages name theirs under the entry point `dateline.readers`, as the built-in ones do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import PurePath
from typing import BinaryIO

from dateline.errors import InputError, SettingsError
from dateline.model.document import Document
from dateline.readers.given import Given

GROUP = "dateline.readers"
HEAD = 4096
"""Bytes at the start of a file by which formats are told."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. `name` is what messages call it; `stream` can be read and rewound; `size` in bytes.

    `captured` and `url` are known where the file was fetched.
    """

    name: str
    stream: BinaryIO = field(repr=False)
    size: int
    given: Given = Given()
    columns: Mapping[str, str] | None = None
    """For tables: which column holds which field ("text", "title", "published" …)."""
    url: str | None = None
    captured: str | None = None
    media_type: str | None = None
    """What the server or the user calls it; it decides where the bytes leave it open."""

    def head(self) -> bytes:
        """The first bytes."""
        self.stream.seek(0)
        return self.stream.read(HEAD)

    def whole(self, largest: int) -> bytes:
        """All bytes; `InputError` where there are more than `largest`."""
        if self.size > largest:
            raise InputError(
                self.name, f"has {self.size:,} bytes; a file of this kind may have {largest:,}.", "Split it."
            )
        self.stream.seek(0)
        return self.stream.read(largest + 1)


@dataclass(frozen=True, slots=True)
class Failure:
    """One report of a file that cannot be read, while the others can. `name` and the reason stand in the error."""

    error: InputError


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    `read` gives its reports one by one, and a `Failure` for each one that is broken; it raises `InputError` where the
    file as a whole cannot be read. `recognises` looks at the first bytes, stripped of a byte-order mark and of white
    space, and may look at the name; formats are asked in the order of `rank`, lowest first.
    """

    name: str
    media_types: tuple[str, ...]
    extensions: tuple[str, ...]
    recognises: Callable[[bytes, str], bool]
    read: Callable[[Input], Iterator[Document | Failure]]
    rank: int = 50
    many: bool = False
    """Whether a file may hold several reports."""


@cache
def _loaded() -> tuple[tuple[Format, ...], tuple[str, ...]]:
    """The formats that could be loaded, and the entry points that could not: one broken plug-in breaks no other."""
    found: list[Format] = []
    broken: list[str] = []
    for entry in entry_points(group=GROUP):
        try:
            found.append(entry.load())
        except (ImportError, AttributeError) as exc:
            broken.append(f"{entry.name} ({entry.value}): {exc}")
    return tuple(sorted(found, key=lambda f: (f.rank, f.name))), tuple(broken)


def formats() -> tuple[Format, ...]:
    """Every installed format, in the order in which they are asked."""
    return _loaded()[0]


def broken_formats() -> tuple[str, ...]:
    """Entry points of the group that cannot be loaded, with the reason."""
    return _loaded()[1]


def format_of(source: Input) -> Format:
    """The format of a file: told by its bytes, else by its media type, else by its name, else plain text."""
    head = source.head()
    known = formats()
    bare = _bare(head)
    for one in known:
        if one.recognises(bare, source.name):
            return one
    wanted = (source.media_type or "").split(";")[0].strip().lower()
    for one in known:
        if wanted and wanted in one.media_types:
            return one
    extension = PurePath(source.name).suffix.lower()
    for one in known:
        if extension and extension in one.extensions:
            return one
    return next(one for one in known if one.name == "text")


def _bare(head: bytes) -> bytes:
    """The first bytes without mark and white space; UTF-16 made into Latin letters, so that "<html" shows."""
    for mark in (b"\xff\xfe", b"\xfe\xff"):
        if head.startswith(mark):
            return head[2:].replace(b"\0", b"").lstrip()
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def read_input(source: Input) -> Iterator[Document | Failure]:
    """The reports of a file, read by the format that fits it."""
    return format_of(source).read(source)


def format_named(name: str) -> Format:
    """The format that the user names; `SettingsError` lists those that exist."""
    found = next((one for one in formats() if one.name == name), None)
    if found is None:
        raise SettingsError(f"There is no format {name!r}. Known: {', '.join(one.name for one in formats())}.")
    return found
