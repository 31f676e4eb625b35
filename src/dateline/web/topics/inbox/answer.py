"""The reports of a case with how far each is gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from dateline.case.store.entry import day_of, iso_of
from dateline.case.store.progress import Progress, ProgressRow, ReportsWanted, Sort
from dateline.errors import SettingsError
from dateline.web.asking import EmptyIsNone

if TYPE_CHECKING:
    from dateline.web.desk import Desk

STATUS: dict[Progress, str] = {
    "open": "to review", "work": "in work", "done": "done", "nothing": "nothing here",
}  # fmt: skip
"""How people call it."""
ORDERS: dict[Sort, str] = {
    "added": "last added first", "newest": "newest first", "oldest": "oldest first", "claims": "most claims first",
    "unsure": "most unsure first", "checks": "most checks that disagree first",
}  # fmt: skip


class InboxQuery(BaseModel):
    """What the address asks for."""

    q: str = Field(
        default="", max_length=200, description="Words that all stand in the title, the outlet or the file's name."
    )
    status: Annotated[Progress | None, EmptyIsNone] = None
    outlet: str = Field(default="", max_length=300)
    language: str = Field(default="", max_length=40)
    since: str = Field(default="", max_length=10, description="First day of publication, YYYY-MM-DD.")
    until: str = Field(default="", max_length=10)
    disputed: bool = Field(default=False, description="Only reports of which a check disagrees with something.")
    sort: Sort = "added"
    limit: int = Field(default=50, ge=1, le=500)
    after: int = Field(default=0, ge=0, le=2**62)


Asked = Annotated[InboxQuery, Query()]


class InboxReport(BaseModel):
    """A report and how far it is gone through."""

    id: str
    name: str
    title: str | None
    outlet: str | None
    language: str | None
    published: str | None
    events: int
    claims: int
    records: int
    decided: int
    unsure: int
    disputed: int
    """Checks that disagree with something."""
    copy_of: str | None
    likeness: float | None
    status: Progress
    href: str


class Inbox(BaseModel):
    """Reports, and how many there are besides."""

    items: list[InboxReport]
    next: int | None
    total: int
    counts: dict[Progress, int]
    disputed: int
    failed: int
    """Reports that this server was given and could not add."""


def inbox(desk: Desk, asked: InboxQuery) -> Inbox:
    """What the address asks for."""
    listed = desk.store.reports_in_progress(
        ReportsWanted(
            tuple(asked.q.split()), asked.outlet, asked.language, (_day(asked.since), _day(asked.until)),
            asked.status, asked.disputed, asked.sort, asked.after, asked.limit,
        )
    )  # fmt: skip
    failed = sum(j.counts.get("failed", 0) for j in desk.jobs.all())
    after = listed.rows[-1].rank if listed.more and listed.rows else None
    items = [_report(r) for r in listed.rows]
    return Inbox(
        items=items, next=after, total=listed.total, counts=dict(listed.counts), disputed=listed.disputed, failed=failed
    )


def _report(r: ProgressRow) -> InboxReport:
    return InboxReport(
        id=r.id, name=r.name, title=r.title, outlet=r.outlet, language=r.language, published=iso_of(r.published),
        events=r.events, claims=r.claims, records=r.records, decided=r.decided, unsure=r.unsure, disputed=r.disputed,
        copy_of=r.copy_of, likeness=r.likeness, status=r.progress, href=f"/review/{r.id}",
    )  # fmt: skip


def _day(told: str) -> int | None:
    if not told:
        return None
    day = day_of(told)
    if day is None or len(told) != len("2017-05-18"):
        raise SettingsError(f"{told!r} is no day. Write it as YYYY-MM-DD, for example 2017-05-18.")
    return day
