"""Words -> pieces of lines -> rows. A row holds what stands at one height; columns part its pieces.

Lengths are told in the size of the letters ("em"), so that nothing depends on how large a report is set.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from statistics import median

from dateline.readers.pdf.letters import Word

APART = 0.9
"""Em: a wider gap parts two pieces of a line. Justified lines stretch to less, gutters between columns are wider."""
CLOSE = 0.6
"""The same for words that do not follow each other in the file: such a gap is more likely a gutter."""
SAME = 0.35
"""Em by which base lines of one row may differ."""
BESIDE = 0.75
"""The same for texts beside each other: two columns need not stand on the same lines."""
CROWD = 8
"""Pieces of a row among which one beside them is looked for."""
RAISED = 0.8
"""Share of the letters' size below which figures beside them are marks of notes, exponents or indices."""

_NOTE = re.compile(r"[\d*†‡§,]{1,8}")
_UNIT = re.compile(r"(?:[mck]?m|\d)[)\]]?\Z")
"""What a raised figure belongs to: metres and their kin, or a number ("450 km²", "10³")."""
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand beside each other on one base line. `first` is the width of the first one."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    at: int
    first: float
    rtl: bool = False


Row = list[Piece]
"""Pieces at one height, from left to right (from right to left where they are written so)."""


def pieces_of(words: Iterable[Word]) -> list[Piece]:
    """The words in the order of the file, joined where they go on at the same height."""
    found: list[Piece] = []
    run: list[Word] = []
    for word in words:
        if run and not _goes_on(run[-1], run[0], word):
            found.append(_piece(run))
            run = []
        if not (run and _is_mark(run[-1], word)):
            run.append(word)
    return [*found, _piece(run)] if run else found


def _goes_on(last: Word, first: Word, word: Word) -> bool:
    size = max(last.size, word.size)
    if abs(word.y - last.y) > 0.5 * size or abs(word.y - first.y) > 0.6 * size:
        return False
    rightward, leftward = word.x0 - last.x1, last.x0 - word.x1
    return -0.5 * size <= rightward <= APART * size or -0.5 * size <= leftward <= APART * size


def _is_mark(last: Word, word: Word) -> bool:
    """Whether a word is the raised mark of a note: it tells nothing, and would pass for a figure ("days3")."""
    raised = word.size <= RAISED * last.size and word.y > last.y + 0.1 * last.size
    return raised and _NOTE.fullmatch(word.text) is not None and not _UNIT.search(last.text)


def _piece(run: list[Word]) -> Piece:
    text = run[0].text + "".join(w.text if w.glued else f" {w.text}" for w in run[1:])
    letters: Counter[tuple[float, float]] = Counter()
    for word in run:
        letters[word.size, word.y] += len(word.text)
    size, y = letters.most_common(1)[0][0]
    bold = sum(len(w.text) for w in run if w.bold) > 0.9 * letters.total()
    x0, x1 = min(w.x0 for w in run), max(w.x1 for w in run)
    rtl = 2 * len(_RTL.findall(text)) > len(text)
    return Piece(text, x0, x1, y, size, bold, run[0].at, run[0].x1 - run[0].x0, rtl)


def rows_of(pieces: list[Piece]) -> list[Row]:
    """The pieces by height, from the top; those of a row that all but touch are one."""
    rows: list[Row] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x0)):
        if rows and _in_row(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_merged(row) for row in rows]


def _in_row(row: Row, piece: Piece) -> bool:
    size = max(row[0].size, piece.size)
    down = row[0].y - piece.y
    if down <= SAME * size:
        return True
    if down > BESIDE * size or len(row) > CROWD:
        return False
    return all(piece.x0 - p.x1 > CLOSE * size or p.x0 - piece.x1 > CLOSE * size for p in row)


def _merged(row: Row) -> Row:
    rtl = 2 * sum(p.rtl for p in row) > len(row)
    found: Row = []
    for piece in sorted(row, key=lambda p: p.x0):
        if found and piece.x0 - found[-1].x1 <= CLOSE * max(piece.size, found[-1].size):
            found[-1] = joined(*((piece, found[-1]) if rtl else (found[-1], piece)))
        else:
            found.append(piece)
    return found


def joined(first: Piece, second: Piece, between: str = " ") -> Piece:
    """Two pieces of one row as one."""
    main = max(first, second, key=lambda p: len(p.text))
    return replace(
        main,
        text=f"{first.text}{between}{second.text}",
        x0=min(first.x0, second.x0),
        x1=max(first.x1, second.x1),
        bold=first.bold and second.bold,
        at=first.at,
        first=first.first,
    )


def size_of(pieces: Iterable[Piece]) -> float:
    """The size in which most letters of some pieces are set."""
    sizes = [p.size for p in pieces for _ in range(1 + len(p.text) // 20)]
    return median(sizes) if sizes else 1.0
