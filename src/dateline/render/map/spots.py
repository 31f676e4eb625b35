"""Which places a map shows and how: what happened where, who holds it, and what is only named."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

from dateline.model.dossier import Dossier
from dateline.model.records import Control, Event

HELD = frozenset({"controls", "majority", "partial", "contested", "encircled"})
"""States of control in which the actor is in the place. Who besieges, seeks or lost it is not."""
AREAS = frozenset({"country", "province"})


class Located(Protocol):
    """A place as the map needs it: a dossier's, or one of a case. `lat` and `lon` in degrees, None = not known."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...
    @property
    def geonames_id(self) -> int | None: ...
    @property
    def country(self) -> str | None: ...
    @property
    def geometry(self) -> str | None: ...
    @property
    def where_prec(self) -> int | None: ...
    @property
    def radius_km(self) -> float | None: ...


class Happened(Protocol):
    """What a numbered badge beside a place leads to."""

    @property
    def id(self) -> str: ...
    @property
    def status(self) -> str: ...


class Holding(Protocol):
    """Who stands how to a place; `actor` is the id that the symbols know."""

    @property
    def actor(self) -> str: ...
    @property
    def status(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with coordinates. `events` are (number, event) in the order in which they are told; `main` says that
    something is told of the place, rather than its name alone."""

    place: Located
    lat: float
    lon: float
    radius: float
    main: bool
    events: tuple[tuple[int, Happened], ...]
    control: tuple[Holding, ...]

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
    found: list[Spot] = []
    for p in dossier.places:
        main = p.id in events or p.id in control or p.id in checked
        spot = spot_of(p, tuple(events.get(p.id, ())), tuple(control.get(p.id, ())), main=main)
        if spot is not None:
            found.append(spot)
    return sorted(found, key=lambda s: not s.main)


def spot_of(
    place: Located, events: tuple[tuple[int, Happened], ...], control: tuple[Holding, ...], *, main: bool
) -> Spot | None:
    """A place as the map shows it; None where it has no coordinates."""
    point = point_of(place)
    if point is None:
        return None
    radius = place.radius_km if place.radius_km is not None and math.isfinite(place.radius_km) else 0.0
    return Spot(place, *point, min(max(radius, 0.0), 5000.0), main, events, control)


def point_of(place: Located) -> tuple[float, float] | None:
    """Latitude and longitude, or None where there are none or they are off the earth."""
    lat, lon = place.lat, place.lon
    if lat is None or lon is None or not (-90 <= lat <= 90 and -360 <= lon <= 360):
        return None
    return float(lat), (float(lon) + 180) % 360 - 180
