"""The pages of the log."""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dateline.case.linking import undo
from dateline.case.regrouping import about_events, regroup
from dateline.case.store.judging import once_of
from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.paging import After, Limit
from dateline.web.templating import page
from dateline.web.topics.history.answer import OF, VERBS, brought_back, chain, changed, decisions, entry, found, planned
from dateline.web.topics.history.api import Moment, Record, To
from dateline.web.topics.history.asked import Asked

PAGES = APIRouter()
Told = Annotated[str, Form(max_length=2000)]
Key = Annotated[str, Form(max_length=80)]
Number = Annotated[int, Form(ge=0, le=2**62)]


@PAGES.get("/history")
def history(
    request: Request, desk: AtDesk, _: Reader, only: Asked, limit: Limit = 50, after: After = 0
) -> HTMLResponse:
    """Who decided what, when and why."""
    asked = [(k, v) for k, v in request.query_params.multi_items() if v and k not in {"after", "limit"}]
    return page(
        request, "history.html", found=decisions(desk, only, limit, after), only=only, verbs=VERBS, kinds=OF,
        people=desk.store.deciders(), limit=limit, query=urlencode(asked), head=desk.store.head(),
    )  # fmt: skip


@PAGES.get("/history/chain")
def show_chain(request: Request, desk: AtDesk, _: Reader) -> HTMLResponse:
    """Whether the log is whole."""
    return page(request, "history_chain.html", chain=chain(desk))


@PAGES.get("/history/difference")
def difference(
    request: Request, desk: AtDesk, _: Reader, before: Moment = "", after: Moment = "",
    about: Annotated[str, Query(max_length=80)] = "",
) -> HTMLResponse:  # fmt: skip
    """What became otherwise between two moments."""
    made = changed(desk, about.strip(), before.strip(), after.strip()) if before.strip() else None
    return page(
        request, "history_difference.html", made=made, before=before, after=after, about=about, query=request.url.query
    )


@PAGES.get("/history/restore")
def show_plan(request: Request, desk: AtDesk, _: Reader, record: Record, to: To) -> HTMLResponse:
    """What would lead a record back; nothing is written before somebody says so."""
    told, _made = planned(desk, record, to)
    return page(request, "history_restore.html", plan=told, once=secrets.token_hex(8))


@PAGES.post("/history/restore")
def bring_back(
    desk: AtDesk, person: Coder, record: Key, to: Number, seen: Number, once: Key, reason: Told = ""
) -> RedirectResponse:
    """Bring an earlier state back."""
    brought_back(desk, person, record, to, seen, reason.strip() or None, once)
    return RedirectResponse(f"/history?{urlencode({'about': record})}", 303)


@PAGES.get("/history/{decision}")
def one(request: Request, desk: AtDesk, _: Reader, decision: str) -> HTMLResponse:
    """One decision."""
    return page(request, "history_entry.html", entry=entry(desk, decision), once=secrets.token_hex(8))


@PAGES.post("/history/{decision}/undo")
def take_back(desk: AtDesk, person: Coder, decision: str, once: Key, reason: Told = "") -> RedirectResponse:
    """Take a decision back; what it was about follows at once."""
    told = found(desk, decision)
    who = person.name or desk.settings.who
    made = undo(
        desk.store, told.id, who, reason.strip() or None, once=once_of(once, who, "undo", told.id) if once else None
    )
    if events := about_events(desk.store, [made]):
        regroup(desk.store, events)
    return RedirectResponse(f"/history/{told.id}", 303)
