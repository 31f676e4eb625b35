"""A case that people have worked on, so that pages have something to show: decisions, one taken back, a pair of events
judged, a double coding that two coders are done with. What they decide is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.case.linking import decide, undo
from dateline.case.review.tasks import DoubleCoding, open_double_coding
from dateline.model.judgement import Judgement

if TYPE_CHECKING:
    from dateline.case.store.protocol import Store
    from dateline.model.dossier import Dossier

AB, CD = "AB", "CD"


def work_on(store: Store) -> DoubleCoding:
    """Decide as two people would, and code the three largest reports twice."""
    read = sorted(store.readings(), key=lambda s: (-len(s.dossier.events), s.report))
    largest = read[0].dossier
    first, second, *_ = (e.id for e in largest.events)
    for judgement in (
        Judgement("value", "event", (first,), AB, slot="deaths", value=5, reason="the hospital's list has five"),
        Judgement("accept", "event", (second,), CD),
        Judgement("reject", "claim", (largest.claims[-1].id,), AB, reason="wrong words"),
        Judgement("note", "report", (read[1].report,), CD, value="The list of names is still to come."),
        Judgement("done", "report", (read[-1].report,), CD),
    ):
        store.judge([judgement], within=read[-1].report if judgement.verb == "done" else read[0].report)
    (pair,) = store.pairs("near", 0, 1)
    made = decide(store, "same", pair.a, pair.b, AB, "the same convoy")
    undo(store, made[0].id, CD, "another day")
    return _coded_twice(store, [r.dossier for r in read[:3]])


def _coded_twice(store: Store, reports: list[Dossier]) -> DoubleCoding:
    task = open_double_coding(store, [d.document.id for d in reports], [AB, CD], AB, title="First round")
    for dossier in reports:
        report = dossier.document.id
        for at, event in enumerate(dossier.events):
            for who in (AB, CD):
                judged = Judgement("accept", "event", (event.id,), who, task=task.id)
                if who == CD and at % 3 == 1:
                    judged = Judgement("value", "event", (event.id,), who, slot="status", value="alleged", task=task.id)
                elif who == CD and at % 3 == 2:
                    judged = Judgement("reject", "event", (event.id,), who, reason="wrong date", task=task.id)
                store.judge([judged], within=report)
        for who in (AB, CD):
            store.judge([Judgement("done", "report", (report,), who, task=task.id)], within=report)
    return task
