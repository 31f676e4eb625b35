"""The situation in words, for a terminal: what happened, who says so, who disagrees, who holds what, what is left out.

Every number has its voices beneath it on one scale, as the page draws them; a happening on its own also has its quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dateline.model.situation import Happening, Held, LedgerEntry, LedgerSide, ReportLine, Said, Situation
from dateline.render.lines import FAINT, QUOTED, STRONG, WARN, Line, apart, line, print_lines, text_of
from dateline.render.page.events import ROLES, STATUSES
from dateline.render.page.tables import HOLDS
from dateline.render.situation.cards import voices_words
from dateline.render.situation.ledger import replaced
from dateline.render.situation.said import voices_of
from dateline.render.situation.slots import is_toll, slot_name, tolls_of
from dateline.render.situation.told import (
    VOICES,
    entry_lines,
    quote_text,
    rest_line,
    sayers,
    standing,
    toll_lines,
    who_text,
    words_of,
)
from dateline.render.situation.view import day_words, in_time, outlet_words, untitled
from dateline.render.summary import counted
from dateline.render.words import clean, shorten

if TYPE_CHECKING:
    from rich.console import Console

MOST = 40
"""Happenings, entries, holdings and relations told in words; the rest are counted, and the page holds all."""


def situation_text(situation: Situation, width: int = 80) -> str:
    """The picture as plain text, wrapped to `width` columns."""
    return text_of(situation_lines(situation, width), width)


def print_situation(situation: Situation, console: Console) -> None:
    """Print the picture to a console."""
    print_lines(situation_lines(situation, console.width), console)


def situation_lines(situation: Situation, width: int = 80) -> Iterator[Line]:
    """The picture's lines, in the order of the page."""
    told = sorted((h for h in situation.happenings if h.included), key=in_time)
    yield from _header(situation, told)
    yield from _happenings(situation, told, width)
    yield from _ledger(situation, {h.id: n for n, h in enumerate(told, 1)})
    yield from _held(situation)
    yield from _bonds(situation)
    yield from _reports(situation)
    yield from _left_out(situation)


def _header(s: Situation, told: Sequence[Happening]) -> Iterator[Line]:
    yield line(0, (shorten(s.case, 200) or "A case", STRONG))
    known = f"as known on {clean(s.as_of)}" if s.as_of else "as known now"
    at = f"relations and control at {clean(s.at)}" if s.at else ""
    head = f"state of the log {clean(s.head)[:12]}" if s.head else ""
    yield line(0, " · ".join(t for t in (known, at, head) if t))
    disputes = sum(e.kind == "contradiction" for e in s.ledger)
    counts = [counted(len(told), "happening"), counted(len(s.reports), "report"), counted(disputes, "contradiction")]
    rules = f"rules: {', '.join(clean(r) for r in s.rules)}" if s.rules else ""
    yield line(0, (" · ".join(t for t in (*counts, rules) if t), FAINT))


def _happenings(s: Situation, told: Sequence[Happening], width: int) -> Iterator[Line]:
    if not told:
        yield from apart("Nothing here fits" if s.left_out else "Nothing happened that a report of this case tells of")
        return
    yield from apart(f"What happened ({len(told):,})")
    gone = replaced(s.ledger)
    first = max(0, len(told) - MOST)
    if first:
        yield line(2, (f"{counted(first, 'earlier happening')}, not told here: the page and the sheet hold all", FAINT))
    for n, h in enumerate(told[first:], first + 1):
        yield from _brief(n, h, gone, width)


def _brief(n: int, h: Happening, gone: frozenset[Said], width: int) -> Iterator[Line]:
    """A happening on a few lines, with the bars of its numbers."""
    yield line(0, f"{n:>3}. ", (shorten(h.title, max(40, width - 6)), STRONG))
    yield line(5, " · ".join((*untitled(h), voices_words(h))))
    yield from standing(h, 5)
    for slot in tolls_of(h):
        yield from toll_lines(slot, gone, width, quotes=False)


def _ledger(s: Situation, numbers: dict[str, int]) -> Iterator[Line]:
    for kind, title in (("contradiction", "Who disagrees"), ("supersedes", "What was said later instead")):
        entries = [e for e in s.ledger if e.kind == kind]
        if entries:
            yield from apart(f"{title} ({len(entries):,})")
            for entry in entries[:MOST]:
                yield from entry_lines(entry, numbers.get(entry.about))
            yield from rest_line(len(entries) - MOST, 2, "more entry")
    borne_out = sum(e.kind == "corroboration" for e in s.ledger)
    if borne_out:
        yield line(2, (f"{counted(borne_out, 'value')} borne out by independent voices", FAINT))


def _held(s: Situation) -> Iterator[Line]:
    if not s.held:
        return
    yield from apart(f"Who holds what ({len(s.held):,})" + (f", at {clean(s.at)}" if s.at else ""))
    for h in s.held[:MOST]:
        yield from _holding(h)
    yield from rest_line(len(s.held) - MOST, 2, "more holding")


def _holding(h: Held) -> Iterator[Line]:
    when = f" · {day_words(h.when)}" if h.when else ""
    stands = HOLDS.get(h.status, clean(h.status))
    yield line(2, (clean(h.place.name), STRONG), f": {clean(h.actor)} {stands}{when}  ", (_sayers_of(h.said), FAINT))
    for side in h.against:
        yield line(6, ("against it: ", WARN), f"{shorten(side.value, 80)}  ", (sayers(side), FAINT))


def _sayers_of(said: tuple[Said, ...]) -> str:
    return sayers(LedgerSide("", said))


def _bonds(s: Situation) -> Iterator[Line]:
    if not s.bonds:
        return
    yield from apart(f"Relations ({len(s.bonds):,})")
    for b in s.bonds[:MOST]:
        yield line(
            2, f"{clean(b.subject)} {clean(b.predicate).replace('_', ' ')} {clean(b.object)}  ",
            (_sayers_of(b.said), FAINT),
        )  # fmt: skip
    yield from rest_line(len(s.bonds) - MOST, 2, "more relation")


def _reports(s: Situation) -> Iterator[Line]:
    copies = [r for r in s.reports if r.copy_of]
    if not copies:
        return
    by_id = {r.id: r for r in s.reports}
    yield from apart(f"Copies, which are no further voice ({len(copies):,})")
    for r in copies[:MOST]:
        yield line(2, _copy(r, by_id.get(r.copy_of or "")))
    yield from rest_line(len(copies) - MOST, 2, "more report")


def _copy(copy: ReportLine, story: ReportLine | None) -> str:
    like = f" ({copy.likeness:.0%} alike)" if copy.likeness is not None else ""
    of = f" copies {outlet_words(story)}" if story else " copies a report that is not shown"
    day = f", {clean(copy.published)}" if copy.published else ""
    return f"{outlet_words(copy)}{day}{of}{like}"


def _left_out(s: Situation) -> Iterator[Line]:
    if s.left_out:
        yield from apart("What is left out")
        for reason, number in s.left_out:
            yield line(2, f"{clean(reason)}: {number:,}")


def happening_lines(h: Happening, entries: Sequence[LedgerEntry] = (), width: int = 80) -> Iterator[Line]:
    """One happening's lines."""
    yield line(0, (shorten(h.title, 200), STRONG))
    yield line(
        0, (f"{clean(h.id)} · {h.acled or h.plover} · {STATUSES.get(h.status, h.status)} · {voices_words(h)}", FAINT)
    )
    if not h.included:
        yield line(0, ("left out: ", WARN), clean(h.excluded_by or "by a rule of the case"))
    yield from standing(h, 0)
    yield from _slots(h)
    gone = replaced(entries)
    for slot in tolls_of(h):
        yield line(0, " ")
        yield from toll_lines(slot, gone, width, quotes=True)
    if entries:
        yield from apart("In the ledger")
        for entry in entries:
            yield from entry_lines(entry, None)
    yield from _why(h)


def _slots(h: Happening) -> Iterator[Line]:
    """Values that are no number, each with who says so in which words."""
    yield line(0, " ")
    yield line(2, f"{'When':<10}", (day_words(h.when), STRONG))
    yield from _quotes(h.slot("when").said)
    yield line(2, f"{'Where':<10}", (clean(h.where.name) if h.where else "place not told", STRONG))
    yield from _quotes(h.slot("where").said)
    for side in h.sides:
        yield line(2, f"{'Who':<10}", (clean(side.name), STRONG), f" {ROLES.get(side.role, side.role)}")
        yield from _quotes(side.said)
    for slot in h.slots:
        if slot.name not in {"when", "where", *ROLES} and not is_toll(slot) and slot.said:
            yield line(2, f"{slot_name(slot):<10}", (shorten(slot.shown or "not told", 120), STRONG))
            yield from _quotes(slot.said)


def _quotes(said: tuple[Said, ...]) -> Iterator[Line]:
    words = [one for group in voices_of(said) for one in words_of(group)]
    for one in words[:VOICES]:
        yield line(12, (f"{who_text(one)}: ", FAINT), (quote_text(one), QUOTED))
    yield from rest_line(len(words) - VOICES, 12, "more voice")


def _why(h: Happening) -> Iterator[Line]:
    if not h.links:
        return
    yield from apart("Why these are one happening")
    reports = {event: report for report, event in h.events}
    for link in h.links[:MOST]:
        parts = "; ".join(
            f"{clean(name).replace('_', ' ')} {weight:+.2f} ({shorten(saw, 60)})" for name, weight, saw in link.why
        )
        yield line(
            2, f"{clean(reports.get(link.a, link.a))} and {clean(reports.get(link.b, link.b))}: {link.score:.2f}"
        )
        yield line(6, (parts, FAINT))
    yield from rest_line(len(h.links) - MOST, 2, "more link")
