"""Which characters of the report each record stands on: the spans that the text is marked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from dateline.model.dossier import Dossier
from dateline.model.records import Claim, Event
from dateline.model.span import Evidence
from dateline.model.values import When

Kind = Literal[
    "actor", "place", "source", "date", "number", "victim", "finding", "event", "claim", "relation", "control", "media",
    "detail",
]  # fmt: skip
NAMES: tuple[Kind, ...] = ("victim", "place", "date", "number", "source", "actor")
"""Kinds whose words are a link to the record themselves; of two that fit equally, the first one."""
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start..end of the text and the record that rests on them. "detail" are words that a record needs
    besides its evidence (whom, where, the cue of a claim): they light up with it and are not marked themselves."""

    start: int
    end: int
    kind: Kind
    id: str


def spans_of(dossier: Dossier) -> list[Span]:
    """All spans, in text order, each record's span once."""
    length = len(dossier.document.text)
    found = dict.fromkeys(span for span in _all(dossier) if span.end <= length)
    return sorted(found, key=lambda s: (s.start, -s.end))


def _all(d: Dossier) -> Iterator[Span]:
    for actor in d.actors:
        yield from _of(actor.mentions, "actor", actor.id)
    for place in d.places:
        yield from _of(place.mentions, "place", place.id)
    for source in d.sources:
        yield from _of(source.mentions, "source", source.id)
        yield from _of(source.anonymity.evidence if source.anonymity else (), "detail", source.id)
    for claim in d.claims:
        yield from _claim(claim)
    for event in d.events:
        yield from _event(event)
    yield from _others(d)


def _others(d: Dossier) -> Iterator[Span]:
    for victim in d.victims:
        yield from _of(victim.evidence, "victim", victim.id)
    for relation in d.relations:
        yield from _of(relation.evidence, "relation", relation.id)
        yield from _date(relation.when, relation.id)
    for control in d.control:
        yield from _of(control.evidence, "control", control.id)
        yield from _date(control.when, control.id)
    for amount in d.amounts:
        yield from _of(amount.evidence, "number", amount.id)
    for media in d.media:
        yield from _of(media.evidence, "media", media.id)
        yield from _date(media.taken, media.id)
    for finding in d.findings:
        yield from _of(finding.evidence, "finding", finding.id)


def _of(evidence: Iterable[Evidence], kind: Kind, id_: str) -> Iterator[Span]:
    return (Span(e.start, e.end, kind, id_) for e in evidence)


def _date(when: When | None, id_: str) -> Iterator[Span]:
    return _of(when.evidence if when else (), "date", id_)


def _claim(claim: Claim) -> Iterator[Span]:
    yield from _of(claim.content, "claim", claim.id)
    yield from _of([claim.cue] if claim.cue else [], "detail", claim.id)
    yield from _date(claim.said, claim.id)


def _event(event: Event) -> Iterator[Span]:
    yield from _of(event.evidence, "event", event.id)
    yield from _date(event.when, event.id)
    for toll in (*event.deaths, *event.injured):
        yield from _of(toll.evidence, "number", event.id)
    for evidence in _details(event):
        yield from _of(evidence, "detail", event.id)


def _details(event: Event) -> Iterator[tuple[Evidence, ...]]:
    for told in (event.who, event.targets, event.means, event.rivals):
        yield from (slot.evidence for slot in told)
    yield event.where.evidence if event.where else ()
    yield event.outcome.evidence if event.outcome else ()
