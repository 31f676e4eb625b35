"""Who is part of what, and what descriptions say: "X, a faction of Y", "Y's ally X", "a coalition of X, Y and Z"."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.arguments import expand, objects_of, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.relating import Draft, called_by, collective, drafts, tied, ties, unreal
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Token


def from_membership(context: Context) -> Iterable[Draft]:
    """ "X, a faction of Y"; "the Y faction X"; "X is an ally of Y"; "Y's rival X"."""
    nouns = ties("relation_nouns.tsv")
    for t in context.parse.tokens:
        if t.lemma not in nouns or t.pos != "NOUN":
            continue
        if t.dep == "attr" and t.head is not None and unreal(context, t.head):
            continue
        for tie in nouns[t.lemma]:
            members = _called(context, t) or _name_beside(context, t, t.i + 1)
            wholes = context.cast.all(objects_of(t, tie.prepositions)) or _owners(context, t)
            taken = {m[0] for m in members}
            wholes = [w for w in wholes if w[0] not in taken]
            yield from tied(context, t, tie, members, wholes, "membership", by_name=t.dep != "attr")


def _owners(context: Context, noun: Token) -> list[Named]:
    """ "Hezbollah's rival", "the Fatah faction": who stands before the noun. A state's adjective tells only where a
    part is from."""
    part = noun.lemma in lemmas("part of a whole")
    owners = [
        n
        for n in context.cast.owners(noun)
        if not (part and context.actors.kind_of(n[0]) == "state") and n[1].end <= noun.start
    ]
    if part and not owners:
        owners = _name_beside(context, noun, noun.i - 1) or [
            (actor, context.words(c, c))
            for c in noun.children
            if c.dep in {"compound", "nmod"} and c.i < noun.i and (actor := called_by(context, c.lemma)) is not None
        ]
    return owners


def _name_beside(context: Context, noun: Token, i: int) -> list[Named]:
    """The name right before or after a noun: "the X faction Y"."""
    name = context.names.get(i)
    if name is None or context.parse.tokens[i].sent != noun.sent:
        return []
    words = context.words(context.parse.tokens[name.first], context.parse.tokens[name.last - 1])
    actor = context.actors.by_key(name.key)
    return [(actor, words)] if actor is not None and name.kind not in {"state", "person"} else []


def _called(context: Context, noun: Token) -> list[Named]:
    """What a describing noun stands for: its apposition, what it is an apposition of, the subject of "is", and of the
    clause that "as the second contributor" opens."""
    near: list[Token] = [*noun.all("appos")]
    head = noun.head
    if noun.dep in {"appos", "compound", "nmod"} and head is not None:
        near.append(head)
    if noun.dep == "attr" and head is not None:
        near.extend(expand(head.child("nsubj")))
    if noun.dep == "pobj" and head is not None and head.lower == "as" and head.head is not None:
        near.extend(subject_of(head.head))
    return [n for t in near for n in context.cast.named(t)]


def from_lists(context: Context) -> Iterable[Draft]:
    """ "A coalition of X and Y", "the alliance comprises X and Y", "X and other coalition forces"."""
    for t in context.parse.tokens:
        mention = context.actors.mention_at(t)
        if mention is not None and mention.kind == "coalition":
            whole = [(context.actors.id_of(mention), context.document.evidence(mention.start, mention.end))]
            listed = objects_of(t, {"of"})
            clauses = [c for c in t.all("acl") if c.lemma in lemmas("consisting")]
            listed += [o for c in clauses for o in objects_of(c, {"of", "by"})]
            yield from drafts(context, t, context.cast.all(listed), "member_of", whole, "list of members", by_name=True)
            yield from _and_other(context, t, whole)
            yield from _shared_force(context, t)
        elif t.pos == "VERB" and t.lemma in lemmas("consisting") and t.dep != "acl" and not unreal(context, t):
            listed = [*t.all("dobj"), *objects_of(t, {"of"})]
            members = context.cast.all([m for o in listed for m in expand(o)])
            bodies = context.cast.all([s for s in subject_of(t) if context.actors.mention_at(s) is not None])
            bodies += [w for s in subject_of(t) for w in _whole_of_members(context, s)]
            wholes = [w for w in bodies if w not in collective(context, members)]
            if len(members) > 1:
                yield from drafts(context, t, members, "member_of", wholes, "list of members")
        elif t.lemma in lemmas("moving together") and mention is None:
            yield from _shared_force(context, t)


def _whole_of_members(context: Context, subject: Token) -> list[Named]:
    """ "Coalition nations include", "members of the alliance are": the body whose members the subject is."""
    if subject.lemma not in lemmas("members of a body"):
        return []
    wholes = context.cast.owners(subject) + context.cast.all(objects_of(subject, {"of", "in"}))
    return [w for w in wholes if context.actors.kind_of(w[0]) in {"coalition", "international organisation"}]


def _and_other(context: Context, token: Token, whole: list[Named]) -> Iterable[Draft]:
    """ "The Royal Air Force and other Coalition forces": the one named first is one of them."""
    tokens = context.parse.tokens
    first = context.parse.token_at(whole[0][1].start)
    at = first.i if first is not None else token.i
    if at >= 2 and tokens[at].lower != "other":
        at -= 1
    if at < 2 or tokens[at].lower != "other" or tokens[at - 1].lower not in {"and", "or"}:
        return
    before = context.names.get(at - 2)
    if before is not None and before.kind != "person":
        actor = context.actors.by_key(before.key)
        words = context.words(tokens[before.first], tokens[before.last - 1])
        if actor is not None:
            yield from drafts(context, token, [(actor, words)], "member_of", whole, "and other members", by_name=True)


def _shared_force(context: Context, token: Token) -> Iterable[Draft]:
    """ "A convoy of Russian soldiers and militiamen": those who move as one force fight on one side."""
    if token.lemma not in lemmas("moving together"):
        return
    listed = context.cast.all(objects_of(token, {"of"}))
    for n, one in enumerate(listed):
        yield from drafts(context, token, [one], "fights_with", listed[n + 1 :], "one force of two", by_name=True)
