"""The outlines a map is drawn on: land, borders, lakes and rivers of one stretch of the world.

They come packed with the package (`packed.py`); a user may give others, packed alike or as GeoJSON (`geojson.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, Protocol

from dateline.errors import InputError
from dateline.render.map.paths import Path as Points

Box = tuple[float, float, float, float]
"""South, west, north, east in degrees. West may lie below -180 or east above 180: what is found is moved to fit."""
LineKind = Literal["coast", "country", "disputed", "province"]
NATURAL_EARTH = "Natural Earth"
LARGEST = 200_000_000
"""Bytes of a user's file."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A province or a country. `country` is its country's ISO code (or "" where the file has none), `land` that
    country's name, `others` further names, folded."""

    kind: Literal["province", "country"]
    name: str
    country: str
    land: str
    geonames_id: int | None
    others: tuple[str, ...]
    rings: tuple[Points, ...] = field(repr=False)
    claimed: bool = False
    """Whether another than its country claims it, so that no name of a country is written across it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies in a box. `land` and `lakes` are areas as lists of rings, where a ring in a ring is a hole."""

    land: list[list[Points]]
    lakes: list[list[Points]]
    rivers: list[Points]
    lines: dict[LineKind, list[Points]]
    shapes: list[Shape]
    countries: dict[str, list[Points]]
    """The rings of each country by its code, else by its name, as far as they were asked for."""


class Outlines(Protocol):
    """A source of outlines."""

    attribution: str

    def locator(self) -> list[Points]:
        """The land of the world in a few hundred points."""
        ...

    def ground(self, box: Box, km_per_pixel: float) -> Ground:
        """All that touches a box, as fine as a pixel of that size shows."""
        ...


def open_outlines(path: Path | None = None) -> Outlines:
    """The package's outlines, or those of a file: packed by scripts/build_outlines.py, or a GeoJSON FeatureCollection.

    Raises `InputError` naming the file where it is missing, damaged or of another form.
    """
    return _own() if path is None else _read(path)


@lru_cache(maxsize=1)
def _own() -> Outlines:
    from dateline.render.map.packed import Packed

    return Packed((files("dateline.render") / "data" / "outlines.bin").read_bytes(), "outlines.bin", NATURAL_EARTH)


def _read(path: Path) -> Outlines:
    from dateline.render.map.geojson import read_geojson
    from dateline.render.map.packed import MAGIC, Packed

    try:
        size = path.stat().st_size if path.is_file() else 0
        if size > LARGEST:
            raise InputError(str(path), f"has {size:,} bytes; outlines may have {LARGEST:,}.", "Simplify them first.")
        raw = path.read_bytes()
    except FileNotFoundError as exc:
        raise InputError(str(path), "no such file.", "Give a file of outlines, or none for the package's own.") from exc
    except (OSError, ValueError) as exc:
        raise InputError(str(path), f"cannot be read: {getattr(exc, 'strerror', None) or exc}.") from exc
    if raw.startswith(MAGIC[:4]):
        return Packed(raw, str(path), "")
    return read_geojson(raw, str(path))
