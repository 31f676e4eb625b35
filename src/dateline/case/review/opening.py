"""Opening a report for review: its reading and the decisions on it, fast enough to go from one report to the next."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Final

from dateline.case.ledger.decisions import holding
from dateline.case.review.amending import amended
from dateline.case.review.records import Decision, ReportReview
from dateline.case.review.reviewing import records_of, review_of
from dateline.case.review.tasks import double_coding, progress_of
from dateline.case.store.judging import ONCE, once_of
from dateline.case.store.protocol import Store, Stored
from dateline.errors import ConflictError, InputError
from dateline.model.judgement import Judgement

MOST: Final = 64
"""Readings that are kept open: some 100 kB each."""
TRIES: Final = 3
"""How often a reading is written anew where somebody is hidden meanwhile."""


FEW: Final = 8
SEVERAL: Final = 500
"""Reports that are looked at for the next one to review: at first a few, since mostly it is near."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A review, and all decisions that it was made from: undone ones too."""

    review: ReportReview
    judgements: tuple[Judgement, ...]


class Reviews:
    """The reports of a case as they are reviewed. Safe to share between threads."""

    def __init__(self, store: Store, most: int = MOST) -> None:
        self.store, self._most = store, most
        self._kept: OrderedDict[tuple[str, int], Stored] = OrderedDict()
        self._lock = threading.Lock()
        self._amending = threading.Lock()

    def opened(self, report: str, task: str | None = None, who: str | None = None, as_of: int | None = None) -> Opened:
        """A report as it stands at a number of the log; in a double coding by what one coder decided. Raises
        `InputError` where the case has no such report."""
        stored = self._reading(report, as_of)
        judgements = self._judgements(stored, task, who, as_of)
        return Opened(review_of(stored.dossier, judgements, stored.seq, task), judgements)

    def kept(self, once: str, task: str | None = None) -> tuple[Judgement, ...]:
        """What was kept under a key before."""
        return self.store.judgements_about([ONCE + once], None, task)

    def is_kept(
        self, once: str, who: str, report: str, task: str | None, decisions: Sequence[Decision]
    ) -> bool:  # fmt: skip
        """Whether these decisions were kept under a sender's key."""
        return bool(self.kept(key_of(once, who, report, task, decisions), task))

    def was_sent(self, once: str, who: str, report: str) -> bool:
        """Whether anything was kept under a sender's key."""
        return bool(self.kept(key_of(once, who, report, None, ()).partition("/")[0]))

    def beside(self, report: str, task: str | None = None, who: str | None = None) -> tuple[str | None, str | None]:
        """The report before one, and the next one after it that was not gone through to its end; of a double coding
        among its own."""
        coding = double_coding(self.store, task) if task is not None else None
        if coding is not None and report in coding.reports:
            at = coding.reports.index(report)
            following = progress_of(self.store, coding).next_for(who or "", report)
            return coding.reports[at - 1] if at else None, following if following != report else None
        before = self.store.reports_beside(report, back=True, limit=1)
        return (before[0] if before else None), self.next_open(report, task, who)

    def next_open(self, report: str, task: str | None = None, who: str | None = None) -> str | None:
        """The next report that is not done; None where all that follow are."""
        at: str | None = report
        some = FEW
        while at is not None:
            following = self.store.reports_beside(at, limit=some)
            done = self.done(following, task, who)
            found = next((r for r in following if r not in done), None)
            if found is not None:
                return found
            at = following[-1] if len(following) == some else None
            some = SEVERAL
        return None

    def done(self, reports: Sequence[str], task: str | None = None, who: str | None = None) -> frozenset[str]:
        """Those that somebody went through to the end; in a double coding, that one coder did."""
        held = holding(decisions_on(self.store, reports, task, who))
        return frozenset(a for j in held if j.verb == "done" for a in j.about)

    def amend(self, report: str) -> None:
        """See that the report's reading has what people found in it, and nothing that they took back."""
        with self._amending:
            for _ in range(TRIES - 1):
                with suppress(ConflictError):
                    self._amend(report)
                    return
            self._amend(report)

    def _amend(self, report: str) -> None:
        """Out of what the case holds now, not out of what was kept: somebody may have been hidden since."""
        since, _ = self.store.head()
        stored = next(iter(self.store.readings([report])), None)
        if stored is not None:
            amended(self.store, stored, self._judgements(stored, None, None, None), since)

    def _reading(self, report: str, as_of: int | None) -> Stored:
        """The reading that holds; opened once."""
        seq = self.store.reading_numbers(as_of, [report]).get(report)
        if seq is None:
            raise InputError(report, "there is no such report in this case.")
        with self._lock:
            if (known := self._kept.get((report, seq))) is not None:
                self._kept.move_to_end((report, seq))
                return known
        stored = next(iter(self.store.readings([report], as_of)))
        with self._lock:
            self._kept[report, stored.seq] = stored
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return stored

    def _judgements(
        self, stored: Stored, task: str | None, who: str | None, as_of: int | None
    ) -> tuple[Judgement, ...]:
        """Decisions on a report and its records, on what people found in it, and what undid any of them. In a double
        coding nobody sees what another coder, or the case, says."""
        ids = [stored.report, *(r.id for _, r in records_of(stored.dossier))]
        return decisions_on(self.store, ids, task, who, as_of)


def decisions_on(
    store: Store, ids: Iterable[str], task: str | None = None, who: str | None = None, as_of: int | None = None
) -> tuple[Judgement, ...]:
    """The decisions about records, about what those bring, and what undid any of them, in the order of the log; in a
    double coding those of one coder."""
    found: dict[int, Judgement] = {}
    asked, todo = set[str](), list(ids)
    while todo:
        asked.update(todo)
        new = [j for j in store.judgements_about(todo, as_of, task) if task is None or j.who == who]
        found |= {j.seq: j for j in new}
        todo = [id_ for id_ in dict.fromkeys(_further(new)) if id_ not in asked]
    return tuple(found[n] for n in sorted(found))


def _further(judgements: Iterable[Judgement]) -> Iterable[str]:
    """What else may be decided on: a decision itself, and a record that it brought."""
    for j in judgements:
        yield j.id
        if j.verb == "add":
            yield from j.about


def key_of(once: str, who: str, report: str, task: str | None, decisions: Sequence[Decision]) -> str:
    """A sender's key as it is kept; see `judging.once_of`."""
    return once_of("\0".join((once, report, task or "")), who.strip(), [asdict(d) for d in decisions])
