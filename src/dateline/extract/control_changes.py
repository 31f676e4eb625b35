"""Places that change hands, and sieges: "P fell to X", "X drove Y out of P", "X lost P to Y", "X laid siege to P"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from dateline.annotate.stance import Modality, clause_modality
from dateline.extract.arguments import agents, expand, is_passive, objects_of, patients, subject_of
from dateline.extract.cast import Named
from dateline.extract.context import Context
from dateline.extract.held import Held, pairs
from dateline.extract.relating import UNREAL
from dateline.extract.wordlists import lemmas, rows
from dateline.model.parse import Token

NOT_YET = UNREAL | {Modality.INTENDED, Modality.FUTURE}
"""Modalities under which a place has not changed hands."""


@lru_cache(maxsize=1)
def _verbs() -> dict[str, tuple[str, ...]]:
    """Lemma -> how it tells of a change ("falls", "drives", "takes", "rids", "loses")."""
    found: dict[str, tuple[str, ...]] = {}
    for lemma, shape, _ in rows("control_changes.tsv"):
        found[lemma] = (*found.get(lemma, ()), shape)
    return found


def from_changes(context: Context) -> Iterable[Held]:
    """Who holds a place and who has lost it after a verb of change."""
    for t in context.parse.tokens:
        if t.pos != "VERB" or t.lemma not in _verbs():
            continue
        if clause_modality(t, context.parse) & NOT_YET or _aimed_at(t):
            continue
        for shape in _verbs()[t.lemma]:
            places, winners, losers = _told(context, t, shape)
            yield from pairs(context, t, winners, places, "controls", f"change: {shape}")
            yield from pairs(context, t, losers, places, "lost", f"change: {shape}")


def _aimed_at(verb: Token) -> bool:
    """ "Tried to retake P", "an operation to liberate P": nothing has changed; but "managed to retake P"."""
    bare = verb.tag == "VB" and not any(c.dep == "aux" and c.lemma == "do" for c in verb.children)
    return bare and not (verb.head is not None and verb.head.lemma in lemmas("bringing off"))


def _told(context: Context, verb: Token, shape: str) -> tuple[list[Token], list[Named], list[Named]]:
    """(tokens that may name the place, who has it now, who has it no more)."""
    cast = context.cast
    if shape == "falls":
        hands = [h for h in objects_of(verb, {"into", "to"}) if h.lemma == "hand"]
        takers = cast.all([o for h in hands for o in objects_of(h, {"of"})]) + [
            n for h in hands for n in cast.owners(h)
        ]
        return subject_of(verb), takers or cast.all(objects_of(verb, {"to"})), []
    doers, done_to = cast.all(agents(verb)), patients(verb)
    if shape == "drives":
        places = objects_of(verb, {"from", "out"})
        driven = cast.all(done_to)
        return (places, doers, driven) if driven else ([], [], [])
    if shape == "rids":
        rid_of = cast.all([o for n in (verb, *done_to) for o in objects_of(n, {"of", "from"})])
        return (done_to, doers, rid_of) if rid_of else ([], [], [])
    if shape == "takes":
        return done_to, [], cast.all(objects_of(verb, {"from"}))
    losers = doers or (cast.all(subject_of(verb)) if not is_passive(verb) else [])
    return done_to, cast.all(objects_of(verb, {"to"})), losers


def from_sieges(context: Context) -> Iterable[Held]:
    """ "X's siege of P", "X laid siege to P", "P is under siege by X"."""
    for t in context.parse.tokens:
        if t.lemma not in lemmas("siege") or t.pos != "NOUN" or clause_modality(t, context.parse) & NOT_YET:
            continue
        for places, besiegers in _besieged(context, t):
            yield from pairs(context, t, besiegers, places, "besieged", "siege")


def _besieged(context: Context, siege: Token) -> Iterator[tuple[list[Token], list[Named]]]:
    cast, above = context.cast, siege.head
    own = cast.owners(siege) + cast.all(objects_of(siege, {"by", "from"}))
    if siege.dep == "pobj" and above is not None and above.lower == "under":
        verb = above.head
        if verb is not None:
            by = own or cast.all(objects_of(verb, {"by", "from"})) or cast.all(objects_of(siege, {"of"}))
            yield expand(verb.child("nsubj", "nsubjpass")), by
        return
    places = objects_of(siege, {"of", "on", "to", "around"})
    verb = above if siege.dep in {"dobj", "nsubjpass"} else None
    if verb is not None and verb.lemma in lemmas("ending"):
        return
    if verb is not None and verb.pos == "VERB":
        places += objects_of(verb, {"to", "on", "around", "of"})
        own = own or cast.all(agents(verb))
    yield places, own
