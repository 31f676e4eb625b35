"""Every span of evidence in a dossier, with the record and the slot of it that the words say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dateline.exports.columns import rows
from dateline.model.dossier import Dossier
from dateline.model.origin import Origin
from dateline.model.records import Event
from dateline.model.span import Evidence

Said = tuple[str, str, Iterable[Evidence]]
"""Slot, the place of the value within it ("0.1"), and the words."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words of the report and what they say: `kind` and `record` name the record, `slot` the part of it, `at` tells
    several of one slot apart."""

    kind: str
    record: str
    slot: str
    at: str
    evidence: Evidence
    origin: Origin


@dataclass(frozen=True, slots=True)
class Motive:
    """Why the words are marked, in the terms of the Web Annotation Vocabulary, and a label for readers."""

    motivation: str
    label: str


@cache
def motives() -> dict[tuple[str, str], Motive]:
    """All kinds of spans, by kind of record and slot (`data/annotation_slots.tsv`)."""
    return {(r["kind"], r["slot"]): Motive(r["motivation"], r["label"]) for r in rows("annotation_slots")}


def spans_of(dossier: Dossier) -> Iterator[Span]:
    """All spans, in the order of the contract."""
    for kind, name, said in KINDS:
        for record in getattr(dossier, name):
            for slot, at, evidence in said(record):
                for n, e in enumerate(evidence):
                    yield Span(kind, record.id, slot, f"{at}.{n}" if at else str(n), e, record.origin)


def _mentions(record: Any) -> Iterator[Said]:
    yield "mention", "", record.mentions


def _source(record: Any) -> Iterator[Said]:
    yield "mention", "", record.mentions
    if record.anonymity:
        yield "anonymity", "", record.anonymity.evidence


def _claim(record: Any) -> Iterator[Said]:
    yield "content", "", record.content
    if record.cue:
        yield "cue", "", (record.cue,)
    if record.said:
        yield "said", "", record.said.evidence


def _event(record: Event) -> Iterator[Said]:
    yield "event", "", record.evidence
    if record.where:
        yield "where", "", record.where.evidence
    if record.when:
        yield "when", "", record.when.evidence
    if record.outcome:
        yield "outcome", "", record.outcome.evidence
    for slot in ("who", "deaths", "injured", "targets", "means", "rivals"):
        for n, value in enumerate(getattr(record, slot)):
            yield slot, str(n), value.evidence


def _timed(record: Any) -> Iterator[Said]:
    yield "words", "", record.evidence
    if record.when:
        yield "when", "", record.when.evidence


def _words(record: Any) -> Iterator[Said]:
    yield "words", "", record.evidence


def _media(record: Any) -> Iterator[Said]:
    yield "words", "", record.evidence
    if record.taken:
        yield "when", "", record.taken.evidence


KINDS: Final[tuple[tuple[str, str, Callable[[Any], Iterator[Said]]], ...]] = (
    ("actor", "actors", _mentions),
    ("place", "places", _mentions),
    ("source", "sources", _source),
    ("claim", "claims", _claim),
    ("event", "events", _event),
    ("victim", "victims", _words),
    ("relation", "relations", _timed),
    ("control", "control", _timed),
    ("amount", "amounts", _words),
    ("media", "media", _media),
    ("finding", "findings", _words),
)
