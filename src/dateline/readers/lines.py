"""Text -> units: the lines of a report, with lines that were only wrapped put together again.

A unit is a stretch of text that stands for one paragraph, heading or remark. Blank lines always part units, save where
a line stops in the middle of a phrase. Everything here is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from dateline.readers.datelines import is_date
from dateline.readers.tables import words

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FINAL = re.compile(r"[.!?…:;。][\"'”’»)\]]{0,4}\Z")
_DOTTED = re.compile(r"(?:\A|[^A-Za-z])[A-Z]\.\Z|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Cpl|St|No)\.\Z")
_LOWER = re.compile(r"[\"'“‘«(\[]?[a-z]")
_PARTICLE = re.compile(r"[a-z]{1,4}[-’'‘][A-Z]")
_TAIL = re.compile(r"[,.;:!?)\]%’”»]")
_ITEM = re.compile(r"(?:[-–—•·▪◦*>]|\(?\d{1,3}[.)]|\(?[a-z]\))[ \t\xa0]")
_INSIDE = re.compile(r"[a-z]{4,}[.!?][\"'”’)]? [A-Z“\"]")
_BYLINE = re.compile(r"by [A-Z][^.]{2,60}\Z")
_WORD_END = re.compile(r"([A-Za-z]+)\Z")
WRAPPED_WIDTH = (45, 130)
"""Columns within which a block of lines can be hard-wrapped text."""
LOOK = 400
"""Characters at a line's ends that decide how it joins: rules never look farther."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Characters start..end without the white space around them; `gap` where a blank line stands before it."""

    start: int
    end: int
    gap: bool


def is_item(text: str) -> bool:
    """Whether a line opens with a bullet or a number, as in a list."""
    return _ITEM.match(text) is not None


def is_final(text: str) -> bool:
    """Whether a line ends as sentences end."""
    return _FINAL.search(text[-8:]) is not None


def lines_of(text: str) -> list[Unit]:
    """Every line that is not blank, trimmed."""
    found: list[Unit] = []
    last = 0
    for match in _LINE.finditer(text):
        line = match.group()
        body = line.strip()
        if not body:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        end = start + len(body)
        gap = not found or _blank_between(text, last, match.start())
        found.append(Unit(start, end, gap))
        last = end
    return found


def _blank_between(text: str, start: int, end: int) -> bool:
    """Whether two line ends stand between the characters start and end."""
    first = _BREAK.search(text, start, end)
    return first is not None and _BREAK.search(text, first.end(), end) is not None


def units_of(text: str) -> list[Unit]:
    """The report's units: lines, with wrapped ones joined."""
    units: list[Unit] = []
    blocks = _blocks(lines_of(text))
    usual = _usual_width(text, blocks)
    for block in blocks:
        width = _wrapped_width(text, block) if len(block) != 2 else usual
        for n, line in enumerate(block):
            if (
                units
                and not _apart(text, units, line)
                and _joins(text, units[-1], block[n - 1] if n else units[-1], line, width if n else 0)
            ):
                units[-1] = Unit(units[-1].start, line.end, units[-1].gap)
            else:
                units.append(line)
    return units


def _apart(text: str, units: list[Unit], line: Unit) -> bool:
    """Whether a line cannot go on: a byline below the first line, or anything below a date that stands alone."""
    before = units[-1]
    if before.end - before.start <= 40 and is_date(text[before.start : before.end]):
        return True
    return len(units) == 1 and line.end - line.start <= 80 and _BYLINE.match(text[line.start : line.end]) is not None


def _blocks(lines: list[Unit]) -> list[list[Unit]]:
    blocks: list[list[Unit]] = []
    for line in lines:
        if line.gap:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _first_word(text: str, line: Unit) -> int:
    """Length of the line's first word (40 characters at most)."""
    return len(text[line.start : min(line.end, line.start + 40)].split(maxsplit=1)[0])


def _wrapped_width(text: str, block: list[Unit]) -> int:
    """The column at which a block was wrapped, or 0: most lines are full, and most stop in mid-sentence."""
    if len(block) < 3:
        return 0
    width = max(line.end - line.start for line in block)
    if not WRAPPED_WIDTH[0] <= width <= WRAPPED_WIDTH[1]:
        return 0
    pairs = list(pairwise(block))
    full = sum(_full(text, a, b, width) for a, b in pairs)
    open_ended = sum(not is_final(text[a.start : a.end]) for a, _ in pairs)
    return width if full >= 0.7 * len(pairs) and open_ended * 2 >= len(pairs) else 0


def _usual_width(text: str, blocks: list[list[Unit]]) -> int:
    """The column at which a report whose paragraphs stand between blank lines was wrapped, or 0.

    It tells how the two lines of a short paragraph join: alone they are too few to tell.
    """
    wrapped = [block for block in blocks if len(block) > 1]
    lines = [line for block in wrapped for line in block[:-1]]
    width = max((line.end - line.start for line in lines), default=0)
    if len(wrapped) < 2 or not WRAPPED_WIDTH[0] <= width <= WRAPPED_WIDTH[1]:
        return 0
    pairs = [pair for block in wrapped for pair in pairwise(block)]
    full = sum(_full(text, a, b, width) for a, b in pairs)
    open_ended = sum(not is_final(text[a.start : a.end]) for a, _ in pairs)
    return width if full >= 0.7 * len(pairs) and open_ended * 2 >= len(pairs) else 0


def _full(text: str, line: Unit, following: Unit, width: int) -> bool:
    """Whether the next line's first word would not have fitted (8 columns of tolerance: editors differ)."""
    return line.end - line.start + 1 + _first_word(text, following) > width - 8


def _joins(text: str, unit: Unit, before: Unit, line: Unit, width: int) -> bool:
    """Whether a line goes on where the unit stopped. `before` is the unit's last line, `width` its block's, or 0."""
    tail = text[max(unit.start, unit.end - LOOK) : unit.end]
    head = text[line.start : min(line.end, line.start + LOOK)]
    if is_item(head):
        return False
    if line.gap:
        return _LOWER.match(head) is not None and not _PARTICLE.match(head) and _hangs(tail)
    if _TAIL.match(head) or _hangs(tail):
        return True
    if is_final(tail) and not _DOTTED.search(tail[-12:]):
        return width > 0 and _full(text, before, line, width)
    if _LOWER.match(head):
        return not _PARTICLE.match(head)
    return (width > 0 and _full(text, before, line, width)) or _INSIDE.search(tail) is not None


def _hangs(tail: str) -> bool:
    """Whether a line stops in the middle of a phrase: at a comma, an opening bracket, or a word that needs another."""
    if tail.endswith((",", "(", "[", "“", "‘")):
        return True
    word = _WORD_END.search(tail[-20:])
    return word is not None and word.group() in words("joiners")
