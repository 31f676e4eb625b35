"""What nouns say of two actors: "support for X", "the alliance between X and Y", "peace talks with X", "war on X"."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.arguments import expand, governing_verb, objects_of, patients, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.relating import FIGHTING, HELP, Draft, Tie, drafts, tied, ties, unreal
from dateline.extract.wordlists import lemmas
from dateline.model.parse import NOMINAL, Token
from dateline.model.vocabulary import SYMMETRIC_PREDICATES

MOST_CLIMB = 6


def from_nouns(context: Context) -> Iterable[Draft]:
    """Relations that a noun of the table states between those whose doing it is and those it is directed at."""
    nouns = ties("relation_deeds.tsv")
    for t in context.parse.tokens:
        if t.lemma not in nouns or t.pos not in NOMINAL or t.i in context.names:
            continue
        for tie in nouns[t.lemma]:
            between = context.cast.all(objects_of(t, {"between", "among"})) or _between_by_verb(context, t)
            if len(between) > 1 and tie.predicate in SYMMETRIC_PREDICATES and not _unsaid(context, t):
                for n, one in enumerate(between):
                    yield from drafts(context, t, [one], tie.predicate, between[n + 1 :], f"noun {t.lemma}")
                continue
            others = context.cast.all(objects_of(t, tie.prepositions))
            if not others and tie.predicate in SYMMETRIC_PREDICATES and not _unsaid(context, t):
                yield from _together(context, t, tie)
            if others and not _unsaid(context, t):
                taken = {o[0] for o in others}
                doers = [n for n in _doers(context, t) if n[0] not in taken]
                if tie.predicate in HELP:  # a minister who speaks of support speaks for others
                    doers = [n for n in doers if context.actors.kind_of(n[0]) != "person"]
                yield from tied(context, t, tie, doers, others, f"noun {t.lemma}")


def _together(context: Context, noun: Token, tie: Tie) -> Iterable[Draft]:
    """ "The government and the rebels held talks": with one another."""
    verb = noun.head
    if tie.predicate == "opposes" or verb is None or noun.dep != "dobj" or verb.lemma not in lemmas("doing together"):
        return
    subject = verb.child("nsubj")
    both = context.cast.all(expand(subject)) if subject is not None else []
    for n, one in enumerate(both):
        yield from drafts(context, noun, [one], tie.predicate, both[n + 1 :], f"noun {noun.lemma}")


def under_command(context: Context) -> Iterable[Draft]:
    """ "Troops under the command of X", "the force is under X's leadership": X leads them."""
    for t in context.parse.tokens:
        above = t.head
        if t.lemma not in lemmas("commanding") or t.dep != "pobj" or above is None or above.lower != "under":
            continue
        leaders = context.cast.all([*objects_of(t, {"of"}), *t.all("poss")])
        holder = above.head
        if holder is not None and leaders and not unreal(context, holder):
            led = [holder] if holder.pos in NOMINAL else subject_of(holder)
            yield from drafts(context, t, leaders, "leads", context.cast.all(led), "under command")


def _unsaid(context: Context, noun: Token) -> bool:
    """Whether the noun, or the verb that it completes, is denied or only possible."""
    verb = governing_verb(noun)
    carried = verb is not None and noun.dep in {"dobj", "pobj", "nsubjpass", "attr"}
    return unreal(context, noun) or (carried and verb is not None and unreal(context, verb))


def _between_by_verb(context: Context, noun: Token) -> list[Named]:
    """ "Talks were held between X and Y": beside the verb that carries the noun."""
    verb = noun.head
    carried = verb is not None and verb.pos == "VERB" and noun.dep in {"nsubj", "nsubjpass", "dobj"}
    return context.cast.all(objects_of(verb, {"between"})) if carried and verb is not None else []


def _doers(context: Context, noun: Token) -> list[Named]:
    """Whose doing a noun names: its possessor or modifier, "by X", the noun it hangs on, the subject of its clause."""
    found = context.cast.owners(noun) + context.cast.all(objects_of(noun, {"by", "from"}))
    return found or _above(context, noun)


def _above(context: Context, noun: Token) -> list[Named]:
    """Up from a noun to whose it is: "the government in the fight against X", "Y's commitment to the war on X"."""
    at: Token | None = noun
    for _ in range(MOST_CLIMB):
        if at is None or at.head is None:
            return []
        head = at.head
        if head.pos in NOMINAL and at.dep in {"prep", "acl", "relcl"}:
            named = context.cast.all([*objects_of(head, {"for"}), head]) or context.cast.owners(head)
            if named:
                return named
        elif head.pos in {"VERB", "AUX"}:
            helped = context.cast.all(patients(head)) if head.lemma in lemmas("helping") and at.dep == "prep" else []
            return helped or ([] if at.dep in {"nsubj", "nsubjpass"} else acting(context, at))
        at = head
    return []


def acting(context: Context, token: Token) -> list[Named]:
    """The subject of the nearest clause above that is itself an actor (no "targets" of "X targets, which include"), as
    far as clauses share a subject: who says that something is done does not do it."""
    verb = governing_verb(token)
    for _ in range(MOST_CLIMB):
        subjects = subject_of(verb) if verb is not None else []
        if verb is None or any(_acts(context, s) for s in subjects):
            return context.cast.all(subjects)
        if verb.dep in {"ccomp", "parataxis"}:
            return []
        verb = governing_verb(verb)
    return []


def _acts(context: Context, subject: Token) -> bool:
    """Whether a subject is an actor, or an actor's aircraft, ships and the like."""
    head = context.catalogue.head(subject.lemma)
    means = head is not None and head.number == "thing"
    return means or subject.pos == "PRON" or context.actors.mention_at(subject) is not None


def against(context: Context) -> Iterable[Draft]:
    """ "The coalition against X": a body named by whom it fights."""
    for m in context.actors.mentions:
        if m.kind not in FIGHTING or m.form == "pronoun":
            continue
        head = context.parse.tokens[m.head]
        me = [(context.actors.id_of(m), context.document.evidence(m.start, m.end))]
        others = context.cast.all(objects_of(head, {"against"}))
        yield from drafts(context, head, me, "opposes", others, "against", by_name=True)


def in_support(context: Context) -> Iterable[Draft]:
    """ "In support of X": the subject of the clause backs X. "With air support from X": X backs the subject."""
    for t in context.parse.tokens:
        if t.lemma not in lemmas("supporting") or t.pos != "NOUN":
            continue
        above = t.head
        givers = context.cast.all(objects_of(t, {"from", "by"}))
        if t.dep == "pobj" and above is not None and above.lower == "in":
            helped = context.cast.all(objects_of(t, {"of"})) or _helped_operation(context, t)
            yield from drafts(context, t, acting(context, t), "backs", helped, "in support of")
        elif givers and not _unsaid(context, t):
            verb = governing_verb(t)
            beside = context.cast.all(objects_of(verb, {"alongside", "beside"})) if verb is not None else []
            yield from drafts(context, t, givers, "backs", acting(context, t) + beside, "support from")


def _helped_operation(context: Context, support: Token) -> list[Named]:
    """ "In support of the liberation of the town by X"."""
    deeds = objects_of(support, {"of"})
    return context.cast.all([t for d in deeds for t in objects_of(d, {"by"})] + [t for d in deeds for t in expand(d)])
