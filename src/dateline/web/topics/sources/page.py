"""Sources as pages."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse

from dateline.case.store.speakers import KINDS
from dateline.web.asking import queries
from dateline.web.desk import AtDesk, Reader, needs
from dateline.web.people import Person
from dateline.web.templating import page
from dateline.web.topics.sources.answer import OUTLET, Asked, source, sources
from dateline.web.topics.sources.seeing import reveal

PAGES = APIRouter()
SeesProtected = Annotated[Person, Depends(needs("see protected"))]


@PAGES.get("/sources")
def sources_page(request: Request, desk: AtDesk, _: Reader, asked: Asked) -> HTMLResponse:
    """Sources over all reports."""
    return page(
        request, "sources.html", found=sources(desk, asked), asked=asked, kinds=(OUTLET, *KINDS),
        query=queries(asked), path=_path,
    )  # fmt: skip


@PAGES.post("/sources/reveal")
def reveal_page(
    request: Request, desk: AtDesk, person: SeesProtected, report: Annotated[str, Form(max_length=100)],
    reason: Annotated[str, Form(max_length=2000)] = "",
) -> HTMLResponse:  # fmt: skip
    """Who is hidden in a report: shown once, in the answer to this very form."""
    return page(request, "sources_reveal.html", report=report, people=reveal(desk, person, report, reason))


@PAGES.get("/sources/{key:path}")
def source_page(request: Request, desk: AtDesk, _: Reader, key: str) -> HTMLResponse:
    """One source."""
    return page(
        request, "source.html", source=source(desk, key), path=_path, keyed=desk.settings.key is not None,
        file=desk.name,
    )  # fmt: skip


def _path(key: str) -> str:
    kind, _, name = key.partition(":")
    return f"/inbox?{urlencode({'outlet': name})}" if kind == OUTLET else f"/sources/{quote(key, safe=':')}"
