"""HTML source -> tags and texts with the place of each, in one pass.

The rules are those of browsers (HTML Living Standard, 13.2.5), as far as text and structure hang on them. Every step
either moves on or ends the pass, so the time is linear in the source, whatever stands in it. Python's own parser and
libxml2 do not say where in the source a character stood; evidence must.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from dateline.readers.tables import rows

MOST_ATTRIBUTES = 64
LONGEST_VALUE = 4000
"""Characters of an attribute's value that are kept."""
LONGEST_NAME = 60

_OPEN = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(
    r"[\s/]*+(?P<end>>|\Z)|[\s/]*+(?P<name>[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?P<value>[\"']|[^\s>\"'][^\s>]*+)?)?"
)
_COMMENT_END = re.compile(r"--!?>")
_LONG_NUMBER = re.compile(r"&#(?:0*+[1-9]\d{7,}+|[xX]0*+[1-9a-fA-F][0-9a-fA-F]{6,}+);?")
_UNSHOWN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\xad\u200b\u2060\ufeff]")
"""NUL, soft hyphen, zero-width space and joiner, mark: a page shows none of them."""


@dataclass(frozen=True, slots=True)
class Start:
    """A start tag. `raw` are the bounds of the source inside an element that holds no tags (script, style, title)."""

    name: str
    at: int
    attributes: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    raw: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class End:
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """Characters start..end of the source, with their entities as written there."""

    start: int
    end: int
    literal: bool = False
    """Inside CDATA: no entities."""


Token = Start | End | Text


@cache
def traits() -> dict[str, frozenset[str]]:
    """Element -> "void", "raw", "decoded", "unseen", "block", "formatting", "strong"."""
    return {row["element"]: frozenset(row["traits"].split()) for row in rows("html_elements")}


def has_trait(name: str, trait: str) -> bool:
    return trait in traits().get(name, ())


def unescape(text: str) -> str:
    """Entities as characters, in time linear in the text; numbers that are no character as "�"."""
    if "&" not in text:
        return text
    return html.unescape(_LONG_NUMBER.sub("\ufffd", text))


def shown(text: str, *, literal: bool = False) -> str:
    """Entities as characters (not where the text is `literal`), without what no page shows."""
    return _UNSHOWN.sub("", text if literal else unescape(text))


def tokens(source: str) -> Iterator[Token]:
    """The tags and texts of a page, in order. Comments, declarations and an unfinished last tag are left out."""
    xml = source[:200].lstrip().startswith("<?xml")
    at, size = 0, len(source)
    while at < size:
        found = _OPEN.search(source, at)
        if found is None:
            yield Text(at, size)
            return
        here = found.start()
        if here > at:
            yield Text(at, here)
        after = source[here + 1]
        if after in "!?":
            if xml and source.startswith("<![CDATA[", here):
                end = _find(source, "]]>", here, size)
                yield Text(here + 9, end, literal=True)
                at = end + 3
            else:
                at = _declaration(source, here)
        elif after == "/":
            name = _TAG_NAME.match(source, here + 2)
            if name is None:
                at = _find(source, ">", here, size) + 1
                continue
            _, _, at = _attributes(source, name.end())
            if at <= size:
                yield End(name.group()[:LONGEST_NAME].lower())
        else:
            start, at = _start(source, here, xml=xml)
            if start is not None:
                yield start


def _find(source: str, wanted: str, start: int, otherwise: int) -> int:
    at = source.find(wanted, start)
    return otherwise if at < 0 else at


def _declaration(source: str, here: int) -> int:
    """Where a comment, doctype or processing instruction ends; at the end of the source if it never does."""
    if not source.startswith("<!--", here):
        return _find(source, ">", here, len(source)) + 1
    for empty in ("<!-->", "<!--->"):
        if source.startswith(empty, here):
            return here + len(empty)
    found = _COMMENT_END.search(source, here + 4)
    return found.end() if found else len(source)


def _start(source: str, here: int, *, xml: bool) -> tuple[Start | None, int]:
    """The start tag at a "<", and where the pass goes on. None where the tag never ends."""
    found = _TAG_NAME.match(source, here + 1)
    assert found
    name = found.group()[:LONGEST_NAME].lower()
    attributes, closed, at = _attributes(source, found.end())
    if at > len(source):
        return None, at
    closed = closed and xml
    if closed or not has_trait(name, "raw"):
        return Start(name, here, attributes, closed), at
    stop = _raw_end(name).search(source, at) if name != "plaintext" else None
    end = stop.start() if stop else len(source)
    return Start(name, here, attributes, raw=(at, end)), end


@cache
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


def _attributes(source: str, at: int) -> tuple[dict[str, str], bool, int]:
    """Attributes from `at` on, whether the tag closes itself, and where it ends: beyond the source if it does not."""
    found: dict[str, str] = {}
    while True:
        match = _ATTRIBUTE.match(source, at)
        if match is None or match["end"] is not None:
            ended = match is not None and match["end"] == ">"
            closed = ended and match is not None and source[match.start("end") - 1] == "/"
            return found, closed, match.end() if match and ended else len(source) + 1
        value, at = match["value"] or "", match.end()
        if value in {'"', "'"}:
            end = source.find(value, at)
            if end < 0:
                return found, False, len(source) + 1
            value, at = source[at : min(end, at + LONGEST_VALUE)], end + 1
        if len(found) < MOST_ATTRIBUTES:
            name = match["name"][:LONGEST_NAME].lower()
            found.setdefault(name, unescape(value[:LONGEST_VALUE]))
