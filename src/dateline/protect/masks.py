"""The records of hidden persons as a view has them: no name, a broad role, no place or group that singles them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from dateline.model.dossier import Dossier
from dateline.model.records import Actor, Source, Victim
from dateline.protect.people import PERSONS, Hidden
from dateline.protect.roles import is_broad, plural_of

BROAD_KINDS: Final = frozenset({"state", "military", "rebel group", "militia", "coalition", "police", "government"})
"""Kinds of actors with so many people that an officer or official of theirs stays one of many."""


def masked(dossier: Dossier, people: Sequence[Hidden], shown: Sequence[str]) -> Dossier:
    """The dossier with the records of hidden persons masked; evidence and strings elsewhere are not touched."""
    kinds = {a.id: a.kind for a in dossier.actors}
    sources: dict[str, Source] = {}
    actors: dict[str, Actor] = {}
    victims: dict[str, Victim] = {}
    for person, name in zip(people, shown, strict=True):
        kept = kept_affiliation(person, kinds)
        sources |= {s.id: _source(s, person, name, kept) for s in person.sources}
        actors |= {a.id: _actor(a, name, kept) for a in person.actors}
        victims |= {v.id: _victim(v, person, name) for v in person.victims}
    return replace(
        dossier,
        sources=tuple(sources.get(s.id, s) for s in dossier.sources),
        actors=tuple(actors.get(a.id, a) for a in dossier.actors),
        victims=tuple(victims.get(v.id, v) for v in dossier.victims),
    )


def kept_affiliation(person: Hidden, kinds: Mapping[str, str]) -> str | None:
    """The actor that a hidden source may still be said to belong to: a large one, for a role that many have."""
    if person.role is not None and not is_broad(person.role.name):
        return None
    named = (s.affiliation for s in person.sources)
    return next((a for a in named if a is not None and kinds.get(a) in BROAD_KINDS and a not in person.ids), None)


def described(person: Hidden) -> str:
    """A hidden source in general words: "a medical worker", "medical workers", "a person"."""
    name = person.role.name if person.role is not None else "person"
    if person.many:
        return plural_of(name)
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _source(source: Source, person: Hidden, name: str, kept: str | None) -> Source:
    kind = source.kind if source.kind not in PERSONS or source.kind == "group" else "anonymous"
    return replace(
        source,
        kind=kind,
        name=None,
        description=f"{name}, {described(person)}" if source.kind in PERSONS else name,
        affiliation=kept,
        role=person.role.name if person.role is not None else None,
        protect=True,
    )


def _actor(actor: Actor, name: str, kept: str | None) -> Actor:
    part_of = kept if kept != actor.id else None
    return replace(actor, name=name, aliases=(), country=None, part_of=part_of, catalogue={})


def _victim(victim: Victim, person: Hidden, name: str) -> Victim:
    if person.sources:
        return replace(victim, name=name, age=None, sex=None, protect=True)
    return replace(victim, name=name, protect=True)
