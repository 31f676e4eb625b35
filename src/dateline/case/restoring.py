"""An earlier state of a record, brought back: what was decided since is taken back, and what was taken back since is
decided again. Nothing is deleted; the log tells the way there, and that too can be taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Final

from dateline.case.ledger.decisions import holding
from dateline.case.store.protocol import Store
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement

HAPPENING: Final = "happening-"
MOST: Final = 500
"""Decisions that one restoring writes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What leads back to an earlier state."""

    record: str
    ids: tuple[str, ...]
    """The record; of a happening its events too."""
    to: int
    """Number of the log whose state is brought back."""
    undone: tuple[Judgement, ...]
    """Decisions that are taken back, the latest first."""
    again: tuple[Judgement, ...]
    """Decisions that are made anew, as they were then."""
    seen: int
    """Number of the log up to which this was looked at."""

    def __bool__(self) -> bool:
        return bool(self.undone or self.again)


def plan(store: Store, record: str, to: int) -> Plan:
    """What would lead a record back to its state at a number of the log. Raises `SettingsError` for a number that the
    log does not have, and where so much was decided since that it is no restoring of one record."""
    seen = store.head()[0]
    if not 0 <= to <= seen:
        raise SettingsError(f"{to}: the log has {seen} entries.")
    ids = _ids(store, record, to)
    then, now = (holding(store.judgements_about(ids, at)) for at in (to, None))
    same = 0
    while same < min(len(then), len(now)) and _told(then[same]) == _told(now[same]):
        same += 1
    made = Plan(record, ids, to, tuple(reversed(now[same:])), tuple(then[same:]), seen)
    if len(made.undone) + len(made.again) > MOST:
        raise SettingsError(f"{record}: {len(made.undone)} decisions were made since; restore its records one by one.")
    return made


def _told(j: Judgement) -> tuple[object, ...]:
    """What a decision says, whoever says it and when."""
    return j.verb, j.of, j.about, j.slot, json.dumps(j.value, sort_keys=True), j.evidence, j.by


def _ids(store: Store, record: str, to: int) -> tuple[str, ...]:
    if not record.startswith(HAPPENING):
        return (record,)
    return tuple(dict.fromkeys((record, *store.happening_at(record, to), *store.happening_at(record))))


def restore(
    store: Store, made: Plan, who: str, reason: str | None = None, *, once: str | None = None
) -> tuple[Judgement, ...]:
    """Write what leads there, all of it or nothing. Raises `ConflictError` where somebody decided on one of the records
    since the plan was made."""
    if not who.strip():
        raise SettingsError("A judgement is signed: say who decides.")
    told = f"as it was at {made.to}" + (f": {reason}" if reason else "")
    written: list[Judgement] = [Judgement("undo", "judgement", (j.id,), who.strip(), reason=told) for j in made.undone]
    written += [_anew(j, who.strip(), told) for j in made.again]
    return store.judge(written, seen=dict.fromkeys(made.ids, made.seen), once=once) if written or once else ()


def _anew(j: Judgement, who: str, told: str) -> Judgement:
    """The same decision, made now by whoever restores; its own reason stays in front, as codes of reasons are read from
    there."""
    reason = f"{j.reason}; {told}" if j.reason else told
    return replace(j, who=who, by="person", reason=f"{reason} ({j.id} of {j.who})", at="", seq=0, undone=None)
