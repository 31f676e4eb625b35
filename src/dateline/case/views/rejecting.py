"""Reports as people left them: without the events and statements that a decision rejects, and whole reports gone where
one rejects those. What was rejected is told by id; why, and by whom, stands in the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from dateline.case.ledger.decisions import last_about
from dateline.case.store.protocol import Store
from dateline.case.views.choosing import HAPPENING, event_of
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.records import Control, Event, Relation


class Rejections:
    """What decisions reject, as of a number of the log; `decisions` are those that hold, by the record they are
    about."""

    def __init__(self, store: Store, decisions: Mapping[str, Sequence[Judgement]], as_of: int | None) -> None:
        self._store, self._decisions, self._as_of = store, decisions, as_of

    def whole(self, dossier: Dossier) -> bool:
        """Whether the report itself is rejected, and nobody accepted a record of it after that."""
        report = dossier.document.id
        if not self._says("reject", {report}):
            return False
        return all(self._is_rejected(r.id, report) for r in _records(dossier))

    def of(self, dossier: Dossier) -> tuple[Dossier, tuple[str, ...]]:
        """The dossier without what is rejected, and the ids of that."""
        if not self._decisions:
            return dossier, ()
        report = dossier.document.id
        gone = {r.id for r in _records(dossier) if self._is_rejected(r.id, report)}
        if not gone:
            return dossier, ()
        victims = {v.id for v in dossier.victims if v.event in gone}
        return _without(dossier, gone | victims), tuple(sorted(gone | victims))

    def _is_rejected(self, record: str, report: str) -> bool:
        return self._says("reject", {record, report}) or record in self._of_happenings

    def _says(self, verb: str, ids: set[str]) -> bool:
        held = {j.seq: j for a in ids for j in self._decisions.get(a, ())}
        last = last_about(list(held.values()), {"accept", "reject"}, ids)
        return last is not None and last.verb == verb

    @cached_property
    def _of_happenings(self) -> frozenset[str]:
        """Events of happenings that are rejected, unless somebody wants these counted all the same."""
        gone = [a for a in self._decisions if a.startswith(HAPPENING) and self._says("reject", {a})]
        counted = {
            a
            for a in gone
            if (last := last_about(self._decisions[a], {"include", "exclude"}, {a})) and last.verb == "include"
        }
        wanted = [a for a in gone if a not in counted]
        groups = self._store.members_of(wanted, self._as_of)
        return frozenset(chain(*groups.values(), (event_of(h) for h in wanted if h not in groups)))


def _records(dossier: Dossier) -> Iterator[Event | Control | Relation]:
    return chain(dossier.events, dossier.control, dossier.relations)


def _without(dossier: Dossier, gone: set[str]) -> Dossier:
    """The dossier without some records, and without what refers to them: a finding that is about nothing else goes."""
    findings = [replace(f, about=_left(f.about, gone)) if gone & set(f.about) else f for f in dossier.findings]
    was = {f.id for f in dossier.findings if f.about}
    return replace(
        dossier,
        events=tuple(_event(e, gone) for e in dossier.events if e.id not in gone),
        control=tuple(c for c in dossier.control if c.id not in gone),
        relations=tuple(r for r in dossier.relations if r.id not in gone),
        victims=tuple(v for v in dossier.victims if v.id not in gone),
        amounts=tuple(replace(a, of=None) if a.of in gone else a for a in dossier.amounts),
        media=tuple(replace(m, shows=_left(m.shows, gone)) if gone & set(m.shows) else m for m in dossier.media),
        findings=tuple(f for f in findings if f.about or f.id not in was),
    )


def _event(event: Event, gone: set[str]) -> Event:
    return replace(event, parent=None) if event.parent in gone else event


def _left(ids: Iterable[str], gone: set[str]) -> tuple[str, ...]:
    return tuple(i for i in ids if i not in gone)
