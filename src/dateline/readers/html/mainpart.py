"""Which text of a page the library trafilatura takes for the article: one opinion among those that `article.py` weighs.

It is given a tree of its own, without scripts and hidden text and of bounded depth, so that nothing hostile reaches it
and it fetches nothing; pages too large for it are told without it.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dateline.readers.html.hidden import Unseen
from dateline.readers.html.markup import Text, shown
from dateline.readers.html.tree import Node, Page

LARGEST = 800_000
"""Characters of text of the largest page that is handed over …"""
MOST_ELEMENTS = 20_000
"""… and its elements. Larger pages are told without the library: its answer is looked up piece by piece."""
KEPT = (
    "class",
    "id",
    "role",
    "itemprop",
    "itemtype",
    "rel",
    "href",
    "src",
    "datetime",
    "data-testid",
    "data-component",
    "type",
)

FAILURES = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the library may raise on a page that it was not made for: then it has no opinion."""

_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext")
_UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def main_text(page: Page) -> str:
    """The words that the library keeps, without any white space; "" where it keeps none or was not asked."""
    tree = _library_tree(page)
    if tree is None:
        return ""
    from trafilatura import bare_extraction

    with _silence():
        try:
            found = bare_extraction(tree, include_comments=False, include_tables=True, fast=True)
        except FAILURES:
            return ""
    body = getattr(found, "body", None)
    return squash("".join(body.itertext())) if body is not None else ""


def squash(text: str) -> str:
    """A text without white space: what two readers of one page agree on."""
    return "".join(text.split())


def _library_tree(page: Page) -> Any:
    """The page as the library's kind of tree; None where it is too large."""
    from lxml import etree
    from lxml.html import HTMLParser

    root = HTMLParser().makeelement("html")
    pending: list[tuple[Node, Any]] = [(page.root, etree.SubElement(root, "body"))]
    made = size = 0
    while pending:
        node, element = pending.pop()
        last = None
        for child in _shown_children(page.source, node):
            if isinstance(child, str):
                size += len(child)
                if last is None:
                    element.text = child
                else:
                    last.tail = child
                continue
            last = etree.SubElement(element, child.name if _NAME.fullmatch(child.name) else "span")
            for name in KEPT:
                if value := child.attributes.get(name):
                    last.set(name, _fit(value))
            pending.append((child, last))
            made += 1
            if made > MOST_ELEMENTS or size > LARGEST:
                return None
    return root


def _shown_children(source: str, node: Node) -> Iterator[Node | str]:
    """The elements and texts inside an element that are seen; texts put together, html and body taken off."""
    texts: list[str] = []
    pending = list(reversed(node.children))
    while pending:
        one = pending.pop()
        if isinstance(one, Text):
            if not node.hidden:
                texts.append(shown(source[one.start : one.end], literal=one.literal))
        elif one.name in {"html", "body"}:
            pending.extend(reversed(one.children))
        elif not one.state & Unseen.GONE:
            if texts:
                yield _fit("".join(texts))
            texts = []
            yield one
    if texts:
        yield _fit("".join(texts))


def _fit(text: str) -> str:
    """The text without characters that XML has no room for."""
    return _UNFIT.sub("", text)


class _Hush:
    """How many readers hold the library's loggers silent, and what their levels were."""

    lock = threading.Lock()
    holders = 0
    levels: dict[str, int] = {}  # noqa: RUF012 - one for the process, like the loggers


@contextmanager
def _silence() -> Iterator[None]:
    """The library logs every page it gives up; its loggers are as they were afterwards."""
    with _Hush.lock:
        if not _Hush.holders:
            for name in _LOGGERS:
                _Hush.levels[name] = logging.getLogger(name).level
                logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        _Hush.holders += 1
    try:
        yield
    finally:
        with _Hush.lock:
            _Hush.holders -= 1
            if not _Hush.holders:
                for name, level in _Hush.levels.items():
                    logging.getLogger(name).setLevel(level)
