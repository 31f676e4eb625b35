"""What the case is, and each report whole."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, Field

from dateline.case.views.filter import Filter, sieve_of
from dateline.case.views.moments import moment_of
from dateline.model.schema import dossier_to_json
from dateline.web.desk import AtDesk
from dateline.web.errors import NotFound
from dateline.web.problems import problems
from dateline.web.tagging import HEADERS, Tagged
from dateline.web.topics.records.asked import Known

API = APIRouter()
UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "Nothing changed since the tag named."}}


class Case(BaseModel):
    """What the case is."""

    id: str
    name: str
    format: str
    made: str = Field(description="When the case was made (UTC).")
    head: str = Field(description="Hash at the head of the log: it changes with every change of the case.")
    seq: int = Field(description="Number of the last entry of the log.")
    counts: dict[str, int] = Field(description="Rows by kind, those of earlier readings too.")


@API.get("/case", operation_id="get_case", responses={**UNCHANGED})
def get_case(desk: AtDesk, _: Tagged) -> Case:
    """What the case is: its id, the head of its log, and how much is in it."""
    info = desk.store.info()
    return Case(
        id=info.id, name=desk.name, format=info.format, made=info.made, head=info.head, seq=info.seq,
        counts=dict(info.counts),
    )  # fmt: skip


Id = Annotated[str, Path(max_length=200, description="The report's id.")]


@API.get(
    "/reports/{id}/text", operation_id="get_report_text", response_class=PlainTextResponse,
    responses={**UNCHANGED, **problems(404)},
)  # fmt: skip
def get_report_text(desk: AtDesk, tag: Tagged, id: Id) -> PlainTextResponse:  # noqa: A002 - what the path calls it
    """The text of a report, as it may be seen: what all offsets point into (code points)."""
    _plain(id)
    text = desk.store.text_of(id)
    if text is None:
        raise NotFound(f"{id}: there is no such report in this case.")
    return PlainTextResponse(text, headers={"ETag": tag, **HEADERS})


@API.get(
    "/reports/{id}/dossier", operation_id="get_report_dossier", response_class=Response,
    responses={200: {"description": "The dossier (schema `dateline schema`).", "content": {"application/json": {
        "schema": {"type": "object"}}}}, **UNCHANGED, **problems(404)},
)  # fmt: skip
def get_report_dossier(
    desk: AtDesk,
    tag: Tagged,
    id: Id,  # noqa: A002 - what the path calls it
    as_of: Annotated[Known, Query()] = None,
    *,
    decided: Annotated[bool, Query(description="As people left it: corrected, without what they rejected.")] = False,
) -> Response:
    """All that was read in a report, as `dateline read --json` gives it; whom the case protects is hidden."""
    _plain(id)
    seq = moment_of(desk.store, as_of).seq
    found = next(iter(desk.store.readings([id], seq)), None)
    if found is None:
        raise NotFound(f"{id}: there is no such report in this case.")
    told = desk.reviews.opened(id, as_of=seq).review.now if decided else found.dossier
    return Response(dossier_to_json(told), media_type="application/json", headers={"ETag": tag, **HEADERS})


def _plain(id_: str) -> None:
    """Raise where an id holds signs that no database takes."""
    sieve_of(Filter(happenings=(id_,)))
