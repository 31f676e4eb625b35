"""The pages of actors."""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.paging import After, Limit
from dateline.web.templating import page
from dateline.web.topics.actors.answer import KINDS, actor_page, actors
from dateline.web.topics.actors.api import Asked, At, day_asked, settle
from dateline.web.topics.actors.ties import ties
from dateline.web.topics.compare.answer import Way
from dateline.web.topics.compare.deciding import Decided

PAGES = APIRouter()
Key = Annotated[str, Form(min_length=1, max_length=80)]


@PAGES.get("/actors")
def show(request: Request, desk: AtDesk, _: Reader, only: Asked, limit: Limit = 50, after: After = 0) -> HTMLResponse:
    """Who is named, in how many reports, in what."""
    kept = [(k, v) for k, v in request.query_params.multi_items() if v and k not in {"after", "limit"}]
    found = actors(desk, only, limit, after)
    return page(
        request, "actors.html", found=found, only=only, kinds=KINDS, limit=limit, after=after, query=urlencode(kept)
    )


@PAGES.get("/actors/network")
def network(request: Request, desk: AtDesk, _: Reader, at: At = "") -> HTMLResponse:
    """How they stand to one another at a day."""
    told, drawn = ties(desk, day_asked(at))
    return page(request, "actors_network.html", ties=told, drawn=drawn)


@PAGES.get("/actors/{key:path}")
def one(
    request: Request, desk: AtDesk, _: Reader, key: str, at: At = "", limit: Limit = 50, after: After = 0
) -> HTMLResponse:
    """One actor."""
    told = actor_page(desk, key, day_asked(at), limit, after)
    return page(
        request, "actor.html", told=told, at=at, limit=limit, once=secrets.token_hex(8), address=quote(key, safe=":")
    )


@PAGES.post("/actors")
def decide(
    desk: AtDesk, person: Coder, verb: Annotated[Way, Form()], a: Key, b: Key, once: Key,
    seen: Annotated[int, Form(ge=0, le=2**62)], reason: Annotated[str, Form(max_length=2000)] = "",
) -> RedirectResponse:  # fmt: skip
    """Keep a decision on two actors and go back to the first."""
    settle(desk, person.name, Decided(verb=verb, a=a, b=b, reason=reason, seen=seen), once)
    return RedirectResponse(f"/actors/{quote(desk.store.actor_key(a) or a, safe=':')}", 303)
