"""Lines in reading order -> paragraphs, also across columns and pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from dateline.readers.lines import is_final, is_item
from dateline.readers.pdf.columns import Line
from dateline.readers.pdf.hyphens import goes_on, join

STYLE = (0.08, 0.35)
"""Share by which sizes within one paragraph may differ; and where a sentence plainly goes on (text that was recognised
in a picture is set a little differently from line to line)."""
SPACED = 1.3
"""Times the usual distance of lines from which a paragraph begins."""
INDENT = 0.8
"""Em by which a paragraph's first line is set in."""
ROOM = 1.0
"""Em that stay free at the end of a line whose next word would have fitted."""
APART = 2.0
"""Em between the base lines of two lines of one page from which they belong to two paragraphs."""
FULL = 2.0
"""Em that a full line may leave free."""


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph; `page` and `at` tell where it begins."""

    page: int
    lines: list[Line] = field(default_factory=list)

    def text(self, known: frozenset[str]) -> str:
        """Its words, hyphens at the ends of lines undone. Parts are gathered, so that time grows with the length."""
        done: list[str] = []
        text = self.lines[0].piece.text
        for line in self.lines[1:]:
            whole = join(text[-200:], line.piece.text, known)
            kept = len(whole) - len(line.piece.text)
            done.append(text[:-200] + whole[:kept])
            text = whole[kept:]
        return "".join([*done, text]).replace("\xad", "")

    @property
    def at(self) -> int:
        return self.lines[0].piece.at

    @property
    def size(self) -> float:
        return self.lines[0].piece.size

    @property
    def bold(self) -> bool:
        return all(line.piece.bold for line in self.lines)


def paragraphs_of(pages: Sequence[tuple[int, Sequence[Line]]], body: float) -> Iterator[Paragraph]:
    """The paragraphs of a document: (page number, its lines without those that run through the pages)."""
    open_: Paragraph | None = None
    for number, lines in pages:
        distances = _distances(lines)
        for n, line in enumerate(lines):
            before = lines[n - 1] if n else None
            if open_ and before and before.column == line.column:
                on = not _begins(before, line, distances.get(line.column, 1.2 * line.piece.size))
            else:
                on = open_ is not None and _continues(open_.lines[-1], line, body, turned=before is None)
            if open_ and on:
                open_.lines.append(line)
                continue
            if open_:
                yield open_
            open_ = Paragraph(number, [line])
    if open_:
        yield open_


def _distances(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of lines of one size, by column."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for a, b in pairwise(lines):
        if a.column == b.column and _same_size(a, b) and a.piece.y > b.piece.y:
            found[a.column].append(a.piece.y - b.piece.y)
    return {column: median(each) for column, each in found.items() if len(each) > 2}


def _same_size(a: Line, b: Line, most: float = STYLE[0]) -> bool:
    return abs(a.piece.size - b.piece.size) <= most * max(a.piece.size, b.piece.size)


def _same_style(a: Line, b: Line) -> bool:
    """Whether two lines are set alike, or near enough for a sentence that goes on from one to the other."""
    if _same_size(a, b) and a.piece.bold == b.piece.bold:
        return True
    on = b.piece.text[:1].islower() and not is_final(a.piece.text)
    return on and _same_size(a, b, STYLE[1])


def _begins(before: Line, line: Line, usual: float) -> bool:
    """Whether a line begins a paragraph below another line of its column."""
    a, b = before.piece, line.piece
    if before.alone or line.alone or not _same_style(before, line) or is_item(b.text[:12]):
        return True
    down = a.y - b.y
    if down <= 0 or down > SPACED * max(usual, b.size):
        return True
    if goes_on(a.text):
        return False
    closed = is_final(a.text)
    if _set_in(line) > INDENT * b.size >= _set_in(before) and not is_item(a.text[:12]):
        return closed or _set_in(line) < 4 * b.size
    return closed and _free(before) > b.first + ROOM * b.size


def _continues(before: Line, line: Line, body: float, *, turned: bool) -> bool:
    """Whether a paragraph goes on at the top of the next column, or page where one was `turned`."""
    a, b = before.piece, line.piece
    if before.alone or line.alone or not _same_style(before, line) or is_item(b.text[:12]):
        return False
    if abs(a.size - body) > STYLE[0] * body:
        return False
    if not turned and a.y - b.y > APART * b.size:
        return False
    if is_final(a.text) and not goes_on(a.text):
        return False
    if goes_on(a.text) or b.text[:1].islower():
        return True
    return not before.single and _free(before) <= FULL * a.size and _set_in(line) <= INDENT * b.size


def _free(line: Line) -> float:
    """The room behind a line's last word."""
    return line.piece.x0 - line.left if line.piece.rtl else line.right - line.piece.x1


def _set_in(line: Line) -> float:
    """The room before its first word."""
    return line.right - line.piece.x1 if line.piece.rtl else line.piece.x0 - line.left
