"""Records that only hidden words tell of go with them, and whatever refers to one of them loses that reference.

A place that stands only in "a nurse at Kodok hospital" would say where the source works, a toll that stands only in
withheld words what they said. An event that only withheld words tell of stays as what it was coded as, without what the
words said of it, so that it is still counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from dateline.model.dossier import Dossier
from dateline.model.records import (
    Actor,
    Amount,
    Casualties,
    Claim,
    Control,
    Event,
    Finding,
    Media,
    Participant,
    Phrase,
    Place,
    Relation,
    Source,
    Target,
    Victim,
)
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.protect.edits import Spans

DOERS: Final = frozenset({"actor", "side_a", "side_b"})
_Told = TypeVar("_Told", Casualties, Target, Phrase)
_Mentioned = TypeVar("_Mentioned", Actor, Place)
_Evident = TypeVar("_Evident", Relation, Control, Amount, Media, Victim, Finding)


@dataclass(frozen=True, slots=True)
class Closed:
    """The replaced stretches, in offsets of the report: "person" for names and descriptions, "words" for quotations."""

    spans: Spans

    def of(self, evidence: Evidence) -> str | None:
        """What hides a piece of evidence wholly, or None."""
        return self.spans.holding(evidence.start, evidence.end)

    def hides(self, evidence: Iterable[Evidence]) -> bool:
        """Whether all of some evidence is hidden (none at all is not)."""
        kinds = [self.of(e) for e in evidence]
        return bool(kinds) and None not in kinds


def pruned(dossier: Dossier, closed: Closed, hidden: set[str], kept: set[str]) -> tuple[Dossier, int]:
    """The dossier without what only hidden words tell of, and how many records went.

    `hidden` are ids of the hidden persons' own records, which stay; `kept` are ids of actors that a source may still be
    said to belong to.
    """
    actors = _mentioned(dossier.actors, closed, hidden | kept)
    places = _mentioned(dossier.places, closed, set())
    gone = _ids(dossier.actors) - _ids(actors) | _ids(dossier.places) - _ids(places)
    events = [e for e in dossier.events if not _only_of_persons(e, closed)]
    gone |= _ids(dossier.events) - _ids(events)
    relations = [r for r in _told(dossier.relations, closed) if _may_be_related(r, gone, hidden, kept)]
    control = [c for c in _told(dossier.control, closed) if not {c.place, c.actor} & gone]
    victims = [v for v in dossier.victims if v.id in hidden or not _is_hidden(v, closed)]
    findings = [f for f in _told(dossier.findings, closed) if not set(f.about) & gone]
    amounts, media = _told(dossier.amounts, closed), _told(dossier.media, closed)
    for before, after in (
        (dossier.relations, relations), (dossier.control, control), (dossier.victims, victims),
        (dossier.amounts, amounts), (dossier.media, media), (dossier.findings, findings),
    ):  # fmt: skip
        gone |= _ids(before) - _ids(after)
    return replace(
        dossier,
        actors=tuple(replace(a, part_of=_left(a.part_of, gone)) for a in actors),
        places=tuple(places),
        sources=tuple(_source(s, closed, gone, hidden) for s in dossier.sources),
        claims=tuple(_claim(c, closed, gone) for c in dossier.claims),
        events=tuple(_event(e, closed, gone) for e in events),
        victims=tuple(replace(v, event=_left(v.event, gone)) for v in victims),
        relations=tuple(replace(r, when=_when(r.when, closed)) for r in relations),
        control=tuple(replace(c, when=_when(c.when, closed)) for c in control),
        amounts=tuple(replace(a, of=_left(a.of, gone)) for a in amounts),
        media=tuple(_media(m, closed, gone) for m in media),
        findings=tuple(replace(f, about=_all_left(f.about, gone)) for f in findings),
    ), len(gone)


def _is_hidden(victim: Victim, closed: Closed) -> bool:
    """Whether the words that name a victim, which come first, are withheld, or all that is said of it is hidden."""
    return closed.of(victim.evidence[0]) == "words" or closed.hides(victim.evidence)


def _ids(records: Iterable[Actor | Place | Event | Relation | Control | Victim | Amount | Media | Finding]) -> set[str]:
    return {r.id for r in records}


def _left(id_: str | None, gone: set[str]) -> str | None:
    return None if id_ in gone else id_


def _all_left(ids: Iterable[str], gone: set[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ not in gone)


def _mentioned(records: Sequence[_Mentioned], closed: Closed, safe: set[str]) -> list[_Mentioned]:
    """Records with the mentions that are seen; one without any goes, unless it is safe."""
    found = []
    for record in records:
        seen = record.mentions if record.id in safe else tuple(m for m in record.mentions if closed.of(m) is None)
        if len(seen) == len(record.mentions):
            found.append(record)
        elif seen:
            found.append(replace(record, mentions=seen))
    return found


def _told(records: Sequence[_Evident], closed: Closed) -> list[_Evident]:
    return [r for r in records if not closed.hides(r.evidence)]


def _only_of_persons(event: Event, closed: Closed) -> bool:
    return closed.hides(event.evidence) and all(closed.of(e) == "person" for e in event.evidence)


def _may_be_related(relation: Relation, gone: set[str], hidden: set[str], kept: set[str]) -> bool:
    """A hidden person is related only to whom it may be said to belong to: "works for" the hospital gives it away."""
    ends = {relation.subject, relation.object}
    return not ends & gone and (not ends & hidden or bool(ends & kept))


def _when(when: When | None, closed: Closed) -> When | None:
    return None if when is not None and closed.hides(when.evidence) else when


def _slots(slots: Sequence[_Told], closed: Closed) -> tuple[_Told, ...]:
    return tuple(s for s in slots if not closed.hides(s.evidence))


def _event(event: Event, closed: Closed, gone: set[str]) -> Event:
    where, outcome = event.where, event.outcome
    return replace(
        event,
        who=tuple(w for w in event.who if w.actor not in gone and _may_take_part(w, closed)),
        where=None if where is None or where.place in gone or closed.hides(where.evidence) else where,
        when=_when(event.when, closed),
        deaths=tuple(_counted(c, gone) for c in _slots(event.deaths, closed)),
        injured=tuple(_counted(c, gone) for c in _slots(event.injured, closed)),
        targets=tuple(replace(t, place=_left(t.place, gone)) for t in _slots(event.targets, closed)),
        means=_slots(event.means, closed),
        outcome=None if outcome is None or closed.hides(outcome.evidence) else outcome,
        count=None if closed.hides(event.evidence) else event.count,
        parent=_left(event.parent, gone),
        rivals=tuple(r for r in event.rivals if not closed.hides(r.evidence)),
    )


def _may_take_part(who: Participant, closed: Closed) -> bool:
    """Withheld words may still name who did it, where others name him too; not to whom."""
    return who.role in DOERS or not all(closed.of(e) == "words" for e in who.evidence)


def _counted(toll: Casualties, gone: set[str]) -> Casualties:
    return replace(toll, of="unknown") if toll.of in gone else toll


def _claim(claim: Claim, closed: Closed, gone: set[str]) -> Claim:
    said = _when(claim.said, closed)
    if said is claim.said and claim.to not in gone:
        return claim
    return replace(claim, said=said, to=_left(claim.to, gone))


def _source(source: Source, closed: Closed, gone: set[str], hidden: set[str]) -> Source:
    """A source that is only mentioned within hidden words stays for its claims, without what it is called."""
    if source.id not in hidden and closed.hides(source.mentions):
        return replace(source, name=None, description=None, affiliation=None, role=None, anonymity=None)
    return replace(source, affiliation=_left(source.affiliation, gone))


def _media(media: Media, closed: Closed, gone: set[str]) -> Media:
    return replace(
        media, taken=_when(media.taken, closed), where=_left(media.where, gone), shows=_all_left(media.shows, gone)
    )
