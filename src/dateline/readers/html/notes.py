"""The small marks that point to a footnote: "At least 12³ people" on the page is twelve people, and no more."""

from __future__ import annotations

import re
from itertools import islice

from dateline.readers.html.markup import Text, shown
from dateline.readers.html.tree import Node
from dateline.readers.tables import words

LONGEST = 24
"""Characters of the longest mark ("citation needed")."""
BEFORE = 40
"""Characters before and behind a mark that are looked at."""
NEAR = 20
"""Elements of a mark that are looked at."""
_MARK = re.compile(r"[\s\d\[\](),;*†‡§–-]+")
_LINKED = re.compile(r"\s*[\[(]?[\d*†‡§]{1,4}[\])]?\s*")
_POWER = re.compile(r"\s*[-–−]?[1-4]\s*")
_UNIT = re.compile(r"([A-Za-z]{1,4})\s?\Z")
_CLOSED = re.compile(r"(?:</[a-z]{1,6}>)+", re.IGNORECASE)
_TENTH = re.compile(r"[×x·]\s?10\Z")


def is_note(source: str, node: Node, before: str) -> bool:
    """Whether an inline element is a mark of a footnote. `before` is the text of the line up to it.

    A raised figure that does not follow a word or number is none, and neither is the power of a unit ("km²"), a
    fraction ("¹/₂") or the number of an isotope.
    """
    if node.size > 10 * LONGEST or not _may_be(node):
        return False
    said, end = _text(source, node)
    if not said.strip() or len(said) > LONGEST:
        return False
    if "note" in node.roles:
        return True
    if node.name == "sup":
        return _points_down(node) or _is_raised_mark(said, before, _after(source, end))
    if not _LINKED.fullmatch(said):
        return False
    return before[-1:].strip() != "" or (not said.strip().isdigit() and bool(before.strip()))


def _may_be(node: Node) -> bool:
    return node.name == "sup" or "note" in node.roles or (node.name == "a" and node.get("href").startswith("#"))


def _points_down(sup: Node) -> bool:
    """Whether a raised text is one link to a place on the same page."""
    inner = [child for child in sup.children if isinstance(child, Node)]
    return len(inner) == 1 and inner[0].name == "a" and inner[0].get("href").startswith("#")


def _is_raised_mark(said: str, before: str, after: str) -> bool:
    if not _MARK.fullmatch(said) or not before.strip():
        return False
    if after[:1] in {"/", "⁄"} or (after[:1].isalpha() and before[-1:].isspace()):
        return False
    if _POWER.fullmatch(said) and (unit := _UNIT.search(before)) and unit.group(1) in words("powers"):
        return False
    return not (said.strip().lstrip("-–").isdigit() and _TENTH.search(before))


def _text(source: str, node: Node) -> tuple[str, int]:
    """The text of a small element, and where it ends in the source."""
    inner = islice(node.walk(), NEAR)
    runs = [child for one in inner for child in one.children if isinstance(child, Text)]
    said = "".join(shown(source[run.start : run.end], literal=run.literal) for run in runs)
    return said, max((run.end for run in runs), default=0)


def _after(source: str, end: int) -> str:
    """The first characters behind an element whose text ends there; none where another element begins."""
    near = source[end : end + BEFORE]
    closed = _CLOSED.match(near)
    rest = near[closed.end() :] if closed else ""
    return shown(rest.partition("<")[0])
