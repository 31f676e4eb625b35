"""A date that opens a clause without a comma: "On Monday rebels attacked", "On 5 May soldiers shot two men".

Small parsers take the day for a modifier of who acts ("Monday rebels"): then the deed has no date, at times no doer.
"""

from __future__ import annotations

from dateline.annotate.timepieces import MONTHS, WEEKDAYS
from dateline.model.parse import FINITE, SUBJECTS, Parse, Token

DAYS = frozenset((*MONTHS, *WEEKDAYS))
OPENING = frozenset({"on", "in", "since", "by", "until", "last", "early", "late"})
"""Words right before a day or month that belongs to the clause."""
PARTS = frozenset({"night", "morning", "afternoon", "evening", "dawn", "noon", "midnight"})
"""Nouns that a day may modify."""
BARE = frozenset({"NNS", "NNP", "NNPS"})


def free_dates(parse: Parse) -> bool:
    """Hang such dates on their preposition, and who acts on the verb; whether anything changed."""
    changed = [_free(parse, t) for t in parse.tokens if t.lower in DAYS and t.pos == "PROPN"]
    return any(changed)


def _free(parse: Parse, day: Token) -> bool:
    noun = day.head
    first = _first_of_date(parse, day)
    opening = parse.tokens[first - 1] if first > 0 else None
    if (
        noun is None
        or opening is None
        or opening.pos != "ADP"
        or opening.lower not in OPENING
        or opening.sent != day.sent
        or day.dep not in {"compound", "nmod", "amod", "nummod"}
        or noun.i <= day.i
        or noun.tag not in BARE
        or noun.lower in PARTS | DAYS
        or any(c.dep in {"det", "poss"} for c in noun.children)
    ):
        return False
    verb = None
    if noun.dep not in SUBJECTS:
        verb = _verb_after(parse, noun) if noun.dep == "pobj" and noun.head is opening else None
        if verb is None:
            return False
    _hang(parse, day, first, noun, opening)
    if verb is not None:
        passive = any(c.dep == "auxpass" for c in verb.children)
        move(noun, verb, "nsubjpass" if passive else "nsubj")
    return True


def _first_of_date(parse: Parse, day: Token) -> int:
    """The number before the month ("5 May"), else the day itself."""
    before = parse.tokens[day.i - 1] if day.i > 0 else None
    numbered = before is not None and before.sent == day.sent and before.text[:1].isdigit() and len(before.text) <= 4
    return day.i - 1 if numbered else day.i


def _verb_after(parse: Parse, noun: Token) -> Token | None:
    """The finite verb without a subject right behind the noun phrase."""
    i, stop = noun.i + 1, parse.sentences[noun.sent].last
    while i < stop and parse.tokens[i].pos in {"ADV", "AUX", "PART"}:
        i += 1
    verb = parse.tokens[i] if i < stop else None
    if verb is None or verb.pos not in {"VERB", "AUX"} or any(c.dep in SUBJECTS | {"expl"} for c in verb.children):
        return None
    finite = verb.tag in FINITE or any(c.tag in FINITE for c in verb.children if c.dep in {"aux", "auxpass"})
    return verb if finite else None


def _hang(parse: Parse, day: Token, first: int, noun: Token, opening: Token) -> None:
    for t in parse.tokens[first : day.i]:
        if t.head is noun:
            move(t, day, "nummod")
    move(day, opening, "pobj")
    for n, (start, end, head) in enumerate(parse.chunks):
        if head == noun.i and start <= day.i:
            parse.chunks[n] = (day.i + 1, end, head)


def move(token: Token, head: Token, dep: str) -> None:
    """Hang a token on another one."""
    if token.head is not None:
        token.head.children.remove(token)
    token.head, token.dep = head, dep
    head.children.append(token)
    head.children.sort(key=lambda c: c.i)
