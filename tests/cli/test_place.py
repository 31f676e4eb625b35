"""`dateline place` and the overlays of `dateline read`: what is printed, what is refused, the exit code."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import dateline.reading
from dateline.cli.app import app
from dateline.cli.place_tables import lines_of
from dateline.gazetteer.protocol import Candidate

OWN = """name,lat,lon,other_names,kind,country,colour
Tall Zughayyir checkpoint,34.61,40.61,Hajiz Zughayyir,checkpoint,SY,red
"Wadi \x1b[31mZughba",34.8,40.8,,village,SY,red
[bold]Zaytuna[/bold],34.9,40.9,,village,SY,red
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path / "home"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "mine.csv"
    file.write_text(OWN, encoding="utf-8")
    return file


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["place", *(str(a) for a in args)], input=stdin)


def test_a_file_is_added_listed_found_and_removed(own: Path, home: Path) -> None:
    assert run("list").stdout == f"No overlay in {home / 'overlays'}. Add one with: dateline place add FILE\n"
    added = run("add", own)
    assert added.exit_code == 0
    assert "Added mine: 3 places with 4 names (own table).\n" in added.stdout
    assert "Columns that are not read: 'colour'." in added.stdout
    assert "Licence: as the user's own file" in added.stdout
    listed = run("list").stdout
    assert "mine" in listed
    assert "mine.csv" in listed
    found = run("find", "hajiz zughayyir")
    assert found.exit_code == 0
    for told in ("Tall Zughayyir checkpoint", "checkpoint", "SY", "34.610", "40.610", "exact", "overlay mine"):
        assert told in found.stdout
    assert run("remove", "mine").exit_code == 0
    assert "No place is known by the name “hajiz zughayyir”" in run("find", "hajiz zughayyir").stdout
    assert own.exists()


def test_a_taken_name_a_wrong_kind_and_an_unknown_overlay_are_wrong_usage(own: Path) -> None:
    assert run("add", own).exit_code == 0
    for args in (("add", own), ("add", own, "--as", "gis"), ("add", own, "--name", "../x"), ("remove", "other")):
        result = run(*args)
        assert result.exit_code == 2, args
        assert result.stdout == ""
    assert run("add", own, "--replace").stdout.startswith("Replaced mine: ")
    assert run("add", own, "--name", "other", "--as", "own").exit_code == 0


def test_a_wrong_file_is_told_line_by_line_and_nothing_is_added(tmp_path: Path, home: Path) -> None:
    file = tmp_path / "wrong.csv"
    file.write_text("name,lat,lon\nTall\x1b[31m,35,40\nTall,95,40\nNahr,35,east\n", encoding="utf-8")
    result = run("add", file)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "2 rows are wrong, and nothing was added.\n" in result.stderr
    assert "\n  line 3: latitude 95 is out of range: -90 to 90" in result.stderr
    assert "\n  line 4: longitude 'east' is no number\n" in result.stderr
    assert list((home / "overlays").iterdir()) == []
    assert run("add", tmp_path / "missing.csv").exit_code == 1


def test_names_of_files_steer_no_terminal_and_are_no_markup(own: Path) -> None:
    run("add", own)
    result = run("find", "Wadi \x1b[31mZughba")
    assert "\x1b" not in result.stdout + result.stderr
    assert "Wadi [31mZughba" in result.stdout
    assert "[bold]Zaytuna[/bold]" in run("find", "[bold]Zaytuna[/bold]").stdout
    assert lines_of("a\x1b[31m\n  line 2: b\u202e\nc") == "a [31m\n  line 2: b\nc"


def test_find_narrows_to_a_country_and_looks_for_other_spellings_there() -> None:
    everywhere, libya = (
        json.loads(run("find", "Tripoli", "--json", *more).stdout) for more in ((), ("--country", "ly"))
    )
    assert {"LY", "LB"} <= {c["country"] for c in everywhere}
    assert {c["country"] for c in libya} == {"LY"}
    spelled = json.loads(run("find", "Bukamel", "--country", "SY", "--json").stdout)
    assert [c["country"] for c in spelled] == ["SY"]
    assert spelled[0]["match"] != "exact"
    assert run("find", "Tripoli", "--country", "Libya").exit_code == 2


def test_names_and_countries_that_can_be_none_are_wrong_usage(home: Path) -> None:
    for args in (("find", ""), ("find", " "), ("find", "\udcff"), ("find", "Tripoli", "--country", "")):
        assert run(*args).exit_code == 2, args
    assert run("find", "Tripoli", "--country", "ß").exit_code == 2  # in capitals it would be South Sudan
    sought = " ".join(run("find", "Zughayyirabad", "--country", "SY").stdout.split())
    assert "in SY, nor by another spelling" in sought
    assert "--country" not in sought
    home.mkdir()
    (home / "overlays").write_text("no folder")
    for wanted in (("list",), ("find", "Tripoli"), ("remove", "x"), ("about",)):
        result = run(*wanted)
        assert result.exit_code == 1, wanted
        assert "DATELINE_HOME names another one" in result.stderr


def test_what_a_file_says_of_itself_steers_no_terminal(own: Path, home: Path) -> None:
    run("add", own)
    db = sqlite3.connect(home / "overlays" / "mine.overlay")
    for key in ("kind", "digest", "added", "source", "licence", "file"):
        db.execute("UPDATE about SET told = json_set(told, ?, ?)", (f"$.{key}", "\x1b[31m"))
    db.commit()
    db.close()
    for args in (("list",), ("about",)):
        result = run(*args)
        assert result.exit_code == 0
        assert "\x1b" not in result.stdout


def test_find_shows_the_most_populous_first_and_counts_the_rest() -> None:
    people = [c["population"] for c in json.loads(run("find", "San José", "--json").stdout)]
    assert len(people) > 25
    lines = run("find", "San José").stdout.splitlines()
    assert f"and {len(people) - 25} more: --country CC or --json shows them." in lines
    assert f"{max(people):,}" in lines[2]


@dataclass
class Ranked:
    candidate: Candidate
    score: float
    terms: tuple[tuple[str, float], ...]
    chosen: bool


@dataclass
class Told:
    mentions: int
    chosen: Candidate | None
    reason: str
    ranked: tuple[Ranked, ...]


TRIPOLI = Candidate("Tripoli", "city", 32.887, 13.191, 2210247, "LY", "Tripoli", 1_150_989, 6.0, "GeoNames")


def explaining(monkeypatch: pytest.MonkeyPatch, told: Told) -> list[str]:
    """Put an explanation in the resolver's place; the texts that it is asked of."""
    asked: list[str] = []

    def explain_place(document, name):
        asked.append(document.text)
        return told

    monkeypatch.setattr(dateline.reading, "explain_place", explain_place)
    return asked


def test_find_with_a_text_says_which_place_is_meant_and_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ranked = (Ranked(TRIPOLI, 0.91, (("country share", 1.25), ("nothing", 0.0), ("distance", -0.5)), True),)
    asked = explaining(monkeypatch, Told(2, TRIPOLI, "It lies in the country that the report is about.", ranked))
    file = tmp_path / "report.txt"
    file.write_text("Boats left Tripoli on Monday. Tripoli was calm.", encoding="utf-8")
    result = run("find", "Tripoli", "--text", file)
    assert result.exit_code == 0
    assert "“Tripoli” (2 mentions) is read as Tripoli, Tripoli, LY: city, 32.8870, 13.1910." in result.stdout
    assert "It lies in the country that the report is about." in result.stdout
    assert "country share +1.25, distance -0.50" in result.stdout
    assert "nothing" not in result.stdout
    data = json.loads(run("find", "Tripoli", "--text", "-", "--json", stdin=b"Boats left Tripoli.").stdout)
    assert data["chosen"]["geonames_id"] == 2210247
    assert data["ranked"][0]["terms"]["distance"] == -0.5
    assert [text[:18] for text in asked] == ["Boats left Tripoli"] * 2


def test_find_draws_a_description() -> None:
    shown = run("find", "80km west of Palmyra", "--country", "SY").stdout
    assert "80 km west of" in shown
    assert "POLYGON" in shown
    told = json.loads(run("find", "80km west of Palmyra", "--country", "SY", "--json").stdout)
    assert told["point"] == pytest.approx([34.56, 37.41], abs=0.05)
    assert told["where_prec"] == 5
    unknown = run("find", "20 km north of Zxqwara", "--country", "SY")
    assert unknown.exit_code == 0
    assert "POLYGON" not in unknown.stdout


@pytest.mark.model
def test_find_with_a_text_asks_the_reading_itself() -> None:
    report = (
        b"Two shells fell on Tripoli on Monday, the Libyan health ministry said. Misrata was calm, and so was Sirte."
    )
    data = json.loads(run("find", "Tripoli", "--text", "-", "--json", stdin=report).stdout)
    assert data["chosen"]["country"] == "LY"
    assert len(data["ranked"]) > 2
    assert not run("find", "Tripoli", "--text", "-", "--json", stdin=b"Nothing happened.").stdout.count("geonames_id")


def test_find_with_a_text_says_why_no_place_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    explaining(monkeypatch, Told(1, None, "Two places fit as well.", ()))
    result = run("find", "Tripoli", "--text", "-", stdin=b"Boats left Tripoli.")
    assert "“Tripoli” (1 mention) stays unresolved.\nTwo places fit as well.\n" in result.stdout


def test_find_with_a_text_that_cannot_be_read_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    explaining(monkeypatch, Told(0, None, "", ()))
    assert run("find", "Tripoli", "--text", tmp_path / "missing.txt").exit_code == 1
    assert run("find", "Tripoli", "--text", "-", stdin=b"").exit_code == 1
    assert run("find", "Tripoli", "--text", "-", "--country", "LY", stdin=b"x").exit_code == 2


def test_about_names_sources_licences_digests_and_overlays(own: Path) -> None:
    run("add", own)
    told = run("about").stdout
    for word in ("GeoNames", "CC BY 4.0", "Natural Earth", "public domain", "SHA-256", "Overlay mine", "mine.csv"):
        assert word in told
    data = json.loads(run("about", "--json").stdout)
    assert data["archives"]
    assert data["overlays"]["mine"]["places"] == 3


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("osm", "SY"), "known: geonames"),
        (("geonames", "Syria"), "two letters"),
        (("geonames", "SY", "IQ", "--sha256", "0" * 64), "several files"),
        (("geonames", "SY", "--base-url", "http://example.org/"), "not encrypted"),
        (("geonames", "SY", "--base-url", "http://10.0.0.1/", "--loopback"), "not on this machine"),
    ],
)
def test_wrong_installs_are_refused_before_anything_is_asked(args: tuple[str, ...], told: str) -> None:
    result = run("install", *args)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())


def test_a_mirror_that_is_not_there_is_told(home: Path) -> None:
    result = run("install", "geonames", "SY", "--base-url", "http://127.0.0.1:9/", "--loopback")
    assert result.exit_code == 1
    assert "does not answer" in result.stderr


def test_a_damaged_overlay_is_told_before_anything_is_read(own: Path, home: Path, tmp_path: Path) -> None:
    run("add", own)
    (home / "overlays" / "mine.overlay").write_bytes(b"no overlay")
    report = tmp_path / "report.txt"
    report.write_text("Boats left Tripoli.", encoding="utf-8")
    for args in (["read", str(report)], ["place", "list"], ["place", "find", "Tripoli"], ["place", "about"]):
        result = CliRunner().invoke(app, args)
        assert result.exit_code == 1, args
        assert "dateline place remove mine" in result.stderr
    assert run("remove", "mine").exit_code == 0


@pytest.mark.model
def test_a_dossier_says_which_overlays_it_was_read_with(own: Path, tmp_path: Path) -> None:
    run("add", own)
    report = tmp_path / "report.txt"
    report.write_text("Shells hit Hajiz Zughayyir in Syria on Monday, residents said.", encoding="utf-8")

    def receipt(*more: str) -> tuple[str, object]:
        told = json.loads(CliRunner().invoke(app, ["read", str(report), "--json", *more]).stdout)["receipt"]
        return told["gazetteer"]["name"], told["settings"].get("overlays")

    alone = receipt("--no-overlays")
    assert alone[1] == []
    assert receipt() == (f"{alone[0]} with mine", None)
    assert receipt("--overlay", "mine") == (f"{alone[0]} with mine", ["mine"])


@pytest.mark.parametrize("more", [("--overlay", "other"), ("--overlay", "mine", "--no-overlays")])
def test_overlays_that_are_not_there_or_contradict_are_wrong_usage(own: Path, more: tuple[str, ...]) -> None:
    run("add", own)
    assert CliRunner().invoke(app, ["read", "-", *more], input="Boats left Tripoli.").exit_code == 2
