"""The command line: stdout carries data, stderr everything else, the exit code says how it went."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline import __version__
from dateline.cli.app import app
from dateline.errors import EngineMissing
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.model.schema import dossier_from_json, json_schema
from dateline.run import batch

TEXT = "The River Guard shelled Malakal."


@pytest.fixture
def seen(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """Documents that were handed to the reading; a text "fault" makes it fail, "stop" interrupts it."""
    documents: list[Document] = []

    def fake(document: Document, settings: object = None) -> Dossier:
        if document.text.startswith("fault"):
            raise IndexError("by design")
        if document.text.startswith("stop"):
            raise KeyboardInterrupt
        if document.text.startswith("no model"):
            raise EngineMissing("The model is not installed.")
        documents.append(document)
        return dossier

    monkeypatch.setattr(batch, "read_document", fake)
    monkeypatch.delenv("DATELINE_DEBUG", raising=False)
    return documents


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], input=stdin)


def test_a_report_is_summed_up_in_plain_text(seen: list[Document], report: Path) -> None:
    result = run("read", report)
    assert result.exit_code == 0
    assert "Shells fall on Malakal" in result.stdout
    assert "\x1b" not in result.stdout
    assert result.stderr == ""


def test_json_is_one_dossier_and_nothing_else(seen: list[Document], report: Path, dossier: Dossier) -> None:
    result = run("read", report, "--json")
    assert dossier_from_json(result.stdout) == dossier


def test_several_reports_are_a_list_or_lines(seen: list[Document], report: Path) -> None:
    other = report.with_name("other.txt")
    other.write_text(TEXT, encoding="utf-8")
    assert len(json.loads(run("read", report, other, "--json").stdout)) == 2
    lines = run("read", report, other, report, "--jsonl").stdout.splitlines()
    assert [json.loads(line)["format"] for line in lines] == ["dateline-dossier/1"] * 2


def test_what_the_user_tells_reaches_the_document(seen: list[Document], report: Path) -> None:
    run("read", report, "--published", "2021-05-05", "--outlet", "Nile Wire", "--title", "Shells")
    assert (seen[0].published.date, seen[0].outlet, seen[0].title) == ("2021-05-05", "Nile Wire", "Shells")


def test_a_dash_reads_standard_input(seen: list[Document]) -> None:
    assert run("read", "-", "--jsonl", stdin=TEXT.encode()).exit_code == 0
    assert seen[0].text == TEXT
    assert "standard input: is empty" in run("read", "-", stdin=b"").stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--published", "18.5.2017"], "YYYY-MM-DD"),
        (["--published", "2017-02-30"], "no day of the calendar"),
        (["--json", "--jsonl"], "choose one"),
        (["-", "-"], "only once"),
        (["--output", "out.json"], "--json, --jsonl or --export"),
        (["--share", "--reveal"], "reveals nobody"),
        (["--column", "Body"], "FIELD=NAME"),
        (["--format", "papyrus"], "There is no format"),
        (["other.txt", "--title", "T"], "several reports"),
        (["--nonsense"], "No such option"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(seen: list[Document], report: Path, args: list[str], told: str) -> None:
    result = run("read", report, *args)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_what_cannot_be_read_is_named_and_the_rest_is_kept(seen: list[Document], report: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "fault.txt").write_text("fault", encoding="utf-8")
    result = run("read", tmp_path / "none.txt", tmp_path / "odd.pdf", tmp_path / "fault.txt", report, "--jsonl")
    assert result.exit_code == 4
    assert len(result.stdout.splitlines()) == 1
    for told in ("none.txt: no such file", "odd.pdf: ", "a fault in Dateline (IndexError)"):
        assert told in result.stderr
    assert "1 of 4 reports" in result.stderr


def test_nothing_read_at_all_ends_with_1(seen: list[Document], tmp_path: Path) -> None:
    result = run("read", tmp_path / "none.txt", "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert run("read", tmp_path / "a", tmp_path / "b", "--json").stdout == "[]\n"


def test_a_missing_model_ends_with_1_and_points_at_the_doctor(seen: list[Document], tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text("no model", encoding="utf-8")
    result = run("read", tmp_path / "r.txt")
    assert result.exit_code == 1
    assert "dateline doctor" in result.stderr


def test_an_interruption_ends_with_130_and_keeps_what_was_read(
    seen: list[Document], report: Path, tmp_path: Path
) -> None:
    (tmp_path / "stop.txt").write_text("stop", encoding="utf-8")
    result = run("read", report, tmp_path / "stop.txt", "--jsonl")
    assert result.exit_code == 130
    assert len(result.stdout.splitlines()) == 1
    assert "Interrupted after 1 report." in result.stderr


def test_the_doctor_finds_everything_here() -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.stdout
    for told in (f"dateline    {__version__}", "as pinned", "places", "actors"):
        assert told in result.stdout


def test_the_doctor_says_what_is_missing_and_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.engines.spacy.PACKAGE", "no_such_model")
    result = run("doctor")
    assert result.exit_code == 1
    assert "MISSING  model" in result.stdout
    assert "pip install --force-reinstall --no-deps no-such-model" in result.stdout


def test_the_schema_is_printed() -> None:
    assert json.loads(run("schema").stdout) == json_schema()


@pytest.mark.parametrize("args", [["--version"], ["-m", "dateline", "--version"]])
def test_the_version_is_told_at_once(args: list[str]) -> None:
    if args[0] == "--version":
        assert run(*args).stdout == f"dateline {__version__}\n"
    else:
        done = subprocess.run([sys.executable, *args], capture_output=True, text=True, check=True)
        assert done.stdout == f"dateline {__version__}\n"


@pytest.mark.parametrize("command", [[], ["read"], ["doctor"], ["schema"]])
def test_every_command_teaches_by_example(command: list[str]) -> None:
    assert "dateline " in run(*command, "--help").stdout


def test_an_encoder_that_cannot_be_used_is_told_before_anything_is_read(tmp_path: Path) -> None:
    report, junk = tmp_path / "report.txt", tmp_path / "junk.onnx"
    report.write_text("Boats left Tripoli.", encoding="utf-8")
    junk.write_bytes(b"no graph")
    for name, told in ((junk, "junk.onnx is no ONNX file"), (tmp_path / "none.onnx", "none.onnx cannot be read")):
        result = CliRunner().invoke(app, ["read", str(report), "--encoder", str(name)])
        assert result.exit_code == 1
        assert told in result.stderr
