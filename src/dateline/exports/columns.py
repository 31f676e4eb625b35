"""The sheets and their columns, as `data/*.tsv` tells them: what each is called, holds and means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast, get_args

from dateline.errors import DatelineError
from dateline.tsv import rows_of

Kind = Literal["id", "ref", "text", "words", "quote", "source", "number", "count", "degrees", "date", "choice", "hash"]
"""What a column's cells hold: ids, short text, long text, the report's words, names of sources, numbers …"""
Edit = Literal["yes", "no", "yours"]
"""Whether a person may correct the cells, should leave them, or has them to fill in."""
SHARED: Final = "*"
"""Stands in `columns.tsv` for every sheet of records."""
HEAD: Final = ("report",)
"""Shared columns that come second, after the row's own id; the other shared ones come last."""
UNHASHED: Final = frozenset({"decision", "note", "same_as", "row_hash"})
"""Columns that `row_hash` does not cover."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` names a list of `choices.py`; `several` says that a cell may hold several values."""

    name: str
    kind: Kind
    several: bool
    choices: str
    edit: Edit
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: what a row is, and its columns in order. `records` marks the sheets that are judged row by row."""

    name: str
    records: bool
    meaning: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.columns)


def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of `data/<name>.tsv` as header -> value."""
    return rows_of("dateline.exports", name)


@cache
def sheets(of: str = "") -> dict[str, Sheet]:
    """All sheets by name, in the order in which a workbook has them: of reports, or of a case (`of` is "case_")."""
    columns: dict[str, list[Column]] = {}
    for row in rows(f"{of}columns"):
        columns.setdefault(row["sheet"], []).append(_column(row))
    shared = columns.pop(SHARED)
    head = [c for c in shared if c.name in HEAD]
    tail = [c for c in shared if c.name not in HEAD]
    made = {}
    for row in rows(f"{of}sheets"):
        own, records = columns[row["sheet"]], row["records"] == "yes"
        all_ = [own[0], *head, *own[1:], *tail] if records else own
        made[row["sheet"]] = Sheet(row["sheet"], records, row["meaning"], tuple(all_))
    return made


def _column(row: dict[str, str]) -> Column:
    if row["kind"] not in get_args(Kind) or row["edit"] not in get_args(Edit):
        raise DatelineError(f"columns.tsv: {row['sheet']}.{row['column']} has an unknown kind or edit.")
    return Column(
        row["column"],
        cast("Kind", row["kind"]),
        row["several"] == "yes",
        row["choices"],
        cast("Edit", row["edit"]),
        row["meaning"],
        row["source"],
    )
