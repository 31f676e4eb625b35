"""The gazetteer of the package with the user's overlays over it: one register, each place once."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from dateline.gazetteer.folding import LEAST_LETTERS, bare, core_of, fold, likeness, skeleton, spelled_alike
from dateline.gazetteer.overlays.store import Overlay
from dateline.gazetteer.protocol import Border, Candidate, Gazetteer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SAME_KM, SAME_NAME_KM = 2.0, 5.0
"""Two records of one kind that one name found are one place so near; if they are called alike, so near."""
NAMELESS_KM = 1.0
"""So near they are one whatever they are called: UCDP knows Raqqa as "Ar Raqqah" alone."""
SAMPLE = 5
"""Places of a division that are looked up to tell which one it is."""
KEPT = 20_000
_SETTLED, _AREAS = frozenset({"city", "village"}), frozenset({"province", "district", "region", "country"})
_STRENGTH = {"exact": 0, "bare": 1, "skeleton": 2, "core": 3, "fuzzy": 4, "beginning": 5}
_DEGREE_KM = 111.2


class Base(Gazetteer, Protocol):
    """A gazetteer that also says where its data come from."""

    def about(self) -> dict[str, Any]: ...


class Overlaid:
    """A base and overlays as one gazetteer. Of a place that both have, the base's record stands, with the events of
    the overlay and what the base does not tell."""

    def __init__(self, base: Base, overlays: tuple[Overlay, ...]) -> None:
        self.base, self.overlays = base, overlays
        self.name = f"{base.name} with {', '.join(one.name for one in overlays)}"
        self.version = "+".join([base.version, *(one.version for one in overlays)])
        self._eventful = tuple(one for one in overlays if one.about.get("events"))
        self._divisions: dict[tuple[str, str | None, str], str] = {}
        self._cache: dict[str, tuple[Candidate, ...]] = {}
        self._known: dict[str, bool] = {}

    def candidates(self, name: str) -> list[Candidate]:
        key = fold(name)
        found = self._cache.get(key)
        if found is None:
            found = tuple(self._find(name, key))
            if len(self._cache) >= KEPT:
                self._cache.clear()
            self._cache[key] = found
        return list(found)

    def _find(self, name: str, key: str) -> list[Candidate]:
        base = self.base.candidates(name)
        if len(key) < 2:
            return base
        short = bare(key)
        own = [self._placed(c, one) for one in self.overlays for c in one.exact(key)]
        if short != key or not (own or base):
            own += [self._placed(c, one) for one in self.overlays for c in one.by_bare(short)]
        found = merged(base, own)
        return [self._with_events(c) for c in found] if self._eventful else found

    def _with_events(self, c: Candidate) -> Candidate:
        """A town with the events that an overlay has there under another name."""
        if c.events or c.kind not in _SETTLED:
            return c
        near = [n for one in self._eventful for n in one.with_events_near(c.lat, c.lon) if n.kind in _SETTLED]
        return replace(c, events=max((n.events for n in near if _is_there(c, n)), default=0))

    def _placed(self, c: Candidate, overlay: Overlay) -> Candidate:
        """An overlay's place with its province as the base calls it: files spell provinces in many ways."""
        if c.kind in {"province", "country"}:
            return c
        if c.admin1 is not None:
            return replace(c, admin1=self._division(overlay, c.country, c.admin1))
        division = self.base.division_at(c.lat, c.lon)
        if division is None or c.country not in {None, division.country}:
            return c
        return replace(c, admin1=division.name, country=division.country)

    def _division(self, overlay: Overlay, country: str | None, admin1: str) -> str:
        """What the base calls a division, told by where most of some places in it lie."""
        key = overlay.name, country, admin1
        if key not in self._divisions:
            points = overlay.points_in(country, admin1, SAMPLE)
            found = Counter(d.name for d in (self.base.division_at(*p) for p in points) if d and d.country == country)
            likeliest = found.most_common(1)
            self._divisions[key] = likeliest[0][0] if likeliest else admin1
        return self._divisions[key]

    def has(self, name: str) -> bool:
        key = fold(name)
        found = self._known.get(key)
        if found is None:
            found = self.base.has(name) or (len(key) > 1 and self._in_overlays(key))
            if len(self._known) >= KEPT:
                self._known.clear()
            self._known[key] = found
        return found

    def _in_overlays(self, key: str) -> bool:
        short = bare(key)
        return any(one.has(key) or (short != key and one.has(short)) for one in self.overlays)

    def similar(self, name: str, country: str) -> list[Candidate]:
        key = fold(name)
        if len(bare(key).replace(" ", "")) < LEAST_LETTERS:
            return []
        own = [self._placed(c, one) for one in self.overlays for c in _similar(one, key, country)]
        found = merged(self.base.similar(name, country), own)
        best = min((_STRENGTH[c.match] for c in found), default=0)
        return [c for c in found if _STRENGTH[c.match] == best]

    def beginning(self, start: str) -> list[Candidate]:
        key = fold(start)
        own = [self._placed(c, one) for one in self.overlays for c in one.beginning(key)]
        return merged(self.base.beginning(start), own)

    # what overlays do not know: countries, borders, outlines
    def country(self, code: str) -> Candidate | None:
        return self.base.country(code)

    def capital(self, code: str) -> Candidate | None:
        return self.base.capital(code)

    def country_of_adjective(self, word: str) -> str | None:
        return self.base.country_of_adjective(word)

    def country_named(self, name: str) -> str | None:
        return self.base.country_named(name)

    def border(self, a: Candidate, b: Candidate) -> Border | None:
        return self.base.border(a, b)

    def neighbours(self, code: str) -> tuple[str, ...]:
        return self.base.neighbours(code)

    def shape(self, place: Candidate) -> BaseGeometry | None:
        return self.base.shape(place)

    def division_at(self, lat: float, lon: float) -> Candidate | None:
        return self.base.division_at(lat, lon)

    def about(self) -> dict[str, Any]:
        """What the base says of itself, and under "overlays" what each overlay does."""
        return {**self.base.about(), "overlays": {one.name: one.about for one in self.overlays}}


def _similar(overlay: Overlay, key: str, country: str) -> list[Candidate]:
    """An overlay's places of a country that a name likely means: by sound the likest alone, else by the name without
    words of kind."""
    bones = skeleton(key)
    spelled = [
        (likeness(key, other), c)
        for other, c in (overlay.spellings(country, bones) if len(bones) > 1 else ())
        if spelled_alike(key, other)
    ]
    if spelled:
        best = max(alike for alike, _ in spelled)
        return [c for alike, c in spelled if alike == best]
    core = core_of(key)
    if core != key and len(core) >= LEAST_LETTERS and (found := overlay.by_core(core, country)):
        return found
    return overlay.by_core(key, country)


def _is_there(c: Candidate, other: Candidate) -> bool:
    apart, a, b = _apart_km(c, other), fold(c.name), fold(other.name)
    return apart < NAMELESS_KM or (apart < SAME_NAME_KM and (bare(a) == bare(b) or spelled_alike(a, b)))


def merged(base: list[Candidate], own: list[Candidate]) -> list[Candidate]:
    """The candidates of the base, then those of overlays that it does not have; places of several overlays once."""
    found = list(base)
    for c in own:
        at = next((n for n, other in enumerate(found) if same_place(other, c)), None)
        if at is None:
            found.append(c)
        else:
            found[at] = _joined(found[at], c)
    return found


def _joined(first: Candidate, second: Candidate) -> Candidate:
    """Events are not added up: two overlays may hold the same ones."""
    match = min(first.match, second.match, key=_STRENGTH.__getitem__)
    return replace(
        first,
        geonames_id=first.geonames_id or second.geonames_id,
        country=first.country or second.country,
        admin1=first.admin1 or second.admin1,
        admin2=first.admin2 or second.admin2,
        population=first.population or second.population,
        feature=first.feature or second.feature,
        bbox=first.bbox or second.bbox,
        names=max(first.names, second.names),
        events=max(first.events, second.events),
        match=match,
    )


def same_place(a: Candidate, b: Candidate) -> bool:
    """Whether two records mean one place: one number of GeoNames; or one sort of place, and near enough. Areas of one
    name are one where their middles lie within the larger of them."""
    if a.geonames_id is not None and a.geonames_id == b.geonames_id:
        return True
    if a.country and b.country and a.country != b.country:
        return False
    if a.kind == b.kind == "country":
        return a.country == b.country
    apart, sorts = _apart_km(a, b), {_sort(a), _sort(b)}
    alike = bare(fold(a.name)) == bare(fold(b.name))
    if len(sorts) > 1:  # a file that does not say what a place is
        return "other" in sorts and not sorts & _AREAS and alike and apart < SAME_NAME_KM
    if a.kind in _AREAS:
        return alike and apart < max(SAME_NAME_KM, a.radius_km, b.radius_km)
    return apart < (SAME_NAME_KM if alike else SAME_KM)


def _sort(c: Candidate) -> str:
    return "settlement" if c.kind in _SETTLED else c.kind


def _apart_km(a: Candidate, b: Candidate) -> float:
    """Kilometres between near points; exact enough for a few degrees."""
    east = (a.lon - b.lon + 180) % 360 - 180
    east *= math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(a.lat - b.lat, east) * _DEGREE_KM
