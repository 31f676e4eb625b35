"""Which happenings a view is about, told by the database's rows alone, one after the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from dateline.case.store.protocol import Fitting, Store
from dateline.case.store.sieve import MANY, Sieve
from dateline.case.views.decisions import Decisions
from dateline.case.views.filter import Filter, sieve_of
from dateline.case.views.fitting import NAMED, Asks, asked_by, loosened
from dateline.model.ids import happening_id
from dateline.model.judgement import Judgement

PAGE: Final = 2000
"""Events asked for at a time."""
HAPPENING, EVENT, REPORT = "happening-", "event-", "doc-"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One happening that a view is about."""

    id: str
    events: Mapping[str, str]
    """Event -> report, of the events that the reports' newest readings have."""
    linked: bool
    """Whether its events were compared with others; else it is one that stands alone."""
    unsure: frozenset[Asks]
    """What has to be looked at once it is put together: a person decided of it what the filter asks."""
    stale: int
    """Events that the newest reading of their report does not have."""


@dataclass
class Choice:
    """What a view is about, of what people decided. Each call of `happenings` goes through it anew."""

    store: Store
    only: Filter
    as_of: int | None
    decided: Decisions
    sieve: Sieve = field(init=False)

    def __post_init__(self) -> None:
        self.sieve = sieve_of(self.only, self.as_of)

    def happenings(self) -> Iterator[Chosen]:
        """In the order in which the first of their events that fits was added; at last those that only a decision
        makes fit, by their ids."""
        several: set[str] = set()
        for page in self._pages(self.sieve):
            yield from self._new(page, several)
        if self.unsure:
            fit = {h for page in self._pages(self.sieve, self.unsure) for h in self._happenings(page)}
            yield from self._put_together(dict.fromkeys(sorted(self.unsure.keys() - fit)))

    @cached_property
    def _takes_all(self) -> bool:
        """Whether rows are asked nothing: all fit then, or those that are named."""
        return self.sieve == Sieve(as_of=self.as_of)

    @cached_property
    def unsure(self) -> Mapping[str, frozenset[Asks]]:
        """Happenings of which a person decided what the filter asks, and which fit but for that; with what it was."""
        found: dict[str, frozenset[Asks]] = {}
        if self._takes_all:
            return found
        alike: dict[frozenset[Asks], set[str]] = {}
        for happening, asks in self._decided().items():
            if self._named is None or happening in self._named:
                alike.setdefault(asks, set()).add(happening)
        for asks, some in alike.items():
            found.update(self._but_for(asks, some))
        return found

    def _but_for(self, asks: frozenset[Asks], some: Collection[str]) -> Iterator[tuple[str, frozenset[Asks]]]:
        """Of some happenings, those that fit but for what was decided of them. Words may stand in the name of a place
        that was decided, and in what no decision changes."""
        loose = loosened(self.sieve, asks)
        if loose == self.sieve and not ("where" in asks and loose.words):
            return
        found = {h for page in self._pages(loose, some) for h in self._happenings(page) if h in some}
        yield from ((h, asks) for h in found)
        if "where" in asks and loose.words:
            named = loosened(loose, NAMED)
            more = {h for page in self._pages(named, some) for h in self._happenings(page) if h in some}
            yield from ((h, asks | NAMED) for h in more - found)

    def _decided(self) -> dict[str, frozenset[Asks]]:
        """Happening -> what a person decided of it that filters ask."""
        about: dict[str, list[Judgement]] = {}
        for j in self.decided.of_slots:
            for id_ in j.about:
                about.setdefault(id_, []).append(j)
        group_of = self.store.happenings_of([a for a in about if a.startswith(EVENT)], self.as_of)
        found: dict[str, frozenset[Asks]] = {}
        for id_, told in about.items():
            if id_.startswith((EVENT, HAPPENING)):
                happening = (group_of.get(id_) or happening_id(id_)) if id_.startswith(EVENT) else id_
                found[happening] = found.get(happening, frozenset()) | asked_by(told)
        return found

    @cached_property
    def stating(self) -> frozenset[str]:
        """Reports that say who holds what or how actors stand to each other; none where the filter asks of events."""
        return frozenset() if self.only.asks_of_events else self.store.stating(self.sieve)

    def of_all(self, events: int) -> int:
        """How many happenings the case has, whatever the filter asks; `events` is how many events it has."""
        happenings, linked = self.store.linked(self.as_of)
        return happenings + events - linked

    def _new(self, page: Sequence[Fitting], several: set[str]) -> Iterator[Chosen]:
        """The happenings of a page that were not met; `several` are those of more than one event that were."""
        wanted = {h: e for h, e in self._happenings(page).items() if h not in several}
        for chosen in self._put_together(wanted):
            if len(chosen.events) > 1:
                several.add(chosen.id)
            yield chosen

    def _happenings(self, page: Sequence[Fitting]) -> dict[str, Fitting | None]:
        """The happenings of a page, each with the event where that stands alone."""
        group_of = self.store.happenings_of([f.event for f in page], self.as_of)
        gone = self._rejected(page, group_of) if not self._takes_all else frozenset()
        found: dict[str, Fitting | None] = {}
        for f in page:
            h = group_of.get(f.event)
            if f.event not in gone and (self._named is None or (h or happening_id(f.event)) in self._named):
                found.setdefault(h or happening_id(f.event), None if h else f)
        return found

    def _rejected(self, page: Sequence[Fitting], group_of: Mapping[str, str]) -> frozenset[str]:
        """Of events, those by which nothing fits: their account was rejected while another one stands, or all claims
        that state them were."""
        left_out = self.decided.ever_left_out
        if not left_out:
            return frozenset()
        fallen = frozenset(self.decided.fallen.values())
        some = {h for f in page if (h := group_of.get(f.event)) and (f.event in left_out or f.report in left_out)}
        groups = self.store.members_of(sorted(some), self.as_of)
        reports = self.store.reports_of([e for events in groups.values() for e in events], self.as_of)
        told = {h: [(e, reports[e]) for e in events if e in reports] for h, events in groups.items()}
        return fallen | self.decided.rejected(told)

    def _put_together(self, wanted: Mapping[str, Fitting | None]) -> Iterator[Chosen]:
        ids = list(wanted)
        for n in range(0, len(ids), PAGE):
            some = ids[n : n + PAGE]
            groups = self.store.members_of([h for h in some if wanted[h] is None], self.as_of)
            alone = [event_of(h) for h in some if wanted[h] is None and h not in groups]
            members = [e for events in groups.values() for e in events]
            reports = self.store.reports_of([*members, *alone], self.as_of)
            for h in some:
                fitting = wanted[h]
                events = groups.get(h, (fitting.event if fitting else event_of(h),))
                kept = {fitting.event: fitting.report} if fitting else {e: reports[e] for e in events if e in reports}
                if kept:
                    yield Chosen(h, kept, h in groups, self.unsure.get(h, frozenset()), len(events) - len(kept))

    def _pages(self, sieve: Sieve, of: Collection[str] | None = None) -> Iterator[list[Fitting]]:
        """The events that fit, page by page; of some happenings only, where they are few."""
        of = self._named if of is None else of
        if of is not None:
            groups = self.store.members_of(list(of), self.as_of)
            events = {e for members in groups.values() for e in members} | set(map(event_of, of))
            if not events:
                return
            sieve = replace(sieve, events=tuple(sorted(events))) if len(events) <= MANY else sieve
        after = 0
        while page := self.store.fitting(sieve, after, PAGE):
            yield page
            if len(page) < PAGE:
                return
            after = page[-1].n

    @cached_property
    def _named(self) -> frozenset[str] | None:
        """The happenings that ids of happenings, events or reports stand for; None where none are asked for."""
        asked = self.only.happenings
        if not asked:
            return None
        events = [a for a in asked if a.startswith(EVENT)]
        found = {a for a in asked if a.startswith(HAPPENING)} | set(map(happening_id, events))
        found |= set(self.store.happenings_of(events, self.as_of).values())
        reports = tuple(a for a in asked if a.startswith(REPORT))
        for n in range(0, len(reports), MANY):
            told = self.store.sift(Sieve(reports=reports[n : n + MANY], as_of=self.as_of)).events
            group_of = self.store.happenings_of([e for _, e in told], self.as_of)
            found |= {group_of.get(e) or happening_id(e) for _, e in told}
        return frozenset(found)


def event_of(happening: str) -> str:
    """The event that a happening of one event is called after."""
    return EVENT + happening.removeprefix(HAPPENING)
