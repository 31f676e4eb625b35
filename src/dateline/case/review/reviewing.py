"""A report with what people decided of it: the contents page of reviewing.

What was read is taken record by record, the decisions that hold are put into it, what was rejected is left out. Nothing
is written: the same decisions give the same review, whoever asks, and at any number of the log.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from dateline.case.ledger.decisions import holding, is_rejected, last_about, verdict
from dateline.case.review.applying import sound, with_value
from dateline.case.review.drafting import Draft
from dateline.case.review.finding import found, without_found
from dateline.case.review.leaving import fallen, holds_up, left_out, without
from dateline.case.review.naming import given_over
from dateline.case.review.records import Kind, Record, ReportReview, Reviewed, State
from dateline.case.review.slots import words_of
from dateline.case.review.values import fault, kind_of, normal
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement

LISTS: Final[Mapping[Kind, str]] = {
    "event": "events", "claim": "claims", "control": "control", "relation": "relations",
}  # fmt: skip
_ORDER: Final = {kind: n for n, kind in enumerate(LISTS)}


def review_of(
    dossier: Dossier, judgements: Sequence[Judgement], reading: int = 0, task: str | None = None
) -> ReportReview:
    """The review of a report. `judgements` are those about it, its records and each other, undone ones too; in a
    double coding those of one coder. `reading` is the number of the reading in the log."""
    decided = _Decided(judgements)
    read = without_found(dossier, None if task is not None else decided.adds)
    draft = Draft.of(read)
    report = dossier.document.id
    made = [_reviewed(kind, record, record, decided, draft, report) for kind, record in records_of(read)]
    there = {r.id for r in made}
    for add in decided.holding_adds:
        one = found(add, draft)
        if one is not None and one[1].id not in there:
            there.add(one[1].id)
            made.append(_reviewed(one[0], one[1], None, decided, draft, report))
    whole = _assembled(read, draft, made)
    out = left_out(whole, decided.rejects)
    held = {r.id for r in made if holds_up(decided.of(r.id))}
    now = given_over(without(whole, out, held))
    down = out | fallen(whole, out, held)
    made = [replace(r, state="rejected") if r.id in down else r for r in made]
    last = last_about(decided.held, {"done"}, {report})
    ordered = sorted(made, key=lambda r: (min(e.start for e in words_of(r.record)), _ORDER[r.kind], r.id))
    return ReportReview(report, reading, read, now, tuple(ordered), last, decided.revision(report), task)


def records_of(dossier: Dossier) -> Iterator[tuple[Kind, Record]]:
    """The records that are decided on one by one."""
    for kind, name in LISTS.items():
        yield from ((kind, record) for record in getattr(dossier, name))


@dataclass
class _Decided:
    """The decisions on one report, by what they are about."""

    judgements: Sequence[Judgement]

    def __post_init__(self) -> None:
        self.held = holding(self.judgements)
        self.adds = [j for j in self.judgements if j.verb == "add"]
        self.holding_adds = [j for j in self.held if j.verb == "add"]
        self._by: defaultdict[str, list[Judgement]] = defaultdict(list)
        for j in self.held:
            for about in dict.fromkeys(j.about):
                self._by[about].append(j)
        self._revisions = revisions(self.judgements)

    def of(self, *ids: str) -> list[Judgement]:
        """Those that hold, about any of the records."""
        return sorted({j.seq: j for id_ in ids for j in self._by.get(id_, ())}.values(), key=lambda j: j.seq)

    def rejects(self, ids: Collection[str]) -> bool:
        """Whether the last word on any of the records is a rejection."""
        return is_rejected(self.of(*ids), ids)

    def revision(self, id_: str) -> int:
        return self._revisions.get(id_, 0)


def revisions(judgements: Iterable[Judgement]) -> dict[str, int]:
    """Record -> number of the last decision on it, or of what undid one, or of what undid that."""
    known = list(judgements)
    about = {j.id: j.about for j in known}
    found: dict[str, int] = {}
    for j in known:
        todo, met = list(j.about), set[str]()
        while todo:
            id_ = todo.pop()
            if id_ not in met:
                met.add(id_)
                found[id_] = max(found.get(id_, 0), j.seq, j.undone or 0)
                todo += about.get(id_, ()) if j.verb == "undo" else ()
    return found


def _reviewed(
    kind: Kind, record: Record, read: Record | None, decided: _Decided, draft: Draft, report: str
) -> Reviewed:
    """One record as it stands now; whether it is left out is told once all are known."""
    own = decided.of(record.id)
    now = corrected(record, own, draft)
    last = verdict(decided.of(record.id, report), {record.id, report})
    verb = last.verb if last is not None else None
    state: State = "open"
    if verb == "unsure":
        state = "unsure"
    elif read is None:
        state = "added"
    elif now != read:
        state = "corrected"
    elif verb == "accept" or any(j.verb == "value" for j in own):
        state = "accepted"
    shown = own if last is None or last in own else [*own, last]
    return Reviewed(record.id, kind, state, now, read, decided.revision(record.id), tuple(shown))


def corrected(record: Record, own: Sequence[Judgement], draft: Draft) -> Record:
    """The record with the values that hold, slot by slot in the order in which the case's picture takes them."""
    now = record
    for slot in dict.fromkeys(j.slot for j in own if j.verb == "value" and j.slot):
        last = last_about(own, {"value"}, {record.id}, slot)
        if last is None:
            continue
        value = normal(kind_of(record), slot, last.value)  # decisions come out of sheets, and from other versions, too
        if fault(record, slot, value, draft.names) is None:
            now = with_value(now, slot, value, draft.quotes(last.evidence), record, draft)
    return sound(now, record)


def _assembled(read: Dossier, draft: Draft, made: Sequence[Reviewed]) -> Dossier:
    """The dossier with the records as they stand now, rejected ones too."""
    by_id = {r.id: r.record for r in made}
    lists: dict[str, Any] = {
        name: (
            *(by_id[r.id] for r in getattr(read, name)),
            *(r.record for r in made if r.read is None and r.kind == kind),
        )
        for kind, name in LISTS.items()
    }
    return draft.into(read, lists)
