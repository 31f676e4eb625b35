"""Who disagrees: claims that stand against each other, side by side; what took the place of what; what is borne out."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model.situation import LedgerEntry, LedgerSide, Said, Situation
from dateline.render.map.svg import safe_id
from dateline.render.page.markup import Markup, el, join
from dateline.render.page.parts import badge, capped, note, part
from dateline.render.page.view import value
from dateline.render.situation.said import said_list
from dateline.render.situation.view import TITLE, SituationView
from dateline.render.summary import counted
from dateline.render.words import clean, shorten

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
    """Contradictions, then what was replaced; corroborations are counted and folded."""
    contradictions, replaced_, borne_out = (
        [e for e in view.situation.ledger if e.kind == kind]
        for kind in ("contradiction", "supersedes", "corroboration")
    )
    shown = [capped(contradictions, "contradiction", lambda e: entry_card(view, e))]
    if not contradictions:
        shown = [note("No two claims of this case stand against each other.")]
    if replaced_:
        cards = capped(replaced_, "replaced claim", lambda e: entry_card(view, e, "h4"))
        shown += [el("h3", {"class": "sub"}, f"What was said later instead ({len(replaced_):,})"), cards]
    if borne_out:
        summary = el("summary", None, f"{counted(len(borne_out), 'value')} borne out by independent voices")
        cards = capped(borne_out, "value", lambda e: entry_card(view, e))
        shown.append(el("details", None, summary, cards))
    return part("ledger", "Who disagrees", *shown, count=len(contradictions))


def entry_card(view: SituationView, entry: LedgerEntry, heading: str = "h3") -> Markup:
    """One entry: the reason, what it is about, and the values beside each other with everybody who says so."""
    reason = badge(REASONS.get(entry.reason, entry.reason), "warn" if entry.kind == "contradiction" else "")
    slot = f"{clean(entry.slot.replace('_', ' ')).capitalize()}: " if entry.slot else ""
    about = view.happening(entry.about, None if entry.about in view.numbers else value(shorten(entry.message, TITLE)))
    message = el("p", None, value(shorten(entry.message, 400))) if entry.about in view.numbers else None
    if entry.kind == "supersedes":
        sides, names = tuple(in_order(entry.sides)), ["before", *["then"] * len(entry.sides)]
    else:
        sides, names = entry.sides, [""] * len(entry.sides)
    columns = [_side(view, side, name) for side, name in zip(sides, names, strict=False)]
    return el(
        "article",
        {"class": "card entry", "id": _anchor(entry)},
        el(heading, None, slot, about, " ", reason),
        message,
        el("div", {"class": "sides"}, *columns),
    )


def _anchor(entry: LedgerEntry) -> str:
    return f"ledger-{safe_id(entry.id)}"


def _side(view: SituationView, side: LedgerSide, name: str) -> Markup:
    lead = el("span", {"class": "muted"}, f"{name}: ") if name else None
    voices = len({s.voice for s in side.said})
    told = join(
        [
            lead,
            el("b", None, value(shorten(side.value, TITLE))),
            el("span", {"class": "muted"}, f" – {counted(voices, 'voice')}"),
        ]
    )
    return el("div", {"class": "side"}, el("p", {"class": "stands"}, told), said_list(view, side.said, values=False))


def in_order(sides: Sequence[LedgerSide]) -> list[LedgerSide]:
    """Values by the day on which they were first said."""
    return sorted(
        sides, key=lambda side: min(((s.said or s.published or "", s.recorded) for s in side.said), default=("", 0))
    )


def replaced(situation: Situation) -> frozenset[Said]:
    """Words that later ones have replaced, by the ledger."""
    entries = [e for e in situation.ledger if e.kind == "supersedes"]
    return frozenset(said for e in entries for side in in_order(e.sides)[:-1] for said in side.said)
