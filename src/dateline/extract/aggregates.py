"""Many happenings told as one ("27 attacks in 18 cities", "a series of strikes"), and the ones told as parts of it.

An aggregate counts: exactly, or as a range with an open end. A single happening that the text singles out ("in one
attack", "the deadliest strike") points to the aggregate before it, and keeps its doers where it names none of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dateline.annotate.numwords import value_of
from dateline.extract.context import Context
from dateline.extract.fittings import Draft
from dateline.extract.frame import Frame
from dateline.extract.wordlists import lemmas
from dateline.model.parse import Token
from dateline.model.records import Count

FAR = 8
"""Sentences that a part may stand after its aggregate."""


def count_of(context: Context, frame: Frame) -> Count | None:
    """How often it happened, where the text counts: "five airstrikes", "a wave of attacks", "attacked it twice"."""
    return _counted(context, frame) or _collected(frame.trigger) or _times(frame)


def _counted(context: Context, frame: Frame) -> Count | None:
    sentence = context.parse.sentences[frame.sentence]
    first = bisect_left(context.counted, sentence.start, key=lambda c: c.start)
    last = bisect_right(context.counted, sentence.end, key=lambda c: c.start)
    for c in context.counted[first:last]:
        if c.noun == frame.trigger.i and (c.value.low, c.value.high, c.value.best) != (0, 0, 0):
            return Count(c.value.low, c.value.high, c.value.best)
    return None


def _collected(trigger: Token) -> Count | None:
    """ "A series of attacks": two at least."""
    preposition = trigger.head
    if trigger.dep != "pobj" or preposition is None or preposition.lower != "of" or preposition.head is None:
        return None
    return Count(2.0, None, None) if preposition.head.lemma in lemmas("collecting") else None


def _times(frame: Frame) -> Count | None:
    """ "Twice", "three times", "repeatedly", beside the verb."""
    for child in frame.verb.children:
        if child.lower in lemmas("twice"):
            return Count(2.0, 2.0, 2.0)
        if child.lower in lemmas("repeatedly"):
            return Count(2.0, None, None)
        if child.lemma == "time" and child.dep in {"npadvmod", "dobj", "advmod"}:
            return _so_often(child)
    return None


def _so_often(times: Token) -> Count | None:
    for c in times.children:
        if c.lower in lemmas("several"):
            return Count(2.0, None, None)
        value = value_of(c.text) if c.dep == "nummod" else None
        if value is not None:
            return Count(value, value, value)
    return None


def is_many(count: Count | None) -> bool:
    return count is not None and max(count.low or 0, count.high or 0, count.best or 0) >= 2


def singled_out(context: Context, frame: Frame) -> bool:
    """ "In one attack", "another strike", "the deadliest of them": one of several that the text has told."""
    if any(_picks(c) for c in frame.trigger.children if c.i < frame.trigger.i):
        return True
    first = context.parse.sentences[frame.sentence].first
    opening = context.parse.tokens[first : first + 4]
    noun = next((t for t in opening if t.pos == "NOUN"), None)
    picks = [t for t in opening if _picks(t)]
    return bool(picks) and (noun is None or noun.lemma in lemmas("one of them") or picks[0].child("prep") is not None)


def _picks(token: Token) -> bool:
    return token.lower in lemmas("picking") or token.tag == "JJS"


def find_parts(context: Context, drafts: Sequence[Draft]) -> None:
    """Point each happening that is told as one of several to the aggregate that it is part of."""
    for n, draft in enumerate(drafts):
        if is_many(count_of(context, draft.frame)) or not singled_out(context, draft.frame):
            continue
        whole = next((d for d in reversed(drafts[:n]) if _part_of(context, draft, d)), None)
        if whole is not None:
            draft.parent = whole
            draft.frame.doers = draft.frame.doers or [
                n for n in whole.frame.doers if n[0] not in {a for a, _ in draft.frame.done_to}
            ]


def _part_of(context: Context, part: Draft, whole: Draft) -> bool:
    a, b = part.frame, whole.frame
    if a.row.plover != b.row.plover or a.sentence - b.sentence > FAR or not is_many(count_of(context, b)):
        return False
    doers = {x for x, _ in a.doers}
    return not doers or not b.doers or bool(doers & {x for x, _ in b.doers})
