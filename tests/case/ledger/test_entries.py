"""What the ledger says: contradictions with a reason, corroborations, what took the place of what."""

from __future__ import annotations

import pytest

from tests.case.ledger.conftest import Desk, actor, told, toll

GUARD, FRONT, ARMY = actor("River Guard"), actor("Hill Front"), actor("army")
COLUMN = actor("North Column", part_of="River Guard")
A, B, C = "Nile Wire", "Juba Post", "Kodok Daily"


def kinds(entries):
    return sorted((e.kind, e.reason, e.slot) for e in entries if e.kind != "corroboration")


RIVALS = [("contradiction", "number", "deaths")]
UPDATE = [("supersedes", "update", "deaths")]
NUMBERS = [
    # two tolls as (outlet, day, toll), what the ledger has
    ((A, "2021-05-05", toll(12)), (B, "2021-05-05", toll(12)), []),
    ((A, "2021-05-05", toll(12)), (B, "2021-05-05", toll(15)), RIVALS),
    ((A, "2021-05-05", toll(10, hedge="at least")), (B, "2021-05-06", toll(12)), []),
    (
        (A, "2021-05-05", toll(10, hedge="at least")),
        (B, "2021-05-05", toll(9)),
        RIVALS,
    ),
    ((A, "2021-05-05", toll(100, hedge="about")), (B, "2021-05-05", toll(110)), []),
    (
        (A, "2021-05-05", toll(100, hedge="about")),
        (B, "2021-05-05", toll(170)),
        RIVALS,
    ),
    ((A, "2021-05-05", toll(low=3, hedge="several")), (B, "2021-05-05", toll(7)), []),
    (
        (A, "2021-05-05", toll(low=3, hedge="several")),
        (B, "2021-05-05", toll(60)),
        RIVALS,
    ),
    (
        (A, "2021-05-05", toll(high=20, hedge="at most")),
        (B, "2021-05-05", toll(25)),
        RIVALS,
    ),
    ((A, "2021-05-05", toll(hedge="heavy")), (B, "2021-05-05", toll(0)), RIVALS),
    ((A, "2021-05-05", toll(10)), (B, "2021-05-07", toll(14)), UPDATE),
    ((A, "2021-05-05", toll(10)), (B, "2021-08-07", toll(14)), RIVALS),
    ((A, "2021-05-05", toll(14)), (B, "2021-05-07", toll(10)), RIVALS),
    ((A, "2021-05-05", toll(14)), (A, "2021-05-07", toll(10)), [("supersedes", "correction", "deaths")]),
    ((A, "2021-05-05", toll(10)), (A, "2021-05-07", toll(14)), UPDATE),
    ((A, None, toll(10)), (B, "2021-05-07", toll(14)), RIVALS),
]


@pytest.mark.parametrize(("one", "other", "expected"), NUMBERS)
def test_tolls_are_compared_with_their_hedges_and_the_day_they_were_said(desk: Desk, one, other, expected) -> None:
    events = [desk.event(desk.report(outlet, day), tolls=[t]) for outlet, day, t in (one, other)]
    happening, entries = desk.happening(*events)
    assert kinds(entries) == expected
    assert (happening.slot("deaths").state == "disputed") == any(kind == "contradiction" for kind, _, _ in expected)


def test_a_partys_higher_number_is_no_update(desk: Desk) -> None:
    sides = [("actor", GUARD), ("recipient", FRONT)]
    sober = desk.event(desk.report(A, "2021-05-05"), tolls=[toll(10, of="Hill Front")], sides=sides)
    boast = toll(50, of="Hill Front", by=told("the River Guard", "organisation", of=GUARD.key))
    party = desk.event(desk.report(B, "2021-05-06"), tolls=[boast], sides=sides)
    assert ("contradiction", "number", "deaths") in kinds(desk.happening(sober, party)[1])


def test_a_message_names_both_values_and_who_gives_them(desk: Desk) -> None:
    one = desk.event(desk.report(A), tolls=[toll(12, by=told("the mayor", "anonymous"))])
    two = desk.event(desk.report(B, "2021-05-06"), tolls=[toll(3)])
    (entry,) = (e for e in desk.happening(one, two)[1] if e.kind == "contradiction")
    assert entry.message == "Deaths: “12” says the mayor (Nile Wire, 2021-05-05); “3” says Juba Post (2021-05-06)."
    assert entry.figures == {"lowest": 3, "highest": 12}
    assert [side.value for side in entry.sides] == ["12", "3"]


def test_parts_by_one_voice_that_exceed_the_whole_of_another_contradict_it(desk: Desk) -> None:
    whole = desk.event(desk.report(A), tolls=[toll(9)], sides=[("recipient", ARMY)])
    parts = desk.event(desk.report(B), tolls=[toll(5, of="army"), toll(7, of="civilians")], sides=[("recipient", ARMY)])
    fewer = desk.event(desk.report(C), tolls=[toll(5, of="civilians")])
    assert kinds(desk.happening(whole, parts)[1]) == RIVALS
    assert kinds(desk.happening(whole, fewer)[1]) == []


SIDES = [
    ([("actor", GUARD)], [("actor", FRONT)], [("contradiction", "actor", "actor")]),
    ([("actor", GUARD)], [("actor", COLUMN)], []),
    ([("actor", GUARD)], [("actor", actor("gunmen"))], []),
    ([("actor", GUARD), ("recipient", FRONT)], [("actor", FRONT), ("recipient", GUARD)],
     [("contradiction", "direction", "actor")]),
    ([("actor", GUARD), ("recipient", FRONT)], [("side_a", FRONT), ("side_b", GUARD)], []),
    ([("actor", GUARD), ("actor", FRONT)], [("actor", FRONT)], []),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), SIDES)
def test_doers_contradict_by_name_and_by_direction(desk: Desk, one, other, expected) -> None:
    events = [desk.event(desk.report(outlet), sides=sides) for outlet, sides in ((A, one), (B, other))]
    assert kinds(desk.happening(*events)[1]) == expected


def test_places_and_days_contradict_with_how_far_they_are_apart(desk: Desk) -> None:
    one = desk.event(desk.report(A))
    two = desk.event(desk.report(B), where="Kodok", when="2021-05-06")
    entries = {e.reason: e for e in desk.happening(one, two)[1] if e.kind == "contradiction"}
    assert set(entries) == {"place", "date"}
    assert entries["date"].figures == {"days": 2}
    assert 60 < entries["place"].figures["km"] < 68
    assert "km apart" in entries["place"].message


def test_one_outlet_never_contradicts_itself_its_later_word_corrects_it(desk: Desk) -> None:
    one = desk.event(desk.report(A, "2021-05-05"))
    two = desk.event(desk.report(A, "2021-05-08"), where="Kodok", when="2021-05-06")
    happening, entries = desk.happening(one, two)
    assert kinds(entries) == [("supersedes", "correction", "when"), ("supersedes", "correction", "where")]
    assert (happening.slot("where").shown, happening.slot("when").shown) == ("Kodok", "2021-05-06")


def test_a_denial_contradicts_and_ones_own_later_denial_takes_it_back(desk: Desk) -> None:
    said = desk.event(desk.report(A, "2021-05-05"), by=told("the army", "organisation", of=ARMY.key))
    other = told("the River Guard", "organisation", of=GUARD.key, stance="denied")
    denial = desk.event(desk.report(B, "2021-05-06"), by=other)
    assert kinds(desk.happening(said, denial)[1]) == [("contradiction", "denial", "status")]
    own = told("the army", "organisation", of=ARMY.key, stance="denied")
    taken_back = desk.event(desk.report(C, "2021-05-07"), by=own)
    happening, entries = desk.happening(said, taken_back)
    assert kinds(entries) == [("supersedes", "correction", "status")]
    assert happening.status == "denied"


def test_what_independent_voices_bear_out_says_how_many_they_are(desk: Desk) -> None:
    events = [desk.event(desk.report(o), tolls=[toll(12)], sides=[("actor", GUARD)]) for o in (A, B, C, A)]
    entries = {e.slot: e for e in desk.happening(*events)[1]}
    assert {slot: e.figures["voices"] for slot, e in entries.items()} == {
        "status": 3, "where": 3, "when": 3, "actor": 3, "deaths": 3,
    }  # fmt: skip
    assert all(e.kind == "corroboration" for e in entries.values())
    message = entries["deaths"].message
    assert message.startswith("Deaths: 3 independent voices say “12” or what fits it (")
    assert all(message.count(outlet) == 1 for outlet in (A, B, C))


def test_a_province_does_not_bear_out_the_town_in_it(desk: Desk) -> None:
    one, two = desk.event(desk.report(A)), desk.event(desk.report(B), where="Upper Nile")
    assert not [e for e in desk.happening(one, two)[1] if e.slot == "where"]


def test_entries_keep_their_ids_when_more_is_learned_of_other_slots(desk: Desk) -> None:
    one, two = desk.event(desk.report(A), tolls=[toll(12)]), desk.event(desk.report(B), tolls=[toll(3)])
    before = {e.id for e in desk.happening(one, two)[1] if e.kind == "contradiction"}
    third = desk.event(desk.report(C), where="Kodok")
    after = {e.id: e.reason for e in desk.happening(one, two, third)[1] if e.kind == "contradiction"}
    assert before <= set(after)
    assert set(after.values()) == {"number", "place"}
