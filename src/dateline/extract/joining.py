"""Frames of one sentence that tell one happening become one frame: the more telling code, all its evidence.

A trigger that only tells the effect or the means of another ("airstrikes killed 13", "attacked the post, killing
several") joins it; a purpose, a weapon named as a thing, a bare "losses" is no frame of its own.
"""

from __future__ import annotations

from dateline.annotate.stance import Modality
from dateline.annotate.triggers import Found
from dateline.codebook.triggers import Trigger
from dateline.extract.frame import EFFECTS, Frame
from dateline.extract.wordlists import lemmas, means_words
from dateline.model.parse import Token

MANY = 60
"""Triggers of one sentence beyond which it is no sentence but a list of words, and tells nothing."""
CLAUSES = frozenset({"ROOT", "advcl", "relcl", "ccomp", "parataxis", "acl", "csubj"})


def join(group: list[Frame]) -> list[Frame]:
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
    return [
        f for f in kept if not any(drop(f, kept) for drop in (_means_only, _purpose_noun, _agreed_noun, _bare_loss))
    ]


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


def _agreed_noun(frame: Frame, kept: list[Frame]) -> bool:
    """ "Agreed a truce", "signed a ceasefire": one agreement, told by its verb."""
    verb = frame.trigger.head
    if frame.row.pos != "NOUN" or frame.trigger.dep not in {"dobj", "pobj"} or verb is None:
        return False
    verb = verb.head if verb.pos == "ADP" else verb
    return any(f is not frame and f.trigger is verb and f.row.plover in {"AGREE", "CONSULT"} for f in kept)


def _bare_loss(frame: Frame, kept: list[Frame]) -> bool:
    """ "… with heavy losses": a toll of what the sentence tells, not a happening beside it."""
    return frame.row.pos == "NOUN" and frame.row.tag in {"loss", "death", "injury"} and len(kept) > 1


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
    if _left(a, b) or _left(b, a) or _thrown_back(a, b):
        return True
    one, two = _anchor(a.parts[0]), _anchor(b.parts[0])
    if one is two:
        return True  # "a missile hit the market": the weapon and the verb that carries it
    if _above(one, two):
        high, low, upper, lower = one, two, a.parts[0], b.parts[0]
    elif _above(two, one):
        high, low, upper, lower = two, one, b.parts[0], a.parts[0]
    else:
        return _coordinated(a, b)
    link = _boundary(low, high)
    if link is None:
        return True
    if link == "advcl" and _own_ending(lower.verb):
        return False
    effect = upper.readings[0].tag in EFFECTS or lower.readings[0].tag in EFFECTS
    own_clause = (lower.verb.dep == link and lower.verb.lemma not in lemmas("causing")) or (
        link == "advcl" and lower.token.head is not None and lower.token.head.lower == "by"
    )
    return effect and own_clause and link in {"relcl", "advcl", "acl", "conj", "xcomp", "pcomp"}


def _own_ending(verb: Token) -> bool:
    """ "Stabbed eight people before he was shot dead": what happened next, to its own subject, is another happening."""
    marks = {c.lower for c in verb.children if c.dep == "mark"}
    return bool(marks & {"before", "until", "till"}) and verb.child("nsubj", "nsubjpass") is not None


def _left(cause: Frame, effect: Frame) -> bool:
    """ "The shootout left four gunmen killed": the verb between them only says that one came of the other."""
    verb = cause.trigger.head
    if cause.trigger.dep != "nsubj" or verb is None or verb.lemma not in lemmas("leaving"):
        return False
    return effect.row.tag in EFFECTS and (effect.verb.head is verb or _above(verb, effect.verb))


def _anchor(found: Found) -> Token:
    """The token that stands for a trigger in the tree: the verb that a noun is the subject of, else its own."""
    return found.verb if found.aspect == "happens" else found.token


def _coordinated(a: Frame, b: Frame) -> bool:
    """ "Hit X and killed Y": coordinated verbs of one subject, one of which tells the effect."""
    return b.trigger.dep == "conj" and b.trigger.head is a.trigger and b.row.tag in EFFECTS


def _thrown_back(a: Frame, b: Frame) -> bool:
    """ "Attacked, but were pushed back": the second befalls those who do the first."""
    if b.trigger.dep != "conj" or b.trigger.head is not a.trigger or b.doers:
        return False
    return bool(b.done_to) and {x for x, _ in b.done_to} <= {x for x, _ in a.doers}


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
    if "defence" in {host.row.tag, other.row.tag} and host.row.tag != other.row.tag:
        _repelled(host, other)
    elif two_sided(other) and host.row.tag in EFFECTS:
        host.fallen, host.doers, host.done_to = host.done_to, other.doers, other.done_to
    if telling(other.row) > telling(host.row):
        if host.row.tag in EFFECTS and Modality.NEGATED in host.modality:
            host.modality = other.modality  # "no one was hurt when X attacked": the attack is not denied
        host.row, host.trigger = other.row, other.trigger
    for span in other.spans:
        if host.spans and host.spans[-1][1] <= span[0]:
            host.spans.append(span)  # told later, as most is
        elif not any(s <= span[0] and span[1] <= e for s, e in host.spans):
            host.spans = sorted([*(x for x in host.spans if not (span[0] <= x[0] and x[1] <= span[1])), span])
    known = {a for a, _ in host.doers} | {a for a, _ in host.done_to}
    if not host.doers:
        host.doers = [n for n in other.doers if n[0] not in {a for a, _ in host.done_to}]
    host.done_to += [n for n in other.done_to if n[0] not in known and n[0] not in {a for a, _ in host.doers}]
    host.parts += other.parts
    host.spans.sort()


def two_sided(frame: Frame) -> bool:
    """A fight whose two sides its own words name."""
    return not frame.row.directed and bool(frame.doers and frame.done_to)


def _repelled(host: Frame, other: Frame) -> None:
    """ "The army repelled an attack by rebels": the rebels attack, and the army is whom they attack."""
    defence, attack = (host, other) if host.row.tag == "defence" else (other, host)
    if not _above(defence.trigger, attack.trigger):
        return
    attackers, defenders = attack.doers, defence.doers
    host.row, host.trigger = attack.row, attack.trigger
    host.doers, other.doers = attackers, []
    known = {a for a, _ in attackers}
    host.done_to, other.done_to = [n for n in defenders or attack.done_to if n[0] not in known], []


def telling(row: Trigger) -> int:
    """How much a code tells: an explosive or a capture more than a clash, a clash more than "killed"."""
    if row.tag in EFFECTS:
        return 0 if row.acled is not None else -1  # "died when soldiers fired at them": the firing
    if row.acled is None:
        return 1
    if row.tag in {"attack", "operation", "assault", "defence"}:
        return 2
    return 4 if row.acled.startswith("Explosions") or row.tag == "capture" else 3
