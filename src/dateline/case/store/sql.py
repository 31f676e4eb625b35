"""The store over SQLAlchemy Core: all that both databases do alike. `sqlite.py` and `postgres.py` add what they do
differently: opening, locking, full text, boxes, backup."""

from __future__ import annotations

import datetime as dt
import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Select,
    Table,
    TextualSelect,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from dateline.case.store import schema as s
from dateline.case.store.bulk import MANY, NUMBERED, Adding, in_order
from dateline.case.store.chain import START, LogEntry, entry, faults
from dateline.case.store.counting import Counting
from dateline.case.store.entry import Entry, Row, unpack
from dateline.case.store.figures import Figures
from dateline.case.store.grouping import Grouping
from dateline.case.store.judging import Judging
from dateline.case.store.pages import Pages
from dateline.case.store.picking import Picking
from dateline.case.store.protocol import Added, CaseInfo, ClaimRow, EventRow, Query, ReportRow, Stored
from dateline.case.store.queues import Queues
from dateline.case.store.rows.besides import Besides
from dateline.case.store.rows.paging import Rows, rewritten
from dateline.case.store.sieve import Sifting
from dateline.case.store.verify import faults_of
from dateline.errors import ConflictError, DossierError, InputError
from dateline.model.situation import Link


def utc_now() -> str:
    """The time as the log writes it."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


class SqlStore(Sifting, Picking, Rows, Pages, Judging, Grouping, Queues, Figures, Besides, Counting, ABC):
    """A case in a database. See `protocol.Store` for what each method promises.

    What is written, and what one looks up by an id, stands here; each class that it is made of answers one kind of
    question, in a module of its own, and knows of the others no more than `engine`, `reading`, `writing` and
    `log_entry`.
    """

    def __init__(self, engine: Engine, where: str, clock: Callable[[], str] = utc_now) -> None:
        self.engine, self.where, self.clock = engine, where, clock
        self.worded: Callable[[Connection], Callable[[Any], Any]] = lambda c: lambda told: told
        """Makes of what people write what may be kept of it; see `keep.wording`."""

    # what databases do differently

    @abstractmethod
    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction of the only writer."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A look at one moment of the case, whatever is written meanwhile."""
        return self.engine.connect()

    @contextmanager
    def erasing(self) -> Iterator[Connection]:
        """The only transaction in which rows may be taken away or written over; for erasing what must not be kept. A
        mark stands in `meta` while it lasts, which nobody else ever sees."""
        with self.writing() as c:
            self.put(c, s.META, [("erasing", "1")])
            yield c
            c.execute(delete(s.META).where(s.META.c.key == "erasing"))

    @abstractmethod
    def index_claims(self, c: Connection, first: int, rows: Sequence[Row]) -> None:
        """Full text and boxes of claims, numbered from `first` on; rows as in `Entry.claims`."""

    @abstractmethod
    def numbers(self, c: Connection, query: Query) -> list[int]:
        """Numbers of the claims that match, ascending from `query.after` on, `query.limit` at most."""

    def numbered(self, c: Connection, query: Query, matching: TextualSelect) -> list[int]:
        """`numbers` out of a statement that gives all claims (column n) that match words, box and days."""
        met = matching.subquery()
        wanted = (
            select(s.CLAIM.c.n)
            .join(met, met.c.n == s.CLAIM.c.n)
            .join(s.READING, s.READING.c.n == s.CLAIM.c.reading)
            .where(_holds(s.READING, query.as_of), s.CLAIM.c.n > query.after)
            .order_by(s.CLAIM.c.n)
            .limit(query.limit)
        )
        return list(c.execute(wanted).scalars())

    @abstractmethod
    def own_faults(self, c: Connection) -> list[str]:
        """What the database's own checks say."""

    @abstractmethod
    def backup(self, path: Path) -> str: ...

    def put(self, c: Connection, table: Table, rows: Sequence[Row]) -> None:
        """Insert rows given in the order of the table's columns. Databases that know a faster way override it."""
        if rows:
            c.execute(insert(table), in_order(table, rows))

    def recorded(self, c: Connection, kind: str, path: Path, digest: str, told: dict[str, Any]) -> None:
        """Note a copy that the case made of itself: erasing goes through it too."""
        place = str(path.absolute())
        seq, _ = self.log_entry(c, kind, {"path": place, "sha256": digest, **told})
        self.put(c, s.BACKUP, [(seq, place, digest)])

    def close(self) -> None:
        self.engine.dispose()

    # the log

    def log_entry(self, c: Connection, kind: str, body: dict[str, Any]) -> tuple[int, str]:
        """Write one entry of the log; its number and time."""
        last = c.execute(select(s.LOG.c.seq, s.LOG.c.hash, s.LOG.c.at).order_by(s.LOG.c.seq.desc()).limit(1)).first()
        seq, prev, before = (last.seq + 1, last.hash, last.at) if last else (1, START, "")
        at = max(self.clock(), before)  # a clock that was set back makes no entry older than the one before
        made, text = entry(prev, seq, at, kind, body)
        c.execute(
            insert(s.LOG).values(
                seq=seq, at=made.at, kind=kind, digest=made.digest, prev=made.prev, hash=made.hash
            )
        )  # fmt: skip
        c.execute(insert(s.LOG_BODY).values(seq=seq, salt=made.salt, body=text))
        return seq, made.at

    def log(self, after: int = 0) -> Iterator[LogEntry]:
        with self.reading() as c:
            for one, text in self._entries(c, after):
                yield LogEntry(
                    one.seq, one.at, one.kind, one.digest, one.prev, one.hash, json.loads(text) if text else None
                )

    def _entries(self, c: Connection, after: int = 0) -> Iterator[tuple[LogEntry, str | None]]:
        joined = s.LOG.outerjoin(s.LOG_BODY, s.LOG.c.seq == s.LOG_BODY.c.seq)
        columns = (*s.LOG.c, s.LOG_BODY.c.salt, s.LOG_BODY.c.body)
        for r in c.execute(select(*columns).select_from(joined).where(s.LOG.c.seq > after).order_by(s.LOG.c.seq)):
            yield LogEntry(r.seq, r.at, r.kind, r.digest, r.prev, r.hash, None, r.salt), r.body

    def seq_at(self, when: str) -> int:
        moment = when if "T" in when else f"{when}T23:59:59.999999+00:00"
        with self.reading() as c:
            return int(c.scalar(select(func.coalesce(func.max(s.LOG.c.seq), 0)).where(s.LOG.c.at <= moment)) or 0)

    def verify(self, sample: int | None = None) -> list[str]:
        try:
            with self.reading() as c:
                own = self.own_faults(c)
                # of a database that is itself damaged, what its rows say means little
                return own or [*faults(self._entries(c)), *faults_of(c, sample)]
        except InputError as exc:  # damage so deep that it cannot be read to its end
            return [exc.reason]
        except UnicodeDecodeError:
            return ["what it holds is not told in UTF-8."]

    def info(self, *, counted: bool = True) -> CaseInfo:
        with self.reading() as c:
            meta = dict(c.execute(select(s.META.c.key, s.META.c.value)).tuples().all())
            last = c.execute(select(s.LOG.c.seq, s.LOG.c.hash).order_by(s.LOG.c.seq.desc()).limit(1)).first()
            counts = {t.name: int(c.scalar(select(func.count()).select_from(t)) or 0) for t in NUMBERED if counted}
        return CaseInfo(
            meta.get("case", ""), self.where, meta.get("format", ""), meta.get("made", ""),
            last.hash if last else START, last.seq if last else 0, counts, meta.get("recipient"),
        )  # fmt: skip

    # adding

    def known(self, keys: Iterable[str]) -> set[str]:
        wanted = list(keys)
        with self.reading() as c:
            found = c.execute(select(s.APPEARANCE.c.key).where(s.APPEARANCE.c.key.in_(wanted)))
            return set(found.scalars())

    def like(self, bands: Sequence[int]) -> list[tuple[str, int]]:
        if not bands:
            return []
        with self.reading() as c:
            told = {f"h{n}": h for n, h in enumerate(bands)}
            return [(r.id, r.shared) for r in c.execute(_like(len(bands)), told)]

    def add(self, entries: Sequence[Entry]) -> list[Added]:
        with self.writing() as c:
            return Adding(self, c).add(entries, reread=False)

    def reread(self, entries: Sequence[Entry], *, since: int | None = None) -> list[Added]:
        with self.writing() as c:
            if since is not None and rewritten(c, since):
                raise ConflictError("Somebody was hidden, or a report erased, meanwhile.")
            return Adding(self, c).add(entries, reread=True)

    # rules

    def set_rule(self, name: str, body: Mapping[str, Any] | None, who: str) -> None:
        with self.writing() as c:
            may_be_kept = self.worded(c)
            body, who = may_be_kept(dict(body)) if body is not None else None, may_be_kept(who)
            seq, _ = self.log_entry(
                c, "rule", {"name": name, "body": dict(body) if body is not None else None, "who": who}
            )
            c.execute(update(s.RULE).where(s.RULE.c.name == name, s.RULE.c.until.is_(None)).values(until=seq))
            if body is not None:
                self.put(c, s.RULE, [(name, json.dumps(dict(body), ensure_ascii=False), seq, None)])

    def rules(self, as_of: int | None = None) -> dict[str, dict[str, Any]]:
        wanted = select(s.RULE.c.name, s.RULE.c.body).where(_holds(s.RULE, as_of)).order_by(s.RULE.c.seq)
        with self.reading() as c:
            return {r.name: json.loads(r.body) for r in c.execute(wanted)}

    # happenings

    def groups(self, as_of: int | None = None) -> dict[str, tuple[str, ...]]:
        with self.reading() as c:
            return self._groups(c, as_of)

    def _groups(self, c: Connection, as_of: int | None) -> dict[str, tuple[str, ...]]:
        wanted = (
            select(s.HAPPENING.c.id.label("happening"), s.EVENT.c.id.label("event"))
            .join(s.MEMBER, s.MEMBER.c.happening == s.HAPPENING.c.n)
            .join(s.EVENT, s.EVENT.c.n == s.MEMBER.c.event)
            .where(_holds(s.MEMBER, as_of))
            .order_by(s.HAPPENING.c.n, s.EVENT.c.n)
        )
        found: dict[str, list[str]] = {}
        for r in c.execute(wanted):
            found.setdefault(r.happening, []).append(r.event)
        return {h: tuple(events) for h, events in found.items()}

    def happening_at(self, id_: str, as_of: int | None = None) -> tuple[str, ...]:
        wanted = (
            select(s.EVENT.c.id)
            .join(s.MEMBER, s.MEMBER.c.event == s.EVENT.c.n)
            .join(s.HAPPENING, s.HAPPENING.c.n == s.MEMBER.c.happening)
            .where(s.HAPPENING.c.id == id_, _holds(s.MEMBER, as_of))
            .order_by(s.EVENT.c.n)
        )
        with self.reading() as c:
            return tuple(c.execute(wanted).scalars())

    def links(self, as_of: int | None = None) -> tuple[Link, ...]:
        wanted = select(s.LINK).where(_holds(s.LINK, as_of)).order_by(s.LINK.c.a, s.LINK.c.b)
        with self.reading() as c:
            return tuple(
                Link(r.a, r.b, r.score, tuple((f, w, saw) for f, w, saw in json.loads(r.why)))
                for r in c.execute(wanted)
            )

    # looking

    def reports(self, as_of: int | None = None, ids: Collection[str] | None = None) -> Iterator[ReportRow]:
        if ids is None:
            yield from self._reports(as_of)
            return
        named = list(dict.fromkeys(ids))
        found = (r for n in range(0, len(named), MANY) for r in self._reports(as_of, named[n : n + MANY]))
        yield from sorted(found, key=lambda r: r.n)

    def _reports(self, as_of: int | None, ids: Sequence[str] | None = None) -> Iterator[ReportRow]:
        original = s.REPORT.alias("original")
        first = s.APPEARANCE.alias("first")
        appearances = (
            select(func.count())
            .where(s.APPEARANCE.c.report == s.REPORT.c.n, *_known(s.APPEARANCE, as_of))
            .scalar_subquery()
        )
        wanted = (
            select(s.REPORT, s.LOG.c.at, first.c.name.label("name"), original.c.id.label("original"),
                   appearances.label("appearances"), s.READING.c.events, s.READING.c.claims)
            .join(s.LOG, s.LOG.c.seq == s.REPORT.c.seq)
            .join(first, and_(first.c.report == s.REPORT.c.n, first.c.seq == s.REPORT.c.seq))
            .join(s.READING, and_(s.READING.c.report == s.REPORT.c.n, _holds(s.READING, as_of)))
            .outerjoin(original, original.c.n == s.REPORT.c.copy_of)
            .where(*_known(s.REPORT, as_of))
            .order_by(s.REPORT.c.n)
        )  # fmt: skip
        if ids is not None:
            wanted = wanted.where(s.REPORT.c.id.in_(ids))
        with self.reading() as c:
            for r in c.execute(wanted):
                yield ReportRow(
                    r.n, r.id, r.title, r.outlet, r.url, r.language, r.published, r.seq, r.at, r.name, r.appearances,
                    r.original, r.likeness, r.events, r.claims,
                )  # fmt: skip

    def readings(self, reports: Iterable[str] | None = None, as_of: int | None = None) -> Iterator[Stored]:
        wanted = (
            select(
                s.REPORT.c.id, s.READING.c.seq, s.READING.c.until, s.LOG.c.at, s.READING.c.dossier, s.READING.c.sealed
            )
            .join(s.READING, s.READING.c.report == s.REPORT.c.n)
            .join(s.LOG, s.LOG.c.seq == s.READING.c.seq)
            .where(_holds(s.READING, as_of))
            .order_by(s.READING.c.n)
        )
        if reports is not None:
            wanted = wanted.where(s.REPORT.c.id.in_(list(reports)))
        with self.reading() as c:
            for r in c.execution_options(yield_per=50).execute(wanted):
                try:
                    dossier = unpack(r.dossier)
                except DossierError as exc:
                    raise DossierError(f"{self.where}, report {r.id}: {exc}") from exc
                yield Stored(r.id, r.seq, r.at, r.until, dossier, r.sealed)

    def find(self, query: Query) -> list[ClaimRow]:
        wanted = self._claims().order_by(s.CLAIM.c.n)
        found: list[ClaimRow] = []
        with self.reading() as c:
            numbers = self.numbers(c, query)
            for start in range(0, len(numbers), MANY):
                some = s.CLAIM.c.n.in_(numbers[start : start + MANY])
                found += [_claim(r) for r in c.execute(wanted.where(some))]
        return found

    @staticmethod
    def _claims() -> Select[Any]:
        return (
            select(s.CLAIM, s.REPORT.c.id.label("in_report"), s.SOURCE.c.name.label("said_by"))
            .join(s.READING, s.READING.c.n == s.CLAIM.c.reading)
            .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
            .outerjoin(s.SOURCE, s.SOURCE.c.n == s.CLAIM.c.source)
        )

    def event(self, id_: str) -> EventRow | None:
        wanted = (
            select(s.EVENT, s.PLACE.c.name.label("named"), s.REPORT.c.id.label("in_report"), s.BODY.c.text)
            .join(s.READING, and_(s.READING.c.n == s.EVENT.c.reading, s.READING.c.until.is_(None)))
            .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
            .join(s.BODY, s.BODY.c.report == s.REPORT.c.n)
            .outerjoin(s.PLACE, s.PLACE.c.n == s.EVENT.c.place)
            .where(s.EVENT.c.id == id_)
        )
        with self.reading() as c:
            e = c.execute(wanted).first()
            if e is None:
                return None
            stated = self._claims().join(s.EVENT_CLAIM, s.EVENT_CLAIM.c.claim == s.CLAIM.c.n)
            claims = c.execute(stated.where(s.EVENT_CLAIM.c.event == e.n).order_by(s.CLAIM.c.n)).all()
            spans = c.execute(
                select(s.EVIDENCE.c.start, s.EVIDENCE.c.end)
                .where(s.EVIDENCE.c.kind == "event", s.EVIDENCE.c.record == e.n)
                .order_by(s.EVIDENCE.c.start)
            ).all()
        return EventRow(
            e.n, e.id, e.in_report, e.plover, e.acled, e.status, (e.day_start, e.day_end), e.precision, e.named,
            e.lat, e.lon, e.country, (e.deaths_low, e.deaths_best, e.deaths_high), e.words,
            tuple(_claim(r) for r in claims), tuple((a, b, e.text[a:b]) for a, b in spans),
        )  # fmt: skip


def _holds(table: Table, as_of: int | None) -> Any:
    """Whether a row with `seq` and `until` holds at a number of the log. Nearly all do, so that an index of `until` is
    no way to begin."""
    if as_of is None:
        return func.coalesce(table.c.until, 0) == 0
    return and_(table.c.seq <= as_of, or_(table.c.until.is_(None), table.c.until > as_of))


def _known(table: Table, as_of: int | None) -> tuple[Any, ...]:
    return () if as_of is None else (table.c.seq <= as_of,)


def _claim(r: Any) -> ClaimRow:
    return ClaimRow(
        r.n, r.id, r.in_report, r.said_by, r.stance, r.said, (r.day_start, r.day_end), r.lat, r.lon, r.words
    )


@cache
def _like(bands: int) -> Select[Any]:
    """Who shares bands, most first. Written once: putting so many comparisons together takes longer than asking."""
    met = or_(*(and_(s.BAND.c.band == n, s.BAND.c.hash == bindparam(f"h{n}")) for n in range(bands)))
    shared = func.count().label("shared")
    return (
        select(s.REPORT.c.id, shared)
        .join(s.BAND, s.BAND.c.report == s.REPORT.c.n)
        .where(met)
        .group_by(s.REPORT.c.id, s.REPORT.c.n)
        .order_by(shared.desc(), s.REPORT.c.n)
    )
