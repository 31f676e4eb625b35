"""Who says something in the reports of a case: sources over all reports by kind and name, and outlets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

from sqlalchemy import ColumnElement, Engine, Select, and_, case, func, select

from dateline.case.store import schema as s
from dateline.case.store.sieve import all_in
from dateline.model.vocabulary import SourceKind, Stance

Order = Literal["claims", "reports", "name"]
ORDERS: Final = get_args(Order)
STANCES: Final[tuple[Stance, ...]] = get_args(Stance)
KINDS: Final[tuple[SourceKind, ...]] = get_args(SourceKind)
MOST: Final = 50
"""Reports, and happenings, that are named of one source."""

_BY: Final = and_(s.CLAIM.c.source == s.SOURCE.c.n, s.CLAIM.c.reading == s.SOURCE.c.reading)
"""That a source makes a claim: the index is that of the reading's claims."""


@dataclass(frozen=True, slots=True)
class SpeakersWanted:
    """Which sources to list; what is empty does not matter."""

    words: tuple[str, ...] = ()
    kind: str = ""
    protected: bool = False
    """Only those that a report asks to protect."""
    order: Order = "claims"
    start: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source, as all reports that call it so tell it. Whom the case hides stands under what it is called there."""

    kind: str
    name: str
    reports: int
    claims: int
    protected: int
    """Reports that ask to protect it."""
    stances: tuple[tuple[str, int], ...] = ()
    told_in: tuple[tuple[str, str | None, str | None, int | None, int], ...] = field(default=(), repr=False)
    """(report, title, outlet, day, 1 where it is protected there), the newest first, `MOST` at most."""
    happenings: tuple[str, ...] = field(default=(), repr=False)
    """That it speaks of, or events where nothing is linked; the last `MOST` that were added."""


def speakers(engine: Engine, wanted: SpeakersWanted) -> tuple[list[Speaker], bool]:
    """The sources that fit, and whether there are more."""
    claims = (
        select(s.CLAIM.c.source, func.count().label("claims"))
        .where(s.CLAIM.c.source.is_not(None))
        .group_by(s.CLAIM.c.source)
        .subquery("made")
    )
    total = func.coalesce(func.sum(claims.c.claims), 0).label("claims")
    reports = func.count(s.SOURCE.c.reading.distinct()).label("reports")
    hidden = func.sum(case((s.SOURCE.c.protect > 0, 1), else_=0)).label("protected")
    rows = (
        select(s.SOURCE.c.kind, s.SOURCE.c.name, reports, total, hidden)
        .select_from(s.SOURCE)
        .outerjoin(claims, claims.c.source == s.SOURCE.c.n)
        .where(*_fits(wanted))
        .group_by(s.SOURCE.c.kind, s.SOURCE.c.name)
    )
    if wanted.protected:
        rows = rows.having(hidden > 0)
    by: dict[Order, Sequence[Any]] = {"claims": (total.desc(),), "reports": (reports.desc(),), "name": ()}
    rows = rows.order_by(*by[wanted.order], s.SOURCE.c.name, s.SOURCE.c.kind)
    with engine.connect() as c:
        found = c.execute(rows.offset(wanted.start).limit(wanted.limit + 1)).all()
    made = [Speaker(r.kind, r.name, int(r.reports), int(r.claims), int(r.protected or 0)) for r in found]
    return made[: wanted.limit], len(made) > wanted.limit


def speaker(engine: Engine, kind: str, name: str) -> Speaker | None:
    """One source; None where no report has it."""
    own = and_(s.SOURCE.c.kind == kind, s.SOURCE.c.name == name, _current(s.SOURCE))
    with engine.connect() as c:
        rows = c.execute(select(s.SOURCE.c.n, s.SOURCE.c.reading, s.SOURCE.c.protect).where(own)).all()
        if not rows:
            return None
        said = _said(own)
        stances = c.execute(said.with_only_columns(s.CLAIM.c.stance, func.count()).group_by(s.CLAIM.c.stance)).all()
        told_in = c.execute(_told_in(own)).all()
        events = c.execute(_events(own)).all()
    counted = {r[0]: int(r[1]) for r in stances}
    return Speaker(
        kind, name, len({r.reading for r in rows}), sum(counted.values()), sum(r.protect > 0 for r in rows),
        tuple((stance, counted[stance]) for stance in STANCES if stance in counted),
        tuple((r.id, r.title, r.outlet, r.published, int(r.protect)) for r in told_in),
        tuple(dict.fromkeys(r.happening or r.event for r in events))[:MOST],
    )  # fmt: skip


def _said(own: ColumnElement[bool]) -> Select[Any]:
    return select(s.CLAIM.c.n).select_from(s.SOURCE).join(s.CLAIM, _BY).where(own)


def _told_in(own: ColumnElement[bool]) -> Select[Any]:
    return (
        select(s.REPORT.c.id, s.REPORT.c.title, s.REPORT.c.outlet, s.REPORT.c.published,
               func.max(s.SOURCE.c.protect).label("protect"))
        .select_from(s.SOURCE)
        .join(s.READING, s.READING.c.n == s.SOURCE.c.reading)
        .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
        .where(own)
        .group_by(s.REPORT.c.n, s.REPORT.c.id, s.REPORT.c.title, s.REPORT.c.outlet, s.REPORT.c.published)
        .order_by(func.coalesce(s.REPORT.c.published, -(10**6)).desc(), s.REPORT.c.n.desc())
        .limit(MOST)
    )  # fmt: skip


def _events(own: ColumnElement[bool]) -> Select[Any]:
    """Happenings of the events that its claims state, the last ones first."""
    return (
        select(s.EVENT.c.n, s.EVENT.c.id.label("event"), s.HAPPENING.c.id.label("happening"))
        .select_from(s.SOURCE)
        .join(s.CLAIM, _BY)
        .join(s.EVENT_CLAIM, s.EVENT_CLAIM.c.claim == s.CLAIM.c.n)
        .join(s.EVENT, s.EVENT.c.n == s.EVENT_CLAIM.c.event)
        .outerjoin(s.MEMBER, and_(s.MEMBER.c.event == s.EVENT.c.n, s.MEMBER.c.until.is_(None)))
        .outerjoin(s.HAPPENING, s.HAPPENING.c.n == s.MEMBER.c.happening)
        .where(own)
        .order_by(s.EVENT.c.n.desc())
        .limit(4 * MOST)
    )


def _current(table: Any) -> ColumnElement[bool]:
    """Of a reading that holds; superseded ones are few (see `coverage`)."""
    superseded = select(s.READING.c.n).where(s.READING.c.until.is_not(None))
    return table.c.reading.not_in(superseded)  # type: ignore[no-any-return] # a column of any table


def _fits(wanted: SpeakersWanted) -> Iterator[ColumnElement[bool]]:
    yield _current(s.SOURCE)
    if wanted.kind:
        yield s.SOURCE.c.kind == wanted.kind
    if wanted.words:
        yield all_in(s.SOURCE.c.name, wanted.words)
