"""The gazetteer that comes with the package: names, kinds, countries, borders, and what it must not do."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.errors import DatelineError
from dateline.gazetteer import Candidate, Gazetteer, load_gazetteer, packed
from dateline.gazetteer.artifact import Artifact, write
from dateline.gazetteer.packed import open_packed, verify


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def find(gazetteer: Gazetteer, name: str, kind: str, country: str | None) -> Candidate | None:
    return next((c for c in gazetteer.candidates(name) if c.kind == kind and c.country == country), None)


@pytest.mark.parametrize(
    ("name", "kind", "country", "lat", "lon", "tolerance"),
    [
        ("Kharkiv", "city", "UA", 49.98, 36.25, 0.1),
        ("Kharkiv", "province", "UA", 49.6, 36.5, 0.6),
        ("el-Fasher", "city", "SD", 13.63, 25.35, 0.1),
        ("Idlib", "province", "SY", 35.8, 36.7, 0.5),
        ("Ouagadougou", "city", "BF", 12.37, -1.53, 0.1),
        ("Goma", "city", "CD", -1.67, 29.23, 0.1),
        ("Rafah crossing", "border crossing", "PS", 31.25, 34.26, 0.1),
        ("Donbas", "region", "UA", 48.3, 38.3, 0.8),
        ("Red Sea", "other", None, 20, 38.5, 3),
        ("Kandahar Airfield", "airport", "AF", 31.5, 65.85, 0.1),
    ],
)
def test_a_name_gives_its_places(
    gazetteer: Gazetteer, name: str, kind: str, country: str | None, lat: float, lon: float, tolerance: float
) -> None:
    found = find(gazetteer, name, kind, country)
    assert found is not None
    assert found.lat == pytest.approx(lat, abs=tolerance)
    assert found.lon == pytest.approx(lon, abs=tolerance)


def test_a_name_that_nobody_bears_gives_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Qwzxplk") == []
    assert not gazetteer.has("Qwzxplk")
    assert gazetteer.candidates("") == []


def test_other_spellings_are_found_in_one_country_only(gazetteer: Gazetteer) -> None:
    assert gazetteer.similar("Bukamel", "SY")
    assert gazetteer.similar("Bukamel", "UA") == []
    assert gazetteer.similar("Zaza", "SY") == []


@pytest.mark.parametrize(
    ("words", "code"), [("Iraqi", "IQ"), ("Burkinabe", "BF"), ("Ukrainian", "UA"), ("wooden", None), ("Northern", None)]
)
def test_adjectives_of_countries(gazetteer: Gazetteer, words: str, code: str | None) -> None:
    assert gazetteer.country_of_adjective(words) == code


@pytest.mark.parametrize(("name", "code"), [("the Congo", "CD"), ("Burma", "MM"), ("U.S.", "US"), ("Bakhmut", None)])
def test_names_of_countries(gazetteer: Gazetteer, name: str, code: str | None) -> None:
    assert gazetteer.country_named(name) == code


def test_the_point_of_a_country_is_that_of_its_mainland(gazetteer: Gazetteer) -> None:
    france = gazetteer.country("FR")
    assert france is not None
    assert (round(france.lat), round(france.lon)) == (47, 2)


def test_two_provinces_share_a_line_and_two_far_ones_none(gazetteer: Gazetteer) -> None:
    homs, deir, idlib = (find(gazetteer, n, "province", "SY") for n in ("Homs", "Deir ez-Zor", "Idlib"))
    assert homs
    assert deir
    assert idlib
    border = gazetteer.border(homs, deir)
    assert border is not None
    assert border == gazetteer.border(deir, homs)
    assert border.lat == pytest.approx(34.7, abs=0.4)
    assert gazetteer.border(idlib, deir) is None


def test_countries_know_their_neighbours(gazetteer: Gazetteer) -> None:
    assert {"IQ", "JO", "LB", "TR"} <= set(gazetteer.neighbours("SY"))
    assert gazetteer.neighbours("MG") == ()


def test_the_capital_of_a_country(gazetteer: Gazetteer) -> None:
    found = gazetteer.capital("SD")
    assert found is not None
    assert found.name == "Khartoum"


def test_the_packed_file_is_the_one_that_was_built_from_the_tables_of_the_package() -> None:
    folder = files("dateline.gazetteer") / "data"
    raw = (folder / "world.gaz").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == (folder / "world.gaz.sha256").read_text(encoding="utf-8").split()[0]
    assert len(raw) <= 45_000_000
    made_of = open_packed().about()["made_of"]
    now = {n: hashlib.sha256((folder / n).read_bytes()).hexdigest() for n in made_of}
    assert made_of == now, "run scripts/build_gazetteer.py: a table was changed after the file was built"
    assert {p.name for p in (folder / "supplement").iterdir()} == {n.split("/")[1] for n in made_of if "/" in n}


@pytest.mark.parametrize(
    ("name", "reached", "country"),
    [
        ("دمشق", "Damascus", "SY"),
        ("الرقة", "Ar Raqqah", "SY"),
        ("Харьков", "Kharkiv", "UA"),
        ("Київ", "Kyiv", "UA"),
        ("Alep", "Aleppo", "SY"),
        ("Mossoul", "Mosul", "IQ"),
        ("ሰሜን ሸዋ ዞን", None, None),
    ],
)
def test_names_in_other_scripts_and_languages_reach_the_same_place(
    gazetteer: Gazetteer, name: str, reached: str | None, country: str | None
) -> None:
    found = [(c.name, c.country) for c in gazetteer.candidates(name) if c.kind in {"city", "village"}]
    assert found[:1] == ([(reached, country)] if reached else [])


@pytest.mark.parametrize(
    ("name", "code"), [("Syrie", "SY"), ("سوريا", "SY"), ("Украина", "UA"), ("Soudan du Sud", "SS"), ("السودان", "SD")]
)
def test_countries_are_known_in_other_languages(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert [c.country for c in gazetteer.candidates(name) if c.kind == "country"] == [code]


def test_words_of_kind_do_not_stand_in_the_way_within_a_country(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Qamishli town") == []
    found = gazetteer.similar("Qamishli town", "SY")
    assert {(c.country, c.kind, c.match) for c in found} == {("SY", "city", "core")}
    assert gazetteer.similar("Qamishli town", "LB") == []


def test_areas_have_outlines_and_points_lie_in_them(gazetteer: Gazetteer) -> None:
    idlib = find(gazetteer, "Idlib", "province", "SY")
    town = find(gazetteer, "Idlib", "city", "SY")
    assert idlib
    assert town
    outline = gazetteer.shape(idlib)
    assert outline is not None
    assert outline.is_valid
    assert outline.geom_type == "Polygon"
    assert gazetteer.shape(town) is None
    here = gazetteer.division_at(town.lat, town.lon)
    assert here is not None
    assert here.key == idlib.key
    assert gazetteer.division_at(35.0, 30.0) is None  # the sea
    land = gazetteer.country("SY")
    assert land is not None
    whole = gazetteer.shape(land)
    assert whole is not None
    assert whole.buffer(0.05).contains(outline)


def test_a_town_knows_its_divisions(gazetteer: Gazetteer) -> None:
    found = find(gazetteer, "Kramatorsk", "city", "UA")
    assert found is not None
    assert (found.admin1, found.admin2) == ("Donetsk", "Kramatorskyi Raion")
    assert found.id == f"geonames:{found.geonames_id}"


def test_a_hamlet_of_a_country_with_many_does_not_make_a_word_a_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Commerce")
    assert [c.country for c in gazetteer.candidates("Ponder")] == ["US"]
    assert not gazetteer.has("Ponder")
    assert gazetteer.has("Idlib")


def test_what_the_data_are_made_of_is_told(gazetteer: Gazetteer) -> None:
    about = open_packed().about()
    assert {row[0] for row in about["licences"]} >= {"GeoNames", "Natural Earth", "supplement"}
    assert all(len(digest) == 64 for digest in about["archives"].values())
    assert about["places"] > 250_000
    assert verify()


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [(b"", "empty"), (b"something else entirely", "not a gazetteer"), (b"DLGAZ002" + b"\0" * 40, "damaged")],
)
def test_another_file_is_refused(tmp_path: Path, raw: bytes, complaint: str) -> None:
    path = tmp_path / "world.gaz"
    path.write_bytes(raw)
    with pytest.raises(DatelineError, match=complaint):
        Artifact(path)


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "world.gaz"
    write(path, {"about": b"{}", "places": b"x" * 100})
    assert bytes(Artifact(path).section("places")) == b"x" * 100
    path.write_bytes(path.read_bytes()[:-8])
    with pytest.raises(DatelineError, match="cut short"):
        Artifact(path)


def test_importing_the_gazetteer_loads_no_data() -> None:
    code = "import sys, dateline.gazetteer; print('dateline.gazetteer.packed' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_damaged_file_of_the_package_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = (files("dateline.gazetteer") / "data" / "world.gaz").read_bytes()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "world.gaz.sha256").write_text("0" * 64 + "  world.gaz\n", encoding="utf-8")
    monkeypatch.setattr(packed, "files", lambda _: tmp_path)
    for raw in (None, whole[:-5_000] + b"x" * 5_000, whole[:1_000]):
        if raw is not None:
            (tmp_path / "data" / "world.gaz").write_bytes(raw)
        with pytest.raises(DatelineError, match="Install Dateline again"):
            open_packed.__wrapped__()
