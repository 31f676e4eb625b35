"""Every kind of store goes through the same contract: a kind is a function that gives a place for a new case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest

from dateline.case.opening import create_case_store, open_case_store
from dateline.case.store.sql import SqlStore
from tests.case.postgres.server import new_url


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    yield str(folder / "war.dateline")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    yield new_url()


STORES: dict[str, Callable[[Path], AbstractContextManager[str]]] = {"postgres": postgres, "sqlite": sqlite}


class Clock:
    """A day passes with every entry of the log, from the first of March 2024 on."""

    def __init__(self) -> None:
        self.days = count(1)

    def __call__(self) -> str:
        return f"2024-03-{next(self.days):02d}T12:00:00.000000+00:00"


@pytest.fixture(params=sorted(STORES))
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place for a case."""
    with STORES[request.param](tmp_path) as place:
        yield place


@pytest.fixture
def store(where: str) -> Iterator[SqlStore]:
    """A new, empty case."""
    made = create_case_store(where)
    assert isinstance(made, SqlStore)
    yield made
    made.close()


@pytest.fixture
def dated(where: str) -> Iterator[SqlStore]:
    """A new case in which every entry of the log has a day of its own."""
    create_case_store(where, lambda: "2024-02-29T12:00:00.000000+00:00").close()
    opened = open_case_store(where, Clock())
    assert isinstance(opened, SqlStore)
    yield opened
    opened.close()
