"""One place on its way into the packed file."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.gazetteer.folding import fold

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

EARTH_KM = 6371.0088


@dataclass(slots=True)
class Row:
    """A place with all its names. `parent` and `district` are the divisions that it lies in, `number` its id within
    `origin` (an index of the list of origins in the file's head)."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str
    names: list[str]
    origin: str
    number: int = 0
    population: int = 0
    radius: float = 1.0
    feature: str = ""
    parent: Row | None = None
    district: Row | None = None
    shape: BaseGeometry | None = None
    seat: bool = False
    """Capital of its country."""
    typed: bool = False
    """Its names may carry the type word of a division ("Muhafazat Hims")."""
    at: int = 0
    """Its number in the packed file."""
    keys: list[str] = field(default_factory=list)


def usable(name: str) -> bool:
    """A name of three letters or more (two in scripts without an alphabet), and no code such as an airport's."""
    if (len(name) <= 4 and name.isascii() and name.isupper()) or not any(c.isalpha() for c in name):
        return False
    return len(fold(name)) >= (2 if ord(max(name)) >= 0x0600 else 3) and len(name) <= 80


def latin(name: str) -> bool:
    return all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())


def km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two (lon, lat) points: good enough for extents."""
    p, q = math.radians(a[1]), math.radians(b[1])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
