"""Which names in a text are places, of which kind, and which are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.toponyms import find_toponyms
from dateline.gazetteer import load_gazetteer
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.readers.text import read_text


@pytest.fixture(scope="module")
def places(parse: Callable[[str], Parse]) -> Callable[..., list[Toponym]]:
    def read(text: str, *taken: str) -> list[Toponym]:
        spans = [(text.index(t), text.index(t) + len(t)) for t in taken]
        return find_toponyms(read_text(text), parse(text), load_gazetteer(), spans)

    return read


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Troops entered Donetsk oblast on Monday.", "Donetsk", "province"),
        ("Two people died in the city of Goma.", "Goma", "city"),
        ("They met in the port city of Hodeidah.", "Hodeidah", "city"),
        ("Gunmen raided Soum province.", "Soum", "province"),
        ("The army crossed the Dnieper River at night.", "Dnieper River", "river"),
        ("A bomb went off at the Torkham border crossing.", "Torkham", "border crossing"),
        ("Families fled to Zamzam camp.", "Zamzam", "facility"),
        ("A mine exploded in Shah Wali Kot district.", "Shah Wali Kot", "district"),
        ("Fighters hid on Mount Hermon.", "Mount Hermon", "area"),
    ],
)
def test_a_type_word_tells_the_kind(places: Callable[..., list[Toponym]], text: str, name: str, kind: str) -> None:
    assert [(t.name, t.hint) for t in places(text)] == [(name, kind)]


def test_a_plural_type_word_is_that_of_all_coordinated_names(places: Callable[..., list[Toponym]]) -> None:
    found = places("Shells fell along the line between Kherson and Zaporizhzhia provinces.")
    assert [(t.name, t.hint) for t in found] == [("Kherson", "province"), ("Zaporizhzhia", "province")]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Rebels clashed in Sudan on Friday.", ["Sudan"]),
        ("Refugees crossed from Myanmar into Thailand.", ["Myanmar", "Thailand"]),
        ("Fighting shook Mali's northern desert.", ["Mali"]),
        ("Gunmen struck northern Nigeria.", ["Nigeria"]),
        ("Russia said it had shot down a drone.", []),
        ("The envoy held talks with Iran.", []),
        ("The army blamed Rwanda for the attack.", []),
        ("The government of Sudan denied it.", []),
    ],
)
def test_a_country_is_a_place_only_where_it_stands_as_a_location(
    places: Callable[..., list[Toponym]], text: str, countries: list[str]
) -> None:
    assert [t.name for t in places(text) if t.hint == "country"] == countries


def test_names_of_actors_and_persons_are_left_alone(places: Callable[..., list[Toponym]]) -> None:
    assert places("The Raqqa Martyrs Brigade met Omar Deeb in secret.", "Raqqa Martyrs Brigade", "Omar Deeb") == []


def test_a_noun_that_acts_makes_the_name_no_place(places: Callable[..., list[Toponym]]) -> None:
    assert places("Kandahar police said nobody was hurt.") == []


def test_the_container_after_a_comma_is_kept(places: Callable[..., list[Toponym]]) -> None:
    found = places("A convoy was hit near Dori, Burkina Faso.")
    assert [(t.name, t.within) for t in found] == [("Dori", "Burkina Faso"), ("Burkina Faso", None)]


def test_the_city_of_the_dateline_is_marked(places: Callable[..., list[Toponym]]) -> None:
    found = places("NAIROBI, May 3 (Agency) — Gunmen attacked a village in Garissa county.\n")
    assert ("NAIROBI", True) in [(t.name, t.dateline) for t in found]
    assert ("Garissa", False) in [(t.name, t.dateline) for t in found]


@pytest.mark.parametrize(
    "text", ["The striker scored twice for the club on Saturday.", "Taxes rise by two percent in April.", "a b"]
)
def test_a_text_without_places_gives_none(places: Callable[..., list[Toponym]], text: str) -> None:
    assert places(text) == []


def test_words_taken_for_an_actor_are_a_place_only_with_a_type_word_or_after_in(
    places: Callable[..., list[Toponym]],
) -> None:
    assert [t.name for t in places("A mine exploded in Shah Wali Kot district.", "Shah Wali Kot")] == ["Shah Wali Kot"]
    assert [t.name for t in places("Fighters died in Khan Younis on Friday.", "Khan Younis")] == ["Khan Younis"]
    assert places("Fighters of Amhara attacked the post.", "Amhara") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("They want to reach al-Jarrahi before winter, Yemeni officers said in Yemen.", ["al-Jarrahi", "Yemen"]),
        ("The UN had no access to eastern Aleppo.", ["Aleppo"]),
        ("Rebels seized the capital, Sanaa.", ["Sanaa"]),
        ("Washington had given assurances.", []),
        ("Tehran warned Washington.", []),
        ("Peacekeepers lost five soldiers from Uganda.", []),
        ("The Universidad de Los Andes was shut.", []),
        ("The shelling of Bakhmut and Soledar went on.", ["Bakhmut", "Soledar"]),
        ("A shot was heard on Oxford Street.", []),
        ("They asked for help from the Coalition.", []),
        ("The Balkan states agreed.", []),
    ],
)
def test_names_stand_as_places_by_their_words(
    places: Callable[..., list[Toponym]], text: str, names: list[str]
) -> None:
    assert [t.name for t in places(text)] == names


@pytest.mark.parametrize(
    ("text", "hint", "word"),
    [
        ("Gunmen attacked Lubero territory.", "district", "territory"),
        ("The rebels hold the eastern suburb of al-Hawban.", "area", "suburb"),
        ("Drones hit Belgorod oblast.", "province", "oblast"),
        ("They fled Bambari sub-prefecture and Macomia district.", "district", "district"),
        ("Militiamen raided Tadamon locality.", "district", "locality"),
        ("Fighting reached Barkhan tehsil.", "district", "tehsil"),
        ("They shelled the Zaporizhzhia nuclear power plant.", "facility", "nuclear power plant"),
        ("Rockets hit Ain al-Asad air base.", "military base", "air base"),
    ],
)
def test_type_words_of_many_countries_are_read(
    places: Callable[..., list[Toponym]], text: str, hint: str, word: str
) -> None:
    assert (hint, word) in [(t.hint, t.word) for t in places(text)]
