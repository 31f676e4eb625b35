"""Reports by outlet and week or month, with the gaps: times without any report of an outlet that has some before and
after. A gap says that nothing is in the case, not that nothing was published."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, Field

from dateline.case.store.entry import EPOCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.web.desk import Desk

By = Literal["week", "month"]
SHOWN: dict[By, int] = {"week": 26, "month": 24}
"""Columns of the table; earlier ones are a page away."""
OUTLETS = 100
SHADES = 5
_MONDAY = 3
"""1970-01-01 was a Thursday."""


class CoverageQuery(BaseModel):
    """What the address asks for."""

    by: By = "week"
    back: int = Field(default=0, ge=0, le=10_000, description="Pages back from the last time with a report.")
    start: int = Field(default=0, ge=0, le=10**6, description="Outlets to pass over.")


Asked = Annotated[CoverageQuery, Query()]


class Cell(BaseModel):
    """Reports of an outlet in a time."""

    reports: int
    shade: int
    """0 to 5, for the eye."""
    gap: bool
    """None here, some before and after."""


class OutletRow(BaseModel):
    """An outlet over the times that are shown."""

    outlet: str | None
    reports: int
    undated: int
    first: str | None
    last: str | None
    gaps: int
    """Times without a report between the first and the last, whether they are shown or not."""
    cells: list[Cell]


class Time(BaseModel):
    """A week or a month."""

    label: str
    first: str
    last: str


class Told(BaseModel):
    """How much of something there is."""

    of: str | None
    events: int | None = None
    reports: int


class CoverageTable(BaseModel):
    """Outlets by time."""

    by: By
    times: list[Time]
    rows: list[OutletRow]
    outlets: int
    reports: int
    undated: int
    gaps: int
    earlier: int | None
    """`back` of the page before in time; null where there is none."""
    later: int | None
    next: int | None
    """`start` of the next outlets."""
    languages: list[Told]
    countries: list[Told]


def coverage(desk: Desk, asked: CoverageQuery) -> CoverageTable:
    """What the address asks for."""
    found = desk.store.coverage()
    counts: dict[str | None, Counter[int]] = {}
    undated: Counter[str | None] = Counter()
    for outlet, day, n in found.days:
        counts.setdefault(outlet, Counter())
        if day is None:
            undated[outlet] += n
        else:
            counts[outlet][_slot(day, asked.by)] += n
    every = [t for of in counts.values() for t in of]
    width, end = SHOWN[asked.by], max(every, default=0) - asked.back * SHOWN[asked.by]
    first = min(every, default=0)
    times = range(max(end - width + 1, first), end + 1) if every else range(0)
    ordered = sorted(counts, key=lambda o: (-counts[o].total() - undated[o], o or ""))
    most = max((n for of in counts.values() for n in of.values()), default=1)
    rows = [_row(o, counts[o], undated[o], times, most, asked.by) for o in ordered]
    return CoverageTable(
        by=asked.by, times=[_time(t, asked.by) for t in times], rows=rows[asked.start : asked.start + OUTLETS],
        outlets=len(rows), reports=sum(r.reports for r in rows), undated=undated.total(),
        gaps=sum(r.gaps for r in rows),
        earlier=asked.back + 1 if every and times and times[0] > first else None,
        later=asked.back - 1 if asked.back else None,
        next=asked.start + OUTLETS if len(rows) > asked.start + OUTLETS else None,
        languages=[Told(of=lang, reports=n) for lang, n in found.languages],
        countries=[Told(of=code, events=e, reports=r) for code, e, r in found.countries],
    )  # fmt: skip


def _row(outlet: str | None, of: Counter[int], undated: int, times: Sequence[int], most: int, by: By) -> OutletRow:
    low, high = min(of, default=None), max(of, default=None)
    inside = range(low, high + 1) if low is not None and high is not None else range(0)
    return OutletRow(
        outlet=outlet, reports=of.total() + undated, undated=undated,
        first=_time(low, by).first if low is not None else None,
        last=_time(high, by).last if high is not None else None, gaps=len(inside) - len(of),
        cells=[Cell(reports=of[t], shade=_shade(of[t], most), gap=t in inside and not of[t]) for t in times],
    )  # fmt: skip


def _shade(n: int, most: int) -> int:
    return 0 if n == 0 else max(1, -(-n * SHADES // most))


def _slot(day: int, by: By) -> int:
    """Weeks from Monday to Sunday, or months, counted from 1970."""
    if by == "week":
        return (day + _MONDAY) // 7
    date = EPOCH + dt.timedelta(days=day)
    return date.year * 12 + date.month - 1


def _time(slot: int, by: By) -> Time:
    if by == "week":
        first = EPOCH + dt.timedelta(days=slot * 7 - _MONDAY)
        year, week, _ = first.isocalendar()
        return Time(label=f"{year}-W{week:02d}", first=str(first), last=str(first + dt.timedelta(days=6)))
    first = dt.date(slot // 12, slot % 12 + 1, 1)
    after = dt.date((slot + 1) // 12, (slot + 1) % 12 + 1, 1)
    return Time(label=f"{first:%Y-%m}", first=str(first), last=str(after - dt.timedelta(days=1)))
