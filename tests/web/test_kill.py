"""The server is killed while people review: what they were told is kept, is kept, and once."""

from __future__ import annotations

from pathlib import Path

from dateline.case.opening import open_case_store
from dateline.model.judgement import Judgement
from scripts.reviewers import Tally, accounts_of, look, review, serving


def test_killing_the_server_loses_and_doubles_nothing_that_was_acknowledged(case_file: Path, tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.json"
    tokens = accounts_of(accounts, 4)
    store = open_case_store(case_file)
    reports = [row.id for row in store.reports()]
    store.close()
    with serving(case_file, accounts) as served:
        tally = review(served, tokens, reports, seconds=2, kills=1, pause=0.02, seed=7)
        assert served.stop() == 0
    assert tally.faults == []
    assert len(tally.acknowledged) > 10
    found = look(case_file, tally)
    assert (found.lost, found.doubled, found.faults) == (0, 0, [])
    assert found.kept >= len(tally.acknowledged)


def test_what_is_missing_or_there_twice_is_seen(case_file: Path) -> None:
    """The look that the trial ends with finds what it looks for."""
    store = open_case_store(case_file)
    about = (next(iter(store.reports())).id,)
    kept = store.judge([Judgement("note", "report", about, "AB", reason=reason) for reason in ("one", "two", "two")])
    store.close()
    numbers = [j.seq or 0 for j in kept]
    found = look(case_file, Tally(acknowledged={"one": numbers[0], "two": numbers[2], "three": numbers[2] + 1}))
    assert (found.lost, found.doubled, found.kept) == (1, 1, 3)
    assert look(case_file, Tally(acknowledged={"one": numbers[0] + 100})).lost == 1
