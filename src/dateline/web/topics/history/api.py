"""The log as JSON."""

from __future__ import annotations

from fastapi import APIRouter

from dateline.web.desk import AtDesk, Reader
from dateline.web.paging import After, Limit, Page
from dateline.web.topics.history.answer import Decision, decisions

API = APIRouter(tags=["history"])


@API.get("/decisions")
def list_decisions(desk: AtDesk, _: Reader, limit: Limit = 50, after: After = 0) -> Page[Decision]:
    """Decisions, the newest first."""
    return decisions(desk, limit, after)
