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
        ("Russian forces shelled Kherson on Tuesday, killing two people.", ["Kherson"]),
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
        ("The rebels hold the eastern suburb of al-Zedban.", "area", "suburb"),
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


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Crowds marked Bastille Day in the streets.", []),
        ("The Ottoman Empire fell.", []),
        ("Two men were held in Hope.", ["Hope"]),
        ("Henry Farrow slept. The judge thanked Farrow. Farrow slept in Farrow.", ["Farrow"]),
        ("The Company said that the Company had paid the Company.", []),
        ("Protesters met at Stormont Castle.", ["Stormont"]),
    ],
)
def test_everyday_words_and_persons_names_are_no_places(
    places: Callable[..., list[Toponym]], text: str, names: list[str]
) -> None:
    assert [t.name for t in places(text)] == names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KARKAMIS, Turkey Troops fired on a convoy.\n", [("KARKAMIS", "Turkey"), ("Turkey", None)]),
        ("JERUSALEM (AP)_ Officials met on Sunday.\n", [("JERUSALEM", None)]),
        ("UNICEF, Example said so.\n", []),
    ],
)
def test_capitals_that_open_a_report_are_where_it_was_filed(
    places: Callable[..., list[Toponym]], text: str, found: list[tuple[str, str | None]]
) -> None:
    made = [t for t in places(text) if t.dateline]
    assert [(t.name, t.within) for t in made] == found


def test_an_actor_in_capitals_opens_no_report(places: Callable[..., list[Toponym]]) -> None:
    assert [t.name for t in places("MALI (EX)_ Officials met on Sunday.\n", "MALI") if t.dateline] == []


def test_a_division_in_its_short_form_is_the_container_of_the_place_before_it(
    places: Callable[..., list[Toponym]],
) -> None:
    found = places("A barge sank near Salem, Ore., on Monday.")
    assert [(t.name, t.hint, t.within) for t in found] == [
        ("Salem", None, "Oregon"),
        ("Oregon", "province", "United States"),
    ]


def test_a_distance_in_two_units_tells_a_place(places: Callable[..., list[Toponym]]) -> None:
    found = places("They cleared mines 17 kilometers (10 miles) from Zedkor Wat, the old temple.")
    assert [t.name for t in found] == ["Zedkor Wat"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Flood water rose in Atlanta. Roads in Savannah were shut. Rain fell across Georgia.", "province"),
        ("Flood water rose in Tbilisi. Georgian roads near Batumi were shut. Rain fell across Georgia.", "country"),
        ("Rain fell across Georgia.", "country"),
    ],
)
def test_a_country_s_name_is_a_province_where_the_other_places_are_its(
    places: Callable[..., list[Toponym]], text: str, hint: str
) -> None:
    assert [t.hint for t in places(text) if t.name == "Georgia"] == [hint]


@pytest.mark.parametrize(
    ("text", "hints"),
    [
        ("They moved from Atlanta, Georgia, to Nairobi.", {"Georgia": "province"}),
        ("They moved to Tbilisi, Georgia.", {"Georgia": "country"}),
        ("They moved to Lebanon, Ohio, and stayed in Lebanon.", {"Lebanon": "city", "Ohio": "province"}),
        ("They moved to Lebanon, Syria and Iraq.", {"Lebanon": "country", "Syria": "country"}),
        ("Mines lay near Goma, Nord Kivu, on Monday.", {"Nord Kivu": "province"}),
        ("Shells fell on Homs, Aleppo and Hama.", {"Aleppo": None}),
    ],
)
def test_a_name_after_a_comma_is_the_division_that_holds_the_place_before_it(
    places: Callable[..., list[Toponym]], text: str, hints: dict[str, str | None]
) -> None:
    assert {t.name: t.hint for t in places(text) if t.name in hints} == hints


@pytest.mark.parametrize(
    ("text", "name", "hint"),
    [
        ("The ship lay in Port Sudan.", "Port Sudan", None),
        ("They flew to Cape Town on Monday.", "Cape Town", None),
        ("Fighters hid on Mount Hermon.", "Mount Hermon", "area"),
        ("Boats crossed Lake Kivu at night.", "Lake Kivu", "other"),
    ],
)
def test_a_large_town_is_no_port_or_cape_by_its_name(
    places: Callable[..., list[Toponym]], text: str, name: str, hint: str | None
) -> None:
    assert [(t.name, t.hint) for t in places(text)] == [(name, hint)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells fell on the Idlib town of Saraqeb.", [("Idlib", None, None), ("Saraqeb", "city", "Idlib")]),
        ("They met in Aleppo city.", [("Aleppo", "city", None)]),
        ("Mines lay in Donetsk region of Ukraine.", [("Donetsk", "region", "Ukraine"), ("Ukraine", "country", None)]),
    ],
)
def test_a_type_word_before_of_is_that_of_the_name_after_it(
    places: Callable[..., list[Toponym]], text: str, found: list[tuple[str, str | None, str | None]]
) -> None:
    assert [(t.name, t.hint, t.within) for t in places(text)] == found


# --- names that are a part of something else, and names that are places whatever the engine calls them ----------------


@pytest.mark.parametrize(
    ("text", "not_there"),
    [
        ("The frigate Bremen left the bay at noon.", "Bremen"),
        ("A gunner with the call sign “Lviv” spoke to us in Dnipro.", "Lviv"),
        ("A scout nicknamed Memphis was hurt in Dnipro.", "Memphis"),
        ("Inspectors of the Forestry Department came to Kano.", "Forestry"),
        ("ASP Danladi Ibadan spoke to reporters in Kano.", "Ibadan"),
        ("Militants burned a Cougar near Gao.", "Cougar"),
        ("Traders from the Peru quarter of Goma fled.", "Peru"),
    ],
)
def test_ships_by_names_offices_and_persons_are_not_the_place_so_named(
    places: Callable[..., list[Toponym]], text: str, not_there: str
) -> None:
    assert not [t for t in places(text) if t.name == not_there and (t.hint == "country" or t.hint is None or t.known)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gunmen raided the village of Tell Zxorim at dawn.", "Tell Zxorim"),
        ("Shells fell on the district of Bab Aleppo overnight.", "Bab Aleppo"),
        ("Trucks waited in the Philadelphi corridor.", "Philadelphi corridor"),
    ],
)
def test_a_longer_name_is_not_cut_to_the_part_that_the_gazetteer_has(
    places: Callable[..., list[Toponym]], text: str, name: str
) -> None:
    assert [t.name for t in places(text)] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jihadists have blockaded Diapaga in Burkina Faso since May.", "Diapaga"),
        ("Kupiansk and Vovchansk were shelled again, Ukrainian officials said in Kharkiv.", "Vovchansk"),
        ("The bodies were brought to Dera Ismail Khan in Pakistan.", "Dera Ismail Khan"),
        ("In Somalia the officers left Baidoa for Garbahaarrey.", "Garbahaarrey"),
    ],
)
def test_what_is_done_to_a_name_or_where_people_go_tells_a_place(
    places: Callable[..., list[Toponym]], text: str, name: str
) -> None:
    assert name in [t.name for t in places(text)]


def test_a_name_claimed_for_a_person_is_a_place_at_the_end_of_a_way_or_of_a_distance(
    places: Callable[..., list[Toponym]],
) -> None:
    way = places("The wounded were taken to Dera Ismail Khan in Pakistan.", "Dera Ismail Khan")
    told = places("Fort Abbas is about 90 km south of Bahawalnagar in Pakistan.", "Fort Abbas")
    praise = places("The minister thanked Dera Ismail Khan in Pakistan.", "Dera Ismail Khan")
    assert [next(t.name for t in found) for found in (way, told)] == ["Dera Ismail Khan", "Fort Abbas"]
    assert [t.name for t in praise] == ["Pakistan"]


def test_a_dateline_of_two_towns_is_two_places(places: Callable[..., list[Toponym]]) -> None:
    found = places("AMMAN/CAIRO, May 3 (Example Wire) - Envoys of both sides met again on Friday.")
    assert [t.name for t in found if t.dateline] == ["AMMAN", "CAIRO"]
