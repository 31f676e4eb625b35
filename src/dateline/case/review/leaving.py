"""A dossier without some of its records, and without what stands on them alone.

A claim that is left out takes with it what only it states: an event that others state too keeps standing, with the
values that they state. A person's `accept` of a record holds it up, whatever became of its claims.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import chain
from typing import Any, Final, TypeVar

from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement, Verb
from dateline.model.records import Claim, Control, Event, Relation

R = TypeVar("R")
HOLDING: Final[frozenset[Verb]] = frozenset({"accept", "unsure", "value", "add"})
STATED: Final = ("events", "relations", "control", "victims", "amounts")
"""Lists of records that claims state."""


def left_out(dossier: Dossier, rejects: Callable[[Collection[str]], bool]) -> set[str]:
    """The records that people left out; `rejects` tells whether the last word on any of some ids is a rejection. What
    is said of a report holds for all that is in it, but not for claims of a record that somebody took out of that."""
    report = dossier.document.id
    records: list[Event | Control | Relation] = [*dossier.events, *dossier.control, *dossier.relations]
    gone = {r.id for r in records if rejects({r.id, report})}
    stated = {c for r in records if r.id not in gone for c in r.claims}
    mine = {c.id: {c.id} if c.id in stated else {c.id, report} for c in dossier.claims}
    return gone | {id_ for id_, ids in mine.items() if rejects(ids)}


def holds_up(decisions: Iterable[Judgement]) -> bool:
    """Whether a record stands by a person's word: on its own words, whatever becomes of its claims."""
    return any(j.verb in HOLDING for j in decisions)


def falls(claims: Collection[str], gone: AbstractSet[str], decisions: Iterable[Judgement]) -> bool:
    """Whether a record falls with its claims: all that state it are gone, and no decision on it holds it up."""
    return gone >= frozenset(claims) and not holds_up(decisions)


def without(dossier: Dossier, gone: Collection[str], held: Collection[str] = ()) -> Dossier:
    """The dossier without the records named. `held` are records that stay though all their claims go."""
    out = {*gone, *fallen(dossier, gone, held)}
    out |= {v.id for v in dossier.victims if v.event in out}
    if not out:
        return dossier
    findings = [replace(f, about=_left(f.about, out)) if out & set(f.about) else f for f in dossier.findings]
    was = {f.id for f in dossier.findings if f.about}
    return replace(
        dossier,
        claims=tuple(_claims(dossier.claims, out)),
        events=tuple(_event(e, out) for e in dossier.events if e.id not in out),
        control=tuple(_stated(c, out) for c in dossier.control if c.id not in out),
        relations=tuple(_stated(r, out) for r in dossier.relations if r.id not in out),
        victims=tuple(_stated(v, out) for v in dossier.victims if v.id not in out),
        amounts=tuple(
            replace(_stated(a, out), of=None) if a.of in out else _stated(a, out)
            for a in dossier.amounts
            if a.id not in out
        ),
        media=tuple(replace(m, shows=_left(m.shows, out)) if out & set(m.shows) else m for m in dossier.media),
        findings=tuple(f for f in findings if f.about or f.id not in was),
    )


def fallen(dossier: Dossier, gone: Collection[str], held: Collection[str] = ()) -> frozenset[str]:
    """What claims that go take along: records that nothing else states."""
    claims = {c.id for c in dossier.claims if c.id in gone}
    if not claims:
        return frozenset()
    stated = chain.from_iterable(getattr(dossier, name) for name in STATED)
    return frozenset(r.id for r in stated if r.claims and claims.issuperset(r.claims) and r.id not in held)


def _claims(claims: Sequence[Claim], out: Collection[str]) -> Iterator[Claim]:
    """A claim within one that goes stands in what that one stood in."""
    outer = {c.id: c.inside for c in claims}
    for claim in claims:
        if claim.id in out:
            continue
        inside = claim.inside
        while inside is not None and inside in out:
            inside = outer[inside]
        yield claim if inside == claim.inside else replace(claim, inside=inside)


def _event(event: Event, out: Collection[str]) -> Event:
    made = replace(event, parent=None) if event.parent in out else event
    if not any(c in out for c in _claims_in(made)):
        return made
    return replace(
        made,
        claims=_left(made.claims, out),
        who=_standing(made.who, out),
        where=next(iter(_standing([made.where] if made.where else [], out)), None),
        when=next(iter(_standing([made.when] if made.when else [], out)), None),
        deaths=_standing(made.deaths, out),
        injured=_standing(made.injured, out),
        rivals=_standing(made.rivals, out),
    )


def _claims_in(event: Event) -> Iterator[str]:
    parts: list[Any] = [event, *event.who, *event.deaths, *event.injured, *event.rivals, event.where, event.when]
    return chain.from_iterable(p.claims for p in parts if p is not None)


def _standing(parts: Iterable[R], out: Collection[str]) -> tuple[R, ...]:
    """Values of slots, without those that only claims state which are gone."""
    found: list[Any] = list(parts)
    kept = [p for p in found if not p.claims or any(c not in out for c in p.claims)]
    return tuple(_stated(p, out) for p in kept)


def _stated(part: Any, out: Collection[str]) -> Any:
    return replace(part, claims=_left(part.claims, out)) if any(c in out for c in part.claims) else part


def _left(ids: Iterable[str], out: Collection[str]) -> tuple[str, ...]:
    return tuple(i for i in ids if i not in out)
