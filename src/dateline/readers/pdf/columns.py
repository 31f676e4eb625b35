"""Rows -> lines in reading order: column by column where a gutter runs through several rows, table rows as rows.

A band is a run of rows with the same gutters. A title above two columns is a band without a gutter, the columns below
it are one with; within a band each column is read to its end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from dateline.model.document import CELLS
from dateline.readers.pdf.pieces import Piece, Row, joined, size_of

Gap = tuple[float, float]

GUTTER = 0.6
"""Em of the narrowest gutter."""
PROSE = 3.0
"""Words that the lines of a column have on average: cells of a table have fewer."""
WIDE = 2.5
"""Em up to which a gap in a single line is only a wide space."""
PARTED = 2.4
"""Times the usual distance of lines after which a band ends."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read. `column` numbers the columns of the whole page, `left` and `right` are its edges: those of
    its longest line, so that a column of one line has none that tell."""

    piece: Piece
    column: int
    left: float
    right: float
    alone: bool = False
    """A row of a table, or one of several texts at one height: it is a paragraph of its own."""
    single: bool = False
    """The only line of its column."""


@dataclass(slots=True)
class _Band:
    rows: list[Row] = field(default_factory=list)
    gutters: list[Gap] = field(default_factory=list)


def lines_of(rows: list[Row]) -> list[Line]:
    """The lines of a page in reading order."""
    found: list[Line] = []
    for band in _bands(rows):
        for lines, alone in _columns(band):
            if lines:
                left, right = min(p.x0 for p in lines), max(p.x1 for p in lines)
                column = found[-1].column + 1 if found else 0
                found += [Line(piece, column, left, right, alone, len(lines) == 1) for piece in lines]
    return found


def _bands(rows: list[Row]) -> list[_Band]:
    bands = [_Band()]
    usual = _usual_distance(rows)
    for n, row in enumerate(rows):
        band = bands[-1]
        far = n > 0 and rows[n - 1][0].y - row[0].y > PARTED * usual
        kept = _shared(band.gutters, _gaps(row), GUTTER * size_of(row))
        fits = not band.gutters and len(row) == 1
        if band.gutters and kept and not (far and len(row) == 1):
            fits = len(kept) == len(band.gutters) or len(band.rows) < 3
        if not fits and band.rows:
            bands.append(band := _Band())
        if not band.rows:
            kept = _gaps(row)[1:-1]
        band.rows.append(row)
        band.gutters = kept
    return list(_drawn_back(bands))


def _usual_distance(rows: list[Row]) -> float:
    """The distance that most lines have; of a few, the smallest."""
    distances = sorted(a[0].y - b[0].y for a, b in pairwise(rows))
    return distances[len(distances) // 2 if len(distances) > 3 else 0] if distances else 0.0


def _gaps(row: Row) -> list[Gap]:
    """What a row leaves free: before, between and behind its pieces."""
    edges = [(-1e9, row[0].x0), *((a.x1, b.x0) for a, b in pairwise(row)), (row[-1].x1, 1e9)]
    return [(a, b) for a, b in edges if a < b]


def _shared(gutters: list[Gap], gaps: list[Gap], narrowest: float) -> list[Gap]:
    """The parts of gutters that a row leaves free too. Both are in order: one walk through both."""
    found: list[Gap] = []
    n = 0
    for a, b in gutters:
        while n < len(gaps) and gaps[n][1] <= a:
            n += 1
        k = n
        while k < len(gaps) and gaps[k][0] < b:
            low, high = max(a, gaps[k][0]), min(b, gaps[k][1])
            if high - low >= narrowest:
                found.append((low, high))
            k += 1
    return found


def _drawn_back(bands: list[_Band]) -> Iterator[_Band]:
    """Rows at the end of a band without gutters belong to the columns below where they cross none: a column whose
    neighbour begins lower, under a picture."""
    for before, after in pairwise([*bands, _Band()]):
        usual = _usual_distance([*before.rows[-3:], *after.rows[:6]])
        drawn: list[Row] = []
        while not before.gutters and after.gutters and before.rows:
            row, below = before.rows[-1], drawn[-1] if drawn else after.rows[0]
            far = row[0].y - below[0].y > PARTED * usual
            if far or len(_shared(after.gutters, _gaps(row), 0.1)) < len(after.gutters):
                break
            drawn.append(before.rows.pop())
        after.rows[:0] = reversed(drawn)
        if before.rows:
            yield before


def _columns(band: _Band) -> list[tuple[list[Piece], bool]]:
    """The columns of a band, each with whether its lines stand alone."""
    if not band.gutters:
        return [([piece for row in band.rows for piece in row], False)]
    edges = [(a + b) / 2 for a, b in band.gutters]
    cells = [_cells(row, edges) for row in band.rows]
    parted = sum(sum(cell is not None for cell in row) > 1 for row in cells)
    if parted >= 2 and _is_prose(cells):
        columns = [[row[n] for row in cells] for n in range(len(edges) + 1)]
        order = reversed(columns) if 2 * sum(r[0].rtl for r in band.rows) > len(band.rows) else columns
        return [([piece for piece in column if piece], False) for column in order]
    return [(_table(cells), True)] if parted >= 3 else _loose(band)


def _cells(row: Row, edges: list[float]) -> list[Piece | None]:
    """The pieces of a row by column; several in one column are one."""
    cells: list[Piece | None] = [None] * (len(edges) + 1)
    for piece in row:
        n = bisect_right(edges, (piece.x0 + piece.x1) / 2)
        before = cells[n]
        cells[n] = piece if before is None else joined(before, piece)
    return cells


def _is_prose(cells: list[list[Piece | None]]) -> bool:
    """Whether at least two columns hold running lines."""
    running = 0
    for n in range(len(cells[0])):
        lines = [row[n] for row in cells]
        texts = [piece.text for piece in lines if piece]
        running += len(texts) >= 2 and sum(t.count(" ") + 1 for t in texts) >= PROSE * len(texts)
    return running >= 2


def _table(cells: list[list[Piece | None]]) -> list[Piece]:
    """Each row of a table as one line; a row without a first cell goes on with the one above it."""
    rows: list[list[Piece | None]] = []
    for row in cells:
        if rows and row[0] is None:
            rows[-1] = [joined(a, b) if a and b else a or b for a, b in zip(rows[-1], row, strict=True)]
        else:
            rows.append(row)
    return [_one_line([cell for cell in row if cell]) for row in rows]


def _one_line(cells: list[Piece]) -> Piece:
    line = cells[0]
    for cell in cells[1:]:
        line = joined(line, cell, CELLS)
    return line


def _loose(band: _Band) -> list[tuple[list[Piece], bool]]:
    """One or two rows with gaps: lines with wide spaces in them, or texts that only stand at one height."""
    found: list[tuple[list[Piece], bool]] = []
    for row in band.rows:
        texts = [row[0]]
        for piece in row[1:]:
            if piece.x0 - texts[-1].x1 <= WIDE * piece.size:
                texts[-1] = joined(texts[-1], piece)
            else:
                texts.append(piece)
        found += [([text], len(texts) > 1) for text in texts]
    return found
