"""Columns of all events of a case, as arrays by the events' numbers: read once, and anew when reports or links came.

Decisions change none of them. In a case of 375,000 events they take 25 MB, and a second to read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dateline.case.store.counting import OPEN, PACKED
from dateline.case.store.protocol import Store
from dateline.case.store.sieve import Sieve

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Roles:
    """Who takes part in what, a row each: event, role (its place in `vocabulary.Role`), actor (its place in `keys`)."""

    event: Ints
    role: Ints
    actor: Ints
    keys: tuple[str, ...]


class Columns:
    """They, as of a number of the log."""

    def __init__(self, store: Store, ground: int, as_of: int | None, earlier: Columns | None = None) -> None:
        self._store, self.ground, self.as_of = store, ground, as_of
        self.told = store.ground(as_of, linked=False)
        if earlier is not None and earlier.told == self.told:  # only which events are one has changed
            self.__dict__.update({name: made for name, made in earlier.__dict__.items() if name in _OF_REPORTS})

    @cached_property
    def live(self) -> Ints:
        """Numbers of the events that readings which hold have, ascending."""
        return numbers(self._store.event_numbers(Sieve(as_of=self.as_of)))

    @cached_property
    def size(self) -> int:
        return int(self.live[-1]) + 1 if len(self.live) else 1

    @cached_property
    def happening(self) -> Ints:
        """The happening of each event: its number, or beyond `top` the event's own, where it stands alone."""
        event, group = self._groups
        found = np.arange(self.top, self.top + self.size, dtype=np.int64)
        found[event] = group
        return found

    @cached_property
    def top(self) -> int:
        """The greatest number that a happening has which linking made."""
        return int(self._groups[1].max(initial=0))

    @cached_property
    def _groups(self) -> tuple[Ints, Ints]:
        rows = _ints(self._store.event_groups(self.as_of), 2)
        rows = rows[rows[:, 0] < self.size]
        return rows[:, 0], rows[:, 1]

    @cached_property
    def all_happenings(self) -> int:
        return self.distinct(self.happening[self.live])

    def distinct(self, happenings: Ints) -> int:
        """How many different happenings these are."""
        return int(np.count_nonzero(self.marked(happenings)))

    def marked(self, happenings: Ints) -> Marks:
        """Whether it is among these, by the happening's number."""
        found = np.zeros(self.top + self.size, dtype=bool)
        found[happenings] = True
        return found

    @cached_property
    def days(self) -> tuple[Ints, Ints]:
        """First and last day; `OPEN` where it is not told."""
        rows = _ints(self._store.event_days(), 3)
        rows = rows[rows[:, 0] < self.size]
        first, last = (np.full(self.size, OPEN, dtype=np.int64) for _ in range(2))
        first[rows[:, 0]], last[rows[:, 0]] = rows[:, 1], rows[:, 2]
        return first, last

    @cached_property
    def points(self) -> tuple[Floats, Floats, Ints]:
        """Latitude and longitude (not a number where there is no point), and the place."""
        rows = _floats(self._store.event_points(), 4)
        rows = rows[rows[:, 0] < self.size]
        at = rows[:, 0].astype(np.int64)
        lat, lon = np.full(self.size, np.nan), np.full(self.size, np.nan)
        place = np.zeros(self.size, dtype=np.int64)
        lat[at], lon[at], place[at] = rows[:, 1], rows[:, 2], rows[:, 3].astype(np.int64)
        return lat, lon, place

    @cached_property
    def reaches(self) -> tuple[Ints, Floats]:
        """where_prec (0: not told) and radius in km of each place."""
        rows = _floats(self._store.place_reaches(), 3)
        at = rows[:, 0].astype(np.int64)
        prec, radius = np.zeros(at.max(initial=0) + 1, dtype=np.int64), np.zeros(at.max(initial=0) + 1)
        prec[at], radius[at] = rows[:, 1].astype(np.int64), rows[:, 2]
        return prec, radius

    @cached_property
    def roles(self) -> Roles:
        rows = _ints(self._store.event_roles(), 2)
        named = self._store.actor_keys()
        keys: dict[str, int] = {}
        of_actor = np.zeros(max((n for n, _ in named), default=0) + 1, dtype=np.int64)
        for n, key in named:
            of_actor[n] = keys.setdefault(key, len(keys))
        return Roles(rows[:, 0] // PACKED, rows[:, 0] % PACKED, of_actor[rows[:, 1]], tuple(keys))


_OF_REPORTS: Final = frozenset({"live", "size", "days", "points", "reaches", "roles"})


def numbers(rows: list[tuple[Any, ...]]) -> Ints:
    """The first value of each row, ascending."""
    return np.sort(np.fromiter((r[0] for r in rows), dtype=np.int64, count=len(rows)))


def _ints(rows: list[tuple[Any, ...]], width: int) -> Ints:
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=width * len(rows)).reshape(-1, width)


def _floats(rows: list[tuple[Any, ...]], width: int) -> Floats:
    return np.fromiter(chain.from_iterable(rows), dtype=np.float64, count=width * len(rows)).reshape(-1, width)
