"""What `dateline read` writes: pages, sheets, JSON in files; exit codes; what an interruption leaves."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli.app import app
from dateline.model.document import Document
from dateline.model.dossier import Dossier
from dateline.run import batch


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dossier: Dossier) -> Path:
    """A folder of two reports (fiction), read without the model; the text "stop" interrupts."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(dossier.document.text + name, encoding="utf-8")

    def fake(document: Document, settings: object = None) -> Dossier:
        if document.text.startswith("stop"):
            raise KeyboardInterrupt
        return replace(dossier, document=replace(dossier.document, id=document.id))

    monkeypatch.setattr(batch, "read_document", fake)
    return folder


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["read", *map(str, args)])


def test_one_report_gives_one_page_one_workbook_and_a_folder_of_sheets(reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(reports / "a.txt", "--html", out / "d.html", "--xlsx", out / "d.xlsx", "--csv", out / "csv")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert sorted(p.name for p in out.iterdir()) == ["csv", "d.html", "d.xlsx"]
    assert "Shells fall on Malakal" in (out / "d.html").read_text(encoding="utf-8")
    assert (out / "d.xlsx").read_bytes().startswith(b"PK")
    assert "Malakal" in (out / "csv" / "events.csv").read_text(encoding="utf-8")
    for name in ("d.html", "d.xlsx", "csv"):
        assert f"Wrote {out / name}" in result.stderr


def test_several_reports_give_a_list_and_a_page_each(reports: Path, tmp_path: Path) -> None:
    result = run(reports, "--html", tmp_path / "all.html")
    assert result.exit_code == 0, result.stderr
    pages = sorted(tmp_path.glob("all-doc-*.html"))
    assert len(pages) == 2
    listing = (tmp_path / "all.html").read_text(encoding="utf-8")
    assert all(f'href="{page.name}"' in listing for page in pages)


def test_json_goes_to_a_file_that_is_whole_or_not_there(reports: Path, tmp_path: Path) -> None:
    run(reports / "a.txt", "--json", "-o", tmp_path / "one.json")
    assert json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["format"] == "dateline-dossier/1"
    run(reports, "--json", "-o", tmp_path / "two.json")
    assert len(json.loads((tmp_path / "two.json").read_text(encoding="utf-8"))) == 2
    run(reports, "--jsonl", "-o", tmp_path / "two.jsonl")
    assert len((tmp_path / "two.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert not list(tmp_path.glob(".*part"))


def test_nothing_is_written_where_nothing_was_read(tmp_path: Path) -> None:
    result = run(tmp_path / "none.txt", "--html", tmp_path / "d.html", "--xlsx", tmp_path / "d.xlsx")
    assert result.exit_code == 1
    assert not list(tmp_path.iterdir())


def test_strict_ends_with_3_where_a_check_disagrees(reports: Path, dossier: Dossier) -> None:
    assert any(f.verdict == "disagrees" for f in dossier.findings)
    assert run(reports / "a.txt").exit_code == 0
    assert run(reports / "a.txt", "--strict").exit_code == 3
    assert run(reports / "a.txt", reports / "none.txt", "--strict").exit_code == 4


def test_an_interruption_leaves_whole_files_of_what_was_read(reports: Path, tmp_path: Path) -> None:
    (reports / "aa.txt").write_text("stop", encoding="utf-8")
    out = tmp_path / "out"
    result = run(reports, "--jsonl", "-o", out / "d.jsonl", "--html", out / "d.html", "--csv", out / "csv")
    assert result.exit_code == 130
    assert "Interrupted after 1 report" in result.stderr
    assert len((out / "d.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert (out / "d.html").exists()
    assert (out / "csv" / "events.csv").exists()


def test_a_batch_goes_on_where_it_stopped(reports: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert run(reports / "a.txt", "--jsonl", "--resume", kept).exit_code == 0
    result = run(reports, "--jsonl", "--resume", kept)
    assert len(result.stdout.splitlines()) == 2
    assert "1 of them had been read before" in result.stderr


def test_a_place_that_cannot_be_written_ends_with_1_and_is_named(reports: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = CliRunner().invoke(app, ["read", str(reports), "--html", str(tmp_path / "file" / "d.html")])
    assert result.exit_code == 1
    assert "d.html: cannot be written" in result.stderr


def test_a_key_is_made_once_and_only_its_owner_can_read_it(reports: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    assert f"Made {key}" in run(reports / "a.txt", "--pseudonym-key", key).stderr
    first = key.read_bytes()
    assert key.stat().st_mode & 0o077 == 0
    assert "Made" not in run(reports / "a.txt", "--pseudonym-key", key).stderr
    assert key.read_bytes() == first
    key.write_text("short", encoding="ascii")
    assert "no secret" in run(reports / "a.txt", "--pseudonym-key", key).stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--json", "-o", "in/a.txt"], "is one of the reports"),
        (["--html", "in/../in/a.txt"], "is one of the reports"),
        (["--save-profile", "in/a.txt"], "is one of the reports"),
        (["--html", "same", "--xlsx", "same"], "two outputs"),
        (["--outlines", "x.geojson"], "give --html too"),
    ],
)
def test_nothing_is_written_over_a_report_or_another_output(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (reports / "a.txt").read_bytes()
    result = run("in/a.txt", *args)
    assert result.exit_code == 2, result.stdout
    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert (reports / "a.txt").read_bytes() == before


def test_a_link_is_followed_and_a_file_keeps_its_mode(reports: Path, tmp_path: Path) -> None:
    private = tmp_path / "private.json"
    private.write_text("{}", encoding="utf-8")
    private.chmod(0o600)
    (tmp_path / "link.json").symlink_to(private)
    assert run(reports / "a.txt", "--json", "-o", tmp_path / "link.json").exit_code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert "dateline-dossier/1" in private.read_text(encoding="utf-8")
    assert private.stat().st_mode & 0o777 == 0o600


def test_what_the_command_writes_into_its_own_folder_is_not_read_by_it(reports: Path) -> None:
    for _ in range(2):
        result = run(
            reports, "--jsonl", "-o", reports / "all.jsonl", "--csv", reports / "csv", "--resume", reports / "kept"
        )
        assert result.exit_code == 0, result.stderr
    assert len((reports / "all.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_second_interruption_ends_the_writing_and_says_what_was_not_written(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(path: Path, shown: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("dateline.exports.xlsx.write_xlsx", interrupted)
    result = run(reports, "--jsonl", "-o", tmp_path / "d.jsonl", "--xlsx", tmp_path / "d.xlsx")
    assert result.exit_code == 130
    assert f"Wrote {tmp_path / 'd.jsonl'}" in result.stderr
    assert f"Not written: {tmp_path / 'd.xlsx'}" in result.stderr
    assert len((tmp_path / "d.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_a_name_to_hide_that_no_report_holds_is_told_by_its_number(reports: Path) -> None:
    result = run(reports, "--protect", "River Guard", "--protect", "Nobody Atall", "--html", reports.parent / "d.html")
    assert result.exit_code == 0, result.stderr
    assert "Number 2 of the names to hide" in result.stderr
    assert "Number 1" not in result.stderr
    assert "Atall" not in result.stderr
