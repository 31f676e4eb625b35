"""Time expressions of a report: what stands in the text, not yet set against a publication date.

`find_timexes` marks them, `attach` says which verb or noun each belongs to. The grammar is in `timegrammar`, the days
are worked out in `dateline.resolve.when`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from dateline.annotate.numwords import fold_text
from dateline.annotate.timefields import fields_of
from dateline.annotate.timegrammar import REACH, RULES, TRIGGER, master
from dateline.annotate.units import read_rows
from dateline.model.document import Document
from dateline.model.layers import Timex
from dateline.model.parse import Parse, Token

READ: Final = frozenset({"title", "heading", "paragraph", "caption"})
"""Sections that tell something; datelines and boilerplate hold no dates of events."""

Tense = Literal["past", "present", "future"]

UNDATED: Final = frozenset({"duration", "clock", "set", "reference"})
"""Forms that name no day: how long something took, at what time of day it was, how often, or only "now"."""

_NAMES: Final = frozenset({"black", "bloody", "good", "palm", "easter", "ash", "cyber", "sheffield", "super", "giving"})
"""Words that make a weekday part of a name ("Bloody Sunday")."""
_COUNTED: Final = re.compile(
    r" (?:[a-z-]{1,20} )?(?:people|civilians|soldiers|troops|fighters|men|women|children|refugees|prisoners|families"
    r"|homes|houses|kilomet(?:er|re)s|km|miles|dollars|tons|tonnes|rounds|villages|militants|rebels)(?![a-z])"
)
"""What follows a number that only looks like a year ("of 2000 fighters")."""
_WILL: Final = frozenset({"will", "'ll", "’ll", "shall", "would", "wo"})
_MAY: Final = frozenset({"may", "might", "could", "can", "should", "must", "ought"})
"""What may or must happen lies ahead, unless it "may have" happened."""
_HAD: Final = frozenset({"had", "was", "were", "did", "has", "have"})
_IS: Final = frozenset({"is", "are", "am", "'re", "’re", "do", "does"})
_OWN: Final = frozenset({"its", "his", "her", "their", "our", "that", "this", "with", ""})
"""Words after which a round figure counts rather than names a year ("its 2000 members")."""
_DAYS: Final = frozenset({"weekday", "date", "day"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression in the sentence: `head` is its head token, `governor` the verb or noun that it modifies,
    `verb` the nearest verb at or above the governor (None in a sentence without one)."""

    timex: Timex
    head: int
    governor: int
    verb: int | None


@lru_cache(maxsize=1)
def _grammar() -> re.Pattern[str]:
    return master()


def find_timexes(document: Document) -> list[Timex]:
    """Every time expression in the title, headings, paragraphs and captions, in text order."""
    folded = fold_text(document.text)
    found: list[Timex] = []
    for section in document.sections:
        if section.kind in READ:
            found.extend(_in_section(document.text, folded, section.start, section.end))
    if not any(t.form == "quarter" and t.get("quarter") is not None for t in found):
        found = [t for t in found if t.form != "quarter"]  # "the quarter" of a town
    return _with_hours(document.text, found)


_JOIN: Final = re.compile(r"(?: (?:on |local time )?|, (?:on )?| \([^()]{1,20}\) )(?:the )?")


def _with_hours(text: str, found: Sequence[Timex]) -> list[Timex]:
    """As in "10 p.m. Wednesday": a time of day right before its day is one expression with it."""
    joined: list[Timex] = []
    for t in found:
        before = joined[-1] if joined else None
        if before and before.form == "clock" and t.form in _DAYS and _JOIN.fullmatch(text, before.end, t.start):
            fields = tuple(sorted((dict(before.fields) | dict(t.fields)).items()))
            joined[-1] = Timex(before.start, t.end, text[before.start : t.end], t.form, fields)
        else:
            joined.append(t)
    return joined


def _in_section(text: str, folded: str, start: int, end: int) -> Iterator[Timex]:
    grammar = _grammar()
    for first, last in _windows(folded, start, end):
        at = first
        while m := grammar.search(folded, at, last):
            timex = _timex(text, folded, m)
            if timex is None:
                at = m.start() + 1
                continue
            yield timex
            at = timex.end


def _windows(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches around the words that every time expression holds one of; the rest is not searched."""
    first = last = start
    for m in TRIGGER.finditer(folded, start, end):
        if m.start() - REACH > last:
            if last > first:
                yield first, last
            first = m.start() - REACH
        last = min(end, m.end() + REACH)
    if last > first:
        yield first, last


def _timex(text: str, folded: str, m: re.Match[str]) -> Timex | None:
    """The expression of a match, or None where its words mean something else ("may", "2000 fighters")."""
    rule = str(m.lastgroup)
    form = RULES[int(rule[1:])][0]
    prefix = rule + "_"
    raw = {k[len(prefix) :]: v for k, v in m.groupdict().items() if v is not None and k.startswith(prefix)}
    start, end = m.span(prefix + "x") if "x" in raw else m.span(rule)
    if not _means_time(text, folded, m, form, raw, prefix):
        return None
    fields = tuple(sorted(fields_of(raw).items()))
    return Timex(start, end, text[start:end], form, fields)


def _means_time(text: str, folded: str, m: re.Match[str], form: str, raw: dict[str, str], prefix: str) -> bool:
    """Do the words mean a time here? Names of months and weekdays need their capital ("may", "Bloody Sunday")."""
    if form == "month" and "year" not in raw:
        return text[m.start(prefix + "month")].isupper()
    if form == "set" and "often" in raw:
        return text[m.start()].islower()
    if form == "named":
        return text[m.start(prefix + "name")].isupper()
    if form == "set" and "weekday" in raw:
        return text[m.start(prefix + "weekday")].isupper()
    if form == "weekday":
        before = folded[max(0, m.start() - 12) : m.start()].split()
        return text[m.start(prefix + "weekday")].isupper() and not (before and before[-1] in _NAMES)
    if form == "year" and "year" in raw and not raw.get("part"):
        own = folded[m.start() : m.start(prefix + "year")].strip(" '") in _OWN
        return _COUNTED.match(folded, m.end()) is None and not (own and raw["year"].endswith("00"))
    if (
        form == "duration"
        and "n" not in raw
        and raw.get("unit", "")[0] == "d"
        and folded.startswith("the days", m.start())
    ):
        return False
    if form == "date" and "month" in raw and raw["month"] in {"may", "march", "sun", "sat"}:
        return text[m.start(prefix + "month")].isupper()
    if form == "duration" and raw.get("n") == "one":
        word = folded[max(0, m.start() - 7) : m.start()].rstrip().rpartition(" ")[2]
        return (
            folded[m.end(prefix + "n")] == "-" or word in {"for", "within", "than"} or raw["unit"] in {"minute", "hour"}
        )
    return True


def attach(timexes: Sequence[Timex], parse: Parse) -> list[Dated]:
    """Which verb or noun each time expression belongs to; expressions outside the parse are left out.

    "Solheim said on Friday that rebels attacked the town on Tuesday": Friday belongs to "said", Tuesday to "attacked".
    """
    found = []
    times = frozenset(t.i for timex in timexes for t in parse.within(timex.start, timex.end))
    for timex in timexes:
        head = _head(timex, parse)
        if head is not None:
            governor = _governor(head, times)
            found.append(Dated(timex, head.i, governor.i, _verb(governor)))
    return found


def _head(timex: Timex, parse: Parse) -> Token | None:
    """The token of the expression whose own head lies outside it (the last such: "Tuesday, May 12")."""
    tokens = parse.within(timex.start, timex.end)
    if not tokens:
        return parse.token_at(timex.start)
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if (t.head is None or t.head.i not in inside) and t.dep not in {"punct", "det", "case"}]
    nominal = [t for t in heads if t.pos in {"NOUN", "PROPN", "NUM", "ADV"}]
    return (nominal or heads or tokens)[0]


def _governor(head: Token, times: frozenset[int]) -> Token:
    """Climb from a time expression through prepositions and time expressions (`times`) to what it modifies."""
    at = head
    for _ in range(12):
        up = at.head
        if up is None:
            break
        at = up
        if at.i in times or at.pos in {"ADP", "SCONJ", "PART"}:
            continue
        if at.pos in {"ADV", "ADJ", "NUM"} and at.dep in {"advmod", "amod", "nummod", "npadvmod"}:
            continue
        break
    return at


def _verb(token: Token) -> int | None:
    at: Token | None = token
    for _ in range(40):
        if at is None or at.pos in {"VERB", "AUX"}:
            break
        at = at.head
    return at.i if at is not None and at.pos in {"VERB", "AUX"} else None


@lru_cache(maxsize=1)
def _ahead() -> frozenset[str]:
    """Verbs and adjectives whose infinitive lies ahead ("plans to leave"), from data/ahead.tsv."""
    return frozenset(row[0] for row in read_rows("ahead.tsv"))


def tense_at(dated: Dated, parse: Parse) -> Tense:
    """When what a date belongs to lies, seen from the writing; "present" where the words do not tell.

    "Monday's attack" and "the Jan. 14 deadline" are dated by themselves, whatever the verb above them.
    """
    governor, head = parse.tokens[dated.governor], parse.tokens[dated.head]
    if dated.verb is None:
        return "present"
    verb = parse.tokens[dated.verb]
    if governor.pos in {"NOUN", "PROPN"}:
        before = head.i < governor.i
        return "future" if not before and tense_of(verb) == "future" else "present"
    if governor.pos == "ADJ":
        return "future" if governor.lemma in _ahead() else "present"
    tense = tense_of(verb)
    by = head.head is not None and head.head.lower in {"by", "until", "till"}
    return "present" if by and tense == "past" and verb.tag not in {"VBD", "VBN"} else tense


def tense_of(verb: Token) -> Tense:
    """When a verb's action lies, seen from the writing: "will launch" and "plans to launch" are future.

    A bare participle or infinitive takes the tense of the verb above it.
    """
    at = verb
    for _ in range(6):
        helpers = {c.lower for c in at.children if c.dep in {"aux", "auxpass"} and not c.text.isupper()}
        bound = at.dep == "xcomp" and "to" in helpers and at.head is not None
        due = [c.lemma for c in at.children if c.dep == "acomp"] if helpers & _IS or at.tag in {"VBZ", "VBP"} else []
        if helpers & _IS and at.tag == "VBN":
            due.append(at.lemma)  # "is scheduled for Monday", "is due on Monday"
        if any(lemma in _ahead() for lemma in due):
            return "future"
        if helpers & _MAY and not any(c.lower == "have" for c in at.children):
            return "future"
        if helpers & _WILL or (bound and at.head is not None and at.head.lemma in _ahead()):
            return "future"
        if at.tag == "VBD" or helpers & _HAD:
            return "past"
        if at.tag in {"VBZ", "VBP"} or helpers & _IS:
            return "present"
        if at.head is None or at.dep == "conj":
            break
        at = at.head
    return "past"
