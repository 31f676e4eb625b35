"""Words that refer to a place of the report without naming it: "the city", "the border", "the provincial capital".

`line` are the named mentions as (end, start, place) in text order.
"""

from __future__ import annotations

from bisect import bisect_left

from dateline.annotate.described import Described, is_origin
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.vocabulary import PlaceKind
from dateline.resolve.candidates import GROUPS
from dateline.resolve.descriptions import seat
from dateline.resolve.drafts import Draft, anchor
from dateline.resolve.geometry import where_prec, wkt_point
from dateline.resolve.shapes.made import Ground, Scene

BORDERS = frozenset({"border of two", "border with", "border pair", "border", "border of", "its border", "border area"})
"""Constructions that "the border area" may refer back to."""
NEAR_BEFORE = 500
"""Characters before "the town" in which its name must stand: farther back, several may be meant."""
BESIDE = 2
"""Characters between a name and the words that stand beside it ("Bol, the provincial capital")."""
LOOK_BACK = 100
"""Mentions looked back over for what "the city" refers to."""


def refers(
    document: Document,
    d: Described,
    drafts: list[Draft],
    at: dict[int, Draft],
    line: list[tuple[int, int, Draft]],
    scene: Scene,
) -> bool:
    """Whether the words only refer to a place: then they are made a mention of it, or of nothing."""
    if d.construct == "capital of":
        seat_of(d, drafts, at.get(d.anchors[0][0]), scene)
    elif d.construct in {"territory", "capital"}:
        by_country(d, drafts, at, scene.gazetteer)
    elif d.construct == "back" and d.word == "capital":
        if "provincial" in document.text[d.start : d.end].lower():
            provincial_capital(d, drafts, line, scene)
        else:
            capital(d, drafts, scene.gazetteer, list(scene.near))
    elif d.construct in {"back", "nearby"}:
        refer(document, d, drafts, line)
    else:
        return False
    return True


def only_desert(drafts: list[Draft], own: list[Draft | None]) -> Draft | None:
    """ "Syria's eastern desert" is the one desert that the report names in Syria."""
    country = own[0].ground.country if own and own[0] else None
    found = [
        d
        for d in drafts
        if d.kind == "desert" and d.candidate is not None and country is not None and d.ground.country == country
    ]
    return found[0] if len(found) == 1 else None


def road_at(line: list[tuple[int, int, Draft]], at: int) -> Ground:
    """The coastal road: at the last town named before."""
    n = bisect_left(line, at + 1, key=lambda m: m[0])
    before = [x for _, _, x in reversed(line[max(0, n - LOOK_BACK) : n])]
    town = next((x for x in before if GROUPS[x.kind] == "town" and x.ground.point), None)
    if town is None:
        return Ground(None, None, None, None)
    basis = f"road at {town.name}, the last town named: point of {town.name}"
    return Ground(town.ground.point, 50.0, 5, basis, None, town.ground.country)


def last_border(drafts: list[Draft], at: int) -> Draft | None:
    """The border described last before."""
    found = [(max(a for a, _ in d.spans if a < at), d) for d in drafts if d.rule in BORDERS and d.spans[0][0] < at]
    return max(found, key=lambda f: f[0])[1] if found else None


def by_country(d: Described, drafts: list[Draft], at: dict[int, Draft], gazetteer: Gazetteer) -> None:
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
        draft = Draft(kind, found.name, g, d.construct, found)
        drafts.append(draft)
    draft.spans.append((d.start, d.end))


def provincial_capital(d: Described, drafts: list[Draft], line: list[tuple[int, int, Draft]], scene: Scene) -> None:
    """ "The provincial capital" is the town it stands beside ("Bol, the provincial capital"), else that of the province
    named last before."""
    n = bisect_left(line, d.start + 1, key=lambda m: m[0])
    if n and 0 < d.start - line[n - 1][0] <= BESIDE and GROUPS[line[n - 1][2].kind] in {"town", "water"}:
        line[n - 1][2].spans.append((d.start, d.end))
        return
    before = (x for _, _, x in reversed(line[max(0, n - LOOK_BACK) : n]))
    seat_of(d, drafts, next((x for x in before if GROUPS[x.kind] == "division"), None), scene)


def seat_of(d: Described, drafts: list[Draft], own: Draft | None, scene: Scene) -> None:
    """The capital of a country or a province as a place of the report, if the gazetteer tells it."""
    a = anchor(own) if own is not None else None
    found = seat(a, scene) if a is not None else None
    if a is None or found is None:
        return
    draft = next((x for x in drafts if x.candidate is not None and x.candidate.key == found.key), None)
    if draft is None:
        basis = f"capital of {a.name}"
        point = (found.lat, found.lon)
        g = Ground(point, found.radius_km, 1, basis, wkt_point(point), found.country, found.admin1)
        draft = Draft("city", found.name, g, d.construct, found)
        drafts.append(draft)
    draft.spans.append((d.start, d.end))


def capital(d: Described, drafts: list[Draft], gazetteer: Gazetteer, near: list[str]) -> None:
    """ "The capital" is that of the country the report is most about, if the report names it."""
    found = gazetteer.capital(near[0]) if near else None
    own = next(
        (x for x in drafts if found is not None and x.candidate is not None and x.candidate.key == found.key), None
    )
    if own is not None:
        own.spans.append((d.start, d.end))


def refer(document: Document, d: Described, drafts: list[Draft], line: list[tuple[int, int, Draft]]) -> None:
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
            drafts.append(Draft(d.kind, document.text[d.start : d.end], g, "nearby", None, [(d.start, d.end)]))
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
    if group == "town":
        near = [m for m in reversed(line[max(0, n - LOOK_BACK) : n]) if d.start - m[0] <= NEAR_BEFORE]
        before = [x for _, start, x in near if not is_origin(document.text, start)]
    fits = [
        x
        for x in before
        if x.kind == d.kind
        or (GROUPS[x.kind] == group and group in {"town", "division"})
        or (group == "town" and _open(x))
    ]
    last = next((x for x in fits if d.word != "village" or not _large(x)), None)
    if last is not None:
        last.spans.append((d.start, d.end))


def _open(x: Draft) -> bool:
    """A name that nothing grounds and no word types: it may be the town that is spoken of, so that the one named before
    it is not."""
    return x.kind == "other" and x.ground.point is None


def _said_state(document: Document, x: Draft) -> bool:
    """Whether the report calls the place a state: else "the state" is a government."""
    return any(document.text[a:b].lower().endswith(" state") for a, b in x.spans)


def _facilities(drafts: list[Draft], at: int) -> list[Draft]:
    """Built places by their last mention before, the nearest first."""
    found = [
        (max(a for a, _ in x.spans if a < at), x) for x in drafts if GROUPS[x.kind] == "post" and x.spans[0][0] < at
    ]
    return [x for _, x in sorted(found, key=lambda f: -f[0])]


def _called(x: Draft, d: Described) -> bool:
    """Whether a built place may be called so: its name holds the word, or its kind tells it."""
    return d.word in x.name.lower().split() or (x.kind == d.kind != "facility")


def _large(x: Draft) -> bool:
    """Too large a town to be called a village."""
    return x.kind == "city" and (x.candidate is None or x.candidate.population > 100_000)
