"""What a decision makes of happenings at once is what linking the whole case would make of them. All is invented."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from dateline.case.adding.keyed import keyed_case
from dateline.case.adding.rows import add_rows
from dateline.case.linking import decide, link_case, undo
from dateline.case.opening import create_case_store
from dateline.case.regrouping import about_events, regroup
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.errors import ConflictError
from dateline.imports.datasets import Naming
from dateline.imports.reading import read_rows
from dateline.model.judgement import Judgement
from tests.case.views.generated import report
from tests.case.views.invented import courier
from tests.imports.made import ROW, saved

RAID = ROW | {"side_a": "ADF", "dyad_name": "ADF - Civilians", "date_start": "2021-05-03", "date_end": "2021-05-03"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_case_store(tmp_path / "war.dateline")) as made:
        yield made


def fill(store: Store, chance: Random, reports: int = 12) -> list[str]:
    """Reports of a few days and towns, linked; the ids of their events."""
    for n in range(reports):
        store.add([entry_of(report(chance, n), f"{n}.txt")])
    link_case(store)
    return sorted(e for g in store.groups().values() for e in g)


def by_linking(store: Store) -> dict[str, tuple[str, ...]]:
    """The groups that linking the whole case makes; nothing is written."""
    return dict(store.groups()) if not link_case(store, write=False).changed else {}


def step(store: Store, chance: Random, events: list[str]) -> None:
    """One decision by chance, or one taken back."""
    standing = [j for j in store.judgements() if j.verb != "undo" and j.undone is None]
    if standing and chance.random() < 0.3:
        kept: tuple[Judgement, ...] = (undo(store, chance.choice(standing).id, "AB"),)
    elif chance.random() < 0.3:
        several = [g for g in store.groups().values() if len(g) > 1]
        group = chance.choice(several)
        kept = decide(store, "apart", group[0], group[-1], "AB")
    else:
        verb = chance.choice(("same", "same", "apart"))
        told = [*events, *store.groups()] if chance.random() < 0.5 else events
        a, b = chance.sample(told, 2)
        groups = store.groups()
        if set(groups.get(a, (a,))) & set(groups.get(b, (b,))):
            return
        kept = decide(store, verb, a, b, "AB")  # type: ignore[arg-type]
    regroup(store, about_events(store, kept))


@pytest.mark.parametrize("seed", range(10))
def test_decisions_come_at_once_to_what_linking_the_whole_case_makes_of_them(store: Store, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - nothing is kept secret by it
    events = fill(store, chance)
    for _ in range(6):
        step(store, chance, events)
        assert by_linking(store) == store.groups()
    assert not store.verify()


def test_taking_back_all_decisions_leads_back_to_where_it_began(store: Store) -> None:
    chance = Random(3)  # noqa: S311 - nothing is kept secret by it
    events, before = fill(store, chance), store.groups()
    for _ in range(5):
        step(store, chance, events)
    for j in reversed(store.judgements()):
        if j.verb != "undo" and j.undone is None:
            regroup(store, about_events(store, [undo(store, j.id, "AB")]))
    assert store.groups() == before


def test_what_a_decision_does_not_touch_is_not_written_anew(store: Store) -> None:
    events = fill(store, Random(1))  # noqa: S311 - nothing is kept secret by it
    before = store.groups()
    kept = decide(store, "same", events[0], next(e for e in events if not _together(store, events[0], e)), "AB")
    made = regroup(store, about_events(store, kept))
    after = store.groups()
    touched = {e for g in made.happenings.values() for e in g}
    assert {h: g for h, g in before.items() if touched.isdisjoint(g)} == {
        h: g for h, g in after.items() if touched.isdisjoint(g)
    }
    seq = store.info().seq
    assert regroup(store, about_events(store, kept)).happenings == made.happenings
    assert store.info().seq == seq, "nothing changed, so nothing is written"
    assert store.groups(as_of=seq - 2) == before, "what stood before is still to be found"


def _together(store: Store, a: str, b: str) -> bool:
    of = store.happenings_of([a, b])
    return of.get(a) == of.get(b)


def test_groups_are_not_written_over_a_decision_that_came_meanwhile(store: Store) -> None:
    a, b = fill(store, Random(2))[:2]  # noqa: S311 - nothing is kept secret by it
    since = store.info().seq
    store.judge([Judgement("apart", "event", (a, b), "CD")])
    with pytest.raises(ConflictError):
        store.regroup([(a,), (b,)], "linker/1", since)
    with pytest.raises(ConflictError):
        store.regroup([("event-none",)], "linker/1", store.info().seq)


def test_an_unlinked_case_takes_a_decision_too(store: Store) -> None:
    for n in range(2):
        store.add([entry_of(report(Random(n), n), f"{n}.txt")])  # noqa: S311 - nothing is kept secret by it
    a, b = (e for e, _ in _firsts(store))
    made = regroup(store, about_events(store, decide(store, "same", a, b, "AB")))
    assert {a, b} in [set(g) for g in made.happenings.values()]


def _firsts(store: Store) -> list[tuple[str, str]]:
    return [(s.dossier.events[0].id, s.report) for s in store.readings()]


def test_a_row_follows_the_account_that_it_fits_and_it_is_told_that_linking_may_place_it_anew(tmp_path: Path) -> None:
    with keyed_case(str(tmp_path / "beni.dateline")) as case:
        case.store.add([entry_of(courier().dossier(), "courier.txt")])
        told = read_rows(saved(tmp_path / "a.csv", RAID), Naming())
        list(add_rows(case.store, ((tmp_path / "a.csv", row) for row in told), key=case.key))
        link_case(case.store)
        (pair,) = [g for g in case.store.groups().values() if len(g) == 2]
        kept = decide(case.store, "apart", *pair, "AB", "two raids")
        made = regroup(case.store, about_events(case.store, kept))
        assert made.rows == 1
        assert sorted(made.happenings.values()) == sorted((e,) for e in pair)
        assert by_linking(case.store) == case.store.groups()
        regroup(case.store, about_events(case.store, [undo(case.store, kept[0].id, "AB")]))
        assert set(pair) in [set(g) for g in case.store.groups().values()]
