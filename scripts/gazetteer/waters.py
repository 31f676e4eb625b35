"""Courses and shores for named rivers and lakes: the registry's lines have no names, the hand-made rows no detail."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from scripts.build_outlines import GRID, read_lakes, read_rivers
from scripts.gazetteer.row import Row

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

BESIDE = 0.3
"""Degrees (some 30 km) that a hand-drawn course may lie beside the river's."""
SHARE = 0.4
"""Least part of the hand-drawn course that the registry's lines must follow to be taken for it."""
LAKE = re.compile(r"\b(?:lake|reservoir|dead sea|lagoon|lago|lac)\b", re.IGNORECASE)
OFF = 0.15
"""Degrees that a lake's hand-set point may lie off its shore."""


def rivers(archive: Path) -> list[BaseGeometry]:
    lines = (line for line in read_rivers(archive) if len(line) > 1)
    return [shapely.LineString([(x / GRID, y / GRID) for x, y in line]) for line in lines]


def lakes(archive: Path) -> list[BaseGeometry]:
    found = []
    for rings in read_lakes(archive):
        drawn = [[(x / GRID, y / GRID) for x, y in ring] for ring in rings if len(ring) > 3]
        if drawn:
            found.append(shapely.make_valid(shapely.Polygon(drawn[0], drawn[1:])))
    return found


def draw(rows: list[Row], courses: list[BaseGeometry], shores: list[BaseGeometry]) -> int:
    """Gives rows of rivers and lakes the registry's geometry where it is theirs; returns how many."""
    tree, water = shapely.STRtree(courses), shapely.STRtree(shores)
    drawn = 0
    for row in rows:
        found = None
        if row.kind == "river" and row.shape is not None:
            found = _course(row.shape, [courses[n] for n in sorted(tree.query(row.shape, "dwithin", distance=BESIDE))])
        elif row.kind == "other" and any(LAKE.search(n) for n in row.names):
            found = _shore(row, shores, water)
        if found is not None:
            row.shape, drawn = found, drawn + 1
    return drawn


def _course(hand: BaseGeometry, near: list[BaseGeometry]) -> BaseGeometry | None:
    """The parts of the lines that run beside the hand-drawn one, if they follow enough of it."""
    band = hand.buffer(BESIDE)
    parts = shapely.union_all([line.intersection(band) for line in near])
    if parts.is_empty or hand.intersection(parts.buffer(BESIDE)).length < SHARE * hand.length:
        return None
    lines = [g for g in getattr(parts, "geoms", [parts]) if g.geom_type == "LineString"]
    kept = [g for g in lines if _along(g, hand)]
    return shapely.line_merge(shapely.multilinestrings(kept)) if kept else None


def _along(line: BaseGeometry, hand: BaseGeometry) -> bool:
    """Whether a line runs with the hand-drawn one, not out of it like a tributary: its ends project far apart."""
    ends = [hand.project(shapely.Point(line.coords[n])) for n in (0, -1)]
    return bool(abs(ends[0] - ends[1]) >= 0.5 * line.length)


def _shore(row: Row, shores: list[BaseGeometry], tree: shapely.STRtree) -> BaseGeometry | None:
    """The largest lake at the point, if it is about as wide as the row says."""
    point = shapely.Point(row.lon, row.lat)
    near = [shores[n] for n in sorted(tree.query(point, "dwithin", distance=OFF))]
    best = max(near, key=lambda s: s.area, default=None)
    if best is None:
        return None
    wide = shapely.minimum_bounding_radius(best) * 111
    return best if row.radius / 4 <= wide <= row.radius * 4 else None
