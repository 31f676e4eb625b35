"""Names and descriptions become places with coordinates, precision and a basis, or honestly none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.annotate.spatial import find_described
from dateline.annotate.toponyms import find_toponyms
from dateline.gazetteer import load_gazetteer
from dateline.model.parse import Parse
from dateline.model.records import Place
from dateline.readers.text import read_text
from dateline.resolve.places import resolve_places
from dateline.resolve.placetable import PlaceTable

Read = Callable[[str], dict[str, Place]]


@pytest.fixture(scope="module")
def records(parse: Callable[[str], Parse]) -> Callable[[str], tuple[Place, ...]]:
    def read(text: str) -> tuple[Place, ...]:
        document, parsed, gazetteer = read_text(text), parse(text), load_gazetteer()
        toponyms = find_toponyms(document, parsed, gazetteer)
        described = find_described(document, parsed, toponyms, gazetteer)
        return resolve_places(document, parsed, toponyms, described, gazetteer)[0]

    return read


@pytest.fixture(scope="module")
def places(records: Callable[[str], tuple[Place, ...]]) -> Read:
    return lambda text: {p.name: p for p in records(text)}


def test_a_city_and_the_province_of_its_name_are_two_places(places: Read) -> None:
    found = places("Shells fell in the city of Kharkiv. Later, Kharkiv province was hit, and Kharkiv again.")
    city, province = found["city of Kharkiv"], found["Kharkiv province"]
    assert (city.kind, province.kind) == ("city", "province")
    assert (city.where_prec, province.where_prec) == (1, 4)
    assert province.basis == "centroid of the province"
    assert [m.quote for m in city.mentions] == ["city of Kharkiv", "Kharkiv"]


def test_a_name_is_read_in_the_country_the_report_is_about(places: Read) -> None:
    syria = places("Clashes went on in Tripoli. Rockets hit Beirut in Lebanon.")["Tripoli"]
    libya = places("Clashes went on in Tripoli. Rockets hit Misrata in Libya.")["Tripoli"]
    assert (syria.country, libya.country) == ("LB", "LY")


def test_a_world_city_is_not_taken_for_its_village_namesake(places: Read) -> None:
    assert places("Russian and Chinese envoys met in Paris.")["Paris"].country == "FR"


def test_an_unknown_name_stays_unresolved(places: Read) -> None:
    unknown = places("Soldiers died in the village of Zxqwara in northern Mali.")["village of Zxqwara"]
    assert (unknown.lat, unknown.lon, unknown.where_prec, unknown.geo_precision, unknown.basis) == (None,) * 5


def test_another_spelling_is_taken_in_the_reports_own_country_and_said_so(places: Read) -> None:
    found = places("Syrian troops reached al-Bukamel. Syrian jets bombed the city of al-Bukamel.")
    (place,) = (p for p in found.values() if p.kind == "city")
    assert place.lat == pytest.approx(34.45, abs=0.1)
    assert place.basis is not None
    assert "another spelling" in place.basis


def test_a_border_of_two_provinces_is_a_line_with_where_prec_5(places: Read) -> None:
    border = places("They fought along the border dividing Homs and Deir ez-Zor provinces in Syria.")[
        "border dividing Homs and Deir ez-Zor provinces"
    ]
    assert border.where_prec == 5
    assert border.geometry is not None
    assert border.geometry.startswith("LINESTRING")
    assert border.basis == "middle of the border of Homs and Deir ez-Zor"


def test_a_road_between_two_towns_is_a_line_with_its_middle(places: Read) -> None:
    road = places("Gunmen closed the highway between Gao and Ansongo in Mali.")["highway between Gao and Ansongo"]
    assert road.lat == pytest.approx(15.97, abs=0.1)
    assert road.basis is not None
    assert road.basis.startswith("road between Gao and Ansongo: ")
    assert (road.geometry or "").startswith("LINESTRING")


def test_a_stated_distance_from_a_town_is_a_point(places: Read) -> None:
    found = places("Troops set up a post 100 km north of Gao in Mali.")["100 km north of Gao"]
    assert found.lat == pytest.approx(17.17, abs=0.05)
    assert found.basis == "destination 100 km north of Gao"


def test_the_border_of_one_country_is_the_one_with_the_reports_country(places: Read) -> None:
    border = places("In Syria, troops reached the Iraqi border near Palmyra.")["Iraqi border"]
    assert border.basis == "middle of the border of Iraq and Syria"


def test_a_town_beside_it_tells_which_border_and_which_stretch(places: Read) -> None:
    border = places("Shells hit the Turkish border near Jarablus in Syria.")["Turkish border"]
    assert (border.basis or "").startswith("border of Turkey and Syria near ")
    assert border.radius_km is not None
    assert border.radius_km < 80


def test_the_provincial_capital_is_the_provinces_own(places: Read) -> None:
    found = places("Rebels hold most of Idlib province in Syria. Shells hit the provincial capital. Damascus is calm.")
    (seat,) = (p for p in found.values() if "the provincial capital" in [m.quote for m in p.mentions])
    assert (seat.kind, seat.country) == ("city", "SY")
    assert seat.lat == pytest.approx(35.93, abs=0.05)


def test_provinces_and_countries_have_their_outlines(places: Read) -> None:
    found = places("Shells fell in Kherson province in Ukraine.")
    for name in ("Kherson province", "Ukraine"):
        assert (found[name].geometry or "").startswith("POLYGON"), name


def test_the_city_is_a_mention_of_the_last_city(places: Read) -> None:
    goma = places("Rebels entered Goma in Congo. Shops in the city were closed.")["Goma"]
    assert [m.quote for m in goma.mentions] == ["Goma", "the city"]


def test_the_table_gives_places_by_span_but_not_the_datelines(records: Callable[[str], tuple[Place, ...]]) -> None:
    text = "NAIROBI, May 3 (Agency) — Gunmen attacked Garissa. They fled 40 km north of Garissa.\n"
    document = read_text(text)
    table = PlaceTable(document, records(text))
    assert "NAIROBI" in {p.name for p in table.places}
    assert table.place_at(0, 7) is None
    at = text.index("Garissa")
    garissa = table.place_at(at, at + 7)
    assert garissa is not None
    last = text.rindex("Garissa")
    assert table.place_at(last, last + 7) == garissa
    described = table.place_at(text.index("40 km"), last + 7)
    assert described is not None
    assert described.name == "40 km north of Garissa"
    assert [e.quote for e, _ in table.mentions_in(0, len(text))] == ["Garissa", "40 km north of Garissa", "Garissa"]


def test_two_readings_of_a_text_are_equal(records: Callable[[str], tuple[Place, ...]]) -> None:
    text = "Shells hit Bakhmut, Soledar and villages north of Donetsk in eastern Ukraine."
    assert records(text) == records(text)


@pytest.mark.parametrize(
    ("text", "name", "basis"),
    [
        ("Shells fell on al-Zawhan hospital in Taiz, Yemen.", "al-Zawhan hospital", "in or at Taiz: point of Taiz"),
        ("Rockets hit Mosul airport. Troops left Mosul in Iraq.", "Mosul airport", None),
        (
            "In Sumy, a missile hit Yunist school on Monday, Ukraine said.",
            "Yunist school",
            "in or at Sumy: point of Sumy",
        ),
        ("The attackers burned a church in Pemba, Mozambique.", "church", "in or at Pemba: point of Pemba"),
        (
            "Gunmen attacked Oicha, about 25km north of Beni in Congo. They looted the general hospital.",
            "general hospital",
            "in or at Hyosha: point of Hyosha",
        ),
        (
            "They want to cut the harbour of Mokha in Yemen from Aden.",
            "harbour of Mokha",
            "in or at Mocha: point of Mocha",
        ),
    ],
)
def test_a_facility_stands_at_the_town_the_text_puts_it_in(
    places: Read, text: str, name: str, basis: str | None
) -> None:
    found = places(text)[name]
    assert found.lat is not None
    assert found.basis == basis
    assert found.kind in {"facility", "airport"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Syrian forces denied it. Shells fell on al-Thawra hospital.", "al-Thawra hospital"),
        ("Sudanese officials spoke of the raid on Nyertete clinic.", "Nyertete clinic"),
    ],
)
def test_a_facility_never_stands_at_a_town_that_only_bears_its_name(places: Read, text: str, name: str) -> None:
    assert places(text)[name].lat is None


def test_a_part_of_a_town_is_a_place_of_its_own_and_the_town_stays_a_city(places: Read) -> None:
    found = places("Trucks left the port of Hodeidah in Yemen. Hodeidah is calm. The port is shut.")
    assert found["Hodeidah"].kind == "city"
    assert [m.quote for m in found["port of Hodeidah"].mentions] == ["port of Hodeidah", "The port"]
    assert found["port of Hodeidah"].kind == "facility"


def test_the_town_of_an_adjective_is_in_that_country(places: Read) -> None:
    found = places(
        "A man crossed from Ukraine. A court in the southern Russian town of Donetsk heard the Ukrainian pilot."
    )
    assert found["town of Donetsk"].country == "RU"


@pytest.mark.parametrize(
    "text",
    [
        "In Yemen, troops near Taiz hold the roads. Shells fell on al-Zawhan.",
        "In Syria, troops left Homs for Zaza.",
        "In Yemen, they hold Taiz and the eastern suburb of al-Zawhan.",
    ],
)
def test_a_name_of_no_close_likeness_is_never_grounded(places: Read, text: str) -> None:
    assert {n for n, p in places(text).items() if p.lat is not None} <= {"Yemen", "Syria", "Taiz", "Homs"}


def test_another_spelling_far_from_the_reports_places_is_not_taken(places: Read) -> None:
    near = places("In Ukraine, shells hit Severodonetsk and troops fought in Lysichansck.")
    far = places("In Ukraine, shells hit Uzhhorod and troops marched in Lysichansck.")
    assert near["Lysichansck"].lat == pytest.approx(48.9, abs=0.1)
    assert "Lysichansck" not in far or far["Lysichansck"].lat is None


def test_a_district_and_the_town_it_is_called_after_are_two_places(places: Read) -> None:
    found = places("In the Congo, rebels held Beni territory. A bus reached Beni from Butembo.")
    assert (found["Beni territory"].kind, found["Beni"].kind) == ("district", "city")


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon", "tolerance"),
    [
        ("Troops fanned out along Yemen's Red Sea coast.", "Yemen's Red Sea coast", 14.3, 43.2, 1.0),
        ("Turkey said troops would cross its southern border into Syria.", "its southern border", 36.8, 38.5, 1.5),
        ("Syria sent tanks and Iraq sent men to Iraq's desert and to the border area.", "border area", 34.5, 41.0, 1.5),
        (
            "Militias hold the east side of the Euphrates in Deir ez-Zor, Syria.",
            "east side of the Euphrates in Deir ez-Zor",
            35.3,
            40.25,
            0.2,
        ),
        ("Shells hit rebel-held areas of Idlib in Syria.", "rebel-held areas of Idlib", 35.9, 36.6, 0.4),
    ],
)
def test_descriptions_have_a_point_and_say_whose(
    places: Read, text: str, name: str, lat: float, lon: float, tolerance: float
) -> None:
    found = places(text)[name]
    assert found.lat == pytest.approx(lat, abs=tolerance)
    assert found.lon == pytest.approx(lon, abs=tolerance)
    assert found.basis
    assert found.where_prec in {5, 6}


def test_a_bare_coast_or_zone_has_no_point(places: Read) -> None:
    found = places("Drones flew off Libya's coast. Convoys entered the US-controlled zone.")
    assert (found["Libya's coast"].lat, found["US-controlled zone"].lat) == (None, None)


def test_the_country_is_a_mention_where_something_is_in_it(places: Read) -> None:
    syria = places("Fighting spread in Syria. Doctors in the country struck. The country denied it.")["Syria"]
    assert [m.quote for m in syria.mentions] == ["Syria", "the country"]


def test_a_continent_is_not_its_namesake_town(places: Read) -> None:
    assert places("He is the most wanted man in Asia, police in the Philippines said.")["Asia"].kind == "region"


def test_a_river_with_its_article_is_not_the_town_of_its_name(places: Read) -> None:
    found = places("In Ukraine, soldiers crossed the Dnipro. Missiles hit the city of Dnipro.")
    assert (found["Dnipro"].kind, found["city of Dnipro"].kind) == ("river", "city")


def test_its_border_with_a_country_is_that_of_the_two(places: Read) -> None:
    border = places("Chad closed its border with Sudan.")["its border with Sudan"]
    assert border.basis == "middle of the border of Chad and Sudan"


def test_the_border_refers_back_and_is_never_guessed(places: Read) -> None:
    back = places("Shells hit the Turkish-Syrian border. Trucks waited at the border.")["Turkish-Syrian border"]
    assert [m.quote for m in back.mentions] == ["Turkish-Syrian border", "border"]
    assert "border" not in places("Trucks waited in Egypt and Israel, near the border.")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Rebels left Mogadishu in Somalia and fought in Zxqwara. They then entered the town.", "the town", "Zxqwara"),
        ("Rebels shelled Baidoa in Somalia. Fighters then entered the town.", "the town", "Baidoa"),
        ("Afgooye is a market town 25 km west of Mogadishu in Somalia. The town was shelled.", "The town", "Afgooye"),
        ("Troops from Diffa reached Bol, the provincial capital, in Chad.", "provincial capital", "Bol"),
    ],
)
def test_the_town_is_the_one_spoken_of_also_where_it_is_not_known(
    records: Callable[[str], tuple[Place, ...]], text: str, words: str, name: str
) -> None:
    meant = [p.name for p in records(text) if any(words in m.quote for m in p.mentions)]
    assert meant == [name]


def test_a_town_named_far_back_is_not_the_town(records: Callable[[str], tuple[Place, ...]]) -> None:
    text = (
        "Rebels shelled Baidoa in Somalia. " + "Talks were held and nothing came of them. " * 15 + "The town was calm."
    )
    assert [m.quote for p in records(text) if p.name == "Baidoa" for m in p.mentions] == ["Baidoa"]


@pytest.mark.parametrize(
    ("text", "name", "basis"),
    [
        (
            "Bandits stopped cars on the Gusau-Zurmi road in Nigeria.",
            "Gusau-Zurmi road",
            "road between Gusau and Zurmi: its middle",
        ),
        (
            "Troops shut the Mandalay-Myitkyina highway in Myanmar.",
            "Mandalay-Myitkyina highway",
            "road between Mandalay",
        ),
    ],
)
def test_a_road_named_by_its_two_towns_runs_between_them(places: Read, text: str, name: str, basis: str) -> None:
    found = places(text)[name]
    assert (found.kind, found.where_prec) == ("road", 5)
    assert (found.basis or "").startswith(basis)


def test_a_town_with_a_hyphen_is_not_parted_by_the_road_after_it(places: Read) -> None:
    found = places("Shells hit the Khan-Yunis road in Gaza.")
    assert [n for n in found if "Yunis" in n] == ["Khan-Yunis"]


def test_countries_that_do_not_meet_have_no_border(places: Read) -> None:
    for apart in ("France and Rwanda", "Egypt and Turkey"):
        border = places(f"Smugglers spoke of the border between {apart}.")[f"border between {apart}"]
        assert (border.lat, border.geometry) == (None, None)
    assert places("Troops reached the border between Chad and Sudan.")["border between Chad and Sudan"].lat is not None
