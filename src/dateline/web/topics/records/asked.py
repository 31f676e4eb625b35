"""What may be asked of each kind of record. The names are those of the filters of pages and of the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema

from dateline.case.store.rows.wanted import Wanted
from dateline.case.store.sieve import MANY
from dateline.case.views.filter import filter_of, iso_day, sieve_of
from dateline.model.vocabulary import (
    ActorKind,
    Check,
    ControlStatus,
    EventStatus,
    PlaceKind,
    Predicate,
    SourceKind,
    Stance,
    Verdict,
)

IsoDay = Annotated[
    str, AfterValidator(lambda told: iso_day("day", told)), WithJsonSchema({"type": "string", "format": "date"})
]
Name = Annotated[str, Field(max_length=1000)]
Names = Annotated[list[Name], Field(max_length=50)]
Known = Annotated[
    str | None,
    Field(
        max_length=40, examples=["2024-05-01"],
        description="What the case held then: a day (to its end, UTC), a time in ISO form, or a number of the log.",
    ),
]  # fmt: skip
Limit = Annotated[int | None, Field(ge=1, le=500, description="How many at most: 50, or in a sheet all.")]
After = Annotated[int, Field(ge=0, le=2**53, description="The cursor: what `next` of the page before said.")]
Country = Annotated[Names, Field(description="ISO codes, or names of states.", examples=[["SY"]])]
Box = Annotated[
    str | None,
    Field(
        pattern=r"^-?\d{1,3}(\.\d{1,9})?(,-?\d{1,3}(\.\d{1,9})?){3}$", examples=["32,35,37.5,42.5"],
        description="South, west, north, east in degrees; west greater than east crosses the 180th meridian.",
    ),
]  # fmt: skip
First = Annotated[IsoDay | None, Field(alias="from", description="From this day on (ISO).")]
Last = Annotated[IsoDay | None, Field(alias="to", description="Up to this day (ISO).")]
Actor = Annotated[Names, Field(description="Keys of actors, or words of a name.")]
Outlet = Annotated[Names, Field(description="Told by this outlet.")]
Source = Annotated[Names, Field(description="Said by a source so called.")]
Text = Annotated[str | None, Field(max_length=1000, description="Words that all stand in what tells it.")]
InReports = Annotated[
    list[Annotated[str, Field(max_length=100)]], Field(max_length=MANY, description="Of these reports alone (ids).")
]


_FILTERS: Final = ("country", "first", "last", "actor", "outlet", "source", "text", "type", "status")
_KINDS: Final = ("kind", "stance", "check", "predicate", "holds")
"""What tells records of one sort apart; each sort has one of them."""


class Asked(BaseModel):
    """What any list may be asked: which page, of which state, of which reports. Several values of one name are
    alternatives; different names hold together."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    limit: Limit = None
    after: After = 0
    as_of: Known = None
    report: InReports = []

    def wanted(self, as_of: int | None) -> Wanted:
        """As the store takes it. Raises `SettingsError` for a value that no record can have."""
        told: dict[str, Any] = {name: getattr(self, name) for name in type(self).model_fields}
        fits = {name: told.get(name) or None for name in _FILTERS}
        box = told["box"].split(",") if told.get("box") else None
        ids = (*told["report"], *told.get("language", ()))  # looked at for signs that no database takes
        sieve = sieve_of(filter_of(**fits, box=box, happening=ids or None), as_of)
        return Wanted(
            replace(sieve, reports=tuple(told["report"])),
            kinds=tuple(kind for name in _KINDS for kind in told.get(name, ())),
            verdicts=tuple(told.get("verdict", ())),
            languages=tuple(told.get("language", ())),
        )


class ReportsAsked(Asked):
    """Reports."""

    first: First = None
    last: Last = None
    outlet: Outlet = []
    language: Annotated[
        list[Annotated[str, Field(max_length=20)]], Field(max_length=50, description="ISO codes of languages.")
    ] = []
    text: Text = None


class ClaimsAsked(Asked):
    """Claims."""

    box: Box = None
    first: First = None
    last: Last = None
    stance: Annotated[list[Stance], Field(description="How it is said.")] = []
    outlet: Outlet = []
    source: Source = []
    text: Text = None


class EventsAsked(Asked):
    """Events."""

    country: Country = []
    box: Box = None
    first: First = None
    last: Last = None
    actor: Actor = []
    type: Annotated[
        Names, Field(description="PLOVER (ASSAULT), ACLED (Battles) or UCDP (one-sided).", examples=[["ASSAULT"]])
    ] = []
    status: Annotated[list[EventStatus], Field(description="Whether it happened, as told.")] = []
    outlet: Outlet = []
    source: Source = []
    text: Text = None


class ActorsAsked(Asked):
    """Actors."""

    country: Country = []
    kind: list[ActorKind] = []
    actor: Actor = []
    outlet: Outlet = []
    text: Text = None


class PlacesAsked(Asked):
    """Places."""

    country: Country = []
    box: Box = None
    kind: list[PlaceKind] = []
    outlet: Outlet = []
    text: Text = None


class SourcesAsked(Asked):
    """Sources."""

    kind: list[SourceKind] = []
    outlet: Outlet = []
    source: Source = []
    text: Text = None


class ControlAsked(Asked):
    """Who holds what."""

    country: Country = []
    box: Box = None
    first: First = None
    last: Last = None
    actor: Actor = []
    holds: Annotated[list[ControlStatus], Field(description="How it stands to the place.")] = []
    outlet: Outlet = []
    text: Text = None


class RelationsAsked(Asked):
    """How actors stand to each other."""

    country: Country = []
    first: First = None
    last: Last = None
    actor: Actor = []
    predicate: list[Predicate] = []
    outlet: Outlet = []


class FindingsAsked(Asked):
    """What checks found."""

    check: list[Check] = []
    verdict: list[Verdict] = []
    outlet: Outlet = []
    text: Text = None
