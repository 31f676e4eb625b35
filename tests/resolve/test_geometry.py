"""Distances, bearings and points on the ellipsoid; precision codes of the codebooks."""

from __future__ import annotations

import pytest

from dateline.model.vocabulary import PlaceKind
from dateline.resolve.geometry import (
    bearing,
    destination,
    distance_km,
    geo_precision,
    midpoint,
    part_of_box,
    turn,
    where_prec,
    wkt_point,
)

KYIV, ODESA = (50.45, 30.52), (46.48, 30.73)


def test_the_distance_is_geodesic() -> None:
    assert distance_km(KYIV, ODESA) == pytest.approx(442, abs=2)
    assert distance_km(KYIV, KYIV) == 0


def test_bearing_and_destination_are_inverse() -> None:
    assert bearing(KYIV, ODESA) == pytest.approx(178, abs=1)
    there = destination(KYIV, bearing(KYIV, ODESA), distance_km(KYIV, ODESA))
    assert there == pytest.approx(ODESA, abs=0.001)


def test_the_midpoint_is_as_far_from_both() -> None:
    middle = midpoint(KYIV, ODESA)
    assert distance_km(KYIV, middle) == pytest.approx(distance_km(middle, ODESA), abs=0.1)


@pytest.mark.parametrize(("a", "b", "angle"), [(0, 350, 10), (90, 270, 180), (45, 45, 0)])
def test_the_smaller_angle_between_bearings(a: float, b: float, angle: float) -> None:
    assert turn(a, b) == angle


def test_the_north_west_of_a_country_lies_towards_that_corner_of_its_box() -> None:
    lat, lon = part_of_box((35.0, 38.5), (32.3, 35.7, 37.3, 42.4), 240, 315)
    assert lat > 35.5
    assert lon < 38.0


@pytest.mark.parametrize(
    ("kind", "near", "ucdp", "acled"),
    [
        ("city", False, 1, 1),
        ("city", True, 2, 2),
        ("district", False, 3, 2),
        ("province", False, 4, 3),
        ("river", False, 5, 3),
        ("country", False, 6, 3),
    ],
)
def test_precision_follows_the_codebooks(kind: PlaceKind, *, near: bool, ucdp: int, acled: int) -> None:
    prec = where_prec(kind, near=near)
    assert (prec, geo_precision(prec)) == (ucdp, acled)


def test_a_place_without_a_point_has_no_precision() -> None:
    assert geo_precision(None) is None


def test_wkt_has_longitude_first() -> None:
    assert wkt_point((1.5, 30.0)) == "POINT (30.0000 1.5000)"
