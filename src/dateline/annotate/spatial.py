"""Places described in words: "the border of A and B", "80km west of A", "the highway between A and B", "north-west A".

The text is masked first: a place name becomes a run of one private character, a country's adjective ("Iraqi") or name a
run of another, of the same length, so that every pattern is a short fixed phrase around names and offsets stay.
"""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from dateline.annotate.described import Described
from dateline.annotate.facilities import find_facilities
from dateline.annotate.place_words import place_types
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.model.vocabulary import PlaceKind

NAME, ADJECTIVE = "\ue000", "\ue001"
BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
KM = {
    "km": 1.0,
    "kms": 1.0,
    "kilometer": 1.0,
    "kilometers": 1.0,
    "kilometre": 1.0,
    "kilometres": 1.0,
    "mile": 1.609344,
    "miles": 1.609344,
    "mi": 1.609344,
    "meters": 0.001,
    "metres": 0.001,
    "meter": 0.001,
    "metre": 0.001,
    "m": 0.001,
}

P = rf"({NAME}+)"
_X = rf"({NAME}+|{ADJECTIVE}+)"
_THE = r"(?:the\s)?"
DIR = r"(north|south|east|west)(?:ern)?(?:[-\s]?(east|west)(?:ern)?)?"
NUM = r"(\d{1,4}(?:[.,]\d{1,3})?)[\s-]?(km|kms|kilomet(?:er|re)s?|miles?|mi|met(?:er|re)s?)\b"
_ROAD = (
    r"(?:international\s|main\s|strategic\s|coastal\s|desert\s)?"
    r"(highway|motorway|road|route|railway|rail line|pipeline|corridor|supply line)"
)
_LAND = (
    r"(areas?|deserts?|countryside|villages?|towns?|territor(?:y|ies)|land|regions?|districts?|zones?|side|bank|shore|"
    r"parts?|fronts?|outskirts|hills|mountains|hinterlands?)"
)
_HELD = r"(?:controlled|held|run|occupied|administered|ruled|dominated)"
_ZONE = (
    r"(zones?|areas?|territor(?:y|ies)|parts|countryside|neighbou?rhoods|districts|enclave|pocket|strip|villages|towns)"
)
_COAST = r"(coast|coastline|shores?|seaboard|littoral)"
PATTERNS: dict[str, re.Pattern[str]] = {
    "facility of": re.compile(
        r"(?:(?<=\bthe\s)|(?<=\ba\s)|(?<=\bat\s)|(?<=\bin\s)|(?<=\bof\s)|(?<=\bon\s)|(?<=\bto\s)|(?<=\band\s)|(?<=\bfrom\s))"
        r"(port|harbou?r|airport|hospital|market|prison|square|stadium|bridge|cathedral|mosque|church)"
        rf"\s(?:in\s{_THE}city\s)?of\s{P}",
        re.IGNORECASE,
    ),
    "held": re.compile(
        rf"(?:\b\w{{2,24}}|{ADJECTIVE}+|{NAME}+)[-‑]{_HELD}\s(?:{DIR}\s)?{_ZONE}\s(?:of|in|around|near)\s{_THE}{P}",
        re.IGNORECASE,
    ),
    "coast": re.compile(rf"{_X}['’]s?\s(?:{DIR}\s)?(?:{P}\s)?{_COAST}\b", re.IGNORECASE),
    "coast of": re.compile(rf"(?:{P}\s{_COAST}\b|(?<!{NAME}\s)\b{_COAST}\s(?:of|off)\s{_THE}{P})", re.IGNORECASE),
    "border of two": re.compile(
        rf"(?:provincial\s|common\s|shared\s|internal\s)?(?:border(?:lands?)?|frontier|boundary)(?:\sarea|\sregion|\sline|\szone)?\s"
        rf"(?:between|of|dividing|separating|shared by|linking)\s{_THE}{_X}(?:['’]s)?,?\s(?:and|from|with)\s{_THE}{_X}",
        re.IGNORECASE,
    ),
    "border with": re.compile(
        rf"{_X}(?:['’]s?)?\s(?:\w{{4,12}}\s)?(?:border|frontier)(?:\sarea|\sregion)?\swith\s{_THE}{_X}", re.IGNORECASE
    ),
    "border pair": re.compile(rf"{_X}\s?[-–/]\s?{_X}\s(?:border|frontier)(?:\sarea|\sregion|\szone)?", re.IGNORECASE),
    "border": re.compile(
        rf"{_X}(?:['’]s?)?\s(?:{DIR}\s)?(?:border|frontier)(?:\sarea|\sregion|\szone)?"
        r"(?!\s?(?:crossing|guard|police|post|gate|force|town|cit|village|with))",
        re.IGNORECASE,
    ),
    "border of": re.compile(rf"(?:border|frontier)(?:\sarea|\sregion|\szone)?\s(?:with|of)\s{_THE}{_X}", re.IGNORECASE),
    "road between": re.compile(
        rf"{_ROAD}\s(?:between|linking|connecting|joining|from|that links|which links|that connects|running from)"
        rf"\s{_THE}{P},?\s(?:and|to|with)\s{_THE}{P}",
        re.IGNORECASE,
    ),
    "road pair": re.compile(rf"{P}\s?[-–]\s?(?:to-)?{P}\s{_ROAD}", re.IGNORECASE),
    "road to": re.compile(
        rf"(?<!en\s){_ROAD}\s(?:leading\s)?(?:to|towards?|into|out of|from|leading to)\s{_THE}{P}", re.IGNORECASE
    ),
    "road in": re.compile(rf"\b(road|highway)\s(?:in|near|outside)\s{_THE}{P}", re.IGNORECASE),
    "distance": re.compile(
        rf"{NUM}\s(?:to\s{_THE})?(?:(?:due|further|directly)\s)?{DIR}\s(?:of|from)\s{_THE}{P}", re.IGNORECASE
    ),
    "within": re.compile(rf"within\s{NUM}\s(?:of|from)\s{_THE}{P}", re.IGNORECASE),
    "away": re.compile(
        rf"{NUM}\s(?:\(\d{{1,4}}\s\w{{2,12}}\)\s)?(?:away\s)?(?:from|outside)\s{_THE}{P}", re.IGNORECASE
    ),
    "own part": re.compile(
        rf"{P}['’]s\s(?:far[-\s])?{DIR}\s(deserts?|regions?|provinces|areas?|countryside|steppe|mountains|coast|highlands|plains)\b",
        re.IGNORECASE,
    ),
    "territory": re.compile(rf"{_X}(?:['’]s)?\s(territory|soil|airspace)\b", re.IGNORECASE),
    "capital": re.compile(rf"(?<!facto\s){_THE}{_X}(?:['’]s)?\s(capital)\b(?!\sof)", re.IGNORECASE),
    "parts": re.compile(rf"{_LAND}\s(?:to\s{_THE}|in\s{_THE})?{DIR}(?:\sand\s{DIR})?\sof\s{_THE}{P}", re.IGNORECASE),
    "side": re.compile(rf"{DIR}\s(?:side|bank|shore|edge|coast)s?\sof\s{_THE}{P}(?:\sin\s{_THE}{P})?", re.IGNORECASE),
    "direction of": re.compile(rf"(?:just\s|further\s)?\b{DIR}\sof\s{_THE}{P}", re.IGNORECASE),
    "part": re.compile(rf"\b(?:(?:far|extreme|deep)[-\s])?{DIR}\s{P}", re.IGNORECASE),
    "central part": re.compile(rf"\bcentral\s{P}", re.IGNORECASE),
    "around": re.compile(
        r"(suburbs?|outskirts|countryside|environs|vicinity|periphery|hinterland|"
        rf"villages? (?:around|near|outside|surrounding)|areas? (?:around|surrounding))\s(?:of\s)?{_THE}{P}",
        re.IGNORECASE,
    ),
    "around after": re.compile(
        rf"{P}(?:['’]s)?\s(?:{DIR}\s)?(suburbs?|outskirts|countryside|environs|hinterland)", re.IGNORECASE
    ),
}
"""Pattern by name, tried in this order; a later pattern never takes words that an earlier one has."""
_STATED = re.compile(
    rf"{P}(?:,|\s?[—–-]+)?\s?(?:\(|an?\s\w+\s|which\s|that\s)?"
    r"(?:(?:is|are|was|lies|lying|located|situated|sits|stands)\s)*"
    r"(?:just|about|some|around|roughly|only|approximately|nearly|located|situated|over|at least)?\s?"
    r"(?:about\s|some\s|around\s)?$",
    re.IGNORECASE,
)
_ITS = re.compile(
    rf"\b(?:its|their)\s(?:{DIR}\s)?(?:border|frontier)s?(?:\s(?:area|region|zone)s?)?\b(?:\swith\s{_THE}{_X})?",
    re.IGNORECASE,
)
_RUN = re.compile(rf"{NAME}+|{ADJECTIVE}+")
_BARE: dict[str, tuple[re.Pattern[str], PlaceKind]] = {
    "border area": (
        re.compile(
            r"\b(?:the|this|that)\s(border(?:\s(?:area|region|zone|strip)s?)?)\b"
            r"(?!\s(?:between|of|with|dividing|separating|crossing|guard|police|post|gate|force|town|cit|village|area|region|zone|strip))",
            re.IGNORECASE,
        ),
        "area",
    ),
    "held zone": (
        re.compile(
            rf"\b(?:the|this|that)\s((?:\w{{2,24}}|{ADJECTIVE}+|{NAME}+)[-‑]{_HELD}\s(?:zone|area|territory|enclave|pocket|strip))\b"
            r"(?!\s(?:of|in|around|near)\b)",
            re.IGNORECASE,
        ),
        "area",
    ),
    "coastal road": (re.compile(r"\bthe\s(?:main\s)?(coast(?:al)?\s(?:road|highway))\b", re.IGNORECASE), "road"),
}
"""Descriptions that name no place: words after the article, and what they are."""
_OWNED = re.compile(rf"{NAME}['’]s\s$")
_NEAR = re.compile(
    r"(?:the\s)?(?:nearby|adjacent)\s((?:\w{3,12}\s){0,2}?)"
    r"(air\s?base|airport|airfield|base|camp|village|town|prison|hospital|checkpoint|dam|bridge)\b",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"\b(?:(?:the|this|that)\s(?:same\s|provincial\s|northern\s|southern\s|eastern\s|western\s)?"
    r"(city|town|village|province|governorate|region|district|state|border crossing|crossing|airport|"
    r"airbase|desert|river|checkpoint|camp|island|dam|capital city|port|harbou?r|hospital|plant|market|school|"
    r"church|mosque|prison|base|area|capital)"
    r"|(?<=\bin\s)the\s(country)|(?<=\bacross\s)the\s(country)|(?<=\bthroughout\s)the\s(country))\b"
    rf"(?!\s(?:of|in|council|government|police|capital|hall|complex|around|between|near)\b|['’]s|-|,?\s[{NAME}{ADJECTIVE}])",
    re.IGNORECASE,
)


def bearing_of(first: str, second: str | None = None) -> float:
    """Degrees of "north" + "west"; "southern" is read as "south"."""
    one = first.lower().removesuffix("ern")
    two = (second or "").lower().removesuffix("ern")
    return BEARINGS.get(one + two, BEARINGS[one])


def find_described(document: Document, parse: Parse, toponyms: list[Toponym], gazetteer: Gazetteer) -> list[Described]:
    """Described places and back-references ("the city") in text order."""
    named = [t for t in toponyms if not t.dateline]
    masked = mask(document, parse, named, gazetteer)
    hints = {t.start: t for t in named}
    facilities = find_facilities(parse, named)
    at = [f.start for f in facilities]
    out: list[Described] = []
    used: list[tuple[int, int]] = []
    for s in parse.sentences:
        hit = facilities[bisect_left(at, s.start) : bisect_left(at, s.end)]
        for d in itertools.chain(hit, _in_sentence(masked, document.text, s.start, s.end, gazetteer)):
            d = _attribute(document.text, masked, d, hints)
            if not any(d.start < b and a < d.end for a, b in used[-8:]):
                out.append(d)
                used.append((d.start, d.end))
    return sorted(out, key=lambda d: (d.start, d.end))


def _attribute(text: str, masked: str, d: Described, named: dict[int, Toponym]) -> Described:
    """As in "southern Taiz province", "the northern city of Hodeidah": the direction says where the named place lies
    in its country; it is no part of it."""
    t = named.get(d.anchors[0][0]) if d.construct in {"part", "central part"} and d.anchors else None
    owned = _OWNED.search(masked, max(0, d.start - 6), d.start) is not None
    if (
        t is None
        or t.hint == "country"
        or not (t.hint in {"province", "district", "region"} or text[t.start].islower() or owned)
    ):
        return d
    return replace(d, construct="attribute")


def country_code(gazetteer: Gazetteer, words: str) -> str | None:
    """ISO code of a country's adjective or name."""
    return gazetteer.country_of_adjective(words) or gazetteer.country_named(words)


def mask(document: Document, parse: Parse, named: list[Toponym], gazetteer: Gazetteer) -> str:
    chars = list(document.text)
    for i, t in enumerate(parse.tokens):
        if not t.text[:1].isupper():
            continue
        after = parse.tokens[i + 1] if i + 1 < len(parse.tokens) else t
        end = (
            after.end
            if after is not t
            and after.text[:1].isupper()
            and country_code(gazetteer, document.text[t.start : after.end])
            else t.end
        )
        if end != t.end or country_code(gazetteer, t.text):
            chars[t.start : end] = ADJECTIVE * (end - t.start)
    for n in named:
        chars[n.start : n.end] = NAME * (n.end - n.start)
    return "".join(" " if c.isspace() else c for c in chars)


def _in_sentence(masked: str, text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Described]:
    if not any(c in masked[start:end] for c in (NAME, ADJECTIVE)):
        yield from _bare(masked, start, end)
        yield from _back(masked, start, end)
        return
    own = list(_its_border(masked, text, start, end, gazetteer))
    yield from own
    taken = [(d.start, d.end) for d in own]
    for construct, pattern in PATTERNS.items():
        for m in pattern.finditer(masked, start, end):
            if any(m.start() < b and a < m.end() for a, b in taken):
                continue
            d = _described(construct, m, text, gazetteer)
            if d is not None:
                taken.append((m.start(), m.end()))
                yield d
    yield from _bare(masked, start, end)
    yield from _back(masked, start, end)


def _bare(masked: str, start: int, end: int) -> Iterator[Described]:
    """Descriptions that name no place ("the border area", "the coastal road")."""
    for construct, (pattern, kind) in _BARE.items():
        for m in pattern.finditer(masked, start, end):
            yield Described(m.start(1), m.end(1), construct, (), kind, word=m.group(1).lower())


def _its_border(masked: str, text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Described]:
    """As in "Turkey reinforced its southern border": the border of the country named last before, in that sentence."""
    for m in _ITS.finditer(masked, start, end):
        runs = [(r.start(), r.end()) for r in _RUN.finditer(masked, start, m.start())]
        code = next((c for a, b in reversed(runs) if (c := country_code(gazetteer, text[a:b]))), None)
        if code is not None:
            words = [g.lower() for g in m.groups() if g]
            other = country_code(gazetteer, text[m.start(3) : m.end(3)]) if m.group(3) else None
            codes = (code, other) if other else (code,)
            yield Described(m.start(), m.end(), "its border", (), "area", bearing_in(words), None, codes)


def _described(construct: str, m: re.Match[str], text: str, gazetteer: Gazetteer) -> Described | None:
    groups = [(m.group(n), m.start(n), m.end(n)) for n in range(1, (m.re.groups or 0) + 1) if m.group(n)]
    anchors = tuple((a, b) for g, a, b in groups if g[0] == NAME)
    codes = tuple(c for g, a, b in groups if g[0] == ADJECTIVE and (c := country_code(gazetteer, text[a:b])))
    words = [g.lower() for g, _, _ in groups if g[0] not in (NAME, ADJECTIVE)]
    if len(anchors) + len(codes) < (
        2 if construct in {"border of two", "border pair", "road between", "road pair"} else 1
    ):
        return None
    subject = None
    if construct in {"distance", "away", "within", "direction of"} and (
        before := _STATED.search(m.string, max(0, m.start() - 120), m.start())
    ):
        subject = (before.start(1), before.end(1))
    bearing, distance = bearing_in(words), distance_in(words)
    return Described(
        m.start(),
        m.end(),
        construct,
        anchors,
        _kind(construct, words),
        bearing,
        distance,
        codes,
        " ".join(words),
        subject,
    )


def bearing_in(words: list[str]) -> float | None:
    """The mean of the directions stated ("south and east of" -> 135)."""
    found: list[float] = []
    n = 0
    while n < len(words):
        if words[n] in BEARINGS:
            second = (
                words[n + 1]
                if n + 1 < len(words) and words[n] in {"north", "south"} and words[n + 1] in {"east", "west"}
                else None
            )
            found.append(bearing_of(words[n], second))
            n += 2 if second else 1
        else:
            n += 1
    return mean_bearing(found) if found else None


def mean_bearing(bearings: list[float]) -> float:
    """The direction half-way between bearings, in degrees 0..360."""
    x = sum(math.cos(math.radians(b)) for b in bearings)
    y = sum(math.sin(math.radians(b)) for b in bearings)
    return round(math.degrees(math.atan2(y, x)) % 360, 1) % 360


def distance_in(words: list[str]) -> float | None:
    for number, unit in itertools.pairwise(words):
        if number[0].isdigit() and unit in KM:
            return round(to_number(number) * KM[unit], 3)
    return None


def to_number(text: str) -> float:
    """As in "1,200" is a thousand and two hundred, "7.5" seven and a half, "2,5" two and a half."""
    head, comma, tail = text.partition(",")
    if comma:
        return float(head + tail) if len(tail) == 3 else float(f"{head}.{tail}")
    return float(text)


@lru_cache(maxsize=1)
def _land_kinds() -> dict[str, PlaceKind]:
    return {word: kind for word, (kind, _) in place_types().items()}


def _kind(construct: str, words: list[str]) -> PlaceKind:
    if construct.startswith("road"):
        return "road"
    if construct == "facility of":
        return place_types()[words[0]][0]
    if construct in {"part", "central part"}:
        return "region"
    if any(w.startswith("desert") for w in words):
        return "desert"
    return "area"


def _back(masked: str, start: int, end: int) -> Iterator[Described]:
    """As in "the city", "the province": mentions of the last place of that kind; "nearby airbase": a new one."""
    for m in _NEAR.finditer(masked, start, end):
        kind = _land_kinds().get(m.group(2).lower().replace("air base", "airbase"), "facility")
        yield Described(
            m.start(),
            m.end(),
            "nearby",
            (),
            "military base" if "military" in m.group(1).lower() else kind,
            word=m.group(2).lower(),
        )
    for m in _LAST.finditer(masked, start, end):
        word = next(g for g in m.groups() if g).lower()
        kind = _land_kinds().get(word.removeprefix("capital "), "area")
        if word == "capital":
            kind = "city"
        kind = "country" if word == "country" else "facility" if word == "plant" else kind
        yield Described(m.start(), m.end(), "back", (), kind, word=word)
