"""Tables of OCHA's common operational data sets: one row a place, with the names and p-codes of the divisions that it
lies in (https://cod.unocha.org). A second row of HXL tags is allowed (https://hxlstandard.org).

Divisions have no points in such a table: theirs is the middle of their places, with the box around them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.errors import InputError
from dateline.gazetteer.overlays.checks import Points, country_reader
from dateline.gazetteer.overlays.entry import Entry
from dateline.gazetteer.overlays.faults import cell
from dateline.gazetteer.overlays.kinds import Kind, Reading
from dateline.gazetteer.overlays.sizes import kind_of_word, radius_of
from dateline.gazetteer.overlays.tabular import Line, Opening, need, places_of, rows_in, text_of
from dateline.tsv import rows_of

POINT = 9
"""Level of a column LOC_…: a place within the lowest division."""
_CODE = re.compile(r"(?:adm(?:in)?([0-5])|(loc))_?p_?code")
_NAME = re.compile(r"(?:adm(?:in)?([0-5])|(loc))_?(?:name|alt\d)?_?([a-z]{2})?\d?(?:_name)?")
FIRST = ("en", "fr", "es", "pt", "")
"""Languages whose names come first; then the others as they stand."""
_KM = 111.2
FEWEST = 2
"""Places that a division needs for a middle of its own."""


@dataclass(slots=True)
class _Columns:
    codes: dict[int, int]
    names: dict[int, list[int]]
    """Level -> columns of names, the best first."""


@dataclass(slots=True)
class _Division:
    line: int
    level: int
    names: list[str]
    country: str | None
    admin1: str | None
    admin2: str | None
    lats: list[float] = field(default_factory=list)
    lons: list[float] = field(default_factory=list)


def _columns(opening: Opening) -> _Columns:
    codes: dict[int, int] = {}
    names: dict[int, list[tuple[int, int]]] = {}
    for at, column in enumerate(opening.columns):
        if found := _CODE.fullmatch(column):
            codes.setdefault(int(found[1] or POINT), at)
        elif found := _NAME.fullmatch(column):
            language = found[3] or ""
            rank = FIRST.index(language) if language in FIRST else len(FIRST)
            names.setdefault(int(found[1] or POINT), []).append((rank + 10 * ("alt" in column), at))
    return _Columns(codes, {level: [at for _, at in sorted(found)] for level, found in names.items()})


def _fits(opening: Opening) -> bool:
    found = _columns(opening)
    return any(level > 0 for level in found.codes) and any(level > 0 for level in found.names)


def _entries(r: Reading) -> Iterator[Entry]:
    columns = _columns(r.opening)
    if not any(level > 0 for level in columns.names):
        raise InputError(
            r.name, "line 1: as a table of p-codes it lacks columns of names such as ADM1_EN.", "Check the table."
        )
    rows = rows_in(r.opening, r.lines, r.faults)
    first = next(rows, None)
    found = places_of(r.opening, "pcodes")
    if first is not None and all(c.startswith(b"#") for c in first.cells if c.strip()):
        found = _tagged(first) | found
        first = next(rows, None)
    need(found, ("latitude", "longitude"), r.opening, r.name, "a table of p-codes")
    reader = _Reader(r, columns, found)
    if first is not None:
        yield from reader.entry(first)
    for line in rows:
        yield from reader.entry(line)
    yield from reader.divisions()


def _tagged(line: Line) -> dict[str, int]:
    """Where the row of HXL tags says that the coordinates stand."""
    tags = [c.decode("utf-8", "replace").replace(" ", "").casefold() for c in line.cells]
    wanted = {"latitude": "#geo+lat", "longitude": "#geo+lon"}
    return {name: at for name, tag in wanted.items() for at, one in enumerate(tags) if one.startswith(tag)}


def _above(names: dict[int, list[str]], level: int) -> tuple[str | None, str | None]:
    """Names of the first and second division that a place of a level lies in."""
    one, two = (names[n][0] if n < level and n in names else None for n in (1, 2))
    return one, two


class _Reader:
    """Reads the rows of one table: `entry` gives a row's own place, `divisions` what lies above them."""

    def __init__(self, r: Reading, columns: _Columns, found: dict[str, int]) -> None:
        self._r, self._columns, self._found = r, columns, found
        self._points, self._country = Points(r.base, r.faults), country_reader(r.base)
        self._kinds = {int(x["level"]): x for x in rows_of("dateline.gazetteer", "overlays/levels")}
        self._divisions: dict[tuple[int, str], _Division] = {}
        levels = [level for level in columns.names if level > 0]
        self._lowest = max(levels)

    def entry(self, line: Line) -> Iterator[Entry]:
        self._r.read += 1
        names = {level: self._names(line, level) for level in self._columns.names}
        codes = {level: text_of(line, at, self._r.faults, "p-code") for level, at in self._columns.codes.items()}
        lat, lon = (text_of(line, self._found[f], self._r.faults, f) for f in ("latitude", "longitude"))
        if None in names.values() or None in codes.values() or lat is None or lon is None:
            return
        told = {level: n for level, n in names.items() if n}
        if self._lowest not in told:
            self._r.faults.add(line.number, "the place's name is missing")
            return
        known = {level: code for level, code in codes.items() if code}
        country = self._country_in(told, known)
        point = self._points.check(line.number, lat, lon, country)
        if point is None:
            return
        self._count(line, told, known, country, point)
        one, two = _above(told, self._lowest)
        kind = kind_of_word(self._kinds[self._lowest]["kind"])
        own, *others = told[self._lowest]
        radius, code = radius_of(kind), known.get(self._lowest, "")
        yield Entry(line.number, own, *point, kind, radius, tuple(others), country, one, two, ref=code)

    def _names(self, line: Line, level: int) -> list[str] | None:
        """The names of one level, each once; None where one is broken."""
        found: dict[str, None] = {}
        for at in self._columns.names[level]:
            name = text_of(line, at, self._r.faults, "name")
            if name is None:
                return None
            if name:
                found[name[:200]] = None
        return list(found)

    def _country_in(self, names: dict[int, list[str]], codes: dict[int, str]) -> str | None:
        """By the code or name of level 0, else by the two letters that p-codes begin with."""
        tried = [code for code in (codes.get(0, ""),) if len(code) == 2] + names.get(0, [])
        tried += [code[:2] for code in codes.values() if code[:2].isalpha() and code[2:3].isdigit()]
        return next((found for text in tried if text and (found := self._country(text))), None)

    def _count(
        self,
        line: Line,
        names: dict[int, list[str]],
        codes: dict[int, str],
        country: str | None,
        point: tuple[float, float],
    ) -> None:
        """Note a place for each of the divisions that it lies in."""
        for level, called in names.items():
            if not 0 < level < self._lowest or level not in codes:
                continue
            found = self._divisions.get((level, codes[level]))
            if found is None:
                one, two = _above(names, level)
                found = _Division(line.number, level, called, country, one, two)
                self._divisions[level, codes[level]] = found
            elif found.names[0] != called[0]:
                code, before = cell(codes[level]), f"in line {found.line:,} {cell(found.names[0])}"
                self._r.faults.add(line.number, f"p-code {code} is {cell(called[0])}, {before}")
            found.lats.append(point[0])
            found.lons.append(point[1])

    def divisions(self) -> Iterator[Entry]:
        for (level, code), one in self._divisions.items():
            if len(one.lats) < FEWEST:
                self._r.left_out["division with a single place, which has no middle of its own"] += 1
                continue
            box = min(one.lats), min(one.lons), max(one.lats), max(one.lons)
            lat, lon = sum(one.lats) / len(one.lats), sum(one.lons) / len(one.lons)
            high, wide = (box[2] - box[0]) * _KM, (box[3] - box[1]) * _KM * math.cos(math.radians(lat))
            kind, radius = kind_of_word(self._kinds[level]["kind"]), round(max(1.0, math.hypot(high, wide) / 2), 1)
            names, where = tuple(one.names[1:]), (one.country, one.admin1, one.admin2)
            source = f"p-codes, middle of {len(one.lats)} places"
            entry = Entry(one.line, one.names[0], round(lat, 5), round(lon, 5), kind, radius, names, *where, bbox=box)
            entry.source, entry.ref = source, f"{level}:{code}"
            yield entry


KIND = Kind(
    "pcodes",
    "a table of p-codes: ADM1_EN, ADM1_PCODE … LATITUDE, LONGITUDE; a row of HXL tags may follow",
    "p-codes",
    "as the data set's page says (OCHA's common operational data sets are mostly CC BY-IGO): name the source",
    _fits,
    _entries,
)
