"""Checks as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header
from pydantic import BaseModel, Field

from dateline.web.desk import AtDesk, Coder, Reader
from dateline.web.topics.checks.answer import Asked, ChecksFound, Word, checks, decide, undo

API = APIRouter(tags=["checks"])
Once = Annotated[str | None, Header(alias="Idempotency-Key", max_length=200)]


class Verdict(BaseModel):
    """What a person says of a finding."""

    word: Word
    seen: int = Field(ge=0, description="`revision` of the finding as it was seen.")
    reason: str = Field(default="", max_length=2000)


class Kept(BaseModel):
    """What was kept."""

    id: str
    seq: int


@API.get("/checks")
def list_checks(desk: AtDesk, _: Reader, asked: Asked) -> ChecksFound:
    """What the checks of reports found."""
    return checks(desk, asked)[0]


@API.post("/checks/{finding}/decision", status_code=201)
def decide_check(desk: AtDesk, person: Coder, finding: str, told: Verdict, once: Once = None) -> Kept:
    """Say who errs: 412 where somebody decided meanwhile."""
    kept = decide(desk, person, finding, told.word, told.seen, told.reason, once)
    return Kept(id=kept.id, seq=kept.seq)


@API.post("/checks/{finding}/undo", status_code=201)
def undo_check(desk: AtDesk, person: Coder, finding: str) -> Kept:
    """Take the word on a finding back."""
    kept = undo(desk, person, finding)
    return Kept(id=kept.id, seq=kept.seq)
