"""Cases to add to, and reports of the reader that takes no time (all of it is invented)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.stub_reader import report
from dateline.case.keep.keys import CaseKey, make_key
from dateline.case.opening import create_case_store
from dateline.case.store.protocol import Store


@pytest.fixture
def key(tmp_path: Path) -> CaseKey:
    return make_key(tmp_path / "the.key")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_case_store(tmp_path / "war.dateline")) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve reports; the tenth and the first hide who told them."""
    made = tmp_path / "reports"
    made.mkdir()
    for n in range(12):
        (made / f"{n:02}.txt").write_text(report(n), encoding="utf-8")
    return made
