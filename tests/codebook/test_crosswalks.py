"""From one codebook to another: announced acts, means, CAMEO."""

from __future__ import annotations

import pytest

from dateline.codebook.announced import plover_of
from dateline.codebook.tables import acled_types, modes_by_means, plover_of_cameo, plover_types
from dateline.codebook.triggers import load_triggers
from dateline.model.vocabulary import EventStatus, Plover


@pytest.mark.parametrize(
    ("act", "status", "expected"),
    [
        ("AID", "planned", "AGREE"),
        ("ASSAULT", "planned", "THREATEN"),
        ("CONSULT", "denied", "REJECT"),
        ("ASSAULT", "denied", "ASSAULT"),
        ("AID", "happened", "AID"),
        ("AGREE", "planned", "AGREE"),
    ],
)
def test_an_act_that_has_not_happened_takes_the_type_that_plover_gives_it(
    act: Plover, status: EventStatus, expected: Plover
) -> None:
    assert plover_of(act, status) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("036", "AGREE"), ("0831", "CONCEDE"), ("0871", "RETREAT"), ("1721", "COERCE"), ("175", "ASSAULT"),
        ("191", "COERCE"), ("2042", "ASSAULT"), ("023", None), ("345", None), ("x", None), ("", None),
    ],
)  # fmt: skip
def test_a_cameo_code_has_the_type_of_its_root(code: str, expected: str | None) -> None:
    assert plover_of_cameo(code) == expected


def test_means_name_modes_and_pairs_of_the_codebook() -> None:
    for (type_, pair), mode in modes_by_means().items():
        assert mode in plover_types()[type_].modes
        assert pair in acled_types()


def test_no_row_of_the_lexicon_stands_twice() -> None:
    rows = [(t.lemma, t.pos, t.plover, t.plover_mode, t.acled, t.needs, t.tag, t.act) for t in load_triggers()]
    assert len(set(rows)) >= len(rows) - sum(1 for t in load_triggers() if "-" in t.lemma and " " not in t.lemma)


def test_forms_with_a_wrong_lemma_are_mended() -> None:
    assert load_triggers().slips["staged"] == "stage"
    assert "attacked" not in load_triggers().slips
