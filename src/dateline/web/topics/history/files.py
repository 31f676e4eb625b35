"""The log as files: JSON lines and a sheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Final

from dateline.case.views.history import judgement_words
from dateline.exports.cells import joined, safe
from dateline.model.judgement import Judgement

COLUMNS: Final = (
    "id", "at", "who", "by", "verb", "of", "about", "slot", "value", "before", "reason", "undone_by", "told",
)  # fmt: skip


def as_lines(judgements: Iterable[Judgement]) -> Iterator[str]:
    """A decision a line, as the log keeps it."""
    for j in judgements:
        yield json.dumps({"id": j.id, **asdict(j)}, ensure_ascii=False) + "\n"


def as_sheet(judgements: Iterable[Judgement]) -> Iterator[str]:
    """A decision a row. No cell acts as a formula."""
    yield _row(COLUMNS)
    for j in judgements:
        undone = f"judgement-{j.undone}" if j.undone is not None else ""
        yield _row((
            j.id, j.at, j.who, j.by, j.verb, j.of, joined(j.about), j.slot or "", _json(j.value), _json(j.before),
            j.reason or "", undone, judgement_words(j),
        ))  # fmt: skip


def _json(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _row(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerow([safe(c) for c in cells])
    return stream.getvalue()
