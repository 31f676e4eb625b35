"""Inclusion rules as data: what is read, what is refused, what is left out and why."""

from __future__ import annotations

import json

import pytest

from dateline.case.ledger.inclusion import Rules, profiles
from dateline.errors import SettingsError
from tests.case.ledger.conftest import Desk, actor, told, toll

GUARD, FRONT, CIVILIANS, GUNMEN = actor("River Guard"), actor("Hill Front"), actor("civilians"), actor("gunmen")
REFUSED = [
    ({"colour": 1}, "no key 'colour'. Keys: name, source, numbers, claims, events"),
    ({"claims": {"outlet": ["x"]}}, "rules, claims: there is no key 'outlet'. Keys: outlets"),
    ({"events": {"min_death": 1}}, "rules, events: there is no key 'min_death'"),
    ({"claims": {"kinds": ["rumour"]}}, "“kinds” holds 'rumour'. It may hold: named"),
    ({"claims": {"stances_not": "alleged"}}, "“stances_not” is no list of texts"),
    ({"events": {"min_deaths": "1"}}, "“min_deaths” is no number from 0 on"),
    ({"events": {"min_deaths": -1}}, "“min_deaths” is no number from 0 on"),
    ({"events": {"min_voices": True}}, "“min_voices” is no number from 0 on"),
    ({"events": {"dyad": 1}}, "“dyad” is neither true nor false"),
    ({"events": {"from": "May 2021"}}, "“from” is no day. Write it as YYYY-MM-DD."),
    ({"events": {"ucdp": [4]}}, "“ucdp” is no list of 1"),
    ({"events": {"deaths": "average"}}, "“deaths” is 'average'. It may be: low, best, high."),
    ({"events": {"plover": ["FIGHT"]}}, "“plover” holds 'FIGHT'"),
    ({"numbers": "average"}, "numbers: there is no rule 'average'"),
    ({"name": 5}, "“name” is no text"),
    ({"events": []}, "“events” is no JSON object"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_rules_cannot_be_is_refused_in_words(data, message) -> None:
    with pytest.raises(SettingsError) as caught:
        Rules.from_json(json.dumps(data))
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"', "[" * 100_000, "x" * 70_000])
def test_what_is_no_object_is_refused(text) -> None:
    with pytest.raises(SettingsError, match="rules: "):
        Rules.from_json(text)


def test_profiles_are_data_that_name_their_source() -> None:
    assert set(profiles()) == {"everything", "ucdp-ged", "acled-like"}
    for name in profiles():
        assert (Rules.named(name).name, bool(Rules.named(name).source)) == (name, True)
    with pytest.raises(SettingsError, match="no profile 'gtd'"):
        Rules.named("gtd")


def test_rules_from_text_and_from_an_object_are_the_same() -> None:
    data = {"name": "mine", "events": {"min_deaths": 2, "countries": ["SS"]}}
    assert Rules.from_json(json.dumps(data)) == Rules.from_json(data)


EVENTS = [
    # rules for events, why the happening below is left out
    ({"min_deaths": 3}, None),
    ({"min_deaths": 4}, "3 deaths; 4 are needed"),
    ({"min_deaths": 9, "deaths": "high"}, None),
    ({"min_deaths": 4, "deaths": "low"}, "3 deaths; 4 are needed"),
    ({"plover": ["ASSAULT"]}, None),
    ({"plover": ["PROTEST"]}, "its type is ASSAULT"),
    ({"acled": ["Explosions/Remote violence"]}, None),
    ({"acled": ["Explosions/Remote violence/Shelling/artillery/missile attack"]}, None),
    ({"acled": ["Battles"]}, "its ACLED type is Explosions/Remote violence/Shelling/artillery/missile attack"),
    ({"ucdp": [3]}, None),
    ({"ucdp": [1, 2]}, "its UCDP type is 3"),
    ({"statuses": ["planned"]}, "it is told as happened"),
    ({"from": "2021-05-04", "until": "2021-05-04"}, None),
    ({"from": "2021-05-05"}, "it was before 2021-05-05"),
    ({"until": "2021-05-03"}, "it was after 2021-05-03"),
    ({"countries": ["SS", "SD"]}, None),
    ({"countries": ["SD"]}, "it was in SS"),
    ({"min_voices": 2}, None),
    ({"min_voices": 3}, "2 independent voices tell it; 3 are needed"),
    ({"dyad": True}, None),
]


@pytest.mark.parametrize(("events", "reason"), EVENTS)
def test_a_happening_is_left_out_with_the_reason(desk: Desk, events, reason) -> None:
    sides = [("actor", GUARD), ("recipient", CIVILIANS)]
    one = desk.event(desk.report("Nile Wire"), tolls=[toll(3)], sides=sides)
    two = desk.event(desk.report("Juba Post"), tolls=[toll(9)], sides=sides)
    happening, _ = desk.happening(one, two, rules=Rules.from_json({"events": events}))
    assert (happening.included, happening.excluded_by) == (reason is None, reason)


DYADS = [
    ([("actor", GUARD), ("recipient", FRONT)], None),
    ([("side_a", GUARD), ("side_b", FRONT)], None),
    ([("actor", GUARD), ("recipient", CIVILIANS)], None),
    ([("actor", actor("army")), ("recipient", FRONT)], None),
    ([("actor", GUNMEN), ("recipient", CIVILIANS)], "no known actor does it"),
    ([("actor", GUARD)], "its other side is not known"),
    ([("actor", GUARD), ("recipient", GUNMEN)], "its other side is not known"),
    ([], "no known actor does it"),
]


@pytest.mark.parametrize(("sides", "reason"), DYADS)
def test_a_dyad_is_two_known_sides_or_one_and_civilians(desk: Desk, sides, reason) -> None:
    event = desk.event(desk.report(), sides=sides)
    assert desk.happening(event, rules=Rules.from_json({"events": {"dyad": True}}))[0].excluded_by == reason


UCDP = [
    ({"tolls": [toll(1)]}, None),
    ({"tolls": [toll(0)]}, "0 deaths; 1 are needed"),
    ({"tolls": [toll(hedge="heavy")]}, None),
    ({}, "no deaths are told"),
    ({"tolls": [toll(1)], "when": None}, "no day is told"),
    ({"tolls": [toll(1)], "where": None}, "no place is told"),
    ({"tolls": [toll(1)], "ucdp": None}, "it is no violence that UCDP counts"),
]


@pytest.mark.parametrize(("event", "reason"), UCDP)
def test_ucdps_rules_ask_for_a_death_a_dyad_a_place_and_a_day(desk: Desk, event, reason) -> None:
    made = desk.event(desk.report(), sides=[("actor", GUARD), ("recipient", FRONT)], **event)
    assert desk.happening(made, rules=Rules.named("ucdp-ged"))[0].excluded_by == reason
    assert desk.happening(made, rules=Rules.named("everything"))[0].excluded_by is None


CLAIMS = [
    ({"outlets": ["Nile Wire"]}, {}, None),
    ({"outlets": ["Juba Post"]}, {}, "Nile Wire is none of the outlets that count"),
    ({"outlets_not": ["nile wire"]}, {}, "Nile Wire does not count"),
    ({"kinds_not": ["group"]}, {"by": told("medics", "group")}, "a source of the kind 'group' does not count"),
    ({"kinds": ["named"]}, {}, "a source of the kind 'narrator' does not count"),
    ({"stances_not": ["alleged"]}, {"by": told(stance="alleged")}, "what is alleged does not count"),
    ({"sources_not": ["The Mayor"]}, {"by": told("the mayor", "anonymous")}, "the mayor does not count as a source"),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "event", "reason"), CLAIMS)
def test_a_claim_that_does_not_count_says_why(desk: Desk, claims, event, reason) -> None:
    made = desk.event(desk.report(), **event)
    happening, _ = desk.happening(made, rules=Rules.from_json({"claims": claims}))
    assert happening.excluded_by == (f"no claim counts: {reason}" if reason else None)
