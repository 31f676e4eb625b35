"""The body of a Word document -> blocks, by the styles of its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from dateline.model.document import CELLS
from dateline.model.vocabulary import SectionKind
from dateline.readers.blocks import Block
from dateline.readers.datelines import is_date
from dateline.readers.docx.package import Package
from dateline.readers.docx.styles import Styles
from dateline.readers.docx.text import ALTERNATIVES, BOX, CELL, ROW, TABLE, P, W, boxes_of, goes_on, is_bold, words_of
from dateline.readers.given import Metadata
from dateline.readers.properties import authors_of, title_of
from dateline.readers.sections import byline_of

ROW_LENGTH = 1000
"""Characters from which the cells of a row are read one by one: such a table only lays out the page."""
HEADING = (110, 15)
"""Characters and words of the longest heading that is told by bold type alone."""
SHOWN = 5000
"""Characters at the beginning of the text in which the title must stand to be surely right."""
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def blocks_of(package: Package) -> list[Block]:
    """The blocks of the body in order, then notes, headers and footers as boilerplate."""
    styles = Styles(package.styles)
    blocks = _titled(list(Story(*package.main, styles).blocks()))
    for name, tree in package.notes:
        story = Story(name, tree, styles)
        for note in tree:
            if note.get(W + "type") not in _SEPARATORS:
                blocks += _boilerplate(story.blocks(note))
    seen: set[str] = set()
    for name, tree in package.edges:
        for block in _boilerplate(Story(name, tree, styles).blocks()):
            if block.text not in seen:
                blocks.append(block)
            seen.add(block.text)
    return blocks


def metadata_of(package: Package, blocks: list[Block], url: str | None, captured: str | None) -> Metadata:
    """Title, authors and language that the file tells of itself; its date is the day when it was made: not taken."""
    shown = " ".join(b.text for b in blocks[:40])[:SHOWN]
    return Metadata(
        title=title_of(package.title, shown),
        byline=authors_of(package.author),
        url=url,
        language=package.language or None,
        captured=captured,
    )


def _whole(parts: list[Block]) -> Block:
    """The paragraph that several are once their ends are deleted."""
    return replace(parts[0], text="".join(part.text for part in parts))


def _boilerplate(blocks: Iterator[Block]) -> Iterator[Block]:
    return (replace(block, kind="boilerplate") for block in blocks)


def _titled(blocks: list[Block]) -> list[Block]:
    """Without a title the heading that opens the document is one."""
    first = next((n for n, b in enumerate(blocks) if b.kind != "boilerplate"), None)
    if first is None or blocks[first].kind != "heading" or any(b.kind == "title" for b in blocks):
        return blocks
    return [*blocks[:first], replace(blocks[first], kind="title"), *blocks[first + 1 :]]


class Story:
    """One part of the document: its body, its notes, a header."""

    def __init__(self, name: str, tree: Any, styles: Styles) -> None:
        self.name, self.tree, self.styles = name, tree, styles

    @cached_property
    def numbers(self) -> dict[Any, int]:
        """Paragraph element -> its number in the part."""
        return {paragraph: n for n, paragraph in enumerate(self.tree.iter(P), 1)}

    def blocks(self, within: Any = None) -> Iterator[Block]:
        """The blocks of the part, or of one element of it, in order."""
        return self._blocks(self.tree if within is None else within)

    def _blocks(self, parent: Any) -> Iterator[Block]:
        begun: list[Block] = []
        for element in parent:
            if element.tag == P:
                begun.append(self._paragraph(element))
                if not goes_on(element):
                    yield _whole(begun)
                    begun = []
                yield from self._boxes(element)
            elif element.tag == TABLE:
                yield from self._table(element)
            elif element.tag == ALTERNATIVES:
                yield from self._blocks(element[:1])
            elif element.tag not in {W + "del", W + "moveFrom", W + "sectPr"} and len(element):
                yield from self._blocks(element)
        if begun:
            yield _whole(begun)

    def _paragraph(self, element: Any) -> Block:
        text = words_of(element)
        return Block(self._kind(element, text.strip()), text, self._part(element), 0)

    def _part(self, element: Any) -> str:
        return f"{self.name} paragraph {self.numbers[element]}"

    def _boxes(self, element: Any) -> Iterator[Block]:
        for box in boxes_of(element):
            yield from self._blocks(box)

    def _table(self, table: Any) -> Iterator[Block]:
        """Each row as a paragraph, its cells side by side; long cells one by one."""
        for row in table.iter(ROW):
            if next(row.iterancestors(TABLE)) is not table:
                continue
            cells = [list(self._blocks(cell)) for cell in row.iterchildren(CELL, W + "sdt")]
            texts = [" ".join(b.text.strip() for b in cell if b.text.strip()) for cell in cells]
            filled = [text for text in texts if text]
            if len(filled) > 1 and sum(map(len, filled)) <= ROW_LENGTH:
                first = next(b for cell in cells for b in cell if b.text.strip())
                yield Block("paragraph", CELLS.join(filled), first.part, 0)
            else:
                yield from (block for cell in cells for block in cell)

    def _kind(self, element: Any, text: str) -> SectionKind:
        """What a paragraph is by its style; without one a short bold line is a heading."""
        told = self.styles.kind_of(element)
        if told in {"heading", "title"} and (is_date(text) or byline_of(text)):
            return "paragraph"
        if told or len(text) > HEADING[0] or not text:
            return told or "paragraph"
        short = len(text.split()) <= HEADING[1] and not text.endswith((".", ",", ";", ":"))
        inside = next(element.iterancestors(CELL, BOX), None) is not None
        if short and not inside and is_bold(element) and not is_date(text) and not byline_of(text):
            return "heading"
        return "paragraph"
