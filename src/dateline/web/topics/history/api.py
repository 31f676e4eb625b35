"""The log as JSON, and as files."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field

from dateline.case.diff import Difference
from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.paging import After, Limit, Page
from dateline.web.topics.history.answer import (
    Chain,
    Decision,
    Entry,
    Restored,
    Restoring,
    all_of,
    brought_back,
    chain,
    changed,
    decisions,
    entry,
    planned,
)
from dateline.web.topics.history.asked import Asked
from dateline.web.topics.history.files import as_lines, as_sheet

API = APIRouter(tags=["history"])
Record = Annotated[str, Query(min_length=1, max_length=80)]
To = Annotated[int, Query(ge=0, le=2**62, description="Number of the log whose state is brought back.")]
Moment = Annotated[str, Query(max_length=40, description="A day, a time or a number of the log; now where empty.")]
Once = Annotated[str | None, Header(alias="Idempotency-Key", max_length=200)]


class Back(BaseModel):
    """A record and the state that is brought back."""

    record: str = Field(min_length=1, max_length=80)
    to: int = Field(ge=0, le=2**62)
    seen: int | None = Field(None, ge=0, le=2**62)
    """What `seen` of the plan said: where somebody decided since, nothing is written."""
    reason: str | None = Field(None, max_length=2000)


@API.get("/decisions")
def list_decisions(desk: AtDesk, _: Reader, only: Asked, limit: Limit = 50, after: After = 0) -> Page[Decision]:
    """Decisions, the newest first."""
    return decisions(desk, only, limit, after)


@API.get("/decisions.jsonl", response_class=StreamingResponse)
def decisions_as_lines(desk: AtDesk, _: Reader, only: Asked) -> StreamingResponse:
    """All decisions that fit, a line each, as the log keeps them."""
    return StreamingResponse(as_lines(all_of(desk, only)), media_type="application/x-ndjson", headers=_file("jsonl"))


@API.get("/decisions.csv", response_class=StreamingResponse)
def decisions_as_sheet(desk: AtDesk, _: Reader, only: Asked) -> StreamingResponse:
    """All decisions that fit as a sheet; no cell acts as a formula."""
    return StreamingResponse(as_sheet(all_of(desk, only)), media_type="text/csv; charset=utf-8", headers=_file("csv"))


def _file(ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="decisions.{ending}"'}


@API.get("/decisions/{decision}")
def get_decision(desk: AtDesk, _: Reader, decision: str) -> Entry:
    """One decision: what it changed, what bears it out, what was decided beside it."""
    return entry(desk, decision)


@API.get("/history/chain")
def get_chain(desk: AtDesk, _: Reader) -> Chain:
    """The hash at the head of the log, and whether the chain of its last entries holds."""
    return chain(desk)


@API.get("/history/difference")
def get_difference(
    desk: AtDesk, _: Reader, before: Moment, after: Moment = "", about: Annotated[str, Query(max_length=80)] = ""
) -> Difference:
    """What became otherwise between two moments: of one happening, or of a small case."""
    return changed(desk, about, before, after)


@API.get("/history/restore")
def get_plan(desk: AtDesk, _: Reader, record: Record, to: To) -> Restoring:
    """What would lead a record, or a happening with its events, back to an earlier state. Nothing is written."""
    return planned(desk, record, to)[0]


@API.post("/history/restore", status_code=201)
def post_restoring(desk: AtDesk, person: Coder, told: Back, once: Once = None) -> Restored:
    """Bring an earlier state back, by new decisions; nothing is deleted."""
    return brought_back(desk, person, told.record, told.to, told.seen, told.reason, once)
