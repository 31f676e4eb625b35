"""PDF -> Document: the words with their places on the page, read in the order in which people read them.

letters (a process of its own) -> pieces of lines -> columns -> paragraphs -> what each is. What a PDF knows is where
each letter stands and how large it is; everything else here is inferred from that.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.document import Document
from dateline.readers.blocks import document_of_blocks
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.given import Given

LARGEST = 50_000_000
"""Bytes of the largest PDF."""


def read_pdf(
    data: bytes, name: str, given: Given = Given(), *, url: str | None = None, captured: str | None = None
) -> Document:
    """The report of a PDF. Raises `InputError`: damaged, locked, without words, too long, library missing."""
    from dateline.readers.pdf.blocks import blocks_of_pages
    from dateline.readers.pdf.info import metadata_of
    from dateline.readers.pdf.letters import letters_of

    letters = letters_of(data, name)
    found = metadata_of(letters, url, captured)
    return document_of_blocks(blocks_of_pages(letters.pages), data, name, "application/pdf", given, found)


def _read(source: Input) -> Iterator[Document | Failure]:
    data = source.whole(LARGEST)
    yield read_pdf(data, source.name, source.given, url=source.url, captured=source.captured)


def _recognises(head: bytes, name: str) -> bool:
    """The mark may stand anywhere in the first 1,024 bytes (PDF 32000-1, annex H.3.4.1); a page about PDFs is none."""
    return b"%PDF-" in head[:1024] and not head.startswith((b"<", b"{", b"["))


FORMAT = Format("pdf", ("application/pdf", "application/x-pdf"), (".pdf",), _recognises, _read, 10)
