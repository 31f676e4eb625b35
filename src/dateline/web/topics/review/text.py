"""The report's text on the page: every character of it, in order, with the words of its records marked.

The text is cut where words of a record begin or end, and each piece is one inline element without a box of its own, so
that nothing overlaps and a line of Arabic keeps its order. What is not the report's own (numbers of records) stands in
attributes: the text of an element with `data-t` is the document's, code point for code point from `data-start` on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from dateline.model.document import Document
from dateline.render.page.marks import Block, Piece, blocks_of, pieces_of, pieces_within
from dateline.render.page.markup import Markup, el, escape, join
from dateline.render.page.spans import Kind, Span

CHUNK: Final = 4000
"""Characters of one paragraph on the page: a browser lays out, and skips while unseen, only whole paragraphs."""
NUMBERS: Final = 60
"""Records that one paragraph's margin leads to; the rest are counted."""
_TAGS: Final = {"heading": "h3"}


class Words(Protocol):
    """Characters of the report."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Marked:
    """A record as the text shows it: its number and state, the words that it rests on, and those of its values."""

    n: int
    id: str
    kind: Kind
    state: str
    words: tuple[tuple[int, int], ...]
    details: tuple[tuple[int, int], ...] = ()


def marked_report(document: Document, records: Sequence[Marked]) -> Markup:
    """The blocks of the report, each with the numbers of the records that begin in it beside it."""
    length = len(document.text)
    by_id = {r.id: r for r in records}
    spans = sorted(
        dict.fromkeys(s for r in records for s in _spans(r) if 0 <= s.start < s.end <= length),
        key=lambda s: (s.start, -s.end),
    )
    blocks = [part for block in blocks_of(document) for part in chunks(block, document.text)]
    edges = {p for b in blocks for p in (b.start, b.end, b.opening) if p is not None}
    pieces = pieces_of(spans, sorted(edges))
    first = {r.id: min(start for start, _ in r.words) for r in records if r.words}
    return join([_block(document.text, b, list(pieces_within(pieces, b)), by_id, first) for b in blocks])


def _spans(record: Marked) -> Iterator[Span]:
    for start, end in record.words:
        yield Span(start, end, record.kind, record.id)
    for start, end in record.details:
        yield Span(start, end, "detail", record.id)


def chunks(block: Block, text: str) -> Iterator[Block]:
    """A block in parts that a browser can skip; it is cut after a space where there is one."""
    at = block.start
    while block.end - at > CHUNK * 3 // 2:
        cut = text.rfind(" ", at + CHUNK // 2, at + CHUNK) + 1 or at + CHUNK
        yield replace(block, start=at, end=cut, opening=block.opening if at == block.start else None)
        at = cut
    yield replace(block, start=at, opening=block.opening if at == block.start else None)


def _block(
    text: str, block: Block, pieces: Sequence[Piece], records: Mapping[str, Marked], first: Mapping[str, int]
) -> Markup:
    opening = [p for p in pieces if block.opening is not None and p.end <= block.opening]
    inner = list(_inline(text, opening, records, first))
    if opening:
        inner = [el("span", {"class": "dateline"}, *inner)]
    inner += _inline(text, pieces[len(opening) :], records, first)
    attributes: dict[str, str | int | None] = {
        "class": f"b {block.kind}",
        "data-t": "",
        "data-start": block.start,
        "dir": "auto",
        "lang": block.language,
    }
    shown = el(_TAGS.get(block.kind, "p"), attributes, *inner)
    return el("div", {"class": "row"}, shown, _margin(block, pieces, records, first))


def _inline(
    text: str, pieces: Sequence[Piece], records: Mapping[str, Marked], first: Mapping[str, int]
) -> Iterator[Markup]:
    for piece in pieces:
        yield _piece(text[piece.start : piece.end], piece, records)
        told = dict.fromkeys(s.id for s in piece.ending if s.kind != "detail" and first.get(s.id) == s.start)
        for id_ in told:
            record = records[id_]
            yield el("span", {"class": "n", "data-n": record.n, "data-state": record.state, "aria-hidden": "true"})


def _piece(words: str, piece: Piece, records: Mapping[str, Marked]) -> Markup:
    if not piece.holding:
        return escape(words)
    held = [records[id_] for id_ in dict.fromkeys(s.id for s in piece.holding)]
    resting = {s.kind for s in piece.holding if s.kind != "detail" and records[s.id].state != "rejected"}
    kinds = [f"k-{kind}" for kind in ("event", "control", "relation", "claim") if kind in resting]
    numbers = " ".join(str(r.n) for r in held)
    return el("span", {"class": " ".join(["m", *kinds]), "data-r": numbers}, escape(words))


def _margin(
    block: Block, pieces: Sequence[Piece], records: Mapping[str, Marked], first: Mapping[str, int]
) -> Markup | None:
    """Numbers of the records that begin in a paragraph, as links to their cards."""
    ids = dict.fromkeys(s.id for p in pieces for s in p.beginning if s.kind != "detail" and first.get(s.id) == s.start)
    if not ids:
        return None
    told = sorted((records[i] for i in ids), key=lambda r: r.n)
    links = [_number(r) for r in told[:NUMBERS]]
    more = el("span", {"class": "muted"}, f"+{len(told) - NUMBERS}") if len(told) > NUMBERS else None
    return el("div", {"class": "margin", "role": "group", "aria-label": "Records here"}, *links, more)


def _number(record: Marked) -> Markup:
    label = f"Record {record.n}, {record.kind}, {'to review' if record.state == 'open' else record.state}"
    return el(
        "a",
        {
            "href": f"#{record.id}", "class": "no", "data-state": record.state, "data-go-record": record.id,
            "data-n": record.n, "aria-label": label,
        },
    )  # fmt: skip
