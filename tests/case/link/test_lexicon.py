"""General words that tell near-identical happenings apart. Invented places and happenings: fiction."""

from __future__ import annotations

import pytest

from dateline.case.link.lexicon import spots_of


@pytest.mark.parametrize(
    ("words", "spots"),
    [
        ("a blast at the Rasi market", {("market", "rasi")}),
        ("the bombing of a restaurant in the Somali town of Jowhar", set()),
        ("a Yemeni market", set()),
    ],
)
def test_the_adjective_of_a_state_names_no_spot(words: str, spots: set[tuple[str, str]]) -> None:
    assert spots_of(words) == spots
