"""What fits a filter, as records: happenings page by page, on a map, in time, between actors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from dateline.case.situation import put_together
from dateline.case.store.entry import iso_of
from dateline.case.store.protocol import Box
from dateline.case.survey.figures import Step, crowd, leaf, matrix, times
from dateline.case.survey.survey import Survey
from dateline.case.views.moments import moment_of
from dateline.model.situation import Happening, Number, SlotState
from dateline.model.vocabulary import EventStatus, Precision, Role
from dateline.render.situation.view import day_words
from dateline.web.topics.explore.asked import Explored, Listed, Timed

if TYPE_CHECKING:
    from dateline.web.desk import Desk

ROUGH = (
    "{n} happenings of which a person decided a value are counted by it and by the first report: there are too many to "
    "put together"
)
RULES = "the case’s rules leave some of these out; they are told where happenings are listed"


class LeftOut(BaseModel):
    """Why something is not shown."""

    reason: str
    number: int


class Counted(BaseModel):
    """How much of the case fits. A happening fits where one of its reports tells it so."""

    shown: int = Field(description="Happenings that fit.")
    of: int = Field(description="Happenings of the case.")
    left_out: list[LeftOut]
    notes: list[str] = Field(description="What must be known of these counts.")


class Range(BaseModel):
    """A number as its voices give it; never an average."""

    low: float | None
    best: float | None
    high: float | None
    rule: str = Field(description="How they were chosen.")


class Value(BaseModel):
    """A value as it is shown, and how it stands."""

    shown: str | None
    state: SlotState


class Where(Value):
    """A place: degrees WGS84, `where_prec` as UCDP codes it."""

    name: str | None
    lat: float | None
    lon: float | None
    country: str | None
    where_prec: int | None
    radius_km: float | None


class When(Value):
    """Days, both inclusive; null is open."""

    start: str | None
    end: str | None
    precision: Precision | None


class Toll(Value):
    """A number of people."""

    number: Range | None


class Part(BaseModel):
    """Who takes part."""

    role: Role
    key: str
    name: str


class Row(BaseModel):
    """A happening in one line, put together out of all reports that tell it."""

    id: str
    title: str
    plover: str
    acled: str | None
    status: EventStatus
    when: When
    where: Where
    deaths: Toll
    injured: Toll
    who: list[Part]
    disputed: list[str] = Field(description="Values on which reports contradict each other.")
    decided: list[str] = Field(description="Values that a person decided.")
    reports: int
    voices: int = Field(description="Independent voices that assert it.")
    excluded: str | None = Field(description="Why a rule or a decision leaves it out; null where it counts.")


class Happenings(Counted):
    """A page of what fits."""

    items: list[Row]
    next: int | None = Field(description="The cursor of the next page; null where this is the last.")


class CellRow(BaseModel):
    """Happenings that lie together. `box` has these and no others: the filter narrowed to it shows as many."""

    lat: float
    lon: float
    box: str = Field(description="South, west, north, east.")
    happenings: int
    areas: int = Field(description="Of these, known by a province or less alone.")
    radius_km: float = Field(description="Half of them are known as exactly as this, or better.")
    place: str | None = Field(description="What most of them are said to be in.")


class OnMap(Counted):
    """What fits, by place."""

    cells: list[CellRow]
    size: float = Field(description="Side of a cell in degrees.")
    placed: int
    without: int = Field(description="Happenings whose place is not told or not found.")


class BarRow(BaseModel):
    """A stretch of days, both inclusive: the filter narrowed to it shows as many."""

    start: str
    end: str
    happenings: int
    unsure: int = Field(description="Of these, told no finer than by a month.")


class InTime(Counted):
    """What fits, in time."""

    step: Step
    bars: list[BarRow]
    dated: int
    undated: int
    outside: int = Field(description="Dated before the first bar or after the last.")


class ActorRow(BaseModel):
    """An actor, and in how many happenings it does something, or has it done to it."""

    key: str
    name: str
    kind: str
    happenings: int


class Between(Counted):
    """Who does it to whom: `counts[n][m]` happenings of `doers[n]` and `done_to[m]`, as reports name them or a person
    decided; null for an actor with itself."""

    doers: list[ActorRow]
    done_to: list[ActorRow]
    counts: list[list[int | None]]
    more_doers: int
    more_done_to: int


def surveyed(desk: Desk, asked: Explored) -> Survey:
    """What fits."""
    return desk.surveys.of(asked.only(), moment_of(desk.store, asked.as_of).seq)


def happenings(desk: Desk, asked: Listed) -> Happenings:
    """A page of what fits."""
    found = surveyed(desk, asked)
    page = leaf(desk.store, found, asked.sort, asked.after, asked.limit)
    made = put_together(desk.store, page.ids, found.columns.as_of, desk.facts)
    items = [row_of(made[i].happening) for i in page.ids if i in made]
    return Happenings(items=items, next=page.next, **_counted(desk, found))


def on_map(desk: Desk, asked: Explored) -> OnMap:
    """What fits, by place."""
    found = surveyed(desk, asked)
    drawn = crowd(desk.store, found)
    cells = [
        CellRow(lat=c.lat, lon=c.lon, box=box_words(c.box), happenings=c.happenings, areas=c.areas,
                radius_km=round(c.radius_km, 1), place=c.place)
        for c in drawn.cells
    ]  # fmt: skip
    return OnMap(cells=cells, size=drawn.size, placed=drawn.placed, without=drawn.without, **_counted(desk, found))


def in_time(desk: Desk, asked: Timed) -> InTime:
    """What fits, in time."""
    found = surveyed(desk, asked)
    line = times(found, asked.step)
    bars = [
        BarRow(start=iso_of(b.first) or "", end=iso_of(b.last) or "", happenings=b.happenings, unsure=b.unsure)
        for b in line.bars
    ]
    return InTime(
        step=line.step, bars=bars, dated=line.dated, undated=line.undated, outside=line.outside, **_counted(desk, found)
    )


def between(desk: Desk, asked: Explored) -> Between:
    """What fits, by who does it to whom."""
    found = surveyed(desk, asked)
    made = matrix(desk.store, found)
    doers, done_to = ([ActorRow(key=m.key, name=m.name, kind=m.kind, happenings=m.happenings) for m in side]
                      for side in (made.doers, made.done_to))  # fmt: skip
    counts = [
        [None if doer.key == other.key else n for other, n in zip(done_to, row, strict=True)]
        for doer, row in zip(doers, made.counts, strict=True)
    ]
    return Between(
        doers=doers, done_to=done_to, counts=counts, more_doers=made.more[0], more_done_to=made.more[1],
        **_counted(desk, found),
    )  # fmt: skip


def _counted(desk: Desk, found: Survey) -> dict[str, Any]:
    notes = [ROUGH.format(n=f"{found.rough:,}")] if found.rough else []
    if desk.store.rules(found.columns.as_of).get("inclusion"):
        notes.append(RULES)
    left_out = [LeftOut(reason=reason, number=n) for reason, n in found.left_out]
    return {"shown": found.shown, "of": found.of_all, "left_out": left_out, "notes": notes}


def row_of(h: Happening) -> Row:
    """A happening in one line."""
    where, when = h.where, h.when
    return Row(
        id=h.id, title=h.title, plover=h.plover, acled=h.acled, status=h.status,
        when=When(shown=day_words(when), state=h.slot("when").state, start=when.start if when else None,
                  end=when.end if when else None, precision=when.precision if when else None),
        where=Where(
            shown=where.name if where else None, state=h.slot("where").state, name=where.name if where else None,
            lat=where.lat if where else None, lon=where.lon if where else None,
            country=where.country if where else None, where_prec=where.where_prec if where else None,
            radius_km=where.radius_km if where else None,
        ),
        deaths=_toll(h, "deaths"), injured=_toll(h, "injured"),
        who=[Part(role=s.role, key=s.key, name=s.name) for s in h.sides],
        disputed=[s.name for s in h.slots if s.state == "disputed"],
        decided=[s.name for s in h.slots if s.state == "decided"],
        reports=h.reports, voices=h.voices, excluded=None if h.included else h.excluded_by or "left out",
    )  # fmt: skip


def _toll(h: Happening, name: str) -> Toll:
    slot = h.slot(name)
    return Toll(shown=slot.shown, state=slot.state, number=range_of(slot.number))


def range_of(number: Number | None) -> Range | None:
    """A number with its ends."""
    if number is None:
        return None
    return Range(low=number.low, best=number.best, high=number.high, rule=number.rule)


def box_words(box: Box | Sequence[float]) -> str:
    """A box as addresses have it: a hand's breadth wider than it is, so that what lies on its edge is in it."""
    south, west, north, east = (box.south, box.west, box.north, box.east) if isinstance(box, Box) else box
    low = max(-90.0, math.floor(south * 1e6) / 1e6), max(-180.0, math.floor(west * 1e6) / 1e6)
    high = min(90.0, math.ceil(north * 1e6) / 1e6), min(180.0, math.ceil(east * 1e6) / 1e6)
    told = (*low, *high)
    return ",".join(f"{v:.6f}".rstrip("0").rstrip(".") for v in told)
