"""Word documents (.docx, .docm) -> Document. Macros and pictures are never looked at, and nothing linked is fetched."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.blocks import document_of_blocks
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.given import Given

LARGEST = 50_000_000
"""Bytes of the largest file."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MACROS = "application/vnd.ms-word.document.macroenabled.12"
ENDINGS = (".docx", ".docm", ".dotx", ".dotm")
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of old office files, and of new ones that are locked (MS-CFB, section 2.2)."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def read_docx(
    data: bytes, name: str, given: Given = Given(), *, url: str | None = None, captured: str | None = None
) -> Document:
    """The report of a Word document. Raises `InputError`: damaged, locked, an old .doc, hostile, library missing."""
    from dateline.readers.docx.package import opened
    from dateline.readers.docx.story import blocks_of, metadata_of

    _refuse(data, name)
    package = opened(data, name)
    blocks = blocks_of(package)
    found = metadata_of(package, blocks, url, captured)
    return document_of_blocks(blocks, data, name, MEDIA_TYPE, given, found)


def _refuse(data: bytes, name: str) -> None:
    if not data.strip():
        raise InputError(name, "is empty.", "Give a file that holds a report.")
    if data.startswith(_COMPOUND):
        if _LOCKED in data:
            raise InputError(name, "is locked with a password.", "Save it without a password first.")
        raise InputError(name, "is an old Word document (.doc).", "Save it as .docx or .txt first.")
    if not data.startswith(_ZIP):
        raise InputError(name, "is no Word document, whatever its name says.", "Open it and save it as .docx.")


def _read(source: Input) -> Iterator[Document | Failure]:
    data = source.whole(LARGEST)
    yield read_docx(data, source.name, source.given, url=source.url, captured=source.captured)


def _recognises(head: bytes, name: str) -> bool:
    called = name.lower()
    if head.startswith(_COMPOUND):
        return called.endswith((".doc", ".dot", *ENDINGS))
    return head.startswith(_ZIP) and (b"word/" in head or called.endswith(ENDINGS))


FORMAT = Format("docx", (MEDIA_TYPE, MACROS, "application/msword"), (*ENDINGS, ".doc"), _recognises, _read, 20)
