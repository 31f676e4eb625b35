"""What lies about the frame: arrows to the places outside it, and the world in small."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dateline.render.map.frame import KM, Frame, bearing
from dateline.render.map.labels import Room, text_width
from dateline.render.map.outlines import open_outlines
from dateline.render.map.paths import Path, Rect, cut_ring
from dateline.render.map.spots import Spot
from dateline.render.map.svg import (
    ACCENT,
    BORDER,
    INK,
    LAND,
    MUTED,
    WATER,
    flat,
    group,
    link,
    num,
    safe_id,
    tag,
    tenths,
    text,
    words_at,
)
from dateline.resolve.geometry import rough_km

MOST_ARROWS = 8
FONT = 10.5
INSET = (118.0, 56.0)
SOUTH, NORTH = -58.0, 80.0


# --- places outside -------------------------------------------------------------------------------------------------


def draw_arrows(outside: Sequence[Spot], frame: Frame, room: Room) -> str:
    """Places that the frame does not hold: at the edge towards them, with the distance from the map's middle.

    An area that reaches into the frame is not outside it."""
    center = middle_of(frame)
    half = math.hypot(frame.width, frame.height) / 2 * frame.km_per_pixel
    away = [s for s in outside if rough_km(center, (s.lat, s.lon)) - s.radius > half]
    ranked = sorted(away, key=lambda s: (not s.main, s.coarse, rough_km(center, (s.lat, s.lon)), s.place.id))
    return group("outside", [_arrow(s, center, frame, room) for s in ranked[:MOST_ARROWS]])


def middle_of(frame: Frame) -> tuple[float, float]:
    """Latitude and longitude of the map's middle."""
    lat, lon = getattr(frame, "lat", None), getattr(frame, "lon", None)
    if lat is not None and lon is not None:
        return lat, lon
    south, west, north, east = frame.box
    return (south + north) / 2, (west + east) / 2


def _arrow(s: Spot, center: tuple[float, float], frame: Frame, room: Room) -> str:
    """One place outside: an arrow at the edge, the name and the distance beside it; "" where there is no room."""
    way = math.radians(bearing(center, (s.lat, s.lon)))
    x, y, upright = _edge(way, frame)
    name, km = flat(s.place.name, 26), rounded(rough_km(center, (s.lat, s.lon)))
    wide, left_half = text_width(f"{name} {km} km", FONT) + 4, x < frame.width / 2
    boxes = []
    for slide in (0, 15, -15, 30, -30, 48, -48, 70, -70):
        at_x, at_y = (x, y + slide) if upright else (x + slide, y)
        left = at_x + 9 if left_half else at_x - 9 - wide
        boxes.append((left - 1, at_y - 7, left + wide + 1, at_y + 7))
    n = room.place(boxes)
    if n is None:
        return ""
    box = boxes[n]
    tip_x, tip_y = (box[0] - 8 if left_half else box[2] + 8), (box[1] + box[3]) / 2
    moved = f"translate({num(tip_x)} {num(tip_y)}) rotate({num(math.degrees(way))})"
    fill, id_ = INK if s.main else MUTED, safe_id(s.place.id)
    head = tag("path", "far-arrow", transform=moved, d="M0-6L4.5 4.5L0 2L-4.5 4.5z", fill=fill)
    far = tag("tspan", "muted", f"{km} km", fill=MUTED)
    words = words_at(box[0] + 2, tip_y + 3.6, f"{text(name)} {far}", FONT, css="far-name", fill=fill)
    said = text(f"{flat(s.place.name, 80)}: outside the map, {km} km from its middle")
    return group("far", [link(id_, said, head + words)], data_ref=id_)


def _edge(way: float, frame: Frame) -> tuple[float, float, bool]:
    """Where a line from the middle meets the edge, and whether that is the left or the right one."""
    right, down = math.sin(way), -math.cos(way)
    half_w, half_h = frame.width / 2 - 9, frame.height / 2 - 9
    across = half_w / abs(right) if right else math.inf
    along = half_h / abs(down) if down else math.inf
    far = min(across, along)
    return frame.width / 2 + right * far, frame.height / 2 + down * far, across < along


def rounded(km: float) -> str:
    """Two digits that count: 10,942 as "11,000", 87 as "87"."""
    size = 10 ** max(0, math.floor(math.log10(km)) - 1) if km >= 1 else 1
    return f"{round(km / size) * size:,}"


# --- the world in small ---------------------------------------------------------------------------------------------


def inset_box(frame: Frame, points: Sequence[tuple[float, float]]) -> Rect | None:
    """The corner of the map with the fewest places; None for a map of most of the world."""
    if frame.km_per_pixel * frame.width > 16_000 or frame.width < 300 or frame.height < 200:
        return None
    wide, tall = INSET
    corners = [
        (left, top, left + wide, top + tall)
        for top in (8.0, frame.height - tall - 8)
        for left in (frame.width - wide - 8, 8.0)
    ]
    near = [sum(c[0] - 70 < x < c[2] + 70 and c[1] - 24 < y < c[3] + 24 for x, y in points) for c in corners]
    return corners[near.index(min(near))]


def draw_inset(frame: Frame, box: Rect, outside: Sequence[Spot]) -> str:
    """Where in the world the map lies, and where the places lie that it does not hold."""
    lat, lon = middle_of(frame)
    turn = 180 if abs((lon + 180) % 360 - 180) > 130 else 0
    left, top, right, bottom = box
    wide, tall = right - left, bottom - top

    def at(lat: float, lon: float) -> tuple[float, float]:
        x = left + ((lon - turn + 180) % 360) / 360 * wide
        return x, top + min(1.0, max(0.0, (NORTH - lat) / (NORTH - SOUTH))) * tall

    x, y = at(lat, lon)
    half_w = max(3.0, frame.width * frame.km_per_pixel / KM / max(0.2, math.cos(math.radians(lat))) / 720 * wide)
    half_h = max(3.0, frame.height * frame.km_per_pixel / KM / (NORTH - SOUTH) / 2 * tall)
    seen = (max(left, x - half_w), max(top, y - half_h), min(right, x + half_w), min(bottom, y + half_h))
    dots = (
        tag("circle", "far-dot", cx=p, cy=q, r=1.4, fill=INK)
        for p, q in dict.fromkeys(at(s.lat, s.lon) for s in outside[:60])
    )
    parts = [
        "<title>Where the map lies in the world</title>",
        tag("rect", "water", x=left, y=top, width=wide, height=tall, fill=WATER, stroke=BORDER),
        tag(
            "g",
            "",
            tag("path", "land", fill=LAND, d=_world(turn, wide, tall)),
            transform=f"translate({num(left)} {num(top)}) scale(.1)",
        ),
        *dots,
        tag("rect", "here", x=seen[0], y=seen[1], width=seen[2] - seen[0], height=seen[3] - seen[1], **_HERE),
    ]
    return group("inset", parts)


_HERE: Final = {"fill": ACCENT, "fill_opacity": ".25", "stroke": ACCENT, "stroke_width": "1.4"}


@lru_cache(maxsize=8)
def _world(turn: int, wide: float, tall: float) -> str:
    """The land of the world about 0 or 180 degrees, as a path in a box of that size."""
    found = []
    for xs, ys in open_outlines().locator():
        for shift in (-360, 0, 360):
            across = [(x + shift - turn + 180) / 360 * wide for x in xs]
            down = [(NORTH - y) / (NORTH - SOUTH) * tall for y in ys]
            ring: Path | None = cut_ring((across, down), (0.0, 0.0, wide, tall))
            if ring is not None:
                found.append(tenths(ring, closed=True))
    return "".join(found)
