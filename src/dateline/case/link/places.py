"""Which places of different reports are one: the gazetteer's entry, else the name with a point close by.

What no map knows is one place only where reports give it one name and name a country or a town in common.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.case.facts import PlaceFacts, ReportFacts
from dateline.case.link.clusters import Pair, cluster, components, pair
from dateline.case.link.judged import Conflict, Decided, decided
from dateline.case.link.names import folded_names
from dateline.case.link.whereabouts import apart_km
from dateline.model.judgement import Judgement
from dateline.model.situation import Link

ENTRY, NAME_AND_POINT, NAME_AND_COUNTRY = 5.0, 3.0, 1.5
"""Points of what joins two places: one entry of the gazetteer, a name and a near point, a name in one country."""
ELSEWHERE = -5.0
CLOSE_KM = 10.0
"""Distance of two points of one name that are one place; areas may differ by their radius."""


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """One place of the case; `members` are ids of the reports' places."""

    id: str
    name: str
    names: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceGroups:
    """`canonical` maps each report's place id to the id of the place of the case; `links` say why."""

    canonical: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[PlaceGroup, ...] = ()
    links: tuple[Link, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def of(self, id_: str) -> str:
        """The id across the case of a place's id in a report."""
        return self.canonical.get(id_, id_)


def link_places(reports: Sequence[ReportFacts], judgements: Sequence[Judgement] = ()) -> PlaceGroups:
    """Place id of a report -> id of the case. Judgements `of="place"` name ids; the order of reports makes no
    difference."""
    places = {p.id: p for r in sorted(reports, key=lambda r: r.report) for p in r.places}
    kinds = _kinds(places)
    decisions = decided(judgements, "place", places)
    heads = {ids[0]: ids for ids in kinds.values()}
    links = {**dict(_compared([places[i] for i in heads])), **dict(_copies(heads, decisions))}
    points = {p: sum(x for _, x, _ in why) for p, why in links.items()}
    groups = _groups(places, points, decisions)
    made = tuple(_group([places[i] for i in ids]) for ids in groups)
    canonical = {i: g.id for g in made for i in g.members}
    shown = tuple(
        Link(p[0], p[1], round(points[p], 3), why, decisions.same.get(p) or decisions.apart.get(p))
        for p, why in sorted(links.items())
    )
    return PlaceGroups(canonical, tuple(sorted(made, key=lambda g: g.id)), shown, decisions.conflicts)


_Why = tuple[tuple[str, float, str], ...]


def _kinds(places: Mapping[str, PlaceFacts]) -> dict[tuple[object, ...], list[str]]:
    """Places that are equal in all that is compared, so that each such kind is compared once."""
    found: dict[tuple[object, ...], list[str]] = {}
    for id_, p in sorted(places.items()):
        alone = (id_,) if p.lat is None and p.geonames_id is None else ()
        key = (folded_names([p.name]), p.kind, p.lat, p.lon, p.geonames_id, p.country, *alone)
        found.setdefault(key, []).append(id_)
    return found


def _copies(heads: Mapping[str, Sequence[str]], decisions: Decided) -> Iterator[tuple[Pair, _Why]]:
    """The first place of a kind with each other one; what somebody judged is told pair by pair."""
    for first, ids in heads.items():
        for other in ids[1:]:
            yield pair(first, other), (("same entry", ENTRY, "equal in name, kind and point"),)
    for p in decisions.same:
        yield p, ()


def _compared(places: Sequence[PlaceFacts]) -> Iterator[tuple[Pair, _Why]]:
    filed: dict[object, list[PlaceFacts]] = {}
    for p in places:
        for key in (*folded_names([p.name]), *((p.geonames_id,) if p.geonames_id is not None else ())):
            filed.setdefault(key, []).append(p)
    seen: set[Pair] = set()
    for same in filed.values():
        for n, a in enumerate(same):
            for b in same[n + 1 :]:
                both = pair(a.id, b.id)
                if both not in seen and (why := _why(a, b)):
                    seen.add(both)
                    yield both, (why,)


def _why(a: PlaceFacts, b: PlaceFacts) -> tuple[str, float, str] | None:
    if a.geonames_id is not None and a.geonames_id == b.geonames_id:
        return ("same entry", ENTRY, f"GeoNames {a.geonames_id}")
    if a.country and b.country and a.country != b.country:
        return ("elsewhere", ELSEWHERE, f"{a.name} in {a.country} and in {b.country}")
    km = apart_km(a, b)
    if km is not None:
        free = max(0.0, km - max(a.radius_km or 0.0, b.radius_km or 0.0))
        if free > CLOSE_KM:
            return ("elsewhere", ELSEWHERE, f"two places called {a.name}, {km:.0f} km apart")
        return ("name and point", NAME_AND_POINT, f"{a.name}, {km:.0f} km apart")
    if a.country and a.country == b.country and a.name != a.name.lower():
        return ("name and country", NAME_AND_COUNTRY, f"{a.name} in {a.country}")
    return None


def _groups(
    places: Mapping[str, PlaceFacts], points: Mapping[Pair, float], decisions: Decided
) -> list[tuple[str, ...]]:
    near = [p for p, x in points.items() if x > 0 or p in decisions.same]
    parts = components(places, near)
    inside = {i: n for n, part in enumerate(parts) for i in part}
    scores: list[dict[Pair, float]] = [{} for _ in parts]
    for p, x in points.items():
        if inside[p[0]] == inside[p[1]]:
            scores[inside[p[0]]][p] = x
    found: list[tuple[str, ...]] = []
    for part, own in zip(parts, scores, strict=True):
        apart = [p for p, x in own.items() if x < 0 and p not in decisions.same]
        apart += [p for p in decisions.apart if p[0] in part and p[1] in part]
        together = [g for g in decisions.together() if g[0] in part]
        joining = {p: x for p, x in own.items() if x > 0}
        found += cluster(part, joining, sorted(apart), together, unknown=0.0) if len(part) > 1 else [part]
    return found


def _group(members: Sequence[PlaceFacts]) -> PlaceGroup:
    names = Counter(m.name for m in members)
    ranked = tuple(sorted(names, key=lambda n: (-names[n], n)))
    ids = tuple(sorted(m.id for m in members))
    return PlaceGroup(ids[0], ranked[0], ranked, ids)
