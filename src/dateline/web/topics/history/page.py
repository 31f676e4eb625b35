"""The page of the log."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.web.desk import AtDesk, Reader
from dateline.web.paging import After, Limit
from dateline.web.templating import page
from dateline.web.topics.history.answer import decisions

PAGES = APIRouter()


@PAGES.get("/history")
def history(request: Request, desk: AtDesk, _: Reader, limit: Limit = 50, after: After = 0) -> HTMLResponse:
    """Who decided what, when and why."""
    return page(request, "history.html", found=decisions(desk, limit, after))
