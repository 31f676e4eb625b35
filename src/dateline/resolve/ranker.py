"""Which of a name's candidates a report means, or none: a conditional logit over readable features.

Names are first weighed alone, with the countries the report is about; what they are then taken to mean is the context
in which all are weighed again, twice. The weights are data (`data/ranker.json`, fitted by training/fit_ranker.py). A
name is grounded where its best candidate is likely enough and nothing forbids it; else its cluster says why not.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from importlib.resources import files
from operator import mul

from dateline.errors import DatelineError
from dateline.gazetteer.folding import bare, fold
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.resolve.candidates import FOREIGN, GROUPS, Cluster, Home, alike, clusters_of, fill, longer
from dateline.resolve.context import Common, Containers, Links, Spot, country_weights, links_of
from dateline.resolve.features import CONTEXT, NONE, STATIC, Said, contextual, none, static
from dateline.resolve.geometry import rough_km
from dateline.resolve.outlet import UNKNOWN, Outlet, outlet_of

PASSES = 2
"""Times that all names are weighed in the context of the others."""
MOST = 24
"""Candidates that are weighed in context: the likeliest of each name by its static features."""
SPOTS = 40
"""Places that make the context: the surest."""
LEAST = 0.1
"""Chance below which a reading is no context for other names."""
WEAK = 0.5
"""What the outlet's own town counts as context, against a name of the report."""
AMID_KM = 250.0
"""How far from the nearest other place of the report a small place in a country that it does not speak of may lie."""
SPELLED_KM = 75.0
"""How far from the nearest other place of the report a name in another spelling may lie: of 189 such names of UCDP GED
in Syria, set beside others of their province, 82 % are right within it and 72 % within 250 km."""
OUTSIDE_KM = 60.0
"""How far beyond twice its radius from a division's point a place that the text puts in it may lie."""
ASTRAY_KM = 800.0
"""How far from every other town of the report a lesser one may lie that is called by another than its own name."""
SPELLED = 0.8
"""Share of their letters that two spellings of one name have in common."""
LARGE = 250_000
"""People of a town that is known by other names wherever it is."""
TOLD = 0.5
"""What is left of the threshold where the text puts the place's own division after it."""
SAME_KM = 25.0
"""Candidates this near to each other are one answer (a town, its district, the entry of another data set)."""
NOT_THERE = "not in the gazetteer"
SEVERAL = "several places equally likely"
FAR = "only a small place in a country that the report does not speak of"
UNLIKELY = "no place of that name fits the report"
SPELLING = "only another spelling"


@dataclass(frozen=True, slots=True)
class Weights:
    """The fitted model: a weight for each feature, and how likely a reading must be to be taken."""

    static: tuple[float, ...]
    context: tuple[float, ...]
    none: tuple[float, ...]
    threshold: float


def weights_of(table: dict[str, float], threshold: float) -> Weights:
    """Weights by feature name; a feature the table lacks counts nothing."""
    fixed, context, nothing = (tuple(table.get(n, 0.0) for n in names) for names in (STATIC, CONTEXT, NONE))
    return Weights(fixed, context, nothing, threshold)


def digest(table: dict[str, float], threshold: float) -> str:
    """SHA-256 of the weights as they are written."""
    return hashlib.sha256(json.dumps([sorted(table.items()), threshold]).encode()).hexdigest()


def text_of_weights() -> str:
    """The file of the shipped weights."""
    return (files("dateline.resolve") / "data" / "ranker.json").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with the package. Raises DatelineError where the file was changed by hand."""
    about = json.loads(text_of_weights())
    unknown = sorted(set(about["weights"]) - {*STATIC, *CONTEXT, *NONE})
    if unknown or digest(about["weights"], about["threshold"]) != about["sha256"]:
        what = f"names unknown features ({', '.join(unknown)})" if unknown else "does not match its digest"
        raise DatelineError(f"ranker.json {what}. Install Dateline again, or fit it anew with training/fit_ranker.py.")
    return weights_of(about["weights"], about["threshold"])


@dataclass(slots=True, eq=False)
class Weighed:
    """A name's candidates with their features and their chances in the present context."""

    cluster: Cluster
    links: Links
    places: list[Candidate]
    fixed: list[list[float]]
    base: list[float]
    none: list[float]
    context: list[list[float]] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)
    """One a candidate; what is missing to 1 is the chance that none is meant."""


@dataclass(slots=True)
class Ranker:
    """A report's countries, the weights, and what is grounded already."""

    gazetteer: Gazetteer
    countries: dict[str, float]
    text: str = ""
    outlet: Outlet = UNKNOWN
    weights: Weights = field(default_factory=shipped)
    threshold: float | None = None
    """Least chance of a reading; None for the calibrated one; 0 where all names are known to be places, so that the
    likeliest candidate is taken whatever speaks against it."""
    spots: list[Spot] = field(default_factory=list)
    weighed: dict[Cluster, Weighed] = field(default_factory=dict)
    _containers: Containers | None = None

    @property
    def home(self) -> Home:
        return Home(self.countries)

    @property
    def least(self) -> float:
        """The chance that a reading must have."""
        return self.weights.threshold if self.threshold is None else self.threshold

    @property
    def near(self) -> list[str]:
        """Countries of the report, most important first."""
        return self.home.near

    @property
    def containers(self) -> Containers:
        if self._containers is None:
            self._containers = Containers(self.gazetteer)
        return self._containers

    # --- weighing -----------------------------------------------------------------------------------------------------

    def weigh(self, clusters: list[Cluster]) -> None:
        """Chances of all candidates of all names, in the context of one another and of the outlet's own town."""
        known = {fold(c.name) for c in clusters}
        own = Cluster(self.outlet.name, "town") if self.outlet.name and self.outlet.name not in known else None
        every = [*clusters, *([own] if own else [])]
        for c in every:
            fill(c, self.gazetteer, self.home)
        links = links_of(every, self.text)
        common = Common(every)
        said = Said(self.home, self.containers, self.outlet.country)
        self.weighed = {c: self._alone(c, links[c], said, common) for c in every}
        for _ in range(PASSES):
            self.spots = self._spots()
            taken = {s.cluster: s for s in self.spots}
            for w in self.weighed.values():
                w.context = [contextual(w.cluster, x, self.spots, w.links, taken) for x in w.places]
                self._chances(w)
        self.spots = self._spots()

    def _alone(self, c: Cluster, links: Links, said: Said, common: Common) -> Weighed:
        rows = static(c, links, said, common)
        base = [sum(map(mul, self.weights.static, row)) for row in rows]
        best = sorted(range(len(rows)), key=lambda n: -base[n])[:MOST]
        best.sort()
        w = Weighed(
            c, links, [c.candidates[n] for n in best], [rows[n] for n in best], [base[n] for n in best],
            none(c, said.home),
        )  # fmt: skip
        self._chances(w)
        return w

    def _chances(self, w: Weighed) -> None:
        extra = [sum(map(mul, self.weights.context, row)) for row in w.context] or [0.0] * len(w.base)
        scores = [a + b for a, b in zip(w.base, extra, strict=True)]
        nothing = sum(map(mul, self.weights.none, w.none))
        top = max([nothing, *scores])
        raw = [math.exp(s - top) for s in scores]
        total = sum(raw) + math.exp(nothing - top)
        w.chances = [r / total for r in raw]

    def _spots(self) -> list[Spot]:
        """What each name is taken to mean for now, the surest first."""
        found = []
        for w in self.weighed.values():
            if w.chances:
                n = max(range(len(w.chances)), key=lambda n: w.chances[n])
                if w.chances[n] >= LEAST:
                    found.append(Spot(w.cluster, w.places[n], w.chances[n] * (1.0 if w.cluster.mentions else WEAK)))
        return sorted(found, key=lambda s: -s.weight)[:SPOTS]

    # --- choosing -----------------------------------------------------------------------------------------------------

    def choose(self, c: Cluster) -> None:
        """Sets the place a name means, or the reason why none is taken."""
        w = self.weighed[c]
        c.chosen, c.reason = None, ""
        if not w.places:
            c.reason = NOT_THERE
            return
        order = sorted(range(len(w.places)), key=lambda n: (-w.chances[n], n))
        best = w.places[order[0]]
        if self.least > 0:
            c.reason = self._refused(c, w, best) or self._unsure(w, order)
        if not c.reason:
            c.chosen, c.spelled = best, not alike(best)
            if c.group == "country" and best.kind != "country":
                c.group, c.mentions = None, [replace(m, hint=None) for m in c.mentions]

    def _refused(self, c: Cluster, w: Weighed, best: Candidate) -> str:
        """Why the likeliest candidate may not be taken, however the others are."""
        if any(self.containers.hold(n, best) for n in w.links.inside):
            return ""
        if alike(best) and not self._amid(c, w, best):
            return f"{SPELLING}: {self._told(c, best)}"
        if self._elsewhere(w, best):
            return f"{UNLIKELY}: {self._told(c, best)}"
        if not c.withins and self._astray(c, best):
            return f"{FAR}: {self._told(c, best)}"
        weak = self.home.foreign(best) or (self.home.slight(best) and longer(c.name, best))
        return f"{FAR}: {self._told(c, best)}" if weak and not self._supported(c, best) else ""

    def _elsewhere(self, w: Weighed, x: Candidate) -> bool:
        """Whether the text puts the name in a division ("the village of X, in Y district") that is far from the
        candidate, as the surest reading of that division goes."""
        areas = [s.place for s in self.spots if s.cluster in w.links.put and s.weight > LEAST]
        return (
            GROUPS[x.kind] == "town"
            and bool(areas)
            and all(rough_km((x.lat, x.lon), (y.lat, y.lon)) > OUTSIDE_KM + 2 * y.radius_km for y in areas)
        )

    def _astray(self, c: Cluster, x: Candidate) -> bool:
        """A lesser place under a by-name ("Barga" for Zelenogorsk) far from all others, alone in its country."""
        if _much_alike(x.name, c.name) or GROUPS[x.kind] != "town" or x.population >= LARGE:
            return False
        others = [y for y in self._others(c) if GROUPS[y.kind] == "town"]
        km = min((rough_km((x.lat, x.lon), (y.lat, y.lon)) for y in others), default=0.0)
        alone = not any(s.place.country == x.country and s.cluster is not c and s.weight > WEAK for s in self.spots)
        return len(others) > 2 and km > ASTRAY_KM and alone

    def _told(self, c: Cluster, x: Candidate) -> str:
        """A refused candidate in words: its name, country, and how far it is from the report's other places."""
        km = self._distance(c, x)
        where = f", {km:,.0f} km from the report's other places" if km is not None else ""
        return f"{x.name}{f' ({x.country})' if x.country else ''}{where}"

    def _unsure(self, w: Weighed, order: list[int]) -> str:
        """Why the likeliest candidate is not likely enough."""
        best = w.places[order[0]]
        sure = sum(w.chances[n] for n in order if n == order[0] or _same(best, w.places[n]))
        told = any(self.gazetteer.country_named(n) is None and self.containers.hold(n, best) for n in w.links.inside)
        if sure >= self.least * (TOLD if told else 1.0):
            return ""
        rival = next((n for n in order[1:] if not _same(best, w.places[n])), None)
        if rival is not None and w.chances[rival] > 0.5 * w.chances[order[0]]:
            return f"{SEVERAL}: {self._told(w.cluster, best)}; {self._told(w.cluster, w.places[rival])}"
        return f"{UNLIKELY}: {self._told(w.cluster, best)}"

    def _supported(self, c: Cluster, x: Candidate) -> bool:
        """Whether two other names at least are read in the same country, one of them near."""
        other = [s for s in self.spots if s.cluster is not c and s.place.country == x.country and s.weight > 0.5]
        sound = [s for s in other if not self.home.foreign(s.place)]
        return len(sound) > 1 and any(rough_km((x.lat, x.lon), (s.place.lat, s.place.lon)) < AMID_KM for s in sound)

    def _amid(self, c: Cluster, w: Weighed, x: Candidate) -> bool:
        """Whether a name in another spelling is believed: the only such place of its kind, near the report's others."""
        if sum(GROUPS[y.kind] == GROUPS[x.kind] for y in w.places if alike(y)) > 1:
            return False
        km = self._distance(c, x)
        return x.population >= FOREIGN if km is None else km < SPELLED_KM or self._in_division(c, x)

    def _others(self, c: Cluster | None) -> list[Candidate]:
        return [s.place for s in self.spots if s.cluster is not c and s.place.kind != "country" and s.weight > 0.5]

    def _distance(self, c: Cluster, x: Candidate) -> float | None:
        """Kilometres to the nearest other place of the report."""
        return min((rough_km((x.lat, x.lon), (y.lat, y.lon)) for y in self._others(c)), default=None)

    def _in_division(self, c: Cluster | None, x: Candidate) -> bool:
        own = (x.country, x.admin1 or x.name)
        return any((y.country, y.admin1 or y.name) == own for y in self._others(c))

    def beside(self, x: Candidate, km: float) -> bool:
        """Whether a place grounded so far is that near, or in the same first-order division."""
        near = any(rough_km((x.lat, x.lon), (y.lat, y.lon)) < km for y in self._others(None))
        return near or self._in_division(None, x)

    def contains(self, name: str, x: Candidate) -> bool:
        """Whether the container the text names is this candidate's country or division."""
        return self.containers.hold(name, x)


def _much_alike(one: str, two: str) -> bool:
    """Whether two names are spellings of one."""
    return SequenceMatcher(None, bare(fold(one)), bare(fold(two)), autojunk=False).ratio() > SPELLED


def _same(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates are one answer: close together, or one area in two data sets."""
    if a.kind == b.kind != "city" and a.country == b.country is not None and fold(a.name) == fold(b.name):
        return GROUPS[a.kind] in {"division", "country"}
    return rough_km((a.lat, a.lon), (b.lat, b.lon)) <= SAME_KM + 0.5 * min(80.0, max(a.radius_km, b.radius_km))


def ground_names(clusters: list[Cluster], ranker: Ranker) -> None:
    """Sets what each name of a report means, or why that stays open."""
    ranker.weigh(clusters)
    for c in clusters:
        ranker.choose(c)
    ranker.spots = [s for s in ranker.spots if s.cluster.chosen is not None]


def ground_report(
    document: Document, parse: Parse, toponyms: list[Toponym], gazetteer: Gazetteer, threshold: float | None = None
) -> tuple[list[Cluster], Ranker]:
    """The names of a report with what each means, and the ranker that knows its countries and places."""
    clusters = clusters_of(toponyms, gazetteer)
    outlet = outlet_of(document.outlet, document.url, gazetteer)
    weights = country_weights(parse, toponyms, clusters, gazetteer)
    ranker = Ranker(gazetteer, weights, parse.text, outlet, threshold=threshold)
    ground_names(clusters, ranker)
    return clusters, ranker


def reasons_of(clusters: list[Cluster]) -> dict[str, int]:
    """How many names stay open, by the kind of reason."""
    open_ = [c.reason.partition(":")[0] for c in clusters if c.chosen is None and c.host is None]
    return dict(Counter(r for r in open_ if r).most_common())
