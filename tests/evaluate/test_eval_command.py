"""`dateline eval`: a folder of gold in, figures out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dateline.cli.eval import eval_command
from dateline.errors import InputError

pytestmark = pytest.mark.model
GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture
def invoke():
    app = typer.Typer()
    app.command("eval")(eval_command)
    return lambda *args: CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def one_report(tmp_path):
    """A folder with the shortest of the annotated samples."""
    gold = json.loads((GOLD / "kharkiv_statement.json").read_text(encoding="utf-8"))
    text = (GOLD / gold.pop("text")).read_text(encoding="utf-8")
    (tmp_path / "kharkiv_statement.json").write_text(json.dumps(gold), encoding="utf-8")
    (tmp_path / "kharkiv_statement.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_it_prints_a_line_for_each_layer(invoke, one_report):
    made = invoke(one_report)
    assert made.exit_code == 0
    assert [line.split()[0] for line in made.output.splitlines()] == [
        "places", "actors", "sources", "claims", "events", "relations", "control", "amounts", "findings", "format",
    ]  # fmt: skip


def test_json_holds_the_same_figures(invoke, one_report):
    figures = json.loads(invoke(one_report, "--json").stdout)
    assert figures["reports"] == 1
    assert figures["events"]["gold"] == 6


def test_errors_are_listed_below_the_figures(invoke, one_report):
    lines = invoke(one_report, "--errors").output.splitlines()
    assert all(line.startswith("  [") for line in lines[10:])


def test_a_folder_without_gold_is_an_error_that_says_what_gold_is(invoke, tmp_path):
    made = invoke(tmp_path)
    assert isinstance(made.exception, InputError)
    assert "NAME.json" in str(made.exception)
