"""Tags and texts -> a tree whose texts know their place in the source.

Elements are closed as browsers close them, as far as it matters for telling paragraphs apart. Beyond `DEEPEST` levels
an element is not made and its contents stand in the one around it, as in browsers, so nothing that walks the tree can
run out of stack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from dateline.errors import InputError
from dateline.readers.html.hidden import Stylesheet, Unseen, state_of
from dateline.readers.html.markup import End, Start, Text, has_trait, tokens
from dateline.readers.html.roles import roles_at
from dateline.readers.tables import rows

DEEPEST = 200
"""Levels of nesting. Long pages have 20 to 60; browsers stop at 512."""
MOST_ELEMENTS = 200_000
"""Elements of the largest page: some ten times those of a long day of a live blog."""
BARRIERS = ("table", "td", "th", "caption", "object", "button", "body", "html")
"""An end tag inside a table cell closes nothing outside of it …"""
TABLE_PARTS = frozenset("table thead tbody tfoot tr td th caption".split())
"""… but the parts of the table."""


@dataclass(slots=True, eq=False)
class Node:
    """An element. `raw` are the bounds of the source inside a script, style or title."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    parent: Node | None = field(default=None, repr=False)
    children: list[Node | Text] = field(default_factory=list, repr=False)
    raw: tuple[int, int] | None = None
    depth: int = 0
    state: Unseen = Unseen.NO
    roles: frozenset[str] = frozenset()
    size: int = 0
    """Characters of source text inside, white space and what is not seen included."""

    @property
    def hidden(self) -> bool:
        """Whether no reader sees the text of this element."""
        return self.state is not Unseen.NO

    def get(self, name: str) -> str:
        """An attribute's value without white space around it, or ""."""
        return self.attributes.get(name, "").strip()

    def walk(self) -> Iterator[Node]:
        """This element and all inside it, in the order of the source."""
        pending: list[Node] = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def ancestors(self) -> Iterator[Node]:
        """This element and all around it, innermost first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Page:
    """A page's source and its tree."""

    source: str = field(repr=False)
    root: Node
    name: str = "page"

    def raw_text(self, node: Node) -> str:
        """What stands inside a script, style or title, as written."""
        return self.source[slice(*node.raw)] if node.raw else ""


def parse(source: str, name: str = "page") -> Page:
    """The tree of a page. `InputError` where it has more elements than any report needs."""
    builder = _Builder(name)
    for token in tokens(source):
        if isinstance(token, Text):
            builder.top.children.append(token)
        elif isinstance(token, End):
            builder.end(token.name)
        else:
            builder.start(token)
            if token.name == "style" and token.raw:
                builder.styles.read(source[slice(*token.raw)])
    _mark(builder.root, builder.styles)
    return Page(source, builder.root, name)


def _mark(root: Node, styles: Stylesheet) -> None:
    """Tell of every element what it is called and whether its text is seen, the outer ones first."""
    holders: set[int] = set()
    for node in root.walk():
        if node.name in {"h1", "main"}:
            for around in node.ancestors():
                if id(around) in holders:
                    break
                holders.add(id(around))
    order = list(root.walk())
    for node in reversed(order):
        node.size += sum(child.end - child.start for child in node.children if isinstance(child, Text))
        if node.parent is not None:
            node.parent.size += node.size
    for node in order:
        if node.parent is not None:
            holds = id(node) in holders
            node.roles = roles_at(node.name, node.attributes)
            node.state = state_of(node.name, node.attributes, node.parent.state, styles, holds_report=holds)


@cache
def _ends() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Element -> what its start closes, and what it does not look beyond to close it."""
    return {r["element"]: (tuple(r["ends"].split()), tuple(r["until"].split())) for r in rows("html_elements")}


class _Builder:
    """The elements that are open, and where each name stands among them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root = Node("#root")
        self.open: list[tuple[str, Node]] = [("#root", self.root)]
        self.places: dict[str, list[int]] = {}
        self.blocks: list[int] = []
        self.made = 0
        self.styles = Stylesheet()

    @property
    def top(self) -> Node:
        return self.open[-1][1]

    def start(self, token: Start) -> None:
        name = token.name
        if name in {"html", "body"} and self.places.get(name):
            return
        if name == "a":
            self._unlink()
        ends, until = _ends().get(name, ((), ()))
        if ends and (place := self._highest(ends, until)) is not None:
            self._close(place)
        node = self._made(token)
        if token.raw and not has_trait(name, "unseen"):
            node.children.append(Text(*token.raw, literal=True))
        if not (has_trait(name, "void") or token.closed or token.raw is not None):
            self._push(name, node)

    def end(self, name: str) -> None:
        """Close the nearest open element of that name; an end tag that fits none, or only across a cell, is nothing."""
        if name == "br":  # browsers break the line at "</br>"
            self.start(Start("br", 0))
        places = self.places.get(name)
        if not places or name in {"body", "html"}:
            return
        if places[-1] < self._floor(BARRIERS[:1] if name in TABLE_PARTS else BARRIERS):
            return
        if not (has_trait(name, "formatting") and self._holds_block(places[-1])):
            self._close(places[-1])

    def _holds_block(self, place: int) -> bool:
        """Whether an open element holds an open block other than a paragraph: "<b><div>…</b>" ends at the div's end."""
        return bool(self.blocks) and self.blocks[-1] > place and self.open[self.blocks[-1]][0] != "p"

    def _unlink(self) -> None:
        """A link that another one begins in was never closed: `<a name="top">` of old pages."""
        places = self.places.get("a")
        if places:
            self.open[places[-1]][1].attributes.pop("href", None)
            if not self.blocks or self.blocks[-1] < places[-1]:
                self._close(places[-1])

    def _highest(self, ends: tuple[str, ...], until: tuple[str, ...]) -> int | None:
        """The outermost open element among those to close, within the innermost of those not to look beyond."""
        places = [p for e in ends for p in self.places.get(e, ())[-2:]]
        floor = self._floor(until) if places else -1
        return min((p for p in places if p > floor), default=None)

    def _floor(self, names: Iterable[str]) -> int:
        """The place of the innermost open element of these names."""
        return max((places[-1] for n in names if (places := self.places.get(n))), default=-1)

    def _made(self, token: Start) -> Node:
        """A new element, or the one around it where that is as deep as elements go."""
        parent = self.top
        if parent.depth >= DEEPEST and not has_trait(token.name, "void") and not token.raw:
            seen = state_of(token.name, token.attributes, Unseen.NO, self.styles) is Unseen.NO
            if seen or parent.depth > DEEPEST:
                if has_trait(token.name, "block"):
                    self._break(parent)
                return parent
        return self._add(token, parent)

    def _break(self, node: Node) -> None:
        """Where a block was not made, its text still stands on lines of its own."""
        last = node.children[-1] if node.children else None
        if not (isinstance(last, Node) and last.name == "br"):
            self._add(Start("br", 0), node)

    def _add(self, token: Start, parent: Node) -> Node:
        self.made += 1
        if self.made > MOST_ELEMENTS:
            advice = "Save the article alone, or its text as .txt."
            raise InputError(self.name, f"has more than {MOST_ELEMENTS:,} elements.", advice)
        node = Node(token.name, token.attributes, parent, [], token.raw, parent.depth + 1)
        parent.children.append(node)
        return node

    def _push(self, name: str, node: Node) -> None:
        self.places.setdefault(name, []).append(len(self.open))
        if has_trait(name, "block"):
            self.blocks.append(len(self.open))
        self.open.append((name, node))

    def _close(self, place: int) -> None:
        """Close the element at a place and all inside it."""
        while len(self.open) > place:
            name, node = self.open.pop()
            self.places[name].pop()
            if node is self.top and has_trait(name, "block"):
                self._break(node)
            if self.blocks and self.blocks[-1] == len(self.open):
                self.blocks.pop()
