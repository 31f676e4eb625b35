"""The log of a case, the newest first; one decision; what leads back to an earlier state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import BaseModel

from dateline.case.diff import Difference, difference
from dateline.case.regrouping import about_events, regroup
from dateline.case.restoring import Plan, plan, restore
from dateline.case.situation import situation_of
from dateline.case.store.chain import START, faults
from dateline.case.store.judging import ONCE, once_of
from dateline.case.store.queues import LogFilter
from dateline.case.views.choosing import HAPPENING, event_of
from dateline.case.views.filter import EVERYTHING, filter_of
from dateline.case.views.history import judgement_words
from dateline.case.views.loading import Facts
from dateline.case.views.moments import moment_of
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement, Of, Verb
from dateline.web.errors import NotFound
from dateline.web.paging import Page

if TYPE_CHECKING:
    from dateline.web.desk import Desk
    from dateline.web.people import Person

VERBS: Final = get_args(Verb)
OF: Final = get_args(Of)
TOGETHER: Final = 500
"""Decisions that are read at a time where all are written out."""
STATES: Final = {
    "same": "held for one", "apart": "held for two", "accept": "accepted", "reject": "rejected", "unsure": "unsure",
    "done": "gone through", "include": "counted", "exclude": "not counted",
}  # fmt: skip
"""What a decision makes of a record, in words."""
CHAIN: Final = 20_000
"""Entries of the log whose chain is checked in a page."""
SMALL: Final = 2_000
"""Events of a case that is compared with itself as a whole."""
BESIDE: Final = 50
"""Decisions on the same records that are told beside one."""


class Decision(BaseModel):
    """One decision, as the log keeps it."""

    id: str
    seq: int
    at: str
    who: str
    by: str
    verb: str
    of: str
    about: list[str]
    slot: str | None
    told: str
    """In words."""
    reason: str | None
    undone: int | None


class Words(BaseModel):
    start: int
    end: int
    quote: str


class Change(BaseModel):
    """One part of what a decision changed."""

    name: str
    before: str | None
    after: str | None


class Entry(BaseModel):
    """A decision with all that belongs to it."""

    decision: Decision
    changes: list[Change]
    evidence: list[Words]
    beside: list[Decision]
    """What was decided on the same records besides, the newest first."""
    records: list[str]
    """What it is about, those that a state can be brought back of."""
    hash: str
    """Of its entry in the chain."""
    prev: str
    seen: int


class Restoring(BaseModel):
    """What would lead a record back to an earlier state."""

    record: str
    to: int
    undone: list[Decision]
    again: list[Decision]
    seen: int


class Restored(BaseModel):
    """What was written."""

    kept: list[str]


def shown(j: Judgement) -> Decision:
    """A decision as a record."""
    return Decision(
        id=j.id, seq=j.seq, at=j.at, who=j.who, by=j.by, verb=j.verb, of=j.of, about=list(j.about), slot=j.slot,
        told=judgement_words(j), reason=j.reason, undone=j.undone,
    )  # fmt: skip


def decisions(desk: Desk, only: LogFilter, limit: int = 50, after: int = 0) -> Page[Decision]:
    """Decisions before a number of the log (0: the newest)."""
    found = desk.store.decided(only, after, limit + 1)
    items = [shown(j) for j in found[:limit]]
    return Page(items=items, next=items[-1].seq if len(found) > limit else None)


def all_of(desk: Desk, only: LogFilter) -> Iterator[Judgement]:
    """Every decision that fits, the newest first, some at a time."""
    before = 0
    while some := desk.store.decided(only, before, TOGETHER):
        yield from some
        before = some[-1].seq


def found(desk: Desk, id_: str) -> Judgement:
    """A decision by its id. Answers in a double coding are told to nobody here: coders must not see each other."""
    number = id_.removeprefix("judgement-")
    judgement = (
        desk.store.judgement(int(number)) if number.isascii() and number.isdigit() and len(number) < 19 else None
    )
    if judgement is None or judgement.task is not None:
        raise NotFound(f"{id_}: there is no such decision in this case (judgement-17).")
    return judgement


def entry(desk: Desk, id_: str) -> Entry:
    """A decision with what it changed and what was decided beside it."""
    j = found(desk, id_)
    store = desk.store
    seen, _ = store.head()
    logged = next(iter(store.log(j.seq - 1)))
    about = found(desk, j.about[0]) if j.verb == "undo" else j
    beside = [o for o in store.judgements_about([*about.about, j.id]) if o.seq != j.seq]
    return Entry(
        decision=shown(j), changes=list(_changes(about, undone=j.verb == "undo")),
        evidence=[Words(start=a, end=b, quote=q) for a, b, q in j.evidence],
        beside=[shown(o) for o in reversed(beside)][:BESIDE],
        records=[a for a in about.about if not a.startswith("judgement-")],
        hash=logged.hash, prev=logged.prev, seen=seen,
    )  # fmt: skip


def _changes(j: Judgement, *, undone: bool) -> Iterator[Change]:
    """Part by part what was before and after; of what is taken back the other way round."""
    one, two = (j.value, j.before) if undone else (j.before, j.value)
    if j.verb in {"value", "add", "note"}:
        was, now = _parts(one), _parts(two)
        for name in dict.fromkeys((*was, *now)):
            yield Change(name=name or j.slot or "value", before=was.get(name), after=now.get(name))
    else:
        after = STATES.get(j.verb, j.verb)
        yield Change(name="state", before=after if undone else None, after=None if undone else after)


def _parts(value: Any) -> dict[str, str]:
    """A value as its parts in words; "" names a value that has none."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return {str(k): _words(v) for k, v in value.items() if v is not None}
    return {"": _words(value)}


def _words(value: Any) -> str:
    if isinstance(value, str):
        return value
    return ", ".join(map(_words, value)) if isinstance(value, list) else json.dumps(value, ensure_ascii=False)


def planned(desk: Desk, record: str, to: int) -> tuple[Restoring, Plan]:
    """What would lead a record back."""
    made = plan(desk.store, record, to)
    told = Restoring(
        record=record, to=to, undone=[shown(j) for j in made.undone], again=[shown(j) for j in made.again],
        seen=made.seen,
    )  # fmt: skip
    return told, made


def brought_back(
    desk: Desk, person: Person, record: str, to: int, seen: int | None, reason: str | None, once: str | None
) -> Restored:
    """Bring an earlier state back. Raises `ConflictError` where somebody decided since `seen`."""
    who = person.name or desk.settings.who
    once = once_of(once, who, "restore", record, to) if once else None
    made = plan(desk.store, record, to)
    if not made and not (once and desk.store.judgements_about([ONCE + once])):
        raise SettingsError(f"{record} is as it was at {to} already.")
    made = made if seen is None else replace(made, seen=seen)
    kept = restore(desk.store, made, who, reason, once=once)
    events = about_events(desk.store, kept)
    if events:
        regroup(desk.store, events)
    return Restored(kept=[j.id for j in kept])


class Chain(BaseModel):
    """The head of the log, and whether the chain that leads there holds."""

    head: str
    seq: int
    checked: int
    """Entries that were looked at: the last ones."""
    faults: list[str]


def chain(desk: Desk) -> Chain:
    """Whether each of the last entries follows from the one before it."""
    seq, head = desk.store.head()
    first = max(0, seq - CHAIN)
    prev = next(iter(desk.store.log(first - 1))).hash if first else START
    wrong = faults(((one, None) for one in desk.store.log(first)), prev, first + 1)
    return Chain(head=head, seq=seq, checked=seq - first, faults=wrong[:20])


def changed(desk: Desk, about: str, before: str, after: str) -> Difference:
    """What became otherwise of one happening between two moments; of a small case of everything."""
    if not about and desk.store.info().counts.get("event", 0) > SMALL:
        raise SettingsError("In a case of this size name the happening, event or report: about=happening-….")
    only = filter_of(happenings=_meant(desk, about, before, after)) if about else EVERYTHING
    facts = Facts(desk.store)
    was, now = (situation_of(desk.store, as_of=m or None, only=only, facts=facts) for m in (before, after))
    return difference(was, now)


def _meant(desk: Desk, about: str, *moments: str) -> list[str]:
    """A record with all that it stood with at one of the moments, so that what joined and what left is told."""
    found = {about: None}
    event = event_of(about) if about.startswith(HAPPENING) else about
    for moment in moments:
        seq = moment_of(desk.store, moment or None).seq
        of = {about, *desk.store.happenings_of([event], seq).values()}
        members = desk.store.members_of([h for h in of if h.startswith(HAPPENING)], seq)
        found |= dict.fromkeys(e for some in members.values() for e in some)
    return list(found)
