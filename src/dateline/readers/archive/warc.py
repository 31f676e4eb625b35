"""WARC files -> the pages in them, each a report: address and time of capture from the record, text by its format."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from dateline.errors import InputError
from dateline.model.document import Document, SourceFile
from dateline.readers.extras import need
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.given import Given

_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z")
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream")
"""Media types that say nothing: the bytes decide."""


def reports_of(
    stream: BinaryIO, name: str, given: Given = Given(), urls: frozenset[str] | None = None
) -> Iterator[Document | Failure]:
    """The reports of a WARC file; only those of `urls` where given."""
    from dateline.readers.archive.records import Wanted, pages_of
    from dateline.readers.formats import formats

    need(name, "web archives", "warc", "fastwarc")
    types = frozenset(t for one in formats() if not one.many for t in one.media_types)
    for page in pages_of(stream, name, Wanted(types.union(_UNTOLD), urls)):
        if isinstance(page, Failure):
            yield page
            continue
        part = f"record {page.id}"
        captured = page.captured if _STAMP.fullmatch(page.captured) else None
        url = page.url if page.url.lower().startswith(("http://", "https://")) else None
        inner = Input(
            f"{name} {part}", io.BytesIO(page.body), len(page.body), given, None, url, captured, page.media_type
        )
        yield from _reports(inner, part)


def _reports(page: Input, part: str) -> Iterator[Document | Failure]:
    from dateline.readers.formats import format_of

    known = format_of(page)
    told = (page.media_type or "").split(";")[0].strip().lower()
    if known.many or (known.name == "text" and told in _UNTOLD):
        return
    try:
        if known.name == "text":
            yield _as_part(_plain(page), part)
            return
        for report in known.read(page):
            yield report if isinstance(report, Failure) else _as_part(report, part)
    except InputError as exc:
        yield Failure(exc)


def _as_part(report: Document, part: str) -> Document:
    file = report.file or SourceFile("application/octet-stream")
    return replace(report, file=replace(file, part=part))


def _plain(page: Input) -> Document:
    """A page of plain text, in the encoding that the server named."""
    from email.message import Message

    from dateline.readers.blocks import SURROGATE, document_of_text
    from dateline.readers.charsets import codec
    from dateline.readers.decode import LARGEST
    from dateline.readers.text import read_text_bytes

    data = page.whole(LARGEST)
    fields = Message()
    fields["content-type"] = page.media_type or ""
    named = codec(fields.get_content_charset())
    file = SourceFile("text/plain", None, page.captured)
    given = replace(page.given, url=page.given.url or page.url)
    if named in {None, "utf-8", "ascii"}:
        return replace(read_text_bytes(data, page.name, given), file=file)
    try:
        text = data.decode(named or "utf-8")
    except (UnicodeError, LookupError):
        return replace(read_text_bytes(data, page.name, given), file=file)
    if "\0" in text or not text.strip() or SURROGATE.search(text):
        raise InputError(page.name, "holds no text.", "Give a page that holds a report.")
    return document_of_text(text, data, given, file)


def _read(source: Input) -> Iterator[Document | Failure]:
    if source.size == 0:
        raise InputError(source.name, "is empty.", "Give a file that holds a web archive.")
    return reports_of(source.stream, source.name, source.given)


def _recognises(head: bytes, name: str) -> bool:
    """A record at the beginning, packed or not."""
    if head.startswith(b"\x1f\x8b"):
        try:
            begin = zlib.decompressobj(31).decompress(head, 8)
        except zlib.error:
            begin = b""
        return begin.startswith(b"WARC/") or (not begin and name.lower().endswith(".warc.gz"))
    return head.startswith((b"WARC/1.", b"WARC/0."))


FORMAT = Format(
    "warc", ("application/warc", "application/x-warc"), (".warc", ".warc.gz"), _recognises, _read, 5, many=True
)
