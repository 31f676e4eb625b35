"""Who does it to whom, in the clause of a trigger: the doers and those it is done to."""

from __future__ import annotations

from dateline.annotate.cues import cues
from dateline.annotate.mentions import ARMED
from dateline.annotate.stance import Modality
from dateline.codebook.triggers import load_triggers
from dateline.extract.arguments import (
    AGAINST,
    agents,
    expand,
    is_passive,
    noun_agents,
    objects_of,
    patients,
    subject_of,
)
from dateline.extract.beside import from_beside
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.frame import EFFECTS, Frame
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Token

DOING = frozenset({"does", "starts", "ends", "plans", "takes part", "claims it", "decrees", "concludes"})
UNDERGOING = frozenset({"undergoes", "undergoes and stops"})
"""Aspects of light verbs: whether their subject does what the noun says, or suffers it."""
TRANSITIVE = EFFECTS | frozenset(
    "capture siege arrest abduction recruitment training displacement release expulsion torture sexual assault "
    "deprivation arming funding deployment restriction".split()
)
"""Tags of nouns whose "of" phrase is what it is done to ("the killing of", "the siege of")."""

BEFALLING = frozenset("killing death injury massacre abduction arrest release expulsion displacement torture".split())
"""Tags of nouns whose possessor suffers it."""


def find_sides(context: Context, frame: Frame) -> None:
    """Fill the frame's doers and done_to."""
    if frame.row.pos == "VERB":
        _verb_sides(context, frame)
    else:
        _noun_sides(context, frame)
    if frame.row.plover == "MOBILIZE":
        _own_forces(context, frame)
    if frame.row.plover in {"MOBILIZE", "RETREAT"}:  # "withdrew from Lebanon" names a place
        frame.done_to = [n for n in frame.done_to if context.actors.kind_of(n[0]) != "state"]
    doers = {a for a, _ in frame.doers}
    frame.done_to = [n for n in frame.done_to if n[0] not in doers]
    if not frame.row.directed and len(frame.doers) > 1 and not frame.done_to:
        frame.doers, frame.done_to = frame.doers[:1], frame.doers[1:]  # "X and Y clashed"


def _own_forces(context: Context, frame: Frame) -> None:
    """ "Deployed 200 soldiers", "massing troops": one's own forces are what moves, not the other side."""
    forces = [n for n in frame.done_to if context.actors.kind_of(n[0]) in ARMED]
    frame.done_to = [n for n in frame.done_to if n not in forces]
    if not frame.doers:
        frame.doers = forces


def _verb_sides(context: Context, frame: Frame) -> None:
    verb = frame.trigger
    frame.doers = context.cast.all(agents(verb))
    objects = patients(verb)
    if frame.row.tag == "death":  # who dies is no doer
        frame.doers, objects = [], subject_of(verb) or objects
    frame.done_to = context.cast.all(objects)
    if _suffered(frame):  # "came under fire from X"
        frame.done_to, frame.doers = frame.doers, context.cast.all(_from(verb))
    if not frame.row.directed:
        _fight_sides(context, frame)
    elif not frame.done_to:
        _add(frame, context.cast.all(objects_of(verb, AGAINST | {"from"})))
    if objects and not is_passive(verb):  # "held talks with X", "imposed sanctions on X"
        beside = {"against", "on"} if frame.row.directed else {"against", "on", "with", "between"}
        _add(frame, context.cast.all([t for o in objects[:1] for t in objects_of(o, beside)]))
    if frame.row.tag == "siege" and not frame.done_to:  # "laid siege to X"
        _add(frame, context.cast.all([t for o in (verb, *objects[:1]) for t in objects_of(o, {"to"})]))


def _suffered(frame: Frame) -> bool:
    """A trigger of several words that begins with a verb whose subject suffers what follows."""
    first, _, rest = frame.row.lemma.partition(" ")
    return bool(rest) and "undergoes" in load_triggers().light.get(f"{first} {rest.split()[0]}", ())


def _from(verb: Token) -> list[Token]:
    """ "Under fire from X": beside the verb, or beside the noun behind its preposition."""
    nouns = [o for p in verb.all("prep") for o in p.all("pobj")]
    return [t for n in (verb, *nouns) for t in objects_of(n, {"from", "by"})]


def _add(frame: Frame, named: list[Named]) -> None:
    frame.done_to += [n for n in named if n not in frame.done_to]


def _fight_sides(context: Context, frame: Frame) -> None:
    """ "fight with X against Y": with an "against", "with" names those on the same side; alone it names the other."""
    nearby = [frame.trigger, *objects_of(frame.trigger, {"with", "alongside"})]
    against = context.cast.all([t for n in nearby for t in objects_of(n, {"against"})])
    with_ = context.cast.all(objects_of(frame.trigger, {"with"}))
    frame.doers += context.cast.all(objects_of(frame.trigger, {"alongside", "beside"}))
    if frame.trigger.lemma == "fight" and (frame.done_to or against):
        frame.doers += with_
        frame.done_to += against
    else:
        _add(frame, with_ + against)
    beaten = {a for a, _ in frame.done_to}
    frame.doers = [n for n in frame.doers if n[0] not in beaten] or frame.doers


def _noun_sides(context: Context, frame: Frame) -> None:
    noun, cast = frame.trigger, context.cast
    frame.doers = cast.all(noun_agents(noun))
    if frame.row.tag in BEFALLING and not objects_of(noun, {"of"}):  # "his abduction" is not done by him
        suffering = cast.all([t for c in noun.all("poss") for t in expand(c)])
        frame.doers = [n for n in frame.doers if n not in suffering]
        frame.done_to = suffering
    if not frame.doers and frame.row.tag in {"shelling", "airstrike"}:
        frame.doers = cast.all(objects_of(noun, {"from"}))  # "mortar fire from X"
    _add(frame, cast.all(_own_objects(context, frame)))
    if not frame.row.directed:
        _between(context, frame)
    _from_carrier(context, frame)
    from_beside(context, frame)
    for child in noun.children:
        if child.dep == "acl" and child.lemma in {"target", "hit", "kill", "strike"}:
            _add(frame, cast.all(patients(child)))


def _own_objects(context: Context, frame: Frame) -> list[Token]:
    """Those that the noun's own phrase says it is done to."""
    on = {"against", "on", "upon", "targeting"} if frame.row.directed else {"against"}  # "talks on X" are not with X
    own = objects_of(frame.trigger, on)
    if own or frame.row.tag not in TRANSITIVE:
        return own
    return [t for t in objects_of(frame.trigger, {"of"}) if context.actors.mention_at(t) is not None]


def _between(context: Context, frame: Frame) -> None:
    """ "Fighting between X and Y": beside the noun, or beside the verb that carries it ("erupted between")."""
    between = objects_of(frame.trigger, {"between"}) or objects_of(frame.verb, {"between"})
    with_ = objects_of(frame.trigger, {"with"})
    if between:
        named = context.cast.all(between)
        frame.doers, frame.done_to = named[:1], named[1:]
    elif with_:
        frame.done_to = context.cast.all(with_)


def _from_carrier(context: Context, frame: Frame) -> None:
    """What the verb that carries the noun adds: its subject does it, suffers it, or it hits the verb's object."""
    does = frame.aspect in DOING or (frame.aspect == "goes on" and frame.trigger.dep == "dobj")
    if does and not frame.doers and frame.verb.lemma not in lemmas("causing"):
        engaged = frame.aspect == "takes part" and is_passive(frame.verb)  # "has been engaged in clashes"
        frame.doers = context.cast.all(subject_of(frame.verb) if engaged else agents(frame.verb))
    elif frame.aspect == "happens":
        _add(frame, context.cast.all(patients(frame.verb)))  # "a strike hit two vehicles"
    elif frame.aspect in UNDERGOING:
        frame.done_to = frame.done_to or context.cast.all(agents(frame.verb))
    head = frame.trigger.head
    if frame.doers or frame.aspect is not None or head is None or head.pos != "VERB" or frame.trigger.dep != "dobj":
        return
    if head.lemma in lemmas("denying"):
        frame.doers = context.cast.all(agents(head))
        frame.modality |= {Modality.DENIED}  # "the army denied the attack"
    elif not frame.row.directed and (head.lemma, "verb") not in cues():  # "condemned the violence": only speaks of it
        frame.doers = context.cast.all(agents(head))
