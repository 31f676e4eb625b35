"""One person under several descriptions: "a judge … the judge", "President Erdogan … the Turkish president".

A definite singular description joins the nearest person before that the report calls by the same noun and to whom
nothing in it is foreign. Nothing is joined on a noun alone that any two people share with different adjectives ("the
Syrian pilot", "the Russian pilot").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.model.layers import Mention
from dateline.model.parse import Parse, Token

DEFINITE = frozenset({"the", "this", "that"})
RULING = frozenset({"president", "leader", "ruler", "king", "premier", "dictator", "monarch", "sultan", "emir"})
"""Offices that "the leader" may stand for."""
NEAR = 1200
"""Characters before "the judge" in which the judge must have been told of: farther back several may be meant."""


@dataclass(slots=True)
class _Person:
    """What the report calls one person: nouns, the adjectives with them, states beside them, where last mentioned."""

    key: str
    kind: str
    nouns: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    last: int = 0


def join_descriptions(mentions: list[Mention], parse: Parse) -> None:
    """Give definite singular descriptions of persons the key of the person they describe."""
    persons: dict[str, _Person] = {}
    inside = _states_inside(mentions)
    for m in mentions:
        if m.kind != "person" and not m.key.startswith("i:"):
            continue
        if m.key.startswith("i:") and _definite(parse, m):
            found = _described(m, parse, persons, inside.get(m.head, set()))
            if found is not None:
                m.key, m.rule = found.key, "description"
        if not m.key.startswith(("p:", "i:")):
            continue
        person = persons.setdefault(m.key, _Person(m.key, m.kind))
        _learn(person, m, parse, inside.get(m.head, set()))


def _states_inside(mentions: list[Mention]) -> dict[int, set[str]]:
    """Head of a mention -> keys of the states named within it."""
    found: dict[int, set[str]] = {}
    for n, m in enumerate(mentions):
        if not m.key.startswith("s:"):
            continue
        for o in mentions[max(0, n - 3) : n + 4]:
            if o is not m and o.start <= m.start and m.end <= o.end:
                found.setdefault(o.head, set()).add(m.key)
    for m in mentions:
        if m.owner is not None and m.owner.startswith("s:"):
            found.setdefault(m.head, set()).add(m.owner)
    return found


def _definite(parse: Parse, m: Mention) -> bool:
    first = parse.token_at(m.start)
    return first is not None and first.i > 0 and parse.tokens[first.i - 1].lower in DEFINITE


def _words(parse: Parse, m: Mention) -> list[Token]:
    return [t for t in parse.within(m.start, m.end) if t.pos in {"NOUN", "ADJ", "PROPN"}]


def _learn(person: _Person, m: Mention, parse: Parse, states: set[str]) -> None:
    person.last = m.start
    person.states |= states
    if m.form == "nominal":
        token = parse.tokens[m.head]
        person.nouns.add(token.lemma.lower())
        held = [
            c
            for prep in token.all("prep")
            if prep.lower in {"of", "for"}
            for c in parse.tokens[prep.i : prep.right + 1]
        ]
        person.words.update(t.lemma.lower() for t in [*_words(parse, m), *held])
        return
    for t in _words(parse, m):
        person.words.add(t.lemma.lower())
        if t.start < m.end and t.i < m.head:
            person.nouns.add(t.lemma.lower())


def _described(m: Mention, parse: Parse, persons: dict[str, _Person], states: set[str]) -> _Person | None:
    noun = parse.tokens[m.head].lemma.lower()
    nouns = {noun} | (RULING if noun in {"leader", "ruler"} else set())
    named = {t.lemma.lower() for t in _words(parse, m) if t.i != m.head and t.pos != "PROPN" and not _demonym(t)}
    named |= {t.lemma.lower() for t in _words(parse, m) if t.i != m.head and t.pos == "PROPN" and not _demonym(t)}
    fits = [
        p
        for p in persons.values()
        if p.nouns & nouns
        and m.start - p.last <= NEAR
        and named <= p.words
        and (not states or not p.states or states & p.states)
    ]
    return max(fits, key=lambda p: p.last, default=None)


def _demonym(t: Token) -> bool:
    return t.ent in {"NORP", "GPE"}
