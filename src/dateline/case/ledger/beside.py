"""A happening beside UCDP's rows: which rows may be the same thing, and what agrees and what differs, slot by slot.

Nothing is decided: both values stand side by side with the reason. A row is near when its days and its place can be the
happening's within `Near`; the sides move it up or down the list and never out of it, since UCDP's dyads name groups
("Syrian insurgents") that reports name otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from dateline.case.ledger.days import ends
from dateline.case.ledger.ged_sides import Match, best_match, matches_of
from dateline.case.ledger.numbers import number_words
from dateline.codebook.tables import ucdp_codes
from dateline.model.situation import Day, Happening, Number, Slot
from dateline.readers.formats import Failure
from dateline.readers.table.ged import GedRow
from dateline.render.words import clean, plain
from dateline.resolve.geometry import distance_km, rough_km

Verdict = Literal["agrees", "differs", "cannot tell"]
WEIGHTS: Final = {"when": 0.35, "where": 0.35, "sides": 0.25, "type": 0.05}
"""What each part may give to the score (own rule): days and place tell most, since names of groups differ, and the type
follows from the sides."""
SHARP_DAY: Final = {1: 1.0, 2: 0.9, 3: 0.8, 4: 0.5, 5: 0.2}
SHARP_PLACE: Final = {1: 1.0, 2: 1.0, 3: 0.7, 4: 0.5, 5: 0.4, 6: 0.2, 7: 0.2}
"""What a day or place that meets ours is worth by its date_prec and where_prec (own rule): "somewhere in
Syria, in 2017" meets everything."""
REACH_KM: Final = {1: 5.0, 2: 25.0, 3: 50.0, 4: 150.0, 5: 150.0, 6: 500.0, 7: 500.0}
"""How far from its point a row of each where_prec may lie. 25 km is UCDP's own for 2; the others are our own."""
LONGEST: Final = 400
"""Days of the longest stretch that is put beside anything: what happened some time in several years is near all."""
SPREAD: Final = {1: 0, 2: 6, 3: 7, 4: 31, 5: 366}
"""Days that a date_prec may be off where the row gives one day only (UCDP GED codebook; a year has 366)."""


@dataclass(frozen=True, slots=True)
class Near:
    """How far off a row may be and still be listed, and how many are."""

    days: int = 3
    km: float = 50.0
    most: int = 10


@dataclass(frozen=True, slots=True)
class Compared:
    """One slot: both values in words, and what they make of each other."""

    slot: str
    ours: str
    theirs: str
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class RowBeside:
    """A row with its score (0..1), the parts that it is made of as (part, share, why), and the slots compared."""

    row: GedRow
    score: float
    why: tuple[tuple[str, float, str], ...]
    slots: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A happening beside the rows near it, the likeliest first."""

    happening: str
    title: str
    rows: tuple[RowBeside, ...]
    more: int
    """Rows that are near too and are not listed."""


def beside(happening: Happening, rows: Iterable[GedRow | Failure], near: Near = Near()) -> Comparison:
    """The rows near a happening in time and place, scored, each slot compared. A happening without a place or a day
    has none near it."""
    return beside_each([happening], rows, near)[0]


def beside_each(
    happenings: Sequence[Happening], rows: Iterable[GedRow | Failure], near: Near = Near()
) -> list[Comparison]:
    """One comparison a happening, in their order; the rows are gone through once."""
    by_day = _by_day(happenings, near)
    found: list[list[RowBeside]] = [[] for _ in happenings]
    for row in rows:
        if isinstance(row, GedRow):
            for n in sorted(_candidates(by_day, row)):
                if _is_near(happenings[n], row, near):
                    found[n].append(_beside(happenings[n], row, near))
    return [_comparison(h, beside_it, near) for h, beside_it in zip(happenings, found, strict=True)]


def _comparison(happening: Happening, found: list[RowBeside], near: Near) -> Comparison:
    found.sort(key=lambda b: (-b.score, b.row.row))
    return Comparison(happening.id, happening.title, tuple(found[: near.most]), max(0, len(found) - near.most))


def _by_day(happenings: Sequence[Happening], near: Near) -> dict[int, set[int]]:
    """Day (as a number) -> the happenings that may be of it; those without a place or of years are left out."""
    found: dict[int, set[int]] = {}
    for n, h in enumerate(happenings):
        day = h.when
        if day is None or day.start is None or day.end is None or h.where is None or h.where.lat is None:
            continue
        first, last = _number_of(day.start), _number_of(day.end)
        if last - first <= LONGEST:
            for at in range(first - near.days, last + near.days + 1):
                found.setdefault(at, set()).add(n)
    return found


def _candidates(by_day: Mapping[int, set[int]], row: GedRow) -> set[int]:
    spread = SPREAD[row.date_prec] if row.date_start == row.date_end else 0
    first, last = _number_of(row.date_start) - spread, _number_of(row.date_end) + spread
    if last - first > len(by_day):
        return {n for day, found in by_day.items() if first <= day <= last for n in found}
    return set().union(*(by_day.get(day, ()) for day in range(first, last + 1)))


@lru_cache(maxsize=8192)
def _number_of(day: str) -> int:
    return dt.date.fromisoformat(day).toordinal()


def _is_near(h: Happening, row: GedRow, near: Near) -> bool:
    assert h.where is not None
    if h.where.lat is None or h.where.lon is None:
        return False
    own = h.where.radius_km if h.where.radius_km is not None else REACH_KM[h.where.where_prec or 1]
    reach = near.km + REACH_KM[row.where_prec] + own
    if abs(row.latitude - h.where.lat) * 110 > reach:
        return False
    return rough_km((row.latitude, row.longitude), (h.where.lat, h.where.lon)) <= reach


def _beside(h: Happening, row: GedRow, near: Near) -> RowBeside:
    matches = matches_of(h.sides, row)
    slots = (
        _when(h, row), _date_prec(h, row), _where(h, row), _where_prec(h, row),
        *_sides(row, matches), _type(h, row),
        _deaths(h.slot("deaths"), row), *_deaths_by_side(h, row, matches),
    )  # fmt: skip
    why = _why(h, row, matches, near)
    return RowBeside(row, round(sum(share for _, share, _ in why), 3), why, slots)


def _why(h: Happening, row: GedRow, matches: Sequence[Match], near: Near) -> tuple[tuple[str, float, str], ...]:
    """The parts of the score."""
    assert h.when is not None
    span = ends(h.when)
    assert span is not None
    gap = _gap(span, (row.date_start, row.date_end))
    days = "the days meet" if gap == 0 else f"{gap} day{'' if gap == 1 else 's'} apart"
    km, reach = _km(h, row), _reach(h, row)
    open_ = f", within the {reach:.0f} km that both leave open" if km <= reach else ""
    place = max(0.0, 1 - max(0.0, km - reach) / near.km) * min(
        SHARP_PLACE[row.where_prec], SHARP_PLACE[(h.where.where_prec if h.where else None) or 1]
    )
    known = [m for m in matches if m.asked]
    share = sum(m.share for m in known) / len(known) if known else 0.5
    same = 0.5 if h.ucdp is None else float(h.ucdp == row.type_of_violence)
    parts = (
        ("when", max(0.0, 1 - gap / (near.days + 1)) * SHARP_DAY[row.date_prec], days),
        ("where", place, f"{km:.0f} km apart{open_}"),
        ("sides", share, "; ".join(m.words for m in matches)),
        ("type", same, "the same type" if same == 1 else "another type" if same == 0 else "no type is told"),
    )
    return tuple((name, round(WEIGHTS[name] * value, 3), words) for name, value, words in parts)


def _when(h: Happening, row: GedRow) -> Compared:
    ours, theirs = _day_words(h.when), _span_words(row)
    span = ends(h.when) if h.when else None
    if span is None:
        return Compared("when", ours, theirs, "cannot tell", "no day is told")
    gap = _gap(span, (row.date_start, row.date_end))
    if gap:
        return Compared("when", ours, theirs, "differs", f"{gap} day{'' if gap == 1 else 's'} apart")
    inside = span[0] <= row.date_start and row.date_end <= span[1] and span != (row.date_start, row.date_end)
    return Compared("when", ours, theirs, "agrees", "theirs lies within ours" if inside else "")


def _date_prec(h: Happening, row: GedRow) -> Compared:
    ours = date_prec(h.when)
    return _codes("date_prec", ours, row.date_prec)


def _where_prec(h: Happening, row: GedRow) -> Compared:
    return _codes("where_prec", h.where.where_prec if h.where else None, row.where_prec)


def _codes(field: str, ours: int | None, theirs: int) -> Compared:
    """Two codes of one list, with their meaning."""
    words = ucdp_codes()[field]

    def told(code: int | None) -> str:
        return "not told" if code is None else f"{code} ({words[code]})"

    if ours is None:
        return Compared(field, told(None), told(theirs), "cannot tell")
    note = "" if ours == theirs else "ours is finer" if ours < theirs else "theirs is finer"
    return Compared(field, told(ours), told(theirs), "agrees" if ours == theirs else "differs", note)


def date_prec(day: Day | None) -> int | None:
    """UCDP's date_prec of a stretch of days: 1 a day, 2 two to six, 3 a week, 4 within a month, 5 longer."""
    span = ends(day) if day else None
    if day is None or span is None:
        return None
    if day.start is None or day.end is None:
        return 5
    length = (dt.date.fromisoformat(day.end) - dt.date.fromisoformat(day.start)).days + 1
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if length <= most), 5)


def _where(h: Happening, row: GedRow) -> Compared:
    ours = clean(h.where.name) if h.where else "not told"
    theirs = f"{clean(row.where_coordinates)} ({clean(row.adm_1) or clean(row.country)})"
    km, reach = _km(h, row), _reach(h, row)
    note = f"{km:.1f} km apart; together they leave {reach:.0f} km open"
    return Compared("where", ours, theirs, "agrees" if km <= reach else "differs", note)


def _km(h: Happening, row: GedRow) -> float:
    assert h.where is not None
    assert h.where.lat is not None
    assert h.where.lon is not None
    return distance_km((h.where.lat, h.where.lon), (row.latitude, row.longitude))


def _reach(h: Happening, row: GedRow) -> float:
    """How far apart both may be and still be one place."""
    own = h.where.radius_km if h.where else None
    prec = (h.where.where_prec if h.where else None) or 1
    return (own if own is not None else REACH_KM[prec]) + REACH_KM[row.where_prec]


def _sides(row: GedRow, matches: Sequence[Match]) -> list[Compared]:
    return [Compared(m.column, m.ours or "not told", clean(m.theirs), m.verdict, m.note) for m in matches]


def _type(h: Happening, row: GedRow) -> Compared:
    return _type_codes(h.ucdp, row.type_of_violence)


def _type_codes(ours: int | None, theirs: int) -> Compared:
    words = ucdp_codes()["type_of_violence"]
    named = f"{theirs} ({words[theirs]})"
    if ours is None:
        return Compared("type_of_violence", "not told", named, "cannot tell")
    return Compared("type_of_violence", f"{ours} ({words[ours]})", named, "agrees" if ours == theirs else "differs")


def _deaths(slot: Slot, row: GedRow) -> Compared:
    theirs = f"{row.best} (low {row.low}, high {row.high})"
    low, high = sorted((row.low, row.high))
    return _number("deaths", slot, theirs, low, max(high, row.best), row.odd or "")


def _deaths_by_side(h: Happening, row: GedRow, matches: Sequence[Match]) -> list[Compared]:
    """deaths_a, deaths_b and deaths_civilians beside the tolls that the reports give of the same people."""
    found = []
    counts = {"side_a": ("deaths_a", row.deaths_a), "side_b": ("deaths_b", row.deaths_b)}
    for m in matches:
        column, count = counts[m.column]
        slot = best_match(h, m)
        if count is not None and slot is not None:
            of = f"of {slot.name.removeprefix('deaths of ')}" + ("" if m.share == 1 else ", if that is the side")
            found.append(_number(column, slot, str(count), count, count, of))
    civilians = h.slot("deaths of civilians")
    if row.deaths_civilians is not None and civilians.number is not None:
        count = row.deaths_civilians
        found.append(_number("deaths_civilians", civilians, str(count), count, count, ""))
    return found


def _number(name: str, slot: Slot, theirs: str, low: float, high: float, note: str) -> Compared:
    number = slot.number
    if number is None:
        return Compared(name, "not told", theirs, "cannot tell", note)
    first, last = reach_of(number)
    meets = first <= high and low <= last
    gap = f"{plain(first - high if first > high else low - last)} apart" if not meets else ""
    words = "; ".join(filter(None, (gap, note)))
    return Compared(name, number_words(number), theirs, "agrees" if meets else "differs", words)


def reach_of(number: Number) -> tuple[float, float]:
    """The lowest and the highest that a number leaves open; "heavy losses" begin at one."""
    low = number.low if number.low is not None else number.best
    high = number.high
    if number.hedge == "heavy" and low is None:
        return 1.0, float("inf")
    return low or 0.0, high if high is not None else float("inf")


def _gap(one: tuple[str, str], other: tuple[str, str]) -> int:
    """Days between two stretches, 0 where they meet."""
    if one[0] <= other[1] and other[0] <= one[1]:
        return 0
    first, second = (one, other) if one[1] < other[0] else (other, one)
    return (dt.date.fromisoformat(second[0]) - dt.date.fromisoformat(first[1])).days


def _day_words(day: Day | None) -> str:
    if day is None or (day.start is None and day.end is None):
        return "not told"
    return day.start or "" if day.start == day.end else f"{day.start or '…'} to {day.end or '…'}"


def _span_words(row: GedRow) -> str:
    return row.date_start if row.date_start == row.date_end else f"{row.date_start} to {row.date_end}"
