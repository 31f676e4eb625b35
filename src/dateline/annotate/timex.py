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

from dateline.annotate.numwords import fold_text, value_of
from dateline.annotate.timegrammar import MONTHS, REACH, RULES, TRIGGER, WEEKDAYS, master
from dateline.annotate.units import read_rows
from dateline.model.document import Document
from dateline.model.layers import Timex
from dateline.model.parse import Parse, Token

READ: Final = frozenset({"title", "heading", "paragraph", "caption"})
"""Sections that tell something; datelines and boilerplate hold no dates of events."""

Tense = Literal["past", "present", "future"]

UNDATED: Final = frozenset({"duration", "clock"})
"""Forms that name no day: how long something took, or at what time of day it was."""

_PARTS: Final = (("first half", "first half"), ("second half", "second half"), ("earl", "early"), ("begin", "early"),
                 ("start", "early"), ("onset", "early"), ("first", "early"), ("mid", "mid"), ("late", "late"),
                 ("end", "late"), ("last", "late"), ("final", "late"), ("close", "late"))  # fmt: skip
_REFS: Final = {"this past": "last", "this coming": "next", "the coming": "next", "the current": "this",
                "the previous": "previous", "the preceding": "previous", "preceding": "previous",
                "the following": "following", "the next": "following", "the same": "same", "very same": "same",
                "that": "same", "past": "last"}  # fmt: skip
_NAMES: Final = frozenset({"black", "bloody", "good", "palm", "easter", "ash", "cyber", "sheffield", "super", "giving"})
"""Words that make a weekday part of a name ("Bloody Sunday")."""
_COUNTED: Final = re.compile(
    r" (?:[a-z-]{1,20} )?(?:people|civilians|soldiers|troops|fighters|men|women|children|refugees|prisoners|families"
    r"|homes|houses|kilomet(?:er|re)s|km|miles|dollars|tons|tonnes|rounds|villages|militants|rebels)(?![a-z])"
)
"""What follows a number that only looks like a year ("of 2000 fighters")."""
_WILL: Final = frozenset({"will", "'ll", "’ll", "shall", "would", "wo"})
_HAD: Final = frozenset({"had", "was", "were", "did", "has", "have"})
_IS: Final = frozenset({"is", "are", "am", "'re", "’re", "do", "does"})
_HALF: Final = " and a half"


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
    return found


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
    fields = tuple(sorted(_fields(raw).items()))
    return Timex(start, end, text[start:end], form, fields)


def _means_time(text: str, folded: str, m: re.Match[str], form: str, raw: dict[str, str], prefix: str) -> bool:
    """Do the words mean a time here? Names of months and weekdays need their capital ("may", "Bloody Sunday")."""
    if form == "month" and "year" not in raw:
        return text[m.start(prefix + "month")].isupper()
    if form == "weekday":
        before = folded[max(0, m.start() - 12) : m.start()].split()
        return text[m.start(prefix + "weekday")].isupper() and not (before and before[-1] in _NAMES)
    if form == "year" and not raw.get("part"):
        return _COUNTED.match(folded, m.end()) is None
    if form == "date" and "month" in raw and raw["month"] in {"may", "march", "sun", "sat"}:
        return text[m.start(prefix + "month")].isupper()
    if form == "duration" and raw.get("n") == "one":
        word = folded[max(0, m.start() - 7) : m.start()].rstrip().rpartition(" ")[2]
        return folded[m.end(prefix + "n")] == "-" or word in {"for", "within", "than"}
    return True


def _fields(raw: dict[str, str]) -> dict[str, str | int]:
    """The words of a match as values: months 1..12, weekdays 0..6 (Monday is 0), the rest as small closed words."""
    fields: dict[str, str | int] = {}
    for name, words in raw.items():
        base = name.rstrip("0123456789")
        if base == "month":
            fields[name] = _named(MONTHS, words) + 1 if words[0].isalpha() else int(words)
        elif base == "weekday":
            fields[name] = _named(WEEKDAYS, words)
        elif base in {"day", "year", "first", "second", "minute", "decade"}:
            fields[name] = int("".join(c for c in words if c.isdigit()))
        elif base == "n":
            fields[name] = _count(words)
        elif base == "hour":
            fields[name] = int(value_of(words) or 0)
        elif base == "part":
            fields[name] = next(part for start, part in _PARTS if start in words)
        elif base == "ref":
            fields[name] = _REFS.get(words, words)
        elif base in {"hours", "daytime"}:
            fields["daytime"] = words
        elif base != "x":
            fields[name] = words
    for double, single in (("month3", "month"), ("weekday3", "weekday")):
        if double in fields:
            fields[single] = fields.pop(double)
    return fields


def _named(names: Sequence[str], words: str) -> int:
    """Which of the names the words abbreviate, by their first three letters."""
    return next(i for i, name in enumerate(names) if name.startswith(words[:3]))


def _count(words: str) -> str | int:
    """How many units: a number, or "several", or "many"."""
    if words in {"a", "an"}:
        return 1
    if "couple" in words:
        return 2
    if "few" in words or words in {"several", "a handful of"}:
        return "several"
    if words in {"half a", "half an"}:
        return "0.5"
    if words == "many":
        return "many"
    half = words.endswith(_HALF)
    value = value_of(words.removesuffix(_HALF).replace(",", ".")) or 0.0
    value += 0.5 * half
    return int(value) if value == int(value) else str(value)


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
