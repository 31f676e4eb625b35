"""The log of a case, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from dateline.case.views.history import judgement_words
from dateline.web.paging import Page

if TYPE_CHECKING:
    from dateline.web.desk import Desk


class Decision(BaseModel):
    """One decision, as the log keeps it."""

    id: str
    seq: int
    at: str
    who: str
    verb: str
    of: str
    about: list[str]
    told: str
    """In words."""
    undone: int | None


def decisions(desk: Desk, limit: int = 50, after: int = 0) -> Page[Decision]:
    """Decisions before a number of the log (0: the newest)."""
    known = [j for j in reversed(desk.store.judgements()) if after == 0 or j.seq < after]
    items = [
        Decision(
            id=j.id, seq=j.seq, at=j.at, who=j.who, verb=j.verb, of=j.of, about=list(j.about), told=judgement_words(j),
            undone=j.undone,
        )
        for j in known[:limit]
    ]  # fmt: skip
    return Page(items=items, next=items[-1].seq if len(known) > limit else None)
