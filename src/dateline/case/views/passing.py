"""What people decided of a happening, as it may be passed on: a point that was set by hand tells as much as one that a
report gives, and goes through the same policy.

All views that are opened under a policy (`views.loading.Facts`) hold to it, so that no face can forget it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from dateline.case.facts import EventFacts
from dateline.case.ledger.decided import DECIDED
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening, Spot
from dateline.protect.coordinates import coordinates
from dateline.protect.finder import COORDINATES
from dateline.protect.places import is_moved, is_sensitive_name, loosened, middle, moved_words
from dateline.protect.policy import Policy

NOBODY: Final = ""
"""Who decided, where the coders of a case are not passed on."""
SOMEBODY: Final = "a person"
"""The same in words."""


def passed_on(happening: Happening, members: Sequence[EventFacts], policy: Policy) -> Happening:
    """The happening with a point that a person set moved to the middle of its square, where the place's name, or any
    account of the same happening, tells that it is a sensitive one; coordinates that stand in words which a person set
    are taken out. What reports give was moved, and cleaned, before it came here."""
    km = policy.coarsen_km
    if km is None or (all(s.state != "decided" for s in happening.slots) and not _is_decided(happening)):
        return happening
    spot = happening.where
    if spot is not None and _is_decided(happening):
        if spot.lat is not None and spot.lon is not None and is_sensitive(spot.name, members):
            spot = _moved(spot, spot.lat, spot.lon, km)
        spot = replace(spot, name=without_points(spot.name))
    slots = tuple(
        replace(s, shown=without_points(s.shown)) if s.state == "decided" and s.shown else s for s in happening.slots
    )
    sides = tuple(replace(s, name=without_points(s.name)) for s in happening.sides)
    return replace(happening, where=spot, slots=slots, sides=sides, title=without_points(happening.title))


def is_sensitive(name: str, members: Iterable[EventFacts]) -> bool:
    """Whether a place's name, or where any account of the same happening lays it, tells that it is a sensitive one."""
    places = [e.where for e in members if e.where is not None]
    kinds = {p.kind for p in places} | {"other"}
    return any(is_sensitive_name(name, kind) for kind in kinds) or any(is_moved(p.basis) for p in places)


def value_passed_on(value: Any, members: Sequence[EventFacts], km: float) -> Any:
    """A value that a person set, as JSON, under the same rule; where no account is known of what it is about, a point
    is moved."""
    if isinstance(value, str):
        return without_points(value)
    if isinstance(value, list):
        return [value_passed_on(v, members, km) for v in value]
    if not isinstance(value, dict):
        return value
    kept = {name: value_passed_on(v, members, km) for name, v in value.items()}
    lat, lon = value.get("lat"), value.get("lon")
    if not ("lat" in value or "lon" in value):
        return kept
    if members and not is_sensitive(str(value.get("name") or ""), members):
        return kept
    if not (isinstance(lat, int | float) and isinstance(lon, int | float) and abs(lat) <= 90 and abs(lon) <= 180):
        return kept | {"lat": None, "lon": None}
    lat, lon = middle(lat, lon, km)
    return kept | {"lat": lat, "lon": lon, "where_prec": loosened(km)[0]}


def without_points(text: str) -> str:
    """A text with its coordinates taken out."""
    for start, end in reversed(coordinates(text)):
        text = text[:start] + COORDINATES + text[end:]
    return text


def _is_decided(happening: Happening) -> bool:
    return happening.where is not None and happening.where.basis == DECIDED


def without_coder(made: Judgement) -> Judgement:
    """A decision without what a case keeps at home: which person made it, when in the day, and in which words."""
    who = NOBODY if made.by == "person" else made.who
    return replace(made, who=who, value=None, before=None, reason=None, at=made.at[:10])


def _moved(spot: Spot, lat: float, lon: float, km: float) -> Spot:
    loose, radius = loosened(km)
    lat, lon = middle(lat, lon, km)
    return replace(
        spot, lat=lat, lon=lon, where_prec=max(spot.where_prec or loose, loose),
        radius_km=round(max(spot.radius_km or 0.0, radius), 1), basis=f"{DECIDED}; {moved_words(km)}",
    )  # fmt: skip
