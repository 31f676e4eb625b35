"""`dateline sheet`: what a person types and reads. The reports are the demo's fiction."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from dateline.case.opening import create_case_store
from dateline.case.store.entry import entry_of
from dateline.cli.app import app
from dateline.model.dossier import Dossier

run = CliRunner().invoke


@pytest.fixture
def case(tmp_path: Path, dossier: Dossier) -> str:
    store = create_case_store(tmp_path / "war.dateline")
    store.add([entry_of(dossier, "a.txt")])
    store.close()
    return str(tmp_path / "war.dateline")


def edited(book: Path, column: str, value: object) -> None:
    made = openpyxl.load_workbook(book)
    names = {cell.value: cell.column for cell in made["events"][1]}
    made["events"].cell(2, names[column]).value = value
    made.save(book)


def test_a_corrected_sheet_comes_back_as_a_decision_that_the_next_sheet_shows(case: str, tmp_path: Path) -> None:
    book, later = tmp_path / "events.xlsx", tmp_path / "later.xlsx"
    assert run(app, ["sheet", case, "-o", str(book)]).exit_code == 0
    edited(book, "title", "As the ministry calls it")
    applied = run(app, ["sheet", case, "--apply", str(book), "--who", "AB"])
    assert applied.exit_code == 0, applied.output
    assert "1 decision kept" in applied.stderr
    run(app, ["sheet", case, "-o", str(later)])
    shown = openpyxl.load_workbook(later)["events"]
    assert "As the ministry calls it" in [cell.value for cell in shown[2]]
    again = run(app, ["sheet", case, "--apply", str(book), "--who", "AB"])
    assert "1 the case had already" in again.stderr


def test_what_cannot_be_applied_is_listed_with_its_row(case: str, tmp_path: Path) -> None:
    book = tmp_path / "events.xlsx"
    run(app, ["sheet", case, "-o", str(book)])
    edited(book, "status", "perhaps")
    applied = run(app, ["sheet", case, "--apply", str(book), "--who", "AB"])
    assert applied.exit_code == 4
    assert "row 2, status: refused" in applied.stderr
    assert "1 note" in applied.stderr


def test_a_dry_run_decides_nothing(case: str, tmp_path: Path) -> None:
    book = tmp_path / "events.xlsx"
    run(app, ["sheet", case, "-o", str(book)])
    edited(book, "title", "Another title")
    told = run(app, ["sheet", case, "--apply", str(book), "--who", "AB", "--dry-run"])
    assert "1 change would be kept; nothing was decided" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["sheet", "CASE"], 2, "either -o FILE"),
        (["sheet", "CASE", "-o", "a.xlsx", "--apply", "b.xlsx"], 2, "either -o FILE"),
        (["sheet", "CASE", "-o", "a.csv"], 2, "ends in .xlsx"),
        (["sheet", "CASE", "--apply", "b.xlsx"], 2, "say who decided"),
        (["sheet", "CASE", "--apply", "missing.xlsx", "--who", "AB"], 1, "missing.xlsx: no such file"),
        (["sheet", "missing.dateline", "-o", "a.xlsx"], 1, "missing.dateline"),
    ],
)
def test_wrong_use_is_told_in_words(case: str, arguments: list[str], code: int, told: str) -> None:
    done = run(app, [case if a == "CASE" else a for a in arguments])
    assert done.exit_code == code
    assert told in done.output
