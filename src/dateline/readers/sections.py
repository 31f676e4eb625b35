"""What each part of a report is: title, dateline, paragraph, heading, caption or boilerplate.

Sections come in order, never overlap and together cover everything that is not white space. Nothing is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from dateline.model.document import DatelineMark, Section
from dateline.model.vocabulary import SectionKind
from dateline.readers.captions import credit_start, opens_caption
from dateline.readers.datelines import Opening, find_date, is_date, read_opening
from dateline.readers.lines import Unit, is_final, is_item, units_of
from dateline.readers.tables import rows

REMARK = 300
"""Characters: boilerplate is told by its whole wording, so longer units are never looked up."""
TITLE = (250, 32)
"""Characters and words that a title may have."""
HEADING = (110, 15)
TEASER = 600
"""Characters that a teaser may have."""
PIECE = 50_000
"""Characters of the longest section: longer ones are cut, so that no parser meets a sentence of a million words."""

_ELLIPSIS = re.compile(r"\s*(?:\[\s?(?:…|\.{3})\s?\]|\(\s?(?:…|\.{3})\s?\)|…|\.{3,4})\Z")
_FIELD = re.compile(r"[A-Z][\w /()'’-]{1,40}:\s?\S")
_BYLINE = re.compile(
    r"(?:by|(?:written|reported|report|story|text|words) by)\s+"
    r"(?P<names>[^|•·0-9\n]{3,100})(?P<rest>[|•·0-9].{0,80})?",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z\u00c0-\u00de][\w.'’-]{0,24}|de|van|von|al|el|bin|ibn|da|dos)"
_PERSON = re.compile(rf"{_NAME}(?: {_NAME}){{1,4}}|[A-Z]{{2,12}}|Reuters|Xinhua|Staff")
_OUTLET_TAIL = re.compile(r"(?:,| for | of | in | at )\s?.{2,60}\Z")
_WORD = re.compile(r"[^\W\d_]{2}")
"""Two letters together: a line without them (a rule, a counter, "A A") tells nothing."""
_PUBLISHED = re.compile(
    r"(?:(?:first|originally) |date )?(?:published|posted|released|issued|publication)", re.IGNORECASE
)
_CHANGED = re.compile(r"(?:last |also )?(?:updat|modif|amend|edited|correct)", re.IGNORECASE)
_BAR = re.compile(r"\s*[|•·\n]\s*")
_SENTENCE = re.compile(r"[a-z\d)”’\"][.!?][”’\"]?\s+[“\"‘]?[A-Z]")


@dataclass(slots=True)
class Layout:
    """The sections of a text and what its opening lines tell of the report itself."""

    sections: list[Section] = field(default_factory=list)
    title: tuple[int, int] | None = None
    dateline: DatelineMark | None = None
    opening: Opening | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    """ISO date of a "Published 5 May 2023" line."""

    def add(self, kind: SectionKind, start: int, end: int) -> None:
        if start < end:
            self.sections.append(Section(kind, start, end))


@cache
def remarks(where: str, opens: str = "") -> re.Pattern[str]:
    """The boilerplate wordings of one position ("any", "top", "end"), as one pattern."""
    chosen = [r["pattern"] for r in rows("boilerplate") if r["where"] == where and (not opens or r["opens"] == opens)]
    return re.compile("|".join(f"(?:{p})" for p in chosen) or r"(?!)", re.IGNORECASE)


def lay_out(text: str, title: str | None = None) -> Layout:
    """Tell the parts of a text apart. `title` is the title if the user gave it."""
    units = units_of(text)
    kinds = _kinds(text, units, title)
    layout = Layout()
    for unit, kind in zip(units, kinds, strict=True):
        if kind == "title":
            layout.title = (unit.start, unit.end)
        _place(text, unit, kind, layout)
    return layout


def lay_out_blocks(text: str, blocks: Sequence[tuple[int, int, SectionKind]], title: str | None = None) -> Layout:
    """The same for a text whose format has told its blocks: (start, end, kind), in order, white space between.

    What the format calls a paragraph may still be a byline, a caption by its credit line, or "Share this article".
    """
    units = [Unit(start, end, gap=True) for start, end, _ in blocks]
    layout = Layout()
    seen = _Seen()
    for n, (unit, (_, _, told)) in enumerate(zip(units, blocks, strict=True)):
        kind = _block_kind(text, units, n, told, seen, title)
        seen.title = seen.title or kind == "title"
        seen.body = seen.body or kind in {"paragraph", "opening"}
        if kind == "title":
            layout.title = layout.title or (unit.start, unit.end)
        _place(text, unit, kind, layout)
    return layout


def _block_kind(text: str, units: list[Unit], n: int, told: SectionKind, seen: _Seen, title: str | None) -> str:
    flat = _flat(text, units[n], TITLE[0])
    if title and flat and not seen.title and flat.casefold() == " ".join(title.split()).casefold():
        return "title"
    if told == "title" and seen.title:
        return "heading"
    if told != "paragraph":
        return told
    remark = _remark_kind(text, units[n], body=seen.body)
    if not remark and not seen.body and flat and (opening := read_opening(flat)) and opening.length >= len(flat):
        return "dateline"
    return (
        remark
        or _caption_kind(text, units[n])
        or _teaser_kind(text, units, n)
        or ("paragraph" if seen.body else "opening")
    )


def _place(text: str, unit: Unit, kind: str, layout: Layout) -> None:
    """Add a unit's sections: one, or two where a credit or a dateline is split off."""
    start, end = unit.start, unit.end
    if kind == "byline":
        layout.byline = layout.byline or byline_of(text[start:end])
        layout.add("boilerplate", start, end)
    elif kind == "published":
        layout.published = layout.published or publication_day(text[start:end])
        layout.add("boilerplate", start, end)
    elif kind == "caption":
        credit = credit_start(text[start:end])
        cut = end if credit is None else start + credit
        _pieces(layout, "caption", start, start + len(text[start:cut].rstrip()))
        layout.add("boilerplate", cut, end)
    elif kind in {"opening", "dateline"}:
        _place_opening(text, unit, layout)
    else:
        start += _own_opening(text, unit, layout) if kind == "paragraph" else 0
        _pieces(layout, _plain(kind), start, end)


def _own_opening(text: str, unit: Unit, layout: Layout) -> int:
    """The length of a later paragraph's own dateline ("MOSUL - Gunmen …"), set apart like the first: a round-up gives
    each of its items one."""
    opening = read_opening(text[unit.start : min(unit.end, unit.start + TITLE[0])]) if layout.opening else None
    if opening is None or not opening.place or opening.place != opening.place.upper() or opening.agency:
        return 0
    mark = text[unit.start : unit.start + opening.length].rstrip()
    if mark[-1:] == ":" or unit.start + opening.length >= unit.end:
        return 0
    layout.add("dateline", unit.start, unit.start + len(mark))
    return opening.length


def _plain(kind: str) -> SectionKind:
    table: dict[str, SectionKind] = {"title": "title", "heading": "heading", "paragraph": "paragraph"}
    return table.get(kind, "boilerplate")


def _pieces(layout: Layout, kind: SectionKind, start: int, end: int) -> None:
    for at in range(start, end, PIECE):
        layout.add(kind, at, min(at + PIECE, end))


def _place_opening(text: str, unit: Unit, layout: Layout) -> None:
    opening = None if layout.opening else read_opening(text[unit.start : min(unit.end, unit.start + TITLE[0])])
    cut = min(unit.start + (opening.length if opening else 0), unit.end)
    if opening:
        mark = text[unit.start : cut].rstrip()
        layout.opening, layout.dateline = opening, DatelineMark(opening.place, mark)
        layout.add("dateline", unit.start, unit.start + len(mark))
    _pieces(layout, "paragraph", cut, unit.end)


@dataclass(slots=True)
class _Seen:
    """How far the report has come: its title is found, its body has begun, a list of links is open."""

    title: bool = False
    body: bool = False
    listing: bool = False


def _kinds(text: str, units: list[Unit], title: str | None) -> list[str]:
    """The kind of every unit: a section kind, or "byline", "published", "opening" (it may hold the dateline)."""
    kinds: list[str] = []
    seen = _Seen()
    for n, unit in enumerate(units):
        kind = _remark_kind(text, unit, body=seen.body)
        if not kind and seen.listing and not _tells(text, unit):
            kind = "boilerplate"
        if not kind:
            kind = _caption_kind(text, unit) or _teaser_kind(text, units, n) or _text_kind(text, units, n, seen, title)
        seen.listing = kind == "boilerplate" and (seen.listing or _opens_list(text, unit))
        seen.title = seen.title or kind == "title"
        seen.body = seen.body or kind in {"paragraph", "opening"}
        kinds.append(kind)
    return kinds


def _flat(text: str, unit: Unit, limit: int = REMARK) -> str:
    """A unit's words with all white space as single spaces; empty where it is longer than the limit."""
    return " ".join(text[unit.start : unit.end].split()) if unit.end - unit.start <= limit else ""


def _remark_kind(text: str, unit: Unit, *, body: bool) -> str:
    """What a unit is that only remarks on the report ("boilerplate", "byline", "published"), else ""."""
    flat = _flat(text, unit)
    if not flat:
        return ""
    if not _WORD.search(flat):
        return "boilerplate"
    if not body and publication_day(flat):
        return "published"
    if not body and byline_of(flat):
        return "byline"
    if remarks("any").fullmatch(flat) or remarks("end" if body else "top").fullmatch(flat):
        return "boilerplate"
    return ""


def _opens_list(text: str, unit: Unit) -> bool:
    """Whether a remark announces a list of links ("Related stories")."""
    return remarks("any", "list").fullmatch(_flat(text, unit)) is not None


def _caption_kind(text: str, unit: Unit) -> str:
    body = text[unit.start : min(unit.end, unit.start + 800)]
    credit = credit_start(body)
    if credit == 0:
        return "boilerplate"
    return "caption" if credit is not None or opens_caption(body) else ""


def _teaser_kind(text: str, units: list[Unit], n: int) -> str:
    """A paragraph that stops in "[…]" and repeats how one of the next three paragraphs begins."""
    flat = _flat(text, units[n], TEASER)
    stop = _ELLIPSIS.search(flat[-12:]) if flat else None
    if stop is None:
        return ""
    start = flat[: len(flat) - (len(flat[-12:]) - stop.start())].rstrip()
    for other in units[n + 1 : n + 4]:
        beginning = " ".join(text[other.start : min(other.end, other.start + 2 * TEASER)].split())
        if len(start) >= 20 and beginning.startswith(start):
            return "boilerplate"
    return ""


def _tells(text: str, unit: Unit) -> bool:
    """Whether a unit reads as a paragraph: it ends as sentences do, or is longer than any heading."""
    return is_final(text[max(unit.start, unit.end - 8) : unit.end]) or unit.end - unit.start > TITLE[0]


def _text_kind(text: str, units: list[Unit], n: int, seen: _Seen, title: str | None) -> str:
    """Title, heading, opening or paragraph, by wording, length and what follows."""
    flat = _flat(text, units[n], TITLE[0])
    if title and flat and not seen.title and flat.casefold() == " ".join(title.split()).casefold():
        return "title"
    if seen.body:
        return "heading" if flat and _is_heading(text, units, n, flat) else "paragraph"
    if flat and n + 1 < len(units) and (opening := read_opening(flat)) and opening.length >= len(flat):
        return "dateline"
    if flat and _is_title(text, units, n, flat, titled=seen.title):
        return "heading" if seen.title else "title"
    return "opening"


def _followed(text: str, units: list[Unit], n: int, reach: int) -> bool:
    return any(_tells(text, unit) for unit in units[n + 1 : n + 1 + reach])


def _is_title(text: str, units: list[Unit], n: int, flat: str, *, titled: bool) -> bool:
    """A short first line without a final stop, with a body after it; a line below the title is its sub-title."""
    if len(flat.split()) > TITLE[1] or is_item(flat) or flat.endswith((".", ":", ";", ",")) or _SENTENCE.search(flat):
        return False
    if titled and (_FIELD.match(flat) or flat[-1] in "?!"):
        return False
    return read_opening(flat) is None and not _speech(flat) and _followed(text, units, n, 8)


def _speech(flat: str) -> bool:
    """A whole quotation that ends as a sentence: "“We will return.”" stands in the text, not above it."""
    return flat[0] in '“"' and is_final(flat) and flat[-1] in '”"'


def _is_heading(text: str, units: list[Unit], n: int, flat: str) -> bool:
    """A short line without a final stop between paragraphs ("‘Shifting lines’", "What happened next?")."""
    bare = flat.lstrip("# *").rstrip("* ")
    if not bare or len(bare) > HEADING[0] or len(bare.split()) > HEADING[1] or is_item(flat) or _FIELD.match(flat):
        return False
    question = bare.endswith("?") and len(bare.split()) <= 10 and bare[0].isupper()
    if (is_final(bare) and not question) or bare.endswith(",") or bare[0].islower() or _SENTENCE.search(bare):
        return False
    return (
        n + 1 < len(units)
        and _tells(text, units[n + 1])
        and not is_item(text[units[n + 1].start : units[n + 1].start + 12])
    )


def publication_day(line: str) -> str | None:
    """The day of "First published: 3 May 2021 | Updated: 5 May 2021" as ISO text; None for a line of another kind."""
    if len(line) >= 100:
        return None
    told = " | ".join(part for part in _BAR.split(line.strip()) if not _CHANGED.match(part))
    return find_date(told) if _PUBLISHED.match(told) or is_date(told) else None


def byline_of(line: str) -> tuple[str, ...]:
    """The names in "By Jane Doe and John Roe, Example News"; empty where the line is none."""
    found = _BYLINE.fullmatch(" ".join(line.split())) if len(line) <= 200 else None
    if found is None or found["names"].rstrip().endswith((".", "!", "?")):
        return ()
    names: list[str] = []
    for part in _name_parts(found["names"].strip(" ,-–—")):
        bare = part if _PERSON.fullmatch(part) else _OUTLET_TAIL.sub("", part).strip()
        if _PERSON.fullmatch(bare):
            names.append(bare)
        elif not names:
            return ()
    return tuple(names)


def _name_parts(names: str) -> list[str]:
    """The persons of a byline: a comma parts them only before an "and", else an outlet or place follows it."""
    *front, last = re.split(r",? and | & ", names)
    parts = [piece for part in front for piece in part.split(",")] + last.split(",")[:1]
    return [part.strip() for part in parts]
