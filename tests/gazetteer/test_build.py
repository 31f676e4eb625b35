"""What the packed file is built of: labels, divisions, hand-made rows, and that what is packed is what is read."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from dateline.gazetteer.artifact import Artifact, write
from dateline.gazetteer.borders import shared_border
from dateline.gazetteer.packed import PackedGazetteer
from scripts.gazetteer.areas import core, give_divisions, plain_label
from scripts.gazetteer.handmade import merged, rows
from scripts.gazetteer.pack import Packer
from scripts.gazetteer.row import Row, usable
from scripts.gazetteer.sources import Division
from scripts.gazetteer.towns import airports
from scripts.gazetteer.waters import draw


class Nowhere:
    """A finder over the sea: no point lies in a division."""

    areas: tuple[Row, ...] = ()

    def at(self, lat: float, lon: float) -> None:
        return None


HEAD = "name\tother names\tkind\tlat\tlon\tcountry\tadmin1\tradius_km\textent\tsource\n"


def town(name: str, lat: float, lon: float, people: int = 6000, number: int = 1, country: str = "SY") -> Row:
    return Row(name, "city", lat, lon, country, [name], "geonames", number, people, 1.0, "PPL")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Homs Governorate", "Homs"),
        ("Eastern Province", "Eastern Province"),
        ("Donetsk Oblast", "Donetsk"),
        ("Kyiv (city)", "Kyiv"),
        ("Free State", "Free State"),
    ],
)
def test_divisions_are_called_as_reports_call_them(name: str, label: str) -> None:
    assert plain_label(name) == label


@pytest.mark.parametrize(
    ("name", "folded"), [("Muhafazat Hims", "hims"), ("Wilayat de Tindouf", "tindouf"), ("Oz", "oz")]
)
def test_a_division_is_known_without_its_type_word(name: str, folded: str) -> None:
    assert core(name) == folded


@pytest.mark.parametrize(
    ("name", "told"), [("Homs", True), ("HMS", False), ("12", False), ("حمص", True), ("Ib", False), ("x" * 90, False)]
)
def test_codes_and_numbers_are_no_names(name: str, told: bool) -> None:  # noqa: FBT001
    assert usable(name) is told


def test_towns_learn_their_divisions_and_unknown_ones_are_made_of_their_towns() -> None:
    lines = [{"country": "XA", "admin1": "01", "admin2": "7"}, {"country": "XA", "admin1": "02", "admin2": ""}]
    first, second = town("Firsttown", 10, 20), town("Secondtown", 11, 21)
    drawn = Row("Westland", "province", 10, 20, "XA", ["Westland"], "geonames", 5, feature="XA.01", typed=True)
    known = {
        "XA.01": Division("Westland", 5, ()),
        "XA.01.7": Division("Seven", 6, ()),
        "XA.02": Division("Eastland", 7, ()),
    }
    made = give_divisions(list(zip((first, second), lines, strict=True)), [drawn], known)
    assert first.parent is drawn
    assert [(m.name, m.kind, m.number) for m in made] == [("Eastland", "province", 7), ("Seven", "district", 6)]
    assert (second.parent, first.district) == (made[0], made[1])


def test_a_hand_made_row_that_names_a_listed_town_only_adds_its_names(tmp_path: Path) -> None:
    table = tmp_path / "test.tsv"
    table.write_text(
        HEAD
        + "Sometown\tSumtown\tcity\t34.02\t36.01\tSY\t\t3\t\town\n"
        + "Sometown\t\tvillage\t36.5\t40.0\tSY\t\t3\t\town\n"
        + "Long Road\t\troad\t34\t36\tSY\t\t50\tline 34 36; 35 37; 35.5 38\town\n",
        encoding="utf-8",
    )
    listed = town("Sometown", 34.0, 36.0)
    own = merged(rows([table], []), [listed])
    assert [(r.name, r.kind) for r in own] == [("Long Road", "road"), ("Sometown", "village")]
    assert "Sumtown" in listed.names
    assert (listed.lat, listed.lon) == (34.0, 36.0)
    assert own[0].shape is not None
    assert own[0].shape.geom_type == "LineString"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("A\t\tcastle\t1\t1\tSY\t\t1\t\town", "kind 'castle'"),
        ("A\t\tcity\t91\t1\tSY\t\t1\t\town", "out of range"),
        ("A\t\tcity\t1\t1\tSY\t\t1\town", "line 2"),
        ("A\t\tarea\t1\t1\tSY\t\t1\tparts SY/Nowhere\town", "no outline"),
        ("A\t\tarea\t1\t1\tSY\t\t1\tcircle 1\town", "none of line, box, parts"),
    ],
)
def test_a_wrong_row_stops_the_build_and_is_named(tmp_path: Path, row: str, complaint: str) -> None:
    table = tmp_path / "test.tsv"
    table.write_text(HEAD + row + "\n", encoding="utf-8")
    with pytest.raises(SystemExit, match=complaint):
        rows([table], [])


def test_an_airport_bears_a_short_name_only_where_no_town_does() -> None:
    lines = [
        {"name": "Bigtown Fieldham Airport", "city": "Bigtown", "country": "XB", "iata": "", "lat": "1", "lon": "2"},
        {"name": "Bigtown Oldham Air Base", "city": "Bigtown", "country": "XB", "iata": "", "lat": "1", "lon": "2"},
        {"name": "Private Strip", "city": "", "country": "US", "iata": "", "lat": "1", "lon": "2"},
    ]
    oldham = town("Oldham", 1, 2, country="XB")
    found = airports(lines, Nowhere(), [oldham])  # type: ignore[arg-type]
    assert [(r.name, r.kind) for r in found] == [
        ("Bigtown Fieldham Airport", "airport"),
        ("Bigtown Oldham Air Base", "military base"),
    ]
    assert "Fieldham" in found[0].names
    assert "Oldham" not in found[1].names
    assert "Oldham Air Base" in found[1].names


def test_what_is_packed_is_what_is_read(tmp_path: Path) -> None:
    area = Row("Westland", "province", 34.5, 36.5, "SY", ["Westland"], "naturalearth", 9, radius=50.0, feature="ADM1")
    area.typed, area.shape = True, shapely.box(36, 34, 37, 35)
    sea = Row("Wide Water", "other", 30.0, -40.0, "", ["Wide Water"], "supplement:test:own", 4, radius=900.0)
    big, small = town("Alpha", 34.2, 36.2, 90_000, 11), town("Alpha", 33.1, 37.0, 0, 12)
    big.parent, big.names = area, ["Alpha", "Алфа"]
    path = tmp_path / "small.gaz"
    write(path, Packer([area, big, small, sea], {}).sections({"name": "small", "version": "0", "neighbours": {}}))
    first = path.read_bytes()
    write(path, Packer([area, big, small, sea], {}).sections({"name": "small", "version": "0", "neighbours": {}}))
    assert path.read_bytes() == first
    gazetteer = PackedGazetteer(Artifact(path), "0" * 64)
    assert [(c.population, c.admin1, c.id) for c in gazetteer.candidates("alpha")] == [
        (90_000, "Westland", "geonames:11"),
        (0, None, "geonames:12"),
    ]
    assert [c.id for c in gazetteer.candidates("Алфа")] == ["geonames:11"]
    water = gazetteer.candidates("Wide Water")[0]
    assert (water.country, water.radius_km, water.source, water.lon) == (None, 900.0, "supplement (own)", -40.0)
    here = gazetteer.division_at(34.5, 36.1)
    assert here is not None
    assert (here.name, here.bbox, here.id) == ("Westland", (34.0, 36.0, 35.0, 37.0), "naturalearth:9")
    outline = gazetteer.shape(here)
    assert outline is not None
    assert outline.equals(area.shape)
    assert gazetteer.division_at(36.0, 36.1) is None
    assert [c.name for c in gazetteer.in_country("SY")].count("Alpha") == 2


def test_a_river_takes_the_course_that_runs_beside_the_hand_drawn_one_and_no_tributary() -> None:
    hand = Row("Long River", "river", 0.5, 2, "XA", ["Long River"], "supplement:test:own")
    hand.shape = shapely.LineString([(0, 0), (2, 0.1), (4, 0)])
    course = shapely.LineString([(0, 0.1), (1, 0.2), (2, 0), (3, 0.1), (4, 0.1)])
    tributary = shapely.LineString([(2, 0.05), (2, 3)])
    lake = Row("Lake Wide", "other", 10, 10, "XA", ["Lake Wide"], "supplement:test:own", radius=60)
    pond = Row("Lake Small", "other", 20, 20, "XA", ["Lake Small"], "supplement:test:own", radius=2)
    shores = [shapely.box(9.5, 9.5, 10.5, 10.5), shapely.box(19, 19, 21, 21)]
    assert draw([hand, lake, pond], [course, tributary], shores) == 2
    assert hand.shape.equals(course)
    assert lake.shape is shores[0]
    assert pond.shape is None


def test_borders_run_where_outlines_meet() -> None:
    west, east, far = shapely.box(0, 0, 1, 2), shapely.box(1, 1, 2, 3), shapely.box(5, 5, 6, 6)
    border = shared_border(west, east)
    assert border is not None
    assert (border.lat, border.lon) == (1.5, 1.0)
    assert border.length_km == pytest.approx(111.3, abs=1)
    assert shared_border(east, west) == border
    assert shared_border(west, far) is None
    assert shared_border(west, shapely.box(1.01, 0, 2, 2)) is not None  # drawn twice, a kilometre apart
