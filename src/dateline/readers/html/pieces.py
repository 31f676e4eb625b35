"""The tree of a page -> its visible text in pieces: paragraphs, headings, list items, table rows, captions.

Nothing is judged here but what the markup says; which pieces are the report is told in `article.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from dateline.errors import InputError
from dateline.model.document import CELLS
from dateline.readers.html.hidden import Unseen, declarations
from dateline.readers.html.markup import Text, has_trait, shown
from dateline.readers.html.notes import BEFORE, is_note
from dateline.readers.html.tree import Node, Page

MOST_PIECES = 50_000
"""Pieces of the largest page: a book has a tenth of that."""
CELL = 400
"""Characters of a cell of a table of data; longer ones are columns of a page's layout."""
SEAM = CELLS
"""Between the facts of a byline that only the page's style sets apart."""
ROW_BLOCKS = frozenset("block flex grid table list-item table-row flow-root".split())
_UNSEEN = r"[\s\x00-\x08\x0e-\x1f\x7f\xad\u200b\u2060\ufeff]"
_BLANK = re.compile(rf"{_UNSEEN}+")
_LEAD = re.compile(
    rf"(?:{_UNSEEN}|&(?:nbsp|shy|ensp|emsp|thinsp|zerowidthspace|#160|#xa0|#173|#xad|#8203|#x200b|#32|#9|#10);?)+",
    re.IGNORECASE,
)
_BLANK_LINE = re.compile(r"\n[ \t\r\f]*\n")
PARTED = frozenset({"byline", "time"})
LINE = 400
"""Characters of the source of a byline: what is longer is no byline, whatever it is called."""
_LEVEL = {f"h{n}": n for n in range(1, 7)}


@dataclass(slots=True, eq=False)
class Piece:
    """A stretch of visible text with nothing but inline markup inside. `at` is where it begins in the source.

    `node` is the block element that holds it; of its characters, `links`, `strong` and `times` stand in links, in bold
    print and in `<time>`.
    """

    text: str
    at: int | None
    node: Node
    level: int = 0
    """1 to 6 for h1 to h6."""
    caption: bool = False
    credit: bool = False
    """Who made a picture, where the markup says so."""
    item: bool = False
    row: bool = False
    links: int = 0
    strong: int = 0
    times: int = 0
    anchor: bool = False
    """Whether its link leads to a place on the same page."""

    @property
    def size(self) -> int:
        return len(self.text)

    def mostly(self, part: int, share: float = 0.8) -> bool:
        """Whether that many of its characters are most of it (white space between them is not counted in either)."""
        return part >= share * len("".join(self.text.split()))


@dataclass(frozen=True, slots=True)
class _Around:
    """What the elements around a text say of it."""

    node: Node
    level: int = 0
    caption: bool = False
    credit: bool = False
    pictured: bool = False
    """Inside what is called a caption by its class."""
    item: bool = False
    parted: bool = False
    """Inside a byline or a date: texts of neighbouring elements are separate facts."""
    link: bool = False
    anchor: bool = False
    strong: bool = False
    time: bool = False
    verbatim: bool = False


@dataclass(slots=True)
class _Line:
    parts: list[str] = field(default_factory=list)
    at: int | None = None
    links: int = 0
    strong: int = 0
    times: int = 0

    def text(self) -> str:
        return " ".join("".join(self.parts).split())


def pieces_of(page: Page) -> list[Piece]:
    """All visible text of a page, in the order of the source. `InputError` where it falls into too many pieces.

    Text without any tag keeps its lines, and blank ones part its paragraphs.
    """
    walker = _Walker(page.source)
    bare = not any(isinstance(child, Node) for child in page.root.children)
    walker.element(page.root, _Around(page.root, verbatim=bare))
    walker.flush()
    if len(walker.found) > MOST_PIECES:
        reason = f"falls into more than {MOST_PIECES:,} paragraphs."
        raise InputError(page.name, reason, "Save the article alone, or its text as .txt.")
    return walker.found


class _Walker:
    """Gathers the text of one block at a time. `found` is what is finished."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found: list[Piece] = []
        self.lines: list[_Line] = [_Line()]
        self.around: _Around | None = None
        self.seam = False

    def element(self, node: Node, around: _Around) -> None:
        """One element and all inside it. The tree's depth is bounded, so the recursion is."""
        if node.state & Unseen.GONE:
            return
        block = _is_block(node)
        if block:
            self.flush()
            around = _entered(node, around)
        elif node.name in {"br", "wbr", "img"}:
            self._empty(node, around)
            return
        elif is_note(self.source, node, self._before()):
            return
        else:
            around = _inline(node, around)
            if around.credit and (around.caption or around.pictured) and self.around and not self.around.credit:
                self.flush()
        self.seam = self.seam or around.parted
        if node.name == "tr":
            self._row(node, around)
        else:
            for child in node.children:
                if isinstance(child, Text):
                    if not node.hidden:
                        self.text(child, around)
                else:
                    self.element(child, around)
        self.seam = self.seam or around.parted
        if block:
            self.flush()

    def _before(self) -> str:
        """The end of the line as it stands."""
        return "".join(part[-BEFORE:] for part in self.lines[-1].parts[-8:])

    def _empty(self, node: Node, around: _Around) -> None:
        if node.name == "br" and not node.hidden:
            self.line_break(around)

    def line_break(self, around: _Around) -> None:
        """One break ends a line, two a paragraph."""
        if not self.lines[-1].parts or not self.lines[-1].text():
            self.flush()
        else:
            self.lines.append(_Line())
        self.around = self.around or around

    def text(self, run: Text, around: _Around) -> None:
        if around.verbatim:
            self._verbatim(run, around)
        else:
            self._words(run.start, run.end, around, literal=run.literal)

    def _verbatim(self, run: Text, around: _Around) -> None:
        """Preformatted text: blank lines part paragraphs, lines stay lines."""
        at = run.start
        for blank in [*_BLANK_LINE.finditer(self.source, run.start, run.end), None]:
            end = blank.start() if blank else run.end
            for n, (start, stop) in enumerate(_line_bounds(self.source, at, end)):
                if n:
                    self.line_break(around)
                self._words(start, stop, around, literal=run.literal)
            if blank:
                self.flush()
                at = blank.end()

    def _words(self, start: int, end: int, around: _Around, *, literal: bool) -> None:
        raw = self.source[start:end]
        said = shown(raw, literal=literal)
        line = self.lines[-1]
        if self.seam and said[:1].isalnum() and line.parts and line.parts[-1][-1:].isalnum():
            line.parts.append(SEAM)
        self.seam = self.seam and not said
        line.parts.append(said)
        if said.isspace() or not said:
            return
        if line.at is None:
            lead = (_BLANK if literal else _LEAD).match(raw)
            line.at = start + (lead.end() if lead else 0)
        letters = len("".join(said.split()))
        line.links += letters if around.link else 0
        line.strong += letters if around.strong else 0
        line.times += letters if around.time else 0
        self.around = around if self.around is None else self.around

    def flush(self) -> None:
        """Finish the block at hand: its lines become one piece, a bold line among others a piece of its own."""
        lines = [(line, text) for line in self.lines if (text := line.text())]
        around, self.lines, self.around = self.around, [_Line()], None
        if not lines or around is None:
            return
        for group in _grouped(lines):
            self.found.append(_piece(group, around))

    def _row(self, node: Node, around: _Around) -> None:
        """A row of a table: one piece where its cells hold a few words each, else the pieces of each cell."""
        cells = []
        for child in node.children:
            walker = _Walker(self.source)
            if isinstance(child, Node):
                walker.element(child, around)
            elif not node.hidden:
                walker.text(child, around)
            walker.flush()
            cells.append(walker.found)
        flat = [piece for cell in cells for piece in cell]
        if len(flat) < 2 or any(len(cell) > 1 or any(_is_laid_out(p) for p in cell) for cell in cells):
            self.found.extend(flat)
            return
        links, strong, times = (sum(getattr(p, name) for p in flat) for name in ("links", "strong", "times"))
        text = CELLS.join(p.text.replace("\n", " ") for p in flat)
        row = replace(flat[0], text=text, node=node, row=True, links=links, strong=strong, times=times)
        self.found.append(row)


def _grouped(lines: list[tuple[_Line, str]]) -> Iterable[list[tuple[_Line, str]]]:
    """The lines of a block; bold ones apart from those that are not."""
    for _, group in groupby(lines, key=lambda pair: pair[0].strong >= 0.98 * len("".join(pair[1].split()))):
        yield list(group)


def _is_laid_out(piece: Piece) -> bool:
    """Whether the piece of a cell shows that the table only lays out the page."""
    return piece.size > CELL or piece.level > 0 or piece.row or piece.item or piece.caption


def _line_bounds(source: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    while (stop := source.find("\n", start, end)) >= 0:
        yield start, stop
        start = stop + 1
    yield start, end


def _piece(lines: list[tuple[_Line, str]], around: _Around) -> Piece:
    first = lines[0][0]
    links, strong, times = (sum(getattr(line, name) for line, _ in lines) for name in ("links", "strong", "times"))
    text = "\n".join(text for _, text in lines)
    return Piece(
        text=text,
        at=first.at,
        node=around.node,
        level=around.level,
        caption=around.caption,
        credit=around.credit,
        item=around.item,
        links=links,
        strong=strong,
        times=times,
        anchor=around.anchor,
    )


def _is_block(node: Node) -> bool:
    if has_trait(node.name, "block"):
        return True
    style = node.attributes.get("style")
    return style is not None and declarations(style).get("display") in ROW_BLOCKS


def _entered(node: Node, around: _Around) -> _Around:
    """The same inside a block element."""
    name, roles = node.name, node.roles
    caption, credit = around.caption, around.credit or "credit" in roles
    if name in {"figcaption", "caption"}:
        caption, credit = True, False
    elif name == "figure":
        captioned = any(isinstance(c, Node) and c.name == "figcaption" for c in node.children)
        caption, credit = True, captioned
    elif name in {"table", "blockquote", "article", "section", "main", "body"}:
        caption = credit = False
    return replace(
        around,
        node=node,
        level=_LEVEL.get(name, around.level),
        caption=caption,
        credit=credit,
        pictured="caption" in roles,
        item=name == "li" or (around.item and name not in {"table", "blockquote"}),
        parted=around.parted or bool(roles & PARTED),
        verbatim=around.verbatim or name in {"pre", "plaintext", "xmp"},
    )


def _inline(node: Node, around: _Around) -> _Around:
    """The same inside an inline element."""
    roles = node.roles
    changed = replace(
        around,
        link=around.link or (node.name == "a" and bool(node.get("href"))),
        anchor=around.anchor or (node.name == "a" and node.get("href").startswith("#")),
        strong=around.strong or has_trait(node.name, "strong") or _is_bold(node),
        time=around.time or node.name == "time",
        credit=around.credit or "credit" in roles,
        parted=around.parted or bool(roles & PARTED),
    )
    return around if changed == around else changed


def _is_bold(node: Node) -> bool:
    style = node.attributes.get("style")
    return style is not None and declarations(style).get("font-weight", "")[:3] in {"bol", "600", "700", "800", "900"}
