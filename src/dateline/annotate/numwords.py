"""Number words and numerals: the pattern that finds them, and their value.

Patterns expect text folded by `fold_text`: lower case, plain spaces, plain hyphens and apostrophes, same length. All
repeats are bounded, so matching is linear.
"""

from __future__ import annotations

import re
from typing import Final

_DASHES: Final = "‐‑‒–—―−"
_SPACES: Final = "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0            \u2028\u2029   "
_FOLD: Final = (
    {n: n + 32 for n in range(ord("A"), ord("Z") + 1)}
    | dict.fromkeys(map(ord, _DASHES), "-")
    | dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, "’‘ʼ`"), "'")
)

ONES: Final[dict[str, int]] = {
    w: n
    for n, w in enumerate(
        (
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        )
    )
}
TENS: Final[dict[str, int]] = {
    w: 10 * n for n, w in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
SCALES: Final[dict[str, int]] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_SHORT: Final = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "bn": 1_000_000_000}

_BIG = "|".join(SCALES)
_SMALL = "|".join(sorted([*ONES, *TENS], key=len, reverse=True))
DIGITS: Final = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,3})?|\d{1,12}(?:\.\d{1,3})?"
WORDS: Final = (
    rf"(?:half an? |an? )(?:{_BIG})(?![a-z])(?: (?:{_BIG})(?![a-z]))?"
    rf"|(?:{_SMALL})(?![a-z])(?:(?: |-| and )(?:{_SMALL}|{_BIG})(?![a-z])){{0,8}}"
)
NUMERAL: Final = rf"(?:(?:{DIGITS})(?:(?: |-)(?:{_BIG})(?![a-z])){{0,2}}|{WORDS})"
"""A number in digits ("2,000", "59.5 million") or words ("two dozen", "half a million", "one hundred and five")."""

_SPLIT = re.compile(r"[ -]+")
_LEADING = re.compile(r"[\d,.]{1,24}")


def fold_text(text: str) -> str:
    """Text of the same length in lower-case ASCII letters, with plain spaces, hyphens and apostrophes."""
    return text.translate(_FOLD)


def value_of(words: str) -> float | None:
    """The number that folded words or digits say, or None where they say none ("two three").

    >>> value_of("two dozen"), value_of("59.5 million"), value_of("one hundred and five")
    (24.0, 59500000.0, 105.0)
    """
    parts = [p for p in _SPLIT.split(words.strip()) if p and p != "and"]
    if not parts:
        return None
    first = 1.0
    if parts[0] == "half":
        first, parts = 0.5, parts[1:]
    if parts and parts[0] in {"a", "an"}:
        parts = parts[1:]
        return _scaled(first, parts)
    m = _LEADING.fullmatch(parts[0]) if parts else None
    if m:
        digits = parts[0].rstrip(",.").replace(",", "")
        return None if digits.count(".") > 1 or not digits else _scaled(float(digits), parts[1:])
    return _spelled(parts)


def _scaled(first: float, scales: list[str]) -> float | None:
    """A leading number times the scale words after it ("59.5 million", "a hundred thousand")."""
    for word in scales:
        factor = SCALES.get(word) or _SHORT.get(word)
        if factor is None:
            return None
        first *= factor
    return first


def _spelled(parts: list[str]) -> float | None:
    """Value of spelled numbers; a number may not follow a smaller one of its own kind ("two three" is none)."""
    total = group = 0.0
    room = float("inf")
    for word in parts:
        if word in SCALES:
            factor = SCALES[word]
            if factor <= 100:
                group, room = max(group, 1.0) * factor, factor
            else:
                total, group, room = total + max(group, 1.0) * factor, 0.0, float("inf")
            continue
        value = ONES.get(word, TENS.get(word))
        if value is None or value >= room or (room == 10 and value == 0):
            return None
        group, room = group + value, (10 if value >= 20 else 1)
    return total + group
