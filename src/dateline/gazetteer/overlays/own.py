"""A table of the user's own: name, lat, lon, and what else is known of each place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dateline.gazetteer.overlays.checks import Points, country_reader, number
from dateline.gazetteer.overlays.entry import Entry
from dateline.gazetteer.overlays.faults import cell
from dateline.gazetteer.overlays.kinds import Kind, Reading
from dateline.gazetteer.overlays.sizes import kind_of_word, radius_of
from dateline.gazetteer.overlays.tabular import Line, Opening, need, places_of, rows_in, text_of
from dateline.model.vocabulary import PLACE_KINDS, PlaceKind

REQUIRED = ("name", "lat", "lon")
LONGEST_NAME = 200
LARGEST_RADIUS = 5000.0


def _fits(opening: Opening) -> bool:
    return all(field in places_of(opening, "own") for field in REQUIRED)


def _entries(r: Reading) -> Iterator[Entry]:
    found = places_of(r.opening, "own")
    need(found, REQUIRED, r.opening, r.name, "a table of one's own")
    unread = [c for n, c in enumerate(r.opening.cells) if n not in found.values() and c.strip()]
    if unread:
        r.notes.append(f"Columns that are not read: {', '.join(cell(c) for c in unread[:20])}.")
    make = _maker(r, found)
    for line in rows_in(r.opening, r.lines, r.faults):
        r.read += 1
        entry = make(line)
        if entry is not None:
            yield entry


def _maker(r: Reading, found: dict[str, int]) -> Callable[[Line], Entry | None]:
    """A function from a row to its place, or None where the row is a fault."""
    fields, faults = list(found.items()), r.faults
    points, country_of = Points(r.base, faults), country_reader(r.base)

    def make(line: Line) -> Entry | None:
        try:
            row = {field: line.cells[at].decode().strip() for field, at in fields}
        except UnicodeDecodeError:
            for field, at in fields:
                text_of(line, at, faults, field)
            return None
        name, code = row["name"], None
        if not name or len(name) > LONGEST_NAME:
            faults.add(line.number, "name is missing" if not name else f"name has {len(name):,} characters")
            return None
        if (country := row.get("country")) and (code := country_of(country)) is None:
            faults.add(line.number, f"country {cell(country)} is not known: give a code (SY) or leave it empty")
            return None
        point = points.check(line.number, row["lat"], row["lon"], code)
        return _entry(line.number, row, code, point, r) if point else None

    return make


def _entry(line: int, row: dict[str, str], code: str | None, point: tuple[float, float], r: Reading) -> Entry | None:
    kind, population = _kind(line, row.get("kind", ""), r), _count(line, row.get("population", ""), r)
    if kind is None or population is None:
        return None
    radius = radius_of(kind, population)
    if told := row.get("radius_km"):
        given = number(told)
        if given is None or not 0 < given <= LARGEST_RADIUS:
            r.faults.add(line, f"radius_km {cell(told)} is no number of kilometres from 0 to {LARGEST_RADIUS:,.0f}")
            return None
        radius = given
    others = row.get("other_names")
    return Entry(
        line,
        row["name"],
        *point,
        kind,
        radius,
        tuple(n for o in others.split("|") if (n := o.strip())) if others else (),
        code,
        row.get("admin1") or None,
        row.get("admin2") or None,
        population,
        source=row.get("source", "")[:LONGEST_NAME],
        ref=row.get("id", ""),
    )


def _kind(line: int, text: str, r: Reading) -> PlaceKind | None:
    if not text:
        return "other"
    low = text.casefold()
    if low not in PLACE_KINDS:
        r.faults.add(line, f"kind {cell(text)} is not known: {', '.join(PLACE_KINDS)}")
        return None
    return kind_of_word(low)


def _count(line: int, text: str, r: Reading) -> int | None:
    if not text:
        return 0
    people = number(text)
    if people is None or not 0 <= people < 1e9:
        r.faults.add(line, f"population {cell(text)} is no number of people")
        return None
    return int(people)


KIND = Kind(
    "own",
    "a CSV with the columns name, lat, lon; also other_names (parted by |), kind, country, admin1, admin2, radius_km, "
    "population, source, id",
    "own table",
    "as the user's own file",
    _fits,
    _entries,
)
