"""What is said in other forms than a clause: objects, infinitives, and phrases with a preposition."""

from __future__ import annotations

from typing import Final

from dateline.annotate import clauses
from dateline.annotate.cues import Cue, matters
from dateline.annotate.scene import Scene, add, is_finite, pieces
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
        prep = next((k for k in verb.children if k.dep in {"prep", "prt"} and k.lower in cue.prepositions), None)
        if cue.prepositions and prep is None:
            return False
        if to is None and prep is None:
            return False
        start = verb.i if prep is not None else next(k.i for k in c.children if k.lower == "to")
        spoken = prep.child("pobj") or to if prep is not None else to
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
                voiced = scene.table.get((place.lemma, "noun"), {}).get("voiced")
                first = place.left if voiced is not None else c.i + 1
                add(scene, phrase, verb, [(first, last)], "preposition", cue=voiced or cue)
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
    if target is None and cue.manner == "particle":
        target = verb.child("ccomp")
    if target is None and cue.manner in {"judge", "speech", "stand", "particle"}:
        target = next((c for c in verb.children if c.dep in {"ccomp", "xcomp"} and c.tag == "VBG"), None)
    if target is None or (
        cue.manner == "responsibility"
        and target.lemma not in (matters("answering") | (matters("won") if verb.lemma == "claim" else frozenset()))
    ):
        return False
    as_ = any(c.dep == "prep" and c.lower == "as" for k in (verb, target) for c in k.children)
    if cue.manner == "stand" and not _proposal(target, scene):
        return False
    if cue.manner == "particle" and not any(c.lower in cue.prepositions and c.i > verb.i for c in verb.children):
        return False
    if (
        verb.lemma == "dismiss"
        and not as_
        and (target.lemma, "noun") not in scene.table
        and target.lemma not in matters("view")
    ):
        return False
    if cue.manner == "speech" and (target.lower in {"it", "this", "that", "them"} or target.right - target.left < 1):
        return False
    first, last = verb.i, verb.i
    if cue.manner == "responsibility":
        first = min([verb.i, *(c.i for c in verb.children if c.dep == "aux" and c.lower != "to")])
    for c in verb.children:
        if c.i > verb.i:
            if (
                c.dep in {"cc", "conj"}
                or (c.dep == "punct" and c.text != ",")
                or (c.dep == "advcl" and any(k.dep == "mark" for k in c.children))
                or (c.dep == "advcl" and c.tag == "VBG" and (c.lemma, "verb") in scene.table)
            ):
                break
            last = c.right
    add(scene, phrase, verb, [(first, last)], "object", cue=cue)
    return True


def _proposal(target: Token, scene: Scene) -> bool:
    """Whether what is backed or opposed is a plan, deal or demand, not a force in the field ("backs the rebels")."""
    if target.tag == "VBG":
        return True
    return target.lemma in matters("proposal") or (target.pos == "NOUN" and (target.lemma, "noun") in scene.table)


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
    doing = verb.child("xcomp", "ccomp") if target is None else None
    if doing is not None and doing.tag == "VBG" and doing.i > verb.i and doing.right > doing.i and cue.act == "CONCEDE":
        add(scene, phrase, verb, [(doing.left, doing.right)], "matter", cue=cue)
        return True
    if target is None or target.i < verb.i or target.pos != "NOUN" or target.right - target.left < 1:
        return False
    if noun_kind(target) in {"document", "interview", "person", "people", "media"} and cue.manner != "demand":
        return False
    if target.lemma in {"detail", "name", "number", "way", "time", "thing"}:
        return False
    last = _until_clause(target, verb)
    add(scene, phrase, verb, [(target.left, last)], "matter", cue=cue)
    return True


CLEAR: Final = frozenset({"clear", "plain", "known", "public"})


def _told(scene: Scene, verb: Token) -> bool:
    """Whether a clause is itself what somebody says ("rebels say the coalition has made it clear that …")."""
    return verb.dep == "ccomp" and verb.head is not None and (verb.head.lemma, "verb") in scene.table


def said_as_clear(scene: Scene, verb: Token) -> bool:
    """As in "made clear the aim is …", "has made it plain that …"."""
    tokens, at, end = scene.parse.tokens, verb.i + 1, scene.parse.sentences[verb.sent].last
    while at < min(end, verb.i + 4) and (tokens[at].lower == "it" or tokens[at].pos == "ADV"):
        at += 1
    if at >= end - 2 or tokens[at].lower not in CLEAR or clauses.passive(verb) or verb.negated:
        return False
    subject = clauses.subject_of(verb)
    phrase = scene.phrase(subject) if subject is not None else None
    if phrase is None or not any(is_finite(t) for t in tokens[at + 1 : end]) or _told(scene, verb):
        return False
    above = (verb, tokens[at])
    held = {"ccomp", "advcl"} if tokens[at].dep == "ccomp" else {"ccomp"}
    below = [c for k in above for c in k.children if c.dep in held and c.i > at and clauses.is_clause(c)]
    if not below and verb.dep != "csubj":
        return False
    last = below[-1].right if below else end - 1
    cue = Cue("make clear", "verb", "clause", "asserted", None, "speech", ())
    pieces(scene, phrase, verb, [(at + 1, last)], cue, "clause", cue_end=tokens[at])
    return True


def said_as_adjective(scene: Scene, adjective: Token, cue: Cue) -> None:
    """As in "is confident that …", "appeared sure he would …"."""
    clause = next((c for c in adjective.children if c.dep == "ccomp" and c.i > adjective.i), None)
    verb = adjective.head
    if clause is None or verb is None or verb.lemma not in COPULAS or verb.negated or adjective.i in scene.inside:
        return
    subject = clauses.subject_of(verb)
    phrase = scene.phrase(subject) if subject is not None else None
    if phrase is not None and (phrase.kind != "document"):
        pieces(scene, phrase, adjective, [(clause.left, clause.right)], cue, "adjective")


COPULAS: Final = frozenset({"be", "appear", "seem", "feel", "remain", "sound", "become"})


def said_as_shows(scene: Scene, verb: Token, phrase: SourcePhrase, cue: Cue) -> bool:
    """As in "The video shows troops entering the town"."""
    target = verb.child("dobj") or verb.child("ccomp", "xcomp")
    if phrase.kind != "document" or target is None or target.right - target.left < 1:
        return False
    add(scene, phrase, verb, [(target.left, verb.right)], "shows", cue=cue)
    return True
