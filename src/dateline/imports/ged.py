"""A row of UCDP GED -> what it says, by the rules of UCDP's codebook.

type_of_violence 1 and 2 are fights of two sides, 3 is done by one side to civilians. Every event is use of armed force
with deaths, PLOVER's ASSAULT; which kind of arms, and so which of ACLED's pairs, a row does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dateline.checks.rows.ged import PARTS, breaches_of
from dateline.codebook.ged import CIVILIANS, GOVERNMENT
from dateline.gazetteer.overlays.sizes import radius_of
from dateline.gazetteer.overlays.typewords import division_name, named
from dateline.imports.actors import TOGETHER
from dateline.imports.countries import country_code
from dateline.imports.row import CodedRow, RowActor, RowNote, RowPlace, RowSide, RowSource, RowToll, RowWhen
from dateline.model.records import Coding
from dateline.model.vocabulary import ActorKind, Check, PlaceKind, Precision, Role
from dateline.readers.table.ged import GedRow

KEY: Final = "ucdp-ged"
NAME: Final = "UCDP GED"
ONE_SIDED: Final = 3
EXACT, NEAR, NEAR_KM = 1, 2, 25.0
"""where_prec of the place itself, and of "a limited area around it, up to 25 km" (UCDP GED codebook)."""
_READ: Final = ("type_of_violence", "where_prec", "date_prec", "date_start", "date_end", "best", "high", "low", *PARTS)
"""Columns whose cells may be written in other ways than the codebook's."""
_PRECISIONS: Final[dict[int, Precision]] = {1: "day", 2: "days", 3: "week", 4: "month", 5: "year"}
"""date_prec (UCDP GED codebook)."""
_CHECKS: Final[dict[str, tuple[Check, tuple[str, ...]]]] = {
    "low-best-high": ("arithmetic", ("low", "best", "high")),
    "deaths sum": ("arithmetic", ("best", *PARTS)),
    "year": ("calendar", ("year", "date_start")),
    "date span": ("calendar", ("date_prec", "date_start", "date_end")),
    "admin level": ("place", ("where_prec",)),
    "point": ("place", ("geom_wkt", "latitude", "longitude")),
    "priogrid": ("place", ("priogrid_gid", "latitude", "longitude")),
    "country": ("place", ("country", "country_id")),
    "region": ("place", ("country", "region")),
    "sides": ("contradiction", ("type_of_violence", "side_a", "side_b")),
    "dyad": ("contradiction", ("dyad_name", "side_a", "side_b")),
    "side number": ("contradiction", ("side_a", "side_b")),
}
"""Rules between cells: the kind of finding that a breach is, and the cells to look at. How a cell by itself is spelt
(2016.0, 08/04/2016) is no finding where it could be read."""
_AREAS: Final[dict[int, PlaceKind]] = {3: "district", 4: "province", 5: "area", 6: "country", 7: "area"}
"""Kind of what a where_prec names, where the name does not tell: 1 and 2 are points of which it must."""


def coded(
    row: GedRow, version: str | None = None, published: str | None = None, *, dataset: str = KEY, name: str = NAME
) -> CodedRow:
    """What a row of GED says."""
    country = country_code(row.country)
    return CodedRow(
        dataset,
        name,
        version,
        row.id,
        row.row,
        row.cells,
        Coding("ASSAULT", None, (), None, row.type_of_violence),
        ("type_of_violence",),
        sides=_sides(row, country),
        place=_place(row, country),
        when=RowWhen(row.date_start, row.date_end, _PRECISIONS[row.date_prec], ("date_start", "date_end", "date_prec")),
        tolls=tuple(_tolls(row)),
        sources=_sources(row),
        notes=tuple(_notes(row)),
        published=published,
    )


def _sides(row: GedRow, country: str | None) -> tuple[RowSide, ...]:
    roles: tuple[Role, Role] = ("actor", "recipient") if row.type_of_violence == ONE_SIDED else ("side_a", "side_b")
    told = (("side_a", row.side_a), ("side_b", row.side_b))
    return tuple(
        RowSide(role, _actors(column, text, row.type_of_violence))
        for role, (column, text) in zip(roles, told, strict=True)
        if text
    )


def _actors(column: str, text: str, type_: int) -> tuple[RowActor, ...]:
    """Those on one side: UCDP joins several by commas."""
    parts = [part.strip() for part in text.split(TOGETHER) if part.strip()]
    return tuple(RowActor(column, part, *_kind(part, column, type_)) for part in dict.fromkeys(parts))


@lru_cache(maxsize=65_536)
def _kind(name: str, column: str, type_: int) -> tuple[ActorKind, str | None]:
    """Kind and country of a side that the catalogue does not know: side_a of state-based conflict is a government, its
    side_b one or a rebel group; sides of non-state conflict are organised groups that fight no state in it."""
    if name == CIVILIANS:
        return "civilians", None
    if name.startswith(GOVERNMENT):
        return "government", country_code(name.removeprefix(GOVERNMENT))
    return ("rebel group" if type_ == 1 and column == "side_b" else "militia"), None


def _place(row: GedRow, country: str | None) -> RowPlace:
    """The name that the row gives the point; where it gives none, the smallest area that it names."""
    columns = ("where_coordinates", "adm_2", "adm_1", "country")
    column = next((c for c in columns if getattr(row, c)), "latitude")
    name = getattr(row, column) if column != "latitude" else f"{row.latitude:g}, {row.longitude:g}"
    rest = ("where_prec", "latitude", "longitude", "adm_1", "country")
    kind = _place_kind(name, row.where_prec)
    radius = NEAR_KM if row.where_prec == NEAR else radius_of(kind) if row.where_prec == EXACT else None
    return RowPlace(
        name, kind, row.latitude, row.longitude, country,
        division_name(row.adm_1) or None, row.where_prec, None, (column, *(c for c in rest if c != column)),
        radius,
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _place_kind(name: str, where_prec: int) -> PlaceKind:
    if where_prec in _AREAS:
        return _AREAS[where_prec]
    found = named(name)
    return found.kind if found is not None else "other"


def _tolls(row: GedRow) -> list[RowToll]:
    """The whole, then those of whom a column of its own counts the dead. deaths_unknown are in the whole and of nobody
    in particular: they stay in the row."""
    ordered = row.low <= row.best <= row.high
    low, high = (row.low, row.high) if ordered else (None, None)
    tolls = [RowToll("unknown", low, row.best, high, ("best", "low", "high") if ordered else ("best",))]
    one_sided = row.type_of_violence == ONE_SIDED
    parts = [
        ("actor" if one_sided else "side_a", "deaths_a", row.deaths_a if row.side_a else None),
        ("side_b", "deaths_b", row.deaths_b if row.side_b and not one_sided else None),
        ("civilians", "deaths_civilians", row.deaths_civilians),
    ]
    tolls += [RowToll(of, n, n, n, (column,)) for of, column, n in parts if n is not None]
    return tolls


def _sources(row: GedRow) -> tuple[RowSource, ...]:
    """The agencies and outlets that the row names; whom these have it from (source_original) may be anybody, and stays
    in the row."""
    names = [part.strip() for part in row.source_office.split(";")]
    return tuple(RowSource("source_office", name, "media") for name in dict.fromkeys(names) if name)


def _notes(row: GedRow) -> Iterator[RowNote]:
    """The codebook's rules that the row breaks, asked of its cells as they were read."""
    read = {c: str(n) for c in _READ if (n := getattr(row, c)) is not None}
    for breach in breaches_of({**row.cells, **read}):
        if breach.rule in _CHECKS:
            check, columns = _CHECKS[breach.rule]
            yield RowNote(check, breach.rule, breach.sentence, tuple(dict.fromkeys((*columns, breach.column))))
