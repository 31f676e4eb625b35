"""Event triggers: the verbs and nouns of the codebook's lexicon where they stand in the text.

A light verb lends its subject to an event noun: in "IS launched a major attack", the trigger is "attack", the clause
is that of "launched". Which words are triggers, which verbs are light and what they code is data of the codebook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.codebook.triggers import Match, Trigger, Triggers, load_triggers
from dateline.model.document import Document
from dateline.model.layers import Mention, Timex
from dateline.model.parse import Parse, Token
from dateline.model.span import Evidence

TOLD = frozenset({"paragraph", "title", "heading"})
"""Sections in which something is told to have happened; a caption shows, a dateline says where it was filed."""
IN_CLAUSE = frozenset({"dobj", "nsubjpass", "pobj", "nsubj", "oprd", "attr"})


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A trigger in the text: its readings, strong ones first, its token, and the verb of its clause (itself, or the
    light verb, whose `aspect` says how it carries the noun)."""

    token: Token
    readings: tuple[Trigger, ...]
    verb: Token
    aspect: str | None = None


def find_triggers(
    document: Document, parse: Parse, timexes: Sequence[Timex] = (), mentions: Sequence[Mention] = (),
    places: Sequence[Evidence] = (),
) -> list[Found]:  # fmt: skip
    """Triggers in text order, in the sections that tell something; not in a date ("March") or a place ("the crossing"),
    nor at the head of an actor ("the attackers", "the wounded")."""
    lexicon = load_triggers()
    lemmas = [t.lower if _gerund(t) else lexicon.slips.get(t.lower, t.lemma) for t in parse.tokens]
    told = [(s.start, s.end) for s in document.sections if s.kind in TOLD]
    found: dict[int, Found] = {}
    spans = [*((x.start, x.end) for x in timexes), *((x.start, x.end) for x in places)]
    taken = {t.i for span in spans for t in parse.within(*span)} | {m.head for m in mentions}
    dated = {t.i for x in timexes for t in parse.within(x.start, x.end)}
    at = 0
    for t in parse.tokens:
        while at < len(told) and told[at][1] <= t.start:
            at += 1
        if at < len(told) and told[at][0] <= t.start and t.i not in taken:
            _add(found, taken, dated, lexicon, lemmas, parse, t)
    for f in list(found.values()):
        if f.verb is not f.token and f.verb.i in found and not found[f.verb.i].readings[0].strong:
            del found[f.verb.i]  # "carried out an attack": the verb only carries the noun
    return [found[i] for i in sorted(found)]


def _add(
    found: dict[int, Found], taken: set[int], dated: set[int], lexicon: Triggers, lemmas: list[str], parse: Parse,
    t: Token,
) -> None:  # fmt: skip
    if t.dep in {"aux", "auxpass"}:
        return  # "was shot dead" is no "was dead"
    if any(f"{t.lemma} {c.lemma}" in lexicon.light for c in t.children if c.dep == "dobj"):
        return  # "took place" carries a noun
    matches = lexicon.all_at(lemmas, t.i, _pos(t)) if t.pos in {"VERB", "NOUN", "PROPN", "ADJ", "AUX"} else ()
    if matches and _bridges(parse, matches[0], dated):
        matches = tuple(Match(r, (t.i,)) for r in lexicon.of(lemmas[t.i], matches[0].trigger.pos))
    matches = tuple(m for m in matches if _together(parse, m))
    if not matches:
        return
    tokens = [parse.tokens[i] for i in matches[0].tokens]
    token = _head_of(tokens)
    if token.i in taken or (
        matches[0].trigger.pos == "NOUN" and (token.dep in {"compound", "nmod"} or token.pos == "ADJ")
    ):
        return
    if matches[0].trigger.pos == "NOUN" and any(
        f"{c.lemma} {token.lemma}" in lexicon.other_things for c in token.children
    ):
        return
    if token.lemma in {"name", "call"} and token.dep == "acl":
        return  # "a fighter named Idris"
    if token.dep == "amod" or (matches[0].trigger.pos == "VERB" and token.pos not in {"VERB", "AUX", "ADJ"}):
        return  # "freshly laid mines", "isolated base": a quality, no happening
    taken.update(x.i for x in tokens)
    carried = _carrier(token, lexicon) if matches[0].trigger.pos == "NOUN" else None
    readings = tuple(m.trigger for m in matches)
    found[token.i] = Found(token, readings, carried[0] if carried else token, carried[1] if carried else None)


def _together(parse: Parse, match: Match) -> bool:
    """Whether the words of a match belong together: in one sentence, with no doer between ("set by the cease-fire")."""
    words = parse.tokens[match.tokens[0] : match.tokens[-1] + 1]
    return words[0].sent == words[-1].sent and not any(w.dep == "agent" and w.i not in match.tokens for w in words)


def _bridges(parse: Parse, match: Match, dated: set[int]) -> bool:
    """ "Marched in X on Saturday" is no "march on": the preposition of the phrase leads to a date."""
    last = parse.tokens[match.tokens[-1]]
    return len(match.tokens) > 1 and last.pos == "ADP" and any(c.i in dated for c in last.children)


def _gerund(t: Token) -> bool:
    """ "Fighting erupted", "the shelling of X": an -ing form that stands as a noun."""
    return t.tag == "VBG" and t.dep in IN_CLAUSE and t.child("dobj", "nsubj") is None


def _pos(t: Token) -> str:
    """A participle that the parser takes for an adjective is still a verb form; an -ing form may be a noun."""
    if _gerund(t):
        return "NOUN"
    return "VERB" if t.pos == "ADJ" and t.tag in {"VBN", "VBD", "VBG"} else t.pos


def _head_of(tokens: list[Token]) -> Token:
    """The token of a multiword trigger that the others hang on."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head is None or t.head.i not in inside), tokens[0])


def _carrier(noun: Token, lexicon: Triggers) -> tuple[Token, str] | None:
    """The light verb that carries an event noun, and how."""
    t, head = noun, noun.head
    while head is not None and t.dep == "conj" and head.pos in {"NOUN", "PROPN"}:
        t, head = head, head.head
    if head is not None and head.pos == "ADP" and t.dep == "pobj" and head.lower in {"of"} and head.head is not None:
        t, head = head.head, head.head.head  # "a series of airstrikes"
    if head is None or t.dep not in IN_CLAUSE:
        return None
    particle = ""
    verb = head
    if head.pos == "ADP" and head.head is not None:
        verb, particle = head.head, head.lower
    if verb.pos not in {"VERB", "AUX"}:
        return None
    if head.dep == "agent":  # "was rocked by heavy fighting": what happens stands behind "by"
        return (verb, "happens") if "happens" in lexicon.light.get(verb.lemma, ()) else None
    particles = [particle] if particle else [c.lower for c in verb.children if c.dep == "prt"]
    particles += [c.lemma for c in verb.children if c.dep == "dobj" and c is not noun]
    if t.dep == "nsubj":
        particles += [c.lower for c in verb.children if c.dep == "prep"]  # "shells fell on the market"
    lemma = lexicon.slips.get(verb.lower, verb.lemma)
    for name in (*(f"{lemma} {p}" for p in particles if p), lemma):
        for aspect in lexicon.light.get(name, ()):
            beside = bool(particle) and name == lemma  # "engaged in clashes", but not "opened with an attack"
            if _stands(aspect, t.dep) and (not beside or (particle == "in" and aspect == "takes part")):
                return verb, aspect
    return None


def _stands(aspect: str, dep: str) -> bool:
    """Whether the noun stands where a verb of this aspect has it: what happens is a subject, what is done an object;
    what goes on may be either ("the shelling continued", "they continued the shelling")."""
    return aspect == "goes on" or (dep == "nsubj") == (aspect == "happens") or dep == "nsubjpass"
