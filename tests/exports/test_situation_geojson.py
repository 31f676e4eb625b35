"""A situation as GeoJSON: RFC 7946 to the letter, with what is uncertain told."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from dateline.exports.geometry import Box, circle
from dateline.exports.situation_geojson import situation_geojson
from dateline.model.situation import Day, Happening, Held, Number, Side, Situation, Slot, Spot


def spot(lat: float | None, lon: float | None, radius: float | None = 5.0) -> Spot:
    return Spot("Beni", lat, lon, "CD", None, 1, radius, "by hand")


def happening(id_: str, where: Spot | None) -> Happening:
    deaths = Slot("deaths", "12 (9 to 12)", "disputed", Number(9, 12, 12, "exact", "ucdp-like"))
    return Happening(
        id_, "Armed clash in Beni", "ASSAULT", "Battles/Armed clash", 2, "happened",
        Day("2021-05-03", "2021-05-03", "day"), where, (Side("actor", "adf", "ADF", "rebel group"),), (deaths,),
        (("doc-1", "event-1"),), 1, 1,
    )  # fmt: skip


def situation(*happenings: Happening, held: tuple[Held, ...] = ()) -> Situation:
    return Situation("case", None, None, "", ("everything",), (), happenings, held, (), (), ())


def test_a_happening_is_a_point_with_its_uncertainty_and_tolls() -> None:
    made = situation_geojson(situation(happening("happening-1", spot(0.49112345, 29.4731))))
    (feature,) = made["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [29.4731, 0.49112]}
    told = feature["properties"]
    assert (told["radius_km"], told["where_prec"], told["start"]) == (5.0, 1, "2021-05-03")
    assert (told["deaths_low"], told["deaths_best"], told["disputed"]) == (9, 12, ["deaths"])
    assert json.loads(json.dumps(made)) == made


def test_what_has_no_point_is_there_without_geometry() -> None:
    made = situation_geojson(situation(happening("happening-1", None), happening("happening-2", spot(None, None))))
    assert [f["geometry"] for f in made["features"]] == [None, None]
    assert "bbox" not in made


def test_who_holds_a_place_is_a_point_of_its_own() -> None:
    held = Held(spot(0.5, 29.5), "army", "army", "controls", None, ())
    (feature,) = situation_geojson(situation(held=(held,)))["features"]
    assert (feature["properties"]["kind"], feature["properties"]["actor"]) == ("control", "army")


@pytest.mark.parametrize(
    ("points", "box"),
    [
        ([[10.0, 1.0]], [10.0, 1.0, 10.0, 1.0]),
        ([[10.0, 1.0], [20.0, -3.0]], [10.0, -3.0, 20.0, 1.0]),
        ([[179.0, 1.0], [-179.0, 2.0]], [179.0, 1.0, -179.0, 2.0]),
        ([[-170.0, 0.0], [170.0, 0.0], [175.0, 0.0]], [170.0, 0.0, -170.0, 0.0]),
        ([[-100.0, 0.0], [0.0, 0.0], [100.0, 0.0]], [-100.0, 0.0, 100.0, 0.0]),
    ],
)
def test_the_box_is_the_narrowest_and_may_cross_the_180th_meridian(points: list[list[float]], box: list[float]) -> None:
    found = Box()
    for lon, lat in points:
        found.add(lon, lat)
    assert found.bbox == box


def area(ring: list[list[float]]) -> float:
    """Twice the signed area: positive where a ring runs counterclockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


@pytest.mark.parametrize(("lat", "lon", "km"), [(0.5, 29.5, 5), (60, -100, 300), (-17, -179.97, 50), (10, 179.9, 200)])
def test_areas_are_closed_run_counterclockwise_and_stay_on_the_map(lat: float, lon: float, km: float) -> None:
    made = circle(lat, lon, km)
    polygons = [made["coordinates"]] if made["type"] == "Polygon" else made["coordinates"]
    assert (made["type"] == "MultiPolygon") == (abs(lon) > 179)
    for (ring,) in polygons:
        assert ring[0] == ring[-1]
        assert area(ring) > 0
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)


def test_an_area_is_as_wide_as_the_radius_says() -> None:
    (ring,) = circle(0, 30, 111.195)["coordinates"]
    assert max(x for x, _ in ring) - 30 == pytest.approx(1.0, abs=0.001)
    assert max(y for _, y in ring) == pytest.approx(1.0, abs=0.001)


def test_a_circle_over_a_pole_is_cut_short_of_it() -> None:
    made = circle(89.5, 0, 500)
    assert made["type"] == "Polygon"


def test_areas_are_drawn_where_they_are_asked_for_and_named_by_their_point() -> None:
    one = situation(happening("happening-1", spot(0.5, 29.5)), happening("happening-2", spot(0.5, 29.5, None)))
    drawn = [f for f in situation_geojson(one, areas=True)["features"] if f["properties"]["kind"] == "uncertainty"]
    assert [f["properties"]["of"] for f in drawn] == ["happening-1"]


def test_signs_that_turn_the_reading_direction_are_written_out() -> None:
    turned = Spot("Be\u202eni", 0.5, 29.5, "CD", None, 1, 5.0, None)
    (feature,) = situation_geojson(situation(happening("happening-1", turned)))["features"]
    assert feature["properties"]["place"] == "Be⟨U+202E⟩ni"
