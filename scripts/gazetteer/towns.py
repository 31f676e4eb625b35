"""Populated places of a GeoNames dump."""

from __future__ import annotations

import math
import re

from dateline.gazetteer.folding import fold
from scripts.gazetteer.areas import Finder
from scripts.gazetteer.row import Row, usable

GONE = frozenset({"PPLH", "PPLW", "PPLQ"})
"""Feature codes of places that are historical, destroyed or abandoned: kept, never preferred."""

SEATS = frozenset({"PPLC", "PPLA", "PPLA2"})
"""Feature codes of the seats of countries and divisions: cities, whatever the list counts there."""


def rows(dump: list[dict[str, str]]) -> list[tuple[Row, dict[str, str]]]:
    """The places with the lines that they came from."""
    out = []
    for t in dump:
        people, seat = int(t["population"] or 0), t["feature"] == "PPLC"
        large = people >= 5000 or t["feature"] in SEATS
        names = [t["name"], t["ascii"], *(a for a in t["others"].split(",") if usable(a))]
        row = Row(
            t["name"],
            "city" if large else "village",
            round(float(t["lat"]), 5),
            round(float(t["lon"]), 5),
            t["country"],
            names,
            "geonames",
            int(t["id"]),
            people,
            round(max(1.0, math.sqrt(people) / 180), 1),
            t["feature"],
        )
        row.seat = seat
        out.append((row, t))
    return out


MILITARY = re.compile(r"\b(?:air ?base|air force|military|army|naval|afb|air station)\b", re.IGNORECASE)
_FIELD = re.compile(r"\b(?:Airport|Airfield|Air ?[Bb]ase|Airpark|Aerodrome)$")
PRIVATE = frozenset({"US", "CA", "AU", "BR", "GB", "DE", "FR", "NZ"})
"""Countries whose lists are mostly private strips: only airports with a IATA code are kept."""


def airports(lines: list[dict[str, str]], at: Finder, towns: list[Row]) -> list[Row]:
    """Airports and air bases with their division by point. "London Heathrow Airport" is "Heathrow Airport" too, and
    "Heathrow" as well where no town of the country is called so."""
    taken = {(t.country, fold(n)) for t in towns for n in t.names}
    out = []
    for n, t in enumerate(lines, 2):
        if not t["name"] or (t["country"] in PRIVATE and not t["iata"]) or not usable(t["name"]):
            continue
        kind = "military base" if MILITARY.search(t["name"]) else "airport"
        lat, lon = round(float(t["lat"]), 5), round(float(t["lon"]), 5)
        plain = re.sub(r"\bInternational ", "", t["name"])
        short = plain.removeprefix(f"{t['city']} ").strip()
        names = [t["name"], plain, *([short] if len(short.split()) > 1 else [])]
        own = _FIELD.sub("", short).strip()
        if len(own) > 3 and own != short and (t["country"], fold(own)) not in taken and not own.isupper():
            names.append(own)
        row = Row(t["name"], kind, lat, lon, t["country"], names, "airportsdata", n, radius=3.0, feature="AIRP")
        row.parent = at.at(lat, lon)
        if row.parent is None or row.parent.country == t["country"]:
            out.append(row)
    return out
