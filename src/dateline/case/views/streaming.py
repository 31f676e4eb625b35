"""A case as a stream: the happenings of a situation one after the other, with few reports in memory at a time.

They are what `case.situation` gives, field by field. The order is that in which the first event of each that fits was
added (a situation orders by days, for which all must be known first); those that fit only because a person decided so
come last. What is kept of the whole case are names: of actors, of persons who speak, of what copies what; and the
decisions of people.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from dateline.case.facts import RelationFacts, ReportFacts
from dateline.case.ledger.inclusion import Rules
from dateline.case.store.protocol import Store
from dateline.case.views.assembling import Asked, Assembled, Assembler, Whole, in_batches, links_among, whole_of
from dateline.case.views.choosing import Chosen
from dateline.case.views.filter import EVERYTHING, Filter
from dateline.case.views.loading import TOGETHER, Facts
from dateline.case.views.moments import Moment
from dateline.case.views.standing import Standing, Statements

AT_HAND: Final = 4 * TOGETHER
"""Reports whose facts are kept, for happenings that reports of different days tell."""
Looked = Callable[[int], None]
"""Told how many reports were gone through for what only the whole tells."""


class CaseStream:
    """A view of a case that is gone through piece by piece, as often as is asked.

    `facts` opens the reports, and the policy that it has holds for decisions too; it should keep a few hundred at most.
    What is written to the case meanwhile is no part of it: the recorded state is that of the first look.
    """

    def __init__(
        self, store: Store, *, only: Filter = EVERYTHING, at: str | dt.date | None = None,
        as_of: str | int | dt.date | None = None, rules: Rules | None = None, facts: Facts | None = None,
        looked: Looked = lambda done: None,
    ) -> None:  # fmt: skip
        self._facts, self._looked = facts or Facts(store, most=AT_HAND), looked
        self.besides: Counter[str] = Counter()
        """How many records there are of each kind besides events; known once the reports were gone through."""
        self.asked = Asked(store, only, at, as_of, rules, self._facts.policy)
        if self.asked.moment.seq is None:
            self.asked.moment = Moment(store.info().seq, None)

    def happenings(self) -> Iterator[Assembled]:
        """In the order of adding."""
        return self._assembled(self.asked.choice.happenings())

    def standing(self) -> Standing:
        """Who holds what and who backs whom. Of the reports only their statements are in memory."""
        day = dt.date.fromisoformat(self.asked.day) if self.asked.day else None
        return self._statements({r.report: r for r in self._stating()}).standing(self.asked.choice.sieve, day)

    def relations(self) -> Iterator[RelationFacts]:
        """What reports say of how actors stand to each other, without what was rejected."""
        for report in self._stating():
            yield from self._statements({report.report: report}).relations(self.asked.choice.sieve)

    @cached_property
    def whole(self) -> Whole:
        """What only the whole tells: the reports are gone through for it at the first look."""
        asked = self.asked
        opened = self._facts.each(self._opened, asked.moment.seq, asked.settling)
        return whole_of(self._counted(opened), asked.copies, asked.decided.of_actors)

    @cached_property
    def reports(self) -> frozenset[str] | None:
        """The reports that tell what is asked for; None for all."""
        if not self.asked.only.asks:
            return None
        found, unsure = set(self.asked.choice.stating), []
        for chosen in self.asked.choice.happenings():
            if chosen.unsure:
                unsure.append(chosen)
            else:
                found.update(chosen.events.values())
        return frozenset(found) | {e.report for one in self._assembled(unsure) for e in one.members}

    @cached_property
    def _opened(self) -> frozenset[str] | None:
        return self.asked.to_open(self.asked.choice.happenings())

    def _assembled(self, wanted: Iterable[Chosen]) -> Iterator[Assembled]:
        asked = self.asked
        for batch in in_batches(wanted, TOGETHER):
            found = self._facts.of({r for c in batch for r in c.events.values()}, asked.moment.seq, asked.settling)
            reports = {r: self.whole.identities.of(facts) for r, facts in found.items()}
            made = Assembler(asked, self.whole, reports, links_among(asked.store, batch, asked.moment.seq))
            made.look_up(batch)
            yield from (one for chosen in batch if (one := made.assembled(chosen)) is not None)

    def _statements(self, reports: dict[str, ReportFacts]) -> Statements:
        return Statements(reports, self.whole.voices, self.asked.counting, self.asked.decisions)

    def _stating(self) -> Iterator[ReportFacts]:
        """Reports with statements, as far as those go."""
        whole = self.whole
        for report in self._facts.each(self.asked.choice.stating, self.asked.moment.seq, self.asked.settling):
            yield replace(whole.identities.of(report), text="", events=(), actors=(), places=())

    def _counted(self, reports: Iterator[ReportFacts]) -> Iterator[ReportFacts]:
        for n, report in enumerate(reports, 1):
            self._looked(n)
            self.besides.update(dict(report.besides))
            yield report
