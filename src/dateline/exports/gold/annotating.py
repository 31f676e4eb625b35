"""A dossier as a gold report: what `evaluate.gold` reads back.

Keys are the ids of the records. A quote stands as words where their first occurrence is the evidence, and a name as
words where all its occurrences are mentions; else as [start, end], which the form allows: what is measured is then what
was marked and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from dateline.exports.losses import Losses
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.quotes import fold, occurrences
from dateline.model.records import Claim, Control, Event, Place
from dateline.model.span import Evidence
from dateline.model.vocabulary import PlaceKind

TOLERANCE: Final[dict[PlaceKind, float]] = {
    "village": 25, "district": 60, "province": 60, "region": 60, "country": 150, "desert": 150, "river": 150,
    "area": 60, "road": 60,
}  # fmt: skip
"""Kilometres (guidelines of gold reports); 10 for what lies in one spot."""
SPOT: Final = 10.0
WORDS: Final = 300
"""Characters that a finding's words may have, to be found again."""
CHECKS: Final = frozenset({"distance", "direction", "arithmetic"})
VERDICTS: Final = frozenset({"agrees", "disagrees"})
NO_POINT: Final = "a gold place has a point, and none is known of this one"
OF_NO_POINT: Final = "it names a place of which no point is known"
NARRATOR: Final = "gold lists no statements of the report's own voice"
NO_ROOM: Final = "gold has no place for it"
Gold = dict[str, Any]


def gold_of(dossier: Dossier, losses: Losses) -> Gold:
    """The report with all that stands in it."""
    return _Gold(dossier, losses).report()


class _Gold:
    def __init__(self, dossier: Dossier, losses: Losses) -> None:
        self.d, self.losses = dossier, losses
        self.document: Document = dossier.document
        self.text = fold(self.document.text)
        self.placed = {p.id for p in dossier.places if p.lat is not None and p.lon is not None}
        self.narrators = {s.id for s in dossier.sources if s.kind == "narrator"}
        self.actors = {a.id for a in dossier.actors}

    def report(self) -> Gold:
        d = self.d
        return {
            "id": d.document.id,
            "published": d.document.published.date[:10] if d.document.published.date else None,
            "title": d.document.title,
            "actors": [{"key": a.id, "names": self._names(a.mentions), "kind": [a.kind]} for a in d.actors],
            "places": [self._place(p) for p in d.places if self._has_point(p)],
            "sources": [self._source(s) for s in d.sources if s.kind != "narrator"],
            "claims": [self._claim(c) for c in d.claims if self._is_said(c)],
            "events": [self._event(e) for e in d.events],
            "relations": [[r.subject, r.predicate, r.object, self._quote(r.evidence[0])] for r in d.relations],
            "control": [self._control(c) for c in d.control if self._is_placed(c)],
            "amounts": [self._amount(a) for a in d.amounts],
            "findings": [self._finding(f) for f in d.findings if self._is_found(f)],
        }

    def _names(self, mentions: Sequence[Evidence]) -> list[Any]:
        spans = {(e.start, e.end) for e in mentions}
        found: dict[str, Any] = {}
        for e in sorted(mentions):
            if spans.issuperset(occurrences(self.text, e.quote)) and occurrences(self.text, e.quote):
                found.setdefault(e.quote, e.quote)
            else:
                found[f"{e.start}-{e.end}"] = [e.start, e.end]
        return list(found.values())

    def _quote(self, evidence: Evidence) -> Any:
        first = occurrences(self.text, evidence.quote)[:1]
        return evidence.quote if first == [(evidence.start, evidence.end)] else [evidence.start, evidence.end]

    def _has_point(self, place: Place) -> bool:
        if place.id not in self.placed:
            self.losses.left_out(place.id, NO_POINT)
        return place.id in self.placed

    def _place(self, p: Place) -> Gold:
        tolerance = max(TOLERANCE.get(p.kind, SPOT), p.radius_km or 0.0)
        return {"key": p.id, "names": self._names(p.mentions), "lat": p.lat, "lon": p.lon, "tol_km": tolerance,
                "kind": [p.kind]}  # fmt: skip

    def _source(self, s: Any) -> Gold:
        actor = s.affiliation if s.affiliation in self.actors else None
        return {"key": s.id, "names": self._names(s.mentions), "kind": [s.kind], "actor": actor, "protect": s.protect}

    def _is_said(self, claim: Claim) -> bool:
        if claim.source in self.narrators:
            self.losses.left_out(claim.id, NARRATOR)
        return claim.source not in self.narrators

    def _claim(self, c: Claim) -> Gold:
        words = self._around(c.content)
        if len(c.content) > 1:
            self.losses.changed(c.id, "content", len(c.content), "gold quotes a claim's words in one piece")
        return {"source": c.source, "content": words, "stance": [c.stance]}

    def _around(self, content: Sequence[Evidence]) -> Any:
        """All words from the first to the last, where most of them are the claim's; else its longest piece."""
        if len(content) == 1:
            return self._quote(content[0])
        start, end = min(e.start for e in content), max(e.end for e in content)
        if 2 * sum(e.end - e.start for e in content) >= end - start:
            return self._quote(self.document.evidence(start, end))
        return self._quote(max(content, key=lambda e: e.end - e.start))

    def _event(self, e: Event) -> Gold:
        for name in ("injured", "targets", "means", "rivals", "outcome", "count"):
            if getattr(e, name):
                self.losses.dropped(e.id, name, "", NO_ROOM)
        where = e.where.place if e.where is not None and e.where.place in self.placed else None
        start, end = (e.when.start, e.when.end) if e.when is not None else (None, None)
        dated = start is not None and end is not None
        return {
            "key": e.id,
            "evidence": [self._quote(w) for w in e.evidence],
            "plover": [e.coding.plover],
            "acled": [e.coding.acled] if e.coding.acled else None,
            "status": [e.status],
            "actor": _side(e, "actor", "side_a"),
            "recipient": _side(e, "recipient", "side_b"),
            "directed": not any(w.role in {"side_a", "side_b"} for w in e.who),
            "where": [where] if where else None,
            "start": start[:10] if dated and start else None,
            "end": end[:10] if dated and end else None,
            "slack_days": 0,
            "deaths": [{"of": t.of, "low": t.low, "high": t.high, "best": t.best} for t in e.deaths],
        }

    def _is_placed(self, control: Control) -> bool:
        if control.place not in self.placed:
            self.losses.left_out(control.id, OF_NO_POINT)
        return control.place in self.placed

    def _control(self, c: Control) -> list[Any]:
        return [c.place, c.actor, c.status, self._quote(c.evidence[0])]

    def _amount(self, a: Any) -> Gold:
        return {"quote": self._quote(a.evidence[0]), "what": a.what, "unit": a.unit, "low": a.low, "high": a.high,
                "best": a.best, "hedge": a.hedge}  # fmt: skip

    def _is_found(self, finding: Any) -> bool:
        return finding.check in CHECKS and finding.verdict in VERDICTS and self._short(finding.evidence) is not None

    def _finding(self, f: Any) -> Gold:
        words = self._short(f.evidence)
        assert words is not None
        return {"check": f.check, "quote": self._quote(words), "verdict": f.verdict}

    @staticmethod
    def _short(evidence: Iterable[Evidence]) -> Evidence | None:
        return next((e for e in evidence if e.end - e.start <= WORDS), None)


def _side(event: Event, *roles: str) -> list[str]:
    return list(dict.fromkeys(w.actor for w in event.who if w.role in roles))
