"""Rules that a table of ACLED keeps: its columns, what a cell may hold, what the cells of a row say together, and what
rows say beside each other.

A row is a mapping of column -> cell as text. Cells that are empty break no rule but that of `missing_of`. The rules are
those of the ACLED codebook of October 2024; codes may stand in words or in numbers, as ACLED gives them out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from dateline.checks.rows.breach import Breach
from dateline.checks.rows.columns import SHOWN, Reads, cell_breaches, names_breaches
from dateline.codebook import acled
from dateline.codebook.acled import CIVILIANS, TARGETED, acled_columns, inter_of, interaction, interaction_of, type_of
from dateline.codebook.country_codes import of_acled_name
from dateline.codebook.ged import degrees, whole

Row = Mapping[str, str]
TABLE: Final = "ACLED"
TARGETINGS: Final = frozenset({TARGETED, "Civilians targeted"})
TWO_SIDED: Final = frozenset({"Battles", "Violence against civilians"})
"""Types whose events have two actors; the others can be one-sided (codebook, Event aggregation)."""
SAME_ISSUE: Final = frozenset({"Protests", "Riots"})
"""Types of which several of one day, place and actor may stand apart: demonstrations over different issues."""


def header_breaches(names: Sequence[str]) -> list[Breach]:
    """What is wrong with a row of names, where all 31 columns are wanted in their order."""
    return names_breaches(names, list(acled_columns()), TABLE)


def breaches_of(row: Row) -> list[Breach]:
    """The rules that a row breaks. Rules over several cells are asked only of cells that hold what they should."""
    found = [b for name, column in acled_columns().items() for b in cell_breaches(column, row.get(name, ""), _READS)]
    for rule in _RULES:
        found += rule(row)
    return found


def missing_of(row: Row) -> list[Breach]:
    """The columns that every event has a value in, and this row none."""
    needed = (c.name for c in acled_columns().values() if c.needed)
    return [Breach(name, "missing", f"{name} is empty") for name in needed if not row.get(name, "").strip()]


class Beside:
    """Rules between the rows of one table, asked row by row: ids are unique, and what the same actors did on one day in
    one place in one way is one event. Keeps 16 bytes a row and rule."""

    def __init__(self) -> None:
        self._ids: dict[bytes, int] = {}
        self._events: dict[bytes, int] = {}
        self._number = 0

    def breaches(self, row: Row) -> list[Breach]:
        """What the row breaks beside those before it."""
        self._number += 1
        found = []
        id_ = row.get("event_id_cnty", "").strip()
        if id_ and (first := self._ids.setdefault(_digest(id_), self._number)) != self._number:
            found.append(
                Breach("event_id_cnty", "id twice", f"event_id_cnty {id_[:SHOWN]!r} is that of row {first}, too")
            )
        key = aggregation_key(row)
        if key and (first := self._events.setdefault(_digest(*key), self._number)) != self._number:
            message = f"row {first} has the same actors, kind, day and place: they are one event"
            found.append(Breach("event_date", "aggregation", message))
        return found


def aggregation_key(row: Row) -> tuple[str, ...] | None:
    """What makes two rows one event: actors in either order, kind, day, place. None where the rule does not hold: for
    demonstrations, and where day or place are not exact.

    Source: ACLED codebook, Event aggregation. Of two kinds of violence between the same actors ACLED "typically" makes
    one event as well, by a judgement that a table does not show: no rule here.
    """
    if row.get("event_type", "").strip() in SAME_ISSUE:
        return None
    if whole(row.get("time_precision", "")) != 1 or whole(row.get("geo_precision", "")) != 1:
        return None
    day = acled.day_of(row.get("event_date", ""))
    actors = sorted((row.get("actor1", "").strip(), row.get("actor2", "").strip()))
    place = [row.get(c, "").strip() for c in ("event_type", "sub_event_type", "country", "admin1", "location")]
    lat, lon = degrees(row.get("latitude", "")), degrees(row.get("longitude", ""))
    return (*actors, *place, str(lat), str(lon), day.isoformat()) if day and any(actors) and place[-1] else None


def _digest(*parts: str) -> bytes:
    return hashlib.blake2b("\x1f".join(parts).casefold().encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _types(row: Row) -> Iterator[Breach]:
    kind, sub = row.get("event_type", "").strip(), row.get("sub_event_type", "").strip()
    pair = type_of(kind, sub)
    if not kind or not sub:
        return
    if pair is None:
        yield Breach("sub_event_type", "event type", f"{kind[:SHOWN]!r} has no sub-event {sub[:SHOWN]!r}")
        return
    if (kind, sub) != (pair.event_type, pair.sub_event_type):
        yield Breach(
            "event_type", "event type", f"it is written {pair.event_type!r}, {pair.sub_event_type!r}, here otherwise"
        )
    disorder, targeting = row.get("disorder_type", "").strip(), row.get("civilian_targeting", "").strip()
    if disorder and disorder != pair.disorder_type:
        message = f"{sub} is of the disorder type {pair.disorder_type!r}, not {disorder[:SHOWN]!r}"
        yield Breach("disorder_type", "disorder type", message)
    if targeting and targeting not in TARGETINGS:
        message = f"civilian_targeting is {targeting[:SHOWN]!r}; it is {TARGETED!r} or empty"
        yield Breach("civilian_targeting", "civilian targeting", message)
    elif pair.civilian_targeting != "if civilians" and bool(targeting) != (pair.civilian_targeting == "always"):
        message = f"of {sub} civilian_targeting is {'never' if targeting else 'always'} filled"
        yield Breach("civilian_targeting", "civilian targeting", message)


def _actors(row: Row) -> Iterator[Breach]:
    """Who takes part, of which kind, and how the kinds meet."""
    codes = [inter_of(row[column]) if column in row else None for column in ("inter1", "inter2")]
    for n, code in enumerate(codes, 1):
        if code is not None and bool(code) != bool(row.get(f"actor{n}", "").strip()):
            message = f"inter{n} is {'filled' if code else 'empty'}, and actor{n} is not"
            yield Breach(f"inter{n}", "actor without kind", message)
    one, other = codes
    kind = row.get("event_type", "").strip()
    if kind in TWO_SIDED and other == 0:
        yield Breach("actor2", "two actors", f"an event of the type {kind} has two actors")
    if kind == "Violence against civilians" and one == CIVILIANS and other != CIVILIANS:
        yield Breach("actor1", "target", "of violence against civilians the target is actor2")
    told = interaction_of(row.get("interaction", "")) if row.get("interaction", "").strip() else None
    if told is not None and one is not None and other is not None and (one or other):
        made = interaction(one, other)
        if told != made:
            message = f"inter1 and inter2 make {made} ({acled.interaction_words(one, other)}), interaction is {told}"
            yield Breach("interaction", "interaction", message)


def _days(row: Row) -> Iterator[Breach]:
    day, year = acled.day_of(row.get("event_date", "")), whole(row.get("year", ""))
    if day is not None and year is not None and day.year != year:
        yield Breach("year", "year", f"year is {year}, event_date {day}")


def _countries(row: Row) -> Iterator[Breach]:
    country, iso, region = (row.get(c, "").strip() for c in ("country", "iso", "region"))
    codes = of_acled_name(country) if country else None
    if codes is None:
        return
    number = whole(iso)
    if number is not None and number != (codes.numeric or 0):
        yield Breach("iso", "country", f"{country} has the number {codes.numeric or 0}, iso is {number}")
    if region and region != codes.acled_region:
        yield Breach("region", "region", f"{country} is in {codes.acled_region}, region is {region[:SHOWN]!r}")


_READS: Final[Reads] = {
    "whole": (whole, "whole number"),
    "degrees": (degrees, "number"),
    "day": (acled.day_of, "day (it is written 2024-05-01 or 01 May 2024)"),
    "inter": (inter_of, "kind of actor that ACLED has"),
    "interaction": (interaction_of, "interaction that ACLED has"),
}
_RULES: Final[tuple[Callable[[Row], Iterator[Breach]], ...]] = (_types, _actors, _days, _countries)
