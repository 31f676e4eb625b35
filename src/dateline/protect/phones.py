"""Telephone numbers, told from dates, years, tolls, money, times and coordinates.

A run of digits with blanks, dashes, dots or brackets is a telephone number if it says so itself (a "+" or "00", an area
code in brackets, a leading zero, the American 3-3-4) or if the words right before it do ("call", "WhatsApp").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from dateline.protect.folding import Words
from dateline.protect.tables import words

_UNSEEN: Final = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad"
_RUN: Final = re.compile(
    rf"(?:\(?[+＋]\s?|\()?\d(?:(?:[\d\s()\-‐‑‒–—/·{_UNSEEN}]|\.(?=\d)){{4,34}}\d)(?:\s?(?:x|ext\.?)\s?\d{{1,5}}\b)?",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(f"[{_UNSEEN}]")
_EXTENSION: Final = re.compile(r"\s?(?:x|ext)", re.IGNORECASE)
_SEPARATORS: Final = re.compile(r"\D+")
_DATE: Final = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([./ -])\d{1,2}\2\d{1,2}")
_DATE_FIRST: Final = re.compile(rf"(?:{_DATE.pattern})(?![./-]?\d)")
_YEARS: Final = re.compile(r"(?:1[89]|20)\d\d(?:\s?[-–—/ ]\s?(?:1[89]|20)?\d\d)?")
_DECIMAL: Final = re.compile(r"\d{1,3}\.\d{2,}")
_SEAM: Final = re.compile(r"\s*[/\n]\s*|\s+(?=\(?0\d)")
_BLANK: Final = re.compile(r"\s+")
_CURRENCY: Final = frozenset("$€£¥")
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}(?:\s\d{3}){1,4}")
_CUE: Final = 32
"""Characters before a number in which a word may call it a telephone number."""
LEAST, LEAST_LOCAL, LEAST_CUED, MOST = 8, 9, 6, 17
"""Digits: of a number with its country, of one with a leading zero, of one that words announce, and of any (15 by
ITU-T E.164, and two of a prefix "00")."""


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Where a text gives a telephone number."""
    for m in _RUN.finditer(text):
        if _is_phone_at(text, *m.span()):
            yield m.span()
            continue
        found = [part for part in _parts(text, *m.span()) if _is_phone_at(text, *part)]
        yield from found or _front(text, *m.span())


def _is_phone_at(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - _CUE) : start], text[end : end + 16]
    return _stands_alone(text, start, end) and is_phone(text[start:end], before, after)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The numbers that a run may join: two telephone numbers, or a year and one."""
    cuts = [m.span() for m in _SEAM.finditer(text, start, end)]
    if cuts:
        starts, ends = [start, *(b for _, b in cuts)], [*(a for a, _ in cuts), end]
        yield from zip(starts, ends, strict=True)


def _front(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The telephone number that a run opens with, where another number follows it."""
    cuts = [m.start() for m in _BLANK.finditer(text, start, end)]
    return next(([(start, cut)] for cut in reversed(cuts) if _is_phone_at(text, start, cut)), [])


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a run is no part of a longer number or word."""
    before = text[start - 1 : start]
    if text[start : start + 2].lstrip("(")[:1] in {
        "+",
        "＋",
    }:  # a number with its country is one even where it runs into a word
        return True
    if before.isalnum() or (before in ".,:/-" and text[max(0, start - 2) : start - 1].isdigit() and before):
        return False
    return before not in _CURRENCY and not text[end : end + 1].isalnum()


def is_phone(run: str, before: str = "", after: str = "") -> bool:
    """Whether a run of digits is a telephone number, by its shape and the words around it."""
    bare = _HIDDEN.sub("", _EXTENSION.split(run)[0]).strip()
    groups = [g for g in _SEPARATORS.split(bare) if g]
    plain = "".join(str(int(c)) if c.isdecimal() else c for c in bare)
    digits = "".join(str(int(c)) for g in groups for c in g)
    if len(digits) > MOST or _is_other(plain, groups):
        return False
    if plain.lstrip("(")[0] in "+＋" or (digits.startswith("00") and len(digits) > LEAST):
        return len(digits) >= LEAST
    if _counted(before, after):
        return False
    if _cued(before, "phone") or (_cued(before, "phone perhaps") and not _THOUSANDS.fullmatch(plain)):
        return len(digits) >= LEAST_CUED
    sizes = [len(g) for g in groups]
    if sizes in ([3, 3, 4], [1, 3, 3, 4]):
        return "." not in plain or plain.count(".") >= 2
    if sizes in ([1, 3, 3, 2, 2], [1, 3, 3, 4]) and "(" in plain and digits[0] in "78":
        return True  # the trunk prefix of Russia and its neighbours, then the area code in brackets
    return digits[0] == "0" and LEAST_LOCAL <= len(digits) <= 12 and _local(sizes, plain)


def _local(sizes: list[int], plain: str) -> bool:
    """A number with a leading zero: an area code of two to five digits and the rest, or all in one."""
    if plain.count("/") > 1 or (_YEARS.search(plain) and len(sizes) == 2 and sizes[0] <= 2):
        return False
    return len(sizes) == 1 or all(2 <= n <= 8 for n in sizes[1:])


def _is_other(plain: str, groups: list[str]) -> bool:
    """Dates, spans of years, hours and decimal numbers."""
    if _DATE.fullmatch(plain) or _YEARS.fullmatch(plain) or _DATE_FIRST.match(plain):
        return True
    hours = len(groups) == 2 and all(len(g) == 4 and int(g[:2]) < 25 and int(g[2:]) < 60 for g in groups)
    return hours or any(_DECIMAL.fullmatch(chunk.strip("()-–—")) for chunk in plain.split())


def _cued(before: str, kind: str) -> bool:
    """Whether one of the last words before a number announces it."""
    near = Words(before).folded[-4:]
    return bool(set(near) & words(kind)) or any(c in words(kind) for c in before)


def _counted(before: str, after: str) -> bool:
    """Whether a unit or a currency stands beside a number."""
    first, last = Words(after).folded[:1], Words(before).folded[-1:]
    signs = after.lstrip()[:1] in {"%", "°"} or before.rstrip()[-1:] in _CURRENCY
    return signs or bool({*first, *last} & words("money"))
