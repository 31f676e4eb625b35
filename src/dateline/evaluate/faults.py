"""Breaches of the dossier's format: evidence that does not quote, records without evidence, unknown words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from dateline.evaluate.events import codings
from dateline.model import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from dateline.evaluate.gold import Json

# `victims` may be absent in a first version of a dossier.
_KEYS = tuple(
    "format document actors places sources claims events relations control amounts media findings receipt".split()
)
_NEED_EVIDENCE = ("actors", "places", "sources", "events", "relations", "control", "amounts")
_VOCABULARY: tuple[tuple[str, str, Any], ...] = (
    ("actors", "kind", v.ActorKind),
    ("places", "kind", v.PlaceKind),
    ("sources", "kind", v.SourceKind),
    ("claims", "stance", v.Stance),
    ("events", "status", v.EventStatus),
    ("relations", "predicate", v.Predicate),
    ("control", "status", v.ControlStatus),
    ("amounts", "what", v.AmountWhat),
    ("amounts", "hedge", v.Hedge),
    ("findings", "check", v.Check),
    ("findings", "verdict", v.Verdict),
)


def format_faults(dossier: Mapping[str, Any], acled_pairs: Collection[str]) -> list[str]:
    """Every breach, in words; an empty list for a dossier that keeps the contract."""
    return [
        *_misquotes(dossier),
        *_without_evidence(dossier),
        *(f"top-level key {key} is missing" for key in _KEYS if key not in dossier),
        *_unknown_words(dossier),
        *_bad_codings(dossier, acled_pairs),
        *(
            f"claim {claim.get('id')} has no content span"
            for claim in _records(dossier, "claims")
            if not claim.get("content")
        ),
    ]


def _records(dossier: Mapping[str, Any], layer: str) -> list[Json]:
    return dossier.get(layer) or []


def _misquotes(dossier: Mapping[str, Any]) -> Iterator[str]:
    text = (dossier.get("document") or {}).get("text") or ""
    waiting: list[Any] = [dossier]
    while waiting:  # a stack, not recursion: the depth of a dossier is the giver's to choose
        item = waiting.pop()
        if isinstance(item, dict):
            if item.keys() >= {"start", "end", "quote"} and text[item["start"] : item["end"]] != item["quote"]:
                yield f"evidence {item['start']}..{item['end']} does not quote the text"
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _without_evidence(dossier: Mapping[str, Any]) -> Iterator[str]:
    for layer in _NEED_EVIDENCE:
        for record in _records(dossier, layer):
            if not (record.get("mentions") or record.get("evidence") or record.get("kind") == "narrator"):
                yield f"{layer} {record.get('id')} has no evidence"


def _unknown_words(dossier: Mapping[str, Any]) -> Iterator[str]:
    for layer, field, allowed in _VOCABULARY:
        for record in _records(dossier, layer):
            if record.get(field) not in get_args(allowed):
                yield f"{layer} {record.get('id')}: {field} {record.get(field)!r} is not in the vocabulary"


def _bad_codings(dossier: Mapping[str, Any], acled_pairs: Collection[str]) -> Iterator[str]:
    for event in _records(dossier, "events"):
        plover, acled = codings(event)
        if plover not in v.PLOVER_TYPES:
            yield f"event {event.get('id')}: PLOVER type {plover!r}"
        if acled is not None and acled not in acled_pairs:
            yield f"event {event.get('id')}: ACLED pair {acled!r}"
        for participant in event.get("who") or []:
            if participant.get("role") not in get_args(v.Role):
                yield f"event {event.get('id')}: role {participant.get('role')!r}"
