"""What decisions make of counts: happenings and accounts that are left out, and happenings of which a person decided
what filters ask: where, when, whether, what and who.

The latter are put together as a view puts them together. Where there are very many of them, those beyond the first
hundreds are counted by what was decided and what the first report tells besides, and it is said how many these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

import numpy as np

from dateline.case.ledger.decided import decide
from dateline.case.ledger.happening import decided_out
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

MOST: Final = 100
"""Reports that are opened for happenings of which a person decided a value: each takes some 5 ms."""


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
Put = dict[tuple[int, tuple[int, ...]], Happening]
"""Happenings that were put together, by their number and those of the decisions on them."""


def overlay_of(store: Store, columns: Columns, facts: Facts, put: Put) -> Overlay:
    """What the decisions that hold make of the counts. `put` keeps what was put together from one decision to the
    next."""
    held = Decisions(store, columns.as_of)
    known = _Known(store, columns)
    rejected = known.happenings_of(held.ever_left_out)
    decided = known.happenings_of(dict.fromkeys(a for j in held.of_slots for a in j.about))
    held.about(i for told in (*rejected.values(), *decided.values()) for i in _ids(*told))
    out = [h for h, told in rejected.items() if decided_out(*told, _about(held, *told))]
    keys = {h: (h, tuple(j.seq for j in _about(held, *told))) for h, told in decided.items()}
    new = frozenset(_some({h: told for h, told in decided.items() if keys[h] not in put}, MOST))
    made = put_together(store, [decided[h][0] for h in new], columns.as_of, facts)
    fresh = {keys[h]: made[decided[h][0]].happening for h in new if decided[h][0] in made}
    told_before = {key: put[key] for key in keys.values() if key in put}
    put.clear()
    put.update(told_before | fresh)
    shown = {h: put[key] for h, key in keys.items() if key in put}
    rough = _roughly(store, columns, {h: told for h, told in decided.items() if h not in shown and h not in new}, held)
    asks = {h: asked_by(_about(held, *told)) for h, told in decided.items()}
    sides = _sides(store, {h: told for h, told in decided.items() if "who" in asks[h]}, held)
    gone = store.numbered_events(held.rejected(dict(rejected.values())), columns.as_of).values()
    dropped = sorted({*gone, *held.fallen})
    return Overlay(_ints(sorted(out)), _ints(dropped), shown | rough, asks, sides, len(rough))


def _sides(store: Store, decided: Mapping[int, Account], held: Decisions) -> dict[int, list[EventSide]]:
    """Who takes part in happenings of which a person decided it."""
    told = store.event_sides([e for _, accounts in decided.values() for e, _ in accounts], held.as_of)
    return {
        h: sides_with(
            [side for e, _ in accounts for side in told.get(e, ())],
            _about(held, id_, accounts), {id_, *(e for e, _ in accounts)},
        )
        for h, (id_, accounts) in decided.items()
    }  # fmt: skip


def _ints(numbers: Sequence[int]) -> Ints:
    return np.array(numbers, dtype=np.int64)


def _some(decided: Mapping[int, Account], most: int) -> list[int]:
    """The first of them, as far as they need so many reports."""
    found, reports = list[int](), set[str]()
    for h, (_, accounts) in decided.items():
        reports.update(r for _, r in accounts)
        if len(reports) > most:
            break
        found.append(h)
    return found


def _roughly(store: Store, columns: Columns, decided: Mapping[int, Account], held: Decisions) -> dict[int, Happening]:
    """Happenings by the row of their first account and what was decided of them."""
    events = columns.live[::-1] if decided else columns.live[:0]
    first = dict(zip(columns.happening[events].tolist(), events.tolist(), strict=True))
    codes = store.event_codes([first[h] for h in decided])
    return {h: _rough(codes[first[h]], *told, _about(held, *told)) for h, told in decided.items()}


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
    return replace(decide(made, held), title="")
