"""Documents with place names of which the right place is known, from data that may be trained on and shipped.

Re-DocRED (MIT): Wikipedia texts whose places are tied to countries and divisions by relations; a candidate that
satisfies them is right, and where none does, none is. UCDP GED 19.1 (CC BY 4.0): coded events of one month as short
reports; a candidate near the coded point is right. GeoNames (CC BY 4.0): made-up local news of a town and its
surroundings. In each some right places are taken out of the gazetteer, so that their namesakes must be refused.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.annotate.toponyms_given import toponyms_at
from dateline.gazetteer.artifact import RECORD
from dateline.gazetteer.folding import fold
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.readers.text import read_text
from dateline.resolve.candidates import Home, clusters_of, fill
from dateline.resolve.context import Containers, country_weights
from dateline.resolve.geometry import rough_km

Key = tuple[str, str, float, float]
Right = Callable[[Candidate], bool]
NEAR_KM = 10.0
"""How far a candidate may lie from UCDP's point for the place itself."""
WIDE_KM = 60.0
"""How far apart the candidates that satisfy a place's relations may lie to count as one answer."""
_GLUE = re.compile(r"\s+([,.;:!?%)\]]|'s\b|n't\b)|([(\[])\s+")


@dataclass(slots=True)
class Sample:
    """A document for training: its names, the countries it is about, and by (start, end) the keys of the candidates
    that are right, none where the gazetteer lacks the place. A name without an entry is context only."""

    source: str
    text: str
    toponyms: list[Toponym]
    countries: dict[str, float]
    right: dict[tuple[int, int], frozenset[Key]]
    weight: float = 1.0


def nowhere(_: Candidate) -> bool:
    """No candidate is right."""
    return False


def _build(
    source: str, text: str, spans: dict[tuple[int, int], Right | None], parse: Callable[[Document], Parse],
    gazetteer: Gazetteer, weight: float = 1.0,
) -> Sample | None:  # fmt: skip
    """The sample of a text, with its names typed as the reading types them; None where reading changes the text."""
    document = read_text(text)
    if document.text != text:
        return None
    parsed = parse(document)
    made = toponyms_at(document, parsed, gazetteer, sorted(spans))
    toponyms = [t for t in made if t is not None and t.rule != "adjective"]
    clusters = clusters_of(toponyms, gazetteer)
    countries = country_weights(parsed, toponyms, clusters, gazetteer)
    right: dict[tuple[int, int], frozenset[Key]] = {}
    for c in clusters:
        fill(c, gazetteer, Home(countries))
        for m in c.mentions:
            told = spans[m.start, m.end]
            if told is not None:
                right[m.start, m.end] = frozenset(x.key for x in c.candidates if told(x))
    return Sample(source, text, toponyms, countries, right, weight)


# --- Re-DocRED --------------------------------------------------------------------------------------------------------


def redocred(path: Path, parse: Callable[[Document], Parse], gazetteer: Gazetteer) -> Iterator[Sample]:
    """One sample a document with two places at least of which the right one is told."""
    containers = Containers(gazetteer)
    for doc in json.loads(path.read_text(encoding="utf-8")):
        person = False
        text, at = _text(doc["sents"])
        spans: dict[tuple[int, int], Right | None] = {}
        for n, mentions in enumerate(doc["vertexSet"]):
            kind = mentions[0]["type"]
            right = _by_relations(doc, n, gazetteer, containers) if kind == "LOC" else None
            if kind == "PER" and not person:
                mentions = [m for m in mentions if m["pos"][1] - m["pos"][0] == 1 and gazetteer.has(m["name"])][:1]
                person, right = bool(mentions), nowhere
            elif kind != "LOC":
                continue
            for m in mentions:
                first, last = (m["sent_id"], m["pos"][0]), (m["sent_id"], m["pos"][1] - 1)
                spans[at[first][0], at[last][1]] = right
        kept = _apart(spans)
        if sum(r is not None and r is not nowhere for r in kept.values()) > 1:
            made = _build("redocred", text, kept, parse, gazetteer)
            if made is not None:
                yield made


def _text(sentences: list[list[str]]) -> tuple[str, dict[tuple[int, int], tuple[int, int]]]:
    """Tokens as running text, and where each stands in it."""
    text, at = "", {}
    for s, tokens in enumerate(sentences):
        for n, token in enumerate(tokens):
            word = " ".join(token.split()) or "-"
            glued = not text or word in {",", ".", ";", ":", "!", "?", "%", ")", "]", "'s", "n't"} or text[-1] in "([ "
            text += "" if glued else " "
            at[s, n] = (len(text), len(text) + len(word))
            text += word
    return text, at


def _apart(spans: dict[tuple[int, int], Right | None]) -> dict[tuple[int, int], Right | None]:
    """Spans without those that overlap an earlier one."""
    out: dict[tuple[int, int], Right | None] = {}
    last = -1
    for start, end in sorted(spans):
        if start >= last and end > start:
            out[start, end] = spans[start, end]
            last = end
    return out


def _by_relations(doc: dict[str, Any], n: int, gazetteer: Gazetteer, containers: Containers) -> Right | None:
    """How a place's country (P17) and containers (P131, P150 reversed) tell which candidate is right."""
    names = [m["name"] for m in doc["vertexSet"][n]]
    code = next((c for c in map(gazetteer.country_named, names) if c), None)
    if code is not None:
        return lambda x: x.kind == "country" and x.country == code
    wide = [x["t"] for x in doc["labels"] if x["h"] == n and x["r"] in {"P17", "P131"}]
    wide += [x["h"] for x in doc["labels"] if x["t"] == n and x["r"] == "P150"]
    told = [[m["name"] for m in doc["vertexSet"][w]] for w in dict.fromkeys(wide) if w != n]
    codes = {c for group in told for c in map(gazetteer.country_named, group) if c}
    if not codes:
        return None
    inner = [g for g in told if not any(map(gazetteer.country_named, g)) and any(map(containers.known, g))]

    def right(x: Candidate) -> bool:
        if x.kind == "country" or x.country not in codes:
            return False
        return all(any(containers.hold(name, x) for name in group) for group in inner)

    every = [x for name in dict.fromkeys(names) for x in gazetteer.candidates(name)]
    found = [x for x in every if right(x)]
    apart = any(rough_km((a.lat, a.lon), (b.lat, b.lon)) > WIDE_KM for a in found for b in found)
    doubtful = not found and any(x.country is None or x.country in codes for x in every)
    return None if apart or doubtful else right


# --- UCDP GED ---------------------------------------------------------------------------------------------------------

_TYPED = re.compile(r"^(?P<name>[A-Z][\w'’ -]{2,30}?)(?: (?P<word>village|town|city))?$")
LEADS = (
    "Clashes were reported in {} on Tuesday.", "Shells hit {}.", "Government forces advanced near {}.",
    "Air strikes were carried out on {}.", "Fighters withdrew from {}.", "An explosion killed two people in {}.",
)  # fmt: skip
ABROAD = (
    "Talks were held in {}.", "Diplomats met in {} later.", "The delegation flew to {}.",
)  # fmt: skip


def ucdp(path: Path, parse: Callable[[Document], Parse], gazetteer: Gazetteer, count: int, seed: int) -> list[Sample]:
    """Short reports of some events of one month, with their divisions, the country and sometimes a place abroad."""
    draw = random.Random(seed)  # noqa: S311 - sampling, no secret
    with gzip.open(path) as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8")))
    months = defaultdict(list)
    for r in rows:
        if r["where_prec"][:1] == "1" and _TYPED.match(r["where_coordinates"]):
            months[r["date_start"][:7]].append(r)
    world = sorted(towns_of(gazetteer), key=lambda x: -x.population)[:300]
    out = []
    for _ in range(count):
        month = months[draw.choice(sorted(months))]
        picked = draw.sample(month, min(len(month), draw.randint(2, 7)))
        text, spans = _report(picked, world, draw)
        out.append(_build("ucdp", text, spans, parse, gazetteer, 0.7))
    return [s for s in out if s is not None]


def _report(
    rows: list[dict[str, str]], world: list[Candidate], draw: random.Random
) -> tuple[str, dict[tuple[int, int], Right | None]]:
    parts = Parts()
    if draw.random() < 0.8:
        parts.sentence(draw.choice(LEADS), [("Syria", lambda x: x.kind == "country" and x.country == "SY", "")])
    for r in {r["where_coordinates"]: r for r in rows}.values():
        m = _TYPED.match(r["where_coordinates"])
        assert m is not None
        point = (float(r["latitude"]), float(r["longitude"]))
        names = [(m["name"], _near(point), f" {m['word']}" if m["word"] and draw.random() < 0.5 else "")]
        if r["adm_1"] and draw.random() < 0.5:
            names.append((r["adm_1"].removesuffix(" Governorate"), _province("SY"), " province"))
        parts.sentence(draw.choice(LEADS), names)
    if draw.random() < 0.4:
        away = draw.choice(world)
        parts.sentence(draw.choice(ABROAD), [(away.name, _near((away.lat, away.lon)), "")])
    return parts.text, parts.spans


def _near(point: tuple[float, float], km: float = NEAR_KM) -> Right:
    return lambda x: x.kind not in {"country", "province"} and rough_km(point, (x.lat, x.lon)) <= km


def _province(code: str) -> Right:
    return lambda x: x.kind in {"province", "city"} and x.country == code


@dataclass(slots=True)
class Parts:
    """A text in the making."""

    text: str = ""
    spans: dict[tuple[int, int], Right | None] = field(default_factory=dict)

    def sentence(self, frame: str, names: list[tuple[str, Right | None, str]]) -> None:
        """Adds a sentence: the names one after the other with commas, each with the word that follows it."""
        before, after = frame.split("{}")
        self.text += (" " if self.text else "") + before
        for n, (name, right, word) in enumerate(names):
            self.text += ", " if n else ""
            self.spans[len(self.text), len(self.text) + len(name)] = right
            self.text += name + word
        self.text += after


# --- GeoNames ---------------------------------------------------------------------------------------------------------

LOCAL = (
    "Police in {} made two arrests.", "The school board of {} meets on Monday.", "A fire broke out in {}.",
    "The road to {} is closed.", "Residents of {} complained.", "The council said {} will get a new bridge.",
    "She grew up in {}.", "The team from {} won again.",
)  # fmt: skip


def towns_of(gazetteer: Any) -> list[Candidate]:
    """All towns with a population (the packed gazetteer's records, in order)."""
    count = len(gazetteer._records) // RECORD.size
    found = (gazetteer._candidate(n) for n in range(count))
    return [x for x in found if x.kind in {"city", "village"} and x.population > 0 and x.source == "GeoNames"]


def local_news(
    towns: list[Candidate], parse: Callable[[Document], Parse], gazetteer: Gazetteer, count: int, seed: int
) -> list[Sample]:
    """Made-up local reports: a town, places around it, its division and country, cities of its country and abroad."""
    draw = random.Random(seed)  # noqa: S311
    squares, by_country = defaultdict(list), defaultdict(list)
    for x in towns:
        squares[int(x.lat), int(x.lon)].append(x)
        by_country[x.country].append(x)
    weights = [x.population**0.5 for x in towns]
    names = dict.fromkeys((x.country, x.admin1) for x in towns if x.admin1)
    found = [y for code, name in names for y in gazetteer.candidates(name or "") if y.country == code]
    divisions = [y for y in found if y.kind == "province" and y.radius_km > 80]
    world = sorted(towns, key=lambda x: -x.population)[:300]
    out = []
    for focus in draw.choices(towns, weights, k=count):
        text, spans = _local(focus, squares, by_country[focus.country], world, divisions, draw, gazetteer)
        out.append(_build("geonames", text, spans, parse, gazetteer, 0.5))
    return [s for s in out if s is not None]


def _local(
    focus: Candidate, squares: dict[tuple[int, int], list[Candidate]], home: list[Candidate], world: list[Candidate],
    divisions: list[Candidate], draw: random.Random, gazetteer: Gazetteer,
) -> tuple[str, dict[tuple[int, int], Right | None]]:  # fmt: skip
    lat, lon = int(focus.lat), int(focus.lon)
    square = [x for a in (lat - 1, lat, lat + 1) for o in (lon - 1, lon, lon + 1) for x in squares[a, o]]
    near = [x for x in square if rough_km((x.lat, x.lon), (focus.lat, focus.lon)) < draw.choice((30, 80, 150))]
    picked = [focus, *_some(near, draw.randint(1, 6), draw), *_some(home, draw.randint(0, 3), draw, 0.8)]
    picked += _some(world, draw.choice((0, 0, 1, 2)), draw)
    parts = Parts()
    country = gazetteer.country(focus.country or "")
    if country is not None and draw.random() < 0.4:
        parts.sentence(draw.choice(LOCAL), [(country.name, _entity(country), "")])
    if focus.admin1 and draw.random() < 0.5:
        parts.sentence(draw.choice(LOCAL), [(focus.admin1, _division(focus), "")])
    if divisions and draw.random() < 0.6:
        other = draw.choices(divisions, [y.names**1.5 for y in divisions])[0]
        parts.sentence(draw.choice(LOCAL), [(other.name, _area(other), "")])
    for n, x in enumerate({p.key: p for p in picked}.values()):
        names: list[tuple[str, Right | None, str]] = [(x.name, _near((x.lat, x.lon), 5.0), "")]
        if x.admin1 and draw.random() < (0.3 if n == 0 or x.country != focus.country else 0.12):
            names.append((x.admin1, _division(x), ""))
        parts.sentence(draw.choice(LOCAL), names)
    return parts.text, parts.spans


def _some(towns: list[Candidate], count: int, draw: random.Random, power: float = 0.4) -> list[Candidate]:
    return draw.choices(towns, [x.population**power for x in towns], k=count) if towns else []


def _area(division: Candidate) -> Right:
    name = fold(division.name)
    return lambda x: (
        x.key == division.key or (x.country == division.country and fold(x.admin1 or "") == fold(x.name) == name)
    )


def _entity(place: Candidate) -> Right:
    return lambda x: x.key == place.key


def _division(x: Candidate) -> Right:
    """The first-order division of a town, or its seat of the same name: the text does not tell them apart."""
    code, name = x.country, x.admin1
    return lambda y: (
        y.country == code
        and ((y.kind == "province" and y.name == name) or (y.admin1 == name and fold(y.name) == fold(name or "")))
    )
