"""What the log says in words, taken away or said again without a name. The chain holds digests alone, so it still
verifies; and no decision is lost: what is taken away for a name in it is logged anew without the name."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, delete, insert, select, update

from dateline.case.keep.cleaning import Cleaner
from dateline.case.keep.proof import Pieces
from dateline.case.keep.rows import in_lists
from dateline.case.store import schema as s
from dateline.case.store.judging import CODING, IN, ONCE
from dateline.case.store.sql import SqlStore
from dateline.protect.folding import tokens

if TYPE_CHECKING:
    from sqlalchemy import Connection

ERASED: Final = "[erased]"
WORDED: Final = frozenset({"name", "outlet", "value", "before", "reason", "evidence"})
"""Fields of log entries that may hold words of a report, or of whoever decided."""


def erase_bodies(c: Connection, entries: Iterable[int]) -> None:
    """Take away the words and the salts of log entries, and what judgements among them are about."""
    for some in in_lists(entries):
        c.execute(delete(s.LOG_BODY).where(s.LOG_BODY.c.seq.in_(some)))
        c.execute(delete(s.JUDGED).where(s.JUDGED.c.seq.in_(some)))


def words_of(c: Connection, entries: Collection[int]) -> list[str]:
    """What log entries say in words of their own: no ids, digests or words of a closed list."""
    found: list[str] = []
    for some in in_lists(entries):
        for body in c.execute(select(s.LOG_BODY.c.body).where(s.LOG_BODY.c.seq.in_(some))).scalars():
            told = json.loads(body)
            told = told["body"] if isinstance(told.get("body"), dict) else told  # of an entry said again
            found += _strings({k: v for k, v in told.items() if k in WORDED})
    return found


def _strings(told: Any) -> list[str]:
    if isinstance(told, str):
        return [told]
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return [text for one in inner for text in _strings(one)]


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
    Those on the adding of `reports` go without the digest of the text that was.

    Link explanations and rules are rewritten where they stand: their own rows keep since when they hold.
    """
    made = forget_digests(store, c, reports)
    forget_keys(c, cleaner)
    told = c.execute(select(s.LOG_BODY.c.seq, s.LOG_BODY.c.body, s.LOG.c.kind).join(s.LOG).order_by(s.LOG.c.seq))
    holding = [(r.seq, r.kind, clean) for r in told.all() if (clean := cleaner.json(r.body)) is not None]
    again = {seq: _again(store, c, seq, kind, json.loads(body)) for seq, kind, body in holding}
    erase_bodies(c, again)
    digests = set(made.values())
    made = {old: again.get(new, new) for old, new in made.items()}
    made |= {old: new for old, new in again.items() if old not in digests}
    for table, column in ((s.LINK, s.LINK.c.why), (s.RULE, s.RULE.c.body)):
        for before in c.execute(select(column).distinct()).scalars().all():
            if (clean := cleaner.json(before)) is not None:
                c.execute(update(table).where(column == before).values({column.name: clean}))
    for name in c.execute(select(s.RULE.c.name).distinct()).scalars().all():
        if (clean_name := cleaner.clean(name)) != name:
            c.execute(update(s.RULE).where(s.RULE.c.name == name).values(name=clean_name))
    return made


def forget_keys(c: Connection, cleaner: Cleaner) -> None:
    """Keys under which decisions were sent are anybody's words: those that hold a name are forgotten."""
    for row in c.execute(select(s.JUDGED).where(s.JUDGED.c.about.like(f"{ONCE}%"))).all():
        told = " ".join(tokens(row.about.removeprefix(ONCE)))
        if cleaner.clean(told) != told:
            this = and_(s.JUDGED.c.seq == row.seq, s.JUDGED.c.about == row.about)
            c.execute(update(s.JUDGED).where(this).values(about=f"{ONCE}forgotten-{row.seq}"))


def forget_digests(store: SqlStore, c: Connection, reports: Collection[int]) -> dict[int, int]:
    """Say again what was added, without the digest of the text that was: words that are gone could be tried against
    it."""
    made = {}
    for some in in_lists(entries_of(c, reports)):
        told = select(s.LOG_BODY.c.seq, s.LOG_BODY.c.body, s.LOG.c.kind).join(s.LOG).where(s.LOG_BODY.c.seq.in_(some))
        for r in c.execute(told.order_by(s.LOG.c.seq)).all():
            body = json.loads(r.body)
            if body.pop("text", None) is not None:
                made[int(r.seq)] = _again(store, c, r.seq, r.kind, body)
    erase_bodies(c, made)
    return made


def restated_from(c: Connection, entries: Collection[int]) -> set[int]:
    """Log entries that say others again."""
    told = select(s.LOG_BODY.c.seq, s.LOG_BODY.c.body).join(s.LOG).where(s.LOG.c.kind == "restated")
    again = {int(r.seq): json.loads(r.body)["entry"] for r in c.execute(told).all()}
    found = set(entries)
    while more := {new for new, old in again.items() if old in found} - found:
        found |= more
    return found


def scrub(c: Connection, quotes: Pieces, but: Collection[int] = ()) -> set[int]:
    """Log entries besides those named that quote what is erased: they go with it. Link explanations and rules that do
    lose the string that does."""
    found = set()
    for row in c.execute(select(s.LOG_BODY.c.seq, s.LOG_BODY.c.body).where(s.LOG_BODY.c.seq.not_in(but))).all():
        if quotes.hits(row.body.encode(errors="surrogatepass")):
            found.add(int(row.seq))
    for table, column in ((s.LINK, s.LINK.c.why), (s.RULE, s.RULE.c.body)):
        for told in c.execute(select(column).distinct()).scalars().all():
            if quotes.hits(told.encode(errors="surrogatepass")):
                left = json.dumps(_unquoted(json.loads(told), quotes), ensure_ascii=False)
                c.execute(update(table).where(column == told).values({column.name: left}))
    return found


def _unquoted(told: Any, quotes: Pieces) -> Any:
    if isinstance(told, str):
        return ERASED if quotes.hits(told.encode(errors="surrogatepass")) else told
    if isinstance(told, list):
        return [_unquoted(one, quotes) for one in told]
    return {k: _unquoted(v, quotes) for k, v in told.items()} if isinstance(told, dict) else told


def _again(store: SqlStore, c: Connection, seq: int, kind: str, body: dict[str, Any]) -> int:
    if kind != "judgement":
        return store.log_entry(c, "restated", {"entry": seq, "kind": kind, "body": body})[0]
    row = c.execute(select(s.JUDGEMENT).where(s.JUDGEMENT.c.seq == seq)).one()
    about = list(c.execute(select(s.JUDGED.c.about).where(s.JUDGED.c.seq == seq)).scalars())
    named = [a for a in about if not a.startswith((CODING, IN, ONCE))]
    new, _ = store.log_entry(c, "judgement", body | {"about": named})
    c.execute(insert(s.JUDGEMENT).values(seq=new, verb=row.verb, of=row.of, by=row.by, undone=row.undone))
    if about:
        c.execute(insert(s.JUDGED), [{"seq": new, "about": one} for one in about])
    if row.undone is None:
        c.execute(update(s.JUDGEMENT).where(s.JUDGEMENT.c.seq == seq).values(undone=new))
    return new
