"""Named spots: a market's or restaurant's own name, and not the nationality of its town."""

from __future__ import annotations

import pytest

from dateline.case.link.lexicon import spots_of


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("a bomb at the Warsan restaurant killed ten", {("restaurant", "warsan")}),
        ("a bomb in the Rasi market", {("market", "rasi")}),
        ("a restaurant in the Somali town of Beledweyne", set()),
        ("an attack on a Syrian market", set()),
        ("a bomb at a restaurant", set()),
    ],
)
def test_a_nationality_is_no_name_of_a_spot(words: str, named: set[tuple[str, str]]) -> None:
    assert spots_of(words) == named
