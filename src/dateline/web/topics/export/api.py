"""Exports for programs: what there would be in one, making it, fetching its files."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse

from dateline.web.desk import AtDesk, Publisher, Reader
from dateline.web.errors import NotFound, answered
from dateline.web.problems import problems
from dateline.web.topics.export.answer import ExportsTold, ExportTold, as_told, found
from dateline.web.topics.export.asked import ExportAsked, ExportWanted
from dateline.web.topics.export.choosing import FormatsTold, all_formats
from dateline.web.topics.export.making import Refused
from dateline.web.topics.export.outcome import Guarded
from dateline.web.topics.export.preview import Preview, preview_of

API = APIRouter(tags=["exports"])
Id = Annotated[str, Path(max_length=100, description="The export's id.")]
BINARY: Final = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


@API.get("/formats", operation_id="list_formats")
def list_formats(_: Reader) -> FormatsTold:
    """The formats that there are: what each holds, who uses it."""
    return FormatsTold(items=all_formats())


@API.get("/export-preview", operation_id="preview_export")
def preview_export(desk: AtDesk, _: Publisher, asked: Annotated[ExportAsked, Query()]) -> Preview:
    """What the first happenings that fit would become: rows, losses, redactions. Nothing is kept."""
    return preview_of(desk, asked)


@API.get("/exports", operation_id="list_exports")
def list_exports(desk: AtDesk, _: Publisher) -> ExportsTold:
    """The exports that the server keeps, the newest first."""
    return ExportsTold(items=[as_told(made) for made in desk.exports.all()])


@API.post(
    "/exports", operation_id="make_export", status_code=202, response_model=ExportTold,
    responses={202: {"description": "It is being made.", "headers": {
        "Location": {"description": "Where to look how far it is.", "schema": {"type": "string"}}}}, **problems(409)},
)  # fmt: skip
def make_export(request: Request, response: Response, desk: AtDesk, who: Publisher, asked: ExportWanted) -> Any:
    """Make an export beside the requests. Refused (409, or state `failed` with `refused`) where reports with protected
    sources that nobody has gone through are in it, unless `all_the_same` says otherwise."""
    try:
        made = desk.exports.start(desk, asked, who.name)
    except Refused as exc:
        reports = [Guarded.of(p).model_dump() for p in exc.reports[:100]]
        return answered(request, 409, str(exc), reports=reports)
    response.headers["Location"] = f"/api/v1/exports/{made.job.id}"
    return as_told(made)


@API.get("/exports/{id}", operation_id="get_export", responses={**problems(404)})
def get_export(desk: AtDesk, _: Publisher, id: Id) -> ExportTold:  # noqa: A002 - what the path calls it
    """How far it is, and what it came to."""
    return as_told(found(desk, id))


@API.delete("/exports/{id}", operation_id="drop_export", status_code=204, responses={**problems(404)})
def drop_export(desk: AtDesk, _: Publisher, id: Id) -> None:  # noqa: A002 - what the path calls it
    """Stop it where it is being made; else take its files away."""
    desk.exports.drop(found(desk, id).job.id)


@API.get(
    "/exports/{id}/files/{kind}", operation_id="get_export_file", response_class=FileResponse,
    responses={200: {"description": "The file.", "content": BINARY}, **problems(404)},
)  # fmt: skip
def get_export_file(
    desk: AtDesk, _: Publisher, id: Id, kind: Literal["export", "losses", "redactions", "manifest"]  # noqa: A002
) -> FileResponse:  # fmt: skip
    """A file of an export: the export itself, what it lost, what was hidden, its manifest."""
    made = found(desk, id)
    if made.job.state != "done" or not made.files[kind].exists():
        raise NotFound("It is not made yet: look again when its state is “done”.")
    return FileResponse(made.files[kind], media_type="application/octet-stream", filename=made.files[kind].name)
