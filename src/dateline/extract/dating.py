"""When it happened: which of the dates of a sentence belongs to a verb or an event noun, and how long a date holds on.

A date belongs to the words that it hangs on. What it hangs on may be another happening, or the saying of it; then it
dates that. A happening told without a date keeps the one of the happening that it goes on from, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.annotate.cues import cues
from dateline.annotate.stance import Modality
from dateline.annotate.timex import UNDATED, Dated
from dateline.extract.context import Context
from dateline.extract.frame import Frame
from dateline.extract.placing import steps_up
from dateline.model.layers import Timex
from dateline.model.parse import Token
from dateline.model.values import When
from dateline.resolve.relative import counted_back
from dateline.resolve.when import resolve_when

_MOST_STEPS: Final = 12
_FIRST: Final = 20
"""Dates from the top of a report among which the one of its subject is looked for."""
_OTHER_TIME: Final = frozenset(
    {"after", "before", "since", "until", "till", "once", "because", "if", "unless", "although"}
)
"""Words that open a clause of another time than its main clause, or that say nothing of its time."""


def dates_by_sentence(context: Context) -> dict[int, list[Dated]]:
    """Sentence -> the expressions in it that can date something."""
    found: dict[int, list[Dated]] = {}
    for d in context.dated:
        if d.timex.form not in UNDATED:
            found.setdefault(context.parse.tokens[d.head].sent, []).append(d)
    return found


def date_of(context: Context, frame: Frame, others: Sequence[Frame], dated: Sequence[Dated]) -> When | None:
    """The date that fits best; `others` and `dated` are the other frames and the dates of its sentence."""
    elsewhere = {f.trigger.i for f in others} | {f.verb.i for f in others if f.verb is not frame.verb}
    told = _where_it_stands(frame, dated)
    if told is not None:
        return _with_claims(context, told, _unbound(context, told))
    for d in dated:
        if _counts_back(context, frame, d):
            return _with_claims(context, d, _day_before(context, dated, d))
    best: tuple[int, Dated] | None = None
    for d in dated:
        score = _fit(context, frame, elsewhere, d)
        if score > 0 and (best is None or score > best[0]):
            best = (score, d)
    return _with_claims(context, best[1], context.timeline.when_of(best[1].timex)) if best is not None else None


def _with_claims(context: Context, dated: Dated, when: When | None) -> When | None:
    if when is None:
        return None
    return replace(when, claims=context.claims.claims_for(dated.timex.start, dated.timex.end))


def _where_it_stands(frame: Frame, dated: Sequence[Dated]) -> Dated | None:
    """ "Since 2017, when a general was killed": the clause tells what happened then."""
    verb: Token | None = frame.verb
    for _ in range(_MOST_STEPS):
        if verb is None or verb.dep in {"relcl", "ROOT", "ccomp"}:
            break
        verb = verb.head
    if verb is None or verb.dep != "relcl" or verb.head is None or not any(c.lower == "when" for c in verb.children):
        return None
    head = verb.head
    return next((d for d in dated if d.timex.start <= head.start < d.timex.end), None)


def _unbound(context: Context, dated: Dated) -> When | None:
    """What "since 2017" names: the year, not the time since then."""
    t = dated.timex
    bare = Timex(t.start, t.end, t.text, t.form, tuple((k, v) for k, v in t.fields if k != "bound"))
    return resolve_when(bare, context.document)


def _counts_back(context: Context, frame: Frame, dated: Dated) -> bool:
    """ "Four days after a bomber killed 54": is this what the other happening counts from?"""
    if dated.timex.get("dir") not in {"after", "before"} or frame.trigger.start < dated.timex.end:
        return False
    link = context.parse.token_at(dated.timex.end - 1)
    if link is None or link.pos == "ADV":
        return False
    opened = link.head if link.dep == "mark" else link
    return opened is not None and (frame.verb is opened or _under(frame.trigger, opened, 3))


def _under(token: Token, above: Token, steps: int) -> bool:
    at: Token | None = token
    for _ in range(steps):
        if at is None or at is above:
            return at is above
        at = at.head
    return at is above


def _day_before(context: Context, dated: Sequence[Dated], link: Dated) -> When | None:
    """The day that "four days after X" gives X, where its sentence dates what came then, or else the report's
    first date ("It came four days after …": what the report is about)."""
    here = [d for d in dated if d is not link and not context.timeline.dates_saying(d)]
    link_verb = context.parse.tokens[link.verb] if link.verb is not None else None
    main = link_verb.head if link_verb is not None and link_verb.dep == "advcl" else link_verb
    if not here and main is not None and main.tag in {"VBZ", "VBP"} and main.lemma == "come":
        return counted_back(link.timex, None, context.document)  # "it comes a week after X": today
    told = (d for d in context.dated[:_FIRST] if d.governor == d.verb and not context.timeline.dates_saying(d))
    for d in (*here, *(d for d in told if d.timex.start < link.timex.start)):
        when = context.timeline.when_of(d.timex)
        if when is not None and when.precision == "day":
            return counted_back(link.timex, when, context.document)
    return None


def _fit(context: Context, frame: Frame, others: set[int], d: Dated) -> int:
    """How well a date fits: governed by the trigger or its verb, or by nothing that it dates instead."""
    governor, timex = context.parse.tokens[d.governor], d.timex
    perfect = any(c.lemma == "have" for c in frame.verb.children if c.dep == "aux")
    if timex.text.lower().startswith("since") and not (perfect or Modality.ONGOING in frame.modality):
        return 0  # "the first since 2017" dates nothing that happened now
    if timex.text.lower().endswith(("after", "before")) and frame.trigger.start >= timex.end:
        return 0  # "four days after X": dates what came then, not X
    if d.governor in {frame.trigger.i, frame.verb.i}:
        return 10
    if any(d.governor in {p.token.i, p.verb.i} for p in frame.parts):
        return 9
    if 0 <= timex.start - frame.trigger.end <= 1:
        return 9  # "the attacks today"
    if _of_another(context, frame, d):
        return 0
    inside = any(s <= timex.start < e for s, e in frame.spans)
    if d.governor in others:
        return 0 if not inside else 1
    if governor.pos == "VERB" and (governor.lemma, "verb") in cues() and not inside:
        if _going_on(frame.verb) and in_content(frame.verb, governor):
            return 4  # "said on Friday that fighters were retreating": what went on when it was said
        between = governor.start < frame.trigger.start < timex.start
        return 3 if between else 0  # "pointed to a deployment in recent weeks", but "said on Friday that …"
    if inside:
        return 6
    if _under(frame.trigger, governor, _MOST_STEPS) and not in_time(frame.trigger, governor):
        return 0  # "sent signals on Sunday that it wants to withdraw"
    return 3 if steps_up(frame.verb, governor) is not None else 2


def _going_on(verb: Token) -> bool:
    return verb.tag == "VBG" and any(c.dep == "aux" and c.tag == "VBD" for c in verb.children)


def in_content(verb: Token, saying: Token) -> bool:
    """Is a verb that of the clause that a saying introduces?"""
    return verb.dep == "ccomp" and verb.head is saying


def _of_another(context: Context, frame: Frame, d: Dated) -> bool:
    """Does the date stand before its own noun ("the 2002 bombings"), or in a clause of another time?"""
    governor, head = context.parse.tokens[d.governor], context.parse.tokens[d.head]
    if (
        governor.pos in {"NOUN", "PROPN"}
        and head.i < governor.i
        and head.dep in {"compound", "nmod", "nummod", "amod", "poss"}
    ):
        return steps_up(frame.trigger, governor) is None
    verb = context.parse.tokens[d.verb] if d.verb is not None else None
    return verb is not None and _other_time(verb, frame)


def _other_time(verb: Token, frame: Frame) -> bool:
    """Is the verb that of a clause below, which tells something else or of another time?"""
    at: Token | None = verb
    for _ in range(_MOST_STEPS):
        if at is None or at is frame.verb or at is frame.trigger:
            return False
        if _under(frame.trigger, at, _MOST_STEPS):
            return False
        if (
            at.dep == "relcl"
            or (at.dep == "acl" and at.tag == "VBN")
            or (at.dep == "advcl" and _mark(at) in _OTHER_TIME)
        ):
            return True
        at = at.head
    return False


def _mark(verb: Token) -> str | None:
    return next((c.lower for c in verb.children if c.dep in {"mark", "advmod", "prep"} and c.i < verb.i), None)


def same_time(frame: Frame, dated: Frame) -> bool:
    """Does the date of another happening of its sentence hold for this one?

    It does for what is told below it or joined to it: beside it ("as", "where", a participle), not what is said, meant,
    wanted or wondered at. It does for what stands above it where its clause goes on beside ("fled as shells fell on
    Monday"), not where it only tells of a noun ("from a town that was shelled last year").
    """
    if in_time(frame.trigger, dated.verb) or in_time(frame.trigger, dated.trigger):
        return True
    at: Token | None = dated.verb if dated.trigger.pos == "VERB" else None
    for _ in range(_MOST_STEPS):
        if at is None or at is frame.verb:
            return at is not None
        if at.dep not in {"advcl", "conj"} or _leaves(at):
            return False
        at = at.head
    return False


def in_time(token: Token, above: Token) -> bool:
    """Does a word stand below another without leaving its time?"""
    at: Token | None = token
    joined: Token | None = None
    for _ in range(_MOST_STEPS):
        if at is None or at is above:
            return at is above
        if _leaves(at, joined):
            return False
        joined = at if at.dep == "conj" and at.pos in {"VERB", "AUX"} else None
        at = at.head
    return False


def _leaves(verb: Token, joined: Token | None = None) -> bool:
    """Does the clause of a verb leave the time of the clause above it?

    A verb `joined` to it by "and" has its own tense where it has its own subject or auxiliary.
    """
    if verb.pos not in {"VERB", "AUX"}:
        return False
    if verb.dep in {"ccomp", "xcomp", "acl"} or (verb.tag == "VB" and any(c.lower == "to" for c in verb.children)):
        return True
    own = joined is not None and any(c.dep in {"aux", "auxpass", "nsubj", "nsubjpass"} for c in joined.children)
    had = not own and any(c.dep == "aux" and c.lemma == "have" for c in verb.children)
    return had or (verb.dep == "advcl" and _mark(verb) in _OTHER_TIME)
