"""A desk that makes the facts of reports by hand (fiction on real geography), and puts them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from dateline.case.facts import (
    ActorFacts,
    ControlFacts,
    EventFacts,
    PlaceFacts,
    RelationFacts,
    ReportFacts,
    RivalFacts,
    SideFacts,
    Told,
    TollFacts,
)
from dateline.case.ledger.happening import happening_of
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.voices import Voices
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening, LedgerEntry
from dateline.model.values import When
from dateline.model.vocabulary import SourceKind, Stance

POINTS = {
    "Malakal": (9.53, 31.66, "city", 1, 5.0, "Upper Nile"),
    "Kodok": (9.89, 32.11, "city", 1, 5.0, "Upper Nile"),
    "Juba": (4.85, 31.58, "city", 1, 10.0, "Central Equatoria"),
    "Upper Nile": (9.89, 32.72, "province", 4, 150.0, "Upper Nile"),
    "Nowhere Ford": (None, None, "village", None, None, None),
}
KINDS = {
    "civilians": "civilians",
    "army": "military",
    "gunmen": "other",
    "River Guard": "militia",
    "Hill Front": "rebel group",
    "North Column": "militia",
}


def place(name: str) -> PlaceFacts:
    lat, lon, kind, prec, radius, admin1 = POINTS[name]
    return PlaceFacts(f"place-{name}", name, kind, lat, lon, "SS", admin1, None, prec, radius, None)


def actor(name: str, part_of: str | None = None) -> ActorFacts:
    key = f"name:{name.casefold()}"
    above = f"name:{part_of.casefold()}" if part_of else None
    return ActorFacts(f"actor-{name}", name, (name,), KINDS.get(name, "other"), "SS", key, above)


def days(text: str | None) -> When | None:
    """ "2021-05-04" or "2021-05-01/2021-05-10"."""
    if text is None:
        return None
    start, _, end = text.partition("/")
    return When(text, start, end or start, "range" if end else "day", "stated", ())


def told(
    name: str = "the report itself",
    kind: SourceKind = "narrator",
    *,
    of: str | None = None,
    via: tuple[str, ...] = (),
    stance: Stance = "asserted",
    said: str | None = None,
    role: str | None = None,
) -> Told:
    claim = None if kind == "narrator" and stance == "asserted" else f"claim-{name}-{stance}"
    return Told(claim, f"source-{name}", name, kind, of, via, stance, said, f"{name} said so", 0, 5, role)


def toll(
    best: float | None = None,
    *,
    low: float | None = None,
    high: float | None = None,
    hedge: Any = "exact",
    of: str = "unknown",
    by: Told | None = None,
    harm: str = "killed",
) -> TollFacts:
    """A toll with the ends that a dossier would give it."""
    if hedge == "exact" and low is None and high is None:
        low = high = best
    if hedge in {"at least", "more than"}:
        low = best
    return TollFacts(harm, of, low, best, high, hedge, (by,) if by else ())


@dataclass
class Desk:
    """Reports and their events, numbered as they come."""

    reports: dict[str, ReportFacts] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    _at: int = 0

    def report(self, outlet: str | None = "Nile Wire", published: str | None = "2021-05-05", **more: Any) -> str:
        """A new report; its id."""
        self._at += 1
        id_ = f"doc-{self._at}"
        title = more.pop("title", "t")
        self.reports[id_] = ReportFacts(id_, title, outlet, published, None, "en", "", (), (), (), (), (), **more)
        return id_

    def event(
        self,
        report: str,
        *,
        by: Told | Sequence[Told] = (),
        where: str | None = "Malakal",
        when: str | None = "2021-05-04",
        sides: Sequence[tuple[Any, ActorFacts]] = (),
        tolls: Sequence[TollFacts] = (),
        rivals: Sequence[RivalFacts] = (),
        status: Any = "happened",
        **more: Any,
    ) -> EventFacts:
        """An event of a report, told by its own voice unless `by` says otherwise."""
        self._at += 1
        voices = (by,) if isinstance(by, Told) else tuple(by) or (told(),)
        about = self.reports[report]
        made = EventFacts(
            f"event-{self._at}",
            report,
            about.outlet,
            about.published,
            "en",
            more.get("plover", "ASSAULT"),
            None,
            more.get("acled", "Explosions/Remote violence/Shelling/artillery/missile attack"),
            more.get("ucdp", 3),
            status,
            days(when),
            voices,
            place(where) if where else None,
            voices,
            tuple(SideFacts(role, who, voices) for role, who in sides),
            tuple(t if t.told else replace(t, told=voices) for t in tolls),
            (),
            (),
            None,
            None,
            None,
            tuple(rivals),
            voices,
            "words",
            0,
            5,
            self._at,
        )
        actors = {a.key: a for a in (*about.actors, *(who for _, who in sides))}
        self.reports[report] = replace(about, events=(*about.events, made), actors=tuple(actors.values()))
        return made

    def holds(
        self, report: str, who: ActorFacts, status: str = "controls", *, when: str | None = None,
        where: str = "Malakal", by: Told | None = None,
    ) -> ControlFacts:  # fmt: skip
        self._at += 1
        about = self.reports[report]
        return ControlFacts(
            f"control-{self._at}", report, about.outlet, about.published, place(where), who, status, None, days(when),
            (by or told(),), self._at,
        )  # fmt: skip

    def relation(
        self, report: str, one: ActorFacts, predicate: str, other: ActorFacts, *, when: str | None = None,
        by: Told | None = None,
    ) -> RelationFacts:  # fmt: skip
        self._at += 1
        about = self.reports[report]
        return RelationFacts(
            f"relation-{self._at}", report, about.outlet, about.published, one, predicate, other, days(when),
            (by or told(),), self._at,
        )  # fmt: skip

    @property
    def voices(self) -> Voices:
        return Voices(self.reports.values(), self.copies)

    def happening(
        self, *events: EventFacts, rules: Rules | None = None, judgements: Sequence[Judgement] = ()
    ) -> tuple[Happening, tuple[LedgerEntry, ...]]:
        return happening_of("happening-1", events, self.voices, self.reports, rules or Rules(), judgements)


@pytest.fixture
def desk() -> Desk:
    return Desk()
