"""Whether a row's point and country can be: coordinates in range, not exchanged, a country that is known."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from dateline.gazetteer.overlays.faults import Faults, cell
from dateline.gazetteer.protocol import Box, Gazetteer
from dateline.tsv import rows_of

MARGIN = 1.0
"""Degrees that a point may lie outside its country's box: boxes leave out small islands and are rounded."""


def number(text: str) -> float | None:
    """A number as tables write it, also with a comma for the point; None for what is none."""
    if "_" in text:  # which Python reads over
        return None
    try:
        return float(text)
    except ValueError:
        pass
    if text.count(",") == 1 and "." not in text:
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return None
    return None


class Points:
    """Checks coordinates row by row; the boxes of countries are looked up once."""

    def __init__(self, base: Gazetteer, faults: Faults) -> None:
        self._base, self._faults = base, faults
        self._boxes: dict[str, Box | None] = {}

    def check(self, line: int, lat_text: str, lon_text: str, country: str | None) -> tuple[float, float] | None:
        """The point of a row, or None where it is a fault."""
        lat, lon = number(lat_text), number(lon_text)
        if lat is None or lon is None:
            which, text = ("latitude", lat_text) if lat is None else ("longitude", lon_text)
            self._faults.add(line, f"{which} {cell(text)} is no number" if text else f"{which} is missing")
            return None
        if not -90 <= lat <= 90 or not -180 <= lon <= 180:
            which, most = (f"latitude {lat:g}", 90) if not -90 <= lat <= 90 else (f"longitude {lon:g}", 180)
            turned = " (are latitude and longitude exchanged?)" if -90 <= lon <= 90 and -180 <= lat <= 180 else ""
            self._faults.add(line, f"{which} is out of range: -{most} to {most}{turned}")
            return None
        if lat == lon == 0:
            self._faults.add(line, "latitude and longitude are 0, as tables write what is missing")
            return None
        if country is not None and self._exchanged(lat, lon, country):
            self._faults.add(
                line, f"latitude {lat:g} and longitude {lon:g} lie in {country} only if they are exchanged"
            )
            return None
        return lat, lon

    def _exchanged(self, lat: float, lon: float, country: str) -> bool:
        try:
            box = self._boxes[country]
        except KeyError:
            place = self._base.country(country)
            box = self._boxes[country] = place.bbox if place else None
        return box is not None and exchanged(lat, lon, box)


def exchanged(lat: float, lon: float, box: Box) -> bool:
    """Whether a point lies in a country's box only with latitude and longitude exchanged."""
    return not _within(lat, lon, box, MARGIN) and _within(lon, lat, box, 0)


def _within(lat: float, lon: float, box: Box, margin: float) -> bool:
    south, west, north, east = box
    return south - margin <= lat <= north + margin and west - margin <= lon <= east + margin


def country_reader(base: Gazetteer) -> Callable[[str], str | None]:
    """A function from what a table calls a country (code or name) to its ISO code; None where it is not known."""
    odd = {row["name"]: row["code"] for row in rows_of("dateline.gazetteer", "overlays/country_names")}

    @cache
    def code(text: str) -> str | None:
        if len(text) == 2 and text.isascii() and text.isalpha() and base.country(text.upper()):
            return text.upper()
        before, _, rest = text.partition("(")
        for name in (text, before.strip(), rest.rstrip(") ")):
            if name and (found := odd.get(name) or base.country_named(name)):
                return found
        return None

    return code
