"""The long work of this server, as people and programs see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from dateline.web.errors import NotFound
from dateline.web.jobs import State

if TYPE_CHECKING:
    from dateline.web.desk import Desk
    from dateline.web.jobs import Job


class JobState(BaseModel):
    """One piece of long work."""

    id: str
    what: str
    who: str
    state: State
    done: int
    of: int
    told: str
    counts: dict[str, int]
    reasons: list[str]
    files: list[str]
    """Names of what it made."""
    then: str
    over: bool


def jobs(desk: Desk) -> list[JobState]:
    """The newest first."""
    return [job_state(job) for job in desk.jobs.all()]


def job_state(job: Job) -> JobState:
    return JobState(
        id=job.id, what=job.what, who=job.who, state=job.state, done=job.done, of=job.of, told=job.told,
        counts=dict(job.counts), reasons=list(job.reasons), files=list(job.files), then=job.then, over=job.over,
    )  # fmt: skip


def found_job(desk: Desk, id_: str) -> Job:
    """Raises `NotFound`."""
    job = desk.jobs.find(id_)
    if job is None:
        raise NotFound("There is no such job: a server remembers its last hundred, until it is stopped.")
    return job


def stop_job(desk: Desk, id_: str) -> Job:
    """Ask it to stop; it does at its next step, and what was done so far is kept."""
    job = found_job(desk, id_)
    job.stop.set()
    return job
