"""Text in the encoding that a mail, a page or a feed names for it: such names are often wrong, and never trusted."""

from __future__ import annotations

import codecs

_REFUSED = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem"})
"""Encodings in Python that no report is written in, and that are slow, odd or depend on the machine."""


def text_of(data: bytes, charset: str | None) -> str:
    """The text of some bytes: in the encoding named, else UTF-8, else Windows-1252 with a mark where nothing fits."""
    for encoding in (codec(charset), "utf-8-sig"):
        if encoding:
            try:
                return data.decode(encoding)
            except (UnicodeError, LookupError):
                continue
    return data.decode("cp1252", "replace")


def codec(charset: str | None) -> str | None:
    """The name of an encoding of text that Python knows and that reports are written in, else None."""
    try:
        name = codecs.lookup(charset[:60]).name if charset else None
    except (LookupError, ValueError):
        return None
    return None if name in _REFUSED else name
