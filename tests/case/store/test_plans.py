"""SQLite goes the way that was measured: a plan that changes is a search that takes a second."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from dateline.case.opening import create_case_store
from dateline.case.store.protocol import Box, Query
from dateline.case.store.sql import SqlStore
from dateline.case.store.sqlite_search import by_box, by_order, holding, told_of
from scripts.soak_reports import entries

BOX = Box(9, 31, 10, 33)


@pytest.fixture
def store(tmp_path):
    made = create_case_store(tmp_path / "war.dateline")
    assert isinstance(made, SqlStore)
    made.add(list(entries(1, 30, 4)))
    yield made
    made.close()


def plan(store: SqlStore, statement: str, query: Query) -> list[str]:
    with store.reading() as c:
        return [r.detail for r in c.execute(text(f"EXPLAIN QUERY PLAN {statement}"), told_of(query))]


ALL = [
    Query(text="malakal"),
    Query(text="malakal", days=(1, 2)),
    Query(text="malakal", box=BOX, days=(1, 2)),
    Query(text="malakal", as_of=3),
]


@pytest.mark.parametrize("query", ALL)
def test_words_are_followed_in_order_and_claims_looked_up_by_number(store, query):
    steps = plan(store, by_order(query), query)
    assert steps[0].startswith("SCAN claim_text VIRTUAL TABLE INDEX")
    assert "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)" in steps
    assert not any("TEMP B-TREE FOR ORDER" in step for step in steps)


@pytest.mark.parametrize("query", [Query(), Query(days=(1, 2)), Query(box=BOX), Query(as_of=3)])
def test_without_words_claims_are_followed_in_order(store, query):
    steps = plan(store, by_order(query), query)
    assert steps[0].startswith("SEARCH c USING INTEGER PRIMARY KEY (rowid>?)")
    assert not any("TEMP B-TREE FOR ORDER" in step for step in steps)


@pytest.mark.parametrize("query", [Query(box=BOX), Query(box=BOX, days=(1, 2)), Query(text="a", box=BOX, as_of=3)])
def test_a_box_is_asked_of_the_boxes_first(store, query):
    assert query.box is not None
    steps = plan(store, by_box(query.box), query)
    assert len(steps) == 1
    assert steps[0].startswith("SCAN b VIRTUAL TABLE INDEX 2:")


def test_closed_readings_are_known_by_their_index(store):
    steps = plan(store, by_order(Query()), Query())
    assert any("USING COVERING INDEX reading_until" in step for step in steps)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("shelled", [1]), ("SHÉLLED", [1]), ('"shells fell"', [2]), ("fell shells", [2]), ("shell", []), ("the", [1, 3])],
)
def test_a_full_text_in_memory_finds_what_the_cases_own_finds(typed, expected):
    rows = [(1, "the River Guard shelled Kodok"), (2, "shells fell"), (3, "on the road")]
    assert holding(rows, typed) == expected
