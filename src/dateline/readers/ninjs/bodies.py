"""The text of a ninjs object. It may have several bodies: the same words as plain text, as HTML, as NITF.

The best rendition is read: HTML, which says what is a heading and what a caption, before plain text, before whatever
else holds markup. A body whose words mostly stand in none of the renditions that are read is no rendition but a further
part, and is read as well, in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.readers.blocks import Block
from dateline.readers.ninjs.item import Item
from dateline.readers.paragraphs import blocks_of_html_part, paragraphs_of_text

HTML, PLAIN, OTHER = 0, 1, 2
RUN: Final = 5
"""Words in a row by which two bodies are compared."""
NEW: Final = 0.5
"""A body is a part of its own where more of its runs than this share stand in no other."""
_PREFIX: Final = "body_"
_MARKUP: Final = re.compile(
    r"\s*<(?:!--|!doctype|(?:html|head|body|main|article|section|div|p|h[1-6]|ul|ol|table|span|br|a|b|i|em|strong|figure"
    r"|blockquote)(?=[\s/>]))",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Body:
    """One body. `rank` says how well its type tells what is what."""

    place: int
    rank: int
    blocks: tuple[Block, ...]
    runs: frozenset[tuple[str, ...]]


def blocks_of(item: Item, part: str) -> list[Block]:
    """The blocks of all that is to be read, in the order of the object; none where it has no body."""
    kept: list[Body] = []
    seen: set[tuple[str, ...]] = set()
    for body in sorted(_bodies(item, part), key=lambda b: (b.rank, -len(b.runs), b.place)):
        if not kept or len(body.runs - seen) > NEW * len(body.runs):
            kept.append(body)
            seen |= body.runs
    return [block for body in sorted(kept, key=lambda b: b.place) for block in body.blocks]


def _bodies(item: Item, part: str) -> Iterator[Body]:
    for n, (what, kind, text) in enumerate(_texts(item)):
        rank = _rank(kind, text)
        blocks = tuple(_blocks(text, rank, f"{part} {what}".lstrip(), item.name))
        if blocks:
            yield Body(n, rank, blocks, _runs(blocks))


def _texts(item: Item) -> Iterator[tuple[str, str, str]]:
    """What each body is called, its type ("text/html", "xhtml" of 1.x), and its text."""
    for n, body in enumerate(item.objects("bodies"), 1):
        if text := body.text_at("value"):
            yield f"body {n}", (body.text_at("contenttype") or body.text_at("role") or "").casefold(), text
    for name in item.held:
        if name.startswith(_PREFIX) and (text := item.text_at(name)):
            yield name, name.removeprefix(_PREFIX), text


def _rank(kind: str, text: str) -> int:
    if "html" in kind:
        return HTML
    if _MARKUP.match(text):
        return HTML if "xml" not in kind and "plain" not in kind else OTHER
    return OTHER if "xml" in kind or "nitf" in kind else PLAIN


def _blocks(text: str, rank: int, part: str, name: str) -> Sequence[Block]:
    if rank == PLAIN:
        return list(paragraphs_of_text(text, part))
    return [replace(block, part=part, at=None) for block in blocks_of_html_part(text, name)]


def _runs(blocks: Sequence[Block]) -> frozenset[tuple[str, ...]]:
    words = [w.casefold() for block in blocks for w in _WORD.findall(block.text)]
    return frozenset(tuple(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1)))
