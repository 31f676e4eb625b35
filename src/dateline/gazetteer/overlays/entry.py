"""One place as an importer finds it in a user's file, before it stands in an overlay."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.gazetteer.protocol import Box
from dateline.model.vocabulary import PlaceKind


@dataclass(slots=True)
class Entry:
    """A place with the number of the line it stands in. Not frozen: a million of them are made, and frozen ones take
    three times as long."""

    line: int
    name: str
    lat: float
    lon: float
    kind: PlaceKind
    radius_km: float
    others: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    geonames_id: int | None = None
    feature: str = ""
    events: int = 0
    source: str = ""
    ref: str = ""
    """The place's id in its file, which no other row may have; "" where it has none."""
    bbox: Box | None = None
