"""Coming in and going out: /enter, /login, /logout."""

from __future__ import annotations

import math
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from dateline.web.errors import answered
from dateline.web.security.door import Refused
from dateline.web.security.guard import Visit, from_elsewhere, onward, own_path
from dateline.web.templating import page

PAGES = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=2_000)]
WRONG = "Name and password do not fit."


def _visit(request: Request) -> Visit:
    visit: Visit = request.state.visit
    return visit


@PAGES.get("/enter")
def enter(request: Request, token: str = "") -> Response:
    """The link that the terminal shows, good for one browser."""
    visit = _visit(request)
    if visit.person is not None:
        return RedirectResponse("/", 303)
    if "prefetch" in request.headers.get("sec-purpose", ""):  # not opened yet: the link must stay good
        return Response(status_code=425)
    visit.begun = visit.door.enter(token)
    if visit.begun is None:
        return answered(
            request, 403, "This link was used already, or is of an earlier start. Where the server runs, it shows "
            "the link that is good now.",
        )  # fmt: skip
    return onward(request, "/")


@PAGES.get("/login")
def login(request: Request) -> Response:
    """Where one signs in; without accounts, what to do instead."""
    visit = _visit(request)
    to = own_path(request.query_params.get("next", "/"))
    if visit.person is not None:
        return RedirectResponse(to, 303)
    if from_elsewhere(request):
        return onward(request, f"/login?next={quote(to, safe='')}")
    visit.begin()
    return page(request, "login.html", accounts=visit.door.accounts is not None, to=to, name="", told="")


@PAGES.post("/login")
async def sign_in(request: Request, name: Text = "", password: Text = "", next: Text = "/") -> Response:  # noqa: A002
    """Sign in. The session is a new one: who knew the old cookie does not share it."""
    visit = _visit(request)
    address = request.client.host if request.client else ""
    done = await visit.door.sign_in(name, password, address)
    to = own_path(next)
    if not isinstance(done, Refused):
        visit.begun = done
        return RedirectResponse(to, 303)
    wait = math.ceil(done.wait)
    told = f"Too many tries. Try again in {wait} second{'' if wait == 1 else 's'}." if wait else WRONG
    shown = page(request, "login.html", accounts=visit.door.accounts is not None, to=to, name=name, told=told)
    shown.status_code = 429 if wait else 403
    if wait:
        shown.headers["Retry-After"] = str(wait)
    return shown


@PAGES.post("/logout")
def logout(request: Request) -> Response:
    """Sign out: the cookie goes, and where it comes again it opens nothing."""
    visit = _visit(request)
    if visit.session is not None:
        visit.door.sessions.end(visit.session)
    visit.over = True
    return RedirectResponse("/login", 303)
