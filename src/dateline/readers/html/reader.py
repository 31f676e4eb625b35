"""A saved web page -> Document.

The page is decoded (`charset.py`), read into a tree whose texts know their place (`markup.py`, `tree.py`), cut into
pieces (`pieces.py`); what it says of itself is gathered (`metadata.py`, `jsonld.py`) and the report told from what
stands around it (`place.py`, `article.py`). Nothing is fetched, nothing is run.

A block's `at` counts the characters of the decoded page from its first one, a byte-order mark not counted. It is None
for text that only the page's JSON-LD holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.errors import InputError
from dateline.model.document import Document
from dateline.readers.blocks import Block, document_of_blocks
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.given import Given

MEDIA_TYPE = "text/html"
_BEFORE = re.compile(rb"(?:<!--.*?-->|<\?xml\b[^>]*>|\s+)", re.DOTALL)
_START = re.compile(rb"<(?:!doctype\s+html(?=[\s>])|(?:html|head|body|article)(?=[\s>/]))", re.IGNORECASE)


def read_html(
    data: bytes,
    name: str,
    given: Given = Given(),
    *,
    charset: str | None = None,
    url: str | None = None,
    captured: str | None = None,
) -> Document:
    """The report of a web page.

    `charset` is what the server called it, `url` where it was fetched and `captured` when (ISO 8601, UTC). Raises
    `InputError` for what is no page, too large, or holds no text.
    """
    from dateline.readers.html.article import report_of
    from dateline.readers.html.charset import decode_page
    from dateline.readers.html.metadata import metadata_of
    from dateline.readers.html.tree import parse

    page = parse(decode_page(data, name, charset), name)
    found = metadata_of(page, url, captured)
    report = report_of(page, found)
    if not report.blocks:
        advice = "Save the page once it is fully shown, or give its text as .txt."
        raise InputError(name, "is a web page without text that a reader would see.", advice)
    title = found.metadata.title if found.named else report.title or found.metadata.title
    told = found.metadata
    known = replace(told, title=title, published=told.published or report.day, byline=told.byline or report.byline)
    return document_of_blocks(report.blocks, data, name, MEDIA_TYPE, given, known)


def blocks_of_html(html_text: str) -> list[Block]:
    """The blocks of a piece of HTML (the body of an e-mail, an entry of a feed): all of its visible text, in order."""
    from dateline.readers.html.article import fragment_blocks
    from dateline.readers.html.tree import parse

    return fragment_blocks(parse(html_text))


def recognises(head: bytes, name: str) -> bool:
    """Whether a file opens as a web page does, comments and the XML declaration set aside."""
    at = 0
    while found := _BEFORE.match(head, at):
        at = found.end()
    return _START.match(head, at) is not None


def _read(source: Input) -> Iterator[Document | Failure]:
    from dateline.readers.html.charset import LARGEST_PAGE

    data = source.whole(LARGEST_PAGE)
    charset = re.search(r"charset=[\"']?([\w:.-]+)", source.media_type or "", re.IGNORECASE)
    yield read_html(
        data,
        source.name,
        source.given,
        charset=charset.group(1) if charset else None,
        url=source.url,
        captured=source.captured,
    )


FORMAT = Format(
    "html", ("text/html", "application/xhtml+xml"), (".html", ".htm", ".xhtml", ".xht", ".shtml"), recognises, _read, 40
)
