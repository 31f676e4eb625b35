"""Tables as bytes, and what is read out of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pytest

from dateline.model.document import Document
from dateline.readers.formats import Failure, Format, Input
from dateline.readers.given import Given
from dateline.readers.table import csv_rows, jsonl

Found = list[Document | Failure]


def _reader(format_: Format, usual: str) -> Callable[..., Found]:
    def read(
        data: str | bytes, columns: Mapping[str, str] | None = None, name: str = usual, given: Given = Given()
    ) -> Found:
        raw = data.encode() if isinstance(data, str) else data
        source = Input(name, io.BytesIO(raw), len(raw), given, columns, captured="2021-05-06T10:00:00Z")
        return list(format_.read(source))

    return read


@pytest.fixture
def read_csv() -> Callable[..., Found]:
    return _reader(csv_rows.FORMAT, "reports.csv")


@pytest.fixture
def read_jsonl() -> Callable[..., Found]:
    return _reader(jsonl.FORMAT, "reports.jsonl")
