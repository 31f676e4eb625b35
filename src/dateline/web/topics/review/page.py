"""The page of a report under review, its parts, and its forms for whoever has no script."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.datastructures import FormData

from dateline.case.review.deciding import MOST, decide, reasons
from dateline.case.review.finding import NEEDS
from dateline.case.review.opening import Opened
from dateline.case.review.records import Kind
from dateline.case.review.slots import SOURCE_KINDS, slot_kinds
from dateline.errors import ConflictError, InputError
from dateline.model.vocabulary import Precision
from dateline.render.page.places import PRECISIONS
from dateline.web.desk import AtDesk, Coder, Desk, Reader
from dateline.web.errors import NotFound
from dateline.web.templating import page
from dateline.web.topics.review.answer import Review, Words, cards, review_answer
from dateline.web.topics.review.forms import decision_of, record_of, seen_of
from dateline.web.topics.review.places import figure_of, places_called
from dateline.web.topics.review.showing import (
    STATES,
    chosen_in,
    countries_of,
    listed_about,
    marked_of,
    middle_of,
    spans,
    window_of,
)
from dateline.web.topics.review.side import days_of, map_of
from dateline.web.topics.review.text import marked_report

PAGES = APIRouter()
Report = Annotated[str, Path(max_length=100)]
Task = Annotated[str | None, Query(max_length=100)]
Record = Annotated[str | None, Query(max_length=200)]
AsOf = Annotated[int | None, Query(ge=0, le=2**62)]
Lat = Annotated[float, Query(ge=-90, le=90, allow_inf_nan=False)]
Lon = Annotated[float, Query(ge=-180, le=180, allow_inf_nan=False)]
FORMED = tuple(Precision.__args__)  # type: ignore[attr-defined]


@PAGES.get("/review", response_model=None)
def begin(request: Request, desk: AtDesk, who: Reader, task: Task = None) -> Response:
    """The next report to review; where all are done, that."""
    first = next(iter(desk.store.reports()), None)
    report = None
    if first is not None:
        open_ = first.id not in desk.reviews.done([first.id], task, who.name)
        report = first.id if open_ else desk.reviews.next_open(first.id, task, who.name)
    if report is None:
        return page(request, "review_none.html", empty=first is None)
    return RedirectResponse(address(report, task), 303)


@PAGES.get("/review/places", response_model=None)
def places(
    request: Request, _: Reader, q: Annotated[str, Query(max_length=120)] = "", lat: Lat | None = None,
    lon: Lon | None = None, countries: Annotated[str, Query(max_length=40)] = "",
) -> Response:  # fmt: skip
    """Places of a name, as JSON for scripts and as a page for people."""
    near = (lat, lon) if lat is not None and lon is not None else None
    found = places_called(q, near, [c for c in countries.split(",") if c])
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse(found.model_dump(mode="json"), headers={"Cache-Control": "private, max-age=300"})
    return page(request, "review_places.html", q=q, found=found)


@PAGES.get("/review/map", response_model=None)
def map_(
    desk: AtDesk, who: Reader, lat: Lat, lon: Lon, km: Annotated[float, Query(gt=0, allow_inf_nan=False)] = 120.0,
    report: Annotated[str | None, Query(max_length=100)] = None, task: Task = None,
) -> Response:  # fmt: skip
    """A map to point at a place on."""
    dossier = _opened(desk, report, task, who.name).review.now if report else None
    return HTMLResponse(str(figure_of(dossier, lat, lon, km)), headers={"Cache-Control": "private, max-age=60"})


@PAGES.get("/review/{report}", response_model=None)
def review(
    request: Request, desk: AtDesk, who: Reader, report: Report, task: Task = None, record: Record = None,
    told: Annotated[str | None, Query(max_length=20)] = None, as_of: AsOf = None,
) -> Response:  # fmt: skip
    """A report under review: its text, its records, its map; to be looked at only, as it was at a number of the log."""
    opened = _opened(desk, report, task, who.name, as_of)
    chosen = chosen_in(opened.review, record)
    listed = listed_about(opened.review, chosen)
    shown = review_answer(opened, desk.reviews.beside(report, task, who.name), listed)
    window = window_of(shown, opened.review, who.name)
    numbers = {r.id: n for n, r in enumerate(opened.review.records, 1)}
    now, document = opened.review.now, opened.review.read.document
    at = next((c for c in window.cards if c.record.id == chosen), None)
    return page(
        request, "review.html", review=shown, window=window, record=chosen, at=at, told=told, document=document,
        text=marked_report(document, marked_of(shown, opened.review)), map=map_of(now, numbers),
        days=days_of(now, numbers), case_id=desk.case_id, reasons=reasons(), states=STATES, middle=middle_of(now),
        decided=sum(n for state, n in shown.counts.items() if state != "open"), countries=countries_of(now),
        may=who.may("code") and as_of is None, as_of=as_of, spans=spans, kinds=tuple(NEEDS),
        precisions=PRECISIONS, address=address,
        query=_query(task, as_of),
    )  # fmt: skip


@PAGES.get("/review/{report}/fix", response_model=None)
def fix(
    request: Request, desk: AtDesk, who: Coder, report: Report, task: Task = None, record: Record = None,
    kind: Kind | None = None, words: Annotated[str | None, Query(pattern=r"^\d{1,9}-\d{1,9}$")] = None,
) -> Response:  # fmt: skip
    """The form that corrects a record, or, with a kind and words, the one that adds a record."""
    opened = _opened(desk, report, task, who.name)
    shown = review_answer(opened, (None, None), [record] if record else [])
    found = record_of(shown, record)
    if found is None and kind is None:
        raise NotFound(f"{record}: there is no such record in {report}.")
    told = _slots(found.kind if found else kind or "event", found is None, shown)
    slots = [s for s in found.slots if s.name != "evidence"] if found else told
    return page(
        request, "review_fix.html", review=shown, record=found, kind=found.kind if found else kind, slots=slots,
        words=_words(shown, words), choices=shown.choices, precisions=PRECISIONS, whens=FORMED, spans=spans,
        source_kinds=SOURCE_KINDS, needed=() if found else NEEDS[kind or "event"], address=address, query=_query(task),
    )  # fmt: skip


def _slots(kind: Kind, new: bool, shown: Review) -> list[dict[str, Any]]:  # noqa: FBT001 - one caller
    """The slots of a record that is not there yet: all are empty."""
    if not new:
        return []
    nothing: dict[str, Any] = {"value": None, "shown": None, "read": None, "evidence": [], "changed": False}
    return [
        {"name": s.name, "label": s.label, "widget": s.widget, "choices": s.choices, "empty": s.empty, **nothing}
        for s in slot_kinds()[kind]
        if s.name != "evidence"
    ]


def _words(shown: Review, words: str | None) -> list[Words]:
    start, end = (int(n) for n in (words or "0-0").split("-"))
    return [Words(start=start, end=end, quote=shown.text[start:end])] if start < end <= len(shown.text) else []


async def _formed(request: Request) -> FormData:
    return await request.form()


Formed = Annotated[FormData, Depends(_formed)]


@PAGES.post("/review/{report}/decide", response_model=None)
def post(request: Request, desk: AtDesk, who: Coder, report: Report, form: Formed) -> Response:
    """A form of the page: what it decides is kept, and the page is shown again at the record."""
    task = str(form.get("task") or "") or None
    about = str(form.get("about") or "")
    shown = review_answer(_opened(desk, report, task, who.name), (None, None))
    decisions = decision_of(form, shown)
    try:
        if decisions[-1].verb == "done" and len(decisions) > 1:  # what is done is told by what is left then
            for n in range(0, len(decisions) - 1, MOST):
                decide(desk.reviews, report, decisions[n : min(n + MOST, len(decisions) - 1)], who.name, task=task)
            decisions = decisions[-1:]
        kept = decide(desk.reviews, report, decisions, who.name, seen=seen_of(form), task=task)
    except ConflictError as exc:
        return _conflict(request, desk, who.name, shown, about, exc)
    if decisions[-1].verb == "add":
        about = kept[-1].about[-1]
    return RedirectResponse(address(report, task, about, told=decisions[-1].verb) + _anchor(about), 303)


def _conflict(request: Request, desk: Desk, who: str, shown: Review, about: str, exc: ConflictError) -> HTMLResponse:
    """Somebody decided meanwhile: what they said, and the way back."""
    now = cards(_opened(desk, shown.report, shown.task, who).review, [about])
    link = address(shown.report, shown.task, about) + _anchor(about)
    return page(request, "review_conflict.html", status=412, detail=str(exc), records=now, link=link)


def _anchor(record: str) -> str:
    return f"#{quote(record, safe='')}" if record else ""


def address(report: str, task: str | None = None, record: str | None = None, **more: str) -> str:
    """The permanent address of a report's review, or of a record in it."""
    told = {k: v for k, v in {"task": task, "record": record, **more}.items() if v}
    return f"/review/{quote(report, safe='')}" + (f"?{urlencode(told)}" if told else "")


def _query(task: str | None, as_of: int | None = None) -> str:
    told = {k: v for k, v in {"task": task, "as_of": as_of}.items() if v is not None}
    return f"?{urlencode(told)}" if told else ""


def _opened(desk: Desk, report: str, task: str | None, who: str, as_of: int | None = None) -> Opened:
    try:
        return desk.reviews.opened(report, task, who, as_of)
    except InputError as exc:
        raise NotFound(str(exc)) from exc
