"""A user's file as lines of bytes, plain or packed (.gz, .zip), bounded in size and in what it unpacks to."""

from __future__ import annotations

import codecs
import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from dateline.errors import InputError
from dateline.readers.archive.limits import BROKEN, Limits, open_zip
from dateline.readers.table.lines import LONGEST_ROW

LARGEST = 4_000_000_000
"""Bytes of a file, unpacked: GeoNames' dump of all countries has 1.7 billion."""
PLAUSIBLE = (10_000_000, 250)
"""Text packs to a tenth; what unpacks to more bytes than the first and over the second times its size is a bomb."""
MEMBERS = 100
BUFFER = 1 << 18
_TEXT = (".csv", ".txt", ".tsv")
_ABOUT = ("readme", "licen", "copying")
Tick = Callable[[int, int], None]
"""Called with the bytes of the file read so far, and all of them."""


@contextmanager
def opened(path: Path, tick: Tick) -> Iterator[BinaryIO]:
    """The bytes of a file, or of the one table in it. `InputError` for what cannot be read or unpacked."""
    name = str(path)
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(path.open("rb"))
            head = raw.read(4)
            size = raw.seek(0, 2)
            raw.seek(0)
        except IsADirectoryError as exc:
            raise InputError(name, "is a folder.", "Name one file.") from exc
        except OSError as exc:
            raise InputError(name, f"cannot be read: {exc.strerror or exc}.") from exc
        if not size:
            raise InputError(name, "is empty.", "Give a table of places.")
        inner: Any = raw
        if head.startswith(b"PK"):
            package = stack.enter_context(open_zip(raw, name, Limits(MEMBERS, LARGEST)))
            inner = stack.enter_context(_member(package, name, path.stem))
        elif head.startswith(b"\x1f\x8b"):
            inner = stack.enter_context(gzip.GzipFile(fileobj=raw))
        counted = _Counted(inner, raw, name, size, tick)
        yield cast("BinaryIO", stack.enter_context(io.BufferedReader(counted, BUFFER)))


def _member(package: zipfile.ZipFile, name: str, stem: str) -> Any:
    """The one table of an archive: what is not a table, and notes on licences, are passed over."""
    tables = [
        info
        for info in package.infolist()
        if info.filename.lower().endswith(_TEXT) and not Path(info.filename).name.lower().startswith(_ABOUT)
    ]
    same = [info for info in tables if Path(info.filename).stem.casefold() == stem.casefold()]
    found = same if len(same) == 1 else tables
    if len(found) != 1:
        held = ", ".join(info.filename[:60] for info in package.infolist()[:8]) or "nothing"
        raise InputError(name, f"holds {len(found) or 'no'} tables of places ({held}).", "Unpack it and name one file.")
    try:
        return package.open(found[0])
    except BROKEN as exc:
        raise InputError(name, "is damaged: what is in it cannot be unpacked.", "Fetch it again.") from exc


class _Counted(io.RawIOBase):
    """A stream that counts what comes out of it beside what goes in, and stops at bombs."""

    def __init__(self, inner: Any, raw: BinaryIO, name: str, size: int, tick: Tick) -> None:
        self._inner, self._raw, self._name, self._size, self._tick = inner, raw, name, size, tick
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            got = self._inner.readinto(buffer)
        except BROKEN as exc:
            raise InputError(self._name, "is damaged: it cannot be unpacked to its end.", "Fetch it again.") from exc
        self._out += got
        come = self._raw.tell()
        if self._out > LARGEST or (self._out > PLAUSIBLE[0] and self._out > PLAUSIBLE[1] * max(1, come)):
            raise InputError(
                self._name,
                f"unpacks to more than {self._out - got:,} bytes from {self._size:,}, as no table of places does.",
                "Check where it came from.",
            )
        self._tick(come, self._size)
        return int(got)


def lines_of(stream: BinaryIO, name: str) -> Iterator[bytes | None]:
    """Line after line with its end, without a byte order mark; None for one that is too long."""
    first = True
    while line := stream.readline(LONGEST_ROW):
        if first:
            line, first = _first(line, name), False
        if len(line) >= LONGEST_ROW and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_ROW)) and not rest.endswith(b"\n"):
                pass
            yield None
        else:
            yield line


def _first(line: bytes, name: str) -> bytes:
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in line:
        raise InputError(name, "is no table in UTF-8 (it holds NUL bytes or is UTF-16).", "Save it as CSV in UTF-8.")
    return line.removeprefix(codecs.BOM_UTF8)
