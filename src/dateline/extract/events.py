"""Frames -> events: place, date, toll, status; the same happening told twice becomes one event."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.mentions import ARMED
from dateline.annotate.stance import Modality
from dateline.annotate.triggers import Found
from dateline.extract import casualties, fittings
from dateline.extract.casualties import Toll, find_tolls
from dateline.extract.context import Context
from dateline.extract.frames import EFFECTS, Frame, build_frames
from dateline.extract.merging import merge_told_twice
from dateline.model.origin import by_rule
from dateline.model.records import Coding, Event, Participant
from dateline.model.span import Evidence
from dateline.model.vocabulary import EventStatus, Role

STATE = frozenset({"state", "military", "police", "government"})


def extract_events(context: Context, found: Sequence[Found]) -> list[tuple[Event, str]]:
    """Events in text order, each with the tag of its trigger."""
    frames = _without_titles(context, build_frames(context, list(found)))
    tolls = find_tolls(context)
    if not tells_conflict(context, tolls):
        return []
    frames = [f for f in frames if not _figurative(context, f, tolls)]
    drafts = fittings.fit_all(context, frames)
    fittings.give_tolls(context, drafts, tolls)
    fittings.count_the_uncounted(context, drafts)
    merged = merge_told_twice(context, drafts)
    merged = [d for d in merged if not _says_nothing(context, d)]
    fittings.carry_over(context, merged)
    return [(_event(context, d), d.frame.row.tag) for d in merged]


def tells_conflict(context: Context, tolls: Sequence[Toll]) -> bool:
    """Whether the report is one at all: it names an armed actor, tells of dead or wounded, of protesters or of people
    driven out, or of two governments dealing with each other. A match or a budget may "attack" and "battle" too."""
    kinds = {m.kind for m in context.actors.mentions}
    states = {
        m.key for m in context.actors.mentions if m.kind in {"state", "government"} and m.key.startswith(("s:", "g:s:"))
    }
    crowd = any(m.head_class in CROWDS for m in context.actors.mentions)
    return bool(kinds & ARMED) or crowd or len(states) > 1 or any(t.counted is not None for t in tolls)


CROWDS = frozenset(
    {"protester", "protestor", "demonstrator", "rioter", "refugee", "migrant", "idp", "hostage", "detainee"}
)


def _says_nothing(context: Context, draft: fittings.Draft) -> bool:
    """A harm that did not happen ("no one was injured"), violence in general (by nobody, nowhere, never), or what is
    only demanded, which is a claim and no event."""
    frame = draft.frame
    if Modality.DEMANDED in frame.modality:
        return True
    if frame.row.plover != "ASSAULT" or len(frame.parts) > 1:
        return False
    if frame.modality & {Modality.POSSIBLE, Modality.HYPOTHETICAL} and not frame.doers:
        return True
    harmed = [t for t in (*draft.deaths, *draft.injured) if t.high != 0]
    if frame.row.tag in EFFECTS and (draft.deaths or draft.injured) and not harmed:
        return True
    general = frame.row.pos == "NOUN" and frame.aspect is None and not fittings.definite(frame.trigger)
    return general and not (frame.doers or harmed or draft.when or fittings.places_in(context, frame))


def _figurative(context: Context, frame: Frame, tolls: Sequence[Toll]) -> bool:
    """A violent word with nobody armed, nobody harmed and nothing hit by a weapon: "attacked the plan"."""
    if frame.row.plover != "ASSAULT" or frame.row.tag in PLAIN:
        return False
    kinds = {context.actors.kind_of(a) for a, _ in (*frame.doers, *frame.done_to)}
    sentence = context.parse.sentences[frame.sentence]
    harmed = any(sentence.start <= t.evidence.start < sentence.end for t in tolls)
    armed = bool(kinds & (ARMED | STATE | {"civilians", "international organisation"}))
    hit = fittings.places_in(context, frame) or fittings.means(context, frame) or fittings.targets(context, frame)
    return not (armed or harmed or hit)


PLAIN = frozenset(
    {
        "killing",
        "airstrike",
        "shelling",
        "ied",
        "suicide",
        "chemical",
        "grenade",
        "abduction",
        "torture",
        "sexual",
        "mine-laying",
        "destruction",
    }
)
"""Tags whose words are hardly ever used in a figure of speech."""


def _without_titles(context: Context, frames: list[Frame]) -> list[Frame]:
    """Titles and cross-headings repeat what the text tells: they count only where the text tells no such thing."""
    told = {f.row.plover for f in frames if _section(context, f) == "paragraph"}
    return [
        f
        for f in frames
        if _section(context, f) == "paragraph" or (_section(context, f) == "title" and f.row.plover not in told)
    ]


def _section(context: Context, frame: Frame) -> str | None:
    section = context.document.section_at(frame.trigger.start)
    return section.kind if section else None


def _event(context: Context, draft: fittings.Draft) -> Event:
    frame = draft.frame
    evidence = tuple(context.document.evidence(s, e) for s, e in frame.spans)
    claims = _claims(context, evidence)
    who = _who(context, frame, claims)
    actors = [w.actor for w in who]
    row = frame.row
    coding = Coding(row.plover, row.plover_mode, (), _acled(context, frame), _ucdp(context, draft))
    return Event(
        context.id("event", row.plover, evidence, actors),
        coding,
        _status(context, frame, claims, zero=any(t.high == 0 for t in draft.deaths)),
        who,
        draft.where,
        draft.when,
        tuple(casualties.record(context, t) for t in draft.deaths),
        tuple(casualties.record(context, t) for t in draft.injured),
        fittings.targets(context, frame),
        fittings.means(context, frame),
        None,
        fittings.count(context, frame),
        None,
        (),
        claims,
        evidence,
        by_rule(f"trigger {row.lemma}"),
    )


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


def _status(context: Context, frame: Frame, claims: tuple[str, ...], *, zero: bool) -> EventStatus:
    m = frame.modality
    stances = {context.claims.stance_of(c) for c in claims}
    if Modality.DENIED in m or (Modality.NEGATED in m and not zero):
        return "denied"
    if Modality.INTENDED in m or Modality.FUTURE in m or Modality.DEMANDED in m:
        return "planned"
    if (
        "intended" in stances
        and stances == {"intended"}
        and frame.verb.tag in {"VB", "VBP", "VBZ", "VBG"}
        and Modality.ONGOING not in m
    ):
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
