"""Who disagrees: claims that stand against each other, side by side; what took the place of what; what is borne out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.model.situation import LedgerEntry, LedgerSide, Said
from dateline.render.map.svg import safe_id
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.parts import badge, capped, note, part
from dateline.render.page.view import value
from dateline.render.situation.said import said_list, says, who_words
from dateline.render.situation.slots import slot_words
from dateline.render.situation.view import TITLE, SituationView
from dateline.render.summary import counted
from dateline.render.words import shorten

REASONS = {
    "number": "differing numbers",
    "place": "differing places",
    "actor": "differing actors",
    "date": "differing dates",
    "direction": "who did it to whom",
    "denial": "denied",
    "control": "both are said to hold it",
    "same": "borne out",
    "correction": "corrected",
    "update": "updated",
}
"""Why claims stand in the ledger, as the page says it."""


def ledger_part(view: SituationView) -> Markup:
    """Contradictions, then what was said later, value by value; corroborations are counted and folded."""
    contradictions, later, borne_out = (
        [e for e in view.situation.ledger if e.kind == k] for k in ("contradiction", "supersedes", "corroboration")
    )
    shown = [capped(contradictions, "contradiction", lambda e: entry_card(view, e))]
    if not contradictions:
        shown = [note("No two claims of this case stand against each other.")]
    if later:
        cards = capped(_by_value(later), "value", lambda entries: _later_card(view, entries))
        shown += [el("h3", {"class": "sub"}, f"What was said later ({len(later):,})"), cards]
    if borne_out:
        summary = el("summary", None, f"{counted(len(borne_out), 'value')} borne out by independent voices")
        shown.append(el("details", None, summary, capped(borne_out, "value", lambda e: entry_card(view, e))))
    return part("ledger", "Who disagrees", *shown, count=len(contradictions))


def entry_card(view: SituationView, entry: LedgerEntry, *, named: bool = True) -> Markup:
    """One entry: the reason, what it is about (unless the page says so already), and the values beside each other with
    everybody who says so."""
    reason = badge(REASONS.get(entry.reason, entry.reason), "warn" if entry.kind == "contradiction" else "")
    sides = [_side(view, side) for side in entry.sides]
    return el(
        "article",
        {"class": "card entry", "id": _anchor(entry)},
        el("h3", None, *(_heading(view, entry) if named else [slot_words(entry.slot or entry.reason)]), " ", reason),
        el("div", {"class": "sides"}, *sides),
    )


def _heading(view: SituationView, entry: LedgerEntry) -> tuple[Markup | str, Markup]:
    """ "Deaths: 2 Suicide bombing in Beledweyne", linked; the entry's own words for what is no happening."""
    if entry.about not in view.numbers:
        return "", value(shorten(subject_words(entry), TITLE))
    return f"{slot_words(entry.slot)}: " if entry.slot else "", view.happening(entry.about)


def _by_value(entries: Iterable[LedgerEntry]) -> list[list[LedgerEntry]]:
    found: dict[tuple[str, str], list[LedgerEntry]] = {}
    for entry in entries:
        found.setdefault((entry.about, entry.slot), []).append(entry)
    return list(found.values())


def _later_card(view: SituationView, entries: Sequence[LedgerEntry]) -> Markup:
    """All that was said later of one value, each in a row: before, then."""
    rows = [
        el(
            "li",
            {"id": _anchor(entry)},
            join([_before(view, side) for side in entry.sides], " → "),
            " ",
            badge(REASONS.get(entry.reason, entry.reason)),
            says(view, [s for side in entry.sides for s in side.said]),
        )
        for entry in entries
    ]
    return el("article", {"class": "card entry"}, el("h4", None, *_heading(view, entries[0])),
              el("ul", {"class": "later"}, *rows))  # fmt: skip


def _before(view: SituationView, side: LedgerSide) -> Markup:
    told = el("b", None, value(shorten(side.value, TITLE)))
    return join([told, " ", el("span", {"class": "muted"}, who_words(view, side.said[0]))]) if side.said else told


def subject_words(entry: LedgerEntry) -> str:
    """What an entry is about: its message, less the claims where they stand beneath it anyway."""
    return entry.message.partition(":")[0] if len(entry.sides) > 1 else entry.message


def _anchor(entry: LedgerEntry) -> str:
    return f"ledger-{safe_id(entry.id)}"


def _side(view: SituationView, side: LedgerSide) -> Markup:
    voices = el("span", {"class": "muted"}, f" – {counted(len({s.voice for s in side.said}), 'voice')}")
    told = el("p", {"class": "stands"}, el("b", None, value(shorten(side.value, TITLE))), voices)
    return el("div", {"class": "side"}, told, said_list(view, side.said, values=False))


def replaced(ledger: Iterable[LedgerEntry]) -> frozenset[Said]:
    """Words in whose place the same voice said something else later; another voice's word replaces nothing."""
    found: set[Said] = set()
    for entry in ledger:
        if entry.kind == "supersedes" and entry.sides:
            later = {s.voice for s in entry.sides[-1].said}
            found.update(s for side in entry.sides[:-1] for s in side.said if s.voice in later)
    return frozenset(found)
