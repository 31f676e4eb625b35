"""Who is protected in one report and named in another. Invented persons and happenings: fiction."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.app import app

run = CliRunner().invoke
ASKED = (
    "TAIZ, 4 March 2024 (Example Wire) — Shells hit a clinic in Taiz on Monday, killing three people.\n\n"
    "Samira Qadhi Tawfiq, a nurse who asked not to be named for fear of reprisals, told Example Wire that the shells "
    "came from the east.\n"
)
OPEN = (
    "TAIZ, 5 March 2024 (Other Post) — Samira Qadhi Tawfiq, a nurse in Taiz, said on Tuesday that three people were "
    "killed when shells hit a clinic.\n"
)

pytestmark = pytest.mark.model


def test_a_source_whom_one_report_protects_is_hidden_in_the_report_that_names_her(tmp_path: Path) -> None:
    (tmp_path / "asked.txt").write_text(ASKED, encoding="utf-8")
    (tmp_path / "open.txt").write_text(OPEN, encoding="utf-8")
    case = str(tmp_path / "war.dateline")
    added = run(app, ["add", str(tmp_path / "asked.txt"), str(tmp_path / "open.txt"), "--case", case])
    assert added.exit_code == 0, added.output
    assert "Tawfiq" in run(app, ["show", case]).stdout
    done = run(app, ["protect", case, "--across", "--who", "AB"])
    assert done.exit_code == 0, done.output
    assert "1 name that a report protects stood openly in 1 report." in done.stderr
    assert "Tawfiq" not in done.output
    assert "Tawfiq" not in run(app, ["show", case]).stdout
    assert b"Tawfiq" not in Path(case).read_bytes()
    again = run(app, ["protect", case, "--across", "--who", "AB"])
    assert "Nobody whom one report protects is named in another." in again.stderr


def test_without_a_second_report_there_is_nothing_to_hide(tmp_path: Path) -> None:
    (tmp_path / "asked.txt").write_text(ASKED, encoding="utf-8")
    case = str(tmp_path / "war.dateline")
    run(app, ["add", str(tmp_path / "asked.txt"), "--case", case])
    assert "Nobody" in run(app, ["protect", case, "--across"]).stderr
