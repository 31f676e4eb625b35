"""PLOVER's tables: quads, scores, sectors, and what becomes of acts that have not happened."""

from __future__ import annotations

import pytest

from dateline.codebook import plover
from dateline.codebook.country_codes import country_codes
from dateline.codebook.tables import plover_contexts, plover_types, rows
from dateline.model.vocabulary import ACTOR_KINDS, PLACE_KINDS, PLOVER_TYPES, EventStatus, Plover, Stance


def test_every_type_has_a_quad_and_a_score_within_ten() -> None:
    assert set(plover.quads()) == set(PLOVER_TYPES)
    for type_ in plover_types().values():
        for mode in (None, *type_.modes):
            assert -10 <= plover.score_of(type_.name, mode) <= 10


def test_scores_of_conflict_are_not_above_zero_and_those_of_cooperation_not_below() -> None:
    for type_ in plover_types().values():
        for mode in (None, *type_.modes):
            score = plover.score_of(type_.name, mode)
            if type_.name == "REQUEST":  # the manual holds some requests for mildly friendly
                assert -1 <= score <= 0.5
            else:
                assert (score > 0) == (plover.quads()[type_.name] in {1, 2}), (type_.name, mode)


def test_scores_and_turns_name_modes_of_the_codebook() -> None:
    for row in rows("plover_scores.tsv"):
        assert row["mode"] in {"", *plover_types()[row["type"]].modes}  # type: ignore[index]
    for row in rows("plover_unreal.tsv"):
        assert row["mode"] in {"", *plover_types()[row["type"]].modes}  # type: ignore[index]
        assert row["becomes_mode"] in {"", *plover_types()[row["becomes"]].modes}  # type: ignore[index]


@pytest.mark.parametrize(
    ("type_", "mode", "score"),
    [
        ("ACCUSE", None, -3.0),  # printed without its sign
        ("ACCUSE", "allege", -3.5),
        ("RETREAT", "disarm", 10.0),
        ("PROTEST", "vandalize", -5.0),  # has none of its own
        ("ASSAULT", "unconventional", -10.0),
        ("REQUEST", "assist", 0.5),
    ],
)
def test_the_score_is_the_modes_else_the_types(type_: Plover, mode: str | None, score: float) -> None:
    assert plover.score_of(type_, mode) == score


@pytest.mark.parametrize(
    ("type_", "mode", "status", "expected"),
    [
        ("ASSAULT", "aerial", "happened", ("ASSAULT", "aerial", None)),
        ("ASSAULT", "aerial", "ongoing", ("ASSAULT", "aerial", None)),
        ("ASSAULT", "aerial", "alleged", ("ASSAULT", "aerial", None)),
        ("ASSAULT", "aerial", "planned", ("THREATEN", "violence", None)),
        ("ASSAULT", "aerial", "possible", ("ASSAULT", "aerial", "hypothetical")),
        ("ASSAULT", "aerial", "denied", ("ASSAULT", "aerial", "negation")),
        ("AID", None, "planned", ("AGREE", None, None)),
        ("AID", None, "denied", ("AID", None, "negation")),
        ("CONSULT", "visit", "planned", ("AGREE", None, None)),
        ("AGREE", None, "planned", ("AGREE", None, None)),
        ("CONCEDE", None, "planned", ("CONCEDE", None, "future")),
        ("RETREAT", "withdraw", "planned", ("CONCEDE", None, None)),
        ("MOBILIZE", "troops", "planned", ("MOBILIZE", "troops", "future")),
        ("PROTEST", "strike", "planned", ("THREATEN", "restrict", None)),
        ("PROTEST", "demo", "planned", ("THREATEN", None, None)),
        ("COERCE", "arrest", "planned", ("THREATEN", "arrest", None)),
        ("SANCTION", "discontinue", "planned", ("THREATEN", "relations", None)),
        ("THREATEN", "violence", "planned", ("THREATEN", "violence", None)),
    ],
)
def test_an_act_is_turned_into_a_type_or_takes_an_auxiliary_mode(
    type_: Plover, mode: str | None, status: EventStatus, expected: tuple[str, str | None, str | None]
) -> None:
    found = plover.turned(type_, mode, status)
    assert (found.type, found.mode, found.auxiliary) == expected


def test_no_act_is_both_turned_and_marked() -> None:
    for type_ in PLOVER_TYPES:
        for status in ("planned", "possible", "denied"):
            found = plover.turned(type_, None, status)  # type: ignore[arg-type]
            assert found.type == type_ or found.auxiliary is None


@pytest.mark.parametrize(
    ("type_", "stance", "expected"),
    [
        ("SUPPORT", "asserted", None),
        ("SUPPORT", "possible", "hypothetical"),
        ("SUPPORT", "denied", "negation"),
        ("CONCEDE", "intended", "future"),
        ("AGREE", "intended", None),
        ("REJECT", "denied", None),
        ("THREATEN", "intended", None),
        ("REQUEST", "demanded", None),
        ("ACCUSE", "alleged", None),
    ],
)
def test_a_saying_of_conflict_is_done_when_it_is_said(type_: Plover, stance: Stance, expected: str | None) -> None:
    assert plover.auxiliary_of_saying(type_, stance) == expected


def test_there_are_four_auxiliary_modes_and_none_is_a_context() -> None:
    assert set(plover.auxiliary_modes()) == {"future", "hypothetical", "negation", "historical"}
    assert not set(plover.auxiliary_modes()) & set(plover_contexts())


@pytest.mark.parametrize(
    ("type_", "mode", "expected"),
    [
        ("COERCE", "cyber", ("military", "cyber")),
        ("COERCE", "misinformation", ("military", "misinformation")),
        ("COERCE", "arrest", ("military",)),
        ("ASSAULT", "aerial", ("military",)),
    ],
)
def test_two_modes_bring_their_context(type_: Plover, mode: str, expected: tuple[str, ...]) -> None:
    assert plover.contexts_of(type_, mode, ("military",)) == expected


def test_every_kind_of_actor_and_place_is_coded_with_known_codes() -> None:
    assert set(plover.kinds()) == set(ACTOR_KINDS)
    assert set(plover.places()) == set(PLACE_KINDS)
    known = {None, *plover.sectors()}
    assert {k.sector for k in plover.kinds().values()} <= known
    assert {k.code for k in plover.kinds().values()} <= {None, *plover.nonstate()}
    assert {r["sector"] for r in rows("plover_words.tsv")} <= known
    assert {sector for _, sector in plover.countries().values()} <= known


def test_countries_written_otherwise_are_countries() -> None:
    known = country_codes()
    states = {c.iso3 for c in known.values()}
    for iso2, (code, _) in plover.countries().items():
        assert iso2 in known
        assert code == "KOS" or code in states


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("unknown gunmen", "UAF"), ("three former ministers", None), ("a former minister", "ELI"), ("Doctors", "MED"),
        ("displaced people", "REF"), ("people", "UNK"), ("Reed Front", None), ("parliament", "LEG"), ("", None),
    ],
)  # fmt: skip
def test_the_last_words_of_a_common_name_tell_the_sector(name: str, sector: str | None) -> None:
    assert plover.sector_of_words(name) == sector


@pytest.mark.parametrize(
    ("kind", "where_prec", "level"),
    [
        ("city", 1, 4), ("city", 2, 3), ("facility", 1, 5), ("facility", 4, 2), ("province", 4, 2), ("district", 3, 3),
        ("country", 6, 1), ("road", 5, 1), ("city", None, None), ("region", 7, None), ("volcano", 1, None),
    ],
)  # fmt: skip
def test_the_level_of_a_place_is_the_coarser_of_its_kind_and_its_vagueness(
    kind: str, where_prec: int | None, level: int | None
) -> None:
    assert plover.resolution_of(kind, where_prec) == level
