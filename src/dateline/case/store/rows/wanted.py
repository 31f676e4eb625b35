"""Which rows are asked for, as conditions on their own table: the database then follows the rows in their order and
stops where a page is full."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from dateline.case.store import schema as s
from dateline.case.store.rows.shapes import RowKind
from dateline.case.store.sieve import Sieve, all_in, called_so, dated_so, placed_so, said_by, stated_so

TABLES: Final[dict[RowKind, Any]] = {
    "report": s.REPORT, "claim": s.CLAIM, "event": s.EVENT, "actor": s.ACTOR, "place": s.PLACE, "source": s.SOURCE,
    "control": s.CONTROL, "relation": s.RELATION, "finding": s.FINDING,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a row must fit. Fields of the sieve that its kind does not have ask nothing of it."""

    sieve: Sieve = field(default_factory=Sieve)
    ids: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    """Of actors, places and sources: what kind each is. Of claims: their stance. Of findings: the check."""
    verdicts: tuple[str, ...] = ()
    """Of findings."""
    languages: tuple[str, ...] = ()
    """Of reports."""

    @property
    def dear(self) -> bool:
        """Whether other tables are looked at for each row."""
        return bool(self.sieve.words or self.sieve.sources or self.sieve.actors)


def conditions(kind: RowKind, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What rows of a kind must fit, readings that hold first."""
    table, sieve = TABLES[kind], wanted.sieve
    found = [_known(sieve), *_of_reports(s.REPORT.c.n, sieve)] if kind == "report" else _of_reading(table, sieve)
    if wanted.ids:
        found.append(table.c.id.in_(wanted.ids))
    return [*found, *_OWN[kind](wanted)]


def _known(sieve: Sieve) -> ColumnElement[bool]:
    """Reports have a reading from the entry of the log on with which they came."""
    return s.REPORT.c.n > 0 if sieve.as_of is None else s.REPORT.c.seq <= sieve.as_of


def _of_reading(table: Any, sieve: Sieve) -> list[ColumnElement[bool]]:
    r = s.READING
    if sieve.as_of is None:  # few readings were ever closed
        found = [table.c.reading.not_in(select(r.c.n).where(r.c.until.is_not(None)))]
    else:
        then = and_(r.c.seq <= sieve.as_of, or_(r.c.until.is_(None), r.c.until > sieve.as_of))
        found = [exists().where(r.c.n == table.c.reading, then)]
    told = _of_reports(r.c.report, sieve)
    return [*found, table.c.reading.in_(select(r.c.n).where(*told))] if told else found


def _of_reports(number: Any, sieve: Sieve) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if sieve.reports:
        found.append(number.in_(select(s.REPORT.c.n).where(s.REPORT.c.id.in_(sieve.reports)).correlate(None)))
    if sieve.outlets:
        a = s.APPEARANCE
        appeared = select(a.c.report).where(func.lower(a.c.outlet).in_([o.lower() for o in sieve.outlets]))
        found.append(number.in_(appeared if sieve.as_of is None else appeared.where(a.c.seq <= sieve.as_of)))
    return found


def _reports(w: Wanted) -> list[ColumnElement[bool]]:
    r, found = s.REPORT.c, list[ColumnElement[bool]]()
    first, last = w.sieve.days or (None, None)
    found += [r.published >= first] if first is not None else []
    found += [r.published <= last] if last is not None else []
    found += [r.language.in_(w.languages)] if w.languages else []
    return [*found, all_in(r.title, w.sieve.words)] if w.sieve.words else found


def _claims(w: Wanted) -> list[ColumnElement[bool]]:
    c, found = s.CLAIM.c, [*placed_so(s.CLAIM, replace(w.sieve, countries=())), *dated_so(s.CLAIM, w.sieve)]
    found += [c.stance.in_(w.kinds)] if w.kinds else []
    if w.sieve.sources:
        speaks = or_(*(all_in(s.SOURCE.c.name, x.split()) for x in w.sieve.sources))
        found.append(exists().where(s.SOURCE.c.n == c.source, speaks))
    return found


def _events(w: Wanted) -> list[ColumnElement[bool]]:
    e, sieve = s.EVENT.c, w.sieve
    found = [*placed_so(s.EVENT, sieve), *dated_so(s.EVENT, sieve)]
    coded = [column.in_(asked) for column, asked in
             ((e.plover, sieve.plover), (e.acled, sieve.acled), (e.ucdp, sieve.ucdp)) if asked]  # fmt: skip
    found += [or_(*coded)] if coded else []
    found += [e.status.in_(sieve.statuses)] if sieve.statuses else []
    if sieve.actors:
        part = and_(s.EVENT_ACTOR.c.event == e.n, s.ACTOR.c.n == s.EVENT_ACTOR.c.actor)
        found.append(exists().where(part, called_so(sieve.actors)))
    found += [said_by(sieve.sources, whole=False)] if sieve.sources else []
    if sieve.words:
        there = exists().where(s.PLACE.c.n == e.place, all_in(s.PLACE.c.name, sieve.words))
        found.append(
            or_(all_in(e.words, sieve.words), there, stated_so(all_in(s.CLAIM.c.words, sieve.words), whole=False))
        )
    return found


def _actors(w: Wanted) -> list[ColumnElement[bool]]:
    a, found = s.ACTOR.c, list[ColumnElement[bool]]()
    found += [called_so(w.sieve.actors)] if w.sieve.actors else []
    found += [a.country.in_(w.sieve.countries)] if w.sieve.countries else []
    found += [a.kind.in_(w.kinds)] if w.kinds else []
    return [*found, all_in(a.name, w.sieve.words)] if w.sieve.words else found


def _places(w: Wanted) -> list[ColumnElement[bool]]:
    found = placed_so(s.PLACE, w.sieve)
    found += [s.PLACE.c.kind.in_(w.kinds)] if w.kinds else []
    return [*found, all_in(s.PLACE.c.name, w.sieve.words)] if w.sieve.words else found


def _sources(w: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [s.SOURCE.c.kind.in_(w.kinds)] if w.kinds else []
    if w.sieve.sources:
        found.append(or_(*(all_in(s.SOURCE.c.name, x.split()) for x in w.sieve.sources)))
    return [*found, all_in(s.SOURCE.c.name, w.sieve.words)] if w.sieve.words else found


def _control(w: Wanted) -> list[ColumnElement[bool]]:
    c, found = s.CONTROL.c, dated_so(s.CONTROL, w.sieve)
    where = placed_so(s.PLACE, w.sieve)
    found += [exists().where(s.PLACE.c.n == c.place, *where)] if where else []
    found += [exists().where(s.ACTOR.c.n == c.actor, called_so(w.sieve.actors))] if w.sieve.actors else []
    found += [c.status.in_(w.kinds)] if w.kinds else []
    if w.sieve.words:
        found.append(exists().where(s.PLACE.c.n == c.place, all_in(s.PLACE.c.name, w.sieve.words)))
    return found


def _relations(w: Wanted) -> list[ColumnElement[bool]]:
    r, found = s.RELATION.c, dated_so(s.RELATION, w.sieve)
    either = or_(s.ACTOR.c.n == r.subject, s.ACTOR.c.n == r.object)
    found += [exists().where(either, called_so(w.sieve.actors))] if w.sieve.actors else []
    found += [exists().where(either, s.ACTOR.c.country.in_(w.sieve.countries))] if w.sieve.countries else []
    return [*found, r.predicate.in_(w.kinds)] if w.kinds else found


def _findings(w: Wanted) -> list[ColumnElement[bool]]:
    f, found = s.FINDING.c, list[ColumnElement[bool]]()
    found += [f.check.in_(w.kinds)] if w.kinds else []
    found += [f.verdict.in_(w.verdicts)] if w.verdicts else []
    return [*found, all_in(f.message, w.sieve.words)] if w.sieve.words else found


_OWN: Final[dict[RowKind, Any]] = {
    "report": _reports, "claim": _claims, "event": _events, "actor": _actors, "place": _places, "source": _sources,
    "control": _control, "relation": _relations, "finding": _findings,
}  # fmt: skip
