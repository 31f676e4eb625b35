"""The last gate: what must not be seen is looked for in what is about to be shown or written, and stops it.

A gate holds no secret. It keeps salted digests of the words, so that it can be handed to whoever renders a view.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final

from dateline.errors import DatelineError
from dateline.model.dossier import Dossier
from dateline.protect.folding import Words, readings
from dateline.protect.walk import strings

_ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG: Final = re.compile(r"<[^<>]{0,2000}>")


class LeakError(DatelineError):
    """What a view must hide is still in it. The message names the field, never the words."""

    def __init__(self, where: str) -> None:
        self.where = where
        super().__init__(
            f"{where}: still holds what must not be shown, so nothing is given out. "
            "This is a fault of Dateline; please report it, without the text."
        )


class Gate:
    """Looks for words in a row that must not be left. `Gate()` lets everything pass."""

    __slots__ = ("_digests", "_firsts", "_lengths", "_salt")

    def __init__(self, phrases: Iterable[tuple[str, ...]] = ()) -> None:
        """`phrases` as folded words (see `folding.tokens`)."""
        self._salt = secrets.token_bytes(16)
        kept = {p for p in phrases if p}
        self._lengths = sorted({len(p) for p in kept})
        self._firsts = frozenset(self._digest(p[:1]) for p in kept)
        self._digests = frozenset(self._digest(p) for p in kept)

    def __repr__(self) -> str:
        return f"<Gate: {len(self._digests)} phrases>"

    def __reduce__(self) -> str:
        raise TypeError("A gate is not written to files: its digests would let short names be guessed.")

    def __bool__(self) -> bool:
        """Whether there is anything that it stops."""
        return bool(self._digests)

    def _digest(self, phrase: tuple[str, ...] | list[str]) -> bytes:
        return blake2b("\x1f".join(phrase).encode(), key=self._salt, digest_size=12).digest()

    def leaks(self, text: str) -> bool:
        """Whether a text still holds what must not be shown."""
        if not self._digests:
            return False
        return any(self._leaks(Words(reading)) for reading in readings(text))

    def _leaks(self, w: Words) -> bool:
        opens = {word for word in set(w.folded) if self._digest([word]) in self._firsts}
        return any(self._at(w, n) for n, word in enumerate(w.folded) if word in opens)

    def _at(self, w: Words, n: int) -> bool:
        reach = n + 1
        for length in self._lengths:
            while reach < n + length and reach < len(w) and w.joined(reach - 1):
                reach += 1
            if reach < n + length:
                return False
            if self._digest(w.folded[n : n + length]) in self._digests:
                return True
        return False


def check_dossier(dossier: Dossier, gate: Gate) -> None:
    """Raise `LeakError`, naming the field, where a dossier still holds what must not be shown."""
    seen: set[str] = set()
    for field, text in strings(dossier) if gate else ():
        if text not in seen and gate.leaks(text):
            raise LeakError(field)
        seen.add(text)


def assert_clean(texts: Iterable[str] | Mapping[str, str], gate: Gate) -> None:
    """Raise `LeakError` where a finished text (a page, a file, a table) holds what must not be shown.

    `texts` may be named, so that the message can say which one. HTML is read without its tags and with its characters
    written out, JSON with its escapes.
    """
    named = texts.items() if isinstance(texts, Mapping) else ((f"text {n}", t) for n, t in enumerate(texts, 1))
    for name, text in named:
        if any(gate.leaks(reading) for reading in _readings(text)):
            raise LeakError(name)


def _readings(text: str) -> set[str]:
    found = {text}
    if "\\u" in text:
        found.add(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text))
    if "&" in text or "<" in text:
        found.add(html.unescape(_TAG.sub("", text)))
        found.add(html.unescape(_TAG.sub(" ", text)))
    return found
