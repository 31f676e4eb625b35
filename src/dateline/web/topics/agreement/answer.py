"""The table of a double coding: figures of each field, in words too, and the worst cases."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from pydantic import BaseModel

from dateline.case.review.tasks import Progress
from dateline.evaluate.agreement.answers import agreement_in
from dateline.evaluate.agreement.fields import Measure
from dateline.evaluate.agreement.table import Agreement, Difference, Row
from dateline.evaluate.agreement.words import figures_in_words, value_in_words
from dateline.web.desk import Desk, Forbidden
from dateline.web.people import Person
from dateline.web.topics.agreement.tasks import TaskNow, task_for, task_now

if TYPE_CHECKING:
    from dateline.case.store.protocol import Store
    from dateline.web.jobs import Job

AT_ONCE = 20
"""Reports that are compared while whoever asks waits; more are in a job."""
KEPT = 8
WORST = 100


class RowNow(BaseModel):
    """One field, as these coders agree on it."""

    kind: str
    field: str
    label: str
    measure: Measure
    coders: list[str]
    n: int
    """Records that they have in common."""
    same: float | None
    """Share of records on which all say the same."""
    half: int
    """Records on which one says nothing there."""
    alpha: float | None
    low: float | None
    high: float | None
    """Krippendorff's alpha with its 95 % interval; null where it cannot be told."""
    figures: dict[str, float]
    told: str
    """The figures in words."""
    few: bool
    """Too few records to say."""


class DifferenceNow(BaseModel):
    """One record on which two coders differ in a field."""

    report: str
    title: str
    record: str
    kind: str
    field: str
    label: str
    coders: list[str]
    values: list[str]
    quote: str
    apart: float


class TableNow(BaseModel):
    """How far coders agree, over the reports that all of them are done with."""

    task: TaskNow
    reports: int
    records: int
    floor: int
    """Records below which nothing is said."""
    rows: list[RowNow]
    worst: list[DifferenceNow]
    """The worst first."""
    differences: int
    ready: bool
    """Whether all is computed; ask again where it is not."""
    computed: str
    """How far it is."""


_TABLES: WeakKeyDictionary[Store, OrderedDict[Any, Agreement | str]] = WeakKeyDictionary()
"""What was computed, or the id of the job that computes it."""
_LOCK = threading.Lock()


def table(desk: Desk, id_: str, person: Person) -> TableNow:
    """The table of a double coding, for those who may see it: adjudicators, and coders where the task says so."""
    progress = task_for(desk, id_, person)
    if not (person.may("adjudicate") or progress.task.reveal):
        raise Forbidden("Only those who adjudicate see how far the coders of this task agree.")
    found, told = _agreement(desk, progress, person)
    return table_now(task_now(progress, person), found, told)


def table_now(task: TaskNow, found: Agreement | None, told: str = "") -> TableNow:
    """As pages and programs see it."""
    return TableNow(
        task=task,
        reports=found.reports if found else 0,
        records=found.records if found else 0,
        floor=found.floor if found else 0,
        rows=[row_now(r) for r in found.rows if r.n] if found else [],
        worst=[_difference(d) for d in found.differences[:WORST]] if found else [],
        differences=len(found.differences) if found else 0,
        ready=found is not None,
        computed=told,
    )


def _agreement(desk: Desk, progress: Progress, person: Person) -> tuple[Agreement | None, str]:
    """What was computed of these answers, at once where they are few; else how far the job is."""
    whole = progress.whole
    numbers = tuple(desk.store.reading_numbers(None, whole).values()) if whole else ()
    key = (desk.rewritten, progress.task.id, whole, numbers)
    with _LOCK:
        kept = _TABLES.setdefault(desk.store, OrderedDict())
        known = kept.get(key)
    if isinstance(known, Agreement):
        return known, ""
    if (
        isinstance(known, str)
        and (job := desk.jobs.find(known)) is not None
        and job.state not in {"failed", "cancelled"}
    ):
        return None, f"{job.done} of {job.of or len(whole)} reports compared"
    if len(whole) <= AT_ONCE:
        found = agreement_in(desk.reviews, progress)
        _keep(kept, key, found)
        return found, ""

    def work(job: Job) -> None:
        _keep(kept, key, agreement_in(desk.reviews, progress, job.progress))

    _keep(kept, key, desk.jobs.start(f"Agreement in {progress.task.title}", person.name, work).id)
    return None, f"0 of {len(whole)} reports compared"


def _keep(kept: OrderedDict[Any, Agreement | str], key: Any, found: Agreement | str) -> None:
    with _LOCK:
        if isinstance(found, str) and isinstance(kept.get(key), Agreement):
            return  # the job was done before its number was known
        kept[key] = found
        while len(kept) > KEPT:
            kept.popitem(last=False)


def row_now(row: Row) -> RowNow:
    """A row with its figures in words."""
    return RowNow(
        kind=row.field.kind, field=row.field.name, label=row.field.label, measure=row.field.measure,
        coders=list(row.coders), n=row.n, same=row.same, half=row.half, alpha=row.alpha.value, low=row.alpha.low,
        high=row.alpha.high, figures=dict(row.figures), told=figures_in_words(row), few=row.few,
    )  # fmt: skip


def _difference(d: Difference) -> DifferenceNow:
    return DifferenceNow(
        report=d.report, title=d.title, record=d.record, kind=d.field.kind, field=d.field.name, label=d.field.label,
        coders=list(d.coders), values=[value_in_words(d.field.measure, v) for v in d.values], quote=d.quote,
        apart=d.apart,
    )  # fmt: skip
