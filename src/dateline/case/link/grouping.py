"""The happenings of events that hang together, out of what was compared and what people decided.

Linking uses it for all of a case, and deciding for the few events that a decision touches: both come to the same,
because nothing here depends on a pair whose score is not kept. What only a decision brings together counts as not
compared; but the rules that keep two events apart hold between them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.case.link.clusters import Pair, cluster, pair
from dateline.case.link.features import gainsaid
from dateline.case.link.judged import Decided
from dateline.case.link.score import KEPT_APART, forbidden
from dateline.case.link.settings import LinkSettings
from dateline.case.link.tellings import Telling
from dateline.model.situation import Link

ASKED = "asked"
"""Part of a link that no likeness, only a decision, put together: it joins and parts nobody."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs whose scores are known: their points, and those that a rule keeps apart."""

    points: Mapping[Pair, float]
    apart: frozenset[Pair]


def compared_by(links: Iterable[Link]) -> Compared:
    """What kept links tell."""
    points: dict[Pair, float] = {}
    apart: set[Pair] = set()
    for link in links:
        features = {name for name, _, _ in link.why}
        if ASKED not in features:
            points[link.a, link.b] = link.score
            if KEPT_APART in features:
                apart.add((link.a, link.b))
    return Compared(points, frozenset(apart))


def grouped(
    part: Sequence[str],
    near: Mapping[str, int],
    reports: Mapping[str, str],
    compared: Compared,
    telling: Callable[[str], Telling],
    decisions: Decided,
    settings: LinkSettings,
) -> list[tuple[str, ...]]:
    """The happenings of one part. `near` numbers what hangs together without decisions, `reports` names each event's
    report; `telling` is asked for what two events say only where that decides."""
    if len(part) == 1:
        return [tuple(part)]
    members = frozenset(part)
    inside = (p for p in compared.points if members.issuperset(p))
    points = {p: compared.points[p] for p in inside if near[p[0]] == near[p[1]]}
    apart = {p for p in compared.apart if p in points and p not in decisions.same}
    apart |= {p for p in decisions.apart if members.issuperset(p)}
    apart |= set(_of_one_report(part, reports, telling, decisions))
    apart |= set(_over(part, near, telling, decisions, settings))
    together = [g for g in decisions.together() if g[0] in members]
    return cluster(part, points, sorted(apart), together, join=settings.join, unknown=settings.uncompared)


def _of_one_report(
    part: Iterable[str], reports: Mapping[str, str], telling: Callable[[str], Telling], decisions: Decided
) -> list[Pair]:
    """Events that one report tells as several stay several, but for a denial of what it tells."""
    by_report: dict[str, list[str]] = {}
    for i in part:
        by_report.setdefault(reports[i], []).append(i)
    pairs = (p for ids in by_report.values() for p in combinations(sorted(ids), 2))
    return [(a, b) for a, b in pairs if (a, b) not in decisions.same and not gainsaid(telling(a), telling(b))]


def _over(
    part: Iterable[str],
    near: Mapping[str, int],
    telling: Callable[[str], Telling],
    decisions: Decided,
    settings: LinkSettings,
) -> list[Pair]:
    """Pairs that only a decision brought into one part, and that a rule keeps apart."""
    pairs = (pair(a, b) for a, b in combinations(part, 2) if near[a] != near[b])
    return [p for p in pairs if p not in decisions.same and forbidden(telling(p[0]), telling(p[1]), settings)]
