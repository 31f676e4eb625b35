"""How SQLite is asked for claims by words, place and time.

Three ways, each measured over a million claims, the cheapest that fits:

* Rare words, or no box, or many claims in it: the full text is followed in the order of row numbers (0.06 µs a hit),
  each claim is looked at, and as soon as a page is full the rest is left.
* Common words and few claims in the box: they are fetched, and which of them hold the words is asked of a full text in
  memory of these alone (2 µs a claim). To ask the case's own full text row by row takes 40 µs each.
* No words and many in the box: the claims themselves are followed in their order.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text

from dateline.case.store.protocol import Box, Query
from dateline.case.store.words import wanted

if TYPE_CHECKING:
    from sqlalchemy import Connection

FAR: Final = 4_000_000
"""A day beyond all days: where an interval is open."""
FEW: Final = 6_000
"""Claims in a box up to which they are fetched."""
FIRST: Final = 500
"""Of these, how many are fetched at first; then twice as many each time."""
RARE: Final = 1_500
"""Claims with the words up to which each is looked at."""
TOKENS: Final = "tokenize='unicode61'"
"""How the case's full text parts and folds words."""

_DATED: Final = (
    "(c.day_start IS NOT NULL OR c.day_end IS NOT NULL)"
    " AND coalesce(c.day_start, :first) <= :last AND coalesce(c.day_end, :last) >= :first"
)
_HELD: Final = "c.reading NOT IN (SELECT n FROM reading WHERE until IS NOT NULL)"
"""Few readings were ever closed; to look at each claim's own means to read a page for every report."""
_HELD_THEN: Final = (
    "EXISTS (SELECT 1 FROM reading AS r WHERE r.n = c.reading AND r.seq <= :as_of"
    " AND (r.until IS NULL OR r.until > :as_of))"
)


def numbers(c: Connection, query: Query) -> list[int]:
    """Numbers of the claims that match, one page of them."""
    if query.text is not None and not wanted(query.text):
        return []
    if query.box is not None and not _rare(c, query):
        found = _in_box(c, query, query.box)
        if found is not None:
            return found
    return list(c.execute(text(by_order(query)), told_of(query)).scalars())


def _rare(c: Connection, query: Query) -> bool:
    """Whether so few claims hold the words that the box does not matter."""
    if query.text is None:
        return False
    held = f"SELECT count(*) FROM (SELECT 1 FROM claim_text WHERE claim_text MATCH :words LIMIT {RARE + 1})"  # noqa: S608
    return int(c.execute(text(held), {"words": match_words(query.text)}).scalar_one()) <= RARE


def match_words(words: str) -> str:
    """What a person typed as an FTS5 query: every word must stand there, a phrase in quotation marks as it is. The
    words are quoted, so that none of them is taken for a command."""
    return " AND ".join(f'"{part}"' for part in wanted(words)) or '""'


def told_of(query: Query) -> dict[str, Any]:
    """The values that the statements are bound to."""
    first, last = query.days or (None, None)
    told: dict[str, Any] = {
        "after": query.after, "limit": query.limit, "as_of": query.as_of,
        "first": -FAR if first is None else max(first, -FAR), "last": FAR if last is None else min(last, FAR),
    }  # fmt: skip
    if query.text is not None:
        told["words"] = match_words(query.text)
    if query.box is not None:
        told |= {"south": query.box.south, "west": query.box.west, "north": query.box.north, "east": query.box.east}
    return told


def _conditions(query: Query) -> str:
    """What a claim (c) must fit besides the words."""
    parts = [_HELD if query.as_of is None else _HELD_THEN]
    if query.days is not None:
        parts.append(_DATED)
    if query.box is not None:
        parts.append(f"c.lat BETWEEN :south AND :north AND {_between(query.box, 'c.lon', 'c.lon')}")
    return " AND ".join(parts)


def _between(box: Box, low: str, high: str) -> str:
    """Whether a stretch of longitudes meets the box, which may cross the 180th meridian."""
    return f"({low} <= :east {'OR' if box.west > box.east else 'AND'} {high} >= :west)"


def by_order(query: Query) -> str:
    """The statement that follows claims in their order until a page is full."""
    if query.text is None:
        start, number = "claim AS c", "c.n"
    else:
        start, number = "claim_text CROSS JOIN claim AS c ON c.n = claim_text.rowid", "claim_text.rowid"
    words = "" if query.text is None else " AND claim_text MATCH :words"
    return (  # put together from words of this file; values are bound
        f"SELECT {number} AS n FROM {start} WHERE {number} > :after{words} AND {_conditions(query)}"  # noqa: S608
        f" ORDER BY {number} LIMIT :limit"
    )


def by_box(box: Box) -> str:
    """Numbers of the claims in a box. The tree keeps 32-bit numbers, a little wider than what they hold: the claim
    itself has the last word."""
    return (
        "SELECT b.n FROM claim_box AS b WHERE b.south <= :north AND b.north >= :south"  # noqa: S608 - words of this file
        f" AND {_between(box, 'b.west', 'b.east')} AND b.first <= :last AND b.last >= :first LIMIT {FEW + 1}"
    )


def _in_box(c: Connection, query: Query, box: Box) -> list[int] | None:
    """A page of the claims in the box that hold the words; None where the box holds more than a few. They are fetched
    some at a time, until the page is full."""
    told = told_of(query)
    boxed = list(c.execute(text(by_box(box)), told).scalars())
    if len(boxed) > FEW:
        return None
    left = sorted(n for n in boxed if n > query.after)
    fetch = text(
        "SELECT c.n, c.words FROM json_each(:some) AS j CROSS JOIN claim AS c ON c.n = j.value"  # noqa: S608 - ours
        f" WHERE {_conditions(query)}"
    )
    found: list[int] = []
    start, size = 0, FIRST
    while start < len(left) and len(found) < query.limit:
        some = json.dumps(left[start : start + size])
        rows = [(n, words) for n, words in c.execute(fetch, told | {"some": some})]
        found += [n for n, _ in rows] if query.text is None else holding(rows, query.text)
        start, size = start + size, 2 * size
    return found[: query.limit]


def holding(rows: list[tuple[int, str]], typed: str) -> list[int]:
    """Numbers of the texts that hold the words, as the case's own full text would find them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.execute(f"CREATE VIRTUAL TABLE t USING fts5(words, content='', {TOKENS})")
        raw.execute("BEGIN")
        raw.executemany("INSERT INTO t(rowid, words) VALUES (?, ?)", rows)
        found = raw.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rowid", (match_words(typed),)).fetchall()
    return [n for (n,) in found]
