"""One call of `add`: every entry's fate is decided, its rows are gathered table by table, then written in one go.

Statement by statement a report costs twenty round trips; gathered, a thousand reports cost the same twenty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Table, and_, bindparam, func, select, update

from dateline.case.store import schema as s
from dateline.case.store.chain import START, entry
from dateline.case.store.entry import Entry, Row
from dateline.case.store.protocol import Added

if TYPE_CHECKING:
    from dateline.case.store.sql import SqlStore

NUMBERED: Final = (
    s.REPORT, s.APPEARANCE, s.READING, s.SOURCE, s.ACTOR, s.PLACE, s.EVENT, s.CLAIM, s.CONTROL, s.RELATION, s.FINDING,
    s.HAPPENING,
)  # fmt: skip
MANY: Final = 500
"""Values that one query asks for."""


class Adding:
    """The rows of one call, and the numbers that they get."""

    def __init__(self, store: SqlStore, c: Connection) -> None:
        self.store, self.c = store, c
        self.rows: dict[str, list[Row]] = {t.name: [] for t in s.METADATA.sorted_tables}
        self.words: list[Row] = []
        self.first_claim = 0
        self.next_n: dict[str, int] = {}
        self.keys: dict[str, tuple[int, int]] = {}
        """Key of an appearance -> (number in the log, report)."""
        self.reports: dict[str, tuple[int, str]] = {}
        """Id or hash of a text -> the report that has it."""
        self.erased: dict[int, int] = {}
        """Reports that were erased, and when they were added: they are not added again by accident."""
        self.closed: list[tuple[int, int]] = []
        """(reading that ends, number in the log)"""
        self.fresh: set[int] = set()
        """Reports that get a reading in this call."""
        self.seq, self.prev, self.at = 0, START, ""

    def add(self, entries: Sequence[Entry], *, reread: bool) -> list[Added]:
        self._look(entries)
        receipts = [self._fate(e, reread=reread) for e in entries]
        self._write()
        return receipts

    # what is there

    def _look(self, entries: Sequence[Entry]) -> None:
        """What the case knows of these entries."""
        last = self.c.execute(
            select(s.LOG.c.seq, s.LOG.c.hash, s.LOG.c.at).order_by(s.LOG.c.seq.desc()).limit(1)
        ).first()
        if last:
            self.seq, self.prev, self.at = last.seq, last.hash, last.at
        for t in NUMBERED:
            self.next_n[t.name] = int(self.c.scalar(select(func.coalesce(func.max(t.c.n), 0))) or 0) + 1
        self.first_claim = self.next_n["claim"]
        seen, report = s.APPEARANCE.c, s.REPORT.c
        for r in self._among(select(seen.key, seen.seq, seen.report), seen.key, [e.key for e in entries]):
            self.keys[r.key] = (r.seq, r.report)
        wanted = select(report.n, report.id, report.text_sha256, report.seq)
        ids = [*(e.id for e in entries), *(e.copy_of for e in entries if e.copy_of is not None)]
        for r in self._among(wanted, report.id, ids):
            self.reports[r.id] = (r.n, r.id)
            if not r.text_sha256:
                self.erased[r.n] = r.seq
        for r in self._among(wanted, report.text_sha256, [e.text_sha256 for e in entries]):
            self.reports.setdefault(r.text_sha256, (r.n, r.id))

    def _among(self, wanted: Any, column: Any, values: Iterable[str]) -> Iterator[Any]:
        known = list(dict.fromkeys(values))
        for start in range(0, len(known), MANY):
            yield from self.c.execute(wanted.where(column.in_(known[start : start + MANY])))

    # what becomes of an entry

    def _fate(self, e: Entry, *, reread: bool) -> Added:
        if e.key in self.keys:
            seq, report = self.keys[e.key]
            return self._reread(e, seq, report) if reread else Added(e.name, e.id, "known", seq)
        same = self.reports.get(e.id) or self.reports.get(e.text_sha256)
        if same and same[0] in self.erased:
            return Added(e.name, same[1], "known", self.erased[same[0]])
        if same:
            n, id_ = same
            seq = self._log("copy", {"report": id_, "key": e.key, "name": e.name, "outlet": e.outlet})
            self._appear(e, n, seq)
            return Added(e.name, id_, "copy", seq, id_, 1.0)
        seq = self._log("add", {"report": e.id, "key": e.key, "name": e.name, "text": e.text_sha256})
        n = self._next("report")
        original = self.reports.get(e.copy_of) if e.copy_of is not None else None
        likeness = e.likeness if original else None
        self.rows["report"].append((
            n, e.id, e.text_sha256, e.title, e.outlet, e.url, e.language, e.published, len(e.text), seq,
            original[0] if original else None, likeness,
        ))  # fmt: skip
        self.reports[e.id] = self.reports[e.text_sha256] = (n, e.id)
        self._appear(e, n, seq)
        self.rows["body"].append((n, e.text))
        self.rows["band"] += [(band, hash_, n) for band, hash_ in enumerate(e.bands)]
        self._read(e, n, seq)
        return Added(e.name, e.id, "added", seq, original[1] if original else None, likeness)

    def _reread(self, e: Entry, seq: int, report: int) -> Added:
        """A newer reading closes the one before; the same reading changes nothing."""
        if report in self.fresh or report in self.erased:  # twice in one call, or not to come back
            return Added(e.name, e.id, "known", seq)
        held = and_(s.READING.c.report == report, s.READING.c.until.is_(None))
        old = self.c.execute(select(s.READING.c.n, s.READING.c.engine, s.READING.c.dossier).where(held)).first()
        if old and old.engine == e.engine and bytes(old.dossier) == e.dossier:
            return Added(e.name, e.id, "known", seq)
        seq = self._log("reread", {"report": e.id, "key": e.key, "name": e.name, "engine": e.engine})
        if old:
            self.closed.append((old.n, seq))
        self._read(e, report, seq)
        return Added(e.name, e.id, "reread", seq)

    def _log(self, kind: str, body: dict[str, Any]) -> int:
        self.seq += 1
        self.at = max(self.store.clock(), self.at)  # a clock that was set back makes no entry older than the one before
        made, text = entry(self.prev, self.seq, self.at, kind, body)
        self.prev = made.hash
        self.rows["log"].append((made.seq, made.at, kind, made.digest, made.prev, made.hash))
        self.rows["log_body"].append((made.seq, made.salt, text))
        return self.seq

    def _next(self, table: str, count: int = 1) -> int:
        first = self.next_n[table]
        self.next_n[table] += count
        return first

    def _appear(self, e: Entry, report: int, seq: int) -> None:
        n = self._next("appearance")
        self.rows["appearance"].append((n, report, e.key, e.name, e.outlet, e.url, e.published, seq))
        self.keys[e.key] = (seq, report)

    def _read(self, e: Entry, report: int, seq: int) -> None:
        """The reading and the rows made from it."""
        reading = self._next("reading")
        self.fresh.add(report)
        self.rows["reading"].append(
            (reading, report, seq, None, e.engine, e.dossier, e.sealed, len(e.events), len(e.claims))
        )
        for table, made in numbered_rows(e, reading, self._next).items():
            self.rows[table] += made
        self.words += e.claims

    # writing

    def _write(self) -> None:
        for reading, seq in self.closed:
            self.c.execute(update(s.READING).where(s.READING.c.n == reading).values(until=seq))
        for table in s.METADATA.sorted_tables:
            self.store.put(self.c, table, self.rows[table.name])
        self.store.index_claims(self.c, self.first_claim, self.words)
        for reading, seq in self.closed:
            self._move_members(reading, seq)

    def _move_members(self, reading: int, seq: int) -> None:
        """Happenings keep the events that the newer reading finds again (their ids are the same), and lose the rest."""
        again = s.EVENT.alias("again")
        newer = s.READING.alias("newer")
        old = (
            select(s.MEMBER.c.happening, s.MEMBER.c.event, again.c.n)
            .join(s.EVENT, s.EVENT.c.n == s.MEMBER.c.event)
            .outerjoin(again, and_(again.c.id == s.EVENT.c.id, again.c.reading.in_(
                select(newer.c.n).where(newer.c.seq == seq)
            )))
            .where(s.EVENT.c.reading == reading, s.MEMBER.c.until.is_(None))
            .order_by(s.MEMBER.c.happening, s.EVENT.c.n)
        )  # fmt: skip
        held = self.c.execute(old).all()
        if not held:
            return
        of = and_(
            s.MEMBER.c.happening == bindparam("of_happening"), s.MEMBER.c.event == bindparam("of_event"),
            s.MEMBER.c.until.is_(None),
        )  # fmt: skip
        self.c.execute(
            update(s.MEMBER).where(of).values(until=seq), [{"of_happening": r[0], "of_event": r[1]} for r in held]
        )
        self.store.put(self.c, s.MEMBER, [(r[0], r[2], seq, None) for r in held if r[2] is not None])


def numbered_rows(e: Entry, reading: int, next_n: Callable[[str, int], int]) -> dict[str, list[Row]]:
    """The rows of an entry as its tables hold them: positions within the entry become numbers of the store."""

    def at(first: int, position: int | None) -> int | None:
        return None if position is None else first + position

    source, actor = next_n("source", len(e.sources)), next_n("actor", len(e.actors))
    place, event = next_n("place", len(e.places)), next_n("event", len(e.events))
    claim = next_n("claim", len(e.claims))
    control, relation = next_n("control", len(e.control)), next_n("relation", len(e.relations))
    finding = next_n("finding", len(e.findings))
    first = {"event": event, "claim": claim}
    return {
        "source": [(source + n, reading, *r) for n, r in enumerate(e.sources)],
        "actor": [(actor + n, reading, *r) for n, r in enumerate(e.actors)],
        "place": [(place + n, reading, *r) for n, r in enumerate(e.places)],
        "event": [(event + n, reading, *r[:9], at(place, r[9]), *r[10:]) for n, r in enumerate(e.events)],
        "claim": [(claim + n, reading, r[0], at(source, r[1]), *r[2:]) for n, r in enumerate(e.claims)],
        "event_actor": [(event + a, role, actor + b) for a, role, b in e.event_actors],
        "event_claim": [(event + a, claim + b) for a, b in e.event_claims],
        "toll": [(event + r[0], *r[1:]) for r in e.tolls],
        "control": [
            (control + n, reading, r[0], place + r[1], actor + r[2], *r[3:]) for n, r in enumerate(e.control)
        ],
        "relation": [
            (relation + n, reading, r[0], actor + r[1], r[2], actor + r[3], *r[4:]) for n, r in enumerate(e.relations)
        ],
        "finding": [(finding + n, reading, *r) for n, r in enumerate(e.findings)],
        "evidence": [(kind, first[kind] + n, start, end) for kind, n, start, end in e.evidence],
    }  # fmt: skip


def in_order(table: Table, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows given in the order of a table's columns, as Core takes them."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in rows]
