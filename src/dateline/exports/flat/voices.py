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
    all_ = e.tolls
    if not all_:
        return ((),) * len(TOLLS)
    return (
        tuple([t.harm for t in all_]), tuple([t.of for t in all_]), tuple([finite(t.low) for t in all_]),
        tuple([finite(t.best) for t in all_]), tuple([finite(t.high) for t in all_]),
        tuple([t.hedge for t in all_]), tuple([t.words for t in all_]), tuple([t.cited + 1 for t in all_]),
    )  # fmt: skip


VOICES: Final[Named] = (
    ("sources", "texts"), ("source_kinds", "texts"), ("via", "texts"), ("stances", "texts"), ("said", "texts"),
    ("quotes", "texts"), ("quote_starts", "wholes"), ("quote_ends", "wholes"), ("claim_ids", "texts"),
    ("report_ids", "texts"), ("event_ids", "texts"), ("outlets", "texts"), ("report_titles", "texts"),
    ("published", "texts"), ("urls", "texts"), ("languages", "texts"), ("accounts", "texts"),
)  # fmt: skip


def voices(e: CodedEvent) -> tuple[Value, ...]:
    """Everybody who tells it: source, words and where they stand, report. What a voice lacks is an empty text."""
    all_ = e.cited
    return (
        tuple([c.source for c in all_]), tuple([c.source_kind for c in all_]), tuple([" < ".join(c.via) for c in all_]),
        tuple([c.stance for c in all_]), tuple([c.said or "" for c in all_]), tuple([c.quote for c in all_]),
        tuple([c.start for c in all_]), tuple([c.end for c in all_]), tuple([c.claim or "" for c in all_]),
        tuple([c.report for c in all_]), tuple([c.event for c in all_]), tuple([c.outlet or "" for c in all_]),
        tuple([c.title or "" for c in all_]), tuple([c.published or "" for c in all_]),
        tuple([c.url or "" for c in all_]), tuple([c.language or "" for c in all_]),
        tuple([f"{report}/{event}" for report, event in e.events]),
    )  # fmt: skip
