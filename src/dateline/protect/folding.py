"""Words of a text in a form in which two ways of writing one name are equal, with where they stand.

Case, accents (composed or not), zero-width and direction characters, soft hyphens, Arabic vowel signs and letter forms
do not count; neither does how many blanks, line breaks, hyphens or underscores part the words. Scripts without blanks
between words give one word a character.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
"""Thai, Lao, Burmese, Khmer, kana, Han, Hangul."""
_MARKS: Final = "'’‘ʼʿʾʻ`´"
_LETTER: Final = rf"[^\W\d_{_UNSPACED}]"
_WORD: Final = re.compile(rf"[{_UNSPACED}]|\d+|{_LETTER}+(?:[{_MARKS}](?!s(?![^\W\d_A-Z])|S(?!{_LETTER})){_LETTER}+)*")
"""Apostrophes within a word belong to it ("O’Neill", "Sa’id"), but not those of a possessive."""
_LETTERS_BEFORE: Final = re.compile(rf"{_LETTER}+$")
_LETTERS_BEHIND: Final = re.compile(rf"{_LETTER}+")
_BREAKS: Final = re.compile(rf"[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[{_MARKS}](?=[A-Z])")
_APOSTROPHES: Final = re.compile(f"[{_MARKS}]")
_CAMEL: Final = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
"""Where a hashtag or a file name runs words together ("AmalExample")."""
_GAP: Final = re.compile(rf"[\s\-‐‑‒–—_{_MARKS}\"“”«»+/%,@]*")
_BREAK: Final = re.compile(r"[-‐]\s{0,3}\n\s*")
_WIDEST: Final = 40
"""Characters that may part two words of one name: a line break with its indent."""
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "ŋ": "ng"}
    | {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ٱ": "ا"}
)

_LATIN: Final = re.compile("[a-z]")
_LOOKALIKES: Final = str.maketrans(
    "аеорсухіјѕԁԛԝһӏкмтвнαοερικντυχ",
    "aeopcyxijsdqwhlkmtbhaoepikvtux",
)
"""Cyrillic and Greek letters that look like Latin ones, by which they are read in a word that mixes the two."""


@cache
def _ignored() -> re.Pattern[str]:
    """Marks on letters (Unicode categories M), characters that are not seen, and the Arabic stretching line."""
    unseen = {0x00AD, 0x0640, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)}
    marks = {n for n in range(0x0300, 0x10000) if unicodedata.category(chr(n))[0] == "M"}
    return re.compile("[" + "".join(f"\\u{n:04x}" for n in sorted(unseen | marks)) + "]+")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word without case, accents and unseen characters ("Éxample" -> "example")."""
    word = _APOSTROPHES.sub("", word)
    if word.isascii():
        return word.lower()
    low = unicodedata.normalize("NFKD", word.casefold()).translate(_LETTERS)
    if _LATIN.search(low) is not None:
        low = low.translate(_LOOKALIKES)
    return _ignored().sub("", unicodedata.normalize("NFKD", low).casefold())


class Words:
    """The words of a text: `starts`, `ends` are offsets into it, `folded` what is compared."""

    __slots__ = ("_plain", "_plain_ends", "_plain_starts", "ends", "folded", "starts")

    def __init__(self, text: str) -> None:
        self._plain, at = _without_ignored(text)
        spans = list(_spans(self._plain))
        self._plain_starts, self._plain_ends = [s for s, _ in spans], [e for _, e in spans]
        self.folded = [fold(self._plain[s:e]) for s, e in spans]
        self.starts = self._plain_starts if at is None else [at[s] for s in self._plain_starts]
        self.ends = self._plain_ends if at is None else [at[e] for e in self._plain_ends]

    def __len__(self) -> int:
        return len(self.folded)

    def capital(self, n: int) -> bool:
        """Whether a word starts with a capital, or its script has none."""
        first = self._plain[self._plain_starts[n]]
        return first.isupper() or (first.isalpha() and not first.islower())

    def marked(self, n: int) -> bool:
        """Whether an apostrophe stands within a word ("Sa’id", which is not "said")."""
        return _APOSTROPHES.search(self._plain, self._plain_starts[n], self._plain_ends[n]) is not None

    def gap(self, n: int) -> str:
        """What stands between a word and the next (before the first and after the last: up to the text's ends)."""
        start = self._plain_ends[n] if n >= 0 else 0
        end = self._plain_starts[n + 1] if n + 1 < len(self.folded) else len(self._plain)
        return self._plain[start:end]

    def between(self, first: int, end: int) -> str:
        """What is written from a word up to another one."""
        return self._plain[self._plain_starts[first] : self._plain_ends[end - 1]]

    def joined(self, n: int) -> bool:
        """Whether a word and the next may belong to one name: no end of a sentence or paragraph parts them."""
        gap = self.gap(n)
        if gap in {" ", ""}:
            return True
        if "," in gap and not (self.capital(n) and self.capital(n + 1)):
            return False
        if gap[0] == "." and (len(gap) == 1 or len(self.folded[n]) == 1):
            gap = gap[1:]
        return len(gap) <= _WIDEST and gap.count("\n") <= 1 and _GAP.fullmatch(gap) is not None

    def glued(self, n: int) -> bool:
        """Whether a word and the next may be one, broken at the end of a line or told apart by its capitals."""
        gap = self.gap(n)
        return gap == "" or _BREAK.fullmatch(gap) is not None

    def opens(self, n: int) -> bool:
        """Whether a word opens a sentence, so that its capital says nothing."""
        before = self.gap(n - 1)
        return n == 0 or any(c in before for c in ".!?:;\n•…“\"‘'(—–")

    def beside(self, n: int) -> bool:
        """Whether nothing but a blank parts a word from the next."""
        return 0 <= n < len(self.folded) - 1 and self.gap(n) in {" ", "\u00a0", "\n"}


def readings(text: str) -> tuple[str, ...]:
    """A text, and the same with blanks for what may stand between words as well as within one: characters that are not
    seen, apostrophes before a capital ("d’Amal"). Offsets are equal in both."""
    return (text, _BREAKS.sub(" ", text)) if _BREAKS.search(text) else (text,)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the rest of the words that it starts or ends in."""
    first = _LETTERS_BEFORE.search(text, max(0, start - _WIDEST), start)
    if first is not None and start < end and _LETTERS_BEHIND.match(text, start):
        start = first.start()
    last = _LETTERS_BEHIND.match(text, end)
    return start, last.end() if last is not None and _LETTERS_BEHIND.match(text, end - 1) else end


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a text."""
    return tuple(Words(text).folded)


def _without_ignored(text: str) -> tuple[str, list[int] | None]:
    """The text without characters that do not count, and where each of the others stood (None: nothing was left out).

    The list has one more entry than the text has characters, so that ends can be looked up too.
    """
    if text.isascii() or _ignored().search(text) is None:
        return text, None
    at: list[int] = []
    pieces: list[str] = []
    last = 0
    for m in _ignored().finditer(text):
        at.extend(range(last, m.start()))
        pieces.append(text[last : m.start()])
        last = m.end()
    at.extend(range(last, len(text) + 1))
    return "".join([*pieces, text[last:]]), at


def _spans(text: str) -> list[tuple[int, int]]:
    found = []
    for m in _WORD.finditer(text):
        start, end = m.span()
        word = m.group()
        if len(word) > 2 and not word.islower() and not word[1:].islower() and not word.isupper():
            for cut in _CAMEL.finditer(word):
                found.append((start, m.start() + cut.start()))
                start = m.start() + cut.start()
        found.append((start, end))
    return found
