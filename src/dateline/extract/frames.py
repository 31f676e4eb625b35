"""Triggers -> frames: one happening as one clause tells it, with its sides, before records are made.

Inside a sentence, a trigger that only tells the effect or the means of another ("airstrikes killed 13", "attacked the
post, killing several") joins it: one frame, the more telling code.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dateline.annotate.stance import Modality, clause_modality
from dateline.annotate.triggers import Found
from dateline.codebook.triggers import Trigger
from dateline.extract.arguments import (
    AGAINST,
    agents,
    is_passive,
    noun_agents,
    objects_of,
    patients,
    subject_of,
)
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.needs import Clause, met
from dateline.extract.wordlists import lemmas, means_words
from dateline.model.parse import Token

MANY = 60
"""Triggers of one sentence beyond which it is no sentence but a list of words, and tells nothing."""
CLAUSES = frozenset({"ROOT", "advcl", "relcl", "ccomp", "parataxis", "acl", "csubj"})
EFFECTS = frozenset({"killing", "injury", "destruction", "death", "loss", "shooting"})
"""Tags of triggers that tell what another act did."""


DOING = frozenset({"does", "starts", "ends", "plans", "takes part", "claims it", "decrees", "concludes"})
UNDERGOING = frozenset({"undergoes", "undergoes and stops"})
"""Aspects of light verbs: whether their subject does what the noun says, or suffers it."""
TRANSITIVE = EFFECTS | frozenset(
    "capture siege arrest abduction recruitment training displacement release expulsion torture sexual assault "
    "deprivation arming funding deployment restriction".split()
)
"""Tags of nouns whose "of" phrase is what it is done to ("the killing of", "the siege of")."""


@dataclass(slots=True, eq=False)
class Frame:
    """One happening as told in one clause. `spans` are character ranges of the words that tell it."""

    trigger: Token
    row: Trigger
    verb: Token
    spans: list[tuple[int, int]]
    doers: list[Named] = field(default_factory=list)
    done_to: list[Named] = field(default_factory=list)
    modality: frozenset[Modality] = frozenset()
    parts: list[Found] = field(default_factory=list)
    aspect: str | None = None

    @property
    def sentence(self) -> int:
        return self.trigger.sent

    @property
    def start(self) -> int:
        return min(s for s, _ in self.spans)


def build_frames(context: Context, found: list[Found]) -> list[Frame]:
    """Frames in text order, joined within their sentences; words that lack what their code needs make none."""
    violent = {f.token.sent for f in found if any(r.plover == "ASSAULT" and r.strong for r in f.readings)}
    frames = [
        f for f in (_frame(context, f, violent=bool({f.token.sent, f.token.sent - 1} & violent)) for f in found) if f
    ]
    joined: list[Frame] = []
    by_sentence: dict[int, list[Frame]] = {}
    for frame in frames:
        by_sentence.setdefault(frame.sentence, []).append(frame)
    for group in by_sentence.values():
        joined.extend(_join(group))
    return joined


def _frame(context: Context, found: Found, *, violent: bool) -> Frame | None:
    """The frame of the first reading whose needs the clause meets."""
    for reading in found.readings:
        frame = Frame(found.token, reading, found.verb, [_clause(context, found)], parts=[found], aspect=found.aspect)
        carrier = found.verb if found.aspect else found.token
        frame.modality = _modality(context, found, carrier)
        if reading.pos == "VERB":
            _verb_sides(context, frame)
        else:
            _noun_sides(context, frame)
        if (
            found.aspect == "ends"
            and reading.plover == "ASSAULT"
            and frame.doers
            and Modality.ONGOING not in frame.modality
        ):
            frame.row = replace(reading, plover="RETREAT", plover_mode="ceasefire", acled=STOPPED, tag="ceasefire")
        if not reading.act and met(
            reading, Clause(context, found.token, frame.doers, frame.done_to, violent, found.aspect is not None)
        ):
            return frame
    return None


NOT_YET = frozenset({Modality.DEMANDED, Modality.INTENDED, Modality.FUTURE, Modality.POSSIBLE})
STOPPED = "Strategic developments/Other"
ASPECTS = {"plans": Modality.INTENDED, "goes on": Modality.ONGOING}
"""What a light verb's aspect adds to the clause."""


def _modality(context: Context, found: Found, carrier: Token) -> frozenset[Modality]:
    if found.aspect == "ends":
        asked = clause_modality(carrier, context.parse) & NOT_YET
        own = clause_modality(found.token, context.parse) - {Modality.NEGATED, Modality.DENIED, Modality.DEMANDED}
        return own | ({Modality.ONGOING} if asked else set())
    modality = clause_modality(carrier, context.parse)
    if found.aspect:
        modality |= clause_modality(found.token, context.parse)
        if found.aspect in ASPECTS:
            modality |= {ASPECTS[found.aspect]}
    return modality


def _verb_sides(context: Context, frame: Frame) -> None:
    verb = frame.trigger
    frame.doers = context.cast.all(agents(verb))
    objects = patients(verb)
    if frame.row.tag == "death":  # who dies is no doer
        frame.doers, objects = [], subject_of(verb) or objects
    frame.done_to = context.cast.all(objects)
    if not frame.row.directed:
        _fight_sides(context, frame)
    elif not frame.done_to:
        frame.done_to = context.cast.all(objects_of(verb, AGAINST | {"from"}))
    elif objects and frame.row.pos == "VERB" and not is_passive(verb):
        event_object = objects_of(objects[0], {"against", "on"})
        frame.done_to += [n for n in context.cast.all(event_object) if n not in frame.done_to]
    _exclude_doers(frame)


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
        frame.done_to += [n for n in with_ + against if n not in frame.done_to]
    beaten = {a for a, _ in frame.done_to}
    frame.doers = [n for n in frame.doers if n[0] not in beaten] or frame.doers


def _noun_sides(context: Context, frame: Frame) -> None:
    noun, cast = frame.trigger, context.cast
    frame.doers = cast.all(noun_agents(noun))
    if not frame.doers and frame.row.tag in {"shelling", "airstrike"}:
        frame.doers = cast.all(objects_of(noun, {"from"}))  # "mortar fire from X"
    own = objects_of(noun, {"against", "on", "upon", "targeting"})
    if not own:
        own = (
            [t for t in objects_of(noun, {"of", "in"}) if cast.actors.mention_at(t) is not None]
            if frame.row.tag in TRANSITIVE
            else []
        )
    frame.done_to = cast.all(own)
    between = cast.all(objects_of(noun, {"between"}))
    with_ = cast.all(objects_of(noun, {"with"}))
    if between and not frame.row.directed:
        frame.doers, frame.done_to = between[:1], between[1:]
    elif with_ and not frame.row.directed:
        frame.done_to = with_
    if frame.aspect in DOING and not frame.doers and frame.verb.lemma not in lemmas("causing"):
        frame.doers = cast.all(agents(frame.verb))
    elif frame.aspect == "happens":
        frame.done_to += [
            n for n in cast.all(patients(frame.verb)) if n not in frame.done_to
        ]  # "a strike hit two vehicles"
    elif frame.aspect in UNDERGOING:
        frame.done_to = frame.done_to or cast.all(agents(frame.verb))
    if not frame.doers and frame.aspect is None:
        _from_clause(context, frame)
    for child in noun.children:
        if child.dep == "acl" and child.lemma in {"target", "hit", "kill", "strike"}:
            frame.done_to += [n for n in cast.all(patients(child)) if n not in frame.done_to]
    _exclude_doers(frame)


def _from_clause(context: Context, frame: Frame) -> None:
    """ "killed in IS attacks" keeps IS; "clash with X" under another verb takes that verb's subject as a side."""
    head = frame.trigger.head
    if head is not None and head.pos == "VERB" and frame.trigger.dep == "dobj" and not frame.row.directed:
        frame.doers = context.cast.all(agents(head))


def _exclude_doers(frame: Frame) -> None:
    doers = {a for a, _ in frame.doers}
    frame.done_to = [n for n in frame.done_to if n[0] not in doers]


def _clause(context: Context, found: Found) -> tuple[int, int]:
    """Characters of the clause that tells it: the verb's subtree without clauses of their own, or the noun's phrase."""
    verb = found.verb if found.aspect or found.readings[0].pos == "VERB" else found.token
    first, last = verb.i, verb.i
    for child in verb.children:
        if child.dep in {"advcl", "ccomp", "parataxis", "punct"} or (
            child.dep == "conj" and child.pos in {"VERB", "AUX"}
        ):
            continue
        if child.dep in {"relcl"}:
            continue
        first, last = min(first, child.left), max(last, child.right)
    if verb.dep == "relcl" and verb.head is not None and first > verb.head.i:
        first = min(first, min((c.left for c in verb.head.children if c.i < verb.head.i), default=verb.head.i))
    tokens = context.parse.tokens
    first, last = max(first, context.parse.sentence_of(verb).first), min(last, context.parse.sentence_of(verb).last - 1)
    while last > first and (tokens[last].pos in {"PUNCT", "CCONJ"} or tokens[last].dep == "cc"):
        last -= 1
    while first < last and (
        tokens[first].pos in {"PUNCT", "CCONJ"}
        or (tokens[first].dep == "mark" and tokens[first].lower in {"that", "as", "if"})
    ):
        first += 1
    return tokens[first].start, tokens[last].end


def _join(group: list[Frame]) -> list[Frame]:
    """Join frames of one sentence that tell one happening. A weapon alone ("two bombs") is none."""
    if len(group) > MANY:
        return []
    hosts = {id(f): f for f in group}
    for n, frame in enumerate(group):
        for other in group[:n]:
            if hosts[id(other)] is not hosts[id(frame)] and _same_happening(other, frame):
                old = hosts[id(frame)]
                hosts.update({k: hosts[id(other)] for k, h in hosts.items() if h is old})
    kept: list[Frame] = []
    for frame in sorted(group, key=lambda f: f.row.tag in EFFECTS):
        host = hosts[id(frame)]
        if host is frame:
            continue
        absorb(host, frame)
    kept = [f for f in group if hosts[id(f)] is f and any(not _is_weapon(p) for p in f.parts)]
    return [f for f in kept if not (_means_only(f, kept) or _purpose_noun(f, kept))]


def _is_weapon(found: Found) -> bool:
    """A weapon named as a thing; but "shells fell on the town" tells of a shelling."""
    if found.aspect is not None or found.readings[0].pos != "NOUN" or found.token.lemma not in means_words():
        return False
    head = found.token.head
    return not (
        found.token.dep == "nsubj" and head is not None and head.pos == "VERB" and head.lemma in lemmas("weapon in use")
    )


def _purpose_noun(frame: Frame, kept: list[Frame]) -> bool:
    """ "Massing for an offensive", "talks on a ceasefire": what a movement or a meeting is for is no happening yet."""
    preposition = frame.trigger.head
    if frame.row.pos != "NOUN" or preposition is None or preposition.lower not in {"for", "on", "about", "over"}:
        return False
    return any(f.trigger is preposition.head and f.row.plover in {"MOBILIZE", "CONSULT", "AGREE"} for f in kept)


def _means_only(frame: Frame, kept: list[Frame]) -> bool:
    """A purpose ("to isolate the city") under another happening of the sentence is part of that one."""
    verb = frame.verb
    above = verb.head
    if above is not None and verb.dep == "xcomp" and above.dep == "advcl" and above.tag == "VBG":
        return len(kept) > 1 and Modality.INTENDED in frame.modality  # "…, aiming to cut the road"
    if verb.tag != "VB" or not any(c.lower == "to" for c in verb.children) or verb.dep not in {"advcl", "acl", "xcomp"}:
        return False
    return any(
        f is not frame and _above(f.trigger, verb) and _boundary(verb, f.trigger) in {"advcl", "acl", "xcomp"}
        for f in kept
    )


def _same_happening(a: Frame, b: Frame) -> bool:
    if a.row.plover != "ASSAULT" or b.row.plover != "ASSAULT":
        return False
    one, two = a.parts[0].token, b.parts[0].token
    if _above(one, two):
        high, low, upper, lower = one, two, a.parts[0], b.parts[0]
    elif _above(two, one):
        high, low, upper, lower = two, one, b.parts[0], a.parts[0]
    else:
        return _coordinated(a, b)
    link = _boundary(low, high)
    if link is None:
        return True
    effect = upper.readings[0].tag in EFFECTS or lower.readings[0].tag in EFFECTS
    own_clause = (lower.verb.dep == link and lower.verb.lemma not in lemmas("causing")) or (
        link == "advcl" and lower.token.head is not None and lower.token.head.lower == "by"
    )
    return effect and own_clause and link in {"relcl", "advcl", "acl", "conj", "xcomp", "pcomp"}


def _coordinated(a: Frame, b: Frame) -> bool:
    """ "hit X and killed Y": coordinated verbs of one subject, one of which tells the effect."""
    return b.trigger.dep == "conj" and b.trigger.head is a.trigger and b.row.tag in EFFECTS


def _above(high: Token, low: Token) -> bool:
    t: Token | None = low.head
    for _ in range(40):
        if t is None:
            return False
        if t is high:
            return True
        t = t.head
    return False


def _boundary(low: Token, high: Token) -> str | None:
    """The clause boundary between a trigger and one above it, or None within one clause."""
    t: Token | None = low
    while t is not None and t is not high:
        if t.dep in CLAUSES or (t.dep in {"conj", "xcomp"} and t.pos == "VERB"):
            return t.dep
        t = t.head
    return None


def absorb(host: Frame, other: Frame) -> None:
    """Take in a frame that tells the same happening; the more telling code stands for both."""
    if telling(other.row) > telling(host.row):
        host.row, host.trigger = other.row, other.trigger
    for span in other.spans:
        if not any(s <= span[0] and span[1] <= e for s, e in host.spans):
            host.spans = [x for x in host.spans if not (span[0] <= x[0] and x[1] <= span[1])] + [span]
    known = {a for a, _ in host.doers} | {a for a, _ in host.done_to}
    if not host.doers:
        host.doers = [n for n in other.doers if n[0] not in {a for a, _ in host.done_to}]
    host.done_to += [n for n in other.done_to if n[0] not in known and n[0] not in {a for a, _ in host.doers}]
    host.parts += other.parts
    host.spans.sort()


def telling(row: Trigger) -> int:
    """How much a code tells: an explosive or a capture more than a clash, a clash more than "killed"."""
    if row.tag in EFFECTS:
        return 0
    if row.acled is None:
        return 1
    if row.tag in {"attack", "operation", "assault", "defence"}:
        return 2
    return 4 if row.acled.startswith("Explosions") or row.tag == "capture" else 3
