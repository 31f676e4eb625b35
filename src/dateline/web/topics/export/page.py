"""The pages of exports: choosing and looking beforehand; how far one is, and its files."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from dateline.case.views.filter import STATUSES
from dateline.errors import SettingsError
from dateline.exports.format import format_named
from dateline.model.vocabulary import PLOVER_TYPES
from dateline.web.desk import AtDesk, Publisher
from dateline.web.templating import page
from dateline.web.topics.export.answer import as_told, found
from dateline.web.topics.export.asked import ExportWanted, from_form
from dateline.web.topics.export.choosing import all_formats, columns_of
from dateline.web.topics.export.making import RULE, Refused
from dateline.web.topics.export.outcome import Guarded
from dateline.web.topics.export.preview import preview_of

PAGES = APIRouter()


async def _form(request: Request) -> FormData:
    return await request.form()


@PAGES.get("/export")
def export(request: Request, desk: AtDesk, _: Publisher) -> HTMLResponse:
    """What a format would hold of what is asked for; without a format: which there are."""
    pairs = request.query_params.multi_items()
    if not any(name == "format" and value for name, value in pairs):
        return page(request, "export.html", formats=all_formats(), query=urlencode(pairs), exports=_known(desk))
    return _looked(request, desk, pairs)


def _known(desk: Any) -> list[Any]:
    return [as_told(made) for made in desk.exports.all()]


def _looked(
    request: Request, desk: Any, pairs: Any, *, status: int = 200, wrong: str = "", refused: Any = ()
) -> HTMLResponse:  # fmt: skip
    asked, preview, columns = ExportWanted(), None, []
    try:
        asked = from_form(pairs)
        columns = columns_of(format_named(asked.format))
        preview = preview_of(desk, asked)
    except SettingsError as exc:
        status, wrong = 422, wrong or str(exc)
    return page(
        request, "export_preview.html", status=status, asked=asked, preview=preview, columns=columns, wrong=wrong,
        refused=refused, rule=RULE, formats=all_formats(), statuses=STATUSES, types=PLOVER_TYPES,
        query=urlencode(asked.query()),
    )  # fmt: skip


@PAGES.post("/export")
def make(request: Request, desk: AtDesk, who: Publisher, form: Annotated[FormData, Depends(_form)]) -> Response:
    """Begin to make it, and go to where it is told how far it is."""
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    try:
        made = desk.exports.start(desk, from_form(pairs), who.name)
    except Refused as exc:
        kept = [(n, v) for n, v in pairs if n != "all_the_same"]
        reports = [Guarded.of(p) for p in exc.reports[:20]]
        return _looked(request, desk, kept, status=409, wrong=str(exc), refused=reports)
    except SettingsError as exc:
        return _looked(request, desk, pairs, status=422, wrong=str(exc))
    return RedirectResponse(f"/export/{made.job.id}", 303)


@PAGES.get("/export/{id_}")
def one(request: Request, desk: AtDesk, _: Publisher, id_: str) -> HTMLResponse:
    """How far it is; once it is done: the files, what they could not carry, what is hidden in them."""
    made = found(desk, id_)
    return page(request, "export_made.html", made=as_told(made), asked=made.asked, rule=RULE)


@PAGES.post("/export/{id_}/drop")
def drop(desk: AtDesk, _: Publisher, id_: str) -> RedirectResponse:
    """Stop it, or take its files away."""
    made = found(desk, id_)
    running = not made.job.over
    desk.exports.drop(id_)
    return RedirectResponse(f"/export/{id_}" if running else "/export", 303)
