"""What keeps a violent word from becoming an event: texts that tell of no conflict, figures of speech, generalities."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.harm import harm_of
from dateline.annotate.mentions import ARMED
from dateline.annotate.stance import Modality
from dateline.extract import fittings
from dateline.extract.aggregates import count_of, is_many
from dateline.extract.arguments import objects_of, patients
from dateline.extract.casualties import Toll
from dateline.extract.coding import STATE, by_weapon
from dateline.extract.context import Context
from dateline.extract.frame import EFFECTS, Frame
from dateline.extract.placing import places_in
from dateline.extract.wordlists import lemmas


def tells_conflict(context: Context, frames: Sequence[Frame]) -> bool:
    """Whether the report is one at all: it names an armed actor, tells of people harmed or driven out, of protesters,
    of two governments dealing with each other, or of plain violence against people or places. A match or a budget
    may "attack" and "battle" too."""
    mentions = context.actors.mentions
    if any(m.kind in ARMED or m.head_class in lemmas("crowd") or context.actors.armed(m) for m in mentions):
        return True
    states = {m.key for m in mentions if m.kind in {"state", "government"} and m.key.startswith(("s:", "g:s:"))}
    bodies = {m.key for m in mentions if m.kind == "international organisation"}
    if len(states) > 1 or (states and bodies) or any(harm_of(c, context.parse) is not None for c in context.counted):
        return True
    return any(_plain(context, f) for f in frames)


def _plain(context: Context, frame: Frame) -> bool:
    """Violence told in words that are no figure of speech, of people, places or by a state; or its plain neighbours."""
    named = [a for a, _ in (*frame.doers, *frame.done_to)]
    if frame.row.tag in POLITICAL or (
        frame.row.plover == "PROTEST" and (frame.row.strong or frame.row.needs or frame.aspect)
    ):
        return True
    if frame.row.plover == "ASSAULT" and by_weapon(context, frame):
        return True
    sides = [{context.actors.kind_of(a) for a, _ in side} for side in (frame.doers, frame.done_to)]
    if frame.row.tag == "fighting" and frame.row.pos == "VERB" and sides == [{"civilians"}, {"civilians"}]:
        return True  # "herders and farmers clashed"
    if frame.row.plover in RULING and any(context.actors.kind_of(a) == "government" for a, _ in frame.doers):
        return True
    if not frame.row.strong or not (frame.row.tag in PLAIN or any(_of_state(context, a) for a in named)):
        return False
    return bool(named or places_in(context, frame))


def _of_state(context: Context, actor: str) -> bool:
    """A state or its government; a town council is neither."""
    return any(m.kind == "state" or m.key.startswith("g:s:") for m in context.actors.mentions_of(actor))


def says_nothing(context: Context, draft: fittings.Draft) -> bool:
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
    if any(c.dep == "det" and c.lower == "any" for c in frame.trigger.children):
        return True
    placed = draft.when is not None or bool(places_in(context, frame))
    if frame.row.pos == "NOUN" and frame.trigger.lemma in lemmas("standing") and not (placed or harmed):
        return True  # "the fight against the rebels": how two stand to each other, not what they did
    if frame.row.pos == "NOUN" and frame.row.tag == "fighting" and not (frame.aspect or frame.done_to or placed):
        return True  # "its war", "our battles"
    told = frame.aspect is not None or fittings.definite(frame.trigger) or _there_was(frame)
    general = frame.row.pos == "NOUN" and not told
    return general and not (frame.doers or harmed or draft.when or places_in(context, frame))


def _there_was(frame: Frame) -> bool:
    """ "There was an explosion": one is told by that alone, "the risk of an explosion" tells of none."""
    verb = frame.trigger.head
    return verb is not None and verb.lemma == "be" and verb.child("expl") is not None


def figurative(context: Context, frame: Frame, tolls: Sequence[Toll]) -> bool:
    """A violent word with nobody armed, nobody harmed and nothing hit by a weapon: "attacked the plan"."""
    if frame.row.plover != "ASSAULT":
        return False
    foes = [*objects_of(frame.trigger, {"against", "on", "with"}), *patients(frame.trigger)]
    if any(t.lemma in lemmas("abstract foe") for t in foes):
        return True  # "the war on drugs", "fighting inflation"
    if frame.row.tag in PLAIN or (frame.trigger.tag == "NNS" and is_many(count_of(context, frame))):
        return False  # "78 clashes were reported": who counts them means them
    kinds = {context.actors.kind_of(a) for a, _ in (*frame.doers, *frame.done_to)}
    sentence = context.parse.sentences[frame.sentence]
    harmed = any(sentence.start <= t.evidence.start < sentence.end for t in tolls)
    armed = bool(kinds & (ARMED | STATE | {"civilians", "international organisation"}))
    hit = places_in(context, frame) or fittings.means(context, frame) or fittings.targets(context, frame)
    return not (armed or harmed or hit)


PLAIN = frozenset(
    "killing airstrike shelling ied suicide chemical grenade abduction torture sexual mine-laying destruction".split()
)
"""Tags whose words are hardly ever used in a figure of speech."""


RULING = frozenset({"COERCE", "SANCTION", "RETREAT"})
"""Types of what a government does to others, or takes back."""
POLITICAL = frozenset({"coup", "curfew", "martial law", "repression", "ceasefire", "interception"})
"""Tags of what only a conflict or its government brings."""


def without_titles(context: Context, frames: list[Frame]) -> list[Frame]:
    """Titles and cross-headings repeat what the text tells: they count only where the text tells no such thing."""
    told = {f.row.plover for f in frames if _section(context, f) == "paragraph"}
    return [
        f
        for f in frames
        if _section(context, f) == "paragraph"
        or (_section(context, f) in {"title", "heading"} and f.row.plover not in told)
    ]


def _section(context: Context, frame: Frame) -> str | None:
    section = context.document.section_at(frame.trigger.start)
    return section.kind if section else None
