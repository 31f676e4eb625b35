"""Counted things: a number, its hedge, and the noun that it counts ("at least 15 civilians", "80km", "217 wounded").

Numbers in dates, ages, ordinals, names ("Resolution 2254", "M-16") and times of day are left out. Durations come from
the time expressions, everything else from the pattern of `quantities` and the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dateline.annotate.numwords import fold_text
from dateline.annotate.quantities import HEDGES, Found, hedged, pattern, read
from dateline.annotate.timex import READ, find_timexes
from dateline.annotate.units import PEOPLE, Unit, unit_of, units
from dateline.model.document import Document
from dateline.model.layers import Counted, Timex
from dateline.model.parse import NOMINAL, Parse, Token
from dateline.model.values import Quantity
from dateline.model.vocabulary import AmountWhat

_AGE_BEFORE: Final = re.compile(r"(?<![a-z])(?:aged?|ages|as young as|as old as|age of|younger than|older than|under the age of) $")
_AGE_AFTER: Final = re.compile(r"[ -]?(?:year|month|week|day)s?[ -](?:olds?|of age)(?![a-z])|-?years?-olds?")
_NAME_BEFORE: Final = frozenset({
    "resolution", "article", "chapter", "section", "paragraph", "annex", "protocol", "no", "no.", "nr", "number", "route",
    "highway", "km", "camp", "unit", "level", "phase", "tier", "group", "line", "flight", "channel", "page", "bn", "figure",
    "table", "operation", "type", "division", "brigade", "battalion", "regiment", "corps", "grade", "category", "area", "zone",
    "sector", "block", "covid", "version", "part", "station", "checkpoint", "gate", "tower", "pier", "season", "room",
})  # fmt: skip
"""Nouns that a number after them names ("Resolution 2254", "Unit 731")."""
_HEDGE_BEFORE: Final = re.compile(
    r"(?:^|[^a-z])(" + "|".join(sorted(map(re.escape, HEDGES), key=len, reverse=True)) + r") $"
)
_HYPHENED: Final = frozenset({"member", "man", "strong", "person", "km", "mile", "kilometer", "kilometre", "meter", "metre",
                              "vehicle", "truck", "ton", "tonne", "percent", "bed", "acre", "hectare", "foot"})  # fmt: skip
"""Nouns that a hyphened number counts ("a 30-member unit"); other such compounds are kinds ("two-state solution")."""
_TOTALS: Final = frozenset({"number", "total", "count", "toll", "figure", "tally"})
_DASHES: Final = frozenset({"-", "--", "–", "—"})
_HEAVY: Final = re.compile(r"(?<![a-z])heavy (?P<noun>losses|casualties|toll|loss)(?![a-z])")


def find_counted(document: Document, parse: Parse, timexes: Sequence[Timex] | None = None) -> list[Counted]:
    """Everything counted in the title, headings, paragraphs and captions, in text order.

    `timexes` are the document's time expressions where the caller has them already.
    """
    times = find_timexes(document) if timexes is None else timexes
    folded = fold_text(document.text)
    found = [*_numbers(document, folded, parse, times), *_durations(folded, parse, times)]
    found.extend(_zeros(parse))
    found.extend(_heavy(document, folded, parse))
    found.sort(key=lambda c: (c.start, c.end))
    return found


def _numbers(document: Document, folded: str, parse: Parse, times: Sequence[Timex]) -> Iterator[Counted]:
    grammar = pattern()
    blocked = sorted((t.start, t.end) for t in times)
    for section in document.sections:
        if section.kind not in READ:
            continue
        at, n = section.start, 0
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
    token = parse.token_at(q.number_start)
    if token is None or _is_name(document.text, folded, parse, token, q) or _is_age(folded, token, q):
        return None
    last = _last(parse, token, q.number_end)
    if q.currency is not None:
        return Counted(q.start, q.number_end, q.number_start, q.number_end, q.value, q.currency, None, "money")
    if q.hyphen:
        return _hyphened(document, parse, q, last)
    noun, of_them = _noun(parse, token, last, q)
    if noun is None:
        noun = _carried(parse, token, last)
        if noun is not None:
            row = unit_of(noun, noun.all("compound", "amod"))
            return Counted(q.start, max(q.end, q.number_end), q.number_start, q.number_end, q.value, noun.text, noun.i,
                           row.amount if row else None)  # fmt: skip
        if not _stands_alone(token, last, q):
            return None
    return _build(parse, q, last, noun, of_them=of_them)


def _hyphened(document: Document, parse: Parse, q: Found, last: Token) -> Counted | None:
    """ "a 30-member unit", "a 12-kilometre stretch"; other compounds are kinds ("two-state solution")."""
    after = parse.tokens[last.i + 1 : last.i + 3]
    if len(after) < 2 or after[0].text not in {"-", "‑", "–"} or after[1].lemma not in _HYPHENED:
        return None
    return _build(parse, q, last, after[1], of_them=False)


def _carried(parse: Parse, token: Token, last: Token) -> Token | None:
    """The noun that a bare number counts where it stands before: "the number of munitions now totals 6,602",
    "air strikes -- eight in the last 24 hours"."""
    at = last
    for _ in range(3):
        if at.head is None or at.pos in {"VERB", "AUX"}:
            break
        at = at.head
    if at.pos in {"VERB", "AUX"}:
        for child in at.children:
            if child.i < token.i and child.lemma in _TOTALS and child.dep in {"nsubj", "nsubjpass", "dobj"}:
                return _of_object(child) or (child if child.lemma == "toll" else None)
    if token.i > 1 and parse.tokens[token.i - 1].text in _DASHES and parse.tokens[token.i - 2].tag == "NNS":
        return parse.tokens[token.i - 2]
    return None


def _last(parse: Parse, token: Token, end: int) -> Token:
    """The numeral's last token."""
    while token.i + 1 < len(parse.tokens) and parse.tokens[token.i + 1].end <= end:
        token = parse.tokens[token.i + 1]
    return token


def _is_name(text: str, folded: str, parse: Parse, token: Token, q: Found) -> bool:
    """Is the number part of a name ("Medina 3", "Resolution 2254", "Su 25") rather than a count?"""
    if token.i == 0 or q.words.isalpha():
        return False
    before = parse.tokens[token.i - 1]
    if before.end < token.start - 1 or q.start < q.number_start:
        return False
    if before.lower in _NAME_BEFORE and text[before.start].isupper() or before.lower in {"resolution", "no.", "article"}:
        return True
    if before.pos != "PROPN" or not text[before.start].isupper():
        return False
    after = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else None
    counts_on = after is not None and after.sent == token.sent and after.pos in {"NOUN", "PROPN", "ADJ"}
    return token.head is before or not counts_on


def _is_age(folded: str, token: Token, q: Found) -> bool:
    if _AGE_BEFORE.search(folded, max(0, q.start - 20), q.start) or _AGE_AFTER.match(folded, q.number_end):
        return True
    before, after = folded[max(0, q.number_start - 2) : q.number_start], folded[q.number_end : q.number_end + 1]
    return before == ", " and after in {",", "."} and token.dep in {"appos", "nummod", "npadvmod"}


def _noun(parse: Parse, token: Token, last: Token, q: Found) -> tuple[Token | None, bool]:
    """The noun counted, and whether it stands after "of them"."""
    following = parse.tokens[last.i + 1 : last.i + 12]
    following = [t for t in following if t.sent == token.sent]
    while following and following[0].text in {"+", "-"}:
        following = following[1:]
    if following and following[0].lower == "of":
        return _after_of(parse, following)
    if token.pos == "NOUN" and last.pos == "NOUN" and not (following and following[0].pos in {"NOUN", "PROPN", "ADJ"}):
        return None, False
    chunk = _chunk_head(parse, token, last)
    if chunk is not None:
        return chunk, False
    if last.head is not None and last.head.i > last.i and last.dep in {"nummod", "quantmod", "compound", "amod"}:
        head = last.head
        if head.pos in NOMINAL and head.i - last.i < 8:
            return head, False
    return _run(following), False


def _after_of(parse: Parse, following: list[Token]) -> tuple[Token | None, bool]:
    """ "dozens of civilians", "30 of them children", "four of the soldiers"."""
    rest = following[1:]
    if rest and rest[0].pos == "PRON" and rest[0].lower in {"them", "whom", "which", "those", "these", "us", "you"}:
        noun = rest[1] if len(rest) > 1 and rest[1].pos in {"NOUN", "ADJ"} else None
        if noun is not None and noun.pos == "ADJ":
            noun = rest[2] if len(rest) > 2 and rest[2].pos == "NOUN" else None
        return noun, True
    for t in rest:
        if t.pos in NOMINAL:
            return _chunk_of(parse, t), False
        if t.pos not in {"DET", "ADJ", "NUM", "PRON", "ADV", "PUNCT", "ADP", "VERB"}:
            break
    return None, False


def _chunk_head(parse: Parse, token: Token, last: Token) -> Token | None:
    """Head of the base noun phrase that holds the number before it."""
    at = last
    for _ in range(4):
        if at.head is None or at.head.i - last.i > 10 or at.dep not in {"nummod", "quantmod", "compound", "amod", "nmod", "det", "advmod"}:
            break
        at = at.head
        if at.i > last.i and at.pos in NOMINAL and at.dep not in {"compound", "amod", "nmod"}:
            return at
    return None


def _chunk_of(parse: Parse, token: Token) -> Token:
    """The head of the compound that a noun opens ("artillery" in "artillery systems")."""
    at = token
    for _ in range(4):
        if at.dep not in {"compound", "amod", "nmod"} or at.head is None or at.head.i <= at.i or at.head.pos not in NOMINAL:
            break
        at = at.head
    return at


def _run(following: list[Token]) -> Token | None:
    """The last noun of the words right after the number, where the parse does not tie them to it."""
    noun = None
    for t in following[:7]:
        if t.pos in NOMINAL or t.text == "%":
            noun = t
            if t.text == "%" or t.dep not in {"compound", "amod", "nmod"}:
                break
        elif t.text.isupper() and len(t.text) > 1:
            continue  # an acronym that the parse took for something else ("IS insurgents")
        elif t.pos not in {"ADJ", "ADV", "NUM"} and t.text not in {"-", "“", '"', "‘"} and t.tag not in {"VBG", "VBN"}:
            break
        elif noun is not None:
            break
        elif t.tag in {"VBN", "VBD"}:
            break
    return noun


def _stands_alone(token: Token, last: Token, q: Found) -> bool:
    """May a number without a noun count something ("217 wounded", "12 were detained", "totals 6,602")?"""
    if q.words in {"one", "two"} and token.dep in {"nummod", "pobj", "appos", "conj"}:
        return False
    return last.dep not in {"punct", "compound", "amod", "npadvmod", "ROOT"} or q.start < q.number_start


def _build(parse: Parse, q: Found, last: Token, noun: Token | None, *, of_them: bool) -> Counted:
    if noun is None:
        return Counted(q.start, max(q.end, q.number_end), q.number_start, q.number_end, q.value, "", None)
    before = [t for t in parse.tokens[last.i + 1 : noun.i] if t.dep in {"compound", "amod", "nmod", "punct", "conj", "cc"}]
    row = unit_of(noun, [t for t in before if t.pos in {"NOUN", "PROPN", "ADJ", "VERB"}])
    end, row = _partitive(parse, noun, row)
    what = row.amount if row else None
    start = q.start
    unit = (row.canonical if row and row.canonical else _unit_words(parse, last, noun)) + (" (of them)" if of_them else "")
    return Counted(start, max(end, q.end), q.number_start, q.number_end, q.value, unit, noun.i, _area(parse, noun, row) or what)


def _partitive(parse: Parse, noun: Token, row: Unit | None) -> tuple[int, Unit | None]:
    """ "waves of airstrikes": counted are waves, the class is that of the airstrikes; "tons of explosives" alike."""
    if row is None or (row.what != "of" and row.lemma not in {"ton", "tonne", "kg", "kilogram", "kilo"}):
        return noun.end, row
    inner = _of_object(noun)
    if inner is None:
        return noun.end, row
    told = unit_of(inner, [])
    if told is None or told.amount is None:
        return (inner.end if row.what == "of" else noun.end), row
    if row.what == "of":
        return inner.end, Unit(row.lemma, told.what, "")
    return noun.end, Unit(row.lemma, "weapons" if told.what == "weapons" else row.what, row.canonical)


def _of_object(noun: Token) -> Token | None:
    for prep in noun.all("prep"):
        if prep.lower == "of":
            return prep.child("pobj")
    return None


def _area(parse: Parse, noun: Token, row: Unit | None) -> AmountWhat | None:
    """Percent of a territory is an area."""
    if row is None or row.canonical != "percent":
        return None
    inner = _of_object(noun)
    if inner is None:
        return None
    land = {"territory", "land", "city", "country", "province", "region", "area", "town", "district", "village", "island",
            "state", "neighborhood", "neighbourhood", "strip", "governorate", "oblast", "capital", "camp", "enclave"}  # fmt: skip
    return "area" if inner.lemma in land or (inner.pos == "PROPN" and inner.ent in {"GPE", "LOC"}) else None


def _unit_words(parse: Parse, last: Token, noun: Token) -> str:
    """The noun with the nouns compounded before it ("mortar systems", "rocket-propelled grenades")."""
    first = noun.i
    while first - 1 > last.i:
        t = parse.tokens[first - 1]
        if t.text in {"-", "‑"} and first - 2 > last.i and parse.tokens[first - 2].pos != "PROPN":
            first -= 2
        elif t.pos == "NOUN" and t.dep in {"compound", "nmod", "conj"}:
            first -= 1
        else:
            break
    return parse.text[parse.tokens[first].start : noun.end]


def _durations(folded: str, parse: Parse, times: Sequence[Timex]) -> Iterator[Counted]:
    """ "nearly 12 months", "nine-month", "months-long"; spans counted from an event ("two days after the raid") too."""
    for t in times:
        if t.form != "duration" and not (t.form == "offset" and t.get("n") is not None and t.get("dir") in {"before", "after"}):
            continue
        m = _HEDGE_BEFORE.search(folded, max(0, t.start - 20), t.start)
        hedge = m[1] if m else None
        count, unit = t.get("n"), str(t.get("unit"))
        start = m.start(1) if m else t.start
        end = t.end
        if t.form == "offset":
            end = t.start + folded[t.start : t.end].rfind(unit) + len(unit)
            end += folded[end : end + 1] == "s"
        n, unit = _span_length(folded[t.start : end], count, unit)
        value = Quantity(None, None, None, "unknown") if n is None and count is None else Quantity(3, None, None, "several")
        if n is not None:
            value = hedged(n, hedge)
        head = parse.token_at(end - 1)
        yield Counted(start, end, t.start, end, value, unit + "s", head.i if head else None, "duration")


def _span_length(words: str, count: object, unit: str) -> tuple[float | None, str]:
    """How many of which unit; "decade-long" is ten years, "months-long" says no number."""
    if count is None:
        if words.startswith(f"{unit}s"):
            return None, unit
        return (10.0, "year") if unit == "decade" else (100.0, "year") if unit == "century" else (1.0, unit)
    if isinstance(count, str) and not count[0].isdigit():
        return None, unit
    return float(str(count)), unit


def _zeros(parse: Parse) -> Iterator[Counted]:
    """ "no civilians", "no American or coalition personnel", "nobody": an explicit zero, of people only."""
    for t in parse.tokens:
        zero = Quantity(0, 0, 0, "exact")
        if t.lower == "no" and t.pos in {"DET", "ADV", "PRON"} or t.lower == "zero":
            noun = t.head if t.head is not None and t.head.i > t.i and t.head.i - t.i < 9 else None
            row = units().get(noun.lemma) if noun else None
            if noun is not None and row is not None and row.what in PEOPLE:
                yield Counted(t.start, noun.end, t.start, t.end, zero, noun.text, noun.i, row.amount)
            elif noun is not None and noun.lower == "one" and noun.i == t.i + 1:
                yield Counted(t.start, noun.end, t.start, t.end, zero, "people", noun.i, "people")
        elif t.lower in {"nobody", "none"} and t.dep in {"nsubj", "nsubjpass", "dobj"}:
            yield Counted(t.start, t.end, t.start, t.end, zero, "people", t.i, "people")


def _heavy(document: Document, folded: str, parse: Parse) -> Iterator[Counted]:
    """ "heavy losses": a number that the text withholds, all three null."""
    for section in document.sections:
        if section.kind not in READ:
            continue
        for m in _HEAVY.finditer(folded, section.start, section.end):
            noun = parse.token_at(m.start("noun"))
            value = Quantity(None, None, None, "heavy")
            yield Counted(m.start(), m.end(), m.start(), m.start() + 5, value, m["noun"], noun.i if noun else None, "people")
