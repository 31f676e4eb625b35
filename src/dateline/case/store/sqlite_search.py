"""How SQLite is asked for claims by words, place and time.

A search by words, place and time starts from the boxes and probes the words by row number: the other way round every
hit of a common word is looked up (589 ms against 7 ms among a million claims).
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Integer, TextualSelect, column, text

from dateline.case.store.protocol import Box, Query
from dateline.case.store.words import wanted

FAR: Final = 4_000_000
"""A day beyond all days: where an interval is open."""


def matching(query: Query) -> TextualSelect:
    """Numbers of claims (column n) that match."""
    told: dict[str, Any] = {"words": match_words(query.text) if query.text else None}
    days = query.days or (None, None)
    told |= {"first": -FAR if days[0] is None else days[0], "last": FAR if days[1] is None else days[1]}
    if query.box is None:
        return _by_words(dated=query.days is not None, worded=query.text is not None, told=told)
    return _by_box(query.box, worded=query.text is not None, told=told)


def match_words(words: str) -> str:
    """What a person typed as an FTS5 query: every word must stand there, a phrase in quotation marks as it is. The
    words are quoted, so that none of them is taken for a command."""
    return " AND ".join(f'"{part}"' for part in wanted(words)) or '""'


def _by_words(*, dated: bool, worded: bool, told: dict[str, Any]) -> TextualSelect:
    """By words, by days, by both, or all claims."""
    tables = "claim_text JOIN claim ON claim.n = claim_text.rowid" if worded else "claim"
    conditions = ["claim_text MATCH :words"] if worded else ["1"]
    if dated:
        conditions.append("claim.day_start IS NOT NULL AND claim.day_start <= :last")
        conditions.append("coalesce(claim.day_end, :last) >= :first")
    return _selected(f"SELECT claim.n AS n FROM {tables} WHERE {' AND '.join(conditions)}", told)  # noqa: S608 - ours


def _by_box(box: Box, *, worded: bool, told: dict[str, Any]) -> TextualSelect:
    """The boxes first, then the words by row number; the tree keeps 32-bit numbers, so that the claim itself has the
    last word."""
    wide = f"(b.west <= :east {'OR' if box.west > box.east else 'AND'} b.east >= :west)"
    exact = f"(claim.lon <= :east {'OR' if box.west > box.east else 'AND'} claim.lon >= :west)"
    probe = " AND EXISTS (SELECT 1 FROM claim_text WHERE rowid = b.n AND claim_text MATCH :words)" if worded else ""
    statement = (  # put together from words of this file; values are bound
        f"SELECT b.n AS n FROM claim_box AS b JOIN claim ON claim.n = b.n WHERE b.south <= :north AND b.north >= :south"  # noqa: S608
        f" AND {wide} AND b.first <= :last AND b.last >= :first"
        f" AND claim.lat BETWEEN :south AND :north AND {exact}{probe}"
    )
    return _selected(statement, told | {"south": box.south, "west": box.west, "north": box.north, "east": box.east})


def _selected(statement: str, told: dict[str, Any]) -> TextualSelect:
    used = {k: v for k, v in told.items() if f":{k}" in statement}
    return text(statement).bindparams(**used).columns(column("n", Integer))
