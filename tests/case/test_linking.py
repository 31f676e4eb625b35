"""A case is linked: what is computed is written, what people decided holds, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.stub_reader import report
from dateline.case.adding.add import add_reports
from dateline.case.keep.keys import make_key
from dateline.case.linking import decide, facts_in, link_case, undo
from dateline.case.opening import create_case_store
from dateline.case.store.protocol import Store
from dateline.errors import SettingsError
from dateline.readers.given import Given
from dateline.readers.inputs import Options


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Two reports on one happening in nearly the same words, and one on another (all invented)."""
    with closing(create_case_store(tmp_path / "war.dateline")) as made:
        key = make_key(tmp_path / "the.key")
        for name, number, title, day in (
            ("a", 1, "Report", "2021-05-05"), ("b", 1, "Told again:", "2021-05-05"), ("c", 2, "Report", "2023-08-01"),
        ):  # fmt: skip
            file = tmp_path / f"{name}.txt"
            file.write_text(report(number, title, sentences=1), encoding="utf-8")
            list(add_reports(made, [str(file)], Options(Given(day)), key=key, reader="benchmarks.stub_reader:prepare"))
        yield made


def events(store: Store) -> list[str]:
    """The event of each report."""
    return [e.id for facts in facts_in(store) for e in facts.events]


def company(store: Store) -> list[set[str]]:
    """Who stands with whom, without the ids of happenings."""
    return sorted((set(members) for members in store.groups().values()), key=sorted)


def test_happenings_are_written_and_told(store: Store) -> None:
    a, b, c = events(store)
    told: list[tuple[int, int]] = []
    linked = link_case(store, lambda done, known: told.append((done, known)))
    assert (linked.reports, linked.events, linked.written) == (3, 3, True)
    assert linked.happenings == store.groups()
    assert {a, b} in company(store)
    assert (linked.several, linked.joined, linked.changed) == (1, 2, 2)
    assert told == [(0, 3), (1, 3), (2, 3), (3, 3)]
    again = link_case(store)
    assert (again.happenings, again.changed) == (linked.happenings, 0)
    assert c in {e for g in store.groups().values() for e in g}


def test_a_dry_run_changes_nothing(store: Store) -> None:
    before = store.info().seq
    linked = link_case(store, write=False)
    assert (linked.changed, linked.written) == (2, False)
    assert (store.info().seq, store.groups()) == (before, {})


def test_what_a_person_decides_holds_and_can_be_taken_back(store: Store) -> None:
    a, b, c = events(store)
    link_case(store)
    (apart,) = decide(store, "apart", a, b, "AB", "two lorries")
    assert link_case(store).decided == 1
    assert company(store) == sorted([{a}, {b}, {c}], key=sorted)
    (same,) = decide(store, "same", b, c, "CD")
    link_case(store)
    assert {b, c} in company(store)
    taken = undo(store, apart.id, "AB", "it was one")
    undo(store, str(same.seq), "AB")
    assert link_case(store).decided == 0
    assert {a, b} in company(store)
    assert (taken.verb, taken.about, taken.reason) == ("undo", (apart.id,), "it was one")


def test_happenings_may_be_named_in_place_of_their_events(store: Store) -> None:
    a, b, c = events(store)
    happenings = {members: id_ for id_, members in link_case(store).happenings.items()}
    (same,) = decide(store, "same", happenings[a, b], c, "AB")
    assert set(same.about) == {a, b, c}
    undo(store, same.id, "AB")
    apart = decide(store, "apart", happenings[a, b], c, "AB")
    assert {frozenset(j.about) for j in apart} == {frozenset((a, c)), frozenset((b, c))}


def test_what_cannot_be_decided_is_refused_in_words(store: Store) -> None:
    a, b, _ = events(store)
    (same,) = decide(store, "same", a, b, "AB")
    taken = undo(store, same.id, "AB")
    refused = [
        (lambda: decide(store, "same", a, "event-none", "AB"), "event-none: there is no such event or happening"),
        (lambda: decide(store, "same", a, a, "AB"), "share an event"),
        (lambda: decide(store, "same", a, b, "  "), "say who decides"),
        (lambda: undo(store, "judgement-9999", "AB"), "there is no such judgement"),
        (lambda: undo(store, "event-1", "AB"), "there is no such judgement"),
        (lambda: undo(store, same.id, "AB"), f"undone already, by {taken.id}"),
        (lambda: undo(store, taken.id, "AB"), "judge anew"),
    ]
    before = store.info().seq
    for attempt, message in refused:
        with pytest.raises(SettingsError, match=message):
            attempt()
    assert store.info().seq == before
