"""Figures of groups, and the baseline by capitalised words. Invented texts on real geography."""

from __future__ import annotations

import pytest

from benchmarks.clusters import Passage, bcubed, best_by_capitals, by_capitals, capitalised, pairwise

GOLD = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2}


@pytest.mark.parametrize(
    ("system", "precision", "recall"),
    [
        (dict(GOLD), 1.0, 1.0),
        (dict.fromkeys("abcde", 0), 0.4 * 0.4 + 0.6 * 0.6, 1.0),
        ({i: i for i in "abcde"}, 1.0, (2 * 1 / 2 + 3 * 1 / 3) / 5),
        (
            {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2},
            (2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5,
            (1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5,
        ),
    ],
)
def test_b_cubed_is_the_mean_over_items(system: dict[str, object], precision: float, recall: float) -> None:
    found = bcubed(system, GOLD)
    assert found.precision == pytest.approx(precision)
    assert found.recall == pytest.approx(recall)


@pytest.mark.parametrize(
    ("system", "precision", "recall"),
    [
        (dict(GOLD), 1.0, 1.0),
        (dict.fromkeys("abcde", 0), 4 / 10, 1.0),
        ({i: i for i in "abcde"}, 1.0, 0.0),
        ({"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}, 2 / 4, 2 / 4),
    ],
)
def test_pairs_are_counted_once(system: dict[str, object], precision: float, recall: float) -> None:
    found = pairwise(system, GOLD)
    assert found.precision == pytest.approx(precision)
    assert found.recall == pytest.approx(recall)


def test_both_sides_must_label_the_same_items() -> None:
    with pytest.raises(ValueError, match="same items"):
        bcubed({"a": 1}, {"b": 1})


def test_words_that_open_a_sentence_are_no_names() -> None:
    assert capitalised("Rebels hit Beni. They left Beni’s Boikene quarter.") == {"Beni", "Boikene"}


def test_the_baseline_joins_within_a_week_and_over_shared_names() -> None:
    passages = [
        Passage("a", "2021-08-02", "Men from Mavivi hit Beni"),
        Passage("b", "2021-08-05", "In Beni, men of Mavivi died"),
        Passage("c", "2021-08-20", "In Beni, men of Mavivi died"),
        Passage("d", "2021-08-05", "In Goma nobody died"),
    ]
    groups = by_capitals(passages, 0.5)
    assert groups["a"] == groups["b"]
    assert len({groups["a"], groups["c"], groups["d"]}) == 3


def test_the_baseline_gets_the_threshold_that_suits_it_best() -> None:
    passages = [
        Passage("a", "2021-08-02", "Men hit Beni and Oicha"),
        Passage("b", "2021-08-02", "Men hit Beni and Goma"),
    ]
    least, groups = best_by_capitals(passages, lambda labels: bcubed(labels, {"a": 1, "b": 1}).f1)
    assert groups["a"] == groups["b"]
    assert least <= 1 / 3
