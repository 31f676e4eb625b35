"""Who fights whom by what they do: the two sides of armed events, and who attacks or takes what another holds."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.context import Context
from dateline.extract.control_events import BESIDE, preposition_of
from dateline.extract.relating import FIGHTING, Draft
from dateline.model.records import Control, Event, Participant
from dateline.model.span import Evidence

HELD = frozenset({"controls", "majority", "encircled"})
"""Statuses of control that leave no doubt whose place it is."""


def from_events(context: Context, events: Iterable[Event]) -> Iterable[Draft]:
    """The two sides of every event of armed force, or its end, between organised actors."""
    for e in events:
        if not _armed(e):
            continue
        for a in _side(e, "actor", "side_a"):
            for b in _side(e, "recipient", "side_b"):
                yield from _against(context, a, b, e.evidence[0], "event")


def from_holders(context: Context, events: Iterable[Event], control: Iterable[Control]) -> Iterable[Draft]:
    """Whoever attacks, takes or is out to take a place fights whom the report says to hold it."""
    control = list(control)
    held = [c for c in control if c.status in HELD and not c.origin.rule.startswith("event")]
    for e in events:
        if _armed(e) and e.where is not None and not _side(e, "recipient", "side_b") and _at(context, e):
            for c in held:
                if c.place == e.where.place:
                    for w in _side(e, "actor", "side_a"):
                        holder = Participant("recipient", c.actor, c.claims, c.evidence)
                        yield from _against(context, w, holder, e.evidence[0], "event at what another holds")
    for seeking in (c for c in control if c.status in {"seeks", "besieged"}):
        for c in held:
            if c.place == seeking.place:
                a = Participant("actor", seeking.actor, seeking.claims, seeking.evidence)
                b = Participant("recipient", c.actor, c.claims, c.evidence)
                yield from _against(context, a, b, seeking.evidence[0], "seeks what another holds")


def _at(context: Context, e: Event) -> bool:
    """Whether it happened in the place, not beside it ("outside the zone that X controls")."""
    words = e.where.evidence[0] if e.where is not None else None
    return words is not None and preposition_of(context.parse.token_at(words.end - 1)) not in BESIDE


def _armed(e: Event) -> bool:
    ended = e.coding.plover == "RETREAT" and e.coding.plover_mode == "ceasefire"
    return (e.coding.plover == "ASSAULT" or ended) and e.status != "denied"


def _side(e: Event, *roles: str) -> list[Participant]:
    return [w for w in e.who if w.role in roles]


def _gunmen(context: Context, actor: str) -> bool:
    """Whether an actor is people who bear arms, though no group is named ("gunmen", "attackers")."""
    heads = [context.catalogue.head(context.parse.tokens[m.head].lemma) for m in context.actors.mentions_of(actor)]
    return context.actors.kind_of(actor) == "other" and any(
        h is not None and h.armed and h.number == "person" for h in heads
    )


def _against(context: Context, a: Participant, b: Participant, evidence: Evidence, rule: str) -> Iterable[Draft]:
    organised = [context.actors.kind_of(x) in FIGHTING for x in (a.actor, b.actor)]
    fight = all(o or _gunmen(context, x) for o, x in zip(organised, (a.actor, b.actor), strict=True))
    if a.actor == b.actor or not fight or not any(organised):
        return
    if context.actors.owner_of(a.actor) == b.actor or context.actors.owner_of(b.actor) == a.actor:
        return  # a state does not fight its own army
    yield Draft((a.actor, a.evidence[0]), "opposes", (b.actor, b.evidence[0]), evidence, rule, worked_out=True)
