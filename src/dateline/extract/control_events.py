"""What captures, losses and withdrawals say of a place afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.context import Context
from dateline.extract.held import Held, extent_word
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Token
from dateline.model.records import Event
from dateline.model.span import Evidence
from dateline.model.vocabulary import ControlStatus

IMPLIED: dict[str, ControlStatus] = {"capture": "controls", "withdrawal": "lost", "loss": "lost"}
"""What an event with this tag says of the place afterwards, for its actor."""

BESIDE = frozenset({"along", "near", "around", "towards", "toward", "to", "outside", "from", "beyond", "behind"})
"""Prepositions that place a capture by something else than what was taken."""

ARRIVAL = frozenset({"to", "into", "towards", "toward", "across", "behind", "over", "through", "near"})
"""Prepositions that say where a withdrawal goes."""


MOST_CLIMB = 6
"""Steps from somebody's name up to the preposition of the clause that it stands in."""


ITS = frozenset({"it", "its"})
"""Pronouns that may stand for the place as well ("after its occupation by X")."""


def from_events(context: Context, events: Iterable[tuple[Event, str]]) -> Iterable[Held]:
    by_id = context.places.by_id
    for event, tag in events:
        status = IMPLIED.get(tag)
        if status is None or event.where is None or event.status not in {"happened", "ongoing"}:
            continue
        place = by_id(event.where.place)
        if place is None or not any(e.start <= event.where.evidence[0].start < e.end for e in event.evidence):
            continue  # a place carried over from the sentence before is not said to be taken
        head = context.parse.token_at(event.where.evidence[0].end - 1)
        preposition = preposition_of(head)
        if preposition in (BESIDE if tag == "capture" else ARRIVAL):
            continue  # "positions along the road": the road itself is not said to be held; "withdrew to X" keeps X
        extent, changed = _extent_in(context, event.evidence[0], event.where.evidence[0].start)
        doers = [w for w in event.who if w.role == "actor" and w.evidence[0].quote.lower() not in ITS]
        for w in (w for w in doers if _beside(context, event, w.evidence[0])):
            now = "lost" if _until_then(context, event, w.evidence[0]) else changed or status
            yield Held(place, (w.actor, w.evidence[0]), now, extent, event.evidence[0], f"event {tag}")
        for w in event.who:
            if not doers and w.role == "recipient" and tag == "capture" and _beside(context, event, w.evidence[0]):
                yield Held(place, (w.actor, w.evidence[0]), "lost", None, event.evidence[0], f"event {tag}")


def _beside(context: Context, event: Event, who: Evidence) -> bool:
    """Whether somebody is told in the sentence of the place: one carried over from elsewhere is not said to have it."""
    spot = event.where.evidence[0] if event.where is not None else who
    one, other = context.parse.token_at(who.start), context.parse.token_at(spot.start)
    return one is not None and other is not None and one.sent == other.sent


def _until_then(context: Context, event: Event, who: Evidence) -> bool:
    """ "Liberated after its occupation by X": X had it before."""
    token = context.parse.token_at(who.end - 1)
    for _ in range(MOST_CLIMB):
        if token is None or token.start < event.evidence[0].start:
            return False
        if token.dep == "prep" and token.lower in lemmas("before this"):
            return token.head is not None and token.head.lemma in lemmas("taking") | {"liberate", "free"}
        token = token.head
    return False


def preposition_of(token: Token | None) -> str:
    """The preposition that leads to a place; through "of" to that of the whole ("to the east side of the river")."""
    while token is not None and token.dep == "pobj" and token.head is not None:
        if token.head.lower != "of" or token.head.head is None or token.head.head.dep != "pobj":
            return token.head.lower
        token = token.head.head
    return ""


def _extent_in(context: Context, evidence: Evidence, place: int) -> tuple[str | None, ControlStatus | None]:
    """ "Parts of", "20 percent of": the extent words of a capture; but what is "including" is taken whole."""
    words = context.parse.within(evidence.start, evidence.end)
    if any(t.lower == "including" and t.start < place for t in words):
        return None, None
    for t in words:
        found = extent_word(t) if any(c.dep == "prep" and c.lower == "of" for c in t.children) else None
        if found is not None:
            return t.text, found
    return None, None
