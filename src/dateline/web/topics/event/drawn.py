"""The map of a happening: where it is shown, how exactly, and where reports place it otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.case.views.assembling import Assembled
from dateline.render.map.figure import About, draw_map
from dateline.render.map.spots import Spot as MapSpot
from dateline.render.map.spots import spot_of
from dateline.render.page.markup import Markup
from dateline.render.situation.view import Sited
from dateline.render.words import clean


@dataclass(frozen=True, slots=True)
class Placed:
    """One of the places that it is told to have been in. `number` is that on the map, from 1: the one shown."""

    number: int
    name: str
    lat: float | None
    lon: float | None
    where_prec: int | None
    radius_km: float | None
    reports: int
    shown: bool


@dataclass(frozen=True, slots=True)
class _At:
    """What a number on the map leads to."""

    id: str
    status: str = "happened"


def placed(made: Assembled) -> list[Placed]:
    """The place shown, then the others that reports name, those of most reports first."""
    h = made.happening
    spots: dict[tuple[str, float | None, float | None], tuple[int | None, float | None, set[str]]] = {}
    for e in made.members:
        if e.where is not None:
            key = clean(e.where.name), e.where.lat, e.where.lon
            spots.setdefault(key, (e.where.where_prec, e.where.radius_km, set()))[2].add(e.report)
    first = (clean(h.where.name), h.where.lat, h.where.lon) if h.where is not None else None
    ordered = sorted(spots, key=lambda k: (k != first, -len(spots[k][2]), k[0]))
    if first is not None and h.where is not None and first not in spots:  # a person decided it
        spots[first] = h.where.where_prec, h.where.radius_km, set()
        ordered.insert(0, first)
    return [Placed(n, *k, *spots[k][:2], len(spots[k][2]), k == first) for n, k in enumerate(ordered, 1)]


def map_of(made: Assembled) -> Markup | None:
    """The map; None where no place has a point."""
    spots: list[MapSpot] = []
    for p in placed(made):
        kind = {4: "province", 6: "country"}.get(p.where_prec or 0, "other")
        country = made.happening.where.country if made.happening.where else None
        sited = Sited(f"place-{p.number}", p.name, kind, p.lat, p.lon, country, None, p.where_prec, p.radius_km, None)
        told = ((p.number, _At(f"place-{p.number}", "happened" if p.shown else "possible")),)
        spot = spot_of(sited, told, (), main=True)
        spots += [spot] if spot is not None else []
    if not spots:
        return None
    about = About("event", "where it is told to have been", len(spots), "place")
    drawn = draw_map(spots, (), lambda key: key, {}, about, width=760, height=420)
    return Markup(drawn) if drawn else None
