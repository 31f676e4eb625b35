"""Checks as a page."""

from __future__ import annotations

from typing import Annotated, get_args
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.model.vocabulary import Check, Verdict
from dateline.web.asking import queries
from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.templating import page
from dateline.web.topics.checks.answer import WORDS, Asked, checks, decide, undo
from dateline.web.topics.checks.drawing import drawn

PAGES = APIRouter()
Back = Annotated[str, Form(max_length=1000)]


@PAGES.get("/checks")
def checks_page(request: Request, desk: AtDesk, _: Reader, asked: Asked) -> HTMLResponse:
    """What the checks of reports found, drawn where it is of places."""
    found, whole = checks(desk, asked)
    return page(
        request, "checks.html", found=found, asked=asked, kinds=get_args(Check), verdicts=get_args(Verdict),
        words=WORDS, query=queries(asked), maps={i.id: drawn(*whole[i.id]) for i in found.items if i.id in whole},
    )  # fmt: skip


@PAGES.post("/checks/{finding}/decide")
def decide_on(
    desk: AtDesk, person: Coder, finding: str, word: Annotated[str, Form(max_length=40)],
    seen: Annotated[int, Form(ge=0)], reason: Annotated[str, Form(max_length=2000)] = "", back: Back = "",
) -> Response:  # fmt: skip
    """A person's word on a finding; then back to the list, at the finding."""
    decide(desk, person, finding, word, seen, reason)
    return _back(back, finding)


@PAGES.post("/checks/{finding}/undo")
def undo_on(desk: AtDesk, person: Coder, finding: str, back: Back = "") -> Response:
    """Take it back."""
    undo(desk, person, finding)
    return _back(back, finding)


def _back(query: str, finding: str) -> Response:
    """The page that the form stood on: only its question comes from the form, never where it is."""
    asked = urlencode(parse_qsl(query.removeprefix("?"), max_num_fields=20))
    return RedirectResponse(f"/checks?{asked}#{finding}", 303)
