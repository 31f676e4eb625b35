"""How long a date holds on: a happening told without one keeps that of the happening that it goes on from.

Within a sentence the clauses must be of one time ("as", "when", a participle, "and"). Over sentences a date holds while
the report tells on in the simple past and names no other. What is kept says so in its `basis`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.annotate.stance import Modality
from dateline.extract.context import Context
from dateline.extract.dating import dates_by_sentence
from dateline.extract.fittings import Draft, carried, last_sentence, planned

HOLDS: Final = 2
"""Sentences over which a date holds on."""
_MATERIAL: Final = frozenset({"ASSAULT"})


def carry_dates(context: Context, drafts: Sequence[Draft]) -> None:
    """Give the undated happenings the dates that hold on for them, in text order."""
    own = {
        n for n, dated in dates_by_sentence(context).items() if any(not context.timeline.dates_saying(d) for d in dated)
    }
    for n, draft in enumerate(drafts):
        if draft.when is None and _goes_on(draft) and draft.frame.sentence not in own:
            before = next((b for b in reversed(drafts[:n]) if b.when is not None and not planned(b)), None)
            if before is not None and before.when is not None and _holds(context, before, draft):
                draft.when = carried(before.when)


def _goes_on(draft: Draft) -> bool:
    """Is it told as having come about, in the simple past?"""
    frame = draft.frame
    return not planned(draft) and Modality.ONGOING not in frame.modality and frame.verb.tag not in {"VB", "VBG"}


def _holds(context: Context, before: Draft, draft: Draft) -> bool:
    """Does the date of the one hold for the other?"""
    near = draft.frame.sentence - last_sentence(before)
    if near > HOLDS or not {draft.frame.row.plover, before.frame.row.plover} <= _MATERIAL:
        return False
    return near <= 1 or context.document.section_at(before.frame.trigger.start) == context.document.section_at(
        draft.frame.trigger.start
    )
