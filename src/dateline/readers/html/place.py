"""Where on a page the report stands: its title, and the innermost element that holds its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.readers.html.facts import fold
from dateline.readers.html.mainpart import main_text, squash
from dateline.readers.html.metadata import Found
from dateline.readers.html.tree import Node, Page
from dateline.readers.html.weigh import Judged, summed
from dateline.readers.sections import TITLE
from dateline.readers.tables import rows

ROOT = 0.9
"""Share of the text that is thought to be the report's, which its element holds."""
BODY = 0.6
"""The same for an element that calls itself the article's body."""
ENOUGH = 200
"""Characters of running text that opinions must find to be heard."""
PART = 15
"""Characters of a line that is the title because `<title>` holds it among other words."""


@dataclass(frozen=True, slots=True)
class Place:
    """The pieces of the report: the number of its title's (or None), of its first paragraph's, and of the first one
    behind it that cannot be the report's any more."""

    title: int | None
    first: int
    stop: int


def find_place(page: Page, judged: Sequence[Judged], found: Found, *, live: bool) -> Place | None:
    """Where the report stands; its pieces are marked as inside. None where the page has no running text.

    The text that follows the title, in the element that holds both, is the report. Where that leaves it open, the text
    counts that the page's JSON-LD gives as the article's, else the one that trafilatura takes for it, else all of it.
    """
    order = list(page.root.walk())
    title = _title(judged, found)
    around = _around(order, judged, title)
    root = _root(page, order, around, judged, found, live=live)
    if root is None:
        return None
    inside = {id(node) for node in root.walk()}
    for one in judged:
        one.inside = id(one.piece.node) in inside
    after = -1 if title is None else title
    first = next((n for n, one in enumerate(judged) if n > after and one.inside and one.weight and not one.aside), None)
    if first is None:
        first = next(n for n, one in enumerate(judged) if one.inside and one.weight)
        title = title if title is not None and title < first else None
    return Place(title, first, _stop(judged, first, title, live=live))


def _title(judged: Sequence[Judged], found: Found) -> int | None:
    """Which piece is the title: one that the page names so, the best heading first, else the first h1 above text."""
    last = max((n for n, one in enumerate(judged) if one.weight), default=0)
    above = [n for n in range(last) if not judged[n].outside and not judged[n].caption]
    short = [n for n in above if judged[n].piece.size <= TITLE[0] * 2]
    names = {fold(t) for t in found.titles}
    named = [n for n in short if fold(judged[n].text) in names]
    if not named and not found.named:
        named = [n for n in short if _is_part_of(judged[n].text, names)]
    if named:
        return min(named, key=lambda n: (judged[n].piece.level or 9, judged[n].linked, n))
    outlet = fold(found.metadata.outlet or "")
    ranked = [n for n in short if judged[n].piece.level == 1 and fold(judged[n].text) != outlet]
    return min(ranked, key=lambda n: (judged[n].linked, n), default=None)


def _is_part_of(line: str, names: set[str]) -> bool:
    words = fold(line)
    return len(line) >= PART and any(words in name for name in names)


def _around(order: Sequence[Node], judged: Sequence[Judged], title: int | None) -> Node:
    """The innermost element that holds the title and text after it: two paragraphs, or one in an `<article>`."""
    if title is None:
        return order[0]
    after = [one.piece.node for one in judged[title + 1 :] if one.weight and not one.aside]
    running = summed(order, ((node, 1) for node in after))
    wanted = max(1, min(2, len(after)))
    for node in judged[title].piece.node.ancestors():
        if running[id(node)] >= (1 if node.name == "article" else wanted):
            return node
    return order[0]


def _root(
    page: Page, order: Sequence[Node], around: Node, judged: Sequence[Judged], found: Found, *, live: bool
) -> Node | None:
    """The innermost element inside of `around` that holds nearly all of what is thought to be the report's text."""
    within = {id(node) for node in around.walk()}
    weights = [(one, one.weight) for one in judged if one.weight and id(one.piece.node) in within]
    if not live and around.name not in {"article", "main"}:
        weights = _kept(weights, squash(found.body or "")) or _kept(weights, main_text(page)) or weights
    total = sum(weight for _, weight in weights)
    if not total:
        return None
    mass = summed(order, ((one.piece.node, weight) for one, weight in weights))
    root = around
    while inner := _inner(root, mass, ROOT * total):
        root = inner
    for node in root.walk():
        if mass[id(node)] >= BODY * total and _is_body(node):
            root = node
    while root.parent is not None and root.name in INLINE:
        root = root.parent
    return root


def _kept(weights: list[tuple[Judged, int]], text: str) -> list[tuple[Judged, int]]:
    """The pieces whose words stand in what another takes for the article's text; none where that is no help."""
    found = [(one, weight) for one, weight in weights if squash(one.text) in text]
    size = sum(weight for _, weight in found)
    return found if size >= ENOUGH and 2 * size >= len(text) else []


INLINE = frozenset("p li ul ol span font b i blockquote dd dl pre center strong em".split())
"""Elements that hold text but no report."""


def _inner(node: Node, mass: dict[int, int], least: float) -> Node | None:
    return next((c for c in node.children if isinstance(c, Node) and mass[id(c)] >= least), None)


def _is_body(node: Node) -> bool:
    return node.name == "article" or "articlebody" in node.get("itemprop").lower().split()


def _stop(judged: Sequence[Judged], first: int, title: int | None, *, live: bool) -> int:
    """Where the report is over: at the title of another `<article>`, or where the comments begin."""
    own = {id(node) for node in judged[title].piece.node.ancestors()} if title is not None else set()
    for n in range(first + 1, len(judged)):
        one = judged[n]
        if one.outside or not one.inside or one.piece.size > TITLE[0]:
            continue
        if one.piece.level == 1 and own and not live:
            around = (node for node in one.piece.node.ancestors() if node.name == "article")
            if any(id(node) not in own for node in around):
                return n
        if (one.piece.level or one.bold) and _stops().fullmatch(" ".join(one.text.split())):
            return n
    return len(judged)


@cache
def _stops() -> re.Pattern[str]:
    """The headings behind which no report goes on."""
    return re.compile("|".join(f"(?:{row['pattern']})" for row in rows("html_stops")), re.IGNORECASE)
