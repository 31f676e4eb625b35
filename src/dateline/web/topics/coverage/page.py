"""Coverage as a page."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.web.asking import queries
from dateline.web.desk import AtDesk, Reader
from dateline.web.templating import page
from dateline.web.topics.coverage.answer import Asked, coverage

PAGES = APIRouter()


@PAGES.get("/coverage")
def coverage_page(request: Request, desk: AtDesk, _: Reader, asked: Asked) -> HTMLResponse:
    """Which outlets were heard when."""
    return page(
        request, "coverage.html", found=coverage(desk, asked), asked=asked, query=queries(asked), link=_link
    )  # fmt: skip


def _link(**told: str | None) -> str:
    return "/inbox?" + urlencode({k: v for k, v in told.items() if v})
