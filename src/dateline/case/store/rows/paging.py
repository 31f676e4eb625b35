"""Rows of a case a page at a time, in the order of adding: keyset by row number, over both databases.

A page looks at a bounded number of rows, so that it takes no longer where next to nothing fits; then it may hold fewer
rows than were asked for, even none, and still say where to go on.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, func, select

from dateline.case.store import schema as s
from dateline.case.store.protocol import Query
from dateline.case.store.rows.loading import rows_of
from dateline.case.store.rows.shapes import AnyRow, RowKind
from dateline.case.store.rows.wanted import TABLES, Wanted, conditions

if TYPE_CHECKING:
    from collections.abc import Sequence

LOOKED: Final = 400_000
"""Rows that one page looks at where a row is told by its own table."""
LOOKED_DEAR: Final = 40_000
"""As `LOOKED`, where other tables are asked for each."""
TOGETHER: Final = 500
"""Claims with the words asked for that are looked at together, and rows that are loaded together."""
ROUNDS: Final = 20
"""How many times that many claims, at most."""


REWRITES: Final = ("erase", "key", "protect", "restated")
"""Entries of the log that tell that rows were written over, or words taken away."""


def rewritten(c: Connection, after: int) -> bool:
    """As `Store.rewritten`, within a transaction."""
    wanted = select(s.LOG.c.seq).where(s.LOG.c.seq > after, s.LOG.c.kind.in_(REWRITES)).limit(1)
    return c.execute(wanted).first() is not None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page. `next` is the number to go on after, None where there is nothing more."""

    rows: tuple[AnyRow, ...]
    next: int | None = None


class Rows:
    """Records of each kind as rows, a page at a time. See `protocol.Store`."""

    engine: Engine

    if TYPE_CHECKING:

        def numbers(self, c: Connection, query: Query) -> list[int]: ...

    def head(self) -> tuple[int, str]:
        with self.engine.connect() as c:
            last = c.execute(select(s.LOG.c.seq, s.LOG.c.hash).order_by(s.LOG.c.seq.desc()).limit(1)).first()
        return (int(last.seq), str(last.hash)) if last else (0, "")

    def rewritten(self, after: int = 0) -> bool:
        with self.engine.connect() as c:
            return rewritten(c, after)

    def rows(self, kind: RowKind, wanted: Wanted, after: int = 0, limit: int = 50) -> Listed:
        with self.engine.connect() as c:
            if kind == "claim" and wanted.sieve.words:
                numbers, further = self._claims_telling(c, wanted, after, limit)
            else:
                numbers, further = _numbers(c, kind, wanted, after, limit)
            found: list[AnyRow] = []
            for n in range(0, len(numbers), TOGETHER):
                found += rows_of(c, kind, numbers[n : n + TOGETHER], wanted.sieve.as_of)
        return Listed(tuple(found), further)

    def text_of(self, report: str) -> str | None:
        wanted = select(s.BODY.c.text).join(s.REPORT, s.REPORT.c.n == s.BODY.c.report).where(s.REPORT.c.id == report)
        with self.engine.connect() as c:
            return c.scalar(wanted)

    def _claims_telling(
        self, c: Connection, wanted: Wanted, after: int, limit: int
    ) -> tuple[Sequence[int], int | None]:
        """By the full text, some at a time: of those that hold the words, the ones that fit besides."""
        sieve = wanted.sieve
        ask = Query(" ".join(sieve.words), sieve.box, sieve.days, sieve.as_of, TOGETHER)
        fits = conditions("claim", replace(wanted, sieve=replace(sieve, words=(), box=None, days=None)))
        found: list[int] = []
        for _ in range(ROUNDS):
            some = self.numbers(c, replace(ask, after=after))
            told = select(s.CLAIM.c.n).where(s.CLAIM.c.n.in_(some), *fits).order_by(s.CLAIM.c.n)
            found += c.execute(told).scalars()
            if len(found) > limit:
                return found[:limit], found[limit - 1]
            if len(some) < TOGETHER:
                return found, None
            after = some[-1]
        return found, after


def _numbers(c: Connection, kind: RowKind, wanted: Wanted, after: int, limit: int) -> tuple[Sequence[int], int | None]:
    """Numbers of the rows of a page, and where the next one begins."""
    number = TABLES[kind].c.n
    fits = conditions(kind, wanted)
    if wanted.ids or wanted.sieve.reports:  # told by an index: few, wherever they stand
        last = None
        span: list[Any] = [number > after]
    else:
        last = after + (LOOKED_DEAR if wanted.dear else LOOKED)
        span = [number > after, number <= last]
    told = select(number).where(*span, *fits).order_by(number).limit(limit + 1)
    found = list(c.execute(told).scalars())
    if len(found) > limit:
        return found[:limit], found[limit - 1]
    if last is None or last >= int(c.scalar(select(func.max(number))) or 0):
        return found, None
    return found, last
