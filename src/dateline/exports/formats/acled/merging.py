"""The file of rows: written as they come, and gone over once more where several of them are one event.

ACLED makes one event of what the same actors did on one day in one place in one way. Which rows these are is kept on
disk, so that memory stays flat however many there are; a second pass happens only where it is needed.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from dateline.checks.rows.acled import aggregation_key
from dateline.codebook.acled import acled_columns
from dateline.codebook.ged import whole
from dateline.exports.cells import cut, safe, unsafe, visible
from dateline.exports.formats.acled.actors import together
from dateline.exports.formats.acled.notes import CUT
from dateline.exports.losses import Losses

ONE_EVENT: Final = "told by another row: the same actors, kind, day and place are one event (aggregated)"
STANDS_FOR: Final = "this row stands for that event, too (aggregated)"
GREATEST: Final = "of the events made one the greatest number stands: they may tell the same deaths"
NUMBERS: Final = frozenset(c.name for c in acled_columns().values() if c.kind in {"whole", "degrees"})
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_TOGETHER: Final = ("assoc_actor_1", "assoc_actor_2", "source", "tags")
"""Columns of several values, parted by semicolons."""


class Table:
    """The table while it is written. Leaving it without an error makes one row of those that are one event."""

    def __init__(self, path: Path, losses: Losses) -> None:
        self.rows = 0
        self._path, self._losses = path, losses
        self._number = 0
        self._merged = False

    def __enter__(self) -> Self:
        self._keys = sqlite3.connect(self._path.with_name("keys.sqlite"), isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-16000", "locking_mode=EXCLUSIVE"):
            self._keys.execute(f"PRAGMA {pragma}").fetchall()
        self._keys.execute("CREATE TABLE seen (key BLOB PRIMARY KEY, number INTEGER, id TEXT) WITHOUT ROWID")
        self._keys.execute("CREATE TABLE more (number INTEGER, cells TEXT)")
        self._keys.execute("BEGIN")
        self._stream: IO[str] = self._path.open("w", encoding="utf-8", newline="")
        self._out = csv.writer(self._stream, lineterminator="\n")
        self._out.writerow(acled_columns())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        with closing(self._keys):
            self._stream.close()
            if kind is None and self._merged:
                self._merge()
        self._path.with_name("keys.sqlite").unlink(missing_ok=True)

    def add(self, cells: dict[str, str], *, alone: bool = False) -> None:
        """Write a row, or put it to an earlier one that is the same event. With `alone` it is nobody else's, as rows
        are that their own coders told apart."""
        key = None if alone else aggregation_key(cells)
        if key is not None and (first := self._first(key, cells["event_id_cnty"])):
            number, id_ = first
            self._keys.execute("INSERT INTO more VALUES (?, ?)", (number, json.dumps(list(cells.values()))))
            self._losses.left_out(cells["event_id_cnty"], ONE_EVENT)
            self._losses.changed(id_, "event_id_cnty", cells["event_id_cnty"], STANDS_FOR)
            self._merged = True
            return
        self._out.writerow(safe_cells(cells))
        self._number += 1
        self.rows += 1

    def _first(self, key: Sequence[str], id_: str) -> tuple[int, str] | None:
        """Number and id of the row that has this key already; else the coming row is told to have it."""
        digest = hashlib.blake2b("\x1f".join(key).casefold().encode("utf-8", "surrogatepass"), digest_size=16).digest()
        new = self._keys.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", (digest, self._number, id_))
        if new.rowcount:
            return None
        found: tuple[int, str] = self._keys.execute("SELECT number, id FROM seen WHERE key = ?", (digest,)).fetchone()
        return found

    def _merge(self) -> None:
        whole_ = self._path.with_name("whole.csv")
        with (
            self._path.open(encoding="utf-8", newline="") as old,
            whole_.open("w", encoding="utf-8", newline="") as new,
        ):
            rows = csv.reader(old)
            out = csv.writer(new, lineterminator="\n")
            out.writerow(next(rows))
            more = self._more()
            waiting = next(more, None)
            for number, row in enumerate(rows):
                if waiting is None or waiting[0] != number:
                    out.writerow(row)
                    continue
                cells = {c: _read(c, cell) for c, cell in zip(acled_columns(), row, strict=True)}
                while waiting is not None and waiting[0] == number:
                    merge(cells, waiting[1], self._losses)
                    waiting = next(more, None)
                out.writerow(safe_cells(cells))
        whole_.replace(self._path)

    def _more(self) -> Iterator[tuple[int, dict[str, str]]]:
        for number, cells in self._keys.execute("SELECT number, cells FROM more ORDER BY number, rowid"):
            yield number, dict(zip(acled_columns(), json.loads(cells), strict=True))


def merge(cells: dict[str, str], more: dict[str, str], losses: Losses) -> None:
    """Put another telling of the same event into a row."""
    for column in _TOGETHER:
        cells[column] = together(cells[column], more[column])
    notes = " ".join(filter(None, (cells["notes"], more["notes"])))
    if cut(notes) != notes:
        losses.changed(cells["event_id_cnty"], "notes", f"{len(notes):,} characters", CUT)
    cells["notes"] = cut(notes)
    cells["timestamp"] = str(max(whole(cells["timestamp"]) or 0, whole(more["timestamp"]) or 0) or "")
    ours, theirs = whole(cells["fatalities"]) or 0, whole(more["fatalities"]) or 0
    if ours != theirs:
        losses.changed(cells["event_id_cnty"], "fatalities", f"{ours} and {theirs}", GREATEST)
        cells["fatalities"] = str(max(ours, theirs))


def safe_cells(cells: dict[str, str]) -> list[str]:
    """The cells as they stand in the file: numbers as they are, text so that no program takes it for a formula."""
    return [_written(column, cell) for column, cell in cells.items()]


def _written(column: str, cell: str) -> str:
    return cell if not cell or (column in NUMBERS and _NUMBER.fullmatch(cell)) else safe(cut(visible(cell)))


def _read(column: str, cell: str) -> str:
    return cell if column in NUMBERS and _NUMBER.fullmatch(cell) else unsafe(cell)
