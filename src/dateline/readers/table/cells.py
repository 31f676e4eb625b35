"""Lines -> rows of cells (RFC 4180): commas and line ends in quotation marks, marks doubled in them.

Not the `csv` module: it takes a mark that is never closed for a cell that goes on to the end of the file, and its limit
for cells is one of the whole process. Here such a row is given up, and reading goes on behind it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dateline.readers.table.lines import LONGEST_ROW

QUOTE = b'"'
LOOK = 20
"""Lines behind an open mark that are looked at, whether they are rows of their own."""
READ_AGAIN = 4 * LONGEST_ROW
"""Bytes of a table that may be read a second time, as a mark was open: more would let each line cost a look at all
behind it."""
UNCLOSED = "has a quotation mark that is never closed."
TOO_LONG = f"is longer than {LONGEST_ROW:,} bytes."


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number as a spreadsheet shows it, the lines of the file it stands in, its cells."""

    number: int
    first: int
    last: int
    cells: list[bytes]
    fault: str = ""
    """Why it has no cells."""
    rest: bool = False
    """Whether everything behind it is left out too."""


class Cells:
    """The cells of one row, read line by line."""

    def __init__(self, delimiter: bytes) -> None:
        self.delimiter = delimiter
        self.cells: list[bytes] = []
        self._open = False
        self._parts: list[bytes] = []

    def feed(self, line: bytes) -> bool:
        """Read one line; whether the row ends with it."""
        end = len(line) - (2 if line.endswith(b"\r\n") else line.endswith((b"\n", b"\r")))
        if not self._open and QUOTE not in line:
            self.cells.extend(line[:end].split(self.delimiter))
            return True
        at = 0
        while at >= 0:
            if self._open:
                at = self._quoted(line, at, end)
            elif line.startswith(QUOTE, at):
                self._open = True
                at += 1
            else:
                at = self._cell(line, at, end)
        return not self._open

    def _quoted(self, line: bytes, at: int, end: int) -> int:
        """Read up to the closing mark and the cell's end, or to the end of the line; where to go on, else -1."""
        close = line.find(QUOTE, at)
        if close < 0:
            self._parts.append(line[at:])
            return -1
        if line.startswith(QUOTE, close + 1):
            self._parts.append(line[at : close + 1])
            return close + 2
        self._parts.append(line[at:close])
        self._open = False
        return self._cell(line, close + 1, end)

    def _cell(self, line: bytes, at: int, end: int) -> int:
        """Read up to the next delimiter; what stands behind a closing mark belongs to the cell."""
        stop = line.find(self.delimiter, at, end)
        last = line[at : stop if stop >= 0 else end]
        self.cells.append(b"".join((*self._parts, last)) if self._parts else last)
        self._parts = []
        return stop + len(self.delimiter) if stop >= 0 else -1


class Rows:
    """The rows of a table, one by one. `width`, once known, is how many cells a row has."""

    def __init__(self, lines: Iterator[bytes | None], delimiter: bytes) -> None:
        self.width = 0
        self._delimiter = delimiter
        self._lines = lines
        self._back: deque[bytes] = deque()
        self._line = 0
        self._again = READ_AGAIN

    def __iter__(self) -> Iterator[Row]:
        number = 0
        for line in iter(self._next, b""):
            number += 1
            if line is None:
                yield Row(number, self._line, self._line, [], TOO_LONG)
                continue
            row = self._row(number, line)
            yield row
            if row.rest:
                return

    def _next(self) -> bytes | None:
        """The next line, None for one that is too long, nothing at the end."""
        self._line += 1
        return self._back.popleft() if self._back else next(self._lines, b"")

    def _row(self, number: int, line: bytes) -> Row:
        first, size = self._line, len(line)
        taken, cells = [line], Cells(self._delimiter)
        done = cells.feed(line)
        while not done and size <= LONGEST_ROW:
            more = self._next()
            if not more:
                self._line -= more is not None
                break
            taken.append(more)
            size += len(more)
            done = cells.feed(more)
        if done and (len(taken) == 1 or len(cells.cells) == self.width or not self._resumes(first, taken)):
            return Row(number, first, self._line, cells.cells)
        if done or len(taken) == 1 or self._resumes(first, taken):
            return Row(number, first, first, [], UNCLOSED)
        return Row(number, first, self._line, [], UNCLOSED, rest=True)

    def _resumes(self, first: int, taken: list[bytes]) -> bool:
        """Whether the lines behind a row's first are rows of their own, so that a mark in it was never closed. They are
        put back to be read as such."""
        size = sum(map(len, taken))
        if size > self._again or not self._are_rows(taken[1:]):
            return False
        self._again -= size
        self._line = first
        self._back.extendleft(reversed(taken[1:]))
        return True

    def _are_rows(self, lines: list[bytes]) -> bool:
        """Whether at least half of the first lines, and the very first, have as many cells as a row has."""
        fitting = [self._fits(line) for line in islice((one for one in lines if one.strip()), LOOK)]
        return bool(fitting) and fitting[0] and sum(fitting) * 2 >= len(fitting)

    def _fits(self, line: bytes) -> bool:
        cells = Cells(self._delimiter)
        return cells.feed(line) and len(cells.cells) == self.width
