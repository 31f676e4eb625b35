"""Everything that a case says, line by line in one fixed form: two cases are equal when their lines are.

Left out is what differs between two cases that were told the same: the case's id, times, salts and hashes of the log,
row numbers (ids stand in their place), what was sealed (it is encrypted anew each time; whether is said), and the
copies that a case made of itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, FromClause, Select, Table, case, func, literal, select

from dateline.case.store import schema as s
from dateline.case.store.entry import unpacked
from dateline.case.store.sql import SqlStore

TOLD: Final = (
    s.REPORT, s.APPEARANCE, s.BODY, s.BAND, s.READING, s.SOURCE, s.ACTOR, s.PLACE, s.EVENT, s.CLAIM, s.EVENT_ACTOR,
    s.EVENT_CLAIM, s.TOLL, s.CONTROL, s.RELATION, s.FINDING, s.EVIDENCE, s.JUDGEMENT, s.JUDGED, s.HAPPENING, s.MEMBER,
    s.LINK, s.RULE,
)  # fmt: skip
OF_ITSELF: Final = ("backup", "upgrade")
"""Entries of the log on copies that a case made of itself."""


def dump(store: SqlStore) -> Iterator[str]:
    """The lines, each a JSON list: the name of a table, then its values."""
    with store.reading() as c:
        logged = (
            select(s.LOG.c.seq, s.LOG.c.kind, s.LOG_BODY.c.body)
            .outerjoin(s.LOG_BODY, s.LOG_BODY.c.seq == s.LOG.c.seq)
            .where(s.LOG.c.kind.not_in(OF_ITSELF))
            .order_by(s.LOG.c.seq)
        )
        for r in c.execute(logged):
            yield _line(["log", r.seq, r.kind, json.loads(r.body) if r.body is not None else None])
        for table in TOLD:
            for row in c.execution_options(yield_per=1000).execute(_told(table)):
                yield _line([table.name, *map(_value, row)])


def digest(store: SqlStore) -> str:
    """One hash over all lines."""
    made = hashlib.sha256()
    for line in dump(store):
        made.update(line.encode() + b"\n")
    return made.hexdigest()


def _line(values: list[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _value(value: Any) -> Any:
    """A dossier stands for its JSON, whatever packed it."""
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(unpacked(bytes(value))).hexdigest()
    return value


def _told(table: Table) -> Select[Any]:
    """A table's rows with ids in place of row numbers, in the order of these."""
    tables: FromClause = table
    columns: list[ColumnElement[Any]] = []
    for column in table.columns:
        if column.name == "n":
            continue
        refers = next(iter(column.foreign_keys), None)
        if table is s.READING and column.name == "sealed":
            columns.append(case((column.is_(None), literal(0)), else_=literal(1)))
        elif refers is None or refers.column.name == "seq":
            columns.append(column)
        else:
            tables, ids = _named(tables, column, refers.column.table)
            columns += ids
    if table is s.EVIDENCE:
        return _evidence()
    return select(*columns).select_from(tables).order_by(*_order(table))


def _named(tables: FromClause, column: Column[Any], to: Table) -> tuple[FromClause, Sequence[ColumnElement[Any]]]:
    """What a reference is to, by its id; a reading by its report and its number in the log."""
    there = to.alias(f"{column.name}_there")
    tables = tables.outerjoin(there, there.c.n == column)
    if to is not s.READING:
        return tables, [there.c.id]
    report = s.REPORT.alias("report_there")
    return tables.outerjoin(report, report.c.n == there.c.report), [report.c.id, there.c.seq]


def _order(table: Table) -> Sequence[Column[Any]]:
    return [table.c.n] if "n" in table.c else list(table.columns)


def _evidence() -> Select[Any]:
    """Evidence refers to an event or a claim, as its kind says."""
    e = s.EVIDENCE.c
    joined = s.EVIDENCE.outerjoin(s.EVENT, (e.kind == "event") & (s.EVENT.c.n == e.record)).outerjoin(
        s.CLAIM, (e.kind == "claim") & (s.CLAIM.c.n == e.record)
    )
    order = (e.kind, e.record, e.start, e.end)
    return (
        select(e.kind, func.coalesce(s.EVENT.c.id, s.CLAIM.c.id), e.start, e.end).select_from(joined).order_by(*order)
    )
