"""Where the facts of a page stand: its meta tags, JSON-LD, headings, times and links, in one walk over the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import TypeVar

from dateline.readers.html.markup import LONGEST_VALUE, Text, shown
from dateline.readers.html.notes import BEFORE, is_note
from dateline.readers.html.tree import Node, Page
from dateline.readers.tables import rows

NEAR = 200
"""Elements inside another one that are looked at."""
FRONT = re.compile(r"/|\.{1,2}/|https?://[^/?#]{1,200}/?")
_ODD = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_T = TypeVar("_T")
MOST = 200
"""Tags of one kind that are looked at."""
LONGEST = 500
"""Characters of a title or a name that are looked at."""


@dataclass(slots=True)
class Index:
    """Where the facts of a page stand."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    canonical: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    """The texts of the h1, but for those …"""
    logos: list[str] = field(default_factory=list)
    """… that name the outlet and lead to its front page."""
    times: list[Node] = field(default_factory=list)
    title: str = ""
    language: str = ""
    base: str = ""


def fold(text: str) -> str:
    """A title without case, punctuation and spaces, to tell whether two are the same."""
    return "".join(c for c in text.casefold() if c.isalnum())


def index_of(page: Page) -> Index:
    index = Index()
    for node in page.root.walk():
        if node.name in {"meta", "time", "abbr", "h1", "script", "link", "a", "title", "html", "base"}:
            _note(page, node, index)
        if prop := node.attributes.get("itemprop"):
            _note_microdata(page, node, prop.lower().split(), index)
    return index


def _note(page: Page, node: Node, index: Index) -> None:
    if node.name == "meta":
        for key in ("property", "name", "http-equiv", "itemprop"):
            if (name := node.get(key).lower()) and (value := node.get("content")):
                _keep(index.metas.setdefault(name, []), value)
    elif node.name == "script":
        if node.get("type").split(";")[0].strip().lower() == "application/ld+json":
            _keep(index.blocks, page.raw_text(node))
    elif node.name == "h1":
        if not node.hidden:
            _keep(index.logos if _is_logo(node) else index.headings, text_of(page, node))
    elif node.name in {"time", "abbr"}:
        _keep(index.times, node)
    elif node.name == "html":
        index.language = node.get("lang") or node.get("xml:lang") or index.language
    elif node.name == "title":
        if not index.title and node.parent is not None and node.parent.name in {"head", "html", "#root"}:
            index.title = line(shown(page.raw_text(node)[:2000]))
    elif node.name == "base":
        index.base = index.base or node.get("href")
    elif node.name == "link" and "canonical" in node.get("rel").lower().split():
        _keep(index.canonical, node.get("href"))
    elif node.name == "a" and "author" in node.get("rel").lower().split() and not node.hidden:
        _keep(index.authors, text_of(page, node))


def _is_logo(node: Node) -> bool:
    """Whether a heading is the outlet's name: called so, or a link to the front page."""
    near = [node, *islice(node.ancestors(), 1, 3)]
    links = [one.get("href") for one in islice(node.walk(), NEAR) if one.name == "a"]
    return any("logo" in one.roles for one in near) or any(FRONT.fullmatch(link) for link in links)


def _note_microdata(page: Page, node: Node, props: list[str], index: Index) -> None:
    if "datepublished" in props and node.name != "meta":
        value = node.get("datetime") or node.get("content") or text_of(page, node)
        _keep(index.metas.setdefault("datepublished", []), value)
    elif "headline" in props and node.name not in {"meta", "h1"} and not node.hidden:
        _keep(index.metas.setdefault("headline", []), text_of(page, node))
    elif "author" in props and node.name != "meta" and not node.hidden:
        near = islice(node.walk(), 1, NEAR)
        inner = [n for n in near if "name" in n.get("itemprop").lower().split()][:5]
        for one in inner or [node]:
            _keep(index.authors, one.get("content") or text_of(page, one))


def _keep(values: list[_T], value: _T) -> None:
    if value and len(values) < MOST:
        values.append(value)


def text_of(page: Page, node: Node) -> str:
    """The seen text of an element on one line, no more of it than a title has."""
    parts: list[str] = []
    pending: list[Node | Text] = [node]
    seen = 0
    while pending and seen < NEAR:
        seen += 1
        one = pending.pop()
        if isinstance(one, Text):
            parts.append(shown(page.source[one.start : min(one.end, one.start + LONGEST)], literal=one.literal))
            continue
        if is_note(page.source, one, "".join(parts[-8:])[-BEFORE:]):
            continue
        parts += [" "] if one.name == "br" else []
        seen_here = (c for c in one.children[:NEAR] if isinstance(c, Node) or not one.hidden)
        pending.extend(reversed(list(seen_here)))
    return line("".join(parts))[:LONGEST]


def line(text: str) -> str:
    """A text on one line, without control and half characters."""
    return " ".join(_ODD.sub(" ", text).split())


@cache
def _meta_names(wanted: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in rows("html_meta") if row["field"] == wanted)


def metas(index: Index, wanted: str) -> Iterator[str]:
    """The values of a field's tags, the best tag first, cleaned."""
    for name in _meta_names(wanted):
        for value in index.metas.get(name, ()):
            if said := line(value[:LONGEST_VALUE]):
                yield said
