"""What became otherwise between two days of a case, and between two cases."""

from __future__ import annotations

from pathlib import Path

from dateline.case.diff import difference
from dateline.case.opening import create_case_store
from dateline.case.situation import situation_of
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.model.judgement import Judgement
from tests.case.views.conftest import AddTold
from tests.case.views.invented import bunia, courier, holding, post

BENI, BENI_AGAIN = courier().attack("attacked Beni", "Beni", None), post().attack("ADF raid", "Beni", None)


def test_a_picture_does_not_differ_from_itself(full: Store) -> None:
    assert not difference(situation_of(full), situation_of(full))


def test_a_new_report_is_told_with_its_new_happening(store: Store, add: AddTold) -> None:
    add(courier())
    before = situation_of(store)
    add(bunia())
    found = difference(before, situation_of(store))
    assert [r.outlet for r in found.reports] == ["Congo Post"]
    assert [(h.became, h.reports) for h in found.happenings] == [("new", (bunia().document.id,))]
    assert [(b.became, b.about) for b in found.bonds] == [("new", "M23 – ADF")]
    assert difference(situation_of(store), before).happenings[0].became == "gone"


def test_a_toll_that_changed_names_whose_word_made_it(store: Store, add: AddTold) -> None:
    add(courier(), post())
    before = situation_of(store, as_of=2)
    store.set_groups([(BENI, BENI_AGAIN)], (), "test")
    (changed,) = (h for h in difference(before, situation_of(store)).happenings if h.became == "changed")
    deaths = next(c for c in changed.changes if c.slot.startswith("deaths"))
    assert (deaths.before, deaths.after) != (None, None)
    assert [(s.source, s.value) for s in deaths.because] == [("the Red Cross", "9 civilians")]
    assert changed.reports == (post().document.id,)
    assert len(changed.joined) == 1


def test_a_contradiction_that_is_new_is_told_once(store: Store, add: AddTold) -> None:
    add(courier(), post())
    before = situation_of(store)
    store.set_groups([(BENI, BENI_AGAIN)], (), "test")
    found = difference(before, situation_of(store))
    assert [e.reason for e in found.contradicted if e.kind == "contradiction"] == ["number"]
    back = difference(situation_of(store), before)
    assert [e.reason for e in back.settled if e.kind == "contradiction"] == ["number"]
    assert not back.contradicted


def test_what_was_one_happening_and_is_two_is_told(store: Store, add: AddTold) -> None:
    add(courier(), post())
    store.set_groups([(BENI, BENI_AGAIN)], (), "test")
    before = situation_of(store)
    store.set_groups([(BENI,), (BENI_AGAIN,)], (), "test")
    changed = difference(before, situation_of(store)).happenings
    assert {h.became for h in changed} == {"changed"}
    assert [len(h.parted) for h in changed] == [1, 1]


def test_a_decision_is_named_as_what_changed_a_value(store: Store, add: AddTold) -> None:
    add(courier())
    before = situation_of(store)
    (judged,) = store.judge([Judgement("value", "event", (BENI,), "AB", slot="deaths", value=11)])
    (changed,) = difference(before, situation_of(store)).happenings
    assert [c.decided for c in changed.changes if c.slot.startswith("deaths")] == [judged.seq]


def test_who_holds_a_place_differs_by_day(full: Store) -> None:
    found = difference(situation_of(full, at="2021-05-04"), situation_of(full, at="2021-05-09"))
    assert [(h.about, h.became) for h in found.held] == [("Beni", "changed")]
    assert found.held[0].before
    assert found.held[0].before.startswith("army")
    assert [s.report for s in found.held[0].because] == [holding().document.id]


def test_two_cases_that_hold_one_report_agree_on_its_happenings(full: Store, tmp_path: Path) -> None:
    other = create_case_store(tmp_path / "other.dateline")
    other.add([entry_of(courier().dossier(), "elsewhere.txt")])
    found = difference(situation_of(other), situation_of(full))
    other.close()
    assert sorted(h.became for h in found.happenings) == ["new", "new", "new"]
    assert len(found.reports) == 4
    assert found.reports_gone == ()
