"""One report of a double coding side by side, as pages and programs see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from dateline.case.review.records import Kind, State
from dateline.case.review.slots import Widget
from dateline.case.review.tasks import Progress, seen_by
from dateline.errors import InputError
from dateline.evaluate.agreement.answers import coded
from dateline.evaluate.agreement.comparing import Compared, Comparison, Line, Said, compared
from dateline.render.words import names_of
from dateline.web.desk import Desk, Forbidden
from dateline.web.errors import NotFound
from dateline.web.topics.agreement.tasks import TaskNow, task_for, task_now
from dateline.web.topics.review.answer import title_of

if TYPE_CHECKING:
    from dateline.model.judgement import Judgement
    from dateline.web.people import Person


class WordsNow(BaseModel):
    """Characters start..end of the report's text, counted in Unicode code points."""

    start: int
    end: int
    quote: str


class SaidNow(BaseModel):
    """What one of them has in a slot."""

    value: Any
    shown: str
    evidence: list[WordsNow]
    state: State | None
    reason: str | None


class LineNow(BaseModel):
    """One slot side by side."""

    slot: str
    label: str
    widget: Widget
    choices: list[Any]
    empty: bool
    """Whether it may say nothing."""
    read: SaidNow | None
    by: dict[str, SaidNow]
    """Coder -> answer."""
    now: SaidNow | None
    """As it stands in the case."""
    agree: bool
    open: bool
    """Whether somebody has to decide."""
    settled: str | None
    """Who decided it, and how."""


class RecordSides(BaseModel):
    """One record side by side."""

    id: str
    kind: Kind
    title: str
    quote: str
    lines: list[LineNow]
    agreed: bool
    open: int
    revision: int
    """Of the record in the case; send it in `seen` when deciding."""


class SidesNow(BaseModel):
    """One report side by side."""

    task: TaskNow
    report: str
    title: str
    outlet: str | None
    published: str | None
    text: str
    coders: list[str]
    """Those whose answers may be seen."""
    waiting: list[str]
    """Coders who are not done with it: until then nobody sees what others answered."""
    records: list[RecordSides]
    open: int
    settled: int
    to_carry: int
    """Records that coders agree on and that were not carried over yet."""
    done: bool
    """Whether the report is marked done in the case."""
    next: str | None
    """The next report that all coders are done with."""
    may_decide: bool


def comparison_of(desk: Desk, progress: Progress, report: str, coders: frozenset[str]) -> Comparison:
    """A report with the answers of the coders named; `NotFound` where the task or the case does not have it."""
    task = progress.task
    if report not in task.reports:
        raise NotFound(f"The report {report} is not among those of {task.title}.")
    try:
        found = coded(desk.reviews, task, report, [c for c in task.coders if c in coders])
        return compared(found, task, desk.reviews.opened(report).judgements)
    except InputError as exc:
        raise NotFound(str(exc)) from exc


def sides(desk: Desk, id_: str, report: str, person: Person) -> SidesNow:
    """What whoever asks may see of it: their own answers; those of all once all are done with the report."""
    progress = task_for(desk, id_, person)
    adjudicates = person.may("adjudicate")
    seen = seen_by(progress, report, person.name, adjudicates=adjudicates)
    found = comparison_of(desk, progress, report, seen)
    whole = progress.all_done(report)
    if not seen and whole:
        raise Forbidden("Only those who adjudicate see the answers of this task.")
    done = progress.done.get(report, frozenset())
    document = found.coded.now.read.document
    shown = [_record(r, found) for r in found.records] if seen else []
    return SidesNow(
        task=task_now(progress, person),
        report=report,
        title=found.coded.title,
        outlet=document.outlet,
        published=document.published.date,
        text=document.text,
        coders=[c for c in progress.task.coders if c in seen],
        waiting=[c for c in progress.task.coders if c not in done],
        records=shown,
        open=found.open if whole else 0,
        settled=found.settled if whole else 0,
        to_carry=len(found.to_carry) if whole else 0,
        done=found.coded.now.done is not None,
        next=_next(progress, report),
        may_decide=whole and adjudicates,
    )


def _next(progress: Progress, report: str) -> str | None:
    whole = progress.whole
    behind = whole[whole.index(report) + 1 :] if report in whole else whole
    return next(iter(behind), None)


def _record(r: Compared, comparison: Comparison) -> RecordSides:
    first = next(iter(r.reviewed.values()), r.now)
    of = next((c for c in r.reviewed), None)
    review = comparison.coded.by[of] if of is not None else comparison.coded.now
    title = title_of(first, names_of(review.now)) if first is not None else r.id
    quote = " … ".join(e.quote for e in r.unit.evidence)
    return RecordSides(
        id=r.id, kind=r.kind, title=title, quote=quote, lines=[_line(line) for line in r.lines], agreed=r.agreed,
        open=len(r.open), revision=r.now.revision if r.now is not None else 0,
    )  # fmt: skip


def _line(line: Line) -> LineNow:
    slot = line.slot
    return LineNow(
        slot=slot.name, label=slot.label, widget=slot.widget, choices=[c.value for c in slot.choices],
        empty=slot.empty, read=_said(line.read), by={c: made for c, s in line.by.items() if (made := _said(s))},
        now=_said(line.now), agree=line.agree, open=line.open,
        settled=_settled(line.settled) if line.settled is not None else None,
    )  # fmt: skip


def _said(said: Said | None) -> SaidNow | None:
    if said is None:
        return None
    words = [WordsNow(start=e.start, end=e.end, quote=e.quote) for e in said.evidence]
    return SaidNow(value=said.value, shown=said.shown, evidence=words, state=said.state, reason=said.reason)


def _settled(j: Judgement) -> str:
    told = str(j.value if j.verb == "note" else j.reason)
    how = told.partition("adjudicated in ")[2].partition(": ")[2].partition(" – ")[0]
    return f"{j.who}: {how}" if how else j.who
