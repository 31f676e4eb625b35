"""Points on the map written in a text: degrees, grid references, codes of places, links to maps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PAIR: Final = re.compile(
    r"(?<![\w.])[(\[]?(?P<lat>[-+−]?\d{1,3}\.\d{2,12})(?P<a>\s?°?\s?[NS]?)\s?[,;/ ]\s?"
    r"(?P<lon>[-+−]?\d{1,3}\.\d{2,12})(?P<b>\s?°?\s?[EWO]?)(?![\w.])[)\]]?"
)
_AFTER: Final = re.compile(
    r"(?<!\w)[NS]\s?\d{1,3}(?:\.\d{1,12})?\s?°?\s?[,;/ ]?\s?[EWO]\s?\d{1,3}(?:\.\d{1,12})?\s?°?(?!\w)"
)
_DEGREES: Final = re.compile(
    r"(?<!\w)\d{1,3}(?:\.\d{1,12})?\s?[°º]\s?(?:\d{1,2}(?:[.,]\d{1,8})?\s?['’′ʹ]\s?)?"
    r"(?:\d{1,2}(?:[.,]\d{1,8})?\s?(?:[\"”″]|''|’’)\s?)?[NSEWO](?!\w)"
)
_NAMED: Final = re.compile(
    r"(?<!\w)lat(?:itude)?\s?[.:=]?\s?[-+−]?\d{1,3}(?:[.,]\d{1,12})?\s?°?\s?[NS]?\s?[,;/]?\s?(?:and\s)?"
    r"lon(?:g|gitude)?\s?[.:=]?\s?[-+−]?\d{1,3}(?:[.,]\d{1,12})?(?:\s?°?\s?[EWO](?!\w))?°?",
    re.IGNORECASE,
)
_DMS: Final = r"\d{1,3}\s\d{1,2}\s\d{1,2}(?:\.\d{1,6})?"
_BARE_DEGREES: Final = re.compile(
    rf"(?<!\w)(?:[NS]\s?{_DMS}\s?[,;/ ]?\s?[EWO]\s?{_DMS}|{_DMS}\s?[NS]\s?[,;/ ]?\s?{_DMS}\s?[EWO])(?!\w)"
)
_COMMAS: Final = re.compile(
    r"(?<![\w.,])[(\[]?(?P<lat>[-+−]?\d{1,3},\d{4,12})\s?[;/ ]\s?(?P<lon>[-+−]?\d{1,3},\d{4,12})(?![\w.,]\d)[)\]]?"
)
_MGRS: Final = re.compile(r"(?<!\w)\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(\d{2,5})\s?(\d{2,5})(?!\w)")
_UTM: Final = re.compile(
    r"(?<!\w)\d{1,2}\s?[C-X]\s{1,2}\d{6}(?:\.\d{1,3})?\s?m?E?[ ,]\s?\d{6,7}(?:\.\d{1,3})?\s?m?N?(?!\w)"
)
_PLUS: Final = re.compile(r"(?<!\w)[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,4}(?!\w)")
_WORDS: Final = re.compile(r"///[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}")
_LINK: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:maps\.google|google\.[a-z.]{2,6}/maps|goo\.gl/maps|maps\.app\.goo\.gl|maps\.apple\.com"
    r"|openstreetmap\.org|osm\.org|bing\.com/maps|wikimapia\.org|what3words\.com|plus\.codes)[^\s<>\"”’)]{0,300}"
    r"|\bgeo:-?\d{1,3}\.[^\s<>\"”’)]{1,80}",
    re.IGNORECASE,
)
FINE: Final = 3
"""Decimals from which two bare numbers are a point (100 m): prices and scores have two."""


def coordinates(text: str) -> list[tuple[int, int]]:
    """Where a text gives a point; spans may overlap."""
    found = [
        m.span()
        for pattern in (_AFTER, _DEGREES, _NAMED, _BARE_DEGREES, _COMMAS, _UTM, _PLUS, _WORDS, _LINK)
        for m in pattern.finditer(text)
    ]
    found += [m.span() for m in _MGRS.finditer(text) if len(m[1]) == len(m[2]) or not (len(m[1]) + len(m[2])) % 2]
    return sorted([*found, *_pairs(text)])


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    for m in _PAIR.finditer(text):
        signed = m["a"].strip() or m["b"].strip()
        fine = all(len(m[side].partition(".")[2]) >= FINE for side in ("lat", "lon"))
        lat, lon = (abs(float(m[side].replace("−", "-"))) for side in ("lat", "lon"))
        if (signed or fine) and lat <= 180 and lon <= 180 and min(lat, lon) <= 90:
            yield m.span()
