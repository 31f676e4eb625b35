"""Lines and rings of points: joining, cutting to a rectangle, thinning, and asking what lies inside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

Path = tuple[Sequence[float], Sequence[float]]
"""The x and the y of each point. In degrees these are longitude and latitude; a ring ends where it starts."""
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def joined(pieces: Iterable[Path]) -> list[Path]:
    """Rings out of pieces that meet at their ends; each piece is taken once."""
    left = list(pieces)
    at: dict[tuple[float, float], list[int]] = defaultdict(list)
    for n, (xs, ys) in enumerate(left):
        at[xs[0], ys[0]].append(n)
        at[xs[-1], ys[-1]].append(n)
    used = [False] * len(left)
    rings: list[Path] = []
    for n, (xs, ys) in enumerate(left):
        if used[n]:
            continue
        used[n] = True
        ring_x, ring_y = list(xs), list(ys)
        start = (xs[0], ys[0])
        while (here := (ring_x[-1], ring_y[-1])) != start:
            k = next((k for k in at[here] if not used[k]), None)
            if k is None:
                break
            used[k] = True
            more_x, more_y = left[k]
            if (more_x[0], more_y[0]) != here:
                more_x, more_y = more_x[::-1], more_y[::-1]
            ring_x += more_x[1:]
            ring_y += more_y[1:]
        rings.append((ring_x, ring_y))
    return rings


def bounds(path: Path) -> Rect:
    """Smallest x and y, largest x and y."""
    return min(path[0]), min(path[1]), max(path[0]), max(path[1])


def apart(a: Rect, b: Rect) -> bool:
    """Whether two rectangles share nothing."""
    return a[2] < b[0] or b[2] < a[0] or a[3] < b[1] or b[3] < a[1]


def within(a: Rect, b: Rect) -> bool:
    """Whether the first rectangle lies in the second."""
    return a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]


def thinned(path: Path, step: float, *, closed: bool) -> Path:
    """The path without points nearer than `step` to the one before; the last point stays."""
    xs, ys = path
    out_x, out_y = [xs[0]], [ys[0]]
    last_x, last_y = xs[0], ys[0]
    for x, y in zip(xs, ys, strict=True):
        if abs(x - last_x) + abs(y - last_y) >= step:
            out_x.append(x)
            out_y.append(y)
            last_x, last_y = x, y
    if (closed or len(out_x) == 1 or (xs[-1], ys[-1]) != (last_x, last_y)) and len(xs) > 1:
        out_x.append(xs[-1])
        out_y.append(ys[-1])
    return out_x, out_y


def cut_ring(path: Path, rect: Rect) -> Path | None:
    """The part of a ring in a rectangle (Sutherland and Hodgman 1974); it runs along the edges where it leaves."""
    box = bounds(path)
    if apart(box, rect):
        return None
    xs, ys = list(path[0]), list(path[1])
    for side in range(4):
        bound, lower = rect[side], side < 2
        if (box[side] >= bound) if lower else (box[side] <= bound):
            continue
        along, across = (xs, ys) if side % 2 == 0 else (ys, xs)
        along, across = _cut_side(along, across, bound, lower=lower)
        xs, ys = (along, across) if side % 2 == 0 else (across, along)
        if len(xs) < 3:
            return None
    return xs, ys


def _cut_side(along: list[float], across: list[float], bound: float, *, lower: bool) -> tuple[list[float], list[float]]:
    out_a: list[float] = []
    out_b: list[float] = []
    a, b = along[-1], across[-1]
    inside = a >= bound if lower else a <= bound
    for p, q in zip(along, across, strict=True):
        now = p >= bound if lower else p <= bound
        if now != inside:
            out_a.append(bound)
            out_b.append(b + (q - b) * (bound - a) / (p - a))
        if now:
            out_a.append(p)
            out_b.append(q)
        a, b, inside = p, q, now
    return out_a, out_b


def cut_line(path: Path, rect: Rect) -> Iterator[Path]:
    """The parts of a line in a rectangle (each piece by Liang and Barsky 1984)."""
    box = bounds(path)
    if apart(box, rect):
        return
    if within(box, rect):
        yield path
        return
    run_x: list[float] = []
    run_y: list[float] = []
    for a, b, p, q in zip(path[0], path[1], path[0][1:], path[1][1:], strict=False):
        part = _cut_step(a, b, p, q, rect)
        if part is None:
            continue
        a, b, p, q = part
        if not run_x or (run_x[-1], run_y[-1]) != (a, b):
            if len(run_x) > 1:
                yield run_x, run_y
            run_x, run_y = [a], [b]
        run_x.append(p)
        run_y.append(q)
    if len(run_x) > 1:
        yield run_x, run_y


def _cut_step(a: float, b: float, p: float, q: float, rect: Rect) -> tuple[float, float, float, float] | None:
    left, top, right, bottom = rect
    if left <= a <= right and left <= p <= right and top <= b <= bottom and top <= q <= bottom:
        return a, b, p, q
    low, high = 0.0, 1.0
    for step, to in ((a - p, a - left), (p - a, right - a), (b - q, b - top), (q - b, bottom - b)):
        if step == 0:
            if to < 0:
                return None
        elif step < 0:
            low = max(low, to / step)
        else:
            high = min(high, to / step)
    if low > high:
        return None
    start = (a + low * (p - a), b + low * (q - b)) if low > 0 else (a, b)
    end = (a + high * (p - a), b + high * (q - b)) if high < 1 else (p, q)
    return *start, *end


def holds(rings: Iterable[Path], x: float, y: float) -> bool:
    """Whether a point lies inside: an odd number of edges to its right."""
    odd = False
    for xs, ys in rings:
        for a, b, p, q in zip(xs, ys, xs[1:], ys[1:], strict=False):
            if (b > y) != (q > y) and x < a + (p - a) * (y - b) / (q - b):
                odd = not odd
    return odd
