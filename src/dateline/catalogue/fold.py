"""How names are compared: as pieces without hyphens, apostrophes, dots and accents.

spaCy cuts "al-Qaida" at the hyphen and "Russia's" before the apostrophe but leaves "Da’esh" whole; the pieces of a name
and of a run of tokens come out the same: al, qaida · russia, s · daesh.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_APOSTROPHES = "'’‘ʼʻ`´ʿʾ"
_HYPHENS = str.maketrans(dict.fromkeys("-‐‑‒–—/", " "))
_DROP = str.maketrans(dict.fromkeys(_APOSTROPHES + '."“”'))
_PLAIN = {"ı": "i", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE"}


def plain(text: str) -> str:
    """The text without accents, case kept."""
    if text.isascii():
        return text
    text = "".join(_PLAIN.get(c, c) for c in text)
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def pieces(word: str) -> list[str]:
    """The pieces of a name or of a token, accents and dots gone, case kept. A possessive s is a piece of its own."""
    if word.isascii() and word.replace(" ", "").isalnum():
        return word.split()
    found: list[str] = []
    for part in word.translate(_HYPHENS).split():
        if len(part) > 2 and part[-1] in "sS" and part[-2] in _APOSTROPHES:
            found += [plain(part[:-2].translate(_DROP)), part[-1]]
        else:
            found.append(plain(part.translate(_DROP)))
    return [p for p in found if p]


def stream(words: Sequence[str], start: int) -> Iterator[tuple[str, int]]:
    """The pieces of words from `start` on, each with the index of the first word after it. Only the last piece of a
    word carries a usable end; the others carry -1, since a name cannot end inside a token."""
    for i in range(start, len(words)):
        found = pieces(words[i])
        for p in found[:-1]:
            yield p, -1
        if found:
            yield found[-1], i + 1
