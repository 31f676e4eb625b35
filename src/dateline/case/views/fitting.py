"""Whether what was put together fits a filter: asked where rows alone cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.case.store.entry import iso_of
from dateline.case.store.protocol import Box
from dateline.case.store.sieve import Sieve
from dateline.model.situation import Day, Happening, Spot


def fits(happening: Happening, sieve: Sieve) -> bool:
    """Whether a happening fits by the place, the day, the status and the types that are shown of it."""
    if sieve.statuses and happening.status not in sieve.statuses:
        return False
    return _typed(happening, sieve) and _placed(happening.where, sieve) and _dated(happening.when, sieve)


def called(key: str, name: str, asked: Sequence[str]) -> bool:
    """Whether an actor is meant by a key or by words of its name."""
    low = name.casefold()
    return any(a == key or all(w.casefold() in low for w in a.split()) for a in asked)


def in_box(lat: float | None, lon: float | None, box: Box) -> bool:
    """Whether a point lies in a box; one that crosses the 180th meridian has its west east of its east."""
    if lat is None or lon is None or not box.south <= lat <= box.north:
        return False
    return (lon >= box.west or lon <= box.east) if box.west > box.east else box.west <= lon <= box.east


def _typed(h: Happening, sieve: Sieve) -> bool:
    """Types of several codebooks are alternatives, as several of one are."""
    if not (sieve.plover or sieve.acled or sieve.ucdp):
        return True
    return h.plover in sieve.plover or h.acled in sieve.acled or h.ucdp in sieve.ucdp


def loosened(sieve: Sieve) -> Sieve:
    """All that `fits` does not look at."""
    return replace(sieve, countries=(), box=None, days=None, statuses=(), plover=(), acled=(), ucdp=())


def _placed(spot: Spot | None, sieve: Sieve) -> bool:
    if sieve.countries and (spot is None or spot.country not in sieve.countries):
        return False
    return sieve.box is None or (spot is not None and in_box(spot.lat, spot.lon, sieve.box))


def _dated(day: Day | None, sieve: Sieve) -> bool:
    if sieve.days is None:
        return True
    if day is None or (day.start is None and day.end is None):
        return False
    first, last = map(iso_of, sieve.days)
    return (first is None or (day.end or first) >= first) and (last is None or (day.start or last) <= last)
