"""Where words may stand: boxes that do not touch each other, tried in an order that maps have always had."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from dateline.render.map.paths import Rect, apart

_CELL: Final = 48
_WIDTHS: Final = {
    c: w
    for chars, w in (
        ("ijlI|.,:;'’!·", 0.3),
        (' ftr()[]-‐/\\"“”', 0.38),
        ("sczJk", 0.54),
        ("mwMW@%—…", 0.9),
        ("ABCDEFGHKLNOPQRSTUVXYZ&", 0.7),
    )
    for c in chars
}
"""Widths in ems of a sans serif, rather too wide than too narrow."""
AROUND: Final = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
"""Right, left, above right, below right and so on: the order of preference (Imhof 1975)."""


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """The pixels that a line of text takes, by the letters in it."""
    total = 0.0
    for c in words:
        width = _WIDTHS.get(c)
        if width is None:
            wide = unicodedata.east_asian_width(c) in "WF"
            width = 0.0 if unicodedata.combining(c) else 1.0 if wide else 0.6
        total += width
    return total * size * (1.07 if bold else 1.0)


class Room:
    """The map's rectangle and what is taken of it."""

    def __init__(self, rect: Rect) -> None:
        self.rect = rect
        self._taken: dict[tuple[int, int], list[Rect]] = defaultdict(list)

    def take(self, box: Rect) -> None:
        """Keep a box free of words."""
        for cell in _cells(box):
            self._taken[cell].append(box)

    def free(self, box: Rect) -> bool:
        """Whether a box lies in the map and touches nothing that is taken."""
        left, top, right, bottom = self.rect
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        return all(apart(box, other) for cell in _cells(box) for other in self._taken.get(cell, ()))

    def place(self, boxes: Iterable[Rect]) -> int | None:
        """The number of the first box that is free, which is then taken."""
        for n, box in enumerate(boxes):
            if self.free(box):
                self.take(box)
                return n
        return None


def _cells(box: Rect) -> Iterator[tuple[int, int]]:
    for column in range(int(box[0] // _CELL), int(box[2] // _CELL) + 1):
        for row in range(int(box[1] // _CELL), int(box[3] // _CELL) + 1):
            yield column, row


def beside(x: float, y: float, gap: float, width: float, height: float) -> Iterator[tuple[Rect, int]]:
    """Boxes about a point, and the side on which each lies: 1 right, -1 left, 0 above or below."""
    for right, down in AROUND:
        out = gap if not (right and down) else gap * 0.6
        left = x + out if right > 0 else x - out - width if right < 0 else x - width / 2
        top = y + out if down > 0 else y - out - height if down < 0 else y - height / 2
        yield (left, top, left + width, top + height), right


def farther(x: float, y: float, width: float, height: float, most: float) -> Iterator[tuple[Rect, int]]:
    """The same at growing distance, up to some pixels: such words need a line to their point."""
    for gap in (22.0, 38.0, 58.0, 84.0, 120.0):
        if gap <= most:
            yield from beside(x, y, gap, width, height)
