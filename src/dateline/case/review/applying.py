"""One decision on a slot, put into the record. What a value cannot be (a relation of an actor to itself, days that end
before they begin) leaves the record as it is: whatever people decided, and in which order, the dossier stays valid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast, get_args

from dateline.case.ledger.decided import DECIDED, WORDS, hedge_of
from dateline.case.review.drafting import Draft
from dateline.case.review.records import Record
from dateline.case.review.slots import TOLLS, tolls_in, tolls_of
from dateline.model.records import Casualties, Claim, Control, Event, Participant, Relation, Where
from dateline.model.span import Evidence
from dateline.model.values import When
from dateline.model.vocabulary import Precision, Role, Stance

Quotes = tuple[Evidence, ...]


def with_value(record: Record, slot: str, value: Any, evidence: Quotes, read: Record, draft: Draft) -> Record:
    """The record with a value in a slot. Without `evidence` the value keeps the words that the slot had, else it takes
    those of the record. `value` is in the shape of its slot, as `deciding` lets through and nothing else."""
    if slot == WORDS:
        return _moved(record, evidence)
    if isinstance(record, Event):
        return _event(record, slot, value, evidence, cast("Event", read), draft)
    if isinstance(record, Claim):
        return _claim(record, slot, value, evidence, draft)
    if isinstance(record, Control):
        return _control(record, slot, value, evidence, draft)
    return _relation(record, slot, value, evidence, draft)


def _moved(record: Record, evidence: Quotes) -> Record:
    if not evidence:
        return record
    return replace(record, content=evidence) if isinstance(record, Claim) else replace(record, evidence=evidence)


def _event(event: Event, slot: str, value: Any, evidence: Quotes, read: Event, draft: Draft) -> Event:
    if slot == "plover":
        mode = event.coding.plover_mode if value == event.coding.plover else None
        return replace(event, coding=replace(event.coding, plover=value, plover_mode=mode))
    if slot in {"acled", "ucdp"}:
        return replace(event, coding=replace(event.coding, **{slot: value}))
    if slot == "status":
        return replace(event, status=value)
    if slot == "when":
        return replace(event, when=_when(event.when, value, evidence, event.evidence, event.claims))
    if slot == "where":
        return _where(event, value, evidence, draft)
    if slot in get_args(Role):
        return _who(event, cast("Role", slot), value or [], evidence, draft)
    return _toll(event, slot, value, evidence, read, draft)


def _when(old: When | None, value: Any, evidence: Quotes, fallback: Quotes, claims: Sequence[str]) -> When | None:
    if value is None:
        return None
    start, end = value.get("start"), value.get("end")
    if (start is None and end is None) or (start and end and end < start):
        return old
    known = value.get("precision")
    precision: Precision = known if known in get_args(Precision) else "day" if start == end else "range"
    kept = evidence or (old.evidence if old is not None else ()) or fallback
    text = old.text if old is not None and kept == old.evidence else " … ".join(e.quote for e in kept)
    return When(text, start, end, precision, DECIDED, kept, old.claims if old is not None else tuple(claims))


def _where(event: Event, value: Any, evidence: Quotes, draft: Draft) -> Event:
    if value is None:
        return replace(event, where=None)
    old = event.where
    words = evidence or (old.evidence if old is not None else event.evidence)
    place = draft.place(value, draft.places.get(old.place) if old is not None else None, words)
    return replace(event, where=Where(place, old.claims if old is not None else event.claims, words))


def _who(event: Event, role: Role, names: Sequence[str], evidence: Quotes, draft: Draft) -> Event:
    """The actors of a role. Whoever is named has no other role beside it, as in the picture of the case."""
    mine = {w.actor: w for w in event.who if w.role == role}
    words = evidence or next((w.evidence for w in mine.values()), event.evidence)
    wanted = dict.fromkeys(draft.actor(name, words) for name in names)
    anew = bool(evidence) and wanted.keys() <= mine.keys()  # nobody is new: the words are
    claims = {a: mine[a].claims if a in mine else event.claims for a in wanted}
    made = [mine[a] if a in mine and not anew else Participant(role, a, claims[a], words) for a in wanted]
    kept = [w for w in event.who if w.role != role and w.actor not in wanted]
    order = get_args(Role).index
    return replace(event, who=tuple(sorted([*kept, *made], key=lambda w: order(w.role))))


def _toll(event: Event, slot: str, value: Any, evidence: Quotes, read: Event, draft: Draft) -> Event:
    """The numbers of a slot: one in the place of all that speakers gave."""
    toll = slot.partition(" of ")[0]
    of = tolls_of(read, toll, draft.names).get(slot)
    if of is None or toll not in TOLLS:
        return event
    there = tolls_in(event, toll)
    old = next((c for c in there if c.of == of), None)
    made = [c for c in there if c.of != of]
    if value is not None:
        low, best, high = (value.get(n) for n in ("low", "best", "high"))
        ends = [n for n in (low, best, high) if n is not None]
        if not ends or ends != sorted(ends):
            return event
        words = evidence or (old.evidence if old is not None else event.evidence)
        at = there.index(old) if old is not None else len(made)
        made.insert(
            at, Casualties(of, low, high, best, hedge_of(low, best, high), old.claims if old else event.claims, words)
        )
    return replace(event, deaths=tuple(made)) if toll == "deaths" else replace(event, injured=tuple(made))


def _claim(claim: Claim, slot: str, value: Any, evidence: Quotes, draft: Draft) -> Claim:
    if slot == "stance":
        return replace(claim, stance=cast("Stance", value))
    if slot == "said":
        return replace(claim, said=_when(claim.said, value, evidence, claim.content, ()))
    source = draft.source(value, evidence or ((claim.cue,) if claim.cue is not None else claim.content))
    cue = evidence[0] if evidence else claim.cue
    return replace(claim, source=source, via=tuple(v for v in claim.via if v != source), cue=cue)


def _control(control: Control, slot: str, value: Any, evidence: Quotes, draft: Draft) -> Control:
    words = evidence or control.evidence
    if slot == "place":
        return replace(control, place=draft.place(value, draft.places.get(control.place), words))
    if slot == "actor":
        return replace(control, actor=draft.actor(value[0], words))
    if slot == "status":
        return replace(control, status=value)
    return replace(control, when=_when(control.when, value, evidence, control.evidence, control.claims))


def _relation(relation: Relation, slot: str, value: Any, evidence: Quotes, draft: Draft) -> Relation:
    words = evidence or relation.evidence
    if slot == "predicate":
        return replace(relation, predicate=value)
    if slot == "when":
        return replace(relation, when=_when(relation.when, value, evidence, relation.evidence, relation.claims))
    actor = draft.actor(value[0], words)
    return replace(relation, subject=actor) if slot == "subject" else replace(relation, object=actor)


def sound(record: Record, read: Record) -> Record:
    """The record, if all that was put into it fits together; a relation of an actor to itself is between those that it
    was between."""
    if isinstance(record, Relation) and isinstance(read, Relation) and record.subject == record.object:
        return replace(record, subject=read.subject, object=read.object)
    return record
