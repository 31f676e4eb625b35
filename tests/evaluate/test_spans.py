"""Stretches of text: names as whole words, likeness of mentions, shared words, distances."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate.spans import Words, evidence_spans, fold, likeness, occurrences, overlap, touches
from dateline.resolve.geometry import rough_km

spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


def test_a_name_is_found_as_a_whole_word_only():
    assert occurrences("Hays, Haysa and Hays", "Hays") == [(0, 4), (16, 20)]


def test_a_non_breaking_space_is_a_space():
    assert occurrences(fold("Houthi\u00a0forces left"), "Houthi forces") == [(0, 13)]


def test_a_name_given_by_offsets_stands_there_alone():
    assert occurrences("the group met the group", [14, 23]) == [(14, 23)]


def test_an_empty_name_stands_nowhere():
    assert occurrences("text", "") == []


@pytest.mark.parametrize(
    ("mention", "name", "expected"),
    [
        ((10, 20), (10, 20), 1.0),
        ((10, 20), (10, 15), 0.5),
        ((10, 40), (10, 15), 0.34),  # "Name, the long description of who it is"
        ((10, 40), (38, 50), 0.0),  # two letters shared
        ((0, 300), (10, 15), 0.0),  # half the text is no mention of a name
        ((0, 5), (5, 10), 0.0),
    ],
)
def test_likeness(mention, name, expected):
    assert likeness(mention, name) == pytest.approx(expected)


@given(st.text(max_size=60), spans, spans)
def test_shared_words_count_the_same_as_by_hand(text, a, b):
    words = Words(text)
    by_hand = {number for number, start in enumerate(words._starts) if overlap((start, words._ends[number]), a)}
    assert words.under([a]) == by_hand
    assert words.f1([a], [b]) == words.f1([b], [a])


def test_evidence_may_be_one_entry_a_list_or_nothing():
    entry = {"start": 3, "end": 9, "quote": "Aleppo"}
    assert evidence_spans(entry, 2) == evidence_spans([entry], 2) == [(5, 11)]
    assert evidence_spans(None) == []


def test_pointing_at_the_whole_text_is_no_answer():
    assert touches([(0, 60)], [(10, 20)], longest=80)
    assert not touches([(0, 6000)], [(10, 20)], longest=80)


def test_distance_between_two_towns():
    assert rough_km((13.318, 43.25), (13.932, 43.483)) == pytest.approx(73, abs=1)
