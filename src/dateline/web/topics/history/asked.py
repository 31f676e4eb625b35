"""Which decisions a page of the log, its JSON and its files are asked for: one dependency for all three."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query

from dateline.case.store.queues import LogFilter
from dateline.case.views.filter import iso_day
from dateline.model.judgement import Of, Verb

Short = Annotated[str, Query(max_length=200)]
Day = Annotated[str, Query(max_length=10, description="ISO day, UTC.")]


def asked(
    who: Short = "",
    verb: Annotated[list[Verb | Literal[""]] | None, Query()] = None,
    of: Annotated[list[Of | Literal[""]] | None, Query()] = None,
    about: Annotated[str, Query(max_length=80, description="Id of a record.")] = "",
    first: Day = "",
    last: Day = "",
    text: Short = "",
    standing: Annotated[bool, Query(description="Only what was not taken back.")] = False,  # noqa: FBT002 - a query
) -> LogFilter:
    """The filter. Raises `SettingsError` for what is no day."""
    first, last = (iso_day("day", d) if d else "" for d in (first, last))
    return LogFilter(
        who.strip(), tuple(v for v in verb or () if v), tuple(o for o in of or () if o), about.strip(),
        first, last, text, standing,
    )  # fmt: skip


Asked = Annotated[LogFilter, Depends(asked)]
