"""Decisions on what is one happening, kept and put into effect at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from dateline.case.comparing import members_of
from dateline.case.linking import decide, split, undo
from dateline.case.regrouping import Regrouped, about_events, regroup
from dateline.case.review.tasks import refuse_marks
from dateline.case.store.judging import once_of
from dateline.errors import SettingsError
from dateline.model.judgement import Judgement
from dateline.web.topics.compare.answer import Way

if TYPE_CHECKING:
    from dateline.web.desk import Desk
    from dateline.web.people import Person

Id = Field(min_length=1, max_length=80)


class Decided(BaseModel):
    """What a person says of two events or happenings, or of some accounts of one happening."""

    verb: Way
    a: str = Id
    b: str | None = Field(None, max_length=80)
    members: list[str] = Field(default_factory=list, max_length=500)
    """Where there is no `b`: the events of `a` that are set apart."""
    reason: str | None = Field(None, max_length=2000)
    seen: int | None = Field(None, ge=0, le=2**62)
    """What `seen` of the comparison said."""


class Outcome(BaseModel):
    """What became of it."""

    kept: list[str]
    """Ids of the judgements."""
    happenings: dict[str, list[str]]
    """Happening -> events, of those that a decision changed or bore out."""
    pending: str | None = None
    """What only linking the case again tells, in words."""


def keep(desk: Desk, person: Person, told: Decided, once: str | None = None) -> Outcome:
    """Keep a decision and group anew what it touches. Raises `ConflictError` where somebody decided meanwhile."""
    reason = (told.reason or "").strip() or None
    refuse_marks(reason)
    ids = [told.a] if told.b is None else [told.a, told.b]
    about = list(dict.fromkeys(e for i in ids for e in members_of(desk.store, i)))
    known = {} if told.seen is None else dict.fromkeys(about, told.seen)
    who = person.name or desk.settings.who
    once = once_of(once, who, told.model_dump(exclude={"seen"})) if once else None
    if told.b is not None:
        a, b = (_standing(desk, i) for i in (told.a, told.b))
        kept = decide(desk.store, told.verb, a, b, who, reason, seen=known, once=once)
    elif told.verb == "apart":
        kept = split(desk.store, told.a, told.members, who, reason, seen=known, once=once)
    else:
        raise SettingsError("Name the two that are one, or that you are unsure of.")
    return put_into_effect(desk, kept)


def _standing(desk: Desk, id_: str) -> str:
    """The id itself; of a happening that became part of another, the event that it was called after."""
    members = members_of(desk.store, id_)
    return members[0] if id_.startswith("happening-") and not desk.store.happening_at(id_) else id_


def take_back(
    desk: Desk, person: Person, ids: Iterable[str], reason: str | None = None, once: str | None = None
) -> Outcome:
    """Undo decisions, and group anew what they were about."""
    who = person.name or desk.settings.who
    kept = [
        undo(desk.store, id_, who, reason, once=once_of(f"{once}-{id_}", who) if once else None)
        for id_ in dict.fromkeys(ids)
    ]
    return put_into_effect(desk, kept)


def put_into_effect(desk: Desk, kept: Iterable[Judgement]) -> Outcome:
    """Group anew what decisions, or what they take back, are about."""
    told = list(kept)
    events = about_events(desk.store, told)
    made = regroup(desk.store, events) if events else Regrouped({})
    groups = {h: list(m) for h, m in made.happenings.items()}
    return Outcome(kept=[j.id for j in told], happenings=groups, pending=_pending(made))


def _pending(made: Regrouped) -> str | None:
    if made.left:
        return "So many accounts hang together here that the change shows once the case is linked again."
    if made.rows:
        what = "a row of a dataset stands" if made.rows == 1 else f"{made.rows} rows of datasets stand"
        return f"Linking the case again may place rows of datasets otherwise: {what} with these accounts."
    return None
