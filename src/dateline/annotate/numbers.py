"""Counted things: a number, its hedge, and the noun that it counts ("at least 12 civilians", "80km", "217 wounded").

Numbers in dates, ages, ordinals, names ("Resolution 1325", "M-16") and times of day are left out. Durations come from
the time expressions, everything else from the pattern of `quantities` and the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dateline.annotate.counted_nouns import (
    carried_noun,
    noun_after,
    share_of_land,
    shared_noun,
    unit_row,
    unit_words,
    with_object,
)
from dateline.annotate.numwords import fold_text
from dateline.annotate.quantities import HEDGES, Found, hedged, pattern, read
from dateline.annotate.timex import READ, find_timexes
from dateline.annotate.units import PEOPLE, count_words, units
from dateline.model.document import Document
from dateline.model.layers import Counted, Timex
from dateline.model.parse import Parse, Token
from dateline.model.values import Quantity

_AGE_BEFORE: Final = re.compile(
    r"(?<![a-z])(?:aged?|ages|as young as|as old as|age of|younger than|older than|under the age of) $"
)
_AGE_AFTER: Final = re.compile(r"[ -]?(?:year|month|week|day)s?[ -](?:olds?|of age)(?![a-z])|-?years?-olds?")
_HEDGE_BEFORE: Final = re.compile(
    r"(?:^|[^a-z])(" + "|".join(sorted(map(re.escape, HEDGES), key=len, reverse=True)) + r") $"
)
_HEAVY: Final = re.compile(r"(?<![a-z])heavy (?P<noun>losses|casualties|loss)(?![a-z])")
_ZERO: Final = Quantity(0, 0, 0, "exact")


def find_counted(document: Document, parse: Parse, timexes: Sequence[Timex] | None = None) -> list[Counted]:
    """Everything counted in the title, headings, paragraphs and captions, in text order.

    `timexes` are the document's time expressions where the caller has them already.
    """
    times = find_timexes(document) if timexes is None else timexes
    folded = fold_text(document.text)
    found = [*_numbers(document, folded, parse, times), *_durations(folded, parse, times)]
    zeros = list(_zeros(parse))
    none = {c.end for c in zeros}
    found = [c for c in found if c.number_end not in none] + zeros  # "no one" counts nobody, not one
    found.extend(_heavy(document, folded, parse))
    found.sort(key=lambda c: (c.start, c.end))
    return found


def _numbers(document: Document, folded: str, parse: Parse, times: Sequence[Timex]) -> Iterator[Counted]:
    grammar = pattern()
    blocked = sorted((t.start, t.end) for t in times)
    n = 0
    for section in document.sections:
        if section.kind not in READ:
            continue
        at = section.start
        while m := grammar.search(folded, at, section.end):
            at = m.end()
            quantity = read(m)
            if quantity is None:
                continue
            while n < len(blocked) and blocked[n][1] <= quantity.number_start:
                n += 1
            if n < len(blocked) and blocked[n][0] < quantity.number_end:
                at = blocked[n][1]
                continue
            counted = _counted(document, folded, parse, quantity)
            if counted is not None:
                yield counted


def _counted(document: Document, folded: str, parse: Parse, q: Found) -> Counted | None:
    """The counted thing of a quantity, or None where the number is a name, an age, or counts nothing."""
    number = parse.token_at(q.number_start)
    if number is None or _is_name(document.text, parse, number, q) or _is_age(folded, number, q):
        return None
    last = _last(parse, number, q.number_end)
    if last.end > q.number_end and document.text[q.number_end] in ".…":
        return None  # two sentences run together: "another 8.Forty rebels"
    if q.currency is not None:
        return Counted(q.start, q.number_end, q.number_start, q.number_end, q.value, q.currency, None, "money")
    if q.hyphen:
        return _hyphened(parse, q, last)
    noun, of_them = noun_after(parse, number, last)
    if noun is not None:
        return _with_noun(parse, q, last, noun, of_them=of_them)
    return _bare(parse, q, number, last)


def _last(parse: Parse, token: Token, end: int) -> Token:
    """The numeral's last token."""
    while token.i + 1 < len(parse.tokens) and parse.tokens[token.i + 1].end <= end:
        token = parse.tokens[token.i + 1]
    return token


def _is_name(text: str, parse: Parse, number: Token, q: Found) -> bool:
    """Is the number part of a name ("Oicha 2", "Resolution 1325", "Su 25") rather than a count?"""
    if number.i == 0 or q.words.isalpha():
        return False
    before = parse.tokens[number.i - 1]
    if before.end < number.start - 1 or q.start < q.number_start:
        return False
    if before.lower in count_words("named") and (text[before.start].isupper() or before.lower in {"resolution", "no."}):
        return True
    if before.pos != "PROPN" or not text[before.start].isupper():
        return False
    after = parse.tokens[number.i + 1] if number.i + 1 < len(parse.tokens) else None
    counts_on = after is not None and after.sent == number.sent and after.pos in {"NOUN", "PROPN", "ADJ"}
    return number.head is before or not counts_on


def _is_age(folded: str, number: Token, q: Found) -> bool:
    if _AGE_BEFORE.search(folded, max(0, q.start - 20), q.start) or _AGE_AFTER.match(folded, q.number_end):
        return True
    before, after = folded[max(0, q.number_start - 2) : q.number_start], folded[q.number_end : q.number_end + 1]
    return before == ", " and after in {",", "."} and number.dep in {"appos", "nummod", "npadvmod"}


def _hyphened(parse: Parse, q: Found, last: Token) -> Counted | None:
    """As in "a 30-member unit", "a 12-kilometre stretch"; other compounds are kinds ("two-state solution")."""
    after = parse.tokens[last.i + 1 : last.i + 3]
    if len(after) < 2 or after[0].text not in {"-", "‑", "–"} or after[1].lemma not in count_words("hyphened"):
        return None
    return _with_noun(parse, q, last, after[1], of_them=False)


def _bare(parse: Parse, q: Found, number: Token, last: Token) -> Counted | None:
    """A number without a noun after it: "217 wounded", "12 were detained", "the total stands at 6,602"."""
    end = max(q.end, q.number_end)
    noun = carried_noun(parse, number, last)
    if noun is not None:
        row = unit_row(parse, noun, noun)
        what = row.amount if row else None
        return Counted(q.start, end, q.number_start, q.number_end, q.value, noun.text, noun.i, what)
    if q.words in {"one", "two"} and number.dep in {"nummod", "pobj", "appos", "conj"}:
        return None
    if last.dep in {"punct", "compound", "amod", "npadvmod", "ROOT"} and q.start == q.number_start:
        return None
    return Counted(q.start, end, q.number_start, q.number_end, q.value, "", None)


def _with_noun(parse: Parse, q: Found, last: Token, noun: Token, *, of_them: bool) -> Counted:
    shared = shared_noun(parse, noun) if q.value.best != 1 else None
    if shared is not None:
        row = unit_row(parse, shared, shared)
        unit, what = f"{noun.text} {shared.text}", row.amount if row else None
        return Counted(q.start, noun.end, q.number_start, q.number_end, q.value, unit, noun.i, what)
    end, row = with_object(noun, unit_row(parse, last, noun))
    what = share_of_land(noun, row) or (row.amount if row else None)
    unit = unit_words(parse, last, noun, row) + (" (of them)" if of_them else "")
    return Counted(q.start, max(end, q.end), q.number_start, q.number_end, q.value, unit, noun.i, what)


def _durations(folded: str, parse: Parse, times: Sequence[Timex]) -> Iterator[Counted]:
    """As in "nearly six months", "nine-month", "months-long"; spans counted from an event ("two days after") too."""
    for t in times:
        counted_on = t.form == "offset" and t.get("n") is not None and t.get("dir") in {"before", "after"}
        if t.form != "duration" and not counted_on:
            continue
        count, unit = t.get("n"), str(t.get("unit"))
        if count is None and not t.text.lower().endswith("long"):
            continue  # "for years" counts none
        end = t.end if t.form == "duration" else t.start + folded[t.start : t.end].rindex(" ")
        m = _HEDGE_BEFORE.search(folded, max(0, t.start - 20), t.start)
        n, unit = _span_length(folded[t.start : end], count, unit)
        if n is not None:
            value = hedged(n, m[1] if m else None)
        elif count is not None:
            value = Quantity(3, None, None, "several")
        else:
            value = Quantity(None, None, None, "unknown")
        head = parse.token_at(end - 1)
        start = m.start(1) if m else t.start
        yield Counted(start, end, t.start, end, value, unit + "s", head.i if head else None, "duration")


def _span_length(words: str, count: object, unit: str) -> tuple[float | None, str]:
    """How many of which unit; "decade-long" is ten years, "months-long" says no number."""
    if count is None:
        if words.startswith(f"{unit}s"):
            return None, unit
        return {"decade": (10.0, "year"), "century": (100.0, "year")}.get(unit, (1.0, unit))
    if isinstance(count, str) and not count[0].isdigit():
        return None, unit
    return float(str(count)), unit


def _zeros(parse: Parse) -> Iterator[Counted]:
    """As in "no civilians", "no army or police personnel", "nobody": an explicit zero, of people only."""
    for t in parse.tokens:
        if t.lower in {"no", "zero"}:
            heads = t.head.conjuncts() if t.head is not None else []  # "no army or police personnel"
            near = [h for h in heads if 0 < h.i - t.i < 9]
            noun = next((h for h in near if h.lemma in units()), near[0] if near else None)
            row = units().get(noun.lemma) if noun else None
            if noun is not None and row is not None and row.what in PEOPLE:
                yield Counted(t.start, noun.end, t.start, t.end, _ZERO, noun.text, noun.i, row.amount)
            elif noun is not None and ((noun.lower == "one" and noun.i == t.i + 1) or noun.ent == "NORP"):
                yield Counted(t.start, noun.end, t.start, t.end, _ZERO, "people", noun.i, "people")
        elif t.lower == "not" and t.i + 2 < len(parse.tokens) and parse.tokens[t.i + 1].lower in {"a", "one"}:
            noun = _not_one(parse, t)
            if noun is not None:
                yield Counted(t.start, noun.end, t.start, t.end, _ZERO, noun.text, noun.i, units()[noun.lemma].amount)
        elif t.lower in {"nobody", "none"} and t.dep in {"nsubj", "nsubjpass", "dobj"}:
            yield Counted(t.start, t.end, t.start, t.end, _ZERO, "people", t.i, "people")


def _not_one(parse: Parse, t: Token) -> Token | None:
    """ "Not a single soldier", "not one civilian": the people that there were none of."""
    words = parse.tokens[t.i + 1 : t.i + 4]
    if words[0].lower == "a" and (len(words) < 2 or words[1].lower != "single"):
        return None
    return next((w for w in words if w.lemma in units() and units()[w.lemma].what in PEOPLE), None)


def _heavy(document: Document, folded: str, parse: Parse) -> Iterator[Counted]:
    """As in "heavy losses": a number that the text withholds, all three null."""
    for section in document.sections:
        if section.kind not in READ:
            continue
        for m in _HEAVY.finditer(folded, section.start, section.end):
            noun = parse.token_at(m.start("noun"))
            value = Quantity(None, None, None, "heavy")
            yield Counted(
                m.start(), m.end(), m.start(), m.start() + 5, value, m["noun"], noun.i if noun else None, "people"
            )
