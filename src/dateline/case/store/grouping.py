"""Which events are one happening, in a store: for all of a case, or for the few that a decision touches."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, and_, bindparam, func, select, update

from dateline.case.store import schema as s
from dateline.case.store.entry import Row
from dateline.case.store.sieve import MANY
from dateline.errors import ConflictError
from dateline.model.ids import happening_id
from dateline.model.situation import Link

_BINDING: Final = ("same", "apart", "undo")
"""Decisions that may change which events are one."""
Groups = Mapping[str, tuple[str, ...]]


class Grouping(ABC):
    """Which events are one happening: what linking says, and one happening anew. See `protocol.Store`."""

    @abstractmethod
    def writing(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def put(self, c: Connection, table: Table, rows: Sequence[Row]) -> None: ...

    @abstractmethod
    def log_entry(self, c: Connection, kind: str, body: dict[str, Any]) -> tuple[int, str]: ...

    @abstractmethod
    def _groups(self, c: Connection, as_of: int | None) -> dict[str, tuple[str, ...]]: ...

    def set_groups(
        self, groups: Iterable[Sequence[str]], links: Iterable[Link], who: str
    ) -> dict[str, tuple[str, ...]]:
        with self.writing() as c:
            numbers = dict(c.execute(_numbers()).tuples().all())
            wanted = _named(groups, numbers)
            before = self._groups(c, None)
            seq, _ = self.log_entry(c, "link", {"who": who, "happenings": len(wanted)})
            ids = dict(c.execute(select(s.HAPPENING.c.id, s.HAPPENING.c.n)).tuples().all())
            self._regroup(c, before, wanted, numbers, ids, seq)
            self._relink(c, links, seq)
        return wanted

    def regroup(self, groups: Iterable[Sequence[str]], who: str, since: int) -> dict[str, tuple[str, ...]]:
        wished = [tuple(g) for g in groups]
        events = [e for g in wished for e in g]
        with self.writing() as c:
            later = select(s.JUDGEMENT.c.seq).where(s.JUDGEMENT.c.seq > since, s.JUDGEMENT.c.verb.in_(_BINDING))
            numbers = dict(_some(c, _numbers(), s.EVENT.c.id, events))
            if c.execute(later.limit(1)).first() is not None or len(numbers) < len(set(events)):
                raise ConflictError("Somebody decided, or a report was read anew, while this was put together.")
            wanted = _named(wished, numbers)
            before = _together(_some(c, _members(), s.MEMBER.c.event, list(numbers.values())))
            if {h: frozenset(m) for h, m in before.items()} != {h: frozenset(m) for h, m in wanted.items()}:
                ids = dict(_some(c, select(s.HAPPENING.c.id, s.HAPPENING.c.n), s.HAPPENING.c.id, [*before, *wanted]))
                seq, _ = self.log_entry(c, "link", {"who": who, "happenings": len(wanted), "events": len(numbers)})
                self._regroup(c, before, wanted, numbers, ids, seq)
        return wanted

    def _regroup(
        self, c: Connection, before: Groups, wanted: Groups, numbers: Mapping[str, int], ids: Mapping[str, int],
        seq: int,
    ) -> None:  # fmt: skip
        """Close what holds no more, and open what is new. `ids` has the numbers of the happenings that there are."""
        new = [id_ for id_ in wanted if id_ not in ids]
        first = int(c.scalar(select(func.coalesce(func.max(s.HAPPENING.c.n), 0))) or 0) + 1
        self.put(c, s.HAPPENING, [(first + n, id_, seq) for n, id_ in enumerate(new)])
        ids = {**ids, **{id_: first + n for n, id_ in enumerate(new)}}
        was = {(h, e) for h, members in before.items() for e in members}
        now = {(h, e) for h, members in wanted.items() for e in members}
        if left := sorted(was - now):
            events = select(s.EVENT.c.n).where(s.EVENT.c.id == bindparam("of_event"))
            of = and_(s.MEMBER.c.happening == bindparam("of_happening"), s.MEMBER.c.event.in_(events))
            closed = update(s.MEMBER).where(of, s.MEMBER.c.until.is_(None)).values(until=seq)
            c.execute(closed, [{"of_happening": ids[h], "of_event": e} for h, e in left])
        self.put(c, s.MEMBER, [(ids[h], numbers[e], seq, None) for h, e in sorted(now - was)])

    def _relink(self, c: Connection, links: Iterable[Link], seq: int) -> None:
        kept = {(r.a, r.b): (r.score, r.why) for r in c.execute(select(s.LINK).where(s.LINK.c.until.is_(None)))}
        made = {(x.a, x.b): (x.score, json.dumps(x.why, ensure_ascii=False)) for x in links}
        if gone := sorted(pair for pair, told in kept.items() if made.get(pair) != told):
            of = and_(s.LINK.c.a == bindparam("of_a"), s.LINK.c.b == bindparam("of_b"), s.LINK.c.until.is_(None))
            c.execute(update(s.LINK).where(of).values(until=seq), [{"of_a": a, "of_b": b} for a, b in gone])
        self.put(c, s.LINK, [(*p, *told, seq, None) for p, told in sorted(made.items()) if kept.get(p) != told])


def _numbers() -> Select[Any]:
    """(id, row number) of the events that reports' newest readings have."""
    return (
        select(s.EVENT.c.id, s.EVENT.c.n)
        .join(s.READING, s.READING.c.n == s.EVENT.c.reading)
        .where(s.READING.c.until.is_(None))
    )


def _members() -> Select[Any]:
    """(happening, event) as they stand now."""
    return (
        select(s.HAPPENING.c.id, s.EVENT.c.id)
        .select_from(s.MEMBER)
        .join(s.HAPPENING, s.HAPPENING.c.n == s.MEMBER.c.happening)
        .join(s.EVENT, s.EVENT.c.n == s.MEMBER.c.event)
        .where(s.MEMBER.c.until.is_(None))
    )


def _some(c: Connection, wanted: Select[Any], column: Any, values: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Rows of two columns whose `column` has one of the values, asked for some at a time."""
    unique = list(dict.fromkeys(values))
    for n in range(0, len(unique), MANY):
        yield from c.execute(wanted.where(column.in_(unique[n : n + MANY]))).tuples().all()


def _together(rows: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for happening, event in rows:
        found.setdefault(happening, []).append(event)
    return {h: tuple(events) for h, events in found.items()}


def _named(groups: Iterable[Sequence[str]], numbers: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Groups under the id of the member that was added first."""
    ordered = (tuple(sorted(g, key=numbers.__getitem__)) for g in groups)
    return {happening_id(g[0]): g for g in ordered}
