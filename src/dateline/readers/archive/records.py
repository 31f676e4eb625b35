"""A WARC file -> its records, one by one (ISO 28500); what is broken in it is passed over, and told.

After a broken record reading goes on at the next place where a record begins.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from dateline.errors import InputError
from dateline.readers.archive.http import LARGEST, BodyError, body_of
from dateline.readers.formats import Failure

BROKEN_PLACES = 20
"""Places at which reading is taken up again before a file is given up."""
CANDIDATES = 10_000
"""Places that look like the beginning of a record and are tried, in the whole file."""
_BLOCK = 1 << 20
_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/1.0"
_BEGIN = re.compile(rb"\x1f\x8b\x08|(?:^|\n)WARC/[01]\.\d")
_ERRORS = (OSError, ValueError, EOFError, zlib.error, zipfile.BadZipFile)


@dataclass(frozen=True, slots=True)
class Page:
    """The body of a response (or of a resource), as it was shown to a reader."""

    id: str
    url: str
    captured: str
    media_type: str
    body: bytes


def pages_of(stream: BinaryIO, name: str, wanted: Wanted) -> Iterator[Page | Failure]:
    """The pages of a WARC file that are wanted; a `Failure` for each that cannot be read.

    Raises `InputError` where the file holds no record at all.
    """
    walk = _Walk(stream, name, wanted, stream.seek(0, 2))
    at: int | None = 0
    while at is not None:
        try:
            at = yield from walk.from_(at)
        except _ERRORS as exc:
            at = walk.next_record()
            if walk.found or at is not None:
                yield Failure(InputError(name, f"is broken after byte {walk.last:,} ({exc}).", _went_on(at)))
    if not walk.found:
        raise InputError(name, "holds no WARC record.", "Check that it is a WARC file.")


@dataclass(slots=True)
class _Walk:
    """How far a file is read: `last` is where the last whole record begins."""

    stream: BinaryIO
    name: str
    wanted: Wanted
    size: int
    last: int = 0
    found: bool = False
    places: int = BROKEN_PLACES
    candidates: int = CANDIDATES

    def from_(self, at: int) -> Generator[Page | Failure, None, int | None]:
        """The pages from a place on. Returns where to go on, if a record there would hide those behind it."""
        from fastwarc.warc import ArchiveIterator

        self.last = at
        self.stream.seek(at)
        packed = self.stream.read(3) == _GZIP
        self.stream.seek(at)
        for record in ArchiveIterator(self.stream, parse_http=True):
            self.found, self.last = True, record.stream_pos
            page = _page(record, self.name, self.wanted)
            if page is not None:
                yield page
            if isinstance(page, Failure) and self._hides(record, packed=packed):
                here = self.stream.tell()
                following = self.next_record()
                if following is not None:
                    return following
                self.stream.seek(here)
        return None

    def _hides(self, record: Any, *, packed: bool) -> bool:
        """Whether a broken record states a length beyond the end of the file, or is a bomb."""
        return bool(record.content_length > (LARGEST if packed else self.size - record.stream_pos))

    def next_record(self) -> int | None:
        """The next place behind the last record where one begins, packed or not."""
        self.places -= 1
        if self.places < 0:
            return None
        at, before = self.last + 1, b""
        self.stream.seek(at)
        while block := self.stream.read(_BLOCK):
            held = before + block
            for place in _BEGIN.finditer(held):
                self.candidates -= 1
                if self.candidates < 0:
                    return None
                if place.group() != _GZIP or _is_packed_record(held[place.start() : place.start() + 512]):
                    return at - len(before) + place.end() - (3 if place.group() == _GZIP else len(_PLAIN))
            at += len(block)
            before = held[-512:]
        return None


class Wanted:
    """Which responses are read: by type, and by address where only some pages are asked for."""

    def __init__(self, types: frozenset[str], urls: frozenset[str] | None = None) -> None:
        self.types, self.urls = types, urls

    def takes(self, url: str, media_type: str) -> bool:
        """Whether a response is read, by what is known before its body is."""
        bare = media_type.split(";", maxsplit=1)[0].strip().lower()
        if bare not in self.types or _NO_PAGE.search(url) or url.startswith("urn:"):
            return False
        return self.urls is None or url.split("#", maxsplit=1)[0] in self.urls


_NO_PAGE = re.compile(r"/(?:robots|ads|app-ads|humans|security|llms)\.txt\Z|/\.well-known/")
"""Files for programs that stand beside pages as plain text."""


def _page(record: Any, name: str, wanted: Wanted) -> Page | Failure | None:
    """The page in a record; None for records that hold none."""
    headers = record.headers
    kind = (headers.get("WARC-Type") or "").strip().lower()
    url = (headers.get("WARC-Target-URI") or "").strip("<> ")
    if kind == "response" and record.is_http_parsed:
        answer = record.http_headers
        media = answer.get("Content-Type") or ""
        if answer.status_code is None:
            return _broken(record, name, url, "it holds no HTTP response")
        if answer.status_code != 200:
            return None
        codings = (answer.get("Transfer-Encoding") or "", answer.get("Content-Encoding") or "")
    elif kind == "resource":
        media, codings = headers.get("Content-Type") or "", ("", "")
    else:
        return None
    if not wanted.takes(url, media):
        return None
    try:
        body = body_of(_payload(record), *codings)
    except (BodyError, *_ERRORS) as exc:
        return _broken(record, name, url, str(exc))
    return Page(_called(record), url, headers.get("WARC-Date") or "", media, body)


def _called(record: Any) -> str:
    return str(record.record_id or f"at byte {record.stream_pos}")[:200]


def _broken(record: Any, name: str, url: str, why: str) -> Failure:
    return Failure(
        InputError(f"{name} record {_called(record)}", f"cannot be read: {why}.", f"Its address is {url[:300]}.")
    )


def _payload(record: Any) -> bytes:
    """The bytes of a record, checked against the length that it states."""
    stated = record.content_length
    if stated > LARGEST:
        raise BodyError(f"it has {stated:,} bytes, and {LARGEST:,} are allowed")
    data: bytes = record.reader.read(LARGEST + 1)
    if len(data) < stated:
        raise BodyError(f"it is cut off after {len(data):,} of {stated:,} bytes")
    return data


def _is_packed_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data, 8).startswith(b"WARC/")
    except zlib.error:
        return False


def _went_on(following: int | None) -> str:
    return "The rest is not read." if following is None else f"Reading goes on at byte {following:,}."
