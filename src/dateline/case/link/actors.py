"""Which actors of different reports are one: the catalogue's key, a name, an alias or an acronym that a report gives.

Groups and institutions are joined by any name that a report gives them. Persons are joined by their full name, never
by a surname alone: that needs the group or the office to agree. Whoever is only described ("gunmen", "a resident") is
nobody in particular, and stays in its report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.case.facts import ActorFacts, ReportFacts
from dateline.case.link.clusters import Pair, cluster, components, pair
from dateline.case.link.judged import Conflict, Decided, decided
from dateline.case.link.names import folded_names, full_name, is_name, names_in
from dateline.gazetteer.folding import fold
from dateline.model.judgement import Judgement
from dateline.model.situation import Link

CATALOGUED, NAMED, ACRONYM, OFFICE = 5.0, 3.0, 2.0, 2.0
"""Points of what joins two actors: one key of the catalogue, a full name, an acronym, a surname in one group."""
KINDS_APART = -4.0
"""Points of two kinds that are never one: a person and a group."""


_Why = tuple[tuple[str, float, str], ...]


@dataclass(frozen=True, slots=True)
class ActorGroup:
    """One actor of the case: its key, what most reports call it, and all names that any report gives it."""

    key: str
    name: str
    kind: str
    names: tuple[str, ...]
    members: tuple[str, ...]
    """Keys of the reports' actors that it stands for."""


@dataclass(frozen=True, slots=True)
class ActorGroups:
    """`canonical` maps each report's actor key to the key of the actor of the case; `links` say why."""

    canonical: Mapping[str, str] = field(default_factory=dict)
    groups: tuple[ActorGroup, ...] = ()
    links: tuple[Link, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    def of(self, key: str) -> str:
        """The key across the case of an actor's key in a report."""
        return self.canonical.get(key, key)

    def group(self, key: str) -> ActorGroup | None:
        """The actor of the case that a report's key belongs to."""
        wanted = self.of(key)
        return next((g for g in self.groups if g.key == wanted), None)


@dataclass(slots=True)
class _Known:
    """Everything that reports say of one key."""

    key: str
    kinds: Counter[str] = field(default_factory=Counter)
    called: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    """Those that are names: "fighters" says of no two groups that they are one."""
    part_of: set[str] = field(default_factory=set)
    named: bool = False

    @property
    def kind(self) -> str:
        return min(self.kinds, key=lambda k: (-self.kinds[k], k))

    @property
    def person(self) -> bool:
        return self.kind == "person"


@dataclass(frozen=True, slots=True)
class ActorsMet:
    """What reports say of actors: all that is kept of each report that is gone through for it."""

    _known: dict[str, _Known] = field(default_factory=dict)

    def add(self, report: ReportFacts) -> None:
        """Learn what one report calls its actors. The order of reports makes no difference."""
        capitals = names_in(report.text)
        for actor in report.actors:
            known = self._known.setdefault(actor.key, _Known(actor.key))
            known.kinds[actor.kind] += 1
            known.called[actor.name] += 1
            known.names |= folded_names(n for n in actor.names if is_name(fold(n), capitals))
            known.part_of |= {actor.part_of} if actor.part_of else set()
            known.named |= _is_named(actor, capitals)

    def linked(self, judgements: Sequence[Judgement] = ()) -> ActorGroups:
        """Actor key of a report -> key of the case. Judgements `of="actor"` name keys."""
        return _linked(dict(sorted(self._known.items())), judgements)


def link_actors(reports: Iterable[ReportFacts], judgements: Sequence[Judgement] = ()) -> ActorGroups:
    """Which actors of these reports are one."""
    met = ActorsMet()
    for report in reports:
        met.add(report)
    return met.linked(judgements)


def _linked(known: Mapping[str, _Known], judgements: Sequence[Judgement]) -> ActorGroups:
    decisions = decided(judgements, "actor", known)
    links: dict[Pair, _Why] = dict(_compared(known)) | dict.fromkeys(decisions.same, ())
    points = {p: sum(x for _, x, _ in why) for p, why in links.items()}
    groups = [g for part in _parts(known, points, decisions) for g in _groups(part, points, decisions)]
    made = tuple(_group([known[k] for k in keys]) for keys in groups)
    canonical = {k: g.key for g in made for k in g.members}
    shown = tuple(_link(p, points[p], links[p], decisions) for p in sorted(links))
    return ActorGroups(canonical, tuple(sorted(made, key=lambda g: g.key)), shown, decisions.conflicts)


def _is_named(actor: ActorFacts, capitals: frozenset[str]) -> bool:
    """Whether it has a name of its own, not a description that opens a sentence."""
    if not actor.key.startswith("name:"):
        return True
    return any(is_name(fold(n), capitals) for n in actor.names)


def _compared(known: Mapping[str, _Known]) -> Iterator[tuple[Pair, _Why]]:
    """Pairs of keys that share a name, with what speaks for them being one and against."""
    filed: dict[str, list[str]] = {}
    for k in known.values():
        if k.named:
            for name in _handles(k):
                filed.setdefault(name, []).append(k.key)
    met = {pair(a, b) for keys in filed.values() for n, a in enumerate(keys) for b in keys[n + 1 :]}
    for a, b in sorted(met):
        why = tuple(_why(known[a], known[b]))
        if why:
            yield (a, b), why


def _handles(known: _Known) -> set[str]:
    """What an actor is found by: its names; a person's last name too; the acronym that a long name makes."""
    found = set(known.names)
    if known.person:
        return found | {n.split()[-1] for n in known.names}
    return found | {a for n in known.called for a in [acronym(n)] if a}


def acronym(name: str) -> str | None:
    """ "Rapid Support Forces" -> "rsf"; None for a name of fewer than three words with a capital."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isupper()]
    return "".join(w[0] for w in words).lower() if len(words) >= 3 else None


def _why(a: _Known, b: _Known) -> Iterator[tuple[str, float, str]]:
    if a.person != b.person:
        yield "kind", KINDS_APART, f"{a.kind} and {b.kind}"
        return
    if not a.key.startswith("name:") and not b.key.startswith("name:"):
        yield "catalogue", -CATALOGUED, f"two entries: {a.key} and {b.key}"
        return
    shared = sorted(a.names & b.names)
    if a.person:
        yield from _person(a, b, shared)
    elif shared:
        yield "name", NAMED, shared[0]
    elif both := sorted(_acronyms(a) & b.names | _acronyms(b) & a.names):
        yield "acronym", ACRONYM, both[0]
    if not a.person and {a.kind, b.kind} & {"state", "media"} and a.kind != b.kind:
        yield "kind", KINDS_APART, f"{a.kind} and {b.kind}"


def _acronyms(known: _Known) -> set[str]:
    return {a for n in known.called for a in [acronym(n)] if a}


def _person(a: _Known, b: _Known, shared: Sequence[str]) -> Iterator[tuple[str, float, str]]:
    """A full name joins; a surname only with the group or office that both reports give."""
    full = [n for n in shared if " " in n]
    if full:
        yield "full name", NAMED, full[0]
    elif shared or _surnames(a) & _surnames(b):
        surname = min(shared) if shared else min(_surnames(a) & _surnames(b))
        whole = any(full_name(n) for n in a.called) and any(full_name(n) for n in b.called)
        groups = sorted(a.part_of & b.part_of)
        if groups and not whole:
            yield "surname and group", OFFICE, f"{surname} of {groups[0]}"
        else:
            yield "surname only", -OFFICE, surname


def _surnames(known: _Known) -> set[str]:
    return {n.split()[-1] for n in known.names}


def _parts(known: Iterable[str], points: Mapping[Pair, float], decisions: Decided) -> list[tuple[str, ...]]:
    return components(known, (*(p for p, x in points.items() if x > 0), *decisions.same))


def _groups(part: tuple[str, ...], points: Mapping[Pair, float], decisions: Decided) -> list[tuple[str, ...]]:
    """An alias joins by one link, so that pairs without one say nothing against it; those against it keep apart."""
    inside = {p: x for p, x in points.items() if p[0] in part and p[1] in part}
    apart = [p for p, x in inside.items() if x < 0 and p not in decisions.same]
    apart += [p for p in decisions.apart if p[0] in part and p[1] in part]
    together = [g for g in decisions.together() if g[0] in part]
    return cluster(part, {p: x for p, x in inside.items() if x > 0}, sorted(apart), together, unknown=0.0)


def _group(members: Sequence[_Known]) -> ActorGroup:
    """The catalogue's key goes before a name's; the name is what most reports call it."""
    called = sum((m.called for m in members), Counter[str]())
    kinds = sum((m.kinds for m in members), Counter[str]())
    weight = {m.key: (m.key.startswith("name:"), -sum(m.called.values()), m.key) for m in members}
    names = sorted(called, key=lambda n: (-called[n], n))
    kind = min(kinds, key=lambda k: (-kinds[k], k))
    return ActorGroup(min(weight, key=lambda k: weight[k]), names[0], kind, tuple(names), tuple(sorted(weight)))


def _link(p: Pair, points: float, why: _Why, decisions: Decided) -> Link:
    return Link(p[0], p[1], round(points, 3), why, decisions.same.get(p) or decisions.apart.get(p))
