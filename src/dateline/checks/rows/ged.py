"""Rules that a table of UCDP GED keeps: its columns, what a cell may hold, and what the cells of a row say together.

A row is a mapping of column -> cell as text; columns that it lacks and cells that are empty break no rule here, for
releases differ in columns (`missing_of` names what each event has). The rules are those of the UCDP GED codebook; of
16,566 published rows of Syria 101 break one of them (`low-best-high`), and none any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from dateline.checks.rows.breach import Breach
from dateline.checks.rows.columns import SHOWN, Reads, cell_breaches, names_breaches
from dateline.codebook import ged
from dateline.codebook.country_codes import CountryCodes, of_ucdp_id, of_ucdp_name
from dateline.codebook.ged import CIVILIANS, GOVERNMENT, SPANS, ged_columns
from dateline.codebook.priogrid import priogrid_gid

Row = Mapping[str, str]
PARTS: Final = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
"""Columns whose deaths add up to `best`."""
NEAR: Final = 1e-6
"""Degrees by which two spellings of one point may differ: a decimetre."""
_ADMIN: Final = {3: (True, True), 4: (True, False), 6: (False, False)}
"""`where_prec` -> whether `adm_1` and `adm_2` are filled. A point between two places (5) and a place on the sea (7) may
have either, and a country without second-order divisions has no `adm_2` for its exact places (1, 2)."""
TABLE: Final = "UCDP GED"


def header_breaches(names: Sequence[str]) -> list[Breach]:
    """What is wrong with a row of names, where all 49 columns are wanted in their order."""
    return names_breaches(names, list(ged_columns()), TABLE)


def breaches_of(row: Row) -> list[Breach]:
    """The rules that a row breaks, in the order of the columns' kinds first. Rules over several cells are asked only of
    cells that hold what they should."""
    found = [
        breach for name, column in ged_columns().items() for breach in cell_breaches(column, row.get(name, ""), _READS)
    ]
    for rule in _RULES:
        found += rule(row)
    return found


def missing_of(row: Row) -> list[Breach]:
    """The columns that every event of UCDP GED has a value in, and this row none."""
    needed = (c.name for c in ged_columns().values() if c.needed)
    return [Breach(name, "missing", f"{name} is empty") for name in needed if not row.get(name, "").strip()]


def _estimates(row: Row) -> Iterator[Breach]:
    low, best, high = (ged.whole(row.get(c, "")) for c in ("low", "best", "high"))
    known = [n for n in (low, best, high) if n is not None]
    if known != sorted(known):
        yield Breach("best", "low-best-high", f"low {low}, best {best} and high {high} are not in order")


def _parts(row: Row) -> Iterator[Breach]:
    best = ged.whole(row.get("best", ""))
    parts = [ged.whole(row.get(c, "")) for c in PARTS]
    told = [n for n in parts if n is not None]
    if best is not None and len(told) == len(PARTS) and sum(told) != best:
        yield Breach("deaths_a", "deaths sum", f"the deaths of the sides add up to {sum(told)}, best is {best}")


def _days(row: Row) -> Iterator[Breach]:
    start, end = ged.day(row.get("date_start", "")), ged.day(row.get("date_end", ""))
    year, prec = ged.whole(row.get("year", "")), ged.whole(row.get("date_prec", ""))
    if start is not None and year is not None and year != start.year:
        yield Breach("year", "year", f"year is {year}, date_start {start}")
    if start is None or end is None:
        return
    if end < start:
        yield Breach("date_end", "date order", f"it ends on {end}, before it begins on {start}")
    elif prec in SPANS:
        days, (least, most) = (end - start).days + 1, SPANS[prec]
        if not least <= days <= most:
            allowed = f"{least} to {most}" if least < most else str(most)
            message = f"date_prec {prec} is for {allowed} day{'s' if most > 1 else ''}; {start} to {end} is {days}"
            yield Breach("date_prec", "date span", message)


def _divisions(row: Row) -> Iterator[Breach]:
    prec = ged.whole(row.get("where_prec", ""))
    for column, filled in zip(("adm_1", "adm_2"), _ADMIN.get(prec or 0, ()), strict=False):
        if column in row and bool(row[column].strip()) != filled:
            message = f"where_prec is {prec}, so {column} is {'filled' if filled else 'empty'}; here it is not"
            yield Breach(column, "admin level", message)


def _point(row: Row) -> Iterator[Breach]:
    lat, lon = ged.degrees(row.get("latitude", "")), ged.degrees(row.get("longitude", ""))
    wkt, gid = ged.point(row.get("geom_wkt", "")), ged.whole(row.get("priogrid_gid", ""))
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return
    if wkt is not None and max(abs(wkt[0] - lat), abs(wkt[1] - lon)) > NEAR:
        yield Breach("geom_wkt", "point", f"geom_wkt is {row['geom_wkt']}, latitude {lat:g} and longitude {lon:g}")
    if gid is not None and gid != priogrid_gid(lat, lon):
        message = f"priogrid_gid is {gid}; {lat:g}, {lon:g} lies in cell {priogrid_gid(lat, lon)}"
        yield Breach("priogrid_gid", "priogrid", message)


def _sides(row: Row) -> Iterator[Breach]:
    """Who stands on which side, by the type of violence."""
    violence, a, b = ged.whole(row.get("type_of_violence", "")), row.get("side_a", ""), row.get("side_b", "")
    if not a or not b:
        return
    if violence == 1 and not a.startswith(GOVERNMENT):
        yield Breach("side_a", "sides", "the violence is state-based, and side_a no government")
    if violence == 2:
        for column, side in (("side_a", a), ("side_b", b)):
            if side.startswith(GOVERNMENT):
                yield Breach(column, "sides", f"the violence is non-state, and {column} a government")
    if violence is not None and (violence == 3) != (b == CIVILIANS):
        message = "one-sided, and side_b is not" if violence == 3 else "not one-sided, and side_b is"
        yield Breach("side_b", "sides", f"the violence is {message} {CIVILIANS}")
    dyad = row.get("dyad_name", "")
    if dyad and dyad != f"{a} - {b}":
        yield Breach("dyad_name", "dyad", f"dyad_name is {dyad[:SHOWN]!r}, and not side_a - side_b")


def _country(row: Row) -> Iterator[Breach]:
    """The country's name, number and region; names and numbers that nobody knows break no rule, for states come and
    go."""
    name, number = row.get("country", "").strip(), ged.whole(row.get("country_id", ""))
    named, numbered = of_ucdp_name(name), of_ucdp_id(number) if number is not None else None
    if named is not None and number is not None and number not in {named.ucdp_id, named.gw}:
        yield Breach("country_id", "country", f"country_id is {number}; {name} is {named.ucdp_id}")
    region, found = row.get("region", "").strip(), named or numbered
    if region and found is not None and region != found.ucdp_region:
        yield Breach("region", "region", f"region is {region[:SHOWN]!r}; {found.ucdp_name} is in {found.ucdp_region}")


def _states(row: Row) -> Iterator[Breach]:
    """`gwnoa` and `gwnob`: the number of the state whose government the side is."""
    for column, side in (("gwnoa", "side_a"), ("gwnob", "side_b")):
        number, name = ged.whole(row.get(column, "")), row.get(side, "")
        if number is None or not name:
            continue
        state = state_of(name)
        if not name.startswith(GOVERNMENT):
            yield Breach(column, "side number", f"{column} is {number}, and {side} no government")
        elif state is not None and number not in {state.gw, state.ucdp_id}:
            yield Breach(column, "side number", f"{column} is {number}; {name} is {state.gw}")


def state_of(side: str) -> CountryCodes | None:
    """The state whose government a side is ("Government of Myanmar (Burma)"); None for other sides, and for states
    that are no more."""
    return of_ucdp_name(side.removeprefix(GOVERNMENT)) if side.startswith(GOVERNMENT) else None


_READS: Final[Reads] = {
    "whole": (ged.whole, "whole number"),
    "flag": (ged.flag, "flag (0 or 1)"),
    "degrees": (ged.degrees, "number"),
    "day": (ged.day, "day (it is written 2017-04-08)"),
    "point": (ged.point, "point (it is written POINT (longitude latitude))"),
}
_RULES: Final[tuple[Callable[[Row], Iterator[Breach]], ...]] = (
    _estimates,
    _parts,
    _days,
    _divisions,
    _point,
    _sides,
    _country,
    _states,
)
