"""The pairs that wait for a person: those nearest the threshold first, those that a rule holds apart, those judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from pydantic import BaseModel

from dateline.case.store.queues import LogFilter
from dateline.model.judgement import Judgement
from dateline.model.situation import Link
from dateline.web.paging import Page
from dateline.web.topics.compare.answer import (
    Account,
    Decision,
    Reason,
    account_of,
    decision_of,
    reason_of,
)

if TYPE_CHECKING:
    from dateline.web.desk import Desk

What = Literal["near", "apart", "judged"]
WHAT = get_args(What)
SOME = 500
"""Pairs that are gone through at once for those that nobody decided yet, where the first few were not enough …"""
TRIES = 40
"""… and how often: so many people decided on before are passed over in one page."""


class Pair(BaseModel):
    """Two events and how they stand."""

    a: Account
    b: Account
    together: bool
    """Whether they are held for one happening."""
    reason: Reason | None
    decision: Decision | None
    at: int
    """The cursor behind it."""


def queue(desk: Desk, what: What, limit: int, after: int) -> Page[Pair]:
    """A page of pairs. The cursor counts pairs passed; of those judged it is a number of the log."""
    if what == "judged":
        return _judged(desk, limit, after)
    found: list[tuple[Link, int]] = []
    skip, some, more = after, limit + 1, True
    for _ in range(TRIES):
        passed = desk.store.pairs("near" if what == "near" else "apart", skip, some)
        open_ = _undecided(desk, passed)
        found += [(link, skip + n) for n, link in enumerate(passed, 1) if link in open_]
        more, skip, some = len(passed) == some, skip + len(passed), max(SOME, some)
        if len(found) > limit or not more:
            break
    items = _pairs(desk, [(k.a, k.b, k, None, at) for k, at in found[:limit]])
    if len(found) > limit:
        return Page(items=items, next=found[limit - 1][1])
    return Page(items=items, next=skip if more else None)


def _undecided(desk: Desk, links: tuple[Link, ...]) -> frozenset[Link]:
    """Those that nobody decided on."""
    of = desk.store.happenings_of([i for k in links for i in (k.a, k.b)])
    told: dict[str, dict[int, Judgement]] = {}
    for j in desk.store.judgements_about([*of.values(), *(i for k in links for i in (k.a, k.b))]):
        if _binds(j) and j.undone is None:
            for id_ in j.about:
                told.setdefault(id_, {})[j.seq] = j

    def decided(k: Link) -> bool:
        one, two = {k.a, of.get(k.a)}, {k.b, of.get(k.b)}
        return any(_is_about(j, one, two) for id_ in one if id_ for j in told.get(id_, {}).values())

    return frozenset(k for k in links if not decided(k))


def _binds(j: Judgement) -> bool:
    return j.verb in {"same", "apart", "unsure"} and j.of in {"event", "happening"}


def _is_about(j: Judgement, one: set[str | None], two: set[str | None]) -> bool:
    """Whether it is about the one and the other: of two in one happening, that happening is not both."""
    about = set(j.about)
    return bool(about & one and about & two) and len(about & (one | two)) > 1


def _judged(desk: Desk, limit: int, after: int) -> Page[Pair]:
    only = LogFilter(verbs=("same", "apart", "unsure"), of=("event", "happening"), standing=True)
    told = [j for j in desk.store.decided(only, after, limit + 1) if j.by == "person" and len(j.about) > 1]
    members = desk.store.members_of([a for j in told for a in j.about if a.startswith("happening-")])
    ends = [(_event(j.about[0], members), _event(j.about[-1], members), j) for j in told[:limit]]
    items = _pairs(desk, [(a, b, None, j, j.seq) for a, b, j in ends])
    return Page(items=items, next=told[limit - 1].seq if len(told) > limit else None)


def _event(id_: str, members: dict[str, tuple[str, ...]]) -> str:
    """The event that a happening is called after, or what stands first in it now."""
    own = f"event-{id_.removeprefix('happening-')}" if id_.startswith("happening-") else id_
    return own if not members.get(id_) or own in members[id_] else members[id_][0]


def _pairs(desk: Desk, told: list[tuple[str, str, Link | None, Judgement | None, int]]) -> list[Pair]:
    ids = [i for a, b, *_ in told for i in (a, b)]
    lines, of = desk.store.event_lines(ids), desk.store.happenings_of(ids)
    return [
        Pair(
            a=account_of(lines[a]), b=account_of(lines[b]), together=a in of and of[a] == of.get(b),
            reason=reason_of(link) if link else None, decision=decision_of(j) if j else None, at=at,
        )
        for a, b, link, j, at in told
        if a in lines and b in lines
    ]  # fmt: skip
