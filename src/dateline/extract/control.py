"""Who holds what: "IS-held X", "X is controlled by Y", "Y's stronghold X", and what captures and withdrawals imply."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import accumulate

from dateline.annotate.stance import clause_modality
from dateline.annotate.timex import UNDATED
from dateline.extract.context import Context
from dateline.extract.control_changes import from_changes, from_sieges
from dateline.extract.control_events import from_events
from dateline.extract.control_modifiers import from_modifiers
from dateline.extract.control_nouns import from_strongholds, in_hands, possessed
from dateline.extract.control_stated import from_aims, from_verbs, shut_in
from dateline.extract.held import Held
from dateline.extract.relating import FIGHTING, NOT_STATED, UNREAL
from dateline.model.origin import by_rule
from dateline.model.records import Control, Event
from dateline.model.span import Evidence
from dateline.model.values import When


def extract_control(context: Context, events: Iterable[tuple[Event, str]]) -> tuple[Control, ...]:
    """Control records, one per (place, actor, status). `events` come with the tag of their trigger."""
    held = [
        *from_modifiers(context),
        *from_verbs(context),
        *from_aims(context),
        *shut_in(context),
        *from_strongholds(context),
        *in_hands(context),
        *possessed(context),
        *from_changes(context),
        *from_sieges(context),
    ]
    sought = [h for h in held if h.status == "seeks"]
    stated = _having(held)
    held += [h for h in from_events(context, events) if not any(_still_sought(h, s) for s in sought)]
    held = [h for h in held if h.status != "lost" or not _has_it(h, stated)]
    grouped: dict[tuple[str, str, str], list[Held]] = {}
    for h in sorted(held, key=lambda h: (h.evidence.start, h.evidence.end)):
        by_name = h.rule == "X-held" or h.status == "seeks"
        if context.actors.kind_of(h.actor[0]) in FIGHTING | {"other"} and (by_name or _claimed(context, h)):
            grouped.setdefault((h.place.id, h.actor[0], h.status), []).append(h)
    return tuple(_record(context, same) for same in grouped.values())


def _still_sought(taken: Held, sought: Held) -> bool:
    """Whether the words that seem to tell of a capture only tell of the wish ("tried to seize the town")."""
    a, b = taken.evidence, sought.evidence
    return taken.place.id == sought.place.id and a.start < b.end and b.start < a.end


class _Spread:
    """Where the text says something, to be asked whether other words overlap any of it."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        ordered = sorted(evidence)
        self._starts = [e.start for e in ordered]
        self._reach = list(accumulate((e.end for e in ordered), max))

    def touched(self, other: Evidence) -> bool:
        before = bisect_left(self._starts, other.end)
        return before > 0 and self._reach[before - 1] > other.start


def _having(held: Iterable[Held]) -> dict[tuple[str, str], _Spread]:
    """Where who is said to control what."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    for h in held:
        if h.status == "controls":
            found.setdefault((h.place.id, h.actor[0]), []).append(h.evidence)
    return {key: _Spread(evidence) for key, evidence in found.items()}


def _has_it(lost: Held, stated: Mapping[tuple[str, str], _Spread]) -> bool:
    """Whether the same words say that who seems to have lost a place has it ("fell into the hands of X")."""
    same = stated.get((lost.place.id, lost.actor[0]))
    return same is not None and same.touched(lost.evidence)


def _claimed(context: Context, held: Held) -> bool:
    """Whether whoever says so asserts or alleges it. The report's own sentence may hedge one clause alone."""
    claims = context.claims.claims_for(held.evidence.start, held.evidence.end)
    if held.at is not None and any(context.claims.source_of(c).kind == "narrator" for c in claims[:1]):
        return not clause_modality(held.at, context.parse) & UNREAL
    return any(context.claims.stance_of(c) not in NOT_STATED for c in claims[:1])


def _record(context: Context, same: list[Held]) -> Control:
    first = same[0]
    actor = context.use(first.actor)
    evidence = tuple(dict.fromkeys(h.evidence for h in same))
    claims = dict.fromkeys(c for e in evidence for c in context.claims.claims_for(e.start, e.end))
    return Control(
        context.id("control", first.status, (*evidence[:1], *first.place.mentions[:1]), (actor,)),
        first.place.id,
        actor,
        first.status,
        first.extent,
        _when(context, same, evidence, claims),
        tuple(claims),
        evidence,
        by_rule(first.rule),
    )


def _when(context: Context, same: list[Held], evidence: Iterable[Evidence], claims: Iterable[str]) -> When | None:
    """The day that the words give, else the day they were said, else that of the report: who holds what may change."""
    verbs = {h.at.i for h in same if h.at is not None}
    for d in context.dated:
        inside = any(e.start <= d.timex.start and d.timex.end <= e.end for e in evidence)
        if (inside or d.governor in verbs) and d.timex.form not in UNDATED:
            return context.timeline.when_of(d.timex)
    said = next((w for c in claims if (w := context.claims.said_of(c)) is not None), None)
    day = context.document.published.date
    return said or (When("", day, day, "day", "date of publication", ()) if day else None)
