"""GeoNames' dump of a country (https://download.geonames.org/export/dump/readme.txt): 19 columns without a header."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import chain

from dateline.gazetteer.overlays.checks import Points
from dateline.gazetteer.overlays.entry import Entry
from dateline.gazetteer.overlays.faults import cell
from dateline.gazetteer.overlays.kinds import Kind, Reading
from dateline.gazetteer.overlays.sizes import kind_of_word, radius_of
from dateline.gazetteer.overlays.tabular import Opening
from dateline.model.vocabulary import PlaceKind
from dateline.tsv import rows_of

WIDTH = 19
CLASSES = frozenset("PAHLSTR")
"""Feature classes that are read: towns, areas, waters, parks and fields, buildings, mountains, roads."""
LONGEST = 200
DIGITS = 15
"""Digits of a geonameid or of a number of people at most: SQLite holds no more than 18."""


def _fits(opening: Opening) -> bool:
    cells = opening.line.rstrip(b"\r\n").split(b"\t")
    return len(cells) == WIDTH and cells[0].isdigit() and len(cells[6]) <= 1 and _is_number(cells[4])


def _is_number(text: bytes) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


@cache
def _features() -> dict[str, tuple[PlaceKind, float] | None]:
    """Feature code ("P.PPL", "P." for the rest of its class) -> kind and radius; None for what is left out."""
    rows = rows_of("dateline.gazetteer", "overlays/feature_codes")
    return {
        row["code"]: (kind_of_word(row["kind"]), float(row["radius_km"])) if row["kind"] != "-" else None
        for row in rows
    }


def _entries(r: Reading) -> Iterator[Entry]:
    """Provinces and districts come as codes; their names stand in the dump itself, anywhere, and are put in at its
    end."""
    points = Points(r.base, r.faults)
    r.divisions = {}
    for number, raw in enumerate(chain([r.opening.line], r.lines), 1):
        cells = _cells(number, raw, r)
        if cells is None:
            continue
        r.read += 1
        entry = _entry(number, cells, points, r)
        if entry is None:
            continue
        country, one, two = cells[8], cells[10], f"{cells[10]}.{cells[11]}"
        if entry.feature in {"ADM1", "ADM2"}:
            r.divisions[country, one if entry.feature == "ADM1" else two] = entry.name
        entry.admin1 = None if entry.feature in {"ADM1", "PCLI"} else one
        entry.admin2 = None if entry.feature == "ADM2" or not cells[11] else two
        yield entry


def _cells(number: int, raw: bytes | None, r: Reading) -> list[str] | None:
    if raw is None:
        r.faults.add(number, "is too long")
        return None
    if not raw.strip():
        return None
    try:
        cells = raw.rstrip(b"\r\n").decode().split("\t")
    except UnicodeDecodeError as exc:
        r.faults.add(number, f"is no UTF-8: {exc.object[max(0, exc.start - 10) : exc.end + 10]!r}")
        return None
    if len(cells) != WIDTH:
        r.faults.add(number, f"has {len(cells)} columns; a GeoNames dump has {WIDTH}")
        return None
    return cells


def _entry(number: int, cells: list[str], points: Points, r: Reading) -> Entry | None:
    gid, name, plain, others, lat, lon, letter, code, country = cells[:9]
    if letter not in CLASSES:
        r.left_out["undersea, wood, or of no feature class"] += 1
        return None
    sort = _features().get(f"{letter}.{code}", _features()[f"{letter}."])
    if sort is None:
        r.left_out["feature that reports do not name (hotels, schools, farms and the like)"] += 1
        return None
    if wrong := _wrong(gid, name):
        r.faults.add(number, wrong)
        return None
    point = points.check(number, lat, lon, country or None)
    if point is None:
        return None
    people = int(cells[14]) if _is_count(cells[14]) else 0
    kind, radius = sort
    return Entry(
        number,
        name,
        *point,
        kind,
        radius_of(kind, people) if people and letter == "P" else radius,
        (plain, *filter(_is_name, others.split(","))),
        country or None,
        population=people,
        geonames_id=int(gid),
        feature=code,
        ref=gid,
    )


def _wrong(gid: str, name: str) -> str:
    """What is wrong with a row's id and name; "" where nothing is."""
    if not _is_count(gid):
        return f"geonameid {cell(gid)} is no number of {DIGITS} digits at most"
    if not name:
        return "name is missing"
    return f"name has {len(name):,} characters" if len(name) > LONGEST else ""


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= DIGITS


def _is_name(text: str) -> bool:
    """Alternate names hold codes of airports and stations as well."""
    return 1 < len(text) <= LONGEST and not (text.isascii() and len(text) <= 4 and text.isupper()) and "://" not in text


KIND = Kind(
    "geonames",
    "a GeoNames country dump (SY.txt or SY.zip): 19 columns parted by tabs, no header",
    "GeoNames",
    "GeoNames (www.geonames.org), Creative Commons Attribution 4.0 (CC BY 4.0): name the source where you publish",
    _fits,
    _entries,
)
