"""Frames -> events: place, date, toll, status; the same happening told twice becomes one event."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.mentions import ARMED
from dateline.annotate.stance import Modality
from dateline.annotate.triggers import Found
from dateline.extract import casualties, fittings
from dateline.extract.casualties import find_tolls
from dateline.extract.context import Context
from dateline.extract.frames import Frame, build_frames
from dateline.extract.merging import merge_told_twice
from dateline.model.origin import by_rule
from dateline.model.records import Coding, Event, Participant
from dateline.model.span import Evidence
from dateline.model.vocabulary import EventStatus, Role

STATE = frozenset({"state", "military", "police", "government"})


def extract_events(context: Context, found: Sequence[Found]) -> list[tuple[Event, str]]:
    """Events in text order, each with the tag of its trigger."""
    frames = build_frames(context, list(found))
    tolls = find_tolls(context)
    drafts = [fittings.fit(context, f, frames) for f in frames]
    fittings.give_tolls(context, drafts, tolls)
    merged = merge_told_twice(context, drafts)
    return [(_event(context, d), d.frame.row.tag) for d in merged]


def _event(context: Context, draft: fittings.Draft) -> Event:
    frame = draft.frame
    evidence = tuple(context.document.evidence(s, e) for s, e in frame.spans)
    claims = _claims(context, evidence)
    who = _who(context, frame, claims)
    actors = [w.actor for w in who]
    row = frame.row
    coding = Coding(row.plover, row.plover_mode, (), _acled(context, frame), _ucdp(context, draft))
    return Event(
        context.id("event", row.plover, evidence, actors), coding, _status(context, frame, claims), who, draft.where,
        draft.when, tuple(casualties.record(context, t) for t in draft.deaths),
        tuple(casualties.record(context, t) for t in draft.injured), fittings.targets(context, frame),
        fittings.means(context, frame), None, fittings.count(context, frame), None, (), claims, evidence,
        by_rule(f"trigger {row.lemma}"),
    )  # fmt: skip


def _acled(context: Context, frame: Frame) -> str | None:
    """The ACLED pair that the lexicon gives, settled by who takes part (ACLED codebook 2024, event types)."""
    pair = frame.row.acled
    doers = {context.actors.kind_of(a) for a, _ in frame.doers}
    done_to = {context.actors.kind_of(a) for a, _ in frame.done_to}
    if pair == "Battles/Non-state actor overtakes territory" and doers & STATE:
        return "Battles/Government regains territory"
    if pair == "Battles/Armed clash" and frame.row.directed and done_to and not done_to & (ARMED | STATE):
        return "Violence against civilians/Attack"
    return pair


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


def _status(context: Context, frame: Frame, claims: tuple[str, ...]) -> EventStatus:
    m = frame.modality
    stances = {context.claims.stance_of(c) for c in claims}
    if Modality.DENIED in m or Modality.NEGATED in m:
        return "denied"
    if Modality.INTENDED in m or Modality.FUTURE in m or Modality.DEMANDED in m:
        return "planned"
    if Modality.POSSIBLE in m or Modality.HYPOTHETICAL in m:
        return "possible"
    if Modality.ALLEGED in m or stances == {"alleged"}:
        return "alleged"
    return "ongoing" if Modality.ONGOING in m else "happened"


def _ucdp(context: Context, draft: fittings.Draft) -> int | None:
    """UCDP type of violence (GED codebook 19.1, section 2.1): only where somebody was killed."""
    if draft.frame.row.plover != "ASSAULT" or not any(t.low or t.best or t.hedge == "heavy" for t in draft.deaths):
        return None
    doers = {context.actors.kind_of(a) for a, _ in draft.frame.doers}
    done_to = {context.actors.kind_of(a) for a, _ in draft.frame.done_to}
    if not doers:
        return None
    if done_to and not done_to & (ARMED | {"state", "government"}):
        return 3
    if doers & STATE or done_to & STATE:
        return 1
    return 2 if done_to else None
