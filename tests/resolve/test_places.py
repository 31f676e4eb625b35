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
        return resolve_places(document, parsed, toponyms, described, gazetteer)

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
    assert road.basis == "road between Gao and Ansongo: its middle"


def test_a_stated_distance_from_a_town_is_a_point(places: Read) -> None:
    found = places("Troops set up a post 100 km north of Gao in Mali.")["100 km north of Gao"]
    assert found.lat == pytest.approx(17.17, abs=0.05)
    assert found.basis == "destination 100 km north of Gao"


def test_the_border_of_one_country_is_the_one_with_the_reports_country(places: Read) -> None:
    border = places("In Syria, troops reached the Iraqi border near Palmyra.")["Iraqi border"]
    assert border.basis == "middle of the border of Iraq and Syria"


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
