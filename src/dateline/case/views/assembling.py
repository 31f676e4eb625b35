"""What a view of a case is put together from, and the putting together: one implementation for the picture that is kept
whole (`case.situation`) and for the one that goes by happening by happening (`case.views.streaming`).

Two things can be told of the whole only: which actors of different reports are one, and for whom a named person speaks.
`whole_of` goes through the reports once for them and keeps names, no report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from dateline.case.facts import EventFacts, ReportFacts
from dateline.case.identities import Identities
from dateline.case.ledger.happening import happening_of
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.voices import Voices
from dateline.case.link import ActorsMet
from dateline.case.review.settling import Settling
from dateline.case.store.counting import EventSide
from dateline.case.store.protocol import Store
from dateline.case.views.choosing import Choice, Chosen
from dateline.case.views.decisions import Decisions
from dateline.case.views.filter import EVERYTHING, Filter, iso_day
from dateline.case.views.fitting import fits, sides_with
from dateline.case.views.moments import Moment, moment_of
from dateline.case.views.passing import passed_on
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening, LedgerEntry, Link
from dateline.protect.policy import Policy

INCLUSION: Final = "inclusion"
"""Name under which a case keeps what counts in it."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A happening, put together."""

    happening: Happening
    entries: tuple[LedgerEntry, ...]
    """What the ledger says of it."""
    members: tuple[EventFacts, ...]
    """The accounts that it is made of, in the order of `happening.events`."""
    reports: Mapping[str, ReportFacts]
    """The reports that tell it, and others that were opened with them."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What only the whole of a view tells."""

    voices: Voices
    identities: Identities


def whole_of(reports: Iterable[ReportFacts], copies: Mapping[str, str], held: Sequence[Judgement]) -> Whole:
    """Go through the reports of a view once. `copies` leads from a report to the one that it copies."""
    met, voices = ActorsMet(), Voices(copies=copies)
    for report in reports:
        met.add(report)
        voices.meet(report)
    identities = Identities(met.linked(held).canonical)
    voices.call(identities.key_of)
    return Whole(voices, identities)


@dataclass
class Asked:
    """What a view asks of a case, and what the case has decided about it: small things that are looked up once."""

    store: Store
    only: Filter = EVERYTHING
    at: str | dt.date | None = None
    as_of: str | int | dt.date | None = None
    rules: Rules | None = None
    policy: Policy | None = None
    """For what is passed on: of decisions it is not told who made them, and why in their words, and points that were
    set by hand go through it (`views.passing`)."""

    @cached_property
    def moment(self) -> Moment:
        return moment_of(self.store, self.as_of)

    @cached_property
    def day(self) -> str | None:
        """The day that control and relations are shown for."""
        return iso_day("at", self.at) if self.at is not None else self.only.last

    @cached_property
    def counting(self) -> Rules:
        """What counts."""
        return self.rules if self.rules is not None else rules_of(self.store, self.moment.seq)

    @cached_property
    def decided(self) -> Decisions:
        """The decisions that hold: all at once where the whole case is asked for."""
        return Decisions(self.store, self.moment.seq, self.policy is not None, whole=not self.only.asks)

    @property
    def decisions(self) -> dict[str, list[Judgement]]:
        """All of them, by the record that they are about."""
        return self.decided.by_record

    @cached_property
    def settling(self) -> Settling:
        """What is settled report by report, before anything is put together."""
        return Settling(self.decided.settled, self.decided.about)

    @cached_property
    def choice(self) -> Choice:
        return Choice(self.store, self.only, self.moment.seq, self.decided)

    @cached_property
    def copies(self) -> dict[str, str]:
        """Report -> the report that it copies."""
        return self.store.copies(self.moment.seq)

    def to_open(self, chosen: Iterable[Chosen]) -> frozenset[str] | None:
        """The reports whose facts are needed; None for all. A copy speaks with the voice of its original."""
        if not self.only.asks:
            return None
        found = {r for c in chosen for r in c.events.values()} | self.choice.stating
        todo = list(found)
        while todo:
            original = self.copies.get(todo.pop())
            if original is not None and original not in found:
                found.add(original)
                todo.append(original)
        return frozenset(found)


@dataclass(slots=True)
class Assembler:
    """Puts happenings together out of the facts of some reports."""

    asked: Asked
    whole: Whole
    reports: Mapping[str, ReportFacts]
    """With actors under their keys in the case."""
    links: Mapping[str, Sequence[Link]]
    """By event."""
    events: dict[str, EventFacts] = field(default_factory=dict)
    sides: dict[str, list[EventSide]] = field(default_factory=dict)
    """By event, of happenings of which a person decided who took part."""

    def __post_init__(self) -> None:
        self.events = {e.id: e for report in self.reports.values() for e in report.events}

    def look_up(self, chosen: Sequence[Chosen]) -> None:
        """Ask for the decisions on some happenings together, rather than one happening after the other."""
        self.asked.decided.about(i for c in chosen for i in (c.id, *c.events, *c.events.values()))
        decided = [e for c in chosen if "who" in c.unsure for e in c.events]
        self.sides |= self.asked.store.event_sides(decided, self.asked.moment.seq) if decided else {}

    def assembled(self, chosen: Chosen) -> Assembled | None:
        """The happening; None where it does not fit after all, or no report tells of it any more."""
        members = [self.events[e] for e in chosen.events if e in self.events]
        if not members:
            return None
        happening, entries = self._happening(chosen.id, members)
        if chosen.unsure and not fits(happening, self.asked.choice.sieve, chosen.unsure, self._sides(chosen)):
            return None
        told = tuple(self.events[e] for _, e in happening.events)
        if self.asked.policy is not None:
            happening = passed_on(happening, told, self.asked.policy)
        return Assembled(happening, entries, told, self.reports)

    def _sides(self, chosen: Chosen) -> Sequence[EventSide]:
        if "who" not in chosen.unsure:
            return ()
        told = [side for e in chosen.events for side in self.sides.get(e, ())]
        return sides_with(told, self._held(chosen.id, chosen.events.items()), {chosen.id, *chosen.events})

    def _held(self, id_: str, accounts: Iterable[tuple[str, str]]) -> list[Judgement]:
        """The decisions that hold on a happening and its (event, report)."""
        about = dict.fromkeys((id_, *(i for account in accounts for i in account)))
        decided = self.asked.decided.about(about)
        held = {j.seq: j for a in about for j in decided.get(a, ())}
        return [held[n] for n in sorted(held)]

    def _happening(self, id_: str, members: Sequence[EventFacts]) -> tuple[Happening, tuple[LedgerEntry, ...]]:
        held = self._held(id_, [(e.id, e.report) for e in members])
        ids = {e.id for e in members}
        links = {(x.a, x.b): x for e in members for x in self.links.get(e.id, ()) if {x.a, x.b} <= ids}
        return happening_of(
            id_, members, self.whole.voices, self.reports, self.asked.counting, held,
            tuple(links.values()),
        )  # fmt: skip


def rules_of(store: Store, as_of: int | None = None) -> Rules:
    """What counts in a case, as it was set; everything where nothing was."""
    body = store.rules(as_of).get(INCLUSION)
    return Rules.from_json(body) if body else Rules()


def links_among(store: Store, chosen: Iterable[Chosen], as_of: int | None) -> dict[str, list[Link]]:
    """The links of happenings that several events tell, by event."""
    events = [e for c in chosen if len(c.events) > 1 for e in c.events]
    found: dict[str, list[Link]] = {}
    for link in store.links_of(events, as_of) if events else ():
        found.setdefault(link.a, []).append(link)
        found.setdefault(link.b, []).append(link)
    return found


def in_batches(chosen: Iterable[Chosen], most: int) -> Iterator[list[Chosen]]:
    """Happenings together whose reports are at most so many; a happening that more reports tell stands alone."""
    batch: list[Chosen] = []
    reports: set[str] = set()
    for one in chosen:
        if batch and len(reports.union(one.events.values())) > most:
            yield batch
            batch, reports = [], set()
        batch.append(one)
        reports.update(one.events.values())
    if batch:
        yield batch
