"""A table's bytes as lines of UTF-8 or Windows-1252, without ever holding the file."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.errors import InputError
from dateline.readers.decode import LARGEST
from dateline.readers.formats import HEAD, Input
from dateline.readers.tables import rows

LARGEST_TABLE = 2_000_000_000
"""Bytes of the largest table."""
LONGEST_ROW = 4 * LARGEST
"""Bytes of the longest row: a report, what JSON needs to write its letters, and columns that are not read."""
CHUNK = 1 << 16
_ASCII = bytes(range(128))
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Encoded:
    """How a table's bytes are to be read: from byte `start` on. UTF-16 is handed on as UTF-8, so that rows are told
    apart in bytes whatever the encoding."""

    source: Input
    encoding: Literal["utf-8", "cp1252"]
    wide: str | None
    start: int

    def chunks(self) -> Iterator[bytes]:
        """The bytes from the start on. Several readers may go through one table at the same time."""
        decoder = codecs.getincrementaldecoder(self.wide)("surrogatepass") if self.wide else None
        at, stream = self.start, self.source.stream
        while True:
            stream.seek(at)
            chunk = stream.read(CHUNK)
            if not chunk:
                return
            at += len(chunk)
            yield decoder.decode(chunk).encode("utf-8", "surrogatepass") if decoder else chunk

    def lines(self, end: bytes = b"\n") -> Iterator[bytes | None]:
        """Line after line with its end; None for a line longer than `LONGEST_ROW`."""
        pending: list[bytes] = []
        size = 0
        for chunk in self.chunks():
            *whole, rest = chunk.split(end)
            for piece in whole:
                size += len(piece) + len(end)
                yield None if size > LONGEST_ROW else b"".join((*pending, piece, end))
                pending, size = [], 0
            size += len(rest)
            pending = [*pending, rest] if size <= LONGEST_ROW else []
        if size:
            yield None if size > LONGEST_ROW else b"".join(pending)


def encoded(source: Input, *, western: bool = True) -> Encoded:
    """How a table's bytes are to be read; with `western` they may be Windows-1252.

    Raises `InputError` for what is empty, too large or no text.
    """
    if source.size > LARGEST_TABLE:
        raise InputError(
            source.name, f"has {source.size:,} bytes; a table may have {LARGEST_TABLE:,}.", "Split it into several."
        )
    head = source.head()
    _refuse(head, source)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            if encoding == "utf-8":
                return Encoded(source, "utf-8", None, len(mark))
            return Encoded(source, "utf-8", encoding, len(mark))
    if wide := wide_of(head):
        return Encoded(source, "utf-8", wide, 0)
    plain = Encoded(source, "utf-8", None, 0)
    return plain if not western or _is_utf8(plain) else Encoded(source, "cp1252", None, 0)


def _refuse(head: bytes, source: Input) -> None:
    if not head.strip():
        raise InputError(source.name, "is empty.", "Give a table that holds reports.")
    opening = head[:64].lstrip().lower()
    for row in rows("formats"):
        signature = row["signature"].encode().decode("unicode_escape").encode("latin-1")
        if opening.startswith(signature.lower()):
            raise InputError(source.name, f"is {row['what']}, not a table of text.", "Save it as CSV in UTF-8.")


def wide_of(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of the column names is NUL."""
    even, odd = head[0:HEAD:2], head[1:HEAD:2]
    if len(odd) < 4:
        return None
    for one, other, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if one.count(0) > 0.7 * len(one) and other.count(0) < 0.1 * len(other):
            return encoding
    return None


def _is_utf8(table: Encoded) -> bool:
    """Whether the bytes beyond ASCII are UTF-8, save for faults in a few rows: told by the whole file, for all rows."""
    high = fitting = 0
    for chunk in table.chunks():
        if beyond := len(chunk.translate(None, _ASCII)):
            high += beyond
            fitting += sum(len(found.group()) for found in _SEQUENCE.finditer(chunk))
    return fitting * 2 >= high
