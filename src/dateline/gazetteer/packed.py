"""The gazetteer of the package: GeoNames towns, Natural Earth areas, airports, the hand-made supplement."""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property, lru_cache
from importlib.resources import as_file, files
from itertools import islice
from typing import TYPE_CHECKING, Any

from dateline.errors import DatelineError
from dateline.gazetteer.artifact import MANY, NONE, PLACE, RECORD, THIN, Artifact
from dateline.gazetteer.folding import LEAST_LETTERS, bare, core_of, fold, likeness, skeleton, spelled_alike
from dateline.gazetteer.protocol import Border, Box, Candidate, Match
from dateline.gazetteer.tables import countries
from dateline.model.vocabulary import PlaceKind

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

WORLD = "world.gaz"
UNPACK, SIZE = RECORD.unpack_from, RECORD.size
SHAPE_CELL = 7
"""Which cell of a record tells its outline."""
KEPT = 4_000
"""Names whose candidates are kept at hand."""
LEAST_TYPED, MOST_TYPED = 3, 4_000
"""Letters that a beginning has at least, and names of it that are looked at."""
SOURCES = {"geonames": "GeoNames", "naturalearth": "Natural Earth", "airportsdata": "airportsdata"}


class PackedGazetteer:
    """Look-ups in the packed file; made by `open_packed`."""

    def __init__(self, artifact: Artifact, digest: str) -> None:
        import marisa_trie

        self._file = artifact
        self._trie = marisa_trie.Trie()
        self._trie.map(artifact.section("trie"))
        self._values, self._lists = (artifact.section(n).cast("I") for n in ("values", "lists"))
        self._records, self._strings = artifact.section("places"), artifact.section("strings")
        self._spots = artifact.section("spots").cast("I")
        tables = artifact.about["tables"]
        self._kinds: list[PlaceKind] = tables["kinds"]
        self._codes: list[str] = tables["countries"]
        self._features: list[str] = tables["features"]
        self._origins = [(_source(o), o.rpartition(":")[0] or o) for o in tables["origins"]]
        self._first, self._second = tables["first"], tables["second"]
        self._countries = countries()
        self._adjectives = {a: c.code for c in self._countries.values() for a in c.adjectives}
        self._country_names = {fold(n): c.code for c in self._countries.values() for n in (c.name, *c.other_names)}
        self._cache: dict[str, list[Candidate]] = {}
        self._names: dict[int, str] = {}
        self._shapes: dict[int, BaseGeometry] = {}
        self.name: str = artifact.about["name"]
        self.version: str = f"{artifact.about['version']}+{digest[:8]}"

    def about(self) -> dict[str, Any]:
        """Where the data come from: archives and tables by digest, licences, counts."""
        told = self._file.about
        kept = ("name", "version", "places", "names", "shapes", "archives", "made_of", "licences")
        return {k: told[k] for k in kept} | {"version": self.version}

    # names -> candidates
    def candidates(self, name: str) -> list[Candidate]:
        key = fold(name)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= KEPT:
                self._cache.clear()
            found = self._cache[key] = self._find(key)
        return found.copy()

    def _find(self, key: str) -> list[Candidate]:
        if len(key) < 2:
            return []
        found = self._by_key(key, "exact")
        short = bare(key) if " " in key or key[0] > "\u0600" else key  # a single Latin word holds no article
        if not found or short != key:
            found += self._by_key("=" + short, "bare")
        if not found and short != key:
            found = self._by_key(short, "bare")
        code = self._country_names.get(key)
        if code and not any(c.kind == "country" and c.country == code for c in found):
            found = [*(c for c in (self.country(code),) if c), *found]
        return _distinct(found) if len(found) > 1 else found

    def has(self, name: str) -> bool:
        key = fold(name)
        if len(key) < 2:
            return False
        short = bare(key)
        return (
            key in self._country_names
            or self._known(key)
            or self._known("=" + short)
            or (short != key and self._known(short))
        )

    def _known(self, key: str) -> bool:
        at = self._trie.get(key)
        return at is not None and not self._values[at] & THIN

    def similar(self, name: str, country: str) -> list[Candidate]:
        key = fold(name)
        if len(bare(key).replace(" ", "")) < LEAST_LETTERS:
            return []
        found = self._by_sound(key, country)
        if not found and (core := core_of(key)) != key and len(core) >= LEAST_LETTERS:
            found = [c for c in self._by_key(core, "core") if c.country == country]
            found = found or self._by_key(f"#{country}:{core}", "core")
        return found or self._by_key(f"#{country}:{key}", "core")

    def beginning(self, start: str) -> list[Candidate]:
        key = fold(start)
        if len(key) < LEAST_TYPED:
            return []
        return _distinct(
            [c for k in islice(self._trie.iterkeys(key), MOST_TYPED) for c in self._by_key(k, "beginning")]
        )

    def _by_sound(self, key: str, country: str) -> list[Candidate]:
        """Places of the same consonants of which a name sounds alike; the likest alone."""
        bones = skeleton(key)
        start = f"~{country}:{bones}:"
        best, likest = 0.0, list[Candidate]()
        for entry in self._trie.keys(start) if len(bones) > 1 else ():
            other = entry[len(start) :]
            if not spelled_alike(key, other):
                continue
            alike = likeness(key, other)
            if alike >= best:
                likest = (likest if alike == best else []) + self._by_key(entry, "skeleton")
                best = alike
        return _distinct(likest)

    def _by_key(self, key: str, match: Match) -> list[Candidate]:
        at = self._trie.get(key)
        if at is None:
            return []
        value = self._values[at]
        if value < MANY:
            return [self._candidate(value & PLACE, match)]
        return [self._candidate(n, match) for n in self._listed(value & PLACE)]

    def _listed(self, start: int) -> memoryview[int]:
        """The places of the list that stands there."""
        return self._lists[start + 1 : start + 1 + self._lists[start]]

    def _candidate(self, n: int, match: Match = "exact") -> Candidate:
        (
            at, number, lat, lon, people, first, second, shape, radius, length, names, feature, country, kind, origin,
        ) = UNPACK(self._records, n * SIZE)  # fmt: skip
        source, prefix = self._origins[origin]
        return Candidate(
            str(self._strings[at : at + length], "utf-8"),
            self._kinds[kind],
            lat / 1e5,
            lon / 1e5,
            number if source == "GeoNames" and number else None,
            self._codes[country] or None,
            self._name(self._first[first]) if first != NONE else None,
            people,
            radius / 10,
            source,
            self._box(shape) if shape != NONE else None,
            names,
            f"{prefix}:{number}" if number else f"packed:{n}",
            self._name(self._second[second]) if second != NONE else None,
            self._features[feature],
            0,
            match,
        )

    def _name(self, n: int) -> str:
        found = self._names.get(n)
        if found is None:
            at, *_, length, _, _, _, _, _ = RECORD.unpack_from(self._records, n * RECORD.size)
            found = self._names[n] = str(self._strings[at : at + length], "utf-8")
        return found

    def in_country(self, code: str) -> Iterator[Candidate]:
        """Every place of a country; records stand in the order of their countries."""
        at = self._codes.index(code) if code in self._codes else -1
        numbers = range(len(self._records) // RECORD.size)
        first = bisect_left(numbers, at, key=self._country_at)
        for n in numbers[first:]:
            if self._country_at(n) != at:
                return
            yield self._candidate(n)

    def _country_at(self, n: int) -> int:
        return self._records[(n + 1) * RECORD.size - 3]

    # outlines
    def shape(self, place: Candidate) -> BaseGeometry | None:
        at = self._trie.get(fold(place.name)) if place.bbox is not None else None
        if at is None:
            return None
        value = self._values[at]
        numbers = [value & PLACE] if value < MANY else self._listed(value & PLACE)
        own = (s for n in numbers if (s := self._outline(n)) != NONE and self._candidate(n).key == place.key)
        found = next(own, None)
        return self._shape(found) if found is not None else None

    def _outline(self, n: int) -> int:
        """Which outline a place has; NONE where it is a mere point."""
        return int(UNPACK(self._records, n * SIZE)[SHAPE_CELL])

    def _shape(self, n: int) -> BaseGeometry:
        import shapely

        found = self._shapes.get(n)
        if found is None:
            raw = zlib.decompress(self._file.section("shapes")[self._spots[n] : self._spots[n + 1]])
            found = self._shapes[n] = shapely.from_wkb(raw)
            if len(self._shapes) > 200:
                self._shapes.pop(next(iter(self._shapes)))
        return found

    @cached_property
    def _boxes(self) -> memoryview[float]:
        return self._file.section("boxes").cast("f")

    def _box(self, n: int) -> Box:
        south, west, north, east = self._boxes[4 * n : 4 * n + 4]
        return round(south, 3), round(west, 3), round(north, 3), round(east, 3)

    def division_at(self, lat: float, lon: float) -> Candidate | None:
        """The first-order division whose outline holds the point; the boxes are looked through first."""
        import shapely

        point = shapely.Point(lon, lat)
        for n, shape in self._provinces:
            south, west, north, east = self._boxes[4 * shape : 4 * shape + 4]
            if south <= lat <= north and west <= lon <= east and self._shape(shape).intersects(point):
                return self._candidate(n)
        return None

    @cached_property
    def _provinces(self) -> list[tuple[int, int]]:
        """First-order divisions with an outline: (place, outline)."""
        return [(n, shape) for n in self._first if (shape := self._outline(n)) != NONE]

    # countries and borders
    def country(self, code: str) -> Candidate | None:
        row = self._countries.get(code)
        if row is None:
            return None
        found = self._by_key(fold(row.name), "exact")
        return next((c for c in found if c.kind == "country" and c.country == code), None)

    def capital(self, code: str) -> Candidate | None:
        return next(iter(self._by_key(f"^{code}", "exact")), None)

    def country_of_adjective(self, word: str) -> str | None:
        return self._adjectives.get(word)

    def country_named(self, name: str) -> str | None:
        return self._country_names.get(fold(name))

    def border(self, a: Candidate, b: Candidate) -> Border | None:
        one, two = self.shape(a), self.shape(b)
        if one is None or two is None:
            return None
        from dateline.gazetteer.borders import shared_border

        return shared_border(one, two)

    def neighbours(self, code: str) -> tuple[str, ...]:
        return tuple(self._file.about["neighbours"].get(code, ()))


def _source(origin: str) -> str:
    """The data set of an origin, in words: "geonames" -> "GeoNames", "supplement:syria:own" -> "supplement (own)"."""
    head, _, rest = origin.partition(":")
    return SOURCES.get(head) or f"{head} ({rest.partition(':')[2]})"


def _distinct(found: list[Candidate]) -> list[Candidate]:
    return list({c.key: c for c in reversed(found)}.values())[::-1]


@lru_cache(maxsize=1)
def open_packed() -> PackedGazetteer:
    """The one packed gazetteer of this process. Raises DatelineError where its files are missing or damaged."""
    data = files("dateline.gazetteer") / "data"
    try:
        digest = (data / f"{WORLD}.sha256").read_text(encoding="utf-8").split()[0]
        with as_file(data / WORLD) as path:
            return PackedGazetteer(Artifact(path), digest)
    except (OSError, RuntimeError, ValueError, KeyError, IndexError) as exc:
        told = f"The gazetteer of the package, {WORLD}, is missing or damaged ({exc}). Install Dateline again."
        raise DatelineError(told) from exc


def verify() -> bool:
    """Whether the packed file is the one that was built: its digest against the one beside it."""
    data = files("dateline.gazetteer") / "data"
    digest = (data / f"{WORLD}.sha256").read_text(encoding="utf-8").split()[0]
    return hashlib.sha256((data / WORLD).read_bytes()).hexdigest() == digest
