"""Plain text -> Document. The text is kept as given, to the character; its parts are told apart in `sections.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.errors import InputError
from dateline.model.document import Document, SourceFile
from dateline.readers.blocks import SURROGATE, document_of_text
from dateline.readers.decode import LARGEST, decode
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.given import Given


def read_text(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    byline: Iterable[str] = (),
    name: str = "text",
) -> Document:
    """A report given as text. `published` is an ISO date; what is not given is taken from the text or stays None.

    Raises `InputError` for a text that cannot be read (empty, too long, NUL or half characters), `SettingsError` for a
    date that is none.
    """
    if SURROGATE.search(text):
        raise InputError(name, "holds half a character (a lone surrogate).", "Decode it anew from its bytes.")
    data = text.encode()
    if "\0" in text:
        raise InputError(name, "holds NUL characters, so it is not a text.", "Give the report as text.")
    if not text.strip():
        raise InputError(name, "is empty.", "Give a text that holds a report.")
    if len(data) > LARGEST:
        raise InputError(name, f"has {len(data):,} bytes; a report may have {LARGEST:,}.", "Give one report at a time.")
    return document_of_text(text, data, Given(published, outlet, title, url, tuple(byline)))


def read_text_bytes(data: bytes, name: str, given: Given = Given()) -> Document:
    """A report as the bytes of a text file; `name` is what messages call it. `source_sha256` is of these bytes."""
    text = decode(data, name)
    if "\0" in text or not text.strip():
        raise InputError(name, "holds no text.", "Give a file that holds a report.")
    if SURROGATE.search(text):
        raise InputError(name, "holds half a character (a lone surrogate).", "Save it as UTF-8.")
    return document_of_text(text, data, given, SourceFile("text/plain"))


def _read(source: Input) -> Iterator[Document | Failure]:
    data = source.whole(LARGEST)
    document = read_text_bytes(data, source.name, source.given)
    if source.captured or source.url:
        file = SourceFile("text/plain", captured=source.captured)
        document = replace(document, url=document.url or source.url, file=file)
    yield document


FORMAT = Format("text", ("text/plain", "text/markdown"), (".txt", ".text", ".md"), lambda head, name: False, _read, 99)
