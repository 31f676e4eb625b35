"""Styles of paragraphs -> what they are. Built-in styles keep their English names in the file in every language."""

from __future__ import annotations

from typing import Any

from dateline.model.vocabulary import SectionKind
from dateline.readers.docx.text import VALUE, W

CHAIN = 12
"""Styles that a style may be based on, one on the other."""


def kind_of_name(name: str) -> SectionKind | None:
    """The kind of paragraph that a style's name tells ("heading 1", "Caption"), or None."""
    flat = name.casefold()
    if flat == "title":
        return "title"
    if flat.startswith("heading ") or flat == "subtitle":
        return "heading"
    if flat == "caption":
        return "caption"
    if flat in {"header", "footer", "footnote text", "endnote text", "toc heading"} or flat.startswith("toc "):
        return "boilerplate"
    return None


class Styles:
    """The styles of a document. Each is looked up once, however many paragraphs use it."""

    def __init__(self, tree: Any) -> None:
        self.styles: dict[str, Any] = {}
        self.kinds: dict[str, SectionKind | None] = {}
        for style in tree.iterchildren(W + "style") if tree is not None else ():
            self.styles[style.get(W + "styleId", "")] = style

    def kind_of(self, paragraph: Any) -> SectionKind | None:
        """The kind that a paragraph's style or outline level tells."""
        properties = paragraph.find(W + "pPr")
        if properties is None:
            return None
        if _outlined(properties):
            return "heading"
        style = properties.find(W + "pStyle")
        called = style.get(VALUE, "") if style is not None else ""
        if called not in self.kinds:
            self.kinds[called] = self._kind(called)
        return self.kinds[called]

    def _kind(self, called: str) -> SectionKind | None:
        for _ in range(CHAIN):
            style = self.styles.get(called)
            if style is None:
                return None
            name = style.find(W + "name")
            kind = kind_of_name(name.get(VALUE, "") if name is not None else "")
            if kind:
                return kind
            properties = style.find(W + "pPr")
            if properties is not None and _outlined(properties):
                return "heading"
            base = style.find(W + "basedOn")
            called = base.get(VALUE, "") if base is not None else ""
        return None


def _outlined(properties: Any) -> bool:
    """Whether a paragraph has a level in the outline (0 to 8; 9 is body text)."""
    level = properties.find(W + "outlineLvl")
    return level is not None and level.get(VALUE, "9") in set("012345678")
