"""What decisions make of counts: happenings and accounts that are left out, and happenings of which a person decided
what filters ask: where, when, whether, what and who.

The latter are put together as a view puts them together. Where there are very many of them, they are counted by what
was decided and what the first report tells besides, and it is said how many these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, cast

import numpy as np

from dateline.case.ledger.decided import decide
from dateline.case.ledger.decisions import is_rejected
from dateline.case.ledger.happening import decided_out
from dateline.case.review.leaving import falls
from dateline.case.situation import put_together
from dateline.case.store.counting import EventCodes, EventSide
from dateline.case.store.entry import iso_of
from dateline.case.store.protocol import Store
from dateline.case.store.sieve import MANY, Sieve
from dateline.case.survey.columns import Columns, Ints
from dateline.case.views.choosing import EVENT, HAPPENING, REPORT, event_of
from dateline.case.views.decisions import Decisions
from dateline.case.views.fitting import Asks, asked_by, sides_with
from dateline.case.views.loading import Facts
from dateline.model.ids import happening_id
from dateline.model.judgement import Judgement
from dateline.model.situation import Day, Happening, Spot
from dateline.model.vocabulary import EventStatus, Plover, Precision

MOST: Final = 60
"""Reports that are opened at most for happenings of which a person decided a value: each takes some 10 ms."""
CLAIM: Final = "claim-"
JUDGEMENT: Final = "judgement-"


@dataclass(frozen=True, slots=True)
class Overlay:
    """It, for a case as of a number of the log."""

    out: Ints
    """Happenings that decisions leave out."""
    rejected: Ints
    """Events by which nothing is counted: all claims that state them were rejected, or their account was while another
    one of the same happening stands."""
    decided: Mapping[int, Happening]
    """Happenings of which a value was decided, as they are shown."""
    asks: Mapping[int, frozenset[Asks]]
    """What was decided of these."""
    sides: Mapping[int, Sequence[EventSide]]
    """Who takes part in those of which a person decided it."""
    rough: int
    """How many of these were not put together."""


Account = tuple[str, tuple[tuple[str, str], ...]]
"""A happening's id and its (event, report)."""


@dataclass(frozen=True, slots=True)
class _Laid:
    """What decisions make of one happening."""

    out: bool
    rejected: tuple[int, ...]
    """Events whose account is rejected while another one stands."""
    asks: frozenset[Asks]
    shown: Happening | None
    sides: Sequence[EventSide]
    rough: bool


class Overlays:
    """What decisions make of the counts over some columns. It is kept up from one decision to the next: what those
    touch is laid anew, and a case may have a hundred thousand of them."""

    def __init__(self, store: Store, columns: Columns, facts: Facts) -> None:
        self._store, self._columns, self._facts = store, columns, facts
        self._known = _Known(store, columns)
        self._until: int | None = None
        self._laid: dict[int, _Laid] = {}
        self._gone: set[str] = set()
        """Claims that are rejected."""
        self._stated: dict[int, tuple[str, frozenset[str]]] = {}
        """Events that some of these state: number -> (id, all claims that do)."""
        self._fallen: set[int] = set()
        """Of these events, those that nothing holds up."""
        self._made: Overlay | None = None

    def at(self, seq: int) -> Overlay:
        """The overlay as of a number of the log, which is none before that of the last time."""
        if self._made is None or self._until != seq:
            held = Decisions(self._store, self._columns.as_of, whole=self._until is None)
            ids = self._all(held) if self._until is None else self._touched(self._until)
            self._lay(held, ids)
            self._made, self._until = self._overlay(), seq
        return self._made

    def _all(self, held: Decisions) -> set[str]:
        """Records that decisions are about which matter here."""
        return {*held.ever_left_out, *(a for j in held.of_slots for a in j.about)}

    def _touched(self, since: int) -> set[str]:
        """What later decisions are about, or what those that they undo are about."""
        found: set[str] = set()
        todo = [a for j in self._store.judgements_since(since) for a in j.about]
        while todo:
            id_ = todo.pop()
            if id_ in found:
                continue
            found.add(id_)
            undone = self._store.judgement(int(id_.removeprefix(JUDGEMENT))) if id_.startswith(JUDGEMENT) else None
            todo += undone.about if undone is not None else ()
        return found

    def _lay(self, held: Decisions, ids: AbstractSet[str]) -> None:
        told = self._known.happenings_of(ids)
        held.about((*ids, *(i for account in told.values() for i in _ids(*account))))
        about = {h: _about(held, *account) for h, account in told.items()}
        asks = {h: asked_by(held_) for h, held_ in about.items()}
        decided = {h: told[h] for h, asked in asks.items() if asked}
        shown, rough = self._put_together(decided, about)
        sides = _sides(self._store, {h: a for h, a in decided.items() if "who" in asks[h]}, about, held.as_of)
        rejected = held.rejected(dict(told.values()))
        numbers = self._store.numbered_events(rejected, held.as_of)
        for h, (id_, accounts) in told.items():
            self._laid[h] = _Laid(
                decided_out(id_, accounts, about[h]),
                tuple(numbers[e] for e, _ in accounts if e in numbers),
                asks[h], shown.get(h), sides.get(h, ()), h in rough,
            )  # fmt: skip
        self._let_fall(held, ids)

    def _put_together(
        self, decided: Mapping[int, Account], about: Mapping[int, Sequence[Judgement]]
    ) -> tuple[dict[int, Happening], AbstractSet[int]]:
        """Happenings as they are shown, and those of them that are only known roughly."""
        reports = {r for _, accounts in decided.values() for _, r in accounts}
        new = decided.keys() if len(reports) <= MOST else frozenset[int]()
        made = put_together(self._store, [decided[h][0] for h in new], self._columns.as_of, self._facts)
        shown = {h: made[decided[h][0]].happening for h in new if decided[h][0] in made}
        others = {h: account for h, account in decided.items() if h not in new}
        rough = _roughly(self._store, self._columns, others, about)
        return shown | rough, rough.keys()

    def _let_fall(self, held: Decisions, ids: AbstractSet[str]) -> None:
        """See which events lost all claims that state them."""
        claims = [i for i in ids if i.startswith(CLAIM)]
        known = held.about(claims)
        new = {c for c in claims if is_rejected(known.get(c, ()), {c})}
        self._gone = (self._gone - set(claims)) | new
        self._stated |= self._store.events_stated_by(new, held.as_of)
        touched = {n: id_ for n, (id_, by) in self._stated.items() if id_ in ids or not by.isdisjoint(claims)}
        about = held.about(touched.values())
        for n, id_ in touched.items():
            fallen = falls(self._stated[n][1], self._gone, about.get(id_, ()))
            (self._fallen.add if fallen else self._fallen.discard)(n)

    def _overlay(self) -> Overlay:
        laid = self._laid
        decided = {h: one.shown for h, one in laid.items() if one.shown is not None}
        return Overlay(
            _ints(sorted(h for h, one in laid.items() if one.out)),
            _ints(sorted({*(n for one in laid.values() for n in one.rejected), *self._fallen})),
            decided,
            {h: laid[h].asks for h in decided},
            {h: laid[h].sides for h in decided if "who" in laid[h].asks},
            sum(laid[h].rough for h in decided),
        )


def _sides(
    store: Store, decided: Mapping[int, Account], about: Mapping[int, Sequence[Judgement]], as_of: int | None
) -> dict[int, list[EventSide]]:
    """Who takes part in happenings of which a person decided it."""
    told = store.event_sides([e for _, accounts in decided.values() for e, _ in accounts], as_of)
    return {
        h: sides_with(
            [side for e, _ in accounts for side in told.get(e, ())], about[h], {id_, *(e for e, _ in accounts)}
        )
        for h, (id_, accounts) in decided.items()
    }


def _ints(numbers: Sequence[int]) -> Ints:
    return np.array(numbers, dtype=np.int64)


def _roughly(
    store: Store, columns: Columns, decided: Mapping[int, Account], about: Mapping[int, Sequence[Judgement]]
) -> dict[int, Happening]:
    """Happenings by the row of their first account and what was decided of them."""
    events = columns.live[::-1] if decided else columns.live[:0]
    first = dict(zip(columns.happening[events].tolist(), events.tolist(), strict=True))
    codes = store.event_codes([first[h] for h in decided])
    return {h: _rough(codes[first[h]], *told, about[h]) for h, told in decided.items()}


class _Known:
    """Finds happenings with their accounts by the ids that decisions are about."""

    def __init__(self, store: Store, columns: Columns) -> None:
        self._store, self._columns = store, columns

    def happenings_of(self, ids: Iterable[str]) -> dict[int, tuple[str, tuple[tuple[str, str], ...]]]:
        """Number -> (id, its (event, report)), of the happenings that records belong to."""
        c = self._columns
        named = list(dict.fromkeys(ids))
        met = c.happening[np.array(self._events(named), dtype=np.int64)]
        rows = c.live[c.marked(met)[c.happening[c.live]]] if len(met) else met
        told = self._store.events_numbered(rows.tolist())
        ids_of = self._store.happenings_numbered([h for h in set(met.tolist()) if h <= c.top])
        found: dict[int, tuple[str, tuple[tuple[str, str], ...]]] = {}
        for n in rows.tolist():
            h = int(c.happening[n])
            id_, accounts = found.get(h, (ids_of.get(h) or happening_id(told[n][0]), ()))
            found[h] = id_, (*accounts, told[n])
        return found

    def _events(self, ids: Sequence[str]) -> list[int]:
        """Numbers of the events that are named, or belong to what is named."""
        as_of = self._columns.as_of
        events = [i for i in ids if i.startswith(EVENT)]
        happenings = [i for i in ids if i.startswith(HAPPENING)]
        groups = self._store.members_of(happenings, as_of)
        events += [e for members in groups.values() for e in members]
        events += [event_of(h) for h in happenings if h not in groups]
        reports = tuple(i for i in ids if i.startswith(REPORT))
        for n in range(0, len(reports), MANY):
            told = self._store.fitting(Sieve(reports=reports[n : n + MANY], as_of=as_of), limit=10**6)
            events += [f.event for f in told]
        return list(self._store.numbered_events(events, as_of).values())


def _ids(id_: str, accounts: Sequence[tuple[str, str]]) -> list[str]:
    """What decisions on a happening are about."""
    return list(dict.fromkeys((id_, *(i for pair in accounts for i in pair))))


def _about(held: Decisions, id_: str, accounts: Sequence[tuple[str, str]]) -> list[Judgement]:
    about = _ids(id_, accounts)
    known = held.about(about)
    found = {j.seq: j for a in about for j in known.get(a, ())}
    return [found[n] for n in sorted(found)]


def _rough(row: EventCodes, id_: str, accounts: Sequence[tuple[str, str]], held: Sequence[Judgement]) -> Happening:
    start, end = iso_of(row.first), iso_of(row.last)
    when = Day(start, end, cast("Precision", row.precision or "range")) if start or end else None
    spot = row.place, row.lat, row.lon, row.country, row.admin1, row.where_prec, row.radius_km, None
    where = Spot(*spot) if row.place is not None else None  # type: ignore[arg-type]  # the name is told
    status, plover = cast("EventStatus", row.status), cast("Plover", row.plover)
    events = tuple((r, e) for e, r in accounts)
    made = Happening(id_, "", plover, row.acled, row.ucdp, status, when, where, (), (), events, 1, 1)
    return decide(made, held, titled=False)
