"""Which happenings a view is about, and which reports have to be opened for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.case.store.protocol import Store
from dateline.case.store.sieve import Sieve
from dateline.case.views.filter import Filter, sieve_of
from dateline.model.ids import happening_id
from dateline.model.judgement import Judgement

DECIDABLE = frozenset({"where", "when", "status"})
"""Slots that a filter looks at and that a person may have decided otherwise than any report tells them."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a view loads. Happenings are in the order in which their first events were added."""

    happenings: Mapping[str, tuple[str, ...]]
    """Happening -> its events, linked ones and those that stand alone."""
    reports: Mapping[str, str]
    """Event -> report."""
    control: frozenset[str]
    """Reports that tell who holds a place."""
    relations: frozenset[str]
    unsure: frozenset[str] = frozenset()
    """Happenings that have to be looked at once they are put together: a person decided on what the filter asks."""
    unlinked: int = 0
    """Events that were never compared with others, and so stand alone."""
    outside: int = 0
    """Happenings of the case that the filter leaves out."""
    stale: int = 0
    """Events of happenings that the newest reading of their report does not have."""

    @property
    def to_open(self) -> frozenset[str]:
        """Reports whose facts are needed."""
        told = (self.reports[e] for events in self.happenings.values() for e in events)
        return frozenset(told) | self.control | self.relations


def choose(store: Store, only: Filter, as_of: int | None, held: Sequence[Judgement], events: int) -> Chosen:
    """Find what fits, by the database's rows alone; `events` is how many the case has."""
    groups = store.groups(as_of)
    group_of = {e: h for h, events in groups.items() for e in events}
    sieve = sieve_of(only, as_of)
    fits = store.sift(sieve)
    named = _named(only, groups, store, as_of) if only.happenings else None
    wanted = _happenings((e for _, e in fits.events), group_of, named)
    reports = {e: r for r, e in fits.events}
    unsure = _decided(held, group_of) if _looks_at_decided(sieve) else frozenset()
    if unsure:
        loose = store.sift(replace(sieve, countries=(), box=None, days=None, statuses=()))
        unsure &= _happenings((e for _, e in loose.events), group_of, named).keys()
        wanted |= dict.fromkeys(sorted(unsure - wanted.keys()))
        reports |= {e: r for r, e in loose.events}
    alone = {happening_id(e): (e,) for e in reports}
    members = {h: groups[h] if h in groups else alone.get(h, ()) for h in wanted}
    missing = [e for events in members.values() for e in events if e not in reports]
    reports |= store.reports_of(missing, as_of) if missing else {}
    kept = {h: tuple(e for e in events if e in reports) for h, events in members.items()}
    unlinked = sum(h not in groups for h in kept)
    total = len(groups) + events - len(group_of)
    return Chosen(
        {h: events for h, events in kept.items() if events},
        reports,
        frozenset() if only.asks_of_events else fits.control,
        frozenset() if only.asks_of_events else fits.relations,
        unsure & kept.keys(),
        unlinked,
        max(0, total - len(kept)) if only.asks else 0,
        sum(len(members[h]) - len(kept[h]) for h in kept),
    )


def _happenings(events: Iterable[str], group_of: Mapping[str, str], named: Collection[str] | None) -> dict[str, None]:
    found = dict.fromkeys(group_of.get(e) or happening_id(e) for e in events)
    return found if named is None else {h: None for h in found if h in named}


def _named(only: Filter, groups: Mapping[str, tuple[str, ...]], store: Store, as_of: int | None) -> set[str]:
    """The happenings that ids of happenings, events or reports stand for."""
    asked = set(only.happenings)
    found = {h for h, events in groups.items() if h in asked or asked & set(events)}
    found |= {happening_id(e) for e in asked if e.startswith("event-")} | {
        a for a in asked if a.startswith("happening-")
    }
    reports = {a for a in asked if a.startswith("doc-")}
    if reports:
        group_of = {e: h for h, events in groups.items() for e in events}
        told = (e for r, e in store.sift(Sieve(as_of=as_of)).events if r in reports)
        found |= {group_of.get(e) or happening_id(e) for e in told}
    return found


def _looks_at_decided(sieve: Sieve) -> bool:
    return bool(sieve.countries or sieve.box or sieve.days or sieve.statuses)


def _decided(held: Iterable[Judgement], group_of: Mapping[str, str]) -> frozenset[str]:
    """Happenings of which somebody decided where, when or whether it was."""
    about = (a for j in held if j.verb == "value" and j.slot in DECIDABLE for a in j.about)
    return frozenset(
        a if a.startswith("happening-") else group_of.get(a) or happening_id(a)
        for a in about
        if a.startswith(("happening-", "event-"))
    )
