"""What a format could not carry: every record left out, every value dropped or changed, named and counted.

The rows go to a file as they come, so that a million of them need no memory; the counts stay for the manifest.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, Protocol

from dateline.exports.cells import as_csv

Kind = Literal["left out", "dropped", "changed"]
"""`left out`: the record is not in the file. `dropped`: a value of it is not. `changed`: it is there, but coarser, or
under another word."""
COLUMNS: Final = ("kind", "record", "field", "value", "reason", "count")
NO_PLACE: Final = "records of this kind have no place in the format"


class _Rows(Protocol):
    def writerow(self, row: tuple[str, ...], /) -> object: ...


@dataclass(slots=True)
class Losses:
    """The loss report of one export. `reason` is one of few sentences of the format, so that it can be counted: what
    differs from record to record belongs into `value`."""

    _rows: _Rows | None = None
    counts: Counter[tuple[Kind, str, str]] = field(default_factory=Counter)
    """By (kind, field, reason); the field of a record left out is "", or the kind of record where all of it are."""

    def left_out(self, record: str, reason: str) -> None:
        """A whole record that the format has no place for."""
        self._tell("left out", record, "", "", reason)

    def dropped(self, record: str, field_: str, value: object, reason: str) -> None:
        """A value that the format has no place for."""
        self._tell("dropped", record, field_, str(value), reason)

    def changed(self, record: str, field_: str, value: object, reason: str) -> None:
        """A value that stands in the file as something coarser or other; `value` is what it was."""
        self._tell("changed", record, field_, str(value), reason)

    def without(self, kind: str, number: int) -> None:
        """Records of a kind ("control", "relations") that the format has no place for at all: one row for all."""
        self._tell("left out", "", kind, "", NO_PLACE, number)

    @property
    def total(self) -> int:
        """How many losses there are."""
        return sum(self.counts.values())

    def summary(self) -> list[dict[str, str | int]]:
        """The counts as the manifest has them, the most frequent first."""
        return [
            {"kind": kind, "field": field_, "reason": reason, "count": count}
            for (kind, field_, reason), count in sorted(self.counts.items(), key=lambda item: (-item[1], item[0]))
        ]

    def _tell(self, kind: Kind, record: str, field_: str, value: str, reason: str, number: int = 1) -> None:
        self.counts[kind, field_, reason] += number
        if self._rows is not None:
            self._rows.writerow((kind, as_csv(record), field_, as_csv(value), reason, str(number)))


@contextmanager
def losses_in(path: Path) -> Iterator[Losses]:
    """A loss report that is written to a CSV file as it grows."""
    with path.open("wb") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(COLUMNS)
        yield Losses(rows)
