"""Pieces of the situation in words: who says it, a number with its voices on one scale, an entry of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.model.situation import Happening, LedgerEntry, LedgerSide, Said, Slot
from dateline.render.lines import FAINT, OPEN, QUOTED, STRONG, WARN, Line, line
from dateline.render.page.events import STATUSES
from dateline.render.situation.ledger import REASONS, subject_words
from dateline.render.situation.said import voices_of
from dateline.render.situation.slots import amount_words, number_shown, slot_words, toll_name
from dateline.render.situation.tolls import Scale, range_of, scale_of
from dateline.render.summary import counted
from dateline.render.words import STANCES, clean, shorten

VOICES = 8
"""Voices told of one value; the rest are counted."""
BAR = 18
"""Columns of a bar."""
ROOMY = 100
"""Columns of a terminal that has room for bars."""
QUOTE = 140
LATER = " (replaced later)"


def standing(h: Happening, indent: int) -> Iterator[Line]:
    """What a reader must know before believing it."""
    if h.status not in STATUSES:
        yield line(indent, (h.status, OPEN))
    disputed = [slot.name.replace("_", " ") for slot in h.slots if slot.state == "disputed"]
    if disputed:
        yield line(indent, ("disputed: ", WARN), ", ".join(disputed))


def toll_lines(slot: Slot, gone: frozenset[Said], width: int, *, quotes: bool) -> Iterator[Line]:
    """A number with its rule, and its voices beneath it."""
    rule = (f"  by rule {slot.number.rule}", FAINT) if slot.number and len(slot.said) != 1 else ("", "")
    if not slot.said:  # nobody gives the whole: it is made of what is said of its parts
        yield line(5, f"{toll_name(slot)}: ", (number_shown(slot), STRONG), rule)
        return
    yield line(5, f"{toll_name(slot)}: ", (number_shown(slot), STRONG), rule)
    if len(slot.said) == 1 and not quotes:
        yield line(7, (who_text(slot.said[0]), FAINT))
        return
    scale = scale_of(slot)
    said = [one for group in voices_of(slot.said) for one in words_of(group)]
    wide = max(len(amount_words(one)) for one in said)
    room = width - 9 - wide - (BAR + 2 if width >= ROOMY else 0)
    for one in said[:VOICES]:
        bar = f"  {bar_text(one, scale)}" if width >= ROOMY else ""
        later = (LATER, FAINT) if one in gone else ("", "")
        yield line(
            7,
            f"{amount_words(one):>{wide}}{bar}  ",
            (shorten(_dated(one), max(24, room - len(later[0]))), FAINT),
            later,
        )
        if quotes:
            yield line(9, (quote_text(one), QUOTED))
    yield from rest_line(len(said) - VOICES, 7, "more voice")


def words_of(group: Iterable[Said]) -> list[Said]:
    """A voice's words without those that say the same in the same report."""
    found: dict[tuple[str, str], Said] = {}
    for one in group:
        found.setdefault((one.report, one.value), one)
    return list(found.values())


def bar_text(said: Said, scale: Scale) -> str:
    """A range in characters: "........o=====>" for "at least 8", "o" alone for one number."""
    found = range_of(said)
    cells = ["."] * BAR
    if found is None:
        return " " * BAR

    def cell(number: float) -> int:
        return min(BAR - 1, int(number / scale.top * BAR))

    point = found.best if found.best is not None else found.low if found.high is None else None
    low = found.low if found.low is not None else 0.0 if found.best is None else found.best
    runs_on = found.high is None and found.low is not None
    last = BAR - 1 if runs_on else cell(found.high if found.high is not None else found.best or low)
    for n in range(cell(low), last + 1):
        cells[n] = "="
    if runs_on:
        cells[-1] = ">"
    if point is not None:
        cells[cell(point)] = "o"
    return "".join(cells)


def _dated(said: Said) -> str:
    """ "2024-03-04 Valley Radio: residents", the day first so that a long name can be cut."""
    day, outlet = clean(said.said or said.published or "undated"), clean(said.outlet or "")
    return f"{day} {outlet}: {who_text(said, alone=True)}" if outlet else f"{day} {who_text(said, alone=True)}"


def who_text(said: Said, *, alone: bool = False) -> str:
    """ "residents, Valley Radio, 2024-03-04 (denies)"; `alone` without outlet and day."""
    name = "the report itself" if said.source_kind == "narrator" else shorten(said.source, 60)
    day, outlet = ("", "") if alone else (clean(said.said or said.published or ""), shorten(said.outlet or "", 40))
    stance = f" ({STANCES.get(said.stance, said.stance)})" if said.stance != "asserted" else ""
    return ", ".join(t for t in dict.fromkeys((name, outlet, day)) if t) + stance


def quote_text(said: Said) -> str:
    return f"“{shorten(said.quote, QUOTE).strip('“”')}”"


def rest_line(number: int, indent: int, noun: str) -> Iterator[Line]:
    if number > 0:
        yield line(indent, (f"and {counted(number, noun)}", FAINT))


def entry_lines(entry: LedgerEntry, number: int | None) -> Iterator[Line]:
    style = WARN if entry.kind == "contradiction" else STRONG
    about = f"{slot_words(entry.slot)}, happening {number}" if number else subject_words(entry)
    yield line(2, (REASONS.get(entry.reason, entry.reason), style), f"  {shorten(about, 300)}")
    for side in entry.sides:
        yield line(6, (shorten(side.value, 80), STRONG), "  ", (sayers(side), FAINT))


def sayers(side: LedgerSide) -> str:
    groups = voices_of(side.said)
    told = [who_text(group[0]) for group in groups[:3]]
    return "; ".join(told) + (f"; and {len(groups) - 3} more" if len(groups) > 3 else "")
