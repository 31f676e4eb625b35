"""Decisions in a store: kept once, found by what they are about, refused where somebody decided meanwhile."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, and_, or_, select, update

from dateline.case.store import schema as s
from dateline.case.store.entry import Row
from dateline.case.store.sieve import MANY
from dateline.errors import ConflictError, SettingsError
from dateline.model.judgement import Judgement, Of

ONCE: Final = "once-"
"""How what `judged` names begins where it is no record but the key under which a decision was sent."""
IN: Final = "in-"
"""How it begins where it is the report in which the decision was made: a case of a million claims has no index of their
ids, and lists of reports tell how far each is gone through."""
CODING: Final = "coding-"
"""How it begins where it is the double coding in which it is one coder's answer."""
_OF: Final = "/"
"""Between the key under which a decision was sent and what tells what was sent."""
_BESIDE: Final = ("seq", "at", "undone")
"""What stands in columns and not in the body."""
_RARE: Final = ("evidence", "task")
"""What most decisions do not have, and then do not write."""


def once_of(key: str, who: str, *told: Any) -> str:
    """A sender's key as it is kept, with a digest of what was sent: two people who send the same key by chance do not
    meet, and one who sends something else under it is told so. `told` is JSON."""
    sent = json.dumps(told, sort_keys=True, default=str)
    whose, what = (sha256(one.encode("utf-8", "replace")).hexdigest() for one in ("\0".join((key, who)), sent))
    return f"{whose}{_OF}{what[:32]}"


def worded(j: Judgement, may_be_kept: Callable[[Any], Any]) -> Judgement:
    """A judgement in words that may be kept."""
    who, reason, value, before = (may_be_kept(told) for told in (j.who, j.reason, j.value, j.before))
    evidence = tuple((a, b, may_be_kept(quote)) for a, b, quote in j.evidence)
    return replace(j, who=who, reason=reason, value=value, before=before, evidence=evidence)


class Judging(ABC):
    """Decisions: kept, once each, over nobody's head; and read. See `protocol.Store`."""

    worded: Callable[[Connection], Callable[[Any], Any]]

    @abstractmethod
    def writing(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def reading(self) -> AbstractContextManager[Connection]: ...

    @abstractmethod
    def put(self, c: Connection, table: Table, rows: Sequence[Row]) -> None: ...

    @abstractmethod
    def log_entry(self, c: Connection, kind: str, body: dict[str, Any]) -> tuple[int, str]: ...

    def judge(
        self, judgements: Sequence[Judgement], *, seen: Mapping[str, int] | None = None, once: str | None = None,
        within: str | None = None,
    ) -> tuple[Judgement, ...]:  # fmt: skip
        with self.writing() as c:
            if once is not None and (kept := _kept_under(c, once)):
                return tuple(kept)
            _refuse_unseen(c, judgements, seen or {})
            _refuse_undone(c, judgements)
            may_be_kept = self.worded(c)
            return tuple(self._judge(c, worded(j, may_be_kept), once, within) for j in judgements)

    def as_kept(self, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
        """Judgements as `judge` would keep them: a sheet that comes back twice is told by that."""
        with self.reading() as c:
            may_be_kept = self.worded(c)
        return tuple(worded(j, may_be_kept) for j in judgements)

    def _judge(self, c: Connection, j: Judgement, once: str | None, within: str | None) -> Judgement:
        told = asdict(j)
        for name in _BESIDE:
            told.pop(name)
        for name in _RARE:
            if not told[name]:
                told.pop(name)
        seq, at = self.log_entry(c, "judgement", told)
        self.put(c, s.JUDGEMENT, [(seq, j.verb, j.of, j.by, None)])
        self.put(c, s.JUDGED, [(seq, about) for about in dict.fromkeys([*j.about, *_beside(j, once, within)])])
        if j.verb == "undo":
            undoes = [int(a.removeprefix("judgement-")) for a in j.about]
            open_ = and_(s.JUDGEMENT.c.seq.in_(undoes), s.JUDGEMENT.c.undone.is_(None))
            c.execute(update(s.JUDGEMENT).where(open_).values(undone=seq))
        return replace(j, seq=seq, at=at, undone=None)

    def judgements(
        self, as_of: int | None = None, about: str | None = None, task: str | None = None
    ) -> tuple[Judgement, ...]:
        wanted = _judgements(as_of)
        if about is not None:
            wanted = _found_by([about], as_of)
        with self.reading() as c:
            return tuple(j for j in read_judgements(c, wanted, as_of) if j.task == task)

    def judgement(self, seq: int) -> Judgement | None:
        with self.reading() as c:
            return next(iter(read_judgements(c, _judgements().where(s.JUDGEMENT.c.seq == seq))), None)

    def judgements_about(
        self, ids: Iterable[str], as_of: int | None = None, task: str | None = None
    ) -> tuple[Judgement, ...]:
        unique = list(dict.fromkeys(ids))
        found: dict[int, Judgement] = {}
        with self.reading() as c:
            for n in range(0, len(unique), MANY):
                for j in read_judgements(c, _found_by(unique[n : n + MANY], as_of), as_of):
                    if j.task == task:
                        found[j.seq] = j
        return tuple(found[n] for n in sorted(found))

    def judgements_since(self, seq: int) -> tuple[Judgement, ...]:
        with self.reading() as c:
            return tuple(read_judgements(c, _judgements().where(s.JUDGEMENT.c.seq > seq)))

    def judgements_of(self, of: Of, as_of: int | None = None) -> tuple[Judgement, ...]:
        with self.reading() as c:
            wanted = _judgements(as_of).where(s.JUDGEMENT.c.of == of)
            return tuple(j for j in read_judgements(c, wanted, as_of) if j.task is None)

    def judgements_that_settle(self, as_of: int | None = None) -> tuple[Judgement, ...]:
        corrects = and_(s.JUDGEMENT.c.verb == "value", s.JUDGEMENT.c.of.in_(("claim", "control", "relation")))
        rejects = and_(s.JUDGEMENT.c.verb == "reject", s.JUDGEMENT.c.of == "claim")
        with self.reading() as c:
            return tuple(
                j for j in read_judgements(c, _judgements(as_of).where(or_(corrects, rejects)), as_of) if j.task is None
            )

    def values_of(self, slots: Collection[str], as_of: int | None = None) -> tuple[Judgement, ...]:
        told = (s.LOG_BODY.c.body.contains(f'"slot":{json.dumps(slot)}', autoescape=True) for slot in slots)
        with self.reading() as c:
            wanted = _judgements(as_of).where(s.JUDGEMENT.c.verb == "value", or_(*told))
            return tuple(j for j in read_judgements(c, wanted, as_of) if j.task is None and j.slot in slots)

    def left_out(self, as_of: int | None = None) -> tuple[str, ...]:
        wanted = (
            select(s.JUDGED.c.about)
            .join(s.JUDGEMENT, s.JUDGEMENT.c.seq == s.JUDGED.c.seq)
            .where(s.JUDGEMENT.c.verb.in_(("reject", "exclude")), s.JUDGED.c.about.not_like(f"{ONCE}%"))
            .distinct()
        )
        with self.reading() as c:
            return tuple(c.execute(wanted if as_of is None else wanted.where(s.JUDGEMENT.c.seq <= as_of)).scalars())


def _beside(j: Judgement, once: str | None, within: str | None) -> list[str]:
    """What a decision is found by besides the records that it is about."""
    where = CODING + j.task if j.task else IN + within if within is not None else None
    keys = [] if once is None else [ONCE + once, ONCE + once.partition(_OF)[0]]
    return [*keys, *([where] if where is not None else [])]


def _kept_under(c: Connection, once: str) -> list[Judgement]:
    """What was kept under a key before. Raises `SettingsError` where that was something else."""
    kept = read_judgements(c, _found_by([ONCE + once]))
    if not kept and _OF in once and read_judgements(c, _found_by([ONCE + once.partition(_OF)[0]])):
        raise SettingsError("Other decisions were sent under this key before: every sending has a key of its own.")
    return kept


def judgements_in(c: Connection, ids: Collection[str]) -> list[Judgement]:
    """As `Judging.judgements_about`, within a transaction, with what undid them."""
    found = [j for j in read_judgements(c, _found_by(ids)) if j.task is None]
    undos = [j for j in found if j.undone is not None]
    return [*found, *judgements_in(c, [j.id for j in undos])] if undos else found


def _judgements(as_of: int | None = None) -> Select[Any]:
    wanted = (
        select(s.JUDGEMENT.c.seq, s.JUDGEMENT.c.undone, s.LOG.c.at, s.LOG_BODY.c.body)
        .join(s.LOG, s.LOG.c.seq == s.JUDGEMENT.c.seq)
        .join(s.LOG_BODY, s.LOG_BODY.c.seq == s.JUDGEMENT.c.seq)
        .order_by(s.JUDGEMENT.c.seq)
    )
    return wanted if as_of is None else wanted.where(s.JUDGEMENT.c.seq <= as_of)


def _found_by(ids: Collection[str], as_of: int | None = None) -> Select[Any]:
    named = select(s.JUDGED.c.seq).where(s.JUDGED.c.about.in_(ids))
    return _judgements(as_of).where(s.JUDGEMENT.c.seq.in_(named))


def read_judgements(c: Connection, wanted: Select[Any], as_of: int | None = None) -> list[Judgement]:
    """Decisions out of rows of (seq, undone, at, body). The row keeps who undid it first, for good; what is told is
    the undo that holds, which there may be none of, or another one, where the first was undone itself."""
    rows = c.execute(wanted).all()
    by = undone_by(c, [r.seq for r in rows if r.undone is not None], as_of)
    return [_judgement(r.seq, r.at, by.get(r.seq), json.loads(r.body)) for r in rows]


def undone_by(c: Connection, entries: Collection[int], as_of: int | None = None) -> dict[int, int]:
    """Decision -> the undo of it that holds, of those that one holds of."""
    found: dict[int, int] = {}
    gone: set[int] = set()
    for undo, undoes in sorted(_undos(c, entries, as_of).items(), reverse=True):
        if undo not in gone:
            gone |= undoes
            found |= dict.fromkeys(undoes, undo)  # the first of them: it comes last here
    return found


def redone(c: Connection) -> frozenset[int]:
    """Decisions that hold again since what undid them was undone. Mostly there are none: those without a mark in
    `undone` are not among them."""
    undone = select(s.JUDGEMENT.c.seq).where(s.JUDGEMENT.c.verb == "undo", s.JUDGEMENT.c.undone.is_not(None))
    named = select(s.JUDGED.c.about).where(s.JUDGED.c.seq.in_(undone), s.JUDGED.c.about.like("judgement-%"))
    entries = {int(a.removeprefix("judgement-")) for a in c.execute(named).scalars()}
    return frozenset(entries - undone_by(c, entries).keys()) if entries else frozenset()


def _undos(c: Connection, entries: Collection[int], as_of: int | None = None) -> dict[int, set[int]]:
    """The undos of decisions, the undos of those, and so on: number -> what each undoes."""
    found: dict[int, set[int]] = {}
    todo, asked = sorted(entries), set(entries)
    while todo:
        named = [f"judgement-{n}" for n in todo]
        met: set[int] = set()
        for n in range(0, len(named), MANY):
            wanted = (
                select(s.JUDGEMENT.c.seq, s.JUDGED.c.about)
                .join(s.JUDGED, s.JUDGED.c.seq == s.JUDGEMENT.c.seq)
                .where(s.JUDGED.c.about.in_(named[n : n + MANY]), s.JUDGEMENT.c.verb == "undo")
            )
            for seq, about in c.execute(wanted if as_of is None else wanted.where(s.JUDGEMENT.c.seq <= as_of)):
                found.setdefault(seq, set()).add(int(about.removeprefix("judgement-")))
                met.add(seq)
        todo = sorted(met - asked)
        asked |= met
    return found


def _judgement(seq: int, at: str, undone: int | None, told: Mapping[str, Any]) -> Judgement:
    evidence = tuple((int(a), int(b), str(quote)) for a, b, quote in told.get("evidence", ()))
    body = {**told, "about": tuple(told["about"]), "evidence": evidence}
    return Judgement(**body, at=at, seq=seq, undone=undone)


def _refuse_unseen(c: Connection, judgements: Sequence[Judgement], seen: Mapping[str, int]) -> None:
    """Raise `ConflictError` where a record was decided on after the decision that the person had seen. Coders of a
    double coding do not see each other, and do not come into each other's way."""
    spheres = {(j.task, j.who if j.task else None) for j in judgements}
    met = read_judgements(c, _found_by(list(seen))) if seen else []
    numbers = _last_words(c, met)
    later = [
        j
        for j in met
        if (j.task, j.who if j.task else None) in spheres
        and any(numbers[j.seq] > seen[about] for about in j.about if about in seen)
    ]
    if later:
        last = later[-1]
        raise ConflictError(f"{last.who} decided on this at {last.at[:16]} UTC, after you had opened it.", tuple(later))


def _refuse_undone(c: Connection, judgements: Sequence[Judgement]) -> None:
    """Raise `ConflictError` where somebody took back meanwhile what is taken back here: whoever looks before deciding
    cannot see what another server keeps in the same moment."""
    wanted = {int(a.removeprefix("judgement-")) for j in judgements if j.verb == "undo" for a in j.about}
    by = undone_by(c, wanted)
    if taken := [by[n] for n in wanted if n in by]:
        (last,) = read_judgements(c, _judgements().where(s.JUDGEMENT.c.seq == max(taken)))
        raise ConflictError(f"{last.who} took this back at {last.at[:16]} UTC already.", (last,))


def _last_words(c: Connection, judgements: Sequence[Judgement]) -> dict[int, int]:
    """Number of a decision -> that of the last that changed whether it holds: what undid it, what undid that …"""
    last = {j.seq: j.seq for j in judgements}
    first = {n: {n} for n in last}
    for undo, undoes in sorted(_undos(c, list(last)).items()):
        first[undo] = {n for one in undoes for n in first.get(one, ())}
        last |= dict.fromkeys(first[undo], undo)
    return last
