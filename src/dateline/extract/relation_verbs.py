"""What verbs say of two actors: "X backs Y", "X fights alongside Y", "X defected from Y to Z"."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.arguments import agents, expand, is_passive, objects_of, patients, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.relating import Draft, Tie, drafts, tied, ties, unreal
from dateline.extract.wordlists import lemmas, object_control
from dateline.model.parse import Token


def from_verbs(context: Context) -> Iterable[Draft]:
    """Relations that a verb of the table states between its subject and its object or prepositional object."""
    verbs = ties("relation_verbs.tsv")
    for t in context.parse.tokens:
        if t.pos != "VERB" or (t.lemma not in verbs and t.lemma not in lemmas("giving")):
            continue
        if unreal(context, t) or _of_another(t):
            continue
        for tie in verbs.get(t.lemma, ()):
            yield from _stated(context, t, tie)
        if t.lemma == "fight":
            yield from _fought_with(context, t)
        elif t.lemma == "defect":
            yield from drafts(
                context, t, _subjects(context, t), "member_of", context.cast.all(objects_of(t, {"from"})), LEFT
            )
        elif t.lemma in lemmas("giving"):
            yield from _given(context, t)


def _appointed(verb: Token) -> list[Token]:
    """ "Tapped X to lead Y" where the parser reads a purpose: X is to lead."""
    above = verb.head
    if above is None or verb.dep != "advcl" or above.lemma not in object_control() or verb.tag != "VB":
        return []
    return expand(above.child("dobj", "nsubjpass")) if verb.child("nsubj", "nsubjpass") is None else []


def _of_another(verb: Token) -> bool:
    """ "Tapped X to lead Y", where the parser has lost X: the one who taps does not lead."""
    above = verb.head
    appoints = above is not None and above.lemma in object_control() and above.child("dobj", "nsubjpass") is None
    return appoints and verb.dep == "advcl" and verb.child("nsubj", "nsubjpass") is None


LEFT = "verb of leaving"
"""Rule of a membership that the text says is over."""


def _subjects(context: Context, verb: Token) -> list[Named]:
    return _all(context, verb, agents(verb)) or _all(context, verb, subject_of(verb))


def _all(context: Context, verb: Token, tokens: list[Token]) -> list[Named]:
    """Whom the tokens name; an "it" of a clause above ("it is about eliminating X") stands for nobody."""
    return context.cast.all(listed([t for t in tokens if t.lower != "it" or t.head is verb]))


def listed(tokens: list[Token]) -> list[Token]:
    """The tokens, with those of a list that the parser took for an apposition ("X, the Y and the Z are")."""
    found = list(tokens)
    for t in tokens:
        for beside in t.all("appos"):
            if any(c.dep == "cc" for c in beside.children):
                found += [o for o in beside.conjuncts() if o not in found]
    return found


def _stated(context: Context, t: Token, tie: Tie) -> Iterable[Draft]:
    doers = context.cast.all(_appointed(t)) or _all(context, t, agents(t))
    if tie.prepositions:
        subjects, found = doers or _all(context, t, subject_of(t)), objects_of(t, tie.prepositions)
    else:
        subjects, found = doers, patients(t)
    if t.lemma in lemmas("led by a person"):
        subjects = [s for s in subjects if context.actors.kind_of(s[0]) == "person"]
    if tie.predicate == "leads":  # "their attack, led by X": whose attack it is, is not led
        found = [f for f in found if context.actors.mention_at(f) is not None]
    others = context.cast.all(found)
    if not others and t.lemma in lemmas("helping"):
        others = context.cast.all([o for f in found for o in objects_of(f, {"by"})])  # "supported the advance by X"
    yield from tied(context, t, tie, subjects, others, f"verb {t.lemma}")


def _fought_with(context: Context, t: Token) -> Iterable[Draft]:
    """ "Fought with the army against X" is on its side; "fought with the army" alone is against it."""
    beside = objects_of(t, {"with"})
    same_side = bool(objects_of(t, {"against"}) or t.child("dobj") or any(objects_of(b, {"against"}) for b in beside))
    predicate = "fights_with" if same_side else "opposes"
    subjects = context.cast.all(subject_of(t))
    yield from drafts(context, t, subjects, predicate, context.cast.all(beside), "verb fight with")  # type: ignore[arg-type]  # one of two words of the contract


def _given(context: Context, verb: Token) -> Iterable[Draft]:
    """ "X gives weapons to Y", "supplies Y with weapons", "Y receives training from X": what is given decides."""
    given = ties("relation_gifts.tsv")
    receives = verb.lemma in lemmas("getting")
    gifts = [*patients(verb), *objects_of(verb, {"with"})]
    for gift in gifts:
        for tie in given.get(gift.lemma, ()):
            if receives:
                givers = context.cast.all([t for n in (verb, gift) for t in objects_of(n, {"from"})])
                takers = _subjects(context, verb)
            else:
                givers, takers = context.cast.all(agents(verb)), _takers(context, verb, gift)
            yield from drafts(context, gift, givers, tie.predicate, takers, f"gift of {gift.lemma}")


def _takers(context: Context, verb: Token, gift: Token) -> list[Named]:
    """Those to whom something is given; where the clause names none, those beside whom its giver fights ("fought
    alongside X, providing air support")."""
    found = [t for n in (verb, gift) for t in objects_of(n, {"to", "for"})]
    found += [t for c in verb.all("dative") for t in expand(c) if c.pos != "ADP"]
    found += [t for c in verb.all("dative") if c.pos == "ADP" for t in expand(c.child("pobj"))]
    if gift.dep == "pobj":
        found += [t for t in patients(verb) if t is not gift]
    if not found and verb.dep in {"conj", "advcl"} and verb.head is not None:
        found = objects_of(verb.head, {"alongside", "beside", "with"})
    if not found and is_passive(verb):
        found = [t for t in subject_of(verb) if t is not gift]
    return context.cast.all(found)
