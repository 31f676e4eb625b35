"""Sources over all reports as JSON. (`/sources` lists them report by report.)"""

from __future__ import annotations

from fastapi import APIRouter

from dateline.web.desk import AtDesk, Reader
from dateline.web.topics.sources.answer import Asked, SourcesFound, SourceTold, source, sources

API = APIRouter(tags=["voices"])


@API.get("/voices")
def list_voices(desk: AtDesk, _: Reader, asked: Asked) -> SourcesFound:
    """Sources by kind and name, over all reports."""
    return sources(desk, asked)


@API.get("/voices/{key:path}")
def get_voice(desk: AtDesk, _: Reader, key: str) -> SourceTold:
    """One source ("kind:name"): its claims, its reports, how others stand to what it says."""
    return source(desk, key)
