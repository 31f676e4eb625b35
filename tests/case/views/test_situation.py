"""A situation out of a small case: what is shown, what is left out, what was known when."""

from __future__ import annotations

import pytest

from dateline.case.ledger.inclusion import Rules
from dateline.case.situation import INCLUSION, OUTSIDE, UNLINKED, situation_of
from dateline.case.store.protocol import Store
from dateline.case.views.filter import filter_of
from dateline.case.views.loading import Facts
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement
from dateline.model.situation import Situation
from tests.case.views.conftest import AddTold
from tests.case.views.invented import POINTS, bunia, courier, holding, post, undated

BENI, BENI_AGAIN = courier().attack("attacked Beni", "Beni", None), post().attack("ADF raid", "Beni", None)
BUNIA = bunia().attack("struck near Bunia", "Bunia", None)


def places(situation: Situation) -> list[str]:
    return [h.where.name for h in situation.happenings if h.where]


def test_an_empty_case_has_an_empty_situation(store: Store) -> None:
    situation = situation_of(store)
    assert not any((situation.happenings, situation.reports, situation.ledger, situation.left_out))


def test_before_linking_every_event_is_a_happening_and_the_view_says_so(full: Store) -> None:
    situation = situation_of(full)
    assert places(situation) == ["Beni", "Beni", "Bunia", "Goma"]
    assert dict(situation.left_out) == {UNLINKED: 4}


def test_linked_events_are_one_happening_with_both_tolls_beside_each_other(full: Store) -> None:
    full.set_groups([(BENI, BENI_AGAIN), (BUNIA,)], (), "test")
    situation = situation_of(full)
    attack = situation.happenings[0]
    assert attack.events == tuple((r, e) for r, e in attack.events if e in {BENI, BENI_AGAIN})
    assert len(attack.events) == 2
    assert sorted(s.value for s in attack.slot("deaths").said) == ["12 civilians", "9 civilians"]
    assert attack.slot("deaths").state == "disputed"
    assert [e.reason for e in situation.ledger if e.kind == "contradiction"] == ["number"]
    assert dict(situation.left_out) == {UNLINKED: 1}


def test_a_happening_keeps_its_id_when_it_is_linked(full: Store) -> None:
    alone = {h.events[0][1]: h.id for h in situation_of(full).happenings}
    full.set_groups([(BENI, BENI_AGAIN)], (), "test")
    assert alone[BENI] in {h.id for h in situation_of(full).happenings}


def test_happenings_stand_in_the_order_of_days_and_the_undated_last(full: Store) -> None:
    assert [h.when.start if h.when else None for h in situation_of(full).happenings] == [
        "2021-05-03", "2021-05-03", "2021-05-06", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"actor": "M23"}, ["Goma"]),
        ({"actor": "test-adf"}, ["Beni", "Beni", "Bunia"]),
        ({"actor": ["m23", "adf"]}, ["Beni", "Beni", "Bunia", "Goma"]),
        ({"actor": "Nobody"}, []),
        ({"first": "2021-05-04"}, ["Bunia"]),
        ({"last": "2021-05-05"}, ["Beni", "Beni"]),
        ({"from": "2021-05-03", "to": "2021-05-06"}, ["Beni", "Beni", "Bunia"]),
        ({"box": (0, 29, 1, 30)}, ["Beni", "Beni"]),
        ({"country": "CD"}, ["Beni", "Beni", "Bunia", "Goma"]),
        ({"country": "SY"}, []),
        ({"outlet": "congo post"}, ["Beni", "Bunia"]),
        ({"source": "red cross"}, ["Beni"]),
        ({"text": "hills"}, ["Goma"]),
        ({"text": "bunia"}, ["Bunia"]),
        ({"text": "hills bunia"}, []),
        ({"type": "ASSAULT"}, ["Beni", "Beni", "Bunia", "Goma"]),
        ({"type": "protests"}, []),
        ({"type": "armed clash"}, ["Beni", "Beni", "Bunia", "Goma"]),
        ({"type": "ucdp 2"}, ["Beni", "Beni", "Bunia", "Goma"]),
        ({"type": "one-sided"}, []),
        ({"status": "planned"}, []),
        ({"status": ["happened"], "country": "Democratic Republic of the Congo", "text": "raid"}, ["Beni"]),
        ({"happening": BUNIA}, ["Bunia"]),
        ({"happening": [bunia().document.id]}, ["Bunia"]),
    ],
)
def test_a_filter_shows_what_fits(full: Store, asked: dict[str, object], shown: list[str]) -> None:
    situation = situation_of(full, only=filter_of(**asked))
    assert places(situation) == shown
    assert dict(situation.left_out).get(OUTSIDE, 0) == 4 - len(shown)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"box": (1, 2, 3)}, "four numbers"),
        ({"box": (50, 0, 40, 10)}, "south below north"),
        ({"country": "Atlantis"}, "ISO code"),
        ({"type": "WAR"}, "ASSAULT"),
        ({"status": "maybe"}, "happened"),
        ({"first": "May"}, "YYYY-MM-DD"),
        ({"first": "2021-05-09", "last": "2021-05-01"}, "after the last"),
        ({"colour": "red"}, "no such filter"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_in_words(asked: dict[str, object], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        filter_of(**asked)


def test_a_box_across_the_180th_meridian_finds_what_lies_on_both_sides(store: Store, add: AddTold) -> None:
    from tests.case.views.invented import Told

    east = Told("Boats of the ADF shelled Taveuni.", "Reef News", "2021-05-04")
    east.attack("shelled Taveuni", "Taveuni", "2021-05-03")
    add(east, courier())
    assert POINTS["Taveuni"][1] < -179
    assert places(situation_of(store, only=filter_of(box=(-20, 179, 0, -179)))) == ["Taveuni"]
    assert places(situation_of(store, only=filter_of(box=(-20, 178, 0, 179)))) == []


def test_a_filter_by_words_takes_them_literally(full: Store) -> None:
    assert places(situation_of(full, only=filter_of(text="%"))) == []
    assert places(situation_of(full, only=filter_of(source="_"))) == []


def test_a_filtered_happening_is_the_same_as_in_the_whole_picture(full: Store) -> None:
    full.set_groups([(BENI, BENI_AGAIN), (BUNIA,)], (), "test")
    whole = {h.id: h for h in situation_of(full).happenings}
    for asked in ({"outlet": "congo post"}, {"actor": "M23"}, {"text": "raid"}):
        for happening in situation_of(full, only=filter_of(**asked)).happenings:
            assert happening == whole[happening.id]


def test_what_one_report_of_a_happening_tells_brings_the_others_with_it(full: Store) -> None:
    full.set_groups([(BENI, BENI_AGAIN)], (), "test")
    situation = situation_of(full, only=filter_of(source="red cross"))
    assert [len(h.events) for h in situation.happenings] == [2]
    assert [r.outlet for r in situation.reports] == ["Kivu Courier", "Congo Post"]


def test_a_filtered_view_opens_no_more_dossiers_than_it_needs(full: Store) -> None:
    facts = Facts(full)
    situation_of(full, only=filter_of(text="hills"), facts=facts)
    assert facts.opened == 1
    situation_of(full, only=filter_of(text="hills"), facts=facts)
    assert facts.opened == 1
    situation_of(full, facts=facts)
    assert facts.opened == 5


def test_facts_are_kept_only_as_many_as_asked(full: Store) -> None:
    facts = Facts(full, most=2)
    situation_of(full, facts=facts)
    situation_of(full, facts=facts)
    assert facts.opened >= 8


def test_what_was_known_on_a_day_stays_what_it_was_after_additions_links_and_decisions(
    store: Store, add: AddTold
) -> None:
    add(courier(), post())
    before = {day: situation_of(store, as_of=day) for day in ("2024-04-30", "2024-05-01", "2024-05-02")}
    assert [len(s.happenings) for s in before.values()] == [0, 1, 2]
    add(bunia(), undated())
    store.set_groups([(BENI, BENI_AGAIN)], (), "test")
    store.judge([Judgement("value", "event", (BENI,), "AB", slot="deaths", value=11)])
    store.set_rule(INCLUSION, {"name": "deadly", "events": {"min_deaths": 10}}, "AB")
    for day, then in before.items():
        assert situation_of(store, as_of=day) == then


@pytest.mark.parametrize(
    ("as_of", "reports"), [("2024-05-02", 2), ("2024-05-02T11:00", 1), (3, 3), ("4", 4), (0, 0), (None, 5)]
)
def test_a_state_is_named_by_day_time_or_number(full: Store, as_of: str | int | None, reports: int) -> None:
    assert len(situation_of(full, as_of=as_of).reports) == reports


@pytest.mark.parametrize("as_of", ["last week", "2024-13-01", 99])
def test_a_state_that_is_none_is_refused(full: Store, as_of: str | int) -> None:
    with pytest.raises(SettingsError):
        situation_of(full, as_of=as_of)


def test_every_state_has_a_head_of_its_own(full: Store) -> None:
    heads = [situation_of(full, as_of=n).head for n in range(6)]
    assert len(set(heads)) == 6
    assert heads[0] == ""
    assert heads[5] == situation_of(full).head


def test_a_copy_is_listed_and_counts_once(store: Store, add: AddTold) -> None:
    from tests.case.views.invented import Told

    add(courier())
    copy = Told(courier().text + " (Reprinted.)", "Reprint Daily", "2021-05-05")
    claim = copy.claim("the army", "The ADF attacked Beni on Monday, killing 12 civilians")
    event = copy.attack("attacked Beni", "Beni", "2021-05-03", killed="12 civilians", toll=12, claims=[claim])
    add(copy, copy_of=courier().document.id)
    store.set_groups([(BENI, event)], (), "test")
    situation = situation_of(store)
    assert [h.reports for h in situation.happenings] == [1]
    assert [r.copy_of for r in situation.reports] == [None, courier().document.id]
    assert [f.reports for f in situation.figures if f.name == "ADF"] == [1]


def test_what_the_rules_of_the_case_leave_out_is_marked_and_counted(full: Store) -> None:
    full.set_rule(INCLUSION, {"name": "deadly", "events": {"min_deaths": 10}}, "AB")
    situation = situation_of(full)
    assert sum(h.included for h in situation.happenings) == 1
    assert 3 in dict(situation.left_out).values()
    assert situation.rules[0] == "deadly"
    assert all(h.included for h in situation_of(full, rules=Rules()).happenings)


def test_where_a_person_decided_the_decision_is_what_a_filter_looks_at(full: Store) -> None:
    full.judge([Judgement("value", "event", (BUNIA,), "AB", slot="when", value="2021-06-09")])
    assert places(situation_of(full, only=filter_of(first="2021-06-01"))) == ["Bunia"]
    assert places(situation_of(full, only=filter_of(last="2021-05-31"))) == ["Beni", "Beni"]


def test_actors_are_told_with_names_countries_and_counts(full: Store) -> None:
    figures = {f.name: f for f in situation_of(full).figures}
    assert (figures["ADF"].happenings, figures["ADF"].kind, figures["ADF"].country) == (3, "rebel group", "CD")
    assert figures["ADF"].reports == 4
    assert list(figures) == sorted(figures, key=lambda n: -figures[n].happenings)


def test_who_holds_a_place_is_told_at_a_date_with_who_says_otherwise(full: Store) -> None:
    then, later = situation_of(full, at="2021-05-04"), situation_of(full)
    assert [(h.place.name, h.actor) for h in then.held] == [("Beni", "army")]
    assert ("Beni", "ADF") in [(h.place.name, h.actor) for h in later.held]
    assert (then.at, later.at) == ("2021-05-04", None)


def test_relations_and_control_follow_actor_country_and_box(full: Store) -> None:
    assert [(b.subject, b.object) for b in situation_of(full, only=filter_of(actor="M23")).bonds] == [("M23", "ADF")]
    assert not situation_of(full, only=filter_of(actor="army")).bonds
    assert situation_of(full, only=filter_of(actor="army")).held == situation_of(full).held
    assert not situation_of(full, only=filter_of(box=(1, 30, 2, 31))).held


def test_a_filter_on_events_alone_says_nothing_of_control(full: Store) -> None:
    situation = situation_of(full, only=filter_of(type="ASSAULT"))
    assert (situation.held, situation.bonds) == ((), ())


def test_where_the_last_word_is_rejected_the_one_before_holds_again(full: Store) -> None:
    assert [h.actor for h in situation_of(full).held] == ["ADF"]
    full.judge([Judgement("reject", "report", (holding().document.id,), "AB")])
    assert [h.actor for h in situation_of(full).held] == ["army"]


@pytest.mark.parametrize("field", ["actor", "source", "outlet", "text", "happening"])
@pytest.mark.parametrize("told", ["half \udcff", "nul \0"])
def test_bytes_that_are_no_letters_are_no_filter(field: str, told: str) -> None:
    with pytest.raises(SettingsError, match="no letters"):
        filter_of(**{field: told})
