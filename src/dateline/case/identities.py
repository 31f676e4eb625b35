"""Actors as one across reports: the facts of many reports with each actor under the key that it has in the case.

A report's key is the catalogue's, or the name as that report writes it. Linking finds which of them are one ("SNA" and
"Somali National Army" where a report introduces the acronym); here the facts are told by what it found. Names stay as
each report has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.case.facts import ActorFacts, ControlFacts, EventFacts, RelationFacts, ReportFacts, SideFacts, Told
from dateline.case.link import ActorGroups, link_actors
from dateline.model.judgement import Judgement


def as_one(reports: Mapping[str, ReportFacts], judgements: Sequence[Judgement] = ()) -> dict[str, ReportFacts]:
    """The same facts with actors under their keys across these reports; judgements `of="actor"` name keys."""
    groups = link_actors(list(reports.values()), judgements)
    moved = {key for key in groups.canonical if groups.of(key) != key}
    return {id_: _report(r, groups) if _names(r) & moved else r for id_, r in reports.items()}


def _names(report: ReportFacts) -> set[str]:
    return {a.key for a in report.actors} | {a.part_of for a in report.actors if a.part_of}


def _report(report: ReportFacts, groups: ActorGroups) -> ReportFacts:
    return replace(
        report,
        events=tuple(_event(e, groups) for e in report.events),
        control=tuple(_control(c, groups) for c in report.control),
        relations=tuple(_relation(r, groups) for r in report.relations),
        actors=tuple(_actor(a, groups) for a in report.actors),
    )


def _event(event: EventFacts, groups: ActorGroups) -> EventFacts:
    return replace(
        event,
        when_told=_told(event.when_told, groups),
        where_told=_told(event.where_told, groups),
        sides=tuple(SideFacts(s.role, _actor(s.actor, groups), _told(s.told, groups)) for s in event.sides),
        tolls=tuple(replace(t, told=_told(t.told, groups)) for t in event.tolls),
        rivals=tuple(replace(r, told=_told(r.told, groups)) for r in event.rivals),
        told=_told(event.told, groups),
    )


def _control(control: ControlFacts, groups: ActorGroups) -> ControlFacts:
    return replace(control, actor=_actor(control.actor, groups), told=_told(control.told, groups))


def _relation(relation: RelationFacts, groups: ActorGroups) -> RelationFacts:
    subject, other = _actor(relation.subject, groups), _actor(relation.object, groups)
    return replace(relation, subject=subject, object=other, told=_told(relation.told, groups))


def _actor(actor: ActorFacts, groups: ActorGroups) -> ActorFacts:
    part_of = groups.of(actor.part_of) if actor.part_of else None
    key = groups.of(actor.key)
    return replace(actor, key=key, part_of=part_of, own=actor.key if key != actor.key else "")


def _told(told: Sequence[Told], groups: ActorGroups) -> tuple[Told, ...]:
    return tuple(replace(t, affiliation=groups.of(t.affiliation)) if t.affiliation else t for t in told)
