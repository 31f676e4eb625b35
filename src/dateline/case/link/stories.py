"""Which reports are about one thing, whether or not the reader found the event that they are about.

A report that tells an inquiry, a funeral or a trial has no event of the happening itself, and still belongs to it.
Here whole reports are compared: the happenings they share, their rare names and words, how close they are in time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.case.facts import ReportFacts
from dateline.case.link.clusters import Pair, cluster, components, pair
from dateline.case.link.events import Linked
from dateline.case.link.features import RARE, Part
from dateline.case.link.judged import Conflict, decided
from dateline.case.link.rarity import Rarity
from dateline.case.link.score import score
from dateline.case.link.settings import USUAL, LinkSettings
from dateline.case.link.tellings import VIOLENCE, Story, Telling, day_of, story_of, tellings_of
from dateline.model.judgement import Judgement
from dateline.model.situation import Link

WINDOW = 30
"""Days between two reports within which they are compared."""
MOST = 40
"""Reports that hold a name from which it brings none together."""
SOON, LATE = 7, 21
"""Days between two reports that speak for one story, and from which they speak against it."""


@dataclass(frozen=True, slots=True)
class Stories:
    """Reports in groups by what they are about: every report in exactly one. `links` say why."""

    groups: tuple[tuple[str, ...], ...] = ()
    links: tuple[Link, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Report:
    story: Story
    published: int | None
    first: Telling | None
    """The act that it tells first."""
    events: frozenset[str]
    """The happenings that it opens with, by the first id of each group."""


def link_reports(
    reports: Sequence[ReportFacts],
    linked: Linked,
    judgements: Sequence[Judgement] = (),
    settings: LinkSettings = USUAL,
) -> Stories:
    """Group the reports by story. `linked` are their events as `link_events` grouped them; judgements `of="report"`
    name reports. The order of the reports makes no difference. Rows of datasets are no reports, and are left out."""
    reports = [r for r in reports if r.dataset is None]
    group = linked.group_of()
    known = {r.report: _report(r, group, settings) for r in sorted(reports, key=lambda r: r.report)}
    case = _Case(known, Rarity(r.story for r in known.values()), group, settings)
    decisions = decided(judgements, "report", known)
    pairs = _candidates(case) | {*decisions.same, *decisions.apart}
    whys = {p: tuple(_why(known[p[0]], known[p[1]], case)) for p in sorted(pairs)}
    points = {p: round(math.fsum(x for _, x, _ in why), 3) for p, why in whys.items()}
    near = [p for p, x in points.items() if x > 0]
    groups: list[tuple[str, ...]] = []
    for part in components(known, (*near, *decisions.same)):
        inside = {p: x for p, x in points.items() if p[0] in part and p[1] in part}
        apart = [p for p in decisions.apart if p[0] in part and p[1] in part]
        together = [g for g in decisions.together() if g[0] in part]
        groups += cluster(part, inside, apart, together, join=settings.join, unknown=settings.uncompared)
    links = (
        Link(*p, points[p], why, decisions.same.get(p) or decisions.apart.get(p))
        for p, why in whys.items()
        if points[p] > 0 or p in decisions.same or p in decisions.apart
    )
    return Stories(tuple(sorted(groups)), tuple(links), decisions.conflicts)


def _report(report: ReportFacts, group: Mapping[str, tuple[str, ...]], settings: LinkSettings) -> _Report:
    acts = [t for t in tellings_of(report, settings) if t.family.broad == VIOLENCE and not t.again]
    happened = frozenset(group.get(t.id, (t.id,))[0] for t in acts[:1])
    return _Report(story_of(report), day_of(report.published), acts[0] if acts else None, happened)


@dataclass(frozen=True, slots=True)
class _Case:
    """All that reports are compared by."""

    known: Mapping[str, _Report]
    rarity: Rarity
    group: Mapping[str, tuple[str, ...]]
    settings: LinkSettings


def _candidates(case: _Case) -> set[Pair]:
    """Reports of one month that share a name which few others hold."""
    known, rarity = case.known, case.rarity
    filed: dict[str, list[str]] = {}
    for id_, report in known.items():
        for name in report.story.names:
            if rarity.shared(name) and rarity.name(name) >= RARE:
                filed.setdefault(name, []).append(id_)
    met = (pair(a, b) for ids in filed.values() if len(ids) <= MOST for n, a in enumerate(ids) for b in ids[n + 1 :])
    return {p for p in met if _days(known[p[0]], known[p[1]]) <= WINDOW}


def _days(a: _Report, b: _Report) -> int:
    return abs(a.published - b.published) if a.published is not None and b.published is not None else 0


def _why(a: _Report, b: _Report, case: _Case) -> Iterator[Part]:
    weights = case.settings.points()
    for name, value, seen in _features(a, b, case):
        yield name, round(value * weights[name], 3), seen


def _features(a: _Report, b: _Report, case: _Case) -> Iterator[Part]:
    rarity = case.rarity
    yield "reports: start", 1.0, "what a pair has to make up for"
    days = _days(a, b)
    if a.published is not None and b.published is not None:
        if days <= SOON:
            yield "reports: soon", 1.0 - days / (2 * SOON), f"{days} days between them"
        elif days > LATE:
            yield "reports: late", min(1.0, days / WINDOW), f"{days} days between them"
    yield from _shared(a.story.names, b.story.names, "reports: names", rarity)
    yield from _shared(a.story.own, b.story.own, "reports: own names", rarity)
    yield from _words(a.story, b.story, rarity)
    yield from _events(a, b, case)


def _shared(a: frozenset[str], b: frozenset[str], name: str, rarity: Rarity) -> Iterator[Part]:
    strong = sorted((n for n in a & b if rarity.name(n) >= RARE), key=lambda n: (-rarity.name(n), n))
    if strong:
        shared = rarity.squares(strong)
        likeness = shared / (rarity.squares(a) * rarity.squares(b)) ** 0.5
        yield name, min(1.0, max(2 * likeness, shared / 8)), ", ".join(strong[:5])


def _words(a: Story, b: Story, rarity: Rarity) -> Iterator[Part]:
    """Rare words that are no names."""
    shared = [w for w in (a.words & b.words) - a.names - b.names if rarity.word(w) >= RARE * 0.75]
    if shared:
        value = math.fsum(map(rarity.word, shared)) / 3
        yield "reports: words", min(1.0, value), _rarest(shared, rarity)


def _rarest(words: Iterable[str], rarity: Rarity) -> str:
    return ", ".join(sorted(words, key=lambda w: (-rarity.word(w), w))[:5])


def _events(a: _Report, b: _Report, case: _Case) -> Iterator[Part]:
    """A happening that both tell; else how their first acts compare, where they have any."""
    one = sorted(a.events & b.events)
    if one:
        yield "reports: one happening", 1.0, one[0]
    elif a.first is not None and b.first is not None:
        found = score(a.first, b.first, case.rarity, case.settings)
        if found.apart:
            yield "reports: kept apart", 1.0, found.apart
        else:
            yield "reports: first events", max(0.0, min(1.0, found.points / 4)), f"{a.first.id} and {b.first.id}"
