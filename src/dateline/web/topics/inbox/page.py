"""The inbox as pages."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.web.asking import queries
from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.templating import page
from dateline.web.topics.inbox.adding import start_linking
from dateline.web.topics.inbox.answer import ORDERS, STATUS, Asked, inbox
from dateline.web.topics.inbox.jobs import jobs, stop_job
from dateline.web.topics.inbox.receiving import Beside, Day, Files, Line, Names, Pasted, take_files, take_text

PAGES = APIRouter()
WORDS: Final = {
    "near copy": "near copies of earlier ones", "copy": "there already in the same words", "known": "there already",
}  # fmt: skip
"""What became of reports, in words."""
Ticked = Annotated[Literal["", "1"], Form()]


@PAGES.get("/inbox")
def inbox_page(request: Request, desk: AtDesk, _: Reader, asked: Asked) -> HTMLResponse:
    """Reports to work on."""
    outlets, languages = desk.store.outlets_and_languages()
    return page(
        request, "inbox.html", found=inbox(desk, asked), asked=asked, outlets=outlets, languages=languages,
        states=STATUS, orders=ORDERS, query=queries(asked), running=[j for j in jobs(desk) if not j.over],
    )  # fmt: skip


@PAGES.get("/inbox/jobs")
def jobs_page(request: Request, desk: AtDesk, _: Reader) -> HTMLResponse:
    """What this server works at, and what came of it."""
    return page(request, "inbox_jobs.html", jobs=jobs(desk), words=WORDS)


@PAGES.post("/inbox/add")
def add(
    desk: AtDesk, person: Coder, files: Files, outlet: Line = "", published: Day = "", protect: Names = "",
    link: Ticked = "",
) -> Response:  # fmt: skip
    """Files to add."""
    take_files(desk, person, files, Beside(outlet, published, protect, link=bool(link)))
    return _to_jobs()


@PAGES.post("/inbox/paste")
def paste(
    desk: AtDesk, person: Coder, text: Pasted, title: Line = "", outlet: Line = "", published: Day = "",
    protect: Names = "", link: Ticked = "",
) -> Response:  # fmt: skip
    """A report as pasted text."""
    take_text(desk, person, text, Beside(outlet, published, protect, title, link=bool(link)))
    return _to_jobs()


@PAGES.post("/inbox/link")
def link_case(desk: AtDesk, person: Coder) -> Response:
    """Link the events of the case."""
    start_linking(desk, person)
    return _to_jobs()


@PAGES.post("/inbox/jobs/{job}/stop")
def stop(desk: AtDesk, _: Coder, job: str) -> Response:
    """Stop a job."""
    stop_job(desk, job)
    return _to_jobs()


def _to_jobs() -> Response:
    return RedirectResponse("/inbox/jobs", 303)
