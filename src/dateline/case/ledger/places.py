"""Where: which places of several reports are one, hold one another, or contradict each other; and which is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.case.facts import PlaceFacts
from dateline.case.ledger.saying import Word, latest
from dateline.case.ledger.words import folded
from dateline.model.situation import Spot
from dateline.resolve.geometry import rough_km

AREA: Final = 3
"""UCDP where_prec from which a place is an area and not a spot."""
SPELT_ALIKE_KM: Final = 25.0
"""How far apart two gazetteers may put a place of one name (as far as UCDP's where_prec 2 reaches)."""
LEAST_KM: Final = 5.0
"""Uncertainty of a spot whose radius nobody tells: a town's own width."""


def apart_km(a: PlaceFacts, b: PlaceFacts) -> float | None:
    """Distance of two places' points; None where one is not resolved."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return rough_km((a.lat, a.lon), (b.lat, b.lon))


def same_place(a: PlaceFacts, b: PlaceFacts) -> bool:
    """Whether two reports name one place: by gazetteer, or by name and not far apart."""
    if a.geonames_id is not None and a.geonames_id == b.geonames_id:
        return True
    km = apart_km(a, b)
    alike = folded(a.name) == folded(b.name)
    if km is None:
        return alike
    spots = not is_area(a) and not is_area(b)
    return (alike and km <= SPELT_ALIKE_KM) or (spots and km <= 1.0)


def is_area(place: PlaceFacts) -> bool:
    """Whether a place is an area: a district, a province, a desert."""
    return place.where_prec is not None and place.where_prec >= AREA


def holds(area: PlaceFacts, place: PlaceFacts) -> bool:
    """Whether the area may hold the place: same country, same province, else within its
    radius."""
    if not is_area(area) or (area.where_prec or 0) < (place.where_prec or 1):
        return False
    if area.where_prec == 6:
        return area.country == place.country
    if area.kind == "province" and area.admin1 and place.admin1:
        return (area.country, area.admin1) == (place.country, place.admin1)
    km = apart_km(area, place)
    return km is not None and km <= max(area.radius_km or 0.0, SPELT_ALIKE_KM)


def fit(a: PlaceFacts, b: PlaceFacts) -> bool:
    """Whether both can be where one thing happened. What no gazetteer knows contradicts nothing."""
    if same_place(a, b) or holds(a, b) or holds(b, a):
        return True
    km = apart_km(a, b)
    return km is None or km <= (a.radius_km or LEAST_KM) + (b.radius_km or LEAST_KM)


def standing(words: Sequence[Word[PlaceFacts]]) -> list[Word[PlaceFacts]]:
    """The words that count, without those whose voice later named a place that does not fit."""
    return latest(words, lambda earlier, later: not fit(earlier, later))


def choose_where(words: Sequence[Word[PlaceFacts]]) -> PlaceFacts | None:
    """The most precise place that the most voices name.

    A voice that names an area supports each place named in it; a voice that names a place does not support the area
    around it. Ties go to the finer place, then to the one first learned.
    """
    voices: dict[PlaceFacts, set[str]] = {}
    for w in standing(words):
        voices.setdefault(w.value, set()).add(w.said.voice)
    places = list(voices)

    def rank(n: int) -> tuple[int, bool, int, int, float, int]:
        place = places[n]
        same = set().union(*(voices[p] for p in places if same_place(p, place)))
        around = set().union(*(voices[p] for p in places if holds(p, place)))
        fine = place.where_prec if place.where_prec is not None else 8
        return -len(same | around), place.lat is None, fine, -len(same), place.radius_km or 0.0, n

    return places[min(range(len(places)), key=rank)] if places else None


def spot_of(place: PlaceFacts) -> Spot:
    """A place as the situation shows it."""
    return Spot(
        place.name, place.lat, place.lon, place.country, place.admin1, place.where_prec, place.radius_km, place.basis
    )
