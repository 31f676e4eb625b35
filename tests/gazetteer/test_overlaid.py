"""Overlays over the base: each place once, with what both know; what is installed is what is read with."""

from __future__ import annotations

import inspect
import os
import sqlite3
from pathlib import Path

import pytest

from dateline.errors import InputError, SettingsError
from dateline.gazetteer import Gazetteer, load_gazetteer
from dateline.gazetteer.overlaid import Overlaid, merged, same_place
from dateline.gazetteer.overlays.folder import installed, name_for, remove
from dateline.gazetteer.overlays.store import Overlay
from dateline.gazetteer.protocol import Candidate

ROWS = """name,lat,lon,other_names,kind,country,admin1,population
Aleppo,36.2015,37.1611,Halabiya,city,SY,Halab,1
Wadi Zughayyir,34.61,40.61,,village,SY,Deir Azzor,
Tall Rumayth checkpoint,34.7,40.7,,checkpoint,SY,Deir Azzor,
al-Zughba,34.8,40.8,,village,SY,,
"""
EVENTS = """id,where_coordinates,where_prec,latitude,longitude,adm_1,adm_2,country
1,Halab city,1,36.2013,37.1615,Aleppo Governorate,,Syria
2,Halab city,1,36.2013,37.1615,Aleppo Governorate,,Syria
"""


def place(name: str = "Tall", kind: str = "village", lat: float = 35.0, lon: float = 40.0, **more) -> Candidate:
    rest = {"geonames_id": None, "country": "SY", "admin1": None, "population": 0, "radius_km": 2.0, "source": "test"}
    return Candidate(name, kind, lat, lon, **(rest | more))  # type: ignore[arg-type]


SAME: list[tuple[Candidate, Candidate, bool]] = [
    (place(), place("Tell", "city", 35.01), True),
    (place(), place("Tell", lat=35.03), False),
    (place(), place("at-Tall", lat=35.03), True),
    (place(), place(lat=35.06), False),
    (place(), place(kind="facility"), False),
    (place(), place(kind="other", lat=35.02), True),
    (place(), place("Nahr", kind="other"), False),
    (place(), place(country="IQ"), False),
    (place(), place(country=None), True),
    (place(geonames_id=7), place("Nahr", "area", 36.0, geonames_id=7), True),
    (place(kind="province", radius_km=70), place(kind="province", lat=35.4), True),
    (place(kind="province", radius_km=70), place(kind="province", lat=36.4), False),
    (place(kind="province", radius_km=70), place("Nahr", "province"), False),
    (place(kind="province", radius_km=70), place(), False),
    (place("Syria", "country"), place("Suriyah", "country", 33.0), True),
    (place(lon=179.999), place(lon=-179.999), True),
]


@pytest.mark.parametrize(("a", "b", "expected"), SAME)
def test_two_records_are_one_place_or_two(a: Candidate, b: Candidate, *, expected: bool) -> None:
    assert same_place(a, b) is expected
    assert same_place(b, a) is expected


def test_of_a_place_that_both_have_the_base_stands_with_the_events_of_the_overlay() -> None:
    base = place(population=5000, geonames_id=7, id="geonames:7")
    over = place("Tell", population=1, events=12, admin1="Sharq", admin2="Nahr", id="overlay:x:1")
    (found,) = merged([base], [over, place("Tell", events=5, id="overlay:y:1")])
    assert (found.name, found.population, found.geonames_id, found.id) == ("Tall", 5000, 7, "geonames:7")
    assert (found.events, found.admin1, found.admin2) == (12, "Sharq", "Nahr")


def test_the_base_and_an_overlay_answer_as_one(base, overlay) -> None:
    both = Overlaid(base, (overlay(ROWS, "mine.csv"),))
    cities = [c for c in both.candidates("Aleppo") if c.kind == "city" and c.country == "SY"]
    assert [c.geonames_id for c in cities] == [
        c.geonames_id for c in base.candidates("Aleppo") if c.geonames_id == 170063
    ]
    (mine,) = both.candidates("Wadi Zughayyir")
    assert mine.id == "overlay:mine:2"
    assert base.candidates("Wadi Zughayyir") == []
    assert both.has("Wadi Zughayyir")
    assert not both.has("Wadi Zughayyirah")
    assert both.candidates("Kharkiv") == base.candidates("Kharkiv")


def test_the_province_of_an_overlays_place_is_called_as_the_base_calls_it(base, overlay) -> None:
    both = Overlaid(base, (overlay(ROWS, "mine.csv"),))
    division = base.division_at(34.61, 40.61)
    assert division is not None
    assert both.candidates("Wadi Zughayyir")[0].admin1 == division.name
    assert both.candidates("al-Zughba")[0].admin1 == base.division_at(34.8, 40.8).name


@pytest.mark.parametrize(
    ("name", "found", "match"),
    [
        ("Wadi Zughayyir", "Wadi Zughayyir", "exact"),
        ("Zughba", "al-Zughba", "bare"),
        ("el-Zughba", "al-Zughba", "bare"),
        ("al-Zughba", "al-Zughba", "exact"),
    ],
)
def test_overlays_are_found_with_and_without_the_article(base, overlay, name: str, found: str, match: str) -> None:
    both = Overlaid(base, (overlay(ROWS, "mine.csv"),))
    assert [(c.name, c.match) for c in both.candidates(name)] == [(found, match)]


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Wadi Zughayir", "SY", "Wadi Zughayyir"),
        ("Tall Rumayth", "SY", "Tall Rumayth checkpoint"),
        ("Wadi Zughayir", "IQ", None),
        ("Wadi Baghayir", "SY", None),
        ("Tal", "SY", None),
    ],
)
def test_overlays_are_found_by_another_spelling_in_their_own_country(base, overlay, name, country, found) -> None:
    both = Overlaid(base, (overlay(ROWS, "mine.csv"),))
    assert [c.name for c in both.similar(name, country) if c.id.startswith("overlay:")] == ([found] if found else [])


def test_places_are_found_by_the_beginning_of_a_name_in_the_base_and_in_overlays(base, overlay) -> None:
    both = Overlaid(base, (overlay(ROWS, "mine.csv"),))
    found = both.beginning("Wadi Zughay")
    assert [(c.name, c.match) for c in found] == [("Wadi Zughayyir", "beginning")]
    assert 170063 in {c.geonames_id for c in both.beginning("Alep")}
    assert base.beginning("Wadi Zughay") == []
    assert both.beginning("Wa") == both.beginning("") == []


def test_events_count_for_a_town_by_whatever_name_it_is_found(base, overlay) -> None:
    both = Overlaid(base, (overlay(EVENTS, "ged.csv"),))
    for name in ("Halab", "Aleppo"):
        assert {c.events for c in both.candidates(name) if c.geonames_id == 170063} == {2}
    assert {c.events for c in both.candidates("Kharkiv")} == {0}


def test_everything_that_a_gazetteer_is_asked_is_answered_in_its_own_words() -> None:
    asked = {n for n, _ in inspect.getmembers(Gazetteer, inspect.isfunction) if not n.startswith("_")}
    assert asked <= set(vars(Overlaid))
    assert len(asked) >= 11


def test_what_overlays_do_not_know_is_the_bases(base, overlay) -> None:
    both = Overlaid(base, (overlay(ROWS, "mine.csv"),))
    syria, iraq = base.country("SY"), base.country("IQ")
    assert (both.country("SY"), both.capital("SY")) == (syria, base.capital("SY"))
    assert (both.country_of_adjective("Syrian"), both.country_named("Syria")) == ("SY", "SY")
    assert both.border(syria, iraq) == base.border(syria, iraq)
    assert both.neighbours("SY") == base.neighbours("SY")
    assert both.shape(syria) == base.shape(syria)
    assert both.division_at(36.2, 37.16) == base.division_at(36.2, 37.16)
    assert both.about()["overlays"]["mine"]["places"] == 4
    assert both.about()["places"] == base.about()["places"]


def test_what_is_installed_is_read_with_from_the_next_call_on(base, add) -> None:
    assert load_gazetteer() is base
    added = add(ROWS, "mine.csv")
    both = load_gazetteer()
    assert isinstance(both, Overlaid)
    assert both is load_gazetteer()
    assert both.name == f"{base.name} with mine"
    assert both.version == f"{base.version}+{added.about['digest'][:12]}"
    assert load_gazetteer(()) is base
    add(EVENTS, "ged.csv")
    assert load_gazetteer().name == f"{base.name} with ged, mine"
    assert load_gazetteer(("mine",)).name == f"{base.name} with mine"
    add(ROWS.replace("34.61,", "34.71,"), "mine.csv", replace=True)
    assert load_gazetteer(("mine",)).candidates("Wadi Zughayyir")[0].lat == 34.71
    remove("mine")
    assert [one.name for one in installed()] == ["ged"]
    with pytest.raises(SettingsError, match=r"There is no overlay 'mine'\. Installed: ged"):
        load_gazetteer(("mine",))
    remove("ged")
    assert load_gazetteer() is base
    with pytest.raises(SettingsError, match="None is installed"):
        remove("ged")


def test_an_overlay_in_use_stays_readable_while_it_is_replaced(add) -> None:
    before = Overlay(add(ROWS, "mine.csv").path)
    add(ROWS.replace("34.61,", "34.71,"), "mine.csv", replace=True)
    assert before.exact("wadi zughayyir")[0].lat == 34.61


def test_an_overlay_in_use_is_never_written(add) -> None:
    found = Overlay(add(ROWS, "mine.csv").path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        found._db.execute("DELETE FROM place")


def _damage(path: Path, how: str) -> None:
    if how == "foreign":
        path.write_bytes(b"name,lat,lon\n")
    elif how == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    elif how == "scrambled":
        data = path.read_bytes()
        path.write_bytes(data[:4096] + os.urandom(len(data) - 4096))
    else:
        path.unlink()
        db = sqlite3.connect(path)
        db.executescript("CREATE TABLE about (told TEXT); INSERT INTO about VALUES ('{}');")
        db.close()


@pytest.mark.parametrize("how", ["foreign", "cut", "scrambled", "another program's"])
def test_damaged_and_foreign_files_are_named_with_what_to_do(add, how: str) -> None:
    path = add(ROWS, "mine.csv").path
    _damage(path, how)
    with pytest.raises(InputError, match=r"mine\.overlay: is no overlay of Dateline's, or a damaged one.*remove mine"):
        Overlay(path).exact("aleppo")


def test_an_overlay_whose_names_were_folded_otherwise_is_not_used(add, monkeypatch: pytest.MonkeyPatch) -> None:
    path = add(ROWS, "mine.csv").path
    monkeypatch.setattr("dateline.gazetteer.overlays.store.folding_mark", lambda: "other")
    with pytest.raises(InputError, match="made by another version of Dateline"):
        Overlay(path)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("GEDEvent_v24_1.csv.zip", "gedevent-v24-1"),
        ("SY.txt", "sy"),
        ("أماكن.csv", "overlay"),
        ("../A b.CSV", "a-b"),
        ("x" * 90 + ".csv", "x" * 60),
    ],
)
def test_an_overlay_is_called_as_its_file(file: str, name: str) -> None:
    assert name_for(file) == name
