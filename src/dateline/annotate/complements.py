"""What is said in other forms than a clause: objects, infinitives, and phrases with a preposition."""

from __future__ import annotations

from dateline.annotate import clauses
from dateline.annotate.cues import Cue
from dateline.annotate.scene import Scene, add
from dateline.annotate.speakers import noun_kind
from dateline.model.layers import SourcePhrase
from dateline.model.parse import Token


def said_as_order(scene: Scene, verb: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """As in "urged the parties to stop", "called on the government to act"."""
    for c in verb.children:
        infinitive = (
            c.dep in {"xcomp", "ccomp", "advcl"}
            and c.i > verb.i
            and any(k.lower == "to" and k.dep == "aux" for k in c.children)
        )
        if not infinitive:
            continue
        to = verb.child("dobj", "dative") or next((k for k in c.children if k.dep == "nsubj"), None)
        prep = next((k for k in verb.children if k.dep == "prep" and k.lower in cue.prepositions), None)
        if cue.prepositions and prep is None:
            return False
        if to is None and prep is None:
            return False
        start = verb.i if prep is not None else next(k.i for k in c.children if k.lower == "to")
        spoken = prep.child("pobj") if prep is not None else to
        add(scene, phrase, verb, [(start, _right(c))], "order", cue=cue, to=spoken)
        return True
    if cue.prepositions and verb.lemma == "call":
        prep = next(
            (k for k in verb.children if k.dep == "prep" and k.lower in cue.prepositions and k.child("pobj")), None
        )
        inner = prep.child("pobj") if prep is not None else None
        if (
            prep is not None
            and inner is not None
            and any(k.dep in {"acl", "relcl"} and k.tag == "VB" for k in inner.children)
        ):
            add(scene, phrase, verb, [(verb.i, prep.right)], "order", cue=cue, to=inner)
            return True
    return False


def _right(clause: Token) -> int:
    """Last token of a clause without the adverbial clauses after a comma."""
    last = clause.right
    for c in clause.children:
        if c.dep == "advcl" and c.i > clause.i and c.left > clause.i + 3 and (c.child("mark") or c.tag == "VBG"):
            last = min(last, c.left - 1)
    return last


def said_as_infinitive(scene: Scene, verb: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """As in "vowed to respond"."""
    for c in verb.children:
        if c.dep == "xcomp" and c.i > verb.i and any(k.lower == "to" and k.dep == "aux" for k in c.children):
            if cue.manner == "show":
                return False
            add(scene, phrase, verb, [(min(c.left, c.i), _right(c))], "infinitive", cue=cue)
            return True
    return False


def said_as_prep(scene: Scene, verb: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """As in "called for an end to …", "warned of famine", "expressed concern about …"."""
    dates = [p for c in verb.children if c.dep == "prep" for p in c.children if p.ent == "DATE"]
    places = [verb, *(c for c in verb.children if c.dep == "dobj"), *dates]
    if verb.lemma in {"express", "voice"} and len(places) < 2:
        return False
    for place in reversed(places):
        for c in place.children:
            if c.dep == "prep" and c.lower in cue.prepositions and c.i > verb.i and c.right > c.i:
                last = _until_clause(c, verb)
                add(scene, phrase, verb, [(c.i + 1, last)], "preposition", cue=cue)
                return True
    return False


def _until_clause(c: Token, verb: Token) -> int:
    """End of a complement: with what the parser hung on the verb behind it, up to the next clause."""
    last = c.right
    for k in verb.children:
        if k.left == last + 1 and k.dep in {"prep", "dobj", "npadvmod", "xcomp", "acl"}:
            last = k.right
    return last


def said_as_object(scene: Scene, verb: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """As in "blamed Y for Z", "condemned the attack": the content starts at the verb."""
    if cue.manner == "label":
        return _label(scene, verb, phrase, cue)
    target = verb.child("dobj") or next(
        (c for c in verb.children if c.dep == "prep" and c.lower in cue.prepositions), None
    )
    if target is None and cue.manner in {"judge", "speech"}:
        target = next((c for c in verb.children if c.dep in {"ccomp", "xcomp"} and c.tag == "VBG"), None)
    if target is None or (
        cue.manner == "responsibility" and target.lemma not in {"responsibility", "credit", "victory", "attack"}
    ):
        return False
    if cue.manner == "speech" and (target.lower in {"it", "this", "that", "them"} or target.right - target.left < 1):
        return False
    first, last = verb.i, verb.i
    if cue.manner == "responsibility":
        first = min([verb.i, *(c.i for c in verb.children if c.dep == "aux")])
    for c in verb.children:
        if c.i > verb.i:
            if (
                c.dep in {"cc", "conj"}
                or (c.dep == "punct" and c.text != ",")
                or (c.dep == "advcl" and any(k.dep == "mark" for k in c.children))
            ):
                break
            last = c.right
    add(scene, phrase, verb, [(first, last)], "object", cue=cue)
    return True


def _label(scene: Scene, verb: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """As in "called the attack a war crime", "described the raid as a massacre"."""
    named = [c for c in verb.children if c.dep in {"oprd", "ccomp", "xcomp"} and c.i > verb.i and c.tag != "VB"]
    as_ = [c for c in verb.children if c.dep == "prep" and c.lower == "as"]
    if not (as_ if cue.prepositions else named) or passive_or_reflexive(verb):
        return False
    add(scene, phrase, verb, [(verb.i, max(c.right for c in (as_ or named)))], "label", cue=cue)
    return True


def passive_or_reflexive(verb: Token) -> bool:
    target = verb.child("dobj")
    return clauses.passive(verb) or (target is not None and target.lower.endswith(("self", "selves")))


def said_as_matter(scene: Scene, verb: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """As in "confirmed the killings": a noun phrase is what is said."""
    target = verb.child("dobj")
    if target is None or target.i < verb.i or target.pos != "NOUN" or target.right - target.left < 1:
        return False
    if noun_kind(target) in {"document", "interview", "person", "people", "media"} and cue.manner != "demand":
        return False
    if target.lemma in {"detail", "name", "number", "way", "time", "thing"}:
        return False
    last = _until_clause(target, verb)
    add(scene, phrase, verb, [(target.left, last)], "matter", cue=cue)
    return True


def said_as_shows(scene: Scene, verb: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """As in "The video shows troops entering the town"."""
    target = verb.child("dobj") or verb.child("ccomp", "xcomp")
    if phrase.kind != "document" or target is None or target.right - target.left < 1:
        return False
    add(scene, phrase, verb, [(target.left, verb.right)], "shows", cue=cue)
    return True
