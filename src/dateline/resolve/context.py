"""What a report says around its names: the countries it is about, "X, Y", "X and Y", and what is grounded already."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.annotate.short_names import short_forms
from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.resolve.candidates import FOREIGN, GROUPS, Cluster, alike, full_names
from dateline.resolve.geometry import rough_km

REACH = 300
"""Characters within which names stand close together in the text."""
TOWN_KM = 30.0
"""How far from a town's point a quarter or suburb of it lies at most."""
_CONTAINED = frozenset({",", "in", "of", "(", ", in"})
_PUT = frozenset({"in", ", in", "in the", ", in the"})
_LISTED = frozenset({",", "and", ", and", "or", "&", "to", "as well as"})
_AFTER = re.compile(r",\s{1,2}([A-Z][\w.’'-]{1,20}(?: [A-Z][\w.’'-]{1,20}){0,2})")


def country_weights(
    parse: Parse, toponyms: list[Toponym], clusters: list[Cluster], gazetteer: Gazetteer
) -> dict[str, float]:
    """How much a report is about a country: named as a location 3, by its adjective 1, by an unambiguous place 2."""
    weights: Counter[str] = Counter()
    for t in toponyms:
        code = gazetteer.country_named(t.name) if t.hint == "country" else None
        if code and not _shared(gazetteer, t.name):
            weights[code] += 1 if t.dateline else 3
    for token in parse.tokens:
        if token.text[:1].isupper() and (
            code := gazetteer.country_of_adjective(token.text) or _named(gazetteer, token.text)
        ):
            weights[code] += 1
    small: set[str] = set()
    for c in clusters:
        found = [x for name in full_names(c) for x in gazetteer.candidates(name) if x.kind != "country"]
        one = len({x.country for x in found}) == 1 and gazetteer.country_named(c.name) is None
        only = found[0].country if one else None
        if only is not None and (only in weights or only in small or any(_telling(x) for x in found)):
            weights[only] += 2
        elif only is not None:
            small.add(only)
    return {c: float(w) for c, w in sorted(weights.items())}


def _telling(x: Candidate) -> bool:
    """Whether a name that only this place bears tells the country: a hamlet's may be a surname or a street's."""
    return x.population >= FOREIGN or GROUPS[x.kind] != "town" or x.source.startswith("supplement")


def _named(gazetteer: Gazetteer, text: str) -> str | None:
    code = gazetteer.country_named(text) if len(text) > 3 else None
    return code if code and not _shared(gazetteer, text) else None


def _shared(gazetteer: Gazetteer, name: str) -> bool:
    """Whether a country's name is also that of a division of another country ("Georgia")."""
    code = gazetteer.country_named(name)
    return any(
        x.kind == "province" and x.country != code and fold(x.name) == fold(name) for x in gazetteer.candidates(name)
    )


# --- the words between names ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Links:
    """How the words join one name to others."""

    inside: list[str] = field(default_factory=list)
    """Containers that the text puts after it ("Sarmada, Syria")."""
    holds: list[Cluster] = field(default_factory=list)
    """Names that it is put after as a container."""
    put: list[Cluster] = field(default_factory=list)
    """Divisions that it is said to lie in, whether or not any of its candidates does."""
    beside: list[Cluster] = field(default_factory=list)
    """Names that it is listed with ("X, Y and Z")."""
    close: list[tuple[Cluster, float]] = field(default_factory=list)
    """Names that stand near it in the text, with weights that fall with the characters between."""


def links_of(clusters: list[Cluster], text: str) -> dict[Cluster, Links]:
    """The links of every name. Without the text only the containers that the mentions carry are known."""
    found = {c: Links(list(dict.fromkeys(c.withins))) for c in clusters}
    line = sorted(((m.start, m.end, c) for c in clusters for m in c.mentions), key=lambda m: m[:2])
    for n, (start, end, c) in enumerate(line):
        follower = line[n + 1] if n + 1 < len(line) else None
        gap = " ".join(text[end : follower[0]].split()) if follower and follower[0] - end < 12 else None
        if follower is not None and gap is not None and follower[2] is not c:
            _join(c, follower[2], gap, text[follower[0] : follower[1]], found)
        elif text and (after := _AFTER.match(text, end)):
            found[c].inside += [after.group(1)] if after.group(1) not in found[c].inside else []
        for later, _, other in line[n + 1 : n + 8]:
            if later - start > REACH:
                break
            if other is not c:
                weight = math.exp(-(later - start) / 100)
                found[c].close.append((other, weight))
                found[other].close.append((c, weight))
    return found


def _join(c: Cluster, other: Cluster, gap: str, words: str, found: dict[Cluster, Links]) -> None:
    """Reads the words between two names: a container where the second may hold the first, else a list."""
    if gap in _PUT and other.group in {"division", "district"}:
        found[c].put.append(other)
    area = words in short_forms() or any(_holds(y, x) for y in other.candidates for x in c.candidates)
    if gap in _CONTAINED and area:
        name = words if words in short_forms() else other.name
        found[c].inside += [name] if name not in found[c].inside else []
        found[other].holds.append(c)
    elif gap in _LISTED:
        found[c].beside.append(other)
        found[other].beside.append(c)


def _holds(y: Candidate, x: Candidate) -> bool:
    """Whether a country, division or area may be what the words put a place in."""
    if y.key == x.key:
        return False
    if y.kind == "country":
        return x.country == y.country and x.kind != "country"
    if x.kind == "country" or (y.country is not None and y.country != x.country):
        return False
    if GROUPS[y.kind] in {"division", "district"}:
        name = fold(y.name)
        return name in {fold(x.admin1 or ""), fold(x.admin2 or "")}
    if GROUPS[y.kind] in {"land", "water"}:
        return rough_km((x.lat, x.lon), (y.lat, y.lon)) < y.radius_km * 1.2
    return False


class Containers:
    """Whether the container a text names holds a place; look-ups are kept, for names recur."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, list[Candidate]] = {}

    def country(self, name: str) -> str | None:
        """The country of that name."""
        return self._gazetteer.country_named(name)

    def of(self, name: str) -> list[Candidate]:
        """What a container's name may mean."""
        found = self._known.get(name)
        if found is None:
            short = short_forms().get(name)
            if short is not None:
                all_ = self._gazetteer.candidates(short.name)
                found = [y for y in all_ if y.country == short.country and y.kind == "province"]
            else:
                found = self._gazetteer.candidates(name)
            self._known[name] = found
        return found

    def hold(self, name: str, x: Candidate) -> bool:
        """Whether the named container is this place's country, division or district, or a town it is a part of."""
        code = self._gazetteer.country_named(name)
        if code is not None and x.country == code:
            return True
        return any(_holds(y, x) or _part(y, x) for y in self.of(name))

    def known(self, name: str) -> bool:
        """Whether the name is a country's or a division's, so that a place outside it is not meant."""
        return self._gazetteer.country_named(name) is not None or any(y.kind == "province" for y in self.of(name))


def _part(y: Candidate, x: Candidate) -> bool:
    town = GROUPS[y.kind] == "town" and y.country == x.country and y.key != x.key
    return town and rough_km((x.lat, x.lon), (y.lat, y.lon)) < TOWN_KM


# --- what the other names could mean ----------------------------------------------------------------------------------

CELL = 0.5
"""Side of a map square in degrees; a place's surroundings are its square and the eight around it."""


Key = tuple[object, ...]


class Common:
    """Where the candidates of several names meet: each name votes for the divisions, districts and map squares that it
    may lie in, the less the more of them there are. Names that are all ambiguous still tell one another this way."""

    def __init__(self, clusters: list[Cluster]) -> None:
        self._own: dict[Cluster, dict[Key, float]] = {c: _votes(c) for c in clusters}
        self._all: Counter[Key] = Counter()
        for votes in self._own.values():
            self._all.update(votes)
        self._others = max(1, len(clusters) - 1)

    def of(self, c: Cluster, x: Candidate) -> tuple[float, float, float]:
        """Votes of the other names for a candidate's division (as a share), its district and its surroundings."""
        if x.kind == "country":
            return 0.0, 0.0, 0.0
        own = self._own[c]
        first, second, square = (self._all[k] - own.get(k, 0.0) if k else 0.0 for k in _keys(x))
        return first / self._others, min(1.0, second), min(3.0, square) / 3


def district(x: Candidate) -> str | None:
    """The second-order division that a place lies in or is."""
    return x.name if x.kind == "district" else x.admin2


def _keys(x: Candidate) -> tuple[Key | None, Key | None, tuple[int, int] | None]:
    name, second = x.admin1 or x.name, district(x)
    return (
        (x.country, fold(name)) if x.country else None,
        (x.country, fold(name), fold(second)) if x.country and second else None,
        (round(x.lat / CELL), round(x.lon / CELL)) if x.kind != "province" else None,
    )


def _votes(c: Cluster) -> dict[Key, float]:
    keys = [_keys(x) for x in c.candidates if x.kind != "country" and not alike(x)]
    votes: dict[Key, float] = {}
    for found in (dict.fromkeys(k[0] for k in keys if k[0]), dict.fromkeys(k[1] for k in keys if k[1])):
        votes.update({k: 1 / len(found) for k in found})
    squares = dict.fromkeys(k[2] for k in keys if k[2])
    for lat, lon in squares:
        votes.update({(lat + a, lon + b): 1 / len(squares) for a in (-1, 0, 1) for b in (-1, 0, 1)})
    return votes


# --- what is grounded -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """A name taken to mean a place for now, with how sure that is."""

    cluster: Cluster
    place: Candidate
    weight: float


@lru_cache(maxsize=65536)
def _kernels(a: tuple[float, float], b: tuple[float, float], reach: float) -> tuple[float, float, float]:
    """How near two points are, 1 at the same place, by kernels of three widths; `reach` is taken off the distance."""
    km = max(0.0, rough_km(a, b) - reach)
    if km > 2500:
        return 0.0, 0.0, 0.0
    return math.exp(-km / 30), math.exp(-km / 150), math.exp(-km / 500)


def nearness(x: Candidate, y: Candidate) -> tuple[float, float, float]:
    """The kernels of two places; an area's extent counts half, 100 km at most."""
    return _kernels((x.lat, x.lon), (y.lat, y.lon), 0.5 * min(100.0, max(x.radius_km, y.radius_km)))
