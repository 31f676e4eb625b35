"""Triggers -> frames: one happening as one clause tells it, with its sides, before records are made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dateline.annotate.stance import Modality, clause_modality
from dateline.annotate.triggers import Found
from dateline.extract.context import Context
from dateline.extract.frame import Frame
from dateline.extract.joining import join
from dateline.extract.needs import Clause, met
from dateline.extract.sides import find_sides
from dateline.model.parse import Token


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
        joined.extend(join(group))
    return joined


def _frame(context: Context, found: Found, *, violent: bool) -> Frame | None:
    """The frame of the first reading whose needs the clause meets."""
    for reading in found.readings:
        frame = Frame(
            found.token,
            reading,
            found.verb,
            [clause_span(context, _carrier(found))],
            parts=[found],
            aspect=found.aspect,
        )
        carrier = found.verb if found.aspect else found.token
        frame.modality = _modality(context, found, carrier)
        find_sides(context, frame)
        if found.aspect == "ends" and frame.doers and Modality.ONGOING not in frame.modality:
            frame.row = replace(reading, **ENDED.get(reading.plover, {}))
        if not reading.act and met(
            reading,
            Clause(context, found.token, frame.doers, frame.done_to, violent, found.aspect is not None, found.verb),
        ):
            return frame
    return None


NOT_YET = frozenset({Modality.DEMANDED, Modality.INTENDED, Modality.FUTURE, Modality.POSSIBLE})
STOPPED = "Strategic developments/Other"
BROKEN = {"plover": "SANCTION", "plover_mode": "discontinue", "acled": STOPPED, "tag": "break"}
ENDED: dict[str, dict[str, Any]] = {
    "ASSAULT": {"plover": "RETREAT", "plover_mode": "ceasefire", "acled": STOPPED, "tag": "ceasefire"},
    "COERCE": {"plover": "RETREAT", "plover_mode": None, "acled": STOPPED, "tag": "easing"},
    "CONSULT": BROKEN,
    "AID": BROKEN,
    "COOPERATE": BROKEN,
}
"""What it is to end something (PLOVER 2.0 draft): attacks and sieges are given up, help and talks are broken off."""
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


def _carrier(found: Found) -> Token:
    """The word whose clause tells it: the verb, or the event noun alone."""
    return found.verb if found.aspect or found.readings[0].pos == "VERB" else found.token


def clause_span(context: Context, verb: Token) -> tuple[int, int]:
    """Characters of the clause that a verb or event noun tells: its subtree without clauses of their own."""
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
