"""Where words stand in a text: what gold reports quote is found by it, and written so that it is found."""

from __future__ import annotations

import re
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]
_SPACE = re.compile(r"\s")


def fold(text: str) -> str:
    """The text with every white space as one plain blank, character for character (offsets stay)."""
    return _SPACE.sub(" ", text)


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isalnum() and text[start].isalnum()) or (after.isalnum() and text[end - 1].isalnum())


def occurrences(text: str, name: str | list[int]) -> list[Span]:
    """Where a name stands as whole words in folded text; a name given as [start, end] stands there alone."""
    if isinstance(name, list):
        return [(int(name[0]), int(name[1]))]
    wanted, found = fold(name), []
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        if not _cuts_a_word(text, at, at + len(wanted)):
            found.append((at, at + len(wanted)))
        at = text.find(wanted, at + 1)
    return found
