"""Who stands where in a clause: the agents and patients of a verb or of an event noun, read off the dependency tree.

Returns head tokens only; whom they name is the actor table's business. Labels are those of the ClearNLP scheme
(de Marneffe & Manning 2008; Choi & Palmer 2012).
"""

from __future__ import annotations

from dateline.extract.wordlists import object_control
from dateline.model.parse import Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
AGAINST = frozenset({"against", "on", "upon", "at", "into", "over", "under", "toward", "towards"})
TIMES = frozenset({"minute", "hour", "day", "week", "month", "year", "moment"})
MAX_CLIMB = 8


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive ("were killed", "city taken by …")."""
    if any(c.dep in {"nsubjpass", "auxpass", "agent"} for c in verb.children):
        return True
    if verb.dep == "acl" and verb.tag == "VBN":
        return verb.child("nsubj", "dobj", "aux") is None
    return (
        verb.dep == "conj"
        and (verb.tag == "VBN" or _misread(verb))
        and verb.child("nsubj", "aux") is None
        and verb.head is not None
        and _passive_aux(verb.head)
    )


def _misread(verb: Token) -> bool:
    """ "Was detained and killed hours after …": a participle read as a past tense, because a time stands after it."""
    objects = verb.all("dobj")
    return verb.tag == "VBD" and bool(objects) and all(o.lemma in TIMES for o in objects)


def _passive_aux(verb: Token) -> bool:
    return any(c.dep in {"nsubjpass", "auxpass"} for c in verb.children)


def expand(token: Token | None) -> list[Token]:
    """A token and what is coordinated with it; a relative pronoun stands for its antecedent."""
    if token is None:
        return []
    if token.lower in RELATIVE and token.pos in {"PRON", "DET", "SCONJ"}:
        return expand(antecedent(token))
    return token.conjuncts()


def antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative clause belongs to."""
    t: Token | None = pronoun
    for _ in range(MAX_CLIMB):
        if t is None:
            return None
        if t.dep == "relcl":
            return t.head
        t = t.head
    return None


def agents(verb: Token, depth: int = 0) -> list[Token]:
    """Who does it: the subject, the "by" phrase, or the subject of the verb that this one hangs on."""
    if is_passive(verb):
        return _by(verb)
    subject = verb.child("nsubj", "csubj")
    if subject is not None:
        return expand(subject)
    return _controller(verb, depth)


def _by(verb: Token) -> list[Token]:
    agent = verb.child("agent")
    if agent is None:
        agent = next((p for p in verb.all("prep") if p.lower == "by"), None)
    found = expand(agent.child("pobj")) if agent is not None else []
    return found[:1] + [t for t in found[1:] if not _next_clause(t)]


def _next_clause(noun: Token) -> bool:
    """ "Were lynched by residents and their bodies burned": what is read as a second doer suffers the next verb."""
    return noun.child("poss") is not None and any(
        c.dep == "acl" and c.tag in {"VBN", "VBD"} and c.child("agent", "dobj", "nsubj") is None for c in noun.children
    )


def subject_of(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject, active or passive, of a verb or of the verb that it hangs on."""
    own = verb.child("nsubj", "nsubjpass", "csubj")
    return expand(own) if own is not None else _controller(verb, depth)


def _controller(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if head is None or depth > MAX_CLIMB:
        return []
    if verb.dep == "acl":
        if verb.tag in {"VBN", "VBD"} and verb.child("dobj") is not None:
            above = governing_verb(head)  # "flew 870 missions, conducted 265 raids": read as a participle, but a verb
            return subject_of(above, depth + 1) if above is not None else []
        if verb.tag == "VBG":
            return expand(head)
        return noun_agents(head, depth + 1)
    if verb.dep == "relcl":
        return expand(head)
    if verb.dep in {"xcomp", "ccomp", "advcl", "conj", "pcomp", "dep", "acomp"}:  # "is ready to withdraw"
        if head.pos == "ADP" or verb.dep == "pcomp":
            return _through_preposition(head, depth)
        if verb.dep in {"xcomp", "ccomp"} and head.lemma in object_control():
            return expand(head.child("dobj", "dative", "nsubjpass")) or subject_of(head, depth + 1)
        if head.pos in {"NOUN", "PROPN"}:
            return noun_agents(head, depth + 1)
        return subject_of(head, depth + 1)
    return []


def _through_preposition(preposition: Token, depth: int) -> list[Token]:
    """ "before retreating", "accused of shelling": the subject of the clause that the preposition hangs on."""
    above = preposition.head
    if above is None:
        return []
    if above.pos in {"NOUN", "PROPN"}:
        return noun_agents(above, depth + 1)
    if above.lemma in {"accuse", "blame", "suspect", "prevent", "stop", "condemn"}:
        return expand(above.child("dobj", "nsubjpass"))
    return subject_of(above, depth + 1)


def patients(verb: Token) -> list[Token]:
    """Whom or what it is done to: the object, the passive's subject, the noun that a participle modifies."""
    if is_passive(verb):
        subject = verb.child("nsubjpass")
        if subject is not None:
            return expand(subject)
        if verb.dep == "acl" and verb.head is not None:
            return [verb.head]
        return subject_of(verb)
    found = [t for c in verb.all("dobj", "dative") for t in expand(c) if c.pos != "ADP"]
    if not found and verb.dep == "relcl" and verb.child("nsubj") is not None and verb.head is not None:
        pronoun = verb.child("nsubj")
        if pronoun is not None and pronoun.lower not in RELATIVE and not verb.child("dobj"):
            found = [verb.head]
    return found


def objects_of(token: Token, prepositions: frozenset[str] | set[str]) -> list[Token]:
    """Objects of the prepositions that hang on a token, coordination included ("against X and Y")."""
    found = []
    for prep in token.all("prep"):
        if prep.lower in prepositions:
            for obj in prep.all("pobj"):
                found.extend(expand(obj))
            for inner in prep.all("prep"):
                found.extend(t for obj in inner.all("pobj") for t in expand(obj))
    return found


def noun_agents(noun: Token, depth: int = 0) -> list[Token]:
    """Who does what an event noun names: possessor, "by X", "X attack", or the subject of the verb that it hangs on."""
    found = [t for c in noun.all("poss") for t in expand(c)]
    found += objects_of(noun, {"by"}) or [t for o in objects_of(noun, {"of"}) for t in objects_of(o, {"by"})]
    container = noun.head.head if noun.dep == "pobj" and noun.head is not None and noun.head.lower == "of" else None
    if container is not None and container.pos == "NOUN":
        found += objects_of(container, {"by"})  # "a series of airstrikes by X"
    if found or depth > MAX_CLIMB:
        return found
    return [
        c for c in noun.children if c.dep in {"compound", "amod", "nmod"} and (c.pos == "PROPN" or c.text[:1].isupper())
    ]


def governing_verb(token: Token) -> Token | None:
    """The verb whose clause a token stands in."""
    t: Token | None = token
    for _ in range(4 * MAX_CLIMB):
        if t is None:
            return None
        if t.pos in {"VERB", "AUX"} and t is not token:
            return t
        t = t.head
    return None
