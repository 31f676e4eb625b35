"""Victims in lists and descriptions: who is counted and then named, civilians, minors, and names that are protected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]

KILLED = "Soldiers killed {} in Gao on Monday."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shelling in Gao killed three people, including Amina Keita, a teacher.", {"Amina Keita"}),
        ("Among the dead were Amina Keita, 34, and Omar Diallo, 12.", {"Amina Keita", "Omar Diallo"}),
        ("Two farmers, Amadou Keita and Omar Diallo, were wounded by rebels.", {"Amadou Keita", "Omar Diallo"}),
        ("Rebels killed two people. The victims were identified as Amina Keita and Omar Diallo.",
         {"Amina Keita", "Omar Diallo"}),
        ("Names of the killed:\nAmina Keita, 34\n- Omar Diallo (9)\n\nThe army denied it.",
         {"Amina Keita", "Omar Diallo"}),
    ],
)  # fmt: skip
def test_those_whom_a_list_names_are_victims(read: Read, text: str, names: set[str]) -> None:
    assert {v.name for v in read(text).victims} == names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Among the dead were civilians, Amina Keita said.", id="who tells of the dead"),
        pytest.param("Names of the members:\nAmina Keita, 34\nOmar Diallo, 9", id="a list of others"),
        pytest.param("Soldiers could kill Amina Keita in Gao.", id="only possible"),
        pytest.param("The dead were not Amina Keita and Omar Diallo.", id="negated"),
    ],
)
def test_who_is_named_otherwise_is_none(read: Read, text: str) -> None:
    assert read(text).victims == ()


@pytest.mark.parametrize(
    ("described", "status"),
    [
        ("Amina Keita, a nurse,", "civilian"),
        ("farmer Amadou Keita", "civilian"),
        ("Amina Keita, a civilian,", "civilian"),
        ("Amadou Keita, a Taliban fighter,", "combatant"),
        ("Amadou Keita", "unknown"),
        ("Amadou Keita, an official,", "unknown"),
    ],
)
def test_a_civilian_is_whom_the_report_describes_as_one(read: Read, described: str, status: str) -> None:
    (victim,) = read(KILLED.format(described)).victims
    assert victim.status == status


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Nine-year-old Amina Keita was killed by soldiers in Gao.", 9),
        ("Eight-month-old Amina Keita was killed by soldiers in Gao.", 0),
        ("Amina Keita (34) was killed by soldiers in Gao.", 34),
        ("Amina Keita, a nine-year-old, was killed by soldiers in Gao.", 9),
        ("Amina Keita, a mother of nine, was killed by soldiers in Gao.", None),
    ],
)
def test_ages_in_words_and_months(read: Read, text: str, age: int | None) -> None:
    (victim,) = read(text).victims
    assert victim.age == age


@pytest.mark.parametrize(
    ("described", "sex"),
    [("Amina Keita, a mother of two,", "female"), ("Amadou Keita, a boy,", "male"), ("Amina Keita, a nurse,", None)],
)
def test_the_sex_is_read_from_a_noun_that_has_one(read: Read, described: str, sex: str | None) -> None:
    (victim,) = read(KILLED.format(described)).victims
    assert victim.sex == sex


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        pytest.param("Soldiers killed Amina Keita, 9, in Gao.", True, id="a minor"),
        pytest.param("Soldiers killed Amina Keita, a schoolgirl, in Gao.", True, id="a minor without an age"),
        pytest.param("Soldiers killed Amina Keita, 34, in Gao.", False, id="a dead adult"),
        pytest.param("Rebels raped Amina Keita in Gao on Monday.", True, id="a survivor of sexual violence"),
        pytest.param("Police arrested Amina Keita, a student, in Bamako.", True, id="a detainee"),
        pytest.param("Police arrested Mayor Amina Keita in Bamako.", False, id="a detainee in public office"),
        pytest.param("Rebels attacked Goma. Paul Mbeki disappeared in Goma on Monday.", True, id="a missing person"),
    ],
)
def test_names_that_can_bring_harm_are_protected(read: Read, text: str, *, protected: bool) -> None:
    (victim,) = read(text).victims
    assert victim.protect is protected


def test_a_victim_of_a_list_quotes_its_line(read: Read) -> None:
    text = "Names of the wounded:\nAmina Keita, 34, nurse\n\nThe army denied it."
    (victim,) = read(text).victims
    assert (victim.harm, victim.age) == ("injured", 34)
    assert [e.quote for e in victim.evidence] == ["Amina Keita", "Amina Keita, 34, nurse"]
