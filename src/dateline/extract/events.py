"""Frames -> events: place, date, toll, status; the same happening told twice becomes one event."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.triggers import Found
from dateline.extract import casualties, fittings
from dateline.extract.aggregates import count_of, find_parts
from dateline.extract.casualties import find_tolls
from dateline.extract.coding import code, status_of
from dateline.extract.context import Context
from dateline.extract.footage import find_footage, place_footage
from dateline.extract.frame import Frame
from dateline.extract.frames import build_frames
from dateline.extract.gates import figurative, says_nothing, tells_conflict, without_titles
from dateline.extract.holding import carry_dates
from dateline.extract.merging import merge_told_twice, note_rivals
from dateline.model.origin import by_rule
from dateline.model.records import Event, Participant
from dateline.model.span import Evidence
from dateline.model.vocabulary import Role


def extract_events(context: Context, found: Sequence[Found]) -> list[tuple[Event, str]]:
    """Events in text order, each with the tag of its trigger."""
    frames = without_titles(context, build_frames(context, list(found)))
    tolls = find_tolls(context)
    if not tells_conflict(context, frames):
        return []
    frames = [f for f in frames if not figurative(context, f, tolls)]
    drafts = fittings.fit_all(context, frames)
    fittings.give_tolls(context, drafts, tolls)
    fittings.count_the_uncounted(context, drafts)
    merged = merge_told_twice(context, drafts)
    merged = [d for d in merged if not says_nothing(context, d)]
    place_footage(find_footage(context), merged)
    find_parts(context, merged)
    fittings.carry_over(context, merged)
    carry_dates(context, merged)
    note_rivals(context, merged)
    events: dict[fittings.Draft, Event] = {}
    for draft in merged:  # an aggregate stands before its parts
        events[draft] = _event(context, draft, events.get(draft.parent) if draft.parent is not None else None)
    return [(event, draft.frame.row.tag) for draft, event in events.items()]


def _event(context: Context, draft: fittings.Draft, whole: Event | None) -> Event:
    frame = draft.frame
    evidence = tuple(context.document.evidence(s, e) for s, e in frame.spans)
    claims = _claims(context, evidence)
    who = _who(context, frame, claims)
    actors = [w.actor for w in who]
    row = frame.row
    return Event(
        context.id("event", row.plover, evidence, actors),
        code(context, frame, draft.deaths),
        status_of(context, frame, claims, zero=any(t.high == 0 for t in draft.deaths)),
        who,
        draft.where,
        draft.when,
        casualties.records(context, draft.deaths),
        casualties.records(context, draft.injured),
        fittings.targets(context, frame),
        fittings.means(context, frame),
        fittings.outcome(context, frame),
        count_of(context, frame),
        whole.id if whole is not None else None,
        tuple(draft.rivals),
        claims,
        evidence,
        by_rule(f"trigger {row.lemma}"),
    )


def _claims(context: Context, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for e in evidence for c in context.claims.claims_for(e.start, e.end)))


def _who(context: Context, frame: Frame, claims: tuple[str, ...]) -> tuple[Participant, ...]:
    directed = frame.row.directed or not (frame.doers and frame.done_to)
    roles: tuple[Role, Role] = ("actor", "recipient") if directed else ("side_a", "side_b")
    found = []
    for role, named in ((roles[0], frame.doers), (roles[1], frame.done_to)):
        for n in named:
            own = context.claims.claims_for(n[1].start, n[1].end) or claims
            found.append(Participant(role, context.use(n), own, (n[1],)))
    return tuple(found)
