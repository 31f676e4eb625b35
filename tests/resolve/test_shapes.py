"""Every construction has an area or a line that is valid, a point in it, and a radius that covers it."""

from __future__ import annotations

import re

import pytest
import shapely

from dateline.gazetteer import load_gazetteer
from dateline.gazetteer.protocol import Gazetteer
from dateline.resolve.geometry import bearing, distance_km, turn
from dateline.resolve.placestring import Located, locate_string
from dateline.resolve.shapes.made import MOST_VERTICES

STRINGS = {
    "80 km north of Bela": "distance",
    "about 80 km north-east of Bela": "distance",
    "just 5 km south of Alta": "distance",
    "more than 40 km west of Alta": "distance",
    "20 km south of Upland province": "distance",
    "60 km from Alta": "away",
    "within 7 km of Alta": "within",
    "east of Alta": "direction of",
    "west of the Rill River": "direction of",
    "north of Lowland province": "direction of",
    "northern Sunland": "part of",
    "Northwestern Upland province": "part of",
    "far northern Sunland": "part of",
    "central Sunland": "part of",
    "western Alta": "part of",
    "a village in the south of Upland province": "parts",
    "border of Upland and Lowland provinces": "border of two",
    "Upland/Lowland border": "border pair",
    "Sunland-Dawnland border near Cora": "border pair",
    "northern border between Sunland and Dawnland": "border of two",
    "Sunlandic-Dawnlandic border": "border pair",
    "Dawnlandic border": "border",
    "the Sunlandic side of the border": "border side",
    "Upland-Lowland-Dawnland border": "border of three",
    "area between Alta and Bela": "between",
    "area between Alta, Bela and Cora": "between three",
    "road between Alta and Bela": "road between",
    "Alta-Cora road": "road pair",
    "road to Cora": "road to",
    "Rill River in Lowland province": "in",
    "confluence of the Rill River and the Beck River": "confluence",
    "mouth of the Rill River": "mouth",
    "outskirts of Alta": "around",
    "Alta's northern countryside": "own part",
    "northern countryside of Alta": "around",
    "near Cora": "near",
    "Sunland's southern coast": "coast",
}


def _found(text: str, gazetteer: Gazetteer) -> Located:
    found = locate_string(text, gazetteer, "XA", ("XB",))
    assert found is not None, text
    return found


def _shape(found: Located) -> shapely.Geometry:
    assert found.geometry is not None
    return shapely.from_wkt(found.geometry)


@pytest.mark.parametrize(("text", "construct"), STRINGS.items())
def test_a_shape_is_valid_and_holds_its_point_and_the_radius_covers_it(
    sunland: Gazetteer, without_outlines: Gazetteer, text: str, construct: str
) -> None:
    found = _found(text, sunland)
    assert found.construct == construct
    _assert_whole(found)
    plain = _found(text, without_outlines)
    if plain.geometry is not None:
        _assert_whole(plain)


def _assert_whole(found: Located) -> None:
    shape, point = _shape(found), found.point
    assert point is not None
    assert found.radius_km is not None
    assert shape.is_valid
    assert shapely.get_num_coordinates(shape) <= MOST_VERTICES
    assert all(re.fullmatch(r"-?\d+\.\d{4}", number) for number in re.findall(r"-?[\d.]+", found.geometry or ""))
    assert shape.distance(shapely.Point(point[1], point[0])) < 0.0002
    far = max(distance_km(point, (y, x)) for x, y in shapely.get_coordinates(shape))
    assert far <= found.radius_km <= far + found.width_km + 0.2
    assert found.covers(*point)
    assert found.basis
    assert found.where_prec in {1, 2, 5, 6}
    assert found.geo_precision in {1, 2, 3}


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("80 km north of Bela", [(21.72, 11.0), (21.68, 11.2)], [(21.0, 11.0), (21.72, 11.6), (22.2, 11.0)]),
        ("about 80 km north of Bela", [(21.61, 11.0), (21.83, 11.0)], [(21.4, 11.0)]),
        ("just 50 km north of Bela", [(21.1, 11.0), (21.44, 11.0)], [(21.6, 11.0), (20.9, 11.0)]),
        ("more than 50 km north of Bela", [(21.5, 11.0), (21.65, 11.0)], [(21.3, 11.0), (21.9, 11.0)]),
        ("northern Sunland", [(23.5, 13.0), (22.2, 10.2)], [(21.5, 12.0)]),
        ("northwestern Sunland", [(23.5, 10.5)], [(21.0, 10.5), (23.5, 13.5)]),
        ("far northern Sunland", [(23.5, 12.0)], [(22.5, 12.0)]),
        ("central Sunland", [(22.0, 12.0)], [(23.5, 12.0), (22.0, 10.5)]),
        ("a village in the south of Upland province", [(22.3, 11.0)], [(23.5, 11.0), (21.9, 11.0)]),
        ("south of Upland province", [(21.9, 12.0)], [(22.3, 12.0)]),
        ("west of the Rill River", [(22.0, 11.5), (20.5, 12.8)], [(22.0, 13.5)]),
        ("Upland/Lowland border", [(22.05, 10.5), (21.95, 13.5)], [(23.0, 12.0), (22.0, 15.0)]),
        ("Sunland-Dawnland border near Cora", [(22.5, 14.0), (22.8, 14.0)], [(23.5, 14.0), (21.0, 14.0)]),
        ("the Sunlandic side of the border", [(22.0, 13.9)], [(22.0, 14.1), (22.0, 13.0)]),
        ("Upland-Lowland-Dawnland border", [(22.0, 14.0)], [(22.0, 12.0)]),
        ("road between Alta and Bela", [(22.0, 10.6)], [(22.0, 11.2)]),
        ("Alta-Cora road", [(22.75, 12.4)], [(21.5, 12.4)]),
        ("area between Alta and Bela", [(22.0, 11.1)], [(22.0, 12.0)]),
        ("Rill River in Lowland province", [(21.0, 13.0)], [(23.0, 13.0), (21.0, 12.5)]),
        ("mouth of the Rill River", [(20.0, 13.0)], [(22.0, 13.0)]),
        ("Sunland's southern coast", [(20.0, 12.0)], [(24.0, 12.0), (22.0, 14.0)]),
    ],
)
def test_a_shape_holds_what_the_words_mean_and_nothing_else(
    sunland: Gazetteer, text: str, inside: list[tuple[float, float]], outside: list[tuple[float, float]]
) -> None:
    found = _found(text, sunland)
    assert [p for p in inside if not found.covers(*p)] == []
    assert [p for p in outside if found.covers(*p)] == []


def test_the_point_of_an_offset_lies_that_far_on_that_side(sunland: Gazetteer) -> None:
    found = _found("80 km north-east of Bela", sunland)
    assert found.point is not None
    assert distance_km((21.0, 11.0), found.point) == pytest.approx(80, abs=0.1)
    assert turn(bearing((21.0, 11.0), found.point), 45) < 1


def test_a_known_road_is_followed_and_named(sunland: Gazetteer) -> None:
    assert _found("road between Alta and Bela", sunland).basis == "road between Alta and Bela: along Alta-Bela highway"
    assert _found("road between Alta and Cora", sunland).basis == "road between Alta and Cora: its middle"


def test_a_border_of_two_provinces_is_a_line_and_a_border_area_a_strip(sunland: Gazetteer) -> None:
    line, strip = _found("Upland/Lowland border", sunland), _found("Upland/Lowland border area", sunland)
    assert (_shape(line).geom_type, _shape(strip).geom_type) == ("LineString", "Polygon")
    assert line.where_prec == strip.where_prec == 5


def test_areas_without_a_common_border_give_the_land_between(sunland: Gazetteer) -> None:
    found = _found("Lowland/Alta border", sunland)
    assert found.basis == "middle between Lowland and Alta: its middle"


@pytest.mark.parametrize(("text", "prec"), [("outskirts of Saraqib", 2), ("northern countryside of Hama", 5)])
def test_what_reaches_far_around_a_town_is_not_near_it(text: str, prec: int) -> None:
    made = locate_string(text, load_gazetteer(()), "SY")
    assert made is not None
    assert made.where_prec == prec
    assert made.basis is not None
    assert "out to" in made.basis
