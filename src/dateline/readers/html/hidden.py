"""What of a page no reader sees: it must not become evidence.

Told by the elements themselves (script, template …), the attributes `hidden` and `aria-hidden`, inline styles, the
page's own `<style>` where a single class or id is hidden, and class names for screen readers only. Colour on the same
colour, text behind other things and styles of other files are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag
from functools import lru_cache

from dateline.readers.html.markup import has_trait
from dateline.readers.html.roles import roles_of


class Unseen(IntFlag):
    """Why text is not seen. What is GONE stays so inside; the others end where an element inside says otherwise."""

    NO = 0
    GONE = 1
    INVISIBLE = 2
    TINY = 4


_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|([^\n]))")
_ZERO = re.compile(r"[+-]?(?:0+(?:\.0*)?|\.0+)(?:[a-z]{1,4}|%)?")
_NOTHING = re.compile(r"(?:0+(?:\.0*)?|\.0+)(?:[a-z]{1,4}|%)?")
_RELATIVE = re.compile(r"[\d.]+(?:em|%)|larger|smaller|inherit")
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|em|rem|pt|vw|vh|%)|-[1-9]\d(?:\.\d+)?(?:em|rem)")
_CLIPPED = re.compile(r"rect\(\s*(?:[01](?:px)?[\s,]*){4}\)|inset\(\s*(?:50|100)%\s*\)")
_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?([.#][\w-]+)", re.IGNORECASE)
OFF_PAGE = ("left", "top", "right", "text-indent", "margin-left", "margin-top")
LONGEST_STYLE = 2000


@dataclass(slots=True)
class Stylesheet:
    """The classes (".name") and ids ("#name") that the page's own styles hide."""

    hidden: dict[str, bool] = field(default_factory=dict)

    def read(self, css: str) -> None:
        """Take in a `<style>`. Rules inside @media and the like hold for some readers only, so they are passed over."""
        depth = 0
        for chunk in _COMMENT.sub(" ", css).split("}"):
            head, *blocks = chunk.split("{")
            if not blocks:
                depth = max(0, depth - 1)
            elif len(blocks) == 1 and not depth:
                self._rule(head, blocks[0])
            else:
                depth += len(blocks) - 1

    def _rule(self, selectors: str, body: str) -> None:
        told = declarations(body[:LONGEST_STYLE])
        if "display" not in told and "visibility" not in told:
            return
        for selector in selectors.rsplit(";", maxsplit=1)[-1].split(","):
            if found := _SIMPLE.fullmatch(selector.strip()):
                self.hidden[found.group(1)] = told.get("display") == "none" or told.get("visibility") == "hidden"

    def hides(self, attributes: Mapping[str, str]) -> bool:
        if not self.hidden:
            return False
        names = ["." + c for c in attributes.get("class", "").split()] + ["#" + attributes.get("id", "").strip()]
        return any(self.hidden.get(name) for name in names)


@lru_cache(maxsize=512)
def _cached(style: str) -> dict[str, str]:
    text = _ESCAPE.sub(_unescaped, _COMMENT.sub("", style)).lower()
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip(): " ".join(value.replace("!important", "").split()) for name, _, value in pairs if value}


def declarations(style: str) -> dict[str, str]:
    """Property -> value of an inline style, in small letters."""
    return _cached(style[:LONGEST_STYLE])


def _unescaped(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0xD800 else " "


def state_of(
    name: str, attributes: Mapping[str, str], around: Unseen, styles: Stylesheet, *, holds_report: bool = False
) -> Unseen:
    """Whether text in an element is seen. A page behind an open dialog is `aria-hidden` as a whole, and is still seen
    (`holds_report`)."""
    if around & Unseen.GONE or has_trait(name, "unseen"):
        return Unseen.GONE
    if not attributes:
        return Unseen.GONE if name == "dialog" else around
    if name in {"html", "body"}:  # pages hide themselves until their script has run
        return Unseen.NO
    if _is_gone(name, attributes, holds_report=holds_report) or styles.hides(attributes):
        return Unseen.GONE
    style = attributes.get("style")
    return _styled(declarations(style), around) if style else around


def _is_gone(name: str, attributes: Mapping[str, str], *, holds_report: bool) -> bool:
    if "hidden" in attributes and attributes["hidden"].strip().lower() != "until-found":
        return True
    if attributes.get("aria-hidden", "").strip().lower() == "true" and not holds_report:
        return True
    if name == "dialog" and "open" not in attributes:
        return True
    return "hidden" in roles_of(attributes.get("class", ""))


def _styled(told: Mapping[str, str], around: Unseen) -> Unseen:
    if told.get("display") == "none" or told.get("content-visibility") == "hidden" or _vanishes(told):
        return Unseen.GONE
    state = around
    if visibility := told.get("visibility"):
        state = state & ~Unseen.INVISIBLE
        state |= Unseen.INVISIBLE if visibility in {"hidden", "collapse"} else Unseen.NO
    size = told.get("font-size") or told.get("font", "").split("/")[0].split(" ")[-1]
    if size and not (state & Unseen.TINY and _RELATIVE.fullmatch(size)):
        state = (state & ~Unseen.TINY) | (Unseen.TINY if _NOTHING.fullmatch(size) else Unseen.NO)
    return state


def _vanishes(told: Mapping[str, str]) -> bool:
    """Whether a box is nowhere to be seen: transparent, without size, cut away or far off the page."""
    if _NOTHING.fullmatch(told.get("opacity", "")):
        return True
    if _CLIPPED.search(told.get("clip", "")) or _CLIPPED.search(told.get("clip-path", "")):
        return True
    if told.get("overflow") == "hidden" and any(
        _ZERO.fullmatch(told.get(p, "")) for p in ("height", "width", "max-height")
    ):
        return True
    placed = told.get("position") in {"absolute", "fixed"}
    return any(
        _FAR.fullmatch(told.get(p, "")) for p in OFF_PAGE if placed or p == "text-indent" or p.startswith("margin")
    )
