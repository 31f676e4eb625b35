"""Krippendorff's alpha: the published example, its limits, and what must not change it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate.agreement import differences as d
from dateline.evaluate.agreement.alpha import Differ, alpha
from dateline.evaluate.agreement.evidence import likeness, span_f1

NO = None
PUBLISHED = list(
    zip(
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3],
        [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
        strict=True,
    )
)
"""Four observers, twelve units: Krippendorff 2011, section C."""
answers = st.one_of(st.none(), st.integers(0, 6))
some_units = st.lists(st.tuples(answers, answers, answers), min_size=1, max_size=12)
differing = st.sampled_from([d.nominal, d.ordinal, d.interval, d.ratio])


@pytest.mark.parametrize(
    ("differ", "told"), [(d.nominal, 0.743), (d.ordinal, 0.815), (d.interval, 0.849), (d.ratio, 0.797)]
)
def test_alpha_is_that_of_the_published_example_with_missing_answers(differ: Differ, told: float) -> None:
    found = alpha(PUBLISHED, differ)
    assert found.value == pytest.approx(told, abs=5e-4)
    assert (found.units, found.values) == (11, 40)


def test_the_published_example_of_two_observers_without_missing_answers() -> None:
    """Krippendorff 2011, section A: binary, two observers, ten units, alpha .095."""
    one, other = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(list(zip(one, other, strict=True)), d.nominal).value == pytest.approx(0.095, abs=5e-4)


def test_an_interval_holds_alpha_and_comes_out_the_same_again() -> None:
    found, again = alpha(PUBLISHED, d.nominal, seed=7), alpha(PUBLISHED, d.nominal, seed=7)
    assert found == again
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert found.low < found.value < found.high


def test_units_of_one_report_are_drawn_together_and_one_report_has_no_interval() -> None:
    apart = alpha(PUBLISHED, d.nominal)
    together = alpha(PUBLISHED, d.nominal, groups=["a"] * 6 + ["b"] * 6)
    alone = alpha(PUBLISHED, d.nominal, groups=["a"] * 12)
    assert together.value == alone.value == apart.value
    assert (together.low, together.high) != (apart.low, apart.high)
    assert (alone.low, alone.high) == (None, None)


@pytest.mark.parametrize("units", [[], [(1, None), (None, 2)], [(3, 3), (3, 3)]])
def test_nothing_is_told_where_nobody_is_paired_or_all_give_one_value(units: list[tuple[int | None, ...]]) -> None:
    assert alpha(units, d.nominal).value is None


@given(st.lists(st.integers(0, 6), min_size=2, max_size=12).filter(lambda vs: len(set(vs)) > 1), differing)
def test_identical_coders_have_alpha_one(values: list[int], differ: Differ) -> None:
    assert alpha([(v, v) for v in values], differ, resamples=0).value == pytest.approx(1)


@given(some_units, differing)
def test_alpha_is_at_most_one(units: list[tuple[int | None, ...]], differ: Differ) -> None:
    found = alpha(units, differ, resamples=0).value
    assert found is None or found <= 1 + 1e-12


@given(some_units, differing, st.randoms(use_true_random=False))
def test_the_order_of_coders_and_of_units_does_not_matter(
    units: list[tuple[int | None, ...]], differ: Differ, random: object
) -> None:
    turned = [tuple(reversed(u)) for u in units]
    random.shuffle(turned)  # type: ignore[attr-defined]
    found = alpha(units, differ, resamples=0).value
    assert alpha(turned, differ, resamples=0).value == (pytest.approx(found) if found is not None else None)


@given(some_units, st.permutations(range(7)))
def test_names_of_nominal_values_do_not_matter(units: list[tuple[int | None, ...]], names: list[int]) -> None:
    renamed = [tuple(None if v is None else names[v] for v in u) for u in units]
    found = alpha(units, d.nominal, resamples=0).value
    assert alpha(renamed, d.nominal, resamples=0).value == (pytest.approx(found) if found is not None else None)


@given(some_units, st.integers(1, 9), st.integers(-50, 50))
def test_interval_values_may_be_stretched_and_moved(units: list[tuple[int | None, ...]], by: int, along: int) -> None:
    moved = [tuple(None if v is None else v * by + along for v in u) for u in units]
    found = alpha(units, d.interval, resamples=0).value
    assert alpha(moved, d.interval, resamples=0).value == (pytest.approx(found) if found is not None else None)


def test_units_with_one_answer_change_nothing() -> None:
    assert alpha([*PUBLISHED, (9, None, None, None)], d.interval).value == alpha(PUBLISHED, d.interval).value


def test_single_days_are_as_far_apart_as_their_numbers_say() -> None:
    numbers = [tuple(None if v is None else v * 10 for v in u) for u in PUBLISHED]
    as_days = [tuple(None if v is None else (v, v) for v in u) for u in numbers]
    assert alpha(as_days, d.days).value == pytest.approx(alpha(numbers, d.interval).value)


def test_places_near_each_other_agree_better_than_places_far_apart() -> None:
    """Malakal, Kodok (70 km off) and Juba (520 km off)."""
    malakal, kodok, juba = (9.53, 31.66), (9.88, 32.11), (4.85, 31.6)
    near = alpha([(malakal, kodok), (juba, juba), (malakal, malakal)], d.kilometres).value
    far = alpha([(malakal, juba), (juba, juba), (malakal, malakal)], d.kilometres).value
    assert near is not None
    assert far is not None
    assert near > 0.9 > far


@pytest.mark.parametrize(
    ("a", "b", "told"),
    [
        ("xy", "xy", 1),
        ("", "", 1),
        ("x", "xy", 1 / 2 * 2 / 3),
        ("xy", "yz", 1 / 3 * 1 / 3),
        ("x", "y", 0),
        ("", "x", 0),
    ],
)
def test_masi_is_jaccard_times_how_one_set_stands_to_the_other(a: str, b: str, told: float) -> None:
    assert d.masi(frozenset(a), frozenset(b)) == pytest.approx(told)
    assert d.masi(frozenset(b), frozenset(a)) == pytest.approx(told)


def test_an_interval_of_days_is_apart_by_its_farther_end() -> None:
    assert d.days_apart((10, 12), (10, 12)) == 0
    assert d.days_apart((10, 12), (11, 40)) == 28


def test_words_are_compared_exactly_and_by_characters() -> None:
    found = span_f1([([(0, 10)], [(0, 10)]), ([(20, 30)], [(25, 35)]), ([(40, 42)], [])])
    assert found is not None
    assert found.exact == pytest.approx(2 * 1 / (3 + 2))
    assert found.overlap == pytest.approx(2 * 15 / (22 + 20))
    assert span_f1([]) is None


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1])), max_size=3)


@given(spans, spans)
def test_likeness_of_words_is_the_same_from_both_sides_and_one_with_itself(
    a: list[tuple[int, int]], b: list[tuple[int, int]]
) -> None:
    assert likeness(a, b) == pytest.approx(likeness(b, a))
    assert 0 <= likeness(a, b) <= 1
    assert likeness(a, a) == 1
