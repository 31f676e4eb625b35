"""How far reports are gone through, as rows tell it, is what going through all decisions tells. All reports are made
up."""

from __future__ import annotations

import random
from typing import Final

import pytest

from dateline.case.ledger.decisions import holding
from dateline.case.store.progress import SORTS, ProgressRow, ReportsWanted, Sort
from dateline.case.store.sql import SqlStore
from dateline.model.judgement import Judgement, Of, Verb
from scripts.soak_reports import entries

VERBS: Final[tuple[Verb, ...]] = ("accept", "reject", "unsure", "value")


def decided(store: SqlStore, seed: int) -> None:
    """Decisions at random: in reports and beside them, in double codings, some taken back."""
    chance = random.Random(seed)  # noqa: S311 - sample data
    kept: list[Judgement] = []
    for stored in store.readings():
        records: list[tuple[Of, str]] = [("event", e.id) for e in stored.dossier.events]
        records += [("claim", c.id) for c in stored.dossier.claims]
        for kind, id_ in chance.sample(records, chance.choice((0, 0, 2, 5))):
            task = chance.choice((None, None, None, "task-1"))
            j = Judgement(chance.choice(VERBS), kind, (id_,), "AB", slot="title", task=task)
            beside = kind == "event" and chance.random() < 0.3
            kept += store.judge([j], within=None if beside else stored.report)
        if chance.random() < 0.4:
            kept += store.judge(
                [Judgement("done", "report", (stored.report,), "AB", value={"nothing": chance.random() < 0.5})],
                within=stored.report,
            )
    for _ in range(3):  # undos, undos of some of them, and so on; some decisions are undone again
        for j in chance.sample(kept, len(kept) // 5):
            now = store.judgement(j.seq)
            if now is not None and now.undone is None:  # what is taken back already, nobody takes back
                kept += store.judge([Judgement("undo", "judgement", (j.id,), "AB")])


def by_hand(store: SqlStore) -> dict[str, tuple[str, int, int]]:
    """Report -> (progress, records decided, unsure ones), out of the dossiers and all decisions."""
    held = [j for j in holding(store.judgements()) if j.verb in (*VERBS, "done")]
    assert [j.seq for j in held] == [j.seq for j in store.judgements() if j.undone is None and j.verb != "undo"]
    found = {}
    for stored in store.readings():
        records = {e.id for e in stored.dossier.events} | {c.id for c in stored.dossier.claims}
        here = [j for j in held if set(j.about) & (records | {stored.report})]
        last = {a: "" for j in here for a in j.about if a in records}
        for j in here:
            for a in set(j.about) & records:
                last[a] = j.verb if j.verb != "value" or not last[a] else last[a]
        done = [j.value["nothing"] for j in here if j.verb == "done"]
        progress = "open" if not here else "work" if not done else "nothing" if done[-1] else "done"
        found[stored.report] = (progress, len(last), sum(v == "unsure" for v in last.values()))
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_progress_is_what_all_decisions_tell(store: SqlStore, seed: int) -> None:
    store.add(list(entries(1, 12, 3)))
    decided(store, seed)
    listed = store.reports_in_progress(ReportsWanted())
    assert {r.id: (r.progress, r.decided, r.unsure) for r in listed.rows} == by_hand(store)
    told = [p for p, _, _ in by_hand(store).values()]
    assert listed.counts == {p: told.count(p) for p in ("open", "work", "done", "nothing")}
    assert len(set(told)) > 2
    for progress in listed.counts:
        some = store.reports_in_progress(ReportsWanted(progress=progress)).rows
        assert len(some) == listed.counts[progress]
        assert {r.progress for r in some} <= {progress}


@pytest.mark.parametrize("sort", SORTS)
def test_each_order_is_gone_through_page_by_page_without_loss(store: SqlStore, sort: Sort) -> None:
    store.add(list(entries(1, 9, 2)))
    decided(store, 3)
    whole = store.reports_in_progress(ReportsWanted(sort=sort)).rows
    found: list[ProgressRow] = []
    after, more = 0, True
    while more:
        listed = store.reports_in_progress(ReportsWanted(sort=sort, limit=2, after=after))
        found += listed.rows
        after, more = listed.rows[-1].rank, listed.more
    assert [r.id for r in found] == [r.id for r in whole]
    assert len(whole) == 9
    days = [r.published for r in whole]
    if sort in {"newest", "oldest"}:
        told = [day for day in days if day is not None]
        assert days == sorted(told, reverse=sort == "newest")


def test_words_outlets_and_days_choose_reports(store: SqlStore) -> None:
    store.add(list(entries(1, 4, 1)))
    one = store.reports_in_progress(ReportsWanted(limit=1)).rows[0]
    words = tuple((one.title or "").lower().split())
    assert [r.id for r in store.reports_in_progress(ReportsWanted(words=words)).rows] == [one.id]
    assert store.reports_in_progress(ReportsWanted(words=("100%",))).rows == ()
    on = store.reports_in_progress(ReportsWanted(days=(one.published, one.published))).rows
    assert one.id in [r.id for r in on]
    assert {r.published for r in on} == {one.published}
    assert store.reports_in_progress(ReportsWanted(outlet="no such outlet")).total == 0


def test_a_double_coding_counts_for_no_report(store: SqlStore) -> None:
    store.add(list(entries(1, 1, 1)))
    (stored,) = store.readings()
    j = Judgement("accept", "event", (stored.dossier.events[0].id,), "AB", task="task-1")
    store.judge([j], within=stored.report)
    row = store.reports_in_progress(ReportsWanted()).rows[0]
    assert (row.progress, row.decided) == ("open", 0)


def test_what_is_kept_from_the_time_before_is_brought_up_to_date(store: SqlStore) -> None:
    store.add(list(entries(1, 8, 2)))
    for seed in range(3):
        decided(store, seed)
        (first, *_) = store.readings()
        taken = [j for j in store.judgements() if j.undone is None and first.report in j.about][-1:]
        for j in (None, *taken):  # once where nothing was undone since, once where something was
            if j is not None:
                store.judge([Judgement("undo", "judgement", (j.id,), "AB")])
            claim = first.dossier.claims[seed].id
            store.judge([Judgement("unsure", "claim", (claim,), "AB")], within=first.report)
            rows = store.reports_in_progress(ReportsWanted()).rows
            assert {r.id: (r.progress, r.decided, r.unsure) for r in rows} == by_hand(store)
    store.add(list(entries(20, 2, 2)))
    rows = store.reports_in_progress(ReportsWanted()).rows
    assert {r.id: (r.progress, r.decided, r.unsure) for r in rows} == by_hand(store)
