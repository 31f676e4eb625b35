"""What decisions make of counts: happenings that are left out, and those whose place, day or status a person decided.

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
from dateline.case.store.counting import OPEN
from dateline.case.store.entry import iso_of
from dateline.case.store.protocol import Store
from dateline.case.store.queues import EventLine
from dateline.case.store.sieve import MANY, Sieve
from dateline.case.survey.columns import Columns, Ints
from dateline.case.views.choosing import EVENT, HAPPENING, REPORT, event_of
from dateline.case.views.decisions import Decisions
from dateline.case.views.loading import Facts
from dateline.model.ids import happening_id
from dateline.model.judgement import Judgement
from dateline.model.situation import Day, Happening, Spot
from dateline.model.vocabulary import Plover

MOST: Final = 100
"""Reports that are opened for happenings of which a person decided a value: each takes some 5 ms."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """It, for a case as of a number of the log."""

    out: Ints
    """Happenings that decisions leave out."""
    decided: Mapping[int, Happening]
    """Those of which a value was decided, as they are shown."""
    rough: int
    """How many of these were not put together."""


def overlay_of(store: Store, columns: Columns, facts: Facts) -> Overlay:
    """What the decisions that hold make of the counts."""
    held = Decisions(store, columns.as_of)
    known = _Known(store, columns)
    out = [h for h, (id_, accounts) in known.happenings_of(store.left_out(columns.as_of)).items()
           if decided_out(id_, accounts, _about(held, id_, accounts))]  # fmt: skip
    decided = known.happenings_of(dict.fromkeys(a for j in held.of_slots for a in j.about))
    some, reports = list[int](), set[str]()
    for h, (_, accounts) in decided.items():
        reports.update(r for _, r in accounts)
        if len(reports) > MOST:
            break
        some.append(h)
    made = put_together(store, [decided[h][0] for h in some], columns.as_of, facts)
    shown = {h: made[decided[h][0]].happening for h in some if decided[h][0] in made}
    left = {h: told for h, told in decided.items() if h not in shown}
    lines = store.event_lines([accounts[0][0] for _, accounts in left.values()])
    rough = {h: _rough(columns, h, *told, held, lines.get(told[1][0][0])) for h, told in left.items()}
    return Overlay(np.array(sorted(out), dtype=np.int64), shown | rough, len(rough))


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


def _about(held: Decisions, id_: str, accounts: Sequence[tuple[str, str]]) -> list[Judgement]:
    about = dict.fromkeys((id_, *(i for pair in accounts for i in pair)))
    known = held.about(about)
    found = {j.seq: j for a in about for j in known.get(a, ())}
    return [found[n] for n in sorted(found)]


def _rough(
    columns: Columns, number: int, id_: str, accounts: Sequence[tuple[str, str]], held: Decisions,
    line: EventLine | None,
) -> Happening:  # fmt: skip
    """A happening by the rows of its first account and what was decided of it."""
    n = int(columns.live[np.argmax(columns.happening[columns.live] == number)])
    (first, last), (lat, lon, _) = columns.days, columns.points
    start, end = (None if d == OPEN else iso_of(int(d)) for d in (first[n], last[n]))
    when = Day(start, end, "range") if start or end else None
    where = None if np.isnan(lat[n]) else Spot("", float(lat[n]), float(lon[n]), None, None, None, None, None)
    plover, acled = (cast("Plover", line.plover), line.acled) if line else ("ASSAULT", None)
    events = tuple((r, e) for e, r in accounts)
    made = Happening(id_, "", plover, acled, None, "happened", when, where, (), (), events, 1, 1)
    return replace(decide(made, _about(held, id_, accounts)), title="")
