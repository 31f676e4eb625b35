"""Counted things: the number, its hedge, its noun, and what was done to those counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate.harm import harm_of, harms_of, part_of_toll
from dateline.annotate.numbers import find_counted
from dateline.annotate.numwords import fold_text, value_of
from dateline.annotate.quantities import pattern, read
from dateline.model.layers import Counted
from dateline.model.parse import Parse
from dateline.readers.text import read_text

Parser = Callable[[str], Parse]
N = float | None


def counted(parse: Parser, text: str) -> list[Counted]:
    return find_counted(read_text(text), parse(text))


def one(parse: Parser, text: str) -> Counted:
    (only,) = counted(parse, text)
    return only


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2,000", 2000),
        ("59.5 million", 59_500_000),
        ("two dozen", 24),
        ("half a million", 500_000),
        ("one hundred and five", 105),
        ("twenty-four", 24),
        ("three hundred thousand", 300_000),
        ("two lakh", 200_000),
        ("two three", None),
        ("soldiers", None),
    ],
)
def test_number_words_have_a_value_or_none(words: str, value: N) -> None:
    assert value_of(words) == value


@pytest.mark.parametrize(
    ("words", "low", "high", "best", "hedge"),
    [
        ("around 100 soldiers", None, None, 100, "about"),
        ("at least 15 civilians", 15, None, 15, "at least"),
        ("atleast 15 people", 15, None, 15, "at least"),
        ("more than two dozen fighters", 24, None, 24, "more than"),
        ("over 870 missions", 870, None, 870, "more than"),
        ("nearly 40 homes", None, None, 40, "less than"),
        ("up to 40 tanks", None, 40, None, "at most"),
        ("as many as 300 men", None, 300, None, "at most"),
        ("no fewer than 12 women", 12, None, 12, "at least"),
        ("fewer than 30 guards", None, 30, None, "less than"),
        ("2,000 to 10,000 insurgents", 2000, 10000, None, "about"),
        ("between 3 and 5 soldiers", 3, 5, None, "about"),
        ("15-20 trucks", 15, 20, None, "about"),
        ("5 to 10 million people", 5_000_000, 10_000_000, None, "about"),
        ("several fighters", 3, None, None, "several"),
        ("several hundred fighters", 300, None, None, "several"),
        ("dozens of people", 24, None, None, "dozens"),
        ("hundreds of people", 100, None, None, "hundreds"),
        ("hundreds of thousands of people", 100_000, None, None, "hundreds"),
        ("a dozen trucks", 12, 12, 12, "exact"),
        ("10+ trucks", 10, None, 10, "at least"),
        ("30 or so trucks", None, None, 30, "about"),
        ("seven trucks", 7, 7, 7, "exact"),
    ],
)
def test_a_hedge_says_which_end_of_the_range_is_known(words: str, low: N, high: N, best: N, hedge: str) -> None:
    m = pattern().search(fold_text(words))
    found = read(m) if m else None
    assert found is not None
    assert (found.value.low, found.value.high, found.value.best, found.value.hedge) == (low, high, best, hedge)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words", "unit", "what"),
    [
        ("The town lies 80km west of the border.", "80km", "km", "distance"),
        ("They cleared 15 to 20 percent of the city.", "15 to 20 percent", "percent", "area"),
        ("The pact cost £59.5 million.", "£59.5 million", "GBP", "money"),
        ("The siege went on for nearly 12 months.", "nearly 12 months", "months", "duration"),
        ("Jets destroyed four mortar systems.", "four mortar systems", "mortar systems", "weapons"),
        ("Jets destroyed 13 supply routes.", "13 supply routes", "supply routes", "other"),
        ("They found two tons of explosives.", "two tons", "tons", "weapons"),
        ("Two waves of airstrikes hit the port.", "Two waves of airstrikes", "waves", "incidents"),
        ("A 30-member unit left.", "30-member", "member", "force size"),
        ("The number of munitions dropped now totals 6,602.", "6,602", "munitions", "weapons"),
        ("Around 100 soldiers guard the bridge.", "Around 100 soldiers", "soldiers", "force size"),
    ],
)
def test_a_number_counts_its_noun(parse: Parser, text: str, words: str, unit: str, what: str) -> None:
    found = one(parse, text)
    assert (text[found.start : found.end], found.unit, found.what) == (words, unit, what)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "They met on 12 May 2017 at 14:30.",
        "A man aged 34 spoke.",
        "The council passed Resolution 2254.",
        "Gunmen with M-16 rifles came to Medina 3.",
        "The 3rd Brigade came back.",
        "It was a two-state solution.",
    ],
)
def test_dates_ages_ordinals_and_names_count_nothing(parse: Parser, text: str) -> None:
    assert counted(parse, text) == []


@pytest.mark.model
def test_no_civilians_is_an_explicit_zero(parse: Parser) -> None:
    value = one(parse, "No civilians were hurt.").value
    assert (value.low, value.high, value.best) == (0, 0, 0)


@pytest.mark.model
def test_heavy_losses_withhold_the_number(parse: Parser) -> None:
    value = one(parse, "The rebels retreated with heavy losses.").value
    assert (value.low, value.high, value.best, value.hedge) == (None, None, None, "heavy")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Seven farmers were killed near Gao.", "killed"),
        ("7 farmers killed in Gao", "killed"),
        ("Seven farmers died near Gao.", "killed"),
        ("The raid left seven dead.", "killed"),
        ("The murder of seven farmers shocked Gao.", "killed"),
        ("Shells wounded seven farmers.", "wounded"),
        ("Seven farmers were hit by bullets.", "wounded"),
        ("Doctors treated seven wounded.", "wounded"),
        ("Police arrested seven farmers.", "detained"),
        ("Seven farmers were taken hostage.", "detained"),
        ("Seven farmers fled the town.", "displaced"),
        ("Seven farmers were forced to flee.", "displaced"),
        ("Dozens of farmers were displaced.", "displaced"),
        ("Seven farmers are missing.", "missing"),
        ("Seven farmers attacked five soldiers.", None),
        ("Seven trucks were hit by rockets.", None),
    ],
)
def test_what_was_done_to_those_counted_is_read_from_the_words_above(
    parse: Parser, text: str, harm: str | None
) -> None:
    tree = parse(text)
    first = find_counted(read_text(text), tree)[0]
    assert harm_of(first, tree) == harm


@pytest.mark.model
def test_killed_and_wounded_together_are_no_toll_of_either(parse: Parser) -> None:
    text = "More than 60 civilians were killed and wounded."
    tree = parse(text)
    (found,) = find_counted(read_text(text), tree)
    assert harm_of(found, tree) is None
    assert set(harms_of(found, tree)) == {"killed", "wounded"}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("Seven farmers were killed and 12 wounded.", [("killed",), ("wounded",)]),
        ("The siege left 21 people dead and 117 injured.", [("killed",), ("wounded",)]),
        ("Two guards and five farmers were killed.", [("killed",), ("killed",)]),
        ("The raid killed 91 detainees and wounded 236.", [("killed",), ("wounded",)]),
    ],
)
def test_two_tolls_in_one_sentence_keep_their_own_harm(parse: Parser, text: str, harms: list[tuple[str, ...]]) -> None:
    tree = parse(text)
    assert [harms_of(c, tree) for c in find_counted(read_text(text), tree)] == harms


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The strike killed 87 people, 30 of them children.", [False, True]),
        ("They killed 11 men and 4 women.", [True, True]),
        ("The strike killed 20 people, including 3 women.", [False, True]),
        ("The strike killed 20 people.", [False]),
    ],
)
def test_a_breakdown_is_told_apart_from_its_toll(parse: Parser, text: str, parts: list[bool]) -> None:
    tree = parse(text)
    assert [part_of_toll(c, tree) for c in find_counted(read_text(text), tree)] == parts


PIECES = st.lists(
    st.sampled_from(
        "at least 15 2,000 to 10,000 several dozens of hundreds thousands a dozen half million £ $ 59.5 % km people "
        "soldiers no one them - – , . or more nearly up 1,1,1 three hundred and".split()
    ),
    max_size=25,
).map(" ".join)


@given(st.one_of(st.text(), PIECES))
def test_any_text_is_read_without_error(text: str) -> None:
    folded = fold_text(text)
    assert len(folded) == len(text)
    for m in pattern().finditer(folded):
        found = read(m)
        assert found is None or 0 <= found.start <= found.number_start < found.number_end <= len(text)


@pytest.mark.model
@settings(max_examples=25, deadline=None)
@given(text=PIECES)
def test_any_words_give_counts_inside_the_text(parse: Parser, text: str) -> None:
    report = "x " + text
    for c in counted(parse, report):
        assert 0 <= c.start <= c.number_start < c.number_end <= c.end <= len(report)
