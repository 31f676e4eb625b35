"""Quantities in words: hedges, ranges, vague numbers ("at least 12", "3,000 to 8,000", "several dozen").

The readings are those of the dossier contract and its annotation guide: "at least N" and "more than N" are low and
best N with no upper end; "up to N" and "fewer than N" an upper end alone; "about N" and "nearly N" best N alone;
"several" at least 3, "dozens" at least 24, "hundreds" at least 100.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dateline.annotate.numwords import NUMERAL, value_of
from dateline.annotate.units import currencies
from dateline.model.values import Quantity
from dateline.model.vocabulary import Hedge

HEDGES: Final[dict[str, Hedge]] = {
    "at least": "at least", "atleast": "at least", "a minimum of": "at least", "no fewer than": "at least",
    "no less than": "at least", "not less than": "at least", "at the very least": "at least",
    "more than": "more than", "over": "more than", "well over": "more than", "just over": "more than",
    "upwards of": "more than", "upward of": "more than", "in excess of": "more than", "above": "more than",
    "exceeding": "more than", "greater than": "more than", "exceeded": "more than", "topped": "more than",
    "surpassed": "more than",
    "up to": "at most", "as many as": "at most", "as much as": "at most", "at most": "at most", "within": "at most",
    "no more than": "at most", "not more than": "at most", "a maximum of": "at most", "to within": "at most",
    "less than": "less than", "fewer than": "less than", "under": "less than", "below": "less than",
    "nearly": "about", "almost": "about", "close to": "about", "just under": "about", "approaching": "about",
    "about": "about", "around": "about", "approximately": "about", "roughly": "about", "some": "about",
    "an estimated": "about", "estimated": "about", "circa": "about", "approx.": "about", "in the region of": "about",
    "an average of": "about", "anywhere from": "about", "anywhere between": "about", "between": "about",
    "from": "about", "an approximate": "about",
}  # fmt: skip
NEARLY: Final = frozenset({"nearly", "almost", "close to", "just under", "approaching"})
"""Hedges that keep N as the best reading and say that it is not quite reached."""
AFTER: Final[dict[str, Hedge]] = {
    "or more": "at least", "or so": "about", "or less": "at most", "or fewer": "at most",
    "+": "at least", "-odd": "about",
}  # fmt: skip
_PLURALS: Final = {"dozens": 24, "scores": 40, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000,
                   "billions": 1_000_000_000, "lakhs": 100_000}  # fmt: skip
VAGUE: Final = (
    r"(?:tens|hundreds|dozens|scores) of (?:thousands|millions|billions)"
    r"|(?:dozens|scores|hundreds|thousands|millions|billions|lakhs)"
    r"|(?:several|a few|few|many|a couple(?: of)?) (?:dozen|hundred|thousand|million|billion)(?: thousand| million)?"
    r"|several|a few|a handful of|a couple of"
)
_HEDGE: Final = "|".join(sorted(map(re.escape, HEDGES), key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity in the text: the whole phrase, the numeral alone, its value; `currency` where a sign stands before."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: Quantity
    currency: str | None
    hyphen: bool
    words: str


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """A hedge, a currency sign, a number or vague number, a second number, a hedge after it."""
    signs = sorted(currencies(), key=len, reverse=True)
    sign = "|".join(re.escape(s) + "(?= ?[0-9])" for s in signs)
    small = r" ?(?:(?:bn|mn|k)|(?(sign)m|(?!)))(?![a-z])"
    end = r"(?:(?![\w/:]|[.,]\d)|(?=(?:kms?|m|cm|kg|mm|ha|sq)(?![a-z0-9])))"
    return re.compile(
        rf"(?<![a-z0-9_.,/@#-])(?:(?P<hedge>{_HEDGE}) )?(?:the )?(?:~ ?)?(?:(?P<sign>{sign}) ?)?"
        rf"(?:(?P<vague>{VAGUE})(?![a-z-])"
        rf"|(?P<low>{NUMERAL})(?P<short>{small})?"
        rf"(?P<link>(?: ?- ?| to | or | and )(?:(?:as many as|even|perhaps|possibly) )?"
        rf"(?:(?:{sign}) ?)?(?P<high>{NUMERAL})(?P<short2>{small})?(?![a-z0-9]))?"
        rf"(?P<after>\+| ?-odd| (?:or more|or so|or less|or fewer)(?![a-z]))?){end}"
    )


def read(m: re.Match[str]) -> Found | None:
    """The quantity that a match of `pattern` says, or None where the words say no number."""
    hedge_words = m["hedge"]
    if m["vague"]:
        value, start, end = vague(m["vague"]), m.start("vague"), m.end("vague")
        high_end = end
    else:
        start, end = m.span("low")
        low = _value(m["low"], m["short"])
        if low is None:
            return None
        linked = _linked(m, low, hedge_words)
        high_end = m.end("high") if linked is not None else end
        if linked is not None and m["short2"]:
            high_end = m.end("short2")
        elif linked is None and m["short"]:
            high_end = end = m.end("short")
        value = linked or hedged(low, hedge_words, m["after"] if m["high"] is None else None)
    hyphen = m.string[high_end : high_end + 1] == "-"
    loose = hedge_words in {"from", "between"} and value.hedge == "exact"  # "from 14 countries" hedges nothing
    first = m.start() if (hedge_words and not loose) or m["sign"] else start
    last = m.end("after") if m["after"] and high_end <= m.start("after") else high_end
    sign = currencies().get(m["sign"]) if m["sign"] else None
    return Found(first, last, start, high_end, value, sign, hyphen, m.string[start:high_end])


def _value(words: str, short: str | None) -> float | None:
    return value_of(f"{words} {short.strip()}" if short else words)


def _linked(m: re.Match[str], low: float, hedge: str | None) -> Quantity | None:
    """As in "3,000 to 8,000", "15-20", "between 3 and 5"; None where the two numbers are not one range."""
    if m["high"] is None:
        return None
    if " and " in m["link"] and hedge not in {"between", "anywhere between"}:
        return None
    high = _value(m["high"], m["short2"])
    if high is None:
        return None
    if (
        low < high
        and high >= 1000
        and low < 1000
        and _scale(m["high"]) > 1
        and _scale(m["low"]) == 1
        and not m["short"]
    ):
        low *= _scale(m["high"])  # "5 to 10 million"
    if low >= high:
        return None
    return Quantity(low, high, None, "about")


def _scale(words: str) -> float:
    """The scale word at the end of a number: "10 million" -> 1,000,000."""
    last = words.rsplit(" ", 1)[-1]
    return (
        value_of(f"a {last}") or 1.0 if last.isalpha() and last in {"thousand", "million", "billion", "lakh"} else 1.0
    )


def hedged(n: float, before: str | None, after: str | None = None) -> Quantity:
    """N under a hedge, by the conventions of the annotation guide."""
    hedge: Hedge = HEDGES.get(before or "", "exact")
    if before in NEARLY:
        return Quantity(None, None, n, "less than")
    if before in {"from", "between", "anywhere from", "anywhere between"} or before is None:
        hedge = "exact"
    if after:
        hedge = AFTER[after.strip()]
    if hedge in {"at least", "more than"}:
        return Quantity(n, None, n, hedge)
    if hedge in {"at most", "less than"}:
        return Quantity(None, n, None, hedge)
    if hedge == "about":
        return Quantity(None, None, n, hedge)
    return Quantity(n, n, n, "exact")


def vague(words: str) -> Quantity:
    """As in "several" is 3 or more, "dozens" 24 or more, "hundreds of thousands" 100,000 or more."""
    parts = words.split()
    if parts[0] in _PLURALS or parts[0] == "tens":
        low = float(_PLURALS.get(parts[0], 10))
        if len(parts) == 3:
            low *= _PLURALS[parts[2]]
        return Quantity(low, None, None, "dozens" if parts[0] in {"dozens", "scores"} else "hundreds")
    factor = 1.0
    for word in parts:
        factor *= (
            value_of(f"a {word}") or 1.0 if word in {"dozen", "hundred", "thousand", "million", "billion"} else 1.0
        )
    if "couple" in parts:
        return Quantity(None, None, 2 * factor, "about")
    least = 2 if "many" in parts else 3
    return Quantity(least * factor, None, None, "several")
