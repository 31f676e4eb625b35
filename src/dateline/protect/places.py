"""Sensitive places on a coarse grid: the point that is shown says no more than the square it lies in.

The grid is fixed (it starts at 90° S, 180° W) and does not know the places, so that neither two reports of one place
nor a place's distance from others gives more. Rows are equally high; squares get wider in degrees towards the poles, as
degrees of longitude get shorter (by the cosine of the row's middle latitude).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dateline.model.dossier import Dossier
from dateline.model.records import Finding, Place
from dateline.protect.folding import tokens
from dateline.protect.tables import rows

DEGREE_KM: Final = 2 * math.pi * 6371.0088 / 360
"""Length of a degree of latitude on the mean sphere (IUGG mean radius)."""
NEAR_KM: Final = 25.0
"""The radius that UCDP's where_prec 2 allows ("within 25 km"); a wider square is where_prec 3 (GED codebook 19.1)."""
MOVED: Final = "moved to the middle of a square of"
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_IN_KM: Final = re.compile(r"(\d+(?:\.\d+)?)(?= ?km\b)")
_STATED: Final = ("stated", "expressions", "parts", "sum", "total")


def is_sensitive(place: Place) -> bool:
    """Whether a point on the map would tell where people shelter, are treated or are stationed."""
    return is_sensitive_name(place.name, place.kind)


def is_sensitive_name(name: str, kind: str) -> bool:
    """As `is_sensitive`, of a place that only a name and a kind are known of."""
    padded = f" {' '.join(tokens(name))} "
    return any(
        row["kind"] in {kind, "*"} and (not row["word"] or f" {' '.join(tokens(row['word']))} " in padded)
        for row in rows("sensitive_places")
    )


def is_moved(basis: str | None) -> bool:
    """Whether a place was moved to the middle of its square."""
    return MOVED in (basis or "")


def loosened(km: float) -> tuple[int, float]:
    """The finest precision, and the smallest radius in km, that a place in a square of that width has."""
    radius = km * math.sqrt(2) / 2
    return (2 if radius <= NEAR_KM else 3), radius


def moved_words(km: float) -> str:
    """What the basis of a moved place says of it."""
    return f"{MOVED} {km:g} km"


def middle(lat: float, lon: float, km: float) -> tuple[float, float]:
    """The middle of the grid's square that holds a point, to four decimals."""
    high = km / DEGREE_KM
    row = min(math.floor((lat + 90) / high), math.ceil(180 / high) - 1)
    bottom, top = -90 + row * high, min(90.0, -90 + (row + 1) * high)
    mid = (bottom + top) / 2
    wide = min(360.0, high / max(math.cos(math.radians(mid)), 1e-9))
    column = min(math.floor((lon + 180) / wide), math.ceil(360 / wide) - 1)
    left, right = -180 + column * wide, min(180.0, -180 + (column + 1) * wide)
    return round(mid, 4), round((left + right) / 2, 4)


def coarsened(dossier: Dossier, km: float) -> tuple[Dossier, int]:
    """The dossier with its sensitive places moved to the middle of their square, and how many were."""
    moved = to_move(dossier)
    if not moved:
        return dossier, 0
    places = tuple(_moved(p, km) if p.id in moved else p for p in dossier.places)
    findings = tuple(_rounded(f, km) if moved & set(f.about) else f for f in dossier.findings)
    return replace(dossier, places=places, findings=findings), sum(
        p.lat is not None for p in dossier.places if p.id in moved
    )


def to_move(dossier: Dossier) -> set[str]:
    """Ids of the places that are sensitive, or were found from one that is."""
    moved = {p.id for p in dossier.places if is_sensitive(p)}
    names = [tokens(p.name) for p in dossier.places if p.id in moved]
    return moved | {p.id for p in dossier.places if _leans_on(p, names)}


def _leans_on(place: Place, names: Sequence[tuple[str, ...]]) -> bool:
    """Whether a place was found from a sensitive one ("5 km north of the camp"), so that its point gives that away."""
    own = f" {' '.join(tokens(place.name + ' ' + (place.basis or '')))} "
    return any(name and f" {' '.join(name)} " in own for name in names)


def unplaced(place: Place) -> Place:
    """A place whose name is hidden, without anything that would find it again on a map."""
    return replace(
        place, lat=None, lon=None, geonames_id=None, admin1=None, geometry=None, radius_km=None, basis="withheld"
    )


def _moved(place: Place, km: float) -> Place:
    loose, radius = loosened(km)
    told = [place.basis] if place.basis and not _NUMBER.search(place.basis) else []
    point = middle(place.lat, place.lon, km) if place.lat is not None and place.lon is not None else (None, None)
    return replace(
        place,
        lat=point[0],
        lon=point[1],
        geonames_id=None,
        geometry=None,
        where_prec=max(place.where_prec or loose, loose),
        geo_precision=max(place.geo_precision or loose, loose),
        radius_km=round(max(place.radius_km or 0.0, radius), 1),
        basis="; ".join([*told, moved_words(km)]),
    )


def _rounded(finding: Finding, km: float) -> Finding:
    """A finding about a moved place: what was stated stays, computed distances are rounded, the rest is left out."""
    figures = _figures(finding.figures, km)
    stated = {float(n) for n in finding.figures.values() if isinstance(n, (int, float)) and not isinstance(n, bool)}
    stated &= {float(v) for k, v in finding.figures.items() if k.startswith(_STATED) and isinstance(v, (int, float))}

    def number(m: re.Match[str]) -> str:
        return m[0] if float(m[0]) in stated else f"about {_round(float(m[0]), km):g}"

    return replace(finding, figures=figures, message=_IN_KM.sub(number, finding.message))


def _figures(figures: Mapping[str, Any], km: float) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in figures.items():
        if name == "computed_km" and isinstance(value, (int, float)):
            kept[name] = _round(value, km)
        elif value is None or isinstance(value, str) or name.startswith(_STATED):
            kept[name] = value
    return kept


def _round(value: float, km: float) -> float:
    return round(value / km) * km
