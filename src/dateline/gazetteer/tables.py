"""The hand-made tables beside the packed files: countries with their adjectives, and places that city lists lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import cast

from dateline.errors import DatelineError
from dateline.gazetteer.folding import bare, fold, skeleton
from dateline.gazetteer.protocol import Candidate, Country
from dateline.model.vocabulary import PLACE_KINDS, PlaceKind


def _rows(name: str) -> Iterator[list[str]]:
    text = (files("dateline.gazetteer") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    width = len(lines[0].split("\t"))
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != width:
            raise DatelineError(f"{name}, row {number}: {len(cells)} cells, expected {width}: {line[:60]!r}")
        yield cells


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Countries by ISO code."""
    found = {}
    for code, name, others, adjectives, _ in _rows("countries.tsv"):
        found[code] = Country(
            code, name, tuple(x for x in others.split("|") if x), tuple(x for x in adjectives.split("|") if x)
        )
    return found


class Supplement:
    """The hand-made places by folded name ("=" first for article-free forms) and by country and skeleton."""

    def __init__(self) -> None:
        self._names: dict[str, list[Candidate]] = defaultdict(list)
        self._bones: dict[tuple[str, str], list[Candidate]] = defaultdict(list)

    def add(self, place: Candidate, names: list[str]) -> None:
        keys = {fold(n): None for n in names if n}
        for key in keys:
            self._names[key].append(place)
            if bare(key) != key:
                self._names["=" + bare(key)].append(place)
            self._bones[place.country or "", skeleton(key)].append(place)

    def exact(self, key: str) -> list[Candidate]:
        return list(self._names.get(key, ()))

    def by_skeleton(self, country: str, bones: str) -> list[Candidate]:
        return list(self._bones.get((country, bones), ()))


@lru_cache(maxsize=1)
def supplement() -> Supplement:
    """Places of supplement.tsv; a row may carry no country (a sea) or several names."""
    table = Supplement()
    for name, others, kind, lat, lon, country, admin1, radius, source in _rows("supplement.tsv"):
        if kind not in PLACE_KINDS:
            raise DatelineError(f"supplement.tsv: {name}: kind {kind!r} is not a place kind")
        names = [name, *others.split("|")]
        point, origin = (float(lat), float(lon)), f"supplement ({source})"
        what = cast("PlaceKind", kind)
        place = Candidate(
            name, what, *point, None, country or None, admin1 or None, 0, float(radius), origin, None, len(names)
        )
        table.add(place, names)
    return table
