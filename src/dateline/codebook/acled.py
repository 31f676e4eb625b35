"""The table of ACLED: its 31 columns in order, the codes of actors and how two of them meet, days and their precision.

Cells are read as they come: codes as words or as numbers, in the spellings of older data sets. What is written is of
one spelling, that of the codebook of 2024.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal, cast, get_args

from dateline.codebook.columns import Column, columns_of
from dateline.codebook.ged import whole
from dateline.codebook.tables import AcledType, acled_types, as_plover, rows
from dateline.model.vocabulary import Plover, Precision

Kind = Literal["text", "whole", "degrees", "day", "inter", "interaction"]
CIVILIANS: Final = 7
EXTERNAL: Final = 8
TARGETED: Final = "Civilian targeting"
"""What `civilian_targeting` holds in data files; the codebook's table of columns calls it "Civilians targeted"."""
ONLY: Final = " only"
"""What ends the interaction of one actor alone."""
_DASH: Final = re.compile(r"\s*[-\N{EN DASH}\N{EM DASH}]\s*")
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_NAMED_DAY: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})")
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@cache
def acled_columns() -> dict[str, Column[Kind]]:
    """The 31 columns by name, in their order."""
    return columns_of("acled_columns.tsv", get_args(Kind))


@cache
def inters() -> dict[int, str]:
    """The eight kinds of actors: code -> name."""
    return {int(r["code"]): r["name"] for r in rows("acled_inter.tsv")}


@cache
def _spellings() -> dict[str, int]:
    return {
        spelling.casefold(): int(r["code"])
        for r in rows("acled_inter.tsv")
        for spelling in (r["name"], *filter(None, r["also"].split("|")))
    }


def inter_of(cell: str) -> int | None:
    """The code of an actor's kind: 1 to 8, of a number or of a name; 0 for an empty cell and for the 0 that older data
    sets put where there is no actor; None for anything else."""
    text = " ".join(cell.split())
    if not text:
        return 0
    number = whole(text)
    if number is not None:
        return number if number in inters() or number == 0 else None
    return _spellings().get(text.casefold())


def interaction(one: int, other: int = 0) -> int:
    """How two kinds meet: the two digits, the lower first; 0 comes last, as in 60 for protesters alone.

    Source: ACLED codebook, Table 3, Interaction code descriptions.
    """
    low, high = sorted((one, other))
    return high * 10 if low == 0 else low * 10 + high


def interaction_words(one: int, other: int = 0) -> str:
    """The same in words: "State forces-Rebel group", "Protesters only". Of external forces and civilians the forces
    stand first, though their number is the higher one (ACLED codebook, Table 3)."""
    low, high = sorted((one, other))
    if low == 0:
        return inters()[high] + ONLY
    if (low, high) == (CIVILIANS, EXTERNAL):
        low, high = high, low
    return f"{inters()[low]}-{inters()[high]}"


@lru_cache(maxsize=256)
def interaction_of(cell: str) -> int | None:
    """The number of an interaction, of a number or of words in either order; None for any other text."""
    text = " ".join(cell.split())
    number = whole(text)
    if number is not None:
        one, other = divmod(number, 10)
        known = one in inters() and (other == 0 or other in inters())
        return interaction(one, other) if known else None
    if text.casefold().endswith(ONLY):
        sole = _spellings().get(text[: -len(ONLY)].casefold())
        return interaction(sole) if sole else None
    parts = [_spellings().get(part.casefold()) for part in _DASH.split(text)]
    return interaction(*cast("list[int]", parts)) if len(parts) == 2 and all(parts) else None


@cache
def _folded_pairs() -> dict[tuple[str, str], AcledType]:
    return {(_folded(t.event_type), _folded(t.sub_event_type)): t for t in acled_types().values()}


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold().replace("protestors", "protesters")


def type_of(event_type: str, sub_event_type: str) -> AcledType | None:
    """The pair of two cells, whatever their letters' case; None where ACLED has no such pair."""
    return _folded_pairs().get((_folded(event_type), _folded(sub_event_type)))


def targeted(pair: AcledType, one: int, other: int) -> bool:
    """Whether `civilian_targeting` is filled. Of explosions and riots the codebook asks whether civilians were the main
    target: as far as a row tells, whether they are one of its two actors."""
    if pair.civilian_targeting == "if civilians":
        return CIVILIANS in (one, other)
    return pair.civilian_targeting == "always"


def day_of(cell: str) -> dt.date | None:
    """The day of `event_date` in the two forms that ACLED gives out, "2024-05-01" and "01 May 2024"; None for any other
    text."""
    text = cell.strip()
    found = _DAY.fullmatch(text)
    named = None if found else _NAMED_DAY.fullmatch(text)
    try:
        if found:
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if named and named[2][:3].casefold() in _MONTHS:
            return dt.date(int(named[3]), _MONTHS.index(named[2][:3].casefold()) + 1, int(named[1]))
    except ValueError:
        pass
    return None


def stretch_of(day: dt.date, time_precision: int) -> tuple[dt.date, dt.date, Precision]:
    """The days that an `event_date` stands for: the day itself, the week around it, the month that it is in."""
    if time_precision == 1:
        return day, day, "day"
    if time_precision == 2:
        return day - dt.timedelta(3), day + dt.timedelta(3), "week"
    first = day.replace(day=1)
    following = (first + dt.timedelta(31)).replace(day=1)
    return first, following - dt.timedelta(1), "month"


def day_in(first: dt.date, last: dt.date, time_precision: int) -> dt.date:
    """The `event_date` of something within a stretch of days, both inclusive.

    Of a week or the like the middle; of a month its midpoint, of the beginning or the end of a month its first or last
    day (ACLED codebook, Time precision codes).
    """
    if time_precision == 3 and (first.year, first.month) == (last.year, last.month):
        ends = (last + dt.timedelta(1)).day == 1
        if (first.day == 1) != ends:
            return first if first.day == 1 else last
    return first + (last - first) // 2


@dataclass(frozen=True, slots=True)
class ActorKind:
    """How the codebook sees a kind of actor: the code at home, abroad, and as one who does violence (who is otherwise
    unarmed does it as an armed group), and the generic names that stand for it as one to whom something is done, in
    protests and in riots ("" for its own name)."""

    at_home: int
    abroad: int
    doing_violence: int
    done_to: str
    in_protests: str
    in_riots: str
    sure: bool
    """Whether the codebook has a code for the kind; else the nearest stands."""


@cache
def actor_kinds() -> dict[str, ActorKind]:
    """By the dossier's kinds of actors."""
    return {
        r["kind"]: ActorKind(
            int(r["at_home"]), int(r["abroad"]), int(r["doing_violence"] or r["at_home"]), r["done_to"],
            r["in_protests"], r["in_riots"], r["sure"] == "yes",
        )
        for r in rows("acled_actor_kinds.tsv")
    }  # fmt: skip


@cache
def generic_names() -> dict[str, int]:
    """Names that stand for people without one ("Civilians", "Protesters"), and their codes."""
    return {r["name"]: int(r["code"]) for r in rows("acled_unnamed.tsv")}


@cache
def _unnamed() -> dict[tuple[str, int], str]:
    return {(r["event_type"], int(r["side"])): r["name"] for r in rows("acled_unnamed.tsv")}


def unnamed(pair: AcledType, side: int) -> str | None:
    """The generic name of a side of which nobody is named; None where an event may lack that side."""
    table = _unnamed()
    return table.get((pair.pair, side)) or table.get((pair.event_type, side))


@cache
def words_for_tolls() -> dict[tuple[str, float | None], int]:
    """Fatalities where a report has words and no number: by hedge and the least number that the words mean."""
    return {(r["hedge"], float(r["low"]) if r["low"] else None): int(r["fatalities"]) for r in rows("acled_tolls.tsv")}


@cache
def _plover() -> dict[str, tuple[Plover, str | None]]:
    name = "acled_plover.tsv"
    return {r["pair"]: (as_plover(r["plover"], name), r["mode"] or None) for r in rows(name)}


def plover_of(pair: AcledType) -> tuple[Plover, str | None]:
    """The PLOVER type and mode of a pair that a coder of ACLED chose."""
    return _plover()[pair.pair]
