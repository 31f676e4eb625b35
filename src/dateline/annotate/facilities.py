"""Unnamed facilities that are hit, stormed or held: "Shells fell on a market in X", "they looted the hospital".

Only what violence or control touches is a place of its own: every building that a report mentions would be noise. Where
it stands is told by the phrase ("in X"), else by the town named nearest in the sentence, else by the last one named.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from dateline.annotate.described import Described, is_origin
from dateline.annotate.place_words import contexts, place_types
from dateline.model.layers import Toponym
from dateline.model.parse import Parse, Token
from dateline.model.vocabulary import PlaceKind

REACH = 400
"""Characters looked back over for the last town named."""
BUILT: frozenset[PlaceKind] = frozenset({"facility", "military base", "checkpoint", "airport"})
WHOLE = frozenset({"complex", "compound", "building", "grounds"})
"""Nouns that a facility may stand before without becoming another thing ("the hospital complex")."""


@lru_cache(maxsize=1)
def _nouns() -> dict[str, PlaceKind]:
    """Nouns of facilities (singular) and the kind of place they are; a mine that is hit is rather a weapon."""
    found: dict[str, PlaceKind] = {
        w.split(" ")[-1]: kind for w, (kind, plural) in place_types().items() if kind in BUILT and not plural
    }
    found |= {w: kind for w, (kind, plural) in place_types().items() if kind in BUILT and not plural and " " not in w}
    found |= dict.fromkeys(contexts()["struck"], "facility")
    return {w: kind for w, kind in found.items() if w not in contexts()["unsure_facility"]}


def find_facilities(parse: Parse, toponyms: list[Toponym]) -> list[Described]:
    """Facilities that are hit or held, in text order; `anchors` are the names they may stand at, best first."""
    named = [t for t in toponyms if not t.dateline and not is_origin(parse.text, t.start)]
    starts = [t.start for t in named]
    out = []
    for token in parse.tokens:
        kind = _nouns().get(token.lower)
        if kind is None or token.tag not in {"NN", "NNP"}:
            continue
        near = named[max(0, bisect_left(starts, token.end) - 4) : bisect_left(starts, token.end)]
        if any(t.start <= token.start < t.end for t in near) or not _touched(token):
            continue
        first = _first(parse, token)
        anchors = _anchors(parse, token, named, starts)
        out.append(Described(first.start, token.end, "facility", anchors, kind, word=token.lower))
    return out


def _touched(token: Token) -> bool:
    """Whether the noun is what an act of violence or control is done to, or where it falls."""
    words = contexts()
    t, steps = token, 0
    while t.head is not None and steps < 8 and (t.dep == "conj" or (t.dep == "compound" and t.head.lower in WHOLE)):
        t, steps = t.head, steps + 1
    over = t.head
    if over is None:
        return False
    if t.dep in {"dobj", "nsubjpass"}:
        return over.lemma in words["hit_verb"]
    if t.dep != "pobj" or over.lower not in words["hit_at"] or over.head is None:
        return False
    act = over.head
    return act.lemma in words["hit_noun"] or (act.lemma in words["fall_verb"] and over.lower != "of")


def _first(parse: Parse, token: Token) -> Token:
    """The first modifier of the noun, without its article; a name with hyphens is taken whole."""
    i = token.i
    while i > 0 and parse.tokens[i - 1].sent == token.sent:
        before = parse.tokens[i - 1]
        joined = before.end == parse.tokens[i].start and (before.tag == "HYPH" or parse.tokens[i].tag == "HYPH")
        modifies = before.head is token and before.dep in {"amod", "compound", "nmod"} and before.text[0].isalpha()
        if not joined and not modifies:
            break
        i -= 1
    return parse.tokens[i]


def _anchors(parse: Parse, token: Token, named: list[Toponym], starts: list[int]) -> tuple[tuple[int, int], ...]:
    """The town the phrase itself puts it in; else those of the sentence, nearest first, then the last ones named."""
    for prep in token.all("prep"):
        noun = prep.child("pobj") if prep.lower in contexts()["sure_in"] else None
        if noun is not None and (own := [t for t in named if t.start <= noun.start < t.end]):
            return ((own[0].start, own[0].end),)
    s = parse.sentence_of(token)
    n = bisect_left(starts, token.start)
    same = [t for t in named[max(0, n - 12) : n + 12] if s.start <= t.start < s.end]
    same.sort(key=lambda t: (min(abs(t.start - token.end), abs(token.start - t.end)), t.start))
    low = token.start - REACH
    back = [t for t in reversed(named[max(0, n - 12) : n]) if t.start >= low and t.end <= s.start]
    return tuple((t.start, t.end) for t in [*same, *back])
