"""GeoPackage 1.4: requirement by requirement in SQLite, and opened by GDAL through pyogrio."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from dateline.exports.coded import CodedEvent, Located
from dateline.exports.flat import columns, control
from dateline.exports.format import format_named
from dateline.exports.formats.geopackage import CHANGED, OWN, TYPES, blob
from dateline.exports.losses import Losses
from tests.exports.any_coded import LISTS, QUICK, holding, made
from tests.exports.coded_samples import coded_event, material_of_events, numbered

pyogrio = import_module("pyogrio")


def at(lat: float | None, lon: float | None) -> CodedEvent:
    return coded_event(where=Located("Here", "city", lat, lon, None, None, None, 1, None, 5.0, None, None))


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        yield db


def check(path: Path) -> None:
    """The requirements of the core and of features that a file can be asked for."""
    assert path.read_bytes()[:16] == b"SQLite format 3\x00"  # 1
    assert path.suffix == ".gpkg"  # 3
    with opened(path) as db:
        assert db.execute("PRAGMA application_id").fetchone() == (0x47504B47,)  # 2
        assert db.execute("PRAGMA user_version").fetchone() == (10400,)  # 2
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)  # 6
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []  # 7
        systems = dict(db.execute("SELECT srs_id, organization FROM gpkg_spatial_ref_sys"))
        assert systems == {-1: "NONE", 0: "NONE", 4326: "EPSG"}  # 11
        layers = db.execute("SELECT table_name, data_type, last_change, srs_id FROM gpkg_contents").fetchall()
        assert layers == [("events", "features", CHANGED, 4326), ("control", "features", CHANGED, 4326)]  # 13 to 16
        shapes = db.execute("SELECT * FROM gpkg_geometry_columns").fetchall()
        assert shapes == [("events", "geom", "POINT", 4326, 0, 0), ("control", "geom", "POINT", 4326, 0, 0)]  # 21 to 27
        for layer, *_ in layers:
            fields = db.execute("SELECT * FROM pragma_table_info(?)", [layer]).fetchall()
            assert {f[2] for f in fields} <= {*TYPES.values(), "POINT", "INTEGER"}  # 5
            assert [f[1] for f in fields if f[5]] == ["fid"]  # 29
            points = db.execute(f"SELECT fid, geom FROM {layer} WHERE geom NOT NULL").fetchall()  # noqa: S608 # a name of our own
            boxes = {row[0]: row[1:] for row in db.execute(f"SELECT * FROM rtree_{layer}_geom")}  # noqa: S608 # see above
            assert set(boxes) == {fid for fid, _ in points}  # 77
            for fid, found in points:
                x, y = check_point(found)
                assert boxes[fid] == pytest.approx((x, x, y, y), abs=1e-4)
            names = {
                n
                for (n,) in db.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", [layer]
                )
            }
            ends = ("insert", "update2", "update4", "update5", "update6", "update7", "delete")
            assert names == {f"rtree_{layer}_geom_{end}" for end in ends}  # 77 as of 1.4.0: neither update1 nor update3
        extensions = db.execute("SELECT table_name, column_name, extension_name, scope FROM gpkg_extensions").fetchall()
        wanted = [(layer, "geom", "gpkg_rtree_index", "write-only") for layer in ("events", "control")]
        assert extensions == wanted  # 75, 76


def check_point(found: bytes) -> tuple[float, float]:
    """2.1.3: magic, version, flags, system, envelope, then well-known binary (19)."""
    magic, version, flags, system = struct.unpack_from("<2sBBi", found)
    assert (magic, version, flags, system) == (b"GP", 0, 0b11, 4326)
    west, east, south, north = struct.unpack_from("<4d", found, 8)
    order, kind, x, y = struct.unpack_from("<BIdd", found, 40)
    assert (order, kind, len(found)) == (1, 1, 61)
    assert (west, east, south, north) == (x, x, y, y)
    return x, y


def test_the_requirements_hold_with_and_without_records() -> None:
    for events, held in (([], []), ([coded_event(), at(None, None)], [holding(9.88, 32.11), holding(None, None)])):
        with made("gpkg", events, held) as (path, _, count):
            check(path)
            assert count == len(events) + len(held)


def test_a_gis_finds_two_layers_of_points_with_their_fields_and_system() -> None:
    events = [coded_event(), numbered(at(None, None), 2), numbered(at(-17.0, 179.5), 3)]
    with made("gpkg", events, [holding(9.88, 32.11)]) as (path, _, _):
        assert [list(layer) for layer in pyogrio.list_layers(path)] == [["events", "Point"], ["control", "Point"]]
        info = pyogrio.read_info(path, layer="events", force_feature_count=True)
        assert (info["crs"], info["features"], info["geometry_type"]) == ("EPSG:4326", 3, "Point")
        assert list(info["fields"]) == [c.name for c in columns.COLUMNS]
        types = dict(zip(info["fields"], info["dtypes"], strict=True))
        assert (types["start"], types["lat"], types["included"], types["where_prec"]) == (
            "datetime64[D]", "float64", "bool", "int64",
        )  # fmt: skip
        assert list(pyogrio.read_info(path, layer="control")["fields"]) == [c.name for c in control.COLUMNS]
        found = read(path, "events")
    assert list(found["id"]) == [e.id for e in events]
    assert str(found["start"][0]) == "2031-05-06"
    assert [None if p is None else struct.unpack("<dd", p[-16:]) for p in found["geometry"]] == [
        (31.66049, 9.53342), None, (179.5, -17.0),
    ]  # fmt: skip


def read(path: Path, layer: str, **more: Any) -> dict[str, Any]:
    about, _, shapes, values = pyogrio.raw.read(path, layer=layer, **more)
    return {"geometry": shapes, **dict(zip(about["fields"], values, strict=True))}


def test_a_gis_that_asks_for_a_box_gets_what_is_in_it_by_the_index() -> None:
    events = [numbered(at(lat, lon), n) for n, (lat, lon) in enumerate([(9.5, 31.6), (33.0, 44.0), (0.5, 29.5)])]
    with made("gpkg", events) as (path, _, _):
        assert list(read(path, "events", bbox=(40, 30, 50, 40))["id"]) == [events[1].id]


def test_a_gis_that_edits_a_layer_keeps_the_index_right() -> None:
    with made("gpkg", [numbered(at(9.5, 31.6), 1)]) as (path, _, _), closing(_editor(path)) as db:
        db.execute("UPDATE events SET geom = ? WHERE fid = 1", [blob((10.0, 20.0))])
        db.execute("INSERT INTO events (fid, geom, id) VALUES (2, ?, 'new')", [blob((-10.0, -20.0))])
        index = "SELECT id, minx, miny FROM rtree_events_geom ORDER BY id"
        assert db.execute(index).fetchall() == [(1, 10.0, 20.0), (2, -10.0, -20.0)]
        db.execute("UPDATE events SET fid = 7 WHERE fid = 2")
        db.execute("UPDATE events SET geom = NULL WHERE fid = 1")
        assert db.execute(index).fetchall() == [(7, -10.0, -20.0)]
        db.execute("DELETE FROM events WHERE fid = 7")
        assert db.execute(index).fetchall() == []


def _editor(path: Path) -> sqlite3.Connection:
    """A connection with the functions that a GIS brings."""
    db = sqlite3.connect(path, isolation_level=None)
    for name, place in (("ST_MinX", 45), ("ST_MaxX", 45), ("ST_MinY", 53), ("ST_MaxY", 53)):
        db.create_function(name, 1, lambda shape, place=place: struct.unpack_from("<d", shape, place)[0])
    db.create_function("ST_IsEmpty", 1, lambda shape: 0)
    return db


def test_more_than_a_transaction_of_rows_come_in_order() -> None:
    with made("gpkg", [numbered(coded_event(), n) for n in range(2_345)]) as (path, _, count), opened(path) as db:
        ids = [id_ for (id_,) in db.execute("SELECT id FROM events ORDER BY fid")]
        assert db.execute("SELECT count(*) FROM rtree_events_geom").fetchone() == (2_345,)
    assert (count, ids) == (2_345, [f"hap-{n:012x}" for n in range(2_345)])


def test_a_disk_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    path = tmp_path / "out.gpkg"
    path.write_bytes(b"something else that is long enough to be looked at" * 40)
    with pytest.raises(OSError, match="file is not a database"):
        format_named("gpkg").write(material_of_events(coded_event()), path, Losses(), lambda n: None)


@QUICK
@given(LISTS)
def test_whatever_comes_the_requirements_hold_and_a_gis_reads_it(events: list[CodedEvent]) -> None:
    with made("gpkg", events) as (path, _, count):
        check(path)
        assert pyogrio.read_info(path, layer="events", force_feature_count=True)["features"] == count == len(events)
        titles = list(read(path, "events")["title"])
    assert len(titles) == len(events)
    assert not [t for t in titles if t and ("\u202e" in t or "\x00" in t)]


def test_its_table_names_the_columns_of_both_layers() -> None:
    named = [m.column for m in format_named("gpkg").mapping()]
    assert named == [
        *OWN, *(c.name for c in columns.COLUMNS), *(f"control: {c.name}" for c in control.COLUMNS),
    ]  # fmt: skip
