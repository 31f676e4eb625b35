"""The bytes of a page -> its characters.

In this order: byte-order mark; UTF-16 that shows itself by its zeros; what the server says; what the page says of
itself (`<meta charset>`, `http-equiv`, the XML declaration); then UTF-8, then Windows-1252 by the rules of plain text.
A name that no browser knows counts for nothing (Python knows codecs that run code points through programs; they are
never asked). Where UTF-8 is declared and a few characters are broken, they become "�", as in a browser.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from dateline.errors import InputError
from dateline.readers.decode import western, wide_of
from dateline.readers.tables import rows

LARGEST_PAGE = 10_000_000
"""Bytes of the largest page. Its text is held to the limit of every report by `document_of_blocks`."""
PROLOGUE = 8192
"""Bytes in which a page names its charset (browsers look at 1,024; saved pages open with long comments)."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})[\"']", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
WIDE = {"utf-16-le", "utf-16-be"}


def decode_page(data: bytes, name: str, charset: str | None = None) -> str:
    """The page as text. `charset` is the server's word. `InputError` for what is empty, too large or no page."""
    _refuse(data, name)
    text = _decoded(data, name, charset)
    if len(_CONTROL.findall(text)) > len(text) // 200:
        raise InputError(name, "looks binary, not like a web page.", "Give the page as its HTML file.")
    return text


def _refuse(data: bytes, name: str) -> None:
    if not data.strip(b"\0 \t\r\n\f"):
        raise InputError(name, "is empty.", "Give a page that holds a report.")
    if len(data) > LARGEST_PAGE:
        advice = "Save the article alone, or its text as .txt."
        raise InputError(name, f"has {len(data):,} bytes; a web page may have {LARGEST_PAGE:,}.", advice)
    head = data[:64].lstrip().lower()
    for row in rows("formats"):
        signature = row["signature"].encode().decode("unicode_escape").encode("latin-1").lower()
        if not signature.startswith(b"<") and head.startswith(signature):
            raise InputError(name, f"is {row['what']}, not a web page.", "Give the page as its HTML file.")


def _decoded(data: bytes, name: str, charset: str | None) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    if wide := wide_of(data):
        return data.decode(wide, "replace")
    for codec in _declared(data, charset):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as exc:
        if _mostly_utf8(data):
            return data.decode("utf-8", "replace")
        return western(data, name, exc)


def _declared(data: bytes, charset: str | None) -> Iterator[str]:
    """The codecs that server and page name. A server that says Western of a page that says UTF-8 sends its default."""
    told = codec_of(charset)
    page = codec_of(_page_charset(data[:PROLOGUE]))
    page = "utf-8" if page in WIDE else page  # a page whose own bytes can be read so is not UTF-16
    found = [page, told] if (told, page) == ("cp1252", "utf-8") else [told, page]
    return (codec for codec in found if codec)


def codec_of(label: str | None) -> str | None:
    """The Python codec of a charset's name, or None for what is no charset of the web."""
    wanted = (label or "").strip(" \t\r\n\"'").lower()
    return next((row["codec"] for row in rows("html_charsets") if row["label"] == wanted), None)


def _page_charset(head: bytes) -> str | None:
    bare = _COMMENT.sub(b"", head)
    found = _META.search(bare) or _XML.match(bare)
    return found.group(1).decode("ascii") if found else None


def _mostly_utf8(data: bytes) -> bool:
    """Whether most bytes beyond ASCII stand in whole UTF-8 characters: the rest was cut or damaged on its way."""
    high = len(_HIGH.findall(data))
    return sum(len(s) for s in _SEQUENCE.findall(data)) > 0.5 * high
