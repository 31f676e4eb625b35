"""Tolls and totals that add up, or do not; numbers that cannot be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.numbers import find_counted
from dateline.checks.arithmetic import check_arithmetic
from dateline.checks.numbers import check_numbers
from dateline.model.parse import Parse
from dateline.model.records import Finding
from dateline.readers.text import read_text

Parser = Callable[[str], Parse]
pytestmark = pytest.mark.model


def findings(parse: Parser, text: str) -> list[Finding]:
    document, tree = read_text(text), parse(text)
    return check_arithmetic(document, tree, find_counted(document, tree))


@pytest.mark.parametrize(
    ("text", "verdict", "figures"),
    [
        (
            "Gunmen killed at least 15 people in Gao. The mayor said 11 men and 4 women were killed.",
            "agrees",
            {"parts": [11, 4], "sum": 15, "total": 15},
        ),
        (
            "Shelling killed 15 people, 10 men and 4 women.",
            "disagrees",
            {"parts": [10, 4], "sum": 14, "total": 15},
        ),
        (
            "Nine soldiers were killed in two ambushes. Four soldiers were killed near Gao. Five died in Mopti.",
            "agrees",
            {"parts": [4, 5], "sum": 9, "total": 9},
        ),
        (
            "Nine soldiers were killed in two ambushes. Four soldiers were killed near Gao. In Mopti, six were killed.",
            "disagrees",
            {"parts": [4, 6], "sum": 10, "total": 9},
        ),
        (
            "Last week, 20 farmers were killed: 12 in Gao region and 8 in Mopti region.",
            "agrees",
            {"parts": [12, 8], "sum": 20, "total": 20},
        ),
        (
            "Doctors counted 40 wounded in the clinics of the region: 18 women and 19 men.",
            "disagrees",
            {"parts": [18, 19], "sum": 37, "total": 40},
        ),
        (
            "The raid killed 30 people, 40 of them children.",
            "disagrees",
            {"parts": [40], "sum": 40, "total": 30},
        ),
    ],
)
def test_parts_are_held_against_their_total(parse: Parser, text: str, verdict: str, figures: dict[str, object]) -> None:
    (found,) = findings(parse, text)
    assert (found.check, found.verdict, found.figures) == ("arithmetic", verdict, figures)
    assert all(len(e.quote) <= 200 for e in found.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed 30 people, 10 of them children.",
        "Gunmen killed 12 people in Gao. Police arrested 5 men and 3 women.",
        "Shells killed 20 farmers in May. In June, bombs killed 6 farmers.",
        "Jets destroyed 12 trucks and 4 tanks.",
    ],
)
def test_numbers_that_count_different_things_are_not_added(parse: Parser, text: str) -> None:
    assert findings(parse, text) == []


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("They hold 120 percent of the city.", ["120 percent"]),
        ("Between 20 and 15 men left.", ["Between 20 and 15"]),
        ("They hold 80 percent of the city.", []),
    ],
)
def test_numbers_that_cannot_be_as_stated_are_found(parse: Parser, text: str, quotes: list[str]) -> None:
    document, tree = read_text(text), parse(text)
    found = check_numbers(document, find_counted(document, tree))
    assert [f.evidence[0].quote for f in found] == quotes
