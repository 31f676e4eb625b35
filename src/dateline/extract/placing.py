"""Where it happened: which of the places of a sentence belongs to a verb or an event noun.

A place belongs to the words that it hangs on: first what stands in the trigger's own phrase or clause, then what the
sentence names without giving it to another happening. Of several, the narrower one that has a name of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.annotate.cues import cues
from dateline.extract.arguments import governing_verb
from dateline.extract.context import Context
from dateline.model.parse import Token
from dateline.model.records import Place, Where
from dateline.model.span import Evidence
from dateline.resolve.geometry import distance_km

SPECIFIC = {
    **dict.fromkeys(("checkpoint", "military base", "facility", "border crossing", "airport", "village", "city"), 6),
    "road": 5,
    **dict.fromkeys(("area", "district"), 4),
    **dict.fromkeys(("river", "province"), 3),
    **dict.fromkeys(("region", "desert", "other"), 2),
    "country": 1,
}
"""How narrowly a kind of place says where, for choosing among the places that a clause names."""
UNNAMED = -4
"""The same for a place without a name of its own ("a checkpoint near Najaf"): what it is near says more."""
AWAY = {"from": 8, "to": 2, "across": 2, "along": 2, "near": 1, "outside": 1}
"""How much less a place is where it happened after these prepositions."""
WIDER = {"nsubj": 4, "poss": 6, "appos": 3, "compound": 2, "nmod": 2, "amod": 2}
"""How much less a place is meant that only says whose, or where the other place lies ("Basra, Iraq")."""
SAME_TIME = frozenset({"as", "when", "while", "where"})
ABOUT_KM = 5.0
"""Within this of a town's point lies what is told to be in the town."""
MOST_STEPS = 12


class Told(Protocol):
    """The words that tell one happening: a frame, or a bare verb with its clause."""

    @property
    def trigger(self) -> Token: ...
    @property
    def verb(self) -> Token: ...
    @property
    def spans(self) -> list[tuple[int, int]]: ...


@dataclass(frozen=True, slots=True)
class Clause:
    """A bare verb or event noun with the characters of its clause, for asking where that happened."""

    trigger: Token
    verb: Token
    spans: list[tuple[int, int]]


def places_in(context: Context, told: Told) -> list[tuple[Evidence, Place]]:
    """Places named in the words that tell a happening."""
    return [hit for s, e in told.spans for hit in context.places.mentions_in(s, e)]


def place_of(context: Context, told: Told, others: Sequence[Told] = ()) -> Where | None:
    """The place that fits best, None where the sentence gives none; `others` are the other happenings it tells."""
    sentence = context.parse.sentence_of(told.trigger)
    best: tuple[float, int, Evidence, Place] | None = None
    named = context.places.mentions_in(sentence.start, sentence.end)
    for evidence, place in named:
        if any(o.start <= evidence.start and evidence.end <= o.end and o.quote != evidence.quote for o, _ in named):
            continue  # "the highway linking A with B" is the place, not A
        if evidence.quote.isupper() and len(named) > 1 and _opens(context, evidence):
            continue  # "KYIV, Ukraine Two drones …": where it was written, though nothing sets it apart
        score = _fit(context, told, others, evidence, place)
        if score > 0 and (best is None or (score, -evidence.start) > (best[0], -best[2].start)):
            best = (score, evidence.start, evidence, place)
    if best is None:
        return None
    _, _, evidence, place = best
    return Where(place.id, context.claims.claims_for(evidence.start, evidence.end), (evidence,))


def _opens(context: Context, evidence: Evidence) -> bool:
    """Whether a place stands first in its paragraph."""
    section = context.document.section_at(evidence.start)
    return section is not None and not context.document.text[section.start : evidence.start].strip()


def _fit(context: Context, told: Told, others: Sequence[Told], evidence: Evidence, place: Place) -> float:
    """How well a place fits; nothing where it belongs to other words."""
    tokens = context.parse.within(evidence.start, evidence.end)
    if not tokens:
        return 0.0
    head = head_of(tokens)
    score = 0.0 if _of_speaker(head, told.verb) or _origin(context, head) else _attached(told, others, head, evidence)
    if score <= 0:
        return 0.0
    if head.dep == "pobj" and head.head is not None:
        score -= AWAY.get(head.head.lower, 0)
    score -= WIDER.get(head.dep, 0)
    return score + (SPECIFIC.get(place.kind, 2) if any(t.pos == "PROPN" for t in tokens) else UNNAMED)


def _of_speaker(head: Token, verb: Token) -> bool:
    """ "A doctor in X said", "according to a source in X": where a speaker is, not where it happened."""
    t: Token | None = head
    for _ in range(MOST_STEPS):
        if t is None or t is verb:
            return False
        if t.lower == "according":
            return True
        says = t.dep == "nsubj" and t.head is not None and (t.head.lemma, "verb") in cues()
        if says and t.head is not verb:
            return True
        t = t.head
    return False


def _origin(context: Context, head: Token) -> bool:
    """ "Ann Example, 34, of Leeds": where a person is from."""
    preposition = head.head
    if head.dep != "pobj" or preposition is None or preposition.lower not in {"of", "from"}:
        return False
    whose = preposition.head
    while whose is not None and whose.dep in {"nummod", "appos"}:
        whose = whose.head
    return whose is not None and whose.pos == "PROPN" and _is_person(context, whose)


def _is_person(context: Context, token: Token) -> bool:
    mention = context.actors.mention_at(token)
    return token.ent == "PERSON" or (mention is not None and mention.kind == "person")


def holds(wide: Place, narrow: Place) -> bool:
    """Whether a place lies in a wider one, as far as codes, points and extent tell."""
    if SPECIFIC.get(wide.kind, 2) >= SPECIFIC.get(narrow.kind, 2) or wide.country != narrow.country:
        return False
    if wide.kind == "country":
        return wide.country is not None
    if wide.kind == "province" and wide.admin1 is not None and wide.admin1 == narrow.admin1:
        return True
    if wide.lat is None or wide.lon is None or narrow.lat is None or narrow.lon is None:
        return False
    return distance_km((wide.lat, wide.lon), (narrow.lat, narrow.lon)) <= max(wide.radius_km or 0.0, ABOUT_KM)


def apart(one: Place, two: Place) -> bool:
    """Whether two places say that it was not the same happening: neither lies in the other, and both have names."""
    if one.id == two.id or holds(one, two) or holds(two, one):
        return False
    return all(p.lat is not None or any(c.isupper() for c in p.name) for p in (one, two))


def head_of(tokens: Sequence[Token]) -> Token:
    """The token of a phrase that hangs on something outside it."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head is None or t.head.i not in inside), tokens[-1])


def _attached(told: Told, others: Iterable[Told], head: Token, evidence: Evidence) -> float:
    """How closely a place is tied to the words that tell a happening: in the trigger's own phrase, in its clause, or
    only in its sentence, where no other happening has it."""
    depth = steps_up(head, told.trigger)
    if depth is not None:
        return 30.0 - 3 * depth
    inside = any(s <= evidence.start and evidence.end <= e for s, e in told.spans)
    if inside:
        via_verb = steps_up(head, told.verb)
        return 24.0 - 3 * via_verb if via_verb is not None else 14.0
    if any(steps_up(head, o.trigger) is not None or steps_up(head, o.verb) is not None for o in others):
        return 0.0
    verb = governing_verb(head)
    if verb is None or verb is told.verb or reaches(told.verb, verb):
        return 12.0
    return 9.0 if _meanwhile(verb, told.verb) else 0.0  # else a place of another clause


def _meanwhile(verb: Token, main: Token) -> bool:
    """ "Was shot as he walked along X": a clause below that tells what went on at the same time."""
    if verb.dep != "advcl" or verb.head is not main:
        return False
    mark = next((c.lower for c in verb.children if c.dep in {"mark", "advmod"} and c.i < verb.i), None)
    return mark in SAME_TIME or (mark is None and verb.tag == "VBG")


def steps_up(token: Token, target: Token) -> int | None:
    """Steps from a token up to another, prepositions not counted, stopping at the verb of another clause."""
    t: Token | None = token
    steps = 0
    for _ in range(MOST_STEPS):
        if t is target:
            return steps
        if t is None or (t.pos == "VERB" and t is not token and t.dep in {"relcl", "advcl", "ccomp", "ROOT"}):
            return None
        steps += t.pos != "ADP"
        t = t.head
    return None


def reaches(low: Token, high: Token) -> bool:
    """Whether a verb stands above another in the tree."""
    t: Token | None = low
    for _ in range(MOST_STEPS):
        if t is None or t is high:
            return t is high
        t = t.head
    return False
