"""Lists a page at a time: a cursor tells where the next page begins."""

from __future__ import annotations

from typing import Annotated, Generic, TypeVar

from fastapi import Query
from pydantic import BaseModel

Item = TypeVar("Item")
Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
After = Annotated[int, Query(ge=0, le=2**62, description="The cursor: what `next` of the page before said.")]


class Page(BaseModel, Generic[Item]):
    """Some of a list. `next` is the cursor of the page after this one, null where this is the last."""

    items: list[Item]
    next: int | None = None
    total: int | None = None
    """How many there are in all, where that is known."""
