"""Reports that protect somebody and that nobody has gone through: what they tell of those people was read by a machine
alone."""

from __future__ import annotations

from dateline.case.ledger.decisions import holding
from dateline.case.store.protocol import Store
from dateline.case.store.rows.besides import Protecting


def unreviewed(store: Store, as_of: int | None = None) -> tuple[Protecting, ...]:
    """Reports with protected sources whose reading nobody has gone through to its end, in the order of adding. Whoever
    went through an earlier reading did not see this one."""
    found = list(store.protecting(as_of))
    done: dict[str, int] = {}
    for j in holding(store.judgements_about([p.report for p in found])):
        if j.verb == "done" and j.by == "person":
            done |= dict.fromkeys(j.about, j.seq)
    return tuple(p for p in found if done.get(p.report, 0) < p.reading)
