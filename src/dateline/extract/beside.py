"""Who takes part in what an event noun names, by the words beside it: who is blamed for it, who withstood it, who
answered with it, whom it hit."""

from __future__ import annotations

from dateline.extract.arguments import agents, expand, is_passive, objects_of, patients
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.frame import Frame
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Token

ANSWERING = frozenset({"with", "by", "through"})
"""Prepositions after which an event noun tells by what act the verb's subject does it."""


def from_beside(context: Context, frame: Frame) -> None:
    """Add the doers and those it is done to that the words around an event noun name."""
    if frame.row.plover != "ASSAULT":
        return
    if not frame.doers:
        noun = frame.trigger
        frame.doers = _before(context, noun) or _blamed(context, noun) or _answering(context, noun)
    if not frame.done_to:
        frame.done_to = _hit(context, frame.trigger)


def _before(context: Context, noun: Token) -> list[Named]:
    """ "An army offensive", "police raids": a force that stands before the noun without a capital."""
    return [n for n in context.cast.all(noun.all("compound", "nmod")) if _of_force(context, n[0])]


def _blamed(context: Context, noun: Token) -> list[Named]:
    """ "Blamed the army for the attack", "pinned the attack on the army", "the attack was attributed to the army"."""
    head = noun.head
    if head is None:
        return []
    if noun.dep == "pobj" and head.lower in {"for", "of", "in"} and head.head is not None:
        verb = head.head
        if verb.lemma in lemmas("blaming"):
            return context.cast.all(expand(verb.child("dobj", "nsubjpass")))
    if noun.dep in {"dobj", "nsubjpass"} and head.lemma in lemmas("pinning"):
        return context.cast.all(objects_of(head, {"on", "to"}))
    return []


def _answering(context: Context, noun: Token) -> list[Named]:
    """ "Responded with airstrikes": done by the subject of the verb."""
    preposition = noun.head
    if noun.dep != "pobj" or preposition is None or preposition.lower not in ANSWERING or preposition.head is None:
        return []
    verb = preposition.head
    if verb.pos != "VERB" or is_passive(verb):
        return []
    return [n for n in context.cast.all(agents(verb)) if context.actors.bears_arms(n[0]) or _of_force(context, n[0])]


def _of_force(context: Context, actor: str) -> bool:
    return context.actors.kind_of(actor) in {"military", "rebel group", "militia", "coalition", "police", "state"}


def _hit(context: Context, noun: Token) -> list[Named]:
    """ "The strikes destroyed two of the group's depots": whose the things are that it hit."""
    verb = noun.head
    if noun.dep != "nsubj" or verb is None or verb.lemma not in lemmas("hitting"):
        return []
    return context.cast.all(patients(verb))
