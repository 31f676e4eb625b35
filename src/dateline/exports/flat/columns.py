"""The columns in order, the row of an event, and what a row cannot say."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from dateline.exports.coded import CodedEvent
from dateline.exports.flat import event, voices
from dateline.exports.flat.kinds import Column, Named, Value
from dateline.exports.format import Mapped
from dateline.exports.losses import Losses
from dateline.exports.mapping import mapping_of

PARTS: Final[tuple[tuple[Named, Callable[[CodedEvent], tuple[Value, ...]]], ...]] = (
    (event.WHAT, event.what),
    (event.WHEN, event.when),
    (event.WHERE, event.where),
    (event.WHO, event.who),
    (event.TOTALS, event.totals),
    (event.STATE, event.state),
    (voices.TOLLS, voices.tolls),
    (voices.VOICES, voices.voices),
)
COLUMNS: Final = tuple(Column(name, kind) for named, _ in PARTS for name, kind in named)
"""All columns, in the order of a row. `data/formats/csv.tsv` tells what each holds."""
ROW: Final = "the columns of the dataset that it comes from have no place here: export to that dataset's own format"
NO_DAY: Final = "it is no day that a calendar knows"
NO_NUMBER: Final = "it is no number that a file can hold"
DAY_ONLY: Final = "only the day is kept of it"


def row(e: CodedEvent) -> list[Value]:
    """The values of an event, one a column."""
    values: list[Value] = []
    for _, make in PARTS:
        values += make(e)
    return values


def tell(e: CodedEvent, losses: Losses) -> None:
    """Tell what `row` has no value for."""
    if e.row is not None:
        losses.dropped(e.id, "row", e.dataset or "", ROW)
    if e.when is not None:
        for name, text in (("start", e.when.start), ("end", e.when.end)):
            if text is not None and (made := event.day(text)) != text:
                losses.dropped(e.id, name, text, NO_DAY) if made is None else losses.changed(e.id, name, text, DAY_ONLY)
    _tell_numbers(e, losses)


def _tell_numbers(e: CodedEvent, losses: Losses) -> None:
    for name, number in (("deaths", e.deaths), ("injured", e.injured)):
        if number is not None:
            for end, n in (("low", number.low), ("best", number.best), ("high", number.high)):
                if n is not None and not math.isfinite(n):
                    losses.dropped(e.id, f"{name}_{end}", n, NO_NUMBER)
    if e.count is not None and not math.isfinite(e.count):
        losses.dropped(e.id, "count", e.count, NO_NUMBER)
    for toll in e.tolls:
        for end, n in (("low", toll.low), ("best", toll.best), ("high", toll.high)):
            if n is not None and not math.isfinite(n):
                losses.dropped(e.id, f"toll_{end}", n, NO_NUMBER)
    if (spot := e.where) is not None:
        for name, n in (("lat", spot.lat), ("lon", spot.lon), ("radius_km", spot.radius_km)):
            if n is not None and not math.isfinite(n):
                losses.dropped(e.id, name, n, NO_NUMBER)
        if event.whole(spot.geonames_id) != spot.geonames_id:
            losses.dropped(e.id, "geonames_id", spot.geonames_id, NO_NUMBER)


def mapping() -> tuple[Mapped, ...]:
    """What each column holds, told once for all formats that write them, in `csv.tsv`."""
    return mapping_of("csv", [c.name for c in COLUMNS])
