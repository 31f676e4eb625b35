"""The packed outlines: arcs in compressed blocks, each border once, in four levels of detail, and areas made of them.

Opening reads the table of areas; a map then unpacks the few blocks that it touches. The form is written down in
scripts/build_outlines.py, which makes it.
"""

from __future__ import annotations

import json
import struct
import zlib
from bisect import bisect_right
from collections import Counter, OrderedDict
from typing import Final

from dateline.errors import InputError
from dateline.render.map.outlines import Box, Ground, LineKind, Shape
from dateline.render.map.paths import Path, joined
from dateline.render.map.unpack import arcs_of, numbers, rings_of, unpacked

MAGIC: Final = b"DLOL0001"
BLOCKS_KEPT: Final = 512
_BROKEN = (zlib.error, struct.error, ValueError, TypeError, KeyError, IndexError, OverflowError)
_PROVINCE, _LAKE, _RIVER, _DISPUTED = range(4)
_LINES: dict[int, LineKind] = {0: "coast", 1: "country", 2: "disputed", 3: "province"}
"""Kinds of arcs that are drawn as lines. 4 is the seam at 180 degrees, which is no border; 5 and 6 are water."""


class Packed:
    """One packed file, held compressed in memory."""

    def __init__(self, raw: bytes, name: str, attribution: str) -> None:
        self.attribution, self._name = attribution, name
        try:
            self._open(raw)
        except _BROKEN as exc:
            raise self._damaged() from exc
        self._recent: OrderedDict[tuple[int, int], list[Path | None]] = OrderedDict()

    def _damaged(self) -> InputError:
        return InputError(
            self._name,
            "is damaged, or is not what scripts/build_outlines.py makes.",
            "Install Dateline anew, or give another file of outlines.",
        )

    def _open(self, raw: bytes) -> None:
        if raw[:8] != MAGIC:
            raise ValueError(raw[:8])
        (length,) = struct.unpack_from("<I", raw, 8)
        self._body = memoryview(raw)[12 + length :]
        head = json.loads(unpacked(raw[12 : 12 + length]))
        self._levels = [(step / head["grid"], float(km)) for step, _, km in head["levels"]]
        self._with_provinces = int(head["with_provinces"])
        self._blocks: list[list[int]] = head["blocks"]
        self._first_arc = [b[0] for b in self._blocks]
        part = {name: unpacked(self._body[at : at + size]) for name, (at, size) in head["sections"].items()}
        self._kinds, self._arc_kinds = part["kinds"], part["arc_kinds"]
        count, sides = len(self._kinds), numbers("h", part["boxes"])
        self._boxes = list(zip(*(sides[n * count : (n + 1) * count] for n in range(4)), strict=True))
        self._first_ring, self._first_ref = numbers("I", part["first_ring"]), numbers("I", part["first_ref"])
        self._refs = numbers("i", part["refs"])
        self._locator = rings_of(part["locator"])
        self._names = part["names"].decode().split("\n")
        self._country = [
            name.partition("\t")[0] if kind == _PROVINCE else None
            for kind, name in zip(self._kinds, self._names, strict=True)
        ]
        self._lands = dict(line.split("\t") for line in part["countries"].decode().split("\n"))
        if not len(self._names) == len(self._boxes) == count == len(self._first_ring) - 1:
            raise ValueError(count)

    # what a map asks
    def locator(self) -> list[Path]:
        """The land of the world in a few hundred points."""
        return self._locator

    def ground(self, box: Box, km_per_pixel: float) -> Ground:
        """All that touches a box, of the level of detail that a pixel of that size needs."""
        try:
            return self._ground(box, km_per_pixel)
        except _BROKEN as exc:
            raise self._damaged() from exc

    def _ground(self, box: Box, km_per_pixel: float) -> Ground:
        level = next((n for n, (_, km) in enumerate(self._levels) if km_per_pixel <= km), len(self._levels) - 1)
        found = Ground([], [], [], {"coast": [], "country": [], "disputed": [], "province": []}, [], {})
        for shift in (-360, 0, 360):
            areas = self._touching(box, shift)
            if areas:
                self._provinces(
                    found, self._whole([n for n in areas if self._kinds[n] == _PROVINCE], level), level, shift
                )
                self._waters(found, [n for n in areas if self._kinds[n] != _PROVINCE], level, shift)
        return found

    def _touching(self, box: Box, shift: int) -> list[int]:
        """Areas that touch a box when moved east by some degrees."""
        south, west, north, east = 100 * box[0], 100 * (box[1] - shift), 100 * box[2], 100 * (box[3] - shift)
        if west >= 18000 or east <= -18000:
            return []
        return [
            n
            for n, (low, left, high, right) in enumerate(self._boxes)
            if left <= east and right >= west and low <= north and high >= south
        ]

    def _whole(self, areas: list[int], level: int) -> list[int]:
        """The areas; at the coarse levels all of their countries, as provinces alone would have no borders there."""
        if level < self._with_provinces:
            return areas
        countries = {self._country[n] for n in areas}
        return [n for n, country in enumerate(self._country) if country in countries]

    def _provinces(self, found: Ground, areas: list[int], level: int, shift: int) -> None:
        """Land and countries are the provinces without the borders between them."""
        land: set[int] = set()
        every: set[int] = set()
        countries: dict[str, set[int]] = {}
        for area in areas:
            first, last = self._first_ring[area], self._first_ring[area + 1]
            refs = self._refs[self._first_ref[first] : self._first_ref[last]]
            arcs = _once([ref if ref >= 0 else ~ref for ref in refs])
            shape = self._shape(area, level, shift)
            found.shapes.append(shape)
            countries.setdefault(shape.country, set()).symmetric_difference_update(arcs)
            land.symmetric_difference_update(arcs)
            every |= arcs
        paths = {n: path for n in sorted(every) if (path := self._arc(n, level, shift)) is not None}
        for kind, line in _LINES.items():
            found.lines[line] += joined(path for n, path in paths.items() if self._arc_kinds[n] == kind)
        for code, arcs in countries.items():
            found.countries.setdefault(code, []).extend(joined(paths[n] for n in sorted(arcs) if n in paths))
        found.land.append(joined(paths[n] for n in sorted(land) if n in paths))

    def _waters(self, found: Ground, areas: list[int], level: int, shift: int) -> None:
        for area in areas:
            kind, paths = self._kinds[area], self._rings(area, level, shift)
            if kind == _LAKE and paths:
                found.lakes.append(paths)
            elif kind != _LAKE:
                (found.rivers if kind == _RIVER else found.lines["disputed"]).extend(paths)

    def _shape(self, area: int, level: int, shift: int) -> Shape:
        """A province; without rings at the coarse levels, which have no borders within countries."""
        country, gid, name, others, claimed = self._names[area].split("\t")
        rings = self._rings(area, level, shift) if level < self._with_provinces else []
        land = self._lands.get(country, "")
        return Shape(
            "province", name, country, land, int(gid) or None, tuple(others.split("|")), tuple(rings), claimed == "1"
        )

    def _rings(self, area: int, level: int, shift: int) -> list[Path]:
        """The rings of an area, or the lines of a river; without those that are too small for the level."""
        found: list[Path] = []
        for ring in range(self._first_ring[area], self._first_ring[area + 1]):
            xs: list[float] = []
            ys: list[float] = []
            for ref in self._refs[self._first_ref[ring] : self._first_ref[ring + 1]]:
                path = self._arc(ref if ref >= 0 else ~ref, level, shift)
                if path is not None:
                    more_x, more_y = path if ref >= 0 else (path[0][::-1], path[1][::-1])
                    xs += more_x[1:] if xs else more_x
                    ys += more_y[1:] if ys else more_y
            if xs:
                found.append((xs, ys))
        return found

    # arcs
    def _arc(self, n: int, level: int, shift: int) -> Path | None:
        """One arc, unpacked with its block; None where the level leaves it out."""
        block = bisect_right(self._first_arc, n) - 1
        arcs = self._recent.get((block, level))
        if arcs is None:
            _, count, *where = self._blocks[block]
            at, size = where[2 * level : 2 * level + 2]
            arcs = arcs_of(unpacked(self._body[at : at + size]), count, self._levels[level][0])
            self._recent[block, level] = arcs
            if len(self._recent) > BLOCKS_KEPT:
                self._recent.popitem(last=False)
        path = arcs[n - self._first_arc[block]]
        return ([x + shift for x in path[0]], path[1]) if path is not None and shift else path


def _once(arcs: list[int]) -> set[int]:
    """The arcs without those that come twice: an area's spike, where its ring runs out and back."""
    found = set(arcs)
    return found if len(found) == len(arcs) else {n for n, times in Counter(arcs).items() if times % 2}
