"""The codebooks as data: complete, and at one with the contract's vocabulary."""

from __future__ import annotations

import pytest

from dateline.codebook.tables import acled_types, plover_contexts, plover_types, rows, ucdp_codes
from dateline.model.vocabulary import PLOVER_TYPES


def test_the_sixteen_plover_types_are_those_of_the_contract() -> None:
    assert tuple(plover_types()) == PLOVER_TYPES


def test_acled_has_25_pairs_in_six_types() -> None:
    assert len(acled_types()) == 25
    assert len({t.event_type for t in acled_types().values()}) == 6
    assert "Battles/Armed clash" in acled_types()
    assert "Battles/Attack" not in acled_types()


def test_ucdp_codes_are_complete() -> None:
    assert {k: sorted(v) for k, v in ucdp_codes().items()} == {
        "type_of_violence": [1, 2, 3],
        "where_prec": [1, 2, 3, 4, 5, 6, 7],
        "date_prec": [1, 2, 3, 4, 5],
        "event_clarity": [1, 2],
    }


def test_there_are_37_contexts_with_cues() -> None:
    assert len(plover_contexts()) == 37
    assert all(plover_contexts().values())


@pytest.mark.parametrize(
    "name",
    ["plover_types.tsv", "plover_modes.tsv", "plover_contexts.tsv", "acled_types.tsv", "ucdp_codes.tsv", "triggers.tsv",
     "light_verbs.tsv", "other_things.tsv"],
)  # fmt: skip
def test_every_row_says_where_it_comes_from(name: str) -> None:
    assert all(row["source"] for row in rows(name))
