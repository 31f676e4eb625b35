"""Cells of a corrected row as the value of a slot, as decisions keep it: checked first, refused with the reason."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import Any, Final

from dateline.codebook.tables import acled_types
from dateline.exports.case.rows import LAYOUT
from dateline.exports.cells import canonical, parted
from dateline.exports.choices import choices
from dateline.exports.columns import Column, sheets

Cells = Mapping[str, object]
"""A row's cells by column."""

SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("title",),
    "status": ("status",),
    "plover": ("plover",),
    "acled": ("acled_event_type", "acled_sub_event_type"),
    "ucdp": ("ucdp_type",),
    "when": ("date_start", "date_end", "date_precision"),
    "where": ("place", "lat", "lon", "country", "admin1", "where_prec"),
    "actor": ("actor",),
    "recipient": ("recipient",),
    "side_a": ("side_a",),
    "side_b": ("side_b",),
    "deaths": ("deaths_low", "deaths_best", "deaths_high"),
    "injured": ("injured_low", "injured_best", "injured_high"),
}
"""Slots of a happening and the columns that hold them: a slot is decided as a whole."""


def columns() -> dict[str, Column]:
    """The columns of the sheet events by name."""
    return {c.name: c for c in sheets(LAYOUT)["events"].columns}


def value_of(slot: str, cells: Cells) -> Any:
    """The value of a slot, as JSON; None where its cells were emptied.

    Raises `ValueError`, saying which column and why, where a cell cannot be the value.
    """
    for name in SLOTS[slot]:
        _check_choice(columns()[name], cells.get(name))
    if all(canonical(cells.get(name)) == "" for name in SLOTS[slot]):
        return None
    made: Callable[[Cells], Any] = _MAKERS.get(slot, lambda found: canonical(found[SLOTS[slot][0]]))
    return made(cells)


def _check_choice(column: Column, cell: object) -> None:
    if not column.choices or column.several or canonical(cell) == "":
        return
    words = {canonical(word) for word, _ in choices()[column.choices]}
    if canonical(cell) not in words:
        raise ValueError(f"{column.name}: {canonical(cell)!r} is not in the list “{column.choices}”")


def _when(cells: Cells) -> dict[str, str | None]:
    start, end = _day("date_start", cells), _day("date_end", cells)
    if start and end and start > end:
        raise ValueError(f"date_start: {start} is after date_end, {end}")
    precision = canonical(cells.get("date_precision"))
    if not precision:
        raise ValueError("date_precision: is empty; choose how fine the dates are")
    return {"start": start, "end": end, "precision": precision}


def _day(name: str, cells: Cells) -> str | None:
    told = canonical(cells.get(name))
    if not told:
        return None
    try:
        return dt.date.fromisoformat(told).isoformat()
    except ValueError:
        raise ValueError(f"{name}: {told!r} is no day; write it as 2024-03-05") from None


def _where(cells: Cells) -> dict[str, Any]:
    name = canonical(cells.get("place"))
    if not name:
        raise ValueError("place: is empty, but other cells of the place are not")
    lat, lon = _number("lat", cells), _number("lon", cells)
    if (lat is None) != (lon is None):
        raise ValueError("lat and lon: one of them is empty")
    if lat is not None and not -90 <= lat <= 90:
        raise ValueError(f"lat: {lat:g} is no latitude; it lies between -90 and 90")
    if lon is not None and not -180 <= lon <= 180:
        raise ValueError(f"lon: {lon:g} is no longitude; it lies between -180 and 180")
    country = canonical(cells.get("country")).upper()
    if country and not (len(country) == 2 and country.isalpha()):
        raise ValueError(f"country: {country!r} is no two-letter code")
    prec = _number("where_prec", cells)
    return {
        "name": name,
        "lat": lat,
        "lon": lon,
        "country": country or None,
        "admin1": canonical(cells.get("admin1")) or None,
        "where_prec": int(prec) if prec is not None else None,
    }


def _toll(harm: str) -> Callable[[Cells], dict[str, float | None]]:
    def made(cells: Cells) -> dict[str, float | None]:
        found = {b: _number(f"{harm}_{b}", cells) for b in ("low", "best", "high")}
        given = [n for n in found.values() if n is not None]
        if any(n < 0 for n in given):
            raise ValueError(f"{harm}: a number of people cannot be negative")
        if given != sorted(given):
            raise ValueError(f"{harm}: low, best and high are not in order")
        return found

    return made


def _number(name: str, cells: Cells) -> float | None:
    told = canonical(cells.get(name))
    if not told:
        return None
    try:
        number = float(told)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{name}: {told!r} is no number")
    return int(number) if number == int(number) else number


def _names(role: str) -> Callable[[Cells], list[str]]:
    return lambda cells: [name.strip() for name in parted(canonical(cells.get(role))) if name.strip()]


def _acled(cells: Cells) -> str:
    event, sub = canonical(cells.get("acled_event_type")), canonical(cells.get("acled_sub_event_type"))
    if f"{event}/{sub}" not in acled_types():
        raise ValueError(f"acled_sub_event_type: {sub or 'nothing'} is no sub-event type of {event or 'nothing'}")
    return f"{event}/{sub}"


_MAKERS: Final[dict[str, Callable[[Cells], Any]]] = {
    "when": _when,
    "where": _where,
    "acled": _acled,
    "ucdp": lambda cells: int(canonical(cells["ucdp_type"])),
    "deaths": _toll("deaths"),
    "injured": _toll("injured"),
} | {role: _names(role) for role in ("actor", "recipient", "side_a", "side_b")}
