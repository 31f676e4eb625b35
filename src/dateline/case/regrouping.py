"""A decision on what is one happening takes effect at once: the groups of the events that it touches are made anew,
from kept links and decisions, and come to what linking the whole case would come to.

Only what hangs together with the events is looked at, and only reports whose words decide are opened. Rows of datasets
are the exception: where a row stands depends on all rows of its dataset, so that it keeps to the account that it fits
best until the case is linked again (`Regrouped.rows` tells how many).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from dateline.case.link.clusters import Pair, components, pair
from dateline.case.link.events import LINKER
from dateline.case.link.grouping import compared_by, grouped
from dateline.case.link.judged import Decided, decided
from dateline.case.link.settings import USUAL
from dateline.case.link.tellings import Telling, tellings_of
from dateline.case.store.protocol import Store
from dateline.case.views.loading import Facts
from dateline.errors import ConflictError
from dateline.model.judgement import Judgement
from dateline.model.situation import Link

MOST: Final = 2000
"""Events that hang together; a knot of more is left to linking."""
TRIES: Final = 5
"""How often it is begun again where somebody else decides meanwhile."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What became of the happenings of some events."""

    happenings: Mapping[str, tuple[str, ...]]
    """Happening id -> event ids, of all that hangs together; empty where it is too much for now."""
    rows: int = 0
    """Rows of datasets among them, which the next linking may place otherwise."""
    left: bool = False
    """Whether so much hangs together that only linking the case tells."""


def regroup(store: Store, events: Iterable[str], facts: Facts | None = None) -> Regrouped:
    """Group anew what hangs together with the events, and keep it. The case is as it was linked last, with reports
    that came since left alone: they are compared when it is linked again."""
    asked = tuple(dict.fromkeys(events))
    for _ in range(TRIES):
        since = store.head()[0]
        knot = _knot(store, asked)
        if knot is None:
            return Regrouped({}, left=True)
        groups = _groups(store, knot, facts or Facts(store))
        try:
            kept = store.regroup(groups, LINKER, since) if groups else {}
        except ConflictError:
            continue
        return Regrouped(kept, len(knot.rows))
    raise ConflictError("Others are deciding on the same events: try again in a moment.")


@dataclass(slots=True)
class _Knot:
    """Everything that hangs together with some events."""

    reports: dict[str, str] = field(default_factory=dict)
    """Event -> report, of what reports tell."""
    rows: dict[str, str] = field(default_factory=dict)
    """The same of rows of datasets."""
    links: dict[Pair, Link] = field(default_factory=dict)
    judgements: dict[int, Judgement] = field(default_factory=dict)

    @property
    def near(self) -> list[tuple[str, ...]]:
        """What hangs together whatever people decided."""
        found = compared_by(self.links.values())
        told = (p for p, x in found.points.items() if x > 0 and p not in found.apart)
        return components(self.reports, (p for p in told if p[0] in self.reports and p[1] in self.reports))

    def decisions(self, known: Collection[str]) -> Decided:
        return decided([self.judgements[n] for n in sorted(self.judgements)], "event", known)


def _knot(store: Store, asked: Sequence[str]) -> _Knot | None:
    """Follow links, decisions and happenings from the events on; None where that is too much."""
    knot, todo = _Knot(), set(asked)
    seen: set[str] = set()
    while todo:
        seen |= todo
        if len(seen) > MOST:
            return None
        fresh = sorted(todo)
        there = store.reports_of(fresh)
        rows = store.rows_among(fresh)
        knot.reports |= {e: r for e, r in there.items() if e not in rows}
        knot.rows |= {e: r for e, r in there.items() if e in rows}
        todo = set(_neighbours(store, knot, fresh)) - seen
    return knot


def _neighbours(store: Store, knot: _Knot, fresh: Sequence[str]) -> Iterator[str]:
    """What stands with the events, is linked to them, or was judged to be one with them. A row leads nowhere but to
    what it stands with: reports are linked as if there were none."""
    happenings = set(store.happenings_of(fresh).values())
    yield from (e for members in store.members_of(sorted(happenings)).values() for e in members)
    for j in store.judgements_about(fresh):
        knot.judgements[j.seq] = j
        if j.of == "event" and j.verb == "same":
            yield from j.about
    links = store.links_with(fresh)
    knot.links |= {(k.a, k.b): k for k in links}
    strong = compared_by(links)
    others = {p for p, x in strong.points.items() if x > 0 and p not in strong.apart}
    rows = store.rows_among(sorted({i for p in others for i in p}))
    yield from (i for p in others if rows.isdisjoint(p) for i in p)


def _groups(store: Store, knot: _Knot, facts: Facts) -> list[tuple[str, ...]]:
    """The happenings, as linking makes them."""
    decisions, near, told = knot.decisions(knot.reports), knot.near, _Tellings(knot.reports | knot.rows, facts)
    at = {i: n for n, part in enumerate(near) for i in part}
    bound = [(part[0], other) for part in near for other in part[1:]]
    compared = compared_by(k for p, k in knot.links.items() if p[0] in at and p[1] in at)
    groups = [
        g
        for part in components(knot.reports, (*bound, *decisions.same))
        for g in grouped(part, at, knot.reports, compared, told.of, decisions, USUAL)
    ]
    return _with_rows(groups, knot, told) if knot.rows else groups


class _Tellings:
    """What events say, out of reports that are opened when they are asked for."""

    def __init__(self, reports: Mapping[str, str], facts: Facts) -> None:
        self._reports, self._facts = reports, facts
        self._known: dict[str, Telling] = {}

    def of(self, event: str) -> Telling:
        if event not in self._known:
            report = self._reports[event]
            self._known |= {t.id: t for t in tellings_of(self._facts.of([report])[report], USUAL)}
        return self._known[event]


def _with_rows(groups: Sequence[tuple[str, ...]], knot: _Knot, told: _Tellings) -> list[tuple[str, ...]]:
    """The groups with rows of datasets in them: each row, in all its releases, with those that a person says, else
    with the accounts that it fits best."""
    units: dict[tuple[str | None, str | None], list[str]] = {}
    for row in sorted(knot.rows):
        units.setdefault((told.of(row).dataset, told.of(row).row), []).append(row)
    decisions = knot.decisions({*knot.reports, *knot.rows})
    bound = [(g[0], other) for g in (*groups, *units.values()) for other in g[1:]]
    parts = {n: list(p) for n, p in enumerate(components({*knot.reports, *knot.rows}, (*bound, *decisions.same)))}
    for n, part in list(parts.items()):
        if all(i in knot.rows for i in part) and (best := _best(part, parts, knot, decisions)) is not None:
            parts[best] += parts.pop(n)
    return sorted(tuple(sorted(p)) for p in parts.values())


def _best(row: Sequence[str], parts: Mapping[int, Sequence[str]], knot: _Knot, decisions: Decided) -> int | None:
    """The happening whose accounts the row fits best, by the links that are kept; None where it fits none."""
    compared = compared_by(knot.links.values())
    found: list[tuple[float, int]] = []
    for n, part in parts.items():
        pairs = [pair(a, b) for a in row for b in part if b in knot.reports]
        points = [compared.points[p] for p in pairs if p in compared.points]
        if points and not any(p in compared.apart or p in decisions.apart for p in pairs):
            found.append((sum(points) / len(points), n))
    best = max(found, default=(0.0, -1))
    return best[1] if best[0] > USUAL.join else None


def about_events(store: Store, judgements: Iterable[Judgement]) -> tuple[str, ...]:
    """The events that decisions are about, and those that decisions which they take back are about."""
    found: dict[str, None] = {}
    for j in judgements:
        taken = [k for a in j.about if j.verb == "undo" for k in _named(store, a)]
        for one in (j, *taken):
            if one.of == "event" and one.verb in {"same", "apart"}:
                found |= dict.fromkeys(one.about)
    return tuple(found)


def _named(store: Store, judgement: str) -> list[Judgement]:
    number = judgement.removeprefix("judgement-")
    found = store.judgement(int(number)) if number.isdigit() else None
    return [found] if found is not None else []
