"""What is known of each piece of a page before the report is looked for: what it is part of, and how much it tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from dateline.readers.html.facts import fold
from dateline.readers.html.pieces import Piece, pieces_of
from dateline.readers.html.tree import Node, Page
from dateline.readers.lines import is_final

SENTENCE = (40, 120)
"""Characters of a piece that ends as sentences do, and of any other, to count as running text."""
MOST_OF_PAGE = 0.4
"""What holds the beginning and more than this of the page's running text is the article, though its class says
"with-share-bar" …"""
SOME_OF_PAGE = 0.15
"""… and no byline holds as much as this."""
CAPTION = 700
CARD = (2, 5)
"""Pieces of running text, and pieces in all, of a box that announces another report."""
REPEATED = 3
SHOWN = frozenset(
    "img picture video audio iframe object embed svg canvas figcaption table blockquote pre ul ol dl math".split()
)
"""What a figure may show …"""
NEAR = 200
"""… among its first elements."""
LINE = 60
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}|\d{1,2} ?[ap]\.?m\b|\d{1,2} (?:min|hour|hr)", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Judged:
    """A piece and what is known of it. `roles` are those of the elements around it; `weight` is its running text."""

    piece: Piece
    roles: frozenset[str] = frozenset()
    outside: bool = False
    weight: int = 0
    inside: bool = False
    """Whether it stands in what holds the report."""

    @property
    def text(self) -> str:
        return self.piece.text

    @property
    def linked(self) -> bool:
        return self.piece.mostly(self.piece.links, 0.7)

    @property
    def bold(self) -> bool:
        return self.piece.mostly(self.piece.strong, 0.98)

    @property
    def caption(self) -> bool:
        return self.piece.caption or ("caption" in self.roles and self.piece.size <= CAPTION)

    @property
    def aside(self) -> bool:
        """Whether it tells of the report and not of what happened."""
        return bool(self.roles & {"byline", "time", "standfirst"})

    @property
    def clock(self) -> bool:
        """Whether it is the time of day of an entry."""
        piece = self.piece
        if piece.size > LINE or piece.level or not CLOCK.search(piece.text):
            return False
        return piece.mostly(piece.times, 0.6) or bool(self.roles & {"time", "byline"})


def weighed(page: Page, titles: Sequence[str] = (), *, live: bool = False) -> list[Judged]:
    """The pieces of a page, judged. `titles` are what the page calls its report.

    In a `live` blog a heading that is a link opens an entry, not another report.
    """
    judged = [Judged(piece, weight=_running(piece)) for piece in pieces_of(page)]
    order = list(page.root.walk())
    spine = _spine(judged, {fold(title) for title in titles})
    mass = gathered(order, judged)
    zones = _zones(order, mass, spine)
    for one in judged:
        one.roles = zones[id(one.piece.node)]
        one.outside = "outside" in one.roles
        if one.outside or one.caption:
            one.weight = 0
    if not live and not is_live(judged):
        _leave_out_cards(order, judged, spine)
    return judged


def _spine(judged: Sequence[Judged], names: set[str]) -> set[int]:
    """The elements around the title and the first running text after it, by their ids."""
    title = next((n for n, one in enumerate(judged) if fold(one.text) in names and not one.linked), None)
    if title is None:
        title = next((n for n, one in enumerate(judged) if one.piece.level == 1 and not one.linked), None)
    after = judged if title is None else judged[title + 1 :]
    text = next((one for one in after if one.weight), next((one for one in judged if one.weight), None))
    ends = [one for one in (judged[title] if title is not None else None, text) if one is not None]
    return {id(node) for one in ends for node in one.piece.node.ancestors()}


def is_live(judged: Sequence[Judged]) -> bool:
    """Whether a page is a live blog by its markup: three times of day in parts that are called live."""
    return sum("live" in one.roles and one.clock for one in judged) >= REPEATED


def _running(piece: Piece) -> int:
    """The size of a piece that reads as running text, else 0."""
    if piece.level or piece.caption or piece.size < SENTENCE[0] or piece.mostly(piece.links, 0.5):
        return 0
    return piece.size if is_final(piece.text) or piece.size >= SENTENCE[1] else 0


def gathered(order: Sequence[Node], judged: Sequence[Judged]) -> Counter[int]:
    """The weight inside of every element, by its id. `order` holds all elements, outer ones first."""
    return summed(order, ((one.piece.node, one.weight) for one in judged))


def summed(order: Sequence[Node], told: Iterator[tuple[Node, int]]) -> Counter[int]:
    """What is told of elements, added up through all that is around them."""
    sums: Counter[int] = Counter()
    for node, amount in told:
        sums[id(node)] += amount
    for node in reversed(order):
        if node.parent is not None and sums[id(node)]:
            sums[id(node.parent)] += sums[id(node)]
    return sums


def _zones(order: Sequence[Node], mass: Counter[int], spine: set[int]) -> dict[int, frozenset[str]]:
    """The roles of every element, those around it included. What holds the report's beginning and much of the page's
    text has no role."""
    total = mass[id(order[0])]
    zones: dict[int, frozenset[str]] = {}
    for node in order:
        around = zones[id(node.parent)] if node.parent else frozenset()
        own = node.roles | {"outside"} if _is_insert(node) else node.roles
        if own and total and id(node) in spine and mass[id(node)] > MOST_OF_PAGE * total:
            own = own & {"live", "body"}
        elif own and total and mass[id(node)] > SOME_OF_PAGE * total:
            own = own - {"byline", "time"}
        zones[id(node)] = around | own if own else around
    return zones


def _is_insert(node: Node) -> bool:
    """Whether a figure shows neither a picture nor a table nor a quotation: it invites to a newsletter and the like."""
    if node.name != "figure":
        return False
    return not any(one.name in SHOWN or "caption" in one.roles for one in islice(node.walk(), NEAR))


def _leave_out_cards(order: Sequence[Node], judged: Sequence[Judged], spine: set[int]) -> None:
    """Put the boxes that announce other reports outside: a heading that links elsewhere with a line or two below it, or
    three and more boxes alike, each of a link and a line or two."""
    running = summed(order, ((one.piece.node, int(one.weight > 0)) for one in judged))
    pieces = summed(order, ((one.piece.node, 1) for one in judged))

    def box(one: Judged) -> Node | None:
        """The largest element around a link that holds no more than a card does, and not the report's beginning."""
        found = None
        for node in one.piece.node.ancestors():
            if running[id(node)] > CARD[0] or pieces[id(node)] > CARD[1] or id(node) in spine:
                break
            found = node
        return found if found is not None and pieces[id(found)] > 1 else None

    linked = [one for one in judged if one.linked and not one.piece.anchor and one.piece.level != 1 and not one.outside]
    boxes = [(one, found) for one in linked if (found := box(one)) is not None]
    alike = Counter((found.name, found.get("class")) for one, found in boxes if not one.piece.level)
    cards = {
        id(found)
        for one, found in boxes
        if one.piece.level or (running[id(found)] and alike[found.name, found.get("class")] >= REPEATED)
    }
    if not cards:
        return
    for one in judged:
        if any(id(node) in cards for node in one.piece.node.ancestors()):
            one.outside, one.weight = True, 0
