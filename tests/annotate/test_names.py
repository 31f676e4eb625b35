"""Names of actors: what the catalogue knows, persons by title, organisations introduced with an acronym."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.names import Name, find_names
from dateline.catalogue.lookup import load_catalogue
from dateline.gazetteer import load_gazetteer
from dateline.model.parse import Parse

Names = Callable[[str], list[Name]]


@pytest.fixture(scope="module")
def names(parse: Callable[[str], Parse]) -> Names:
    def find(text: str) -> list[Name]:
        return list(dict.fromkeys(find_names(parse(text), load_catalogue(), load_gazetteer().has).values()))

    return find


def named(names: list[Name], text: str) -> list[Name]:
    return [n for n in names if n.text == text]


@pytest.mark.parametrize(
    ("text", "name", "key", "kind"),
    [
        ("The Rapid Support Forces entered Wad Madani.", "Rapid Support Forces", "n:rapid-support-forces", None),
        ("The RSF entered Wad Madani.", "RSF", "n:rapid-support-forces", "rebel group"),
        ("Arakan Army troops left Paletwa.", "Arakan Army", "n:arakan-army", "rebel group"),
        ("ELN guerrillas left Arauca.", "ELN", None, "rebel group"),
        ("The Houthis fired rockets.", "Houthis", "n:houthis", "rebel group"),
        ("The Peshmerga hold the ridge.", "Peshmerga", "n:peshmerga", "military"),
        ("Yemen closed the port.", "Yemen", "s:YE", "state"),
        ("Kenya closed the border.", "Kenya", "s:KE", "state"),
        ("The Malian army left.", "Malian army", "g:s:ML:military", "military"),
        ("The World Food Programme left.", "World Food Programme", None, "international organisation"),
    ],
)
def test_the_catalogue_names_an_actor(names: Names, text: str, name: str, key: str | None, kind: str | None) -> None:
    found = named(names(text), name)
    assert len(found) == 1
    assert key in {None, found[0].key}
    assert kind in {None, found[0].kind}


@pytest.mark.parametrize(
    ("text", "state"),
    [("Turkish forces left.", "s:TR"), ("A Somali patrol left.", "s:SO"), ("Colombian soldiers left.", "s:CO")],
)
def test_a_demonym_names_its_state_as_an_adjective(names: Names, text: str, state: str) -> None:
    (name,) = names(text)
    assert (name.key, name.adjective) == (state, True)


def test_full_name_and_acronym_of_a_known_group_are_one_actor(names: Names) -> None:
    found = names("The Rapid Support Forces (RSF) shelled Omdurman. The RSF denied it.")
    assert {n.key for n in found} == {"n:rapid-support-forces"}
    assert [n.text for n in found] == ["Rapid Support Forces", "RSF", "RSF"]


@pytest.mark.parametrize(
    ("text", "full", "acronym", "kind"),
    [
        ("The rebel group Coastal Freedom Brigades (CFB) left. The CFB returned.", "Coastal Freedom Brigades", "CFB",
         "rebel group"),
        ("The Popular River Defence Militia (PRDM) left Wau. PRDM fighters returned.", "Popular River Defence Militia",
         "PRDM", "militia"),
        ("The Lake Rights Observatory (LRO) counted them. The LRO left.", "Lake Rights Observatory", "LRO", "ngo"),
    ],
)  # fmt: skip
def test_an_acronym_in_brackets_stands_for_an_unknown_group(
    names: Names, text: str, full: str, acronym: str, kind: str
) -> None:
    found = names(text)
    (whole,) = named(found, full)
    short = named(found, acronym)
    assert len(short) == 2
    assert {n.key for n in short} == {whole.key}
    assert {n.kind for n in (whole, *short)} == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "He left (AP) in May.",
        "The convoy left (see map) in May.",
        "They drove (on Friday) to Wau.",
    ],
)
def test_brackets_without_a_name_before_them_introduce_nothing(names: Names, text: str) -> None:
    assert [n for n in names(text) if n.rule in {"introduced", "acronym"}] == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Gen. Ahmed Saleh met the rebels.", "Ahmed Saleh"),
        ("General Peter Olum left Wau.", "Peter Olum"),
        ("Colonel Ibrahim Ould Brahim spoke.", "Ibrahim Ould Brahim"),
        ("Ukrainian President Maksym Kovalenko spoke.", "Maksym Kovalenko"),
        ("They arrested a man named Idris in Wau.", "Idris"),
    ],
)
def test_a_title_or_a_naming_word_makes_a_person(names: Names, text: str, person: str) -> None:
    (found,) = [n for n in names(text) if n.kind == "person"]
    assert found.text == person


def test_a_surname_stands_for_the_person_named_in_full_before(names: Names) -> None:
    found = names("General Ahmed Saleh met Colonel Ibrahim Diallo. Saleh said nothing. Diallo left.")
    saleh, diallo, again, too = found
    assert (again.text, again.key) == ("Saleh", saleh.key)
    assert (too.text, too.key) == ("Diallo", diallo.key)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ('Commander Musa "the Eagle" Barre left.', 'Musa "the Eagle" Barre'),
        ("Commander Musa “the Eagle” Barre left.", "Musa “the Eagle” Barre"),
    ],
)
def test_a_nickname_in_quotes_belongs_to_the_name(names: Names, text: str, person: str) -> None:
    assert [n.text for n in names(text) if n.kind == "person"] == [person]


@pytest.mark.parametrize(
    "text",
    [
        "Troops entered Bakhmut.",
        "The army fled to Goma.",
        "They met in Sanaa.",
        "People near Djibo fled.",
        "Shells fell on Kherson.",
        "The convoy left Kidal.",
    ],
)
def test_a_town_is_no_person(names: Names, text: str) -> None:
    assert [n.text for n in names(text) if n.kind == "person"] == []


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("The Coastal Human Rights Observatory counted four.", "Coastal Human Rights Observatory"),
        ("The Highland Health Ministry counted four.", "Highland Health Ministry"),
    ],
)
def test_capitals_that_end_in_a_word_for_a_body_name_it(names: Names, text: str, body: str) -> None:
    assert [n.text for n in names(text)] == [body]


@pytest.mark.parametrize("text", ["The ministry counted four.", "A commission came.", "The army left.", "They left."])
def test_a_common_noun_is_no_name(names: Names, text: str) -> None:
    assert names(text) == []
