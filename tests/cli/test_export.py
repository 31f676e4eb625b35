"""`dateline export` and `dateline read --export`: what a person types and reads. The reports are fiction."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.case.opening import create_case_store
from dateline.case.store.entry import entry_of
from dateline.cli.app import app
from dateline.exports.built_in import BUILT_IN
from tests.case.views.invented import bunia, courier, post


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports from Ituri, unlinked."""
    path = tmp_path_factory.mktemp("case") / "ituri.dateline"
    store = create_case_store(path)
    store.add([entry_of(told.dossier(), f"{told.outlet}.txt") for told in (courier(), post(), bunia())])
    store.close()
    return path


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args])


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_a_case_is_written_in_every_format(case: Path, tmp_path: Path, name: str) -> None:
    done = run("export", name, "--case", case, "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "out").exists()
    manifest = json.loads((tmp_path / "out.manifest.json").read_text("utf-8"))
    assert manifest["of"]["kind"] == "case"
    assert f"Wrote {tmp_path / 'out'}" in done.stderr
    assert "out.losses.csv" in done.stderr


def test_filters_leave_out_what_they_leave_out_in_show(case: Path, tmp_path: Path) -> None:
    run("export", "csv", "--case", case, "-o", tmp_path / "all.csv")
    run("export", "csv", "--case", case, "--actor", "M23", "-o", tmp_path / "some.csv")
    every, some = (
        len(list(csv.reader((tmp_path / n).read_text("utf-8").splitlines()))) for n in ("all.csv", "some.csv")
    )
    assert 1 <= some < every


def test_without_a_file_it_goes_to_standard_output_and_words_to_stderr(case: Path) -> None:
    done = run("export", "csv", "--case", case)
    assert done.exit_code == 0
    assert done.stdout.startswith("id,")
    assert "records (CSV of events)" in done.stderr


def test_the_formats_are_listed_and_told(case: Path) -> None:
    listed = run("export", "--list").stdout
    assert all(name in listed for name in BUILT_IN)
    assert "id" in run("export", "csv", "--mapping").stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["export"], "name a format"),
        (["export", "vogon", "--case", "x.dateline"], "Known:"),
        (["export", "csv"], "name the case"),
        (["export", "csv", "--case", "{case}", "--from", "spring"], "spring"),
        (["read", "{report}", "--export", "csv", "--json"], "choose one"),
        (["read", "{report}", "--export", "vogon"], "Known:"),
    ],
)
def test_wrong_usage_is_told(case: Path, tmp_path: Path, args: list[str], words: str) -> None:
    (tmp_path / "report.txt").write_text("Nothing happened in Example Town.", encoding="utf-8")
    done = run(*(a.format(case=case, report=tmp_path / "report.txt") for a in args))
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.split())


def test_a_case_is_never_written_over(case: Path) -> None:
    before = case.read_bytes()
    done = run("export", "csv", "--case", case, "-o", case)
    assert done.exit_code == 1
    assert "nothing is written over it" in done.stderr
    assert case.read_bytes() == before


def test_a_folder_that_holds_something_else_is_not_written_over(case: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep me", encoding="utf-8")
    folders = [name for name in BUILT_IN if name == "html"]
    for name in folders:
        done = run("export", name, "--case", case, "-o", tmp_path / "mine")
        assert done.exit_code == 1
        assert "no earlier export" in done.stderr
    assert (tmp_path / "mine" / "notes.txt").read_text("utf-8") == "keep me"


@pytest.mark.model
def test_a_report_is_read_and_exported_at_once(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Rebels attacked a base near Bunia on 3 May 2021, killing four soldiers.\n", encoding="utf-8")
    done = run("read", report, "--export", "csv", "-o", tmp_path / "events.csv")
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader((tmp_path / "events.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 1
    assert done.stderr.count("Wrote") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("words", ["export csv --case", "export polecat --case", "show", "show --json"])
def test_an_output_that_is_full_is_told_in_words(case: Path, words: str) -> None:
    command = [sys.executable, "-m", "dateline", *words.split(), str(case)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert b"cannot be written: No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_has_seen_enough_is_no_fault(case: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "dateline", "export", "annotations", "--case", str(case)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as done:  # fmt: skip
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        assert b"Traceback" not in done.stderr.read()
