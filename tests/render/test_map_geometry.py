"""Projection, frame, clipping, well-known text and the room for names."""

from __future__ import annotations

import math

import pytest

from dateline.render.map.around import rounded
from dateline.render.map.frame import Flat, Polar, bearing, destination, middle_longitude
from dateline.render.map.labels import Room, text_width
from dateline.render.map.names import spans
from dateline.render.map.paths import Path, cut_line, cut_ring, holds, joined, thinned
from dateline.render.map.strip import nice
from dateline.render.map.svg import num, safe_id, tenths
from dateline.render.map.wkt import read_wkt
from dateline.resolve.geometry import distance_km

RECT = (0.0, 0.0, 10.0, 10.0)


def flat(lat: float, lon: float, km: float, width: int = 760, height: int = 520) -> Flat:
    half_h = km * height / width / 111.195 / 2
    half_w = km / 111.195 / math.cos(math.radians(lat)) / 2
    return Flat(width, height, (lat - half_h, lon - half_w, lat + half_h, lon + half_w), km / width)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((33.51, 36.29), (35.95, 39.00), 368),  # Damascus to Raqqa
        ((31.50, 34.47), (31.25, 34.26), 34),  # Gaza to Rafah
        ((49.98, 36.25), (47.51, 34.59), 301),  # Kharkiv to the Zaporizhzhia plant
        ((-18.14, 178.44), (-16.85, -179.97), 222),  # Suva to Taveuni, across 180 degrees
        ((64.73, 177.5), (66.16, -169.8), 609),  # Anadyr to Uelen
    ],
)
def test_distances_on_the_map_are_those_on_the_earth(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert distance_km(a, b) == pytest.approx(km, abs=2)
    middle, _ = middle_longitude([a[1], b[1]])
    frame = flat((a[0] + b[0]) / 2, middle, 2 * km)
    assert math.dist(frame.at(*a), frame.at(*b)) * frame.km_per_pixel == pytest.approx(km, rel=0.015)


def test_near_the_pole_distances_hold_in_all_directions() -> None:
    frame = Polar(760, 520, 86.0, 20.0, 4.0)
    for a, b in [((89.0, 100.0), (86.0, 20.0)), ((82.5, -62.3), (86.0, 20.0)), ((81.6, -16.7), (86.0, 20.0))]:
        assert math.dist(frame.at(*a), frame.at(*b)) * 4 == pytest.approx(distance_km(a, b), rel=0.01)
    assert frame.at(86.0, 20.0) == (380.0, 260.0)
    assert frame.at(90.0, 0.0)[1] < 260
    assert frame.box[0] < 75
    assert frame.box[2] == 90


@pytest.mark.parametrize(
    ("longitudes", "middle", "width"),
    [([10.0], 10.0, 0.0), ([170.0, -170.0], 180.0, 20.0), ([-10.0, 20.0], 5.0, 30.0), ([0.0, 120.0, -120.0], 0.0, 240)],
)
def test_the_middle_of_longitudes_lies_on_the_short_way(longitudes: list[float], middle: float, width: float) -> None:
    found, wide = middle_longitude(longitudes)
    assert wide == pytest.approx(width)
    assert (found - middle) % 120 == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("degrees", [0, 45, 90, 180, 270, 333])
def test_a_destination_lies_as_far_and_in_the_direction_that_was_asked(degrees: float) -> None:
    end = destination(34.0, 40.0, degrees, 80.0)
    assert distance_km((34.0, 40.0), end) == pytest.approx(80.0, rel=0.006)
    assert math.cos(math.radians(bearing((34.0, 40.0), end) - degrees)) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(
    ("km", "bar"), [(130, 100), (99, 50), (20, 20), (19.9, 10), (5.1, 5), (2.2, 2), (0.7, 0.5), (4321, 2000)]
)
def test_scale_bars_have_round_numbers(km: float, bar: float) -> None:
    assert nice(km) == bar


@pytest.mark.parametrize(("km", "told"), [(10_942, "11,000"), (812, "810"), (87.4, "87"), (7.2, "7"), (0.2, "0")])
def test_distances_to_places_outside_are_told_in_two_digits(km: float, told: str) -> None:
    assert rounded(km) == told


# --- cutting --------------------------------------------------------------------------------------------------------


def area(path: Path | None) -> float:
    assert path is not None
    xs, ys = (list(axis) for axis in path)
    turned = zip(xs, ys, xs[1:] + xs[:1], ys[1:] + ys[:1], strict=True)
    return abs(sum(a * q - p * b for a, b, p, q in turned)) / 2


@pytest.mark.parametrize(
    ("ring", "left"),
    [
        (([2, 4, 4, 2, 2], [2, 2, 4, 4, 2]), 4),
        (([-5, 5, 5, -5, -5], [-5, -5, 5, 5, -5]), 25),
        (([-5, 15, 15, -5, -5], [-5, -5, 15, 15, -5]), 100),
        (([-5, 5, -5, -5], [0, 5, 10, 0]), 12.5),
    ],
)
def test_a_ring_is_cut_to_the_rectangle(ring: tuple[list[float], list[float]], left: float) -> None:
    found = cut_ring(ring, RECT)
    assert area(found) == pytest.approx(left)
    assert found is not None
    assert all(0 <= v <= 10 for axis in found for v in axis)


def test_a_ring_outside_is_dropped() -> None:
    assert cut_ring(([11, 12, 12, 11], [0, 0, 5, 0]), RECT) is None
    assert cut_ring(([12, 25, 25, 12], [5, -9, 25, 5]), RECT) is None


def test_a_line_is_cut_where_it_leaves_and_goes_on_where_it_comes_back() -> None:
    line = ([1.0, 5.0, 5.0, 8.0, 8.0, -3.0], [5.0, 5.0, 15.0, 15.0, 5.0, 5.0])
    found = [list(zip(xs, ys, strict=True)) for xs, ys in cut_line(line, RECT)]
    assert found == [[(1, 5), (5, 5), (5, 10)], [(8, 10), (8, 5), (0, 5)]]


def test_a_line_that_crosses_without_a_point_inside_is_kept() -> None:
    assert list(cut_line(([-5, 15], [5, 5]), RECT)) == [([0, 10], [5, 5])]
    assert not list(cut_line(([-5, 15], [25, 8]), RECT))


def test_pieces_that_meet_are_joined_to_rings() -> None:
    pieces = [([0.0, 1, 1], [0.0, 0, 1]), ([0.0, 0, 1], [0.0, 1, 1]), ([5.0, 6, 6, 5], [5.0, 5, 6, 5])]
    rings = joined(pieces)
    assert sorted(len(xs) for xs, _ in rings) == [4, 5]
    assert all((xs[0], ys[0]) == (xs[-1], ys[-1]) for xs, ys in rings)
    assert holds(rings, 0.7, 0.3)
    assert not holds(rings, 1.7, 0.3)


def test_a_hole_is_outside() -> None:
    rings = [([0, 9, 9, 0, 0], [0, 0, 9, 9, 0]), ([3, 6, 6, 3, 3], [3, 3, 6, 6, 3])]
    assert holds(rings, 1, 1)
    assert not holds(rings, 4, 4)
    tall = [([10 * x for x in xs], [10 * y for y in ys]) for xs, ys in rings]
    rows = spans(tall, (0, 0, 80, 80))
    assert (rows[1], rows[8]) == ([(0, 80)], [(0, 30), (60, 80)])


def test_thinning_keeps_both_ends() -> None:
    xs, ys = thinned(([0, 0.1, 0.2, 5, 5.05], [0, 0, 0, 0, 0]), 1.0, closed=False)
    assert (list(xs), list(ys)) == ([0, 5, 5.05], [0, 0, 0])


# --- writing --------------------------------------------------------------------------------------------------------


def test_paths_are_steps_in_tenths_of_a_pixel() -> None:
    assert tenths(([1.0, 2.04, 2.0], [1.0, 0.5, 3.0]), closed=True) == "M10 10l10-5 0 25z"
    assert tenths(([1.0, 1.01], [1.0, 1.0]), closed=False) == ""


@pytest.mark.parametrize(
    ("x", "told"), [(1.0, "1"), (1.25, "1.2"), (-0.01, "0"), (100.0, "100"), (3, "3"), (-2.5, "-2.5")]
)
def test_numbers_are_short(x: float, told: str) -> None:
    assert num(x) == told


def test_ids_hold_nothing_that_markup_could_read() -> None:
    assert safe_id('place-1" onload="x') == "place-1--onload--x"
    assert safe_id("event-3f2a") == "event-3f2a"


# --- well-known text ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "kind", "points"),
    [
        ("POINT (36.2548 49.9818)", "point", [1]),
        ("point z(1 2 3)", "point", [1]),
        ("MULTIPOINT ((1 2), (3 4))", "point", [1, 1]),
        ("MULTIPOINT (1 2, 3 4)", "point", [2]),
        ("LINESTRING (29.4731 0.4911, 29.31 6.042e-1)", "line", [2]),
        ("MULTILINESTRING((1 2,3 4),(5 6,7 8,9 10))", "line", [2, 3]),
        ("POLYGON ((0 0, 1 0, 1 1, 0 0), (.2 .1, .3 .1, .3 .2, .2 .1))", "area", [4, 4]),
        ("MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))", "area", [4, 4]),
    ],
)
def test_well_known_text_is_read(words: str, kind: str, points: list[int]) -> None:
    found = read_wkt(words)
    assert found is not None
    assert (found.kind, [len(xs) for xs, _ in found.paths]) == (kind, points)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "POINT EMPTY",
        "POINT (1)",
        "POINT (a b)",
        "POINT (1 2",
        "POINT 1 2",
        "POINT (1 200)",
        "POINT (nan 2)",
        "POINT (1e999 2)",
        "POINT (1 2))",
        "LINESTRING (1 2)",
        "POLYGON ((0 0, 1 0, 0 1))",
        "POLYGON ((0 0, 1 0, 0 1, 2 2))",
        "POLYGON (((((0 0, 1 0, 0 1, 0 0)))))",
        "GEOMETRYCOLLECTION (POINT (1 2))",
        "CIRCULARSTRING (0 0, 1 1, 2 0)",
        "LINESTRING (" + "1 2," * 30_000 + "1 2)",
        "(" * 50_000,
    ],
)
def test_other_text_is_no_geometry(words: str) -> None:
    assert read_wkt(words) is None


def test_a_line_across_180_degrees_does_not_jump() -> None:
    found = read_wkt("LINESTRING (179 0, -179 1, -178 2)")
    assert found is not None
    assert list(found.paths[0][0]) == [179, 181, 182]


# --- room -----------------------------------------------------------------------------------------------------------


def test_names_do_not_stand_on_each_other_or_outside() -> None:
    room = Room((0, 0, 100, 100))
    assert room.free((10, 10, 40, 20))
    room.take((10, 10, 40, 20))
    assert not room.free((35, 15, 60, 30))
    assert room.free((41, 10, 70, 20))
    assert not room.free((90, 90, 101, 95))
    assert room.place([(12, 12, 20, 18), (50, 50, 60, 60)]) == 1
    assert room.place([(55, 55, 70, 70)]) is None


def test_wide_letters_are_wider() -> None:
    assert text_width("WWW", 10) > text_width("iii", 10) * 2.5
    assert text_width("北京", 10) == 20
    assert text_width("Kharkiv", 10, bold=True) > text_width("Kharkiv", 10)
    assert text_width("e\u0301", 10) == text_width("e", 10)
