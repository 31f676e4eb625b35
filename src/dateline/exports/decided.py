"""What people decided of a happening, as it may be passed on: a point that was set by hand tells as much as one that a
report gives, and goes through the same policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.case.facts import EventFacts
from dateline.case.ledger.decided import DECIDED
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening, Spot
from dateline.protect.places import is_moved, is_sensitive_name, loosened, middle, moved_words
from dateline.protect.policy import Policy

NOBODY: Final = ""
"""Who decided, where the coders of a case are not passed on."""


def passed_on(happening: Happening, members: Sequence[EventFacts], policy: Policy) -> Happening:
    """The happening with a point that a person set moved to the middle of its square, where the place's name, or any
    account of the same happening, tells that it is a sensitive one. What reports give was moved before it came here."""
    spot, km = happening.where, policy.coarsen_km
    if km is None or not is_decided(happening) or spot is None or spot.lat is None or spot.lon is None:
        return happening
    places = [e.where for e in members if e.where is not None]
    kinds = {p.kind for p in places} | {"other"}
    told = any(is_sensitive_name(spot.name, kind) for kind in kinds) or any(is_moved(p.basis) for p in places)
    return replace(happening, where=_moved(spot, spot.lat, spot.lon, km)) if told else happening


def is_decided(happening: Happening) -> bool:
    """Whether a person set where it was."""
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
