"""Who is said to hold, besiege or be out to take a place."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.arguments import agents, expand, governing_verb, objects_of, patients, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.held import Held, one_side, pairs, span_of, words
from dateline.extract.wordlists import lemmas
from dateline.model.parse import NOMINAL, Token
from dateline.model.vocabulary import ControlStatus


def from_verbs(context: Context) -> Iterable[Held]:
    """Verbs and nouns of holding."""
    for t in context.parse.tokens:
        if t.pos == "VERB" and (t.lemma, "verb") in words() and not t.negated and not _wished(t):
            status = words()[t.lemma, "verb"]
            others = [c for c in t.children if c.dep == "conj" and c.pos in NOMINAL and one_side(c)]
            holders, held = context.cast.all([*agents(t), *others]), patients(t)
            found = list(pairs(context, t, holders, held, status, "verb"))
            yield from found or _right_before(context, t, holders, status)
        elif t.lemma == "use" and t.pos == "VERB" and not t.negated and not _wished(t):
            bases = [o for o in objects_of(t, {"as"}) if o.lemma in lemmas("one of a base")]
            yield from pairs(context, t, context.cast.all(agents(t)), patients(t) if bases else [], "controls", "base")
        elif t.pos == "NOUN" and (t.lemma, "noun") in words():
            held = objects_of(t, {"of", "over", "on"})
            verb = t.head
            if (
                verb is not None
                and verb.pos in {"VERB", "AUX"}
                and t.dep in {"dobj", "attr"}
                and verb.lemma in lemmas("exercising control")
                and not verb.negated
            ):
                yield from pairs(context, t, context.cast.all(agents(verb)), held, "controls", "noun")
            elif _fought_over(t):
                sides = context.cast.all(subject_of(t.head.head)) if t.head is not None and t.head.head else []
                yield from pairs(context, t, sides, held, "contested", "fighting for control")
            elif t.dep == "pobj" and t.head is not None and t.head.lower == "under":
                above = t.head.head
                if above is not None:
                    subject = above.child("nsubj", "nsubjpass")
                    holders = context.cast.owners(t) + context.cast.all(objects_of(t, {"of"}))
                    yield from pairs(context, t, holders, expand(subject), "controls", "under control")


def _fought_over(control: Token) -> bool:
    """ "X and Y are fighting for control of P"."""
    preposition = control.head
    verb = preposition.head if preposition is not None and preposition.lower in {"for", "over"} else None
    return control.dep == "pobj" and verb is not None and verb.lemma in lemmas("contending for") and verb.pos == "VERB"


def _right_before(context: Context, verb: Token, holders: list[Named], status: ControlStatus) -> Iterable[Held]:
    """ "P - currently held by X": the place that ends right before a participle, whatever the parser makes of it."""
    if verb.tag != "VBN" or verb.child("nsubj", "nsubjpass", "aux", "auxpass") is not None:
        return
    tokens, i = context.parse.tokens, verb.i - 1
    while i > 0 and tokens[i].pos in {"ADV", "PUNCT"} and verb.i - i < MOST_BETWEEN:
        i -= 1
    place = context.places.place_at(tokens[i].start, tokens[i].end) if i >= 0 else None
    if place is not None and tokens[i].sent == verb.sent:
        for holder in holders:
            yield Held(place, holder, status, None, span_of(context, verb, holder, place), "verb", verb)


MOST_BETWEEN = 4
"""Tokens between a place and the participle that tells who holds it."""


def _wished(verb: Token) -> bool:
    """ "To blockade the port": a purpose; but "continues to hold" tells what is."""
    infinitive = verb.tag == "VB" and any(c.lower == "to" for c in verb.children)
    return infinitive and not (verb.head is not None and verb.head.lemma in lemmas("going on"))


def from_aims(context: Context) -> Iterable[Held]:
    """ "Tried to seize X", "the campaign to liberate X", "a push towards X": who is out to take a place."""
    for t in context.parse.tokens:
        if t.lemma in lemmas("taking") and t.tag == "VB" and any(c.lower == "to" for c in t.children):
            yield from pairs(context, t, _out_for(context, t), patients(t), "seeks", "to take")
        elif t.lemma in lemmas("pushing") and t.dep in {"dobj", "nsubj", "ROOT"}:
            head = t.head if t.dep == "dobj" and t.head is not None else t
            holders = context.cast.all(agents(head)) if t.pos == "VERB" or t.dep == "dobj" else context.cast.owners(t)
            goals = objects_of(t, {"towards", "toward", "on", "for"})
            yield from pairs(context, t, holders, goals, "seeks", "push towards")


def _out_for(context: Context, verb: Token) -> list[Named]:
    """Whose purpose an infinitive tells: the owner of the campaign, or the subject of the clause above it."""
    above = verb.head
    if above is None or verb.dep not in {"xcomp", "acl", "advcl"}:
        return []
    if verb.dep == "xcomp" and above.lemma not in lemmas("trying"):
        return []
    if above.pos in NOMINAL:
        if above.lemma not in lemmas("campaign"):
            return []
        owners = context.cast.owners(above) + context.cast.all(objects_of(above, {"by", "of"}))
        clause = governing_verb(above)
        return owners[:1] or (context.cast.all(subject_of(clause)) if clause is not None else [])
    return context.cast.all(agents(above)) if not above.negated else []


def shut_in(context: Context) -> Iterable[Held]:
    """ "A garrison remains encircled in X": the one shut in still holds the place."""
    for t in context.parse.tokens:
        if t.lower not in lemmas("shut in") or t.dep == "amod":
            continue
        above = t.head if t.dep in {"acomp", "xcomp", "oprd", "attr"} else None
        subject = t.child("nsubjpass") or (above.child("nsubj") if above else None)
        held = objects_of(t, {"in", "inside", "at"})
        yield from pairs(context, t, context.cast.all(expand(subject)), held, "encircled", "shut in")
