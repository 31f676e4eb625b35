"""Geoparsing corpora in the XML of LGL and TR-News: articles with place names, each with its GeoNames entry.

Corpora of the same family that give a <location> with its own <name>, <lat> and <lon> instead are read too.

Offsets count the characters of `text`. Where a corpus's own offsets miss the phrase (edited texts shift them), the
nearest whole-word occurrence is taken and counted in `moved`; a phrase that is nowhere near is left out and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring

from dateline.errors import InputError
from dateline.evaluate.spans import occurrences
from dateline.readers.xmlcheck import scan

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

MOST = 2_000_000
"""Elements of the largest corpus file read."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
SHIFT = 60
"""Characters that an offset may be wrong by."""


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A place name in an article; `lat`/`lon` are None where the annotators gave no entry (streets, fiction)."""

    start: int
    end: int
    phrase: str
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    name: str = ""
    feature: str = ""
    """GeoNames class and code ("P.PPL", "A.ADM1")."""
    country: str = ""
    country_id: int | None = None
    admin1: str = ""
    admin1_id: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One text of a corpus; `published` is its ISO date, `outlet` its web domain."""

    id: str
    text: str
    places: tuple[GoldPlace, ...]
    outlet: str = ""
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus file: `moved` places stood beside their stated offsets, `lost` ones nowhere near."""

    name: str
    articles: tuple[Article, ...]
    moved: int
    lost: int


def read_corpus(path: Path) -> Corpus:
    """All articles of a corpus file. Raises InputError where it cannot be read or holds none."""
    try:
        data = path.read_bytes()
    except OSError as exc:
        raise InputError(str(path), f"cannot be read: {exc.strerror or exc}.") from exc
    scan(data, str(path), MOST)
    raw = [_article(e, str(path)) for e in fromstring(data, forbid_dtd=True).iter("article")]
    if not raw:
        raise InputError(str(path), "holds no <article>.", "Give a corpus in the XML of LGL or TR-News.")
    moved = sum(m for _, m, _ in raw)
    return Corpus(path.stem, tuple(a for a, _, _ in raw), moved, sum(n for _, _, n in raw))


def _article(element: Element, name: str) -> tuple[Article, int, int]:
    text = element.findtext("text") or ""
    given = [_place(t, name) for t in element.iter() if t.tag in {"toponym", "location"}]
    placed = [(g, _at(text, g)) for g in given]
    kept = sorted({p for _, p in placed if p is not None}, key=lambda p: (p.start, p.end))
    moved = sum(p is not None and p.start != g.start for g, p in placed)
    date = _DATE.match(element.findtext("dltime") or "")
    outlet = (element.findtext("domain") or "").strip()
    number = element.get("docid") or element.get("number") or ""
    article = Article(number, text, tuple(kept), outlet, date.group() if date else None)
    return article, moved, sum(p is None for _, p in placed)


def _place(element: Element, name: str) -> GoldPlace:
    entry = element.find("gaztag")
    try:
        start, end = int(element.findtext("start") or ""), int(element.findtext("end") or "")
        phrase = element.findtext("phrase") or element.findtext("name") or ""
        entry = element if entry is None else entry
        if not (entry.findtext("lat") or "").strip():
            return GoldPlace(start, end, phrase)
        lat, lon = float(entry.findtext("lat") or ""), float(entry.findtext("lon") or "")
    except ValueError as exc:
        raise InputError(name, f"has a <{element.tag}> whose numbers cannot be read: {exc}.") from exc
    feature = f"{entry.findtext('fclass') or ''}.{entry.findtext('fcode') or ''}".strip(".")
    country, admin = entry.find("country"), entry.find("admin1")
    return GoldPlace(
        start, end, phrase, lat, lon, _id(entry), entry.findtext("name") or "", feature,
        _words(country), _id(country), _words(admin), _id(admin),
    )  # fmt: skip


def _words(element: Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _id(element: Element | None) -> int | None:
    number = element.get("geonameid", "") if element is not None else ""
    return int(number) if number.isdecimal() else None


def _at(text: str, place: GoldPlace) -> GoldPlace | None:
    """The place where its phrase really stands."""
    if text[place.start : place.end] == place.phrase:
        return place
    near = [a for a, _ in occurrences(text, place.phrase) if abs(a - place.start) <= SHIFT]
    if not near:
        return None
    start = min(near, key=lambda a: abs(a - place.start))
    return replace(place, start=start, end=start + len(place.phrase))
