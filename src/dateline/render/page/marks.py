"""The report's text, every character of it, with marks that lead to the records and can be reached from them.

The text is cut where any span begins or ends; each piece is one inline element, so that nothing overlaps. A piece that
is a name, a date or a number is a link to its record; where an event or an odd figure ends stands its number; all
records of a paragraph are listed beneath it. What is not the report's own stands in attributes only: the text of the
blocks (`data-t`) is the document's text, character for character.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from dateline.model.document import Document
from dateline.render.page.markup import NOTHING, Markup, el, escape, join
from dateline.render.page.parts import listed
from dateline.render.page.spans import NAMES, Span, spans_of
from dateline.render.page.view import View
from dateline.render.summary import counted
from dateline.render.symbols import COLOURS

DEPTH = 24
"""Spans that one piece of text answers to; of more, the last to begin."""
BENEATH = 200
"""Records listed beneath one paragraph; the rest are counted."""
SUMMED = ("check", "event", "claim")
"""Records counted by kind in the line beneath a paragraph; the others together."""
_TAGS = {"heading": "h3"}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text shown as one paragraph: a section, with the dateline that opens it and the space after."""

    kind: str
    start: int
    end: int
    language: str | None
    opening: int | None = None
    """Where the dateline at its head ends."""


def blocks_of(document: Document) -> list[Block]:
    """The whole text as blocks, gapless and in order."""
    text, found, at = document.text, list[Block](), 0
    for section in document.sections:
        if section.start < at or section.end <= section.start or section.end > len(text):
            continue
        _fill(text, found, at, section.start)
        start = _start(found, at)
        last = found[-1] if found else None
        if last and last.kind == "dateline" and section.kind == "paragraph" and "\n" not in text[last.opening : start]:
            found[-1] = Block("paragraph", last.start, section.end, section.language, last.opening)
        else:
            opening = section.end if section.kind == "dateline" else None
            found.append(Block(section.kind, start, section.end, section.language, opening))
        at = section.end
    _fill(text, found, at, len(text))
    return found


def _start(found: Sequence[Block], at: int) -> int:
    """Where the next block starts: where the last one ends, or, for the first, at what stands before it."""
    return found[-1].end if found else at


def _fill(text: str, found: list[Block], start: int, end: int) -> None:
    """Characters that no section holds: space goes with the block before it, words are a block of their own."""
    if start >= end:
        return
    if text[start:end].strip():
        found.append(Block("plain", start, end, None))
    elif found:
        last = found[-1]
        found[-1] = Block(last.kind, last.start, end, last.language, last.opening)


def marked_text(view: View) -> Markup:
    """The blocks of the report with their marks, and beneath each the list of its records."""
    document = view.dossier.document
    spans = spans_of(view.dossier)
    blocks = blocks_of(document)
    edges = {p for b in blocks for p in (b.start, b.end, b.opening) if p is not None}
    pieces = pieces_of(spans, sorted(edges))
    return join([_block(view, block, list(pieces_within(pieces, block))) for block in blocks])


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters start..end, the spans that hold them, those that begin here and those that end here."""

    start: int
    end: int
    holding: tuple[Span, ...]
    beginning: tuple[Span, ...]
    ending: tuple[Span, ...]


def pieces_of(spans: Sequence[Span], edges: Sequence[int]) -> Iterator[Piece]:
    """The text cut at every start and end, from the first edge to the last, in one pass."""
    starts: defaultdict[int, list[Span]] = defaultdict(list)
    ends: defaultdict[int, list[Span]] = defaultdict(list)
    for span in spans:
        starts[span.start].append(span)
        ends[span.end].append(span)
    points = sorted({*edges, *starts, *ends})
    active: dict[Span, None] = {}
    for start, end in pairwise(points):
        for span in ends.get(start, ()):
            active.pop(span, None)
        active.update(dict.fromkeys(starts.get(start, ())))
        holding = tuple(islice(reversed(active), DEPTH))
        yield Piece(start, end, holding, tuple(starts.get(start, ())), tuple(ends.get(end, ())))


def pieces_within(pieces: Iterator[Piece], block: Block) -> Iterator[Piece]:
    """The block's own pieces, taken from the one stream of them."""
    if block.start == block.end:
        return
    for piece in pieces:
        yield piece
        if piece.end >= block.end:
            return


def _block(view: View, block: Block, pieces: Sequence[Piece]) -> Markup:
    text = view.dossier.document.text
    noted: set[str] = set()
    opening = [p for p in pieces if block.opening is not None and p.end <= block.opening]
    inner = [*_inline(view, text, opening, noted)]
    if opening:
        inner = [el("span", {"class": "dateline"}, *inner)]
    inner += _inline(view, text, pieces[len(opening) :], noted)
    attributes = {"class": f"b {block.kind}", "data-t": "", "dir": "auto", "lang": block.language}
    shown = el(_TAGS.get(block.kind, "p"), attributes, *inner)
    return join([shown, _beneath(view, pieces)])


def _inline(view: View, text: str, pieces: Iterable[Piece], noted: set[str]) -> Iterator[Markup]:
    for piece in pieces:
        yield _piece(view, text[piece.start : piece.end], piece)
        for span in piece.ending:
            if span.kind in {"event", "finding"} and span.id not in noted:
                noted.add(span.id)
                yield _note(view, span)


def _piece(view: View, words: str, piece: Piece) -> Markup:
    """One piece of text: plain, a marked stretch, or a link to the record that its words name."""
    if not piece.holding:
        return escape(words)
    name = _named(piece.holding)
    keys = " ".join(dict.fromkeys(str(view.keys[s.id]) for s in piece.holding if s.id in view.keys))
    kinds = " ".join(_classes(view, piece.holding, name))
    id_ = f"t-{piece.start}" if piece.beginning else None
    href = f"#{name.id}" if name and name.id in view.keys and words.strip() else None
    attributes = {"id": id_, "class": kinds or None, "href": href, "data-r": keys or None}
    return el("a" if href else "span", attributes, escape(words))


def _named(holding: Sequence[Span]) -> Span | None:
    """The shortest span that names something."""
    fitting = [s for s in holding if s.kind in NAMES]
    return min(fitting, key=lambda s: (s.end - s.start, NAMES.index(s.kind))) if fitting else None


def _classes(view: View, holding: Sequence[Span], name: Span | None) -> Iterator[str]:
    """How a piece looks: the kind of its name (with the actor's colour), and whether an event or claim rests on it."""
    if name:
        yield f"k-{name.kind}"
        symbol = view.symbols.get(name.id)
        if symbol:
            yield f"c{COLOURS.index(symbol.colour)}"
    kinds = {s.kind for s in holding}
    yield from (f"k-{kind}" for kind in ("finding", "event") if kind in kinds and _loud(view, holding, kind))
    if any(s.kind == "claim" and not _own_voice(view, s.id) for s in holding):
        yield "k-claim"


def _loud(view: View, holding: Sequence[Span], kind: str) -> bool:
    """Only checks that disagree are marked."""
    return kind != "finding" or any(s.kind == kind and view.odd.get(s.id) == "disagrees" for s in holding)


def _own_voice(view: View, claim: str) -> bool:
    """Whether the report itself says it: all of it does, so that is not marked."""
    found = view.claims.get(claim)
    source = view.names.sources.get(found.source) if found else None
    return source is not None and source.kind == "narrator"


def _note(view: View, span: Span) -> Markup:
    """The number of an event, or the sign of an odd figure, where its words end. It is drawn by the style sheet."""
    if span.kind == "event":
        number = str(view.numbers[span.id])
        return el("a", {"class": "n", "href": f"#{span.id}", "data-n": number, "aria-label": f"event {number}"})
    verdict = view.odd.get(span.id)
    if verdict is None:
        return NOTHING
    kind, sign = ("n odd", "!") if verdict == "disagrees" else ("n unsure", "?")
    label = f"check: {verdict}, {view.labels[span.id]}"
    return el("a", {"class": kind, "href": f"#{span.id}", "data-n": sign, "aria-label": label})


def _beneath(view: View, pieces: Sequence[Piece]) -> Markup | None:
    """The records that rest on a paragraph's words, by kind, in a list that opens on demand."""
    spans = [*(pieces[0].holding if pieces else ()), *(s for p in pieces for s in p.beginning)]
    ids = dict.fromkeys(s.id for s in spans if s.kind != "detail" and s.id in view.keys)
    if not ids:
        return None
    told = sorted(ids, key=view.keys.__getitem__)
    counts = Counter(view.kinds[i] for i in told)
    named = [counted(counts.pop(noun), noun) for noun in SUMMED if counts[noun]]
    summary = ", ".join([*named, *([f"{counts.total():,} more"] if named and counts.total() else [])])
    summary = summary or ", ".join(counted(number, noun) for noun, number in counts.items() if number)
    more = [f"and {len(told) - BENEATH} more"] if len(told) > BENEATH else []
    links = [*(view.link(i) for i in told[:BENEATH]), *more]
    return el("details", {"class": "beneath"}, el("summary", None, summary), listed(links))
