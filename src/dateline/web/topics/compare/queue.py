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
TRIES = 20
"""Pages of pairs that are gone through for one of pairs that nobody decided yet."""


class Pair(BaseModel):
    """Two events and how they stand."""

    a: Account
    b: Account
    together: bool
    """Whether they are held for one happening."""
    reason: Reason | None
    decision: Decision | None


def queue(desk: Desk, what: What, limit: int, after: int) -> Page[Pair]:
    """A page of pairs. The cursor counts pairs passed; of those judged it is a number of the log."""
    if what == "judged":
        return _judged(desk, limit, after)
    found: list[Link] = []
    skip, more = after, True
    for _ in range(TRIES):
        some = desk.store.pairs("near" if what == "near" else "apart", skip, limit + 1)
        open_ = _undecided(desk, some)
        for link in some:
            if len(found) == limit:
                break
            skip += 1
            found += [link] if link in open_ else []
        more = len(some) > limit or len(found) == limit
        if len(found) == limit or len(some) <= limit:
            break
    items = _pairs(desk, [(k.a, k.b, k, None) for k in found])
    ended = not desk.store.pairs("near" if what == "near" else "apart", skip, 1)
    return Page(items=items, next=skip if more and not ended else None)


def _undecided(desk: Desk, links: tuple[Link, ...]) -> list[Link]:
    """Those that nobody decided on."""
    of = desk.store.happenings_of([i for k in links for i in (k.a, k.b)])
    ids = [*of.values(), *(i for k in links for i in (k.a, k.b))]
    told = [j for j in desk.store.judgements_about(ids) if _binds(j) and j.undone is None]
    return [k for k in links if not any(_is_about(j, {k.a, of.get(k.a)}, {k.b, of.get(k.b)}) for j in told)]


def _binds(j: Judgement) -> bool:
    return j.verb in {"same", "apart", "unsure"} and j.of in {"event", "happening"}


def _is_about(j: Judgement, one: set[str | None], two: set[str | None]) -> bool:
    about = set(j.about)
    return bool(about & one and about & two) and len(about) > 1


def _judged(desk: Desk, limit: int, after: int) -> Page[Pair]:
    only = LogFilter(verbs=("same", "apart", "unsure"), of=("event", "happening"), standing=True)
    told = [j for j in desk.store.decided(only, after, limit + 1) if j.by == "person" and len(j.about) > 1]
    members = desk.store.members_of([a for j in told for a in j.about if a.startswith("happening-")])
    items = _pairs(desk, [(_event(j.about[0], members), _event(j.about[-1], members), None, j) for j in told[:limit]])
    return Page(items=items, next=told[limit - 1].seq if len(told) > limit else None)


def _event(id_: str, members: dict[str, tuple[str, ...]]) -> str:
    """The event that a happening is called after, or what stands first in it now."""
    own = f"event-{id_.removeprefix('happening-')}" if id_.startswith("happening-") else id_
    return own if not members.get(id_) or own in members[id_] else members[id_][0]


def _pairs(desk: Desk, told: list[tuple[str, str, Link | None, Judgement | None]]) -> list[Pair]:
    ids = [i for a, b, _, _ in told for i in (a, b)]
    lines, of = desk.store.event_lines(ids), desk.store.happenings_of(ids)
    return [
        Pair(
            a=account_of(lines[a]), b=account_of(lines[b]), together=a in of and of[a] == of.get(b),
            reason=reason_of(link) if link else None, decision=decision_of(j) if j else None,
        )
        for a, b, link, j in told
        if a in lines and b in lines
    ]  # fmt: skip
