"""Quotations: which characters of the report stand between quotation marks.

Marks are paired inside one section, so that a missing mark never swallows the next paragraph. Double and single marks
are kept apart; an apostrophe ("IS' last", "don't", "Ta'izz") is not a mark. A quotation that its section opens and does
not close runs to the section's end, as English typography has it for speech that goes on over paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dateline.model.document import Document, Section

READ: Final = frozenset({"title", "heading", "paragraph", "caption"})
DOUBLE: Final = frozenset('"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02')
SINGLE: Final = frozenset("'\u2018\u2019\u201a\u201b\u2039\u203a")
OPENS: Final = frozenset("\u201c\u201e\u00ab\u2018\u201a\u201b\u2039")
CLOSES: Final = frozenset("\u201d\u00bb\u2019\u203a")
TYPED: Final = frozenset("'`\u2018\u2019")
"""Marks that stand for a double one when typed twice (\'\'so\'\' and ``so\'\')."""
STRAIGHT: Final = frozenset('"\uff02')
ENDS: Final = frozenset(".!?")
BRACKETS: Final = frozenset("([{-\u2013\u2014/")
SCARE_WORDS: Final = 4
"""Words that a pair of marks may hold and still be a mere expression ("de-escalation" zones)."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters start..end with the marks, inner_start..inner_end without.

    `closed`: the closing mark is there. `block`: the quotation fills its section or goes on over several sections.
    `scare`: too short to be speech, an expression in quotation marks. `depth`: 0 outermost.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    block: bool
    scare: bool = False
    depth: int = 0


@dataclass(slots=True)
class _Open:
    at: int
    mark: str
    double: bool
    depth: int


def find_quotations(document: Document) -> list[Quotation]:
    """All quotations of the report in text order, outer ones before those inside them."""
    found: list[Quotation] = []
    running = False
    for section in document.sections:
        if section.kind not in READ:
            continue
        here = _pair(document.text, section, running=running)
        starts_quoted = bool(here) and here[0].start == _first(document.text, section)
        if running and starts_quoted:
            found[-1] = replace(found[-1], block=True)
            here[0] = replace(here[0], block=True)
        found.extend(here)
        running = bool(here) and not here[-1].closed and here[-1].depth == 0
    return found


def _first(text: str, section: Section) -> int:
    at = section.start
    while at < section.end and text[at].isspace():
        at += 1
    return at


def _pair(text: str, section: Section, *, running: bool) -> list[Quotation]:
    """Pair the marks of one section with a stack; `running`: the section before left a quotation open."""
    found: list[Quotation] = []
    stack: list[_Open] = []
    if running and _closes_first(text, section):
        stack.append(_Open(_first(text, section), "", True, 0))
    skip = -1
    for at in range(section.start, section.end):
        mark = text[at]
        if at == skip:
            continue
        if mark in TYPED and text[at + 1 : at + 2] == mark and at + 1 < section.end:
            skip = at + 1
            _double(text, section, at, stack, found, width=2)
        elif mark in DOUBLE:
            _double(text, section, at, stack, found)
        elif mark in SINGLE:
            _single(text, section, at, stack, found)
    found.extend(_made(text, section, left, section.end, closed=False) for left in stack if left.double)
    return sorted((q for q in found if q.inner_end > q.inner_start), key=lambda q: (q.start, -q.end))


def _closes_first(text: str, section: Section) -> bool:
    """Whether the first double mark of a section closes what an earlier section opened."""
    for at in range(section.start, section.end):
        if text[at] in DOUBLE:
            before, after = _around(text, section, at)
            return text[at] not in OPENS and not before.isspace() and not after.isalnum()
    return False


def _around(text: str, section: Section, at: int, width: int = 1) -> tuple[str, str]:
    before = text[at - 1] if at > section.start else " "
    after = text[at + width] if at + width < section.end else " "
    return before, after


def _double(
    text: str, section: Section, at: int, stack: list[_Open], found: list[Quotation], *, width: int = 1
) -> None:
    """Open or close a double quotation; a closing mark drops the single marks left open inside it."""
    mark = text[at] if width == 1 else '"'
    before, after = _around(text, section, at, width)
    inside = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].double), None)
    opener = (before.isspace() or before in BRACKETS or before in SINGLE) and not after.isspace()
    joined = before in ENDS and after.isupper()
    opener = opener or (joined and inside is None)
    if mark in OPENS:
        closes = (inside is not None and stack[inside].mark in "\u201e\u201f") or (inside is not None and not opener)
    elif mark in CLOSES:
        closes = inside is not None
    else:
        closes = inside is not None and not (opener and after.isalnum() and before.isspace())
    if closes and inside is not None:
        found.append(_made(text, section, stack[inside], at, closed=True, width=width))
        del stack[inside:]
        if joined and mark in STRAIGHT and _closes_next(text, section, at + width):
            _open_double(text, section, _Open(at, text[at : at + width], True, len(stack)), stack, found)
    elif opener:
        _open_double(text, section, _Open(at, text[at : at + width], True, len(stack)), stack, found)


def _closes_next(text: str, section: Section, start: int) -> bool:
    """Whether the next typed mark closes: then the one before it, with no space around it, closed and opened at once,
    where two paragraphs were run together ("… today."This will …")."""
    for at in range(start, section.end):
        if text[at] in STRAIGHT:
            before, after = _around(text, section, at)
            return not before.isspace() and not after.isalnum()
    return False


def _open_double(text: str, section: Section, new: _Open, stack: list[_Open], found: list[Quotation]) -> None:
    """Open; an equal mark that is still open was never closed, and its quotation ends with its sentence."""
    same = next((n for n, o in enumerate(stack) if o.double and o.mark == new.mark), None)
    if same is not None and new.mark not in "\u00ab\u201e":
        end = new.at
        while end > stack[same].at + 1 and text[end - 1].isspace():
            end -= 1
        found.append(_made(text, section, stack[same], end, closed=False))
        del stack[same:]
    new.depth = len(stack)
    stack.append(new)


def _single(text: str, section: Section, at: int, stack: list[_Open], found: list[Quotation]) -> None:
    """Open or close a single quotation; inside a word, before a digit, or with nothing open it is an apostrophe."""
    mark = text[at]
    before, after = _around(text, section, at)
    if before.isalnum() and after.isalnum():
        return
    top = stack[-1] if stack else None
    if mark not in OPENS and top is not None and not top.double and not before.isspace() and not after.isalnum():
        if not _possessive(text, section, at):
            found.append(_made(text, section, top, at, closed=True))
            stack.pop()
        return
    opener = (before.isspace() or before in BRACKETS or before in DOUBLE) and (
        after.isalnum() or after in DOUBLE or after in "[(\u2026"
    )
    if mark not in CLOSES and opener and not after.isdigit() and not (top is not None and not top.double):
        stack.append(_Open(at, mark, False, len(stack)))


def _possessive(text: str, section: Section, at: int) -> bool:
    """As in "the rebels' advance": s, the mark, a space, a small letter, and another closing mark soon after."""
    if text[at - 1] not in "sS" or at + 2 >= section.end or not text[at + 1].isspace() or not text[at + 2].islower():
        return False
    ahead = text[at + 1 : min(at + 200, section.end)]
    return any(m in ahead for m in (text[at] + " ", text[at] + ",", text[at] + "."))


def _made(text: str, section: Section, left: _Open, at: int, *, closed: bool, width: int = 1) -> Quotation:
    """The quotation from an opening mark to `at`, the closing mark's place (or the end, where there is none)."""
    start, end = left.at, at + width if closed else at
    first = start + len(left.mark)
    inner = text[first:at]
    inner_end = first + len(inner.rstrip())
    if not closed:
        end = inner_end
    inner_start = first + len(inner) - len(inner.lstrip())
    fills = start == _first(text, section) and not text[end : section.end].strip()
    words = len(inner.split())
    scare = words <= SCARE_WORDS and inner.strip()[-1:] not in ".!?,;" and closed and not fills
    if scare and words > 1 and inner.strip()[:1].isupper() and text[end : end + 1] == ",":
        scare = text[section.start : start].rstrip()[-1:] not in {"", ".", "!", "?", ":"}  # «Nobody came», he said
    return Quotation(start, end, min(inner_start, inner_end), inner_end, closed, fills, scare, left.depth)
