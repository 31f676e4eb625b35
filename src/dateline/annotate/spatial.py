"""Places described in words: "the border of A and B", "80km west of A", "the highway between A and B", "north-west A".

The text is masked first: a place name becomes a run of one private character, a country's adjective ("Iraqi") or name a
run of another, of the same length, so that every pattern is a short fixed phrase around names and offsets stay.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from dateline.annotate.bearings import VAGUE_KM, bearing_in, distance_in, hedge_before
from dateline.annotate.described import Described
from dateline.annotate.facilities import find_facilities
from dateline.annotate.place_words import place_types
from dateline.annotate.spatial_patterns import (
    ADJECTIVE,
    BARE,
    BESIDE,
    ITS,
    LAST,
    NAME,
    NEAR,
    PATTERNS,
    RUN,
    STATED,
    WITHIN,
)
from dateline.gazetteer.protocol import Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.model.vocabulary import PlaceKind

PAIRS = frozenset({"border of two", "border pair", "road between", "road pair", "between", "confluence"})
"""Constructions that take two names."""
_OWNED = re.compile(rf"{NAME}['’]s\s$")


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
        for d in itertools.chain(hit, find_in(masked, document.text, s.start, s.end, gazetteer)):
            d = _attribute(document.text, masked, d, hints)
            if d.construct == "attribute":  # no place of its own, so that it takes no words from one
                out.append(d)
            elif not any(d.start < b and a < d.end for a, b in used[-8:]):
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
    chars, longer = list(document.text), dict[int, int]()
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
            longer |= {t.start: end} if end != t.end else {}
    for n in named:
        if longer.get(n.start, 0) > n.end:  # "Sri" of "Sri Lankan"
            continue
        chars[n.start : n.end] = NAME * (n.end - n.start)
    return "".join(" " if c.isspace() else c for c in chars)


def find_in(masked: str, text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Described]:
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
            d = describe(construct, m, text, gazetteer)
            if d is not None:
                taken.append((m.start(), m.end()))
                yield d
    yield from _bare(masked, start, end)
    yield from _back(masked, start, end)


def _bare(masked: str, start: int, end: int) -> Iterator[Described]:
    """Descriptions that name no place ("the border area", "the coastal road")."""
    for construct, (pattern, kind) in BARE.items():
        for m in pattern.finditer(masked, start, end):
            yield Described(m.start(1), m.end(1), construct, (), kind, word=m.group(1).lower())


def _its_border(masked: str, text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[Described]:
    """As in "Turkey reinforced its southern border": the border of the country named last before, in that sentence."""
    for m in ITS.finditer(masked, start, end):
        runs = [(r.start(), r.end()) for r in RUN.finditer(masked, start, m.start())]
        code = next((c for a, b in reversed(runs) if (c := country_code(gazetteer, text[a:b]))), None)
        if code is not None:
            words = [g.lower() for g in m.groups() if g]
            other = country_code(gazetteer, text[m.start(3) : m.end(3)]) if m.group(3) else None
            codes = (code, other) if other else (code,)
            yield Described(m.start(), m.end(), "its border", (), "area", bearing_in(words), None, codes)


def describe(construct: str, m: re.Match[str], text: str, gazetteer: Gazetteer) -> Described | None:
    groups = [(m.group(n), m.start(n), m.end(n)) for n in range(1, (m.re.groups or 0) + 1) if m.group(n)]
    anchors = tuple((a, b) for g, a, b in groups if g[0] == NAME)
    codes = tuple(c for g, a, b in groups if g[0] == ADJECTIVE and (c := country_code(gazetteer, text[a:b])))
    words = [g.lower() for g, _, _ in groups if g[0] not in (NAME, ADJECTIVE)]
    if len(anchors) + len(codes) < (2 if construct in PAIRS else 1):
        return None
    subject = None
    if construct in {"distance", "away", "within", "direction of"} and (
        before := STATED.search(m.string, max(0, m.start() - 120), m.start())
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
        " ".join([*words, *_notes(construct, m.group().lower())]),
        subject,
        hedge_before(text, m.start()),
        _name_after(WITHIN, m),
        _name_after(BESIDE, m) if "border" in construct else None,
    )


def _notes(construct: str, words: str) -> list[str]:
    """What the geometry needs of words that no group of the pattern holds."""
    if construct == "parts":
        return ["inside"] if re.search(r"\sin\s|^parts?\s", words) else []
    if construct == "direction of":
        return [w for w in (*VAGUE_KM, "just") if words.startswith(w)]
    if construct.startswith("border"):
        return re.findall(r"\b(?:area|region|zone|borderlands)\b", words)
    return re.findall(r"\b(?:far|extreme|deep)\b", words) if construct.startswith("part") else []


def _name_after(pattern: re.Pattern[str], m: re.Match[str]) -> tuple[int, int] | None:
    """The name that follows a description in the same phrase."""
    after = pattern.match(m.string, m.end(), min(len(m.string), m.end() + 120))
    return (after.start(1), after.end(1)) if after else None


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
    for m in NEAR.finditer(masked, start, end):
        kind = _land_kinds().get(m.group(2).lower().replace("air base", "airbase"), "facility")
        yield Described(
            m.start(),
            m.end(),
            "nearby",
            (),
            "military base" if "military" in m.group(1).lower() else kind,
            word=m.group(2).lower(),
        )
    for m in LAST.finditer(masked, start, end):
        word = next(g for g in m.groups() if g).lower()
        kind = _land_kinds().get(word.removeprefix("capital "), "area")
        if word == "capital":
            kind = "city"
        kind = "country" if word == "country" else "facility" if word == "plant" else kind
        yield Described(m.start(), m.end(), "back", (), kind, word=word)
