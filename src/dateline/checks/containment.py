"""Places that a report puts in a province or a country in which they do not lie.

Only what can be told is a finding. A large town or a province that lies elsewhere, by its codes and by the map, is held
against the report; a village is not, for another of that name that no data have is likelier than a slip. That a place
lies where it is said to lie is no finding: most do, and many were found by that very word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dateline.annotate.spatial_patterns import ADJECTIVE, DIR, NAME, P
from dateline.gazetteer.folding import bare, fold, spelled_alike
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Toponym
from dateline.model.origin import by_rule
from dateline.model.records import Finding, Place
from dateline.resolve.geometry import distance_km
from dateline.resolve.placetable import PlaceTable
from dateline.resolve.shapes.plane import Plane
from dateline.tsv import rows_of

LARGE = 50_000
"""People a town must have for a report to be held against it."""
BORDER_KM = 5.0
"""How near to the outline a place may lie and still be said to lie inside."""
SAME_KM = 5.0
"""How far the gazetteer's own point may be off the place's."""
_COMMA = re.compile(rf"{P},\s(?:(?:in|of)\s)?(?:the\s)?(?:{DIR}\s)?{P}", re.IGNORECASE)
_IN = re.compile(rf"{P}\sin\s(?:the\s)?(?:{DIR}\s)?{P}", re.IGNORECASE)
_OWNER = re.compile(rf"(?:{DIR}\s)?{P}['’]s\s(?:\w{{3,12}}\s(?:of\s)?)?{P}", re.IGNORECASE)
_LIST = re.compile(rf",?\s?(?:(?:and|or|to|from)\s)?(?:the\s)?[{NAME}{ADJECTIVE}]", re.IGNORECASE)
_BEFORE = re.compile(rf"[{NAME}](?:,|\sand|\sor)\s(?:the\s)?$", re.IGNORECASE)


def check_containment(
    document: Document, masked: str, table: PlaceTable, toponyms: list[Toponym], gazetteer: Gazetteer
) -> Iterator[Finding]:
    """Findings "place": said to lie in a province or country, lies elsewhere. `masked` is the text of `mask`."""
    named = {t.start: t for t in toponyms if not t.dateline}
    for first, second, start, end in _statements(masked, named):
        place, holder = table.place_at(first.start, first.end), table.place_at(second.start, second.end)
        if place is None or holder is None or place.id == holder.id or holder.kind not in {"country", "province"}:
            continue
        x, y = _candidate(first.name, place, gazetteer), _candidate(second.name, holder, gazetteer)
        if x is not None and y is not None and _elsewhere(x, y, first.name, gazetteer):
            yield _finding(document, start, end, place, holder, x, gazetteer)


def _statements(masked: str, named: dict[int, Toponym]) -> Iterator[tuple[Toponym, Toponym, int, int]]:
    """Pairs (what, in what) with the span of the words; "X in Y" only where X is called a town or the like, for else
    "talks on X in Y" would be read so."""
    for pattern in (_COMMA, _IN, _OWNER):
        for m in pattern.finditer(masked):
            spans = [m.start(n) for n in range(1, m.re.groups + 1) if (m.group(n) or " ")[0] == NAME]
            pair = [named.get(s) for s in spans]
            if len(pair) != 2 or pair[0] is None or pair[1] is None:
                continue
            one, two = (pair[1], pair[0]) if pattern is _OWNER else (pair[0], pair[1])
            if pattern is _IN and one.hint is None:
                continue
            if pattern is _COMMA and _in_list(masked, m.start(), m.end(), named):
                continue
            yield one, two, m.start(), m.end()


def _in_list(masked: str, start: int, end: int, named: dict[int, Toponym]) -> bool:
    """Whether a name stands right before or after: "in A, B, C" is a list of places, but for a country at its end."""
    after = _LIST.match(masked, end)
    last = named.get(after.end() - 1) if after is not None and " and" not in after.group() else None
    if after is not None and not (masked[end] == "," and last is not None and last.hint == "country"):
        return True
    return _BEFORE.search(masked, max(0, start - 12), start) is not None


def _candidate(name: str, place: Place, gazetteer: Gazetteer) -> Candidate | None:
    """The gazetteer's record of a resolved place; None for one that only stands at another's point."""
    if place.kind == "country":
        return gazetteer.country(place.country) if place.country else None
    if place.lat is None or place.lon is None or (place.basis or "").startswith(("in or at", "point of ", "near ")):
        return None
    here = (place.lat, place.lon)
    found = [c for c in gazetteer.candidates(name) if distance_km((c.lat, c.lon), here) < SAME_KM]
    fits = [c for c in found if place.geonames_id is None or c.geonames_id == place.geonames_id]
    return max(fits, key=lambda c: c.population, default=None)


def _elsewhere(x: Candidate, y: Candidate, name: str, gazetteer: Gazetteer) -> bool:
    """Whether x surely lies outside y, and nothing of its name lies inside."""
    if x.kind not in {"city", "village", "province"} or (x.kind != "province" and x.population < LARGE):
        return False
    if bare(fold(x.name)) != bare(fold(name)) and not spelled_alike(fold(name), fold(x.name)):
        return False
    if x.country is None or y.country is None or frozenset((x.country, y.country)) in _disputed():
        return False
    if x.country == y.country and (y.kind == "country" or x.kind == "province" or _same_division(x, y)):
        return False
    land = gazetteer.shape(y)
    if land is None:
        return x.country != y.country and y.kind == "country"
    if _off_km(x, land) <= max(BORDER_KM, x.radius_km):
        return False
    named = gazetteer.candidates(name)
    if x.country != y.country:
        named += gazetteer.similar(name, y.country)
    like = [c for c in named if (c.kind == "province") == (x.kind == "province")]
    return all(_off_km(c, land) > BORDER_KM for c in like)


def _same_division(x: Candidate, y: Candidate) -> bool:
    return x.admin1 is None or bare(fold(x.admin1)) == bare(fold(y.name))


def _off_km(c: Candidate, land: object) -> float:
    """How far outside an area a place's point lies."""
    import shapely

    return float(Plane((c.lat, c.lon)).flat(land).distance(shapely.Point(0, 0)))


@lru_cache(maxsize=1)
def _disputed() -> frozenset[frozenset[str]]:
    """Pairs of countries of which one claims land that the other holds: whose a place is, the map does not say."""
    return frozenset(frozenset((r["country"], r["claimant"])) for r in rows_of("dateline.checks", "disputed"))


def _finding(
    document: Document, start: int, end: int, place: Place, holder: Place, x: Candidate, gazetteer: Gazetteer
) -> Finding:
    division = gazetteer.division_at(x.lat, x.lon)
    land = gazetteer.country(x.country) if x.country else None
    true = ", ".join(c.name for c in (division if x.kind != "province" else None, land) if c is not None)
    evidence = (document.evidence(start, end),)
    first = (place.mentions[0], holder.mentions[0])
    return Finding(
        record_id(document.source_sha256, "finding", "place", evidence, first),
        "place",
        "disagrees",
        "warning",
        f"{place.name} is said to lie in {holder.name}; it lies in {true or 'another country'}.",
        {"stated_in": holder.name, "computed_in": true},
        (place.id, holder.id),
        evidence,
        by_rule("containment"),
    )
