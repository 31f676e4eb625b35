"""The grammar of time expressions, as patterns over folded text (`numwords.fold_text`).

Each rule is a form and a pattern whose named groups become the fields of a `Timex`. A group `x` bounds the expression
where the pattern also looks at the words before it ("in 2013": only the year is the expression). Every repeat is
bounded and rules begin with literal words, so matching is linear in the text.

The forms follow what news reports write; TimeML's TIMEX3 (http://www.timeml.org, annotation guidelines 1.2.1) was the
checklist for them.
"""

from __future__ import annotations

import re
from typing import Final

from dateline.annotate.named_days import named_days
from dateline.annotate.timepieces import (
    BOUND,
    CENTURIES,
    DASH_Y,
    DAYTIME,
    DECADES,
    FROM,
    FULL_MONTH,
    LENGTH,
    MORE,
    NUM,
    OF_DAY,
    OF_YEAR,
    PART,
    SEP_Y,
    SPELLED_YEAR,
    UNIT,
    UNITS_PLURAL,
    WD,
    WD_ANY,
    WORDS,
    D,
    M,
    N,
    Y,
)
from dateline.annotate.timespans import NAMED, OTHER_CALENDARS, QUARTERS, REFERENCES, SETS

RULES: Final[tuple[tuple[str, str], ...]] = (
    # figures only
    ("date", r"(?<!\d[-/.])(?P<year>(?:1[89]|20)\d\d)[-/](?P<month>0[1-9]|1[0-2])[-/](?P<day>[0-3]\d)(?![-/\d])"),
    ("slashed", r"(?<!\d[-/.])(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/(?P<year>(?:19|20)?\d\d)(?![/\d])"),
    ("date", r"(?<!\d[-/.])(?P<day>[0-3]?\d)\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>(?:19|20)\d\d)(?!\.?\d)"),
    *OTHER_CALENDARS,
    # weeks and stretches told by a date
    ("date", (
        rf"{BOUND}the (?P<week>week (?:of|beginning|starting|ending))(?: on)? (?:{M.format('')} {D.format('')}"
        rf"|(?:the )?{D.format(3)} (?:of )?{M.format(3)}){SEP_Y}"
    )),
    ("stretch", (
        rf"(?:the )?(?P<side>first|last|final) {NUM} (?P<unit>day|week|month)s of (?:the year )?"
        rf"(?:(?P<ref>last|this|next) year|{Y.format('')}|{M.format('')}(?:,? (?:of )?{Y.format(1)})?)(?![a-z])"
    )),
    # ranges
    ("range", (
        rf"(?:from |between )?{M.format('')} {D.format('')}{SEP_Y.replace('year', 'year1')}"
        rf"(?: ?- ?| to | through | until | and ){M.format(2)} {D.format(2)}{SEP_Y}"
    )),
    ("range", (
        rf"(?:from |between )?(?:the )?{D.format('')} (?:of )?{M.format('')}{SEP_Y.replace('year', 'year1')}"
        rf"(?: ?- ?| to | through | until | and )(?:the )?{D.format(2)} (?:of )?{M.format(2)}{SEP_Y}"
    )),
    ("range", rf"between {M.format('')} {D.format('')} and {D.format(2)}{SEP_Y}"),
    ("range", rf"(?<!in )(?:from )?{M.format('')} {D.format('')}(?: ?- ?| to | through | until ){D.format(2)}{SEP_Y}"),
    ("range", (
        rf"(?<!in ){M.format('')} {D.format('')} and {D.format(2)}(?:{SEP_Y})"
        r"(?=[,.;:)]|$| (?:in|at|near|by|on)(?![a-z]))"
    )),
    ("range", rf"between (?:the )?{D.format('')} and (?:the )?{D.format(2)} (?:of )?{M.format('')}{SEP_Y}"),
    ("range", (
        rf"(?:from )?(?:the )?{D.format('')}(?: ?- ?| to | through | until | and )(?:the )?{D.format(2)} (?:of )?"
        rf"{M.format('')}{SEP_Y}"
    )),
    ("range", (
        rf"(?:from |between )?{M.format('')}(?: {Y.format(1)})?(?: ?- ?| to | through | until | and )"
        rf"{M.format(2)},? {Y.format('')}"
    )),
    ("range", rf"(?:from {M.format('')} (?:to|through|until)|between {M.format(3)} and) {M.format(2)}"),
    ("range", rf"(?:from |between )?{Y.format(1)}(?: ?- ?| to | through | until | and ){Y.format('')}"),
    ("range", rf"(?:from {WD.format('')} (?:to|through|until)|between {WD.format(3)} and) {WD.format(2)}"),
    # a day of a month
    ("date", rf"{BOUND}{OF_DAY}(?:{WD_ANY.format('')},? (?:the )?)?(?<!in ){M.format('')} {D.format('')}{SEP_Y}"),
    ("date", (
        rf"{BOUND}{OF_DAY}(?:{WD_ANY.format('')},? (?:the )?)?(?:the )?{D.format('')}(?: day)?(?: of | |-)"
        rf"{M.format('')}{DASH_Y}"
    )),
    # a month
    ("month", rf"{BOUND}(?:{PART}[ -](?:in )?)?{M.format('')}(?:,? (?:of )?|-){Y.format('')}"),
    ("month", rf"{BOUND}(?:{PART}[ -])?(?P<ref>last|next|this(?: past| coming)?) {FULL_MONTH}(?![a-z])"),
    ("month", rf"{BOUND}(?:{PART}[ -](?:in )?)?{FULL_MONTH},? (?:of )?(?P<ref1>last|this|next) year(?![a-z])"),
    ("month", rf"{BOUND}{PART}[ -](?:in )?{M.format('')}(?![a-z])"),
    ("month", rf"in (?P<x>{FULL_MONTH})(?![a-z-]|{OF_YEAR}|,? (?:of )?(?:1[89]|20)\d\d(?!\d))"),
    ("month", (
        rf"(?:during|of|by|from|to|every|and|or|through|throughout) (?P<x>{FULL_MONTH})"
        rf"(?!,? (?:of )?\d|{OF_YEAR}|[a-z-])"
    )),
    ("month", rf"(?P<bound>since|until|till) {FULL_MONTH}(?! \d|[a-z-])"),
    ("month", r"(?P<month>january|february|april|june|july|august|september|october|november|december)(?! \d|[a-z-])"),
    *QUARTERS,
    # seasons, decades, years
    ("season", rf"{BOUND}(?:{PART}[ -](?:in )?)?(?P<season>spring|summer|autumn|fall|winter)(?: of|,)? {Y.format('')}"),
    ("season", (
        rf"{BOUND}(?:{PART} )?(?P<ref>last|next|this(?: past| coming)?) "
        r"(?P<season>spring|summer|autumn|winter|fall(?! of))(?![a-z])"
    )),
    ("decade", rf"{BOUND}(?:the )?(?:{PART}[ -])?(?:the )?(?P<decade>(?:1[89]|20)\d0)'?s(?![a-z])"),
    ("decade", rf"{BOUND}(?:the )?(?:{PART}[ -])?(?:the )?'(?P<decade>[1-9]0)s(?![a-z])"),
    ("decade", rf"{BOUND}the (?:{PART}[ -])?(?:the )?(?P<tens>{DECADES})(?![a-z])"),
    ("century", rf"{BOUND}(?:the )?(?:{PART}[ -])?(?:the )?(?P<century>{CENTURIES})[ -]century(?![a-z])"),
    ("year", (
        rf"(?:the year )?(?P<spelled>{SPELLED_YEAR})(?!-| (?:{WORDS}|hundred|thousand|million|people|of)(?![a-z]))"
    )),
    ("year", (
        r"(?:(?P<bound>since|until|till|before|after) (?:about |around |at least )?)?"
        rf"{PART}[ -](?:year )?{Y.format('')}"
    )),
    ("year", rf"(?P<bound>since|until|till|before|after)(?: about| around| at least| the year)? {Y.format('')}"),
    ("year", (
        r"(?:in|of|during|throughout|by|from|to|around|about|the|and|or|year|than|a|for|early|late|through|into|both"
        r"|fiscal|mid|its|his|her|their|our|that|this|due|until|with)[ (-]"
        rf"(?P<x>{Y.format('')})(?!-)"
    )),
    ("year", rf"\((?P<x>{Y.format('')})\)"),
    ("year", rf"(?<='s ){Y.format('')}(?!-)"),
    *SETS,
    ("weekday", rf"(?P<overnight>overnight) (?:(?P<into>into|to) |on |from )?(?:late )?{WD.format('')}(?![a-z])"),
    ("weekday", rf"{WD.format('')} (?P<overnight>overnight)(?![a-z])"),
    ("weekday", rf"{WD.format('')} (?P<week>before last)(?![a-z])"),
    ("unit", r"the (?P<unit>week|weekend|month|year) (?P<ref>before last)(?![a-z])"),
    # weekdays
    ("weekday", (
        rf"{BOUND}{OF_DAY}(?P<x>(?P<ref>last|next|this(?: past| coming)?|the (?:previous|following|next|same)"
        rf"|that|the preceding) {WD.format('')}(?![a-z])(?: {DAYTIME.format('')}(?![a-z]))?)"
    )),
    ("weekday", rf"{BOUND}{OF_DAY}{WD.format('')}(?![a-z])(?:,? (?:of )?(?P<ref>last|this|next) week(?![a-z]))"),
    ("weekday", rf"{BOUND}{OF_DAY}{WD.format('')}(?![a-z])(?: {DAYTIME.format('')}(?![a-z]))?"),
    # days named from the day of writing
    ("day", r"(?P<word>(?:the )?day before yesterday|(?:the )?day after tomorrow)"),
    ("day", (
        r"(?:(?:since|until|till|by) )?(?P<x>(?:(?P<early>early|late|earlier|later)(?: on)? )?"
        rf"(?P<word>yesterday|today|tomorrow|tonight)(?![a-z])(?: {DAYTIME.format('')}(?![a-z]))?)"
    )),
    ("day", r"(?P<word>overnight)"),
    ("day", (
        r"(?:(?P<early>early|late|earlier|later) )?(?P<word>last night|this (?:morning|afternoon|evening)|"
        r"yesterday's)(?![a-z])"
    )),
    # weekends
    ("weekend", (
        r"(?:(?P<early>early|late|earlier|later) )?(?P<ref>last|this(?: past| coming)?|the past|next|the previous|"
        r"the following|the coming) weekend(?![a-z])"
    )),
    ("weekend", r"(?:over|during|at|on|through|throughout|of|since|this) (?P<x>the weekend)(?![a-z])"),
    *NAMED,
    # the unit that holds the day of writing, and its neighbours
    ("unit", (
        rf"{BOUND}(?:(?:{PART}|(?P<early>earlier|later|sometime))(?: in)? )?"
        r"(?P<ref>last|this|next|this past|this coming|the current|the coming) "
        r"(?P<unit>week|month|year|decade|century)(?![a-z]|-)"
    )),
    ("unit", r"(?P<bound>since) (?:the )?(?:beginning|start) of (?:the|this) (?P<unit>week|month|year)(?![a-z])"),
    ("unit", r"(?P<part>(?:the )?(?:beginning|start|middle|end) of) the (?P<unit>week|month|year|decade)(?![a-z])"),
    ("unit", r"(?P<early>early|earlier|late|later) in the (?P<unit>day|week|month|year|decade)(?![a-z])"),
    # spans that end or begin on the day of writing
    ("recent", rf"(?:most )?recent {UNITS_PLURAL}(?![a-z])"),
    ("past", rf"(?:the )?(?:past|last|previous) {N} {UNIT}(?![a-z])"),
    ("past", rf"the (?:past|last) (?:few )?{UNITS_PLURAL}(?![a-z])"),
    ("past", r"the (?:past|last) (?P<unit>hour|day|night|week|fortnight|month|year|decade|century)(?![a-z])"),
    ("coming", rf"(?:the )?(?:coming|next|following) {N} {UNIT}(?![a-z])"),
    ("coming", rf"(?:the )?(?:coming|next|following) {UNITS_PLURAL}(?![a-z])"),
    ("coming", rf"(?:the )?{UNITS_PLURAL} (?:ahead|to come)(?![a-z])"),
    ("ago", rf"{N} {UNIT} ago(?![a-z])"),
    ("ago", rf"{UNITS_PLURAL} ago(?![a-z])"),
    # from another time in the text
    ("offset", (
        r"(?P<part>earlier|later|early|late) (?P<ref>that|the same) (?P<unit>day|night|week|month|year|morning|"
        r"afternoon|evening)(?![a-z])"
    )),
    ("offset", (
        r"(?:the|that) (?P<ref>same|very same) (?P<unit>day|night|week|weekend|month|year|decade|period|"
        r"morning|afternoon|evening)(?![a-z])"
    )),
    ("offset", r"(?P<ref>that) (?P<unit>day|night|week|weekend|month|year|morning|afternoon|evening)(?![a-z])"),
    ("offset", rf"the {N} {UNIT} (?P<dir>before|after)(?![a-z])"),
    ("offset", r"the (?P<unit>day|night|week|month|year|morning|evening) (?P<dir>before|after)(?![a-z])"),
    ("offset", (
        r"(?:the )?(?P<ref>following|previous|preceding) (?P<unit>day|night|week|weekend|month|year|decade|"
        r"morning|afternoon|evening)(?![a-z])"
    )),
    ("offset", (
        r"the (?P<ref>next) (?P<unit>day|night|week|weekend|month|year|decade|morning|afternoon|evening)"
        r"(?![a-z])"
    )),
    ("offset", rf"{N} {UNIT} (?P<dir>earlier|later|before|after|previously|beforehand|afterwards)(?![a-z])"),
    ("offset", rf"{UNITS_PLURAL} (?P<dir>earlier|later|before|after)(?![a-z])"),
    # how long
    ("duration", rf"{NUM}(?:{MORE} |-){LENGTH}(?:-long)?(?![a-z]|[ -](?:olds?|of age)(?![a-z])|{FROM})"),
    ("duration", (
        rf"(?:for|within|in|over|lasting|lasted|after|took|almost|nearly|than|about|around|just|some|"
        rf"at least|up to|during|spent|by|lasts|last) (?P<x>{N}{MORE} {LENGTH})"
        rf"(?![a-z]|[ -](?:olds?|of age)(?![a-z])|{FROM})"
    )),
    ("duration", r"(?P<unit>hour|day|week|month|year|decade|centurie|century)s?[ -]?long(?![a-z])"),
    ("duration", (
        rf"(?:for|in|over|within|after|of|lasted|lasting|took|takes|take|spent|many|few|several) "
        rf"(?P<x>(?:the |many )?{UNITS_PLURAL})(?! of age|[a-z-]|{FROM})"
    )),
    # times of day
    ("clock", (
        r"(?<![\d:.,])(?P<hour>[0-2]?\d)[:.](?P<minute>[0-5]\d) ?(?P<half>[ap](?:\.m\.?|m(?![a-z])))"
        r"(?P<zone> local time| gmt| utc| est)?"
    )),
    ("clock", (
        r"(?<![\d:.,])(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
        r"(?P<zone> (?:hours|hrs|local time|gmt|utc)(?![a-z]))?"
    )),
    ("clock", (
        r"(?<![\d:.,])(?P<hour>1[0-2]|0?[1-9]) ?(?P<half>[ap](?:\.m\.?|m(?![a-z])))"
        r"(?P<zone> local time| gmt| utc)?"
    )),
    ("clock", (
        r"(?<![\d:.,])(?P<hour>1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) "
        r"o'clock(?![a-z])"
    )),
    ("clock", r"(?<![\d:.,])(?P<hour>[0-2]\d)(?P<minute>[0-5]\d) ?(?P<zone>hours|hrs|gmt|utc|local time)(?![a-z])"),
    ("clock", (
        r"at (?P<x>(?P<daytime>dawn|dusk|noon|midday|midnight|night|nightfall|daybreak|sunrise|sunset))"
        r"(?![a-z]| o[fn] )"
    )),
    ("clock", (
        r"(?P<hour>1[0-2]|[1-9]) in the (?P<daytime>morning|afternoon|evening)(?![a-z])"
    )),
    ("clock", r"in (?P<x>the (?:early |late )?(?P<daytime>morning|afternoon|evening|early hours))(?![a-z]| o[fn] )"),
    *REFERENCES,
)  # fmt: skip

_TRIGGERS: Final = (
    r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|day|week|month|year|decade|centur|night|hour|morning|noon"
    r"|evening|today|yesterday|tomorrow|recently|lately|spring|summer|autumn|winter|fall|dawn|dusk|o'clock|period"
    r"|quarter|daily|annual|(?<![a-z])now(?![a-z])|currently|the (?:\w{1,12} )?future|the (?:recent |distant )?past"
    r"|present|at the moment|sun(?:rise|set)|sun[.,]|minute|second|nineteen|two thousand|(?<![a-z])twenty "
    rf"|(?<![a-z])(?:{DECADES})|" + "|".join(rf"(?<![a-z]){name}" for name in named_days() if "day" not in name)
)
TRIGGER: Final = re.compile(_TRIGGERS)
"""Every expression of the grammar holds one of these, so that text without them need not be searched."""
REACH: Final = 48
"""Characters that an expression may begin before, or go on after, its triggers."""
_GROUP = re.compile(r"\(\?P<(\w+)>")


def master() -> re.Pattern[str]:
    """All rules in one alternation: the first rule that matches at a word's start wins."""
    parts = []
    for n, (_, pattern) in enumerate(RULES):
        parts.append(f"(?P<r{n}>" + _GROUP.sub(rf"(?P<r{n}_\1>", pattern) + ")")
    return re.compile(r"(?<![a-z0-9_$£€#@])(?:" + "|".join(parts) + ")")
