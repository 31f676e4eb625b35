"""The gazetteer that comes with the package: GeoNames towns, Natural Earth areas, and the hand-made supplement."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from dateline.gazetteer.blocks import Blocks
from dateline.gazetteer.folding import LEAST_LETTERS, bare, fold, likeness, skeleton, spelled_alike
from dateline.gazetteer.protocol import Border, Candidate
from dateline.gazetteer.tables import countries, supplement
from dateline.model.vocabulary import PLACE_KINDS, PlaceKind


def _kind(text: str) -> PlaceKind:
    assert text in PLACE_KINDS, text
    return text  # type: ignore[return-value]  # checked against the vocabulary above


class PackedGazetteer:
    """Look-ups in the packed files; made by `open_packed`."""

    def __init__(self) -> None:
        about = json.loads((files("dateline.gazetteer") / "data" / "world.json").read_text(encoding="utf-8"))
        self.name: str = about["name"]
        self.version: str = f"{about['version']}+{about['files']['places.bin'][:8]}"
        self._names, self._places, self._borders = Blocks("names.bin"), Blocks("places.bin"), Blocks("borders.bin")
        self._extra = supplement()
        self._countries = countries()
        self._adjectives = {a: c.code for c in self._countries.values() for a in c.adjectives}
        self._country_names = {fold(n): c.code for c in self._countries.values() for n in (c.name, *c.other_names)}
        self._cache: dict[str, tuple[Candidate, ...]] = {}

    # names -> candidates
    def candidates(self, name: str) -> list[Candidate]:
        key = fold(name)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = tuple(self._find(key))
            if len(self._cache) > 20_000:
                self._cache.clear()
        return list(found)

    def _find(self, key: str) -> list[Candidate]:
        if len(key) < 2:
            return []
        short = bare(key)
        code = self._country_names.get(key)
        found = [c for c in (self.country(code),) if c] if code else []
        found += self._extra.exact(key) + self._by_key(key)
        if not found or short != key:
            found += self._extra.exact("=" + short) + self._by_key("=" + short)
        if not found and short != key:
            found = self._extra.exact(short) + self._by_key(short)
        return _distinct(found)

    def has(self, name: str) -> bool:
        return bool(self.candidates(name))

    def similar(self, name: str, country: str) -> list[Candidate]:
        key = fold(name)
        if len(bare(key).replace(" ", "")) < LEAST_LETTERS:
            return []
        bones = skeleton(key)
        found = self._extra.by_skeleton(country, bones) + self._by_key(f"~{country}:{bones}") if len(bones) > 1 else []
        near = [(-likeness(key, fold(c.name)), n, c) for n, c in enumerate(_distinct(found)) if _alike(key, c)]
        best = min((n[0] for n in near), default=0)
        return [c for alike, _, c in sorted(near, key=lambda s: s[:2]) if alike == best]

    def _by_key(self, key: str) -> list[Candidate]:
        text = self._names.get(key)
        return [self._place(int(n)) for n in text.split(",")] if text else []

    def _place(self, n: int) -> Candidate:
        text = self._places_line(n)
        name, kind, lat, lon, gid, cc, a1, pop, radius, source, box, names = text.split("\t")
        sides = [float(x) for x in box.split(",")] if box else []
        return Candidate(
            name,
            _kind(kind),
            float(lat),
            float(lon),
            int(gid) if gid else None,
            cc or None,
            a1 or None,
            int(pop),
            float(radius),
            source,
            (sides[0], sides[1], sides[2], sides[3]) if sides else None,
            int(names),
        )

    def _places_line(self, n: int) -> str:
        text = self._places.get(f"{n:06d}")
        assert text is not None, n
        return text

    # countries and borders
    def country(self, code: str) -> Candidate | None:
        row = self._countries.get(code)
        if row is None:
            return None
        return next((c for c in self._by_key(fold(row.name)) if c.kind == "country" and c.country == code), None)

    def capital(self, code: str) -> Candidate | None:
        return next(iter(self._by_key(f"^{code}")), None)

    def country_of_adjective(self, word: str) -> str | None:
        return self._adjectives.get(word)

    def country_named(self, name: str) -> str | None:
        return self._country_names.get(fold(name))

    def border(self, a: Candidate, b: Candidate) -> Border | None:
        one, two = sorted((_border_key(a), _border_key(b)))
        text = self._borders.get(f"{one}|{two}")
        if text is None:
            return None
        lat, lon, length, line = text.split("\t")
        points = tuple((float(p.split(" ")[0]), float(p.split(" ")[1])) for p in line.split(","))
        return Border(float(lat), float(lon), float(length), points)

    def neighbours(self, code: str) -> tuple[str, ...]:
        text = self._borders.get(f"{code}|*")
        return tuple(text.split(",")) if text else ()


def _alike(key: str, candidate: Candidate) -> bool:
    """By the candidate's own name: the packed file does not keep its other names, which exact look-ups find."""
    return spelled_alike(key, fold(candidate.name))


def _border_key(c: Candidate) -> str:
    return c.country or "" if c.kind == "country" else f"{c.country}:{fold(c.name)}"


def _distinct(found: list[Candidate]) -> list[Candidate]:
    return list({c.key: c for c in reversed(found)}.values())[::-1]


@lru_cache(maxsize=1)
def open_packed() -> PackedGazetteer:
    """The one packed gazetteer of this process."""
    return PackedGazetteer()
