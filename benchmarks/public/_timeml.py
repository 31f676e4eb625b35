"""TimeML files (TimeBank, AQUAINT and their like): the text, the day it was written, its TIMEX3 tags.

The format is http://www.timeml.org, TimeML 1.2.1. Tags are read with a pattern, so that no XML parser meets the files.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TAG: Final = re.compile(r"<(/?)([A-Z0-9]+)((?:\s+[\w:]+=\"[^\"]*\")*)\s*(/?)>")
_ATTRIBUTE: Final = re.compile(r"([\w:]+)=\"([^\"]*)\"")
_BODY: Final = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_CREATED: Final = re.compile(r"<DCT>\s*<TIMEX3([^>]*)>")


@dataclass(frozen=True, slots=True)
class Tagged:
    """One TIMEX3 of the gold: where it stands in the text, its type and its value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document: its name, its text without tags, the day it was written (ISO, or None), its time expressions."""

    name: str
    text: str
    created: str | None
    times: tuple[Tagged, ...]


def documents(folder: Path) -> Iterator[Annotated]:
    """The documents below a folder, in the order of their names."""
    for path in sorted(folder.rglob("*.tml")):
        source = path.read_text(encoding="utf-8")
        body = _BODY.search(source)
        if body is not None:
            text, times = _read(body[1])
            yield Annotated(path.stem, text, _created(source), tuple(times))


def _created(source: str) -> str | None:
    tag = _CREATED.search(source)
    value = dict(_ATTRIBUTE.findall(tag[1])).get("value", "") if tag else ""
    return value[:10] if re.fullmatch(r"\d{4}-\d\d-\d\d.*", value) else None


def _read(body: str) -> tuple[str, list[Tagged]]:
    """Text without tags, and the spans that TIMEX3 tags cover in it; empty tags cover nothing."""
    pieces: list[str] = []
    length, at = 0, 0
    opened: list[tuple[int, dict[str, str]]] = []
    times = []
    for tag in _TAG.finditer(body):
        piece = html.unescape(body[at : tag.start()])
        pieces.append(piece)
        length, at = length + len(piece), tag.end()
        if tag[2] != "TIMEX3" or tag[4]:
            continue
        if not tag[1]:
            opened.append((length, dict(_ATTRIBUTE.findall(tag[3]))))
        elif opened:
            start, told = opened.pop()
            if start < length:
                times.append(Tagged(start, length, told.get("type", ""), told.get("value", "")))
    pieces.append(html.unescape(body[at:]))
    return "".join(pieces), sorted(times, key=lambda t: t.start)
