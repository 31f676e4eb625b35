"""What an adjudicator does with one report: out of a form or out of JSON into decisions of the case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Field

from dateline.case.review.deciding import decide
from dateline.case.review.records import Decision
from dateline.case.review.slots import Widget
from dateline.case.review.tasks import Progress, seen_by
from dateline.errors import ConflictError, SettingsError
from dateline.evaluate.agreement.adjudicating import carried, otherwise, picked, undo_last
from dateline.evaluate.agreement.comparing import marker
from dateline.model.judgement import Words
from dateline.web.desk import Desk
from dateline.web.topics.agreement.sides import comparison_of
from dateline.web.topics.agreement.tasks import task_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateline.evaluate.agreement.comparing import Comparison
    from dateline.web.people import Person

What = Literal["pick", "otherwise", "carry", "undo", "done"]
Id = Annotated[str, Field(max_length=400)]


class Pointed(BaseModel):
    """Characters start..end of the report's text, counted in Unicode code points."""

    start: Annotated[int, Field(ge=0, le=2**31)]
    end: Annotated[int, Field(ge=0, le=2**31)]
    quote: Annotated[str, Field(max_length=20_000)]


class Act(BaseModel):
    """`pick`: a coder's answer in a slot holds ("kept": whether there is such a record). `otherwise`: another value.
    `carry`: all that coders agree on holds. `undo`: what you adjudicated last is taken back. `done`: the report is
    marked done."""

    act: What
    record: Id = ""
    slot: Id = ""
    coder: Id = ""
    value: Any = None
    evidence: Annotated[list[Pointed], Field(max_length=50)] = []
    seen: int | None = None
    """Revision of the record when it was looked at."""


def act(desk: Desk, id_: str, report: str, person: Person, wanted: Act, once: str | None = None) -> None:
    """Do it. Raises `SettingsError` for what makes no sense, `ConflictError` where somebody decided meanwhile."""
    progress = task_for(desk, id_, person)
    once = f"{once}:{wanted.model_dump_json(exclude={'seen'})}" if once else None
    if once and desk.reviews.was_sent(f"{once}:0", person.name, report):
        return  # what stands now is compared otherwise than it was then
    if not progress.all_done(report):
        raise SettingsError("Not all coders are done with this report yet: nothing can be adjudicated before.")
    seen = seen_by(progress, report, person.name, adjudicates=True)
    comparison = comparison_of(desk, progress, report, seen)
    _refuse_unseen(comparison, wanted)
    for n, sending in enumerate(_sendings(desk, progress, comparison, wanted, person)):
        key = f"{once}:{n}" if once else None
        decide(desk.reviews, report, sending, person.name, once=key, adjudicates=True)


def _refuse_unseen(comparison: Comparison, wanted: Act) -> None:
    found = comparison.of(wanted.record)
    if wanted.seen is not None and found is not None and found.now is not None and found.now.revision > wanted.seen:
        raise ConflictError("Somebody decided on this record after you had opened it: look at it again.")


def _sendings(
    desk: Desk, progress: Progress, comparison: Comparison, wanted: Act, person: Person
) -> list[list[Decision]]:
    """The decisions, in sendings."""
    task, report = progress.task, comparison.coded.report
    if wanted.act == "carry":
        return carried(comparison, task)
    if wanted.act == "undo":
        found = undo_last(desk.reviews, task, report, person.name)
        return [found[n : n + 100] for n in range(0, len(found), 100)]
    if wanted.act == "done":
        if comparison.open or comparison.to_carry:
            raise SettingsError("Not all is decided yet: carry over what coders agree on, and decide the rest.")
        return [[Decision("done", report, reason=marker(task))]]
    if wanted.act == "pick":
        return [picked(comparison, task, wanted.record, wanted.slot, wanted.coder)]
    evidence = [(e.start, e.end, e.quote) for e in wanted.evidence]
    return [otherwise(comparison, task, wanted.record, wanted.slot, wanted.value, evidence)]


def value_of_form(widget: Widget, form: Mapping[str, str]) -> Any:
    """What was written in the fields of a slot, as its value. Raises `SettingsError` naming the field."""
    told = {name: value.strip() for name, value in form.items() if value.strip()}
    if not told:
        return None
    if widget == "place":
        point = {k: _number(k, told[k]) for k in ("lat", "lon") if k in told}
        return {**({"name": told["name"]} if "name" in told else {}), **point}
    if widget == "date":
        start = told.get("start")
        named = {"start": start, "end": told.get("end", start)}
        return {**named, **({"precision": told["precision"]} if "precision" in told else {})}
    if widget == "number":
        return {k: _number(k, told[k]) for k in ("low", "best", "high") if k in told}
    if widget == "actors":
        return [n.strip() for n in told.get("names", "").split(";") if n.strip()]
    if widget == "source":
        return {k: told[k] for k in ("name", "kind") if k in told}
    return _choice(told.get("choice"))


def _number(name: str, told: str) -> float | int:
    try:
        found = float(told)
    except ValueError:
        raise SettingsError(f"{name}: {told!r} is no number.") from None
    return int(found) if found.is_integer() else found


def _choice(told: str | None) -> Any:
    """A choice is written as JSON, so that the number of a code stays one."""
    try:
        return None if told is None else json.loads(told)
    except ValueError:
        raise SettingsError(f"{told!r} is none of the choices.") from None


def words_of_form(text: str, quote: str) -> list[Words]:
    """The words that somebody wrote down, where the report says them first. Raises `SettingsError` where it does
    not."""
    wanted = quote.strip()
    if not wanted:
        return []
    start = text.find(wanted)
    if start < 0:
        raise SettingsError(f"The report does not say “{wanted[:80]}”: copy the words from it as they stand.")
    return [(start, start + len(wanted), wanted)]
