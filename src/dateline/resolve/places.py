"""Names and descriptions -> Place records: one for each distinct place, with every mention of it.

"Deir e-Zor" the city and "Deir e-Zor province" are two places. A name that the gazetteer does not know stays without
coordinates; what a rule supplied (a centroid, a middle, a destination) is said in `basis`.
"""

from __future__ import annotations

from collections import Counter

from dateline.annotate.described import Described
from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Toponym
from dateline.model.origin import by_rule
from dateline.model.parse import Parse
from dateline.model.records import Place
from dateline.model.vocabulary import PlaceKind
from dateline.resolve.candidates import GROUPS, Cluster
from dateline.resolve.descriptions import ground
from dateline.resolve.drafts import Draft, anchor
from dateline.resolve.geometry import geo_precision, where_prec, wkt_point
from dateline.resolve.hosts import host_facilities
from dateline.resolve.ranker import ground_report, reasons_of
from dateline.resolve.references import last_border, only_desert, refers, road_at
from dateline.resolve.shapes.made import AREAS, Ground, Names, Scene, outline

HOST_KM = 10.0
"""Radius of a facility that is only known to stand in or at a town."""
POINTS = frozenset({"city", "village", "border crossing", "checkpoint", "military base", "airport", "facility"})


def resolve_places(
    document: Document, parse: Parse, toponyms: list[Toponym], described: list[Described], gazetteer: Gazetteer
) -> tuple[tuple[Place, ...], dict[str, int]]:
    """The report's places in the order of their first mention; and how many of its names mean none, by reason."""
    clusters, ranker = ground_report(document, parse, toponyms, gazetteer)
    host_facilities(clusters, ranker, parse)
    clusters = _one_unknown(clusters)
    unresolved = reasons_of(clusters)
    drafts, at = _drafts(document, clusters, gazetteer)
    _add_described(document, described, drafts, at, gazetteer, ranker.near)
    records = [_record(document, d) for d in drafts]
    return tuple(sorted(records, key=lambda p: (p.mentions[0].start, p.mentions[0].end, p.id))), unresolved


# --- names ------------------------------------------------------------------------------------------------------------


def _one_unknown(clusters: list[Cluster]) -> list[Cluster]:
    """A bare name that nothing grounds is the facility of that name ("Zxqwa checkpoint ... Zxqwa")."""
    typed = {fold(c.name): c for c in clusters if c.group == "post"}
    kept = []
    for c in clusters:
        whole = typed.get(fold(c.name)) if c.group is None and c.chosen is None else None
        if whole is None:
            kept.append(c)
        else:
            whole.mentions.extend(c.mentions)
    return kept


def _drafts(document: Document, clusters: list[Cluster], gazetteer: Gazetteer) -> tuple[list[Draft], dict[int, Draft]]:
    """One draft for each place: clusters that were grounded to the same candidate in the same sense are one."""
    same: dict[object, Draft] = {}
    at: dict[int, Draft] = {}
    for c in clusters:
        kind = _kind(c)
        key: object = (c.chosen.key, GROUPS[kind]) if c.chosen else id(c)
        draft = same.get(key)
        if draft is None:
            draft = same[key] = Draft(kind, c.name, _named_ground(c, kind, gazetteer), c.mentions[0].rule, c.chosen)
        for m in c.mentions:
            draft.spans.append((m.start, m.end))
            at[m.start] = draft
    return list(same.values()), at


def _kind(c: Cluster) -> PlaceKind:
    """What the words say, else what the gazetteer says; a division's type word ("region") does not overrule it."""
    hint, found = c.hint, c.chosen.kind if c.chosen else None
    if c.group == "town" and hint not in {"city", "village"}:
        hint = None
    if hint is None:
        return found or "other"
    return found if found is not None and GROUPS[found] == GROUPS[hint] and not c.stand_in else hint


def _named_ground(c: Cluster, kind: PlaceKind, gazetteer: Gazetteer) -> Ground:
    x = c.chosen
    if c.host is not None:
        at = c.host
        basis = f"in or at {at.name}: point of {at.name}"
        return Ground((at.lat, at.lon), HOST_KM, 2, basis, None, at.country, at.admin1)
    if x is None:
        return Ground(None, None, None, None)
    told = _basis(c, x, kind)
    prec = where_prec(kind, near=c.stand_in and kind in POINTS)
    radius = max(x.radius_km, 20.0) if c.stand_in else x.radius_km
    shape = wkt_point((x.lat, x.lon)) if kind in POINTS else outline(gazetteer, x) if x.kind == kind else None
    return Ground((x.lat, x.lon), radius, prec, told, shape, x.country, x.admin1)


def _basis(c: Cluster, x: Candidate, kind: PlaceKind) -> str | None:
    """Which rule supplied the point, where it is not simply the place's own."""
    spelling = "" if c.spelled else f", read as another spelling of {x.name}"
    if c.stand_in:
        return f"point of {x.name} ({x.kind}) for the {kind} of that name{spelling}"
    if kind == "country":
        return f"point of the country{spelling}"
    if kind in {"province", "region", "district"}:
        return f"centroid of the {kind}{spelling}"
    if kind in {"river", "desert", "area", "road", "other"}:
        return f"representative point of the {kind}{spelling}"
    return spelling.removeprefix(", ") or None


# --- descriptions -----------------------------------------------------------------------------------------------------


def _add_described(
    document: Document,
    described: list[Described],
    drafts: list[Draft],
    at: dict[int, Draft],
    gazetteer: Gazetteer,
    near: list[str],
) -> None:
    """Descriptions become places of their own; the same description twice is one place; "the city" is a mention."""
    made: dict[object, Draft] = {}
    scene = Scene(gazetteer, tuple(near))
    named = [(end, start, x) for x in drafts for start, end in x.spans if not _dateline(document, start)]
    line = sorted(named, key=lambda m: m[:2])
    for d in described:
        if refers(document, d, drafts, at, line, scene):
            continue
        own = [at.get(a) for a, _ in d.anchors]
        if d.construct == "facility" and len(own) == 1 and own[0] is not None and GROUPS[own[0].kind] == "post":
            own[0].spans.append((d.start, d.end))
            continue
        if d.construct == "own part" and d.kind == "desert" and (only := only_desert(drafts, own)):
            only.spans.append((d.start, d.end))
            continue
        if d.construct == "coastal road":
            g: Ground | None = road_at(line, d.start)
        elif d.construct == "border area" and (last := last_border(drafts, d.start)):
            last.spans.append((d.start, d.end))
            continue
        elif d.word == "border":
            continue
        else:
            g = ground(d, _names(d, own, at), scene)
        if g is None:
            continue
        word = d.word if d.construct.startswith("facility") else ""
        key = (d.construct, word, g.basis or g.point) if g.point else id(d)
        draft = made.get(key)
        if draft is None:
            draft = made[key] = Draft(d.kind, document.text[d.start : d.end], g, d.construct)
            drafts.append(draft)
        draft.spans.append((d.start, d.end))


def _names(d: Described, own: list[Draft | None], at: dict[int, Draft]) -> Names:
    """The anchors of a description, what it lies in, where that is an area, and what it is near."""
    within = anchor(at.get(d.within[0])) if d.within else None
    near = anchor(at.get(d.beside[0])) if d.beside else None
    return Names([anchor(x) for x in own], within if within is not None and within.kind in AREAS else None, near)


def _dateline(document: Document, start: int) -> bool:
    section = document.section_at(start)
    return section is not None and section.kind == "dateline"


# --- records ----------------------------------------------------------------------------------------------------------


def _record(document: Document, d: Draft) -> Place:
    mentions = tuple(document.evidence(a, b) for a, b in sorted(set(d.spans)))
    g = d.ground
    lat, lon = g.point or (None, None)
    kind = d.kind if g.point or d.kind != "other" else "other"
    return Place(
        record_id(document.source_sha256, "place", kind, mentions[:1]),
        _name(d, [m.quote for m in mentions]),
        kind,
        lat,
        lon,
        d.candidate.geonames_id if d.candidate else None,
        g.country,
        g.admin1,
        g.geometry,
        g.prec,
        geo_precision(g.prec),
        g.radius_km,
        g.basis,
        mentions,
        by_rule(f"place: {d.rule}"),
    )


def _name(d: Draft, quotes: list[str]) -> str:
    """The commonest surface form that holds the name; a description's own words."""
    named = [q for q in quotes if d.name.lower() in q.lower()] or quotes
    counts = Counter(" ".join(q.split()) for q in named)
    return counts.most_common(1)[0][0]
