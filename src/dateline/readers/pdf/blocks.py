"""Pages of words -> blocks: paragraphs with what their setting says they are (title, heading, running line, note)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model.vocabulary import SectionKind
from dateline.readers.blocks import Block
from dateline.readers.datelines import is_date
from dateline.readers.lines import is_item
from dateline.readers.pdf.columns import Line, lines_of
from dateline.readers.pdf.hyphens import words_of
from dateline.readers.pdf.letters import Page
from dateline.readers.pdf.paragraphs import Paragraph, paragraphs_of
from dateline.readers.pdf.pieces import pieces_of, rows_of
from dateline.readers.pdf.running import Sheet, body_size, note_lines, running_rows
from dateline.readers.sections import byline_of

HEADING = (250, 32)
"""Characters and words of the longest heading."""
LARGER = 1.12
"""Times the text's size from which a short paragraph is a heading."""
TITLE = 1.25
"""The same for the title, which stands on the first page."""
SMALL_CAPS = 12
"""Words of the longest heading that is told by its capitals alone."""


def blocks_of_pages(pages: Sequence[Page]) -> list[Block]:
    """The blocks of a document in reading order; what only runs along stands behind the paragraph it would part."""
    sheets = [Sheet(p.bottom, p.top, tuple(rows_of(pieces_of(p.words)))) for p in pages]
    running = running_rows(sheets)
    body = body_size(sheets)
    flow: list[tuple[int, list[Line]]] = []
    aside: dict[int, list[Block]] = {}
    for page, sheet, apart in zip(pages, sheets, running, strict=True):
        lines = lines_of([row for n, row in enumerate(sheet.rows) if n not in apart])
        notes = note_lines(lines, sheet, body)
        flow.append((page.number, [line for n, line in enumerate(lines) if n not in notes]))
        aside[page.number] = [
            *_running(page, sheet, apart),
            *_notes(page.number, [lines[n] for n in sorted(notes)], body),
            *_hidden(page),
        ]
    return list(_woven(list(paragraphs_of(flow, body)), aside, words_of(_texts(flow)), body))


def _texts(flow: Sequence[tuple[int, Sequence[Line]]]) -> Iterator[str]:
    return (line.piece.text for _, lines in flow for line in lines)


def _running(page: Page, sheet: Sheet, apart: set[int]) -> Iterator[Block]:
    for n in sorted(apart):
        row = sheet.rows[n]
        yield Block("boilerplate", " ".join(p.text for p in row), _part(page.number), row[0].at)


def _notes(number: int, lines: Sequence[Line], body: float) -> Iterator[Block]:
    known = words_of(line.piece.text for line in lines)
    for note in paragraphs_of([(number, lines)], body):
        yield Block("boilerplate", note.text(known), _part(number), note.at)


def _hidden(page: Page) -> Iterator[Block]:
    for piece in pieces_of(page.hidden):
        yield Block("boilerplate", piece.text, _part(page.number), piece.at)


def _part(number: int) -> str:
    return f"page {number}"


def _woven(
    paragraphs: Sequence[Paragraph], aside: dict[int, list[Block]], known: frozenset[str], body: float
) -> Iterator[Block]:
    """Paragraphs, and behind the last of each page what runs along on it."""
    title = _title(paragraphs, body)
    waiting = list(aside)
    for n, paragraph in enumerate(paragraphs):
        while waiting and waiting[0] < paragraph.page:
            yield from aside[waiting.pop(0)]
        text = paragraph.text(known)
        yield Block("title" if n == title else _kind(paragraph, text, body), text, _part(paragraph.page), paragraph.at)
    for number in waiting:
        yield from aside[number]


def _title(paragraphs: Sequence[Paragraph], body: float) -> int | None:
    """The first of the paragraphs that are set largest on the first page."""
    first = [n for n, p in enumerate(paragraphs) if p.page == paragraphs[0].page and _is_short(_flat(p))]
    if not first:
        return None
    largest = max(first, key=lambda n: (round(paragraphs[n].size, 1), -n))
    return largest if paragraphs[largest].size >= TITLE * body else None


def _flat(paragraph: Paragraph) -> str:
    return " ".join(line.piece.text for line in paragraph.lines[:6])


def _is_short(text: str) -> bool:
    """Whether a text is no longer than headings are, and holds words."""
    return len(text) <= HEADING[0] and len(text.split()) <= HEADING[1] and any(c.isalpha() for c in text)


def _kind(paragraph: Paragraph, text: str, body: float) -> SectionKind:
    """Heading or paragraph, by size, weight and capitals; the wording tells the rest (`lay_out_blocks`)."""
    bullet = is_item(text[:12]) and not text[0].isalnum()
    if not _is_short(text) or paragraph.lines[0].alone or text.endswith((".", ",", ";")) or bullet:
        return "paragraph"
    if is_date(text) or byline_of(text):
        return "paragraph"
    if paragraph.size >= LARGER * body or (paragraph.bold and paragraph.size > (1 - 0.08) * body):
        return "heading"
    words = text.split()
    return "heading" if text.isupper() and 1 < len(words) <= SMALL_CAPS and len(paragraph.lines) == 1 else "paragraph"
