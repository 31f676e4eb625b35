"""Captions and their credit lines ("Boats at the quay. Photo courtesy of Example Studio.")."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.readers.tables import rows

LONGEST = 700
"""Characters: a longer paragraph is no caption, whatever it ends in."""
CREDIT = 160
"""Characters at the end of a paragraph in which a credit may begin."""

_STOP = r"[.!?)\]”\"’|–—-]"
_BEFORE = {
    "any": r"(?:(?<=[\s.!?)\]”\"’|,–—-])|\A)",
    "stop": rf"(?:(?<={_STOP})|(?<={_STOP}\s)|(?<={_STOP}\s\s)|\A)",
}
"""What may stand before a credit: bracketed and agency credits follow any word, "photo …" a sentence or a dash."""

_LABELLED = re.compile(r"[\w ]{1,20}\s?[:|]\s?(?P<rest>.+)\Z")
_NAME = re.compile(r"[^a-z]|(?:of|the|for|via|and|by|from|courtesy|de|al|el|van|von)\b")


@lru_cache(maxsize=1)
def _endings() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(rf"{_BEFORE[row['after']]}(?:{row['pattern']})\Z", _flags(row))
        for row in rows("captions")
        if row["where"] == "ends"
    )


@lru_cache(maxsize=1)
def _openings() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"], _flags(row)) for row in rows("captions") if row["where"] == "starts")


def _flags(row: dict[str, str]) -> re.RegexFlag:
    return re.NOFLAG if row["case"] == "case" else re.IGNORECASE


def credit_start(paragraph: str) -> int | None:
    """Where the credit begins that ends a paragraph (0: it is nothing but credit), or None."""
    if len(paragraph) > LONGEST:
        return None
    base = max(0, len(paragraph) - CREDIT)
    tail = re.sub(r"\s", " ", paragraph[base:])
    found = (pattern.search(tail) for pattern in _endings())
    starts = [m.start() for m in found if m and _is_credit(m.group())]
    if not starts:
        return None
    start = base + min(starts)
    before = paragraph[:start].rstrip(" \t\n\r\xa0|–—-,")
    return 0 if len(before) < 2 else start


def _is_credit(words: str) -> bool:
    """Whether "Photo: …" goes on with names, and not with what the photo shows."""
    labelled = _LABELLED.match(words)
    if labelled is None:
        return True
    return all(_NAME.match(word) for word in labelled["rest"].split())


def opens_caption(paragraph: str) -> bool:
    """Whether a paragraph says of itself that it is a caption ("FILE PHOTO:", "Image caption,")."""
    if len(paragraph) > LONGEST:
        return False
    head = re.sub(r"\s", " ", paragraph[:120])
    return any(pattern.match(head) for pattern in _openings())
