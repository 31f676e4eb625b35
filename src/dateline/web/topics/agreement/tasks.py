"""Double codings as pages and programs see them, and handing them out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, Field

from dateline.case.review.records import Kind
from dateline.case.review.tasks import (
    KINDS,
    DoubleCoding,
    Progress,
    close_double_coding,
    double_coding,
    double_codings,
    open_double_coding,
    progress_of,
    reports_that_fit,
    sampled,
)
from dateline.errors import SettingsError
from dateline.web.errors import NotFound

if TYPE_CHECKING:
    from dateline.web.desk import Desk
    from dateline.web.people import Person
    from dateline.web.security.door import Door

Name = Annotated[str, Field(min_length=1, max_length=100)]
EPOCH = dt.date(1970, 1, 1)


class CoderNow(BaseModel):
    """A coder of a double coding, and how far: how much is done tells nothing of what was answered."""

    name: str
    done: int
    next: str | None
    """The report to go on with; told to the coder alone."""


class TaskNow(BaseModel):
    """A double coding."""

    id: str
    title: str
    reports: int
    whole: int
    """Reports that all coders are done with."""
    coders: list[CoderNow]
    kinds: list[Kind]
    reveal: bool
    opened_by: str
    closed_by: str | None
    chosen: dict[str, Any] | None
    """How the reports were chosen."""
    mine: bool
    """Whether whoever asks codes in it."""


class NewTask(BaseModel):
    """A double coding to hand out: of the reports named, else of all that fit, or of a sample of them."""

    title: Annotated[str, Field(max_length=200)] = ""
    coders: Annotated[list[Name], Field(max_length=20)]
    reports: Annotated[list[Name], Field(max_length=5000)] = []
    outlet: Annotated[str, Field(max_length=200)] = ""
    """A part of the outlet's name."""
    since: dt.date | None = None
    until: dt.date | None = None
    """Days of publication, both inclusive."""
    sample: Annotated[int | None, Field(ge=1, le=5000)] = None
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1
    kinds: list[Kind] = list(KINDS)
    reveal: bool = True
    """Whether coders see how they differ once all are done with a report."""


def tasks_for(desk: Desk, person: Person) -> list[TaskNow]:
    """All, for whoever adjudicates; for others those that they code in. The newest first."""
    known = [t for t in double_codings(desk.store) if _may_look(t, person)]
    return [task_now(progress_of(desk.store, t), person) for t in reversed(known)]


def task_for(desk: Desk, id_: str, person: Person) -> Progress:
    """One of them. Raises `NotFound` where there is none, or none that they may know of."""
    found = double_coding(desk.store, id_)
    if found is None or not _may_look(found, person):
        raise NotFound(f"There is no double coding {id_} that you code or adjudicate in.")
    return progress_of(desk.store, found)


def _may_look(task: DoubleCoding, person: Person) -> bool:
    return person.may("adjudicate") or person.name in task.coders


def task_now(progress: Progress, person: Person) -> TaskNow:
    """As whoever asks may see it."""
    task = progress.task
    coders = [
        CoderNow(
            name=c, done=progress.by(c),
            next=progress.next_for(c) if c == person.name and not task.closed else None,
        )
        for c in task.coders
    ]  # fmt: skip
    return TaskNow(
        id=task.id, title=task.title, reports=len(task.reports), whole=len(progress.whole), coders=coders,
        kinds=list(task.kinds), reveal=task.reveal, opened_by=task.opened_by, closed_by=task.closed_by,
        chosen=dict(task.chosen) if task.chosen is not None else None, mine=person.name in task.coders,
    )  # fmt: skip


def hand_out(desk: Desk, door: Door | None, wanted: NewTask, person: Person) -> DoubleCoding:
    """Open a double coding. Raises `SettingsError` where it cannot be one."""
    _known_coders(door, wanted.coders)
    since, until = (None if d is None else (d - EPOCH).days for d in (wanted.since, wanted.until))
    fit = reports_that_fit(desk.store, outlet=wanted.outlet, since=since, until=until, ids=wanted.reports)
    if missing := set(wanted.reports) - set(fit):
        raise SettingsError(f"There is no report {min(missing)} in this case, or it is none that fits.")
    reports = sampled(fit, wanted.sample, wanted.seed)
    chosen = wanted.model_dump(mode="json", include={"outlet", "since", "until", "sample", "seed"})
    return open_double_coding(
        desk.store, reports, wanted.coders, person.name, title=wanted.title, kinds=wanted.kinds, reveal=wanted.reveal,
        chosen={**{k: v for k, v in chosen.items() if v}, "fitting": len(fit)},
    )  # fmt: skip


def _known_coders(door: Door | None, coders: list[str]) -> None:
    """Where there are accounts, coders have one, and may code."""
    if door is None or door.accounts is None:
        return
    people = door.accounts.now().people
    for name in coders:
        if name.strip() and name.strip() not in people:
            raise SettingsError(f"{name} has no account on this server (dateline accounts add).")
        if name.strip() and "code" not in people[name.strip()].roles:
            raise SettingsError(f"{name} may not code: the account needs the role “code”.")


def coders_to_choose(door: Door | None, person: Person) -> list[str]:
    """Who may be named as a coder; without accounts nobody is known but whoever asks."""
    if door is None or door.accounts is None:
        return [person.name] if person.name else []
    return sorted(name for name, a in door.accounts.now().people.items() if "code" in a.roles)


def close(desk: Desk, id_: str, person: Person, *, again: bool) -> Progress:
    """Take no more answers, or take them again."""
    task = task_for(desk, id_, person).task
    return progress_of(desk.store, close_double_coding(desk.store, task, person.name, again=again))
