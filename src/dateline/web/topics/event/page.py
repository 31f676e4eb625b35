"""The page of one happening, and what is decided on it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dateline.case.review.slots import slot_kinds
from dateline.render.page.places import PRECISIONS
from dateline.render.page.receipt import attribution
from dateline.render.situation.said import KINDS
from dateline.render.words import STANCES
from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.templating import page
from dateline.web.topics.event.answer import HOW_WORDS, STATUS_WORDS, Word, citation, cited, decidable, deep, told
from dateline.web.topics.event.deciding import keep, take_back
from dateline.web.topics.event.drawn import map_of, placed

PAGES = APIRouter()
Id = Annotated[str, Path(max_length=200)]
AsOf = Annotated[str | None, Query(max_length=40)]
Kept = Annotated[int | None, Query(ge=1, le=2**62)]
QUOTE = 300
"""Characters of a quote; it leads to the words themselves."""


@PAGES.get("/event/{id}")
def event(request: Request, desk: AtDesk, _: Reader, id: Id, as_of: AsOf = None, kept: Kept = None) -> HTMLResponse:  # noqa: A002
    """One happening. `kept` is the decision that was just made on it, told at the top with the way back."""
    found = deep(desk, id, as_of or None)
    widgets = {s.name: s for s in slot_kinds()["event"]}
    more: dict[str, Any] = {
        "csl": json.dumps(cited(desk, found), ensure_ascii=False, indent=2), "citation": citation(desk, found),
        "slots": decidable(), "widgets": widgets, "how": HOW_WORDS, "kinds": KINDS, "stances": STANCES,
        "statuses": STATUS_WORDS, "precisions": PRECISIONS, "quote_length": QUOTE, "credit": attribution(None),
        "together": together, "kept": kept,
    }  # fmt: skip
    return page(
        request, "event.html", e=told(desk, found), asked=id, as_of=as_of or "", map=map_of(found.made),
        places=placed(found.made), once=secrets.token_hex(8), query=f"?as_of={as_of}" if as_of else "", **more,
    )  # fmt: skip


@PAGES.post("/event/{id}/decide")
async def decide(request: Request, desk: AtDesk, person: Coder, id: Id) -> RedirectResponse:  # noqa: A002
    """Keep a decision on it."""
    from starlette.concurrency import run_in_threadpool

    form = {k: v for k, v in (await request.form()).items() if isinstance(v, str)}
    made = await run_in_threadpool(lambda: keep(desk, deep(desk, id), form, person.name or desk.settings.who))
    return RedirectResponse(f"/event/{id}?kept={made.seq}", 303)


@PAGES.post("/event/{id}/undo")
async def undo(request: Request, desk: AtDesk, person: Coder, id: Id) -> RedirectResponse:  # noqa: A002
    """Take a decision on it back."""
    from starlette.concurrency import run_in_threadpool

    form = {k: v for k, v in (await request.form()).items() if isinstance(v, str)}
    who = person.name or desk.settings.who
    made = await run_in_threadpool(
        lambda: take_back(desk, deep(desk, id), form.get("decision", ""), who, form.get("once") or None)
    )
    return RedirectResponse(f"/event/{id}?kept={made.seq}", 303)


def together(said: Iterable[Word]) -> list[list[Word]]:
    """Voices that rest on the same words for the same value, each once: a quote stands once, with all who say it."""
    found: dict[tuple[str, ...], dict[tuple[str, ...], Word]] = {}
    for w in said:
        voices = found.setdefault((w.value, w.stance, w.how, w.quote), {})
        voices.setdefault((w.kind, w.source, w.report, w.event or ""), w)
    return [list(voices.values()) for voices in found.values()]
