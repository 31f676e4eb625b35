"""What the rules for control share: a draft of who holds a place, the places that words name, and how much of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.annotate.place_words import place_types
from dateline.extract.arguments import objects_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.wordlists import lemmas, rows
from dateline.model.parse import Token
from dateline.model.records import Place
from dateline.model.span import Evidence
from dateline.model.vocabulary import ControlStatus


@dataclass(frozen=True, slots=True)
class Held:
    place: Place
    actor: Named
    status: ControlStatus
    extent: str | None
    evidence: Evidence
    rule: str
    at: Token | None = None


@lru_cache(maxsize=1)
def words() -> dict[tuple[str, str], ControlStatus]:
    return {(r[0], r[1]): r[2] for r in rows("control_verbs.tsv")}  # type: ignore[misc]  # checked on load


@lru_cache(maxsize=1)
def extents() -> dict[str, ControlStatus]:
    return {r[0]: r[1] for r in rows("extents.tsv")}  # type: ignore[misc]  # checked on load


def places_of(context: Context, token: Token) -> list[Place]:
    """The places that a noun phrase names: at its head, in apposition, or after "of"/"in"."""
    one = token.head.head if token.dep == "pobj" and token.head is not None and token.head.lower == "of" else None
    if one is not None and one.lower in {"one", "some", "part", "parts"}:
        token = one  # "Hays, one of their last strongholds"
    own = context.places.place_at(token.start, token.end)
    found = [own] if own is not None else []
    for near in (*token.all("appos"), *([token.head] if token.dep == "appos" and token.head else [])):
        found += [
            p for e, p in context.places.mentions_in(*context.parse.span_of(near)) if e.start <= near.start < e.end
        ]
    if not found and token.lower == "it":
        found = _it(context, token)
    if not found:
        for obj in objects_of(token, {"of", "in", "at", "around"}):
            found += [
                p for e, p in context.places.mentions_in(*context.parse.span_of(obj)) if e.start <= obj.start < e.end
            ]
    return found[:1]


def _it(context: Context, pronoun: Token) -> list[Place]:
    """The place that "it" stands for: the first one named in this sentence before it, else in the sentence before."""
    for sentence in reversed(context.parse.sentences[max(0, pronoun.sent - 1) : pronoun.sent + 1]):
        before = [p for e, p in context.places.mentions_in(sentence.start, min(sentence.end, pronoun.start))]
        if before:
            return before[:1]
    return []


WHOLE = frozenset({"seeks", "lost", "besieged", "contested"})
"""Statuses that hold of a part of a place as of the whole."""


def pairs(
    context: Context, at: Token, holders: list[Named], held: list[Token], status: ControlStatus, rule: str
) -> Iterable[Held]:
    for t in (town_of(h) for h in held):
        extent, changed = extent_of(context, t, at)
        for place in places_of(context, t):
            for holder in holders:
                evidence = span_of(context, at, holder, place)
                now = changed if changed is not None and status not in WHOLE else status
                yield Held(place, holder, now, extent, evidence, rule, at)


def town_of(held: Token) -> Token:
    """ "a town in Idlib province controlled by X": the town is meant, though the participle stands by the province."""
    above = held.head.head if held.dep == "pobj" and held.head is not None and held.head.lower == "in" else None
    return above if above is not None and above.pos == "NOUN" and above.lemma in place_types() else held


def span_of(context: Context, at: Token, holder: Named, place: Place) -> Evidence:
    sentence = context.parse.sentence_of(at)
    mention = min(
        (e for e in place.mentions if sentence.start <= e.start < sentence.end),
        key=lambda e: abs(e.start - at.start),
        default=None,
    )
    ends = [at.start, at.end, holder[1].start, holder[1].end] + ([mention.start, mention.end] if mention else [])
    return context.document.evidence(max(min(ends), sentence.start), min(max(ends), sentence.end))


def extent_of(context: Context, held: Token, verb: Token) -> tuple[str | None, ControlStatus | None]:
    """ "the majority of the city", "parts of", "largely controlled", "on one side"."""
    if one_side(verb):
        return one_side(verb), "partial"  # "controlled by X on one side and Y on the other"
    for t in (held, *held.children, *verb.children):
        found = extent_word(t) if t is not verb else None
        if found is not None:
            return t.text, found
    return None, None


HALF = 50
"""Percent from which somebody holds the greater part."""


def extent_word(token: Token) -> ControlStatus | None:
    """How much of a place a word means: "most", "nearly all", "80 percent", "parts"."""
    if token.lower in lemmas("percent"):
        share = next((c.text for c in token.children if c.dep == "nummod"), "")
        number = share.replace(".", "", 1)
        return "majority" if number.isascii() and number.isdigit() and float(share) >= HALF else "partial"
    if token.lower == "all":
        return "majority" if any(c.lower in lemmas("not quite") for c in token.children) else None
    return extents().get(token.lower) or extents().get(token.lemma)


def one_side(token: Token) -> str | None:
    """ "On one side", "on the other": words that give somebody one side of a place only."""
    for t in objects_of(token, {"on"}):
        if (t.lemma == "side" and any(c.lower in {"one", "other"} for c in t.children)) or t.lower == "other":
            return "one side"
    return None


def common_holder(context: Context, token: Token) -> str | None:
    """ "regime-held", "rebel-held": the actor of the report that the common noun is a class of."""
    if token.lemma in {"regime", "government", "state"}:
        return context.actors.main_government()
    for m in context.actors.mentions:
        if (
            m.form == "nominal"
            and m.number == 2
            and (m.head_class == token.lemma or context.parse.tokens[m.head].lemma == token.lemma)
        ):
            return context.actors.id_of(m)
    return None
