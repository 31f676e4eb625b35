"""Actors that different reports call differently are one in the case's views. Invented happenings: fiction."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.case.linking import decide, link_case
from dateline.case.opening import create_case_store
from dateline.case.situation import situation_of
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from dateline.case.views.filter import filter_of
from dateline.errors import SettingsError

FIRST = (
    "Fighters of the Kordofan Salvation Army Front (KSAF) attacked a checkpoint near El Obeid on Monday, killing four "
    "soldiers, officials said."
)
SECOND = "The KSAF attacked a police station in El Obeid on Thursday, killing two policemen, the ministry said."
THIRD = "Fighters of the Nuba Defence Front attacked a bridge near Kadugli on Friday, killing three soldiers."

pytestmark = pytest.mark.model


@pytest.fixture
def store(tmp_path: Path, read) -> Store:
    made = create_case_store(tmp_path / "war.dateline")
    made.add(
        [entry_of(read(text, published="2021-06-12"), f"{n}.txt") for n, text in enumerate((FIRST, SECOND, THIRD))]
    )
    link_case(made)
    return made


def keys(store: Store, name: str) -> set[str]:
    return {f.key for f in situation_of(store).figures if name in f.names}


def test_an_acronym_that_one_report_introduces_is_the_same_actor_in_the_next(store: Store) -> None:
    assert len(keys(store, "KSAF") | keys(store, "Kordofan Salvation Army Front")) == 1
    (figure,) = (f for f in situation_of(store).figures if "KSAF" in f.names)
    assert figure.reports == 2
    assert {"KSAF", "Kordofan Salvation Army Front"} <= set(figure.names)


def test_a_person_s_word_makes_two_actors_one_and_can_be_undone(store: Store) -> None:
    from dateline.case.linking import undo

    assert keys(store, "Nuba Defence Front") != keys(store, "KSAF")
    (judgement,) = decide(store, "same", "Nuba Defence Front", "KSAF", "AB", "the same men under a new flag")
    assert judgement.of == "actor"
    assert keys(store, "Nuba Defence Front") == keys(store, "KSAF")
    undo(store, judgement.id, "AB")
    assert keys(store, "Nuba Defence Front") != keys(store, "KSAF")


def test_a_filter_by_one_of_its_names_still_finds_the_actor(store: Store) -> None:
    shown = situation_of(store, only=filter_of(actor="Kordofan Salvation Army Front"))
    assert any("Kordofan Salvation Army Front" in f.names for f in shown.figures)


def test_an_actor_that_no_report_has_is_refused(store: Store) -> None:
    with pytest.raises(SettingsError, match="no actor, event or happening"):
        decide(store, "same", "Nobody at All", "KSAF", "AB")


def test_linking_again_after_more_reports_gives_what_linking_from_scratch_gives(tmp_path: Path, read) -> None:
    made = create_case_store(tmp_path / "grown.dateline")
    entries = [
        entry_of(read(text, published="2021-06-12"), f"{n}.txt") for n, text in enumerate((FIRST, SECOND, THIRD))
    ]
    made.add(entries[:2])
    first = link_case(made)
    made.add(entries[2:])
    again, anew = link_case(made, earlier=first), link_case(made)
    assert (again.linked.groups, again.linked.links) == (anew.linked.groups, anew.linked.links)
    assert again.linked.compared <= anew.linked.compared
    assert again.readings > first.readings
