"""Low, best and high by named rules."""

from __future__ import annotations

import pytest

from dateline.case.ledger.gather import gathered
from dateline.case.ledger.inclusion import Rules
from dateline.case.ledger.numbers import RULES, number_of, number_words, rule_named
from dateline.case.ledger.tolls import toll_of
from dateline.errors import SettingsError
from dateline.model.situation import Number
from tests.case.ledger.conftest import Desk, actor, told, toll


def tallies(desk: Desk, *found, sides=()):
    """One claim a report, each (outlet, day, toll)."""
    events = []
    for outlet, day, one in found:
        tolls = one if isinstance(one, list) else [one]
        events.append(desk.event(desk.report(outlet, day), tolls=tolls, sides=sides))
    return gathered("happening-1", events, desk.reports, desk.voices, Rules()).deaths


def ends(number: Number | None):
    assert number is not None
    return number.low, number.best, number.high


A, B, C = "Nile Wire", "Juba Post", "Kodok Daily"
CASES = [
    # claims, (low, best, high) by: ucdp-like, latest, lowest-agreed, min-max
    ([(A, "2021-05-05", toll(12))], (12, 12, 12), (12, 12, 12), (12, 12, 12), (12, None, 12)),
    ([(A, "2021-05-05", toll(12)), (B, "2021-05-05", toll(15))],
     (12, 12, 15), (12, 12, 15), (12, 12, 15), (12, None, 15)),
    ([(A, "2021-05-05", toll(10, hedge="at least")), (B, "2021-05-06", toll(12))],
     (12, 12, 12), (12, 12, 12), (12, 12, 12), (10, None, 12)),
    ([(A, "2021-05-05", toll(10, hedge="at least")), (B, "2021-05-06", toll(12, hedge="at least"))],
     (12, 12, None), (12, 12, None), (12, 12, None), (10, None, None)),
    ([(A, "2021-05-05", toll(10, hedge="at least")), (B, "2021-05-05", toll(12))],
     (10, 12, 12), (10, 12, 12), (10, 12, 12), (10, None, 12)),
    ([(A, "2021-05-05", toll(10)), (B, "2021-05-06", toll(14))],
     (10, 10, 14), (14, 14, 14), (10, 10, 14), (10, None, 14)),
    ([(A, "2021-05-05", toll(10)), (B, "2021-05-06", toll(14)), (C, "2021-05-06", toll(15))],
     (14, 14, 15), (14, 14, 15), (14, 14, 15), (10, None, 15)),
    ([(A, "2021-05-05", toll(low=3, hedge="several"))],
     (3, None, None), (3, None, None), (3, 3, None), (3, None, None)),
    ([(A, "2021-05-05", toll(low=3, hedge="several")), (B, "2021-05-05", toll(5))],
     (5, 5, 5), (5, 5, 5), (5, 5, 5), (5, None, 5)),
    ([(A, "2021-05-05", toll(high=20, hedge="at most")), (B, "2021-05-05", toll(14))],
     (14, 14, 20), (14, 14, 20), (14, 14, 20), (14, None, 20)),
    ([(A, "2021-05-05", toll(low=15, high=20))],
     (15, 15, 20), (15, 15, 20), (15, 15, 20), (15, None, 20)),
]  # fmt: skip


@pytest.mark.parametrize(("found", "ucdp", "latest", "agreed", "minmax"), CASES)
def test_each_rule_chooses_a_figure_that_somebody_gives(desk: Desk, found, ucdp, latest, agreed, minmax) -> None:
    words = tallies(desk, *found)
    by_rule = {"ucdp-like": ucdp, "latest": latest, "lowest-agreed": agreed, "min-max": minmax}
    for rule, expected in by_rule.items():
        number = number_of(words, rule)
        assert ends(number) == expected, rule
        assert number is not None
        assert number.rule == rule


def test_no_rule_ever_averages(desk: Desk) -> None:
    words = tallies(desk, (A, "2021-05-05", toll(10)), (B, "2021-05-05", toll(20)), (C, "2021-05-05", toll(60)))
    for rule in RULES:
        number = number_of(words, rule)
        assert set(ends(number)) <= {10, 20, 60, None}, rule


def test_every_rule_says_in_words_what_it_does() -> None:
    assert all(rule.__doc__ and len(rule.__doc__) > 80 for rule in RULES.values())


def test_a_rule_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(SettingsError, match=r"no rule 'average'.*ucdp-like, latest"):
        rule_named("average")


def test_a_voices_later_number_takes_the_place_of_its_earlier_one_unless_it_is_only_looser(desk: Desk) -> None:
    assert ends(number_of(tallies(desk, (A, "2021-05-05", toll(40)), (A, "2021-05-07", toll(31))))) == (31, 31, 31)
    looser = tallies(desk, (B, "2021-05-05", toll(34)), (B, "2021-05-09", toll(low=24, hedge="dozens")))
    assert ends(number_of(looser))[:2] == (34, 34)


def test_an_outlets_correction_takes_back_whatever_it_printed_before_and_nothing_of_others(desk: Desk) -> None:
    quoted = desk.event(desk.report(A, "2021-05-05"), tolls=[toll(40, by=told("police", "organisation"))])
    other = desk.event(desk.report(B, "2021-05-05"), tolls=[toll(44)])
    plain = desk.event(desk.report(A, "2021-05-09"), tolls=[toll(31)])
    corrected = desk.event(desk.report(A, "2021-05-09", title="Correction: the toll of Malakal"), tolls=[toll(31)])
    shown = [desk.happening(quoted, other, last)[0].slot("deaths").number for last in (plain, corrected)]
    assert [ends(number) for number in shown] == [(31, 31, 44), (31, 31, 44)]
    kinds = [{(e.kind, e.reason) for e in desk.happening(quoted, last)[1]} for last in (plain, corrected)]
    assert ("contradiction", "number") in kinds[0]
    assert ("contradiction", "number") not in kinds[1]
    assert ("supersedes", "correction") in kinds[1]


def test_what_a_party_says_of_the_other_sides_losses_moves_the_high_end_only(desk: Desk) -> None:
    sides = [("actor", actor("River Guard")), ("recipient", actor("Hill Front"))]
    boast = toll(80, of="Hill Front", by=told("the River Guard", "organisation", of="name:river guard"))
    modest = toll(9, of="Hill Front", by=told("residents", "group"))
    words = tallies(desk, (A, "2021-05-05", boast), (B, "2021-05-05", modest), sides=sides)
    assert ends(number_of(words)) == (9, 9, 80)
    own = toll(11, of="Hill Front", by=told("the Hill Front", "organisation", of="name:hill front"))
    words = tallies(desk, (C, "2021-05-05", own), (B, "2021-05-05", boast), sides=sides)
    assert ends(number_of(words)) == (11, 11, 80)


@pytest.mark.parametrize("stance", ["denied", "possible", "intended", "demanded"])
def test_denied_and_guessed_numbers_decide_nothing_beside_asserted_ones(desk: Desk, stance) -> None:
    words = tallies(
        desk, (A, "2021-05-05", toll(12)), (B, "2021-05-05", toll(90, by=told("a mayor", "anonymous", stance=stance)))
    )
    assert ends(number_of(words)) == (12, 12, 12)
    assert len(words) == 2


def test_alleged_numbers_move_the_high_end_and_count_where_there_is_nothing_else(desk: Desk) -> None:
    alleged = toll(90, by=told("a mayor", "anonymous", stance="alleged"))
    assert ends(number_of(tallies(desk, (A, "2021-05-05", toll(12)), (B, "2021-05-05", alleged)))) == (12, 12, 90)
    assert ends(number_of(tallies(desk, (B, "2021-05-05", alleged)))) == (90, 90, 90)


def test_tolls_of_different_people_add_up_and_tolls_of_the_same_people_are_rivals(desk: Desk) -> None:
    army = [("recipient", actor("army"))]
    parts = tallies(desk, (A, "2021-05-05", toll(5, of="army")), (B, "2021-05-05", toll(7, of="civilians")), sides=army)
    assert ends(toll_of(parts).number) == (12, 12, 12)
    rivals = tallies(desk, (A, "2021-05-05", toll(5, of="army")), (B, "2021-05-05", toll(7, of="army")), sides=army)
    assert ends(toll_of(rivals).number) == (5, 5, 7)


def test_a_whole_toll_goes_before_the_sum_of_its_parts_which_only_raises_the_high_end(desk: Desk) -> None:
    army = [("recipient", actor("army"))]
    both = [toll(5, of="army"), toll(9, of="civilians")]
    words = tallies(desk, (A, "2021-05-05", toll(12)), (B, "2021-05-05", both), sides=army)
    assert ends(toll_of(words).number) == (12, 12, 14)


def test_children_among_the_civilians_and_a_groups_own_faction_are_not_counted_twice(desk: Desk) -> None:
    words = tallies(desk, (A, "2021-05-05", [toll(12, of="civilians"), toll(5, of="civilians")]))
    assert ends(toll_of(words).number) == (12, 12, 12)
    sides = [("recipient", actor("Hill Front")), ("recipient", actor("North Column", part_of="Hill Front"))]
    nested = tallies(desk, (B, "2021-05-05", [toll(8, of="Hill Front"), toll(3, of="North Column")]), sides=sides)
    assert ends(toll_of(nested).number) == (8, 8, 8)


def test_a_part_that_is_zero_says_nothing_of_the_whole(desk: Desk) -> None:
    army = [("recipient", actor("army"))]
    assert toll_of(tallies(desk, (A, "2021-05-05", toll(0, of="army")), sides=army)).number is None
    some = tallies(desk, (A, "2021-05-05", [toll(0, of="army"), toll(4, of="civilians")]), sides=army)
    assert ends(toll_of(some).number) == (4, 4, 4)


def test_a_part_that_is_open_leaves_the_sum_open(desk: Desk) -> None:
    army = [("recipient", actor("army"))]
    words = tallies(
        desk,
        (A, "2021-05-05", [toll(hedge="heavy", of="army"), toll(low=3, hedge="several", of="civilians")]),
        sides=army,
    )
    number = toll_of(words).number
    assert ends(number) == (3, None, None)
    assert number is not None
    assert number_words(number) == "3 or more"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Number(12, 12, 12, "exact", "r"), "12"),
        (Number(10, 12, 15, "unknown", "r"), "12 (10 to 15)"),
        (Number(10, 12, None, "at least", "r"), "12 (10 or more)"),
        (Number(12, 12, None, "at least", "r"), "at least 12"),
        (Number(3, None, None, "several", "r"), "several (3 or more)"),
        (Number(None, None, None, "heavy", "r"), "heavy"),
        (Number(0, 0, 0, "exact", "r"), "none"),
        (Number(5, None, 9, "unknown", "r"), "5 to 9"),
    ],
)
def test_a_number_in_words(number: Number, expected: str) -> None:
    assert number_words(number) == expected
