"""Which events of different reports are one happening.

`link_events` looks at all of them, `relink` only at what new reports touch; both come to the same groups.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.case.facts import ReportFacts
from dateline.case.link.blocks import blocks_of, pairs_of, worth
from dateline.case.link.clusters import Pair, components
from dateline.case.link.grouping import ASKED, Compared, grouped
from dateline.case.link.judged import Conflict, Decided, decided
from dateline.case.link.rarity import Rarity
from dateline.case.link.rows import place_rows
from dateline.case.link.score import KEPT_APART, Score, score
from dateline.case.link.settings import USUAL, LinkSettings
from dateline.case.link.tellings import Telling, all_tellings, weighed
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

    def near(self, scores: Mapping[Pair, Score]) -> list[tuple[str, ...]]:
        """What hangs together by pairs that could be one happening, whatever people decided."""
        return components(self.tellings, (p for p, s in scores.items() if s.points > 0 and not s.apart))

    def parts(self, near: _Parts) -> list[tuple[str, ...]]:
        """What hangs together by them and by decisions: no group reaches over the parts."""
        bound = [(part[0], other) for part in near for other in part[1:]]
        return components(self.tellings, (*bound, *self.decisions.same))

    def groups(
        self, parts: _Parts, near: Mapping[str, int], scores: Mapping[Pair, Score]
    ) -> Iterator[list[tuple[str, ...]]]:
        """The happenings of each part, from the scores of its pairs."""
        for part, own in zip(parts, _within(parts, scores), strict=True):
            apart = frozenset(p for p, s in own.items() if s.apart)
            compared = Compared({p: s.points for p, s in own.items()}, apart)
            reports = {i: self.tellings[i].report for i in part}
            yield grouped(part, near, reports, compared, self.tellings.__getitem__, self.decisions, self.settings)

    def links(self, near: Mapping[str, int], scores: Mapping[Pair, Score], asked: Mapping[Pair, Score]) -> list[Link]:
        """The pairs of what hangs together, those that are kept apart although more speaks for them than against, and
        those that only a decision puts together."""
        told = {p: s for p, s in scores.items() if near[p[0]] == near[p[1]] or s.points > 0}
        told |= {p: replace(s, parts=(*s.parts, (ASKED, 0.0, "only a decision puts them together")))
                 for p, s in asked.items()}  # fmt: skip
        decisions = self.decisions
        return [
            Link(*p, found.points, found.parts, decisions.same.get(p) or decisions.apart.get(p))
            for p, found in sorted(told.items(), key=lambda ps: ps[0])
        ]


_Parts = Sequence[tuple[str, ...]]


def _at(parts: _Parts) -> dict[str, int]:
    """The number of the part that each event is in."""
    return {i: n for n, part in enumerate(parts) for i in part}


def _within(parts: _Parts, scores: Mapping[Pair, Score]) -> list[dict[Pair, Score]]:
    """The scores of each part's pairs."""
    inside = _at(parts)
    found: list[dict[Pair, Score]] = [{} for _ in parts]
    for p, s in scores.items():
        if p[0] in inside and inside[p[0]] == inside.get(p[1]):
            found[inside[p[0]]][p] = s
    return found


def link_events(
    reports: Sequence[ReportFacts], judgements: Sequence[Judgement] = (), settings: LinkSettings = USUAL
) -> Linked:
    """Group the events of the reports into happenings. The order of the reports makes no difference.

    Rows of datasets are put beside the happenings of the others (see `rows`) and change nothing among these."""
    case, rows = _case(reports, judgements, settings)
    pairs = pairs_of(case.tellings, case.rarity, case.settings)
    scores, asked = case.scores(sorted(pairs)), case.scores(sorted(_asked(case) - pairs))
    near = case.near(scores)
    at = _at(near)
    groups = sorted(g for found in case.groups(case.parts(near), at, scores) for g in found)
    links = tuple(case.links(at, scores, asked))
    linked = Linked(tuple(groups), links, case.decisions.conflicts, len(scores) + len(asked))
    return _with_rows(linked, case, rows, judgements)


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
    case, rows = _case(reports, judgements, settings)
    earlier = _without(earlier, rows)
    old = {i: t for i, t in case.tellings.items() if t.report not in new}
    touched = _touched(case, old)
    pairs = pairs_of(case.tellings, case.rarity, case.settings)
    kept = {(k.a, k.b): k for k in earlier.links if (k.a, k.b) in pairs and not {k.a, k.b} & touched}
    scores = case.scores(sorted(p for p in pairs if p[0] in touched or p[1] in touched))
    asked = case.scores(sorted(_asked(case) - pairs))
    fresh = len(scores) + len(asked)
    scores |= {p: _score(k) for p, k in kept.items()}
    near = case.near(scores)
    known = earlier.group_of()
    moved = touched | case.decisions.ids() | _judged(judgements)
    moved |= {i for one in moved for i in known.get(one, ()) if i in case.tellings}
    again = {i for part in near if not moved.isdisjoint(part) for i in part}
    missing = case.scores(sorted(p for p in pairs if p not in scores and again.issuperset(p)))
    scores |= missing
    at, parts = _at(near), case.parts(near)
    anew = [part for part in parts if not again.isdisjoint(part)]
    groups = {g for found in case.groups(anew, at, scores) for g in found}
    groups |= {known[i] for part in parts if again.isdisjoint(part) for i in part}
    links = case.links(at, scores, asked)
    linked = Linked(tuple(sorted(groups)), tuple(links), case.decisions.conflicts, fresh + len(missing))
    return _with_rows(linked, case, rows, judgements)


def _with_rows(linked: Linked, case: _Case, rows: Mapping[str, Telling], judgements: Sequence[Judgement]) -> Linked:
    """The groups with the rows of datasets in them."""
    if not rows:
        return linked
    decisions = decided(judgements, "event", {**case.tellings, **rows})
    found = place_rows(linked.groups, case.tellings, rows, case.rarity, decisions, case.settings)
    links = tuple(sorted((*linked.links, *found.links), key=lambda k: (k.a, k.b)))
    return Linked(found.groups, links, decisions.conflicts, linked.compared + found.compared)


def _without(linked: Linked, rows: Mapping[str, Telling]) -> Linked:
    """What was made of the reports alone."""
    if not rows:
        return linked
    groups = (tuple(i for i in group if i not in rows) for group in linked.groups)
    links = tuple(k for k in linked.links if k.a not in rows and k.b not in rows)
    return replace(linked, groups=tuple(g for g in groups if g), links=links)


def _score(link: Link) -> Score:
    """The score that a link explains."""
    apart = next((seen for name, _, seen in link.why if name == KEPT_APART), None)
    return Score(link.score, link.why, apart)


def _case(
    reports: Sequence[ReportFacts], judgements: Sequence[Judgement], settings: LinkSettings
) -> tuple[_Case, dict[str, Telling]]:
    """What the reports' events are compared by, and the rows of datasets beside them."""
    everything = all_tellings(reports, settings)
    rows = {i: t for i, t in everything.items() if t.dataset is not None}
    tellings = {i: t for i, t in everything.items() if t.dataset is None} if rows else everything
    stories = {t.report: t.story for t in tellings.values()}
    decisions = decided(judgements, "event", tellings)
    return _Case(tellings, Rarity(stories.values()), decisions, settings), rows


def _asked(case: _Case) -> set[Pair]:
    """Pairs that somebody judged: they are compared so that all is told of them."""
    return {*case.decisions.same, *case.decisions.apart}


def _judged(judgements: Iterable[Judgement]) -> frozenset[str]:
    """All that decisions are about, those too that hold no more."""
    return frozenset(i for j in judgements for i in j.about)


def _touched(case: _Case, old: Mapping[str, Telling]) -> frozenset[str]:
    """Events that are new, hold a word that is now less rare, or lie in a block that is cut otherwise."""
    before = Rarity({t.report: t.story for t in old.values()}.values())
    words = case.rarity.changed(before)
    found = {i for i in case.tellings if i not in old}
    for i, t in old.items():
        if not words.isdisjoint(weighed(t)):
            found.add(i)
    was, now = (blocks_of(ts, r, case.settings) for ts, r in ((old, before), (case.tellings, case.rarity)))
    met = worth(old, (b for k, b in was.items() if now.get(k) != b), case.settings)
    meet = worth(case.tellings, (b for k, b in now.items() if was.get(k) != b), case.settings)
    found |= {i for p in met ^ {p for p in meet if p[0] in old and p[1] in old} for i in p}
    return frozenset(found)
