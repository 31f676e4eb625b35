"""The pages of agreement: double codings, the table of one, one report side by side."""

from __future__ import annotations

import json
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError
from starlette.datastructures import FormData

from dateline.case.review.records import Kind
from dateline.case.review.tasks import KINDS
from dateline.errors import SettingsError
from dateline.model.vocabulary import Precision, SourceKind
from dateline.web.desk import Adjudicator, AtDesk, Reader
from dateline.web.templating import page
from dateline.web.topics.agreement.acting import Act, Pointed, act, value_of_form, words_of_form
from dateline.web.topics.agreement.answer import RowNow, table
from dateline.web.topics.agreement.figure import RELIABLE, TENTATIVE, bars
from dateline.web.topics.agreement.sides import LineNow, SidesNow, sides
from dateline.web.topics.agreement.tasks import NewTask, close, coders_to_choose, hand_out, tasks_for


async def _filled(request: Request) -> FormData:
    """A form as it came: its fields follow from the record that it is about."""
    return await request.form(max_fields=200, max_files=0)


PAGES = APIRouter()
TaskId = Annotated[str, Path(max_length=100)]
Report = Annotated[str, Path(max_length=100)]
Text = Annotated[str, Form(max_length=20_000)]
Filled = Annotated[FormData, Depends(_filled)]
BEHIND = " + "
"""Between the names of coders in an address."""


@PAGES.get("/agreement")
def tasks_page(request: Request, desk: AtDesk, who: Reader) -> HTMLResponse:
    """The double codings, and the form to hand one out."""
    return page(
        request, "agreement.html", tasks=tasks_for(desk, who), known=coders_to_choose(request.app.state.door, who),
        kinds=KINDS, json_url="/api/v1/agreement",
    )  # fmt: skip


@PAGES.post("/agreement")
def new_task(request: Request, desk: AtDesk, who: Adjudicator, form: Filled) -> RedirectResponse:
    """Hand out what the form says."""
    wanted = _new_task(form)
    made = hand_out(desk, request.app.state.door, wanted, who)
    return RedirectResponse(f"/agreement/{made.id}", 303)


def _new_task(form: FormData) -> NewTask:
    told: dict[str, Any] = {
        k: str(form[k]).strip() for k in ("title", "outlet", "since", "until", "sample", "seed") if k in form
    }
    told = {k: v for k, v in told.items() if v}
    named = [c for one in form.getlist("coders") for c in str(one).replace(";", ",").split(",")]
    reports = str(form.get("reports", "")).replace(",", " ").split()
    kinds = [k for k in get_args(Kind) if k in form.getlist("kinds")] or list(KINDS)
    try:
        return NewTask(
            **told,
            coders=[c.strip() for c in named if c.strip()],
            reports=reports,
            kinds=kinds,
            reveal="reveal" in form,
        )
    except ValidationError as exc:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in exc.errors())
        raise SettingsError(wrong) from exc


@PAGES.get("/agreement/{task}")
def table_page(
    request: Request, desk: AtDesk, who: Reader, task: TaskId,
    coders: Annotated[str, Query(max_length=2000)] = "",
) -> HTMLResponse:  # fmt: skip
    """How far coders agree: a pair of them, or all."""
    found = table(desk, task, who)
    groups = list(dict.fromkeys(BEHIND.join(r.coders) for r in found.rows))
    chosen = coders if coders in groups else groups[-1] if groups else ""
    rows = [r for r in found.rows if BEHIND.join(r.coders) == chosen]
    return page(
        request, "agreement_task.html", found=found, task=found.task, groups=groups, chosen=chosen, rows=rows,
        figure=bars(rows), level=_level, json_url=f"/api/v1/agreement/{task}",
    )  # fmt: skip


def _level(row: RowNow) -> str:
    """Alpha in a word: Krippendorff 2004, p. 241."""
    if row.few:
        return "too few to say"
    if row.alpha is None:
        return "all say the same" if row.same == 1 else "see its own measure"
    return "reliable" if row.alpha >= RELIABLE else "tentative" if row.alpha >= TENTATIVE else "not reliable"


@PAGES.post("/agreement/{task}/close")
def close_page(desk: AtDesk, who: Adjudicator, task: TaskId, again: Text = "") -> RedirectResponse:
    """Take no more answers, or take them again."""
    close(desk, task, who, again=bool(again))
    return RedirectResponse(f"/agreement/{task}", 303)


@PAGES.get("/agreement/{task}/{report}")
def sides_page(
    request: Request, desk: AtDesk, who: Reader, task: TaskId, report: Report,
    show: Annotated[str, Query(max_length=20)] = "",
) -> HTMLResponse:  # fmt: skip
    """One report side by side."""
    found = sides(desk, task, report, who)
    first = next(((r.id, line.slot) for r in found.records for line in r.lines if line.open), None)
    shown = [r for r in found.records if show == "all" or not found.may_decide or _differs(r.lines)]
    return page(
        request, "agreement_report.html", found=found, task=found.task, first=first, shown=shown,
        everything=show == "all",
        dumps=json.dumps, precisions=get_args(Precision), source_kinds=get_args(SourceKind),
        json_url=f"/api/v1/agreement/{task}/{report}",
    )  # fmt: skip


def _differs(lines: list[LineNow]) -> bool:
    return any(not line.agree for line in lines)


@PAGES.post("/agreement/{task}/{report}")
def act_page(desk: AtDesk, who: Adjudicator, task: TaskId, report: Report, filled: Filled) -> RedirectResponse:
    """Do what the form says, and go on with what is open."""
    form = {k: str(v) for k, v in filled.items()}
    found = sides(desk, task, report, who)
    wanted = _act_of(form, found)
    act(desk, task, report, who, wanted, form.get("once") or None)
    if wanted.act == "done" and found.next is not None:
        return RedirectResponse(f"/agreement/{task}/{found.next}", 303)
    everything = "?show=all" if form.get("show") == "all" else ""
    return RedirectResponse(f"/agreement/{task}/{report}{everything}#open", 303)


def _act_of(form: dict[str, str], found: SidesNow) -> Act:
    told = {k: form[k] for k in ("act", "record", "slot", "coder") if k in form}
    seen = form.get("seen", "")
    try:
        wanted = Act.model_validate({**told, "seen": int(seen) if seen.isascii() and seen.isdigit() else None})
    except ValidationError as exc:
        raise SettingsError("This form is not of this page: open the page again.") from exc
    if wanted.act != "otherwise":
        return wanted
    line = next((x for r in found.records if r.id == wanted.record for x in r.lines if x.slot == wanted.slot), None)
    if line is None:
        raise SettingsError("This form is not of this page: open the page again.")
    words = words_of_form(found.text, form.get("quote", ""))
    value = value_of_form(line.widget, {k[6:]: v for k, v in form.items() if k.startswith("value.")})
    evidence = [Pointed(start=a, end=b, quote=q) for a, b, q in words]
    return wanted.model_copy(update={"value": value, "evidence": evidence})
