"""The room's word lists, and names folded so that two spellings of one body are one."""

from __future__ import annotations

from functools import cache

from dateline.catalogue.fold import pieces
from dateline.tsv import rows_of

ROOM = "dateline.case.ledger"


@cache
def words(use: str) -> frozenset[str]:
    """Words of `data/voice_words.tsv` by what they are there for."""
    return frozenset(row["word"] for row in rows_of(ROOM, "voice_words") if row["use"] == use)


@cache
def _spellings() -> dict[str, str]:
    return {row["word"]: row["same_as"] for row in rows_of(ROOM, "voice_words") if row["same_as"]}


def folded(name: str) -> str:
    """A name as it is compared: no case, accents, hyphens, no article before it."""
    found = [p.casefold() for p in pieces(name)]
    return " ".join(found[1:] if len(found) > 1 and found[0] == "the" else found)


def told_apart(name: str) -> frozenset[str]:
    """The words of a body's name that tell it from others: "a spokesman for the Ministry of Defence" is {defense,
    ministry}."""
    found = (p.casefold() for p in pieces(name))
    return frozenset(_spellings().get(p, p) for p in found if p not in words("empty") and p not in words("speaks"))
