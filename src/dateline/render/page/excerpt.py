"""Those paragraphs of a report that tell something, with its words marked; the rest to be opened.

A page that shows several reports cannot show each in full, and a reader wants what stands around the words. Marks carry
what they are of as a class (`m-where`) and a title, never by colour alone. Nothing stands between the characters, so
that offsets hold in every block.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dateline.model.document import Document
from dateline.render.page.marks import Block, blocks_of
from dateline.render.page.markup import Markup, el, escape, join
from dateline.render.summary import counted

AROUND: Final = 700
"""Characters shown on each side of the marks of a paragraph that is longer than a page."""
LONGEST: Final = 4000
"""Characters of a paragraph that is shown whole."""
BLOCKS: Final = 60
"""Paragraphs that can be opened between two that are shown; more are counted."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to mark: `name` is what they tell ("where"), `title` the same for readers."""

    start: int
    end: int
    name: str
    title: str


def excerpt(document: Document, marks: Iterable[Mark]) -> Markup:
    """The blocks that hold marks; what lies between them folded away."""
    text = document.text
    kept = sorted({m for m in marks if 0 <= m.start < m.end <= len(text)}, key=lambda m: (m.start, m.end, m.name))
    shown: list[Markup] = []
    rest: list[Block] = []
    for block in blocks_of(document):
        inside = [m for m in kept if m.start < block.end and m.end > block.start]
        if inside:
            shown += [*_folded(text, rest), _block(text, block, inside)]
            rest = []
        elif text[block.start : block.end].strip():
            rest.append(block)
    return join([*shown, *_folded(text, rest)])


def _folded(text: str, blocks: Sequence[Block]) -> Iterator[Markup]:
    if blocks:
        summary = el("summary", None, f"{counted(len(blocks), 'more paragraph')}")
        more = [el("p", {"class": "muted"}, f"and {len(blocks) - BLOCKS:,} more")] if len(blocks) > BLOCKS else []
        yield el("details", {"class": "around"}, summary, *[_block(text, b, ()) for b in blocks[:BLOCKS]], *more)


def _block(text: str, block: Block, marks: Sequence[Mark]) -> Markup:
    start, end = block.start, block.end
    if end - start > LONGEST:
        first, last = (marks[0].start, marks[-1].end) if marks else (start, start)
        last = min(last, first + LONGEST)
        start, end = max(start, first - AROUND), min(end, last + AROUND)
    pieces = [
        "… " if start > block.start else None,
        *_pieces(text, start, end, marks),
        " …" if end < block.end else None,
    ]
    return el("p", {"class": "b", "dir": "auto", "lang": block.language}, *pieces)


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Markup]:
    """The text cut where a mark begins or ends; each piece says all that it is marked as."""
    edges = sorted({start, end, *(min(max(p, start), end) for m in marks for p in (m.start, m.end))})
    for a, b in pairwise(edges):
        of = [m for m in marks if m.start <= a and b <= m.end]
        words = escape(text[a:b])
        if not of:
            yield words
            continue
        names, titles = dict.fromkeys(m.name for m in of), dict.fromkeys(m.title for m in of)
        css = " ".join(f"m-{name}" for name in names)
        yield el("mark", {"class": css, "title": ", ".join(titles)}, words)
