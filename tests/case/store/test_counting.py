"""Counts by rows are what a view shows: every figure over every kind of case equals the happenings that the situation
has under the filter narrowed to that part of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.case.ledger.inclusion import Rules
from dateline.case.opening import create_case_store
from dateline.case.situation import put_together, situation_of
from dateline.case.store.entry import entry_of, iso_of
from dateline.case.store.protocol import Box, Store
from dateline.case.store.sieve import Sieve
from dateline.case.survey.figures import ORDERS, STEPS, crowd, leaf, matrix, times
from dateline.case.survey.survey import Surveys
from dateline.case.views.filter import EVERYTHING, Filter, filter_of
from dateline.case.views.loading import Facts
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement
from tests.case.views.generated import fill
from tests.case.views.invented import Told

SEEDS = (1, 4, 6)
FILTERS = st.builds(
    Filter,
    countries=st.sampled_from([(), ("CD",), ("FJ",), ("CD", "FJ")]),
    box=st.sampled_from([None, Box(-2, 29, 1, 30), Box(-90, 170, 90, -170), Box(1.5, 30, 2, 31)]),
    first=st.sampled_from([None, "2021-05-01", "2021-05-02"]),
    last=st.sampled_from([None, "2021-05-02", "2021-05-04"]),
    actors=st.sampled_from([(), ("guard",), ("test-adf", "army"), ("watch",)]),
    types=st.sampled_from([(), ("ASSAULT",), ("AID",)]),
    statuses=st.sampled_from([(), ("happened",), ("denied", "alleged")]),
    outlets=st.sampled_from([(), ("Kivu Courier",)]),
    sources=st.sampled_from([(), ("example",), ("ministry", "residents")]),
    text=st.sampled_from([None, "raided goma", "goma", "killing", "Nowhere"]),
)


def shown(store: Store, only: Filter, as_of: int | None = None) -> set[str]:
    """The happenings that a view shows, whatever the rules of the case are."""
    found = situation_of(store, only=only, as_of=as_of, rules=Rules()).happenings
    return {h.id for h in found if h.included}


@pytest.fixture(scope="module", params=SEEDS)
def case(request, tmp_path_factory):
    store = create_case_store(tmp_path_factory.mktemp("counted") / "war.dateline")
    fill(store, request.param)
    yield store, Surveys(store, Facts(store))
    store.close()


def test_both_stores_count_what_their_views_show(store):
    fill(store, 4)
    surveys = Surveys(store, Facts(store))
    for only in (
        EVERYTHING,
        Filter(text="raided"),
        Filter(actors=("guard",), countries=("CD",)),
        Filter(last="2021-05-02"),
        Filter(actors=("watch",)),
        Filter(text="goma"),
    ):
        found = surveys.of(only)
        assert set(leaf(store, found, limit=500).ids) == shown(store, only), only
        check_figures(store, found, only)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(only=FILTERS)
def test_any_filter_counts_what_the_view_shows(case, only):
    store, surveys = case
    found = surveys.of(only)
    assert set(leaf(store, found, limit=500).ids) == shown(store, only)
    assert found.shown == len(shown(store, only))
    assert found.shown + sum(n for _, n in found.left_out) == found.of_all


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(only=FILTERS)
def test_each_part_of_a_figure_counts_what_the_filter_narrowed_to_it_shows(case, only):
    store, surveys = case
    check_figures(store, surveys.of(only), only)


def check_figures(store, found, only):
    drawn = crowd(store, found)
    for cell in drawn.cells:
        assert cell.happenings == len(shown(store, replace(only, box=cell.box))), cell
    assert drawn.placed + drawn.without == found.shown
    line = times(found, "day")
    for bar in line.bars:
        assert bar.happenings == len(shown(store, replace(only, first=iso_of(bar.first), last=iso_of(bar.last)))), bar
        assert bar.unsure <= bar.happenings
    assert line.dated + line.undated == found.shown
    table = matrix(store, found, 3)
    for doer, row in zip(table.doers, table.counts, strict=True):
        assert doer.happenings == len(shown(store, replace(only, doers=(doer.key,))))
        for other, n in zip(table.done_to, row, strict=True):
            if doer.key != other.key:
                assert n == len(shown(store, replace(only, doers=(doer.key,), done_to=(other.key,))))


def test_as_known_earlier_it_counts_what_was_known(case):
    store, surveys = case
    for as_of in (3, 11, store.info().seq - 4):
        found = surveys.of(EVERYTHING, as_of)
        assert set(leaf(store, found, limit=500).ids) == shown(store, EVERYTHING, as_of)


@pytest.mark.parametrize("order", ORDERS)
def test_pages_have_every_happening_once_and_in_order(case, order):
    store, surveys = case
    found, after = surveys.of(EVERYTHING), 0
    pages: list[str] = []
    while True:
        page = leaf(store, found, order, after, limit=4)
        pages += page.ids
        if page.next is None:
            break
        after = page.next
    assert len(pages) == len(set(pages)) == found.shown
    days = [h.happening.when for h in put_together(store, pages).values()]
    assert any(days)
    if order != "newest":
        first = [_first_told(store, h) for h in pages]
        known = [d for d in first if d is not None]
        assert known == sorted(known, reverse=order == "latest")
        assert first[: len(known)] == known


def _first_told(store, happening):
    made = put_together(store, [happening])[happening]
    decided = made.happening.slot("when")
    if decided.state == "decided" and made.happening.when is not None:
        return made.happening.when.start or made.happening.when.end
    told = {e.id: e for r in store.readings([m.report for m in made.members]) for e in r.dossier.events}
    read = (told[m.id].when for m in made.members)  # as read: a claim that was rejected takes no day from the rows
    return min((when.start for when in read if when and when.start), default=None)


def test_what_is_put_together_alone_is_what_the_situation_has(case):
    store, surveys = case
    ids = leaf(store, surveys.of(EVERYTHING), limit=7).ids
    told = situation_of(store, only=Filter(happenings=ids))
    made = put_together(store, ids)
    assert {h.id: h for h in told.happenings} == {i: m.happening for i, m in made.items()}
    assert put_together(store, []) == {}


def test_a_decision_is_counted_at_once(tmp_path):
    store = create_case_store(tmp_path / "war.dateline")
    fill(store, 2)
    surveys = Surveys(store, Facts(store))
    before = surveys.of(EVERYTHING)
    one = leaf(store, before, limit=1).ids[0]
    (kept,) = store.judge([Judgement("exclude", "happening", (one,), "AB", reason="a duplicate")])
    after = surveys.of(EVERYTHING)
    assert after.shown == before.shown - 1
    assert dict(after.left_out)["happenings that a decision leaves out"] == before.out + 1
    store.judge([Judgement("undo", "judgement", (kept.id,), "AB")])
    assert surveys.of(EVERYTHING).shown == before.shown
    suva = {"name": "Suva", "lat": -18.1, "lon": 178.4, "country": "FJ"}
    store.judge([Judgement("value", "happening", (one,), "AB", slot="where", value=suva)])
    fiji = surveys.of(Filter(box=Box(-18.2, 178, -18, 179)))
    assert leaf(store, fiji).ids == (one,)
    assert [c.happenings for c in crowd(store, fiji).cells] == [1]
    store.close()


@pytest.mark.parametrize("most", [100, 0])
def test_a_type_that_a_person_decided_is_found_by_it_and_no_more_by_the_one_that_was_read(tmp_path, monkeypatch, most):
    monkeypatch.setattr("dateline.case.survey.overlay.MOST", most)  # 0: none of them is put together
    store = create_case_store(tmp_path / "war.dateline")
    fill(store, 2)
    surveys = Surveys(store, Facts(store))
    assault, aid = Filter(types=("ASSAULT",)), Filter(types=("AID",))
    one = min(shown(store, assault) - shown(store, aid))
    store.judge([Judgement("value", "happening", (one,), "AB", slot="plover", value="AID")])
    store.judge([Judgement("value", "happening", (one,), "AB", slot="acled", value=None)])
    for only in (assault, aid):
        assert set(leaf(store, surveys.of(only), limit=500).ids) == shown(store, only)
    assert one in shown(store, aid) - shown(store, assault)
    store.close()


@pytest.mark.parametrize("most", [100, 0])
def test_an_actor_that_a_person_decided_is_found_by_it_and_no_more_by_the_one_that_was_read(
    tmp_path, monkeypatch, most
):
    monkeypatch.setattr("dateline.case.survey.overlay.MOST", most)  # 0: none of them is put together
    store = create_case_store(tmp_path / "war.dateline")
    fill(store, 2)
    surveys = Surveys(store, Facts(store))
    army = Filter(doers=("test-army",))
    one = min(shown(store, army))
    store.judge([Judgement("value", "happening", (one,), "AB", slot="actor", value=["Lake Patrol"])])
    store.judge([Judgement("value", "happening", (one,), "AB", slot="recipient", value=["civilians"])])
    for only in (army, Filter(actors=("patrol",)), Filter(doers=("name:lake patrol",), done_to=("name:civilians",))):
        found = surveys.of(only)
        assert set(leaf(store, found, limit=500).ids) == shown(store, only), only
    assert shown(store, Filter(actors=("patrol",))) == {one}
    assert one not in shown(store, army)
    table = matrix(store, surveys.of(Filter(actors=("patrol",))))
    assert [(m.name, m.happenings) for m in table.doers] == [("Lake Patrol", 1)]
    assert [(m.name, m.happenings) for m in table.done_to] == [("civilians", 1)]
    store.close()


def test_an_account_that_was_rejected_is_found_by_nothing_and_back_when_that_is_undone(tmp_path):
    store = create_case_store(tmp_path / "war.dateline")
    for n, town in enumerate(("Beni", "Goma")):
        told = Told(f"Report {n}: the guard raided {town}.", "Kivu Courier", "2021-05-03")
        told.attack(f"the guard raided {town}", town, "2021-05-02", by="guard")
        store.add([entry_of(told.dossier(), f"{n}.txt")])
    events = [e for _, e in store.sift(Sieve()).events]
    store.set_groups([events], [], "chance")
    surveys = Surveys(store, Facts(store))
    goma, beni = Filter(text="Goma"), Filter(text="Beni")
    assert surveys.of(goma).shown == surveys.of(beni).shown == 1
    (kept,) = store.judge([Judgement("reject", "event", (events[1],), "AB")])
    assert [surveys.of(one).shown for one in (goma, beni, EVERYTHING)] == [0, 1, 1]
    assert [len(shown(store, one)) for one in (goma, beni, EVERYTHING)] == [0, 1, 1]
    store.judge([Judgement("undo", "judgement", (kept.id,), "AB")])
    assert surveys.of(goma).shown == len(shown(store, goma)) == 1
    store.close()


def test_where_very_many_values_were_decided_it_is_said_how_many_are_counted_roughly(case, monkeypatch):
    store, _ = case
    exact = Surveys(store, Facts(store)).of(EVERYTHING)
    monkeypatch.setattr("dateline.case.survey.overlay.MOST", 0)
    rough = Surveys(store, Facts(store)).of(EVERYTHING)
    assert exact.rough == 0
    assert rough.rough > 0
    assert rough.shown == exact.shown


@pytest.mark.parametrize("step", STEPS)
def test_bars_follow_each_other_without_gap(case, step):
    found = times(case[1].of(EVERYTHING), step)
    assert found.bars
    assert all(a.last + 1 == b.first for a, b in zip(found.bars, found.bars[1:], strict=False))
    assert all(b.first <= b.last for b in found.bars)


def test_a_survey_that_names_happenings_is_refused(case):
    with pytest.raises(SettingsError, match="name none"):
        case[1].of(Filter(happenings=("happening-1",)))
    assert filter_of(doer="test-adf").doers == ("test-adf",)
