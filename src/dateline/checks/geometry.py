"""Distances and directions that a report states, set against the map (how: see `tolerances`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.annotate.bearings import bearing_in, distance_in, hedge_before
from dateline.annotate.described import Described
from dateline.annotate.spatial import mask
from dateline.annotate.spatial_patterns import ALSO, DIR, NAME, NUM, P
from dateline.checks.containment import check_containment
from dateline.checks.tolerances import direction, distance, inside, said
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.layers import Toponym
from dateline.model.origin import by_rule
from dateline.model.parse import Parse, Sentence
from dateline.model.records import Finding, Place
from dateline.model.vocabulary import Check, Hedge, Verdict
from dateline.resolve.geometry import compass_word
from dateline.resolve.placetable import PlaceTable

LONGEST = 200
NOWHERE = frozenset({"country", "road"})
"""Kinds of places that no distance starts from, unless the text says so."""
_SEPARATE = re.compile(
    rf"{NUM}(?:\sof\s\w+)?\s{ALSO}(?:separates?|divides?|lies?\sbetween|between)\s[^{NAME}.;]{{0,40}}{P}(?:['’]s)?\s(?:from|and)\s[^{NAME}.;]{{0,25}}{P}",
    re.IGNORECASE,
)
_APART = re.compile(rf"{P}\sand\s{P}\sare\s(?:about\s|some\s|around\s|roughly\s)?{NUM}\sapart", re.IGNORECASE)
_PUSH = re.compile(rf"{NUM}\s{ALSO}(?:to\sthe\s|further\s|due\s)?{DIR}(?:wards?)?\b(?!\s(?:of|from)\b)", re.IGNORECASE)
_TARGET = re.compile(
    rf"\b(?:to|towards?|into|liberate|capture|seize|retake|reach|take|storm|attack)\s(?:the\s)?{P}", re.IGNORECASE
)
_BEFORE_PART = re.compile(rf"{P}[^{NAME}.;:]{{0,40}}(?:\sin|,)\s(?:the\s)?$", re.IGNORECASE)
_AFTER_PART = re.compile(rf"(?:['’]s\s(?:\w+\s)?|\s(?:including|such as)\s){P}(?:\sand\s{P})?", re.IGNORECASE)
_PART_NAME = re.compile(rf"{DIR}\s(\w.{{2,40}})$", re.IGNORECASE)
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
    check = _Checker(document, parse, masked, table, gazetteer)
    found: list[Finding] = []
    for s in parse.sentences:
        found += check.separations(s)
        found += check.pushes(s)
    for d in [*described, *_named_parts(table, toponyms, gazetteer)]:
        found += check.described(parse, d)
    found += check_containment(document, masked, table, toponyms, gazetteer)
    return sorted({f.id: f for f in found}.values(), key=lambda f: (f.evidence[0].start, f.check))


def _named_parts(table: PlaceTable, toponyms: list[Toponym], gazetteer: Gazetteer) -> Iterator[Described]:
    """Parts of countries that the gazetteer has as places of their own ("Northern Iraq")."""
    for t in toponyms:
        m = _PART_NAME.match(t.name)
        code = gazetteer.country_named(m.group(3)) if m and not t.dateline else None
        place = table.place_at(t.start, t.end)
        if m is not None and code is not None and place is not None and (place.kind, place.country) == ("region", code):
            way = bearing_in([g.lower() for g in m.groups()[:2] if g])
            yield Described(t.start, t.end, "part", ((t.start, t.end),), "region", way, codes=(code,))


class _Checker:
    """The report's text, mask, places and map, so that the checks need not pass them around."""

    def __init__(self, document: Document, parse: Parse, masked: str, table: PlaceTable, gazetteer: Gazetteer) -> None:
        self.document, self.parse, self.masked, self.table = document, parse, masked, table
        self.gazetteer = gazetteer

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
                    yield self._distance(m.start(), m.end(), stated, a, b, self._hedge(m.start()))

    def described(self, parse: Parse, d: Described) -> Iterator[Finding]:
        """ "X, 40 km east of Y"; "About 125km north of Y, the force is advancing on X"; "northern A's X"."""
        if d.construct in {"distance", "away", "direction of"} and d.anchors:
            target = self._target_of(parse, d)
            if target is not None:
                yield from self._both(d, self.table.place_at(*d.anchors[0]), target)
        elif d.construct in {"part", "part of"} and d.bearing is not None and d.anchors:
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
        if place is None or place.kind not in {"district", "province", "region", "country"}:
            return place
        m = _HOLDER.search(self.masked, max(0, span[0] - 120), span[0])
        if m is None:
            return place if place.kind == "district" else None
        return self.table.place_at(m.start(1), m.end(1))

    def _both(self, d: Described, origin: Place | None, target: Place) -> Iterator[Finding]:
        if d.distance_km is not None:
            yield self._distance(d.start, d.end, d.distance_km, origin, target, d.hedge)
        if d.bearing is not None:
            verdict, figures = direction(origin, target, d.bearing)
            yield self._finding(
                "direction",
                d.start,
                d.end,
                verdict,
                said(verdict, "direction", figures, origin, target),
                figures,
                [origin, target],
            )

    def _hedge(self, start: int) -> Hedge:
        return hedge_before(self.document.text, start)

    def _distance(self, start: int, end: int, stated: float, a: Place | None, b: Place | None, hedge: Hedge) -> Finding:
        verdict, figures = distance(a, b, stated, hedge, self.gazetteer)
        return self._finding("distance", start, end, verdict, said(verdict, "distance", figures, a, b), figures, [a, b])

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
            origins = self._origins(s, m.start(), target)
            yield self._judged(m.start(), m.end(), stated, way, target, origins)
            yield from self._too_far(m.start(), m.end(), stated, target, origins)

    def _origins(self, s: Sentence, offset: int, target: Place | None) -> list[Place]:
        """Places named before in the sentence, and those of the last sentence before it that names any."""
        here = [p for _, p in self.table.mentions_in(s.start, offset) if p.kind != "country"]
        before = self._last_named(s.start)
        found = {
            p.id: p
            for p in [*here, *before]
            if target is None or (p.id != target.id and (p.lat, p.lon) != (target.lat, target.lon))
        }
        return list(found.values())

    def _last_named(self, offset: int) -> list[Place]:
        last = next((m for m, p in self.table.last_before(offset) if p.kind not in NOWHERE), None)
        token = self.parse.token_at(last.start) if last is not None else None
        if token is None:
            return []
        s = self.parse.sentence_of(token)
        return [p for _, p in self.table.mentions_in(s.start, min(s.end, offset)) if p.kind not in NOWHERE]

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

    def _too_far(
        self, start: int, end: int, stated: float, target: Place | None, origins: list[Place]
    ) -> Iterator[Finding]:
        """A distance that fits none of the places that could be meant as the start; else nothing is said of it."""
        each = [(o, *distance(o, target, stated, self._hedge(start), self.gazetteer)) for o in origins]
        if target is None or not each or any(v != "disagrees" for _, v, _ in each):
            return
        figures: dict[str, Any] = {"stated_km": stated}
        figures["origins"] = [{"place": o.name, "verdict": v} | f for o, v, f in each]
        message = f"{target.name} is not {stated:g} km from any place that could be meant as the start."
        yield self._finding("distance", start, end, "disagrees", message, figures, [target, *origins])

    # directions within a country
    def _of_part(self, d: Described) -> Iterator[Finding]:
        """ "northern Iraq's Mosul", "Mosul, in northern Iraq"."""
        whole = None if d.codes else self.table.place_at(*d.anchors[0])
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
                min(a, d.start),
                max(b, d.end),
                place,
                self._whole(d, whole, place),
                d.bearing,
                sure=True,
            )

    def _attribute(self, d: Described) -> Iterator[Finding]:
        """ "Afghanistan's southern Kandahar province", "the northwest province of Latakia"; without an owner, "eastern
        Aleppo province" may as well mean a part of the province, so that it is never held against the report."""
        place = self.table.place_at(*d.anchors[0])
        owner = _OWNER.search(self.masked, max(0, d.start - 80), d.start)
        sure = owner is not None or bool(d.codes) or self.document.text[d.anchors[0][0]].islower()
        country = self.table.place_at(owner.start(1), owner.end(1)) if owner else None
        if place is not None and d.bearing is not None:
            land = self._stated(d.codes[0], place) if d.codes else self._land(country, place)
            yield from self._inside(d.start, d.end, place, land, d.bearing, sure=sure)

    def _stated(self, code: str, place: Place) -> Candidate | None:
        """The country of the adjective, if the place lies in it: "southern Somali port" tells nothing of Kenya's."""
        return self.gazetteer.country(code) if place.country == code else None

    def _whole(self, d: Described, whole: Place | None, place: Place) -> Candidate | None:
        """The area that the direction is a part of: a country, or a province with its outline ("northern Bavaria")."""
        if d.codes:
            return self.gazetteer.country(d.codes[0])
        if whole is None or whole.kind == "country":
            return self._land(whole, place)
        name = self.document.text[d.anchors[0][0] : d.anchors[0][1]]
        found = [c for c in self.gazetteer.candidates(name) if (c.kind, c.country) == (whole.kind, whole.country)]
        return found[0] if len(found) == 1 else None

    def _land(self, country: Place | None, place: Place) -> Candidate | None:
        code = country.country if country is not None and country.kind == "country" else place.country
        return self.gazetteer.country(code) if code and place.country in {code, None} else None

    def _inside(
        self, start: int, end: int, place: Place, land: Candidate | None, way: float, *, sure: bool
    ) -> Iterator[Finding]:
        verdict, figures = inside(place, self.gazetteer, land, way)
        if not sure and verdict == "disagrees":
            return
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
