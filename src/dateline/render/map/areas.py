"""Which of the ground's areas a place is: by its GeoNames number, else by name and by lying in it, never by guess."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.gazetteer.folding import fold, likeness
from dateline.render.map.ground import Drawn
from dateline.render.map.names import Named
from dateline.render.map.outlines import Ground, Shape
from dateline.render.map.paths import Path, holds
from dateline.render.map.spots import AREAS, Spot
from dateline.render.map.svg import safe_id

LIKE = 0.75
"""How alike two folded names must be, where 1 is the same."""


def areas_of(spots: Sequence[Spot], ground: Ground, drawn: Drawn) -> dict[str, Sequence[Path]]:
    """The rings of the places that are countries or provinces, by the place's id."""
    return {s.place.id: area_of(s, ground, drawn) for s in spots if s.place.kind in AREAS}


def area_of(spot: Spot, ground: Ground, drawn: Drawn) -> Sequence[Path]:
    """The rings in pixels of a country or province, or none where the outlines do not know it."""
    place = spot.place
    if place.kind == "country":
        return drawn.countries.get(place.country or "") or drawn.countries.get(fold(place.name)) or ()
    if place.kind != "province":
        return ()
    by_number = [n for n, s in enumerate(ground.shapes) if s.geonames_id and s.geonames_id == place.geonames_id]
    if by_number:
        return [ring for n in by_number for ring in drawn.provinces.get(n, ())]
    for n, rings in drawn.provinces.items():
        shape = ground.shapes[n]
        if _bears(place.name, shape) and any(holds(shape.rings, spot.lon + turn, spot.lat) for turn in (0, 360, -360)):
            return rings
    return ()


def _bears(name: str, shape: Shape) -> bool:
    words = fold(name[:80])
    return any(
        other and (other in words or likeness(words, other) >= LIKE) for other in (fold(shape.name), *shape.others)
    )


def named(
    ground: Ground, drawn: Drawn, spots: Sequence[Spot], marked: Sequence[Spot], areas: Mapping[str, Sequence[Path]]
) -> list[Named]:
    """What has a name on the ground: countries, and provinces where the map is near enough. An area that is marked has
    its name at its mark; one that is only named, or whose middle lies outside the map, gets a link."""
    lands = {s.country: s.land for s in ground.shapes if s.land}
    claimed: dict[str, list[Sequence[Path]]] = {}
    for n, rings in drawn.provinces.items():
        if ground.shapes[n].claimed:
            claimed.setdefault(ground.shapes[n].country, []).append(rings)
    told = {id(areas[s.place.id][0]): s for s in reversed(spots) if areas.get(s.place.id)}
    at_marks = {s.place.id for s in marked}
    all_ = [("country", lands.get(code, code), rings, claimed.get(code, ())) for code, rings in drawn.countries.items()]
    all_ += [("province", ground.shapes[n].name, rings, ()) for n, rings in drawn.provinces.items()]
    found = []
    for kind, name, rings, without in all_:
        spot = told.get(id(rings[0]))
        if spot is None or spot.place.id not in at_marks:
            found.append(Named(kind, name, rings, without, safe_id(spot.place.id) if spot else ""))
    return found
