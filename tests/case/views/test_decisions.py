"""Decisions looked up as a view needs them are those of the whole log."""

from __future__ import annotations

import pytest

from dateline.case.opening import create_case_store
from dateline.case.views.assembling import Asked
from dateline.case.views.decisions import Decisions
from dateline.case.views.filter import Filter
from dateline.case.views.fitting import SLOTS
from dateline.model.judgement import Judgement
from tests.case.views.generated import fill


@pytest.mark.parametrize("seed", range(4))
def test_a_few_decisions_are_those_that_the_whole_log_gives(tmp_path, seed):
    store = create_case_store(tmp_path / "war.dateline")
    fill(store, seed)
    known = list(store.judgements())
    undone = store.judge([Judgement("undo", "judgement", (j.id,), "Coder") for j in known[::3] if j.verb != "undo"])
    store.judge([Judgement("undo", "judgement", (j.id,), "Coder") for j in undone[::2]])
    for as_of in (None, undone[-1].seq, known[-1].seq):
        whole, few = Decisions(store, as_of, whole=True), Decisions(store, as_of)
        assert whole.by_record
        assert {i: list(few.about([i]).get(i, [])) for i in whole.by_record} == whole.by_record
        assert few.of_actors == whole.of_actors
        assert few.of_slots == whole.of_slots
        assert {j.slot for j in whole.of_slots} <= SLOTS.keys()
    assert list(few.about(["event-that-is-not-there"])["event-that-is-not-there"]) == []
    store.close()


def test_a_filtered_view_asks_for_no_decision_that_it_does_not_need(full, monkeypatch):
    monkeypatch.setattr(type(full), "judgements", lambda *a, **k: pytest.fail("all decisions were loaded"))
    event = full.sift(Asked(full, Filter()).choice.sieve).events[0][1]
    from dateline.case.situation import situation_of

    full.judge([Judgement("value", "event", (event,), "AB", slot="where", value="Goma")])
    (shown,) = situation_of(full, only=Filter(happenings=(event,))).happenings
    assert shown.where is not None
    assert shown.where.name == "Goma"


def test_who_decided_is_not_told_where_a_view_is_passed_on(full):
    event = full.sift(Asked(full, Filter()).choice.sieve).events[0][1]
    full.judge([Judgement("reject", "event", (event,), "AB", reason="AB's cousin says so")])
    (told,) = Decisions(full, None, nameless=True).about([event])[event]
    assert (told.who, told.reason) == ("a person", None)
