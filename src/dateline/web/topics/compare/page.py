"""The pages of comparing."""

from __future__ import annotations

import secrets
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from dateline.errors import SettingsError
from dateline.web.desk import AtDesk, Coder, Desk, Reader
from dateline.web.paging import After, Limit
from dateline.web.templating import page
from dateline.web.topics.compare.answer import Decision, Way, comparison, decision_of, whole
from dateline.web.topics.compare.deciding import Decided, Outcome, keep, take_back
from dateline.web.topics.compare.drawn import texts, two_places
from dateline.web.topics.compare.queue import What, queue

PAGES = APIRouter()
Id = Annotated[str | None, Query(max_length=80)]
Kept = Annotated[str, Query(max_length=50, pattern=r"^(\d{1,18}-\d{1,18})?$")]
Shown = Annotated[str, Form(max_length=2000)]
MANY = 500
"""Judgements of one decision: what is told apart is told pair by pair."""


@PAGES.get("/compare")
def show(
    request: Request, desk: AtDesk, _: Reader, a: Id = None, b: Id = None, what: What | None = None, at: After = 0,
    limit: Limit = 25, after: After = 0, kept: Kept = "",
) -> HTMLResponse:  # fmt: skip
    """Two side by side, one happening's accounts, or the pairs that wait."""
    common: dict[str, Any] = {
        "kept": _kept(desk, kept), "range": kept, "once": secrets.token_hex(8), "what": what or "", "at": at,
        "json": f"/api/v1{request.url.path}?{request.url.query}",
    }  # fmt: skip
    if a and b:
        told, found = comparison(desk, a, b)
        drawn: dict[str, Any] = {"texts": [texts(desk.store, h) for h in (found.a, found.b)], "map": two_places(found)}
        following = _next(desk, what, at) if what else None
        return page(request, "compare.html", pair=told, following=following, rows=_rows(desk, a, b), **drawn, **common)
    if a:
        return page(request, "compare_split.html", whole=whole(desk, a), rows=_rows(desk, a), **common)
    found_pairs = queue(desk, what or "near", limit, after)
    return page(request, "compare_queue.html", found=found_pairs, limit=limit, after=after, **common)


def _rows(desk: Desk, *ids: str) -> int:
    """Rows of datasets among what is compared: where they stand is settled when the case is linked."""
    groups = [i for i in ids if i.startswith("happening-")]
    groups += desk.store.happenings_of([i for i in ids if i.startswith("event-")]).values()
    events = [e for members in desk.store.members_of(groups).values() for e in members]
    return len(desk.store.rows_among(events))


def _next(desk: Desk, what: What, at: int) -> str | None:
    """Where the pair after this one is looked at; None where there is none."""
    found = queue(desk, what, 1, at)
    if not found.items:
        return None
    pair = found.items[0]
    return f"/compare?{urlencode({'a': pair.a.event, 'b': pair.b.event, 'what': what, 'at': found.next or 2**62})}"


def _kept(desk: Desk, told: str) -> list[Decision]:
    """The decisions that were just kept."""
    return [decision_of(j) for n in _numbers(told) if (j := desk.store.judgement(n)) is not None]


def _numbers(told: str) -> range:
    first, _, last = told.partition("-")
    return range(int(first), min(int(last), int(first) + MANY) + 1) if first else range(0)


@PAGES.post("/compare")
def decide(
    desk: AtDesk, person: Coder, verb: Annotated[Way, Form()], a: Annotated[str, Form(max_length=80)],
    seen: Annotated[int, Form(ge=0, le=2**62)], once: Annotated[str, Form(max_length=80)],
    b: Annotated[str | None, Form(max_length=80)] = None, members: Annotated[list[str] | None, Form()] = None,
    reason: Shown = "", what: Annotated[What | None, Form()] = None, at: Annotated[int, Form(ge=0, le=2**62)] = 0,
) -> RedirectResponse:  # fmt: skip
    """Keep a decision and go on: to the next pair where one came from the list, else back to what was decided."""
    told = Decided(verb=verb, a=a, b=b or None, members=members or [], reason=reason, seen=seen)
    kept = {"kept": _range(keep(desk, person, told, once))}
    if what and (following := _next(desk, what, at)):
        return RedirectResponse(f"{following}&{urlencode(kept)}", 303)
    if what:
        return RedirectResponse(f"/compare?{urlencode({'what': what, **kept})}", 303)
    return RedirectResponse(f"/compare?{urlencode({'a': a, **({'b': b} if b else {}), **kept})}", 303)


@PAGES.post("/compare/undo")
def take(
    desk: AtDesk, person: Coder, kept: Annotated[str, Form(pattern=r"^\d{1,18}-\d{1,18}$")],
    once: Annotated[str, Form(max_length=80)], reason: Shown = "",
    a: Annotated[str, Form(max_length=80)] = "", b: Annotated[str, Form(max_length=80)] = "",
    what: Annotated[What | None, Form()] = None, at: Annotated[int, Form(ge=0, le=2**62)] = 0,
) -> RedirectResponse:  # fmt: skip
    """Take decisions back and show what they were about: of a pair that is the pair before, not the one looked at."""
    told = [j for j in _kept(desk, kept) if j.verb in {"same", "apart", "unsure"}]
    if not told:
        raise SettingsError("There is nothing to take back.")
    made = take_back(desk, person, [j.id for j in told], reason or None, once)
    of = desk.store.judgement(told[0].seq)
    ends = {"a": of.about[0], "b": of.about[-1]} if of and b else {"a": a} if a else {}
    place = {"what": what, "at": at} if what and b else {}
    return RedirectResponse(f"/compare?{urlencode({**ends, **place, 'kept': _range(made)})}", 303)


def _range(made: Outcome) -> str:
    numbers = [int(i.removeprefix("judgement-")) for i in made.kept]
    return f"{min(numbers)}-{max(numbers)}"
