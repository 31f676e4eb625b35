"""Which of a name's candidates a report means: countries the report is about, containment, distance, population.

Scores are sums of a few readable terms, each below with its reason; nothing is trained. A name that only a small place
in a country foreign to the report bears stays unresolved.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field

from dateline.gazetteer.folding import bare, fold
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.model.vocabulary import PlaceKind
from dateline.resolve.geometry import Point, rough_km

GROUPS: dict[PlaceKind, str] = {
    "city": "town",
    "village": "town",
    "province": "division",
    "region": "division",
    "district": "district",
    "area": "land",
    "desert": "land",
    "river": "water",
    "country": "country",
    "road": "road",
    "border crossing": "post",
    "checkpoint": "post",
    "military base": "post",
    "airport": "post",
    "facility": "post",
    "other": "water",
}
"""Kinds that one name does not tell apart ("Amhara region" is a first-order division)."""
FITS: dict[str, frozenset[str]] = {
    "town": frozenset({"town"}),
    "division": frozenset({"division", "land"}),
    "district": frozenset({"district"}),
    "land": frozenset({"land", "division"}),
    "water": frozenset({"water"}),
    "country": frozenset({"country"}),
    "road": frozenset({"road"}),
    "post": frozenset({"post"}),
}
BUILT = frozenset({"post", "road"})
"""Groups of things that are named after a place beside which they stand."""
WORLD_CITY = 300_000
"""A name that a city of this size bears means the city; its village namesakes need the text to say so."""
FOREIGN = 50_000
"""People a town must have to be believed outside the countries of the report."""
SLIGHT = 2.0
"""Weight up to which a country that many others outweigh is only named in passing."""
CONTINENT_KM = 1000.0
"""Radius of an area that no town's namesake outdoes ("Asia")."""
SMALL_KM = 30.0
"""Radius of a first-order division that is no more than its town (a municipality)."""
HOME = 3
"""Countries of the report, most important first, in which another spelling of a name is looked for."""
AMID_KM = 250.0
"""How far from the nearest other place of the report a name in another spelling may lie."""
NEAR = 6


@dataclass(slots=True)
class Cluster:
    """The mentions of one name in one sense (town, division …) before it is grounded."""

    name: str
    group: str | None
    mentions: list[Toponym] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    chosen: Candidate | None = None
    stand_in: bool = False
    """The candidate is of another kind than the text says (the town a district is named after)."""
    spelled: bool = True
    """False where only another spelling is in the gazetteer."""
    host: Candidate | None = None
    """The town at whose point an ungrounded facility stands."""

    @property
    def hint(self) -> PlaceKind | None:
        hints = Counter(m.hint for m in self.mentions if m.hint)
        return hints.most_common(1)[0][0] if hints else None

    @property
    def withins(self) -> list[str]:
        return [m.within for m in self.mentions if m.within]


def clusters_of(toponyms: list[Toponym], gazetteer: Gazetteer) -> list[Cluster]:
    """Mentions by name and sense; a bare name takes the town if the report has one so named, else the typed sense."""
    senses: dict[str, Counter[str]] = {}
    for t in toponyms:
        if t.hint:
            senses.setdefault(fold(t.name), Counter())[GROUPS[t.hint]] += 1
    found: dict[tuple[str, str | None], Cluster] = {}
    for t in toponyms:
        key = fold(t.name)
        group = GROUPS[t.hint] if t.hint else _bare_sense(senses.get(key), t.name, gazetteer)
        if t.dateline and t.hint is None:
            group = "town"
        found.setdefault((key, group), Cluster(t.name, group)).mentions.append(t)
    return list(found.values())


def _bare_sense(senses: Counter[str] | None, name: str, gazetteer: Gazetteer) -> str | None:
    """A town's airport or hospital does not make the town one, nor the district that is called after it."""
    if not senses:
        return None
    if "town" in senses:
        return "town"
    sense = next((s for s, _ in senses.most_common() if s not in BUILT), None)
    seat = sense == "district" and any(GROUPS[x.kind] == "town" for x in gazetteer.candidates(name))
    return "town" if seat else sense


@dataclass(slots=True)
class Ranker:
    """The report's countries with their weights, and what is grounded already."""

    gazetteer: Gazetteer
    countries: dict[str, float]
    admins: Counter[tuple[str, str]] = field(default_factory=Counter)
    points: list[Point] = field(default_factory=list)

    @property
    def near(self) -> list[str]:
        return sorted(self.countries, key=lambda c: (-self.countries[c], c))[:NEAR]

    def fill(self, c: Cluster) -> None:
        """Candidates of a cluster: exact names of the right kind, else other spellings in the report's countries, else
        a place of the same name and another kind."""
        full = [self.gazetteer.candidates(n) for n in dict.fromkeys(full_names(c))]
        exact = list(dict.fromkeys(x for one in full for x in one))
        fits = [x for x in exact if self._fits(c, x)]
        if all(self._foreign(x) for x in fits):
            alike = [x for code in self.near[:HOME] for x in self.gazetteer.similar(c.name, code)]
            native = [x for x in alike if self._fits(c, x)]
            c.spelled = not native
            fits = native or fits
            if not fits:
                c.stand_in, c.spelled = True, bool(exact)
                fits = self._stand_ins(c, exact or alike)
        c.candidates = fits

    def _fits(self, c: Cluster, x: Candidate) -> bool:
        return c.group is None or GROUPS[x.kind] in FITS[c.group]

    def _stand_ins(self, c: Cluster, found: list[Candidate]) -> list[Candidate]:
        """A district may stand at the town it is named after; a town never at a river or a province, and nothing built
        at a town of its name (see `hosted`)."""
        if c.group not in {"district", "division", "land", "town"}:
            return []
        want = {
            "district": {"town", "division"},
            "division": {"district", "town"},
            "land": {"town", "district", "post"},
            "town": {"post", "land", "district", "division"},
        }[c.group]
        return [x for x in found if GROUPS[x.kind] in want and (x.country in self.countries or not self.countries)]

    def score(self, c: Cluster, x: Candidate) -> float:
        """The sum that orders candidates; about 1 for a large town without any context, 5 and more with it."""
        total = sum(self.countries.values()) or 1.0
        score = 0.35 * math.log10(x.population + 10)
        score += 4.0 * self.countries.get(x.country or "", 0.0) / (total + 3.0)
        score += 0.6 if x.country in self.countries else 0.0
        score += min(1.0, 0.5 * self.admins[x.country or "", x.admin1 or x.name])
        score += 1.2 * self._closeness(x)
        score += 4.0 if any(self.contains(w, x) for w in c.withins) else 0.0
        score += (
            {"country": 3.0, "division": 0.9, "land": 0.9, "water": 0.9}.get(GROUPS[x.kind], 0.0)
            if c.group is None
            else 0.0
        )
        score += 0.1 * math.log2(x.names + 1) + (1.0 if x.source.startswith("supplement") else 0.0)
        largest = max((y.population for y in c.candidates), default=0)
        if largest >= WORLD_CITY and GROUPS[x.kind] == "town" and x.population < largest / 50:
            score -= 2.0
        if c.group is None and GROUPS[x.kind] == "division" and self._has_town(c, x):
            score -= 1.2
        if x.country is None and x.radius_km >= CONTINENT_KM:
            score += 4.0
        return score - (1.2 if _longer(c, x) else 0.0)

    def _has_town(self, c: Cluster, x: Candidate) -> bool:
        """A bare name of a province and its seat means the seat, if that is a city."""
        least = 15_000 if x.radius_km > SMALL_KM else 1_000
        towns = [y for y in c.candidates if GROUPS[y.kind] == "town" and y.country == x.country and not _longer(c, y)]
        return any(y.population >= least for y in towns)

    def _closeness(self, x: Candidate) -> float:
        """Share of the grounded places that are near, with a kernel of 150 km."""
        if not self.points:
            return 0.0
        return sum(math.exp(-rough_km((x.lat, x.lon), p) / 150) for p in self.points) / len(self.points)

    def contains(self, name: str, x: Candidate) -> bool:
        """Whether the container the text names is this candidate's country or division."""
        code = self.gazetteer.country_named(name)
        if code is not None:
            return x.country == code
        return any(
            y.country == x.country and (fold(y.name) == fold(x.admin1 or "") or y.kind != "province")
            for y in self.gazetteer.candidates(name)
        )

    def choose(self, c: Cluster) -> None:
        """The best candidate, or none: a small place in a country foreign to the report is not believed."""
        if not c.candidates:
            return
        ranked = sorted(((self.score(c, x), -n) for n, x in enumerate(c.candidates)), reverse=True)
        best = c.candidates[-ranked[0][1]]
        said = any(self.contains(w, best) for w in c.withins)
        if ((self._foreign(best) or (self._slight(best) and _longer(c, best))) and not said) or not (
            c.spelled or self._amid(c, best)
        ):
            return
        c.chosen = best

    def _amid(self, c: Cluster, x: Candidate) -> bool:
        """Whether a name in another spelling is believed: the only such place of its kind, near the report's others."""
        if sum(GROUPS[y.kind] == GROUPS[x.kind] for y in c.candidates) > 1:
            return False
        if not self.points:
            return x.population >= FOREIGN
        return self.beside(x, AMID_KM)

    def beside(self, x: Candidate, km: float) -> bool:
        """Whether a place grounded so far is that near, or in the same first-order division."""
        return bool(self.admins[x.country or "", x.admin1 or x.name]) or any(
            rough_km((x.lat, x.lon), p) < km for p in self.points
        )

    def _foreign(self, x: Candidate) -> bool:
        """A small place in a country that the report is not about."""
        return (
            self._slight(x)
            and x.population < FOREIGN
            and GROUPS[x.kind] not in {"division", "country", "water", "land"}
        )

    def _slight(self, x: Candidate) -> bool:
        """Whether the report names the place's country in passing only, or not at all."""
        weight = self.countries.get(x.country or "", 0.0)
        slight = weight <= SLIGHT and weight < 0.1 * sum(self.countries.values())
        return bool(self.countries) and x.country is not None and slight

    def note(self, c: Cluster) -> None:
        """Counts a grounded cluster as context for those still open."""
        x = c.chosen
        if x is None or x.kind == "country":
            return
        self.points.append((x.lat, x.lon))
        if x.country:
            self.admins[x.country, x.admin1 or x.name] += 1


def _longer(c: Cluster, x: Candidate) -> bool:
    """A town whose own name only begins with the words ("Victorville" for "Victor")."""
    own, said = bare(fold(x.name)), bare(fold(c.name))
    return GROUPS[x.kind] == "town" and len(own) > len(said) + 2 and own.startswith(said)


def full_names(c: Cluster) -> list[str]:
    """The name alone and with its type word ("Tabqa", "Tabqa Dam"); the longer form first where it is typed."""
    words = dict.fromkeys(w for m in c.mentions if m.hint for w in (m.word, m.hint) if GROUPS[m.hint] in TITLED)
    return [*(f"{c.name} {w}" for w in words if w), c.name]


TITLED = frozenset({"post", "land", "water"})
"""Groups whose type word may be a part of the name ("Tabqa Dam", "Caspian Sea")."""


def country_weights(
    parse: Parse, toponyms: list[Toponym], clusters: list[Cluster], gazetteer: Gazetteer
) -> dict[str, float]:
    """How much a report is about a country: named as a location 3, by its adjective 1, by an unambiguous place 2."""
    weights: Counter[str] = Counter()
    for t in toponyms:
        code = gazetteer.country_named(t.name) if t.hint == "country" else None
        if code:
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
    return gazetteer.country_named(text) if len(text) > 3 else None
