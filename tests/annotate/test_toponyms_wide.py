"""Every place name, as geoparsing corpora annotate them; persons and everyday words stay out (texts are fiction)."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from dateline.annotate.toponyms_given import toponyms_at
from dateline.annotate.toponyms_wide import find_all_names
from dateline.gazetteer import load_gazetteer
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.readers.text import read_text


@pytest.fixture(scope="module")
def names(parse: Callable[[str], Parse]) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        return [text[t.start : t.end] for t in find_all_names(read_text(text), parse(text), load_gazetteer())]

    return read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Syrian army fled from Palmyra.", ["Syrian", "Palmyra"]),
        ("Russia said it would talk with Iran.", ["Russia", "Iran"]),
        ("The Nairobi Police Department closed the case.", ["Nairobi"]),
        ("A Nairobi man was held.", ["Nairobi"]),
        ("Ann Example, D-Salem, voted no.", ["Salem"]),
        ("The mill is on Orchard Street in Dayton, Ohio.", ["Orchard Street", "Dayton", "Ohio"]),
        ("Flood warnings hold for Clay, Grant and Swift counties.", ["Clay", "Grant", "Swift"]),
        ("The Zedfirm-Example study came from an Akron-based group.", ["Akron"]),
        ("Two men from Salem, Ore., were held.", ["Salem", "Ore."]),
        ("South Ossetians fled.", ["South Ossetians"]),
    ],
)
def test_whatever_a_name_stands_for_it_is_found(names: Callable[[str], list[str]], text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Lincoln Example slept, and Lincoln woke late.",
        "Officer Bell said that Bell was tired.",
        "The Commerce Center and the Superior Court were shut.",
        "African American and Native American voters stayed home.",
        "They hope to open the Hall of Justice on Monday.",
        "Jordan Example won.",
    ],
)
def test_persons_and_everyday_words_are_no_places(names: Callable[[str], list[str]], text: str) -> None:
    assert names(text) == []


def test_names_do_not_overlap(names: Callable[[str], list[str]], parse: Callable[[str], Parse]) -> None:
    text = "The Texas Forest Service, off U.S. Highway 79 in Texas, fought Texan fires near North Texas Road."
    found = find_all_names(read_text(text), parse(text), load_gazetteer())
    assert found
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


# --- spans that are given ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def given(parse: Callable[[str], Parse]) -> Callable[..., list[Toponym | None]]:
    def read(text: str, *phrases: str) -> list[Toponym | None]:
        spans = [(text.index(p), text.index(p) + len(p)) for p in phrases]
        return toponyms_at(read_text(text), parse(text), load_gazetteer(), spans)

    return read


@pytest.mark.parametrize(
    ("text", "phrase", "name", "hint", "within"),
    [
        ("Troops entered Donetsk oblast.", "Donetsk", "Donetsk", "province", None),
        ("Troops entered Zedland County.", "Zedland County", "Zedland", "district", None),
        ("A barge sank in Salem, Ore., on Monday.", "Ore.", "Oregon", "province", "United States"),
        ("A barge sank in Sudan.", "Sudan", "Sudan", "country", None),
    ],
)
def test_a_given_span_is_typed_by_its_words(
    given: Callable[..., list[Toponym | None]], text: str, phrase: str, name: str, hint: str, within: str | None
) -> None:
    (made,) = given(text, phrase)
    assert made is not None
    assert (text[made.start : made.end], made.name, made.hint, made.within) == (phrase, name, hint, within)


def test_what_is_built_at_a_given_place_is_not_the_place(given: Callable[..., list[Toponym | None]]) -> None:
    (made,) = given("They met at Goma International Airport on Monday.", "Goma")
    assert made is not None
    assert (made.name, made.hint) == ("Goma", None)


def test_capitals_with_a_dash_are_where_a_text_was_filed(given: Callable[..., list[Toponym | None]]) -> None:
    (made,) = given("Man held in mill fire . ROSWELL - A man was held on Monday.", "ROSWELL")
    assert made is not None
    assert made.dateline


def test_a_given_container_is_that_of_the_name_before_it(given: Callable[..., list[Toponym | None]]) -> None:
    made = given("A barge sank in Salem, Ore., on Monday.", "Salem", "Ore.")
    assert [m.within for m in made if m] == ["Oregon", "United States"]


def test_a_given_adjective_says_so(given: Callable[..., list[Toponym | None]]) -> None:
    (made,) = given("Syrian troops fled.", "Syrian")
    assert made is not None
    assert (made.rule, made.hint) == ("adjective", None)


def test_a_given_span_without_a_word_is_none(given: Callable[..., list[Toponym | None]]) -> None:
    assert given("They fled -- at once.", "--") == [None]
