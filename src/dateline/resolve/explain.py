"""Why a name of a report was taken to mean a place, or none: the candidates with what speaks for and against each."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.gazetteer.folding import bare, fold
from dateline.gazetteer.protocol import Candidate, Gazetteer
from dateline.model.document import Document
from dateline.model.layers import Toponym
from dateline.model.parse import Parse
from dateline.resolve.candidates import BUILT, Cluster
from dateline.resolve.features import CONTEXT, STATIC
from dateline.resolve.ranker import Ranker, ground_report

LEAST = 0.005
"""Terms that count less are left out."""
NO_NAME = "the report has no place of that name"


@dataclass(frozen=True, slots=True)
class Explained:
    """A candidate; `score` is the sum of its `terms` (feature, weight times value), `chance` what it comes to among the
    candidates and the option that none is meant."""

    candidate: Candidate
    score: float
    terms: tuple[tuple[str, float], ...]
    chosen: bool
    chance: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a report means by a name: how often it is said, the place, why none or how sure, the candidates."""

    mentions: int
    chosen: Candidate | None
    reason: str
    ranked: tuple[Explained, ...]


def explain(name: str, document: Document, parse: Parse, toponyms: list[Toponym], gazetteer: Gazetteer) -> Explanation:
    """The decision about one name, made as the reading makes it, with the whole report as context."""
    clusters, ranker = ground_report(document, parse, toponyms, gazetteer)
    found = named(name, clusters)
    if not found:
        return Explanation(0, None, NO_NAME, ())
    c = max(found, key=lambda c: (c.group not in BUILT, len(c.mentions)))  # a town before the plant that is called so
    ranked = _ranked(c, ranker)
    return Explanation(len(c.mentions), c.chosen, c.reason or _sure(ranked), ranked)


def named(name: str, clusters: list[Cluster]) -> list[Cluster]:
    """The clusters of a name, else those that differ by the Arabic article only."""
    exact = [c for c in clusters if fold(c.name) == fold(name)]
    return exact or [c for c in clusters if bare(fold(c.name)) == bare(fold(name))]


def _ranked(c: Cluster, ranker: Ranker) -> tuple[Explained, ...]:
    w = ranker.weighed[c]
    weights = [*ranker.weights.static, *ranker.weights.context]
    rows = w.context or [[0.0] * len(CONTEXT) for _ in w.places]
    out = []
    for x, chance, fixed, around in zip(w.places, w.chances, w.fixed, rows, strict=True):
        terms = [(n, v * k) for n, v, k in zip((*STATIC, *CONTEXT), (*fixed, *around), weights, strict=True)]
        told = sorted((t for t in terms if abs(t[1]) >= LEAST), key=lambda t: -abs(t[1]))
        score = sum(v for _, v in terms)
        chosen = c.chosen is not None and c.chosen.key == x.key
        out.append(Explained(x, round(score, 3), tuple((n, round(v, 3)) for n, v in told), chosen, round(chance, 3)))
    return tuple(sorted(out, key=lambda e: (not e.chosen, -e.score)))


def _sure(ranked: tuple[Explained, ...]) -> str:
    """How sure a choice is, against the next candidate."""
    chosen = next((e for e in ranked if e.chosen), None)
    if chosen is None:
        return ""
    rest = [e.chance for e in ranked if not e.chosen]
    other = f"; the next candidate {max(rest):.0%}" if rest else "; no other candidate"
    return f"likely by {chosen.chance:.0%}{other}"
