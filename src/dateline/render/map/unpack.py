"""The parts of a packed file: numbers, rings, and the arcs of a block."""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from itertools import accumulate
from typing import Any, Final

from dateline.render.map.paths import Path

LARGEST: Final = 64_000_000
"""Bytes that one packed part may have unpacked: a file made to fill the memory is refused."""


def unpacked(raw: bytes | memoryview) -> bytes:
    """A packed part; a `ValueError` where it is cut off or too large."""
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(raw, LARGEST)
    if not unpacker.eof:
        raise ValueError(len(found))
    return found


def numbers(kind: str, raw: bytes) -> Any:
    """The numbers of an `array` type, low bytes first."""
    found = array(kind)
    found.frombytes(raw)
    if sys.byteorder == "big":
        found.byteswap()
    return found


def rings_of(raw: bytes) -> list[Path]:
    """Rings with coordinates in half degrees: how many, their sizes, then all x and all y."""
    (count,) = struct.unpack_from("<H", raw)
    sizes = numbers("H", raw[2 : 2 + 2 * count])
    values = numbers("h", raw[2 + 2 * count :])
    half, at = len(values) // 2, 0
    found: list[Path] = []
    for size in sizes:
        xs, ys = (values[k + at : k + at + size] for k in (0, half))
        found.append(([x / 2 for x in xs], [y / 2 for y in ys]))
        at += size
    return found


def arcs_of(raw: bytes, count: int, step: float) -> list[Path | None]:
    """The arcs of a block: counts, first points, steps in bytes, steps in 16 bits (low bytes first)."""
    sizes = numbers("H", raw[: 2 * count])
    drawn = sum(1 for s in sizes if s)
    narrow = sum(s - 1 for s in sizes if 0 < s < 0x8000)
    wide = sum((s & 0x7FFF) - 1 for s in sizes if s >= 0x8000)
    parts = []
    at = 2 * count
    for size in (4 * drawn, 4 * drawn, narrow, narrow, 2 * wide, 2 * wide):
        parts.append(raw[at : at + size])
        at += size
    if at != len(raw):
        raise ValueError(at)
    first = [list(accumulate(numbers("i", part))) for part in parts[:2]]
    steps = [numbers("b", part) for part in parts[2:4]]
    far = [numbers("h", bytes(b for pair in zip(p[:wide], p[wide:], strict=True) for b in pair)) for p in parts[4:]]
    found: list[Path | None] = []
    n = near_at = far_at = 0
    for s in sizes:
        if not s:
            found.append(None)
            continue
        if s < 0x8000:
            start, near_at, source = near_at, near_at + s - 1, steps
            end = near_at
        else:
            start, far_at, source = far_at, far_at + (s & 0x7FFF) - 1, far
            end = far_at
        xs, ys = ([v * step for v in accumulate(source[k][start:end], initial=first[k][n])] for k in (0, 1))
        found.append((xs, ys))
        n += 1
    return found
