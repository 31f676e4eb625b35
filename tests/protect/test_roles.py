"""Roles made general."""

from __future__ import annotations

import pytest

from dateline.protect.patterns import telling
from dateline.protect.roles import generalise, plural_of, plurals
from dateline.protect.tables import rows

GENERAL = [
    ("a nurse in the maternity ward at Kodok hospital", "medical worker"),
    ("the midwife", "medical worker"),
    ("head of the maternity ward", "medical worker"),
    ("the head of surgery at the hospital", "medical worker"),
    ("a senior surgeon", "medical worker"),
    ("an ambulance driver", "medical worker"),
    ("the mayor's driver", "driver"),
    ("the mayor of Malakal", "local official"),
    ("a truck driver from Juba", "driver"),
    ("a teacher of English", "teacher"),
    ("an interpreter for the mission", "worker"),
    ("a shopkeeper", "trader"),
    ("fishermen", "farmer"),
    ("three nurses", "medical worker"),
    ("two women", "resident"),
    ("policemen", "police officer"),
    ("an employee of the clinic", "medical worker"),
    ("a member of the town council", "local official"),
    ("a staff member of the ministry", "official"),
    ("a NRF officer close to the operation", "officer"),
    ("a sheikh", "religious figure"),
    ("a village chief", "community leader"),
    ("a friend of the minister", "relative"),
    ("a lawyer for the mayor", "legal worker"),
    ("the priest's sister", "relative"),
    ("a commander", "commander"),
    ("Amal Garang, 34, a midwife at Kodok hospital", "medical worker"),
]


@pytest.mark.parametrize(("description", "name"), GENERAL)
def test_a_description_has_the_class_of_its_head(description: str, name: str) -> None:
    role = generalise(description)
    assert role is not None
    assert role.name == name


@pytest.mark.parametrize("description", ["", None, "the spirit of the age", "Kodok", "Red Crescent", "a blue door"])
def test_what_names_no_role_has_no_class(description: str | None) -> None:
    assert generalise(description) is None


@pytest.mark.parametrize(
    ("description", "specific"),
    [
        ("a nurse", True),
        ("head of the maternity ward", True),
        ("the interpreter", True),
        ("a mayor", True),
        ("a resident", False),
        ("an official", False),
        ("a fighter", False),
        ("a man", False),
        ("rebels", False),
        ("a teacher", False),
        ("a schoolteacher", True),
        ("the president", False),
        ("his brother", False),
    ],
)
def test_a_word_is_specific_where_it_says_more_than_its_class(description, specific) -> None:
    role = generalise(description)
    assert role is not None
    assert role.specific is specific


def test_the_table_is_large_sourced_and_of_known_classes() -> None:
    classes = {row["class"] for row in rows("classes")}
    roles = rows("roles")
    assert len(roles) > 200
    assert {row["class"] for row in roles} <= classes
    assert all(row["source"] == "own" or row["source"].startswith("ISCO-08 ") for row in roles)
    assert sum(row["source"].startswith("ISCO-08 ") for row in roles) > 200
    assert len({row["word"] for row in roles}) == len(roles)


@pytest.mark.parametrize(
    "table", ["classes", "common_words", "contact_words", "endings", "roles", "self_words", "sensitive_places", "words"]
)
def test_every_row_of_every_table_says_where_it_comes_from(table: str) -> None:
    assert rows(table)
    assert all(row["source"] for row in rows(table))


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("nurse", "nurses"),
        ("midwife", "midwives"),
        ("fireman", "firemen"),
        ("secretary", "secretaries"),
        ("coach", "coaches"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert plurals(one) == (many,)
    assert plural_of("medical worker") == "medical workers"
    assert plural_of("person") == "people"


def test_a_telling_description_is_looked_for_in_parts() -> None:
    found = {" ".join(phrase) for phrase in telling("a nurse in the maternity ward at Kodok hospital who treated them")}
    for phrase in (
        "nurse in the maternity ward at kodok hospital who treated",
        "nurse in the maternity ward",
        "nurse at kodok hospital",
        "kodok hospital nurse",
        "maternity ward nurse",
        "nurse at kodok",
    ):
        assert phrase in found
    assert not {"nurse", "nurse in", "nurse in the", "hospital nurse", "ward nurse", "maternity ward"} & found


@pytest.mark.parametrize(
    "description", ["one resident", "an NRF commander", "the officer", "residents", "an official in Juba", "two men"]
)
def test_a_description_that_fits_many_is_not_looked_for(description: str) -> None:
    assert telling(description) == []
