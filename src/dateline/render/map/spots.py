"""Which places a map shows and how: what happened where, who holds it, and what is only named."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dateline.model.dossier import Dossier
from dateline.model.records import Control, Event, Place

HELD = frozenset({"controls", "majority", "partial", "contested", "encircled"})
"""States of control in which the actor is in the place. Who besieges, seeks or lost it is not."""
AREAS = frozenset({"country", "province"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates. `events` are (number, event) in the dossier's order; `main` says that the report tells
    something of the place, rather than only naming it."""

    place: Place
    lat: float
    lon: float
    radius: float
    main: bool
    events: tuple[tuple[int, Event], ...]
    control: tuple[Control, ...]

    @property
    def coarse(self) -> bool:
        """Whether the place is no better known than by its country."""
        return (self.place.where_prec or 0) >= 6

    @property
    def weight(self) -> int:
        return 1 + len(self.events) + len(self.control)


def spots_of(dossier: Dossier) -> list[Spot]:
    """The places that have coordinates, those that matter first, else in the dossier's order."""
    events: dict[str, list[tuple[int, Event]]] = {}
    for number, event in enumerate(dossier.events, 1):
        if event.where is not None:
            events.setdefault(event.where.place, []).append((number, event))
    control: dict[str, list[Control]] = {}
    for c in dossier.control:
        control.setdefault(c.place, []).append(c)
    checked = {id_ for f in dossier.findings if f.verdict == "disagrees" for id_ in f.about}
    found = []
    for p in dossier.places:
        point = point_of(p)
        if point is not None:
            main = p.id in events or p.id in control or p.id in checked
            radius = p.radius_km if p.radius_km is not None and math.isfinite(p.radius_km) else 0.0
            told = tuple(events.get(p.id, ())), tuple(control.get(p.id, ()))
            found.append(Spot(p, *point, min(max(radius, 0.0), 5000.0), main, *told))
    return sorted(found, key=lambda s: not s.main)


def point_of(place: Place) -> tuple[float, float] | None:
    """Latitude and longitude, or None where there are none or they are off the earth."""
    lat, lon = place.lat, place.lon
    if lat is None or lon is None or not (-90 <= lat <= 90 and -360 <= lon <= 360):
        return None
    return float(lat), (float(lon) + 180) % 360 - 180
