"""Runs recognition and resolution over a corpus's articles, as the reading of a report does, and judges what comes."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from dateline.annotate.names import find_names
from dateline.annotate.repair import repair
from dateline.annotate.short_names import adjective_place, short_forms
from dateline.annotate.spatial import find_described
from dateline.annotate.toponyms import find_toponyms
from dateline.annotate.toponyms_given import toponyms_at
from dateline.annotate.toponyms_wide import find_all_names
from dateline.evaluate.geo import Judged, Tally, is_demonym, judge, pairs
from dateline.model.layers import Toponym
from dateline.readers.text import read_text
from dateline.resolve.candidates import full_names
from dateline.resolve.places import resolve_places
from dateline.resolve.ranker import ground_report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.catalogue.lookup import Catalogue
    from dateline.engines.protocol import Engine
    from dateline.evaluate.geo_corpus import Article, GoldPlace
    from dateline.gazetteer.protocol import Candidate, Gazetteer
    from dateline.model.document import Document
    from dateline.model.parse import Parse
    from dateline.model.vocabulary import PlaceKind

ADJECTIVE = "adjective"
BUILT_KINDS = frozenset({"facility", "airport", "military base", "checkpoint", "road"})


@dataclass(frozen=True, slots=True)
class Grounded:
    """A toponym with what was chosen for it, and what there was to choose from."""

    toponym: Toponym
    chosen: Candidate | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article as the reading sees it before places are looked for."""

    article: Article
    document: Document
    parse: Parse
    taken: list[tuple[int, int]]


@dataclass(slots=True)
class Outcome:
    """What one corpus gave: gold spans judged; recognition and end to end with and without demonyms; seconds."""

    judged: list[Judged] = field(default_factory=list)
    careful: list[Judged] = field(default_factory=list)
    """The same spans where the resolver may abstain, as it does in a reading."""
    found: dict[bool, Tally] = field(default_factory=lambda: {True: Tally(), False: Tally()})
    placed: dict[bool, Tally] = field(default_factory=lambda: {True: Tally(), False: Tally()})
    """By whether demonyms count."""
    seconds: float = 0.0
    """CPU time of the resolution alone, of `reports` reports."""
    reports: int = 0


def prepare(articles: Iterable[Article], engine: Engine, gazetteer: Gazetteer, catalogue: Catalogue) -> list[Prepared]:
    """Articles parsed, with the spans of actors' names."""
    out = []
    for a in articles:
        if not a.text.strip():
            continue
        document = read_text(a.text, published=a.published, outlet=a.outlet or None, name=a.id)
        parse = engine.parse(document)
        names = find_names(parse, catalogue, gazetteer.has)
        repair(parse, names, catalogue)
        unique = [n for n in dict.fromkeys(names.values()) if n.kind != "state"]
        taken = [(parse.tokens[n.first].start, parse.tokens[n.last - 1].end) for n in unique]
        out.append(Prepared(a, document, parse, taken))
    return out


def ground_all(
    document: Document, parse: Parse, toponyms: list[Toponym], gazetteer: Gazetteer, threshold: float | None = None
) -> list[Grounded]:
    """What the resolver makes of each toponym, adjectives by the gazetteer alone."""
    names = [t for t in toponyms if t.rule != ADJECTIVE]
    clusters, _ = ground_report(document, parse, names, gazetteer, threshold)
    of = {(m.start, m.end): c for c in clusters for m in c.mentions}
    out = []
    for t in toponyms:
        if t.rule == ADJECTIVE:
            place = adjective_place(document.text[t.start : t.end], gazetteer)
            out.append(Grounded(t, place, (place,) if place else ()))
            continue
        c = of[t.start, t.end]
        found = [x for name in dict.fromkeys((*full_names(c), c.name)) for x in gazetteer.candidates(name)]
        out.append(Grounded(t, c.chosen or c.host, tuple(dict.fromkeys((*found, *c.candidates)))))
    return out


def given_spans(p: Prepared, gazetteer: Gazetteer, threshold: float | None = 0.0) -> list[Judged]:
    """Resolution alone: the gold spans that have coordinates, typed by the words around them. That each is a place is
    given, so that the likeliest is taken however unlikely it is; None is the threshold of a reading."""
    gold = [g for g in p.article.places if g.lat is not None]
    spans = [(g.start, g.end) for g in gold]
    made = toponyms_at(p.document, p.parse, gazetteer, spans)
    toponyms = [as_marked(t, g) for t, g in zip(made, gold, strict=True)]
    by = {(x.toponym.start, x.toponym.end): x for x in ground_all(p.document, p.parse, toponyms, gazetteer, threshold)}
    empty = (None, ())
    out = []
    for g in gold:
        x = by.get((g.start, g.end))
        chosen, candidates = (x.chosen, x.candidates) if x else empty
        out.append(judge(p.article.id, g, chosen, candidates, gazetteer))
    return out


def as_marked(t: Toponym | None, gold: GoldPlace) -> Toponym:
    """Where the annotators marked "Toronto" in "Toronto hospital" they mean the town; a dateline is not parsed."""
    if t is None:
        short = short_forms().get(gold.phrase)
        name, hint = (short.name, "province") if short else (gold.phrase, None)
        return Toponym(gold.start, gold.end, name, -1, cast("PlaceKind | None", hint), dateline=short is None)
    built = t.hint in BUILT_KINDS and t.word not in gold.phrase.lower()
    return replace(t, hint=None, word="") if built else t


def end_to_end(p: Prepared, gazetteer: Gazetteer, outcome: Outcome) -> None:
    """Own recognition, then resolution. A found name that is not resolved is no answer: it costs recall only; one that
    stands where the gold has a name without coordinates counts neither way."""
    found = find_all_names(p.document, p.parse, gazetteer)
    placed = ground_all(p.document, p.parse, found, gazetteer)
    gold = p.article.places
    for n, m in pairs([(t.start, t.end) for t in found], gold):
        x = placed[n] if n is not None else None
        g = gold[m] if m is not None else None
        demonym = is_demonym(g, gazetteer) if g else x is not None and x.toponym.rule == ADJECTIVE
        right = x is not None and g is not None and judge("", g, x.chosen, (), gazetteer).right
        for all_names in (True, False):
            if demonym and not all_names:
                continue
            seen = outcome.found[all_names]
            seen.found += x is not None
            seen.wanted += g is not None
            seen.right += x is not None and g is not None
            map_ = outcome.placed[all_names]
            map_.found += x is not None and x.chosen is not None and (g is None or g.lat is not None)
            map_.wanted += g is not None and g.lat is not None
            map_.right += right


def time_resolution(p: Prepared, gazetteer: Gazetteer, outcome: Outcome) -> None:
    """CPU seconds from mentions to places, as a reading does it; parsing and recognition are not counted."""
    found = find_toponyms(p.document, p.parse, gazetteer, p.taken)
    described = find_described(p.document, p.parse, found, gazetteer)
    begun = time.process_time()
    resolve_places(p.document, p.parse, found, described, gazetteer)
    outcome.seconds += time.process_time() - begun
    outcome.reports += 1


def run(prepared: Iterable[Prepared], gazetteer: Gazetteer) -> Outcome:
    """Everything that is measured on one corpus."""
    outcome = Outcome()
    for p in prepared:
        outcome.judged += given_spans(p, gazetteer)
        outcome.careful += given_spans(p, gazetteer, None)
        end_to_end(p, gazetteer, outcome)
        time_resolution(p, gazetteer, outcome)
    return outcome
