"""What speaks for a candidate, as numbers: each feature with its reason.

`STATIC` ones follow from the name, the gazetteer and the words around the name; `CONTEXT` ones from what the report's
other names are taken to mean; `NONE` ones belong to the option that no candidate is meant.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dateline.gazetteer.folding import bare, fold
from dateline.gazetteer.protocol import Candidate
from dateline.resolve.candidates import GROUPS, Cluster, Home, longer, own_name
from dateline.resolve.context import Common, Containers, Links, Spot, district, nearness

STATIC: dict[str, str] = {
    "size": "large towns are written about more: log of the population, towns only",
    "counted": "a town with a population is better known than one without",
    "lead": "log of the population against the largest namesake's",
    "tiny namesake": "a city of that name is so large that its village namesakes need the text to say so",
    "capital": "capital of a country (PPLC)",
    "seat": "seat of a first-order division (PPLA)",
    "lesser seat": "seat of a smaller division (PPLA2 …)",
    "country": "a bare name that is a country's means the country",
    "division": "a bare name that is a first-order division's",
    "district": "a bare name that is a district's",
    "land": "a bare name that is a land's or a desert's",
    "water": "a bare name that is a sea's or a river's",
    "post": "a bare name that is a built thing's",
    "division of its town": "a bare name of a province and its seat means the seat",
    "large division": "a division of which the seat of the same name is small is meant rather than the seat",
    "continent": "an area without a country, so wide that no town's namesake outdoes it",
    "area": "log of the extent of a division, land or sea",
    "same kind": "the very kind that the text says",
    "stand-in": "of another kind than the text says",
    "names": "log of the number of names: how well known it is",
    "names of a division": "the same for a first-order division, of which no population is known",
    "own name": "the text has its main name, not one of its others",
    "bare": "the name but for the Arabic article",
    "core": "the name but for words that say what it is",
    "skeleton": "another spelling with the same consonants",
    "fuzzy": "another spelling, a few letters apart",
    "longer": "its own name only begins with the words",
    "supplement": "an entry made for reporting on wars",
    "events": "log of the coded events that an overlay has there",
    "country share": "share of the report's mentions of countries",
    "country said": "the report names its country",
    "main country": "the country that the report names most",
    "foreign": "a small place in a country that the report is not about",
    "outlet": "in the country that the outlet's address tells",
    "inside": "the text puts its country or division after it",
    "outside": "the text puts another country or division after it",
    "holds": "the text puts it after a place that lies in it",
    "common division": "share of the other names that may lie in its first-order division",
    "common district": "other names that may lie in its second-order division",
    "common square": "other names that may lie around it",
}
CONTEXT: dict[str, str] = {
    "others' country": "share of the other names that lie in its country",
    "others' division": "share of the other names that lie in its first-order division",
    "some in division": "how many other names lie in its first-order division, three at most",
    "some in district": "whether another name lies in its second-order division",
    "near 30": "another name within about 30 km",
    "near 150": "share of the other names within about 150 km",
    "near 500": "share of the other names within about 500 km",
    "close in text": "names that stand close in the text lie within about 150 km",
    "listed": "names that it is listed with lie within about 150 km",
    "listed country": "names that it is listed with lie in its country",
    "namesake chosen": "the same name in another sense lies there",
}
NONE: dict[str, str] = {
    "none": "no candidate is meant",
    "none, typed": "the text says what kind it is: small places are typed, and gazetteers lack them",
    "none, built": "a checkpoint, base or camp: gazetteers have few",
    "none, context": "the report has countries, so that a name of them would be known",
}
WORLD_CITY = 300_000
"""A name that a city of this size bears means the city; its village namesakes need the text to say so."""
CONTINENT_KM = 1000.0
"""Radius of an area that no town's namesake outdoes ("Asia")."""
SMALL_KM = 30.0
"""Radius of a first-order division that is no more than its town (a municipality)."""
SURE = 0.6
"""How sure another name must be to count as lying in a division."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is the same for all names of a report."""

    home: Home
    containers: Containers
    outlet: str | None = None
    """The country that the outlet's address tells."""

    def code(self, name: str) -> str | None:
        """The country of that name: what it says of itself is no hint."""
        return self.containers.country(name)


def static(c: Cluster, links: Links, said: Said, common: Common) -> list[list[float]]:
    """The static features of all candidates of a name."""
    towns = [x for x in c.candidates if GROUPS[x.kind] == "town"]
    largest = max((x.population for x in towns), default=0)
    home = said.home
    total = sum(home.countries.values())
    main = home.near[0] if home.near else None
    name = bare(fold(c.name))
    own: dict[str | None, float] = {said.code(c.name): 4.0 * len(c.mentions)}
    rows = []
    for x in c.candidates:
        group = GROUPS[x.kind]
        town, free = group == "town", c.group in {None, "country"}
        rows.append(
            [
                math.log10(x.population + 10) / 7 if town else 0.0,
                float(town and x.population > 0),
                math.log10((x.population + 100) / (largest + 100)) / 3 if town else 0.0,
                float(town and largest >= WORLD_CITY and x.population < largest / 50),
                float(x.feature == "PPLC"),
                float(x.feature in {"PPLA", "PPLC"}),
                float(x.feature in {"PPLA2", "PPLA3", "PPLA4"}),
                float(free and group == "country"),
                float(free and group == "division"),
                float(free and group == "district"),
                float(free and group == "land"),
                float(free and group == "water"),
                float(free and group in {"post", "road"}),
                float(free and group == "division" and _has_town(c, x, towns, 15_000)),
                float(free and group == "division" and x.country is not None and not _has_town(c, x, towns, 100_000)),
                float(x.country is None and x.radius_km >= CONTINENT_KM),
                math.log10(x.radius_km + 1) / 3 if group in {"division", "land", "water", "district"} else 0.0,
                float(c.group is not None and x.kind == c.hint),
                float(c.stand_in),
                math.log2(x.names + 1) / 5,
                math.log2(x.names + 1) / 5 if group == "division" else 0.0,
                float(name in {bare(fold(x.name)), own_name(x)}),
                float(x.match == "bare"),
                float(x.match == "core"),
                float(x.match == "skeleton"),
                float(x.match == "fuzzy"),
                float(longer(c.name, x)),
                float(x.source.startswith("supplement")),
                math.log10(x.events + 1),
                max(0.0, home.countries.get(x.country or "", 0.0) - own.get(x.country, 0.0)) / (total + 3.0),
                float(home.countries.get(x.country or "", 0.0) > own.get(x.country, 0.0)),
                float(main is not None and x.country == main and home.countries[main] > own.get(main, 0.0)),
                float(home.foreign(x)),
                float(x.country is not None and x.country == said.outlet),
                float(any(said.containers.hold(w, x) for w in links.inside)),
                float(_outside(links, x, said.containers)),
                float(any(said.containers.hold(c.name, y) for o in links.holds for y in o.candidates if _in(y, x))),
                *common.of(c, x),
            ]
        )
    return rows


def _has_town(c: Cluster, x: Candidate, towns: list[Candidate], least: int) -> bool:
    """Whether a town of that name and some size lies in the division's country."""
    least = least if x.radius_km > SMALL_KM else 1_000
    return any(y.country == x.country and y.population >= least and not longer(c.name, y) for y in towns)


def _outside(links: Links, x: Candidate, containers: Containers) -> bool:
    """Whether a container that is a country or division leaves the candidate out, and none lets it in."""
    known = [w for w in links.inside if containers.known(w)]
    return bool(known) and not any(containers.hold(w, x) for w in links.inside)


def _in(y: Candidate, x: Candidate) -> bool:
    """Whether a place lies in this very division or country."""
    if x.kind == "country":
        return y.country == x.country and y.kind != "country"
    return y.country == x.country and fold(x.name) in {fold(y.admin1 or ""), fold(y.admin2 or "")}


def contextual(c: Cluster, x: Candidate, spots: list[Spot], links: Links, taken: dict[Cluster, Spot]) -> list[float]:
    """The context features of one candidate, given what the report's other names are taken to mean for now."""
    total = country = division = lesser = 0.0
    near30 = near150 = near500 = namesake = 0.0
    divisions = 0.0
    key = fold(c.name)
    own, second = x.admin1 or x.name, district(x)
    for s in spots:
        if s.cluster is c:
            continue
        y, w = s.place, s.weight
        total += w
        if y.country == x.country and x.country is not None:
            country += w
            if y.kind != "country" and own in {y.admin1, y.name}:
                division += w
                divisions += w >= SURE
            if second is not None and second == district(y) and own in {y.admin1, y.name}:
                lesser = max(lesser, w)
        if y.kind == "country" or x.kind == "country":
            continue
        a, b, e = nearness(x, y)
        near30, near150, near500 = max(near30, a * w), near150 + b * w, near500 + e * w
        if fold(s.cluster.name) == key:
            namesake = max(namesake, b * w)
    total = total or 1.0
    return [
        country / total,
        division / total,
        min(3.0, divisions) / 3,
        lesser,
        near30,
        near150 / total,
        near500 / total,
        _mean([(w, o) for o, w in links.close], x, taken),
        _mean([(1.0, o) for o in links.beside], x, taken),
        max((float(t.place.country == x.country) * t.weight for t in map(taken.get, links.beside) if t), default=0.0),
        namesake,
    ]


def _mean(others: list[tuple[float, Cluster]], x: Candidate, taken: dict[Cluster, Spot]) -> float:
    """Weighted mean nearness of some names, by the kernel of 150 km."""
    known = [(w, taken[o]) for w, o in others if o in taken and taken[o].place.kind != "country"]
    total = sum(w for w, _ in known)
    return sum(w * s.weight * nearness(x, s.place)[1] for w, s in known) / total if total else 0.0


def none(c: Cluster, home: Home) -> list[float]:
    """The features of the option that no candidate is meant."""
    return [1.0, float(c.group == "town" and c.hint is not None), float(c.group == "post"), float(bool(home.countries))]
