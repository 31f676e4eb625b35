"""How much of a case fits a filter: the happenings by number, and what is left out and why.

A happening fits where one of its reports tells it so, as in every view of a case, and by what a person decided of it
where one did. What decisions leave out is counted apart.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, TypeVar

import numpy as np

from dateline.case.store.counting import EventSide
from dateline.case.store.entry import day_of
from dateline.case.store.protocol import Store
from dateline.case.store.sieve import Sieve
from dateline.case.survey.columns import Columns, Ints, numbers
from dateline.case.survey.overlay import Overlay, Overlays
from dateline.case.views.filter import Filter, sieve_of
from dateline.case.views.fitting import NAMED, Asks, fits, loosened
from dateline.case.views.loading import Facts
from dateline.errors import SettingsError
from dateline.model.situation import Happening

K = TypeVar("K")
V = TypeVar("V")
KEPT: Final = 24
"""Filters whose events are kept: a few megabytes each at most."""
OUTSIDE: Final = "happenings outside what was asked for"
EXCLUDED: Final = "happenings that a decision leaves out"


@dataclass(frozen=True)
class Survey:
    """What fits. `events` are numbers of events of happenings that count by rows alone; `besides` those of happenings
    of which a person decided a value."""

    columns: Columns
    only: Filter
    events: Ints
    besides: Ints
    decided: dict[int, Happening] = field(repr=False)
    """Of these happenings, as they are shown."""
    asks: dict[int, frozenset[Asks]] = field(repr=False)
    """What was decided of these."""
    sides: dict[int, Sequence[EventSide]] = field(repr=False)
    """Who takes part in those of which a person decided it."""
    out: int
    """Happenings that fit and that a decision leaves out."""
    rough: int

    @cached_property
    def happenings(self) -> Ints:
        """Numbers of all happenings that fit, ascending."""
        marked = self.columns.marked(self.columns.happening[self.events])
        marked[list(self.decided)] = True
        return np.flatnonzero(marked)

    def decided_so(self, asked: Asks) -> dict[int, Happening]:
        """Those of which a person decided it."""
        return {h: told for h, told in self.decided.items() if asked in self.asks[h]}

    def told_by_rows(self, asked: Asks) -> Ints:
        """The events that tell it: those of happenings of which nobody decided it."""
        decided = self.columns.marked(np.array(list(self.decided_so(asked)), dtype=np.int64))
        return np.concatenate([self.events, self.besides[~decided[self.columns.happening[self.besides]]]])

    @property
    def shown(self) -> int:
        return len(self.happenings)

    @property
    def of_all(self) -> int:
        return self.columns.all_happenings

    @property
    def left_out(self) -> tuple[tuple[str, int], ...]:
        """Why the others are not shown."""
        told = ((OUTSIDE, self.of_all - self.shown - self.out), (EXCLUDED, self.out))
        return tuple((reason, n) for reason, n in told if n)


class Surveys:
    """Surveys of a case; what they are made from is kept from one to the next. Safe to share between threads."""

    def __init__(self, store: Store, facts: Facts) -> None:
        self._store, self._facts = store, facts
        self._lock = threading.RLock()
        self._columns: OrderedDict[int | None, Columns] = OrderedDict()
        self._fitting: OrderedDict[tuple[int, Sieve], Ints] = OrderedDict()
        self._overlays: OrderedDict[int | None, tuple[Columns, Overlays]] = OrderedDict()
        self._offers: OrderedDict[int, dict[str, list[tuple[str, int]]]] = OrderedDict()

    def of(self, only: Filter, as_of: int | None = None) -> Survey:
        """What fits a filter. Raises `SettingsError` for one that names happenings: that is no matter of counting."""
        if only.happenings:
            raise SettingsError("a survey is of all happenings: name none.")
        with self._lock:
            columns = self._columns_of(as_of)
            overlay = self._overlay(columns)
            sieve = sieve_of(only, as_of)
            return _surveyed(columns, overlay, only, sieve, lambda fitting: self._events(columns, fitting))

    def offers(self) -> dict[str, list[tuple[str, int]]]:
        """Countries and outlets that a filter may name, with how many events and reports have them."""
        with self._lock:
            told = self._store.ground(linked=False)
            return _kept(self._offers, told, 1, self._store.told_values)

    def _columns_of(self, as_of: int | None) -> Columns:
        ground = self._store.ground(as_of)
        kept = self._columns.get(as_of)
        if kept is None or kept.ground != ground:
            self._columns[as_of] = kept = Columns(self._store, ground, as_of, kept)
            while len(self._columns) > 2:
                self._columns.popitem(last=False)
        return kept

    def _overlay(self, columns: Columns) -> Overlay:
        """The columns of an earlier number of the log know no later decision: theirs is made once."""
        kept = self._overlays.get(columns.as_of)
        if kept is None or kept[0] is not columns:
            self._overlays[columns.as_of] = kept = columns, Overlays(self._store, columns, self._facts)
            while len(self._overlays) > 2:
                self._overlays.popitem(last=False)
        seq = columns.as_of if columns.as_of is not None else self._store.info(counted=False).seq
        return kept[1].at(seq)

    def _events(self, columns: Columns, sieve: Sieve) -> Ints:
        if sieve == Sieve(as_of=sieve.as_of):
            return columns.live
        if sieve.words:
            told_at = (columns.ground, Sieve(words=sieve.words))
            words = _kept(self._fitting, told_at, KEPT, lambda: numbers(self._store.numbers_told(sieve.words)))
            rest = self._events(columns, replace(sieve, words=()))
            holds = np.zeros(max(columns.size, int(words.max(initial=0)) + 1), dtype=bool)
            holds[words] = True
            return rest[holds[rest]]
        told = (columns.ground, sieve)
        return _kept(self._fitting, told, KEPT, lambda: numbers(self._store.event_numbers(sieve)))


def _surveyed(
    columns: Columns, overlay: Overlay, only: Filter, sieve: Sieve, fitting: Callable[[Sieve], Ints]
) -> Survey:
    of, marked = columns.happening, columns.marked
    rejected = np.zeros(columns.size, dtype=bool)
    rejected[overlay.rejected[overlay.rejected < columns.size]] = True

    def standing(sifted: Sieve) -> Ints:
        events = fitting(sifted)
        return events[~rejected[events]]

    decided = marked(np.array(list(overlay.decided), dtype=np.int64))
    shown, besides = _decided(columns, overlay, sieve, standing)
    events = standing(sieve)
    events = events[~decided[of[events]]]
    gone = marked(overlay.out)[of[events]]
    out = columns.distinct(of[events[gone]]) + sum(h in shown for h in overlay.out.tolist())
    for h in overlay.out.tolist():
        shown.pop(h, None)
    besides = besides[marked(np.array(list(shown), dtype=np.int64))[of[besides]]]
    asks = {h: overlay.asks[h] for h in shown}
    sides = {h: overlay.sides[h] for h in shown if h in overlay.sides}
    return Survey(columns, only, events[~gone], besides, shown, asks, sides, out, overlay.rough)


def _decided(
    columns: Columns, overlay: Overlay, sieve: Sieve, fitting: Callable[[Sieve], Ints]
) -> tuple[dict[int, Happening], Ints]:
    """Happenings of which a person decided a value, and which fit by it and by what else is told of them; with the
    events by which they do."""
    alike: dict[frozenset[Asks], list[int]] = {}
    for h, asks in overlay.asks.items():
        alike.setdefault(asks, []).append(h)
    shown: dict[int, Happening] = {}
    besides = [np.zeros(0, dtype=np.int64)]
    for asks, some in alike.items():
        loose = loosened(sieve, asks)
        ways = [(loose, asks)]
        if loose.words and "where" in asks:
            ways.append((loosened(loose, NAMED), asks | NAMED))
        among = columns.marked(np.array(some, dtype=np.int64))
        for sifted, looked_at in ways:
            events = fitting(sifted)
            events = events[among[columns.happening[events]]]
            besides.append(events)
            met = np.unique(columns.happening[events]).tolist()
            shown |= {
                h: overlay.decided[h]
                for h in met
                if fits(overlay.decided[h], sieve, looked_at, overlay.sides.get(h, ()))
            }
    return shown, np.unique(np.concatenate(besides))


def _kept(kept: OrderedDict[K, V], key: K, most: int, make: Callable[[], V]) -> V:
    """What is kept under a key, made where it is not; the oldest beyond a number is let go."""
    if key not in kept:
        kept[key] = make()
        while len(kept) > most:
            kept.popitem(last=False)
    kept.move_to_end(key)
    return kept[key]


def day_numbers(happening: Happening) -> tuple[int | None, int | None]:
    """First and last day of what is shown, counted from 1970-01-01."""
    when = happening.when
    return (day_of(when.start), day_of(when.end)) if when else (None, None)
