"""Words and names of a text, folded, so that two outlets' spellings of one name meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from dateline.gazetteer.folding import bare, fold
from dateline.protect.tables import common

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_ENDS = frozenset('.!?:"“”‘\n\r•|')


def full_name(name: str) -> bool:
    """Whether a name has two words with a capital that are more than common words."""
    capitals = [w for w in name.split() if w[:1].isupper() and fold(w) not in common()]
    return len(capitals) >= 2


def folded_names(names: Iterable[str]) -> frozenset[str]:
    """Names without article and accents."""
    return frozenset(f for n in names if (f := bare(fold(n)).removeprefix("the ")))


def words_in(text: str) -> frozenset[str]:
    """Every word of a text, folded; numbers are left out: a toll rises, and a day is compared as a day."""
    return frozenset(w for t in _WORD.findall(text) if not t[:1].isdigit() and len(w := _base(t)) > 2)


def _base(token: str) -> str:
    return fold(token.removesuffix("’s").removesuffix("'s"))


def names_in(text: str) -> frozenset[str]:
    """Words with a capital that no sentence opens with, and runs of two or three of them as one name."""
    tokens = [(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]
    inside = {_base(t) for n, (t, start, _) in enumerate(tokens) if t[:1].isupper() and not _opens(text, start)}
    found = set(inside)
    for (a, _, end), (b, start, _) in pairwise(tokens):
        if (
            a[:1].isupper()
            and b[:1].isupper()
            and text[end:start] == " "
            and (_base(a) in inside or _base(b) in inside)
        ):
            found.add(f"{_base(a)} {_base(b)}")
    return frozenset(f for f in found if len(f) > 2 and not f.isdigit())


def is_name(folded: str, capitals: frozenset[str]) -> bool:
    """Whether a folded name is more than common words of which the first opens a sentence: it has a capital inside a
    sentence at a word that is not common ("Melhan"), or at two words ("Guard of the River")."""
    words = folded.split()
    found = [w for w in words if w in capitals]
    if len(found) > 1 or any(w not in common() for w in found):
        return True
    return any(f"{a} {b}" in capitals for a, b in pairwise(words))


def _opens(text: str, start: int) -> bool:
    """Whether a word opens a sentence, a quotation or a line."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in _ENDS


def within(name: str, words: frozenset[str]) -> bool:
    """Whether a name, or all words of it, are among the words."""
    return name in words or (" " in name and all(w in words for w in name.split()))
