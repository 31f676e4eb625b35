"""A report under review as JSON, and deciding on it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Request, Response
from pydantic import BaseModel, Field

from dateline.case.review.deciding import decide
from dateline.case.review.opening import Opened
from dateline.case.review.records import Decision
from dateline.errors import ConflictError, InputError
from dateline.model.judgement import Verb
from dateline.web.desk import AtDesk, Coder, Desk, Reader
from dateline.web.errors import NotFound, answered
from dateline.web.topics.review.answer import (
    Answer,
    Kept,
    RecordNow,
    Review,
    Words,
    cards,
    changed,
    review_answer,
    short,
    version,
)

API = APIRouter(tags=["review"])
Report = Annotated[str, Path(max_length=100, description="Id of the report.")]
Task = Annotated[str | None, Query(max_length=100, description="Id of a double coding: what you alone decided in it.")]
AsOf = Annotated[int | None, Query(ge=0, le=2**62, description="As it was at this number of the log.")]
IfNone = Annotated[str | None, Header(alias="If-None-Match", max_length=400)]
IfMatch = Annotated[str | None, Header(alias="If-Match", max_length=400)]
Once = Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=200)]
Id = Annotated[str, Field(min_length=1, max_length=100)]


class Wanted(BaseModel):
    """A decision to keep. `about` is a record's id; for `done` and `add` the report's, for `undo` the decision's."""

    verb: Verb
    about: Id
    slot: Annotated[str | None, Field(max_length=400)] = None
    value: Any = None
    evidence: list[Words] = Field(default_factory=list, max_length=50)
    reason: Annotated[str | None, Field(max_length=2000)] = None

    def decision(self) -> Decision:
        """It, as the review takes it."""
        words = tuple((w.start, w.end, w.quote) for w in self.evidence)
        return Decision(self.verb, self.about, self.slot, self.value, words, self.reason)


class Decisions(BaseModel):
    """Decisions on one report: all are kept, or none."""

    decisions: list[Wanted] = Field(min_length=1, max_length=200)
    seen: dict[Id, Annotated[int, Field(ge=0, le=2**62)]] = Field(default_factory=dict, max_length=2000)
    """Record -> its revision when it was looked at."""
    task: Annotated[str | None, Field(max_length=100)] = None


class TakeBack(BaseModel):
    """A decision to take back."""

    decision: Id
    reason: Annotated[str | None, Field(max_length=2000)] = None
    seen: dict[Id, Annotated[int, Field(ge=0, le=2**62)]] = Field(default_factory=dict, max_length=2000)
    task: Annotated[str | None, Field(max_length=100)] = None


class Conflict(BaseModel):
    """Somebody decided meanwhile: nothing was kept."""

    type: str
    title: str
    status: int
    detail: str
    records: list[RecordNow] = Field(default_factory=list)
    """Those that somebody decided on, as they are now."""
    revision: int | None = None


_CONFLICT: dict[int | str, dict[str, Any]] = {412: {"model": Conflict}}


@API.get("/reports/{report}/review", responses={304: {"description": "Nothing changed."}})
def get_review(
    desk: AtDesk, who: Reader, response: Response, report: Report, task: Task = None, as_of: AsOf = None,
    if_none_match: IfNone = None,
) -> Review:  # fmt: skip
    """The report with its records as they stand now. The ETag is the revision."""
    opened = _opened(desk, report, task, who.name, as_of)
    tag = etag(version(opened.review))
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    if if_none_match is not None and matches(if_none_match, tag):
        response.status_code = 304
        return Response(status_code=304, headers=dict(response.headers))  # type: ignore[return-value]
    return review_answer(opened, desk.reviews.beside(report, task, who.name))


@API.post("/reports/{report}/decisions", status_code=201, response_model=Answer, responses=_CONFLICT)
def post_decisions(
    request: Request, desk: AtDesk, who: Coder, response: Response, report: Report, wanted: Decisions,
    idempotency_key: Once = None, if_match: IfMatch = None,
) -> Any:  # fmt: skip
    """Keep decisions. Sent again under the same Idempotency-Key they are not kept twice."""
    return _kept(request, desk, who.name, response, report, wanted, idempotency_key, if_match)


@API.post("/reports/{report}/undo", status_code=201, response_model=Answer, responses=_CONFLICT)
def post_undo(
    request: Request, desk: AtDesk, who: Coder, response: Response, report: Report, wanted: TakeBack,
    idempotency_key: Once = None, if_match: IfMatch = None,
) -> Any:  # fmt: skip
    """Take a decision back; an undo too."""
    one = Wanted(verb="undo", about=wanted.decision, reason=wanted.reason)
    made = Decisions(decisions=[one], seen=wanted.seen, task=wanted.task)
    return _kept(request, desk, who.name, response, report, made, idempotency_key, if_match)


def _kept(
    request: Request, desk: Desk, who: str, response: Response, report: str, wanted: Decisions, once: str | None,
    if_match: str | None,
) -> Any:  # fmt: skip
    decisions = [w.decision() for w in wanted.decisions]
    try:
        if if_match is not None:
            now = _opened(desk, report, wanted.task, who)
            known = bool(once and desk.reviews.is_kept(once, who, report, wanted.task, decisions))
            if not known and not matches(if_match, etag(version(now.review))):
                raise ConflictError("Somebody decided on this report after you had opened it.")
        kept = decide(
            desk.reviews, report, decisions, who, seen=wanted.seen, once=once, task=wanted.task,
        )  # fmt: skip
    except ConflictError as exc:
        return _conflict(request, desk, who, report, wanted, exc)
    except InputError as exc:
        raise NotFound(str(exc)) from exc
    opened = _opened(desk, report, wanted.task, who)
    response.headers["ETag"] = etag(version(opened.review))
    about = changed(kept, opened.judgements)
    return Answer(
        kept=[Kept(id=j.id, seq=j.seq) for j in kept], records=cards(opened.review, about), report=short(opened.review)
    )


def _conflict(request: Request, desk: Desk, who: str, report: str, wanted: Decisions, exc: ConflictError) -> Response:
    """What the records are now that somebody decided on."""
    review = _opened(desk, report, wanted.task, who).review
    now = {r.id: r.revision for r in review.records}
    behind = [id_ for id_, revision in wanted.seen.items() if now.get(id_, 0) > revision]
    told = [card.model_dump(mode="json") for card in cards(review, behind or [w.about for w in wanted.decisions])]
    return answered(request, 412, str(exc), records=told, revision=version(review))


def _opened(desk: Desk, report: str, task: str | None, who: str, as_of: int | None = None) -> Opened:
    try:
        return desk.reviews.opened(report, task, who, as_of)
    except InputError as exc:
        raise NotFound(str(exc)) from exc


def etag(revision: int) -> str:
    """A revision as an ETag."""
    return f'"{revision}"'


def matches(told: str, tag: str) -> bool:
    """Whether a header names the tag (or "*", any)."""
    return told.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in told.split(",")}
