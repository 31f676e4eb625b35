"""Place strings as coders and users write them -> geometry: "Road between X and Y", "80km west of X", "X/Y border"."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from dateline.annotate.described import Described
from dateline.annotate.place_strings import Named, PlaceString, read_place_string
from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.vocabulary import PlaceKind
from dateline.resolve.descriptions import ground
from dateline.resolve.geometry import Point, distance_km, geo_precision, rough_km, where_prec, wkt_point
from dateline.resolve.shapes.made import AREAS, TOWNS, UNKNOWN, Anchor, Ground, Names, Scene, country_anchor, outline
from dateline.resolve.shapes.ways import land_among

WANTED: dict[str, frozenset[PlaceKind]] = {
    **dict.fromkeys(("part of", "border of two", "border with", "border pair", "border", "border of three"), AREAS),
    **dict.fromkeys(("road between", "road pair", "road to", "around", "around after", "distance", "away"), TOWNS),
    **dict.fromkeys(("between", "direction of", "near"), TOWNS),
    **dict.fromkeys(("along", "mouth", "confluence"), frozenset[PlaceKind]({"river", "road"})),
}
"""The kinds that a name most likely is of in a construction, where no type word says it."""
STEP_DEGREES = 0.25
"""A straight line in degrees is bent in km: it is cut into pieces no longer than this."""
CLOSE_KM = 200.0
"""Distance at which two names of one string count as half as close."""


@dataclass(frozen=True, slots=True)
class Located:
    """What a place string means. `construct` "name" for a plain name; `anchors` the places it is built on, `missing`
    the names among them that the gazetteer does not know (`point` is None if the geometry needs them)."""

    text: str
    construct: str
    point: Point | None
    radius_km: float | None
    geometry: str | None
    width_km: float
    where_prec: int | None
    geo_precision: int | None
    basis: str | None
    country: str | None
    admin1: str | None
    anchors: tuple[Candidate, ...]
    missing: tuple[str, ...]

    def covers(self, lat: float, lon: float) -> bool:
        """Whether a point lies inside: in the area, as near to the line as it is wide, else within the radius."""
        return self.off_km(lat, lon) <= 0.0

    def off_km(self, lat: float, lon: float) -> float:
        """How far outside a point lies; 0 inside."""
        import shapely

        from dateline.resolve.shapes.plane import Plane

        if self.point is None or self.radius_km is None:
            return math.inf
        if self.geometry is None or self.geometry.startswith("POINT"):
            return max(0.0, distance_km(self.point, (lat, lon)) - self.radius_km)
        shape = Plane((lat, lon)).flat(shapely.segmentize(shapely.from_wkt(self.geometry), STEP_DEGREES))
        return max(0.0, float(shape.distance(shapely.Point(0, 0))) - self.width_km)


def locate_string(
    text: str, gazetteer: Gazetteer, country: str | None = None, near: tuple[str, ...] = ()
) -> Located | None:
    """Where a place string lies; None where no name in it is known. `country` is the ISO code of the country that all
    of its towns and provinces lie in, `near` of countries that are likelier than others."""
    said = read_place_string(text, gazetteer)
    scene = Scene(gazetteer, (country, *near) if country else near)
    found = _chosen(said, scene, country)
    d = said.described
    if d is not None and d.subject is not None:
        subject = said.at(d.subject[0])
        known = subject is not None and any(c.match == "exact" for c in _options(subject, scene, country))
        said = replace(said, described=None if known else replace(d, subject=None))
    missing = tuple(n.names[0] for n in _used(said) if n.start not in found)
    if said.described is None:
        return _plain(said, found, scene, missing)
    if not found and not said.described.codes:
        return None
    g = _ground(said, said.described, found, scene)
    return _located(said.text, said.described.construct, g, tuple(_candidates_of(found, said)), missing)


def _ground(said: PlaceString, d: Described, found: dict[int, Anchor], scene: Scene) -> Ground:
    anchors = [found.get(a) for a, _ in d.anchors]
    others = [found[n.start] for n in said.others if n.start in found]
    within = next((a for a in others if a.kind in AREAS), None)
    near = found.get(d.beside[0]) if d.beside else next((a for a in others if a.kind in TOWNS), None)
    if d.construct == "between three":
        known = [a for a in anchors if a is not None]
        return land_among(known, scene) if len(known) == len(anchors) else UNKNOWN
    if d.construct == "along" and len(anchors) > 1 and within is None:
        within = anchors[1] if anchors[1] is not None and anchors[1].kind in AREAS else None
    return ground(d, Names(anchors, within, near), scene) or UNKNOWN


def _plain(said: PlaceString, found: dict[int, Anchor], scene: Scene, missing: tuple[str, ...]) -> Located | None:
    first = next((found[n.start] for n in said.named if n.start in found), None)
    c = first.candidate if first is not None else None
    if first is None or c is None:
        return None
    shape = outline(scene.gazetteer, c) or wkt_point(first.point)
    g = Ground(first.point, first.radius_km, where_prec(c.kind), None, shape, c.country, c.admin1)
    return _located(said.text, "name", g, (c,), missing)


def _located(text: str, construct: str, g: Ground, anchors: tuple[Candidate, ...], missing: tuple[str, ...]) -> Located:
    precision = geo_precision(g.prec)
    return Located(
        text, construct, g.point, g.radius_km, g.geometry, g.width_km, g.prec, precision, g.basis, g.country, g.admin1,
        anchors, missing,
    )  # fmt: skip


# --- names ------------------------------------------------------------------------------------------------------------


def _used(said: PlaceString) -> list[Named]:
    """The names that the geometry needs."""
    d = said.described
    if d is None:
        return list(said.named[:1])
    return [n for a, _ in d.anchors if (n := said.at(a)) is not None]


def _candidates_of(found: dict[int, Anchor], said: PlaceString) -> list[Candidate]:
    return [a.candidate for n in _used(said) if (a := found.get(n.start)) is not None and a.candidate is not None]


def _chosen(said: PlaceString, scene: Scene, country: str | None) -> dict[int, Anchor]:
    """The candidate of each name: of the kind that fits, in the country, large, and near the string's other names."""
    construct = said.described.construct if said.described else "name"
    options = {n.start: _options(n, scene, country) for n in said.named}
    options = {start: found for start, found in options.items() if found}
    used = {n.start for n in _used(said)}
    by_start = {n.start: n for n in said.named}
    out: dict[int, Anchor] = {}
    for start, found in options.items():
        wanted = WANTED.get(construct, frozenset()) if start in used else AREAS
        if construct == "along" and start != min(used, default=start):
            wanted = AREAS
        others = [x for other, xs in options.items() if other != start for x in xs]
        scored = [(_score(c, by_start[start], wanted, others, scene), -k) for k, c in enumerate(found)]
        best = found[-max(scored)[1]]
        out[start] = _anchor(best)
    return out


def _anchor(c: Candidate) -> Anchor:
    return country_anchor(c) if c.kind == "country" else Anchor(c.name, c.kind, (c.lat, c.lon), c.radius_km, c)


def _options(n: Named, scene: Scene, country: str | None) -> list[Candidate]:
    """Candidates under all spellings, inside the country; another spelling only where no name is known."""
    gazetteer = scene.gazetteer
    asked = [f"{name} {word}" for name in n.names for word in _words(n)] + list(n.names)
    found = list({c.key: c for name in asked for c in gazetteer.candidates(name)}.values())
    if country is not None:
        around = {country, None, *gazetteer.neighbours(country)}
        own = [c for c in found if c.country == country]
        beyond = [c for c in found if c.country in around and (c.kind not in TOWNS or c.population >= 15_000)]
        found = own or [c for c in beyond if c.kind in {"country", "river", "road", "desert"} or c.country != country]
        if not found:
            found = [c for name in n.names for c in gazetteer.similar(name, country)]
    return found


def _words(n: Named) -> list[str]:
    return [n.hint] if n.hint in {"river", "road", "desert", "military base", "airport", "border crossing"} else []


def _score(c: Candidate, n: Named, wanted: frozenset[PlaceKind], others: list[Candidate], scene: Scene) -> float:
    score = 0.35 * math.log10(c.population + 10) + (1.0 if c.source.startswith("supplement") else 0.0)
    score += 3.0 if n.hint is not None and _same_kind(c.kind, n.hint) else 0.0
    score += 3.0 if n.hint is None and c.kind in wanted else 0.0
    score += 1.0 if any(fold(c.name) == fold(name) for name in n.names) else 0.0
    score += 0.5 if c.country in scene.near else 0.0
    apart = min((rough_km((c.lat, c.lon), (o.lat, o.lon)) for o in others), default=None)
    return score + (2.0 * 0.5 ** (apart / CLOSE_KM) if apart is not None else 0.0)


def _same_kind(kind: PlaceKind, hint: PlaceKind) -> bool:
    """Coders call a large village a town; provinces and regions are one thing in many countries."""
    groups: tuple[frozenset[PlaceKind], ...] = (TOWNS, frozenset({"province", "region"}))
    return kind == hint or any(kind in g and hint in g for g in groups)
