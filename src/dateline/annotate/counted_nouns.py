"""Which noun a number counts: from the parse where it ties them, from the words after the number where it does not."""

from __future__ import annotations

from typing import Final

from dateline.annotate.units import Unit, count_words, unit_of
from dateline.model.parse import NOMINAL, Parse, Token
from dateline.model.vocabulary import AmountWhat

_LEFTWARD: Final = frozenset({"nummod", "quantmod", "compound", "amod", "nmod", "det", "advmod"})
_INSIDE: Final = frozenset({"compound", "amod", "nmod"})
_OPENERS: Final = frozenset({"DET", "ADJ", "NUM", "PRON", "ADV", "PUNCT", "ADP", "VERB"})
_THEM: Final = frozenset({"them", "whom", "which", "those", "these", "us", "you"})
_MARKS: Final = frozenset({"-", "“", "”", '"', "‘", "’", "–"})
_DASHES: Final = frozenset({"-", "--", "–", "—"})


def noun_after(parse: Parse, number: Token, last: Token) -> tuple[Token | None, bool]:
    """The noun that a number (tokens `number` to `last`) counts, and whether it stands after "of them"."""
    following = [t for t in parse.tokens[last.i + 1 : last.i + 12] if t.sent == number.sent]
    while following and following[0].text in {"+", "-"}:
        following = following[1:]
    if following and following[0].lower == "of":
        return _after_of(following)
    measure = _measure(following)
    if measure is not None:
        return measure, False
    if number.pos == "NOUN" and last.pos == "NOUN" and not (following and following[0].pos in {"NOUN", "PROPN", "ADJ"}):
        return None, False
    return _head_to_the_right(last) or _run(following), False


def _measure(following: list[Token]) -> Token | None:
    """A unit of measure right after the number, whatever the parse makes of it ("15 km north-east", "7% decrease")."""
    for n, t in enumerate(following[:2]):
        row = unit_of(t, following[:n])
        if row is not None and row.canonical and row.lemma.count(" ") == n:
            return t
    return None


def _head_to_the_right(last: Token) -> Token | None:
    """The head of the noun phrase that the number opens, by the parse."""
    at = last
    for _ in range(4):
        if at.head is None or at.head.i - last.i > 10 or at.dep not in _LEFTWARD:
            break
        at = at.head
        if at.i > last.i and at.pos in NOMINAL and at.dep not in _INSIDE:
            return at
    head = last.head
    tied = head is not None and last.dep in {"nummod", "quantmod", "compound", "amod"}
    return head if head is not None and tied and head.pos in NOMINAL and 0 < head.i - last.i < 8 else None


def _after_of(following: list[Token]) -> tuple[Token | None, bool]:
    """As in "dozens of civilians", "30 of them children", "four of the soldiers"."""
    rest = following[1:]
    if rest and rest[0].pos == "PRON" and rest[0].lower in _THEM:
        nouns = [t for t in rest[1:3] if t.pos in {"NOUN", "ADJ"}]
        return (nouns[-1] if nouns and nouns[-1].pos == "NOUN" and nouns[0].i == rest[0].i + 1 else None), True
    for t in rest:
        if t.pos in NOMINAL and t.dep != "poss":
            return _head_of_compound(t), False
        if t.pos not in _OPENERS and t.dep not in {"poss", "case"}:
            break
    return None, False


def _head_of_compound(token: Token) -> Token:
    """The noun that a compound ends in ("systems" from "artillery" in "artillery systems")."""
    at = token
    for _ in range(4):
        head = at.head
        if at.dep not in _INSIDE or head is None or head.i <= at.i or head.pos not in NOMINAL:
            break
        at = head
    return at


def _run(following: list[Token]) -> Token | None:
    """The last noun of the words right after the number, where the parse does not tie them to it."""
    noun = None
    for t in following[:7]:
        if t.pos in NOMINAL or t.text == "%":
            noun = t
            if t.dep not in _INSIDE:
                break
        elif t.text.isupper() and len(t.text) > 1:
            continue  # an acronym that the parse took for something else ("IS insurgents")
        elif noun is not None or not (t.pos in {"ADJ", "ADV", "NUM"} or t.text in _MARKS or t.tag == "VBG"):
            break
    return noun


def carried_noun(parse: Parse, number: Token, last: Token) -> Token | None:
    """The noun of a bare number where it stands before: "the number of munitions now totals 6,602", "air strikes --
    eight in the last 24 hours"."""
    at = last
    for _ in range(3):
        if at.head is None or at.pos in {"VERB", "AUX"}:
            break
        at = at.head
    if at.pos in {"VERB", "AUX"}:
        for child in at.children:
            total = child.lemma in count_words("total") and child.dep in {"nsubj", "nsubjpass", "dobj"}
            if total and child.i < number.i:
                return of_object(child) or (child if child.lemma == "toll" else None)
    for t in reversed(parse.tokens[max(0, number.i - 12) : number.i]):
        if t.sent != number.sent or t.pos == "NUM":
            break
        whole = of_object(t) if t.lemma in count_words("total") else None
        if whole is not None:
            return whole
    if number.i > 1 and parse.tokens[number.i - 1].text in _DASHES and parse.tokens[number.i - 2].tag == "NNS":
        return parse.tokens[number.i - 2]
    return None


def shared_noun(parse: Parse, noun: Token) -> Token | None:
    """The plural that a singular after a number leaves out: "strikes" in "5 missile and 62 air strikes"."""
    following = parse.tokens[noun.i + 1 : noun.i + 3]
    if (
        noun.tag != "NN"
        or len(following) < 2
        or following[0].lower not in {"and", "or", ","}
        or following[1].pos != "NUM"
    ):
        return None
    other, _ = noun_after(parse, following[1], following[1])
    return other if other is not None and other.tag == "NNS" and unit_of(noun, []) is not None else None


def of_object(noun: Token) -> Token | None:
    """What stands after "of": "airstrikes" in "waves of airstrikes"."""
    for prep in noun.all("prep"):
        if prep.lower == "of":
            return prep.child("pobj")
    return None


def unit_row(parse: Parse, last: Token, noun: Token) -> Unit | None:
    """The table's row for the counted noun, with the words between the number and it."""
    words = parse.tokens[last.i + 1 : noun.i]
    between = [t for t in words if t.pos in {"NOUN", "PROPN", "ADJ", "VERB"} or t.lower == "per"]
    return unit_of(noun, between)


def with_object(noun: Token, row: Unit | None) -> tuple[int, Unit | None]:
    """Where the phrase ends and its row: in "waves of airstrikes" the waves are of the airstrikes' class, in "tons of
    explosives" the tons of the weapons'."""
    weighed = row is not None and row.lemma in count_words("weight")
    if row is None or (row.what != "of" and not weighed):
        return noun.end, row
    inner = of_object(noun)
    if inner is None:
        return noun.end, row
    told = unit_of(inner, [])
    if weighed:
        weapons = told is not None and told.what == "weapons"
        return noun.end, Unit(row.lemma, "weapons" if weapons else "other", "")
    return inner.end, Unit(row.lemma, told.what, "") if told is not None and told.amount is not None else row


def share_of_land(noun: Token, row: Unit | None) -> AmountWhat | None:
    """Percent of a territory is an area."""
    inner = of_object(noun) if row is not None and row.canonical == "percent" else None
    if inner is None:
        return None
    place = inner.pos == "PROPN" and inner.ent in {"GPE", "LOC"}
    return "area" if place or inner.lemma in count_words("land") else None


def unit_words(parse: Parse, last: Token, noun: Token, row: Unit | None) -> str:
    """The noun with the nouns compounded before it ("mortar systems", "rocket-propelled grenades")."""
    if row is not None and row.canonical:
        return row.canonical
    first = max(last.i + 1, noun.i - (row.lemma.count(" ") if row else 0))
    while first - 1 > last.i:
        t = parse.tokens[first - 1]
        if t.text in {"-", "‑"} and first - 2 > last.i and parse.tokens[first - 2].pos != "PROPN":
            first -= 2
        elif t.pos == "NOUN" and t.dep in {"compound", "nmod", "conj"}:
            first -= 1
        else:
            break
    return parse.text[parse.tokens[first].start : noun.end]
