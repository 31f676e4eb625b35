"""One row's fields -> Document, the same for every kind of table."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.errors import InputError
from dateline.model.document import Document, SourceFile, SourceSpan
from dateline.readers.blocks import GAP, SURROGATE, Block, document_of_blocks, make_document
from dateline.readers.decode import LARGEST
from dateline.readers.given import Given, Metadata
from dateline.readers.sections import byline_of, lay_out
from dateline.readers.table.columns import plain
from dateline.readers.table.dates import Dates

_MARKUP = re.compile(
    r"\s*<(?:!--|(?:!doctype|html|head|body|main|article|section|div|p|h[1-6]|ul|ol|table|span|br|a|b|i|em|strong|img"
    r"|figure|blockquote)(?=[\s/>]))",
    re.IGNORECASE,
)
"""A cell that opens with an element of HTML holds a page, or a piece of one."""
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}", re.IGNORECASE)
_NAMES = re.compile(r"[;|]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: what messages call it, its part of the file ("row 17", "" where the file is one report), the
    file's kind, the name of the column that holds the text, and the time of capture."""

    name: str
    part: str
    media_type: str
    column: str
    captured: str | None = None


def document_of_row(fields: Mapping[str, tuple[str, ...]], place: Place, given: Given, dates: Dates) -> Document:
    """The report of a row: field -> its values (several only for a text in paragraphs and for bylines).

    `source_sha256` is of the fields as one JSON object in UTF-8, keys sorted, no spaces, a single value as a string and
    several as a list: rows that say the same have the same id. Raises `InputError` for a row that holds no report.
    """
    values = {field: told for field, cells in fields.items() if (told := tuple(c for c in cells if c.strip()))}
    if "text" not in values:
        raise InputError(place.name, "has no text.", f"Its column “{plain(place.column)}” is empty.")
    joined = "".join(cell for cells in values.values() for cell in cells)
    if "\0" in joined or SURROGATE.search(joined):
        raise InputError(place.name, "holds NUL or half characters.", "Save the table anew as UTF-8.")
    length = sum(len(cell.encode()) for cell in values["text"])
    if length > LARGEST:
        raise InputError(place.name, f"has a text of {length:,} bytes; a report may have {LARGEST:,}.")
    data = canonical(values)
    found = _metadata(values, place, dates)
    if (text := values["text"])[1:] or _MARKUP.match(text[0]):
        return document_of_blocks(
            _blocks(text, place), data, place.name, place.media_type, given, found, place.part or None
        )
    return _plain(text[0], data, place, given, found)


def canonical(values: Mapping[str, tuple[str, ...]]) -> bytes:
    """The bytes that a row's `source_sha256` is of."""
    told = {field: cells[0] if len(cells) == 1 else list(cells) for field, cells in values.items()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(text: str, data: bytes, place: Place, given: Given, found: Metadata) -> Document:
    """A text kept to the character, white space around it included."""
    span = SourceSpan(0, len(text), _column(place), 0)
    file = SourceFile(place.media_type, place.part or None, place.captured, (span,))
    return make_document(text, data, lay_out(text, given.title or found.title), given, found, file)


def _blocks(text: tuple[str, ...], place: Place) -> list[Block]:
    """The blocks of a text in HTML, or of one in paragraphs."""
    if text[1:] and not _MARKUP.match(text[0]):
        return [Block("paragraph", words, f"{_column(place)} [{n}]", 0) for n, words in enumerate(text, 1)]
    from dateline.readers.html.reader import blocks_of_html

    return [replace(block, part=_column(place), at=None) for block in blocks_of_html(GAP.join(text))]


def _column(place: Place) -> str:
    return f"{place.part} column {plain(place.column)}".lstrip()


def _metadata(values: Mapping[str, tuple[str, ...]], place: Place, dates: Dates) -> Metadata:
    def one(field: str) -> str | None:
        return " ".join(", ".join(values[field]).split()) if field in values else None

    url = one("url") or ""
    return Metadata(
        title=one("title"),
        byline=_byline(values.get("byline", ())),
        outlet=one("outlet"),
        published=dates.day(values["published"][0], place.name) if "published" in values else None,
        url=url if _ADDRESS.fullmatch(url) else None,
        language=one("language"),
        captured=place.captured,
    )


def _byline(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a byline: as "By Ann Example and Joe Roe" reads, else parted by semicolons or bars."""
    names: list[str] = []
    for cell in cells:
        names += byline_of(cell) or (" ".join(part.split()) for part in _NAMES.split(cell))
    return tuple(name for name in names if name)
