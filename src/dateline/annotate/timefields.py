"""From the words of a time expression to its values: numbers, months, weekdays, small closed words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dateline.annotate.numwords import value_of
from dateline.annotate.timepieces import CENTURY_WORDS, DECADE_WORDS, MONTHS, WEEKDAYS

_PARTS: Final = (("first week", "first week"), ("last week", "last week"), ("final week", "last week"),
                 ("first days", "first days"), ("last days", "last days"), ("final days", "last days"),
                 ("first half", "first half"), ("second half", "second half"), ("last half", "second half"),
                 ("latter half", "second half"), ("earl", "early"), ("begin", "early"),
                 ("start", "early"), ("onset", "early"), ("first", "early"), ("mid", "mid"), ("late", "late"),
                 ("end", "late"), ("last", "late"), ("final", "late"), ("close", "late"))  # fmt: skip
_REFS: Final = {"this past": "last", "this coming": "next", "the coming": "next", "the current": "this",
                "the previous": "previous", "the preceding": "previous", "preceding": "previous",
                "the following": "following", "the next": "following", "the same": "same", "very same": "same",
                "that": "same", "past": "last", "the past": "last"}  # fmt: skip
_HALF: Final = " and a half"
_ONE_HALF: Final = " 1/2"
_QUARTERS: Final = (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"))
_OFTEN: Final = {"hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month",
                 "quarterly": "quarter", "annually": "year", "yearly": "year"}  # fmt: skip


def fields_of(raw: dict[str, str]) -> dict[str, str | int]:
    """The words of a match as values: months 1..12, weekdays 0..6 (Monday is 0), the rest as small closed words."""
    fields: dict[str, str | int] = {}
    for name, words in raw.items():
        base = name.rstrip("0123456789")
        if base in _WORDED:
            fields |= _WORDED[base](words)
        elif base in _READ:
            fields["daytime" if base in {"hours", "daytime"} else name] = _READ[base](words)
        elif base != "x":
            fields[name] = words
    _double(raw, fields)
    return fields


def _double(raw: dict[str, str], fields: dict[str, str | int]) -> None:
    """Where a rule has two groups for one field, the second is the field where the first is not there."""
    doubles = [("month3", "month"), ("weekday3", "weekday"), ("day3", "day")]
    if "quarter" in raw:
        doubles += [("year1", "year"), ("ref1", "ref")]
    if "side" in raw:
        doubles.append(("year1", "year"))
    for double, single in doubles:
        if double in fields:
            fields[single] = fields.pop(double)


def _decade(words: str) -> dict[str, str | int]:
    """ "1980" or "80": a decade told by two figures is of the last century."""
    return {"decade": int(words) + 1900 * (len(words) == 2)}


def _century(words: str) -> dict[str, str | int]:
    return {"century": int(words[:-2]) if words[0].isdigit() else CENTURY_WORDS.index(words) + 7}


def _spelled(words: str) -> dict[str, str | int]:
    """ "nineteen ninety-six", "two thousand and three": the year."""
    first, _, rest = words.partition(" ")
    if first == "two":
        return {"year": int(value_of(words) or 0)}
    return {"year": 100 * int(value_of(first) or 0) + int(value_of(rest) or 0)}


_WORDED: Final[dict[str, Callable[[str], dict[str, str | int]]]] = {
    "decade": _decade,
    "tens": lambda words: {"decade": 1900 + 10 * (2 + DECADE_WORDS.index(words))},
    "century": _century,
    "spelled": _spelled,
    "quarter": lambda words: {"quarter": 1 + next(n for n, w in enumerate(_QUARTERS) if words in w)},
    "often": lambda words: {"unit": _OFTEN[words], "n": 1},
    "past": lambda _: {"word": "past"},
    "present": lambda _: {"word": "present"},
    "future": lambda _: {"word": "future"},
    "unit": lambda words: {"unit": "century" if words == "centurie" else words},
}
"""Fields whose words need more than looking up."""


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
    half = words.endswith((_HALF, _ONE_HALF))
    value = value_of(words.removesuffix(_HALF).removesuffix(_ONE_HALF).replace(",", ".")) or 0.0
    value += 0.5 * half
    return int(value) if value == int(value) else str(value)


def _figures(words: str) -> int:
    return int("".join(c for c in words if c.isdigit()))


_READ: Final[dict[str, Callable[[str], str | int]]] = {
    "month": lambda words: _named(MONTHS, words) + 1 if words[0].isalpha() else int(words),
    "weekday": lambda words: _named(WEEKDAYS, words),
    **dict.fromkeys(("day", "year", "first", "second", "minute"), _figures),
    "n": _count,
    "hour": lambda words: int(value_of(words) or 0),
    "part": lambda words: next(part for start, part in _PARTS if start in words),
    "ref": lambda words: _REFS.get(words, words),
    "hours": lambda words: words,
    "daytime": lambda words: words,
}
"""Fields of one value, by the name of their group without its number."""
