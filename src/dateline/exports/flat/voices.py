"""Who tells of an event and in which words, as columns of several values in one order."""

from __future__ import annotations

from typing import Final

from dateline.exports.coded import CodedEvent
from dateline.exports.flat.event import finite
from dateline.exports.flat.kinds import Named, Value

TOLLS: Final[Named] = (
    ("toll_harms", "texts"), ("toll_of", "texts"), ("toll_low", "numbers"), ("toll_best", "numbers"),
    ("toll_high", "numbers"), ("toll_hedges", "texts"), ("toll_words", "texts"), ("toll_voices", "wholes"),
)  # fmt: skip


def tolls(e: CodedEvent) -> tuple[Value, ...]:
    """All numbers of killed and injured that anybody gives. `toll_voices` counts the columns of voices from 1."""
    told = [
        (t.harm, t.of, finite(t.low), finite(t.best), finite(t.high), t.hedge, t.words, t.cited + 1) for t in e.tolls
    ]  # fmt: skip
    return tuple(zip(*told, strict=True)) if told else ((),) * len(TOLLS)


VOICES: Final[Named] = (
    ("sources", "texts"), ("source_kinds", "texts"), ("via", "texts"), ("stances", "texts"), ("acts", "texts"),
    ("said", "texts"), ("quotes", "texts"), ("quote_starts", "wholes"), ("quote_ends", "wholes"),
    ("claim_ids", "texts"), ("report_ids", "texts"), ("event_ids", "texts"), ("outlets", "texts"),
    ("report_titles", "texts"), ("published", "texts"), ("urls", "texts"), ("languages", "texts"),
    ("accounts", "texts"),
)  # fmt: skip


def voices(e: CodedEvent) -> tuple[Value, ...]:
    """Everybody who tells it: source, words and where they stand, report. What a voice lacks is an empty text."""
    told = [
        (
            c.source, c.source_kind, " < ".join(c.via), c.stance, c.act or "", c.said or "", c.quote, c.start, c.end,
            c.claim or "", c.report, c.event, c.outlet or "", c.title or "", c.published or "", c.url or "",
            c.language or "",
        )
        for c in e.cited
    ]  # fmt: skip
    columns = tuple(zip(*told, strict=True)) if told else ((),) * (len(VOICES) - 1)
    return *columns, tuple([f"{report}/{event}" for report, event in e.events])
