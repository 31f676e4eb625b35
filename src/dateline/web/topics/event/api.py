"""One happening as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from dateline.web.desk import AtDesk
from dateline.web.problems import problems
from dateline.web.tagging import Tagged
from dateline.web.topics.event.answer import EventTold, cited, deep, told
from dateline.web.topics.records.asked import Known
from dateline.web.topics.records.case import UNCHANGED

API = APIRouter(tags=["happenings"], responses={**UNCHANGED, **problems(404, 422)})
Id = Annotated[str, Path(max_length=200, description="Of a happening, or of an event that belongs to one.")]
AsOf = Annotated[Known, Query()]


@API.get("/happenings/{id}", operation_id="get_happening")
def get_happening(desk: AtDesk, _: Tagged, id: Id, as_of: AsOf = None) -> EventTold:  # noqa: A002 - what the path calls it
    """A happening with everything that made it: each value with everybody who says something of it, what contradicts
    what, why its accounts are held for one, and its history."""
    return told(desk, deep(desk, id, as_of))


@API.get("/happenings/{id}/citation", operation_id="cite_happening")
def cite_happening(desk: AtDesk, _: Tagged, id: Id, as_of: AsOf = None) -> dict[str, Any]:  # noqa: A002
    """A reference to a happening in its present revision (or an earlier one), as CSL-JSON."""
    return cited(desk, deep(desk, id, as_of))
