"""A PostgreSQL with PostGIS for the tests, started once a run where its packages are installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import count
from typing import Protocol, TypeVar

import pytest

from dateline.case.store.sql import SqlStore
from scripts.postgres import Server, missing, started

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if reason := missing():
        pytest.skip(f"no PostgreSQL: {reason}")
    with started() as running:
        yield running


@pytest.fixture
def url(server: Server) -> str:
    """Of a case that is not there yet, beside all others."""
    return server.url(schema=f"case_{next(_NUMBERS)}")


S = TypeVar("S", bound=SqlStore)


class Keep(Protocol):
    """Closes a case when the test ends; it comes back."""

    def __call__(self, case: S) -> S: ...


@pytest.fixture
def keep() -> Iterator[Keep]:
    with ExitStack() as stack:
        yield lambda case: stack.enter_context(closing(case))
