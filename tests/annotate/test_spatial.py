"""Places described in words: which construction, built on which names."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from dateline.annotate.bearings import bearing_of, hedge_before, mean_bearing, to_number
from dateline.annotate.described import Described
from dateline.annotate.spatial import find_described
from dateline.annotate.spatial_patterns import ADJECTIVE, NAME, PATTERNS
from dateline.annotate.toponyms import find_toponyms
from dateline.gazetteer import load_gazetteer
from dateline.model.parse import Parse
from dateline.readers.text import read_text


@pytest.fixture(scope="module")
def described(parse: Callable[[str], Parse]) -> Callable[[str], list[Described]]:
    def read(text: str) -> list[Described]:
        document, parsed, gazetteer = read_text(text), parse(text), load_gazetteer()
        return find_described(document, parsed, find_toponyms(document, parsed, gazetteer), gazetteer)

    return read


@pytest.mark.parametrize(
    ("text", "construct", "words"),
    [
        (
            "They met on the border of Kherson and Mykolaiv provinces.",
            "border of two",
            "border of Kherson and Mykolaiv provinces",
        ),
        ("A drone fell near the border with Mali.", "border of", "border with Mali"),
        ("Shells hit the Thai-Myanmar border.", "border pair", "Thai-Myanmar border"),
        ("The convoy reached the Iraqi border.", "border", "Iraqi border"),
        (
            "Gunmen closed the highway between Gao and Ansongo.",
            "road between",
            "highway between Gao and Ansongo",
        ),
        ("A mine exploded on the road to Djibo.", "road to", "road to Djibo"),
        ("A post 40 km north of Bakhmut was hit.", "distance", "40 km north of Bakhmut"),
        ("A post 40 km north of the capital, Kyiv, was hit.", "distance", "40 km north of the capital, Kyiv"),
        ("A post 40 km (25 miles) north of Bakhmut was hit.", "distance", "40 km (25 miles) north of Bakhmut"),
        ("The southern Somali port of Kismayo fell.", "attribute", "southern Somali port of Kismayo"),
        ("A post 40 km from the Ukrainian town of Izium was hit.", "away", "40 km from the Ukrainian town of Izium"),
        ("Fighting raged in eastern Ukraine.", "part", "eastern Ukraine"),
        ("Villages east of Goma were shelled.", "parts", "Villages east of Goma"),
        ("Shells hit the outskirts of Khartoum.", "around", "outskirts of Khartoum"),
        ("Jets bombed the Damascus suburbs.", "around after", "Damascus suburbs"),
        ("Drones flew over Ukrainian territory.", "territory", "Ukrainian territory"),
        ("A bomb shook the Sudanese capital.", "capital", "the Sudanese capital"),
        ("Trucks left the port of Hodeidah.", "facility of", "port of Hodeidah"),
        ("A bomb killed ten in a market in Tacurong.", "facility", "market"),
        ("The rebels seized a military base near Goma.", "facility", "military base"),
        ("He visited a market in Goma.", "", ""),
        ("Ships lay off Yemen's coast.", "coast", "Yemen's coast"),
        ("Troops advanced along the Red Sea coast.", "coast of", "Red Sea coast"),
        ("Jets bombed government-held areas of Daraa.", "held", "government-held areas of Daraa"),
        ("Mines lay along the coastal road.", "coastal road", "coastal road"),
        ("Troops massed in the border area.", "border area", "border area"),
        ("Turkey closed its southern border.", "its border", "its southern border"),
        ("They were killed en route to Lebanon.", "", ""),
        ("Troops hold the south of Kherson province.", "part of", "the south of Kherson province"),
        ("Troops hold northern parts of Kherson province.", "part of", "northern parts of Kherson province"),
        ("Mines lay in villages between Goma and Beni in Congo.", "between", "villages between Goma and Beni"),
        ("In Mali, talks between Gao and Ansongo went on.", "", ""),
        ("They fired from the Syrian side of the border.", "border side", "the Syrian side of the border"),
        ("The Syrian side rejected the offer.", "", ""),
        ("Boats met at the mouth of the Dnipro River.", "mouth", "mouth of the Dnipro River"),
        ("A post stood a few kilometres north of Bakhmut.", "direction of", "a few kilometres north of Bakhmut"),
        ("Fields burned in the western countryside of Kherson.", "around", "western countryside of Kherson"),
        (
            "Trucks stood on the highway M14 between Kherson and Mykolaiv.",
            "road between",
            "highway M14 between Kherson and Mykolaiv",
        ),
        ("They met in the capital of Kherson province.", "capital of", "capital of Kherson province"),
    ],
)
def test_a_description_is_read_with_its_construction(
    described: Callable[[str], list[Described]], text: str, construct: str, words: str
) -> None:
    found = [(d.construct, text[d.start : d.end]) for d in described(text)]
    assert found == ([(construct, words)] if construct else [])


def test_distance_and_direction_are_kept_as_stated(described: Callable[[str], list[Described]]) -> None:
    (d,) = described("A post lay 25 miles south-west of Mogadishu.")
    assert d.distance_km == pytest.approx(40.2, abs=0.1)
    assert d.bearing == 225.0


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("40 km", "exact"),
        ("about 40 km", "about"),
        ("Some 40 km", "about"),
        ("less than 40 km", "less than"),
        ("more than 40 km", "more than"),
        ("at least 40 km", "at least"),
        ("just 40 km", "at most"),
        ("just over 40 km", "more than"),
        ("up to 40 km", "at most"),
        ("from 40 km", "exact"),
        ("above 40 km", "exact"),
    ],
)
def test_the_hedge_of_a_distance_is_kept(described: Callable[[str], list[Described]], words: str, hedge: str) -> None:
    assert hedge_before(f"They fell {words} north", f"They fell {words} north".index("40")) == hedge
    (d,) = described(f"A post stood {words} north of Bakhmut.")
    assert (d.construct, d.hedge) == ("distance", hedge)


def test_what_a_description_lies_in_and_is_near_is_kept(described: Callable[[str], list[Described]]) -> None:
    text = "They crossed the Turkish border near Jarablus."
    (d,) = described(text)
    assert d.beside is not None
    assert text[slice(*d.beside)] == "Jarablus"
    text = "Mines lay in an area between Kherson and Mykolaiv in Kherson province."
    (d,) = described(text)
    assert d.within is not None
    assert text[slice(*d.within)] == "Kherson province"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Troops left Chasiv Yar, 15 km west of Bakhmut.", "Chasiv Yar"),
        ("Talkalakh is a small border town 25 km west of Homs.", "Talkalakh"),
        ("Talbisa, a rebel-held town about 12 km north of Homs, was hit.", "Talbisa"),
        ("Ahmed, a man from a town 12 km north of Homs, fled.", None),
    ],
)
def test_a_distance_after_a_name_places_that_name(
    described: Callable[[str], list[Described]], text: str, subject: str | None
) -> None:
    (d,) = (d for d in described(text) if d.construct == "distance")
    assert (d.subject and text[d.subject[0] : d.subject[1]]) == subject


def test_a_direction_before_a_typed_name_is_no_part_of_it(described: Callable[[str], list[Described]]) -> None:
    assert [d.construct for d in described("He died in southern Kandahar province.")] == ["attribute"]


def test_the_city_refers_back(described: Callable[[str], list[Described]]) -> None:
    found = described("Rebels entered Goma. Shops in the city were closed.")
    assert [(d.construct, d.kind) for d in found] == [("back", "city")]


@pytest.mark.parametrize(
    ("words", "degrees"), [(("north", None), 0.0), (("south", "west"), 225.0), (("northern", None), 0.0)]
)
def test_bearings_of_words(words: tuple[str, str | None], degrees: float) -> None:
    assert bearing_of(*words) == degrees


def test_two_directions_are_read_as_the_one_between() -> None:
    assert mean_bearing([180.0, 90.0]) == 135.0
    assert mean_bearing([315.0, 45.0]) == pytest.approx(0.0)


@pytest.mark.parametrize(("text", "value"), [("1,200", 1200.0), ("7.5", 7.5), ("2,5", 2.5), ("80", 80.0)])
def test_numbers_with_separators(text: str, value: float) -> None:
    assert to_number(text) == value


@pytest.mark.parametrize("unit", [NAME, ADJECTIVE, "north of the ", "the far ", "40 km (20 miles) ", f"{NAME}, "])
def test_no_pattern_takes_more_than_linear_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    start = time.perf_counter()
    for pattern in PATTERNS.values():
        assert sum(1 for _ in pattern.finditer(text)) >= 0
    assert time.perf_counter() - start < 3.0
