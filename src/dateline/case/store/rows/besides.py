"""Small things of the whole case that a page cannot wait for a list of all reports for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, and_, func, or_, select

from dateline.case.store import schema as s


@dataclass(frozen=True, slots=True)
class Protecting:
    """A report that protects whom it speaks with."""

    report: str
    title: str | None
    outlet: str | None
    reading: int
    """Number in the log of its reading."""
    sources: tuple[str, ...]
    """What they are called here: pseudonyms."""


class Besides:
    """Small questions beside the rows: the head of the log, totals, who is protected. See `protocol.Store`."""

    engine: Engine

    def totals(self, as_of: int | None = None) -> tuple[int, int, int]:
        r = s.READING.c
        wanted = select(func.count(), func.sum(r.events), func.sum(r.claims)).where(_held(as_of))
        with self.engine.connect() as c:
            reports, events, claims = c.execute(wanted).one()
        return int(reports), int(events or 0), int(claims or 0)

    def protecting(self, as_of: int | None = None) -> Iterator[Protecting]:
        wanted = (
            select(s.REPORT.c.id, s.REPORT.c.title, s.REPORT.c.outlet, s.READING.c.seq, s.SOURCE.c.name)
            .select_from(s.SOURCE)
            .join(s.READING, s.READING.c.n == s.SOURCE.c.reading)
            .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
            .where(s.SOURCE.c.protect == 1, _held(as_of))
            .order_by(s.REPORT.c.n, s.SOURCE.c.n)
        )
        found: dict[str, list[tuple[str | None, str | None, int, str]]] = {}
        with self.engine.connect() as c:
            for r in c.execute(wanted):
                found.setdefault(r[0], []).append((r[1], r[2], r[3], r[4]))
        for report, told in found.items():
            title, outlet, seq, _ = told[0]
            yield Protecting(report, title, outlet, seq, tuple(dict.fromkeys(name for *_, name in told)))


def _held(as_of: int | None) -> ColumnElement[bool]:
    r = s.READING.c
    if as_of is None:
        return func.coalesce(r.until, 0) == 0  # nearly all readings hold: their index is no way to begin
    return and_(r.seq <= as_of, or_(r.until.is_(None), r.until > as_of))
