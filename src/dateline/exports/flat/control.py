"""Who holds a place, as one row of typed values: of a case put together, of a report as it tells it."""

from __future__ import annotations

from typing import Final

from dateline.case.facts import ControlFacts, Told
from dateline.exports.flat.event import day, finite
from dateline.exports.flat.kinds import Column, Named, Value
from dateline.exports.precisions import GEO_OF_WHERE
from dateline.model.situation import Day, Held, Said
from dateline.model.values import When

NAMES: Final[Named] = (
    ("id", "text"), ("actor", "text"), ("actor_key", "text"), ("status", "text"), ("extent", "text"), ("start", "day"),
    ("end", "day"), ("date_precision", "text"), ("place", "text"), ("lat", "number"), ("lon", "number"),
    ("country", "text"), ("admin1", "text"), ("where_prec", "whole"), ("geo_precision", "whole"),
    ("radius_km", "number"), ("place_basis", "text"), ("against", "texts"), ("sources", "texts"), ("stances", "texts"),
    ("quotes", "texts"), ("quote_starts", "wholes"), ("quote_ends", "wholes"), ("claim_ids", "texts"),
    ("report_ids", "texts"), ("outlets", "texts"), ("published", "texts"),
)  # fmt: skip
COLUMNS: Final = tuple(Column(name, kind) for name, kind in NAMES)


def row(held: Held | ControlFacts, number: int) -> tuple[Value, ...]:
    """The values of the `number`-th statement of an export, one a column."""
    return _of_case(held, number) if isinstance(held, Held) else _of_report(held)


def _of_case(h: Held, number: int) -> tuple[Value, ...]:
    spot = h.place
    return (
        f"control-{number}", h.actor, h.actor_key, h.status, None, *_when(h.when),
        spot.name, finite(spot.lat), finite(spot.lon), spot.country, spot.admin1,
        spot.where_prec, GEO_OF_WHERE.get(spot.where_prec or 0), finite(spot.radius_km), spot.basis,
        tuple(side.value for side in h.against), *_voices(h.said), tuple(s.report for s in h.said),
        tuple(s.outlet or "" for s in h.said), tuple(s.published or "" for s in h.said),
    )  # fmt: skip


def _of_report(c: ControlFacts) -> tuple[Value, ...]:
    place, times = c.place, len(c.told)
    own = place.geo_precision if place.geo_precision is not None else GEO_OF_WHERE.get(place.where_prec or 0)
    return (
        c.id, c.actor.name, c.actor.key, c.status, c.extent, *_when(c.when),
        place.name, finite(place.lat), finite(place.lon), place.country,
        place.admin1, place.where_prec, own, finite(place.radius_km), place.basis, (), *_voices(c.told),
        (c.report,) * times, (c.outlet or "",) * times, (c.published or "",) * times,
    )  # fmt: skip


def _when(when: Day | When | None) -> tuple[Value, ...]:
    return (day(when.start), day(when.end), when.precision) if when else (None, None, None)


def _voices(said: tuple[Said, ...] | tuple[Told, ...]) -> tuple[Value, ...]:
    return (
        tuple(s.source if isinstance(s, Said) else s.name for s in said), tuple(s.stance for s in said),
        tuple(s.quote for s in said), tuple(s.start for s in said), tuple(s.end for s in said),
        tuple(s.claim or "" for s in said),
    )  # fmt: skip
