"""What the grammar of time expressions is made of: months, weekdays, numbers, units, parts, bounds.

All are patterns over folded text; `{0}` and `{}` in a group's name tell two of one kind apart ("from May 3 to June 1").
"""

from __future__ import annotations

from typing import Final

from dateline.annotate.numwords import ONES, TENS

MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                 "november", "december")  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

M = (
    r"(?P<month{0}>january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)(?:\.|(?![a-z])))"
)
FULL_MONTH = r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december)"
WD = r"(?P<weekday{0}>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
WD_ANY = WD[:-1] + r"|(?:mon|tues?|weds?|thurs?|thu|fri|sat|sun)(?:\.|(?=,)))"
D = r"(?P<day{0}>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)(?![\d%a-z]|:\d|,\d{{3}}|\.\d)"
Y = r"(?P<year{0}>(?:1[89]|20)\d\d)(?![\d%a-z]|,\d{{3}}|\.\d)"
SEP_Y = r"(?:,? {1,2}(?:of )?" + Y.format("") + ")?"
DASH_Y = r"(?:(?:,? {1,2}|-)(?:of )?" + Y.format("") + ")?"
WORDS = "|".join(sorted((w for w in [*ONES, *TENS] if w != "zero"), key=len, reverse=True))
N = (
    rf"(?P<n>\d{{1,3}}(?:[.,]5| 1/2)?|(?:{WORDS})(?:-(?:{WORDS}))?(?: and a half)?"
    r"|an?(?: couple(?: of)?| few)?|several|a handful of|(?:a )?few|half an?|a dozen|many|two dozen)"
)
NUM = (
    rf"(?P<n>\d{{1,3}}(?:[.,]5| 1/2)?|(?:{WORDS})(?:[ -](?:{WORDS}))?(?: and a half)?|half an?|a dozen|two dozen"
    r"|a hundred|a thousand)"
)
UNIT = r"(?P<unit>hour|day|night|week|fortnight|month|quarter|year|decade)s?"
LENGTH = r"(?P<unit>second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|centurie|century)s?"
"""Units of a length; a moment that is counted off ("two minutes later") dates nothing."""
MORE = r"(?: (?:more|additional|full|whole|long|consecutive|straight|successive|working|trading|business|calendar))?"
"""Words between the number and the unit of a length ("three more weeks")."""
FROM = r" (?:ago|earlier|later|before|after|previously|beforehand|afterwards)(?![a-z])"
UNITS_PLURAL = r"(?P<unit>hour|day|night|week|fortnight|month|quarter|year|decade)s"
DAYTIME = r"(?P<daytime{0}>early morning|morning|afternoon|evening|night|midnight|midday|noon|dawn|dusk)"
PART = (
    r"(?P<part>early|mid|late|(?:the )?(?:very )?(?:beginning|start|onset|middle|end|first half|second half|last half"
    r"|latter half|first days|last days|first week|last week|final days|final week|close)"
    r"(?: of|(?= (?:last|this|next)))(?: the)?)"
)
OF_YEAR = r",? (?:of )?(?:last|this|next) year"
DECADE_WORDS: Final = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
CENTURY_WORDS: Final = (
    "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first",
)  # fmt: skip
"""From the seventh century on."""
DECADES = "|".join(DECADE_WORDS)
CENTURIES = r"[1-9]\d?(?:st|nd|rd|th)|" + "|".join(CENTURY_WORDS)
BOUND = r"(?:(?P<bound>since|until|till|before|after)(?: about| around| at least)? )?"
OF_DAY = (
    r"(?:(?:(?:the )?(?P<hours>early|late) (?:hours of|on)"
    r"|(?:the )?(?:early |late )?(?P<daytime0>hours|morning|afternoon|evening|night|dawn|dusk|noon|midday|midnight)"
    r"(?: hours)? (?:of|on)|(?P<early>early|late|earlier|later)(?: on)?) (?:the )?)?"
)

TENS_OF = "|".join(TENS)
ONES_OF = "one|two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
SPELLED_YEAR = (
    rf"nineteen (?:{TENS_OF})(?:-(?:{ONES_OF}))?|two thousand(?: and)?(?: (?:{ONES_OF}))?"
    rf"|twenty (?:{_TEENS}|(?:{TENS_OF})(?:-(?:{ONES_OF}))?)"
)
"""A year as it is spoken."""
