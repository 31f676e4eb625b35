"""Rules for times that are no plain days: quarters of a year, sets ("every Friday"), named days, bare references."""

from __future__ import annotations

from typing import Final

from dateline.annotate.named_days import named_days, other_months
from dateline.annotate.timepieces import BOUND, DAYTIME, FULL_MONTH, NUM, WD, Y

_ORDINAL = r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)"
_BACK = r"(?P<back>year-(?:earlier|ago))"
_SEASON = r"(?:spring|summer|autumn|winter)"
_NAMES = "|".join(sorted(named_days(), key=len, reverse=True))
_OFTEN = r"(?P<often>hourly|daily|nightly|weekly|monthly|quarterly|annually|yearly)"
_UNIT = r"(?P<unit>minute|hour|day|night|morning|evening|afternoon|week|weekend|month|quarter|year|decade)"

_OTHERS: Final = "|".join(sorted(other_months(), key=len, reverse=True))
OTHER_CALENDARS: Final[tuple[tuple[str, str], ...]] = (
    ("other calendar", (
        rf"(?:the )?(?:[1-3]?\d(?:st|nd|rd|th)?(?: of)? )?(?:{_OTHERS})(?:,? 1[34]\d\d)"
        r"(?: ?(?:ah|a\.h\.|sh|hijri))?(?!\d)"
    )),
    ("other calendar", rf"(?:the )?[1-3]?\d(?:st|nd|rd|th)?(?: of)? (?:{_OTHERS})(?![a-z])"),
)  # fmt: skip
"""Days of a calendar that is not the Gregorian one: they are found, and stay open."""

QUARTERS: Final[tuple[tuple[str, str], ...]] = (
    ("quarter", (
        rf"{BOUND}(?:(?:the|its|their|a) )?(?:(?:(?P<ref>last|this|next) year's|{Y.format('')}|{_BACK}) )?"
        rf"(?:fiscal[ -])?{_ORDINAL}[ -]quarter(?! of the \d)"
        rf"(?: (?:of )?(?:fiscal )?{Y.format(1)}|(?: of)? (?P<ref1>last|this|next) year)?"
        r"(?![a-z])"
    )),
    ("quarter", rf"(?:the )?(?:comparable |corresponding )?{_BACK}(?: (?P<loose>quarter|period))?(?![a-z])"),
    ("quarter", rf"the {Y.format('')} (?P<loose>quarter|period)(?![a-z])"),
    ("quarter", r"(?P<ref>last|this|next|the (?:current|latest|previous|same)|that) (?P<loose>quarter)(?! of|[a-z])"),
    ("quarter", r"the (?:latest )?(?P<loose>quarter)(?! of|[a-z])"),
    ("quarter", r"the latest (?P<loose>period)(?! of|[a-z])"),
)  # fmt: skip
"""A quarter told loosely ("the quarter", "the 1988 period") is one only in a report that counts quarters."""

SETS: Final[tuple[tuple[str, str], ...]] = (
    ("set", rf"(?:every|each) (?:(?:other|single|{NUM}) )?{_UNIT}s?(?![a-z])"),
    ("set", rf"(?:every|each) (?:{WD.format('')}|{FULL_MONTH}|{_SEASON})(?![a-z])(?: {DAYTIME.format('')}(?![a-z]))?"),
    ("set", rf"{WD.format('')}(?:s| (?P<nights>mornings|afternoons|evenings|nights))(?![a-z])"),
    ("set", rf"{_OFTEN}(?![a-z])"),
    ("set", rf"(?:(?<=hours )|(?<=times )|(?<=twice )|(?<=once ))an? {_UNIT}(?![a-z])"),
)
"""Times that come again: none of them dates one happening."""

NAMED: Final[tuple[tuple[str, str], ...]] = (
    ("named", (
        rf"{BOUND}(?:(?P<ref>last|this|next|this past) )?(?P<name>{_NAMES})(?:,? (?:of )?{Y.format('')}"
        r"|,? (?P<ref1>last|this|next) year)?(?![a-z])"
    )),
)  # fmt: skip

REFERENCES: Final[tuple[tuple[str, str], ...]] = (
    ("reference", (
        r"(?P<present>right now|(?:until |by )?now|currently|nowadays|these days|presently|at the moment)(?![a-z])"
    )),
    ("recently", r"(?:more |most |until |only )?(?P<past>recently|lately)(?![a-z])"),
    ("reference", (
        r"(?:in|of|from|for) (?P<x>(?P<past>the (?:recent |distant )?past))"
        rf"(?! (?:few|several|{NUM.replace('?P<n>', '?:')}|hour|day|week|month|year|decade))(?![a-z])"
    )),
    ("reference", r"(?P<future>the (?:near |immediate |foreseeable )?future)(?![a-z])"),
)  # fmt: skip
"""Words that point to the past, the present or the future without saying which days."""
