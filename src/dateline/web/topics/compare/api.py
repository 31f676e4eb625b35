"""Comparing as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query
from pydantic import BaseModel
from pydantic import Field as Told

from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.paging import After, Limit, Page
from dateline.web.topics.compare.answer import Comparison, Whole, comparison, whole
from dateline.web.topics.compare.deciding import Decided, Outcome, keep, take_back
from dateline.web.topics.compare.queue import Pair, What, queue

API = APIRouter(tags=["compare"])
Id = Annotated[str | None, Query(max_length=80)]
Once = Annotated[str | None, Header(alias="Idempotency-Key", max_length=200)]


class Undoing(BaseModel):
    """Judgements to take back."""

    judgements: list[str] = Told(min_length=1, max_length=500)
    reason: str | None = Told(None, max_length=2000)


@API.get("/compare")
def get_comparison(
    desk: AtDesk, _: Reader, a: Id = None, b: Id = None, what: What = "near", limit: Limit = 25, after: After = 0
) -> Comparison | Whole | Page[Pair]:
    """Two events or happenings side by side; one happening's accounts where `b` is not given; without either, the pairs
    that wait for a decision."""
    if a and b:
        return comparison(desk, a, b)[0]
    return whole(desk, a) if a else queue(desk, what, limit, after)


@API.post("/compare", status_code=201)
def post_comparison(desk: AtDesk, person: Coder, told: Decided, once: Once = None) -> Outcome:
    """Decide that two are the same, apart or that it is unsure; or, without `b`, set `members` of a happening apart. It
    holds at once."""
    return keep(desk, person, told, once)


@API.post("/compare/undo", status_code=201)
def post_undoing(desk: AtDesk, person: Coder, told: Undoing, once: Once = None) -> Outcome:
    """Take decisions back. The happenings follow at once."""
    return take_back(desk, person, told.judgements, told.reason, once)
