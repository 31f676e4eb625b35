"""`fatalities`: one whole number, by the rules of the ACLED codebook (section Reported fatalities).

Where accounts differ the lowest number stands; "several" is 3, "dozens" 12, "hundreds" 100; where no deaths are told
it is 0. What was told stands in the notes in its own words.
"""

from __future__ import annotations

import math
from typing import Final

from dateline.codebook.acled import words_for_tolls
from dateline.exports.coded import CodedEvent
from dateline.exports.losses import Losses

DIFFER: Final = "accounts differ: the lowest number stands, as the ACLED codebook asks"
WORDS: Final = "words without a number: the ACLED codebook's number for them stands"
RANGE: Final = "ACLED has one whole number: the best stands, else the lowest"
LARGEST: Final = 10**9


def fatalities_of(event: CodedEvent, losses: Losses) -> int:
    """The number, and what it does not say told."""
    told = event.deaths
    if told is None:
        return 0
    of_words = words_for_tolls().get((told.hedge, told.low)) if told.best is None and told.high is None else None
    known = [n for n in (told.best, told.low, told.high) if n is not None and math.isfinite(n)]
    chosen = known[0] if known else 0.0
    if "deaths" in event.disputed and told.low is not None:
        chosen, reason = told.low, DIFFER
    elif of_words is not None:
        chosen, reason = float(of_words), WORDS
    else:
        reason = RANGE
    number = min(max(int(chosen), 0), LARGEST)
    if told.hedge != "exact" or "deaths" in event.disputed or {*known} - {float(number)}:
        losses.changed(event.id, "fatalities", event.deaths_shown or "", reason)
    return number
