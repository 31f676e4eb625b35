"""Text within another format (a mail, an entry of a feed) -> blocks: paragraphs, wrapped lines joined; or HTML."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from dateline.errors import InputError
from dateline.readers.blocks import Block
from dateline.readers.lines import units_of

LARGEST_HTML = 10_000_000
"""Characters of a piece of HTML."""
_BREAK = re.compile(r"\s*[\r\n]\s*")


def paragraphs_of(lines: Sequence[str], starts: Sequence[int], part: str) -> Iterator[Block]:
    """The paragraphs in some lines of a part; `starts` says at which character of the part each line begins."""
    bare = [line.rstrip("\r\n") for line in lines]
    text = "\n".join(bare)
    edges = [0, *accumulate(len(line) + 1 for line in bare)]
    for unit in units_of(text):
        n = bisect_right(edges, unit.start) - 1
        words = _BREAK.sub(" ", text[unit.start : unit.end])
        yield Block("paragraph", words, part, starts[n] + unit.start - edges[n])


def paragraphs_of_text(text: str, part: str) -> Iterator[Block]:
    """The paragraphs of a whole part."""
    lines = text.splitlines(keepends=True)
    return paragraphs_of(lines, [0, *accumulate(map(len, lines))], part)


def blocks_of_html_part(html: str, name: str) -> list[Block]:
    """The blocks of a piece of HTML; `InputError` names the mail or entry that it stands in."""
    from dateline.readers.html.reader import blocks_of_html

    if len(html) > LARGEST_HTML:
        raise InputError(name, f"holds HTML of {len(html):,} characters; {LARGEST_HTML:,} are allowed.")
    try:
        return blocks_of_html(html)
    except InputError as exc:
        raise InputError(name, exc.reason) from exc
