"""Looking places up for a correction: by name in the gazetteer, near where the report is, and on a map to point at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from pydantic import BaseModel

from dateline.gazetteer import Candidate, load_gazetteer
from dateline.model.dossier import Dossier
from dateline.render.map.picking import picking_map
from dateline.render.map.spots import spots_of
from dateline.render.page.markup import Markup, el
from dateline.render.page.view import country_words
from dateline.resolve.geometry import rough_km, where_prec

SHOWN: Final = 30
"""Places listed for one name."""
NEARBY: Final = 4
"""Countries that are looked through for other spellings of a name."""


class Found(BaseModel):
    """A place that a name may mean. Degrees WGS84; `km` from where the report is, null where that is not told."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str | None
    land: str
    """The country in words."""
    admin1: str | None
    population: int
    where_prec: int
    """How exact the place is when it is told by this name alone (UCDP's code)."""
    km: float | None
    alike: bool
    """Whether it is only spelled like the name asked for."""
    begins: bool
    """Whether a name of it only begins so."""


class Places(BaseModel):
    """Some of the places of a name, the likeliest first."""

    places: list[Found]
    shown: int
    total: int


def places_called(q: str, near: tuple[float, float] | None, countries: Sequence[str]) -> Places:
    """Every place of a name, and those whose name begins so; of the report's countries those that are spelled like it,
    too. Places of these countries come first, and near ones."""
    gazetteer, asked = load_gazetteer(), q.strip()
    found: dict[tuple[str, str, float, float], Candidate] = {}
    ways = (
        gazetteer.candidates(asked),
        gazetteer.beginning(asked),
        [replace(c, match="skeleton") for code in countries[:NEARBY] for c in gazetteer.similar(asked, code)],
    )
    for candidates in ways if asked else ():
        for c in candidates:
            found.setdefault(c.key, c)
    made = [_found(c, near) for c in found.values()]
    ranked = sorted(made, key=lambda f: _rank(f, countries))
    return Places(places=ranked[:SHOWN], shown=min(len(ranked), SHOWN), total=len(ranked))


def _rank(found: Found, countries: Sequence[str]) -> tuple[bool | float | str, ...]:
    """What bears the name, before what only looks like it, near places first. Of what is typed so far: places of the
    report's countries, and there the largest, since nobody has said yet which is meant."""
    there, km, size = found.country in countries, found.km or 0.0, -found.population
    how = (size, km) if found.begins else (km, size)
    return (found.begins and not there, found.alike or found.begins, not there, *how, found.name)


def _found(c: Candidate, near: tuple[float, float] | None) -> Found:
    return Found(
        name=c.name, kind=c.kind, lat=round(c.lat, 5), lon=round(c.lon, 5), country=c.country,
        land=_land(c.country), admin1=c.admin1, population=c.population, where_prec=where_prec(c.kind),
        km=None if near is None else round(rough_km(near, (c.lat, c.lon)), 1), alike=c.match == "skeleton",
        begins=c.match == "beginning",
    )  # fmt: skip


@cache
def _land(code: str | None) -> str:
    return country_words(code)


def figure_of(dossier: Dossier | None, lat: float, lon: float, km: float) -> Markup:
    """A map about a point, with the degrees of its edges for a script that turns a click into a point."""
    known = [replace(s, events=()) for s in spots_of(dossier)] if dossier is not None else []
    made = picking_map(lat, lon, km, known)
    south, west, north, east = (f"{edge:.6f}" for edge in made.box)
    return el(
        "div",
        {
            "class": "pick-figure", "data-south": south, "data-west": west, "data-north": north, "data-east": east,
            "data-km": f"{made.km:g}",
        },
        Markup(made.svg),
    )  # fmt: skip
