"""What is not in order in a case: the file, the reports, what they say of each other, what was changed in silence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.case.revisions import Revision, revisions
from dateline.case.situation import UNLINKED, Told, situation_of
from dateline.case.store.protocol import Store
from dateline.case.store.sieve import FindingRow
from dateline.case.views.loading import Facts
from dateline.case.views.moments import moment_of
from dateline.model.situation import LedgerEntry, ReportLine


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found. `damage` alone says that the case itself is not whole; the rest is what its reports hold."""

    damage: tuple[str, ...]
    findings: tuple[FindingRow, ...] = ()
    contradictions: tuple[LedgerEntry, ...] = ()
    corrections: tuple[LedgerEntry, ...] = ()
    revisions: tuple[Revision, ...] = ()
    unlinked: int = 0
    """Events that were not compared with others yet: contradictions between them are not known."""
    reports: tuple[ReportLine, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing was found at all."""
        return not (
            self.damage or self.findings or self.contradictions or self.corrections or self.revisions or self.unlinked
        )


def checked(store: Store, *, as_of: str | int | dt.date | None = None, told: Told = lambda done, of: None) -> Checked:
    """Look at everything. A case that is damaged is looked at no further: what it says could not be trusted."""
    damage = tuple(store.verify())
    if damage:
        return Checked(damage)
    situation = situation_of(store, as_of=as_of, facts=Facts(store, most=1), told=told)
    seq = moment_of(store, as_of).seq
    return Checked(
        (),
        tuple(store.disagreements(seq)),
        tuple(e for e in situation.ledger if e.kind == "contradiction"),
        tuple(e for e in situation.ledger if e.kind == "supersedes" and e.reason == "correction"),
        revisions(store, seq),
        dict(situation.left_out).get(UNLINKED, 0),
        situation.reports,
    )
