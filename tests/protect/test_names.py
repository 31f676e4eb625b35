"""In which forms a name is found, and in which words it is not. All persons are invented."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from dateline.protect import Policy, show

FOUND = [
    # name, text, what is shown
    ("Amal Garang", "Amal Garang spoke", "[source A] spoke"),
    ("Amal Garang", "AMAL GARANG spoke", "[source A] spoke"),
    ("Amal Garang", "amal garang spoke", "[source A] spoke"),
    ("Amal Garang", "Amal\nGarang spoke", "[source A] spoke"),
    ("Amal Garang", "Amal  \u00a0 Garang spoke", "[source A] spoke"),
    ("Amal Garang", "A\u200bmal\u200d Gar\u00adang spoke", "[source A] spoke"),
    ("Amal Garang", "\u202bAmal Garang\u202c spoke", "\u202b[source A] spoke"),
    ("Amal Garang", "Amal-Garang and Amal_Garang.jpg", "[source A] and [source A].jpg"),
    ("Amal Garang", "#AmalGarang and #amalgarang", "#[source A] and #[source A]"),
    ("Amal Garang", "Amal Ga-\nrang spoke", "[source A] spoke"),
    ("Amal Garang", "Garang, Amal: spoke", "[source A]: spoke"),
    ("Amal Garang", "Garang Amal spoke", "[source A] spoke"),
    ("Amal Garang", "Amal Garang's house, Garang’s car", "[source A]'s house, [source A]’s car"),
    ("Amal Garang", "Garang spoke, GARANG spoke, garang spoke", "[source A] spoke, [source A] spoke, [source A] spoke"),
    ("Amal Garang", "then Amal spoke", "then [source A] spoke"),
    ("Amal Garang", "A. Garang and A Garang", "[source A] and [source A]"),
    ("Amal Garang", "Dr. Amal Garang and Ms Garang", "[source A] and [source A]"),
    ("Amal Garang", "the midwife Amal Garang", "[source A]"),
    ("Amal Garang", "Amal Deng Garang spoke", "[source A] spoke"),
    ("Amal Garang", "Amal D. Garang spoke", "[source A] spoke"),
    ("Amal Deng Garang", "Amal Garang, Deng Garang", "[source A]"),
    ("Amal Deng Garang", "A. D. Garang and Amal D. Garang", "[source A] and [source A]"),
    ("J. K. Garang", "J.K. Garang, J. Garang and Garang", "[source A] and [source A]"),
    ("Zoë Müllér", "Zoe Muller and Zoë Müllér", "[source A] and [source A]"),
    ("Zoë Müllér", unicodedata.normalize("NFD", "Zoë Müllér spoke"), "[source A] spoke"),
    ("Seán O’Neill", "Sean O'Neill, O`Neill and ONeill", "[source A] and [source A]"),
    ("Anne-Marie Garang", "Anne Marie Garang and Anne-Marie", "[source A] and [source A]"),
    ("Ludwig van der Garang", "van der Garang and Garang", "[source A] and [source A]"),
    ("Walid al-Hadi", "Walid Al Hadi, al-Hadi and Hadi", "[source A] and [source A]"),
    ("Abu Walid", "Abu Walid spoke", "[source A] spoke"),
    ("Sa’id Garang", "then Sa'id spoke and Sa‘id left", "then [source A] spoke and [source A] left"),
    ("Jean McGarang", "Jean Mcgarang and MCGARANG", "[source A] and [source A]"),
    ("Amal Garang", "the Garangs fled", "the [name withheld] fled"),
    ("Amal Garang", "Amal Garank, Garrang and Gaarng fled", "[source A] and [source A] fled"),
    ("amal garang", "Amal Garang and garang", "[source A] and [source A]"),
    ("Hope Will", "Hope Will, HOPE WILL", "[source A]"),
    ("Anna Young", "Young said so; Young’s house", "[source A] said so; [source A]’s house"),
    ("Hope Will", "they asked Will about it", "they asked [source A] about it"),
    ("Иван Гаранов", "Ивана Гаранова, Гаранову", "[source A]"),
    ("Иван Гаранов", "ИВАН ГАРАНОВ", "[source A]"),
    ("أمل غرنق", "قالت أمل غرنق", "قالت [source A]"),
    ("أمل غرنق", "قالت وأمـل غَرْنَق", "قالت [source A]"),
    ("王小明", "记者王小明说", "记者[source A]说"),
    ("Ａmal Garang", "Ａｍａｌ Ｇａｒａｎｇ", "[source A]"),
]


@pytest.mark.parametrize(("name", "text", "shown"), FOUND)
def test_a_name_is_hidden_however_it_is_written(report, name: str, text: str, shown: str) -> None:
    r = report(f"{name} said so. Then: {text}")
    r.source(f"{name} said", name=name)
    r.records["sources"][0] = _with_mention(r, name)
    view = show(r.dossier(), Policy()).dossier
    assert view.document.text.partition("Then: ")[2] == shown


def _with_mention(r, name: str):
    return replace(r.records["sources"][0], mentions=(r.at(name),), description=name)


LEFT = [
    ("Hope Will", "people will hope; Will they hope? Hope is left"),
    ("Hope Will", "The Will Of The People"),
    ("Ali Garang", "Aliyev, Alicante, ali, Khalil and Garangan"),
    ("Amal Garang", "amal is no name in lower case"),
    ("May Garang", "in May and on 5 May"),
    ("Ahmed Garang", "Ahmed Saleh and Musa Ahmed Nur"),
    ("Anna Young", "a young man and a Young Men’s club"),
    ("Rose Garang", "prices rose; Rose Day is on Sunday"),
    ("Li Na", "li, na and Lina"),
    ("J. K. Garang", "J is a letter and K another"),
    ("Abu Walid", "Walid spoke, Abu did not"),
    ("Amal Garang", "by Amalia, of Karang and Garadang"),
]


@pytest.mark.parametrize(("name", "text"), LEFT)
def test_other_words_are_left_alone(report, name: str, text: str) -> None:
    r = report(f"{name} said so. Then: {text}")
    r.source(f"{name} said", name=name)
    r.records["sources"][0] = _with_mention(r, name)
    view = show(r.dossier(), Policy()).dossier
    assert view.document.text.partition("Then: ")[2] == text


def test_a_last_name_that_is_a_place_is_hidden_in_the_full_name_after_a_title_and_at_a_mention(report) -> None:
    r = report("Jean Paris said so. Ms Paris left Paris. “No,” Paris added. New talks in Paris failed.")
    r.place("Paris")
    r.records["places"][0] = _place_at(r, "left Paris", "in Paris")
    r.source("Jean Paris", name="Jean Paris")
    r.records["sources"][0] = _mentions(r, "Jean Paris", "Paris added")
    text = show(r.dossier()).dossier.document.text
    assert text == "[source A] said so. [source A] left Paris. “No,” [source A] added. New talks in Paris failed."


def _place_at(r, *around: str):
    spans = tuple(r.document.evidence(r.at(a).end - 5, r.at(a).end) for a in around)
    return replace(r.records["places"][0], mentions=spans)


def _mentions(r, first: str, second: str):
    start = r.at(second).start
    return replace(r.records["sources"][0], mentions=(r.at(first), r.document.evidence(start, start + 5)))


def test_who_shares_the_last_name_keeps_it(report) -> None:
    r = report("Amal Garang said so. Musa Garang shelled Kodok. Garang denied it.")
    r.source("Amal Garang", name="Amal Garang")
    musa = r.actor("Musa Garang")
    start = r.at("Garang denied").start
    mentions = (r.at("Musa Garang"), r.document.evidence(start, start + 6))
    r.records["actors"] = [replace(r.records["actors"][0], id=musa, mentions=mentions)]
    assert show(r.dossier()).dossier.document.text == "[source A] said so. Musa Garang shelled Kodok. Garang denied it."


def test_a_last_name_alone_that_is_anothers_too_is_nobodys_in_particular(report) -> None:
    r = report("Amal Garang said so. Musa Garang shelled Kodok. Then Garang denied it. Amal fled.")
    r.source("Amal Garang", name="Amal Garang")
    r.actor("Musa Garang")
    assert show(r.dossier()).dossier.document.text == (
        "[source A] said so. Musa Garang shelled Kodok. Then [name withheld] denied it. [source A] fled."
    )


PUBLIC = [
    # name, the rest with somebody else in it, what is shown of the rest
    ("Garang Garang", "Garang Example", "Garang Example shelled Kodok."),
    ("Garang", "Garang Example", "Garang Example shelled Kodok."),
]


@pytest.mark.parametrize(("name", "other", "shown"), PUBLIC)
def test_who_shares_one_name_with_a_source_is_not_the_source(report, name: str, other: str, shown: str) -> None:
    r = report(f"{name} said so. Then: {other} shelled Kodok.")
    r.source(f"{name} said", name=name)
    r.records["sources"][0] = _with_mention(r, name)
    r.actor(other)
    r.records["actors"][0] = replace(r.records["actors"][0], mentions=(*r.all(name)[:1], r.at(other)))
    assert show(r.dossier()).dossier.document.text == f"[source A] said so. Then: {shown}"


SPOTS = [
    ("fighters in Kodok fled from Kodok to Malakal", "fighters in Kodok fled from Kodok to Malakal"),
    ("the town of Kodok fell", "the town of Kodok fell"),
    ("they spoke to Kodok", "they spoke to [source A]"),
    ("a bullet in Kodok's leg", "a bullet in [source A]'s leg"),
    ("they had confidence in Kodok", "they had confidence in [source A]"),
]


@pytest.mark.parametrize(("text", "shown"), SPOTS)
def test_a_part_of_a_name_that_stands_where_a_place_does_is_a_place(report, text: str, shown: str) -> None:
    r = report(f"Amal Kodok said so. Then: {text}")
    r.source("Amal Kodok", name="Amal Kodok")
    assert show(r.dossier()).dossier.document.text == f"[source A] said so. Then: {shown}"


def test_letters_of_another_script_that_look_alike_hide_no_name(report) -> None:
    r = report("Amal Garang said so. Then G\u0430r\u0430ng and \u0410mal fled. Гаранг did not.")
    r.source("Amal Garang", name="Amal Garang")
    assert show(r.dossier()).dossier.document.text == (
        "[source A] said so. Then [source A] and [source A] fled. Гаранг did not."
    )


def test_a_relative_named_beside_a_source_is_hidden_too(report) -> None:
    r = report("Amal Garang said so. Amal’s husband, Musa Garang, was wounded. Musa Garang is 40.")
    r.source("Amal Garang", name="Amal Garang")
    r.victim("Musa Garang")
    view = show(r.dossier()).dossier
    assert view.document.text == (
        "[source A] said so. [source A]’s husband, [name withheld], was wounded. [name withheld] is 40."
    )
    assert view.victims[0].name == "name withheld"
