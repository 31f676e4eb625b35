"""Hyphens at the ends of lines: undone where they only part a word, kept where the word has one.

The report itself decides first: a word that stands elsewhere in it unbroken ("humanitarian") is made whole, one that
stands there with a hyphen ("long-term") keeps it. Where neither does, a hyphen before a capital or a figure is kept,
and so is one that makes a usual compound (`compounds.tsv`: "Saudi-led", "self-styled") or follows a name that stands
elsewhere by itself; any other hyphen before a small letter is undone. A soft hyphen is always undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dateline.readers.tables import rows

SOFT = "\xad"
_HYPHENS = ("-", "\u2010", SOFT)
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"[^\W\d_]+\Z")
_FIRST = re.compile(r"[^\W\d_]+")
REACH = 80
"""Characters of a line's ends that are looked at."""


@cache
def _compounds(place: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("compounds") if row["place"] == place)


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of a report as they stand within its lines, with their hyphens, in small letters."""
    found: set[str] = set()
    for line in lines:
        words = [m.group().casefold().replace("\u2010", "-") for m in _WORD.finditer(line)]
        found.update(words[:-1] if line.endswith(_HYPHENS) else words)
    return frozenset(found)


def goes_on(before: str) -> bool:
    """Whether a line ends within a word."""
    return len(before) > 1 and before.endswith(_HYPHENS) and (before[-2].isalnum() or before.endswith(SOFT))


def join(before: str, after: str, known: frozenset[str]) -> str:
    """Two lines as one: with a space, or at a hyphen as the module says."""
    if not goes_on(before):
        return f"{before} {after}"
    if before.endswith(SOFT):
        return before[:-1] + after
    return (before if _keeps(before[:-1], after, known) else before[:-1]) + after


def _keeps(before: str, after: str, known: frozenset[str]) -> bool:
    last, first = _LAST.search(before[-REACH:]), _FIRST.match(after[:REACH])
    if last is None or first is None:
        return True
    left, right = last.group(), first.group()
    whole = (left + right).casefold()
    if f"{left}-{right}".casefold() in known:
        return True
    if whole in known:
        return False
    if not right[0].islower():
        return True
    if left.casefold() in _compounds("prefix"):
        return False
    if right in _compounds("second") or left.casefold() in _compounds("first"):
        return True
    return left[0].isupper() and not left.isupper() and left.casefold() in known and right in known
