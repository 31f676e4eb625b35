"""The page of Explore: one filter, four views."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.case.survey.figures import STEPS
from dateline.case.views.filter import STATUSES
from dateline.codebook.tables import acled_types
from dateline.model.vocabulary import PLOVER_TYPES
from dateline.render.page.receipt import attribution
from dateline.render.page.view import country_words
from dateline.web.desk import AtDesk, Reader
from dateline.web.templating import page
from dateline.web.topics.explore.answer import Range, between, happenings, in_time, on_map
from dateline.web.topics.explore.asked import VIEWS, Shown, shown
from dateline.web.topics.explore.drawn import heat, map_of, times_of

PAGES = APIRouter()
Asked = Annotated[Shown, Depends(shown)]
ORDER_WORDS: Final = {"newest": "added last", "latest": "latest day first", "earliest": "earliest day first"}
CHIP_WORDS: Final = {
    "text": "words", "country": "country", "actor": "actor", "doer": "done by", "done_to": "done to", "type": "type",
    "status": "status", "outlet": "outlet", "source": "source", "box": "box", "from": "from", "to": "to",
}  # fmt: skip
OFFERED: Final = 200
"""Outlets that the filter offers; others can be written."""


@PAGES.get("/explore")
def explore(request: Request, desk: AtDesk, _: Reader, asked: Asked) -> Response:
    """What fits a filter, as a table, on a map, in time, or between actors."""
    if "hx-request" not in request.headers and any(v == "" for _, v in request.query_params.multi_items()):
        return RedirectResponse(f"/explore?{asked.query(after=asked.after)}", 303)  # a form's empty fields ask nothing
    told: dict[str, Any] = {"map": None, "line": None}
    if asked.view == "map":
        found: Any = on_map(desk, asked)
        told["map"] = map_of(found, asked)
    elif asked.view == "timeline":
        found = in_time(desk, asked)
        told["line"] = times_of(found, asked)
    elif asked.view == "matrix":
        found = between(desk, asked)
        told["most"] = max((n or 0 for row in found.counts for n in row), default=0)
    else:
        found = happenings(desk, asked)
    answer = _page(request, desk, asked, found, told)
    if "hx-request" in request.headers:
        answer.headers["HX-Push-Url"] = f"/explore?{asked.query(after=asked.after)}"
    return answer


def _page(request: Request, desk: AtDesk, asked: Shown, found: Any, told: dict[str, Any]) -> HTMLResponse:
    return page(
        request, "explore.html", asked=asked, found=found, views=VIEWS, orders=ORDER_WORDS, steps=STEPS,
        chips=[(CHIP_WORDS[name], _chip(name, value), f"/explore?{left}") for name, value, left in asked.chips()],
        offers=desk.surveys.offers(), offered=OFFERED, types=_types(), statuses=STATUSES, country=country_words,
        heat=heat, span=span, whole=whole, credit=attribution(None), **told,
    )  # fmt: skip


def _chip(name: str, value: str) -> str:
    if name == "country":
        return country_words(value) or value
    return value.replace(",", ", ") if name == "box" else value


def _types() -> list[tuple[str, list[str]]]:
    """Types that a filter may name, by codebook."""
    acled = list(dict.fromkeys(t.event_type for t in acled_types().values()))
    return [("PLOVER", list(PLOVER_TYPES)), ("ACLED", acled), ("UCDP", ["state-based", "non-state", "one-sided"])]


def whole(names: list[str]) -> str:
    """Names of values, each once: what is told of a part of the dead is told of the dead."""
    return ", ".join(dict.fromkeys(name.partition(" of ")[0].replace("_", " ") for name in names))


def span(number: Range | None, told: str | None) -> dict[str, str] | None:
    """A number's ends for a cell, and all of it in words."""
    if number is None:
        return None
    ends = [f"{n:g}" for n in (number.low, number.high) if n is not None]
    best = f"{number.best:g}" if number.best is not None else None
    each = (("low", number.low), ("best", number.best), ("high", number.high))
    words = ", ".join(f"{name} {n:g}" for name, n in each if n is not None)
    return {"ends": "–".join(dict.fromkeys(ends)), "best": best or "", "words": words, "told": told or ""}
