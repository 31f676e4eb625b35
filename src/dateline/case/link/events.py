"""Which events of different reports are one happening.

`link_events` looks at all of them, `relink` only at what new reports touch; both come to the same groups.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.case.facts import ReportFacts
from dateline.case.link.blocks import blocks_of, pairs_of
from dateline.case.link.clusters import Pair, cluster, components, pair
from dateline.case.link.judged import Conflict, Decided, decided
from dateline.case.link.rarity import Rarity
from dateline.case.link.score import Score, score
from dateline.case.link.settings import USUAL, LinkSettings
from dateline.case.link.tellings import Telling, all_tellings
from dateline.model.judgement import Judgement
from dateline.model.situation import Link

LINKER = "linker/1"
"""What signs the judgements that linking makes."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Happenings as groups of event ids: every event is in exactly one, most alone. Groups and their members are
    sorted. `links` are the pairs that matter, explained: those that could be one happening, joined or not, and those
    that speak for it but are kept apart."""

    groups: tuple[tuple[str, ...], ...] = ()
    links: tuple[Link, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    """Decisions of people that go against each other, with the one that holds."""
    compared: int = 0
    """Pairs that were compared for this."""

    def group_of(self) -> dict[str, tuple[str, ...]]:
        """Event id -> the group that holds it."""
        return {i: group for group in self.groups for i in group}


@dataclass(frozen=True, slots=True)
class _Case:
    """All that pairs are compared by."""

    tellings: Mapping[str, Telling]
    rarity: Rarity
    decisions: Decided
    settings: LinkSettings

    def scores(self, pairs: Iterable[Pair]) -> dict[Pair, Score]:
        return {p: score(self.tellings[p[0]], self.tellings[p[1]], self.rarity, self.settings) for p in pairs}


def link_events(
    reports: Sequence[ReportFacts], judgements: Sequence[Judgement] = (), settings: LinkSettings = USUAL
) -> Linked:
    """Group the events of the reports into happenings. The order of the reports makes no difference."""
    case = _case(reports, judgements, settings)
    scores = case.scores(sorted(_candidates(case)))
    groups, links = _grouped(case, list(case.tellings), scores)
    return Linked(tuple(groups), tuple(links), case.decisions.conflicts, len(scores))


def relink(
    earlier: Linked,
    reports: Sequence[ReportFacts],
    new: Collection[str],
    judgements: Sequence[Judgement] = (),
    settings: LinkSettings = USUAL,
) -> Linked:
    """The same as `link_events(reports, judgements, settings)`, when `earlier` was made of all reports but the `new`
    ones (ids): only pairs are compared that the new reports or the judgements touch.

    A new report also makes words less rare; whatever holds such a word is compared again. Judgements must hold those
    that `earlier` was made with.
    """
    case = _case(reports, judgements, settings)
    old = {i: t for i, t in case.tellings.items() if t.report not in new}
    touched = _touched(case, old, judgements)
    pairs = _candidates(case)
    scores = case.scores(sorted(p for p in pairs if p[0] in touched or p[1] in touched))
    kept = {(k.a, k.b): k for k in earlier.links if k.a in old and k.b in old and not {k.a, k.b} & touched}
    joinable = [p for p, s in scores.items() if _positive(s)] + [p for p, k in kept.items() if k.score > 0]
    groups: list[tuple[str, ...]] = []
    links: list[Link] = []
    known = earlier.group_of()
    again: list[str] = []
    for part in components(case.tellings, (*joinable, *case.decisions.same)):
        if touched.isdisjoint(part) and all(i in known for i in part):
            groups += sorted({known[i] for i in part})
        else:
            again += part
    missing = {p for p in pairs if p not in scores and p[0] in set(again) and p[1] in set(again)}
    more, shown = _grouped(case, again, {**scores, **case.scores(sorted(missing))})
    groups += more
    open_ = set(again)
    links += [k for p, k in kept.items() if p[0] not in open_ or p[1] not in open_]
    links += shown
    unique = {(k.a, k.b): k for k in links}
    return Linked(
        tuple(sorted(groups)),
        tuple(unique[p] for p in sorted(unique)),
        case.decisions.conflicts,
        len(scores) + len(missing),
    )


def _case(reports: Sequence[ReportFacts], judgements: Sequence[Judgement], settings: LinkSettings) -> _Case:
    tellings = all_tellings(reports, settings)
    stories = {t.report: t.story for t in tellings.values()}
    decisions = decided(judgements, "event", tellings)
    return _Case(tellings, Rarity(stories.values()), decisions, settings)


def _candidates(case: _Case) -> set[Pair]:
    """Pairs that a block puts together, and those that somebody judged."""
    return pairs_of(case.tellings, case.rarity, case.settings) | {*case.decisions.same, *case.decisions.apart}


def _touched(case: _Case, old: Mapping[str, Telling], judgements: Sequence[Judgement]) -> frozenset[str]:
    """Events that are new, judged, hold a word that is now less rare, or lie in a block that is cut otherwise."""
    before = Rarity({t.report: t.story for t in old.values()}.values())
    words = case.rarity.changed(before)
    found = {i for i in case.tellings if i not in old}
    found |= {i for j in judgements for i in j.about if i in case.tellings}
    for i, t in old.items():
        if not words.isdisjoint(t.words) or not words.isdisjoint(t.story.names):
            found.add(i)
    was, now = (blocks_of(ts, r, case.settings) for ts, r in ((old, before), (case.tellings, case.rarity)))
    for key in was.keys() - now.keys():
        found.update(was[key])
    for key in now.keys() - was.keys():
        found.update(i for i in now[key] if i in old and len([j for j in now[key] if j in old]) > 1)
    return frozenset(found)


def _positive(found: Score) -> bool:
    return found.points > 0


def _grouped(case: _Case, ids: Sequence[str], scores: Mapping[Pair, Score]) -> tuple[list[tuple[str, ...]], list[Link]]:
    """Groups of the events, and the links that explain them, part by part of what hangs together."""
    decisions = case.decisions
    wanted = set(ids)
    near = [p for p, s in scores.items() if _positive(s) and p[0] in wanted and p[1] in wanted]
    near += [p for p in decisions.same if p[0] in wanted and p[1] in wanted]
    inside: dict[str, int] = {}
    parts = components(ids, near)
    for n, part in enumerate(parts):
        inside |= dict.fromkeys(part, n)
    of_part: dict[int, list[Pair]] = {}
    for p in scores:
        if p[0] in inside and inside[p[0]] == inside.get(p[1]):
            of_part.setdefault(inside[p[0]], []).append(p)
    groups: list[tuple[str, ...]] = []
    links: list[Link] = []
    for n, part in enumerate(parts):
        pairs = of_part.get(n, [])
        groups += _groups_of(case, part, {p: scores[p] for p in pairs}) if len(part) > 1 else [part]
        links += (_link(p, scores[p], decisions) for p in sorted(pairs))
    return sorted(groups), sorted(links, key=lambda k: (k.a, k.b))


def _groups_of(case: _Case, part: tuple[str, ...], scores: Mapping[Pair, Score]) -> list[tuple[str, ...]]:
    decisions, settings = case.decisions, case.settings
    together = [g for g in decisions.together() if g[0] in part]
    apart = [p for p, s in scores.items() if s.apart and p not in decisions.same]
    apart += [p for p in decisions.apart if p[0] in part and p[1] in part]
    apart += _of_one_report(case, part)
    points = {p: s.points for p, s in scores.items()}
    return cluster(part, points, sorted(apart), together, join=settings.join, unknown=settings.uncompared)


def _of_one_report(case: _Case, part: Iterable[str]) -> list[Pair]:
    """Events that one report tells as several stay several."""
    by_report: dict[str, list[str]] = {}
    for i in part:
        by_report.setdefault(case.tellings[i].report, []).append(i)
    pairs = (pair(a, b) for ids in by_report.values() for n, a in enumerate(ids) for b in ids[n + 1 :])
    return [p for p in pairs if p not in case.decisions.same]


def _link(p: Pair, found: Score, decisions: Decided) -> Link:
    judgement = decisions.same.get(p) or decisions.apart.get(p)
    return Link(p[0], p[1], found.points, found.parts, judgement)
