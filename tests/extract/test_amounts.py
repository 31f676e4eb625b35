"""Which counted things become amounts, and of what kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.numbers import find_counted
from dateline.extract.amounts import LONGEST, extract_amounts
from dateline.model.parse import Parse
from dateline.readers.text import read_text

Parser = Callable[[str], Parse]
pytestmark = pytest.mark.model


def amounts(parse: Parser, text: str) -> list[tuple[str, str]]:
    document, tree = read_text(text), parse(text)
    return [(a.evidence[0].quote, a.what) for a in extract_amounts(document, tree, find_counted(document, tree))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells wounded 12 farmers near Gao.", [("12 farmers", "wounded")]),
        ("Police arrested 40 protesters in Goma.", [("40 protesters", "detained")]),
        ("About 300 people fled Kodok.", [("About 300 people", "displaced")]),
        ("Around 100 soldiers guard the bridge.", [("Around 100 soldiers", "force size")]),
        ("Reporters interviewed five rebels.", [("five rebels", "people")]),
        ("Jets flew 30 sorties and dropped 24 bombs.", [("30 sorties", "incidents"), ("24 bombs", "weapons")]),
        ("They seized four trucks and two tunnels.", [("four trucks", "vehicles"), ("two tunnels", "other")]),
        ("Kodok lies 40 km north of Malakal.", [("40 km", "distance")]),
        ("They hold about 300 square miles.", [("about 300 square miles", "area")]),
        ("The strike killed 87 people, 30 of them children.", [("30 of them children", "people")]),
        ("More than 60 civilians were killed and wounded.", [("More than 60 civilians", "people")]),
        ("Two aid workers said that the road was open.", []),
        ("The two sides met in Juba.", []),
        ("One rebel spoke to reporters.", []),
        ("Seven farmers were killed near Gao.", []),
        ("The rebels retreated with heavy losses.", []),
        ("They met on 12 May 2017.", []),
    ],
)
def test_what_is_counted_and_is_no_toll_is_an_amount(parse: Parser, text: str, expected: list[tuple[str, str]]) -> None:
    assert amounts(parse, text) == expected


def test_a_phrase_that_an_event_took_as_its_toll_is_no_amount(parse: Parser) -> None:
    text = "The clashes left 12 farmers hurt and 9 trucks burnt."
    document, tree = read_text(text), parse(text)
    counted = find_counted(document, tree)
    toll = counted[0]
    found = extract_amounts(document, tree, counted, deaths={(toll.start, toll.end)})
    assert [a.evidence[0].quote for a in found] == ["9 trucks"]


def test_an_amount_names_its_claims_and_what_it_counts(parse: Parser) -> None:
    text = "Jets destroyed 13 bridges."
    document, tree = read_text(text), parse(text)
    (amount,) = extract_amounts(
        document, tree, find_counted(document, tree), claims=lambda _a, _b: ("claim-1",), of=lambda _a, _b: "place-1"
    )
    assert amount.claims == ("claim-1",)
    assert amount.of == "place-1"
    assert amount.id.startswith("amount-")


def test_the_evidence_of_an_amount_is_short(parse: Parser) -> None:
    text = "Jets hit 13 " + "very " * 30 + "old bridges."
    document, tree = read_text(text), parse(text)
    for amount in extract_amounts(document, tree, find_counted(document, tree)):
        assert len(amount.evidence[0].quote) <= LONGEST
