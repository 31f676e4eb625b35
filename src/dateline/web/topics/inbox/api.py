"""The inbox and the jobs as JSON."""

from __future__ import annotations

from fastapi import APIRouter

from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.topics.inbox.adding import start_linking
from dateline.web.topics.inbox.answer import Asked, Inbox, inbox
from dateline.web.topics.inbox.jobs import JobState, found_job, job_state, jobs, stop_job
from dateline.web.topics.inbox.receiving import Beside, Day, Files, Line, Names, take_files

API = APIRouter()


@API.get("/inbox", tags=["inbox"])
def list_inbox(desk: AtDesk, _: Reader, asked: Asked) -> Inbox:
    """Reports with how far each is gone through."""
    return inbox(desk, asked)


@API.post("/inbox/files", status_code=202, tags=["inbox"])
def add_files(
    desk: AtDesk, person: Coder, files: Files, outlet: Line = "", published: Day = "", protect: Names = ""
) -> JobState:
    """Add reports: a job reads them one by one."""
    return job_state(take_files(desk, person, files, Beside(outlet, published, protect)))


@API.post("/inbox/link", status_code=202, tags=["inbox"])
def link_events(desk: AtDesk, person: Coder) -> JobState:
    """Put events of different reports that are one happening together: a job."""
    return job_state(start_linking(desk, person))


@API.get("/jobs", tags=["jobs"])
def list_jobs(desk: AtDesk, _: Reader) -> list[JobState]:
    """The long work of this server, the newest first."""
    return jobs(desk)


@API.get("/jobs/{job}", tags=["jobs"])
def get_job(desk: AtDesk, _: Reader, job: str) -> JobState:
    """One piece of long work."""
    return job_state(found_job(desk, job))


@API.post("/jobs/{job}/stop", tags=["jobs"])
def stop(desk: AtDesk, _: Coder, job: str) -> JobState:
    """Stop it at its next step; what was done so far is kept."""
    return job_state(stop_job(desk, job))
