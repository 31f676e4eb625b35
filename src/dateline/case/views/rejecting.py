"""Reports as people left them: without the events, claims and statements that a decision rejects, and whole reports
gone where one rejects those. What was rejected is told by id; why, and by whom, stands in the case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain

from dateline.case.ledger.decisions import is_rejected, last_about
from dateline.case.review.leaving import holds_up, left_out, without
from dateline.case.store.protocol import Store
from dateline.case.views.choosing import HAPPENING, event_of
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.records import Claim, Control, Event, Relation


class Rejections:
    """What decisions reject, as of a number of the log; `decisions` are those that hold, by the record they are
    about."""

    def __init__(self, store: Store, decisions: Mapping[str, Sequence[Judgement]], as_of: int | None) -> None:
        self._store, self._decisions, self._as_of = store, decisions, as_of

    def whole(self, dossier: Dossier) -> bool:
        """Whether the report itself is rejected, and nobody accepted a record of it after that."""
        report = dossier.document.id
        if not self._rejects({report}):
            return False
        return all(self._is_rejected(r.id, report) for r in _records(dossier))

    def of(self, dossier: Dossier) -> tuple[Dossier, tuple[str, ...]]:
        """The dossier without what is rejected, and the ids of that."""
        if not self._decisions:
            return dossier, ()
        records = list(_records(dossier))
        gone = left_out(dossier, self._rejects) | {r.id for r in records if r.id in self._of_happenings}
        if not gone:
            return dossier, ()
        held = {r.id for r in records if holds_up(self._decisions.get(r.id, ()))}
        kept = without(dossier, gone, held)
        left = {r.id for r in (*_records(kept), *kept.victims)}
        return kept, tuple(sorted({r.id for r in (*records, *dossier.victims)} - left))

    def _is_rejected(self, record: str, report: str) -> bool:
        return self._rejects({record, report}) or record in self._of_happenings

    def _rejects(self, ids: Collection[str]) -> bool:
        held = {j.seq: j for a in ids for j in self._decisions.get(a, ())}
        return is_rejected(list(held.values()), ids)

    @cached_property
    def _of_happenings(self) -> frozenset[str]:
        """Events of happenings that are rejected, unless somebody wants these counted all the same."""
        gone = [a for a in self._decisions if a.startswith(HAPPENING) and self._rejects({a})]
        counted = {
            a
            for a in gone
            if (last := last_about(self._decisions[a], {"include", "exclude"}, {a})) and last.verb == "include"
        }
        wanted = [a for a in gone if a not in counted]
        groups = self._store.members_of(wanted, self._as_of)
        return frozenset(chain(*groups.values(), (event_of(h) for h in wanted if h not in groups)))


def _records(dossier: Dossier) -> Iterator[Event | Claim | Control | Relation]:
    return chain(dossier.events, dossier.claims, dossier.control, dossier.relations)
