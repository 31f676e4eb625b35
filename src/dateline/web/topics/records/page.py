"""The page that teaches the interface for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dateline.web.desk import AtDesk, Reader
from dateline.web.templating import page
from dateline.web.topics.records.resources import RESOURCES

PAGES = APIRouter()


@PAGES.get("/api")
def api(request: Request, desk: AtDesk, _: Reader) -> HTMLResponse:
    """What there is, and how to ask for it."""
    base = f"{request.url.scheme}://{request.url.netloc}/api/v1"
    return page(request, "records.html", resources=RESOURCES, base=base, seq=desk.store.head()[0])
