"""A case made by hand of the reports of `invented.py`, with a clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.case.opening import create_case_store
from dateline.case.store.entry import entry_of
from dateline.case.store.protocol import Store
from tests.case.views.invented import Told, bunia, courier, holding, post, undated


class Clock:
    """A day later with every entry of the log, from 2024-05-01 on."""

    def __init__(self) -> None:
        self.day = 0

    def __call__(self) -> str:
        self.day += 1
        return f"2024-05-{self.day:02d}T12:00:00.000000+00:00"


AddTold = Callable[..., None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty case whose clock starts on 2024-05-01 and goes on a day with each entry of its log."""
    clock = Clock()
    made = create_case_store(tmp_path / "ituri.dateline", clock)
    clock.day = 0
    yield made
    made.close()


@pytest.fixture
def add(store: Store) -> AddTold:
    def added(*told: Told, copy_of: str | None = None) -> None:
        for one in told:
            entry = entry_of(one.dossier(), f"{one.outlet}.txt")
            store.add([replace(entry, copy_of=copy_of, likeness=0.95 if copy_of else None)])

    return added


@pytest.fixture
def full(store: Store, add: AddTold) -> Store:
    """The case of all five reports, one a day from 2024-05-01 to 05: nothing is linked yet."""
    add(courier(), post(), bunia(), undated(), holding())
    return store
