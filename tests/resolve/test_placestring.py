"""A place string is set on the map, says which names it lacks, and never takes another place for them."""

from __future__ import annotations

import pytest

from dateline.gazetteer.protocol import Gazetteer
from dateline.resolve.placestring import locate_string


def test_a_plain_name_is_the_place_itself(sunland: Gazetteer) -> None:
    found = locate_string("Alta", sunland, "XA")
    assert found is not None
    assert (found.construct, found.point, found.where_prec, found.basis) == ("name", (23.0, 11.0), 1, None)
    province = locate_string("Upland province", sunland, "XA")
    assert province is not None
    assert (province.geometry or "").startswith("POLYGON")
    assert province.covers(22.1, 10.1)
    assert not province.covers(21.8, 10.1)


def test_the_country_chooses_among_namesakes(sunland: Gazetteer) -> None:
    points = {code: locate_string("near Cora", sunland, code) for code in ("XA", "XB")}
    assert {code: found.point if found else None for code, found in points.items()} == {
        "XA": (22.5, 13.9),
        "XB": (22.5, 17.0),
    }


def test_the_type_word_chooses_between_a_province_and_its_town(sunland: Gazetteer) -> None:
    kinds = {}
    for text in ("Upland province", "Upland town", "northern Upland", "road between Upland and Bela"):
        found = locate_string(text, sunland, "XA")
        assert found is not None
        kinds[text] = found.anchors[0].kind
    assert kinds == {
        "Upland province": "province",
        "Upland town": "city",
        "northern Upland": "province",
        "road between Upland and Bela": "city",
    }


def test_an_unknown_name_leaves_the_place_open_and_is_told(sunland: Gazetteer) -> None:
    found = locate_string("Road between Alta and Zxqwa", sunland, "XA")
    assert found is not None
    assert (found.point, found.geometry, found.missing) == (None, None, ("Zxqwa",))
    assert not found.covers(23.0, 11.0)
    assert locate_string("Zxqwa", sunland, "XA") is None
    assert locate_string("", sunland) is None


def test_what_stands_before_a_direction_is_the_place_if_it_is_known(sunland: Gazetteer) -> None:
    silos, known = (locate_string(f"{x} east of Alta", sunland, "XA") for x in ("Silos", "Cora,"))
    assert silos is not None
    assert silos.construct == "direction of"
    assert known is not None
    assert (known.construct, known.point) == ("name", (22.5, 13.9))


@pytest.mark.parametrize(
    ("text", "within", "outside"),
    [
        ("Sunland-Dawnland border in Lowland province", (21.0, 14.0), (23.0, 14.0)),
        ("Sunland/Dawnland border Lowland province", (21.0, 14.0), (23.0, 14.0)),
        ("area between Alta and Bela in Lowland province", (21.8, 11.0), (22.4, 11.0)),
    ],
)
def test_a_province_named_behind_cuts_the_shape(
    sunland: Gazetteer, text: str, within: tuple[float, float], outside: tuple[float, float]
) -> None:
    found = locate_string(text, sunland, "XA")
    assert found is not None
    assert found.covers(*within)
    assert not found.covers(*outside)
