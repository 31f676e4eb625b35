"""How far a place may reach: its area hatched, its own geometry, or a circle of its uncertainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dateline.render.map.frame import Frame
from dateline.render.map.paths import Path, cut_line, cut_ring
from dateline.render.map.spots import Spot
from dateline.render.map.svg import ACCENT, group, safe_id, tag, tenths
from dateline.render.map.wkt import read_wkt

LEAST = 4.0
"""Pixels of radius below which the mark itself says enough."""
OUTSIDE = 12.0


def hatch_pattern(id_: str) -> str:
    """The fill of areas: thin lines that let the ground through. Areas are drawn ten times as large and scaled down."""
    line = tag("path", "hatch", d="M0 0V6", stroke=ACCENT, stroke_width=1.6, stroke_opacity=".4")
    size = 'width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45) scale(10)"'
    return f'<pattern id="{id_}" {size}>{line}</pattern>'


def draw_reach(spot: Spot, area: Sequence[Path], frame: Frame, pattern: str) -> str:
    """The area that a place is, or may lie in; "" for one that is known to a few pixels."""
    inside = "".join(_shapes(spot, area, frame, pattern))
    return group("reach", [inside], data_ref=safe_id(spot.place.id))


def _shapes(spot: Spot, area: Sequence[Path], frame: Frame, pattern: str) -> Iterator[str]:
    if area:
        d = "".join(tenths(ring, closed=True) for ring in area)
        yield tag("path", "area", d=d, fill=f"url(#{pattern})", **_EDGE)
        return
    own = "".join(_geometry(spot, frame))
    yield own
    if not own and spot.main and spot.place.kind != "country":
        wide, tall = frame.reach(spot.lat, spot.radius)
        if max(wide, tall) >= LEAST:
            x, y = frame.at(spot.lat, spot.lon)
            yield tag(
                "ellipse",
                "radius",
                cx=x,
                cy=y,
                rx=wide,
                ry=tall,
                fill=ACCENT,
                fill_opacity=".08",
                stroke=ACCENT,
                stroke_opacity=".45",
                stroke_dasharray="3 3",
            )


def _geometry(spot: Spot, frame: Frame) -> Iterator[str]:
    """The place's own line or area as the dossier has it."""
    found = read_wkt(spot.place.geometry) if spot.place.geometry else None
    if found is None or found.kind == "point":
        return
    rect = (-OUTSIDE, -OUTSIDE, frame.width + OUTSIDE, frame.height + OUTSIDE)
    middle = (frame.box[1] + frame.box[3]) / 2
    paths = []
    for xs, ys in found.paths:
        turn = 360 * round((middle - (min(xs) + max(xs)) / 2) / 360)
        paths.append(frame.path(([x + turn for x in xs], ys)))
    if found.kind == "line":
        d = "".join(tenths(part, closed=False) for path in paths for part in cut_line(path, rect))
        if d:
            yield tag("path", "line", d=d, **_COURSE)
        return
    d = "".join(tenths(ring, closed=True) for path in paths if (ring := cut_ring(path, rect)) is not None)
    if d:
        yield tag("path", "area", d=d, fill=ACCENT, fill_opacity=".12", **_EDGE)


_EDGE: Final = {
    "fill_rule": "evenodd",
    "transform": "scale(.1)",
    "stroke": ACCENT,
    "stroke_width": "12",
    "stroke_opacity": ".6",
}
_COURSE: Final = {
    "fill": "none",
    "transform": "scale(.1)",
    "stroke": ACCENT,
    "stroke_width": "40",
    "stroke_opacity": ".35",
    "stroke_linecap": "round",
    "stroke_linejoin": "round",
}
