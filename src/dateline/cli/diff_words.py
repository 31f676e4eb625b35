"""What differs between two pictures, in words for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dateline.case.diff import Difference, HappeningChange, SlotChange, StandChange
from dateline.model.situation import LedgerEntry, Said
from dateline.render.lines import FAINT, QUOTED, STRONG, Line, apart, line
from dateline.render.words import clean, shorten

LISTED: Final = 60
"""Of a kind that are told; the rest are counted, and --json holds all."""
WORDS: Final = 4
"""Claims that are quoted as the reason of one change."""


def diff_lines(found: Difference) -> Iterator[Line]:
    """What differs, in words."""
    yield line(0, (f"From {clean(found.before)} to {clean(found.after)}", FAINT))
    if not found:
        yield line(0, "Nothing differs.")
        return
    for title, reports in (("Reports that came", found.reports), ("Reports that are gone", found.reports_gone)):
        if reports:
            yield from apart(f"{title} ({len(reports):,})")
            for r in reports[:LISTED]:
                told = (clean(r.outlet or "outlet not told"), clean(r.published or "day not told"))
                yield line(2, f"{', '.join(told)}: {shorten(r.title or r.name, 100)}", (f"  {r.id}", FAINT))
            yield from _rest(len(reports))
    for became, title in (("new", "New"), ("changed", "Changed"), ("gone", "Gone")):
        happenings = [h for h in found.happenings if h.became == became]
        if happenings:
            yield from apart(f"{title}: what happened ({len(happenings):,})")
            for h in happenings[:LISTED]:
                yield from _happening(h)
            yield from _rest(len(happenings))
    yield from _stands("Who holds what", found.held)
    yield from _stands("Relations", found.bonds)
    yield from _entries("New contradictions and corrections", found.contradicted)
    yield from _entries("Settled, or no longer told", found.settled)


def _happening(h: HappeningChange) -> Iterator[Line]:

    yield line(2, (shorten(h.title, 160), STRONG), (f"  {h.id}", FAINT))
    yield from (line(6, f"now held for one with: {shorten(t, 120)}") for t in h.joined)
    yield from (line(6, f"now held apart from: {shorten(t, 120)}") for t in h.parted)
    for change in h.changes:
        yield from _change(change)


def _change(change: SlotChange) -> Iterator[Line]:

    told = f"{change.slot}: {shorten(change.before or 'not told', 80)} → {shorten(change.after or 'not told', 80)}"
    by = f", by judgement-{change.decided}" if change.decided is not None else ""
    yield line(6, (told, STRONG), by)
    yield from _because(change.because, 8)


def _because(said: Sequence[Said], indent: int) -> Iterator[Line]:

    for s in said[:WORDS]:
        who = f"because of {clean(s.source)} in {clean(s.outlet or s.report)}, {clean(s.published or 'day not told')}: "
        yield line(indent, (who, FAINT), (f"“{shorten(s.quote, 160)}”", QUOTED))


def _stands(title: str, changes: Sequence[StandChange]) -> Iterator[Line]:

    if not changes:
        return
    yield from apart(f"{title} ({len(changes):,})")
    for c in changes[:LISTED]:
        before, after = clean(c.before or "not told"), clean(c.after or "not told")
        yield line(2, (f"{clean(c.about)}: ", STRONG), f"{before} → {after}")
        yield from _because(c.because, 6)
    yield from _rest(len(changes))


def _entries(title: str, entries: Sequence[LedgerEntry]) -> Iterator[Line]:

    if not entries:
        return
    yield from apart(f"{title} ({len(entries):,})")
    yield from (line(2, shorten(e.message, 300), (f"  {e.about}", FAINT)) for e in entries[:LISTED])
    yield from _rest(len(entries))


def _rest(number: int) -> Iterator[Line]:

    if number > LISTED:
        yield line(2, (f"and {number - LISTED:,} more (--json holds all)", FAINT))
