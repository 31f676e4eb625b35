"""Places that words before them give to somebody: "Houthi-held Hays", "government-controlled areas of Aleppo"."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.context import Context
from dateline.extract.held import Held, common_holder, extent_of, places_of
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Token
from dateline.model.records import Place
from dateline.model.span import Evidence


def from_modifiers(context: Context) -> Iterable[Held]:
    """ "Houthi-held Hays", "Hays, a Houthi-held town"."""
    tokens = context.parse.tokens
    for i in range(2, len(tokens)):
        if tokens[i].lower not in lemmas("holding, after a hyphen") or tokens[i - 1].text not in "-–":
            continue
        left = context.names.get(i - 2)
        owner = context.actors.mention_at(tokens[i - 2]) or (
            None if left is None else context.actors.mention_at(tokens[left.last - 1])
        )
        head = tokens[i].head
        actor = context.actors.id_of(owner) if owner else common_holder(context, tokens[i - 2])
        if actor is None or head is None:
            continue
        while head.dep in {"compound", "amod", "nmod"} and head.head is not None:
            head = head.head
        for place in places_of(context, head):
            evidence = _cover(context, tokens[i - 2], head, place)
            extent, changed = (None, None) if _whole(context, head) else extent_of(context, head, head)
            status = "besieged" if tokens[i].lower == "besieged" else changed or "controls"
            yield Held(place, (actor, evidence), status, extent, evidence, "X-held", tokens[i])


def _whole(context: Context, head: Token) -> bool:
    """Whether the noun is the place, not a part of it ("rebel-held areas of Aleppo")."""
    return context.places.place_at(head.start, head.end) is not None


def _cover(context: Context, token: Token, head: Token, place: Place) -> Evidence:
    sentence = context.parse.sentence_of(token)
    near = [e for e in place.mentions if sentence.start <= e.start < sentence.end] or [
        context.document.evidence(token.start, head.end)
    ]
    mention = min(near, key=lambda e: abs(e.start - token.start))
    return context.document.evidence(min(token.start, mention.start), max(head.end, mention.end))
