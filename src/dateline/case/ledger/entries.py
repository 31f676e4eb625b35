"""Entries of the ledger: stable ids, and messages in plain English that name both values and who gives them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from dateline.case.ledger.saying import T, Word, day_said
from dateline.case.ledger.words import folded
from dateline.model.situation import LedgerEntry, LedgerKind, LedgerReason, LedgerSide, Said
from dateline.render.words import clean, shorten

DIGITS: Final = 12
NAMED: Final = 2
"""Voices that a message names; the rest are counted."""


def entry(
    kind: LedgerKind,
    reason: LedgerReason,
    about: str,
    slot: str,
    sides: Sequence[LedgerSide],
    message: str,
    figures: Mapping[str, Any] | None = None,
) -> LedgerEntry:
    """An entry whose id hashes what it is about and which records stand on its sides, and nothing that a wording or a
    later rule could change."""
    records = ";".join(",".join(sorted({f"{s.report}/{s.event}/{s.claim}" for s in side.said})) for side in sides)
    key = "\x1f".join((kind, reason, about, slot, records))
    id_ = f"entry-{hashlib.sha256(key.encode()).hexdigest()[:DIGITS]}"
    return LedgerEntry(id_, kind, reason, about, slot, tuple(sides), message, dict(figures or {}))


def sides_by_value(words: Iterable[Word[T]]) -> list[LedgerSide]:
    """The words put together by what they say, in the order in which they were learned."""
    found: dict[str, list[Said]] = {}
    for w in words:
        found.setdefault(w.said.value, []).append(w.said)
    return [LedgerSide(value, tuple(said)) for value, said in found.items()]


def told_by(side: LedgerSide) -> str:
    """ "“12” says the mayor (Nile Wire, 2021-05-05)", with the number of further voices."""
    by_voice: dict[str, Said] = {}
    for s in side.said:
        by_voice.setdefault(s.voice, s)
    shown = [speaker(s) for s in by_voice.values()]
    more = len(shown) - NAMED
    if more > 0:
        shown = [*shown[:NAMED], f"{more} more voice{'' if more == 1 else 's'}"]
    verb = "says" if len(by_voice) == 1 else "say"
    return f"“{shorten(side.value, 80)}” {verb} {_and(shown)}"


def speaker(said: Said) -> str:
    """Who says it, in which outlet, on which day."""
    where = [clean(said.outlet)] if said.outlet else []
    day = [day_said(said)] if day_said(said) else []
    if said.source_kind == "narrator" or (said.outlet and folded(said.source) == folded(said.outlet)):
        return ", ".join([*(where or ["the report itself"]), *day]) if not day else f"{_of(where)} ({day[0]})"
    inside = ", ".join([*where, *day])
    return f"{shorten(said.source, 60)} ({inside})" if inside else shorten(said.source, 60)


def _of(where: Sequence[str]) -> str:
    return where[0] if where else "the report itself"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def against(slot: str, sides: Sequence[LedgerSide]) -> str:
    """ "Deaths: “12” says A; “3” says B." """
    return f"{slot[:1].upper()}{slot[1:]}: {'; '.join(map(told_by, sides))}."
