"""Actors as one across reports: the facts of many reports with each actor under the key that it has in the case.

A report's key is the catalogue's, or the name as that report writes it. Linking finds which of them are one ("SNA" and
"Somali National Army" where a report introduces the acronym); here the facts are told by what it found. Names stay as
each report has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.case.facts import ActorFacts, ControlFacts, EventFacts, RelationFacts, ReportFacts, SideFacts, Told


class Identities:
    """Which actors are one in a case, told to the facts of one report after the other."""

    def __init__(self, canonical: Mapping[str, str]) -> None:
        self._moved = {key: of for key, of in canonical.items() if of != key}

    def key_of(self, key: str) -> str:
        """The key in the case of an actor's key in a report."""
        return self._moved.get(key, key)

    def of(self, report: ReportFacts) -> ReportFacts:
        """The same facts with actors under their keys in the case."""
        return _report(report, self) if _names(report) & self._moved.keys() else report


def _names(report: ReportFacts) -> set[str]:
    return {a.key for a in report.actors} | {a.part_of for a in report.actors if a.part_of}


def _report(report: ReportFacts, known: Identities) -> ReportFacts:
    return replace(
        report,
        events=tuple(_event(e, known) for e in report.events),
        control=tuple(_control(c, known) for c in report.control),
        relations=tuple(_relation(r, known) for r in report.relations),
        actors=tuple(_actor(a, known) for a in report.actors),
    )


def _event(event: EventFacts, known: Identities) -> EventFacts:
    return replace(
        event,
        when_told=_told(event.when_told, known),
        where_told=_told(event.where_told, known),
        sides=tuple(SideFacts(s.role, _actor(s.actor, known), _told(s.told, known)) for s in event.sides),
        tolls=tuple(replace(t, told=_told(t.told, known)) for t in event.tolls),
        rivals=tuple(replace(r, told=_told(r.told, known)) for r in event.rivals),
        told=_told(event.told, known),
    )


def _control(control: ControlFacts, known: Identities) -> ControlFacts:
    return replace(control, actor=_actor(control.actor, known), told=_told(control.told, known))


def _relation(relation: RelationFacts, known: Identities) -> RelationFacts:
    subject, other = _actor(relation.subject, known), _actor(relation.object, known)
    return replace(relation, subject=subject, object=other, told=_told(relation.told, known))


def _actor(actor: ActorFacts, known: Identities) -> ActorFacts:
    part_of = known.key_of(actor.part_of) if actor.part_of else None
    key = known.key_of(actor.key)
    return replace(actor, key=key, part_of=part_of, own=actor.key if key != actor.key else "")


def _told(told: Sequence[Told], known: Identities) -> tuple[Told, ...]:
    return tuple(replace(t, affiliation=known.key_of(t.affiliation)) if t.affiliation else t for t in told)
