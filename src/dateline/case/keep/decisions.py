"""What the log says in words, taken away or said again without a name. The chain holds digests alone, so it still
verifies; and no decision is lost: what is taken away for a name in it is logged anew without the name."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from dateline.case.keep.cleaning import Cleaner
from dateline.case.keep.rows import in_lists
from dateline.case.store import schema as s
from dateline.case.store.sql import SqlStore

if TYPE_CHECKING:
    from sqlalchemy import Connection


def erase_bodies(c: Connection, entries: Iterable[int]) -> None:
    """Take away the words and the salts of log entries, and what judgements among them are about."""
    for some in in_lists(entries):
        c.execute(delete(s.LOG_BODY).where(s.LOG_BODY.c.seq.in_(some)))
        c.execute(delete(s.JUDGED).where(s.JUDGED.c.seq.in_(some)))


def entries_of(c: Connection, reports: Collection[int]) -> set[int]:
    """Log entries that tell of the adding of reports: their files' names stand in them."""
    tables = ((s.REPORT, s.REPORT.c.n), (s.APPEARANCE, s.APPEARANCE.c.report), (s.READING, s.READING.c.report))
    return {
        seq
        for table, report in tables
        for some in in_lists(reports)
        for seq in c.execute(select(table.c.seq).where(report.in_(some))).scalars()
    }


def judgements_about(c: Connection, ids: Iterable[str]) -> set[int]:
    """Judgements on records, and those that undid them."""
    found = {
        seq
        for some in in_lists(ids)
        for seq in c.execute(select(s.JUDGED.c.seq).where(s.JUDGED.c.about.in_(some))).scalars()
    }
    undone = [f"judgement-{seq}" for seq in found]
    return found | (judgements_about(c, undone) if undone else set())


def restate(store: SqlStore, c: Connection, cleaner: Cleaner, reports: Collection[int]) -> dict[int, int]:
    """Say every log entry that holds a name again without it, and take the words of the first away: old number -> new.
    The entries on the adding of `reports` go without the digest of the text that was: names could be tried against it.

    Link explanations and rules are rewritten where they stand: their own rows keep since when they hold.
    """
    told = c.execute(select(s.LOG_BODY.c.seq, s.LOG_BODY.c.body, s.LOG.c.kind).join(s.LOG).order_by(s.LOG.c.seq))
    added = entries_of(c, reports)
    holding = []
    for r in told.all():
        body = json.loads(r.body)
        clean = cleaner.value({k: v for k, v in body.items() if k != "text"} if r.seq in added else body)
        holding += [(r.seq, r.kind, clean)] if clean != body else []
    made = {seq: _again(store, c, seq, kind, body) for seq, kind, body in holding}
    erase_bodies(c, made)
    for table, column in ((s.LINK, s.LINK.c.why), (s.RULE, s.RULE.c.body)):
        for before in c.execute(select(column).distinct()).scalars().all():
            if (clean := cleaner.json(before)) is not None:
                c.execute(update(table).where(column == before).values({column.name: clean}))
    for name in c.execute(select(s.RULE.c.name).distinct()).scalars().all():
        if (clean_name := cleaner.clean(name)) != name:
            c.execute(update(s.RULE).where(s.RULE.c.name == name).values(name=clean_name))
    return made


def _again(store: SqlStore, c: Connection, seq: int, kind: str, body: dict[str, Any]) -> int:
    if kind != "judgement":
        return store._logged(c, "restated", {"entry": seq, "kind": kind, "body": body})[0]
    row = c.execute(select(s.JUDGEMENT).where(s.JUDGEMENT.c.seq == seq)).one()
    about = list(c.execute(select(s.JUDGED.c.about).where(s.JUDGED.c.seq == seq)).scalars())
    new, _ = store._logged(c, "judgement", body | {"about": about})
    c.execute(insert(s.JUDGEMENT).values(seq=new, verb=row.verb, of=row.of, by=row.by, undone=row.undone))
    if about:
        c.execute(insert(s.JUDGED), [{"seq": new, "about": one} for one in about])
    if row.undone is None:
        c.execute(update(s.JUDGEMENT).where(s.JUDGEMENT.c.seq == seq).values(undone=new))
    return new
