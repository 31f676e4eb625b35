"""Coverage as JSON."""

from __future__ import annotations

from fastapi import APIRouter

from dateline.web.desk import AtDesk, Reader
from dateline.web.topics.coverage.answer import Asked, CoverageTable, coverage

API = APIRouter(tags=["coverage"])


@API.get("/coverage")
def get_coverage(desk: AtDesk, _: Reader, asked: Asked) -> CoverageTable:
    """Reports by outlet and week or month, with the gaps."""
    return coverage(desk, asked)
