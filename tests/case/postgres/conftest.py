"""A PostgreSQL with PostGIS for the tests, started once a run where its packages are installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Protocol, TypeVar

import pytest

from dateline.case.store.sql import SqlStore
from scripts.postgres import Server
from tests.case.postgres.server import new_url, running


@pytest.fixture
def server() -> Server:
    return running()


@pytest.fixture
def url() -> str:
    """Of a case that is not there yet."""
    return new_url()


S = TypeVar("S", bound=SqlStore)


class Keep(Protocol):
    """Closes a case when the test ends; it comes back."""

    def __call__(self, case: S) -> S: ...


@pytest.fixture
def keep() -> Iterator[Keep]:
    with ExitStack() as stack:
        yield lambda case: stack.enter_context(closing(case))
