"""What pages of decisions ask of a case: pairs of events that await one, events in a line each, the log by what stands
in it. Told by the database's rows, a page at a time."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, Select, and_, exists, func, not_, or_, select

from dateline.case.store import schema as s
from dateline.case.store.judging import read_judgements, redone
from dateline.case.store.sieve import MANY
from dateline.model.judgement import Judgement
from dateline.model.situation import Link

Queue = Literal["near", "apart"]
_KEPT_APART: Final = '%["kept apart",%'
_ASKED: Final = '%["asked",%'
_LIKE: Final = str.maketrans({"\\": "\\\\", "%": "\\%", "_": "\\_"})


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in one line, by its row alone. Days are counted from 1970-01-01."""

    id: str
    report: str
    title: str | None
    outlet: str | None
    published: int | None
    plover: str
    acled: str | None
    days: tuple[int | None, int | None]
    place: str | None
    words: str


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which decisions are asked for; what is empty does not matter."""

    who: str = ""
    verbs: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    about: str = ""
    """Id of a record."""
    first: str = ""
    """ISO day (UTC) on which it was decided, both inclusive."""
    last: str = ""
    text: str = ""
    """Words that stand in what was decided, or why."""
    standing: bool = False
    """Only what was not taken back."""


class Queues(ABC):
    """Pairs to decide on, and the log as people filter it. See `protocol.Store`."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]: ...

    def pairs(self, queue: Queue, skip: int = 0, limit: int = 50) -> tuple[Link, ...]:
        apart = s.LINK.c.why.like(_KEPT_APART)
        wanted = select(s.LINK).where(s.LINK.c.until.is_(None), not_(s.LINK.c.why.like(_ASKED)))
        if queue == "near":
            order: Any = func.abs(s.LINK.c.score)
            wanted = wanted.where(not_(apart))
        else:
            order = s.LINK.c.score.desc()
            wanted = wanted.where(apart, s.LINK.c.score > 0)
        with self.reading() as c:
            found = c.execute(wanted.order_by(order, s.LINK.c.a, s.LINK.c.b).offset(skip).limit(limit)).all()
        return tuple(Link(r.a, r.b, r.score, tuple((f, w, saw) for f, w, saw in json.loads(r.why))) for r in found)

    def event_lines(self, events: Sequence[str]) -> dict[str, EventLine]:
        found: dict[str, EventLine] = {}
        unique = list(dict.fromkeys(events))
        with self.reading() as c:
            for n in range(0, len(unique), MANY):
                for r in c.execute(_lines().where(s.EVENT.c.id.in_(unique[n : n + MANY]))):
                    found[r.id] = EventLine(
                        r.id, r.report, r.title, r.outlet, r.published, r.plover, r.acled, (r.day_start, r.day_end),
                        r.place, r.words,
                    )  # fmt: skip
        return {e: found[e] for e in unique if e in found}

    def decided(self, only: LogFilter, before: int = 0, limit: int = 50) -> tuple[Judgement, ...]:
        wanted = _asked(only).order_by(None).order_by(s.JUDGEMENT.c.seq.desc()).limit(limit)
        if before:
            wanted = wanted.where(s.JUDGEMENT.c.seq < before)
        with self.reading() as c:
            if only.standing:
                holds = or_(s.JUDGEMENT.c.undone.is_(None), s.JUDGEMENT.c.seq.in_(redone(c)))
                wanted = wanted.where(holds, s.JUDGEMENT.c.verb != "undo")
            return tuple(read_judgements(c, wanted))

    def deciders(self) -> tuple[str, ...]:
        body = s.LOG_BODY.c.body
        with self.reading() as c:
            wanted = select(_field(c, body, "who")).join(s.JUDGEMENT, s.JUDGEMENT.c.seq == s.LOG_BODY.c.seq).distinct()
            return tuple(sorted(str(w) for w in c.execute(wanted).scalars() if w))


def _lines() -> Select[Any]:
    return (
        select(
            s.EVENT.c.id, s.REPORT.c.id.label("report"), s.REPORT.c.title, s.REPORT.c.outlet, s.REPORT.c.published,
            s.EVENT.c.plover, s.EVENT.c.acled, s.EVENT.c.day_start, s.EVENT.c.day_end,
            s.PLACE.c.name.label("place"), s.EVENT.c.words,
        )
        .select_from(s.EVENT)
        .join(s.READING, and_(s.READING.c.n == s.EVENT.c.reading, s.READING.c.until.is_(None)))
        .join(s.REPORT, s.REPORT.c.n == s.READING.c.report)
        .outerjoin(s.PLACE, s.PLACE.c.n == s.EVENT.c.place)
    )  # fmt: skip


def _asked(only: LogFilter) -> Select[Any]:
    """Decisions that fit. Answers in a double coding are nobody's business but their coders'."""
    body = s.LOG_BODY.c.body
    wanted = (
        select(s.JUDGEMENT.c.seq, s.JUDGEMENT.c.undone, s.LOG.c.at, body)
        .join(s.LOG, s.LOG.c.seq == s.JUDGEMENT.c.seq)
        .join(s.LOG_BODY, s.LOG_BODY.c.seq == s.JUDGEMENT.c.seq)
        .where(not_(_has(body, '"task":"')))
    )
    if only.verbs:
        wanted = wanted.where(s.JUDGEMENT.c.verb.in_(only.verbs))
    if only.of:
        wanted = wanted.where(s.JUDGEMENT.c.of.in_(only.of))
    if only.about:
        named = and_(s.JUDGED.c.seq == s.JUDGEMENT.c.seq, s.JUDGED.c.about == only.about)
        wanted = wanted.where(exists().where(named))
    if only.first:
        wanted = wanted.where(s.LOG.c.at >= only.first)
    if only.last:
        wanted = wanted.where(s.LOG.c.at < f"{only.last}T99")
    if only.who:
        wanted = wanted.where(_has(body, f'"who":{json.dumps(only.who, ensure_ascii=False)}'))
    for word in only.text.split():
        wanted = wanted.where(or_(*(_has(body, v) for v in dict.fromkeys((word, word.lower(), word.capitalize())))))
    return wanted


def _has(body: Any, words: str) -> Any:
    return body.like(f"%{words.translate(_LIKE)}%", escape="\\")


def _field(c: Connection, body: Any, name: str) -> Any:
    """A field of a body, as each database takes it out of JSON."""
    if c.dialect.name == "sqlite":
        return func.json_extract(body, f"$.{name}")
    from sqlalchemy import JSON, cast

    return cast(body, JSON)[name].as_string()
