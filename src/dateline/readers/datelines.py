"""The "CITY, Date (Agency) —" that opens a report: read from the first paragraph, never coded as a happening.

Styles read: "AMMAN:", "KHARTOUM —", "NAIROBI, Kenya (AP) —", "KABUL, Oct. 3 (Xinhua) --", "MOSCOW, May 5. /TASS/.",
"Geneva/New York, 5 May 2023 –", "GENEVA (5 May 2023) –", "May 5, 2023 (JUBA) –", "(Beirut, May 5, 2023) –", "Juba — ".
A place in mixed case needs a date, an agency in brackets, brackets of its own or a dash before a capital; a word in
`labels.tsv` ("UPDATE:") is never a place.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dateline.readers.tables import words

LONGEST = 140
"""Characters of the paragraph that are looked at."""
LONGEST_PLACE = 80
"""Characters of a place that metadata names."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MONTH = rf"(?:{_NAMES}|{_NAMES.upper()})[a-zA-Z]{{0,6}}\.?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)(?:day|DAY),? )?"
_DATE = (
    rf"{_WEEKDAY}(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?"
    r"|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})"
)
_CAPS = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.-]{1,24}(?: [A-Z\u00c0-\u00de][A-Z\u00c0-\u00de'’.-]{0,24}){0,3}"
_PART = r"[A-Z\u00c0-\u00de][\w'’.-]"
_MIXED = rf"(?:[a-z]{{1,4}}[-’'])?{_PART}{{1,24}}(?: (?:of|de|el|al|la|es|and|e|{_PART}{{0,24}})){{0,3}}"
_REGION = rf"(?:, ?(?!{_MONTH} \d)(?:{_MIXED})){{0,2}}"
_AGENCY = r"\((?P<agency>[^()\n]{2,40})\)|/(?P<slashed>[A-Z][A-Za-z ]{1,20})/"
_DASH = r"[-–—―−]{1,3}"

_OPENING = re.compile(
    rf"(?P<place>(?:{_CAPS}|{_MIXED})(?: ?/ ?(?:{_CAPS}|{_MIXED})){{0,3}}{_REGION})(?!\w)"
    rf"(?:(?:,? ?{_DASH} ?|, ?| )(?P<date>{_DATE})\.?)?"
    rf"(?: ?(?:{_AGENCY})\.?)?"
    rf"(?P<stop> ?: | ?{_DASH}(?=\s)| ?(?:[–—―]|--)(?=[A-Z“\"'‘])|(?<=/\.)|(?<=/)|\Z)"
)
_DATE_FIRST = re.compile(
    rf"\(?(?P<date>{_DATE}) ?(?:\((?P<place>[^()\n]{{2,40}})\)|{_DASH} ?(?P<bare>{_CAPS})\)?) ?{_DASH}(?=\s)"
)
_IN_BRACKETS = re.compile(
    rf"\((?P<place>(?:{_CAPS}|{_MIXED})(?: ?/ ?(?:{_CAPS}|{_MIXED})){{0,3}}{_REGION})(?:, ?(?P<date>{_DATE}))?\)"
    rf" ?{_DASH}(?=\s{{1,3}}[A-Z“\"'‘])"
)
_TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks of the direction of writing: seen by nobody, they may stand anywhere in a dateline."""
_BRACKETED_DATE = re.compile(rf"\(({_DATE})\)")
_FULL = re.compile(_DATE)
_NUMBERS = re.compile(r"\d+")
_NAME = re.compile(r"[A-Za-z]{3}")


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline of `length` characters and what it tells; `date` is ISO text, only where day, month and year stand."""

    length: int
    place: str | None
    date: str | None
    agency: str | None


def read_opening(paragraph: str) -> Opening | None:
    """The dateline that a paragraph opens with, or None. A paragraph that is nothing else needs a date to be one."""
    places = [n for n, char in enumerate(paragraph[:LONGEST]) if char not in _TURNS]
    head = re.sub(r"[\xa0\u202f\t\n\r]", " ", "".join(paragraph[n] for n in places))
    places.append(min(len(paragraph), LONGEST))
    if first := _DATE_FIRST.match(head):
        length = places[_end(head, first.end())]
        return Opening(length, first["place"] or first["bare"], full_date(first["date"]), None)
    if (held := _IN_BRACKETS.match(head)) and not _is_label(held["place"]):
        date = full_date(held["date"]) if held["date"] else None
        return Opening(places[_end(head, held.end())], held["place"], date, None)
    found = _OPENING.match(head)
    if found is None:
        return None
    agency, date = found["agency"] or found["slashed"], found["date"]
    if agency and _BRACKETED_DATE.fullmatch(f"({agency})"):
        agency, date = None, agency
    whole = found.end() == len(head) and len(paragraph) <= LONGEST
    if not _is_dateline(head, found, date, agency) or (whole and not date):
        return None
    return Opening(places[_end(head, found.end())], found["place"], full_date(date) if date else None, agency)


def place_filed(words_: str) -> str | None:
    """The place in a dateline that stands alone, as metadata has it: "BEIRUT, Lebanon, June 2." as "BEIRUT, Lebanon".
    None where it is more than a place and a day."""
    bare = words_.strip().rstrip(".:–—- ")
    opening = read_opening(f"{bare} — A report")
    if opening is not None and opening.place:
        return opening.place
    return bare if bare and len(bare) <= LONGEST_PLACE and not any(c.isdigit() for c in bare) else None


def _end(head: str, end: int) -> int:
    """The first character after the dateline's separator and the white space behind it."""
    while end < len(head) and head[end] == " ":
        end += 1
    return end


def _is_dateline(head: str, found: re.Match[str], date: str | None, agency: str | None) -> bool:
    """Whether the words before the separator are a place and not a label, a name or a running sentence."""
    place = found["place"]
    first = place.split("/")[0].split(",")[0].strip()
    if _is_label(first):
        return False
    if date:
        return True
    capitals = first == first.upper() and len(first) > 2
    if found["stop"].strip() == ":":
        return capitals and ", " not in place
    after = head[found.end() :]
    opens = after.lstrip()[:1].isupper() or after.lstrip()[:1] in {"“", '"', "‘", "'"}
    if agency:
        return bool(found["slashed"]) or (agency[0].isupper() and opens and not _abbreviates(agency, place))
    return opens and (capitals or (after[:1] == " " and len(place.split()) <= 4 and _single_dash(after)))


def _is_label(name: str) -> bool:
    """Whether a name is a label ("READ MORE", "Key Points") or made of words that are ("NEWS UPDATE")."""
    low = name.lower().replace("’", "'")
    return low in words("labels") or all(word.strip(".") in words("labels") for word in low.split())


def _abbreviates(agency: str, place: str) -> bool:
    """Whether the brackets hold a name's own short form: "Free River Army (FRA) — …" is no dateline."""
    initials = "".join(word[0] for word in place.split() if word[0].isupper())
    return len(initials) > 1 and (agency.startswith(initials) or initials.startswith(agency))


def _single_dash(after: str) -> bool:
    """No second dash soon after: "Kobane – Long besieged – fell" is a sentence."""
    return re.search(rf" {_DASH} ", after) is None


def full_date(text: str) -> str | None:
    """ISO date of "5 May 2023" or "2023-05-05"; None without a year or where day and month can be swapped."""
    numbers = [int(n) for n in _NUMBERS.findall(text)]
    years = [n for n in numbers if n > 1900]
    if len(years) != 1:
        return None
    name = _month_of(text)
    rest = [n for n in numbers if n <= 1900]
    if name is not None and len(rest) == 1:
        return _iso(years[0], name, rest[0])
    if len(rest) == 2 and name is None:
        return _numeric(text, years[0], rest)
    return None


def _numeric(text: str, year: int, rest: list[int]) -> str | None:
    if re.match(r"\d{4}-", text):
        return _iso(year, rest[0], rest[1])
    if "." in text or rest[0] > 12:
        return _iso(year, rest[1], rest[0])
    if rest[1] > 12 or rest[0] == rest[1]:
        return _iso(year, rest[0], rest[1])
    return None


def _month_of(text: str) -> int | None:
    names = [m.group().lower() for m in _NAME.finditer(text)]
    return next((_MONTHS.index(n) + 1 for n in names if n in _MONTHS), None)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def find_date(text: str) -> str | None:
    """The first full date in a short line ("Published 5 May 2023, 10:30 GMT"), as ISO text."""
    for found in _FULL.finditer(text[:LONGEST]):
        if date := full_date(found.group()):
            return date
    return None


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return _FULL.fullmatch(text) is not None
