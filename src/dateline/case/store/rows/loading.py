"""Rows of a case by their numbers, with what stands beside each: a few statements a page, however many rows it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, func, or_, select

from dateline.case.store import schema as s
from dateline.case.store.entry import iso_of
from dateline.case.store.rows.shapes import (
    Actor,
    AnyRow,
    Claim,
    Control,
    Days,
    Event,
    Finding,
    Numbers,
    Part,
    Place,
    Relation,
    Report,
    RowKind,
    Source,
    Words,
)

Numbered = Sequence[int]


def rows_of(c: Connection, kind: RowKind, numbers: Numbered, as_of: int | None = None) -> tuple[AnyRow, ...]:
    """The rows of those numbers, in their order; a few hundred at most."""
    return tuple(_LOADERS[kind](c, numbers, as_of)) if numbers else ()


def _in_reports(table: Any, numbers: Numbered, *more: Any) -> Select[Any]:
    return (
        select(table, s.REPORT.c.id.label("in_report"), *more)
        .join(s.READING, s.READING.c.n == table.c.reading)
        .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
        .where(table.c.n.in_(numbers))
        .order_by(table.c.n)
    )


def _beside(c: Connection, wanted: Select[Any]) -> dict[int, list[Any]]:
    """Rows by their first column."""
    found: dict[int, list[Any]] = {}
    for r in c.execute(wanted):
        found.setdefault(r[0], []).append(r)
    return found


def _when(r: Any, precision: str | None = None) -> Days | None:
    if r.day_start is None and r.day_end is None:
        return None
    return Days(iso_of(r.day_start), iso_of(r.day_end), precision)


def _words(c: Connection, kind: str, table: Any, numbers: Numbered) -> dict[int, tuple[Words, ...]]:
    """The words of records, cut out where they stand."""
    e = s.EVIDENCE.c
    quote = func.substr(s.BODY.c.text, e.start + 1, e.end - e.start)
    wanted = (
        select(e.record, e.start, e.end, quote)
        .select_from(s.EVIDENCE)
        .join(table, table.c.n == e.record)
        .join(s.READING, s.READING.c.n == table.c.reading)
        .join(s.BODY, s.BODY.c.report == s.READING.c.report)
        .where(e.kind == kind, e.record.in_(numbers))
        .order_by(e.record, e.start)
    )
    return {n: tuple(Words(r[1], r[2], r[3]) for r in rows) for n, rows in _beside(c, wanted).items()}


def _reports(c: Connection, numbers: Numbered, as_of: int | None) -> Iterable[Report]:
    original, first, again = s.REPORT.alias("original"), s.APPEARANCE.alias("first"), s.APPEARANCE.alias("again")
    times = select(func.count()).where(again.c.report == s.REPORT.c.n)
    times = times if as_of is None else times.where(again.c.seq <= as_of)
    held = s.READING.c.until.is_(None) if as_of is None else and_(
        s.READING.c.seq <= as_of, or_(s.READING.c.until.is_(None), s.READING.c.until > as_of)
    )  # fmt: skip
    wanted = (
        select(s.REPORT, s.LOG.c.at, first.c.name.label("named"), original.c.id.label("original"), s.READING.c.events,
               s.READING.c.claims, times.scalar_subquery().label("times"))
        .join(s.LOG, s.LOG.c.seq == s.REPORT.c.seq)
        .join(first, and_(first.c.report == s.REPORT.c.n, first.c.seq == s.REPORT.c.seq))
        .join(s.READING, and_(s.READING.c.report == s.REPORT.c.n, held))
        .outerjoin(original, original.c.n == s.REPORT.c.copy_of)
        .where(s.REPORT.c.n.in_(numbers))
        .order_by(s.REPORT.c.n)
    )  # fmt: skip
    for r in c.execute(wanted):
        yield Report(
            r.n, r.id, r.title, r.outlet, r.url, r.language, iso_of(r.published), r.named, r.characters, r.seq, r.at,
            r.times, r.original, r.likeness, r.events, r.claims,
        )  # fmt: skip


def _claims(c: Connection, numbers: Numbered, as_of: int | None) -> Iterable[Claim]:
    found = c.execute(
        _in_reports(s.CLAIM, numbers, s.SOURCE.c.name.label("said_by")).outerjoin(
            s.SOURCE, s.SOURCE.c.n == s.CLAIM.c.source
        )
    ).all()
    words = _words(c, "claim", s.CLAIM, numbers)
    stated = _beside(c, select(s.EVENT_CLAIM.c.claim, s.EVENT.c.id).join(s.EVENT, s.EVENT.c.n == s.EVENT_CLAIM.c.event)
                     .where(s.EVENT_CLAIM.c.claim.in_(numbers)).order_by(s.EVENT.c.n))  # fmt: skip
    for r in found:
        yield Claim(
            r.n, r.id, r.in_report, r.said_by, r.stance, r.act, bool(r.quoted), iso_of(r.said), _when(r), r.lat, r.lon,
            r.words, words.get(r.n, ()), tuple(e[1] for e in stated.get(r.n, ())),
        )  # fmt: skip


def _events(c: Connection, numbers: Numbered, as_of: int | None) -> Iterable[Event]:
    place = (s.PLACE.c.name.label("called"), s.PLACE.c.admin1, s.PLACE.c.where_prec)
    found = c.execute(_in_reports(s.EVENT, numbers, *place).outerjoin(s.PLACE, s.PLACE.c.n == s.EVENT.c.place)).all()
    words, parts = _words(c, "event", s.EVENT, numbers), _parts(c, numbers)
    claims = _beside(c, select(s.EVENT_CLAIM.c.event, s.CLAIM.c.id).join(s.CLAIM, s.CLAIM.c.n == s.EVENT_CLAIM.c.claim)
                     .where(s.EVENT_CLAIM.c.event.in_(numbers)).order_by(s.CLAIM.c.n))  # fmt: skip
    happened = _happenings(c, numbers, as_of)
    for r in found:
        yield Event(
            r.n, r.id, r.in_report, happened.get(r.n), r.plover, r.mode, r.acled, r.ucdp, r.status,
            _when(r, r.precision), r.called, r.lat, r.lon, r.country, r.admin1, r.where_prec,
            Numbers(r.deaths_low, r.deaths_best, r.deaths_high), parts.get(r.n, ()),
            tuple(x[1] for x in claims.get(r.n, ())), r.words, words.get(r.n, ()),
        )  # fmt: skip


def _parts(c: Connection, numbers: Numbered) -> dict[int, tuple[Part, ...]]:
    wanted = (
        select(s.EVENT_ACTOR.c.event, s.EVENT_ACTOR.c.role, s.ACTOR.c.key, s.ACTOR.c.name)
        .join(s.ACTOR, s.ACTOR.c.n == s.EVENT_ACTOR.c.actor)
        .where(s.EVENT_ACTOR.c.event.in_(numbers))
        .order_by(s.EVENT_ACTOR.c.event, s.EVENT_ACTOR.c.role, s.ACTOR.c.n)
    )
    return {n: tuple(Part(r[1], r[2], r[3]) for r in rows) for n, rows in _beside(c, wanted).items()}


def _happenings(c: Connection, numbers: Numbered, as_of: int | None) -> dict[int, str]:
    m = s.MEMBER.c
    held = m.until.is_(None) if as_of is None else and_(m.seq <= as_of, or_(m.until.is_(None), m.until > as_of))
    wanted = select(m.event, s.HAPPENING.c.id).join(s.HAPPENING, s.HAPPENING.c.n == m.happening)
    return {r[0]: r[1] for r in c.execute(wanted.where(held, m.event.in_(numbers)))}


def _actors(c: Connection, numbers: Numbered, as_of: int | None) -> Iterable[Actor]:
    for r in c.execute(_in_reports(s.ACTOR, numbers)):
        yield Actor(r.n, r.id, r.in_report, r.key, r.name, r.kind, r.country)


def _places(c: Connection, numbers: Numbered, as_of: int | None) -> Iterable[Place]:
    for r in c.execute(_in_reports(s.PLACE, numbers)):
        yield Place(
            r.n, r.id, r.in_report, r.name, r.kind, r.lat, r.lon, r.country, r.admin1, r.geonames_id, r.where_prec,
            r.radius_km,
        )  # fmt: skip


def _sources(c: Connection, numbers: Numbered, as_of: int | None) -> Iterable[Source]:
    found = c.execute(_in_reports(s.SOURCE, numbers, s.SOURCE.c.reading.label("in_reading"))).all()
    readings = sorted({r.in_reading for r in found})
    said = select(s.CLAIM.c.source, func.count()).where(s.CLAIM.c.reading.in_(readings)).group_by(s.CLAIM.c.source)
    counts = {r[0]: r[1] for r in c.execute(said)}
    for r in found:
        yield Source(r.n, r.id, r.in_report, r.kind, r.name, bool(r.protect), counts.get(r.n, 0))


def _control(c: Connection, numbers: Numbered, as_of: int | None) -> Iterable[Control]:
    place, actor = s.PLACE.c, s.ACTOR.c
    more = (place.name.label("called"), place.lat, place.lon, place.country, actor.name.label("holder"), actor.key)
    wanted = _in_reports(s.CONTROL, numbers, *more).join(s.PLACE, place.n == s.CONTROL.c.place)
    for r in c.execute(wanted.join(s.ACTOR, actor.n == s.CONTROL.c.actor)):
        yield Control(
            r.n, r.id, r.in_report, r.called, r.lat, r.lon, r.country, r.holder, r.key, r.status, _when(r)
        )  # fmt: skip


def _relations(c: Connection, numbers: Numbered, as_of: int | None) -> Iterable[Relation]:
    a, b = s.ACTOR.alias("a"), s.ACTOR.alias("b")
    named = (a.c.name.label("a_name"), a.c.key.label("a_key"), b.c.name.label("b_name"), b.c.key.label("b_key"))
    wanted = _in_reports(s.RELATION, numbers, *named).join(a, a.c.n == s.RELATION.c.subject)
    for r in c.execute(wanted.join(b, b.c.n == s.RELATION.c.object)):
        yield Relation(
            r.n, r.id, r.in_report, r.a_name, r.a_key, r.predicate, r.b_name, r.b_key, _when(r)
        )  # fmt: skip


def _findings(c: Connection, numbers: Numbered, as_of: int | None) -> Iterable[Finding]:
    for r in c.execute(_in_reports(s.FINDING, numbers)):
        yield Finding(r.n, r.id, r.in_report, r.check, r.verdict, r.severity, r.message)


_LOADERS: Final[dict[RowKind, Callable[[Connection, Numbered, int | None], Iterable[AnyRow]]]] = {
    "report": _reports, "claim": _claims, "event": _events, "actor": _actors, "place": _places, "source": _sources,
    "control": _control, "relation": _relations, "finding": _findings,
}  # fmt: skip
