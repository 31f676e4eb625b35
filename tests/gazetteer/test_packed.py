"""The gazetteer that comes with the package: names, kinds, countries, borders, and what it must not do."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from importlib.resources import files

import pytest

from dateline.gazetteer import Candidate, Gazetteer, load_gazetteer


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


def test_the_packed_files_are_those_that_the_build_recorded() -> None:
    folder = files("dateline.gazetteer") / "data"
    about = json.loads((folder / "world.json").read_text(encoding="utf-8"))
    for name, digest in about["files"].items():
        raw = (folder / name).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == digest
        assert len(raw) <= 5_000_000


def test_every_row_of_the_supplement_is_a_place_on_earth() -> None:
    text = (files("dateline.gazetteer") / "data" / "supplement.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
    assert len(rows) > 500
    for row in rows:
        assert len(row) == 9, row
        assert -90 <= float(row[3]) <= 90, row
        assert -180 <= float(row[4]) <= 180, row
        assert float(row[7]) > 0, row
        assert row[8], row


def test_importing_the_gazetteer_loads_no_data() -> None:
    code = "import sys, dateline.gazetteer; print('dateline.gazetteer.packed' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
