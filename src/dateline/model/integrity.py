"""What the types of the records cannot hold: evidence quotes the text, ids are unique, references lead somewhere and
not back, ranges run upwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from dateline.model.dossier import Dossier
from dateline.model.records import Event
from dateline.model.span import Evidence
from dateline.model.values import When

LISTS = (
    "actors",
    "places",
    "sources",
    "claims",
    "events",
    "victims",
    "relations",
    "control",
    "amounts",
    "media",
    "findings",
)
"""The lists of records in a dossier, in the order of the contract."""


def faults(dossier: Dossier) -> list[str]:
    """Every breach of the contract, in words; empty for a sound dossier."""
    known = {name: {record.id for record in getattr(dossier, name)} for name in LISTS}
    dangling = list(_dangling(dossier, known))
    circling = [] if dangling else _circling(dossier)
    return [*_unquoted(dossier), *_repeated(dossier), *dangling, *circling, *_downward(dossier), *_layout(dossier)]


def evidence_in(value: Any) -> Iterator[Evidence]:
    """All evidence inside a record or a list of them, without recursion."""
    return (item for item in _parts(value) if isinstance(item, Evidence))


def _parts(value: Any) -> Iterator[Any]:
    """A record or a list of them, and every record within."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, (tuple, list)):
            waiting.extend(item)
        elif names := _fields(item.__class__):
            yield item
            if not isinstance(item, Evidence):
                waiting.extend([getattr(item, name) for name in names])


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    """Names of a record's fields; none where it is no record. A case asks this of millions of values."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()


def _unquoted(dossier: Dossier) -> Iterator[str]:
    text = dossier.document.text
    for name in LISTS:
        for record in getattr(dossier, name):
            for e in evidence_in(record):
                if text[e.start : e.end] != e.quote:
                    yield f"{record.id}: {e.start}..{e.end} reads {text[e.start : e.end]!r}, not {e.quote!r}"


def _repeated(dossier: Dossier) -> Iterator[str]:
    counts = Counter(record.id for name in LISTS for record in getattr(dossier, name))
    yield from (f"{id_}: {n} records have this id" for id_, n in counts.items() if n > 1)


def _dangling(dossier: Dossier, known: dict[str, set[str]]) -> Iterator[str]:
    """References to ids that no record has."""
    everything = set[str]().union(*known.values())
    for record_id, list_name, referred in references(dossier):
        for id_ in referred:
            if id_ is not None and id_ not in (known[list_name] if list_name else everything):
                yield f"{record_id}: refers to {id_!r}, which is not in {list_name or 'the dossier'}"


def _circling(dossier: Dossier) -> Iterator[str]:
    """What leads back to itself: an event that is its own part, a claim inside itself, a relation of one to itself."""
    above = {a.id: a.part_of for a in dossier.actors}
    above |= {c.id: c.inside for c in dossier.claims} | {e.id: e.parent for e in dossier.events}
    ends: set[str] = set()
    for first in above:
        way: set[str] = set()
        at: str | None = first
        while at is not None and at not in ends and at not in way:
            way.add(at)
            at = above[at]
        if at in way:
            yield f"{first}: leads back to itself"
        ends |= way
    yield from (f"{r.id}: of an actor to itself" for r in dossier.relations if r.subject == r.object)
    yield from (f"{c.id}: passed on by its own source" for c in dossier.claims if c.source in c.via)


def _downward(dossier: Dossier) -> Iterator[str]:
    """Ranges of which the low end is the higher, intervals that end before they start."""
    for name in LISTS:
        for record in getattr(dossier, name):
            for part in _parts(record):
                if isinstance(part, When):
                    ends = [day for day in (part.start, part.end) if day is not None]
                elif {"low", "best", "high"} <= set(_fields(part.__class__)):
                    ends = [n for n in (part.low, part.best, part.high) if n is not None]
                else:
                    continue
                if ends != sorted(ends):
                    yield f"{record.id}: {ends} run downwards"


_Reference = tuple[str, str, Iterable[str | None]]


def references(dossier: Dossier) -> Iterator[_Reference]:
    """(record, list that must hold them or "", ids)."""
    d = dossier
    yield from ((a.id, "actors", (a.part_of,)) for a in d.actors)
    yield from ((s.id, "actors", (s.affiliation,)) for s in d.sources)
    for c in d.claims:
        yield from ((c.id, "sources", (c.source, *c.via)), (c.id, "claims", (c.inside,)), (c.id, "actors", (c.to,)))
    for event in d.events:
        yield from _event_references(event)
    for r in d.relations:
        yield from ((r.id, "actors", (r.subject, r.object)), (r.id, "claims", r.claims))
    for held in d.control:
        yield from ((held.id, "places", (held.place,)), (held.id, "actors", (held.actor,)))
        yield held.id, "claims", held.claims
    yield from ((v.id, "events", (v.event,)) for v in d.victims)
    yield from ((v.id, "claims", v.claims) for v in d.victims)
    yield from ((a.id, "claims", a.claims) for a in d.amounts)
    yield from ((a.id, "", (a.of,)) for a in d.amounts)
    yield from ((m.id, "places", (m.where,)) for m in d.media)
    yield from ((m.id, "", m.shows) for m in d.media)
    yield from ((f.id, "", f.about) for f in d.findings)


def _event_references(event: Event) -> Iterator[_Reference]:
    slots: list[Any] = [event, *event.who, event.where, event.when, *event.deaths, *event.injured, *event.rivals]
    for slot in slots:
        if slot is not None:
            yield event.id, "claims", slot.claims
    yield event.id, "actors", [who.actor for who in event.who]
    yield event.id, "actors", [c.of for c in (*event.deaths, *event.injured) if c.of not in {"civilians", "unknown"}]
    yield event.id, "places", [event.where.place if event.where else None, *(t.place for t in event.targets)]
    yield event.id, "events", (event.parent,)


def _layout(dossier: Dossier) -> Iterator[str]:
    """Sections in order, within the text, none over another."""
    position = 0
    for section in dossier.document.sections:
        if not position <= section.start < section.end <= len(dossier.document.text):
            yield f"document: section {section.kind} {section.start}..{section.end} is out of place"
        position = section.end
