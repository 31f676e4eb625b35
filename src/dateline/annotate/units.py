"""What a counted noun is: the tables of units and currencies, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast, get_args

from dateline.model.parse import Token
from dateline.model.vocabulary import AmountWhat

_WHATS = get_args(AmountWhat)
PEOPLE = frozenset({"people", "force size", "wounded", "detained", "displaced", "death"})
"""Classes whose members are human beings (or their harms)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of units.tsv. `what` is an AmountWhat, or "of" (the class of what stands after "of"), "no" (words that
    count nothing of the report's subject), "death" (a toll); `canonical` the unit's short name, where it has one."""

    lemma: str
    what: str
    canonical: str

    @property
    def amount(self) -> AmountWhat | None:
        return as_what(self.what)


def as_what(word: str | None) -> AmountWhat | None:
    """The word as a kind of amount, or None where it is none."""
    return cast("AmountWhat", word) if word in _WHATS else None


def read_rows(name: str) -> list[list[str]]:
    """Rows of one of this room's tables, without the header."""
    text = files("dateline.annotate").joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line]


@lru_cache(maxsize=1)
def units() -> dict[str, Unit]:
    return {r[0]: Unit(r[0], r[1], r[2]) for r in read_rows("units.tsv")}


@lru_cache(maxsize=1)
def currencies() -> dict[str, str]:
    """Sign before the figure -> unit."""
    return {r[0]: r[1] for r in read_rows("currencies.tsv")}


def unit_of(noun: Token, before: list[Token]) -> Unit | None:
    """The row for a noun: with the words before it first ("artillery system"), then the noun alone."""
    table = units()
    for lemma in (noun.lemma, noun.lower, noun.lower.removesuffix("s")):
        if before:
            pair = table.get(f"{before[-1].lower} {lemma}") or table.get(f"{before[-1].lemma} {lemma}")
            if pair:
                return pair
        if lemma in table:
            return table[lemma]
    return None


@lru_cache(maxsize=16)
def count_words(role: str) -> frozenset[str]:
    """Words that play a part in counting, from count_words.tsv: "named" (a number after it is a name), "hyphened"
    (counted by a hyphened number), "land", "part", "demographic", "whole", "total", "weight"."""
    return frozenset(row[0] for row in read_rows("count_words.tsv") if row[1] == role)
