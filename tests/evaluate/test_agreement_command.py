"""`dateline agreement`, and the tasks behind it (fiction on real geography)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.case.opening import create_case_store, open_case_store
from dateline.case.review.deciding import decide
from dateline.case.review.opening import Reviews
from dateline.case.review.records import Decision
from dateline.case.review.tasks import (
    close_double_coding,
    double_coding,
    double_codings,
    open_double_coding,
    progress_of,
    sampled,
    seen_by,
)
from dateline.case.store.entry import entry_of
from dateline.cli.app import app
from dateline.errors import SettingsError
from dateline.model.dossier import Dossier


@pytest.fixture
def case(tmp_path: Path, dossier: Dossier) -> str:
    """A case of one report, which AB and CD are done with: AB says the event is alleged, CD that it is denied."""
    where = tmp_path / "war.dateline"
    store = create_case_store(where)
    store.add([entry_of(dossier, "malakal.txt", key="malakal")])
    report, event = dossier.document.id, dossier.events[0].id
    task = open_double_coding(store, [report], ["AB", "CD"], "EF", title="First round")
    reviews = Reviews(store)
    for who, status in (("AB", "alleged"), ("CD", "denied")):
        answers = [Decision("value", event, "status", status), Decision("done", report)]
        decide(reviews, report, answers, who, task=task.id)
    store.close()
    return str(where)


def test_the_table_is_told_with_the_worst_differences(case: str) -> None:
    told = CliRunner().invoke(app, ["agreement", case])
    assert told.exit_code == 0
    assert "First round: AB 1/1, CD 1/1, 1 done by all" in told.stdout
    assert "too few to say" in told.stdout
    assert "event-" in told.stdout.partition("differ most")[2]


def test_as_json_it_is_whole(case: str) -> None:
    told = json.loads(CliRunner().invoke(app, ["agreement", case, "--json"]).stdout)
    rows = {(r["field"]["kind"], r["field"]["name"]): r for r in told["agreement"]["rows"]}
    assert rows["event", "status"]["same"] == 0
    assert rows["event", "where"]["same"] == 1


def test_an_unknown_task_is_wrong_usage_and_names_the_known(case: str) -> None:
    told = CliRunner().invoke(app, ["agreement", case, "--task", "coding-none"])
    assert told.exit_code == 2
    assert "coding-" in told.stderr.partition("(")[2]


def test_several_tasks_are_listed(case: str) -> None:
    store = open_case_store(case)
    open_double_coding(store, [r.id for r in store.reports()], ["AB", "CD", "GH"], "EF", title="Second round")
    store.close()
    told = CliRunner().invoke(app, ["agreement", case]).stdout.splitlines()
    assert [line.split("  ")[1].partition(":")[0] for line in told] == ["First round", "Second round"]


def test_who_sees_whose_answers(case: str) -> None:
    store = open_case_store(case)
    whole = progress_of(store, double_codings(store)[0])
    (report,) = whole.task.reports
    half = replace(whole, done={report: frozenset({"CD"})})
    secret = replace(whole, task=replace(whole.task, reveal=False))
    store.close()
    cases = [
        (half, "AB", False, {"AB"}), (half, "AB", True, {"AB"}), (half, "EF", True, set()), (half, "GH", False, set()),
        (whole, "AB", False, {"AB", "CD"}), (whole, "EF", True, {"AB", "CD"}), (whole, "GH", False, set()),
        (secret, "AB", False, {"AB"}), (secret, "EF", True, {"AB", "CD"}),
    ]  # fmt: skip
    for progress, who, adjudicates, wanted in cases:
        assert seen_by(progress, report, who, adjudicates=adjudicates) == wanted


def test_a_task_is_a_rule_that_is_closed_and_opened_again(case: str) -> None:
    store = open_case_store(case)
    (task,) = double_codings(store)
    assert close_double_coding(store, task, "EF").closed
    found = double_coding(store, task.id)
    assert found is not None
    assert found.closed_by == "EF"
    assert not close_double_coding(store, found, "EF", again=True).closed
    assert double_coding(store, task.id) == task
    with pytest.raises(SettingsError, match="reports"):
        open_double_coding(store, [], ["AB", "CD"], "EF")
    store.close()


def test_a_sample_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    reports = [f"doc-{n}" for n in range(50)]
    assert sampled(reports, 5, 1) == sampled(list(reversed(reports)), 5, 1)
    assert sampled(reports, 5, 1) != sampled(reports, 5, 2)
    assert sampled(reports, None, 1) == tuple(sorted(reports))
