"""The facts of reports, out of the case: only those that a view needs, and each opened once.

Opening a dossier costs a few milliseconds, and one situation after another asks for the same ones: the facts of the
last few hundred readings are kept. A reading never changes, so that what is kept is never stale.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from dateline.case.facts import ReportFacts, facts_of
from dateline.case.review.reviewing import records_of
from dateline.case.review.settling import Settling, made_with, settled
from dateline.case.store.protocol import Store, Stored
from dateline.protect.policy import OWNER, Policy, Redaction, Shown
from dateline.protect.view import show

MOST: Final = 512
"""Reports whose facts are kept: some hundred kilobytes each."""
CHUNK: Final = 400
"""Reports asked for in one statement: databases bound how many values one may name."""
TOGETHER: Final = 64
"""Reports whose facts are at hand at once where many are gone through."""
PASSED_ON: Final = Policy(reveal=True, quote=200, coarsen_km=10.0)
"""A stored dossier as it may leave the house: `SHARED`, less the hiding, which was done when it was stored. Doing it
again would give pseudonyms new names."""
SEALED: Final = Redaction("report that the case keeps as a view, with whom it protects hidden", None, 1)


def shown_of(stored: Stored, policy: Policy | None) -> Shown:
    """A kept report as it may be seen, and what is not shown of it. Whom it protects was hidden when it was kept."""
    shown = show(stored.dossier, policy if policy is not None else OWNER)
    return replace(shown, redactions=(SEALED, *shown.redactions)) if stored.sealed is not None else shown


@dataclass(frozen=True, slots=True)
class _Opened:
    """A report's facts, the records that they were made of, and the decisions that settled them."""

    facts: ReportFacts
    ids: tuple[str, ...]
    settled: tuple[int, ...]


class Facts:
    """A case's facts by report and reading. `policy` is what may be seen of them besides what the case hides. Several
    threads may ask at once."""

    def __init__(self, store: Store, policy: Policy | None = None, most: int = MOST) -> None:
        self._store, self.policy, self._most = store, policy, most
        self._kept: OrderedDict[tuple[str, int], _Opened] = OrderedDict()
        self._lock = threading.Lock()
        self.opened = 0
        """Dossiers opened so far."""
        self.gazetteers: set[tuple[str, str]] = set()
        """Name and version of the lists of places that they were read with."""

    def of(
        self, reports: Collection[str] | None, as_of: int | None = None, settling: Settling | None = None
    ) -> dict[str, ReportFacts]:
        """Report -> facts as they were at a number of the log; all reports where None, in the order of adding.
        `settling` tells what claims and statements are settled by."""
        numbers = self._store.reading_numbers(as_of, reports)
        if settling is not None:
            at_hand = (self._kept.get(key) for key in numbers.items())
            settling.look_up(i for opened in at_hand if opened is not None for i in opened.ids)
        found = {r: kept for r, seq in numbers.items() if (kept := self._known(r, seq, settling)) is not None}
        missing = [r for r in numbers if r not in found]
        everything = reports is None and len(missing) == len(numbers)
        for stored in self._readings(missing, as_of, everything=everything):
            opened = self._open(stored, settling)
            found[stored.report] = opened.facts
            self._keep(stored, opened)
        return {r: found[r] for r in numbers if r in found}

    def each(
        self, reports: Collection[str] | None, as_of: int | None = None, settling: Settling | None = None
    ) -> Iterator[ReportFacts]:
        """As `of`, one report after the other. What there is room for is kept, and nothing for it let go."""
        if reports is None and not self._kept:
            for stored in self._store.readings(None, as_of):
                opened = self._open(stored, settling)
                if len(self._kept) < self._most:
                    self._keep(stored, opened)
                yield opened.facts
            return
        wanted = list(self._store.reading_numbers(as_of, reports))
        for n in range(0, len(wanted), TOGETHER):
            yield from self.of(wanted[n : n + TOGETHER], as_of, settling).values()

    def _known(self, report: str, seq: int, settling: Settling | None) -> ReportFacts | None:
        kept = self._kept.get((report, seq))
        if kept is None or made_with(settling.of(kept.ids) if settling is not None else {}) != kept.settled:
            return None
        with self._lock:
            if (report, seq) in self._kept:  # another thread may have let it go
                self._kept.move_to_end((report, seq))
        return kept.facts

    def _readings(self, missing: list[str], as_of: int | None, *, everything: bool) -> Iterator[Stored]:
        if everything:
            yield from self._store.readings(None, as_of)
            return
        for n in range(0, len(missing), CHUNK):
            yield from self._store.readings(missing[n : n + CHUNK], as_of)

    def _open(self, stored: Stored, settling: Settling | None) -> _Opened:
        self.opened += 1
        ids = tuple(r.id for _, r in records_of(stored.dossier))
        decided = settling.of(ids) if settling is not None else {}
        if decided:
            stored = replace(stored, dossier=settled(stored.dossier, decided))
        shown = shown_of(stored, self.policy)
        used = shown.dossier.receipt.gazetteer
        self.gazetteers.add((used.name, used.version))
        facts = replace(facts_of(shown.dossier, stored.seq), redactions=shown.redactions)
        return _Opened(facts, ids, made_with(decided))

    def _keep(self, stored: Stored, opened: _Opened) -> None:
        with self._lock:
            self._kept[stored.report, stored.seq] = opened
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
