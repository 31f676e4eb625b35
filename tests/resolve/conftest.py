"""A small made-up land, so that what comes out can be told by heart.

Sunland (XA) is the square from 20 to 24 north and 10 to 14 east; Dawnland (XB) lies east of it, the sea all around.
Upland and Lowland are Sunland's halves, Upland the northern. The Rill runs from north to south along 13 east.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Border, Candidate, Gazetteer
from dateline.model.vocabulary import PlaceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


def _place(name: str, kind: PlaceKind, lat: float, lon: float, country: str, **more: object) -> Candidate:
    given: dict[str, object] = {"admin1": None, "population": 0, "radius_km": 2.0} | more
    return Candidate(name=name, kind=kind, lat=lat, lon=lon, geonames_id=None, country=country, source="own", **given)  # type: ignore[arg-type]  # a table of keyword arguments


PLACES = (
    _place("Sunland", "country", 22.0, 12.0, "XA", radius_km=220.0),
    _place("Dawnland", "country", 22.0, 16.0, "XB", radius_km=220.0),
    _place("Upland", "province", 23.0, 12.0, "XA", radius_km=150.0),
    _place("Lowland", "province", 21.0, 12.0, "XA", radius_km=150.0),
    _place("Morrow", "province", 22.0, 16.0, "XB", radius_km=200.0),
    _place("Alta", "city", 23.0, 11.0, "XA", admin1="Upland", population=200_000, radius_km=4.0),
    _place("Bela", "city", 21.0, 11.0, "XA", admin1="Lowland", population=20_000),
    _place("Cora", "village", 22.5, 13.9, "XA", admin1="Upland", population=900, radius_km=1.0),
    _place("Upland", "city", 23.5, 12.0, "XA", admin1="Upland", population=40_000),
    _place("Rill", "river", 22.0, 13.0, "XA", radius_km=220.0),
    _place("Beck", "river", 21.0, 12.5, "XA", radius_km=50.0),
    _place("Alta-Bela highway", "road", 22.0, 11.0, "XA", radius_km=110.0),
    _place("Cora", "village", 22.5, 17.0, "XB", admin1="Morrow", population=300, radius_km=1.0),
)


@dataclass(eq=False)
class Fake:
    """A gazetteer of `PLACES`; `bare` has no outlines."""

    bare: bool = False
    name: str = "made up"
    version: str = "1"

    def candidates(self, name: str) -> list[Candidate]:
        return [p for p in PLACES if fold(p.name) == fold(name)]

    def similar(self, name: str, country: str) -> list[Candidate]:
        return []

    def beginning(self, start: str) -> list[Candidate]:
        return [p for p in PLACES if fold(p.name).startswith(fold(start))]

    def has(self, name: str) -> bool:
        return bool(self.candidates(name))

    def country(self, code: str) -> Candidate | None:
        return next((p for p in PLACES if p.kind == "country" and p.country == code), None)

    def capital(self, code: str) -> Candidate | None:
        return next((p for p in PLACES if p.name == "Alta" and p.country == code), None)

    def country_of_adjective(self, word: str) -> str | None:
        return {"Sunlandic": "XA", "Dawnlandic": "XB"}.get(word)

    def country_named(self, name: str) -> str | None:
        return {"sunland": "XA", "dawnland": "XB"}.get(fold(name))

    def border(self, a: Candidate, b: Candidate) -> Border | None:
        return None

    def neighbours(self, code: str) -> tuple[str, ...]:
        return {"XA": ("XB",), "XB": ("XA",)}.get(code, ())

    def shape(self, place: Candidate) -> BaseGeometry | None:
        import shapely

        shapes: dict[tuple[str, str], BaseGeometry] = {
            ("Sunland", "country"): shapely.box(10, 20, 14, 24),
            ("Dawnland", "country"): shapely.box(14, 20, 18, 24),
            ("Upland", "province"): shapely.box(10, 22, 14, 24),
            ("Lowland", "province"): shapely.box(10, 20, 14, 22),
            ("Morrow", "province"): shapely.box(14, 20, 18, 24),
            ("Rill", "river"): shapely.LineString([(13, 24), (13, 22), (13, 20)]),
            ("Beck", "river"): shapely.LineString([(12, 21), (13, 21)]),
            ("Alta-Bela highway", "road"): shapely.LineString([(11, 23.5), (11, 23), (10.6, 22), (11, 21)]),
        }
        return None if self.bare else shapes.get((place.name, place.kind))

    def division_at(self, lat: float, lon: float) -> Candidate | None:
        name = "Upland" if lat >= 22 else "Lowland"
        inside = 20 <= lat <= 24 and 10 <= lon <= 14
        return next((p for p in PLACES if inside and p.name == name and p.kind == "province"), None)


@pytest.fixture(scope="session")
def sunland() -> Gazetteer:
    return Fake()


@pytest.fixture(scope="session")
def without_outlines() -> Gazetteer:
    return Fake(bare=True)
