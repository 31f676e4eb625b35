"""Swapping names in a text, and telling which records that changed."""

from __future__ import annotations

from copy import deepcopy

import pytest

from dateline.evaluate.fairness import Swap, compare, swap, swaps_for

STATES = Swap("states", ("Iran", "Israel"), (("Iran", "Israel"), ("Iranian", "Israeli")))


def span(start, text):
    return {"start": start, "end": start + len(text), "quote": text}


def dossier(**event):
    told = {
        "coding": {"plover": "ASSAULT"},
        "status": "happened",
        "who": [{"role": "actor", "evidence": [span(0, "Iran")]}],
        "evidence": [span(0, "Iran bombed a camp")],
    }
    return {"events": [told | event], "claims": [], "relations": [], "control": [], "sources": []}


def same(span):
    return span


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Iran bombed Israel.", "Israel bombed Iran."),
        ("Iranian jets, Israel's guns", "Israeli jets, Iran's guns"),
        ("Iranians and non-Iranian men", "Iranians and non-Iranian men"),
        ("nobody", "nobody"),
    ],
)
def test_every_form_of_two_names_changes_place_and_nothing_else(before, after):
    assert swap(before, STATES).text == after


def test_a_span_is_found_again_after_the_swap():
    text = "Iran bombed a camp, an Iranian said."
    made = swap(text, STATES)
    for words in ("bombed", "camp", "said", "an Iranian said."):
        start, end = made.moved((text.index(words), text.index(words) + len(words)))
        assert made.text[start:end] == words.replace("Iranian", "Israeli")


def test_a_name_is_swapped_with_the_next_of_its_group_and_only_where_it_stands():
    groups = [(s.group, s.names) for s in swaps_for("Reuters said rebels fled.", partners=1)]
    assert groups == [("sides", ("rebels", "soldiers")), ("outlets", ("Reuters", "AFP"))]
    assert not list(swaps_for("It rained."))


@pytest.mark.parametrize(
    ("changed", "slots"),
    [
        ({}, {}),
        ({"status": "alleged"}, {"status": 1}),
        ({"coding": {"plover": "COERCE"}}, {"type": 1}),
        ({"who": [{"role": "recipient", "evidence": [span(0, "Iran")]}]}, {"role": 1}),
        ({"who": []}, {"role": 1}),
        ({"evidence": [span(40, "a camp burned")]}, {"lost": 1, "gained": 1}),
    ],
)
def test_what_differs_is_counted_by_slot(changed, slots):
    assert compare(dossier(), dossier(**changed), same).by_slot == slots


def test_a_record_flips_once_whatever_differs():
    flips = compare(dossier(), dossier(status="denied", coding={"plover": "COERCE"}), same)
    assert (flips.records, flips.flipped, flips.share) == (1, 1, 1.0)


def test_the_source_is_compared_by_its_kind():
    said = {"content": [span(0, "it burned")], "stance": "asserted", "act": None, "source": "s1"}
    one = dossier() | {"claims": [said], "sources": [{"id": "s1", "kind": "named"}]}
    two = deepcopy(one)
    two["sources"][0]["kind"] = "group"
    assert compare(one, two, same).by_slot == {"kind of source": 1}
    assert compare(one, deepcopy(one), same).flipped == 0
