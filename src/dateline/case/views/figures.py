"""The actors of a picture: who takes part in something that is shown, under which names, how often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.case.facts import ActorFacts, ReportFacts
from dateline.model.situation import Bond, Figure, Happening, Held


@dataclass(slots=True)
class _Met:
    """What reports make of one actor."""

    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)


def figures_of(
    happenings: Sequence[Happening],
    held: Sequence[Held],
    bonds: Sequence[Bond],
    reports: Mapping[str, ReportFacts],
    copies: Mapping[str, str],
) -> tuple[Figure, ...]:
    """Everybody who takes part, those of most happenings first. Copies of a report are counted once."""
    named: dict[str, tuple[str, str]] = {}
    for key, name, kind in _named(happenings, held, bonds):
        named.setdefault(key, (name, kind))
    taking_part = Counter(key for h in happenings if h.included for key in {s.key for s in h.sides})
    met = _met(reports, copies, named)
    made = (_figure(key, *told, met[key], taking_part[key]) for key, told in named.items())
    return tuple(sorted(made, key=lambda f: (-f.happenings, -f.reports, f.name.casefold(), f.key)))


def _named(
    happenings: Iterable[Happening], held: Iterable[Held], bonds: Iterable[Bond]
) -> Iterable[tuple[str, str, str]]:
    for h in happenings:
        yield from ((s.key, s.name, s.kind) for s in h.sides)
    yield from ((h.actor_key, h.actor, "other") for h in held)
    for b in bonds:
        yield from ((b.subject_key, b.subject, "other"), (b.object_key, b.object, "other"))


def _met(
    reports: Mapping[str, ReportFacts], copies: Mapping[str, str], wanted: Mapping[str, object]
) -> defaultdict[str, _Met]:
    """Names, kinds and countries of the actors wanted, report by report."""
    found: defaultdict[str, _Met] = defaultdict(_Met)
    for report in reports.values():
        for actor in report.actors:
            if actor.key in wanted:
                _meet(found[actor.key], actor, copies.get(report.report, report.report))
    return found


def _meet(met: _Met, actor: ActorFacts, report: str) -> None:
    met.names.update(actor.names)
    met.kinds[actor.kind] += 1
    met.reports.add(report)
    met.keys.add(actor.own or actor.key)
    if actor.country:
        met.countries[actor.country] += 1


def _figure(key: str, name: str, kind: str, met: _Met, happenings: int) -> Figure:
    return Figure(
        key,
        name,
        _most(met.kinds) or kind,
        _most(met.countries),
        tuple(sorted(met.names, key=lambda n: (-met.names[n], n))) or (name,),
        len(met.reports),
        happenings,
        tuple(sorted(met.keys)) if met.keys - {key} else (),
    )


def _most(counted: Counter[str]) -> str | None:
    return min(counted, key=lambda v: (-counted[v], v), default=None)
