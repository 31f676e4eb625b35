"""A row in ACLED's columns -> what it says, by the rules of ACLED's codebook.

actor1 and actor2 tell no direction, so they are two sides; only of violence against civilians is the second the target.
A week or a month is told as such, not as the day that stands for it. Fatalities of 0 are no statement: ACLED writes 0
where nobody tells of any.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dateline.checks.rows.acled import breaches_of
from dateline.checks.rows.breach import Breach
from dateline.codebook.acled import CIVILIANS, generic_names, plover_of, stretch_of
from dateline.gazetteer.overlays.typewords import division_name, named
from dateline.imports.countries import country_code
from dateline.imports.row import (
    CodedRow,
    RowActor,
    RowNote,
    RowPhrase,
    RowPlace,
    RowSide,
    RowSource,
    RowToll,
    RowWhen,
)
from dateline.model.records import Coding
from dateline.model.vocabulary import ActorKind, Check, PlaceKind, Role
from dateline.readers.table.acled import AcledRow

KEY: Final = "acled"
NAME: Final = "ACLED"
DIRECTED: Final = "Violence against civilians"
"""The one event type of which the codebook says that actor2 is the target."""
UNARMED: Final = frozenset({5, 6, CIVILIANS})
REGION: Final = 3
"""geo_precision of a larger region."""
_KINDS: Final[dict[int, ActorKind]] = {1: "military", 2: "rebel group", 3: "militia", 4: "militia"}
"""Kind of an actor by its inter code; a state's forces are told further by their names."""
_STATE: Final = re.compile(
    r"(?:Mutiny of )?(?P<what>Military|Police|Security) Forces of (?:the )?(?P<state>[^()]+?)(?: \(.*)?"
)
_GOVERNMENT: Final = re.compile(r"Government of (?:the )?(?P<state>[^()]+?)(?: \(.*)?")
_CHECKS: Final[dict[str, Check]] = {
    "year": "calendar", "country": "place", "region": "place", "interaction": "contradiction",
    "actor without kind": "contradiction", "two actors": "contradiction", "target": "contradiction",
}  # fmt: skip
"""Rules of a row whose breach is told beside its claim, by the kind of finding. How cells are spelt is none of them."""


def coded(
    row: AcledRow, version: str | None = None, published: str | None = None, *, dataset: str = KEY, name: str = NAME
) -> CodedRow:
    """What a row of the layout says."""
    country = country_code(row.country)
    plover, mode = plover_of(row.type)
    return CodedRow(
        dataset,
        name,
        version,
        row.id,
        row.row,
        row.cells,
        Coding(plover, mode, (), row.type.pair, None),
        ("event_type", "sub_event_type"),
        sides=tuple(_sides(row, country)),
        place=_place(row, country),
        when=_when(row),
        tolls=_tolls(row),
        sources=_sources(row),
        outcome=RowPhrase("notes", row.notes) if row.notes else None,
        notes=tuple(_note(b) for b in breaches_of(row.cells) if b.rule in _CHECKS),
        published=published,
    )


def _sides(row: AcledRow, country: str | None) -> Iterator[RowSide]:
    roles: tuple[Role, Role] = ("side_a", "side_b") if row.actor2 else ("actor", "recipient")
    if row.type.event_type == DIRECTED:
        roles = "actor", "recipient"
    actors = (("actor1", row.actor1, row.inter1), ("actor2", row.actor2, row.inter2))
    for role, (column, name, inter) in zip(roles, actors, strict=True):
        if name:
            yield RowSide(role, (RowActor(column, name, *_kind(name, inter, country)),))
    beside = (("assoc_actor_1", row.assoc_actor_1, row.inter1), ("assoc_actor_2", row.assoc_actor_2, row.inter2))
    for column, cell, inter in beside:
        for name in _parted(cell):
            unarmed = inter in UNARMED and _kind(name, 0, country)[0] == "other"
            kind: tuple[ActorKind, str | None] = ("civilians", None) if unarmed else _kind(name, 0, country)
            yield RowSide("associate", (RowActor(column, name, *kind),))


@lru_cache(maxsize=65_536)
def _kind(name: str, inter: int, country: str | None) -> tuple[ActorKind, str | None]:
    """Kind and country of an actor that the catalogue does not know, by its name and code; without a code by a name
    that stands for people without one ("Civilians (Somalia)")."""
    inter = inter or generic_names().get(name.partition(" (")[0], 0)
    if found := _STATE.fullmatch(name):
        return ("police" if found["what"] == "Police" else "military"), country_code(found["state"])
    if found := _GOVERNMENT.fullmatch(name):
        return "government", country_code(found["state"])
    if inter in UNARMED:
        return "civilians", None
    return _KINDS.get(inter, "other"), country if inter == 1 else None


def _when(row: AcledRow) -> RowWhen:
    first, last, precision = stretch_of(dt.date.fromisoformat(row.event_date), row.time_precision)
    return RowWhen(first.isoformat(), last.isoformat(), precision, ("event_date", "event_date", "time_precision"))


def _place(row: AcledRow, country: str | None) -> RowPlace:
    """The location; where the row names none, the smallest area that it names."""
    column = next((c for c in ("location", "admin1", "country") if getattr(row, c)), "latitude")
    name = getattr(row, column) if column != "latitude" else f"{row.latitude:g}, {row.longitude:g}"
    rest = ("geo_precision", "latitude", "longitude", "admin1", "country")
    return RowPlace(
        name, _place_kind(name, row.geo_precision), row.latitude, row.longitude, country,
        division_name(row.admin1) or None, None, row.geo_precision, (column, *(c for c in rest if c != column)),
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _place_kind(name: str, geo_precision: int | None) -> PlaceKind:
    found = named(name)
    if found is not None:
        return found.kind
    return "area" if geo_precision == REGION else "other"


def _tolls(row: AcledRow) -> tuple[RowToll, ...]:
    number = float(row.fatalities)
    return (RowToll("unknown", number, number, number, ("fatalities",)),) if number else ()


def _sources(row: AcledRow) -> tuple[RowSource, ...]:
    return tuple(RowSource("source", name, "media") for name in _parted(row.source))


def _parted(cell: str) -> list[str]:
    """The values of a cell that parts them with semicolons, each once."""
    return list(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def _note(breach: Breach) -> RowNote:
    return RowNote(_CHECKS[breach.rule], breach.rule, breach.sentence, (breach.column,))
