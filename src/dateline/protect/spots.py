"""Where a part of a name stands for a place: "in Khartoum" is not where Joy Khartoum is."""

from __future__ import annotations

from dateline.protect.folding import Words
from dateline.protect.tables import words


def is_spot(w: Words, n: int, end: int, kind: str) -> bool:
    """Whether a name stands where a place does: behind "in", where no possessive follows and nobody is believed in."""
    if not (n and w.beside(n - 1) and w.capital(end - 1)) or w.gap(end - 1) in {"'", "’"}:
        return False
    before = w.folded[n - 1]
    if before == "of":
        return n > 1 and w.beside(n - 2) and w.folded[n - 2] in words("settlement")
    return before in words(kind) and not (n > 1 and w.folded[n - 2] in words("believing"))


def spots(text: str) -> frozenset[str]:
    """Words that stand where only a place does ("in Khartoum", "the town of Kodok")."""
    w = Words(text)
    return frozenset(word for n, word in enumerate(w.folded) if is_spot(w, n, n + 1, "spot"))


def in_spot(text: str, start: int, end: int, known: frozenset[str]) -> bool:
    """Whether one word of a text stands where a place does; `known` are those that do so somewhere (see `spots`)."""
    w = Words(text[max(0, start - _BEFORE) : end + 1])
    n = len(w) - 1
    alone = n > 0 and w.starts[n] >= min(start, _BEFORE) and w.folded[n] in known
    return alone and is_spot(w, n, n + 1, "spot preposition")


_BEFORE = 32
"""Characters before a word in which the words stand that lead to it."""
