"""Double codings, their agreement and adjudicating as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path, Request
from pydantic import BaseModel

from dateline.web.desk import Adjudicator, AtDesk, Reader
from dateline.web.paging import Page
from dateline.web.topics.agreement.acting import Act, act
from dateline.web.topics.agreement.answer import TableNow, table
from dateline.web.topics.agreement.sides import SidesNow, sides
from dateline.web.topics.agreement.tasks import NewTask, TaskNow, close, hand_out, task_for, task_now, tasks_for

API = APIRouter(tags=["agreement"])
TaskId = Annotated[str, Path(max_length=100, description="Id of the double coding.")]
Report = Annotated[str, Path(max_length=100, description="Id of the report.")]
Once = Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200)]


class Closing(BaseModel):
    """Whether it takes answers again."""

    again: bool = False


@API.get("/agreement")
def list_tasks(desk: AtDesk, who: Reader) -> Page[TaskNow]:
    """Double codings: all of them for whoever adjudicates, else those that you code in."""
    found = tasks_for(desk, who)
    return Page(items=found, total=len(found))


@API.post("/agreement", status_code=201)
def post_task(request: Request, desk: AtDesk, who: Adjudicator, wanted: NewTask) -> TaskNow:
    """Hand out a double coding."""
    made = hand_out(desk, request.app.state.door, wanted, who)
    return task_now(task_for(desk, made.id, who), who)


@API.get("/agreement/{task}")
def get_table(desk: AtDesk, who: Reader, task: TaskId) -> TableNow:
    """How far the coders agree, over the reports that all of them are done with."""
    return table(desk, task, who)


@API.post("/agreement/{task}/close")
def post_close(desk: AtDesk, who: Adjudicator, task: TaskId, wanted: Closing) -> TaskNow:
    """Take no more answers, or take them again."""
    return task_now(close(desk, task, who, again=wanted.again), who)


@API.get("/agreement/{task}/{report}")
def get_sides(desk: AtDesk, who: Reader, task: TaskId, report: Report) -> SidesNow:
    """One report side by side. Nobody sees another's answers before all coders are done with it."""
    return sides(desk, task, report, who)


@API.post("/agreement/{task}/{report}", status_code=201)
def post_act(
    desk: AtDesk, who: Adjudicator, task: TaskId, report: Report, wanted: Act, idempotency_key: Once = None
) -> SidesNow:
    """Adjudicate. Sent again under the same Idempotency-Key nothing is kept twice."""
    act(desk, task, report, who, wanted, idempotency_key)
    return sides(desk, task, report, who)
