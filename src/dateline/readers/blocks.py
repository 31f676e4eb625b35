"""Blocks -> Document: what every reader of a structured format ends in.

A reader hands over the report's pieces in reading order, each with what the format says it is; the text is their words
with a blank line between, and what the format leaves open (a dateline, a byline, "Share this article") is told by the
wording, as in plain text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.errors import InputError
from dateline.model.document import DatelineMark, Document, Published, SourceFile, SourceSpan
from dateline.model.vocabulary import SectionKind
from dateline.readers.datelines import place_filed
from dateline.readers.decode import LARGEST
from dateline.readers.given import Given, Metadata
from dateline.readers.language import mark_languages
from dateline.readers.sections import Layout, lay_out, lay_out_blocks

GAP = "\n\n"
SURROGATE = re.compile(r"[\ud800-\udfff]")
_ODD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a report. `part` and `at` say where its first character stands in the source (see `SourceSpan`)."""

    kind: SectionKind
    text: str
    part: str = ""
    at: int | None = None


def document_of_blocks(
    blocks: Sequence[Block],
    data: bytes,
    name: str,
    media_type: str,
    given: Given = Given(),
    found: Metadata = Metadata(),
    part: str | None = None,
) -> Document:
    """The document of a report's blocks. `data` are the bytes that `source_sha256` is of: those of this report alone.

    Control characters and half characters are taken out, blocks without words left out. Raises `InputError` where no
    words are left, or more than a report may have.
    """
    kept = [(b, text) for b in blocks if (text := _ODD.sub("", b.text).strip())]
    text = GAP.join(words for _, words in kept)
    if not text:
        raise InputError(name, "holds no text that could be read.", "Give a report with words in it.")
    if len(text.encode()) > LARGEST:
        raise InputError(name, f"holds {len(text):,} characters of text; a report may have {LARGEST:,} bytes.")
    spans: list[SourceSpan] = []
    marks: list[tuple[int, int, SectionKind]] = []
    at = 0
    for block, words in kept:
        marks.append((at, at + len(words), block.kind))
        if block.part or block.at is not None:
            spans.append(SourceSpan(at, at + len(words), block.part, block.at))
        at += len(words) + len(GAP)
    layout = lay_out_blocks(text, marks, given.title or found.title)
    file = SourceFile(media_type, part, found.captured, tuple(spans))
    return make_document(text, data, layout, given, found, file)


def document_of_text(text: str, data: bytes, given: Given, file: SourceFile | None = None) -> Document:
    """The document of plain text, kept to the character."""
    return make_document(text, data, lay_out(text, given.title), given, Metadata(), file)


def make_document(
    text: str, data: bytes, layout: Layout, given: Given, found: Metadata, file: SourceFile | None
) -> Document:
    sha = hashlib.sha256(data).hexdigest()
    read_off = text[slice(*layout.title)] if layout.title else None
    language, sections = mark_languages(text, layout.sections, found.language)
    return Document(
        id=f"doc-{sha[:12]}",
        title=given.title or found.title or (" ".join(read_off.split()) if read_off else None),
        byline=given.byline or found.byline or layout.byline,
        outlet=given.outlet or found.outlet or (layout.opening.agency if layout.opening else None),
        dateline=_filed(found, layout),
        published=_published(given, found, layout),
        language=language,
        url=given.url or found.url,
        source_sha256=sha,
        text=text,
        sections=tuple(sections),
        file=file,
    )


def _filed(found: Metadata, layout: Layout) -> DatelineMark | None:
    """Where the report was filed: as it opens, else as its page or file says."""
    mark = layout.dateline
    if found.filed is None or (mark is not None and mark.place):
        return mark
    return DatelineMark(place_filed(found.filed), mark.text if mark else found.filed)


def _published(given: Given, found: Metadata, layout: Layout) -> Published:
    """The user's date, else the page's or file's, else the dateline's if it has a year, else that of a "Published …"
    line; never a guess."""
    if given.published is not None:
        return Published(given.published, "given")
    if found.published:
        return Published(found.published, "metadata")
    if layout.opening and layout.opening.date:
        return Published(layout.opening.date, "dateline")
    return Published(layout.published, "text") if layout.published else Published()
