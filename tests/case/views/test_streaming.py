"""A case that is gone through piece by piece gives what the whole picture gives, field by field."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.case.opening import create_case_store
from dateline.case.situation import situation_of
from dateline.case.store.protocol import Store
from dateline.case.store.sieve import Sieve
from dateline.case.views import choosing, loading, streaming
from dateline.case.views.filter import EVERYTHING, Filter, filter_of
from dateline.case.views.loading import PASSED_ON, Facts
from dateline.case.views.streaming import CaseStream
from dateline.case.views.timelines import in_time
from dateline.model.judgement import Judgement
from dateline.protect.policy import Policy
from tests.case.views.conftest import Clock
from tests.case.views.generated import fill

FILTERS: dict[str, dict[str, Any]] = {
    "everything": {},
    "a country": {"country": "FJ"},
    "days": {"first": "2021-05-02", "last": "2021-05-03"},
    "a box": {"box": (-2, 29, 0, 30)},
    "a status": {"status": "denied"},
    "an actor": {"actor": "River Guard"},
    "a type": {"type": "Battles"},
    "an outlet": {"outlet": "Lake Radio"},
    "a speaker": {"source": "Ann"},
    "words": {"text": "Beni"},
    "nothing": {"text": "nowhere to be found"},
}


def case(folder: Path, seed: int) -> Store:
    store = create_case_store(folder / f"{seed}.dateline", Clock())
    fill(store, seed)
    return store


def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a case of a few reports takes many pages and batches, and no report is kept for long."""
    monkeypatch.setattr(choosing, "PAGE", 3)
    monkeypatch.setattr(streaming, "TOGETHER", 2)
    monkeypatch.setattr(loading, "TOGETHER", 2)


def is_the_same(
    store: Store, monkeypatch: pytest.MonkeyPatch, only: Filter = EVERYTHING, policy: Policy | None = None, **asked: Any
) -> int:
    """Compare both ways; how many happenings there are."""
    whole = situation_of(store, only=only, facts=Facts(store, policy), **asked)
    with monkeypatch.context() as patch:
        small_steps(patch)
        stream = CaseStream(store, only=only, facts=Facts(store, policy, most=2), **asked)
        found = list(stream.happenings())
        standing = stream.standing()
    assert tuple(sorted((a.happening for a in found), key=in_time)) == whole.happenings
    assert (*(e for a in found for e in a.entries), *standing.entries) == whole.ledger
    assert (standing.held, standing.bonds) == (whole.held, whole.bonds)
    for a in found:
        assert tuple((e.report, e.id) for e in a.members) == a.happening.events
        assert {e.report for e in a.members} <= a.reports.keys()
    if only.asks:
        assert stream.reports is not None
        assert {r.id for r in whole.reports} <= stream.reports
    return len(found)


@pytest.mark.parametrize("seed", range(6))
def test_a_generated_case_streams_as_it_is_shown(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = case(tmp_path, seed)
    found = {name: is_the_same(store, monkeypatch, filter_of(**asked)) for name, asked in FILTERS.items()}
    assert found["everything"] > 12 > found["a speaker"] + found["nothing"] - found["everything"]
    assert found["nothing"] == 0
    is_the_same(store, monkeypatch, policy=PASSED_ON)
    is_the_same(store, monkeypatch, at="2021-05-04")
    store.close()


@pytest.mark.parametrize("as_of", [0, 1, 5, 11, 12, 13, 20, 30])
def test_a_recorded_day_streams_as_it_is_shown(as_of: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = case(tmp_path, 7)
    is_the_same(store, monkeypatch, as_of=as_of)
    is_the_same(store, monkeypatch, filter_of(country="CD"), as_of=as_of)
    store.close()


def test_ids_of_happenings_events_and_reports_stream_as_they_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = case(tmp_path, 8)
    shown = situation_of(store).happenings
    several = next(h for h in shown if len(h.events) > 1)
    alone = next(h for h in shown if len(h.events) == 1)
    for asked in (several.id, several.events[1][1], several.events[0][0], alone.id, alone.events[0][1], "happening-0"):
        count = is_the_same(store, monkeypatch, filter_of(happening=asked))
        assert (count > 0) is (asked != "happening-0")
    store.close()


def test_the_order_is_that_of_adding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = case(tmp_path, 9)
    added = [f.event for f in store.fitting(Sieve(), 0, 10_000)]
    small_steps(monkeypatch)
    firsts = [min(added.index(e) for _, e in a.happening.events) for a in CaseStream(store).happenings()]
    kept = {e for a in CaseStream(store).happenings() for _, e in a.happening.events}
    assert len(firsts) > 12
    assert sorted(firsts) == firsts or kept != set(added)  # a rejected account is no part of what is shown
    store.close()


def test_what_is_written_meanwhile_is_no_part_of_a_stream_that_was_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = case(tmp_path, 10)
    before = sorted(h.id for h in situation_of(store).happenings)
    small_steps(monkeypatch)
    stream = CaseStream(store).happenings()
    found = [next(stream).happening]
    store.set_groups([[e for g in store.groups().values() for e in g]], (), "all in one")
    store.judge([Judgement("reject", "happening", (h,), "Coder") for h in before])
    found += [a.happening for a in stream]
    assert sorted(h.id for h in found) == before
    assert any(h.included for h in found)
    store.close()


def test_few_reports_are_in_memory_and_each_is_opened_about_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = create_case_store(tmp_path / "long.dateline")
    fill(store, 11, reports=60)
    monkeypatch.setattr(streaming, "TOGETHER", 4)
    facts = Facts(store, most=16)
    most = max(len(a.reports) for a in CaseStream(store, facts=facts).happenings())
    several = max(len(h.events) for h in situation_of(store).happenings)
    assert most <= max(4, several)
    assert facts.opened < 60 * 12  # events of a day are told by all of these reports; else it would be 120
    store.close()
