"""Persons named as harmed: how, how old, whether they bore arms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.model.dossier import Dossier

Read = Callable[..., Dossier]


@pytest.mark.parametrize(
    ("text", "name", "harm"),
    [
        ("The army killed Colonel Yusuf Barre in Jilib on Monday.", "Yusuf Barre", "killed"),
        ("Ahmed Ould Salem was killed by soldiers near Tessalit.", "Ahmed Ould Salem", "killed"),
        ("Police arrested Amina Keita in Bamako on Monday.", "Amina Keita", "detained"),
        ("Rebels kidnapped Father Paul Mbeki in Beni on Saturday.", "Paul Mbeki", "detained"),
        ("Soldiers wounded Mariam Diallo in Gao on Friday.", "Mariam Diallo", "injured"),
    ],
)
def test_a_named_person_who_is_harmed_is_a_victim(read: Read, text: str, name: str, harm: str) -> None:
    dossier = read(text)
    (victim,) = dossier.victims
    assert (victim.name, victim.harm) == (name, harm)
    assert victim.event in {e.id for e in dossier.events}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army may kill Yusuf Barre, a minister said.", id="only feared"),
        pytest.param("The army plans to arrest Yusuf Barre.", id="only planned"),
        pytest.param("The army killed a colonel in Jilib.", id="not named"),
        pytest.param("The army killed three civilians in Jilib.", id="not a person"),
        pytest.param("Colonel Yusuf Barre attacked rebels in Jilib.", id="who does it"),
        pytest.param("Yusuf Barre met the rebels.", id="not harmed"),
    ],
)
def test_who_is_not_named_or_not_harmed_is_none(read: Read, text: str) -> None:
    assert read(text).victims == ()


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("Ahmed Ould Salem, 41, was killed by soldiers near Tessalit.", 41),
        ("Soldiers killed Mariam Diallo, a 34-year-old nurse, in Gao.", 34),
        ("Soldiers killed Mariam Diallo, aged 34, in Gao.", 34),
        ("Soldiers killed Mariam Diallo in Gao.", None),
        ("Soldiers killed Mariam Diallo and 12 others in Gao.", None),
    ],
)
def test_an_age_is_told_or_null(read: Read, text: str, age: int | None) -> None:
    (victim,) = read(text).victims
    assert victim.age == age


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("Soldiers killed Mariam Diallo in Gao. She was a nurse.", "female"),
        ("Soldiers killed Paul Mbeki in Gao. He was a nurse.", "male"),
        ("Soldiers killed Mariam Diallo in Gao.", None),
        ("Soldiers killed Mariam Diallo in Gao. They fled.", None),
    ],
)
def test_the_sex_is_read_from_a_pronoun_never_from_a_name(read: Read, text: str, sex: str | None) -> None:
    (victim,) = read(text).victims
    assert victim.sex == sex


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The army killed Colonel Yusuf Barre in Jilib.", "combatant"),
        ("The rebels killed Gen. Ahmed Saleh in Jilib.", "combatant"),
        ("The army killed Yusuf Barre in Jilib.", "unknown"),
    ],
)
def test_a_rank_makes_a_combatant(read: Read, text: str, status: str) -> None:
    (victim,) = read(text).victims
    assert victim.status == status


def test_a_victim_named_twice_is_one(read: Read) -> None:
    text = "The army killed Colonel Yusuf Barre in Jilib on Monday. Soldiers killed Barre in the city of Jilib."
    assert len(read(text).victims) == 1


def test_each_victim_has_an_age_of_his_own(read: Read) -> None:
    dossier = read(
        "Soldiers killed Ahmed Ould Salem, 34, and Omar Diallo, 12, in Gao on Monday. "
        "Soldiers killed Mariam Keita in Gao."
    )
    assert {v.name: v.age for v in dossier.victims} == {"Ahmed Ould Salem": 34, "Omar Diallo": 12, "Mariam Keita": None}


@pytest.mark.parametrize(
    ("after", "protect"),
    [
        ("Her family asked that her name be withheld.", True),
        ("Relatives asked that her name not be published.", True),
        ("A witness asked that his name be withheld.", False),
        ("Her family asked for an inquiry.", False),
    ],
)
def test_whose_family_asks_for_it_is_not_to_be_named(read: Read, after: str, *, protect: bool) -> None:
    (victim,) = read(f"Soldiers shot dead Halima Deng, 34, in Bria on Monday. {after}").victims
    assert victim.protect is protect
