"""Two events, or two happenings, side by side: what each is told as, where they agree, and what linking saw in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dateline.case.ledger.decisions import holding
from dateline.case.ledger.happening import happening_of
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.words import folded
from dateline.case.store.protocol import Store
from dateline.case.views.assembling import rules_of, whole_of
from dateline.case.views.choosing import EVENT, HAPPENING, event_of
from dateline.case.views.loading import Facts
from dateline.errors import InputError
from dateline.model.ids import happening_id
from dateline.model.judgement import Judgement
from dateline.model.situation import Happening, Link, Slot
from dateline.resolve.geometry import rough_km

How = Literal["same", "differs", "only a", "only b"]
NEAR_KM: Final = 1.0
"""Distance of two points within which they are one place."""
MOST: Final = 60
"""Accounts of one side that are opened; a happening of more is told by its first."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One value of the two."""

    name: str
    how: How
    a: Slot
    b: Slot
    gap: str | None = None
    """How far the two are from each other, in words."""
    low: float | None = None
    high: float | None = None
    """The least and the greatest number that anybody gives on either side: nothing is averaged."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two sides and all that lies between them."""

    a: Happening
    b: Happening
    fields: tuple[Beside, ...]
    km: float | None
    days: int | None
    """Days between the two, 0 where they overlap; None where one has none."""
    links: tuple[Link, ...]
    """What linking saw between an account of the one and an account of the other, the likest first."""
    groups: tuple[tuple[str, ...], tuple[str, ...]]
    """Happenings that the accounts of each side belong to now."""
    decisions: tuple[Judgement, ...]
    """On whether they are one: those of accounts of both sides, taken back or not."""

    @property
    def together(self) -> bool:
        """Whether all accounts of both are held for one happening."""
        return len({*self.groups[0], *self.groups[1]}) == 1


def members_of(store: Store, id_: str) -> tuple[str, ...]:
    """The events that an id stands for. A happening that became part of another is told by the event that it was called
    after. Raises `InputError` where the case has no such record."""
    if id_.startswith(HAPPENING):
        found = store.happening_at(id_) or tuple(store.reports_of([event_of(id_)]))
    else:
        found = tuple(store.reports_of([id_])) if id_.startswith(EVENT) else ()
    if not found:
        raise InputError(id_, "is no event or happening of this case.", "Ids are written event-… or happening-….")
    return found


def compare(store: Store, a: str, b: str, facts: Facts) -> Compared:
    """Two events or happenings side by side. Raises `InputError` where one is not there, or both are the same."""
    ours, theirs = members_of(store, a), members_of(store, b)
    ours, theirs = _parted(a, ours, theirs), _parted(b, theirs, ours)
    if not ours or not theirs or set(ours) == set(theirs):
        raise InputError(b, f"is the same as {a}.", "Name two that are not one record.")
    first, second = put_together(store, (_called(a, ours), ours), (_called(b, theirs), theirs), facts=facts)
    of = store.happenings_of([*ours, *theirs])
    groups = [tuple(dict.fromkeys(of.get(e) or happening_id(e) for e in side)) for side in (ours, theirs)]
    km, days = _km(first, second), _days(first, second)
    return Compared(
        first, second, tuple(_fields(first, second, km, days)), km, days, _between(store, ours, theirs),
        (groups[0], groups[1]), _decisions(store, ours, theirs, groups),
    )  # fmt: skip


def _parted(id_: str, own: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """A happening beside one of its own events is the rest of it."""
    rest = tuple(e for e in own if e not in other)
    return rest if id_.startswith(HAPPENING) and rest else tuple(own)


def _called(id_: str, members: Sequence[str]) -> str:
    return id_ if id_.startswith(EVENT) or len(members) > 1 else members[0]


def put_together(store: Store, *sides: tuple[str, Sequence[str]], facts: Facts) -> list[Happening]:
    """Events as one happening each, by (id, events): as the ledger would tell them if they were one."""
    reports = store.reports_of([e for _, events in sides for e in events[:MOST]])
    raw = facts.of(set(reports.values()))
    ids = [*reports, *reports.values(), *(id_ for id_, _ in sides)]
    held = holding(store.judgements_about(ids))
    whole = whole_of(raw.values(), {}, held)
    opened = {r: whole.identities.of(f) for r, f in raw.items()}
    events = {e.id: e for f in opened.values() for e in f.events}
    rules = Rules(numbers=rules_of(store).numbers)
    return [
        happening_of(id_, [events[e] for e in some[:MOST] if e in events], whole.voices, opened, rules, held)[0]
        for id_, some in sides
    ]


def _between(store: Store, ours: Iterable[str], theirs: Iterable[str]) -> tuple[Link, ...]:
    one, two = set(ours), set(theirs)
    smaller = sorted(one if len(one) <= len(two) else two)
    found = [k for k in store.links_with(smaller) if {k.a, k.b} & one and {k.a, k.b} & two]
    return tuple(sorted(found, key=lambda k: (-k.score, k.a, k.b)))


def _decisions(
    store: Store, ours: Sequence[str], theirs: Sequence[str], groups: Sequence[Sequence[str]]
) -> tuple[Judgement, ...]:
    """Decisions on whether accounts of both sides are one, and those that took them back."""
    one, two = {*ours, *groups[0]}, {*theirs, *groups[1]}
    about = store.judgements_about([*one, *two])
    told = [j for j in about if j.verb in {"same", "apart", "unsure"} and one & set(j.about) and two & set(j.about)]
    return tuple(j for j in told if len(j.about) > 1)


# -- value by value


def _fields(a: Happening, b: Happening, km: float | None, days: int | None) -> Iterable[Beside]:
    yield _coded("type", a.acled or a.plover, b.acled or b.plover)
    for name in dict.fromkeys(s.name for s in (*a.slots, *b.slots)):
        one, two = a.slot(name), b.slot(name)
        if one.shown is not None or two.shown is not None or one.said or two.said:
            yield _beside(name, one, two, km, days)


def _coded(name: str, one: str, two: str) -> Beside:
    return Beside(name, "same" if one == two else "differs", Slot(name, one, "single"), Slot(name, two, "single"))


def _beside(name: str, one: Slot, two: Slot, km: float | None, days: int | None) -> Beside:
    low, high = _range((one, two))
    if one.shown is None or two.shown is None:
        return Beside(name, "only a" if two.shown is None else "only b", one, two, None, low, high)
    if name == "where" and km is not None:
        alike = km < NEAR_KM or folded(one.shown) == folded(two.shown)
        return Beside(name, "same" if alike else "differs", one, two, f"{km:,.0f} km apart" if km >= NEAR_KM else None)
    gap = None
    if name == "when" and folded(one.shown) != folded(two.shown) and days is not None:
        gap = "they overlap" if days == 0 else "1 day apart" if days == 1 else f"{days:,} days apart"
    return Beside(name, "same" if folded(one.shown) == folded(two.shown) else "differs", one, two, gap, low, high)


def _range(slots: Iterable[Slot]) -> tuple[float | None, float | None]:
    """The least and the greatest number that a voice gives."""
    told = [s.number for slot in slots for s in slot.said if s.number is not None]
    numbers = [n for one in told for n in (one.low, one.best, one.high) if n is not None]
    return min(numbers, default=None), max(numbers, default=None)


def _km(a: Happening, b: Happening) -> float | None:
    if a.where is None or b.where is None or None in {a.where.lat, b.where.lat}:
        return None
    ends = [(w.lat, w.lon) for w in (a.where, b.where) if w.lat is not None and w.lon is not None]
    return rough_km(ends[0], ends[1]) if len(ends) == 2 else None


def _days(a: Happening, b: Happening) -> int | None:
    """Days from the end of the one to the start of the other."""
    if a.when is None or b.when is None:
        return None
    spans = []
    for when in (a.when, b.when):
        first, last = when.start or when.end, when.end or when.start
        if first is None or last is None:
            return None
        spans.append((dt.date.fromisoformat(first[:10]), dt.date.fromisoformat(last[:10])))
    (start, end), (other, until) = spans
    return max(0, (other - end).days, (start - until).days)
