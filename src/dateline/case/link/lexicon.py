"""General words that tell near-identical happenings apart: hours of the day, ordinals, means, spots, families of acts.

All of them stand in `data/*.tsv` with their source.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dateline.catalogue.rows import table
from dateline.tsv import rows_of

_CLOCK = re.compile(r"\b(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?m\b", re.IGNORECASE)
_CLOCK24 = re.compile(r"\b(?P<hour>[01]?\d|2[0-3])[:](?P<minute>[0-5]\d)\b(?!\s?[ap]\.?m)", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w’'-]+)(?:[ -](?:[A-Z][\w’'-]+|al-[A-Z]\w+)){0,2}"


def _rows(name: str) -> tuple[dict[str, str], ...]:
    return rows_of("dateline.case.link", name)


def _any(words: Iterable[str]) -> str:
    """A pattern of any of the words, longest first; a space stands for a hyphen too."""
    return "|".join(re.escape(w).replace(r"\ ", "[ -]") for w in sorted(words, key=lambda w: (-len(w), w)))


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class Family:
    """What kind of act a coding is, and as which other kinds the same act may be told."""

    name: str
    broad: str
    may_be: frozenset[str]


@cache
def _families() -> dict[str, Family]:
    return {r["coded"]: Family(r["family"], r["broad"], _set(r["may_be"])) for r in _rows("families")}


def _set(cell: str) -> frozenset[str]:
    return frozenset(c for c in cell.split(",") if c)


@cache
def family_of(plover: str, acled: str | None) -> Family:
    """By ACLED's pair, else its event type, else the PLOVER type."""
    table = _families()
    keys = (acled or "", (acled or "").split("/")[0], plover)
    return next((table[k] for k in keys if k in table), Family(plover, plover, frozenset()))


@cache
def _hours() -> tuple[re.Pattern[str], dict[str, int]]:
    masks = {_plain(r["words"]): _mask(int(r["first"]), int(r["last"])) for r in _rows("times_of_day")}
    return re.compile(rf"\b(?:{_any(masks)})\b", re.IGNORECASE), masks


def _mask(first: int, last: int) -> int:
    """Hours as bits, over midnight where `last` is the smaller."""
    hours = range(first, last + 1) if first <= last else (*range(first, 24), *range(last + 1))
    return sum(1 << h for h in hours)


def hours_of(words: str) -> int:
    """The hours of the day that words name, as 24 bits; 0 for none."""
    pattern, masks = _hours()
    found = 0
    for m in pattern.finditer(words):
        found |= masks[_plain(m[0])]
    for m in _CLOCK.finditer(words):
        hour = int(m["hour"]) % 12 + (12 if m["half"].lower() == "p" else 0)
        found |= _around(hour)
    for m in _CLOCK24.finditer(words):
        found |= _around(int(m["hour"]))
    return found


def _around(hour: int) -> int:
    return sum(1 << (h % 24) for h in (hour - 1, hour, hour + 1))


@cache
def _ranks() -> tuple[re.Pattern[str], dict[str, str]]:
    ranks = {_plain(r["word"]): r["rank"] for r in _rows("ordinals")}
    acts = _any(r["word"] for r in _rows("happening_words"))
    return re.compile(rf"\b(?P<rank>{_any(ranks)})(?: [\w-]+){{0,2}}? (?:{acts})\b", re.IGNORECASE), ranks


def ranks_of(words: str) -> frozenset[str]:
    """Ranks by which the words count the act: "the second blast" -> {"2"}, "an earlier attack" -> {"before"}."""
    pattern, ranks = _ranks()
    return frozenset(ranks[_plain(m["rank"])] for m in pattern.finditer(words))


@dataclass(frozen=True, slots=True)
class _Means:
    family: str
    may_be: frozenset[str]


@cache
def _means() -> tuple[re.Pattern[str], dict[str, _Means]]:
    table = {_plain(r["words"]): _Means(r["family"], _set(r["may_be"])) for r in _rows("means")}
    return re.compile(rf"\b(?:{_any(table)})(?:es|s)?\b", re.IGNORECASE), table


def means_of(words: str) -> frozenset[str]:
    """Families of the means that the words name: {"suicide", "explosive"}."""
    pattern, table = _means()
    found = (_plain(m[0]) for m in pattern.finditer(words))
    rows = (table.get(w) or table.get(w.removesuffix("s")) or table.get(w.removesuffix("es")) for w in found)
    return frozenset(r.family for r in rows if r)


@cache
def means_meet(a: str, b: str) -> bool:
    """Whether two families of means may be one thing told differently ("a blast" and "a suicide bomb")."""
    rows = _means()[1].values()
    return a == b or any((r.family == a and b in r.may_be) or (r.family == b and a in r.may_be) for r in rows)


@cache
def _spots() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], dict[str, str]]:
    settings = {_plain(r["word"]): r["setting"] for r in _rows("spots")}
    named = _any(r["word"] for r in _rows("spots") if r["names"])
    before = re.compile(rf"\b(?P<name>{_NAME}) (?P<word>{named}|{named.title()})\b")
    behind = re.compile(rf"\b(?P<word>{named}) (?:of|called|named|in the) (?P<name>{_NAME})")
    return re.compile(rf"\b(?:{_any(settings)})\b", re.IGNORECASE), before, behind, settings


def settings_of(words: str) -> frozenset[str]:
    """Settings that the words name: a market, a mosque, a bus station."""
    anywhere, _, _, settings = _spots()
    return frozenset(s for m in anywhere.finditer(words) if (s := settings[_plain(m[0])]))


def spots_of(words: str) -> frozenset[tuple[str, str]]:
    """Named spots as (word, name): "the Rasi market" -> ("market", "rasi"). A nationality names none: "a restaurant in
    the Somali town" is any restaurant."""
    _, before, behind, _ = _spots()
    matches = (m for pattern in (before, behind) for m in pattern.finditer(words))
    found = ((_plain(m["word"]), _plain(m["name"].removeprefix("The "))) for m in matches)
    return frozenset((word, name) for word, name in found if name not in _nationalities())


@cache
def _nationalities() -> frozenset[str]:
    return frozenset(_plain(word) for row in table("states.tsv") for word in row["adjectives"].split("|") if word)


@cache
def settings_meet(a: str, b: str) -> bool:
    """Whether one place may be told as both ("worshippers" at a mosque)."""
    return a == b or any({a, b} == {r["setting"], r["other"]} for r in _rows("same_settings"))
