"""`dateline add` and `dateline link`: receipts on stdout where they are asked for, all else on stderr."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from benchmarks.stub_reader import dossier_of, report
from dateline.cli.app import app
from dateline.errors import EngineMissing
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.run import batch


@pytest.fixture(autouse=True)
def _reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading without the model; a text "stop" interrupts it, "fault" makes it fail, "no model" ends it."""

    def fake(document: Document, settings: object = None) -> Dossier:
        if document.text.startswith("stop"):
            raise KeyboardInterrupt
        if document.text.startswith("fault"):
            raise IndexError("by design")
        if document.text.startswith("no model"):
            raise EngineMissing("The model is not installed.")
        return dossier_of(document)

    monkeypatch.setattr(batch, "read_document", fake)
    monkeypatch.delenv("DATELINE_DEBUG", raising=False)
    monkeypatch.delenv("DATELINE_CASE_KEY", raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports, the second a near copy of the first (all invented)."""
    made = tmp_path / "reports"
    made.mkdir()
    for name, number, title in (("a", 1, "Report"), ("b", 1, "Told again:"), ("c", 2, "Report")):
        (made / f"{name}.txt").write_text(report(number, title), encoding="utf-8")
    return made


def run(*args: str | Path, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(a) for a in args], input=stdin)


def test_reports_are_added_and_the_key_is_made(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "war.dateline"
    result = run("add", folder, "--case", case)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"Made {case}.key" in result.stderr
    assert "3 reports: 2 added, 1 added as a near copy of an earlier one." in result.stderr
    assert Path(f"{case}.key").stat().st_mode & 0o777 == 0o600
    again = run("add", folder, "--case", case)
    assert (again.exit_code, again.stderr) == (0, "3 reports: 3 there already.\n")


def test_receipts_are_json_lines_on_stdout_and_in_a_file_that_is_gone_on_with(folder: Path, tmp_path: Path) -> None:
    case, file = tmp_path / "war.dateline", tmp_path / "receipts.jsonl"
    result = run("add", folder, "missing.txt", "--case", case, "--json", "--receipts", file)
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert [t["became"] for t in told] == ["added", "near copy", "added", "failed"]
    assert told[1]["copy_of"] == told[0]["report"]
    assert told[3]["reason"].startswith("missing.txt: no such file")
    assert file.read_text(encoding="utf-8") == result.stdout
    run("add", folder, "--case", case, "--receipts", file)
    assert len(file.read_text(encoding="utf-8").splitlines()) == 7


def test_what_the_user_says_reaches_the_case(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "war.dateline"
    run("add", "-", "--case", case, "--published", "2021-05-05", "--outlet", "Nile Wire", stdin=report(5).encode())
    from dateline.case.opening import open_case_store

    (row,) = open_case_store(case).reports()
    assert (row.name, row.outlet, row.published) == ("standard input", "Nile Wire", 18752)


@pytest.mark.parametrize(
    ("texts", "code", "said"),
    [
        (["Fine day. "], 0, "1 report: 1 added."),
        (["fault"], 1, "a fault in Dateline (IndexError)"),
        (["Fine day. ", "fault", "fault 2"], 4, "2 × a fault in Dateline (IndexError)"),
        (["Fine day. ", "stop", "Not read. "], 130, "the same command goes on from there"),
        (["no model"], 1, "The model is not installed."),
    ],
)
def test_the_exit_code_says_how_it_went(texts: list[str], code: int, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for n, text in enumerate(texts):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    result = run("add", folder, "--case", tmp_path / "war.dateline")
    assert result.exit_code == code
    assert said in result.stderr


def test_wrong_usage_is_refused_before_a_case_is_made(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "war.dateline"
    for wrong in (
        ["--published", "yesterday"], ["--column", "text"], ["--workers", "0"], ["--format", "papyrus"], ["-", "-"],
    ):  # fmt: skip
        assert run("add", folder, "--case", case, *wrong).exit_code == 2, wrong
    assert not case.exists()
    assert run("add", folder).exit_code == 2


def test_a_case_without_its_key_takes_nothing(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "war.dateline"
    run("add", folder, "--case", case)
    moved = Path(f"{case}.key").rename(tmp_path / "apart.key")
    result = run("add", folder, "--case", case)
    assert (result.exit_code, "its key is not at" in result.stderr) == (1, True)
    assert run("add", folder, "--case", case, "--key", moved).exit_code == 0
    run("add", folder, "--case", tmp_path / "other.dateline")
    other = run("add", folder, "--case", case, "--key", tmp_path / "other.dateline.key")
    assert (other.exit_code, "its key is another one" in other.stderr) == (1, True)


def test_a_file_that_is_no_case_is_left_alone(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("my notes", encoding="utf-8")
    assert run("add", folder, "--case", file).exit_code == 1
    assert file.read_text(encoding="utf-8") == "my notes"
    assert not Path(f"{file}.key").exists()


def test_a_case_is_linked_in_words_and_as_json(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "war.dateline"
    run("add", folder, "--case", case)
    dry = run("link", case, "--dry-run")
    assert dry.exit_code == 0
    assert "Nothing was changed" in dry.stderr
    result = run("link", case, "--json")
    told = json.loads(result.stdout)
    assert "15 events of 3 reports are" in result.stderr
    assert any(len(members) > 1 for members in told["happenings"].values())
    assert all(k["why"] for k in told["links"])


def test_a_decision_is_signed_kept_and_taken_back(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "war.dateline"
    run("add", folder, "--case", case)
    told = json.loads(run("link", case, "--json").stdout)
    a, b, *_ = next(m for m in told["happenings"].values() if len(m) > 1)
    assert run("link", case, "--apart", a, b).exit_code == 2
    result = run("link", case, "--apart", a, b, "--who", "AB", "--reason", "two lorries")
    assert result.exit_code == 0
    assert "1 decision of a person holds." in result.stderr
    kept = result.stderr.split()[2].rstrip(":")
    assert kept.startswith("judgement-")
    undone = run("link", case, "--undo", kept, "--who", "AB")
    assert f"{kept} does not hold any more" in undone.stderr
    assert run("link", case, "--undo", kept, "--who", "AB").exit_code == 2
    assert run("link", case, "--same", "event-none", b, "--who", "AB").exit_code == 2


def test_linking_what_is_no_case_says_so(tmp_path: Path) -> None:
    result = run("link", tmp_path / "none.dateline")
    assert result.exit_code == 1
    assert "none.dateline" in result.stderr
