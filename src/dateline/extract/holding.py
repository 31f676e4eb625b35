"""How long a date holds on: a happening told without one keeps that of the happening that it goes on from.

Within a sentence the clauses must be of one time ("as", "when", a participle, "and"). Over sentences a date holds while
the report tells on in the simple past and names no other. What is kept says so in its `basis`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from dateline.annotate.stance import Modality
from dateline.extract.context import Context
from dateline.extract.dating import dates_by_sentence
from dateline.extract.fittings import Draft, carried, last_sentence, planned
from dateline.extract.wordlists import lemmas

HOLDS: Final = 2
"""Sentences over which a date holds on."""
_MATERIAL: Final = frozenset({"ASSAULT", "PROTEST", "RETREAT", "MOBILIZE"})
"""PLOVER types of what happens on the ground; arrests, charges and talks come on days of their own."""
_FARTHER: Final = 4
"""How many sentences more after "Meanwhile"."""
_NARROW: Final = frozenset({"day", "days"})
"""Only a day or two hold on: what happened "last month" happened on many days."""


def carry_dates(context: Context, drafts: Sequence[Draft]) -> None:
    """Give the undated happenings the dates that hold on for them, in text order."""
    own = {
        n for n, dated in dates_by_sentence(context).items() if any(not context.timeline.dates_saying(d) for d in dated)
    }
    before: Draft | None = None
    for draft in drafts:
        undated = draft.when is None and draft.frame.sentence not in own and _goes_on(draft)
        if undated and before is not None and before.when is not None and _holds(context, before, draft, own):
            draft.when = carried(before.when)
        if draft.when is not None and not planned(draft):
            before = draft


def _goes_on(draft: Draft) -> bool:
    """Is it told as having come about, in the simple past?"""
    frame = draft.frame
    ongoing = Modality.ONGOING in frame.modality or frame.verb.tag in {"VB", "VBG"}
    perfect = any(c.dep == "aux" and c.lemma == "have" for c in frame.verb.children)  # no day goes with "has fought"
    return not planned(draft) and not ongoing and not perfect


def _holds(context: Context, before: Draft, draft: Draft, own: Collection[int]) -> bool:
    """Does the date of the one hold for the other, with no other date told between them?"""
    last, here = last_sentence(before), draft.frame.sentence
    if before.when is None or before.when.precision not in _NARROW:
        return False
    sentence = context.parse.sentences[here]
    opened = context.parse.tokens[sentence.first].lower in lemmas("meanwhile")
    if here - last > HOLDS + opened * _FARTHER or not {draft.frame.row.plover, before.frame.row.plover} <= _MATERIAL:
        return False
    return not any(last < n <= here for n in own)
