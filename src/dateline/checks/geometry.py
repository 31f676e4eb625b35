"""Distances and directions that a report states, set against the map.

Tolerances. A direction given as one of eight words is right within 45 degrees of it (a sector of 90), plus the angle
that the places' own extent takes up; a distance is right within 20 %, or within the sum of the two radii, whichever is
more. A place without coordinates gives "cannot tell"; so does a direction between places that overlap.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from dateline.annotate.described import Described
from dateline.annotate.spatial import DIR, NAME, NUM, P, bearing_in, distance_in, mask
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Toponym
from dateline.model.origin import by_rule
from dateline.model.parse import Parse, Sentence
from dateline.model.records import Finding, Place
from dateline.model.vocabulary import Check, Verdict
from dateline.resolve.geometry import Point, bearing, compass_word, distance_km, turn
from dateline.resolve.placetable import PlaceTable

SECTOR = 45.0
SHARE = 0.2
LONGEST = 200
INNER, OUTER = 0.1, 0.25
"""Within its country a place is nowhere in particular nearer than INNER of the way from the middle to the edge; a wrong
direction is only told farther out than OUTER."""
_SEPARATE = re.compile(
    rf"{NUM}(?:\sof\s\w+)?\s(?:separates?|divides?|lies?\sbetween|between)\s[^{NAME}.;]{{0,40}}{P}(?:['’]s)?\s(?:from|and)\s[^{NAME}.;]{{0,25}}{P}",
    re.IGNORECASE,
)
_APART = re.compile(rf"{P}\sand\s{P}\sare\s(?:about\s|some\s|around\s|roughly\s)?{NUM}\sapart", re.IGNORECASE)
_PUSH = re.compile(rf"{NUM}\s(?:to\sthe\s|further\s|due\s)?{DIR}(?:wards?)?\b(?!\s(?:of|from)\b)", re.IGNORECASE)
_TARGET = re.compile(
    rf"\b(?:to|towards?|into|liberate|capture|seize|retake|reach|take|storm|attack)\s(?:the\s)?{P}", re.IGNORECASE
)
_BEFORE_PART = re.compile(rf"{P}[^{NAME}.;:]{{0,40}}(?:\sin|,)\s(?:the\s)?$", re.IGNORECASE)
_AFTER_PART = re.compile(rf"(?:['’]s\s(?:\w+\s)?|\s(?:including|such as)\s){P}(?:\sand\s{P})?", re.IGNORECASE)
_HOLDER = re.compile(rf"{P},?\s(?:in|of)\s(?:[\w'’-]{{1,20}}\s){{0,3}}$")
_OWNER = re.compile(rf"{P}['’]s\s$")


def check_geometry(
    document: Document,
    parse: Parse,
    table: PlaceTable,
    toponyms: list[Toponym],
    described: list[Described],
    gazetteer: Gazetteer,
) -> list[Finding]:
    """Findings in text order: stated distance and direction beside computed ones, with a verdict."""
    masked = mask(document, parse, [t for t in toponyms if not t.dateline], gazetteer)
    check = _Checker(document, masked, table, gazetteer)
    found: list[Finding] = []
    for s in parse.sentences:
        found += check.separations(s)
        found += check.pushes(s)
    for d in described:
        found += check.described(parse, d)
    return sorted({f.id: f for f in found}.values(), key=lambda f: (f.evidence[0].start, f.check))


class _Checker:
    """The report's text, mask, places and map, so that the checks need not pass them around."""

    def __init__(self, document: Document, masked: str, table: PlaceTable, gazetteer: Gazetteer) -> None:
        self.document, self.masked, self.table, self.gazetteer = document, masked, table, gazetteer

    # stated distances
    def separations(self, s: Sentence) -> Iterator[Finding]:
        """ "About 230km of desert separate A from B"."""
        for pattern in (_SEPARATE, _APART):
            for m in pattern.finditer(self.masked, s.start, s.end):
                names = [
                    (m.start(n), m.end(n))
                    for n in range(1, (m.re.groups or 0) + 1)
                    if m.group(n) and m.group(n)[0] == NAME
                ]
                words = [g.lower() for g in m.groups() if g and g[0] != NAME]
                stated = distance_in(words)
                if stated is not None and len(names) == 2:
                    a, b = (self.table.place_at(*n) for n in names)
                    yield self._distance(m.start(), m.end(), stated, a, b)

    def described(self, parse: Parse, d: Described) -> Iterator[Finding]:
        """ "X, 40 km east of Y"; "About 125km north of Y, the force is advancing on X"; "northern A's X"."""
        if d.construct in {"distance", "away", "direction of"} and d.anchors:
            target = self._target_of(parse, d)
            if target is not None:
                yield from self._both(d, self.table.place_at(*d.anchors[0]), target)
        elif d.construct == "part" and d.bearing is not None and d.anchors:
            yield from self._of_part(d)
        elif d.construct == "attribute" and d.bearing is not None and d.anchors:
            yield from self._attribute(d)

    def _target_of(self, parse: Parse, d: Described) -> Place | None:
        """The place that the words place: the name before them, or, where they open the sentence, the one that the
        movement in it goes to."""
        if d.subject is not None:
            return self._subject(d.subject)
        token = parse.token_at(d.start)
        if token is None or d.distance_km is None:
            return None
        s = parse.sentence_of(token)
        if d.start - s.start > 12 or self.masked[d.end : d.end + 1] != ",":
            return None
        m = _TARGET.search(self.masked, d.end, s.end)
        return self.table.place_at(m.start(1), m.end(1)) if m else None

    def _subject(self, span: tuple[int, int]) -> Place | None:
        """ "the village of X in Y province, 120 km from Z": it is X that lies there, not the province."""
        place = self.table.place_at(*span)
        if place is None or place.kind not in {"province", "region", "country"}:
            return place
        m = _HOLDER.search(self.masked, max(0, span[0] - 120), span[0])
        return self.table.place_at(m.start(1), m.end(1)) if m else None

    def _both(self, d: Described, origin: Place | None, target: Place) -> Iterator[Finding]:
        if d.distance_km is not None:
            yield self._distance(d.start, d.end, d.distance_km, origin, target)
        if d.bearing is not None:
            verdict, figures = direction(origin, target, d.bearing)
            yield self._finding(
                "direction",
                d.start,
                d.end,
                verdict,
                _said(verdict, "direction", figures, origin, target),
                figures,
                [origin, target],
            )

    def _distance(self, start: int, end: int, stated: float, a: Place | None, b: Place | None) -> Finding:
        verdict, figures = distance(a, b, stated)
        return self._finding(
            "distance", start, end, verdict, _said(verdict, "distance", figures, a, b), figures, [a, b]
        )

    # directions without an origin
    def pushes(self, s: Sentence) -> Iterator[Finding]:
        """ "push 80km west to X": judged against every place that could be the origin."""
        for m in _PUSH.finditer(self.masked, s.start, s.end):
            words = [g.lower() for g in m.groups() if g]
            stated, way = distance_in(words), bearing_in(words)
            t = _TARGET.search(self.masked, m.end(), s.end)
            target = self.table.place_at(t.start(1), t.end(1)) if t else None
            if t is None or stated is None or way is None:
                continue
            yield self._judged(m.start(), m.end(), stated, way, target, self._origins(s, m.start(), target))

    def _origins(self, s: Sentence, offset: int, target: Place | None) -> list[Place]:
        """Places named before in the sentence, and the last one named before the sentence."""
        here = [p for _, p in self.table.mentions_in(s.start, offset) if p.kind != "country"]
        before = [p for _, p in self.table.last_before(s.start) if p.kind not in {"country", "road"}][:1]
        found = {
            p.id: p
            for p in [*here, *before]
            if target is None or (p.id != target.id and (p.lat, p.lon) != (target.lat, target.lon))
        }
        return list(found.values())

    def _judged(
        self, start: int, end: int, stated: float, way: float, target: Place | None, origins: list[Place]
    ) -> Finding:
        each = [(o, *direction(o, target, way)) for o in origins]
        wrong = bool(each) and all(v == "disagrees" for _, v, _ in each)
        verdict: Verdict = "disagrees" if wrong else "cannot tell"
        figures: dict[str, Any] = {"stated_km": stated, "stated_bearing": way}
        figures["origins"] = [{"place": o.name, "verdict": v} | f for o, v, f in each]
        to = target.name if target else "the place named"
        message = (
            f"No place that could be meant as the start lies so that {to} is {compass_word(way)} of it."
            if wrong
            else f"The report does not say from where; {to} may or may not lie {compass_word(way)} of it."
        )
        return self._finding("direction", start, end, verdict, message, figures, [target, *origins])

    # directions within a country
    def _of_part(self, d: Described) -> Iterator[Finding]:
        """ "northern Iraq's Mosul", "Mosul, in northern Iraq"."""
        country = self.table.place_at(*d.anchors[0])
        named: list[tuple[int, int]] = []
        before = _BEFORE_PART.search(self.masked, max(0, d.start - 120), d.start)
        after = _AFTER_PART.match(self.masked, d.end, min(len(self.masked), d.end + 120))
        if before:
            named.append((before.start(1), before.end(1)))
        if after:
            named += [(after.start(n), after.end(n)) for n in (1, 2) if after.group(n)]
        for a, b in named[:3]:
            place = self.table.place_at(a, b)
            if place is None or place.kind == "country" or d.bearing is None:
                continue
            yield from self._inside(
                min(a, d.start), max(b, d.end), place, self._land(country, place), d.bearing, sure=True
            )

    def _attribute(self, d: Described) -> Iterator[Finding]:
        """ "Afghanistan's southern Kandahar province", "the northwest province of Latakia"; without an owner, "eastern
        Aleppo province" may as well mean a part of the province, so that it is never held against the report."""
        place = self.table.place_at(*d.anchors[0])
        owner = _OWNER.search(self.masked, max(0, d.start - 80), d.start)
        sure = owner is not None or self.document.text[d.anchors[0][0]].islower()
        country = self.table.place_at(owner.start(1), owner.end(1)) if owner else None
        if place is not None and d.bearing is not None:
            yield from self._inside(d.start, d.end, place, self._land(country, place), d.bearing, sure=sure)

    def _land(self, country: Place | None, place: Place) -> str | None:
        code = country.country if country is not None and country.kind == "country" else place.country
        return code if code == place.country or place.country is None else None

    def _inside(
        self, start: int, end: int, place: Place, code: str | None, way: float, *, sure: bool
    ) -> Iterator[Finding]:
        verdict, figures = inside(place, self.gazetteer, code, way)
        if not sure and verdict == "disagrees":
            return
        land = self.gazetteer.country(code) if code else None
        message = (
            f"{place.name} is said to lie in the {compass_word(way)} of {land.name if land else 'its country'}: "
            + {"agrees": "so it does.", "disagrees": "it does not.", "cannot tell": "the map does not decide it."}[
                verdict
            ]
        )
        yield self._finding("direction", start, end, verdict, message, figures, [place])

    def _finding(
        self,
        check: Check,
        start: int,
        end: int,
        verdict: Verdict,
        message: str,
        figures: dict[str, Any],
        about: list[Place | None],
    ) -> Finding:
        words = (self.document.evidence(start, min(end, start + LONGEST)),)
        ids = tuple(dict.fromkeys(p.id for p in about if p is not None))
        first = tuple(p.mentions[0] for p in about if p is not None and p.mentions)
        return Finding(
            record_id(self.document.source_sha256, "finding", check, words, first),
            check,
            verdict,
            "warning" if verdict == "disagrees" else "info",
            message,
            figures,
            ids,
            words,
            by_rule("geometry"),
        )


# --- judging ----------------------------------------------------------------------------------------------------------


def _point(p: Place | None) -> Point | None:
    return (p.lat, p.lon) if p is not None and p.lat is not None and p.lon is not None else None


def distance(a: Place | None, b: Place | None, stated: float) -> tuple[Verdict, dict[str, Any]]:
    """Stated against computed km; places that are areas take their radius into the tolerance."""
    one, two = _point(a), _point(b)
    figures: dict[str, Any] = {"stated_km": stated, "computed_km": None}
    if one is None or two is None or a is None or b is None:
        return "cannot tell", figures
    computed = distance_km(one, two)
    slack = max(SHARE * stated, (a.radius_km or 0.0) + (b.radius_km or 0.0))
    figures |= {"computed_km": round(computed, 1), "tolerance_km": round(slack, 1)}
    return ("agrees" if abs(computed - stated) <= slack else "disagrees"), figures


def direction(a: Place | None, b: Place | None, stated: float) -> tuple[Verdict, dict[str, Any]]:
    """Stated against computed bearing from a to b."""
    one, two = _point(a), _point(b)
    figures: dict[str, Any] = {"stated_bearing": stated, "computed_bearing": None}
    if one is None or two is None or a is None or b is None:
        return "cannot tell", figures
    apart, wide = distance_km(one, two), (a.radius_km or 0.0) + (b.radius_km or 0.0)
    if apart <= max(wide, 1.0):
        return "cannot tell", figures | {"computed_km": round(apart, 1)}
    slack = math.degrees(math.asin(wide / apart))
    computed = bearing(one, two)
    figures |= {
        "computed_bearing": round(computed, 1),
        "tolerance_degrees": round(SECTOR + slack, 1),
        "computed_km": round(apart, 1),
    }
    return ("agrees" if turn(computed, stated) <= SECTOR + slack else "disagrees"), figures


def inside(place: Place, gazetteer: Gazetteer, code: str | None, stated: float) -> tuple[Verdict, dict[str, Any]]:
    """Where a place lies in its country, in units of the country's own height and width."""
    land, point = gazetteer.country(code) if code else None, _point(place)
    figures: dict[str, Any] = {"stated_bearing": stated, "computed_bearing": None}
    if land is None or land.bbox is None or point is None:
        return "cannot tell", figures
    south, west, north, east = land.bbox
    up, right = point[0] - land.lat, point[1] - land.lon
    y = up / ((north - land.lat) if up > 0 else (land.lat - south))
    x = right / ((east - land.lon) if right > 0 else (land.lon - west))
    out, computed = math.hypot(x, y), math.degrees(math.atan2(x, y)) % 360
    figures |= {
        "computed_bearing": round(computed, 1),
        "share_of_the_way_out": round(out, 2),
        "tolerance_degrees": SECTOR * 1.5,
    }
    off = turn(computed, stated)
    if out > INNER and off <= SECTOR * 1.5:
        return "agrees", figures
    return ("disagrees" if out > OUTER and off > 2 * SECTOR else "cannot tell"), figures


def _said(verdict: Verdict, what: str, figures: dict[str, Any], a: Place | None, b: Place | None) -> str:
    one, two = (p.name if p else "a place not named" for p in (a, b))
    if figures.get(f"computed_{'km' if what == 'distance' else 'bearing'}") is None:
        return f"The {what} from {one} to {two} cannot be computed."
    if what == "distance":
        return f"{one} and {two} are {figures['computed_km']:g} km apart; the report says {figures['stated_km']:g} km."
    computed, stated = compass_word(figures["computed_bearing"]), compass_word(figures["stated_bearing"])
    return f"{two} lies {computed} of {one}; the report says {stated}."
