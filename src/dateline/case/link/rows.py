"""Rows of datasets beside what reports tell: which row and which happening are one.

Reports are linked first, among themselves, as if there were no rows: a dataset of a hundred thousand events makes no
word common and fills no block. Then each dataset's rows find their happenings, the best pair first. Two rows of one
dataset are never one happening, for its coders took them for two; the row of a later release is the same row. What two
rows, or two happenings, claim about equally well is left apart: a wrong link hides two facts, a missing one none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.case.link.blocks import may_be_one
from dateline.case.link.clusters import Pair, components, pair
from dateline.case.link.judged import Decided
from dateline.case.link.rarity import Rarity
from dateline.case.link.score import Score, score
from dateline.case.link.settings import LinkSettings
from dateline.case.link.tellings import Telling
from dateline.model.situation import Link

LONGEST: Final = 10
"""Days of a row that is looked for; a longer one sums up what happened in them, and is no single happening."""
MARGIN: Final = 0.25
"""Points by which a row must fit better than its dataset's next row, and a happening better than the next one."""
_Unit = tuple[str, str]
"""Dataset, and its id of the event: rows of several releases are one unit."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Groups with the rows in them, and the pairs of a row and another account that matter."""

    groups: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]
    compared: int


@dataclass(frozen=True, slots=True)
class _Fit:
    points: float
    unit: _Unit
    group: int


def place_rows(
    groups: Iterable[tuple[str, ...]],
    tellings: Mapping[str, Telling],
    rows: Mapping[str, Telling],
    rarity: Rarity,
    decisions: Decided,
    settings: LinkSettings,
) -> Placed:
    """Put rows beside the happenings of reports. `tellings` are those of reports, by event id, `rows` those of rows;
    `rarity` is of reports alone."""
    known = {**tellings, **rows}
    made = _Groups(known, groups, _units(rows), decisions)
    scores: dict[Pair, Score] = {}
    for dataset in sorted({t.dataset for t in rows.values() if t.dataset is not None}):
        mine = [t for t in rows.values() if t.dataset == dataset and _is_short(t)]
        pairs = _candidates(mine, [t for t in known.values() if made.open_to(t, dataset)], settings)
        found = {p: score(known[p[0]], known[p[1]], rarity, settings) for p in sorted(pairs)}
        scores |= found
        made.join(dataset, found, settings)
    links = tuple(
        Link(*p, s.points, s.parts, decisions.same.get(p) or decisions.apart.get(p))
        for p, s in sorted(scores.items())
        if s.points > 0 or made.together(p)
    )
    return Placed(made.groups(), links, len(scores))


def _units(rows: Mapping[str, Telling]) -> dict[str, _Unit]:
    return {i: (t.dataset or "", t.row or i) for i, t in rows.items()}


def _is_short(t: Telling) -> bool:
    return t.low is not None and t.high is not None and t.high - t.low < LONGEST


class _Groups:
    """Happenings that grow by rows."""

    def __init__(
        self,
        known: Mapping[str, Telling],
        groups: Iterable[tuple[str, ...]],
        units: Mapping[str, _Unit],
        decisions: Decided,
    ) -> None:
        self._known, self._units, self._decisions = known, units, decisions
        by_unit: dict[_Unit, list[str]] = {}
        for id_, unit in units.items():
            by_unit.setdefault(unit, []).append(id_)
        bound = [(g[0], other) for g in (*groups, *by_unit.values()) for other in g[1:]]
        parts = components(known, (*bound, *decisions.same))
        self._rows = by_unit
        self._members: dict[int, list[str]] = {n: list(part) for n, part in enumerate(parts)}
        self._of = {id_: n for n, part in enumerate(parts) for id_ in part}
        self._order = {dataset: n for n, dataset in enumerate(sorted({d for d, _ in units.values()}))}

    def groups(self) -> tuple[tuple[str, ...], ...]:
        return tuple(sorted(tuple(sorted(ids)) for ids in self._members.values()))

    def together(self, p: Pair) -> bool:
        return self._of[p[0]] == self._of[p[1]]

    def open_to(self, t: Telling, dataset: str) -> bool:
        """Whether an account is one that rows of a dataset are put beside: a report's, or a row of one before it."""
        return t.dataset is None or self._order[t.dataset] < self._order[dataset]

    def join(self, dataset: str, scores: Mapping[Pair, Score], settings: LinkSettings) -> None:
        """Join each row and happening that are each other's best, and clearly so."""
        fits = self._fits(dataset, scores, settings)
        clear = _clear(fits, lambda f: f.unit) & _clear(fits, lambda f: f.group)
        for fit in sorted(clear, key=lambda f: (-f.points, f.unit, f.group)):
            if not self._has(fit.group, dataset) and self._alone(fit.unit):
                self._merge(fit.group, self._of[self._rows[fit.unit][0]])

    def _fits(self, dataset: str, scores: Mapping[Pair, Score], settings: LinkSettings) -> list[_Fit]:
        """How well rows and happenings go together: the mean over the accounts that were compared, as among reports;
        one that must be kept apart parts them."""
        points: dict[tuple[_Unit, int], list[float]] = {}
        apart: set[tuple[_Unit, int]] = set()
        for p, found in scores.items():
            row, other = p if self._known[p[0]].dataset == dataset else (p[1], p[0])
            at = (self._units[row], self._of[other])
            points.setdefault(at, []).append(found.points)
            if found.apart or p in self._decisions.apart:
                apart.add(at)
        means = {at: sum(told) / len(told) for at, told in points.items() if at not in apart}
        return [_Fit(mean, *at) for at, mean in means.items() if mean > settings.join]

    def _has(self, group: int, dataset: str) -> bool:
        return any(self._known[i].dataset == dataset for i in self._members.get(group, ()))

    def _alone(self, unit: _Unit) -> bool:
        """Whether a row stands with none but its own releases."""
        rows = self._rows[unit]
        return set(self._members[self._of[rows[0]]]) == set(rows)

    def _merge(self, group: int, row: int) -> None:
        for id_ in self._members.pop(row):
            self._of[id_] = group
            self._members[group].append(id_)


def _clear(fits: Iterable[_Fit], of: Callable[[_Fit], object]) -> set[_Fit]:
    """The best fit of each row, or of each happening, where no other comes near it."""
    by: dict[object, list[_Fit]] = {}
    for fit in fits:
        by.setdefault(of(fit), []).append(fit)
    best = (sorted(some, key=lambda f: (-f.points, f.unit, f.group))[:2] for some in by.values())
    return {two[0] for two in best if len(two) == 1 or two[0].points - two[1].points >= MARGIN}


def _candidates(rows: Sequence[Telling], others: Iterable[Telling], settings: LinkSettings) -> set[Pair]:
    """Rows and accounts of one day, of kinds of act that meet, in places not far off."""
    by_day: dict[int, list[Telling]] = {}
    for t in others:
        for day in _days(t):
            by_day.setdefault(day, []).append(t)
    return {
        pair(row.id, other.id)
        for row in rows
        for day in _days(row)
        for other in by_day.get(day, ())
        if may_be_one(row, other, settings)
    }


def _days(t: Telling) -> Iterator[int]:
    """The days of an account; none where it is told of more than `LONGEST`, or of no day at all."""
    if t.low is not None and t.high is not None and t.high - t.low < LONGEST:
        yield from range(t.low, t.high + 1)
