"""GeoJSON of events and control, held to RFC 7946 rule by rule."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from dateline.exports.coded import CodedEvent, Located
from dateline.exports.flat import columns, control
from dateline.exports.flat.placing import DECIMALS, NOWHERE, ROUNDED, TURNED, UNPLACED
from dateline.exports.format import format_named
from dateline.exports.formats.geojson import ALWAYS, OWN
from dateline.exports.geometry import Box
from tests.exports.any_coded import LISTS, QUICK, holding, made
from tests.exports.coded_samples import MALAKAL, coded_event


def at(lat: float | None, lon: float | None, radius: float | None = 5.0) -> CodedEvent:
    where = Located("Here", "city", lat, lon, None, None, None, 1, None, radius, None, None)
    return coded_event(where=where)


def load(path: Path) -> dict[str, Any]:
    def no_constant(name: str) -> None:
        raise AssertionError(f"{name} is no JSON (RFC 8259, 6)")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), "names within an object should be unique (RFC 7493, 2.3)"
        return dict(pairs)

    content = path.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    return json.loads(content.decode("utf-8"), parse_constant=no_constant, object_pairs_hook=once)  # type: ignore[no-any-return]


def collection(name: str, *events: CodedEvent, held: Any = ()) -> dict[str, Any]:
    with made(name, events, held) as (path, _, count):
        found = load(path)
    assert count == sum(f["properties"]["kind"] != "uncertainty" for f in found["features"])
    return found


def area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))


def check_position(position: Any) -> None:
    """3.1.1: longitude, then latitude; WGS84 degrees; 11.2: no more digits than there is precision."""
    lon, lat = position
    assert -180 <= lon <= 180
    assert -90 <= lat <= 90
    assert (round(lon, DECIMALS), round(lat, DECIMALS)) == (lon, lat)


def check_geometry(geometry: dict[str, Any]) -> None:
    assert set(geometry) == {"type", "coordinates"}  # 7.1: nothing of other types
    if geometry["type"] == "Point":
        check_position(geometry["coordinates"])
        return
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for (ring,) in polygons:
        assert len(ring) >= 4  # 3.1.6: a linear ring has four or more positions, first and last the same
        assert ring[0] == ring[-1]
        for position in ring:
            check_position(position)
        assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(ring))  # 3.1.9: cut at the antimeridian


def check(found: dict[str, Any]) -> None:
    assert found["type"] == "FeatureCollection"  # 3.3
    assert isinstance(found["features"], list)
    assert "crs" not in found  # 4: the member is gone
    assert not {"coordinates", "geometries", "geometry", "properties"} & set(found)  # 7.1
    for feature in found["features"]:
        assert feature["type"] == "Feature"  # 3.2
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert isinstance(feature["id"], str | int)
        assert isinstance(feature["properties"], dict)
        if feature["geometry"] is not None:
            check_geometry(feature["geometry"])
    points = [
        f["geometry"]["coordinates"]
        for f in found["features"]
        if f["geometry"] and len(f["geometry"]["coordinates"]) == 2 and f["geometry"]["type"] == "Point"
    ]
    assert ("bbox" in found) == bool(points)
    if points:
        west, south, east, north = found["bbox"]  # 5: all axes of the most southwesterly point, then the other
        for lon, lat in points:
            assert south <= lat <= north
            assert west <= lon <= east if west <= east else lon >= west or lon <= east  # 5.2


def test_an_event_is_one_feature_with_how_exact_its_point_is() -> None:
    found = collection("geojson", coded_event())
    (feature,) = found["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [31.66049, 9.53342]}
    told = feature["properties"]
    assert (told["kind"], told["precision_m"], told["where_prec"], told["geo_precision"]) == ("event", 25_000, 2, 1)
    assert told["claim_ids"] == ["claim-00000000000a"]
    assert (told["deaths_best"], told["deaths_shown"]) == (4, "at least 4")
    check(found)


def test_a_statement_of_control_is_one_feature_after_the_events() -> None:
    found = collection("geojson", coded_event(), held=[holding(9.88, 32.11), holding(None, None)])
    assert [f["properties"]["kind"] for f in found["features"]] == ["event", "control", "control"]
    told = found["features"][1]["properties"]
    assert (told["actor"], told["status"], told["precision_m"]) == ("South Sudan army", "controls", 5_000)
    assert (told["where_prec"], told["geo_precision"], told["claim_ids"]) == (1, 1, ["claim-0000000000c0"])
    assert found["features"][2]["geometry"] is None
    check(found)


@pytest.mark.parametrize(
    ("event", "coordinates", "reason"),
    [
        (at(None, None), None, UNPLACED),
        (coded_event(where=None), None, UNPLACED),
        (at(91.0, 0.0), None, NOWHERE),
        (at(math.nan, 0.0), None, NOWHERE),
        (at(0.0, math.inf), None, NOWHERE),
        (at(-17.0, 190.0), [-170.0, -17.0], TURNED),
        (at(12.345678912, 45.0), [45.0, 12.3456789], ROUNDED),
        (at(90.0, 180.0), [180.0, 90.0], None),
        (at(12.3456789, -45.0), [-45.0, 12.3456789], None),
    ],
)
def test_a_point_that_is_not_the_place_as_told_is_told(event: Any, coordinates: Any, reason: str | None) -> None:
    with made("geojson", [event]) as (path, losses, _):
        (feature,) = load(path)["features"]
    assert (feature["geometry"] and feature["geometry"]["coordinates"]) == coordinates
    assert [r for _, field, r in losses.counts if field == "geometry"] == ([reason] if reason else [])


def test_the_box_of_points_on_both_sides_of_the_180th_meridian_crosses_it() -> None:
    assert collection("geojson", at(-17.0, 179.0), at(-16.0, -179.0))["bbox"] == [179.0, -17.0, -179.0, -16.0]


def test_without_points_there_is_no_box_and_without_records_there_are_no_features() -> None:
    assert "bbox" not in collection("geojson", at(None, None))
    assert collection("geojson")["features"] == []


def test_core_properties_are_always_there_and_null_where_nothing_is_told() -> None:
    bare = coded_event(when=None, where=None, cited=(), deaths=None, deaths_shown=None)
    (feature,) = collection("geojson", bare)["features"]
    assert set(feature["properties"]) >= ALWAYS | {"kind", "precision_m"}
    assert (feature["properties"]["start"], feature["properties"]["claim_ids"]) == (None, [])
    assert "deaths_best" not in feature["properties"]


@pytest.mark.parametrize(("lat", "lon", "km"), [(0.5, 29.5, 5.0), (-17.0, -179.97, 50.0), (10.0, 179.9, 200.0)])
def test_areas_follow_their_points_counterclockwise_and_name_them(lat: float, lon: float, km: float) -> None:
    found = collection("geojson-areas", at(lat, lon, km))
    point, drawn = found["features"]
    assert (drawn["properties"]["kind"], drawn["properties"]["of"]) == ("uncertainty", point["id"])
    shape = drawn["geometry"]
    assert (shape["type"] == "MultiPolygon") == (abs(lon) > 179)
    for (ring,) in [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]:
        assert area(ring) > 0  # 3.1.6: the right-hand rule
    check(found)


@pytest.mark.parametrize("event", [at(90.0, 0.0), at(-89.95, 10.0), at(10.0, 10.0, None), at(10.0, 10.0, 5_000.0)])
def test_no_area_is_drawn_about_a_pole_or_where_the_radius_is_unknown_or_a_continent(event: CodedEvent) -> None:
    assert len(collection("geojson-areas", event)["features"]) == 1


@QUICK
@given(LISTS)
def test_whatever_comes_the_rules_hold(events: list[CodedEvent]) -> None:
    for name in ("geojson", "geojson-areas"):
        found = collection(name, *events)
        check(found)
        texts = json.dumps(found, ensure_ascii=False)
        assert "\u202e" not in texts
        texts.encode("utf-8")
    assert len(collection("geojson", *events)["features"]) == len(events)


def test_features_stand_a_line_each_so_that_they_can_be_read_one_by_one() -> None:
    with made("geojson", [coded_event(), at(1.0, 2.0), at(None, None)]) as (path, _, _):
        first, *lines, last = path.read_text("utf-8").splitlines()
    assert first.endswith('"features":[')
    assert [json.loads(line.rstrip(","))["type"] for line in lines] == ["Feature"] * 3
    assert (last[0], last[-1]) == ("]", "}")


def test_its_table_names_what_features_say_and_no_more() -> None:
    named = {m.column for m in format_named("geojson").mapping()}
    assert named == {*OWN, *(c.name for c in columns.COLUMNS), *(f"control: {c.name}" for c in control.COLUMNS)}


def test_a_box_of_many_points_is_that_of_all_of_them() -> None:
    box = Box()
    for n in range(20_000):
        box.add(((n * 7919) % 12_000) / 100 + 100 - (360 if (n * 7919) % 12_000 > 8_000 else 0), (n % 100) - 50)
    assert box.bbox == [100.0, -50, -140.01, 49]


def test_malakal_is_where_it_is() -> None:
    assert MALAKAL.lat is not None
    (feature,) = collection("geojson", coded_event())["features"]
    assert feature["geometry"]["coordinates"][1] == MALAKAL.lat
