"""Which pieces of a page are the report, and what each of them is.

From the title to the last paragraph of the element that holds the report (`place.py`) every piece becomes a block:
paragraph, heading, caption, or boilerplate where it stands inside the report but is no part of it. Between title and
text, summaries, captions, bylines and dates are taken in wherever they stand. All else on the page is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dateline.model.vocabulary import SectionKind
from dateline.readers.blocks import Block
from dateline.readers.datelines import read_opening
from dateline.readers.html.facts import fold
from dateline.readers.html.mainpart import squash
from dateline.readers.html.markup import shown
from dateline.readers.html.metadata import Found, stamp_day
from dateline.readers.html.pieces import pieces_of
from dateline.readers.html.place import Place, find_place
from dateline.readers.html.tree import Page, parse
from dateline.readers.html.weigh import SENTENCE, Judged, is_live, weighed
from dateline.readers.lines import is_final
from dateline.readers.sections import HEADING, TITLE, byline_of, publication_day, remarks

SUMMARIES = 3
"""Lines that may sum a report up above its byline."""
_CHANGED = re.compile(r"updat|modif|edit", re.IGNORECASE)
_BAR = re.compile(r"\s*[|•·\n]\s*")


@dataclass(frozen=True, slots=True)
class Report:
    """The blocks of a page's report, and the day that stands beneath its title, if just one does."""

    blocks: tuple[Block, ...]
    day: str | None = None
    title: str | None = None
    """The title as it stands on the page."""
    byline: tuple[str, ...] = ()
    """The persons that a part called "author name" or the like names beneath the title."""


def report_of(page: Page, found: Found) -> Report:
    """The report of a whole page."""
    judged = weighed(page, found.titles, live=found.live)
    live = found.live or is_live(judged)
    place = find_place(page, judged, found, live=live)
    if place is None:
        return Report(tuple(_short(judged, found)))
    reach = range(place.first, place.stop)
    end = max((n + 1 for n in reach if judged[n].inside and _is_body(judged[n])), default=place.stop)
    headed = judged[place.title] if place.title is not None else None
    blocks = _Maker(judged[_begin(judged, place) : end], headed, live=live).blocks()
    return Report(tuple(blocks), _day(judged, place), headed.text if headed else None, _writers(judged, place, found))


def fragment_blocks(page: Page) -> list[Block]:
    """All visible text of a piece of HTML, in order: nothing is left out."""
    blocks = []
    for one in weighed(page, live=True):
        kind: SectionKind = "paragraph"
        if one.outside:
            kind = "boilerplate"
        elif one.caption:
            kind = _caption_kind(one)
        elif _is_heading(one):
            kind = "heading"
        blocks.append(_block(one, kind))
    return blocks


def _block(one: Judged, kind: SectionKind) -> Block:
    return Block(kind, one.text, "", one.piece.at)


def _begin(judged: Sequence[Judged], place: Place) -> int:
    """Where the report begins: at its title and the captions above it, or at the heading of a text without title."""
    start = place.first if place.title is None else place.title
    while start and judged[start - 1].caption and not judged[start - 1].outside:
        start -= 1
    if place.title is None:
        while start and judged[start - 1].inside and (judged[start - 1].piece.level or _is_body(judged[start - 1])):
            start -= 1
    return start


def _is_body(one: Judged) -> bool:
    """Whether a piece in the root is a paragraph of the report."""
    if one.outside or one.caption or one.piece.level or one.linked or one.roles & {"byline", "time"}:
        return False
    if one.weight or one.piece.row or one.piece.item:
        return True
    return one.piece.node.name in {"p", "li", "dd", "dt", "td", "th", "blockquote", "pre"} or is_final(one.text)


def _is_heading(one: Judged) -> bool:
    """A heading by rank, or a whole line in bold print that does not end as sentences do."""
    piece = one.piece
    if piece.level:
        return piece.size <= TITLE[0] and not (is_final(piece.text) and len(piece.text.split()) > HEADING[1])
    if not one.bold or piece.item or piece.row or piece.size > HEADING[0] or len(piece.text.split()) > HEADING[1]:
        return False
    if is_final(piece.text) and not piece.text.endswith("?"):
        return False
    return read_opening(piece.text) is None and not byline_of(piece.text)


# -- what each piece of the report is


@dataclass(slots=True)
class _Maker:
    """Makes blocks of the pieces from title to last paragraph."""

    chosen: Sequence[Judged]
    title: Judged | None
    live: bool = field(kw_only=True)

    def blocks(self) -> list[Block]:
        made: list[Block] = []
        said: set[str] = set()
        begun = False
        for n, one in enumerate(self.chosen):
            kind = self._kind(n, one, begun=begun)
            if kind is None:
                continue
            words = squash(one.text)
            if words in said and one is not self.title and (one.piece.size >= SENTENCE[0] or kind == "heading"):
                if kind != "heading":
                    made.append(_block(one, "boilerplate"))
                continue
            if kind != "boilerplate":
                said.add(words)
            begun = begun or kind == "paragraph"
            made.append(_block(one, kind))
        return _summaries_as_headings(made)

    def _kind(self, n: int, one: Judged, *, begun: bool) -> SectionKind | None:
        """What a piece is; None where it is left out."""
        if one is self.title:
            return "title"
        if one.outside:
            return "boilerplate" if one.inside and begun and one.piece.size >= SENTENCE[0] and not one.linked else None
        if one.caption:
            return _caption_kind(one) if not one.linked else None
        if self.live and one.inside and one.clock:
            return "heading"
        if not one.inside:
            return self._above(one)
        if _is_heading(one):
            return "heading" if self._heads(n) else "boilerplate"
        if one.piece.level:
            return "paragraph"
        if _told_by_wording(one.text) or one.roles & {"byline", "time"}:
            return _line_kind(one)
        if "standfirst" in one.roles and not begun:
            return _summary_kind(one)
        return "paragraph" if _is_body(one) else "boilerplate"

    def _above(self, one: Judged) -> SectionKind | None:
        """A piece between the title and the text, outside of what holds the text: summary, byline, date."""
        if _told_by_wording(one.text):
            return "paragraph"
        if "standfirst" in one.roles or one.piece.level == 2 or one.weight:
            return _summary_kind(one)
        return "boilerplate" if one.roles & {"byline", "time"} and one.piece.size <= TITLE[0] else None

    def _heads(self, n: int) -> bool:
        """Whether a heading stands above text of the report, and does not announce a list of links."""
        flat = " ".join(self.chosen[n].text.split())
        if remarks("any").fullmatch(flat):
            return False
        for other in self.chosen[n + 1 :]:
            if other.outside or other.caption or _is_heading(other) or other.roles & {"byline", "time"}:
                continue
            return not other.linked
        return False


def _summary_kind(one: Judged) -> SectionKind:
    """A line above the text: a heading, unless it opens the report with a dateline."""
    return "paragraph" if read_opening(one.text) else "heading"


def _caption_kind(one: Judged) -> SectionKind:
    return "boilerplate" if one.piece.credit else "caption"


def _summaries_as_headings(made: list[Block]) -> list[Block]:
    """The lines above a byline or a dateline sum the report up: they are headings, not its first paragraphs."""
    told = [n for n, block in enumerate(made) if block.kind == "paragraph"][: 1 + SUMMARIES]
    opens = [n for n in told if byline_of(made[n].text) or _opens(made, told, n)]
    for n in told[: told.index(opens[0])] if opens else ():
        if len(made[n].text) <= TITLE[0] and not _told_by_wording(made[n].text):
            made[n] = replace(made[n], kind="heading")
    return made


def _opens(made: Sequence[Block], told: Sequence[int], n: int) -> bool:
    """Whether a dateline opens a paragraph.

    It has a date, an agency, or capitals and a dash; else it is one only where no sentence stands above it.
    A colon alone also stands after labels that no list holds ("WHAT WE KNOW: …").
    """
    opening = read_opening(made[n].text)
    if opening is None:
        return False
    head = made[n].text[: opening.length]
    in_capitals = head.isupper() and head.rstrip().endswith(("–", "—", "-"))
    sure = opening.agency or any(char.isdigit() for char in head) or in_capitals
    return bool(sure) or not any(is_final(made[above].text) for above in told[: told.index(n)])


def _told_by_wording(text: str) -> bool:
    """Whether the wording of a line says that it is a byline, a date of publication or a dateline."""
    if len(text) > TITLE[0]:
        return False
    if byline_of(text):
        return True
    if publication_day(text):
        return True
    opening = read_opening(text)
    return opening is not None and opening.length >= len(text)


def _line_kind(one: Judged) -> SectionKind:
    return "paragraph" if _told_by_wording(one.text) or one.weight > TITLE[0] else "boilerplate"


def _day(judged: Sequence[Judged], place: Place) -> str | None:
    """The day that stands between title and text in a part called date or byline; None where several do."""
    if place.title is None:
        return None
    days = set()
    for one in judged[place.title + 1 : place.first]:
        dated = one.piece.times or one.roles & {"byline", "time"}
        if (dated or byline_of(one.text)) and not one.outside and one.piece.size <= 100:
            days.add(stamp_day(" | ".join(part for part in _BAR.split(one.text) if not _CHANGED.search(part))))
    days.discard(None)
    return days.pop() if len(days) == 1 else None


def _writers(judged: Sequence[Judged], place: Place, found: Found) -> tuple[str, ...]:
    """The persons named between title and text in a part that is called so. "Admin" and the outlet are none."""
    names: dict[str, None] = {}
    for one in judged[place.title + 1 : place.first] if place.title is not None else ():
        if "writer" not in one.roles or one.outside or one.piece.size > 100:
            continue
        line = _BAR.split(one.text)[0]
        told = byline_of(line) or byline_of(f"By {line}")
        names |= dict.fromkeys(name for name in told if " " in name and fold(name) != fold(found.metadata.outlet or ""))
    return tuple(names)


def _short(judged: Sequence[Judged], found: Found) -> list[Block]:
    """A page without running text: the article of its JSON-LD, else the few words that stand in it."""
    plain = [one for one in judged if not one.outside and not one.linked]
    if found.body and len(found.body) > sum(one.piece.size for one in plain if not one.piece.level):
        return body_blocks(found)
    names = {fold(t) for t in found.titles}
    title = next((one for one in plain if one.piece.level == 1 or fold(one.text) in names), None)
    start = plain.index(title) if title else 0
    return [_block(one, "title" if one is title else _plain_kind(one)) for one in plain[start:]]


def _plain_kind(one: Judged) -> SectionKind:
    if one.caption:
        return _caption_kind(one)
    return "heading" if _is_heading(one) else "paragraph"


def body_blocks(found: Found) -> list[Block]:
    """The article of the JSON-LD, for a page whose text is made by a script. Its place in the source is not told."""
    body = found.body or ""
    paragraphs = re.split(r"\n\s*\n|\r\n|\n", body)
    if re.search(r"<(?:p|br|div)\b", body, re.IGNORECASE):
        paragraphs = [piece.text for piece in pieces_of(parse(body))]
    title = [Block("title", found.titles[0])] if found.titles else []
    lines = (" ".join(shown(text).split()) for text in paragraphs)
    return [*title, *(Block("paragraph", line) for line in lines if line)]
