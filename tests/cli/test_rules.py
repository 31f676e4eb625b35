"""`dateline rules`: what a case counts is data of the case, signed and kept with its time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.case.opening import create_case_store, open_case_store
from dateline.case.situation import INCLUSION, rules_of
from dateline.cli.app import app

run = CliRunner().invoke


@pytest.fixture
def case(tmp_path: Path) -> str:
    create_case_store(tmp_path / "war.dateline").close()
    return str(tmp_path / "war.dateline")


def test_a_case_counts_everything_until_told_otherwise(case: str) -> None:
    assert run(app, ["rules", case]).stdout == "Rules: everything. Numbers are chosen by the rule ucdp-like.\n"


def test_a_profile_is_set_with_a_name_under_it_and_the_one_before_is_still_known(case: str) -> None:
    assert run(app, ["rules", case, "--set", "ucdp-ged", "--who", "AB"]).exit_code == 0
    before = open_case_store(case).info().seq
    told = run(app, ["rules", case, "--numbers", "latest", "--who", "CD"]).stdout
    assert told.startswith("Rules: ucdp-ged. Numbers are chosen by the rule latest.")
    store = open_case_store(case)
    assert rules_of(store).min_deaths == 1
    assert store.rules(before)[INCLUSION]["numbers"] == "ucdp-like"
    assert [e.body["who"] for e in store.log() if e.kind == "rule" and e.body] == ["AB", "CD"]


def test_rules_of_ones_own_come_from_a_file(case: str, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"name": "ours", "events": {"countries": ["YE"]}}), encoding="utf-8")
    assert "Rules: ours." in run(app, ["rules", case, "--set", str(own), "--who", "AB"]).stdout


@pytest.mark.parametrize(
    ("told", "content", "code", "why"),
    [
        (["--set", "ucdp-ged"], None, 2, "say who sets them"),
        (["--set", "no-such", "--who", "AB"], None, 2, "neither a profile"),
        (["--numbers", "average", "--who", "AB"], None, 2, "no rule 'average'"),
        (["--set", "FILE", "--who", "AB"], "{", 1, "cannot be read as rules"),
        (["--set", "FILE", "--who", "AB"], "[]", 1, "holds no rules"),
        (["--set", "FILE", "--who", "AB"], '{"colour": 1}', 2, "colour"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    case: str, tmp_path: Path, told: list[str], content: str | None, code: int, why: str
) -> None:
    file = tmp_path / "rules.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    done = run(app, ["rules", case, *(str(file) if a == "FILE" else a for a in told)])
    assert done.exit_code == code
    assert why in " ".join(done.output.replace("│", " ").split())
    assert open_case_store(case).rules() == {}


def test_profiles_and_rules_for_numbers_are_told_with_their_sources() -> None:
    told = run(app, ["rules", "--profiles"]).stdout
    assert "ucdp-ged: UCDP GED codebook" in told
    assert "lowest-agreed:" in told
