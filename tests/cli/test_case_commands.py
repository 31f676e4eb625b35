"""`dateline show`, `search`, `check` and `diff` on a case made by hand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.case.opening import create_case_store
from dateline.case.store.entry import entry_of
from dateline.case.store.sql import SqlStore
from dateline.cli.app import app
from dateline.model.judgement import Judgement
from tests.case.views.conftest import Clock
from tests.case.views.invented import Told, bunia, courier, holding, post, undated

BENI, BENI_AGAIN = courier().attack("attacked Beni", "Beni", None), post().attack("ADF raid", "Beni", None)
BUNIA = bunia().attack("struck near Bunia", "Bunia", None)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case: five reports from 2024-05-01 on, linked on the 6th, decided on the 7th."""
    path = tmp_path_factory.mktemp("case") / "ituri.dateline"
    clock = Clock()
    store = create_case_store(path, clock)
    clock.day = 0
    for told in (courier(), post(), bunia(), undated(), holding()):
        store.add([entry_of(told.dossier(), f"{told.outlet}.txt")])
    store.set_groups([(BENI, BENI_AGAIN), (BUNIA,)], (), "linker/1")
    store.judge([Judgement("value", "event", (BENI,), "AB", slot="deaths", value=11, before=12, reason="list")])
    store.close()
    return path


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    for file in made.parent.glob("ituri.dateline*"):
        shutil.copy(file, tmp_path)
    return tmp_path / made.name


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


def told(*args: str | Path) -> str:
    result = run(*args)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def test_the_picture_is_told_in_words(made: Path) -> None:
    shown = told("show", made)
    for words in ("ituri", "Beni", "Killed: 11", "12 civilians", "the Red Cross", "Who holds what", "M23 backs ADF"):
        assert words in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        (["--actor", "M23"], "Goma", "Bunia"),
        (["--from", "2021-05-06"], "Bunia", "in Beni, 2021"),
        (["--to", "2021-05-05"], "in Beni, 2021", "Bunia"),
        (["--box", "-2", "28", "0", "30"], "Goma", "Bunia"),
        (["--country", "CD", "--type", "Battles", "--limit", "1"], "Bunia", "in Beni, 2021"),
        (["--source", "residents"], "Goma", "Bunia"),
        (["raid"], "in Beni, 2021", "Bunia"),
        (["Lake"], "Nothing here fits", "Bunia"),
        (["--as-of", "2024-05-01"], "Killed: 12", "Red Cross"),
        (["--at", "2021-05-04"], "army holds it", "ADF holds it"),
    ],
)
def test_filters_and_words_choose_what_is_shown(made: Path, asked: list[str], there: str, not_there: str) -> None:
    shown = told("show", made, *asked)
    assert there in shown
    assert not_there not in shown


def test_what_the_limit_leaves_out_is_counted(made: Path) -> None:
    assert "happenings beyond --limit: 2" in told("show", made, "--limit", "1")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("happening-" + BENI.removeprefix("event-"), ["“9 civilians”", "judgement-7", "linked:", "added: Congo Post"]),
        (BENI, ["as Kivu Courier tells it", "It belongs to:", "“12 civilians”"]),
        (courier().document.id, ["Kivu Courier.txt", "https://example.org/beni", "Claims by source", "Attack by ADF"]),
        ("judgement-7", ["AB: deaths is 11, not 12 (list)", "a person"]),
        ("m23", ["test-m23", "M23 backs ADF", "undated"]),
        ("test-adf", ["What it holds (1)", "Where reports differ"]),
    ],
)
def test_one_record_is_told_in_depth(made: Path, what: str, words: list[str]) -> None:
    shown = told("show", made, what)
    assert [w for w in words if w not in shown] == []
    assert json.loads(run("show", made, what, "--json").stdout)


def test_the_picture_as_json_is_complete_and_says_its_format(made: Path) -> None:
    shown = json.loads(run("show", made, "--json").stdout)
    assert shown["format"] == "dateline-situation/1"
    assert [len(h["events"]) for h in shown["happenings"]] == [2, 1, 1]
    assert {s["source"] for s in shown["happenings"][0]["slots"][0]["said"]} == {"the army", "the Red Cross"}


def test_pages_and_maps_are_written_and_named(made: Path, tmp_path: Path) -> None:
    result = run("show", made, "--html", tmp_path / "x.html", "--geojson", tmp_path / "x.geojson", "--share")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "<script" not in (tmp_path / "x.html").read_text()
    assert len(json.loads((tmp_path / "x.geojson").read_text())["features"]) == 4
    assert "Wrote" in result.stderr


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["show", "none.dateline"], 1, "none.dateline"),
        (["show", "CASE", "doc-none"], 1, "no such report"),
        (["show", "CASE", "happening-000000000000"], 1, "no such happening"),
        (["show", "CASE", BENI, "--country", "SY"], 1, "leaves it out"),
        (["show", "CASE", "test-adf", "--country", "SY"], 1, "takes part in nothing"),
        (["show", "CASE", "--type", "WAR"], 2, "ASSAULT"),
        (["show", "CASE", "--from", "May"], 2, "YYYY-MM-DD"),
        (["show", "CASE", "--as-of", "someday"], 2, "2024-05-01"),
        (["show", "CASE", "--at", "someday"], 2, "YYYY-MM-DD"),
        (["show", "CASE", "--outlines", "x.geojson"], 2, "--html"),
        (["show", "CASE", "--html", "none/x/../../."], 1, "folder"),
        (["search", "CASE"], 2, "what to look for"),
        (["search", "none.dateline", "x"], 1, "none.dateline"),
        (["diff", "CASE"], 2, "--from-day"),
        (["diff", "CASE", "CASE", "CASE"], 2, "one case or two"),
        (["diff", "CASE", "CASE", "--from-day", "2024-05-01"], 2, "CASE@DAY"),
        (["diff", "CASE", "--from-day", "never"], 2, "2024-05-01"),
        (["check", "none.dateline"], 1, "none.dateline"),
    ],
)
def test_what_is_wrong_is_told_in_words_with_its_code(
    made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, args: list[str], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*(made if a == "CASE" else a for a in args))
    assert result.exit_code == code
    assert words in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.stderr


def test_claims_are_searched_and_shown_with_their_report(made: Path) -> None:
    shown = told("search", made, "civilians", "beni")
    assert "the army, in Kivu Courier, 2021-05-04" in shown
    assert "“The ADF attacked Beni on Monday, killing 12 civilians”" in shown
    assert [h["source"] for h in json.loads(run("search", made, "civilians", "--json").stdout)] == [
        "the army", "the Red Cross",
    ]  # fmt: skip


def test_a_search_that_finds_nothing_or_more_says_so(made: Path) -> None:
    assert "No claim" in run("search", made, "xylophone").stderr
    assert "There are more" in run("search", made, "civilians", "--limit", "1").stderr
    assert run("search", made, "--from", "2022-01-01").stdout == ""


def test_commands_of_full_text_are_words_here(made: Path) -> None:
    for words in ('civilians"', "civilians NOT", "words: x", "NEAR(a b)", "*", "-1"):
        assert run("search", made, "--limit", "5", "--", words).exit_code == 0


def test_a_check_tells_what_was_found_and_is_strict_when_asked(made: Path) -> None:
    result = run("check", made)
    assert result.exit_code == 0
    assert "The case is whole" in result.stdout
    assert "12 civilians" in result.stdout
    assert "1 event" in result.stdout
    assert run("check", made, "--strict").exit_code == 3
    assert json.loads(run("check", made, "--json").stdout)["unlinked"] == 1


def test_a_case_in_order_passes_a_strict_check(tmp_path: Path) -> None:
    store = create_case_store(tmp_path / "calm.dateline")
    store.add([entry_of(Told("The harvest was good.", "Post", "2021-05-04").dossier(), "a.txt")])
    store.close()
    assert run("check", tmp_path / "calm.dateline", "--strict").exit_code == 0


def test_a_log_that_was_tampered_with_is_damage(case: Path) -> None:
    before = case.read_bytes()
    assert b'"value":11' in before
    case.write_bytes(before.replace(b'"value":11', b'"value":12'))
    result = run("check", case)
    assert result.exit_code == 1
    assert "the words of entry 7 were changed" in result.stderr


def test_what_the_store_finds_wrong_is_damage_and_nothing_else_is_told(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SqlStore, "verify", lambda self: ["a row of event refers to a row that is not there"])
    result = run("check", made)
    assert result.exit_code == 1
    assert "damaged" in result.stdout
    assert "a row of event" in result.stdout
    assert "12 civilians" not in result.stdout


def test_two_days_of_a_case_are_compared(made: Path) -> None:
    shown = told("diff", made, "--from-day", "2024-05-01")
    for words in ("Reports that came (4)", "deaths: 12 → 11", "by judgement-7", "the Red Cross", "New contradictions"):
        assert words in shown
    assert shown.partition("known")[2] == told("diff", f"{made}@2024-05-01").partition("known")[2]
    assert "Gone: what happened (2)" in told("diff", made, f"{made}@2024-05-01")


def test_cases_that_do_not_differ_say_so(made: Path) -> None:
    assert "Nothing differs" in told("diff", made, made)
    assert run("diff", made, made, "--strict").exit_code == 0
    assert run("diff", f"{made}@1", made, "--strict").exit_code == 3
    assert json.loads(run("diff", f"{made}@1", made, "--json").stdout)["happenings"]


def test_a_file_that_is_called_like_a_day_of_a_case_is_that_file(made: Path, tmp_path: Path) -> None:
    shutil.copy(made, tmp_path / "a@2024-05-01")
    assert "Nothing differs" in told("diff", tmp_path / "a@2024-05-01", made)


def test_signs_that_steer_a_terminal_never_reach_it(tmp_path: Path) -> None:
    store = create_case_store(tmp_path / "hostile.dateline")
    hostile = Told("The \x1b[31mADF attacked Beni, the army\u202e said.", "Po\x1b]0;x\x07st", "2021-05-04", "T\x1b[2J")
    claim = hostile.claim("the army\u202e", "\x1b[31mADF attacked Beni")
    hostile.attack("attacked Beni", "Beni", "2021-05-03", claims=[claim])
    store.add([entry_of(hostile.dossier(), "x\x1b.txt")])
    store.close()
    path = tmp_path / "hostile.dateline"
    for args in (["show"], ["show", hostile.document.id], ["search", "beni"], ["check"]):
        shown = run(args[0], path, *args[1:]).stdout
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)
