"""Names and descriptions -> Place records: one for each distinct place, with every mention of it.

"Deir e-Zor" the city and "Deir e-Zor province" are two places. A name that the gazetteer does not know stays without
coordinates; what a rule supplied (a centroid, a middle, a destination) is said in `basis`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

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
from dateline.resolve.candidates import GROUPS, Cluster, Ranker, clusters_of, country_weights
from dateline.resolve.descriptions import Anchor, Ground, ground
from dateline.resolve.geometry import geo_precision, where_prec, wkt_point
from dateline.resolve.hosts import host_facilities

BORDERS = frozenset({"border of two", "border with", "border pair", "border", "border of", "its border", "border area"})
"""Constructions that "the border area" may refer back to."""
LOOK_BACK = 100
"""Mentions looked back over for what "the city" refers to."""
HOST_KM = 10.0
"""Radius of a facility that is only known to stand in or at a town."""
POINTS = frozenset({"city", "village", "border crossing", "checkpoint", "military base", "airport", "facility"})


@dataclass(slots=True)
class _Draft:
    """A place before its record is made."""

    kind: PlaceKind
    name: str
    ground: Ground
    rule: str
    candidate: Candidate | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)


def resolve_places(
    document: Document, parse: Parse, toponyms: list[Toponym], described: list[Described], gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """The report's places in the order of their first mention."""
    clusters = clusters_of(toponyms, gazetteer)
    ranker = Ranker(gazetteer, country_weights(parse, toponyms, clusters, gazetteer))
    _ground_names(clusters, ranker)
    host_facilities(clusters, ranker, parse)
    clusters = _one_unknown(clusters)
    drafts, at = _drafts(document, clusters)
    _add_described(document, described, drafts, at, gazetteer, ranker.near)
    records = [_record(document, d) for d in drafts]
    return tuple(sorted(records, key=lambda p: (p.mentions[0].start, p.mentions[0].end, p.id)))


# --- names ------------------------------------------------------------------------------------------------------------


def _ground_names(clusters: list[Cluster], ranker: Ranker) -> None:
    """Names with one candidate first, as context for the others; then the rest twice, so that order does not matter."""
    for c in clusters:
        ranker.fill(c)
    easy = [c for c in clusters if c.spelled and len({(x.country, x.admin1) for x in c.candidates}) == 1]
    hard = [c for c in clusters if c not in easy]
    for c in easy:
        ranker.choose(c)
        ranker.note(c)
    for c in hard:
        if c.spelled:
            ranker.choose(c)
    for c in hard:
        ranker.note(c)
    for c in hard:
        c.chosen = None
        ranker.choose(c)


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


def _drafts(document: Document, clusters: list[Cluster]) -> tuple[list[_Draft], dict[int, _Draft]]:
    """One draft for each place: clusters that were grounded to the same candidate in the same sense are one."""
    same: dict[object, _Draft] = {}
    at: dict[int, _Draft] = {}
    for c in clusters:
        kind = _kind(c)
        key: object = (c.chosen.key, GROUPS[kind]) if c.chosen else id(c)
        draft = same.get(key)
        if draft is None:
            draft = same[key] = _Draft(kind, c.name, _named_ground(c, kind), c.mentions[0].rule, c.chosen)
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


def _named_ground(c: Cluster, kind: PlaceKind) -> Ground:
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
    return Ground(
        (x.lat, x.lon), radius, prec, told, wkt_point((x.lat, x.lon)) if kind in POINTS else None, x.country, x.admin1
    )


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
    drafts: list[_Draft],
    at: dict[int, _Draft],
    gazetteer: Gazetteer,
    near: list[str],
) -> None:
    """Descriptions become places of their own; the same description twice is one place; "the city" is a mention."""
    made: dict[object, _Draft] = {}
    named = [(end, start, x) for x in drafts for start, end in x.spans if not _dateline(document, start)]
    line = sorted(named, key=lambda m: m[:2])
    for d in described:
        if d.word == "capital" and d.construct == "back":
            _capital(d, drafts, gazetteer, near)
            continue
        if d.construct in {"back", "nearby"}:
            _refer(document, d, drafts, line)
            continue
        if d.construct in {"territory", "capital"}:
            _by_country(d, drafts, at, gazetteer)
            continue
        own = [at.get(a) for a, _ in d.anchors]
        if d.construct == "facility" and len(own) == 1 and own[0] is not None and GROUPS[own[0].kind] == "post":
            own[0].spans.append((d.start, d.end))
            continue
        if d.construct == "own part" and d.kind == "desert" and (only := _only_desert(drafts, own)):
            only.spans.append((d.start, d.end))
            continue
        if d.construct == "coastal road":
            g: Ground | None = _road_at(line, d.start)
        elif d.construct == "border area" and (last := _last_border(drafts, d.start)):
            last.spans.append((d.start, d.end))
            continue
        elif d.word == "border":
            continue
        else:
            g = ground(d, [_anchor(x) for x in own], gazetteer, near)
        if g is None:
            continue
        word = d.word if d.construct.startswith("facility") else ""
        key = (d.construct, word, g.basis or g.point) if g.point else id(d)
        draft = made.get(key)
        if draft is None:
            draft = made[key] = _Draft(d.kind, document.text[d.start : d.end], g, d.construct)
            drafts.append(draft)
        draft.spans.append((d.start, d.end))


def _anchor(draft: _Draft | None) -> Anchor | None:
    if draft is None or draft.ground.point is None:
        return None
    name = draft.candidate.name if draft.candidate else draft.name
    return Anchor(name, draft.kind, draft.ground.point, draft.ground.radius_km or 1.0, draft.candidate)


def _only_desert(drafts: list[_Draft], own: list[_Draft | None]) -> _Draft | None:
    """ "Syria's eastern desert" is the one desert that the report names in Syria."""
    country = own[0].ground.country if own and own[0] else None
    found = [
        d
        for d in drafts
        if d.kind == "desert" and d.candidate is not None and country is not None and d.ground.country == country
    ]
    return found[0] if len(found) == 1 else None


def _road_at(line: list[tuple[int, int, _Draft]], at: int) -> Ground:
    """The coastal road: at the last town named before."""
    n = bisect_left(line, at + 1, key=lambda m: m[0])
    before = [x for _, _, x in reversed(line[max(0, n - LOOK_BACK) : n])]
    town = next((x for x in before if GROUPS[x.kind] == "town" and x.ground.point), None)
    if town is None:
        return Ground(None, None, None, None)
    basis = f"road at {town.name}, the last town named: point of {town.name}"
    return Ground(town.ground.point, 50.0, 5, basis, None, town.ground.country)


def _last_border(drafts: list[_Draft], at: int) -> _Draft | None:
    """The border described last before."""
    found = [(max(a for a, _ in d.spans if a < at), d) for d in drafts if d.rule in BORDERS and d.spans[0][0] < at]
    return max(found, key=lambda f: f[0])[1] if found else None


def _by_country(d: Described, drafts: list[_Draft], at: dict[int, _Draft], gazetteer: Gazetteer) -> None:
    """ "Iraqi territory" is Iraq, "the Syrian capital" its capital."""
    own = at.get(d.anchors[0][0]) if d.anchors else None
    code = d.codes[0] if d.codes else own.candidate.country if own and own.candidate and own.kind == "country" else None
    if code is None:
        return
    found = gazetteer.country(code) if d.construct == "territory" else gazetteer.capital(code)
    if found is None or (own is not None and d.construct == "territory"):
        return
    draft = next((x for x in drafts if x.candidate is not None and x.candidate.key == found.key), None)
    if draft is None:
        kind: PlaceKind = "country" if d.construct == "territory" else "city"
        basis = "point of the country" if kind == "country" else f"capital of {code}"
        g = Ground((found.lat, found.lon), found.radius_km, where_prec(kind), basis, None, found.country, found.admin1)
        draft = _Draft(kind, found.name, g, d.construct, found)
        drafts.append(draft)
    draft.spans.append((d.start, d.end))


def _capital(d: Described, drafts: list[_Draft], gazetteer: Gazetteer, near: list[str]) -> None:
    """ "The capital" is that of the country the report is most about, if the report names it."""
    found = gazetteer.capital(near[0]) if near else None
    own = next(
        (x for x in drafts if found is not None and x.candidate is not None and x.candidate.key == found.key), None
    )
    if own is not None:
        own.spans.append((d.start, d.end))


def _refer(document: Document, d: Described, drafts: list[_Draft], line: list[tuple[int, int, _Draft]]) -> None:
    """ "the city" -> the last place of that kind named before; "the nearby airbase" -> a place near the last town.

    `line` are the named mentions as (end, start, place) in text order.
    """
    n = bisect_left(line, d.start + 1, key=lambda m: m[0])
    before = [x for _, _, x in reversed(line[max(0, n - LOOK_BACK) : n])]
    if d.construct == "nearby":
        town = next((x for x in before if GROUPS[x.kind] == "town" and x.ground.point), None)
        if town is not None:
            basis = f"near {town.name}: point of {town.name}"
            g = Ground(town.ground.point, 20.0, 2, basis, None, town.ground.country, town.ground.admin1)
            drafts.append(_Draft(d.kind, document.text[d.start : d.end], g, "nearby", None, [(d.start, d.end)]))
        return
    group = GROUPS[d.kind]
    if group == "post" and d.word not in {"camp", "dam"}:
        last = next((x for x in _facilities(drafts, d.start) if _called(x, d)), None)
        if last is not None:
            last.spans.append((d.start, d.end))
        return
    if d.word == "state":
        before = [x for x in before if _said_state(document, x)]
    if d.word == "area":
        fits = [x for x in before[:1] if GROUPS[x.kind] in {"land", "district"}]
        for x in fits:
            x.spans.append((d.start, d.end))
        return
    fits = [x for x in before if x.kind == d.kind or (GROUPS[x.kind] == group and group in {"town", "division"})]
    last = next((x for x in fits if d.word != "village" or not _large(x)), None)
    if last is not None:
        last.spans.append((d.start, d.end))


def _said_state(document: Document, x: _Draft) -> bool:
    """Whether the report calls the place a state: else "the state" is a government."""
    return any(document.text[a:b].lower().endswith(" state") for a, b in x.spans)


def _facilities(drafts: list[_Draft], at: int) -> list[_Draft]:
    """Built places by their last mention before, the nearest first."""
    found = [
        (max(a for a, _ in x.spans if a < at), x) for x in drafts if GROUPS[x.kind] == "post" and x.spans[0][0] < at
    ]
    return [x for _, x in sorted(found, key=lambda f: -f[0])]


def _called(x: _Draft, d: Described) -> bool:
    """Whether a built place may be called so: its name holds the word, or its kind tells it."""
    return d.word in x.name.lower().split() or (x.kind == d.kind != "facility")


def _large(x: _Draft) -> bool:
    """Too large a town to be called a village."""
    return x.kind == "city" and (x.candidate is None or x.candidate.population > 100_000)


def _dateline(document: Document, start: int) -> bool:
    section = document.section_at(start)
    return section is not None and section.kind == "dateline"


# --- records ----------------------------------------------------------------------------------------------------------


def _record(document: Document, d: _Draft) -> Place:
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


def _name(d: _Draft, quotes: list[str]) -> str:
    """The commonest surface form that holds the name; a description's own words."""
    named = [q for q in quotes if d.name.lower() in q.lower()] or quotes
    counts = Counter(" ".join(q.split()) for q in named)
    return counts.most_common(1)[0][0]
