"""Rows page by page, over every kind of store."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.case.store.protocol import Box
from dateline.case.store.rows import paging
from dateline.case.store.rows.shapes import RowKind
from dateline.case.store.rows.wanted import TABLES, Wanted
from dateline.case.store.sieve import Sieve
from dateline.case.store.sql import SqlStore
from scripts.soak_reports import entries


@pytest.fixture
def full(store: SqlStore) -> SqlStore:
    store.add(list(entries(1, 12, 4)))
    return store


def rows(store: SqlStore, kind: RowKind, wanted: Wanted, limit: int = 500) -> list[Any]:
    """The first page."""
    return list(store.rows(kind, wanted, 0, limit).rows)


def ids(store: SqlStore, kind: RowKind, wanted: Wanted, limit: int = 5) -> list[str]:
    """Ids of all that fits, page after page."""
    found, after = [], 0
    while True:
        page = store.rows(kind, wanted, after, limit)
        assert len(page.rows) <= limit
        found += [r.id for r in page.rows]
        if page.next is None:
            return found
        assert page.next > after
        after = page.next


@pytest.mark.parametrize("kind", TABLES)
def test_pages_of_rows_add_up_to_all_of_them_in_their_order(full: SqlStore, kind: RowKind) -> None:
    found = ids(full, kind, Wanted())
    assert len(found) == len(set(found)) == full.info().counts[kind]
    assert found == ids(full, kind, Wanted(), 500)


def test_a_page_that_looks_at_few_rows_leads_on_to_the_rest(full: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [r.source for r in rows(full, "claim", Wanted(), 500) if r.source]
    wanted = Wanted(Sieve(sources=(sources[-1],)))
    found = ids(full, "claim", wanted)
    monkeypatch.setattr(paging, "LOOKED_DEAR", 2)
    assert found
    assert rows(full, "claim", wanted, 5) != rows(full, "claim", Wanted(), 5)
    assert ids(full, "claim", wanted) == found


def test_words_are_looked_for_together_with_what_else_is_asked(full: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    every = rows(full, "claim", Wanted(), 500)
    word = every[-1].words.split()[0]
    report = every[-1].report
    told = [r.id for r in every if word.lower() in r.words.lower().split()]
    monkeypatch.setattr(paging, "TOGETHER", 3)
    assert ids(full, "claim", Wanted(Sieve(words=(word,)))) == told
    here = ids(full, "claim", Wanted(Sieve(words=(word,), reports=(report,))))
    assert every[-1].id in here
    assert len(here) < len(told)


def test_rows_are_those_that_held_at_a_number_of_the_log(full: SqlStore) -> None:
    early = Wanted(Sieve(as_of=3))
    reports = ids(full, "report", early)
    assert reports == ids(full, "report", Wanted())[:3]
    assert {r.report for r in rows(full, "event", early, 500)} == set(reports)
    assert ids(full, "event", Wanted(Sieve(as_of=0))) == []


def test_an_event_stands_with_its_parts_claims_and_words(full: SqlStore) -> None:
    event = rows(full, "event", Wanted(), 1)[0]
    known = full.event(event.id)
    assert known is not None
    assert (event.claims, event.words) == (tuple(c.id for c in known.claims), known.words)
    spans = tuple((w.start, w.end, w.quote) for w in event.evidence)
    assert spans == known.evidence


def test_events_are_found_by_where_and_when(full: SqlStore) -> None:
    event = next(e for e in rows(full, "event", Wanted(), 500) if e.lat is not None)
    box = Box(event.lat - 0.01, event.lon - 0.01, event.lat + 0.01, event.lon + 0.01)
    found = ids(full, "event", Wanted(Sieve(box=box)))
    assert event.id in found
    assert len(found) < full.info().counts["event"]
    assert ids(full, "event", Wanted(Sieve(days=(99_999, None)))) == []


def test_the_head_changes_with_every_entry_of_the_log(store: SqlStore) -> None:
    assert store.head() == (0, "")
    store.add(list(entries(1, 1, 4)))
    assert store.head() == (store.info().seq, store.info().head)
