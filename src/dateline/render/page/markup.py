"""HTML from pieces: every string that is not `Markup` is escaped, so a report's words can never become markup.

`el` writes an element and refuses what the page must not hold: handlers (`onclick`), and links to anything but a part
of the page or an http(s) address. Inline styles are for notebooks alone and must be `Markup`, that is written in code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape as html_escape
from urllib.parse import urlsplit

VOID = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
CONTROLS: dict[str, str] = {
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
}
"""Characters that turn the reading direction, by the short names of the Unicode standard."""
STAND_IN = "▯"
"""Shown for a character that would act rather than be read: one for one, so that offsets hold."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that would act: control characters, and those that turn the reading direction."""
_UNSAFE_URL = re.compile(r"[\x00-\x20\x7f-\x9f\s\\\"'<>`\u202a-\u202e\u2066-\u2069]")
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_-]*")


class Markup(str):
    """A string that is markup already, made by `el`, `escape` or written in code: never a report's own words."""

    __slots__ = ()

    def __html__(self) -> str:
        """Templates take it as it is."""
        return str(self)


Child = str | None
"""What an element may hold: `Markup` as it is, other strings escaped, None nothing."""
Attributes = Mapping[str, str | int | None]
NOTHING = Markup("")


def escape(text: str) -> Markup:
    """Text as markup. Control and direction characters become a visible stand-in that names them."""
    if isinstance(text, Markup):
        return text
    escaped = CONTROL.sub(_stand_in, html_escape(text, quote=True))
    return Markup(escaped.replace("\r", "&#13;") if "\r" in escaped else escaped)


def _stand_in(match: re.Match[str]) -> str:
    name = CONTROLS.get(match.group(), f"U+{ord(match.group()):04X}")
    return f'<span class="ctl" data-ctl="{name}">{STAND_IN}</span>'


def attribute(text: str) -> str:
    """Text as the value of an attribute, without its quotation marks."""
    return html_escape(text if isinstance(text, Markup) else CONTROL.sub(STAND_IN, text), quote=True)


def el(tag: str, attributes: Attributes | None = None, *children: Child) -> Markup:
    """An element. Attributes that are None are left out. `ValueError` for what a page must not hold."""
    opening = f"<{tag}{_attributes(attributes)}>" if attributes else f"<{tag}>"
    if tag in VOID:
        return Markup(opening)
    return Markup(f"{opening}{''.join([escape(c) for c in children if c is not None])}</{tag}>")


def _attributes(attributes: Attributes) -> str:
    return "".join([_attribute(name, value) for name, value in attributes.items() if value is not None])


def _attribute(name: str, value: str | int) -> str:
    lowered = name.lower()
    if not _NAME.fullmatch(name) or lowered.startswith("on"):
        raise ValueError(f"{name!r} is no attribute that a page may hold.")
    if lowered == "style" and not isinstance(value, Markup):
        raise ValueError("a style must be written in code, as Markup.")
    text = str(value)
    if lowered in {"href", "src", "xlink:href"} and not text.startswith("#") and safe_url(text) is None:
        raise ValueError(f"{text[:80]!r} is no address that a page may link to.")
    return f' {name}="{attribute(text)}"'


def join(children: Iterable[Child], separator: str = "") -> Markup:
    """Children one after the other, parted by a separator (escaped as they are)."""
    return Markup(escape(separator).join([escape(c) for c in children if c is not None and c != ""]))


def safe_url(url: str | None) -> str | None:
    """The address where it is a plain http or https one that a page may link to, else None."""
    if not url or len(url) > 2000 or _UNSAFE_URL.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in {"http", "https"} and parts.hostname else None
