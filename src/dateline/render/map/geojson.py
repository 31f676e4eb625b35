"""A user's own outlines: a GeoJSON FeatureCollection (RFC 7946) whose features say what they are.

`properties.kind` is country, province, disputed, river, lake or coast; `name` is written on countries and provinces.
Countries and provinces may carry `country` (ISO code), provinces `geonames_id`: by these a dossier's places find them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

from dateline.errors import InputError
from dateline.gazetteer.folding import fold
from dateline.render.map.outlines import Box, Ground, LineKind, Shape, open_outlines
from dateline.render.map.paths import Path, bounds

AREAS: Final = frozenset({"country", "province", "lake"})
LINES: Final = frozenset({"disputed", "river", "coast"})
MOST_POINTS: Final = 3_000_000
ADVICE: Final = "See the GeoJSON form in dateline.render.map.geojson: a FeatureCollection with `kind` and `name`."
_DEPTH: Final = {
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""Lists about the lists of points."""


@dataclass(slots=True)
class _Feature:
    kind: str
    name: str
    country: str
    geonames_id: int | None
    paths: list[Path]
    box: tuple[float, float, float, float] = field(init=False)

    def __post_init__(self) -> None:
        sides = [bounds(p) for p in self.paths]
        west, south = min(s[0] for s in sides), min(s[1] for s in sides)
        self.box = (west, south, max(s[2] for s in sides), max(s[3] for s in sides))


class _Own:
    """Features in memory, as outlines."""

    attribution = ""

    def __init__(self, features: list[_Feature]) -> None:
        self._features = features

    def locator(self) -> list[Path]:
        """The package's own: a file may hold one region only."""
        return open_outlines().locator()

    def ground(self, box: Box, km_per_pixel: float) -> Ground:
        """All features that touch a box; land is what countries cover, or provinces where there are none."""
        found = Ground([], [], [], {"coast": [], "country": [], "disputed": [], "province": []}, [], {})
        base = "country" if any(f.kind == "country" for f in self._features) else "province"
        for shift in (-360.0, 0.0, 360.0):
            for f in self._features:
                west, south, east, north = f.box
                if west + shift <= box[3] and east + shift >= box[1] and south <= box[2] and north >= box[0]:
                    _add(found, f, [([x + shift for x in xs], ys) for xs, ys in f.paths] if shift else f.paths, base)
        return found


def _add(found: Ground, f: _Feature, paths: list[Path], base: str) -> None:
    if f.kind == base:
        found.land.append(paths)
    if f.kind == "lake":
        found.lakes.append(paths)
    elif f.kind == "river":
        found.rivers.extend(paths)
    else:
        found.lines[cast("LineKind", f.kind)].extend(paths)
    if f.kind in {"country", "province"}:
        kind = cast("Literal['country', 'province']", f.kind)
        land = f.name if kind == "country" else ""
        found.shapes.append(Shape(kind, f.name, f.country, land, f.geonames_id, (fold(f.name[:80]),), tuple(paths)))
    if f.kind == "country":
        found.countries.setdefault(f.country, []).extend(paths)


def read_geojson(raw: bytes, name: str) -> _Own:
    """The outlines of a file. Raises `InputError` that names the file, the feature and what is wrong with it."""
    try:
        loaded = json.loads(raw)
    except (ValueError, RecursionError) as exc:
        raise InputError(name, f"is neither packed outlines nor JSON ({str(exc)[:80]}).", ADVICE) from exc
    if not isinstance(loaded, dict) or loaded.get("type") != "FeatureCollection":
        raise InputError(name, "is JSON, but no GeoJSON FeatureCollection.", ADVICE)
    listed = loaded.get("features")
    if not isinstance(listed, list) or not listed:
        raise InputError(name, "holds no features.", ADVICE)
    features: list[_Feature] = []
    points = 0
    for number, one in enumerate(listed, 1):
        try:
            features.append(_feature(one))
        except ValueError as exc:
            raise InputError(name, f"feature {number} {exc}.", ADVICE) from exc
        points += sum(len(xs) for xs, _ in features[-1].paths)
        if points > MOST_POINTS:
            raise InputError(name, f"has more than {MOST_POINTS:,} points.", "Simplify it first.")
    if not any(f.kind in {"country", "province"} for f in features):
        raise InputError(name, "holds no country and no province, so that there is no land to draw.", ADVICE)
    return _Own(features)


def _feature(one: Any) -> _Feature:
    """One feature; a `ValueError` says what is wrong with it."""
    if not isinstance(one, dict) or one.get("type") != "Feature":
        raise ValueError("is no GeoJSON Feature")
    properties, geometry = one.get("properties"), one.get("geometry")
    kind = properties.get("kind") if isinstance(properties, dict) else None
    if not isinstance(properties, dict) or not isinstance(kind, str) or kind not in AREAS | LINES:
        raise ValueError(f"has kind {kind!r}; it is one of {', '.join(sorted(AREAS | LINES))}")
    named = properties.get("name")
    if kind in {"country", "province"} and not (isinstance(named, str) and named.strip()):
        raise ValueError(f"is a {kind} without a name")
    form = geometry.get("type") if isinstance(geometry, dict) else None
    wanted = ("Polygon", "MultiPolygon") if kind in AREAS else ("LineString", "MultiLineString")
    if not isinstance(geometry, dict) or form not in wanted:
        raise ValueError(f"is a {kind} with geometry {form!r}; it needs {' or '.join(wanted)}")
    paths = list(_paths(geometry.get("coordinates"), _DEPTH[form], closed=kind in AREAS))
    if not paths:
        raise ValueError("has no coordinates")
    code, gid = properties.get("country"), properties.get("geonames_id")
    land = code if isinstance(code, str) and code else fold(named[:80]) if isinstance(named, str) else ""
    known = gid if isinstance(gid, int) and not isinstance(gid, bool) else None
    return _Feature(kind, named if isinstance(named, str) else "", land, known, paths)


def _paths(found: Any, depth: int, *, closed: bool) -> Iterator[Path]:
    """The lists of points that lie so deep."""
    if not isinstance(found, list):
        raise ValueError("has coordinates that are no lists")
    if depth > 1:
        for part in found:
            yield from _paths(part, depth - 1, closed=closed)
        return
    xs, ys = [_degree(p, 0, 360) for p in found], [_degree(p, 1, 90) for p in found]
    if len(xs) < (4 if closed else 2):
        raise ValueError(f"has a {'ring' if closed else 'line'} of {len(xs)} points")
    if closed and (xs[0], ys[0]) != (xs[-1], ys[-1]):
        raise ValueError("has a ring that does not end where it starts")
    yield xs, ys


def _degree(point: Any, axis: int, most: int) -> float:
    value = point[axis] if isinstance(point, list) and 2 <= len(point) <= 4 else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise ValueError(f"has {json.dumps(point)[:40]} where a longitude and a latitude in degrees should stand")
    return float(value)
