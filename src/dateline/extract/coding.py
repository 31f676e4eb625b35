"""How a frame is coded: PLOVER contexts, the ACLED pair, the UCDP type, whether it happened."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.annotate.mentions import ARMED
from dateline.annotate.stance import Modality
from dateline.codebook.tables import modes_by_means, plover_contexts
from dateline.extract import fittings
from dateline.extract.arguments import objects_of, patients
from dateline.extract.cast import Named
from dateline.extract.casualties import Toll
from dateline.extract.context import Context
from dateline.extract.frame import Frame
from dateline.extract.wordlists import lemmas, means_pairs
from dateline.model.records import Coding
from dateline.model.vocabulary import EventStatus

STATE = frozenset({"state", "military", "police", "government"})


def code(context: Context, frame: Frame, deaths: Sequence[Toll]) -> Coding:
    """The codes of a frame whose dead are known."""
    row, pair = frame.row, _acled(context, frame)
    mode = row.plover_mode or _mode(context, frame, pair)
    return Coding(row.plover, mode, _contexts(context, frame), pair, _ucdp(context, frame, deaths))


def _mode(context: Context, frame: Frame, pair: str | None) -> str | None:
    """The mode that the weapon makes of it; a drone's strike is no other aircraft's."""
    mode = modes_by_means().get((frame.row.plover, pair)) if pair is not None else None
    drone = mode == "aerial" and any(t.lemma in lemmas("drone") for t in fittings.tokens_of(context, frame))
    return "drone" if drone else mode


def _contexts(context: Context, frame: Frame) -> tuple[str, ...]:
    """PLOVER contexts whose cue words stand in the clause, in the codebook's order."""
    lemmas = {t.lemma for t in fittings.tokens_of(context, frame)}
    return tuple(name for name, words in plover_contexts().items() if lemmas & set(words))


def _acled(context: Context, frame: Frame) -> str | None:
    """The ACLED pair that the lexicon gives, settled by who takes part and with what (ACLED codebook 2024)."""
    pair = frame.row.acled
    above = frame.verb.head
    if (
        pair in {OVERTAKES, REGAINS}
        and frame.verb.dep == "xcomp"
        and above is not None
        and above.lemma in lemmas("trying")
    ):
        return CLASH  # "tried to seize the town"
    if pair == OVERTAKES and _kinds(context, frame.doers) & STATE and frame.row.plover != "RETREAT":
        return REGAINS
    if pair not in {CLASH, ATTACK}:
        return pair
    by_means = by_weapon(context, frame)
    if by_means is not None:
        return by_means
    targets = _kinds(context, frame.done_to)
    if (
        pair == CLASH
        and frame.row.directed
        and ((targets and not targets & FIGHTING) or (not targets and _on_homes(context, frame)))
    ):
        return ATTACK
    if pair == ATTACK and targets & FIGHTING and not targets & {"civilians"}:
        return CLASH
    return pair


CLASH, ATTACK = "Battles/Armed clash", "Violence against civilians/Attack"
REGAINS = "Battles/Government regains territory"
OVERTAKES = "Battles/Non-state actor overtakes territory"
FIGHTING = ARMED | STATE
UNCERTAIN = frozenset({"person", "civilians", "other"})
"""Kinds of actors that may yet bear arms ("gunmen", "attackers")."""


def _kinds(context: Context, named: Sequence[Named]) -> set[str]:
    """Kinds of actors; a soldier, a commander of an armed group, a gunman count as one of a force."""
    return {_kind(context, actor) for actor, _ in named}


def _kind(context: Context, actor: str) -> str:
    actors = context.actors
    kind = actors.kind_of(actor)
    if kind in FIGHTING:
        return kind
    owner = actors.owner_of(actor) if kind == "person" else None
    if owner is not None and actors.kind_of(owner) in ARMED:
        return actors.kind_of(owner)
    ranks = [m.kind for m in actors.mentions_of(actor) if m.kind in ARMED] if kind == "person" else []
    return ranks[0] if ranks else "militia" if kind in UNCERTAIN and actors.bears_arms(actor) else kind


def _on_homes(context: Context, frame: Frame) -> bool:
    """Whether those who are no state's forces attack a place where people live ("bandits raided the village")."""
    hit = patients(frame.trigger) if frame.row.pos == "VERB" else objects_of(frame.trigger, {"on", "against", "in"})
    return any(t.lemma in lemmas("settlement") for t in hit) and not _kinds(context, frame.doers) & STATE


def by_weapon(context: Context, frame: Frame) -> str | None:
    """What the weapon makes of an attack: an aircraft an air strike, a mortar shelling, a suicide bomber a bomb."""
    if frame.row.tag not in {"attack", "assault", "killing", "shooting", "destruction", "injury"}:
        return None
    for t in fittings.tokens_of(context, frame):
        instrument = t.dep == "pobj" and t.head is not None and t.head.lower in {"by", "with", "in", "from"}
        used = instrument or t.dep in {"nsubj", "compound"}
        if used and t.lemma in means_pairs():
            return means_pairs()[t.lemma]
    return None


def status_of(context: Context, frame: Frame, claims: tuple[str, ...], *, zero: bool) -> EventStatus:
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


def _ucdp(context: Context, frame: Frame, tolls: Sequence[Toll]) -> int | None:
    """UCDP type of violence (GED codebook 19.1, section 2.1): only where somebody was killed."""
    if frame.row.plover != "ASSAULT" or all(t.high == 0 for t in tolls):
        return None
    if frame.modality & {Modality.INTENDED, Modality.FUTURE, Modality.POSSIBLE, Modality.HYPOTHETICAL, Modality.DENIED}:
        return None
    doers, done_to = _kinds(context, frame.doers), _kinds(context, frame.done_to)
    if not doers:
        return None
    if done_to and not done_to & FIGHTING:
        return 3
    if doers & STATE or done_to & STATE:
        return 1
    return 2 if done_to else None
