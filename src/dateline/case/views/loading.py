"""The facts of reports, out of the case: only those that a view needs, and each opened once.

Opening a dossier costs a few milliseconds, and one situation after another asks for the same ones: the facts of the
last few hundred readings are kept. A reading never changes, so that what is kept is never stale.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator
from typing import Final

from dateline.case.facts import ReportFacts, facts_of
from dateline.case.store.protocol import Store, Stored
from dateline.protect.policy import Policy
from dateline.protect.view import show

MOST: Final = 512
"""Reports whose facts are kept: some hundred kilobytes each."""
CHUNK: Final = 400
"""Reports asked for in one statement: databases bound how many values one may name."""
PASSED_ON: Final = Policy(reveal=True, quote=200, coarsen_km=10.0)
"""A stored dossier as it may leave the house: `SHARED`, less the hiding, which was done when it was stored. Doing it
again would give pseudonyms new names."""


class Facts:
    """A case's facts by report and reading. `policy` is what may be seen of them besides what the case hides."""

    def __init__(self, store: Store, policy: Policy | None = None, most: int = MOST) -> None:
        self._store, self._policy, self._most = store, policy, most
        self._kept: OrderedDict[tuple[str, int], ReportFacts] = OrderedDict()
        self.opened = 0
        """Dossiers opened so far."""

    def of(self, reports: Collection[str] | None, as_of: int | None = None) -> dict[str, ReportFacts]:
        """Report -> facts as they were at a number of the log; all reports where None, in the order of adding."""
        numbers = self._store.reading_numbers(as_of)
        wanted = [r for r in numbers if reports is None or r in reports]
        found = {r: kept for r in wanted if (kept := self._known(r, numbers[r])) is not None}
        missing = [r for r in wanted if r not in found]
        for stored in self._readings(missing, as_of, everything=len(missing) == len(numbers)):
            found[stored.report] = self._open(stored)
        return {r: found[r] for r in wanted if r in found}

    def _known(self, report: str, seq: int) -> ReportFacts | None:
        kept = self._kept.get((report, seq))
        if kept is not None:
            self._kept.move_to_end((report, seq))
        return kept

    def _readings(self, missing: list[str], as_of: int | None, *, everything: bool) -> Iterator[Stored]:
        if everything:
            yield from self._store.readings(None, as_of)
            return
        for n in range(0, len(missing), CHUNK):
            yield from self._store.readings(missing[n : n + CHUNK], as_of)

    def _open(self, stored: Stored) -> ReportFacts:
        self.opened += 1
        dossier = show(stored.dossier, self._policy).dossier if self._policy else stored.dossier
        facts = self._kept[stored.report, stored.seq] = facts_of(dossier, stored.seq)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return facts
