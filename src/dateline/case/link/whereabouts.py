"""Two places beside each other: one and the same, one inside the other, neighbours, or apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dateline.case.facts import PlaceFacts
from dateline.case.link.names import folded_names
from dateline.resolve.geometry import rough_km

WIDE: Final = {
    "country": 0.05,
    "region": 0.15,
    "desert": 0.3,
    "province": 0.35,
    "district": 0.6,
    "area": 0.4,
    "river": 0.4,
}
"""How much it says that two events were in one place of this kind; 1 for a town, a village, a facility."""
NEAR_KM = 8.0
"""Distance within which two names are taken for one neighbourhood."""


@dataclass(frozen=True, slots=True)
class Placed:
    """1 one narrow place … 0 nothing known … -1 elsewhere; and what was seen."""

    value: float
    seen: str
    km: float | None = None


@lru_cache(maxsize=65536)
def placed(one: PlaceFacts, two: PlaceFacts) -> Placed:
    """Compare two places."""
    km = apart_km(one, two)
    names = folded_names([one.name]), folded_names([two.name])
    if (one.geonames_id is not None and one.geonames_id == two.geonames_id) or names[0] & names[1]:
        return Placed(min(narrow(one), narrow(two)), f"both in {one.name}", km)
    if inside := _inside(one, two) or _inside(two, one):
        return Placed(inside, f"{one.name} and {two.name}, one in the other", km)
    if one.country and two.country and one.country != two.country:
        return Placed(-1.0, f"{one.name} ({one.country}) and {two.name} ({two.country})", km)
    if _longer(*names):
        return Placed(0.7 * min(narrow(one), narrow(two)), f"{one.name} and {two.name}", km)
    if km is None:
        return Placed(-0.3 if narrow(one) == narrow(two) == 1.0 else 0.0, f"{one.name} and {two.name}", None)
    return _by_distance(one, two, km)


def places_meet(one: PlaceFacts, two: PlaceFacts) -> bool:
    """Whether nothing says that two places are two: one name, one in the other, neighbours, or a spot no map knows."""
    found = placed(one, two)
    return found.value > 0 or found.km is None


def _longer(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether one name is the other with words before or behind it: "Salt Lake", "Salt Lake City"."""
    pairs = ((x.split(), y.split()) for x in ours for y in theirs)
    return any(set(x) < set(y) or set(y) < set(x) for x, y in pairs)


def _by_distance(one: PlaceFacts, two: PlaceFacts, km: float) -> Placed:
    free = max(0.0, km - (one.radius_km or 0.0) - (two.radius_km or 0.0))
    seen = f"{one.name} and {two.name}, {km:.0f} km apart"
    if free <= NEAR_KM:
        return Placed(0.5 * min(narrow(one), narrow(two)), seen, km)
    return Placed(-min(1.0, (free - NEAR_KM) / 30), seen, km)


def _inside(inner: PlaceFacts, outer: PlaceFacts) -> float:
    """What it says that one lies in the country or province that the other is; 0 where it does not."""
    same_country = inner.country is not None and inner.country == outer.country
    if outer.kind == "country":
        return WIDE["country"] if same_country else 0.0
    named = folded_names([outer.name])
    if outer.kind in {"province", "region"} and inner.admin1 and folded_names([inner.admin1]) & named:
        return WIDE["province"]
    if outer.kind in {"district", "area", "province"} and outer.radius_km and same_country:
        km = apart_km(inner, outer)
        if km is not None and km <= outer.radius_km:
            return narrow(outer)
    return 0.0


def narrow(place: PlaceFacts) -> float:
    """1 for a place of a few kilometres, less for an area."""
    return WIDE.get(place.kind, 1.0)


def apart_km(one: PlaceFacts, two: PlaceFacts) -> float | None:
    """Between the two points; None where one has none."""
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    return rough_km((one.lat, one.lon), (two.lat, two.lon))
