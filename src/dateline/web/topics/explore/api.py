"""Explore as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from dateline.web.desk import AtDesk
from dateline.web.problems import problems
from dateline.web.tagging import Tagged
from dateline.web.topics.explore.answer import (
    Between,
    Happenings,
    InTime,
    OnMap,
    between,
    happenings,
    in_time,
    on_map,
)
from dateline.web.topics.explore.asked import Explored, Listed, Timed
from dateline.web.topics.records.case import UNCHANGED

API = APIRouter(tags=["explore"], responses={**UNCHANGED, **problems(422)})


@API.get("/explore", operation_id="explore")
def explore(desk: AtDesk, _: Tagged, asked: Annotated[Listed, Query()]) -> Happenings:
    """Happenings that fit a filter, a page at a time, each put together out of all reports that tell it."""
    return happenings(desk, asked)


@API.get("/explore/map", operation_id="explore_map")
def explore_map(desk: AtDesk, _: Tagged, asked: Annotated[Explored, Query()]) -> OnMap:
    """How many happenings fit where, in cells; a narrower box has finer ones."""
    return on_map(desk, asked)


@API.get("/explore/timeline", operation_id="explore_timeline")
def explore_timeline(desk: AtDesk, _: Tagged, asked: Annotated[Timed, Query()]) -> InTime:
    """How many happenings fit when, in steps of a day, a week, a month or a year."""
    return in_time(desk, asked)


@API.get("/explore/matrix", operation_id="explore_matrix")
def explore_matrix(desk: AtDesk, _: Tagged, asked: Annotated[Explored, Query()]) -> Between:
    """How many happenings fit of who does it to whom, of the actors of most of them."""
    return between(desk, asked)
