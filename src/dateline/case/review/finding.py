"""Records that a person found in a report's words: out of a decision's body, and out of a dossier again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from dateline.case.ledger.decided import WORDS
from dateline.case.review.applying import sound, with_value
from dateline.case.review.drafting import BY_HAND, Draft
from dateline.case.review.records import Kind, Record
from dateline.case.review.slots import slot_kinds
from dateline.case.review.values import fault_of, normal
from dateline.model.dossier import Dossier
from dateline.model.judgement import Judgement
from dateline.model.records import Claim, Coding, Control, Event, Relation
from dateline.model.span import Evidence

NEEDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "event": ("plover", "status"),
    "claim": ("source", "stance"),
    "control": ("place", "actor", "status"),
    "relation": ("subject", "predicate", "object"),
}
"""What there is no record of the kind without."""
_NAMED: Final = ("actors", "places", "sources")
_STATING: Final = ("claims", "events", "relations", "control")
_LISTS: Final = (*_NAMED, *_STATING)


def new_id(kind: Kind, slots: Mapping[str, Any], evidence: Iterable[Evidence], draft: Draft) -> str:
    """Id of a record that a person found: told from what is read in the same words, since both may stand."""
    return draft.id_of(kind, f"{BY_HAND.engine}:{slots.get(NEEDS[kind][0])}", evidence)


def found(made: Judgement, draft: Draft) -> tuple[Kind, Record] | None:
    """The record that an `add` tells; None where the report does not have its words any more."""
    body = made.value if isinstance(made.value, dict) else {}
    evidence = draft.quotes(made.evidence)
    kind: Any = body.get("kind")
    slots = _sound(kind, body.get("slots")) if kind in NEEDS else {}
    if not evidence or kind not in NEEDS or any(slots.get(n) is None for n in NEEDS[kind]):
        return None
    bare = _bare(kind, str(body.get("id")), slots, evidence, draft)
    record = bare
    for slot, value in slots.items():
        if value is not None:
            record = with_value(record, slot, value, evidence, bare, draft)
    if isinstance(record, Relation) and record.subject == record.object:
        return None
    return kind, sound(record, bare)


def _sound(kind: Kind, slots: Any) -> dict[str, Any]:
    """The values that slots of the kind can have, in their own shapes: decisions come from other versions too."""
    if not isinstance(slots, dict):
        return {}
    told = {
        s.name: normal(kind, s.name, slots[s.name]) for s in slot_kinds()[kind] if s.name in slots and s.name != WORDS
    }
    return {s.name: told[s.name] for s in slot_kinds()[kind] if s.name in told and fault_of(s, told[s.name]) is None}


def _bare(kind: Kind, id_: str, slots: Mapping[str, Any], evidence: tuple[Evidence, ...], draft: Draft) -> Record:
    """The record with what it cannot be without."""
    if kind == "event":
        coding = Coding(slots["plover"], None, (), None, None)
        return Event(
            id_, coding, slots["status"], (), None, None, (), (), (), (), None, None, None, (), (), evidence, BY_HAND
        )  # fmt: skip
    if kind == "claim":
        source = draft.source(slots["source"], evidence)
        return Claim(id_, source, (), None, None, evidence, False, slots["stance"], None, None, None, BY_HAND)
    if kind == "control":
        place, actor = draft.place(slots["place"], None, evidence), draft.actor(slots["actor"][0], evidence)
        return Control(id_, place, actor, slots["status"], None, None, (), evidence, BY_HAND)
    subject, other = (draft.actor(slots[end][0], evidence) for end in ("subject", "object"))
    return Relation(id_, subject, slots["predicate"], other, None, (), evidence, BY_HAND)


def without_found(dossier: Dossier, adds: Sequence[Judgement] | None) -> Dossier:
    """The dossier as it was read, without what people added to it: those of the decisions named, or, for coders who
    must not see what others found, all."""
    told = None if adds is None else {str(j.value.get("id")) for j in adds if isinstance(j.value, dict)}
    kept: dict[str, Any] = {name: tuple(r for r in getattr(dossier, name) if not _is_found(r, told)) for name in _LISTS}
    if any(r.origin == BY_HAND for name in _STATING for r in kept[name]):  # from elsewhere, and needs its actors
        kept |= {name: getattr(dossier, name) for name in _NAMED}
    if all(len(kept[name]) == len(getattr(dossier, name)) for name in _LISTS):
        return dossier
    return replace(dossier, **kept)


def _is_found(record: Any, told: set[str] | None) -> bool:
    """Actors, places and sources that people brought come back with the records that need them."""
    if record.origin != BY_HAND:
        return False
    return told is None or record.id in told or record.id.startswith(("actor-", "place-", "source-"))
