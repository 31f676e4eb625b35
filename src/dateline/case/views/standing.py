"""Who holds what, and who backs whom, in a view: the statements that it asks for, and that count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dateline.case.facts import ControlFacts, RelationFacts, ReportFacts
from dateline.case.ledger.bonds import bonds_of
from dateline.case.ledger.control import held_of
from dateline.case.ledger.decisions import is_rejected
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.saying import said_of
from dateline.case.ledger.voices import Voices
from dateline.case.store.sieve import Sieve
from dateline.case.views.fitting import called, in_box
from dateline.model.judgement import Judgement
from dateline.model.situation import Bond, Held, LedgerEntry

F = TypeVar("F", ControlFacts, RelationFacts)


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds at a date, and what the ledger says of it."""

    held: tuple[Held, ...] = ()
    bonds: tuple[Bond, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()

    @property
    def reports(self) -> frozenset[str]:
        """Reports that say so."""
        said = (*(s for h in self.held for s in h.said), *(s for b in self.bonds for s in b.said))
        return frozenset(s.report for s in said)


@dataclass(frozen=True, slots=True)
class Statements:
    """Chooses statements of reports."""

    reports: Mapping[str, ReportFacts]
    voices: Voices
    rules: Rules
    held: Mapping[str, Sequence[Judgement]]
    """Decisions by the record that they are about."""

    def standing(self, sieve: Sieve, at: dt.date | None) -> Standing:
        """All that fits, at a date (all days without one)."""
        control = [c for r in self.reports.values() for c in r.control if _placed(c, sieve)]
        if sieve.actors:
            asked = {c.place.name.casefold() for c in control if called(c.actor.key, c.actor.name, sieve.actors)}
            control = [c for c in control if c.place.name.casefold() in asked]
        held, of_control = held_of(self._counting(control), at, self.voices, self.reports)
        bonds, of_relations = bonds_of(self.relations(sieve), at, self.voices, self.reports)
        return Standing(held, bonds, (*of_control, *of_relations))

    def relations(self, sieve: Sieve) -> list[RelationFacts]:
        """What reports say of how actors stand to each other, as far as it fits and counts."""
        return self._counting([x for r in self.reports.values() for x in r.relations if _between(x, sieve)])

    def _counting(self, statements: Sequence[F]) -> list[F]:
        """Statements that nobody rejected, with the claims that the rules count."""
        found = []
        for s in statements:
            report = self.reports[s.report]
            told = tuple(t for t in s.told if self.rules.counts(said_of(t, s, "", report, self.voices)) is None)
            if told and not self._rejected(s):
                found.append(replace(s, told=told))
        return found

    def _rejected(self, statement: F) -> bool:
        about = {statement.id, statement.report}
        return is_rejected([j for a in about for j in self.held.get(a, ())], about)


def _placed(control: ControlFacts, sieve: Sieve) -> bool:
    place = control.place
    if sieve.countries and place.country not in sieve.countries:
        return False
    return sieve.box is None or in_box(place.lat, place.lon, sieve.box)


def _between(relation: RelationFacts, sieve: Sieve) -> bool:
    """Whether one of the two is asked for by name, and one is of the country asked for."""
    ends = (relation.subject, relation.object)
    if sieve.countries and not any(a.country in sieve.countries for a in ends):
        return False
    return not sieve.actors or any(called(k, a.name, sieve.actors) for a in ends for k in (a.key, a.own) if k)
