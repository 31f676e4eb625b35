"""Places that fall together on the map share a mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.render.map.frame import Frame
from dateline.render.map.paths import Rect
from dateline.render.map.spots import Spot

NEAR = 5.0
"""Pixels within which places share a mark, if all are points or all are areas; at the same point they always do."""
MARK, SMALL = 4.2, 2.6
"""Radius of the mark of a place that matters, and of one that is only named."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Places at one point of the map, those that matter first."""

    x: float
    y: float
    spots: tuple[Spot, ...]

    @property
    def main(self) -> bool:
        return self.spots[0].main

    @property
    def size(self) -> float:
        return MARK if self.main else SMALL


def clusters_of(spots: Sequence[Spot], frame: Frame) -> list[Cluster]:
    """Places that fall together on the map, in the order in which they are named and drawn."""
    cells: dict[tuple[int, int], list[tuple[float, float, list[Spot]]]] = {}
    made: list[tuple[float, float, list[Spot]]] = []
    for s in spots:
        x, y = frame.at(s.lat, s.lon)
        column, row = int(x // NEAR), int(y // NEAR)
        around = (c for i in (-1, 0, 1) for j in (-1, 0, 1) for c in cells.get((column + i, row + j), ()))
        near = next((c for c in around if _together(c, x, y, s)), None)
        if near is None:
            near = (x, y, [])
            cells.setdefault((column, row), []).append(near)
            made.append(near)
        near[2].append(s)
    ordered = (
        Cluster(x, y, tuple(sorted(near, key=lambda s: (not s.main, s.place.where_prec or 9, -s.weight))))
        for x, y, near in made
    )
    return sorted(ordered, key=lambda c: (not c.main, -sum(s.weight for s in c.spots)))


def _together(c: tuple[float, float, list[Spot]], x: float, y: float, s: Spot) -> bool:
    out = max(abs(c[0] - x), abs(c[1] - y))
    return out < 0.5 or (out <= NEAR and (s.place.where_prec in {1, 2}) == (c[2][0].place.where_prec in {1, 2}))


def mark_box(c: Cluster) -> Rect:
    """What the mark takes of the map."""
    r = c.size + 1.5
    return c.x - r, c.y - r, c.x + r, c.y + r
