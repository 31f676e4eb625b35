"""How well place names are found and put on the map, against a geoparsing corpus.

A resolution is right within 161 km (100 miles, the field's custom). Countries, first-order divisions and continents
also count as right where the very entity was chosen: their points differ between data sets by hundreds of kilometres.
A name that was not resolved counts as wrong. The strict figures take points alone.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING

from dateline.annotate.short_names import adjective_place
from dateline.gazetteer.folding import fold
from dateline.resolve.geometry import distance_km

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dateline.evaluate.geo_corpus import GoldPlace
    from dateline.gazetteer.protocol import Candidate, Gazetteer

NEAR_KM = 161.0
CLOSE_KM = 20.0
ROUNDS = 1000
"""Resamples of the documents for an interval."""
AREAS = ("A.PCL", "A.ADM1", "L.CONT", "L.RGN", "H.OCN", "H.SEA")
"""Feature codes of things so large that a point says little about them."""
_ENDINGS = ("an", "ans", "ese", "ish", "i", "is", "ite", "ites", "er", "ers")


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold place and what was made of it; `km` is None where nothing was resolved."""

    article: str
    gold: GoldPlace
    chosen: Candidate | None
    demonym: bool
    km: float | None
    same: bool
    """The very entity."""
    area: bool
    """A country, division or continent, of which the entity counts and not the point."""
    country: bool | None
    admin1: bool | None
    """None where the gold names none."""
    reachable: bool
    """A candidate is right: what a perfect choice would get."""
    populous: bool
    """The most populous candidate is right."""

    @property
    def strict(self) -> bool:
        return self.km is not None and self.km <= NEAR_KM

    @property
    def right(self) -> bool:
        return self.strict or (self.area and self.same)

    @property
    def close(self) -> bool:
        return (self.km is not None and self.km <= CLOSE_KM) or (self.area and self.same)


def is_demonym(gold: GoldPlace, gazetteer: Gazetteer) -> bool:
    """An adjective or a word for people ("Syrian", "Ohioans"), not a name that stands for the place itself ("U.S.")."""
    phrase = gold.phrase
    if gazetteer.country_named(phrase) is not None or fold(phrase) == fold(gold.name):
        return False
    if adjective_place(phrase, gazetteer) is not None:
        return True
    return phrase.lower().endswith(_ENDINGS) and fold(phrase)[:3] == fold(gold.name)[:3] and not gazetteer.has(phrase)


def judge(
    article: str, gold: GoldPlace, chosen: Candidate | None, candidates: Sequence[Candidate], gazetteer: Gazetteer
) -> Judged:
    """What was chosen, and what could have been, against the gold entry."""
    km = _km(gold, chosen)
    most = max(candidates, key=lambda c: (c.population, c.kind == "country"), default=None)
    return Judged(
        article,
        gold,
        chosen,
        is_demonym(gold, gazetteer),
        km,
        chosen is not None and same_entity(gold, chosen, gazetteer),
        is_area(gold, gazetteer),
        _country(gold, chosen, gazetteer) if gold.country else None,
        _admin1(gold, chosen, gazetteer) if gold.admin1 else None,
        any(_right(gold, c, gazetteer) for c in candidates),
        most is not None and _right(gold, most, gazetteer),
    )


def _km(gold: GoldPlace, place: Candidate | None) -> float | None:
    if place is None or gold.lat is None or gold.lon is None:
        return None
    return distance_km((gold.lat, gold.lon), (place.lat, place.lon))


def _right(gold: GoldPlace, place: Candidate, gazetteer: Gazetteer) -> bool:
    km = _km(gold, place)
    near = km is not None and km <= NEAR_KM
    return near or (is_area(gold, gazetteer) and same_entity(gold, place, gazetteer))


def is_area(gold: GoldPlace, gazetteer: Gazetteer) -> bool:
    """By its feature code; where a corpus has none, a country by its name."""
    return gold.feature.startswith(AREAS) or (not gold.feature and gazetteer.country_named(gold.phrase) is not None)


def same_entity(gold: GoldPlace, place: Candidate, gazetteer: Gazetteer) -> bool:
    """The same GeoNames entry, or the same country, division or region where the data sets number them apart."""
    if gold.geonames_id is not None and gold.geonames_id == place.geonames_id:
        return True
    if not gold.feature:
        return place.kind == "country" and gazetteer.country_named(gold.phrase) == place.country
    if gold.feature.startswith("A.PCL"):
        return place.kind == "country" and _country(gold, place, gazetteer)
    named = fold(place.name) in {fold(gold.name), fold(gold.phrase)}
    if gold.feature == "A.ADM1":
        division = place.kind in {"province", "region"} and _country(gold, place, gazetteer)
        return division and (named or (gold.admin1_id is not None and gold.admin1_id == place.geonames_id))
    area = place.kind in {"region", "area", "river", "desert", "other"}
    return area and named and gold.feature[:1] in {"L", "H", "T", "V"}


def _country(gold: GoldPlace, place: Candidate | None, gazetteer: Gazetteer) -> bool:
    if place is None or place.country is None:
        return False
    whole = gazetteer.country(place.country)
    by_id = whole is not None and whole.geonames_id is not None and whole.geonames_id == gold.country_id
    return by_id or gazetteer.country_named(gold.country) == place.country


def _admin1(gold: GoldPlace, place: Candidate | None, gazetteer: Gazetteer) -> bool:
    """The same first-order division, by its entry, its name in either data set, or the outline that the point is in."""
    if place is None or not _country(gold, place, gazetteer):
        return False
    own = place.name if place.kind == "province" else place.admin1
    if place.geonames_id is not None and gold.admin1_id == place.geonames_id:
        return True
    if own is None:
        return False
    names = {fold(gold.admin1)}
    names |= {fold(c.name) for c in gazetteer.candidates(gold.admin1) if c.country == place.country}
    at = gazetteer.division_at(gold.lat, gold.lon) if gold.lat is not None and gold.lon is not None else None
    return fold(own) in names or (at is not None and fold(at.name) == fold(own))


# --- figures ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of all gold places with coordinates, unless their names say otherwise."""

    count: int
    right: float
    low: float
    high: float
    """95 % interval of `right` over documents."""
    strict: float
    close: float
    same: float
    admin1: float
    country: float
    mean_km: float
    median_km: float
    unresolved: float
    oracle: float
    populous: float


def figures(judged: Sequence[Judged]) -> Figures:
    """The table of one corpus. Errors in km are those of the resolved places, by points."""
    kms = [j.km for j in judged if j.km is not None] or [0.0]
    low, high = interval(judged, lambda j: j.right)
    return Figures(
        len(judged),
        _share(judged, lambda j: j.right),
        low,
        high,
        _share(judged, lambda j: j.strict),
        _share(judged, lambda j: j.close),
        _share(judged, lambda j: j.same),
        _share([j for j in judged if j.admin1 is not None], lambda j: bool(j.admin1)),
        _share([j for j in judged if j.country is not None], lambda j: bool(j.country)),
        fmean(kms),
        median(kms),
        _share(judged, lambda j: j.chosen is None),
        _share(judged, lambda j: j.reachable),
        _share(judged, lambda j: j.populous),
    )


def _share(judged: Sequence[Judged], test: Callable[[Judged], bool]) -> float:
    return sum(map(test, judged)) / len(judged) if judged else 0.0


def interval(judged: Sequence[Judged], test: Callable[[Judged], bool]) -> tuple[float, float]:
    """Bootstrap over documents, whose places hang together; the same numbers on every run."""
    counts: dict[str, tuple[int, int]] = {}
    for j in judged:
        hits, total = counts.get(j.article, (0, 0))
        counts[j.article] = (hits + test(j), total + 1)
    documents = list(counts.values())
    if not documents:
        return 0.0, 0.0
    draw = random.Random(0)  # noqa: S311 - resampling, no secret
    shares = sorted(_resampled(draw.choices(documents, k=len(documents))) for _ in range(ROUNDS))
    return shares[int(0.025 * ROUNDS)], shares[int(0.975 * ROUNDS) - 1]


def _resampled(documents: Sequence[tuple[int, int]]) -> float:
    return sum(h for h, _ in documents) / sum(t for _, t in documents)


# --- recognition ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Tally:
    """Right, found and wanted; F1 of them."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def pairs(found: Sequence[tuple[int, int]], gold: Sequence[GoldPlace]) -> list[tuple[int | None, int | None]]:
    """Found and gold spans by their numbers, one with one, where they share a character; None for no partner."""
    out: list[tuple[int | None, int | None]] = []
    free = dict(enumerate(gold))
    for n, (start, end) in enumerate(found):
        hit = next((m for m, g in free.items() if g.start < end and start < g.end), None)
        if hit is not None:
            del free[hit]
        out.append((n, hit))
    return out + [(None, m) for m in free]
